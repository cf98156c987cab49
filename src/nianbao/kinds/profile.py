"""A local requirement (地方要求) as a value: what a place asks of its reports, by whose document, for which years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from nianbao.kinds.form import DEFAULT_KIND
from nianbao.kinds.questions import Question, Topic, UnitKinds
from nianbao.kinds.tables import Data, Label
from nianbao.patterns import HAN, lazy

Counting = Literal["word", "each", "han"]
COUNTED: dict[Counting, str] = {
    "word": "按Word的字数，汉字和标点各算一个，连写的数字、字母算一个",
    "each": "每个汉字、标点、数字、字母都算一个",
    "han": "只数汉字",
}
"""How it is counted, in words."""
_WIDE = "\u2013-\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f"
_WORDS = lazy(f"[{_WIDE}]|[^\\s{_WIDE}]+")
"""What Word counts as one: a Chinese character or mark; a run of anything else without a space."""
_EACH = lazy(r"\S")
_HAN = lazy(f"[{HAN}]")


def length(text: str, counting: Counting = "word") -> int:
    """How many characters a text has.

    Args:
        counting: ``word`` as Word's 字数 does, ``each`` every visible character, ``han`` Chinese characters alone.
    """
    pattern = {"word": _WORDS, "each": _EACH, "han": _HAN}[counting]
    return sum(1 for _ in pattern.finditer(text))


Verified = Literal["read", "quoted", "seen"]
_ID = lazy(r"[\w-]+")


class Paper(Data):
    """The document that asks."""

    title: Label
    number: Label = ""
    date: Label = ""
    issuer: Label = ""


class Years(Data):
    """The report years for which it holds."""

    first: int | None = None
    last: int | None = None

    def covers(self, year: int) -> bool:
        """Whether it holds for a report year."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def __str__(self) -> str:
        if self.first is not None and self.first == self.last:
            return f"{self.first}年度"
        first, last = (f"{year}年度" if year is not None else "" for year in (self.first, self.last))
        return (
            f"{first}至{last}" if first and last else f"{first}以后" if first else f"{last}以前" if last else "各年度"
        )


class Asked(Data):
    """Something that a document asks.

    Attributes:
        quote: its own words. units: kinds of unit that it asks it of; all of the profile's where empty.
        under: places; it is asked of units that lie directly in one of these (市直单位); of all where empty.
        verified: how far these words were read, where it is not as far as the profile.
    """

    quote: Label = ""
    units: UnitKinds = ()
    under: tuple[Label, ...] = ()
    verified: Verified | None = None

    def is_for(self, unit_kind: str, nearest: str) -> bool:
        """Whether it is asked of a unit.

        Args:
            unit_kind: its kind. nearest: the place it lies in directly; empty where that is not known.
        """
        return (not self.units or unit_kind in self.units) and (not self.under or nearest in self.under)


class Point(Asked):
    """What must be said besides what the form asks.

    Attributes:
        id: stable. label: what it is, as a finding calls it. aspect: where: an aspect's role, or a section's.
        said: roles (``published.total``, ``published.total/website`` for a part) and topics by which it counts as said.
        counted: whether a topic's word counts only in a sentence with a figure, or that says that there was none.
        when: comparisons of roles, all of which must hold, as in ``questions.yaml``.
        question: the question that asks the clerk for it, of the kind or of this file.
    """

    id: str
    label: Label
    aspect: Label
    said: tuple[str, ...] = Field(min_length=1)
    counted: bool = False
    when: tuple[str, ...] = ()
    question: str = ""


class Limit(Asked):
    """How long a section may be.

    Attributes:
        section: its role. most, least: characters.
        count: how the document counts: ``word`` as Word's 字数 does (a Chinese character or a mark is one, a run of
            digits or letters is one), ``each`` every visible character, ``han`` Chinese characters alone.
        headings: whether sub-headings count; the section's title and tables never do.
    """

    section: Label = "overview"
    most: int | None = Field(default=None, ge=1)
    least: int | None = Field(default=None, ge=1)
    count: Literal["word", "each", "han"] = "word"
    headings: bool = False


class LocalDate(Asked):
    """By when something is done, in the year after the report's.

    Attributes:
        what: 公开 or 报送 …; only the day by which a report is made public (公开, 公布, 发布) can be checked.
    """

    what: Label
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)

    @property
    def publishes(self) -> bool:
        """Whether it is the day by which the report is made public."""
        return self.what in ("公开", "公布", "发布")


class FixedWords(Asked):
    """A sentence that the document wants in the report.

    Attributes:
        id: stable. section: its role, or ``preamble``.
        text: with references as in an edition's fixed sentences (``{{unit}}``, ``{{year}}``).
    """

    id: str
    section: Label = "preamble"
    text: Label


class Outline(Data):
    """How reports of the place are laid out.

    Attributes:
        aspect: its role. heading: how its sub-heading reads, without the number. tells: what usually stands there.
    """

    aspect: Label
    heading: Label = ""
    tells: Label = ""


class Profile(Data):
    """What a place asks of its reports.

    Attributes:
        id: stable. name: what people call it, for ``--profile``. kind: id of the kind of report.
        document: by which it is asked; none where it was only seen in reports, or is an office's own wish.
        region: what the places lie in, where others are called the same. places: for whose units it holds: names as
            they stand in a unit's own name or among what it lies in.
        units: kinds of unit; all where empty. years: report years.
        verified: ``read``: the words were read in the document; ``quoted``: in another text that quotes it; ``seen``:
            only that reports of the place are so. extent: how much of the document was read. source: where.
        points, limits, dates, sentences: what is asked. outline: how reports are laid out.
        topics, questions: as in ``questions.yaml``.
    """

    id: Label
    name: Label
    kind: str = DEFAULT_KIND
    document: Paper | None = None
    region: Label = ""
    places: tuple[Label, ...] = ()
    units: UnitKinds = ()
    years: Years = Years()
    verified: Verified
    extent: Label = ""
    source: Label = ""
    points: tuple[Point, ...] = ()
    limits: tuple[Limit, ...] = ()
    dates: tuple[LocalDate, ...] = ()
    sentences: tuple[FixedWords, ...] = ()
    outline: tuple[Outline, ...] = ()
    topics: dict[Label, Topic] = Field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _listed_years(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("years"), list):
            listed = [int(year) for year in value["years"] if str(year).isdigit()]
            if listed and sorted(listed) == list(range(min(listed), max(listed) + 1)):
                return value | {"years": {"first": min(listed), "last": max(listed)}}
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if _ID.fullmatch(self.id) is None:
            raise ValueError(f"“{self.id}”不能作编号，只能用文字、数字和连字号，如 yunling-2024")
        if self.verified != "seen" and self.document is None:
            raise ValueError("没有写 document（哪一份文件要求的）；只是见到的写法，verified 写 seen")
        return self

    @property
    def cited(self) -> str:
        """How a finding names it: by its document."""
        if self.document is None:
            return self.name
        number = f"（{self.document.number}）" if self.document.number else ""
        return f"《{self.document.title}》{number}"

    @property
    def short(self) -> str:
        """The same where there is little room: by its number, else by who issued it, else its name."""
        paper = self.document
        return (paper.number or paper.issuer if paper is not None else "") or self.name

    def described(self, unit_kind: str = "", nearest: str = "") -> str:
        """What whoever works on a unit's report should know of it: what asks, how far it was read, length and dates."""
        if self.verified == "seen":
            return f"{self.name}（当地报告里常见的写法，只用来追问，不作检查）"
        limits = [item.quote for item in self.limits if item.quote and item.is_for(unit_kind, nearest)]
        days = [f"{item.month}月{item.day}日前{item.what}" for item in self.dates if item.is_for(unit_kind, nearest)]
        known = "" if self.verified == "read" else "只见过引文，检查只作提示"
        more = "；".join(part for part in (known, *limits, *days) if part)
        return f"{self.name}，{self.cited}" + (f"（{more}）" if more else "")

    def read(self, item: Asked) -> Verified:
        """How far the words of something that it asks were read."""
        return item.verified or self.verified

    def is_of(self, places: Sequence[str], unit_kind: str) -> bool:
        """Whether a unit with these places is among those that it is for."""
        there = set(places)
        return (
            bool(there.intersection(self.places))
            and (not self.region or self.region in there or not any(_is_province(place) for place in there))
            and (not self.units or unit_kind in self.units)
        )


def _is_province(place: str) -> bool:
    return place.endswith(("省", "自治区")) or place in ("北京市", "天津市", "上海市", "重庆市")
