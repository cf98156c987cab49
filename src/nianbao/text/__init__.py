"""Chinese text: decoding, folding, sentences, quantities and measure words, quoted spans."""

from nianbao.text.blank_signs import is_blank_sign
from nianbao.text.decode import decode
from nianbao.text.fold import bare, fold
from nianbao.text.punctuate import punctuate
from nianbao.text.quantities import Quantity, allowed_numerals, chinese_number, quantities, raw_numerals
from nianbao.text.quoted import mask, quoted_spans
from nianbao.text.radicals import without_radicals
from nianbao.text.sentences import sentence_spans, split_sentences
from nianbao.text.trie import alternatives, any_of

__all__ = [
    "Quantity",
    "allowed_numerals",
    "alternatives",
    "any_of",
    "bare",
    "chinese_number",
    "decode",
    "fold",
    "is_blank_sign",
    "mask",
    "punctuate",
    "quantities",
    "quoted_spans",
    "raw_numerals",
    "sentence_spans",
    "split_sentences",
    "without_radicals",
]
