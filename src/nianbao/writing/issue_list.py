"""问题清单.xlsx: findings of one or many reports, a row each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from copy import copy
from math import ceil
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from nianbao.writing.printed_text import text_width
from nianbao.writing.workbook import BORDER, FACE, LABEL, fit_to_a4, saved


class Issue(NamedTuple):
    """A row, all in Chinese.

    Attributes:
        unit: whose report it is. file: its name. place: where in it. level: 错误、警告、提示 or 无法判断.
        code: of the rule. quote: the words as they stand. problem: what is wrong. basis: both sides, the norm.
        advice: how to mend it.
    """

    unit: str
    file: str
    place: str
    level: str
    code: str
    quote: str
    problem: str
    basis: str
    advice: str


_COLUMNS = (
    ("序号", 5), ("单位", 13), ("文件", 13), ("位置", 10), ("级别", 6), ("编号", 9), ("原文", 24), ("问题", 26),
    ("依据", 20), ("建议", 20), ("处理情况", 12),
)  # fmt: skip
_LEVELS = ("错误", "警告", "提示", "无法判断")
_FILLS = {"错误": "F8D7DA", "警告": "FFF3CD", "提示": "DDEBF7"}
_HEAD_FACE = "黑体"
_LEVEL = 5
"""The column of 级别; that of 编号 is the next."""
_LINE, _TALLEST = 14, 409
"""Height of a line and the most a row may have, in points."""
_LONGEST = 32_000
"""A cell holds 32,767 characters."""
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and carriage returns."""
_UNKNOWN_UNIT = "（看不出单位）"


def _words(text: str) -> str:
    """The text as a cell can hold it."""
    kept = _ILLEGAL.sub("", text.replace("\r\n", "\n"))
    return kept if len(kept) <= _LONGEST else kept[:_LONGEST] + "…"


def _height(values: Sequence[str], widths: Sequence[int]) -> int:
    """How high a row has to be for its wrapped text: not every program works it out when it opens the file."""
    lines = (
        sum(ceil(max(text_width(line), 1) * 1.9 / width) for line in value.split("\n"))
        for value, width in zip(values, widths, strict=True)
    )
    return min(max(lines) * _LINE + 4, _TALLEST)


class _Writer:
    """Writes styled cells.

    A style is made once and copied: made anew for each cell, a list of 2,411 rows took 1.8 s, so 0.8 s.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._styles: dict[tuple[str, bool, str, bool, bool], Any] = {}

    def _style(self, cell: Any, side: str, head: bool, fill: str, text: bool, quoted: bool) -> None:
        key = (side, head, fill, text, quoted)
        if key in self._styles:
            cell._style = copy(self._styles[key])
            return
        cell.font = Font(name=_HEAD_FACE if head else FACE, size=11 if head else 10)
        cell.alignment = Alignment(horizontal=side, vertical="center" if head else "top", wrap_text=True)
        cell.border = BORDER
        if head:
            cell.fill = LABEL
        elif fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        if text:
            cell.number_format = "@"
        cell.quotePrefix = quoted
        self._styles[key] = copy(cell._style)

    def put(
        self, row: int, column: int, value: str | int, *, side: str = "left", head: bool = False, fill: str = ""
    ) -> None:
        """Write a value; a text is a text even where it looks like a formula."""
        cell = self.sheet.cell(row=row, column=column)
        if isinstance(value, str):
            value = _words(value)
        cell.value = value
        text = isinstance(value, str)
        if text:
            cell.data_type = "s"
        quoted = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
        self._style(cell, side, head, fill, text, quoted)


def _head(out: _Writer, columns: Sequence[tuple[str, int]]) -> None:
    sheet = out.sheet
    for index, (label, width) in enumerate(columns, 1):
        out.put(1, index, label, side="center", head=True)
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    fit_to_a4(sheet, landscape=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    for item, text in ((sheet.HeaderFooter.oddHeader, "&A"), (sheet.HeaderFooter.oddFooter, "第 &P 页，共 &N 页")):
        if item is not None:
            item.center.text = text


def _list(sheet: Worksheet, rows: Sequence[Issue]) -> None:
    out = _Writer(sheet)
    _head(out, _COLUMNS)
    for number, row in enumerate(rows, 1):
        out.put(number + 1, 1, number, side="center")
        for index, value in enumerate((*row, ""), 2):
            fill = _FILLS.get(value, "") if index == _LEVEL else ""
            out.put(number + 1, index, value, side="center" if index in (_LEVEL, _LEVEL + 1) else "left", fill=fill)
        sheet.row_dimensions[number + 1].height = _height(row, [width for _, width in _COLUMNS[1:-1]])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(rows) + 1}"


def _summary(sheet: Worksheet, rows: Sequence[Issue]) -> None:
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row.unit or _UNKNOWN_UNIT, Counter())[row.level] += 1
    levels = list(dict.fromkeys([*_LEVELS, *(row.level for row in rows)]))
    out = _Writer(sheet)
    _head(out, (("单位", 40), *((level, 12) for level in levels), ("合计", 12)))
    everything = Counter(row.level for row in rows)
    for number, (unit, count) in enumerate([*counts.items(), ("合计", everything)], 2):
        out.put(number, 1, unit)
        for index, value in enumerate([*(count[level] for level in levels), count.total()], 2):
            out.put(number, index, value, side="center")


def issue_list(rows: Sequence[Issue]) -> bytes:
    """The list of issues as a workbook: a sheet 问题清单, and a sheet 汇总 by unit and level.

    Args:
        rows: in the order to print. Their text is not trusted: what looks like a formula is written as
            text, what a cell cannot hold is left out.

    Returns:
        The file's bytes, the same for the same rows.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "问题清单"
    _list(sheet, rows)
    _summary(book.create_sheet("汇总"), rows)
    book.properties.creator = "nianbao"
    return saved(book)
