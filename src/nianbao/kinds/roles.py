"""Roles (口径): what a figure of a report counts, how prose calls it, and which cells hold it in each edition."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from nianbao.errors import FormError, nearest
from nianbao.kinds.tables import Data
from nianbao.package_data import load_data

if TYPE_CHECKING:
    from nianbao.kinds.form import Form


class UnboundRole(FormError):
    """A role that an edition does not bind, or binds to what is no figure of it.

    Attributes:
        place: keys that lead to what is at fault in the edition's file.
    """

    def __init__(self, place: tuple[str | int, ...], what: str) -> None:
        self.place = place
        super().__init__(what)


_TOLD = 3
"""Unbound roles that are named."""

ROLES = Path(__file__).parent / "disclosure" / "roles.yaml"


class SaidAs(Data):
    """A way of calling a role in prose: words with gaps.

    Attributes:
        say: words; ``~`` is a gap of some characters, ``a|b`` either, ``#`` where the figure stands,
            ``<family>`` any word for the family's thing, ``<last>`` last year, ``<next>`` next year.
        within: the family that the words must be about (``in`` in the file); empty where they say it themselves.
        alone: whether the words are so much its own that they need only not be about anything else.
        anywhere: whether they are its own whatever is spoken of.
        strict: whether they mean nothing that the role's ``also`` allows.
        weak: whether any other wording in the same clause is preferred.
        listed: whether it only counts inside a list of parts (``list`` in the file).
        not_in: words beside which it is something else. readings: other roles it may mean (``or`` in the file).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    say: str
    within: str = Field(default="", alias="in")
    alone: bool = False
    anywhere: bool = False
    strict: bool = False
    weak: bool = False
    listed: bool = Field(default=False, alias="list")
    not_in: tuple[str, ...] = ()
    readings: tuple[str, ...] = Field(default=(), alias="or")

    @field_validator("say")
    @classmethod
    def _spelt_out(cls, say: str) -> str:
        return " ".join("|".join(_choices(piece)) for piece in say.split())


def _said(value: object) -> object:
    if not isinstance(value, list | tuple):
        return value
    return [{"say": item} if isinstance(item, str) else item for item in value]


def _spelt(value: object) -> object:
    """Words written with choices, each spelt out: 复议(后|后又)(起诉|诉讼) is four words."""
    if not isinstance(value, list | tuple):
        return value
    return list(dict.fromkeys(word for item in value for word in _choices(str(item))))


def _choices(item: str) -> list[str]:
    before, opened, rest = item.partition("(")
    if not opened:
        return [item]
    inside, _, after = rest.partition(")")
    return [before + choice + end for choice in inside.split("|") for end in _choices(after)]


class Role(Data):
    """What is counted (口径).

    Attributes:
        id: ``requests.new``; rules name this and never a cell.
        family: the thing it is about. name: how a message calls it.
        cells: the fact that holds it, ``{applicant}`` where it has a column for each kind of applicant; empty for what
            every report says and no table holds.
        sum_of: roles it is the sum of; used where an edition has no group of its own for it.
        group: the list of parts it belongs to (``results``, ``deny``); within: the role it is a part of.
        parts: ways in which it is divided: a dimension's id, ``results``, ``members``, ``subject``.
        also: sums of roles that offices mean by the same words, with the reason in ``also_why``.
        rest: the role of what is left where this is not all. whole: sums of roles of which it can be all or a share.
        signed: whether its figure is a change, which is never told as a count.
        own_list: whether what is told as its parts is told of it alone: 清理20件，其中废止2件.
        of: the role whose rate it is. rate: whether it is a rate of all there was to deal with.
        measures: measure words that its figure may have. source: where its wordings were met.
    """

    id: str
    family: str
    name: str
    cells: str = ""
    sum_of: tuple[str, ...] = ()
    group: str = ""
    within: str = ""
    parts: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    also_why: str = ""
    rest: str = ""
    whole: tuple[tuple[str, ...], ...] = ()
    own_list: bool = False
    signed: bool = False
    of: str = ""
    rate: bool = False
    measures: tuple[str, ...] = ()
    source: str
    said_as: Annotated[tuple[SaidAs, ...], BeforeValidator(_said)] = ()

    @property
    def held(self) -> bool:
        """Whether an edition has a figure for it, unless it says that it has none."""
        return bool(self.cells or self.sum_of)


class Family(Data):
    """A kind of thing that reports count.

    Attributes:
        objects: words for it; a choice of parts is written 复议(后|后又)(起诉|诉讼). about: words that say that it is
            spoken of. nothing: words that only look like it.
        aspect, section: where it is spoken of without being named.
    """

    id: str
    name: str
    objects: Annotated[tuple[str, ...], BeforeValidator(_spelt)]
    about: tuple[str, ...] = ()
    nothing: tuple[str, ...] = ()
    aspect: str = ""
    section: str = ""


class Part(Data):
    """A part of a dimension: one kind of applicant, one channel; ``sum`` where it is several columns together."""

    id: str
    name: str
    said_as: tuple[str, ...]
    sum: tuple[str, ...] = ()


class Dimension(Data):
    """A way of dividing a role: by applicant, by channel."""

    id: str
    name: str
    of: tuple[str, ...]
    source: str
    total: str = ""
    values: tuple[Part, ...]


class Roles(Data):
    """The roles of a kind of report, and where an edition holds their figures.

    Attributes:
        edition: that they are bound to; empty while they are not.
        bound: role → pattern of the fact that holds it (``requests.new.{applicant}``).
        figures: names of facts in patterns → the edition's ids, where it calls blocks, rows or columns otherwise.
    """

    families: tuple[Family, ...]
    dimensions: tuple[Dimension, ...]
    roles: tuple[Role, ...]
    edition: str = ""
    bound: dict[str, str] = Field(default_factory=dict)
    figures: dict[str, str] = Field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Role]:
        """Every role by id."""
        return {role.id: role for role in self.roles}

    @cached_property
    def family(self) -> dict[str, Family]:
        """Every family by id."""
        return {family.id: family for family in self.families}

    @cached_property
    def dimension(self) -> dict[str, Dimension]:
        """Every dimension by id."""
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def parts(self) -> dict[str, dict[str, Part]]:
        """The parts of every dimension, by id."""
        return {item.id: {part.id: part for part in item.values} for item in self.dimensions}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The kinds of applicant that are columns of the table."""
        applicant = self.dimension.get("applicant")
        return tuple(part.id for part in applicant.values if not part.sum) if applicant is not None else ()

    def facts(self, role: str, applicant: str = "") -> tuple[str, ...]:
        """The facts whose sum is a role's figure; none where the edition does not hold it.

        Args:
            role: its id. applicant: a part of the dimension; empty for all.
        """
        pattern = self.bound.get(role)
        known = self.by_id.get(role)
        whole = pattern is not None and "{applicant}" not in pattern  # a cell of all, beside its parts by applicant
        if pattern is None or (applicant and whole and known is not None and known.sum_of):
            if known is None or not known.sum_of:
                return ()
            found = [self.facts(part, applicant) for part in known.sum_of]
            return tuple(fact for facts in found for fact in facts) if all(found) else ()
        if "{applicant}" not in pattern:
            return () if applicant else (self._id(pattern),)
        dimension = self.dimension["applicant"]
        if not applicant:
            return (self._id(pattern.replace("{applicant}", dimension.total)),)
        part = self.parts["applicant"].get(applicant)
        if part is None:
            return ()
        return tuple(self._id(pattern.replace("{applicant}", column)) for column in (part.sum or (part.id,)))

    def _id(self, fact: str) -> str:
        return self.figures.get(fact, fact)


@lru_cache(maxsize=8)
def load_roles(path: Path = ROLES) -> Roles:
    """The roles of a kind, bound to no edition.

    Raises:
        FormError: the file cannot be read or names what does not exist, with every line at fault.
    """
    from nianbao.kinds.faults import explained, unreadable, validation_faults

    try:
        roles = Roles.model_validate(load_data(path))
    except ValidationError as error:
        raise FormError("\n".join(explained(path, validation_faults(error)))) from error
    except ValueError as error:
        raise FormError(unreadable(path, error)) from error
    at = {role.id: number for number, role in enumerate(roles.roles)}
    lost = [(what, id) for what, id, known in _named(roles) if id not in known]
    if lost:
        told = ((("roles", at[what]), f"口径“{what}”提到的“{id}”不存在") for what, id in lost)
        raise FormError("\n".join(explained(path, told)))
    return roles


def _named(roles: Roles) -> list[tuple[str, str, Any]]:
    """Every id that a role names: the role's own, what it names, and what there is."""
    found: list[tuple[str, str, Any]] = []
    for role in roles.roles:
        found.append((role.id, role.family, roles.family))
        found += [
            (role.id, id, roles.by_id)
            for id in (*role.sum_of, *(id for ids in (*role.also, *role.whole) for id in ids))
        ]
        found += [(role.id, id, roles.by_id) for id in (role.within, role.of, role.rest) if id]
        found += [(role.id, id, roles.by_id) for said in role.said_as for id in said.readings]
        found += [(role.id, said.within, roles.family) for said in role.said_as if said.within]
    return found


def roles_of(form: Form) -> Roles:
    """The roles of a form's kind, bound to its cells.

    An edition that calls its cells otherwise says so itself: ``roles: {requests.new: "asked.new.{applicant}"}``, and
    ``roles: {handling_fee.notices: null}`` for what it does not have.

    Raises:
        UnboundRole: the edition leaves a role unbound and does not say that it lacks it; or binds one to what is no
            figure of it, or that does not exist.
    """
    held = _BOUND.get((form.edition, id(form)))
    if held is not None and held[0] is form:
        return held[1]
    if len(_BOUND) >= _MOST:
        _BOUND.clear()
    made = _bind(form, ROLES if form.folder is None else form.folder / ROLES.name)
    _BOUND[form.edition, id(form)] = (form, made)
    return made


_BOUND: dict[tuple[str, int], tuple[Form, Roles]] = {}
_MOST = 16


def _bind(form: Form, path: Path) -> Roles:
    if not path.exists() and not path.with_suffix(".json").exists():
        return Roles(families=(), dimensions=(), roles=(), edition=form.edition)
    roles = load_roles(path)
    given = form.roles
    for id in given:
        if id not in roles.by_id:
            near = nearest(id, roles.by_id)
            raise UnboundRole(("roles", id), f"没有“{id}”这个口径" + (f"，{near}" if near else ""))
    facts = {*form.figures, *form.cells}
    columns = (*roles.columns, roles.dimension["applicant"].total)
    bound: dict[str, str] = {}
    for role in roles.roles:
        if role.id in given:
            pattern = given[role.id]
            if pattern is None:
                continue
        elif role.cells:
            pattern = role.cells
        else:
            continue
        wanted = [pattern.replace("{applicant}", column) for column in columns]
        if all(fact in facts for fact in wanted):
            bound[role.id] = pattern
        elif role.id in given:
            lacking = next(fact for fact in wanted if fact not in facts)
            what = f"口径“{role.name}”（{role.id}）指向的“{lacking}”不是这个格式的数"
            raise UnboundRole(("roles", role.id), what)
    renamed = {name: id for name, id in form.figures.items() if name != id}
    made = roles.model_copy(update={"edition": form.edition, "bound": bound, "figures": renamed})
    lost = [
        f"“{role.name}”（{role.id}）"
        for role in roles.roles
        if role.held and given.get(role.id, "") is not None and not made.facts(role.id)
    ]
    if lost:
        what = f"口径{'、'.join(lost[:_TOLD])}{'等' if len(lost) > _TOLD else ''}没有对应的数"
        raise UnboundRole(
            ("tables",),
            f"{what}：改了区块、行、列的 id 的，在那里写 role；或在 roles 中写明是哪一格，没有这个数的写 null",
        )
    return made
