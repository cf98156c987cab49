"""Statements without a figure held against the cells of a report."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from nianbao.claims.form_statement import Cells, Sense, Statement
from nianbao.facts import FactBook, figure
from nianbao.facts.rounding import rounded
from nianbao.kinds.roles import Roles

_LEVEL = Decimal("0.05")
"""The share by which two figures may differ and still be called level."""
_HUNDRED = Decimal(100)
_PLACES = ("", "一", "二", "三", "四")
_WAYS = {"up": "比上年增加", "down": "比上年减少", "same": "与上年持平"}


class Judged(NamedTuple):
    """What the cells say of a statement.

    Attributes:
        holds: whether one of its senses holds; None where the cells do not tell. said: what it says, in Chinese.
        known: what the cells have. roles: whose cells they are.
    """

    holds: bool | None
    said: str
    known: str
    roles: tuple[str, ...]


def against_form(statement: Statement, book: FactBook, roles: Roles) -> Judged | None:
    """A statement held against the cells, in each of its senses.

    Returns:
        None where it is of nothing that the tables hold. It holds where one sense does; it does not where every sense
        that can be judged does not.
    """
    if statement.year == "other":
        return None
    found = [_judged(sense, statement, book, roles) for sense in statement.senses]
    judged = [item for item in found if item is not None and item.holds is not None]
    return next((item for item in judged if item.holds), judged[0] if judged else None)


def value(cells: Cells, book: FactBook, roles: Roles, *, last: bool = False) -> Decimal | None:
    """The sum of some cells; None where one is not held or not filled in."""
    total = Decimal(0)
    facts = dict.fromkeys(
        fact
        for role in cells.roles
        for part in (cells.applicants or ("",))
        for fact in (roles.facts(role, part) or ("",))
    )
    for fact in facts:
        known = book.value(f"last.{fact}" if last else fact) if fact else None
        if known is None:
            return None
        total += known
    return total if facts else None


def called(cells: Cells, roles: Roles) -> str:
    """How a message calls some cells: 新收政府信息公开申请（自然人）."""
    name = "、".join(roles.by_id[role].name for role in cells.roles)
    parts = "、".join(roles.parts["applicant"][part].name for part in cells.applicants)
    return f"{name}（{parts}）" if parts else name


def _judged(sense: Sense, statement: Statement, book: FactBook, roles: Roles) -> Judged | None:
    name = called(sense.part, roles)
    signed = [roles.by_id[role].signed for role in sense.part.roles]
    if any(signed) and sense.moved is None:
        return _change_told(sense, book, roles, name) if all(signed) else None
    ids = (*sense.part.roles, *(sense.whole.roles if sense.whole is not None else ()))
    if sense.operator in _WAYS:
        return _moved(sense, book, roles, name, ids)
    last = statement.year == "last"
    where = "上年表格" if last else "表格"
    part = value(sense.part, book, roles, last=last)
    if part is None:
        return None
    known = f"{where}{name}是{figure(part)}"
    if sense.operator == "none":
        return Judged(part == 0, f"没有{name}", known, ids)
    if sense.operator == "some":
        return Judged(part > 0, f"有{name}", known, ids)
    if sense.operator == "left":
        of = value(sense.whole, book, roles, last=last) if sense.whole is not None else None
        if sense.told is not None and of != sense.told:
            return None  # of some that the tables do not tell apart
        if sense.told is not None and sense.whole is not None and sense.whole.roles == ("requests.done",):
            return Judged(True, "全部办结", known, ids)
        return Judged(part == 0, "全部办结", known, ids)
    if sense.operator == "rank":
        return _ranked(sense, part, book, roles, known, ids, last=last)
    whole = value(sense.whole, book, roles, last=last) if sense.whole is not None else None
    if sense.whole is None or whole is None:
        if sense.operator == "all" and sense.told is not None:
            return Judged(part >= sense.told, f"有{figure(sense.told)}件是{name}", known, ids)
        return None
    known = f"{where}{called(sense.whole, roles)}是{figure(whole)}，{name}是{figure(part)}"
    if sense.operator == "share":
        if not whole:
            return None
        share = part / whole * _HUNDRED
        shown = f"{known}，占{rounded(share, 1)}%"
        return Judged(sense.least < share <= sense.most, f"{name}“{statement.text}”", shown, ids)
    if sense.operator == "not_all":
        alike = part == whole and sense.told in (None, whole)
        return Judged(not alike, f"不都是{name}", known, ids)
    if sense.told is not None and sense.told != whole:  # of some that the tables do not tell apart
        return Judged(False if part < sense.told else None, f"全部是{name}", known, ids)
    return Judged(part == whole, f"全部是{name}", known, ids)


def _change_told(sense: Sense, book: FactBook, roles: Roles, name: str) -> Judged | None:
    """A change held against a cell that holds one: 行政许可项目有所增加, beside -1."""
    change = value(sense.part, book, roles)
    if change is None or sense.operator not in _WAYS:
        return None
    way = "up" if change > 0 else "down" if change < 0 else "same"
    return Judged(
        way == sense.operator, f"{name}{_WAYS[sense.operator]}", f"表格{name}是{figure(change)}", sense.part.roles
    )


def _moved(sense: Sense, book: FactBook, roles: Roles, name: str, ids: tuple[str, ...]) -> Judged | None:
    if sense.moved is not None:
        then, now = sense.moved
        known = f"{figure(then)}到{figure(now)}是{'增加' if now > then else '减少' if now < then else '持平'}"
    else:
        before, after = value(sense.part, book, roles, last=True), value(sense.part, book, roles)
        if before is None or after is None:
            return None
        then, now = before, after
        known = f"{name}上年{figure(then)}、本年{figure(now)}"
    way = "up" if now > then else "down" if now < then else "same"
    holds = way == sense.operator
    if sense.operator == "same":
        holds = holds or (then > 0 and abs(now - then) <= _LEVEL * then)
    return Judged(holds, f"{name}{_WAYS[sense.operator]}", known, ids)


def _ranked(
    sense: Sense, part: Decimal, book: FactBook, roles: Roles, known: str, ids: tuple[str, ...], *, last: bool
) -> Judged | None:
    others = [(found, item) for item in sense.pool if (found := value(item, book, roles, last=last)) is not None]
    if len(others) < 2:
        return None
    above = [pair for pair in others if pair[0] > part]
    level = [pair for pair in others if pair[0] == part]
    low = sense.places - 1 if sense.told is not None else 0  # told: just this place, and no better one
    holds = low <= len(above) + len(level) and len(above) <= sense.places - 1 and part > 0
    most, item = max(above or others, key=lambda pair: pair[0])
    place = "最多" if sense.places == 1 else f"居第{_PLACES[sense.places]}" if sense.told is not None else "居多"
    shown = f"{known}，{called(item, roles)}是{figure(most)}"
    return Judged(holds, f"{called(sense.part, roles)}{place}", shown, ids)
