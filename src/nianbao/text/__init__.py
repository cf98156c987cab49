"""Chinese text: decoding, folding, sentences, quantities and measure words, quoted spans."""

from nianbao.text.decode import decode
from nianbao.text.fold import bare, fold, without_radicals
from nianbao.text.quantities import Quantity, allowed_numerals, chinese_number, is_blank_sign, quantities, raw_numerals
from nianbao.text.sentences import mask, punctuate, quoted_spans, sentence_spans, split_sentences

__all__ = [
    "Quantity",
    "allowed_numerals",
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
