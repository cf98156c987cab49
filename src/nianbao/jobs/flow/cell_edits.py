"""Figures changed in the tables of a Word file, applied over the clerk's input."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from nianbao.checking.rules.src_basis import NO_FIGURE
from nianbao.facts import figure
from nianbao.jobs.store.draft_values import CellEdit
from nianbao.kinds import CellForm, Form
from nianbao.reading.cell_values import NotNumber, cell_value
from nianbao.report import Cell, Report
from nianbao.text import fold
from nianbao.writing.printed_text import shown


def in_line(raw: str) -> str:
    """What stands in a cell, in one line of a message."""
    return " ".join(raw.split()) or "空"


def as_held(cell: Cell) -> Cell:
    """A cell as read in a Word file, to tell the file's next edits from: it shows what stands there."""
    raw = (cell.raw or "").strip()
    return cell if shown(cell) == raw else cell.model_copy(update={"typed": raw})


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
    gone: dict[str, list[CellForm]] = {}
    seen = {table.id for table in returned.tables}
    for table in form.tables:
        if not table.printed:
            continue
        for block in table.blocks:
            for cell in block.cells(table.id):
                theirs = returned.cells.get(cell.id)
                ours = shown(base.cells.get(cell.id))
                if theirs is None:
                    gone.setdefault(table.id, []).append(cell)
                elif _differs(raw := (theirs.raw or "").strip(), ours):
                    edits[cell.id] = CellEdit(raw=raw, was=ours)
    messages = [
        f"Word 文件中“{table.name}”不见了，表格数字仍以素材为准。"
        for table in form.tables
        if table.printed and table.id not in seen
    ]
    messages += [
        f"Word 文件的“{table.name}”里没有找到{_named(form.cells_of[table.id], gone[table.id])}，"
        "这些格的数字仍以素材为准，重新起草的文件里照样有。"
        for table in form.tables
        if table.id in seen and gone.get(table.id)
    ]
    return edits, messages


_LISTED = 4


def _named(cells: list[CellForm], gone: list[CellForm]) -> str:
    """Cells that are gone, by the labels of the rows and columns that went whole, else by their own."""
    ids = {cell.id for cell in gone}
    named: list[str] = []
    for kind, line in (("一行", _row), ("一列", _column)):
        held: dict[tuple[str, ...], list[CellForm]] = {}
        for cell in cells:
            held.setdefault(line(cell), []).append(cell)
        for labels, members in held.items():
            if labels[-1] and all(item.id in ids for item in members):
                named.append(f"“{labels[-1]}”{kind}（{len(members)} 格）")
                ids -= {item.id for item in members}
    named += [f"“{cell.label}”一格" for cell in gone if cell.id in ids]
    more = f"等 {len(gone)} 格" if len(named) > _LISTED else ""
    return "、".join(named[:_LISTED]) + more


def _row(cell: CellForm) -> tuple[str, ...]:
    return (cell.block, *(node.label for node in cell.rows))


def _column(cell: CellForm) -> tuple[str, ...]:
    return (cell.block, *(node.label for node in cell.columns))


def _differs(raw: str, ours: str) -> bool:
    number, before = _number(raw), _number(ours)
    return number != before if number is not None and before is not None else raw.strip() != ours.strip()


_WITH_REMARK = re.compile(r"([^（(]+)[（(](?:其中|另有|另外|含|包括|不含)[^（）()]*[）)]", re.DOTALL)
"""A figure with a remark on it: 3件（另有口头1件）. Any other remark may well take the figure back."""


def _edited(raw: str, form: CellForm, cell: Cell | None) -> Cell:
    """The cell that words typed into the Word file's table make: they stay as they are, and count where certain.

    It has no place: the input's cell holds something else, and the Word file is written anew.
    """
    match = _WITH_REMARK.fullmatch(raw)
    for words in (raw, match[1].strip() if match else ""):
        try:
            made = cell_value(words, form, None)
        except NotNumber:
            continue
        if words != raw and made.value is None:
            continue
        unit = made.unit or (cell.unit if cell is not None and made.value is not None else "")
        plain = words == raw and (made.value is not None or not raw)
        return made.model_copy(update={"raw": raw, "unit": unit, "typed": None if plain else raw})
    return Cell(value=None, raw=raw, state="blank", typed=raw)


def counted_as(raw: str, form: CellForm) -> str:
    """What words in a cell count as, to be told; empty for a figure and for an empty cell."""
    made = _edited(raw, form, None)
    if made.typed is None:
        return ""
    kept = "原话照样印在表里"
    if made.value is None:
        return f"{NO_FIGURE}；{kept}"
    return f"按 {figure(made.value)} 计算；{kept}"


_SETTLE = "请核对后把素材和 Word 中的这一格改成同一个正确的数，再起草一次；在此之前不能定稿。"


def after(prior: CellEdit | None, edit: CellEdit) -> CellEdit:
    """A cell's edit beside that of a Word file taken before: another version of it, or what was chosen instead.

    Args:
        prior: the edit that the draft has. edit: the one that came; ``was`` is the figure that its file had.
    """
    apart = prior is not None and _differs(edit.raw, prior.raw) and _differs(edit.was, prior.raw)
    return edit.model_copy(update={"rival": prior.raw}) if prior is not None and apart else edit


def _versions(edit: CellEdit, given: str) -> str:
    """Where which figure of a cell stands, and who wrote it: 素材是 55，年报.docx 中改为 56."""
    lines = [f"素材是 {given or '空'}", *(f"{step.by}改为 {in_line(step.raw)}" for step in edit.steps)]
    if edit.rival and all(step.raw != edit.rival for step in edit.steps):  # an older program kept no steps
        lines.insert(1, f"先取回的 Word 文件改为 {in_line(edit.rival)}")
    return "，".join(lines)


def lay_over(
    form: Form, report: Report, edits: dict[str, CellEdit], *, given: Mapping[str, str] | None = None
) -> tuple[Report, dict[str, CellEdit], list[str], list[str]]:
    """Apply edits to freshly read figures, or to a draft's.

    Args:
        given: what the input has, where the report is a draft with earlier edits.

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
        now = shown(cells.get(id))
        if not _differs(edit.raw, now):
            continue
        still[id] = edit
        words, versions = in_line(edit.raw), _versions(edit, (given or {}).get(id, now))
        open_one = cells[id].rival if id in cells else ""
        rival = open_one if open_one and _differs(edit.raw, open_one) else ""
        if _differs(edit.was, now) and now != edit.rival:
            rival = now or "空"
            conflicts.append(
                f"“{label}”：Word 中改为 {words}，素材由 {edit.was or '空'} 改为 {rival}，两处不同；"
                f"暂按 Word。{_SETTLE}"
            )
        elif edit.rival:
            rival = in_line(edit.rival)
            conflicts.append(f"“{label}”改成了两个数：{versions}；暂按 {words}。{_SETTLE}")
        else:
            applied.append(f"“{label}”按 Word 中的修改取 {words}（素材为 {now or '空'}，素材文件没有改动）")
        if counts := counted_as(edit.raw, form.cells[id]):
            applied.append(f"“{label}”写的是“{words}”，{counts}。")
        cells[id] = _edited(edit.raw, form.cells[id], cells.get(id)).model_copy(
            update={"rival": rival, "versions": versions if rival else ""}
        )
    return report.model_copy(update={"cells": cells}), still, applied, conflicts
