"""A claim: what one figure, denial, direction or \"all\" of a text asserts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

What = Literal["count", "share", "rate", "change", "ratio", "average", "rank"]
Year = Literal["own", "last", "other"]
Scope = Literal["own", "region", "superior", "other"]
Direction = Literal["", "up", "down", "same"]


@dataclass(frozen=True, slots=True)
class By:
    """Which part of a role's figure is meant.

    Attributes:
        kind: ``applicant`` (a column of the table), ``channel``, ``subject`` (any other label) or ``month``.
        value: the part's id; of a subject and a month, its words.
        name: as it is called in a message.
    """

    kind: Literal["applicant", "channel", "subject", "month"]
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text that found no role: its place, and its words with the measure."""

    start: int
    end: int
    text: str
    value: Decimal | None
    measure: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a place of a paragraph asserts.

    Attributes:
        start, end: the figure with its measure; of a denial, a direction or an "all" without figure, its words.
        text: those words.
        role: what is counted; several joined by ``+`` where the figure is their sum (予以公开及部分公开258件).
        what: ``count``; ``share`` of the whole (占83.3%); ``rate`` of all there was to deal with (办结率100%);
            ``change`` against another year or figure (增加3件, 增长150%, 略有下降, 多于个人申请); ``ratio`` how many
            times ``against`` it is; ``average`` of all by ``per``; ``rank`` which place it has, -1 for the last.
        value: the figure; of a denial 0; None where there is none (略有下降, 均获维持) or it is only bounded (数十件).
        low, high: the least and the most it may mean; both ``value`` where it is exact, None where unbounded.
        measure: measure word or unit of the figure, ``%`` for rates; for a change ``""`` where only a word is said.
        by: which part: by applicant, channel, subject, month; several may stand together.
        year: the report's year, the one before it, or another. named: the year as named, where it was.
        scope: the unit's own, its region's (全县), its superior's, another unit's.
        direction: of a change. against: ``last`` year, or the claim it is compared with. per: the months or things that
            an average is of.
        denied: whether it is said that there was none (未, 没有, 无, 零).
        all: whether it is said of all there was (均, 全部, a rate of 100 %).
        part_of: the claim whose part it is. way: how that one is divided: ``applicant``, ``channel``, ``subject``,
            ``results``, ``members`` of a group; ``rest`` for what is no part of a division (含上年结转2件).
        sure: whether the grammar had one reading. readings: other roles that the words may mean as well;
            strict where they mean nothing that the role's ``also`` allows.
        sentence: number of its sentence in the paragraph.
    """

    start: int
    end: int
    text: str
    role: str
    what: What = "count"
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    measure: str = ""
    by: tuple[By, ...] = ()
    year: Year = "own"
    named: int | None = None
    scope: Scope = "own"
    direction: Direction = ""
    against: Claim | Literal["", "last"] = ""
    per: Decimal = Decimal(0)
    denied: bool = False
    all: bool = False
    part_of: Claim | None = None
    way: str = ""
    sure: bool = True
    readings: tuple[str, ...] = ()
    strict: bool = False
    sentence: int = 0

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles whose sum the figure is; one, as a rule."""
        return tuple(self.role.split("+"))

    @property
    def exact(self) -> bool:
        """Whether its figure is told exactly."""
        return self.value is not None and self.low == self.high == self.value

    @property
    def whole(self) -> bool:
        """Whether it is of all there was in the unit's own year: no channel, month, other year or unit."""
        return self.year == "own" and self.whole_but_year

    @property
    def whole_but_year(self) -> bool:
        """Whether it is of all there was in the unit in whichever year it is told of."""
        return self.scope == "own" and all(item.kind == "applicant" for item in self.by)

    @property
    def applicant(self) -> str:
        """The kind of applicant, or an empty string for all of them."""
        return next((item.value for item in self.by if item.kind == "applicant"), "")

    def unsure(self) -> Claim:
        """The same, of which the grammar had another reading."""
        return replace(self, sure=False)
