"""Local requirements (地方要求) as data: what a place asks of its reports, by whose document, and for which years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from nianbao.errors import FormError, NianbaoError, nearest
from nianbao.kinds.form import DEFAULT_KIND
from nianbao.kinds.kind import Kind
from nianbao.kinds.load import data_file, data_files, data_naming, editions, file_stamp, kind_of, refused
from nianbao.kinds.questions import (
    Names,
    Question,
    Questions,
    Topic,
    guards_wrong,
    known_names,
    question_faults,
    questions_of,
    roles_in,
    unknown,
)
from nianbao.kinds.tables import Data, Label
from nianbao.package_data import load_data
from nianbao.patterns import lazy

__all__ = [
    "FOLDER",
    "NONE",
    "FixedWords",
    "Limit",
    "Local",
    "LocalDate",
    "Outline",
    "Paper",
    "Point",
    "Profile",
    "found_for",
    "is_none",
    "local_questions",
    "profile_at",
    "profile_faults",
    "profile_named",
    "profile_schema",
    "profiles_of",
    "why_not",
]

Verified = Literal["read", "quoted", "seen"]
NONE = "无"
"""What is written in place of a name where no local requirement is wanted."""
_NONE = (NONE, "不用", "没有", "none")
_ID = lazy(r"[\w-]+")
FOLDER = "profiles"
"""Of a kind's folder: a file for each."""
_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _unit_kinds() -> dict[str, str]:
    """Kinds of unit by what they are called, their ids too."""
    rows = load_data(_HERE.parent / "report" / "unit_kinds.yaml")["kinds"]
    return {row[key]: row["id"] for key in ("label", "id") for row in rows}


def _ids(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_unit_kinds().get(unit, unit) for unit in units)


UnitKinds = Annotated[tuple[Label, ...], AfterValidator(_ids)]
"""Kinds of unit, written by id or as they are called (镇, 街道, 局)."""


class Paper(Data):
    """The document that asks.

    Attributes:
        title, number: 标题, 发文字号. date: as printed. issuer: who issued it.
    """

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


class _Asked(Data):
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


class Point(_Asked):
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


class Limit(_Asked):
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


class LocalDate(_Asked):
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


class FixedWords(_Asked):
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

    def read(self, item: _Asked) -> Verified:
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


class Local(NamedTuple):
    """The local requirements that hold for a report, and in Chinese what whoever works on it should know of them."""

    profiles: tuple[Profile, ...]
    told: tuple[str, ...] = ()


# ── finding them


def profiles_of(kind: str) -> tuple[Profile, ...]:
    """Every local requirement that is known for a kind of report: ours, and those in ``NIANBAO_FORMS``.

    Raises:
        FormError: a file is wrong, with its line.
    """
    return _loaded(data_files(FOLDER), kind)


def _loaded(files: Iterable[tuple[Path, str]], kind: str) -> tuple[Profile, ...]:
    """Local requirements for a kind of report; of two with one id the later: an office's own in place of ours."""
    found: dict[str, Profile] = {}
    for path, own in files:
        profile = _checked(path, own)
        if profile.kind == kind:
            found[profile.id] = profile
    return tuple(found.values())


def profile_at(path: Path) -> Profile:
    """The local requirements in a file of an office's own.

    Raises:
        FormError: it cannot be read, or is wrong, with its line.
    """
    if not path.is_file():
        raise FormError(f"{path}：没有这个地方要求文件，请检查路径和文件名")
    return _checked(path, "")


def _checked(path: Path, own: str) -> Profile:
    profile = data_file(Profile, path)
    if own and "kind" not in profile.model_fields_set:
        profile = profile.model_copy(update={"kind": own})
    if path.is_relative_to(_HERE):
        return profile  # ours are held by the tests
    if faults := _faults(path, file_stamp(path), profile.kind):
        raise refused(path, list(faults))
    return profile


@lru_cache(maxsize=64)
def _faults(path: Path, stamp: int, kind: str) -> tuple[tuple[_Place, str], ...]:  # noqa: ARG001 (a changed file)
    return tuple(profile_faults(data_file(Profile, path).model_copy(update={"kind": kind})))


def is_none(name: str) -> bool:
    """Whether what was written says that no local requirement is wanted."""
    return name.strip() in _NONE


def profile_named(name: str, kind: str) -> Profile:
    """The local requirements that a person means by their id, name or document number.

    Raises:
        FormError: there are none of that name; names the nearest, or all.
    """
    plain = "".join(name.split()).strip("《》“”")
    known = profiles_of(kind)
    for profile in known:
        paper = profile.document
        if plain in (profile.id, profile.name, *((paper.number, paper.title) if paper is not None else ())):
            return profile
    near = nearest(plain, [profile.name for profile in known], whole=True)
    have = f"可写：{'、'.join(item.name for item in known)}，或者" if known else "可写"
    raise FormError(f"没有叫“{name[:30]}”的地方要求，{near or have + f'要求文件的路径（.yaml），不用的写“{NONE}”'}")


def found_for(kind: str, places: Sequence[str], unit_kind: str, year: int) -> Local:
    """The local requirements that a unit's name and its superiors lead to.

    Args:
        places: the unit's own place and those it lies in. year: of the report.
    """
    files = data_naming(FOLDER, "places", places)
    near = [profile for profile in _loaded(files, kind) if profile.is_of(places, unit_kind)]
    held = tuple(profile for profile in near if profile.years.covers(year))
    others = [f"{item.name}的要求（{item.short}）" for item in near if not held and item.verified != "seen"]
    told = (f"有{'、'.join(others)}，都不是{year}年度的，没有使用；这一年的要求以当地通知为准",) if others else ()
    return Local(held, told)


def why_not(profile: Profile, kind: str, year: int | None) -> str:
    """Why local requirements that somebody named are not applied, in Chinese; empty where they are."""
    if profile.kind != kind:
        return f"地方要求“{profile.name}”是对{_kind_name(profile.kind)}的，没有用于这份报告"
    if year is not None and not profile.years.covers(year):
        return f"地方要求“{profile.name}”只适用于{profile.years}，没有用于这份{year}年度的报告"
    return ""


def _kind_name(kind: str) -> str:
    try:
        found: Kind = kind_of(kind)
    except NianbaoError:
        return kind
    return found.name


# ── its questions


def local_questions(kind: str, profiles: Sequence[Profile]) -> Questions:
    """The questions of a kind of report with those of local requirements.

    A local question's id begins with its profile's. A question for a point comes before others, and is asked however
    much the aspect says already.
    """
    base = questions_of(kind)
    if not profiles:
        return base
    topics, found = dict(base.topics), list(base.questions)
    for profile in profiles:
        own = {question.id for question in profile.questions}
        names = {name: f"{profile.id}/{name}" for name in profile.topics}
        topics |= {names[name]: topic for name, topic in profile.topics.items()}
        for question in profile.questions:
            update = {
                "id": f"{profile.id}/{question.id}",
                "follows": {f"{profile.id}/{id}" if id in own else id: was for id, was in question.follows.items()},
                "said": tuple(names.get(said, said) for said in question.said),
                "at_most": f"{profile.id}/{question.at_most}" if question.at_most in own else question.at_most,
                "units": _ids(question.units),
            }
            found.append(question.model_copy(update=update))
        weights = {
            f"{profile.id}/{point.question}" if point.question in own else point.question: (
                _USUAL if profile.read(point) == "seen" else _ASKED
            )
            for point in profile.points
            if point.question
        }
        found = [
            question.model_copy(update={"weight": max(question.weight, weights[question.id]), "thin": 0})
            if question.id in weights
            else question
            for question in found
        ]
    return base.model_copy(update={"topics": topics, "questions": tuple(found)})


_ASKED, _USUAL = 90, 75
"""Weight of a question whose answer a document asks for, behind the tables' and what the law wants; and of one whose
answer stands in the place's reports."""


# ── how one is written


def profile_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file of local requirements; descriptions are in Chinese."""
    told = load_data(_HERE / "profile_keys.yaml")
    made = Profile.model_json_schema()
    for name, part in (("Profile", made), *made["$defs"].items()):
        part.pop("description", None)
        for key, value in part.get("properties", {}).items():
            value.pop("title", None)
            if key in told.get(name, {}):
                value["description"] = told[name][key]
    listed = {"type": "array", "items": {"type": "integer"}}
    years = made["properties"]["years"]
    made["properties"]["years"] = {"anyOf": [{"$ref": "#/$defs/Years"}, listed], "description": years["description"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "地方要求"}


# ── what is wrong in a file


def profile_faults(profile: Profile) -> Iterator[tuple[_Place, str]]:
    """What local requirements name that is not there, or is there twice; each with the keys that lead to it.

    Args:
        profile: as validated.
    """
    try:
        kind_of(profile.kind)
    except NianbaoError as error:
        yield ("kind",), str(error)
        return
    forms = editions(profile.kind)
    base = questions_of(profile.kind)
    names = known_names(forms)
    topics = {**base.topics, **profile.topics}
    whole = Questions(topics=topics, questions=(*base.questions, *profile.questions))
    before = len(base.questions)
    for place, said in question_faults(whole, forms):
        if place[0] == "topics" and place[1] in profile.topics:
            yield place, said
        elif place[0] == "questions" and int(place[1]) >= before:
            yield ("questions", int(place[1]) - before, *place[2:]), said
    for name in profile.topics.keys() & base.topics.keys():
        yield ("topics", name), f"话题“{name}”已经有了，请换一个名字"
    asked = [question.id for question in whole.questions]
    yield from _unit_faults((), profile.units)
    for at, question in enumerate(profile.questions):
        yield from _unit_faults(("questions", at), _ids(question.units))
    for at, point in enumerate(profile.points):
        place = ("points", at)
        if [item.id for item in profile.points].index(point.id) != at:
            yield (*place, "id"), f"要点的编号有重复：“{point.id}”"
        yield from _point_faults(place, point, names, topics)
        if point.question and point.question not in asked:
            yield (*place, "question"), unknown("问题", point.question, asked)
    for at, limit in enumerate(profile.limits):
        yield from _named(("limits", at, "section"), "部分", limit.section, names.sections)
        yield from _unit_faults(("limits", at), limit.units)
        if limit.most is None and limit.least is None:
            yield ("limits", at), "没有写字数：most（最多）或 least（最少）"
    for at, day in enumerate(profile.dates):
        yield from _unit_faults(("dates", at), day.units)
    for at, words in enumerate(profile.sentences):
        yield from _named(("sentences", at, "section"), "部分", words.section, [*names.sections, "preamble"])
        yield from _unit_faults(("sentences", at), words.units)
    for at, item in enumerate(profile.outline):
        yield from _named(("outline", at, "aspect"), "方面", item.aspect, names.aspects)


_Place = tuple[str | int, ...]


def _point_faults(place: _Place, point: Point, names: Names, topics: dict[str, Topic]) -> Iterator[tuple[_Place, str]]:
    yield from _named((*place, "aspect"), "方面", point.aspect, names.aspects)
    yield from _unit_faults(place, point.units)
    for said in point.said:
        if said.partition("/")[0] not in names.roles and said not in topics:
            yield (*place, "said"), unknown("口径或话题", said, [*names.roles, *topics])
    for wrong in guards_wrong(point.when):
        yield (*place, "when"), wrong
    for role in roles_in(point.when):
        yield from _named((*place, "when"), "口径", role, names.roles)


def _named(place: _Place, what: str, id: str, known: Iterable[str]) -> Iterator[tuple[_Place, str]]:
    if id not in known:
        yield place, unknown(what, id, known)


def _unit_faults(place: _Place, units: Iterable[str]) -> Iterator[tuple[_Place, str]]:
    for unit in units:
        yield from _named((*place, "units"), "机关类型", unit, _unit_kinds())
