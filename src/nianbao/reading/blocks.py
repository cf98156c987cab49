"""What every format gives: paragraphs and tables in order, with their places."""

from __future__ import annotations

from dataclasses import dataclass, field

from nianbao.report import Location

__all__ = ["Block", "GridCell", "Para", "TableGrid"]


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

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rowspan for cell in self.cells), default=0)

    def row(self, number: int, *, spanning: bool = True) -> list[GridCell]:
        """The cells of a row, left to right; those that began higher too, unless ``spanning`` is False."""
        found = [
            cell
            for cell in self.cells
            if (cell.row <= number < cell.row + cell.rowspan if spanning else cell.row == number)
        ]
        return sorted(found, key=lambda cell: cell.column)


Block = Para | TableGrid
