"""A statement on the form that carries no figure of its own: which cells it is of, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nianbao.claims.claim import Year

Operator = Literal["none", "some", "all", "not_all", "left", "up", "down", "same", "rank", "share"]


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells that some words name, together.

    Attributes:
        roles: rows; several are summed up. applicants: columns; none for the total.
    """

    roles: tuple[str, ...]
    applicants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to understand a statement.

    Attributes:
        operator: ``none`` of them, ``some``, ``all`` of a whole or of so many as were told, ``not_all`` of it, nothing
            ``left``, more (``up``), fewer (``down``) or as many (``same``) as last year, a ``rank`` within a pool,
            a ``share``.
        part: what it is said of. whole: of what that is a part. told: the figure that the text gives for the whole.
        moved: for a change, the two figures that the text itself gives, the earlier first.
        pool: what a rank is among. places: the ranks that would be true. least, most: of a share, in per cent.
    """

    operator: Operator
    part: Cells
    whole: Cells | None = None
    told: Decimal | None = None
    moved: tuple[Decimal, Decimal] | None = None
    pool: tuple[Cells, ...] = ()
    places: int = 1
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a clause says, in every way in which it can be understood.

    Attributes:
        start, end: its words in the paragraph. text: those words. senses: it is false where none of them holds.
        year: of when. each: whether it is said of several things one by one, of which a claim may be one.
    """

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...]
    year: Year = "own"
    each: bool = False

    @property
    def moves(self) -> bool:
        """Whether it says that something changed against last year."""
        return any(sense.operator in ("up", "down", "same") for sense in self.senses)
