"""Blocks that every format reader gives: paragraphs and table grids with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypedDict

from nianbao.report import Location, Unit


class Given(TypedDict, total=False):
    """What the user says of a report because the file may not; where the text says it, the text counts."""

    unit: Unit | None
    year: int | None
    within: tuple[str, ...]
    report_kind: str


@dataclass
class Para:
    """A paragraph as read.

    Attributes:
        text: what the reader sees. heading: level where the format says it is one (1 = 一、), else 0.
        bookmarks: names of ours that begin in it.
        title: whether the format says it is the document's title.
    """

    text: str
    location: Location | None = None
    heading: int = 0
    bookmarks: list[str] = field(default_factory=list)
    title: bool = False


@dataclass(frozen=True)
class GridCell:
    """A cell of a table: its text, where it begins and ends in the grid (rows and columns from 0)."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    location: Location | None = None


@dataclass
class TableGrid:
    """A table as a grid of merged cells.

    Attributes:
        exact: whether rows and columns of cells are known; False for flattened text, whose merged cells
            come once and whose columns mean nothing.
        title: a block title that stood before it, if any.
    """

    cells: list[GridCell]
    exact: bool = True
    title: str = ""
    location: Location | None = None

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    @cached_property
    def _by_row(self) -> tuple[list[list[GridCell]], list[list[GridCell]]]:
        """For each row, the cells that begin in it and those that cover it, left to right."""
        begin: list[list[GridCell]] = [[] for _ in range(self.rows)]
        cover: list[list[GridCell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: cell.column):
            begin[cell.row].append(cell)
            for number in range(cell.row, cell.row + cell.rowspan):
                cover[number].append(cell)
        return begin, cover

    def row(self, number: int, *, spanning: bool = True) -> list[GridCell]:
        """The cells of a row, left to right; those that began higher too, unless ``spanning`` is False."""
        begin, cover = self._by_row
        return (cover if spanning else begin)[number]


Block = Para | TableGrid
