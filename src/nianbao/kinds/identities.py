"""Relations between figures of a form (勾稽关系), as data."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from nianbao.kinds.tables import Data

__all__ = ["Identity", "Instance", "Severity", "Term"]

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
