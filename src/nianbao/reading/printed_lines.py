"""Joins paragraphs that were broken into short lines, and finds page numbers between lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nianbao.kinds import Form
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Para
from nianbao.reading.headings import section_of, sub_heading
from nianbao.report import Location, TextPlace
from nianbao.text import bare, fold

__all__ = ["NUMBERED_PAGE", "page_numbers", "unwrapped"]


_LINES, _WIDEST = 12, 45
"""From how many lines, none longer than so many characters, a text may be broken into lines."""
_OPEN, _FULL = 0.3, 0.7
"""Share of lines that end within a sentence where a text is broken, and how full such a line is."""
_LONGEST = 10_000
"""Characters of a paragraph from which no line is added to it: none is so long."""
_CLOSED = ("。", "；", "！", "？", "：", ":", ";", "…")
_BEGINS = lazy(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、])")


def _is_heading(text: str, form: Form) -> bool:
    return section_of(text, form) is not None


def _over(above: Para, block: Para, apart: int) -> Location | None:
    """The place of two lines that are one paragraph."""
    one, two = above.location, block.location
    if not isinstance(one, TextPlace) or not isinstance(two, TextPlace):
        return one
    gap = len(above.text) + apart, two.start - one.end - apart
    return TextPlace(start=one.start, end=two.end, line=one.line, skipped=(*one.skipped, gap))


def _width(lines: Sequence[str]) -> int:
    """How many characters a full line has; 0 where the text is not broken into lines."""
    if len(lines) < _LINES:
        return 0
    lengths = sorted(len(line) for line in lines)
    width = lengths[len(lengths) * 9 // 10]
    if width > _WIDEST or lengths[-1] > 2 * _WIDEST:
        return 0
    open_lines = [line for line in lines if not line.endswith(_CLOSED)]
    full = [line for line in open_lines if len(line) >= _FULL * width]
    return width if len(full) >= _OPEN * len(lines) else 0


def unwrapped(blocks: Sequence[Block], form: Form, indented: Sequence[bool]) -> list[Block]:
    """The blocks, lines that were broken within a paragraph joined.

    Args:
        blocks: in order. form: whose headings begin a paragraph. indented: for each block, whether it begins with the
            spaces of a new paragraph.
    """
    texts = [item.text for item in blocks if isinstance(item, Para)]
    lines = [text for text in texts if not _is_heading(text, form) and not sub_heading(text)]
    width = _width(lines)
    if not width:
        return list(blocks)
    told = sum(indented) >= _LINES // 4
    titles = {bare(title) for title, _ in form.headings}
    found: list[Block] = []
    last = 0
    """How long the line is that the paragraph ends in so far."""
    for block, begins in zip(blocks, indented, strict=True):
        above = found[-1] if found else None
        if not isinstance(block, Para) or not isinstance(above, Para) or above.title or block.title:
            found.append(block)
        elif bare(above.text + block.text) in titles or (
            not begins
            and last >= _FULL * width
            and len(above.text) < _LONGEST
            and not _is_heading(above.text, form)
            and not _is_heading(block.text, form)
            and (told or not _BEGINS.match(block.text))
            and (told or not above.text.endswith(_CLOSED) or last >= width)
        ):
            apart = " " if (above.text[-1] + block.text[0]).isascii() and above.text[-1].isalpha() else ""
            place = _over(above, block, len(apart))
            found[-1] = replace(above, text=above.text + apart + block.text, location=place)
        else:
            found.append(block)
        last = len(block.text) if isinstance(block, Para) else 0
    return found


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
