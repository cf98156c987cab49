"""Changes of workbooks made by LibreOffice itself, as a clerk makes them. Run by the Python that has ``uno``.

``python3 uno_sheets.py folder < work.json``; the work is a list of files, each with its changes (see
``workbook_changes``, whose names are used here) and the filter it is saved by. Prints a line for each: 0 where the
program refused a change.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import uno
from com.sun.star.sheet.CellDeleteMode import LEFT, UP
from com.sun.star.sheet.CellInsertMode import DOWN, RIGHT
from com.sun.star.table import TableSortField

import uno_edit
from uno_edit import setting


class Sheets:
    """A workbook's sheets; rows and columns are counted from 1."""

    def __init__(self, document: Any) -> None:
        self.document = document
        for sheet in document.Sheets:
            sheet.unprotect("")

    def _area(self, title: str, top: int, left: int, bottom: int, right: int) -> Any:
        return self.document.Sheets.getByName(title).getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)

    def _first(self, title: str, row: int, column: int) -> Any:
        return self._area(title, row, column, row, column).getCellByPosition(0, 0).CellAddress

    def insert_rows(self, title: str, row: int, count: int) -> None:
        self.document.Sheets.getByName(title).Rows.insertByIndex(row - 1, count)

    def insert_columns(self, title: str, column: int, count: int) -> None:
        self.document.Sheets.getByName(title).Columns.insertByIndex(column - 1, count)

    def delete_rows(self, title: str, row: int, count: int) -> None:
        self.document.Sheets.getByName(title).Rows.removeByIndex(row - 1, count)

    def delete_columns(self, title: str, column: int, count: int) -> None:
        self.document.Sheets.getByName(title).Columns.removeByIndex(column - 1, count)

    def insert_cell(self, title: str, row: int, column: int, way: str) -> None:
        area = self._area(title, row, column, row, column).RangeAddress
        self.document.Sheets.getByName(title).insertCells(area, RIGHT if way == "right" else DOWN)

    def delete_cell(self, title: str, row: int, column: int, way: str) -> None:
        area = self._area(title, row, column, row, column).RangeAddress
        self.document.Sheets.getByName(title).removeRange(area, LEFT if way == "left" else UP)

    def move_row(self, title: str, row: int, before: int) -> None:
        self.insert_rows(title, before, 1)
        row += row >= before
        sheet = self.document.Sheets.getByName(title)
        sheet.moveRange(self._first(title, before, 1), self._area(title, row, 1, row, 40).RangeAddress)
        self.delete_rows(title, row, 1)

    def move_column(self, title: str, column: int, before: int) -> None:
        self.insert_columns(title, before, 1)
        column += column >= before
        sheet = self.document.Sheets.getByName(title)
        sheet.moveRange(self._first(title, 1, before), self._area(title, 1, column, 100, column).RangeAddress)
        self.delete_columns(title, column, 1)

    def cut(self, title: str, area: list[int], to: list[int]) -> None:
        self.document.Sheets.getByName(title).moveRange(self._first(title, *to), self._area(title, *area).RangeAddress)

    def paste(self, title: str, area: list[int], to: list[int]) -> None:
        self.document.Sheets.getByName(title).copyRange(self._first(title, *to), self._area(title, *area).RangeAddress)

    def put(self, title: str, row: int, column: int, value: str) -> None:
        self._area(title, row, column, row, column).getCellByPosition(0, 0).String = value

    def merge(self, title: str, top: int, left: int, bottom: int, right: int) -> None:
        area = self._area(title, top, left, bottom, right)
        for row in range(bottom - top + 1):
            for column in range(right - left + 1):
                if row or column:
                    area.getCellByPosition(column, row).String = ""
        area.merge(True)

    def unmerge(self, title: str, row: int, column: int) -> None:
        sheet = self.document.Sheets.getByName(title)
        cursor = sheet.createCursorByRange(self._area(title, row, column, row, column))
        cursor.collapseToMergedArea()
        cursor.merge(False)

    def unmerge_and_slip(self, title: str, row: int, column: int) -> None:
        self.unmerge(title, row, column)
        first = self._area(title, row, column, row, column).getCellByPosition(0, 0)
        self._area(title, row, column + 1, row, column + 1).getCellByPosition(0, 0).Value = first.Value
        first.String = ""

    def sort(self, title: str, top: int, left: int, bottom: int, right: int, key: int) -> None:
        by = TableSortField()
        by.Field, by.IsAscending = key - left, False
        fields = setting("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (by,)))
        self._area(title, top, left, bottom, right).sort((fields, setting("ContainsHeader", False)))

    def rename(self, title: str, new: str) -> None:
        self.document.Sheets.getByName(title).Name = new

    def swap_names(self, title: str, other: str) -> None:
        self.rename(title, "换")
        if other != title:
            self.rename(other, title)
        self.rename("换", other)

    def copy_sheet(self, title: str, new: str) -> None:
        self.document.Sheets.copyByName(title, new, self.document.Sheets.Count)

    def move_sheet(self, title: str, places: int) -> None:
        at = list(self.document.Sheets.ElementNames).index(title) + places
        self.document.Sheets.moveByName(title, max(0, at))

    def delete_sheet(self, title: str) -> None:
        self.document.Sheets.removeByName(title)


def changed(desktop: Any, path: Path, changes: list[list[Any]], kind: str) -> bool:
    """Open, change and save in place; False where a change was refused."""
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (setting("Hidden", True),))
    sheets = Sheets(document)
    try:
        for name, *arguments in changes:
            getattr(sheets, name)(*arguments)
        document.storeToURL(path.as_uri(), (setting("FilterName", kind),))
    except Exception as error:  # what UNO raises has no common class here
        sys.stderr.write(f"{changes}: {error!r}\n")
        return False
    finally:
        document.close(True)
    return True


def main() -> None:
    folder = Path(sys.argv[1]).resolve()
    soffice = shutil.which("soffice") or "soffice"
    command = [soffice, f"-env:UserInstallation={folder.as_uri()}/profile", "--headless", "--norestore", "--nologo"]
    with subprocess.Popen([*command, f"--accept=pipe,name={uno_edit.PIPE};urp;"]) as program:
        try:
            context = uno_edit.connected()
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            for item in json.load(sys.stdin):
                done = changed(desktop, Path(item["path"]).resolve(), item["changes"], item["filter"])
                sys.stdout.write(f"{int(done)}\n")
        finally:
            program.terminate()


if __name__ == "__main__":
    main()
