"""Filling a workbook in as a clerk does, through what it shows: sheets, cells, columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook


class Filled:
    """A workbook opened to be filled in.

    Args:
        path: the 素材.xlsx that ``nianbao new`` made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.rows: dict[str, int] = {}

    def place(self, id: str, kind: str = "cell") -> tuple[str, str]:
        """Sheet and cell of a figure."""
        for row in self.book["_nianbao"].iter_rows(values_only=True):
            if row[0] == kind and row[3] == id:
                return str(row[1]), str(row[2])
        raise KeyError(id)

    def figures(self, values: dict[str, Any], kind: str = "cell") -> None:
        """Type figures."""
        for id, value in values.items():
            sheet, place = self.place(id, kind)
            self.book[sheet][place].value = value

    def declare(self, key: str, value: str = "是") -> None:
        """Fill a field of the sheet 单位."""
        self.figures({key: value}, "unit")

    def row(self, sheet: str, **values: str) -> None:
        """Add a row under the column heads of 素材 or 问题."""
        page = self.book[sheet]
        number = self.rows.setdefault(sheet, 2)
        heads = {str(cell.value): cell.column for cell in page[1] if cell.value}
        for head, value in values.items():
            page.cell(row=number, column=heads[head]).value = value
        self.rows[sheet] = number + 1

    def save(self) -> Path:
        """Save in place."""
        self.book.save(self.path)
        return self.path
