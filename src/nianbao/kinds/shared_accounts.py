"""Accounts that several editions share, put into an edition's own ids, and whose fault a fault in them is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from nianbao.kinds.form import Form
from nianbao.kinds.statements import Accounts
from nianbao.patterns import lazy

if TYPE_CHECKING:
    from nianbao.kinds.faults import Fault


_PLACES = frozenset({"section", "aspect"})
_NAME = lazy(r"(?<![\w.])[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)+(?![\w.])")


def with_accounts(form: Form, shared: Accounts) -> tuple[Form, list[tuple[bool, int]]]:
    """An edition with the accounts that it shares, after its own; one of its own by the same id stands in their place.

    Returns:
        The edition; and of each of its statements whether it is a shared one, and its number where it comes from.
    """
    named = _in_ids_of(form, shared)
    own: dict[str, list[int]] = {}
    for at, item in enumerate(form.statements):
        own.setdefault(item.id, []).append(at)
    known = {item.id for item in named.statements}
    origins = [(False, at) for at, item in enumerate(form.statements) if item.id not in known]
    for at, item in enumerate(named.statements):
        origins += [(False, mine) for mine in own[item.id]] if item.id in own else [(True, at)]
    statements = tuple((named if theirs else form).statements[at] for theirs, at in origins)
    told = {"detail": form.detail or named.detail, "matters": form.matters or named.matters}
    return form.model_copy(update={"statements": statements, **told}), origins


def told_apart(
    faults: list[Fault], origins: list[tuple[bool, int]], own_file: Form, by: str
) -> tuple[list[Fault], list[Fault]]:
    """The faults of an edition's own file and those of the accounts that it shares, each with its place there.

    Args:
        faults: of the edition with them. origins: as ``with_accounts`` gave them.
        own_file: the edition without them. by: the name of its file.
    """
    own: list[Fault] = []
    others: list[Fault] = []
    shared = {key for key, said in (("matters", own_file.matters), ("detail", own_file.detail)) if not said}
    for place, said in faults:
        key, at = place[0], place[1] if len(place) > 1 else None
        if key == "statements" and isinstance(at, int):
            theirs, number = origins[at]
            how = f"（{by} 用了这一条：在那里的 statements 写一条 id 相同的，就代替它）" if theirs else ""
            (others if theirs else own).append(((key, number, *place[2:]), said + how))
        else:
            (others if key in shared else own).append((place, said))
    return own, others


def _in_ids_of(form: Form, shared: Accounts) -> Accounts:
    """Shared accounts name figures, sections and aspects as rules do, by role; here by an edition's ids."""
    places = {item.known_as: item.id for item in form.sections} | {item.known_as: item.id for item in form.aspects}
    if all(name == id for named in (form.figures, places) for name, id in named.items()):
        return shared
    data: dict[str, Any] = _called(shared.model_dump(exclude_unset=True), form.figures)
    for statement in data.get("statements", ()):
        statement |= {key: places.get(statement[key], statement[key]) for key in _PLACES & statement.keys()}
    return Accounts.model_validate(data)


def _called(value: Any, figures: Mapping[str, str]) -> Any:
    """Plain data with an edition's ids in place of the roles of figures."""
    if isinstance(value, dict):
        return {_called(key, figures): _called(item, figures) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_called(item, figures) for item in value]
    return _NAME.sub(lambda found: _own(found[0], figures), value) if isinstance(value, str) else value


def _own(name: str, figures: Mapping[str, str]) -> str:
    """A name with what stands before and behind the figure in it: ``last.…``, ``….growth``."""
    words = name.split(".")
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            own = figures.get(".".join(words[start:end]))
            if own is not None:
                return ".".join((*words[:start], own, *words[end:]))
    return name
