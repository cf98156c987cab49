"""What a form's figures must satisfy, and the sentences that rest on them alone."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from nianbao.kinds.nodes import Data

__all__ = ["Derived", "Identity", "Instance", "More", "Parts", "Severity", "Statement", "Term"]

Severity = Literal["error", "warning", "info"]


class Term(Data):
    """A term of an identity: a row, column or group (or a cell), with a sign, of this year or last."""

    ref: str
    sign: Literal[1, -1] = 1
    last: bool = False

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read ``carry_in``, ``-repealed`` or ``last:carry_out``."""
        sign: Literal[1, -1] = 1
        if text.startswith("-"):
            sign, text = -1, text[1:]
        last = text.startswith("last:")
        return cls(ref=text.removeprefix("last:"), sign=sign, last=last)


def _terms(value: object) -> object:
    if isinstance(value, list | tuple):
        return [Term.parse(item) if isinstance(item, str) else item for item in value]
    return value


Terms = Annotated[tuple[Term, ...], BeforeValidator(_terms)]


class Identity(Data):
    """A relation between figures (勾稽关系), as data; nothing is evaluated as code.

    Attributes:
        id: the field's name of it (``T3-BAL``).
        code: the rule that reports it.
        each: repeat for each column (terms name rows), each row (terms name columns), or once for
            the block (terms name cells as ``row.column``).
        computes: the term on the right that code may fill when the form left it to be summed.
    """

    id: str
    code: str
    block: str
    each: Literal["row", "column", "block"]
    left: Terms
    op: Literal["=", "<=", ">="]
    right: Terms
    severity: Severity
    basis: str
    computes: str | None = None

    @property
    def compares_years(self) -> bool:
        """Whether a term is last year's."""
        return any(term.last for term in (*self.left, *self.right))


class Instance(NamedTuple):
    """An identity in one column, row or block: which cells stand on each side.

    Attributes:
        left, right: ``(cell id, sign, last year's)`` of each cell.
        where: the row or column it is for, as the form labels it; empty for a block.
        key: the id of that row or column; empty for a block.
    """

    identity: Identity
    left: tuple[tuple[str, int, bool], ...]
    right: tuple[tuple[str, int, bool], ...]
    where: str
    key: str


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
