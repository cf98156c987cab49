"""Accounts (数据叙述) as data: sentences on figures with their guards, breakdowns into parts, sums as facts."""

from __future__ import annotations

from nianbao.kinds.tables import Data

__all__ = ["Derived", "More", "Parts", "Statement"]


class More(Data):
    """A clause that joins a statement when its guards hold."""

    when: tuple[str, ...] = ()
    text: str


class Parts(Data):
    """A breakdown into the facts that are not zero.

    Attributes:
        items: facts, in the order they are named.
        total: the fact they must add up to; without one, every non-zero item is named.
        each: pattern of an item, with ``{name}`` and ``{value}``.
        lead: what joins the breakdown to the sentence.
        only: pattern when a single item makes up the total; ``one`` when moreover it is 1.
    """

    items: tuple[str, ...]
    total: str | None = None
    each: str
    lead: str = ""
    only: str = ""
    one: str = ""


class Statement(Data):
    """A sentence that rests on figures alone, with the guards under which it is true.

    ``otherwise`` names statements: a ``blank`` stands where none of them could be said.
    """

    id: str
    section: str
    aspect: str | None = None
    when: tuple[str, ...] = ()
    text: str = ""
    more: tuple[More, ...] = ()
    parts: Parts | None = None
    otherwise: tuple[str, ...] = ()
    blank: str = ""
    basis: str = ""


class Derived(Data):
    """A fact that is the sum of cells of different blocks or groups."""

    id: str
    role: str | None = None
    sum: tuple[str, ...]
    name: str
    measure: str = ""
