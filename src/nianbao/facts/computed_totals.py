"""Fills totals that the input left blank from their parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from nianbao.kinds import Form, Instance
from nianbao.report import Cell


def computed_cells(form: Form) -> dict[str, list[Instance]]:
    """Cells that code may fill, with the identities that compute each."""
    found: dict[str, list[Instance]] = {}
    for identity in form.identities:
        if identity.computes is None:
            continue
        for instance in form.instances[identity.id]:
            for cell, _, _ in instance.right:
                found.setdefault(cell, []).append(instance)
    return found


def summed(instance: Instance, cells: Mapping[str, Cell]) -> Decimal | None:
    """The sum of an instance's left side; None while a part has no value."""
    total = Decimal(0)
    for id, sign, _ in instance.left:
        cell = cells.get(id)
        if cell is None or cell.value is None:
            return None
        total += sign * cell.value
    return total


def complete(form: Form, cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Fill the totals that have no value and whose parts all have one.

    Args:
        form: the edition.
        cells: by id; a total that is missing or whose state is ``computed`` is filled.

    Returns:
        The cells with filled totals in state ``computed``, in the form's order. Nothing given is changed:
        where a typed total differs from its parts, the check says so.
    """
    result = dict(cells)
    targets = computed_cells(form)
    pending = {id for id in targets if id not in result or result[id].state == "computed"}
    moved = True
    while moved and pending:
        moved = False
        for id in sorted(pending):
            for instance in targets[id]:
                value = summed(instance, {key: cell for key, cell in result.items() if key not in pending})
                if value is not None:
                    place = result[id].location if id in result else None
                    result[id] = Cell(value=value, state="computed", location=place)
                    pending.discard(id)
                    moved = True
                    break
    order = {id: index for index, id in enumerate(form.cells)}
    return dict(sorted(result.items(), key=lambda item: order.get(item[0], len(order))))
