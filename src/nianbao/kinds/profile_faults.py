"""What is wrong in a file of local requirements, each with the keys that lead to it, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.errors import NianbaoError
from nianbao.kinds.faults import Fault
from nianbao.kinds.load import editions, kind_of
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
