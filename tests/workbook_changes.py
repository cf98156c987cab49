"""What people do to the sheets of a workbook, as Excel does it; ``uno_sheets`` does the same in LibreOffice.

A change is a list: its name, a sheet's title, then arguments (rows and columns from 1).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

Place = tuple[int, int]
Move = Callable[[int, int], Place | None]
_REFERENCE = re.compile(r"(?<![A-Z!'])(\$?)([A-Z]{1,2})(\$?)([0-9]+)(?::(\$?)([A-Z]{1,2})(\$?)([0-9]+))?(?![0-9(])")


class Refused(Exception):
    """Excel does not do this: a merged cell would be torn apart."""


def number(letters: str) -> int:
    out = 0
    for letter in letters:
        out = out * 26 + ord(letter) - 64
    return out


def moved_area(area: tuple[int, int, int, int], move: Move) -> tuple[int, int, int, int] | None:
    """Where an area's corners go; where one is deleted, what is left of it; None where nothing is."""
    top, left, bottom, right = area
    first, last = move(top, left), move(bottom, right)
    if first is None or last is None:
        kept = [there for row in range(top, bottom + 1) for column in range(left, right + 1)
                if (there := move(row, column)) is not None]  # fmt: skip
        if not kept:
            return None
        first = first or (min(row for row, _ in kept), min(column for _, column in kept))
        last = last or (max(row for row, _ in kept), max(column for _, column in kept))
    return (*first, *last)


def moved_text(text: str, move: Move) -> str:
    """A formula whose references follow the cells they point at."""

    def each(match: re.Match[str]) -> str:
        c, r, c2, r2 = match[2], int(match[4]), match[6] or match[2], int(match[8] or match[4])
        area = moved_area((r, number(c), r2, number(c2)), move)
        if area is None:
            return "#REF!"
        first = f"{match[1]}{get_column_letter(area[1])}{match[3]}{area[0]}"
        last = f"{match[5]}{get_column_letter(area[3])}{match[7]}{area[2]}"
        return f"{first}:{last}" if match[6] else first

    return _REFERENCE.sub(each, text)


class Bench:
    """A workbook that is changed as Excel changes it: names, formulas and merged cells follow."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)

    def do(self, changes: list[list[Any]]) -> None:
        """Make the changes and save."""
        for name, *arguments in changes:
            getattr(self, name)(*arguments)
        self.book.save(self.path)

    # ── cells that move

    def _move(self, sheet: Worksheet, move: Move, *, whole: bool) -> None:
        areas = []
        for item in list(sheet.merged_cells.ranges):
            area = (item.min_row, item.min_col, item.max_row, item.max_col)
            cells = [(row, column) for row in range(area[0], area[2] + 1) for column in range(area[1], area[3] + 1)]
            to = {(there[0] - cell[0], there[1] - cell[1]) if (there := move(*cell)) else None for cell in cells}
            if not whole and len(to) > 1:
                raise Refused(str(item))
            kept = [there for cell in cells if (there := move(*cell)) is not None]
            rows, columns = [r for r, _ in kept], [c for _, c in kept]
            areas.append((min(rows), min(columns), max(rows), max(columns)) if kept else None)
        for item in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(item))
        held = dict(sheet._cells.items())  # type: ignore[attr-defined]
        sheet._cells.clear()  # type: ignore[attr-defined]
        for (row, column), cell in held.items():
            to = move(row, column)
            if to is not None:
                cell.row, cell.column = to
                sheet._cells[to] = cell  # type: ignore[attr-defined]
        for area in areas:
            if area is not None and (area[0], area[1]) != (area[2], area[3]):
                sheet.merge_cells(start_row=area[0], start_column=area[1], end_row=area[2], end_column=area[3])
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    cell.value = moved_text(cell.value, move)
        for name, item in list(self.book.defined_names.items()):
            title, _, place = str(item.attr_text).rpartition("!")
            if title.strip("'") == sheet.title and "#" not in place:
                text = f"{title}!{moved_text(place, move)}"
                self.book.defined_names[name] = DefinedName(name, attr_text=text, hidden=item.hidden)

    def insert_rows(self, title: str, row: int, count: int) -> None:
        self._move(self.book[title], lambda r, c: (r + count if r >= row else r, c), whole=True)

    def insert_columns(self, title: str, column: int, count: int) -> None:
        self._move(self.book[title], lambda r, c: (r, c + count if c >= column else c), whole=True)

    def delete_rows(self, title: str, row: int, count: int) -> None:
        def move(r: int, c: int) -> Place | None:
            return None if row <= r < row + count else (r - count if r >= row else r, c)

        self._move(self.book[title], move, whole=True)

    def delete_columns(self, title: str, column: int, count: int) -> None:
        def move(r: int, c: int) -> Place | None:
            return None if column <= c < column + count else (r, c - count if c >= column else c)

        self._move(self.book[title], move, whole=True)

    def insert_cell(self, title: str, row: int, column: int, way: str) -> None:
        """Insert a cell; those right of it or below are pushed away."""

        def move(r: int, c: int) -> Place | None:
            if way == "right":
                return (r, c + 1) if r == row and c >= column else (r, c)
            return (r + 1, c) if c == column and r >= row else (r, c)

        self._move(self.book[title], move, whole=False)

    def delete_cell(self, title: str, row: int, column: int, way: str) -> None:
        """Delete a cell; those right of it or below are pulled in."""

        def move(r: int, c: int) -> Place | None:
            if (r, c) == (row, column):
                return None
            if way == "left":
                return (r, c - 1) if r == row and c > column else (r, c)
            return (r - 1, c) if c == column and r > row else (r, c)

        self._move(self.book[title], move, whole=False)

    def move_row(self, title: str, row: int, before: int) -> None:
        """Cut a row and insert it in front of another."""
        order = [r for r in range(1, 400) if r != row]
        order.insert(order.index(before), row)
        to = {r: index for index, r in enumerate(order, 1)}
        self._permuted(title, lambda r, c: (to.get(r, r), c))

    def move_column(self, title: str, column: int, before: int) -> None:
        """Cut a column and insert it in front of another."""
        order = [c for c in range(1, 100) if c != column]
        order.insert(order.index(before), column)
        to = {c: index for index, c in enumerate(order, 1)}
        self._permuted(title, lambda r, c: (r, to.get(c, c)))

    def _permuted(self, title: str, move: Move) -> None:
        sheet = self.book[title]
        for item in sheet.merged_cells.ranges:
            cells = [
                (r, c) for r in range(item.min_row, item.max_row + 1) for c in range(item.min_col, item.max_col + 1)
            ]
            there = [move(*cell) or cell for cell in cells]
            rows, columns = {r for r, _ in there}, {c for _, c in there}
            if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) != len(there):
                raise Refused(str(item))
            if move(*cells[0]) != (min(rows), min(columns)):
                raise Refused(str(item))
        self._move(sheet, move, whole=True)

    def cut(self, title: str, area: list[int], to: list[int]) -> None:
        """Cut an area and paste it elsewhere on the sheet; what was there is gone."""
        top, left, bottom, right = area
        down, over = to[0] - top, to[1] - left

        def move(r: int, c: int) -> Place | None:
            if top <= r <= bottom and left <= c <= right:
                return r + down, c + over
            if top + down <= r <= bottom + down and left + over <= c <= right + over:
                return None
            return r, c

        self._move(self.book[title], move, whole=False)

    # ── what is written over

    def paste(self, title: str, area: list[int], to: list[int]) -> None:
        """Copy an area and paste what it shows over another place."""
        sheet = self.book[title]
        held = {
            (r, c): sheet.cell(r, c).value for r in range(area[0], area[2] + 1) for c in range(area[1], area[3] + 1)
        }
        for (r, c), value in held.items():
            there = sheet.cell(to[0] + r - area[0], to[1] + c - area[1])
            if not isinstance(there, MergedCell):
                there.value = None if str(value or "").startswith("=") else value

    def put(self, title: str, row: int, column: int, value: Any) -> None:
        cell = self.book[title].cell(row, column)
        if isinstance(cell, MergedCell):
            raise Refused(cell.coordinate)
        cell.value = value

    def merge(self, title: str, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells, as Excel does: only the first one's value is kept."""
        sheet = self.book[title]
        for item in list(sheet.merged_cells.ranges):
            if not (item.max_row < top or item.min_row > bottom or item.max_col < left or item.min_col > right):
                sheet.unmerge_cells(str(item))
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                if (r, c) != (top, left):
                    sheet.cell(r, c).value = None
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def unmerge(self, title: str, row: int, column: int) -> None:
        """Take a merged cell apart."""
        sheet = self.book[title]
        for item in list(sheet.merged_cells.ranges):
            if item.min_row <= row <= item.max_row and item.min_col <= column <= item.max_col:
                sheet.unmerge_cells(str(item))

    def unmerge_and_slip(self, title: str, row: int, column: int) -> None:
        """Take a merged figure apart and leave it in the second cell."""
        self.unmerge(title, row, column)
        sheet = self.book[title]
        sheet.cell(row, column + 1).value, sheet.cell(row, column).value = sheet.cell(row, column).value, None

    def sort(self, title: str, top: int, left: int, bottom: int, right: int, key: int) -> None:
        """Sort rows of an area by a column, the largest first."""
        if not left <= key <= right:
            raise Refused(title)
        sheet = self.book[title]
        for item in sheet.merged_cells.ranges:
            if not (item.max_row < top or item.min_row > bottom or item.max_col < left or item.min_col > right):
                raise Refused(str(item))
        rows = [[sheet.cell(r, c).value for c in range(left, right + 1)] for r in range(top, bottom + 1)]
        order = sorted(range(len(rows)), key=lambda i: (not isinstance(rows[i][key - left], int), rows[i][key - left]
                       if isinstance(rows[i][key - left], int) else 0), reverse=False)  # fmt: skip
        order.reverse()
        for offset, index in enumerate(order):
            for c, value in enumerate(rows[index], left):
                if isinstance(value, str) and value.startswith("="):
                    origin, to = f"{get_column_letter(c)}{top + index}", f"{get_column_letter(c)}{top + offset}"
                    value = Translator(value, origin).translate_formula(to)
                sheet.cell(top + offset, c).value = value

    # ── sheets

    def rename(self, title: str, new: str) -> None:
        if new in self.book.sheetnames:
            raise Refused(new)
        sheet = self.book[title]
        for name, item in list(self.book.defined_names.items()):
            there, _, place = str(item.attr_text).rpartition("!")
            if there.strip("'") == title:
                self.book.defined_names[name] = DefinedName(name, attr_text=f"'{new}'!{place}", hidden=item.hidden)
        sheet.title = new

    def swap_names(self, title: str, other: str) -> None:
        """Give two sheets each other's name."""
        if title == other:
            raise Refused(title)
        self.rename(title, "换")
        self.rename(other, title)
        self.rename("换", other)

    def copy_sheet(self, title: str, new: str) -> None:
        self.book.copy_worksheet(self.book[title]).title = new

    def move_sheet(self, title: str, places: int) -> None:
        self.book.move_sheet(title, places)

    def delete_sheet(self, title: str) -> None:
        del self.book[title]
        for name, item in list(self.book.defined_names.items()):
            there, _, _ = str(item.attr_text).rpartition("!")
            if there.strip("'") == title:
                self.book.defined_names[name] = DefinedName(name, attr_text="#REF!", hidden=item.hidden)


# ── chance


class Layout:
    """What there is to change on a sheet: how far it reaches, where figures, labels and notes stand."""

    def __init__(self, title: str, sheet: Worksheet, figures: list[Place]) -> None:
        self.title, self.figures = title, figures
        self.table = "表" in title or "费" in title  # a word of a note dragged to another cell is edited, not lost
        self.labels = [
            (cell.row, cell.column) for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str) and not cell.value.startswith("=") and (cell.row, cell.column) not in figures
            and cell.row > 3
        ]  # fmt: skip
        used = [(cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        self.rows, self.columns = max(r for r, _ in used), max(c for _, c in used)
        self.merged = [(item.min_row, item.min_col) for item in sheet.merged_cells.ranges]
        self.slips = [(item.min_row, item.min_col) for item in sheet.merged_cells.ranges
                      if (item.min_row, item.min_col) in figures]  # fmt: skip
        leaf = max((c for r, c in self.labels if r > 8), default=1)
        self.sortable = [r for r, c in self.labels if c == leaf and any(there == r for there, _ in figures)]
        self.leaf = leaf


def change(chance: random.Random, layouts: list[Layout], titles: list[str]) -> list[Any]:
    """A change by chance; Excel may refuse it."""
    page = chance.choice(layouts)
    title, figure = page.title, chance.choice(page.figures)
    row, column = chance.randint(1, page.rows + 1), chance.randint(1, page.columns + 1)
    label = chance.choice(page.labels) if page.labels else (1, 1)
    beside = chance.choice([figure, (row, column)])
    kinds: list[Callable[[], list[Any]]] = [
        lambda: ["insert_rows", title, row, chance.randint(1, 3)],
        lambda: ["insert_columns", title, column, chance.randint(1, 2)],
        lambda: ["delete_rows", title, row, chance.randint(1, 3)],
        lambda: ["delete_columns", title, column, chance.randint(1, 2)],
        lambda: ["insert_cell", title, *beside, chance.choice(["right", "down"])],
        lambda: ["delete_cell", title, *beside, chance.choice(["left", "up"])],
        lambda: ["move_row", title, figure[0], chance.choice(page.figures)[0]],
        lambda: ["move_column", title, figure[1], chance.choice(page.figures)[1]],
        lambda: [
            "cut",
            title,
            [*figure, *figure],
            list(chance.choice([*page.figures, (row, column)] if page.table else [(row, page.columns + 2)])),
        ],
        lambda: ["cut", title, [figure[0], 1, figure[0], page.columns], [page.rows + 2, 1]],
        lambda: ["cut", title, [4, 1, page.rows, page.columns], [chance.randint(5, 9), chance.randint(1, 4)]],
        lambda: ["cut", title, [*label, *label], [row, column]],
        lambda: ["paste", title, [label[0], 1, label[0], page.columns], [row, 1]],
        lambda: ["paste", title, [4, label[1], page.rows, label[1]], [4, column]],
        lambda: ["paste", title, [*label, *label], [row, column]],
        lambda: ["put", title, *label, chance.choice(["备注", "其他", "1", ""])],
        lambda: ["merge", title, *figure, figure[0] + chance.randint(0, 1), figure[1] + 1],
        lambda: ["merge", title, *label, label[0] + 1, label[1] + chance.randint(0, 1)],
        lambda: ["unmerge", title, *chance.choice(page.merged)] if page.merged else ["unmerge", title, 1, 1],
        lambda: ["unmerge_and_slip", title, *chance.choice(page.slips)] if page.slips else ["unmerge", title, 1, 1],
        lambda: _sort(chance, page),
        lambda: ["rename", title, chance.choice(["表一", f"{title}（定）"])],
        lambda: ["swap_names", title, chance.choice(titles)],
        lambda: ["copy_sheet", title, f"{title} (2)"],
        lambda: ["move_sheet", title, chance.choice([-1, 1, 2])],
        lambda: ["delete_sheet", title],
    ]
    return chance.choice(kinds)()


def _sort(chance: random.Random, page: Layout) -> list[Any]:
    rows = sorted(page.sortable)
    if len(rows) < 2:
        return ["unmerge", page.title, 1, 1]
    first = chance.choice(rows[:-1])
    last = first
    while last + 1 in rows and last - first < 6:
        last += 1
    left = chance.choice([page.leaf, page.leaf, 1])
    return ["sort", page.title, first, left, last, page.columns, chance.choice(page.figures)[1]]
