"""Page numbers: as they are printed, and those that an export of a document left among the lines of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from nianbao.patterns import lazy
from nianbao.text import fold

__all__ = ["NUMBERED_PAGE", "page_numbers"]

NUMBERED_PAGE = lazy(
    r"[—-]{1,2} *[0-9]{1,3} *[—-]{1,2}|·* *[0-9]{1,3} *·+|第 *[0-9]{1,3} *页(?:[，,/ ]*共 *[0-9]{1,3} *页)?"
    r"|第 *[一二三四五六七八九十]{1,4} *页(?:[，,/ ]*共 *[一二三四五六七八九十]{1,4} *页)?"
    r"|(?i:page) *[0-9]{1,3}(?: *(?:of|/) *[0-9]{1,3})?"
)
"""A number that its dashes, dots or words make a page's."""


def page_numbers(lines: Sequence[str]) -> set[int]:
    """Which lines are page numbers: all that look so, where each counts on from the one before."""
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        text = fold(line).strip()
        if NUMBERED_PAGE.fullmatch(text) and (digits := re.search(r"[0-9]+", text)):
            found[at] = int(digits[0])
    counted = all(after == before + 1 for before, after in pairwise(found.values()))
    return set(found) if counted else set()
