"""Figures changed in the Word file's tables, laid over the clerk's input without touching it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from nianbao.facts import figure
from nianbao.forms import Form
from nianbao.jobs.draftfile import CellEdit
from nianbao.report import Cell, Report
from nianbao.text import fold

__all__ = ["cell_edits", "lay_over", "printed"]


def printed(cell: Cell | None) -> str:
    """A cell as the Word file shows it."""
    if cell is None or cell.value is None:
        return ""
    return figure(cell.value) + cell.unit


def _number(raw: str) -> Decimal | None:
    try:
        return Decimal(fold(raw).replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None


def cell_edits(form: Form, base: Report, returned: Report) -> tuple[dict[str, CellEdit], list[str]]:
    """The cells whose figure differs from what we wrote.

    Returns:
        Edits by cell, and messages about cells the Word file no longer has.
    """
    edits: dict[str, CellEdit] = {}
    gone: dict[str, int] = {}
    seen = {table.id for table in returned.tables}
    for table in form.tables:
        if not table.printed:
            continue
        for block in table.blocks:
            for cell in block.cells(table.id):
                theirs = returned.cells.get(cell.id)
                ours = printed(base.cells.get(cell.id))
                if theirs is None:
                    gone[table.name] = gone.get(table.name, 0) + 1
                elif (raw := (theirs.raw or "").strip()) != ours and _differs(raw, ours):
                    edits[cell.id] = CellEdit(raw=raw, was=ours)
    messages = [
        f"Word 文件中“{table.name}”不见了，表格数字仍以素材为准。"
        for table in form.tables
        if table.printed and table.id not in seen
    ]
    messages += [
        f"Word 文件的“{table.name}”有 {gone[table.name]} 格没有读到，这些格仍以素材为准。"
        for table in form.tables
        if table.id in seen and gone.get(table.name)
    ]
    return edits, messages


def _differs(raw: str, ours: str) -> bool:
    number, before = _number(raw), _number(ours)
    return number != before if number is not None and before is not None else True


def _edited(raw: str, cell: Cell | None) -> Cell:
    number = _number(raw)
    place = cell.location if cell else None
    unit = cell.unit if cell else ""
    if number is None:
        return Cell(value=None, raw=raw, state="blank", location=place)
    return Cell(value=number, raw=raw, unit=unit, location=place)


def lay_over(
    form: Form, report: Report, edits: dict[str, CellEdit]
) -> tuple[Report, dict[str, CellEdit], list[str], list[str]]:
    """Apply edits to freshly read figures.

    Returns:
        The report; the edits still needed (an edit the input has taken over is done with); what was
        applied, in words; and conflicts: cells whose input changed to a third figure (the Word file's
        stays, and both are shown).
    """
    cells = dict(report.cells)
    still: dict[str, CellEdit] = {}
    applied: list[str] = []
    conflicts: list[str] = []
    for id, edit in edits.items():
        if id not in form.cells:
            continue
        label = form.cells[id].label
        now = printed(cells.get(id))
        if not _differs(edit.raw, now) or edit.raw == now:
            continue
        still[id] = edit
        shown = edit.raw or "空"
        if _differs(edit.was, now) and edit.was != now:
            conflicts.append(
                f"“{label}”：Word 中改为 {shown}，素材由 {edit.was or '空'} 改为 {now or '空'}，两处不同；暂按 Word。"
                f"请把素材改成正确的数。"
            )
        else:
            applied.append(f"“{label}”按 Word 中的修改取 {shown}（素材为 {now or '空'}，素材文件没有改动）")
        cells[id] = _edited(edit.raw, cells.get(id))
    return report.model_copy(update={"cells": cells}), still, applied, conflicts
