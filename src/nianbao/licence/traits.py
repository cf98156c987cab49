"""What a text does, clause by clause: who acts, what is denied, planned, done, and in which order."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from nianbao.licence.vocabulary import vocabulary
from nianbao.package_data import data_file
from nianbao.patterns import any_of
from nianbao.text import fold, quantities


class Scope(NamedTuple):
    """A word that governs some of a text: its place, and what it governs.

    Attributes:
        by: of one who acts, the word that puts it there (由, 经, 要求); empty where it begins its clause.
    """

    start: int
    end: int
    first: int
    last: int
    by: str = ""


data = data_file(__file__, "relations.yaml")


@lru_cache(maxsize=32)
def words(*keys: str) -> re.Pattern[str]:
    return any_of([fold(word) for key in keys for word in data()[key]])


def found_in(text: str, key: str, but: str = "") -> list[tuple[int, int]]:
    """Where a text has words of a list, those inside the words of another list left out."""
    closed = [match.span() for match in words(but).finditer(text)] if but else []
    return [
        match.span()
        for match in words(key).finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in closed)
    ]


CLAUSE_ENDS = "，。；：（）\n"
_AFTER_NO = re.compile("[，。；：、（）的地者而就即则也由]|[时后前](?=[，。；])|情况|情形")


_SHORT = 6
"""Characters to the end of a clause that a denial before 的 is of as well, where it is of something of the kind."""


class Traits:
    """What a text does, clause by clause; a source's or a sentence's.

    Args:
        text: folded. acts: where in it stands what a source says was done, or not done. topics: where what begins a
            clause of a source that more is told of: 将 before it puts it somewhere.
    """

    def __init__(self, text: str, acts: frozenset[int] = frozenset(), topics: frozenset[int] = frozenset()) -> None:
        self.text, self.acts, self.topics = text, acts, topics

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Places of the clauses."""
        found, start = [], 0
        for at, char in enumerate(self.text):
            if char in CLAUSE_ENDS:
                if at > start:
                    found.append((start, at))
                start = at + 1
        return [*found, (start, len(self.text))] if start < len(self.text) else found

    def clause(self, at: int) -> tuple[int, int]:
        """The clause at an offset."""
        number = bisect_right(self.clauses, at, key=itemgetter(0)) - 1
        start, end = self.clauses[number] if number >= 0 else (at, at)
        return (start, end) if at < end else (at, at + 1)

    @cached_property
    def denials(self) -> list[Scope]:
        """Words that deny, and what they deny."""
        found = []
        little = [span for span in found_in(self.text, "too_little", "not_too_little") if not self._bounds(*span)]
        for start, end in little:
            first, last = self.clause(start)
            found.append(Scope(start, end, first, last))
        for start, end in found_in(self.text, "negations", "not_negations"):
            if self.text.startswith("未", end) or (self.text[start] == "未" and self.text.endswith("没有", 0, start)):
                continue  # 没有未回复的: all are
            if any(start < stop and begin < end for begin, stop in little) or self._bounds(start, end):
                continue
            if any(
                self.text[start - size : start] == self.text[end : end + size]
                and not self.text.endswith(tuple(data()["due"]), 0, start - size)
                for size in (1, 2)
                if start >= size
            ):
                continue  # 涉密不涉密, 公开不公开: whether; not 应公开没公开
            _, last = self.clause(start)
            if self.text.startswith("不了", start):  # 改不了: it denies what stands before it
                found.append(Scope(start, end + 1, max(self.clause(start)[0], start - 2), end + 1))
                continue
            stop = _AFTER_NO.search(self.text, end + 1, last)
            about = self.text[end : stop.start()] if stop is not None else ""
            if (
                stop is not None
                and stop.group() == "的"
                and last - stop.end() <= _SHORT
                and about[-2:] in data()["of_the_kind"]
            ):
                stop = None  # 没有组织过信息公开方面的培训; 没有自己的网站
            if last == end and (self.text[start:end] in data()["none"] or text_done(self.text, start)):
                found.append(Scope(start, end, self._labelled(start)[0], last))  # 查了没有, 追责没有, 追责：没有
                continue
            found.append(Scope(start, end, end, stop.start() if stop else last))
        none = (item for item in quantities(self.text) if item.value == 0)
        return [*found, *(Scope(item.start, item.end, *self._labelled(item.start)) for item in none)]

    def _labelled(self, at: int) -> tuple[int, int]:
        """The clause at an offset, with the label before it: 约谈：0."""
        first, last = self.clause(at)
        if first == at and self.text[at - 1 : at] == "：":
            first = self.clause(at - 2)[0]
        return first, last

    def _bounds(self, start: int, end: int) -> bool:
        """Whether a word bounds a figure: 不足50次, 不到50次 deny nothing."""
        bound = self.text[start : start + 2]
        return bound in _BOUNDS and self.text[start + 2 : start + 3].isdigit() and end <= start + 2

    @cached_property
    def plans(self) -> list[Scope]:
        """Words that say that something is planned, with the clause in which it is."""
        text = self.text
        before = tuple(data()["will_before"])
        will = [
            match.span()
            for match in re.finditer(data()["will"], text)
            if match.end() not in self.topics
            if text.startswith(before, match.end())
            or match.end() in self.acts
            or not set(data()["put_somewhere"]) & set(text[match.end() : self.clause(match.start())[1]])
        ]
        found = []
        for start, end in [*found_in(text, "planned", "not_planned"), *will]:
            if _DRAWN_UP.match(text, start) or (text[start:end] in _STILL and _SOMEWHERE.match(text, end)):
                continue
            first, last = self.clause(start)
            if text[start:end] in data()["asked"]:
                found.append(Scope(start, end, start, last))
            elif text[start:end] in _WHICH and (
                text[start - 1 : start] in _OBJECTS or "的" in text[end : min(end + 9, last)] or _THING.match(text, end)
            ):
                continue  # 对拟作出不予公开答复的申请, 拟不予公开的答复: which of them, and no plan
            elif "的" not in text[end : end + 4] or text[end : end + 1] in _AFTER_WILL:  # 拟公开的信息 is no plan
                once = text.startswith(tuple(data()["once"]), start) or text.endswith("原", 0, start)  # 本来想…，没搞成
                found.append(Scope(start, end, first, last if once else self._sentence_end(end)))
        return found

    def _sentence_end(self, at: int) -> int:
        return next((index for index in range(at, len(self.text)) if self.text[index] in "。；"), len(self.text))

    def planned(self, at: int, *, asked: bool = True) -> bool:
        """Whether what stands there is planned; or, where ``asked``, only asked for by somebody."""
        return any(
            scope.first <= at < scope.last and (asked or self.text[scope.start : scope.end] not in data()["asked"])
            for scope in self.plans
        )

    @cached_property
    def done(self) -> list[tuple[int, int]]:
        """Words that say that something is done."""
        return found_in(self.text, "done", "not_planned")

    @cached_property
    def agents(self) -> list[Scope]:
        """Who acts, and the clause in which."""
        found: list[Scope] = []
        for start, end in self.clauses:
            bodies = self._bodies(start, end)
            mine: list[tuple[int, int]] = []
            fronted, by = False, ""
            for at, behind in (span for span in self._acting if start <= span[0] < end):
                word = self.text[at:behind]
                begin = behind + (self.text[behind : behind + 1] in _TO)
                strong = word in data()["acts_surely"]
                name = next(
                    (
                        item.end()
                        for item in bodies
                        if 0 <= item.start() - begin <= (8 if strong else 6)
                        and "由" not in self.text[begin : item.start()]
                    ),
                    begin + 2 if strong and word != "经" else 0,
                )
                if not name or self.text[begin : begin + 1].isdigit():
                    continue  # 由3%调整为5%
                if begin < end and (not mine or begin >= mine[-1][1]):
                    fronted = fronted or (strong and not mine)
                    by = by or word
                    mine.append((begin, min(self._whole(name, end), end)))
            if not mine:
                mine = self._first(start, end, bodies)
            if mine:  # 由股室提供材料、办公室拟稿: whoever begins the next member of the list
                for match in bodies:
                    head = self._head(start, match.start())
                    if head == mine[-1][1] + 1 and self.text[head - 1] in _JOINED:
                        mine[-1] = mine[-1][0], self._whole(match.end(), end)  # 由综合办、司法所
                    elif (
                        head > mine[0][1]
                        and self.text[head - 1] == "、"
                        and match.end() < end
                        and self.text[match.end()] != "、"
                    ):
                        mine.append((head, self._whole(match.end(), end)))
                mine.sort()
            for index, (begin, stop) in enumerate(mine):
                begins = start if index == 0 and (fronted or not by) else begin
                ends = mine[index + 1][0] if index + 1 < len(mine) else end
                if by == "经" and (after := self.text.find("后", stop, ends)) >= 0:
                    ends = after  # 经法律顾问看过后寄出
                found.append(Scope(begin, stop, begins, ends, by))
        return found

    def _first(self, start: int, end: int, bodies: list[re.Match[str]]) -> list[tuple[int, int]]:
        """Who stands at the beginning of a clause, or nobody."""
        before = tuple(data()["not_acting_after"])
        for match in bodies:
            head = self._head(start, match.start())
            if self.text.endswith(before, start, head):
                continue
            if match.group() in data()["places"] and self.text.startswith(tuple(data()["there"]), match.end()):
                continue
            if not re.sub(_LEAD, "", self.text[start:head]) and not _has_word(
                _OFFICE.sub("", self.text[head : match.start()])
            ):
                return [(head, self._joined(self._whole(match.end(), end), bodies, end))]
        return []

    def _bodies(self, start: int, end: int) -> list[re.Match[str]]:
        """Words that end the name of a body, not those that are part of another word (站 in 网站)."""
        closed = [match.span() for match in words("no_bodies").finditer(self.text, start, end)]
        after = tuple(data()["not_bodies"])

        def of_another(match: re.Match[str]) -> bool:
            length = match.end() - match.start()
            return any(a < match.end() and match.start() < b and b - a > length for a, b in closed)

        return [
            match
            for match in words("bodies").finditer(self.text, start, end)
            if not of_another(match) and not self.text.startswith(after, match.end())
        ]

    @cached_property
    def _acting(self) -> list[tuple[int, int]]:
        cleft = [match.span("by") for match in _CLEFT.finditer(self.text)]  # 数据是市里帮着搬的
        return sorted([*found_in(self.text, "acts_after", "no_acts_after"), *cleft])

    def _whole(self, at: int, end: int) -> int:
        """Where a name ends that goes on behind a body's own word: 局办公室, 委法规科."""
        match = _INNER.match(self.text, at, end)
        return match.end() if match else at

    def _joined(self, at: int, bodies: list[re.Match[str]], end: int) -> int:
        """Where a row of names ends: 县人大代表和群众代表."""
        for match in bodies:
            if match.start() > at and self.text[at : at + 1] in _JOINED and match.start() - at <= 5:
                at = self._whole(match.end(), end)
        return at

    def _head(self, start: int, at: int) -> int:
        """Where the name that ends in a body's word begins: as far back as nothing else can begin."""
        head = at
        while head > start and at - head < 6 and self.text[head - 1] not in _NO_NAME:
            if self.text[head - 1] in "办审送报理复核" and head < at:
                break
            head -= 1
        return head

    def agent(self, at: int) -> Scope | None:
        """Who acts in what stands there."""
        return next((scope for scope in self.agents if scope.first <= at < scope.last), None)

    @cached_property
    def sequences(self) -> list[tuple[int, int, int, int]]:
        """Steps told in their order: the first's place and the second's."""
        return self._pairs("first_then")

    @cached_property
    def orders(self) -> list[tuple[int, int, int, int]]:
        """What is done before what: the first's place and the second's."""
        return self.sequences + self._pairs("then_first") + self._pairs("from_to")

    def _pairs(self, key: str) -> list[tuple[int, int, int, int]]:
        found = []
        for pattern in _order_patterns(key):
            for match in pattern.finditer(self.text):
                start, end = match.span("a")
                first = self.text.rfind("先", start, end) + 1
                if first and not words("bodies").search(self.text, start, first):
                    start = first  # 信息先由…: the topic is no step
                found.append((start, end, *match.span("b")))
        return found


def text_done(text: str, at: int) -> bool:
    """Whether what was done stands right before a denial that ends its clause: 查了没有, 查找后没有."""
    return text.endswith(("了", "过", "后"), 0, at)


_BOUNDS = ("不足", "不到", "未满", "不满")
_STILL, _SOMEWHERE = ("还在", "仍在"), re.compile("(?![等待])[^，。；]{1,8}?[群网栏号站厅上里内]")
"""Where something was done besides: 还在微信群发布."""
_DRAWN_UP = re.compile("拟[制稿写文订定就好办]")
"""Of a text: drawn up, and not planned."""
_AFTER_WILL = tuple("把对将在于由从向")
_THING = re.compile("[^，。；]{1,2}(?:信息|文件|事项|稿件|内容|材料|公文)")
"""What is to be made something of: 拟公开信息."""
_WHICH, _OBJECTS = ("拟",), tuple("对将把就向与和及、核查审")


def _has_word(text: str) -> bool:
    """Whether words stand in what would be the beginning of a name (登记用市里)."""
    known = vocabulary().words
    return len(text) > 2 and any(text[at : at + 2] in known for at in range(len(text) - 1))


_OFFICE = re.compile("^(?:最后|然后|随后|再|才)?(?:分管|主管|主要)?(?:副)?")
_CLEFT = re.compile("(?P<by>是)[^，。；：是]{2,14}的(?=[，。；]|$)")
_TO = "给到至由与自经"
_JOINED = ("、", "和", "与", "及")
_INNER = re.compile(
    r"(?!安排|指定|明确|确定|指派|落实|配备)[^\W0-9A-Za-z为对把将由在向给与和到送报请交责]{0,4}?(?:办公室|综合办|科室|股室|科|股|室|领导|负责人|主任|书记|窗口|(?<!网)站|专人|工作人员|法律顾问|顾问|律师)"
)
_LEAD = r"最后|然后|随后|再|全年|年内|[0-9]+月|今年|本年度?|[^，。；]{0,6}[年月日]|其中|并|同时|各|申请|信息|已|，"
_NO_NAME = "即则并也还又再就及或其此由经请向给对到在至与和为往报送交从同转发让归把将被的了，。；：、（）0123456789"


@lru_cache(maxsize=4)
def _order_patterns(key: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in data()["order"][key]]


@lru_cache(maxsize=2048)
def traits_of(text: str) -> Traits:
    return Traits(text)
