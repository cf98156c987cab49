"""Pages of a PDF in two columns (two reports, or two pages on a sheet): read line by line they would mix."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nianbao.errors import InputError
from nianbao.reading.pdf_furniture import PageText
from nianbao.reading.pdf_glyphs import Glyph, Line

__all__ = ["refuse_columns"]

_CHARS, _LINES = 8, 6
"""How many Chinese characters a line of a column has at least, and how many such lines a page of two columns."""
_GAP = 1.5
"""How wide the white between the columns is at least, in characters."""
_STEP, _FROM, _TO = 4.0, 0.4, 0.6
_CROSSING = 0.2
_REMEDY = "请把两份报告分别存成一个文件再检查；两页印在一张上的，请用 Word 或 WPS 的原稿（.docx）"


def _sides(line: Line, x: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """A line's characters left and right of a place; None where it runs over it."""
    left = [glyph for glyph in line.drawn if glyph.centre < x]
    right = [glyph for glyph in line.drawn if glyph.centre >= x]
    if left and right and right[0].x0 - left[-1].x1 < _GAP * line.drawn[0].size:
        return None
    near = min((abs(glyph.x1 - x) for glyph in left), default=1e9), min((abs(g.x0 - x) for g in right), default=1e9)
    return (left, right) if min(near) > 0 else None


def _is_prose(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters of a side are words without gaps; figures of a table have white between them."""
    words = sum(glyph.text > "\u2e7f" for glyph in glyphs)
    return words >= _CHARS and all(two.x0 - one.x1 < _GAP * one.size for one, two in pairwise(glyphs))


def _is_parted(lines: Sequence[Line], x: float) -> bool:
    """Whether lines of text stand on both sides of a place, at the same heights, and hardly any runs over it."""
    left: list[Glyph] = []
    right: list[Glyph] = []
    crossing = 0
    for line in lines:
        sides = _sides(line, x)
        if sides is None:
            crossing += 1
            continue
        left += sides[0][:1] if _is_prose(sides[0]) else []
        right += sides[1][:1] if _is_prose(sides[1]) else []
    beside = [glyph for glyph in left if any(glyph.top < other.bottom and other.top < glyph.bottom for other in right)]
    return len(beside) >= _LINES and crossing <= _CROSSING * len(beside)


def _in_columns(page: PageText) -> bool:
    steps = int((_TO - _FROM) * page.width / _STEP) + 1
    lines = [line for line in page.lines if line.drawn]
    return any(_is_parted(lines, _FROM * page.width + step * _STEP) for step in range(steps))


def refuse_columns(pages: Sequence[PageText], where: str) -> None:
    """Refuse a file whose pages of text are in two columns.

    Raises:
        InputError: most of them are.
    """
    written = [page for page in pages if len(page.lines) >= _LINES]
    parted = [page.number for page in written if _in_columns(page)]
    if parted and len(parted) * 2 >= len(written):
        what = f"第 {parted[0]} 页起分左右两栏（像两份报告并排，或两页印在一张上），左右的文字会混在一起，没有读"
        raise InputError.one(where, what, _REMEDY)
