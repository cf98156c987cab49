"""``questions.yaml`` of a kind as values: what a clerk is asked, when, and the sentence that each answer becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from nianbao.errors import FormError, nearest
from nianbao.kinds.form import Form
from nianbao.kinds.load import data_beside, editions, refused
from nianbao.kinds.roles import Roles, roles_of
from nianbao.kinds.tables import Data, Label
from nianbao.package_data import load_data
from nianbao.patterns import lazy

YES, NO = "是", "否"
Answered = Literal["yes_no", "number", "date", "name", "choice", "text", "list"]
_GUARD = lazy(
    r"\s*(last\.)?([a-z_]+(?:\.[a-z0-9_]+)+|[0-9]+)\s*(=|!=|<=|>=|<|>)\s*(last\.)?([a-z_]+(?:\.[a-z0-9_]+)+|[0-9]+)\s*"
)
_ID = lazy(r"[a-z][a-z0-9_]*")
_HERE = Path(__file__).parent
_FIELDS = ("cause", "measure", "owner", "deadline")


Guard = tuple[tuple[bool, str], str, tuple[bool, str]]
"""A comparison: left side, sign, right side; a side is whether it is last year's, and a role or a number."""


@lru_cache(maxsize=1)
def _unit_kinds() -> dict[str, str]:
    """Kinds of unit by what they are called, their ids too."""
    rows = load_data(_HERE.parent / "report" / "unit_kinds.yaml")["kinds"]
    return {row[key]: row["id"] for key in ("label", "id") for row in rows}


def _unit_ids(units: tuple[str, ...]) -> tuple[str, ...]:
    known = _unit_kinds()
    for unit in units:
        if unit not in known:
            raise ValueError(unknown("机关类型", unit, known))
    return tuple(known[unit] for unit in units)


UnitKinds = Annotated[tuple[Label, ...], AfterValidator(_unit_ids)]
"""Kinds of unit, written by id or as they are called (镇, 街道, 局)."""


def guards_of(when: Iterable[str]) -> list[Guard]:
    """Comparisons as values; those that are none are left out."""
    found = [match for guard in when if (match := _GUARD.fullmatch(guard))]
    return [((bool(match[1]), match[2]), match[3], (bool(match[4]), match[5])) for match in found]


def guards_wrong(when: Iterable[str]) -> Iterator[str]:
    """What of some conditions is no comparison, in Chinese."""
    for guard in when:
        if _GUARD.fullmatch(guard) is None:
            yield f"“{guard}”看不懂，条件写成“requests.new > 0”这样"


def roles_in(when: Iterable[str]) -> list[str]:
    """The roles that comparisons name."""
    return [side for left, _, right in guards_of(when) for _, side in (left, right) if not side.isdigit()]


class Topic(Data):
    """What notes may have said already, by the words for it.

    Attributes:
        families: of ``roles.yaml`` whose things it is about. words: further words for it.
        problems: whether a problem or its measure may have said it as well.
    """

    families: tuple[Label, ...] = ()
    words: tuple[Label, ...] = ()
    problems: bool = False


class Question(Data):
    """A question (追问).

    Attributes:
        id: stable; answers are kept by it. aspect: what its sentence is written under: an aspect's role or, where it is
            written without one, a section's.
        ask: in plain words; ``{problem}`` stands for the words of the problem that is meant.
        help: what an answer looks like, never what it should be.
        answer: its kind. measure: measure word of a number. choices: each with its sentence.
        says: the sentence of an answer, with ``{answer}``; of 是, where it is asked yes or no. none: of 0, 没有, 否.
            An empty one: that answer is kept, and nothing is written.
        units: kinds of unit that are asked; every one where empty. when: comparisons of roles, all of which must hold.
        said: roles (``training.held``, ``published.total/website`` for a part) or topics: not asked, and an answer not
            used, once a note says one of them.
        thin: asked only while the aspect has fewer sentences. follows: another question, and the answer it had to have
            (``some`` for a number above zero or any words, else 是, 否 or a choice).
        joins: whether its words are no sentence of their own, and are joined to the answer that it follows.
        about: roles that the answer depends on: when such a figure changes it is asked again, and not used until then.
        at_most: a role, or a question with a number, that the answer's figures together cannot exceed.
        cell: the role whose cell the answer fills, where the table leaves it empty.
        each: asked once for every problem that lacks ``field``; the answer becomes that field. makes: a new problem.
        item: the required item that it answers. blanks: ids of sentences in whose place a draft has 待填 without it.
        source: why it is asked. weight: the more, the earlier.
    """

    id: str
    aspect: Label = ""
    ask: Label
    help: Label = ""
    answer: Answered
    measure: Label = ""
    choices: dict[Label, Label] = Field(default_factory=dict)
    says: Label = ""
    none: Label = ""
    units: UnitKinds = ()
    when: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    thin: int = 0
    follows: dict[str, Label] = Field(default_factory=dict)
    joins: bool = False
    about: tuple[str, ...] = ()
    at_most: str = ""
    cell: str = ""
    each: Literal["", "problem"] = ""
    field: str = ""
    makes: Literal["", "problem"] = ""
    last: bool = False
    item: str = ""
    blanks: tuple[str, ...] = ()
    source: Label
    weight: int = 50

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for wrong in self._wrong():
            raise ValueError(wrong)
        return self

    def _wrong(self) -> Iterator[str]:
        if _ID.fullmatch(self.id) is None:
            yield f"“{self.id}”不能作编号，只能用小写字母、数字和下划线"
        if self.answer == "choice" and len(self.choices) < 2:
            yield f"“{self.id}”要在 choices 里写至少两个选项"
        if self.answer == "number" and not self.measure:
            yield f"“{self.id}”问的是数，要写 measure（量词）"
        if self.each and self.field not in _FIELDS:
            yield f"“{self.id}”逐个问题问，field 只能写：{'、'.join(_FIELDS)}"
        if not (self.each or self.makes or self.cell or self.says or self.none or self.choices):
            yield f"“{self.id}”没有写回答以后成为哪句话（says、none 或 choices）"
        if self.joins and not self.follows:
            yield f"“{self.id}”要接在别的回答后面（joins），没有写 follows"
        if not self.aspect and not (self.each or self.makes or self.cell):
            yield f"“{self.id}”没有写 aspect"
        if self.answer not in ("yes_no", "choice") and self.says and "{answer}" not in self.says:
            yield f"“{self.id}”的 says 里没有 {{answer}}，回答写不进去"
        yield from guards_wrong(self.when)

    @property
    def guards(self) -> list[Guard]:
        """``when`` as values."""
        return guards_of(self.when)

    @property
    def roles(self) -> tuple[str, ...]:
        """Every role that it names as a figure."""
        named = [role for role in (self.cell, self.at_most) if "." in role]
        return tuple(dict.fromkeys([*roles_in(self.when), *self.about, *named]))


class Questions(Data):
    """``questions.yaml`` of a kind.

    Attributes:
        topics: by name. enough: sentences below which an aspect is thin, and its questions come first.
    """

    topics: dict[Label, Topic] = Field(default_factory=dict)
    enough: int = 2
    questions: tuple[Question, ...] = ()


def questions_of(kind: str) -> Questions:
    """The questions of a kind of report; none where it has no ``questions.yaml``.

    Raises:
        FormError: the file is wrong, with its line.
    """
    found, path = data_beside(kind, "questions", Questions)
    ours = path is None or path.is_relative_to(_HERE)  # held by the tests
    if path is not None and not ours and (faults := list(question_faults(found, editions(kind)))):
        raise refused(path, faults)
    return found


class Names(NamedTuple):
    """What questions may name: roles, families of roles, aspects and sections by their roles, required items."""

    roles: frozenset[str]
    families: frozenset[str]
    aspects: frozenset[str]
    sections: frozenset[str]
    items: frozenset[str]


def known_names(forms: Iterable[Form]) -> Names:
    """What the editions of a kind have by name; an aspect may be a section that has none."""
    forms = list(forms)
    roles = [_roles(form) for form in forms]
    sections = frozenset(item.known_as for form in forms for item in form.sections)
    return Names(
        roles=frozenset(role for one in roles for role in one.by_id),
        families=frozenset(family for one in roles for family in one.family),
        aspects=sections | {item.known_as for form in forms for item in form.aspects},
        sections=sections,
        items=frozenset(item.id for form in forms for item in form.required),
    )


def question_faults(found: Questions, forms: Iterable[Form]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What questions name that is not there, or is there twice; each with the keys that lead to it."""
    names = known_names(forms)
    ids = [question.id for question in found.questions]
    for name, topic in found.topics.items():
        for family in topic.families:
            if family not in names.families:
                yield ("topics", name, "families"), unknown("事项", family, names.families)
    for at, question in enumerate(found.questions):
        place = ("questions", at)
        if ids.index(question.id) != at:
            yield (*place, "id"), f"问题的编号有重复：“{question.id}”"
        if question.aspect and question.aspect not in names.aspects:
            yield (*place, "aspect"), unknown("方面", question.aspect, names.aspects)
        for role in question.roles:
            if role not in names.roles:
                yield (*place, "when" if role not in question.about else "about"), unknown("口径", role, names.roles)
        for said in question.said:
            if said.partition("/")[0] not in names.roles and said not in found.topics:
                yield (*place, "said"), unknown("口径或话题", said, [*names.roles, *found.topics])
        for id in question.follows:
            if id not in ids[:at]:
                yield (*place, "follows"), unknown("（前面的）问题", id, ids[:at])
        if question.at_most and "." not in question.at_most and question.at_most not in ids[:at]:
            yield (*place, "at_most"), unknown("（前面的）问题", question.at_most, ids[:at])
        if question.item and question.item not in names.items:
            yield (*place, "item"), unknown("法定事项", question.item, names.items)


def _roles(form: Form) -> Roles:
    try:
        return roles_of(form)
    except FormError:  # told where the edition is loaded
        return Roles(families=(), dimensions=(), roles=())


def unknown(what: str, id: str, known: Iterable[str]) -> str:
    """That a name is not known, with the nearest that is."""
    near = nearest(id, sorted(known))
    return f"没有“{id}”这个{what}" + (f"，{near}" if near else "")
