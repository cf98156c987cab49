"""Figures of a sentence against each other: their difference, which is more, how many times, and what a change makes.

What is worked out here stands in the sentence itself (原有21项，取消2项，现有23项); no table is asked. The figures that
a relation may be between are all tried, and it is told only where none of them makes it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from nianbao.claims.quantity_range import bounds
from nianbao.facts import figure
from nianbao.facts.rounding import rounded
from nianbao.patterns import lazy
from nianbao.text import chinese_number, quantities

_PIECE = lazy("[^。；\n]+")
_NOT_COUNTS = (
    "%",
    "倍",
    "年",
    "月",
    "日",
    "天",
    "个工作日",
    "工作日",
    "小时",
    "个百分点",
    "百分点",
    "岁",
    "号",
    "时",
    "",
)
_YEAR = "(?:上年度?|去年|上一年度?|前一年|20[0-9]{2}年度?)"
_AS = "(?:的|为|是|有|仅|只|共|同期|全年|末|底|度|新收|收到|办结|作出)*"
_PAST = lazy(rf"(?:{_YEAR}{_AS}|[由从][^，。；0-9]{{0,12}})$")
_GOING_ON = (
    "[，、]?(?:本年度?|今年|当年|全年|年内|(?:20)?[0-9]{2}年|[比较]上一?年度?|同比|又|再|并|另|依法|其中|累计|到|至)*"
)
_MOVED = lazy(
    f"{_GOING_ON}(?:(?:取消|停征|下放|精简|新增|承接|调整)、)?(?:(?P<up>增加|新增|净增|制发|新制定|制定|出台|印发|增设|增长|上升|提高|承接|增|多)"
    "|(?P<down>减少|取消|停征|停收|废止|下放|精简|核减|删减|划转|移交|下降|降低|减|少))(?![到至为])[^，。；0-9增减多少比较]{0,4}"
)
_BASE = lazy(rf"(?:{_YEAR}末?|年初|期初|原有?|[由从在])(?!.*(?:制发|制定|印发|出台))[^，。；0-9增减多少]{{0,14}}$")
_RESULT = lazy(
    f"{_GOING_ON}(?:现有|现为|现存|达到?|[增升减降]至|[增升减降]到|增加到|减少到|增加至|减少至|降为|减为|增为|后为|剩余?|剩下|保留|尚有|还有|调整为|变为|年末现行有效|现行有效"
    "|(?:年末|年底|期末|目前|现在)[^，。；0-9]{0,10}(?:为|有|共|计))(?:了|共|的)?"
)
_APART = lazy(
    "[，、]?(?:两者|二者|两项|两类|两数|前后|彼此|数量)?(?:之间)?的?(?:之差|相差|差距|差额|差)[值数]?"
    "(?:即|为|是|有|达|了|仅|只|共|整整|[^，。；0-9]{0,8}比[^，。；0-9]{0,8}[多少高低])*$"
)
_THAN = lazy(
    "，?(?:明显|略|仍|也|还|均|远远?|大大|稍|要|依然)*(?:(?P<more>多于|高于|大于|超过|超出)|(?P<less>少于|低于|小于|不及|未及|少过))"
    "(?P<what>[^，。；0-9（）]{0,24})$"
)
_THAN_ENDS = lazy("(?:申请|案件|件|情形|之和|的总和|的合计)?(?:[，。；）\n]|$)")
_DIVIDED = lazy("其中|包括|（|分别|合计|共计|总计")
_ABOUT = (
    "约|大约|大致|正好|恰好|恰|几乎|差不多|仅|还|已|也|整整|数量|件数|总量|总数|申请量|的量|量|的|今年|本年度?|全年"
)
_OP = "(?P<op>不到|不足|没到|未到|超过|超出|超|接近|相当于|达到?|是|为)"
_TIMES = (
    "的?(?P<adv>近|约|大约|将近|接近|不到|不足|超过|逾|超|整整|恰好|正好)?"
    "(?:(?P<n>[0-9]+(?:\\.[0-9]+)?|[一两二三四五六七八九十]+)倍(?P<half>半)?|(?P<part>一半))(?P<more>多|以上|还多|有余|不止|左右)?"
)
_OF = lazy(f"，?(?:{_ABOUT})*{_OP}[^，。；0-9]{{0,16}}$")
_OF_THAT = lazy(f"）?(?:申请|案件|决定|件)?{_TIMES}(?![^，。；]{{0,4}}[增减多少])")
_OF_LAST = lazy(f"）?[，；]?(?:{_ABOUT})*{_OP}{_YEAR}(?:同期|全年|总量|数量)*{_TIMES}")
_WHY_MOVED = lazy(
    "[，。；]?(?P<way>(?P<up>上升|增加|增长|增多|攀升|回升)|下降|减少|降低|回落|下滑)(?:较[多大快]|明显)?的?(?:主要|重要|直接)?(?:原因|因素)"
)
_BESIDE_LAST = lazy(f"，?(?:[比较]|与|相比){_YEAR}(?:同期)?的?")
_MOVED_SO = lazy(
    "(?:相比)?，?(?:略有|有所|稍有|明显|大幅|小幅|显著|均|都|也)*(?P<way>(?P<up>上升|增加|增长|增多|提高)|下降|减少|降低|回落)(?=[，。；]|$)"
)
_UNDER, _OVER, _NEAR = (
    ("不到", "不足", "没到", "未到"),
    ("超过", "超出", "超", "逾"),
    ("近", "约", "大约", "将近", "接近"),
)
_MORE = ("多", "以上", "还多", "有余", "不止")
_FEW = 6
"""The last figures told, of which those before a relation may be."""


class _Term(NamedTuple):
    """A count: its place, what it is, and the words between it and the count before."""

    start: int
    end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    measure: str
    ahead: str

    def is_not(self, value: Decimal) -> bool:
        """Whether a value is none that it may mean."""
        return (self.low is not None and value < self.low) or (self.high is not None and value > self.high)


def told_relations(text: str) -> Iterator[tuple[int, int, str]]:
    """The places of a paragraph whose figures gainsay what is said of them, with what comes out and what is written.

    Args:
        text: the paragraph, folded.
    """
    found = [item for item in quantities(text) if item.value is not None and item.measure not in _NOT_COUNTS]
    for piece in _PIECE.finditer(text):
        terms: list[_Term] = []
        at = piece.start()
        for item in found:
            if piece.start() <= item.start and item.end <= piece.end():
                terms.append(_Term(item.start, item.end, item.value or Decimal(0), *bounds(item), item.measure,
                                   text[at : item.start]))  # fmt: skip
                at = item.end
        if len(terms) > 1:
            for read in (_differences, _compared, _multiples, _running, _why_moved):
                yield from read(text, terms)


def _alike(terms: list[_Term]) -> bool:
    return len({term.measure for term in terms}) == 1


def _differences(_: str, terms: list[_Term]) -> Iterator[tuple[int, int, str]]:
    """予以公开9件、部分公开4件，两者相差6件."""
    for number in range(2, len(terms)):
        one, two, told = terms[number - 2 : number + 1]
        apart = abs(one.value - two.value)
        if not _alike([one, two, told]) or not _APART.fullmatch(told.ahead) or not told.is_not(apart):
            continue
        high, low = figure(max(one.value, two.value)), figure(min(one.value, two.value))
        begin = told.start - len(told.ahead.lstrip("，、"))
        yield begin, told.end, f"{high}－{low}＝{figure(apart)}，这里写{figure(told.value)}"


def _compared(text: str, terms: list[_Term]) -> Iterator[tuple[int, int, str]]:
    """予以公开和部分公开加起来40件，多于无法提供与不予公开之和68件."""
    for number in range(1, len(terms)):
        other = terms[number]
        than = _THAN.fullmatch(other.ahead)
        if than is None or not _THAN_ENDS.match(text, other.end) or not _alike(terms[number - 1 : number + 1]):
            continue
        before = [term.value for term in terms[max(number - _FEW, 0) : number] if term.measure == other.measure]
        loose = number > 1 and _DIVIDED.search(text, terms[0].start, terms[number - 1].end)
        sums = [sum(before[at:], Decimal(0)) for at in range(len(before))]
        tried = [*before, *sums] if loose else [before[-1], *sums]
        if any(value > other.value if than["more"] else value < other.value for value in tried):
            continue
        begin = other.start - len(other.ahead) + than.start("more" if than["more"] else "less")
        what = "等于" if before[-1] == other.value else "少于" if before[-1] < other.value else "多于"
        said = than["more"] or than["less"]
        yield begin, other.end, f"{figure(before[-1])}{what}{figure(other.value)}，这里写“{said}”"


def _multiples(text: str, terms: list[_Term]) -> Iterator[tuple[int, int, str]]:
    """许可140件，是处罚12件的五倍; 新收14件，上年为9件，不到上年的一倍半."""
    for number in range(1, len(terms)):
        one, two = terms[number - 1 : number + 1]
        of, times = _OF.fullmatch(two.ahead), _OF_THAT.match(text, two.end)
        if of is None or times is None:
            of = times = _OF_LAST.match(text, two.end)
            first, second = (_PAST.search(term.ahead) is not None for term in (one, two))
            if of is None or first == second:
                continue
            one, two = (two, one) if first else (one, two)
        if times is None or not two.value or one.measure != two.measure:
            continue
        ratio = one.value / two.value
        if not _so_many(ratio, of["op"], times):
            begin = times.start("adv") if times["adv"] else times.start("part" if times["part"] else "n")
            begin = of.start("op") if of is times else begin
            shown = f"{figure(one.value)}是{figure(two.value)}的{rounded(ratio, 2)}倍"
            yield begin, times.end(), f"{shown}，这里写“{text[begin : times.end()]}”"


def _so_many(ratio: Decimal, op: str, times: re.Match[str]) -> bool:
    """Whether a ratio is what is said of it."""
    said = times["n"] or ("0.5" if times["part"] else "0")
    number = Decimal(said if said[0].isdigit() else chinese_number(said) or 0)
    number += Decimal("0.5") if times["half"] else 0
    words = {op, times["adv"] or "", times["more"] or ""}
    if words & set(_UNDER):
        return ratio < number
    if words & {*_OVER, *_MORE}:
        return ratio >= number
    slack = Decimal("0.2") * number if words & {*_NEAR, "左右"} else max(Decimal("0.05") * number, Decimal("0.08"))
    slack = max(slack, Decimal("0.25")) if number == int(number) and "." not in said and number > 1 else slack
    return abs(ratio - number) <= slack


def _why_moved(text: str, terms: list[_Term]) -> Iterator[tuple[int, int, str]]:
    """新收14件，上年为9件，下降的主要原因是……; 许可9件，比上年的12件略有上升: the two figures say which way it went."""
    for now, then in pairwise(terms):
        beside = _BESIDE_LAST.fullmatch(then.ahead) is not None
        why = (_MOVED_SO if beside else _WHY_MOVED).match(text, then.end)
        if why is None or not _alike([now, then]) or _PAST.search(now.ahead) or not _PAST.search(then.ahead):
            continue
        if (now.value > then.value) if why["up"] else (now.value < then.value):
            continue
        yield (
            why.start("way"),
            why.end("way"),
            f"上年{figure(then.value)}、本年{figure(now.value)}，这里写“{why['way']}”",
        )


def _running(_: str, terms: list[_Term]) -> Iterator[tuple[int, int, str]]:
    """上一年21项，本年取消2项，现有23项: what there was, what was added and taken away, what there is."""
    for number, told in enumerate(terms):
        if number < 2 or _RESULT.fullmatch(told.ahead) is None:
            continue
        changes: list[tuple[str, Decimal]] = []
        at = number - 1
        while at > 0 and (moved := _MOVED.fullmatch(terms[at].ahead)) is not None:
            changes.insert(0, ("＋" if moved["up"] else "－", terms[at].value))
            at -= 1
        base = terms[at]
        if not changes or _BASE.search(base.ahead) is None or not _alike(terms[at : number + 1]):
            continue
        right = base.value + sum(value if sign == "＋" else -value for sign, value in changes)
        if told.is_not(right):
            shown = figure(base.value) + "".join(f"{sign}{figure(value)}" for sign, value in changes)
            yield told.start, told.end, f"{shown}＝{figure(right)}，这里写{figure(told.value)}"
