"""Paragraphs that hold headings, parted at them: a page saved without its line breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nianbao.kinds import Form
from nianbao.reading.blocks import Block, Para
from nianbao.reading.headings import headings_within
from nianbao.report import DocxPlace, Location, TextPlace

__all__ = ["parted"]


def _moved(place: Location | None, start: int, end: int) -> Location | None:
    """The place of a part of a paragraph."""
    if isinstance(place, TextPlace):
        return place.part(start, end)
    return place.model_copy(update={"at": place.at + start}) if isinstance(place, DocxPlace) else place


def _parts(block: Para, cuts: list[tuple[int, int]]) -> list[Block]:
    found: list[Block] = []
    marks = [0, *(at for cut in cuts for at in cut), len(block.text)]
    for start, end in pairwise(marks):
        piece = block.text[start:end]
        if not piece.strip():
            continue
        begin = start + len(piece) - len(piece.lstrip())
        finish = begin + len(piece.strip())
        place = _moved(block.location, begin, finish)
        bookmarks = [] if found else block.bookmarks
        found.append(replace(block, text=piece.strip(), location=place, bookmarks=bookmarks, title=False))
    return found


def parted(blocks: Sequence[Block], form: Form) -> list[Block]:
    """The blocks, a paragraph that goes on behind a section's heading as several."""
    found: list[Block] = []
    for block in blocks:
        cuts = headings_within(block.text, form) if isinstance(block, Para) else []
        found += _parts(block, cuts) if isinstance(block, Para) and cuts else [block]
    return found
