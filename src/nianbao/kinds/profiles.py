"""Local requirements (地方要求) found: by name, by file, by a unit's place and year; their questions, their schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nianbao.errors import FormError, NianbaoError, nearest
from nianbao.kinds.faults import Fault
from nianbao.kinds.kind import Kind
from nianbao.kinds.load import data_file, data_files, data_naming, editions, file_stamp, kind_of, refused
from nianbao.kinds.profile import Point, Profile
from nianbao.kinds.questions import (
    Names,
    Questions,
    Topic,
    guards_wrong,
    known_names,
    question_faults,
    questions_of,
    roles_in,
    unknown,
)
from nianbao.package_data import load_data

Place = tuple[str | int, ...]


def profile_faults(profile: Profile) -> Iterator[Fault]:
    """What local requirements name that is not there, or is there twice; each with the keys that lead to it."""
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
    for at, point in enumerate(profile.points):
        place = ("points", at)
        if [item.id for item in profile.points].index(point.id) != at:
            yield (*place, "id"), f"要点的编号有重复：“{point.id}”"
        yield from _point_faults(place, point, names, topics)
        if point.question and point.question not in asked:
            yield (*place, "question"), unknown("问题", point.question, asked)
    for at, limit in enumerate(profile.limits):
        yield from _named(("limits", at, "section"), "部分", limit.section, names.sections)
        if limit.most is None and limit.least is None:
            yield ("limits", at), "没有写字数：most（最多）或 least（最少）"
    for at, words in enumerate(profile.sentences):
        yield from _named(("sentences", at, "section"), "部分", words.section, [*names.sections, "preamble"])
    for at, item in enumerate(profile.outline):
        yield from _named(("outline", at, "aspect"), "方面", item.aspect, names.aspects)


def _point_faults(place: Place, point: Point, names: Names, topics: dict[str, Topic]) -> Iterator[Fault]:
    yield from _named((*place, "aspect"), "方面", point.aspect, names.aspects)
    for said in point.said:
        if said.partition("/")[0] not in names.roles and said not in topics:
            yield (*place, "said"), unknown("口径或话题", said, [*names.roles, *topics])
    for wrong in guards_wrong(point.when):
        yield (*place, "when"), wrong
    for role in roles_in(point.when):
        yield from _named((*place, "when"), "口径", role, names.roles)


def _named(place: Place, what: str, id: str, known: Iterable[str]) -> Iterator[Fault]:
    if id not in known:
        yield place, unknown(what, id, known)


if TYPE_CHECKING:
    from nianbao.kinds.faults import Fault


NONE = "无"
"""What is written in place of a name where no local requirement is wanted."""
_NONE = (NONE, "不用", "没有", "none")
FOLDER = "profiles"
"""Of a kind's folder: a file for each."""
_HERE = Path(__file__).parent


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
def _faults(path: Path, stamp: int, kind: str) -> tuple[Fault, ...]:  # noqa: ARG001 (a changed file)
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
    """The local requirements that a unit's name and its superiors lead to."""
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
