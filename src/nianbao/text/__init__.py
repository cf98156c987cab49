"""Chinese text: decoding, folding, sentences, quantities and measure words, quoted spans."""

from nianbao.text.decode import decode
from nianbao.text.fold import bare, fold, without_radicals
from nianbao.text.quantities import BLANKS, Quantity, allowed_numerals, chinese_number, quantities, raw_numerals
from nianbao.text.sentences import mask, punctuate, quoted_spans, sentence_spans, split_sentences

__all__ = [
    "BLANKS",
    "Quantity",
    "allowed_numerals",
    "bare",
    "chinese_number",
    "decode",
    "fold",
    "mask",
    "punctuate",
    "quantities",
    "quoted_spans",
    "raw_numerals",
    "sentence_spans",
    "split_sentences",
    "without_radicals",
]
