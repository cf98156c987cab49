"""The statutory tables of two reports, cell by cell."""

from __future__ import annotations

from nianbao.facts import form_of
from nianbao.kinds import Form, form_named
from nianbao.report import Cell, Report
from nianbao.reviewing.comparison import CellPair, change_of

__all__ = ["cells_compared", "shared_blocks"]


def shared_blocks(one: Form, other: Form) -> frozenset[str]:
    """Blocks of figures that mean the same in two editions, by the newer one's map to the edition before, and so on."""
    if one.edition == other.edition:
        return frozenset(one.blocks)
    newer, older = (one, other) if one.years.first >= other.years.first else (other, one)
    same = set(newer.blocks)
    at = newer
    while at.edition != older.edition:
        if at.before is None:
            return frozenset()
        same &= set(at.before.blocks)
        at = form_named(at.before.edition, at.kind)
        if at.years.first < older.years.first:
            return frozenset()
    return frozenset(same)


def _pair(table: str, old_id: str, new_id: str, label: str, old: Cell | None, new: Cell | None) -> CellPair:
    difference = percent = None
    if old is not None and new is not None and old.unit == new.unit:
        difference, percent = change_of(old.value, new.value)
    return CellPair(table, old_id, new_id, label, old, new, difference, percent)


def _unprinted(report: Report, of: Form) -> set[str]:
    """Tables that a published report does not print, and of which this one holds nothing."""
    held = {of.cells[id].table for id in report.cells if id in of.cells}
    return {table.id for table in of.tables if not table.printed} - held


def cells_compared(old: Report, new: Report) -> list[CellPair]:
    """Every figure of a table that either report has.

    Cells are the same where their blocks mean the same in both editions; a cell of another block stands alone, with
    an empty id for the other form; so does one of a table that is not printed where the other report leaves it out.

    Returns:
        In the order of B's form, then what only A's form has.
    """
    before, after = form_of(old), form_of(new)
    if before is None and after is None:
        return []
    same = shared_blocks(before, after) if before is not None and after is not None else frozenset[str]()
    alone = {table for side, of in ((old, before), (new, after)) if of is not None for table in _unprinted(side, of)}
    pairs: list[CellPair] = []
    for id, cell in after.cells.items() if after is not None else ():
        both = cell.block in same and before is not None and id in before.cells and cell.table not in alone
        mine = old.cells.get(id) if both else None
        if mine is not None or id in new.cells:
            pairs.append(_pair(cell.table, id if both else "", id, cell.label, mine, new.cells.get(id)))
    met = {pair.old_id for pair in pairs}
    for id, cell in before.cells.items() if before is not None else ():
        if id in old.cells and id not in met:
            pairs.append(_pair(cell.table, id, "", cell.label, old.cells[id], None))
    return pairs
