"""Totals with their parts: what may be a part of what, and the lists that a text tells."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from nianbao.claims.claim import By, Claim
from nianbao.kinds.roles import Roles
from nianbao.patterns import lazy


def is_part(role: str, of: Claim, roles: Roles) -> bool:
    """Whether a role's figure may be a part of what a claim counts: a result of what was dealt with, one row of a
    group, what was carried in of what was received."""
    known = roles.by_id.get(role)
    if known is None or role == of.role:
        return False
    for whole in of.roles:
        total = roles.by_id[whole]
        if known.within == whole or any(role in reading for reading in total.whole):
            return True
        if known.group == "results" and "results" in total.parts and known.family in (total.family,):
            return True
        if role in total.sum_of or any(role in reading for reading in total.also):
            return True
    if known.sum_of and known.group == "opened":
        return all(is_part(part, of, roles) for part in known.sum_of)
    return bool(known.within) and is_part(known.within, of, roles)


def can_have(of: Claim, dimension: str, roles: Roles) -> bool:
    """Whether what a claim counts can be divided by a dimension, and is not yet."""
    if any(item.kind == dimension for item in of.by):
        return False
    return all(dimension in roles.by_id[role].parts for role in of.roles)


class PartList(NamedTuple):
    """A total with the parts that a text gives for it.

    Attributes:
        total: the whole. parts: in order.
        way: how it is divided, as of a claim.
        disjoint: whether the parts exclude each other by what they are.
        complete: whether the list, by its form, is all of it: several parts, no 等 or 主要, nothing after them.
    """

    total: Claim
    parts: tuple[Claim, ...]
    way: str
    disjoint: bool
    complete: bool


def way_of(role: str, by: tuple[By, ...], of: Claim | None, roles: Roles) -> str:
    """How a part divides its total: by a dimension, into ``results``, into ``members`` of a group; ``rest`` else."""
    if of is None:
        return ""
    for item in reversed(by):
        if item not in of.by and item.kind != "month":
            return item.kind
    known = roles.by_id[role.split("+")[0]]
    if known.id in {part for whole in of.roles for part in roles.by_id[whole].sum_of}:
        return "members"
    return known.group if known.group == "opened" else "results" if known.group else "rest"


_NEARLY = Decimal("0.8")
"""The share of its total that a list must reach to be held for a whole one: a few items are a choice of them."""
_INSIDE = lazy("（(?:含|内含|其中|包括|包含)[^）]*")
"""What stands between a part and what it holds itself."""
_OPEN = lazy(r"等(?!级|次)|主要|部分(?!公开)|(?<![其剩业])余|左右|以上|例如|涉及|尤其|特别|重点|转载|原创|还|含")
_ENDED = lazy(
    r"[。；）\n]|，(?:均|都|全部|同时|此外|未|无|没有|组织|开展|召开|举办|较|比|同比|回复|办结|答复|结转|按[时期]|已|办结率)|$"
)


_SUMMED = lazy(
    "[，；、。）]?(?:以上|上述)?(?P<number>[两二三四五六七八九])?[^，。；0-9]{0,8}?(?:合计|共计|总计|总共|累计|相加|共)[^，。；0-9]{0,8}"
)
_NUMBERS = "零一二三四五六七八九"


def _as_many(said: str | None, parts: int) -> bool:
    """Whether so many things as are said to be added up were told: 三个渠道共计."""
    return said is None or parts == (2 if said == "两" else _NUMBERS.index(said))


def part_lists(claims: Iterable[Claim], text: str) -> list[PartList]:
    """The lists of parts that a paragraph's claims make, a total once for each way in which it is divided."""
    found: dict[tuple[int, str], tuple[Claim, list[Claim]]] = {}
    for claim in claims:
        total = claim.part_of
        if (
            total is None
            or claim.what != "count"
            or claim.all
            or claim.value is None
            or claim.way in ("rest", "foreign")
        ):
            continue
        parts = found.setdefault((total.start, claim.way), (total, []))[1]
        if any(_INSIDE.fullmatch(text, part.end, claim.start) for part in parts):
            continue  # 网络30件（含电子邮件4件）
        if not any((part.role, part.by, part.value) == (claim.role, claim.by, claim.value) for part in parts):
            parts.append(claim)  # 纠正1件……被纠正的1件: told again
    lists = []
    for (_, key), (total, parts) in found.items():
        way = key.partition(" ")[0]
        first, last = min(parts[0].start, total.start), max(part.end for part in parts)
        open_end = (
            _OPEN.search(text, total.end if first == total.start else first, last) or text[last : last + 1] == "等"
        )
        after = _SUMMED.fullmatch(text, last, total.start) if total.start >= last else None
        ended = _ENDED.match(text, last) is not None or (after is not None and _as_many(after["number"], len(parts)))
        complete = len(parts) > 1 and not open_end and ended
        told = sum((part.value for part in parts if part.value is not None), Decimal(0))
        complete = complete and (total.value or Decimal(0)) * _NEARLY <= told
        if not total.sure or not all(part.sure for part in parts):
            continue
        apart = way not in ("channel", "subject") or (way == "channel" and total.role.startswith("requests."))
        lists.append(PartList(total, tuple(parts), way, apart, complete))
    return lists


def merged(*parts: tuple[By, ...]) -> tuple[By, ...]:
    """Several qualifications as one, none twice and the later one of a kind kept."""
    by = {item.kind: item for items in parts for item in items}
    return tuple(by.values())
