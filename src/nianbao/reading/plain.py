"""Plain text, and reports pasted from Word (domain 8.3): a line a cell, a blank line a row's end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nianbao.forms import Table, layout
from nianbao.reading.assemble import Line, TableBlock, assemble, choose_form
from nianbao.reading.sections import section_id
from nianbao.reading.tables import Grid, Slot, find_table, read_value
from nianbao.report import Report, TextPlace, Unit
from nianbao.text import bare, decode

__all__ = ["parse_plain", "read_plain"]

_SENTENCE = re.compile(r"[。！？]")
Row = list[Slot]


def _lines(text: str) -> list[tuple[str, int, int]]:
    """Each line, its offset and number."""
    found, at = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        found.append((line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), at, number))
        at += len(line)
    return found


def _place(line: str, at: int, number: int) -> tuple[str, TextPlace]:
    words = line.strip()
    start = at + line.find(words) if words else at
    return words, TextPlace(start=start, end=start + len(words), line=number)


def _blocks(text: str) -> list[Line | list[Row]]:
    """Lines outside tables, and the rows of each table."""
    found: list[Line | list[Row]] = []
    rows: list[Row] | None = None
    blanks, ended = 0, False
    lines = _lines(text)
    for index, (line, at, number) in enumerate(lines):
        words, place = _place(line, at, number)
        if line.startswith("\t"):
            if rows is None:
                rows, ended = [[]], False
                found.append(rows)
            elif ended:
                rows.append([])
            ended, blanks = False, 0
            rows[-1].append(Slot(words, place))
        elif not words:
            ended, blanks = True, blanks + 1
        elif rows and rows[-1] and blanks < 2 and _continues(words, lines[index + 1 :]):
            slot = rows[-1][-1]
            slot.text += words
            ended, blanks = False, 0
        else:
            rows, blanks = None, 0
            found.append(Line(f"d{number}", words, place))
    return found


def _continues(words: str, after: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a line without a tab goes on with the cell before it: a table goes on after it."""
    if section_id(words, None) is not None or _SENTENCE.search(words) or len(words) > 20:
        return False
    for line, _, _ in after[:8]:
        if line.startswith("\t"):
            return True
        if section_id(line, None) is not None or _SENTENCE.search(line):
            return False
    return False


def _expected(table: Table) -> list[list[tuple[int, int, str]]]:
    """For each row of the form's table the cells Word pastes: column, width, label (a continuation is empty)."""
    grid = layout(table)
    rows: list[list[tuple[int, int, str]]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            text = cell.text if row == cell.row else ""
            rows[row].append((cell.column, cell.colspan, text))
    return [sorted(row) for row in rows]


def _fits(row: Row, expected: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a pasted row has the cells of a form's row, label by label."""
    if len(row) != len(expected):
        return False
    for slot, (_, _, label) in zip(row, expected, strict=True):
        if label and bare(slot.text) != bare(label):
            return False
        if not label and read_value(slot.text) is None:
            return False
    return True


def _grid(rows: list[Row], table: Table) -> tuple[Grid, list[str]]:
    """Put pasted rows on the form's grid; a row that does not fit is left out and remarked."""
    expected = _expected(table)
    grid: Grid = []
    above: list[Slot | None] = [None] * layout(table).columns
    remarks: list[str] = []
    at = 0
    for row in rows:
        if not row:
            continue
        found = next((i for i in [*range(at, len(expected)), *range(at)] if _fits(row, expected[i])), None)
        if found is None:
            words = "、".join(slot.text for slot in row if slot.text and read_value(slot.text) is None)
            remarks.append(f"有一行（{words or '没有标签'}）与格式对不上，没有读取")
            above = [None] * len(above)
            continue
        line: list[Slot | None] = [None] * len(above)
        values = {c.column for c in layout(table).cells if c.row == found and c.role == "value"}
        for slot, (column, width, label) in zip(row, expected[found], strict=True):
            goes_on = not label and column not in values
            for place in range(column, column + width):
                line[place] = above[place] if goes_on else slot
        grid.append(line)
        above = line
        at = found + 1
    return grid, remarks


def parse_plain(
    text: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Report:
    """Read a text; places are code points of it. See ``reading.read_text``."""
    parts = _blocks(text)
    words = "\n".join(slot.text for part in parts if isinstance(part, list) for row in part for slot in row)
    form, _, _ = choose_form(words, year)
    blocks: list[Line | TableBlock] = []
    for part in parts:
        if isinstance(part, Line):
            blocks.append(part)
            continue
        texts = [slot.text for row in part for slot in row]
        table, _ = find_table(texts, form)
        grid, remarks = _grid(part, table) if table else ([list(row) for row in part], [])
        blocks.append(TableBlock(grid, part[0][0].location, remarks))
    count = 0
    for block in blocks:
        if isinstance(block, Line):
            count += 1
            block.id = f"d{count}"
    return assemble(blocks, unit=unit, year=year, within=within)[0]


def read_plain(
    data: bytes, where: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Report:
    """Read a text file.

    Raises:
        InputError: its encoding cannot be told.
    """
    return parse_plain(decode(data, where), unit=unit, year=year, within=within)
