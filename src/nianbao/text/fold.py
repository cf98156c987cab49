"""A copy of a text for matching, of equal length, so that places stay true."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["bare", "fold"]

_PAIRS = str.maketrans({
    "\u00a0": " ", "\u3000": " ", "\t": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ",
    "．": ".", "﹒": ".", "“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "﹙": "（", "﹚": "）",
    "(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！",
    "－": "-", "−": "-", "–": "-",
})  # fmt: skip
_RADICALS = range(0x2E80, 0x2FE0)
_LOOKALIKES = str.maketrans(
    {"⺠": "民", "⻅": "见", "⻔": "门", "⻓": "长", "⻋": "车", "⻬": "齐", "⻢": "马", "⻰": "龙", "⻚": "页"}
)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    code = ord(char)
    if code in _RADICALS or 0xFF10 <= code <= 0xFF5A or 0xF900 <= code <= 0xFAFF:
        folded = unicodedata.normalize("NFKC", char).translate(_LOOKALIKES)
        return folded if len(folded) == 1 else char
    return char


def fold(text: str) -> str:
    """Fold a text for matching: radicals, full-width digits and letters, quotes, brackets, spaces.

    Args:
        text: any text.

    Returns:
        A text of the same length in code points; never shown to anyone.
    """
    return "".join(_fold_char(char) for char in text).translate(_PAIRS)


def bare(text: str) -> str:
    """Fold a label for comparison: no white space, quotes and punctuation unified. Length changes."""
    return _bare_label(text) if len(text) <= _LABEL else _bare(text)


def _bare(text: str) -> str:
    folded = "".join(fold(text).split())
    return folded.replace("、", "，")


_LABEL = 80
_bare_label = lru_cache(maxsize=8192)(_bare)
"""Labels are compared again and again, with every cell of a table."""
