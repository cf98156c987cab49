"""Ruled tables of a PDF: cells by their boxes, texts by where characters stand, pieces over page breaks joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from nianbao.lazy import lazy
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.pdf_lines import lines_of
from nianbao.report import PdfPlace

__all__ = ["PageTable", "joined", "table_of"]

_NEAR = 3.0
"""Points by which edges may differ and be the same."""
_FIGURE = lazy(r"[-+]?[0-9][0-9,，]*(?:\.[0-9]+)?(?:万?元)?|[/—-]")


@dataclass(frozen=True)
class PageTable:
    """A table, or the piece of one that stands on a page.

    Attributes:
        edges: left edges of its columns and its right edge, in points.
    """

    cells: list[GridCell]
    edges: tuple[float, ...]
    page: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    def row(self, number: int) -> list[GridCell]:
        """The cells that cover a row, left to right."""
        return sorted(
            (cell for cell in self.cells if cell.row <= number < cell.row + cell.rowspan), key=lambda cell: cell.column
        )

    def grid(self) -> TableGrid:
        """As readers of tables take it."""
        return TableGrid(self.cells, location=self.cells[0].location if self.cells else None)


def _edges(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def table_of(table: Any, chars: Sequence[dict[str, Any]], page: int, number: int) -> PageTable:
    """A table found on a page.

    Args:
        table: as pdfplumber finds it. chars: of the page. page: its number. number: the table's, in the file.
    """
    boxes = [tuple(map(float, box)) for box in table.cells]
    across = _edges([x for box in boxes for x in (box[0], box[2])])
    down = _edges([y for box in boxes for y in (box[1], box[3])])
    held: list[list[dict[str, Any]]] = [[] for _ in boxes]
    left, top, right, bottom = table.bbox
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if not (left <= x <= right and top <= y <= bottom):
            continue
        for index, box in enumerate(boxes):
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                held[index].append(char)
                break
    cells = []
    for box, inside in zip(boxes, held, strict=True):
        row, column = _at(down, box[1]), _at(across, box[0])
        text = "".join(line.text for line in lines_of(inside, page))
        place = PdfPlace(page=page, table=number, row=row + 1, column=column + 1)
        cells.append(
            GridCell(text, row, column, max(_at(down, box[3]) - row, 1), max(_at(across, box[2]) - column, 1), place)
        )
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable(cells, tuple(across), page)


def _same_edges(one: PageTable, two: PageTable) -> bool:
    """Whether the pieces have the same outer edges, and every edge of the one with fewer is one of the other's."""
    few, many = sorted((one.edges, two.edges), key=len)
    outer = abs(one.edges[0] - two.edges[0]) <= _NEAR and abs(one.edges[-1] - two.edges[-1]) <= _NEAR
    return outer and all(min(abs(edge - other) for other in many) <= _NEAR for edge in few)


def joined(tables: Sequence[PageTable]) -> list[PageTable]:
    """The tables, pieces that go on over a page break joined; between those given there was no text."""
    found: list[PageTable] = []
    for table in tables:
        if found and table.page == found[-1].page + 1 and _same_edges(found[-1], table):
            found[-1] = _join(found[-1], table)
        else:
            found.append(table)
    return found


def _on(edges: tuple[float, ...], piece: PageTable) -> list[GridCell]:
    """The cells of a piece with columns counted by another's edges."""
    wanted = list(edges)
    made = []
    for cell in piece.cells:
        begin = _at(wanted, piece.edges[cell.column])
        end = _at(wanted, piece.edges[min(cell.column + cell.colspan, len(piece.edges) - 1)])
        made.append(replace(cell, column=begin, colspan=max(end - begin, 1)))
    return made


def _join(first: PageTable, second: PageTable) -> PageTable:
    edges = max(first.edges, second.edges, key=len)
    above, below = _on(edges, first), _on(edges, second)
    one, two = PageTable(above, edges, first.page), PageTable(below, edges, second.page)
    repeated = 0
    while repeated < min(one.rows, two.rows) and _texts(one, repeated) == _texts(two, repeated) != ("",):
        if any(_FIGURE.fullmatch(text) for text in _texts(one, repeated)):
            break
        repeated += 1
    if repeated:
        left = [cell for cell in below if cell.row + cell.rowspan > repeated]
        below = [replace(cell, row=max(cell.row - repeated, 0)) for cell in left]
        two = PageTable(below, edges, second.page)
    shift = one.rows
    if _torn(one, two):
        shift -= 1
    lowest = {(cell.column, cell.colspan): cell for cell in one.row(one.rows - 1)}
    cells = {id(cell): cell for cell in one.cells}
    for cell in two.cells:
        over = lowest.get((cell.column, cell.colspan))
        goes_on = over is not None and cell.row == 0 and (shift < one.rows or _continues(over, cell, two))
        if goes_on and over is not None:
            old = cells[id(over)]
            end = max(old.row + old.rowspan, shift + cell.rowspan)
            cells[id(over)] = replace(old, text=old.text + cell.text, rowspan=end - old.row)
        else:
            cells[id(cell)] = replace(cell, row=cell.row + shift)
    return PageTable(sorted(cells.values(), key=lambda cell: (cell.row, cell.column)), edges, second.page)


def _texts(table: PageTable, row: int) -> tuple[str, ...]:
    return tuple(cell.text for cell in table.row(row))


def _continues(over: GridCell, cell: GridCell, piece: PageTable) -> bool:
    """Whether a cell at the top of a page is the rest of a label that spans rows on both pages.

    In a row with figures that is a cell without words to their left; in a row of a head any, whose words may also
    stand in the lower part.
    """
    if _FIGURE.fullmatch(over.text) or _FIGURE.fullmatch(cell.text):
        return False
    row = piece.row(0)
    figures = [item.column for item in row if _FIGURE.fullmatch(item.text)]
    if figures:
        return not cell.text and bool(over.text) and cell.column < min(figures)
    return bool(over.text) != bool(cell.text) and any(item.text for item in row if item is not cell)


def _torn(one: PageTable, two: PageTable) -> bool:
    """Whether a row was torn by the page break: a piece of it above, the rest below."""
    above, below = one.row(one.rows - 1), two.row(0)
    if [(cell.column, cell.colspan) for cell in above] != [(cell.column, cell.colspan) for cell in below]:
        return False
    pairs = [(upper.text, lower.text) for upper, lower in zip(above, below, strict=True)]
    figures = [pair for pair in pairs if any(_FIGURE.fullmatch(text) for text in pair)]
    alone = bool(figures) and all("" in pair for pair in figures)  # a figure stands in one piece of its row
    sides = {bool(upper) for upper, _ in figures}
    return alone and len(sides) == 1 and any(upper and lower for upper, lower in pairs)
