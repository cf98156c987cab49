"""NUM12: the same figure told with two values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.num_against_table import quoted
from nianbao.facts.rounding import misread
from nianbao.patterns import lazy
from nianbao.text import quantities

if TYPE_CHECKING:
    from nianbao.claims import Claim

_PUBLISHED, _NEW, _CARRIED = "published.total", "requests.new", "requests.carry_in"
_BACK = lazy("(?:上述|以上|这)$")
_ANCHOR = lazy("信息[0-9共总合]|条[各政信公]")
_WHOLE = lazy(
    r"(?:20[0-9]{2}年度?|全年|年内|本年度?|[我本全][镇乡县市区局委办街单机][道位关]?|街道|镇|乡|□|新|共计?|累计|总共|总计|合计"
    r"|主动|依法|及时|对|公开|发布|各类|政府|政务|信息|的|了|总数|为)*"
)
"""What may stand before a count of all that was published; by whom, where and about what it was, makes it a part."""
_OUGHT = ("应", "拟", "需", "要", "可以", "依法应")
_OF_THE_YEAR = lazy("(?:全年|本年度?|年内)(?:主动)?(?:公开|发布)的$")
_NONE = Decimal(0)
_MOST = 400
"""Claims that are compared."""


@rule("NUM12", "told-twice", "warning", "arithmetic")
def told_twice(context: Context) -> Iterator[Finding]:
    """同一个数前后说法不同

    【是什么】前面说全年收到申请6件，后面说受理8件；前面说全年公开信息265条，后面说“对全年公开的256条信息”；
    说没有收到申请，后面又说收到的几件；“收到申请12件……上述11件”。换一种说法，说的是同一个数的，也在此列。
    【依据】同一报告里同一个数只有一个；口径有没有不同有时看不出，所以至多作警告。
    【错】
    - 全年收到政府信息公开申请6件。⏎全年收到政府信息公开申请8件，均已答复。
    - 全年未收到政府信息公开申请。收到的3件申请均已答复。
    【对】
    - 全年收到政府信息公开申请6件。⏎通过网络收到政府信息公开申请4件。
    - 全年公开信息300条。⏎公众号发布信息120条。
    【怎么改】核对台账，两处写同一个数；口径不同的写明口径。
    【怎么不报】后面的几个数合起来就是前面的数的不报；写了渠道、月份、别的年份或别的单位的不比；差额正是上年结转数的不报；
    与表格不同的，由 NUM01 说。
    公开信息的条数只在像是抄错（差一个数字、两位颠倒）时作警告，其余作提示。
    【一句话】一个数只写一次，别处照抄。
    """
    if not context.comparable:
        return
    passages = {passage.offset: passage for passage, _ in context.told}
    passages |= {passage.offset: passage for passage in context.holding(_ANCHOR)}
    places = [passages[offset] for offset in sorted(passages)]
    told = [list(_compared(context, passage)) for passage in places]
    if sum(map(len, told)) > _MOST:
        return
    from nianbao.claims import conflicts

    roles = context.claims.roles
    carried = {claim.value for passage in places for claim in context.said(passage) if claim.role == _CARRIED}
    for (first, earlier), (second, later) in conflicts(told, roles):
        verdicts = [context.verdict(claim) for claim in (earlier, later)]
        if any(verdict is not None and verdict.holds is False for verdict in verdicts):
            continue  # NUM01 tells which of them is wrong
        if later.role == _NEW and abs((later.value or _NONE) - (earlier.value or _NONE)) in carried:
            continue
        if _parts_of(places[second], later, earlier):
            continue
        if first == second and _in_one_sentence(places[first], earlier, later):
            continue
        here, there = (places[second], later), (places[first], earlier)
        if earlier.denied:
            here, there = there, here
        (passage, claim), (other, before) = here, there
        name = "、".join(roles.by_id[role].name for role in later.roles)
        sure = later.role != _PUBLISHED or misread(later.value or _NONE, earlier.value or _NONE)
        why = f"{name}前面写{earlier.text}，这里写{later.text}"
        if earlier.denied:
            why = f"这里说{earlier.text}，后面说{name}{later.text}"
        start, end = (claim.start, claim.end)
        yield context.at(
            passage,
            start,
            end,
            why,
            severity="warning" if sure else "info",
            evidence={"后文" if earlier.denied else "前文": other.text[slice(*quoted(other, before))]},
            fix="核对台账，两处写同一个数；口径不同的写明口径",
        )


def _in_one_sentence(passage: Passage, earlier: Claim, later: Claim) -> bool:
    """Whether a sentence tells both, without pointing back: of two things (全区800件，区本级206件)."""
    text = passage.folded
    low, high = sorted((earlier.start, later.start))
    return "。" not in text[low:high] and _BACK.search(text[max(0, high - 4) : high]) is None


def _parts_of(passage: Passage, later: Claim, earlier: Claim) -> bool:
    """Whether a figure makes, with others beside it, the one told before: 170件……160件已答复，10件结转."""
    text, whole = passage.folded, earlier.value
    if whole is None or later.value is None or later.value >= whole:
        return False
    begin, end = text.rfind("。", 0, later.start) + 1, text.find("。", later.start)
    beside = [
        item
        for item in quantities(text[begin : end if end >= 0 else len(text)])
        if item.measure == later.measure and item.value is not None
    ]
    at = next((number for number, item in enumerate(beside) if begin + item.start == later.start), None)
    if at is None:
        return False
    firsts = range(at, -1, -1)
    return any(
        sum((item.value or _NONE for item in beside[first : last + 1]), _NONE) == whole
        for first in firsts
        for last in range(max(at, first + 1), len(beside))
    )


def _compared(context: Context, passage: Passage) -> Iterator[Claim]:
    """The figures of a paragraph that a report has one of, each of all of it.

    What was dealt with counts as received where it is pointed back to (上述8件) or none was received before.
    """
    reading, roles = context.reading(passage), context.claims.roles.by_id
    none = False
    for claim in context.said(passage):
        role = roles[claim.roles[0]]
        if claim.role == _PUBLISHED:
            if claim.denied or passage.folded.startswith(_OUGHT, claim.end):
                continue  # 未收到要求公开的信息; 2045项应公开的信息
            start = max(passage.folded.rfind(mark, 0, claim.start) for mark in "，。；、（\n") + 1
            before = passage.hidden[start : claim.start]
            if _WHOLE.fullmatch(before) is not None or _OF_THE_YEAR.search(before) is not None:
                yield claim
            continue
        begin = passage.folded.rfind("。", 0, claim.start) + 1
        if any(begin <= item.start < claim.start and item.measure == claim.measure for item in reading.unplaced):
            continue
        if not (role.cells or role.sum_of) or context.meanings(passage).of_another_kind(claim):
            continue
        none = (none or (claim.role == _NEW and claim.denied)) and claim.role != _CARRIED
        handled = (_NEW,) in role.also and claim.what == "count" and not claim.all
        yield (
            replace(claim, role=_NEW)
            if handled and (none or _BACK.search(passage.folded[begin : claim.start]))
            else claim
        )
