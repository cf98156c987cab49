"""The form's tables in Word: exact nested merges, the head repeated on each page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nianbao.facts import figure
from nianbao.forms import Grid, GridCell, Table, layout
from nianbao.report import Cell
from nianbao.writing.docx_styles import SONGTI, fonts

__all__ = ["WIDTH", "shown", "table_element"]

WIDTH = 8845
"""The type area's width, twips."""
_LABELS = {0: (), 1: (0.30,), 3: (0.085, 0.1, 0.335)}
"""Shares of the width that one or three columns of labels take."""


def shown(cell: Cell | None) -> str:
    """A cell as printed: nothing where there is no value, never a zero nobody gave."""
    if cell is None or cell.value is None:
        return ""
    return figure(cell.value) + cell.unit


def _widths(grid: Grid) -> list[int]:
    labels = _LABELS.get(grid.label_columns) or tuple(0.45 / grid.label_columns for _ in range(grid.label_columns))
    label = [round(WIDTH * share) for share in labels]
    values = grid.columns - grid.label_columns
    rest = WIDTH - sum(label)
    each = [rest // values + (index < rest % values) for index in range(values)]
    return [*label, *each]


def _element(parent: Any, tag: str, **values: str) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn("w:" + name), value)
    parent.append(element)
    return element


def _properties(table: Any, widths: Sequence[int]) -> None:
    properties = _element(table, "w:tblPr")
    _element(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    _element(properties, "w:jc", val="center")
    borders = _element(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _element(borders, f"w:{side}", val="single", sz="4", space="0", color="000000")
    _element(properties, "w:tblLayout", type="fixed")
    margins = _element(properties, "w:tblCellMar")
    for side, width in (("left", 50), ("right", 50)):
        _element(margins, f"w:{side}", w=str(width), type="dxa")
    columns = _element(table, "w:tblGrid")
    for width in widths:
        _element(columns, "w:gridCol", w=str(width))


def _paragraph(cell: Any, text: str, half_points: int, *, left: bool, keep: bool) -> None:
    paragraph = _element(cell, "w:p")
    properties = _element(paragraph, "w:pPr")
    if keep:
        _element(properties, "w:keepNext")
    _element(properties, "w:widowControl", val="0")
    _element(properties, "w:snapToGrid", val="0")
    line = str(half_points * 13)  # 1.3 times the size
    _element(properties, "w:spacing", before="0", after="0", line=line, lineRule="exact")
    _element(properties, "w:ind", firstLineChars="0", firstLine="0")
    _element(properties, "w:jc", val="left" if left else "center")
    run = _element(paragraph, "w:r")
    style = _element(run, "w:rPr")
    style.append(fonts(SONGTI))
    _element(style, "w:sz", val=str(half_points))
    _element(style, "w:szCs", val=str(half_points))
    piece = _element(run, "w:t")
    piece.text = text


def _is_left(cell: GridCell, widths: Sequence[int]) -> bool:
    """Long row labels stand left; narrow group labels, heads and figures are centred."""
    return cell.role == "label" and cell.rowspan == 1 and sum(widths[cell.column : cell.column + cell.colspan]) > 2000


def _cell(row: Any, cell: GridCell, widths: Sequence[int], text: str, size: int, *, merged: str, keep: bool) -> None:
    element = _element(row, "w:tc")
    properties = _element(element, "w:tcPr")
    _element(properties, "w:tcW", w=str(sum(widths[cell.column : cell.column + cell.colspan])), type="dxa")
    if cell.colspan > 1:
        _element(properties, "w:gridSpan", val=str(cell.colspan))
    if merged == "restart":
        _element(properties, "w:vMerge", val="restart")
    elif merged == "continue":
        _element(properties, "w:vMerge")
    _element(properties, "w:vAlign", val="center")
    _paragraph(element, "" if merged == "continue" else text, size, left=_is_left(cell, widths), keep=keep)


def table_element(table: Table, cells: Mapping[str, Cell]) -> Any:
    """A ``w:tbl`` of a table.

    Args:
        table: of the form. cells: figures by id.
    """
    grid = layout(table)
    widths = _widths(grid)
    small = grid.rows > 20 or grid.columns > 12
    size = 18 if small else 21
    element = OxmlElement("w:tbl")
    _properties(element, widths)
    for number in range(grid.rows):
        row = _element(element, "w:tr")
        properties = _element(row, "w:trPr")
        _element(properties, "w:cantSplit")
        _element(properties, "w:trHeight", val="340" if small else "420", hRule="atLeast")
        if number < grid.head_rows:
            _element(properties, "w:tblHeader")
        for cell in sorted(grid.cells, key=lambda item: item.column):
            if not cell.row <= number < cell.row + cell.rowspan:
                continue
            text = shown(cells.get(cell.cell)) if cell.cell is not None else cell.text
            merged = "" if cell.rowspan == 1 else "restart" if number == cell.row else "continue"
            _cell(row, cell, widths, text, size, merged=merged, keep=number + 1 < grid.rows)
    return element
