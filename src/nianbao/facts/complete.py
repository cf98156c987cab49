"""Totals that the input left to code: filled from their parts by the identities that compute them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from nianbao.forms import Form, Identity, Term
from nianbao.report import Cell

__all__ = ["Instance", "complete", "computed_cells", "instances", "summed"]


class Instance:
    """An identity in one column, row or block: which cells stand on each side.

    Attributes:
        left, right: ``(cell id, sign, last year's)`` of each cell.
        where: the row or column it is for, as the form labels it; empty for a block.
    """

    def __init__(
        self,
        identity: Identity,
        left: list[tuple[str, int, bool]],
        right: list[tuple[str, int, bool]],
        where: str,
        key: str,
    ) -> None:
        self.identity = identity
        self.left = left
        self.right = right
        self.where = where
        self.key = key


def instances(form: Form, identity: Identity) -> Iterator[Instance]:
    """An identity repeated over its block's columns or rows."""
    block = form.blocks[identity.block]

    def side(terms: tuple[Term, ...], row: str, column: str) -> list[tuple[str, int, bool]]:
        return [
            (cell, term.sign, term.last) for term in terms for cell in form.resolve(block, term, row=row, column=column)
        ]

    if identity.each == "block":
        yield Instance(identity, side(identity.left, "", ""), side(identity.right, "", ""), "", "")
        return
    for path in block.column_paths if identity.each == "column" else block.row_paths:
        key = path[-1].id or ""
        row, column = ("", key) if identity.each == "column" else (key, "")
        yield Instance(
            identity, side(identity.left, row, column), side(identity.right, row, column), path[-1].label, key
        )


def computed_cells(form: Form) -> dict[str, list[Instance]]:
    """Cells that code may fill, with the identities that compute each."""
    found: dict[str, list[Instance]] = {}
    for identity in form.identities:
        if identity.computes is None:
            continue
        for instance in instances(form, identity):
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
