"""Decides whether the empty cells of a printed table stand for zero."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.kinds import Instance
from nianbao.text import is_blank_sign

_MANY = 3
"""How many relations must bear it out for each that does not, where no single figure explains those that do not."""


class Zeros(NamedTuple):
    """What of a block's empty cells may be reckoned as zero.

    Attributes:
        cells: ids of those cells; none where the filled ones do not show it. holding: how many relations between
            filled and empty cells hold then.
    """

    cells: frozenset[str] = frozenset()
    holding: int = 0


def zeros(context: Context, block: str) -> Zeros:
    """The empty cells of a block that stand for zeros.

    A blank, ``/`` and ``-`` are not zeros by themselves. They are reckoned as zeros where the filled cells say so: of
    the block's own sums that join an empty cell with a figure that is not zero, some hold with the empty ones as zero,
    and those that do not are few, or one filled figure stands in all of them (then that figure is wrong, not the
    blanks). Where a column or row of parts is empty under a total that is not zero, the sums fail, and nothing is
    reckoned. Never of figures that a clerk has still to fill in.
    """
    return context.memo(f"zeros {block}", lambda: _zeros(context, block))


def _zeros(context: Context, block: str) -> Zeros:
    form, report = context.form, context.report
    if form is None or report.structured:
        return Zeros()
    empty = {
        id
        for id, cell in report.cells.items()
        if cell.value is None
        and cell.state == "blank"
        and is_blank_sign(cell.raw or "")
        and form.cells[id].block == block
    }
    if not empty:
        return Zeros()
    holding: list[Instance] = []
    broken: list[Instance] = []
    for identity in form.identities:
        if identity.block != block or identity.op != "=" or identity.compares_years:
            continue
        for instance in form.instances[identity.id]:
            total = _reckoned(context, instance, empty)
            if total is not None:
                (broken if total else holding).append(instance)
    suspects = [_filled(context, instance) for instance in broken]
    by_one = bool(suspects) and bool(frozenset.intersection(*suspects)) and len(holding) > 1
    if holding and (by_one or len(broken) * _MANY <= len(holding)):
        return Zeros(frozenset(empty), len(holding))
    return Zeros()


def _filled(context: Context, instance: Instance) -> frozenset[str]:
    """The cells of a relation that hold a figure other than zero."""
    return frozenset(id for id, _, _ in (*instance.left, *instance.right) if context.book.cell(id))


def _reckoned(context: Context, instance: Instance, empty: set[str]) -> Decimal | None:
    """By how much the sides differ with empty cells as zero; None where that says nothing of the empty ones."""
    total, blank = Decimal(0), False
    for side, way in ((instance.left, 1), (instance.right, -1)):
        for id, sign, _ in side:
            value = context.book.cell(id)
            if value is None and id not in empty:
                return None  # not read, or no figure
            blank |= value is None
            total += way * sign * (value or 0)
    return total if blank and _filled(context, instance) else None
