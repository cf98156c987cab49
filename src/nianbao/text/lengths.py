"""How long a text is, counted as a document counts it: as Word's 字数 does, every character, or Chinese ones alone."""

from __future__ import annotations

from typing import Literal

from nianbao.patterns import HAN, lazy

Counting = Literal["word", "each", "han"]
COUNTED: dict[Counting, str] = {
    "word": "按Word的字数，汉字和标点各算一个，连写的数字、字母算一个",
    "each": "每个汉字、标点、数字、字母都算一个",
    "han": "只数汉字",
}
"""How it is counted, in words."""
_WIDE = "\u2013-\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f"
_WORDS = lazy(f"[{_WIDE}]|[^\\s{_WIDE}]+")
"""What Word counts as one: a Chinese character or mark; a run of anything else without a space."""
_EACH = lazy(r"\S")
_HAN = lazy(f"[{HAN}]")


def length(text: str, counting: Counting = "word") -> int:
    """How many characters a text has.

    Args:
        counting: ``word`` as Word's 字数 does, ``each`` every visible character, ``han`` Chinese characters alone.
    """
    pattern = {"word": _WORDS, "each": _EACH, "han": _HAN}[counting]
    return sum(1 for _ in pattern.finditer(text))
