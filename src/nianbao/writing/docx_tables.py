"""Statutory tables in Word: nested merges, repeated heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from nianbao.kinds import Grid, GridCell, Table, layout
from nianbao.report import Cell
from nianbao.writing.docx_layout import SONGTI, child, fonts
from nianbao.writing.printed_text import shown

_WORDY = 40
"""Characters from which a cell of words may make a table higher than a page: its rows are not held on one then."""
WIDTH = 8845
"""The type area's width, twips."""
_LABELS = {0: (), 1: (0.30,), 3: (0.113, 0.158, 0.30)}
"""Shares of the width that one or three columns of labels take. At 9 pt the first of three holds 5 characters
(三、本年度 over 办理结果), the second 7 ((三)不予公开 on one line)."""


def _widths(grid: Grid) -> list[int]:
    labels = _LABELS.get(grid.label_columns) or tuple(0.45 / grid.label_columns for _ in range(grid.label_columns))
    label = [round(WIDTH * share) for share in labels]
    values = grid.columns - grid.label_columns
    rest = WIDTH - sum(label)
    each = [rest // values + (index < rest % values) for index in range(values)]
    return [*label, *each]


def _properties(table: Any, widths: Sequence[int]) -> None:
    properties = child(table, "tblPr")
    child(properties, "tblW", w=str(sum(widths)), type="dxa")
    child(properties, "jc", val="center")
    borders = child(properties, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        child(borders, side, val="single", sz="4", space="0", color="000000")
    child(properties, "tblLayout", type="fixed")
    margins = child(properties, "tblCellMar")
    for side, width in (("top", 20), ("left", 40), ("bottom", 20), ("right", 40)):
        child(margins, side, w=str(width), type="dxa")
    columns = child(table, "tblGrid")
    for width in widths:
        child(columns, "gridCol", w=str(width))


@lru_cache(maxsize=16)
def _blank(half_points: int, *, left: bool, keep: bool) -> Any:
    """A paragraph of a cell without words; made once, for a report has hundreds and they differ in their words only."""
    paragraph = child(None, "p")
    properties = child(paragraph, "pPr")
    if keep:
        child(properties, "keepNext")
    child(properties, "widowControl", val="0")
    child(properties, "snapToGrid", val="0")
    line = str(half_points * 13)  # 1.3 times the size
    child(properties, "spacing", before="0", after="0", line=line, lineRule="exact")
    child(properties, "ind", firstLineChars="0", firstLine="0")
    child(properties, "jc", val="left" if left else "center")
    run = child(paragraph, "r")
    style = child(run, "rPr")
    style.append(fonts(SONGTI))
    child(style, "sz", val=str(half_points))
    child(style, "szCs", val=str(half_points))
    return paragraph


def _paragraph(cell: Any, text: str, half_points: int, *, left: bool, keep: bool) -> None:
    paragraph = deepcopy(_blank(half_points, left=left, keep=keep))
    cell.append(paragraph)
    run = paragraph[-1]
    for number, line in enumerate(text.split("\n")):
        if number:
            child(run, "br")
        child(run, "t").text = line


def _is_left(cell: GridCell, widths: Sequence[int]) -> bool:
    """Long row labels stand left; narrow group labels, heads and figures are centred."""
    return cell.role == "label" and cell.rowspan == 1 and sum(widths[cell.column : cell.column + cell.colspan]) > 2000


def _cell(row: Any, cell: GridCell, widths: Sequence[int], text: str, size: int, *, merged: str, keep: bool) -> None:
    element = child(row, "tc")
    properties = child(element, "tcPr")
    child(properties, "tcW", w=str(sum(widths[cell.column : cell.column + cell.colspan])), type="dxa")
    if cell.colspan > 1:
        child(properties, "gridSpan", val=str(cell.colspan))
    if merged == "restart":
        child(properties, "vMerge", val="restart")
    elif merged == "continue":
        child(properties, "vMerge")
    child(properties, "vAlign", val="center")
    _paragraph(element, "" if merged == "continue" else text, size, left=_is_left(cell, widths), keep=keep)


def table_element(
    table: Table,
    cells: Mapping[str, Cell],
    text_of: Callable[[Cell | None], str] = shown,
    placed: dict[str, Any] | None = None,
) -> Any:
    """A ``w:tbl`` of a table.

    Args:
        table: of the form. cells: figures by id. text_of: how a figure is printed. placed: takes the ``w:tc`` by id of
            the figure.
    """
    grid = layout(table)
    widths = _widths(grid)
    small = grid.rows > 20 or grid.columns > 12
    size = 18 if small else 21
    texts = {item: text_of(cells.get(item.cell)) for item in grid.cells if item.cell is not None}
    tall = grid.rows > 20
    wordy = {item.row for item, text in texts.items() if len(text) >= _WORDY}
    element = child(None, "tbl")
    _properties(element, widths)
    for number in range(grid.rows):
        row = child(element, "tr")
        properties = child(row, "trPr")
        if number not in wordy:
            child(properties, "cantSplit")
        child(properties, "trHeight", val="370" if small else "420", hRule="atLeast")
        if number < grid.head_rows:
            child(properties, "tblHeader")
        for cell in sorted(grid.cells, key=lambda item: item.column):
            if not cell.row <= number < cell.row + cell.rowspan:
                continue
            text = text_of(cells.get(cell.cell)) if cell.cell is not None else cell.text
            merged = "" if cell.rowspan == 1 else "restart" if number == cell.row else "continue"
            keep = number + 1 < grid.rows and not (tall or wordy)
            # a table that starts its page needs no more: held whole, it would leave its heading there alone
            keep = keep or number < grid.head_rows
            _cell(row, cell, widths, text, size, merged=merged, keep=keep)
            if placed is not None and cell.cell is not None and merged != "continue":
                placed[cell.cell] = row[-1]
    return element
