"""What a clause does with its words: who acts, what is denied, planned, limited, ordered, caused; kept or broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.package_data import load_data
from nianbao.licence.sources import Source
from nianbao.licence.vocabulary import Ground, Hit, Piece, vocabulary
from nianbao.patterns import any_of
from nianbao.text import Quantity, fold, quantities

__all__ = ["Broken", "Traits", "alike", "broken_relations"]


class Broken(NamedTuple):
    """A relation of a source that a sentence does not keep.

    Attributes:
        start, end: the words of the sentence. kind: agent, order, denial, plan, limit, all, rate, figure, cause.
        why: plain Chinese.
    """

    start: int
    end: int
    kind: str
    why: str


class Scope(NamedTuple):
    """A word that governs some of a text: its place, and what it governs."""

    start: int
    end: int
    first: int
    last: int
    marked: bool = False


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("relations.yaml"))


@lru_cache(maxsize=32)
def _words(*keys: str) -> re.Pattern[str]:
    return any_of([fold(word) for key in keys for word in _data()[key]])


def _found(text: str, key: str, but: str = "") -> list[tuple[int, int]]:
    """Where a text has words of a list, those inside the words of another list left out."""
    closed = [match.span() for match in _words(but).finditer(text)] if but else []
    return [
        match.span()
        for match in _words(key).finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in closed)
    ]


_CLAUSE = "，。；：（）\n"
_AFTER_NO = re.compile("[，。；：、（）的地者而就即则也由]|[时后前](?=[，。；])|情况|情形")


class Traits:
    """What a text does, clause by clause; a source's or a sentence's.

    Args:
        text: folded. acts: where in it stands what a source says was done, or not done.
    """

    def __init__(self, text: str, acts: frozenset[int] = frozenset()) -> None:
        self.text, self.acts = text, acts

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Places of the clauses."""
        found, start = [], 0
        for at, char in enumerate(self.text):
            if char in _CLAUSE:
                if at > start:
                    found.append((start, at))
                start = at + 1
        return [*found, (start, len(self.text))] if start < len(self.text) else found

    def clause(self, at: int) -> tuple[int, int]:
        """The clause at an offset."""
        return next(((start, end) for start, end in self.clauses if start <= at < end), (at, at + 1))

    @cached_property
    def denials(self) -> list[Scope]:
        """Words that deny, and what they deny."""
        found = []
        little = _found(self.text, "too_little", "not_too_little")
        for start, end in little:
            first, last = self.clause(start)
            found.append(Scope(start, end, first, last))
        for start, end in _found(self.text, "negations", "not_negations"):
            if any(start < stop and begin < end for begin, stop in little):
                continue
            _, last = self.clause(start)
            stop = _AFTER_NO.search(self.text, end + 1, last)
            found.append(Scope(start, end, end, stop.start() if stop else last))
        for item in quantities(self.text):
            if item.value == 0:
                found.append(Scope(item.start, item.end, *self.clause(item.start)))
        return found

    @cached_property
    def plans(self) -> list[Scope]:
        """Words that say that something is planned, with the clause in which it is."""
        text = self.text
        found = [
            Scope(*span, self.clause(span[0])[0], self._sentence_end(span[1]))
            for span in _found(text, "planned", "not_planned")
        ]
        before = tuple(_data()["will_before"])
        for match in re.finditer(_data()["will"], text):
            if text.startswith(before, match.end()) or match.end() in self.acts:
                found.append(
                    Scope(match.start(), match.end(), self.clause(match.start())[0], self._sentence_end(match.end()))
                )
        return found

    def _sentence_end(self, at: int) -> int:
        return next((index for index in range(at, len(self.text)) if self.text[index] in "。；"), len(self.text))

    def planned(self, at: int) -> bool:
        """Whether what stands there is planned."""
        return any(scope.first <= at < scope.last for scope in self.plans)

    @cached_property
    def done(self) -> list[tuple[int, int]]:
        """Words that say that something is done."""
        found = _found(self.text, "done", "not_planned")
        return found

    @cached_property
    def agents(self) -> list[Scope]:
        """Who acts, and the clause in which."""
        found: list[Scope] = []
        before = tuple(_data()["not_acting_after"])
        for start, end in self.clauses:
            bodies = [
                match
                for match in _words("bodies").finditer(self.text, start, end)
                if not self.text.startswith(tuple(_data()["not_bodies"]), match.end())
            ]
            mine: list[tuple[int, int]] = []
            for at, behind in (span for span in self._acting if start <= span[0] < end):
                word = self.text[at:behind]
                begin = behind + (self.text[behind : behind + 1] in _TO)
                strong = word in _data()["acts_surely"]
                name = next(
                    (item.end() for item in bodies if 0 <= item.start() - begin <= (8 if strong else 6)),
                    begin + 2 if strong else 0,
                )
                if not name:
                    continue
                if begin < end and (not mine or begin >= mine[-1][1]):
                    mine.append((begin, min(self._whole(name, end), end)))
            if mine:  # 由股室提供材料、办公室拟稿: whoever begins the next member of the list
                for match in bodies:
                    head = self._head(start, match.start())
                    if head > mine[0][1] and self.text[head - 1] == "、" and match.end() < end and self.text[match.end()] != "、":
                        mine.append((head, self._whole(match.end(), end)))
                mine.sort()
            marked = True
            if not mine:
                for match in bodies:
                    head = self._head(start, match.start())
                    if self.text.endswith(before, start, head):
                        continue
                    if match.group() in _PLACES and self.text.startswith(_THERE, match.end()):
                        continue
                    if not re.sub(_LEAD, "", self.text[start:head]):
                        mine.append((head, self._whole(match.end(), end)))
                        break
                marked = False
            for index, (begin, stop) in enumerate(mine):
                begins = start if index == 0 else begin
                ends = mine[index + 1][0] if index + 1 < len(mine) else end
                found.append(Scope(begin, stop, begins, ends, marked))
        return found

    @cached_property
    def _acting(self) -> list[tuple[int, int]]:
        return _found(self.text, "acts_after", "no_acts_after")

    def _whole(self, at: int, end: int) -> int:
        """Where a name ends that goes on behind a body's own word: 局办公室, 委法规科."""
        match = _INNER.match(self.text, at, end)
        return match.end() if match else at

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
        return [
            (*match.span("a"), *match.span("b"))
            for pattern in _order_patterns(key)
            for match in pattern.finditer(self.text)
        ]


_TO = "给到至由与"
_INNER = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:办公室|综合办|科室|股室|科|股|室|领导|负责人|主任|书记|窗口|站)")
_THERE = ("放", "设", "配", "有", "摆", "装", "内", "里", "的", "门", "安", "开", "挂", "贴", "微", "公", "工", "信", "干", "书")
_PLACES = ("中心", "窗口", "社区", "村", "医院", "学校", "各村", "单位", "部门")
"""Bodies that are places as often as they act; who acts there stands behind 由."""
_LEAD = r"全年|年内|[0-9]+月|今年|本年度?|[^，。；]{0,6}[年月日]|其中|并|同时|各|申请|信息|已|，"
_NO_NAME = "即则并也还又再就及或其此由经请向给对到在至与和为往报送交从同转发让归把将被的了，。；：、（）0123456789"


@lru_cache(maxsize=4)
def _order_patterns(key: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in _data()["order"][key]]


@lru_cache(maxsize=2048)
def _traits(text: str) -> Traits:
    return Traits(text)


class _Held:
    """A sentence held against its sources."""

    def __init__(self, text: str, pieces: Sequence[Piece], ground: Ground) -> None:
        self.text, self.ground, self.pieces = text, ground, pieces
        bare = vocabulary().bare
        self.told = [
            piece
            for piece in pieces
            if piece.hits and piece.end - piece.start > 1 and piece.kind != "letter" and piece.text not in bare
        ]
        self.letters = [piece for piece in pieces if piece.hits and piece.kind in ("letter", "synonym")]
        self.sources = ground.sources
        done = tuple("已未不并再才也都均就没")
        self.mine = Traits(
            text,
            frozenset(
                piece.start
                for piece in self.told
                if any(self.sources[hit.source].text.endswith(done, 0, hit.start) for hit in piece.hits)
            ),
        )

    def traits(self, hit: Hit) -> Traits:
        """Of the source that a piece stands in."""
        return _traits(self.sources[hit.source].text)

    def within(self, first: int, last: int) -> list[Piece]:
        """Pieces that begin in a range."""
        return [piece for piece in self.told if first <= (piece.start + piece.end) // 2 < last]

    def at(self, source: int, first: int, last: int) -> list[Piece]:
        """Pieces that stand in a range of a source."""
        return [
            piece
            for piece in self.told
            if any(hit.source == source and hit.start < last and first < hit.end for hit in piece.hits)
        ]


def broken_relations(text: str, pieces: Sequence[Piece], ground: Ground) -> list[Broken]:
    """Relations of the sources that a sentence does not keep.

    Args:
        text: the sentence, folded. pieces: as it was covered. ground: its sources.
    """
    held = _Held(text, pieces, ground)
    found: list[Broken] = []
    for check in (_denied, _planned, _limited, _all, _agents, _by_itself, _ordered, _turned_round, _addressed, _obliged, _hosted, _rated, _figures, _channels, _exchanged, _prefixed, _names, _caused):
        found += check(held)
    return found


def alike(measure: str) -> frozenset[str]:
    """Measure words that count the same things as one, itself among them."""
    return frozenset({measure}.union(*(row for row in _data()["measures"] if measure in row)))


# ── denial


def _denies(traits: Traits, start: int, end: int) -> bool:
    return any(scope.first < end and start < scope.last and not (scope.start <= start < scope.end) for scope in traits.denials)


def _denied(held: _Held) -> Iterator[Broken]:
    for scope in held.mine.denials:
        inside = [piece for piece in held.told if piece.start < scope.last and scope.first < piece.end]
        over = [
            piece
            for piece in held.pieces
            if piece.start <= scope.start < piece.end and piece.kind in ("source", "synonym", "akin") and piece.end - piece.start > scope.end - scope.start
        ]
        if over:
            continue  # 没有 stands in the source's own words
        if inside and not any(
            not held.sources[hit.source].tells or _denies(held.traits(hit), hit.start, hit.end)
            for piece in inside
            for hit in piece.hits
        ):
            yield Broken(scope.start, inside[-1].end, "denial", f"“{held.text[scope.start:inside[-1].end]}”：素材没有这样否定")
    for index, source in enumerate(held.sources):
        for scope in _traits(source.text).denials if source.tells else ():
            whole = scope.first <= scope.start  # 报送不及时: too little of what stands around it
            mine = _only(held, index, scope.first, scope.last)
            near = mine if whole else [piece for piece in mine if any(hit.start - scope.end <= 8 for hit in piece.hits)]
            if not near or held.at(index, scope.start, scope.end):
                continue
            if any(_denies(held.mine, piece.start, piece.end) for piece in mine):
                continue
            if not _is_of(held, index, _traits(source.text).clause(scope.start), near[0], whole=whole):
                continue
            said = source.text[scope.start : scope.last] if not whole else source.text[scope.first : scope.last]
            yield Broken(near[0].start, near[-1].end, "denial", f"素材说的是“{said[:20]}”，这里没有了否定")


def _is_of(held: _Held, index: int, clause: tuple[int, int], piece: Piece, *, whole: bool) -> bool:
    """Whether the clause of a piece tells this clause of a source more than any other."""
    first, last = held.mine.clause(piece.start)
    traits = _traits(held.sources[index].text)
    shares: dict[tuple[int, int], int] = {}
    for item in held.within(first, last):
        for place in {traits.clause(hit.start) for hit in item.hits if hit.source == index}:
            shares[place] = shares.get(place, 0) + item.end - item.start
    mine = shares.get(clause, 0)
    return mine == max(shares.values(), default=0) and (not whole or mine >= 4)


# ── plan

_TO_DO = ("measure", "owner", "deadline")


def _planned(held: _Held) -> Iterator[Broken]:
    for piece in held.told:
        hits = [hit for hit in piece.hits if held.sources[hit.source].tells]
        if not hits:
            continue
        future = [held.sources[hit.source].planned(hit.start) or held.traits(hit).planned(hit.start) for hit in hits]
        first, last = held.mine.clause(piece.start)
        mine = held.mine.planned(piece.start)
        done = any(first <= at < last for at, _ in held.mine.done) or "了" in held.text[piece.end : piece.end + 1]
        if all(future):
            marked = any(held.traits(hit).planned(hit.start) for hit in hits)
            if done and not mine:
                yield Broken(piece.start, piece.end, "plan", f"“{piece.text}”：素材说的是打算做，这里写成已经做了")
                return
            if marked and not mine and not any(held.sources[hit.source].planned(hit.start) for hit in hits):
                yield Broken(piece.start, piece.end, "plan", f"“{piece.text}”：素材说的是打算做，这里没有写明")
                return
        elif not any(future) and mine and not any(held.sources[hit.source].columns[-1].name in _TO_DO for hit in hits):
            yield Broken(piece.start, piece.end, "plan", f"“{piece.text}”：素材说的是做了的事，这里写成打算做")
            return


# ── limits and quantity words


@lru_cache(maxsize=1)
def _limit_rows() -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    rows = [[fold(word) for word in row] for row in _data()["limits"]]
    return [*((any_of(row), tuple(row)) for row in rows), (_BOUND, ())]


_BOUND = re.compile("[一二三四五六七八九十0-9]+[级类等岁]以[上下内]")


def _limited(held: _Held) -> Iterator[Broken]:
    for index, source in enumerate(held.sources):
        if not source.tells:
            continue
        for pattern, row in _limit_rows():
            closed = [match.span() for match in _words("not_limits").finditer(source.text)]
            for match in pattern.finditer(source.text):
                if pattern.search(held.text) or any(a <= match.start() and match.end() <= b for a, b in closed):
                    continue
                next_to = [
                    piece
                    for piece in held.told
                    if any(
                        hit.source == index
                        and match.end() <= hit.start <= match.end() + 4
                        and not set(source.text[match.end() : hit.start]) & set(_CLAUSE)
                        for hit in piece.hits
                    )
                ]
                if next_to and _is_of(held, index, _traits(source.text).clause(match.start()), next_to[0], whole=False):
                    word = match.group()
                    yield Broken(
                        next_to[0].start, next_to[0].end, "limit", f"素材说的是“{word}{next_to[0].text}”，这里去掉了“{word}”"
                    )


def _all(held: _Held) -> Iterator[Broken]:
    sums_up = tuple(fold(word) for word in _data()["sums_up"])
    for start, end in _found(held.text, "universal", "not_universal"):
        word = held.text[start:end]
        if any(piece.start <= start < piece.end and piece.kind == "source" for piece in held.told):
            continue
        if not any(source.tells for source in held.sources) or _all_there(held, start):
            continue
        partial = any(_limit_rows()[0][0].search(source.text) for source in held.sources if source.tells)
        begin = held.text.rfind("。", 0, start) + 1
        counted = bool(quantities(held.text[begin:start])) or "、" in held.text[begin:start] or "和" in held.text[begin:start]
        if word in sums_up and _of_a_part(held, end):
            yield Broken(start, end, "all", f"“{word}”：素材只说到其中的一部分")
            continue
        if word in sums_up and counted and not partial:
            continue
        first, last = held.mine.clause(start)
        named = any(mark in held.text[max(0, first - 12) : end] for mark in ("的", "前", "后", "时", "凡", "每"))
        if word in _data()["conditional"] and not partial and (named or word not in sums_up or word == "都"):
            continue
        if word == "各" and counted:
            continue
        if word == "各" and any(held.text.startswith(piece.text, end) for piece in held.told if piece.start == end):
            given = held.text[start : end + 2]
            if held.ground.has(given):
                continue
        yield Broken(start, end, "all", f"“{word}”：素材没有说到这样的范围")


def _all_there(held: _Held, at: int) -> bool:
    """Whether a source says all in a clause that the clause here tells."""
    first, last = held.mine.clause(at)
    for piece in held.within(first, last):
        for hit in piece.hits if not piece.start <= at < piece.end else ():
            begin, end = held.traits(hit).clause(hit.start)
            if held.sources[hit.source].tells and _found(held.sources[hit.source].text[begin:end], "universal", "not_universal"):
                return True
    return False


def _of_a_part(held: _Held, at: int) -> bool:
    """Whether what is said of all is what a source says of a part of them (其中图解4篇)."""
    _, last = held.mine.clause(at - 1)
    said = {item.value for item in quantities(held.text)}
    for piece in held.within(at, last):
        for hit in piece.hits:
            text = held.sources[hit.source].text
            first, end = held.traits(hit).clause(hit.start)
            counts = {item.value for item in quantities(text[first:end])}
            if not counts or counts & said:
                continue
            more = [item for item in quantities(text[first:end]) if _fewer(item, text)]
            if "其中" in text[max(0, first - 1) : hit.start] or more:
                return True
    return False


def _fewer(item: Quantity, text: str) -> bool:
    """Whether a source counts more of the same somewhere else."""
    return item.value is not None and any(
        other.value is not None and other.value > item.value and other.measure == item.measure
        for other in quantities(text)
    )


def _rated(held: _Held) -> Iterator[Broken]:
    mine = _found(held.text, "rates")
    for start, end in mine:
        word = held.text[start:end]
        if end - start > 1 and not held.ground.has(word) and not held.ground.licensed(word):
            yield Broken(start, end, "rate", f"“{word}”在素材里没有")
    for index, source in enumerate(held.sources):
        if not source.tells or mine:
            continue
        for start, end in _found(source.text, "rates"):
            first, last = _traits(source.text).clause(start)
            counts = [item for item in quantities(source.text[end:last])]
            said = [item for item in quantities(held.text) if any(item.text == other.text for other in counts)]
            if said and not source.text[start:end] in held.text:
                item = said[0]
                yield Broken(item.start, item.end, "rate", f"素材说的是“{source.text[start:end]}”有“{item.text}”，这里去掉了")
                break


# ── who does what


def _overlaps(hits: Sequence[Hit], source: int, scope: Scope) -> bool:
    return any(hit.source == source and hit.start < scope.end and scope.start < hit.end for hit in hits)


def _same_name(one: str, other: str) -> bool:
    """Whether one name is the other with more before it: 局办公室, 办公室."""
    return len(one) > 1 and len(other) > 1 and (one.endswith(other) or other.endswith(one))


def _agents(held: _Held) -> Iterator[Broken]:
    acting_there = {
        index: _traits(source.text).agents for index, source in enumerate(held.sources) if source.tells
    }
    named_there = {
        index: [Scope(*match.span(), 0, 0) for match in _words("bodies").finditer(source.text)]
        for index, source in enumerate(held.sources)
        if source.tells
    }
    for scope in held.mine.agents:
        who = [piece for piece in held.told + held.letters if piece.start < scope.end and scope.start < piece.end]
        hits = [hit for piece in who for hit in piece.hits if held.sources[hit.source].tells]
        if not any(
            _overlaps(hits, index, there)
            for scopes_of in (acting_there, named_there)
            for index, scopes in scopes_of.items()
            for there in scopes
        ):
            continue
        if any(held.sources[hit.source].column(hit.start) == "owner" for hit in hits):
            continue
        name = held.text[scope.start : scope.end]
        for piece in held.within(scope.first, scope.last):
            if piece in who or piece.start < scope.end and scope.start < piece.end:
                continue
            theirs = [hit for hit in piece.hits if held.sources[hit.source].tells]
            if not theirs or any(
                hit.start < there.end and there.start < hit.end for hit in theirs for there in acting_there[hit.source]
            ):
                continue
            acting = [(hit, held.traits(hit).agent(hit.start)) for hit in theirs]
            if any(
                agent is None and any(other.source == hit.source for other in hits)
                or agent is not None
                and (_overlaps(hits, hit.source, agent) or _same_name(name, held.sources[hit.source].text[agent.start : agent.end]))
                for hit, agent in acting
            ):
                continue
            if all(agent is None for _, agent in acting):
                yield Broken(scope.start, scope.end, "agent", f"“{name}”与“{piece.text}”在素材里不是一件事")
                return
            hit, agent = next((hit, agent) for hit, agent in acting if agent is not None)
            if any(other.source == hit.source for other in hits):
                real = held.sources[hit.source].text[agent.start : agent.end]
                yield Broken(scope.start, scope.end, "agent", f"素材里“{piece.text}”的是“{real}”，不是“{name}”")
                return


def _by_itself(held: _Held) -> Iterator[Broken]:
    """The unit itself does what a source says that somebody outside did."""
    inside = tuple(_data()["inside"])
    for mine, begin, last in _own_acts(held):
        for piece in held.within(begin, last):
            for hit in piece.hits:
                if not held.sources[hit.source].tells:
                    continue
                agent = held.traits(hit).agent(hit.start)
                if agent is None or agent.end > hit.start:
                    continue
                name = held.sources[hit.source].text[agent.start : agent.end]
                known = name.endswith(inside) or name in held.ground.own or name in held.text
                if known or not _words("bodies").search(name):
                    continue
                yield Broken(begin - len(mine), begin, "agent", f"素材里“{piece.text}”的是“{name}”，不是“{mine}”")
                return


def _own_acts(held: _Held) -> Iterator[tuple[str, int, int]]:
    """Where the unit itself acts: its name, and the place of what it does."""
    for first, last in held.mine.clauses:
        marked = [scope for scope in held.mine.agents if first <= scope.start < last and scope.marked]
        starts = [scope.start for scope in marked] or [first]
        for start in starts:
            words = [word for word in held.ground.own if held.text.startswith(word, start)]
            if words:
                mine = max(words, key=len)
                yield mine, start + len(mine), last


# ── in which order


def _ordered(held: _Held) -> Iterator[Broken]:
    for a, b, c, d in held.mine.orders:
        for one in held.within(a, b):
            for other in held.within(c, d):
                said = {
                    _before(held, hit, after)
                    for hit in one.hits
                    for after in other.hits
                    if hit.source == after.source and held.sources[hit.source].tells
                }
                if "after" in said and not said & {"before", "beside"}:
                    yield _turned(one, other, other, one)
                    return
    if held.mine.orders:
        return
    for source, told in enumerate(held.sources):
        for a, b, c, d in _traits(told.text).sequences if told.tells else ():
            firsts, seconds = _only(held, source, a, b), _only(held, source, c, d)
            if firsts and seconds and min(piece.start for piece in firsts) > max(piece.end for piece in seconds):
                between = held.text[seconds[-1].end : firsts[0].start]
                if any(mark in between for mark in "，、；") and "先" not in between:
                    yield _turned(seconds[0], firsts[-1], firsts[0], seconds[0])
                    return


def _turned(start: Piece, end: Piece, first: Piece, second: Piece) -> Broken:
    why = f"素材里“{first.text}”在先，“{second.text}”在后，这里颠倒了"
    return Broken(min(start.start, end.start), max(start.end, end.end), "order", why)


def _only(held: _Held, source: int, first: int, last: int) -> list[Piece]:
    """Pieces that stand in a range of a source and nowhere else."""
    return [
        piece
        for piece in held.told
        if all(hit.source == source and first <= hit.start < last for hit in piece.hits)
    ]


def _before(held: _Held, one: Hit, other: Hit) -> str:
    """Whether one place is done before another one: ``before``, ``after``, ``beside`` in one step, or unknown."""
    source = held.sources[one.source]
    traits = _traits(source.text)
    for a, b, c, d in traits.orders:
        if a <= one.start < b and c <= other.start < d:
            return "before"
        if a <= other.start < b and c <= one.start < d:
            return "after"
    if any(a <= place < b or c <= place < d for a, b, c, d in traits.orders for place in (one.start, other.start)):
        return "beside"
    if source.column(one.start) != source.column(other.start) or one.start == other.start:
        return "beside"
    if traits.clause(one.start) == traits.clause(other.start):
        return "beside"
    return "after" if other.end <= one.start else "before"


def _turned_round(held: _Held) -> Iterator[Broken]:
    """开学前 where a source says 开学后."""
    for piece in held.told:
        mine = _when(held.text, piece.end)
        if not mine:
            continue
        theirs = {_when(held.sources[hit.source].text, hit.end) for hit in piece.hits if held.sources[hit.source].tells}
        if theirs and mine not in theirs and "" not in theirs:
            yield Broken(piece.start, piece.end + 1, "order", f"素材说的是“{piece.text}{theirs.pop()}”，这里写成“{mine}”")


def _when(text: str, at: int) -> str:
    match = re.compile("(?:之|以)?([前后])|(时)(?![间段限效期候])|(?:的)?(同时)").match(text, at)
    return match.group(match.lastindex or 0) if match else ""


# ── figures and what stands beside them


def _figures(held: _Held) -> Iterator[Broken]:
    for item in quantities(held.text):
        places = [
            (index, other)
            for index, source in enumerate(held.sources)
            if source.tells
            for other in quantities(source.text)
            if other.value == item.value and other.measure in alike(item.measure)
        ]
        if not places or item.value is None:
            continue
        rivals = {
            index: [other for other in quantities(held.sources[index].text) if other.measure in alike(item.measure)]
            for index, _ in places
        }
        if all(len(found) < 2 for found in rivals.values()) and len(held.sources) == 1:
            continue
        beside = _beside(held, item.start, item.end)
        if beside is None:
            continue
        index, other = places[0]
        elements = [_element(held.sources[index].text, other.start) for index, other in places]
        hits = [hit for hit in beside.hits if held.sources[hit.source].tells]
        here = _element(held.text, item.start)
        beside_it = {other.value for other in quantities(held.text[here[0] : here[1]])}
        if not hits or any(
            hit.source == places[number][0] and first <= hit.start < last
            for hit in hits
            for number, (first, last) in enumerate(elements)
        ):
            continue
        first, last = here
        with_it = {hit.start for piece in held.within(first, last) for hit in piece.hits}
        if any(start <= at < end and not begin <= at < stop for start, end, begin, stop in (
            (*element, place[1].start, place[1].end) for element, place in zip(elements, places, strict=True)) for at in with_it):
            continue
        # what stands beside it here has another figure beside it there
        for hit in hits:
            first, last = _element(held.sources[hit.source].text, hit.start)
            mine = [q for q in quantities(held.sources[hit.source].text) if first <= q.start < last and q.measure in alike(item.measure)]
            if mine and all(q.value != item.value and q.value not in beside_it for q in mine):
                yield Broken(item.start, item.end, "figure", f"素材里与“{beside.text}”一起的是“{mine[0].text}”，不是“{item.text}”")
                return


def _element(text: str, at: int) -> tuple[int, int]:
    """The member of a list, or the clause, that a place is in."""
    start = max(text.rfind(mark, 0, at) for mark in "，。；：、（） ") + 1
    ends = [found for mark in "，。；：、（）" if (found := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def _beside(held: _Held, start: int, end: int) -> Piece | None:
    """The piece next to a figure in its member of the list."""
    first, last = _element(held.text, start)
    before = [piece for piece in held.told if first <= piece.start and piece.end <= start]
    after = [piece for piece in held.told if end <= piece.start < last]
    return before[-1] if before else after[0] if after else None


# ── which channel


def _channels(held: _Held) -> Iterator[Broken]:
    """What a source says of one channel, said of another one that it has."""
    ordered = sorted(held.told, key=lambda piece: piece.start)
    for piece in ordered:
        match = _words("channels").search(piece.text)
        if match is None or match.span() != (0, len(piece.text)) and not piece.text.endswith(match.group()):
            continue
        for other in ordered:
            if other is piece or other.text in vocabulary().neutral or not (0 <= other.start - piece.end <= 1 or 0 <= piece.start - other.end <= 1):
                continue
            behind = other.start >= piece.end
            beside = {
                word.group()
                for hit in other.hits
                if held.sources[hit.source].tells
                and (word := _next_channel(held.sources[hit.source].text, hit, behind=behind)) is not None
            }
            if beside and match.group() not in beside and any(held.sources[hit.source].tells for hit in piece.hits):
                yield Broken(piece.start, piece.end, "channel", f"素材里与“{other.text}”一起的是“{beside.pop()}”，不是“{match.group()}”")
                return


def _next_channel(text: str, hit: Hit, *, behind: bool) -> re.Match[str] | None:
    """The channel directly before what stands there, or directly behind it."""
    if not behind:
        return next((item for item in _words("channels").finditer(text, hit.end, hit.end + 8) if item.start() - hit.end <= 1), None)
    return next((item for item in _words("channels").finditer(text, max(0, hit.start - 8), hit.start) if hit.start - item.end() <= 1), None)


# ── two things exchanged between two clauses


def _exchanged(held: _Held) -> Iterator[Broken]:
    clauses = [(held.within(first, last), first, last) for first, last in held.mine.clauses]
    best: list[tuple[int, tuple[int, int]] | None] = []
    for pieces, _, _ in clauses:
        shares: dict[tuple[int, tuple[int, int]], int] = {}
        for piece in pieces:
            for place in {(hit.source, held.traits(hit).clause(hit.start)) for hit in piece.hits if held.sources[hit.source].tells}:
                shares[place] = shares.get(place, 0) + piece.end - piece.start
        best.append(max(shares, key=lambda place: shares[place]) if shares else None)

    def foreign(index: int, to: int) -> Piece | None:
        """A piece of one clause that the source has only where it tells the other one."""
        return next(
            (
                piece
                for piece in clauses[index][0]
                if piece.hits and all((hit.source, held.traits(hit).clause(hit.start)) == best[to] for hit in piece.hits)
            ),
            None,
        )

    for one in range(len(clauses)):
        for other in range(one + 1, len(clauses)):
            if best[one] is None or best[other] is None or best[one] == best[other]:
                continue
            mine, theirs = foreign(one, other), foreign(other, one)
            if mine is not None and theirs is not None:
                why = f"“{mine.text}”与“{theirs.text}”在素材里各是一回事，这里互换了"
                yield Broken(mine.start, theirs.end, "agent", why)
                return


# ── 副镇长 is not 镇长


def _prefixed(held: _Held) -> Iterator[Broken]:
    prefixes = tuple(_data()["prefixes"])
    for piece in held.told:
        told = [held.sources[hit.source].text[hit.start - 1 : hit.start] for hit in piece.hits if hit.start]
        if len(told) == len(piece.hits) and told and all(before in prefixes for before in told):
            if not held.text.endswith(tuple(told), 0, piece.start):
                yield Broken(piece.start, piece.end, "agent", f"素材说的是“{told[0]}{piece.text}”，不是“{piece.text}”")


def _obliged(held: _Held) -> Iterator[Broken]:
    """May where a source says must, and must where it says may."""
    for mine, theirs in (("may", "must"), ("must", "may")):
        for start, end in _found(held.text, mine, "not_modal"):
            if any(piece.start <= start < piece.end and piece.kind == "source" for piece in held.pieces):
                continue
            _, last = held.mine.clause(start)
            for piece in held.within(end, last):
                for hit in piece.hits:
                    source = held.sources[hit.source]
                    if not source.tells:
                        continue
                    first, stop = held.traits(hit).clause(hit.start)
                    clause = source.text[first:stop]
                    said = _found(clause, theirs, "not_modal")
                    if said and not _found(clause, mine, "not_modal"):
                        word = clause[said[0][0] : said[0][1]]
                        yield Broken(start, end, "modal", f"素材说的是“{word}”，不是“{held.text[start:end]}”")
                        return


def _hosted(held: _Held) -> Iterator[Broken]:
    """Held where a source says that one only went there, and the other way round."""
    for mine, theirs in (("hosts", "guests"), ("guests", "hosts")):
        for start, end in _found(held.text, mine):
            if any(piece.kind == "source" and piece.start <= start and end <= piece.end and len(piece.text) > end - start for piece in held.pieces):
                continue
            first, last = held.mine.clause(start)
            if _found(held.text[first:last], theirs):
                continue
            for piece in held.within(end, last)[:2]:
                for hit in piece.hits:
                    source = held.sources[hit.source]
                    begin, _ = held.traits(hit).clause(hit.start)
                    said = _found(source.text[begin : hit.start], theirs)
                    if source.tells and said and not _found(source.text[begin : hit.start], mine):
                        word = source.text[begin + said[0][0] : begin + said[0][1]]
                        yield Broken(start, end, "agent", f"素材说的是“{word}”，不是“{held.text[start:end]}”")
                        return


def _names(held: _Held) -> Iterator[Broken]:
    """Names of bodies that no source has as they stand."""
    levels = tuple(_data()["levels"])
    for piece in held.told:  # 县人大 where the note says 镇人大
        before = held.text[piece.start - 1 : piece.start]
        told = [held.sources[hit.source].text[hit.start - 1 : hit.start] for hit in piece.hits if hit.start]
        if before in levels and told and before not in told and all(level in levels for level in told):
            name = before + piece.text
            yield Broken(piece.start - 1, piece.end, "agent", f"素材说的是“{told[0]}{piece.text}”，不是“{name}”")
    for piece in held.pieces:  # 司法所 where it says 司法局
        before = held.text[piece.start - 1 : piece.start]
        if piece.text == "所" and held.text[piece.end : piece.end + 1] in _ALL_THAT:
            continue
        if piece.end - piece.start > 1 or piece.text not in _data()["name_ends"] or not _HAN.match(before) or before in "本我该各全每":
            continue
        if piece.kind in ("neutral", "letter", "unknown", "akin") and not held.ground.has(before + piece.text):
            start = max(piece.start - 2, held.text.rfind("，", 0, piece.start) + 1)
            yield Broken(start, piece.end, "words", f"“{held.text[start:piece.end]}”在素材里没有")
    for scope in held.mine.agents:
        name = held.text[scope.start : scope.end]
        if name.startswith(("该", "其", "本", "我", "各自")):
            continue
        known = held.ground.has(name) or name in held.ground.own or held.ground.licensed(name)
        if known or not _words("bodies").search(name) or not _HAN.fullmatch(name):
            continue
        if scope.marked and not held.ground.shortened(name):
            own = next((word for word in held.ground.own if name.startswith(word)), "")
            rest = name.removeprefix(own) if own else name
            if rest and not held.ground.has(rest) and not held.ground.licensed(rest):
                yield Broken(scope.start, scope.end, "agent", f"“{name}”在素材里没有")


_ALL_THAT = "要需提涉申列占在有属说指示见反做发公"
_HAN = re.compile("[\u4e00-\u9fff]+")


def _addressed(held: _Held) -> Iterator[Broken]:
    """To everybody where a source says to whom."""
    mine = re.search(rf"[向对](?P<all>{'|'.join(_data()['everybody'])})", held.text)
    if mine and not held.ground.has(mine["all"]):
        for source in held.sources:
            told = re.search(r"[向给](?P<some>[\u4e00-\u9fff]{2,6})", source.text)
            if source.tells and told:
                yield Broken(*mine.span(), "all", f"素材说的是“{told.group()}”，不是“{mine.group()}”")
                return


# ── because


def _caused(held: _Held) -> Iterator[Broken]:
    for start, end in _found(held.text, "causes", "not_causes"):
        if any(piece.kind == "source" and piece.start <= start < piece.end for piece in held.told):
            continue
        if not any(source.tells for source in held.sources) or any(
            source.tells
            and (_words("causes").search(source.text) or set(source.text) & set("被受遭") or any(column.name == "cause" for column in source.columns))
            for source in held.sources
        ):
            continue
        yield Broken(start, end, "cause", f"“{held.text[start:end]}”：素材没有写这样的因果")
