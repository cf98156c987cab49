"""Groups of things held against the form: whether any row and column that their words allow has as many.

Every reading that the words allow is tried (each row named, the kinds of applicant together, what came in and what was
dealt with); only where none has as many things as are told is it a misfit. A part is never more than its cell, so a
channel, a month or a subject that the words also name makes no misfit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.claims.groups_told import Group, Named, Whose
from nianbao.facts import FactBook, figure
from nianbao.kinds.roles import Role, Roles

_ANY = ("requests.new", "requests.total", "requests.due", "requests.done")
_STAGES = ("requests.new", "requests.handled", "requests.done", "requests.due")
"""Rows that every application stands in one way or another: named beside another row, they say nothing more."""
_OPEN = ("requests.open", "requests.partial", "requests.opened")
_CAME_IN = ("requests.new", "requests.due")
_MOST = 3
"""Other cells of the row that a message names."""


class Misfit(NamedTuple):
    """What is said of a group that the form has not.

    Attributes:
        start, end: the words. said, known: in Chinese. facts: ids of the cells.
        of_another_year: whether a figure is right of another year than it is told of.
    """

    start: int
    end: int
    said: str
    known: str
    facts: tuple[str, ...] = ()
    of_another_year: bool = False


class _Cells:
    """The form's cells by row and column."""

    def __init__(self, book: FactBook, roles: Roles) -> None:
        self.book, self.roles = book, roles

    def value(self, role: str, parts: Iterable[str] = ()) -> Decimal | None:
        """A row's figure, or the sum of some of its columns; None where one is not known."""
        total = Decimal(0)
        for part in parts or ("",):
            facts = self.roles.facts(role, part)
            if not facts:
                return None
            for fact in facts:
                value = self.book.value(fact)
                if value is None:
                    return None
                total += value
        return total

    def readings(self, role: str, parts: Iterable[str] = (), *, strict: bool = False) -> list[Decimal]:
        """A row's figure as its words may be meant: new alone, or with what was carried in."""
        parts = tuple(parts)
        known = self.roles.by_id[role]
        found = [self.value(role, parts)]
        for reading in known.also if not strict else ():
            several = [self.value(one, parts) for one in reading]
            found.append(None if None in several else sum((item for item in several if item is not None), Decimal(0)))
        return [item for item in found if item is not None]


def misfits(groups: list[list[Group]], book: FactBook, roles: Roles) -> Iterator[Misfit]:
    """What is said of groups that no reading of the form has."""
    cells = _Cells(book, roles)
    for sentence in groups:
        for group in sentence:
            found = _of_whom(group, cells) or _of_another_result(group, cells) or _too_many(group, cells)
            if found is not None:
                yield found


def _rows(group: Group, roles: Roles) -> list[str]:
    """The rows that a group may be of, the narrowest that its words name; of its head where it names none."""
    named = [item for item in group.rows if item.label]
    loose = [item for item in group.rows if not item.label]
    by_id = roles.by_id
    results = {item.role for item in named if by_id[item.role].group in ("results", "opened")}
    kept = [
        item.role
        for item in named
        if item.role not in _STAGES and not (results and by_id[item.role].within and _apart(item.role, results, roles))
    ]
    kept = [role for role in kept if not any(by_id[other].within == role for other in kept)]
    if kept:
        more = [item.role for item in loose if by_id[item.role].within in kept]
        return list(dict.fromkeys([*kept, *more]))
    if loose:
        return list(dict.fromkeys(item.role for item in loose))
    stages = [item.role for item in named if item.role in _STAGES]
    if stages:
        return list(dict.fromkeys(stages))
    if group.head is not None and (above := _rows(group.head, roles)):
        return above
    return []


def _apart(role: str, results: set[str], roles: Roles) -> bool:
    """Whether a reason belongs to none of the results named: 因涉及第三方权益，部分公开."""
    return roles.by_id[role].within not in results


def _whole(roles: Roles) -> tuple[str, ...]:
    """The rows that hold all applications."""
    return tuple(role for role in _ANY if role in roles.by_id)


def _of_whom(group: Group, cells: _Cells) -> Misfit | None:
    """That a group is of a kind of applicant of which the form has fewer: 结转的1件由商业企业提出."""
    roles = cells.roles
    rows = _rows(group, roles)
    of = group.claim.part_of if group.claim is not None else None
    if rows and of is not None and group.head is not None and of.start != group.head.start:
        rows = [*rows, *of.roles]  # 新收28件，另有结转2件，其中企业3件: of which of them?
    for whose in group.whose:
        if "natural" in whose.parts and ("organisations" in whose.parts or len(whose.parts) > 3):
            continue  # 公民、法人和其他组织: everybody
        if whose.more:
            continue
        if "organisations" in whose.parts and len(whose.parts) > 1:
            whose = whose._replace(each=False, parts=("organisations",))
        strict = any(item.strict for item in group.rows)
        ways = [(part,) for part in whose.parts] if whose.either else [whose.parts]
        tried = [
            value for row in rows or _whole(roles) for way in ways for value in cells.readings(row, way, strict=strict)
        ]
        if not tried:
            continue
        lacking = _lacking(rows or list(_whole(roles)), whose, cells)
        enough = any(group.value <= value for value in tried)
        if enough and not lacking:
            continue
        if group.claim is not None and group.claim.applicant and group.claim.sure and enough:
            continue
        row = (rows or ["requests.new"])[0]
        return _told(group, whose, row, cells, lacking if enough else ())
    return None


def _lacking(rows: list[str], whose: Whose, cells: _Cells) -> tuple[str, ...]:
    """The kinds of applicant, of several of which each is meant, that no row has at all."""
    if not whose.each or len(whose.parts) < 2:
        return ()
    return tuple(
        part
        for part in whose.parts
        if (found := [v for row in rows for v in cells.readings(row, (part,))]) and not any(found)
    )


def _told(group: Group, whose: Whose, row: str, cells: _Cells, lacking: tuple[str, ...]) -> Misfit:
    roles = cells.roles
    applicants = roles.parts["applicant"]
    parts = lacking or whose.parts
    names = "、".join(applicants[part].name for part in parts)
    role = roles.by_id[row]
    far = [item for item in group.rows[group.own :] if item.role == row]
    start = min(group.start, whose.start)
    end = max([group.end, whose.end, *(item.end for item in far[:1])])
    how = "里有" if lacking else "是"
    said = f"“{role.name}”{group.text}{how}{names}提出的"
    value = cells.value(row, parts)
    known = f"表格“{role.name}”一行{names}{'一格' if len(parts) == 1 else '共'}是{figure(value or Decimal(0))}"
    others = [
        f"{applicants[part].name}{figure(count)}"
        for part in roles.columns
        if part not in parts and (count := cells.value(row, (part,)))
    ]
    if others:
        known += f"，{'、'.join(others[:_MOST])}" + ("等" if len(others) > _MOST else "")
    facts = tuple(fact for part in parts for fact in roles.facts(row, part))
    return Misfit(start, end, said, known, facts)


def told_otherwise(role: str, group: Group, roles: Roles) -> bool:
    """Whether a reason that the grammar gave a figure is only why another result was told: 涉及第三方权益，部分公开."""
    known = roles.by_id[role]
    if not _reason(known, roles):
        return False
    results = {item.role for item in group.rows if item.label and _result(roles.by_id[item.role])}
    return known.within not in results if results else not _told_why(group, role)


def _of_another_result(group: Group, cells: _Cells) -> Misfit | None:
    """That things with one reason of the form are told as decided in another way: 逾期不补正的1件列入不予处理."""
    roles = cells.roles
    by_id = roles.by_id
    target = next((item for item in reversed(group.rows) if item.formal and _result(by_id[item.role])), None)
    if target is None:
        target = _counted_as(group, cells)
    elif target.role in _OPEN:
        return None
    if target is None:
        return None
    causes = [item for item in group.rows if item is not target and _cause(item, by_id)]
    summed = group.claim
    if not causes and summed is not None and summed.sure and len(summed.roles) > 1:
        told = (Named(group.start, group.end, role, False, True) for role in summed.roles)
        causes = [item for item in told if _cause(item, by_id)]  # 信访14件、重复申请5件，共19件，按不予公开答复
    if not causes or any(_group_of(item.role, by_id) == target.role or item.role == target.role for item in causes):
        return None
    groups = {_group_of(item.role, by_id) for item in causes}
    if len(groups) > 1:
        return None
    cause = causes[0]
    has = sum((cells.value(role) or Decimal(0) for role in {item.role for item in causes}), Decimal(0))
    if has < group.value:
        return None  # the words are of something else than the row
    there = cells.value(target.role)
    plain = by_id[cause.role].group == "results"
    if plain and (there is None or group.value <= there):
        return None
    of = by_id[_group_of(cause.role, by_id)].name
    start, end = min(group.start, cause.start, target.start), max(group.end, cause.end, target.end)
    name = by_id[cause.role].name
    said = f"“{name}”的{group.text}算作“{by_id[target.role].name}”"
    known = f"表格“{by_id[target.role].name}”是{figure(there or Decimal(0))}，“{name}”是{figure(has)}"
    if of != name:
        known = f"表格里“{name}”属于“{of}”，是{figure(has)}"
    return Misfit(start, end, said, known, roles.facts(cause.role))


def _counted_as(group: Group, cells: _Cells) -> Named | None:
    """The result right before a figure that is not its, but just the reason's named before: 没有现成信息予以公开2件."""
    by_id = cells.roles.by_id
    results = [item for item in group.rows[: group.own] if item.label and item.end == group.start]
    target = next((item for item in results if _result(by_id[item.role])), None)
    causes = [item for item in group.rows[: group.own] if item is not target and _cause(item, by_id)]
    if target is None or len(causes) != 1 or cells.value(target.role) == group.value:
        return None
    return target if cells.value(causes[0].role) == group.value else None


def _decided_as(group: Group, cells: _Cells) -> Misfit | None:
    """That more things are told as decided for a reason than its row has: 另有1件需要汇总，按申请内容不明确答复."""
    roles, by_id = cells.roles, cells.roles.by_id
    formal = [item for item in group.rows if item.formal and item.label]
    reasons = [item for item in formal if _reason(by_id[item.role], roles)]
    results = {item.role for item in formal if _result(by_id[item.role])}
    if len(reasons) != 1 or (results and by_id[reasons[0].role].within not in results):
        return None
    others = (by_id[item.role] for item in group.rows if item.label)
    if any(role.group in ("results", "opened") and role.id != by_id[reasons[0].role].within for role in others):
        return None  # 或公开、或部分公开、或告知不掌握
    row = reasons[0]
    rows = (item for item in group.rows if item.label and item.role != row.role and _reason(by_id[item.role], roles))
    if any(item.start - row.end <= 1 and row.start - item.end <= 1 for item in rows):
        return None  # 3件是重复申请和大量反复申请: they together
    known = cells.value(row.role)
    if known is None or group.value <= known or (group.claim is not None and row.role in group.claim.roles):
        return None
    name = by_id[row.role].name
    start, end = min(group.start, row.start), max(group.end, row.end)
    return Misfit(start, end, f"“{name}”{group.text}", f"表格“{name}”是{figure(known)}", roles.facts(row.role))


def _result(role: Role) -> bool:
    return role.group == "results" and bool(role.cells)


def _cause(item: Named, by_id: dict[str, Role]) -> bool:
    role = by_id[item.role]
    return bool(role.within and by_id[role.within].group == "results") or (
        role.group == "results" and item.role == "requests.partial"
    )


def _group_of(role: str, by_id: dict[str, Role]) -> str:
    return by_id[role].within or role


def _reason(role: Role, roles: Roles) -> bool:
    """Whether a row is one reason of a result: 逾期不补正."""
    return bool(role.cells and role.within) and roles.by_id[role.within].group == "results"


def _left_or_brought(group: Group, rows: list[str]) -> bool:
    """Whether a group is only told as carried in, or out: 7件没有办完，结转下年度."""
    if (group.claim is not None and group.claim.sure) or any(item.role in _CAME_IN for item in group.rows[: group.own]):
        return False
    return rows == ["requests.carry_out"] or (rows == ["requests.carry_in"] and group.own > 0)


def _told_why(group: Group, row: str) -> bool:
    """Whether a reason's words are surely one: named beside its result, or a step of the handling (逾期不补正)."""
    of = row[: row.rindex("y") + 1] if row.startswith("requests.deny") else ""
    if not of:
        return True
    above = group.head.rows if group.head is not None else []
    return any(item.role == of for item in (*group.rows, *above))


def _too_many(group: Group, cells: _Cells) -> Misfit | None:
    """That there are more things than the reasons which their words name have, where the grammar found none."""
    roles = cells.roles
    rows = _rows(group, roles)
    if (decided := _decided_as(group, cells)) is not None:
        return decided
    carried = _left_or_brought(group, rows)
    narrow = carried or all(_reason(roles.by_id[row], roles) and _told_why(group, row) for row in rows)
    why = {roles.by_id[row].within for row in rows if roles.by_id[row].within}
    told = group.own or carried or any(item.role in why for item in group.rows)  # 因内部事务不予公开
    if not rows or not narrow or not (group.rows and told):
        return None
    if group.claim is not None and group.claim.sure and set(rows) & set(group.claim.roles):
        return None  # the grammar's
    known = [(row, value) for row in rows if (value := cells.value(row)) is not None]
    if not known or group.value <= sum((value for _, value in known), Decimal(0)):
        return None
    row, value = known[-1]
    words = [item for item in group.rows if item.role == row] or group.rows
    start, end = min(group.start, words[0].start), max(group.end, words[0].end)
    name = roles.by_id[row].name
    return Misfit(start, end, f"“{name}”{group.text}", f"表格“{name}”是{figure(value)}", roles.facts(row))
