"""Finds tables without ruling lines among the text lines of a PDF.

Where columns end is not known, so nothing is counted from the left: a row is its labels and figures in order,
as in pasted text, and is read only where their number is the form's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.kinds import editions
from nianbao.patterns import lazy
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.flattened_tables import ListedTables
from nianbao.reading.headings import section_of
from nianbao.reading.pdf_glyphs import Line, text_of
from nianbao.reading.pdf_ruled_tables import labels
from nianbao.report import Location, PdfPlace
from nianbao.text import bare, fold

__all__ = ["stretches"]

_GAP = 0.6
"""Of a character: a gap that parts two cells of a row."""
_FIGURE = lazy(r"[+-]?[0-9][0-9，,.]*(?:元|万元|件|条)?|[/—-]+|无")
_BETWEEN = 4
"""Lines without figures that may stand between two rows: labels broken over lines."""
_HEAD = 8
"""Lines above the first row that may be its head."""


def _cells(line: Line) -> list[str]:
    return [text_of(part) for part in line.parts(_GAP)]


def _is_row(cells: list[str]) -> bool:
    """Whether a line is a row: a label and figures, or several figures."""
    figures = sum(_FIGURE.fullmatch(fold(cell)) is not None for cell in cells)
    return figures >= 2 or (figures == 1 and len(cells) == 2 and bare(cells[0]) in labels())


def _is_label(text: str) -> bool:
    """Whether a text is a label of a form or a piece of one."""
    mine = bare(text)
    return bool(mine) and len(mine) <= 40 and any(mine in label for label in labels())


def _may_be_head(line: Line) -> bool:
    if any(section_of(line.text, form) is not None for form in editions()):
        return False
    return all(_is_label(cell) for cell in _cells(line))


def _spans(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """From where to where lines are rows, their broken labels and head included."""
    at = 0
    while at < len(lines):
        if not _is_row(_cells(lines[at])):
            at += 1
            continue
        start = end = at
        after = at + 1
        while after < len(lines) and after - end <= _BETWEEN:
            if _is_row(_cells(lines[after])):
                end = after
            elif not _may_be_head(lines[after]):
                break
            after += 1
        while start and at - start < _HEAD and _may_be_head(lines[start - 1]):
            start -= 1
        while end + 1 < len(lines) and end + 1 < after and _may_be_head(lines[end + 1]):
            end += 1
        rows = sum(_is_row(_cells(line)) for line in lines[start : end + 1])
        if rows >= 2 or start < at:
            yield start, end + 1
        at = end + 1


def _place(line: Line) -> PdfPlace:
    return PdfPlace(page=line.page, line=line.number)


def _grid(lines: Sequence[Line]) -> TableGrid:
    cells = [
        GridCell(text, row, column, 1, 1, _place(line))
        for row, line in enumerate(lines)
        for column, text in enumerate(_cells(line))
    ]
    return TableGrid(cells, exact=False, location=_place(lines[0]))


def _listed(lines: Sequence[Line]) -> Iterator[list[Line] | TableGrid]:
    """Lines, and tables that have one cell a line."""
    finder = ListedTables(editions())
    given: list[tuple[str, Location]] = [(line.text, _place(line)) for line in lines]
    prose: list[Line] = []
    at = 0
    while at < len(lines):
        if finder.may_begin(lines[at].text) and finder.begins(given, at):
            grid, end = finder.read(given, at)
            if prose:
                yield prose
                prose = []
            yield grid
            at = max(end, at + 1)
        else:
            prose.append(lines[at])
            at += 1
    if prose:
        yield prose


def stretches(lines: Sequence[Line]) -> Iterator[list[Line] | TableGrid]:
    """Lines that follow each other, parted where a table without ruling lines stands among them.

    Args:
        lines: outside ruled tables, counted.
    """
    at = 0
    for start, end in _spans(lines):
        if start > at:
            yield from _listed(lines[at:start])
        yield _grid(lines[start:end])
        at = end
    if at < len(lines):
        yield from _listed(lines[at:])
