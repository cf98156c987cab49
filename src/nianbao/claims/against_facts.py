"""A claim against a report's figures: the table's, last year's, its parts', and those told elsewhere in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from nianbao.claims.claim import Claim
from nianbao.claims.clauses import words
from nianbao.claims.part_lists import PartList
from nianbao.facts import FactBook, figure
from nianbao.facts.rounding import agrees, recomputed, rounded
from nianbao.kinds.roles import Role, Roles

_LEVEL = Decimal("0.05")
"""The share by which two figures may differ and still be called level."""
_MOST = 200
"""Earlier tellings of one figure that a later one is compared with."""
_HUNDRED = Decimal(100)
_WAYS = {"up": "增加", "down": "减少", "same": "持平"}


class Verdict(NamedTuple):
    """What a report's figures say of a claim.

    Attributes:
        claim: what is asserted. holds: whether it is so; None where the figures do not tell.
        said: what the text says, in Chinese. known: what the figures say, with where they stand.
        right: the values under which it would hold, the form's own first.
        facts: ids of the facts it was held against. against: what they are.
    """

    claim: Claim
    holds: bool | None
    said: str
    known: str
    right: tuple[Decimal, ...] = ()
    facts: tuple[str, ...] = ()
    against: Literal["", "table", "last", "share", "rate", "trend", "parts"] = ""


def fact_ids(claim: Claim, roles: Roles, *, last: bool | None = None) -> tuple[str, ...]:
    """The facts whose sum is what a claim counts; none where no table holds it.

    Args:
        last: whether last year's are meant; as the claim says by default.
    """
    applicant = claim.applicant
    found: list[str] = []
    for role in claim.roles:
        facts = [fact for part in (applicant.split("+") if applicant else [""]) for fact in roles.facts(role, part)]
        if not facts:
            return ()
        found += facts
    then = claim.year == "last" if last is None else last
    return tuple(f"last.{id}" if then else id for id in dict.fromkeys(found))


def value_of(ids: Iterable[str], book: FactBook) -> Decimal | None:
    """The sum of facts; None where there are none or one has no value."""
    total = Decimal(0)
    known = False
    for id in ids:
        value = book.value(id)
        if value is None:
            return None
        total += value
        known = True
    return total if known else None


def name_of(claim: Claim, roles: Roles) -> str:
    """How a message calls what a claim counts: 自然人的新收政府信息公开申请."""
    name = "、".join(roles.by_id[role].name for role in claim.roles)
    parts = "、".join(item.name for item in claim.by if item.kind == "applicant")
    return f"{name}（{parts}）" if parts else name


def _within(value: Decimal, claim: Claim) -> bool:
    """Whether a value is what the claim's figure may mean."""
    return (claim.low is None or value >= claim.low) and (claim.high is None or value <= claim.high)


def _said(claim: Claim, roles: Roles) -> str:
    name = name_of(claim, roles)
    if claim.denied and claim.text[:1].isdigit() is False:
        return f"没有{name}"
    if claim.all and claim.what == "count":
        return f"全部是{name}"
    if claim.value is not None and (claim.text.endswith("年") or not any(char.isdigit() for char in claim.text)):
        return f"{name}有{figure(claim.value)}{claim.measure}（{claim.text}）"  # 其余均为自然人
    return f"{name}{claim.text}"


def _sums(claim: Claim, roles: Roles) -> list[tuple[str, ...]]:
    """The facts that a claim may count: as its role says, and as offices use its words."""
    own = fact_ids(claim, roles)
    found = [own]
    if len(claim.roles) == 1:
        also = () if claim.strict else roles.by_id[claim.role].also
        for reading in (*also, *((role,) for role in claim.readings)):
            others = [fact for role in reading for fact in fact_ids(_as(claim, role), roles, last=claim.year == "last")]
            if others:
                found.append(tuple(others))
    return [item for item in found if item]


def _as(claim: Claim, role: str) -> Claim:
    return replace(claim, role=role)


def against_facts(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """A claim held against the cells of a report, this year's or last year's.

    Returns:
        None where it is of nothing that the tables hold: another unit's, another year's, what no table counts.
    """
    if claim.scope != "own" or claim.year == "other":
        return None
    if claim.what == "change":
        return _change(claim, book, roles)
    if claim.what == "share":
        return _share(claim, book, roles)
    if claim.what == "rate":
        return _rate(claim, book, roles)
    if claim.what in ("ratio", "average", "rank"):
        return _RELATED[claim.what](claim, book, roles)
    if claim.way == "foreign":
        return _foreign(claim, roles)
    if claim.all:
        return _all(claim, book, roles)
    return _count(claim, book, roles)


def _count(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    if claim.value is None:
        return None
    if any(roles.by_id[role].signed for role in claim.roles):
        return _items(claim, book, roles)
    sums = _sums(claim, roles)
    values = [(value_of(ids, book), ids) for ids in sums]
    known = [(value * scale, ids) for value, ids in values if value is not None for scale in _scales(claim, ids, book)]
    if not known:
        return None
    right = tuple(dict.fromkeys(value for value, _ in known))
    partly = any(item.kind != "applicant" for item in claim.by)
    if partly:
        least = claim.low if claim.low is not None else claim.value
        holds = least <= max(right)
        said = f"其中一部分就有{claim.text}"
    else:
        holds = any(_within(value, claim) for value in right)
        said = _said(claim, roles)
    where = "上年" if claim.year == "last" else "表格"
    return Verdict(
        claim, holds, said, f"{where}{name_of(claim, roles)}是{figure(right[0])}", right, known[0][1],
        "last" if claim.year == "last" else "table",
    )  # fmt: skip


def base_of(role: str) -> str:
    """The role of last year's number, of a role whose figure is what was added to it."""
    return role.removesuffix("change") + "items"


def _items(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """The number of items that a form tells as last year's and what was added or taken away: 由186项增加到195项."""
    before = base_of(claim.role)
    if len(claim.roles) > 1 or before not in roles.by_id or (not claim.whole and claim.year != "last") or claim.denied:
        return None
    then, moved = value_of(roles.facts(before), book), value_of(roles.facts(claim.role), book)
    if then is None or moved is None:
        return None
    known = then if claim.year == "last" else then + moved
    if abs(claim.value or _HUNDRED) == abs(moved):
        return None  # it may be the change
    shown = f"表格上一年是{figure(then)}，本年增减{figure(moved)}，本年应为{figure(then + moved)}"
    return Verdict(claim, _within(known, claim), f"{roles.by_id[claim.role].name[:-2]}{claim.text}", shown, (known,),
                   roles.facts(claim.role), "table")  # fmt: skip


def _foreign(claim: Claim, roles: Roles) -> Verdict | None:
    """A figure told as part of what it is no part of: 无法提供9件（含重复申请2件）."""
    if claim.part_of is None or claim.value == 0:
        return None
    of = roles.by_id[claim.roles[0]].within
    belongs = f"，表格里属于“{roles.by_id[of].name}”" if of else ""
    said = f"{name_of(claim.part_of, roles)}里有{name_of(claim, roles)}{claim.text}"
    if claim.value is None:
        said = f"{name_of(claim, roles)}算在“{name_of(claim.part_of, roles)}”里"
    return Verdict(
        claim,
        False,
        said,
        f"{name_of(claim, roles)}不是{name_of(claim.part_of, roles)}的一部分{belongs}",
        (),
        (),
        "parts",
    )


_MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


def _scales(claim: Claim, ids: Sequence[str], book: FactBook) -> tuple[Decimal, ...]:
    """What a fact's figure may be multiplied by to be in the claim's unit of money; a form that names none may be in
    元 or in 万元."""
    fact = book.get(ids[0])
    if fact is None or claim.measure not in _MONEY or (fact.measure and fact.measure not in _MONEY):
        return (Decimal(1),)
    units = (fact.measure,) if fact.measure else ("元", "万元")
    return tuple(_MONEY[unit] / _MONEY[claim.measure] for unit in units)


def _all(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """均获维持: the part's figure is the whole's; 全部办结: nothing is left."""
    role = roles.by_id[claim.roles[0]]
    if any(item.kind != "applicant" for item in claim.by):
        return None
    of = claim.part_of
    if of is not None and (of.year != claim.year or of.role.endswith(".pending")):
        return None  # 上年未审结的2件，今年均维持
    if of is not None and any(item.kind != "applicant" for item in of.by):
        return None  # 涉及征地补偿的申请6件，都已答复
    if role.rest:
        if of is not None and (roles.by_id[of.roles[0]].rest or of.role in (role.rest,)):
            return None  # of what was dealt with, all was; all but what was carried over
        ids = fact_ids(_as(claim, role.rest), roles, last=False)
        left = value_of(ids, book)
        if left is None or (claim.applicant and of is not None and value_of(fact_ids(of, roles), book) != of.value):
            return None  # 律师代理企业提出的申请3件，均已答复: some of theirs
        name = name_of(_as(claim, role.rest), roles)
        return Verdict(
            claim, left == 0, "申请全部办结",
            f"表格{name}是{figure(left)}", (), ids, "table",
        )  # fmt: skip
    if claim.part_of is None:
        return None
    part, whole = fact_ids(claim, roles), fact_ids(claim.part_of, roles)
    one, other = value_of(part, book), value_of(whole, book)
    if one is None or other is None:
        return None
    name = name_of(claim, roles)
    known = f"表格{name_of(claim.part_of, roles)}是{figure(other)}，{name}是{figure(one)}"
    told = claim.part_of.value
    if role.id == roles.by_id[claim.part_of.roles[0]].within and one >= other:
        return Verdict(claim, True, f"全部是{name}", known, (other,), part, "table")  # 索要执法案卷的3份，均不予公开
    if told is not None and told < other and told <= one:
        return Verdict(claim, None, f"全部是{name}", known, (other,), part, "table")  # 一件申请…，依法不予公开: some
    fits = one == other or (one > other and role.family == "documents")  # 新制作3件，均已公开: of 17 that are
    return Verdict(claim, fits, f"全部是{name}", known, (other,), part, "table")


def _wholes(claim: Claim, roles: Roles) -> list[tuple[str, ...]]:
    """The wholes that a share may be of, the one that the text names first."""
    found: list[tuple[str, ...]] = []
    if isinstance(claim.against, Claim):
        return [ids] if (ids := fact_ids(claim.against, roles)) else []
    if claim.part_of is not None and claim.part_of.year == claim.year:
        found.append(fact_ids(claim.part_of, roles))
        if roles.by_id[claim.part_of.roles[0]].rest and found[0]:
            return found
    role = roles.by_id[claim.roles[0]]
    if claim.applicant:
        found.append(roles.facts(claim.roles[0]))
    results = [
        other
        for other in roles.roles
        if role.group == "results" and "results" in other.parts and other.family == role.family
    ]
    pool = [id for id in (role.within, f"{role.within}.closed") if id in roles.by_id]
    pool += [other.id for other in sorted(results, key=lambda other: not other.rest)]  # of what was dealt with, first
    dealt = next((other for other in roles.roles if other.rest and other.rest == role.id), None)
    if dealt is not None:
        found += [tuple(fact for one in ids for fact in roles.facts(one)) for ids in dealt.whole]
    for id in pool:
        found.append(roles.facts(id))
        found += [tuple(fact for one in ids for fact in roles.facts(one)) for ids in roles.by_id[id].whole]
    return [ids for ids in dict.fromkeys(found) if ids]


def _share(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    part_ids = fact_ids(claim, roles)
    part = value_of(part_ids, book)
    if part is None or any(item.kind != "applicant" for item in claim.by):
        return None
    shares = []
    for of in _wholes(claim, roles):
        then = claim.year == "last"
        ids = tuple(f"last.{id}" if then and not id.startswith("last.") else id for id in of)
        whole = value_of(ids, book)
        if whole:
            shares.append((part / whole * _HUNDRED, whole, ids))
    if not shares:
        return None
    digits = _digits(claim) if claim.value is not None else "0.0"
    if claim.value is None or claim.low is None or claim.high is None:
        holds = any(_within(share, claim) for share, _, _ in shares)
    else:
        holds = any(agrees(share, digits) for share, _, _ in shares)
    share, whole, ids = shares[0]
    known = f"{figure(part)}÷{figure(whole)}＝{figure(recomputed(share, digits))}%"
    return Verdict(
        claim,
        holds,
        f"{name_of(claim, roles)}占{claim.text}",
        known,
        (recomputed(share, digits),),
        part_ids + ids,
        "share",
    )


def _digits(claim: Claim) -> str:
    return figure(claim.value) if claim.value is not None and "." not in claim.text else _number(claim.text)


def _number(text: str) -> str:
    return "".join(char for char in text if char.isdigit() or char == ".")


def _rate(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    role = roles.by_id[claim.roles[0]]
    if not role.rest or claim.value is None:
        return None
    done, left = value_of(roles.facts(role.id), book), value_of(roles.facts(role.rest), book)
    if done is None or left is None:
        return None
    name = roles.by_id[role.rest].name
    known = f"表格{role.name}是{figure(done)}，{name}是{figure(left)}"
    wholes = [value_of([fact for one in ids for fact in roles.facts(one)], book) for ids in role.whole]
    rates = [done / whole * _HUNDRED for whole in wholes if whole]
    if not rates:
        return Verdict(claim, None, f"{role.name}比例{claim.text}", known, (), roles.facts(role.id), "rate")
    holds = left == 0 if claim.value == _HUNDRED else any(agrees(rate, _digits(claim)) for rate in rates)
    right = recomputed(rates[0], _digits(claim))
    return Verdict(claim, holds, f"办结的占{claim.text}", known, (right,), roles.facts(role.id), "rate")


def _change(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    if isinstance(claim.against, Claim) and claim.against.what == "share":
        return _share_moved(claim, claim.against, book, roles)
    if isinstance(claim.against, Claim):
        return _than(claim, book, roles)
    if claim.against != "last" or any(item.kind != "applicant" for item in claim.by):
        return None
    ids = fact_ids(claim, roles, last=False)
    if claim.way == "net":
        return _net(claim, book, roles)
    if any(roles.by_id[role].signed for role in claim.roles):
        bases = [fact for role in claim.roles for fact in roles.facts(base_of(role))]
        return _signed(claim, value_of(ids, book), value_of(bases, book), roles, ids)
    now, then = value_of(ids, book), value_of([f"last.{id}" for id in ids], book)
    if now is None or then is None:
        return None
    return change_verdict(claim, now, then, roles, ids)


def _share_moved(claim: Claim, share: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """A share against last year's, in percentage points: 占比与上年大体相当."""
    ids = fact_ids(share, roles)
    part, before = value_of(ids, book), value_of([f"last.{id}" for id in ids], book)
    if part is None or before is None:
        return None
    pairs: list[tuple[Decimal, Decimal]] = []
    for whole_ids in _wholes(share, roles):
        whole, then = value_of(whole_ids, book), value_of([f"last.{id}" for id in whole_ids], book)
        if whole and then:
            pairs.append((part / whole * _HUNDRED, before / then * _HUNDRED))
    fits = [pair for pair in pairs if share.value is None or agrees(pair[0], _digits(share))]
    if not fits:
        return None

    def so(pair: tuple[Decimal, Decimal]) -> bool:
        apart = pair[0] - pair[1]
        if claim.direction == "same":
            return abs(apart) <= _POINTS
        if (apart > 0) != (claim.direction == "up"):
            return False
        return claim.value is None or agrees(abs(apart), _digits(claim))

    now, was = fits[0]
    known = f"上年占{figure(rounded(was, 1))}%、本年占{figure(rounded(now, 1))}%"
    said = f"占比比上年{_WAYS[claim.direction]}{claim.text if claim.value is not None else ''}"
    right = (rounded(abs(now - was), 1),)
    return Verdict(claim, any(so(pair) for pair in fits), said, known, right, ids, "trend")


_POINTS = Decimal(5)
"""Percentage points by which two shares may differ and still be called much the same."""


def _net(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """What was made less what was repealed, or what is in force against last year: 净增4件."""
    family = roles.by_id[claim.role].family
    made, gone = roles.facts(claim.role), roles.facts(f"{family}.repealed")
    one, two = value_of(made, book), value_of(gone, book)
    if one is None or two is None or claim.year != "own":
        return None
    now = roles.facts(f"{family}.in_force")
    own, then = value_of(now, book), value_of([f"last.{id}" for id in now], book)
    nets = [one - two, *([own - then] if own is not None and then is not None else [])]
    holds = any((net > 0) == (claim.direction == "up") and _within(abs(net), claim) for net in nets)
    known = f"表格制发{figure(one)}、废止{figure(two)}，净{'增' if one >= two else '减'}{figure(abs(one - two))}"
    return Verdict(claim, holds, f"净{_WAYS[claim.direction]}{claim.text}", known, (abs(one - two),), (*made, *gone),
                   "table")  # fmt: skip


def _signed(
    claim: Claim, change: Decimal | None, then: Decimal | None, roles: Roles, ids: tuple[str, ...]
) -> Verdict | None:
    """A change that a cell of the table holds as such: 行政许可项目比上一年减少1项, beside -1."""
    if change is None or claim.value is None:
        return None
    if claim.measure == "%":
        return _signed_rate(claim, change, then, roles, ids)
    way = "up" if change > 0 else "down" if change < 0 else "same"
    holds = claim.direction in (way, "") and _within(abs(change), claim)
    said = f"{name_of(claim, roles)}{_WAYS[claim.direction or 'same']}{claim.text}"
    return Verdict(claim, holds, said, f"表格{name_of(claim, roles)}是{figure(change)}", (abs(change),), ids, "table")


def _signed_rate(
    claim: Claim, change: Decimal, then: Decimal | None, roles: Roles, ids: tuple[str, ...]
) -> Verdict | None:
    """The rate of such a change: 由18项压减到13项，压减比例27.8%."""
    if not then:
        return None
    rate = abs(change) / then * _HUNDRED
    holds = claim.direction in ("up" if change > 0 else "down", "") and agrees(rate, _digits(claim))
    known = f"表格{name_of(claim, roles)[:-2]}上一年是{figure(then)}、本年增减{figure(change)}"
    right = (recomputed(rate, _digits(claim)),)
    return Verdict(claim, holds, f"{name_of(claim, roles)}{claim.text}", known, right, ids, "table")


def _factor(said: str) -> int:
    """How many times as much words of degree say; 0 where they say none (略有增加)."""
    return 2 if said.endswith(words()["doubled"]) else 4 if said.endswith(words()["doubled_twice"]) else 0


_NEAR_WORDS = ("近", "接近", "将近", "约", "几乎", "差不多")
_NEARLY = Decimal("0.15")
"""By how much what is nearly doubled may miss it."""


def _doubling(said: str) -> str:
    return next(word for name in ("doubled_twice", "doubled") for word in words()[name] if said.endswith(word))


def change_verdict(claim: Claim, now: Decimal, then: Decimal, roles: Roles, ids: tuple[str, ...] = ()) -> Verdict:
    """A change as it is said, against the two figures it is between."""
    way = "up" if now > then else "down" if now < then else "same"
    known = f"{name_of(claim, roles).removesuffix('增减')}上年{figure(then)}、本年{figure(now)}"
    word = claim.text if claim.value is None else (_WAYS[claim.direction] if claim.direction else "相差") + claim.text
    said = word if "比" in word or "较" in word else f"比上年{word}"
    apart = abs(now - then)
    if claim.direction == "same":
        holds = way == "same" or (then > 0 and apart <= _LEVEL * then)
        return Verdict(claim, holds, "与上年持平", known, (), ids, "trend")
    if claim.direction not in (way, ""):
        return Verdict(claim, False, said, known, (), ids, "trend")
    right: tuple[Decimal, ...] = ()
    holds = True
    if claim.value is None and (factor := _factor(claim.text)):
        slack = _NEARLY if claim.text.removesuffix(_doubling(claim.text)).endswith(_NEAR_WORDS) else _LEVEL
        holds = then > 0 and now >= then * factor * (1 - slack)
    elif claim.value is None and claim.measure == "%" and then:
        rate = apart / then * _HUNDRED  # 增幅近四成
        holds, right = _within(rate, claim), (recomputed(rate, "0"),)
    elif claim.value is not None:
        if claim.measure == "%":
            if then == 0:
                return Verdict(claim, None, said, known, (), ids, "trend")
            rate = apart / then * _HUNDRED
            holds, right = agrees(rate, _digits(claim)), (recomputed(rate, _digits(claim)),)
        elif claim.measure == "倍":
            if then == 0:
                return Verdict(claim, None, said, known, (), ids, "trend")
            times = apart / then
            slack = Decimal("0.5") if "." not in claim.text else Decimal("0.05")
            slack = slack if claim.exact else Decimal("0.08")
            low, high = (claim.low or Decimal(0)) - slack, claim.high
            holds, right = (
                low <= times and (high is None or times <= high + slack),
                (recomputed(times, _digits(claim)),),
            )
        elif claim.measure in ("百分点", "个百分点"):
            return Verdict(claim, None, said, known, (), ids, "trend")
        else:
            holds, right = _within(apart, claim), (apart,)
    return Verdict(claim, holds, said, known, right, ids, "trend")


# ── one figure of the year against others of it


def _pairs(claim: Claim, other: Claim, book: FactBook, roles: Roles) -> list[tuple[Decimal, Decimal]]:
    """The two figures of a comparison, in each reading of its words: of what came in, of what was dealt with."""
    found: list[tuple[Decimal, Decimal]] = []
    for reading in ("", *dict.fromkeys((*claim.readings, *other.readings))):
        pair = [
            value_of(fact_ids(replace(item, role=reading) if reading and item.readings else item, roles), book)
            for item in (claim, other)
        ]
        if pair[0] is not None and pair[1] is not None:
            found.append((pair[0], pair[1]))
    return found


def _both(claim: Claim, other: Claim, pair: tuple[Decimal, Decimal], roles: Roles) -> str:
    return f"表格{name_of(claim, roles)}是{figure(pair[0])}，{name_of(other, roles)}是{figure(pair[1])}"


def _than(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """比部分公开多5件, 企业多于个人."""
    other = claim.against
    if not isinstance(other, Claim) or not claim.whole or not other.whole:
        return None
    pairs = _pairs(claim, other, book, roles)
    if not pairs:
        return None

    def so(pair: tuple[Decimal, Decimal]) -> bool:
        one, two = pair
        if claim.direction == "same":
            return abs(one - two) <= max(_LEVEL * two, Decimal(1))
        way = "up" if one > two else "down" if one < two else "same"
        return way == claim.direction and (claim.value is None or _within(abs(one - two), claim))

    holds = any(so(pair) for pair in pairs)
    said = f"{name_of(claim, roles)}比{name_of(other, roles)}{_MUCH[claim.direction or 'same']}"
    if claim.value is not None:
        said += claim.text
    right = (abs(pairs[0][0] - pairs[0][1]),) if claim.value is not None else ()
    return Verdict(claim, holds, said, _both(claim, other, pairs[0], roles), right, (), "table")


def _ratio(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """约为行政诉讼的2.7倍."""
    other = claim.against
    if not isinstance(other, Claim) or claim.value is None or not claim.whole:
        return None
    if not other.whole and other.year != "last":
        return None
    pairs = [pair for pair in _pairs(claim, other, book, roles) if pair[1]]
    if not pairs:
        return None
    times = [one / two for one, two in pairs]
    step = Decimal(1).scaleb(-max(0, -int(claim.value.as_tuple().exponent)))
    slack = step / 2 if claim.exact else Decimal("0.05") * claim.value
    slack = slack if any(char.isdigit() for char in claim.text) or "倍" in claim.text else Decimal(0)  # 不到上年的一半
    low = (claim.low - slack) if claim.low is not None else None
    high = (claim.high + slack) if claim.high is not None else None
    holds = any((low is None or item >= low) and (high is None or item <= high) for item in times)
    then = "上年" if other.year == "last" else ""
    said = f"{name_of(claim, roles)}是{then or name_of(other, roles)}的{claim.text}"
    if then and "年" in claim.text:
        said = f"{name_of(claim, roles)}{claim.text}"  # 不到2022年的一半
    known = f"{name_of(claim, roles)}上年{figure(pairs[0][1])}、本年{figure(pairs[0][0])}" if then else ""
    known = (known or _both(claim, other, pairs[0], roles)) + f"，是{figure(rounded(times[0], 1))}倍"
    return Verdict(claim, holds, said, known, (rounded(times[0], 1),), (), "table")


def _average(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """平均每月15件."""
    ids = fact_ids(claim, roles)
    whole = value_of(ids, book)
    by = isinstance(claim.against, Claim) and value_of(fact_ids(claim.against, roles), book)
    per = claim.per or by
    if whole is None or claim.value is None or not per or not claim.whole_but_year or claim.year == "other":
        return None
    each = [whole * scale / per for scale in _scales(claim, ids, book)]
    about = claim.text.startswith(("约", "大约"))
    bounded = claim.low is None or claim.high is None or about
    slack = Decimal("0.05") * claim.value if not claim.exact and not bounded else Decimal(0)
    holds = any(
        ((about or not bounded) and agrees(item, _digits(claim)))
        or ((claim.low is None or item >= claim.low - slack) and (claim.high is None or item <= claim.high + slack))
        for item in each
    )
    known = f"表格{name_of(claim, roles)}是{figure(whole)}，除以{figure(per)}是{figure(rounded(each[0], 1))}"
    return Verdict(claim, holds, f"平均{claim.text}", known, (rounded(each[0], 1),), ids, "table")


def _rank(claim: Claim, book: FactBook, roles: Roles) -> Verdict | None:
    """自然人最多, 商业企业次之."""
    role = roles.by_id[claim.roles[0]]
    if claim.way == "rows":
        return None  # rows and groups of rows are ranked together: of which, is not told
    if len(claim.roles) > 1 or not claim.whole or claim.value is None:
        return None
    found: list[Verdict] = []
    for id in (claim.role, *claim.readings) if claim.applicant else (claim.role,):
        if claim.applicant:
            others = [
                replace(claim, role=id, by=(replace(claim.by[0], value=part.id, name=part.name),))
                for part in roles.parts["applicant"].values()
                if not part.sum and part.id != claim.applicant
            ]
        elif claim.way == "leaves":
            others = [
                replace(claim, role=item.id)
                for item in roles.roles
                if item.family == role.family and item.held and item.id != role.id and _a_leaf(item, roles)
            ]
        else:
            opened = role.group == "opened"
            others = [
                replace(claim, role=item.id)
                for item in roles.roles
                if item.family == role.family
                and item.within == role.within
                and item.id != role.id
                and item.group == ("results" if opened else role.group)
                and bool(role.group)
                and item.id not in (role.sum_of if opened or claim.way != "unopened" else _OPEN)
            ]
        mine = value_of(fact_ids(replace(claim, role=id), roles), book)
        values = [(value, item) for item in others if (value := value_of(fact_ids(item, roles), book)) is not None]
        if mine is None or len(values) < 2:
            continue
        above = [(value, item) for value, item in values if value > mine]
        below = [(value, item) for value, item in values if value < mine and value > 0]
        if claim.value < 0:
            holds, told = not below, below
        else:
            near = sum(value >= mine for value, _ in values)
            holds, told = len(above) <= claim.value - 1 <= near, above or values
        shown = sorted(told or values, key=lambda pair: -pair[0])[: max(int(claim.value), 1)]
        others_known = "，".join(f"{name_of(item, roles)}是{figure(value)}" for value, item in shown)
        known = f"表格{name_of(replace(claim, role=id), roles)}是{figure(mine)}，{others_known}"
        found.append(
            Verdict(claim, holds, f"{name_of(claim, roles)}{_PLACES[int(claim.value)]}", known, (), (), "table")
        )
    return next((item for item in found if item.holds), found[0] if found else None)


def _a_leaf(role: Role, roles: Roles) -> bool:
    """Whether a row is a reason, or a result that has none."""
    return (role.group == "results" and not role.sum_of) or bool(role.within and roles.by_id[role.within].sum_of)


_OPEN = ("requests.open", "requests.partial")
_MUCH = {"up": "多", "down": "少", "same": "一样多"}
_PLACES = {1: "最多", 2: "居第二", 3: "居第三", -1: "最少"}
_RELATED = {"ratio": _ratio, "average": _average, "rank": _rank}


# ── parts and whole, and what is told twice


def against_parts(listed: PartList) -> Verdict | None:
    """A total as it is told, against the sum of the parts that the text gives for it.

    Returns:
        A verdict whose ``right`` is the sum; None where a figure is missing. It does not hold where parts that exclude
        each other are more than the total, or a complete list is less.
    """
    total = listed.total
    if total.value is None or not listed.parts:
        return None
    least = sum((part.low or Decimal(0) for part in listed.parts), Decimal(0))
    bounded = all(part.high is not None for part in listed.parts)
    most = sum((part.high or Decimal(0) for part in listed.parts), Decimal(0)) if bounded else None
    low, high = total.low, total.high
    whole = sum((part.value or Decimal(0) for part in listed.parts), Decimal(0))
    shown = "＋".join(figure(part.value or Decimal(0)) for part in listed.parts)
    known = f"各项{shown}＝{figure(whole)}" if len(listed.parts) > 1 else f"其中的{shown}"
    over = high is not None and least > high and (listed.disjoint or len(listed.parts) == 1)
    under = listed.complete and most is not None and low is not None and most < low
    return Verdict(total, not (over or under), f"总数{total.text}", known, (whole,), (), "parts")


class Conflict(NamedTuple):
    """One figure told twice: the places (an index and a claim each), the earlier first."""

    first: tuple[int, Claim]
    second: tuple[int, Claim]


def _comparable(claim: Claim) -> bool:
    return (
        claim.what == "count"
        and claim.whole
        and claim.sure
        and not claim.all
        and claim.value is not None
        and (claim.part_of is None or claim.part_of.whole)
    )


def conflicts(readings: Iterable[Sequence[Claim]], roles: Roles) -> Iterator[Conflict]:
    """Figures of one role that are told with two values in a report.

    Yields:
        Each later telling that fits none before it; a difference that is the figure carried in, told or denied
        elsewhere, makes new and received the same.
    """
    told: dict[tuple[str, str, int | None], list[tuple[int, Claim]]] = {}
    for number, claims in enumerate(readings):
        for claim in claims:
            if _comparable(claim):
                told.setdefault((claim.role, claim.applicant, claim.named), []).append((number, claim))
    carried = {claim.value for (role, _, _), items in told.items() if role == "requests.carry_in" for _, claim in items}
    merged: dict[tuple[str, str], list[tuple[int, Claim]]] = {}
    for (role, applicant, _), items in told.items():
        merged.setdefault((role, applicant), []).extend(items)
    for (role, _), items in merged.items():
        items.sort(key=lambda item: (item[0], item[1].start))
        reading = bool(roles.by_id[role.split("+")[0]].also)
        for index, (number, claim) in enumerate(items[1:], 1):
            before = items[max(0, index - _MOST) : index]
            if any(_meet(claim, other) for _, other in before):
                continue
            if reading and any(
                abs((claim.value or Decimal(0)) - (other.value or Decimal(0))) in carried for _, other in before
            ):
                continue
            yield Conflict(before[0], (number, claim))


def _meet(one: Claim, other: Claim) -> bool:
    """Whether two figures may be one and the same."""
    low = max(item for item in (one.low, other.low, Decimal(0)) if item is not None)
    highs = [item for item in (one.high, other.high) if item is not None]
    return not highs or low <= min(highs)
