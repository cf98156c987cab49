"""In which order things are done: what is told first of two steps, and before, at or after what something is done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.licence.covering import Hit, Piece
from nianbao.licence.held import Broken, Held
from nianbao.licence.traits import traits_of, words


def order(held: Held) -> Iterator[Broken]:
    """What a sentence tells in another order than its sources."""
    for check in (_ordered, _listed_otherwise, _turned_round, _before_or_after_a_date, _when_another_act, _dated):
        yield from check(held)


def _ordered(held: Held) -> Iterator[Broken]:
    for a, b, c, d in held.mine.orders:
        if any(piece.kind == "source" and piece.start < min(b, d) < piece.end for piece in held.told):
            continue  # 开业前检查指南: a source's own name
        if _surely_before(held, (a, b), (c, d)):
            continue
        for one in _steps(held, a, b):
            for other in _steps(held, c, d):
                said, acts = (
                    {
                        _before(held, hit, after)
                        for hit in hits
                        for after in afters
                        if hit.source == after.source and held.sources[hit.source].tells
                    }
                    for hits, afters in ((one.hits, other.hits), (_hits(held, one), _hits(held, other)))
                )
                surely = "surely after" in acts and "surely before" not in acts and _both_acts(one, other)
                if surely or (said & {"after", "surely after"} and not said & {"surely before", "before", "beside"}):
                    yield _turned(one, other, other, one)
                    return
    for match in _FIRST_THEN.finditer(held.text):
        for piece in held.within(*match.span()):
            at_once = [held.source_text(hit).endswith(_AT_ONCE, 0, hit.start) for hit in piece.hits if held.tells(hit)]
            if any(at_once) and not piece.text.startswith(_AT_ONCE):
                why = f"素材说的是同步{piece.text}，这里分了先后"
                yield Broken(*match.span(), "order", why)
                return
    if held.mine.orders:
        return
    for source, told in enumerate(held.sources):
        for a, b, c, d in traits_of(told.text).sequences if told.tells else ():
            firsts, seconds = held.only(source, a, b), held.only(source, c, d)
            if firsts and seconds and min(piece.start for piece in firsts) > max(piece.end for piece in seconds):
                between = held.text[seconds[-1].end : firsts[0].start]
                if any(mark in between for mark in "，、；") and "先" not in between:
                    yield _turned(seconds[0], firsts[-1], firsts[0], seconds[0])
                    return


def _surely_before(held: Held, first: tuple[int, int], then: tuple[int, int]) -> bool:
    """Whether a source says in so many words that one of these steps is before the other: 改之前登了公告."""
    return any(
        a <= one.start < b and c <= other.start < d
        for piece in held.within(*first)
        for step in held.within(*then)
        for one in piece.hits
        for other in step.hits
        if one.source == other.source and held.sources[one.source].tells
        for a, b, c, d in traits_of(held.source_text(one)).orders
    )


_FIRST_THEN = re.compile("先(?:行|期)?[^，。；]{1,12}[，、]?(?:随后|然后|而后|再|后)[^，。；]{1,12}")
_AT_ONCE = ("同步", "同时", "一并", "一同")


def _hits(held: Held, piece: Piece) -> tuple[Hit, ...]:
    """Where the sources have a piece, and its last word: 发布 of 信息发布."""
    return (*piece.hits, *held.ground.hits(piece.text[-2:])) if len(piece.text) > 2 else piece.hits


def _both_acts(one: Piece, other: Piece) -> bool:
    """Whether neither of two pieces ends in the name of a body, which is no step."""
    return not any(re.search(f"(?:{words('bodies').pattern})$", piece.text) for piece in (one, other))


def _steps(held: Held, first: int, last: int) -> list[Piece]:
    """Pieces that are steps: not what says when, nor what the sentence names more than once."""
    return [
        piece
        for piece in held.within(first, last)
        if not piece.text.endswith(TIMES) and held.text.count(piece.text) == 1
    ]


TIMES = ("前", "后", "时")
"""What says when: 发布前 is no step."""


def _turned(start: Piece, end: Piece, first: Piece, second: Piece) -> Broken:
    why = f"素材里“{first.text}”在先，“{second.text}”在后，这里颠倒了"
    return Broken(min(start.start, end.start), max(start.end, end.end), "order", why)


def _before(held: Held, one: Hit, other: Hit) -> str:
    """Whether one place is done ``before``, ``after`` or ``beside`` another one; ``surely`` where a word says so."""
    source = held.sources[one.source]
    traits = traits_of(source.text)
    for a, b, c, d in traits.orders:
        if a <= one.start < b and c <= other.start < d:
            return "surely before"
        if a <= other.start < b and c <= one.start < d:
            return "surely after"
    if any(a <= place < b or c <= place < d for a, b, c, d in traits.orders for place in (one.start, other.start)):
        return "beside"
    if source.column(one.start) != source.column(other.start) or one.start == other.start:
        return "beside"
    if traits.clause(one.start) == traits.clause(other.start):
        return "beside"
    return "after" if other.end <= one.start else "before"


def _turned_round(held: Held) -> Iterator[Broken]:
    """开学前 where a source says 开学后."""
    for piece in held.told:
        mine = _when(held.text, piece.end)
        if not mine:
            continue
        act = piece.text[-2:]  # 调整之前 of 线路调整之后, of 改之后
        hits = (*piece.hits, *held.ground.hits(act), *held.ground.licensed(act))
        theirs = {_when(held.source_text(hit), hit.end) for hit in hits if held.tells(hit)}
        if theirs - {""} and mine not in theirs and ("" not in theirs or mine != "时"):
            theirs.discard("")
            yield Broken(
                piece.start, piece.end + 1, "order", f"素材说的是“{piece.text}{theirs.pop()}”，这里写成“{mine}”"
            )


def _before_or_after_a_date(held: Held) -> Iterator[Broken]:
    """2018年以后 where the sources say 2018年以前 only."""
    theirs = {
        (match["date"], _SIDES[match["side"]])
        for source in held.sources
        if source.tells
        for match in _SIDE_OF_DATE.finditer(source.text)
    }
    for match in _SIDE_OF_DATE.finditer(held.text):
        date, side = match["date"], _SIDES[match["side"]]
        if (date, side) not in theirs and any(one == date for one, _ in theirs):
            yield Broken(*match.span(), "order", f"素材说的不是“{match.group()}”")


_SIDES = {"前": "前", "止": "前", "后": "后", "起": "后", "来": "后"}
_SIDE_OF_DATE = re.compile("(?P<date>[0-9]+[年月日](?:[底末初])?)[之以]?(?P<side>[前后起来止])(?![往期述台])")


def _when(text: str, at: int) -> str:
    match = re.compile("(?:之|以)?(?P<one>[前后])|(?:时(?![间段限效期候])|的?同时|期间|过程中)").match(text, at)
    return (match["one"] or "时") if match else ""


def _when_another_act(held: Held) -> Iterator[Broken]:
    """印发后 where a source says at another time only (起草时): after another act than theirs it is another time."""
    there = {match.group() for source in held.sources if source.tells for match in _MARKS.finditer(source.text)}
    for piece in held.pieces:
        mine = _when(held.text, piece.end) if piece.kind in ("akin", "light") else ""
        if held.text[piece.end + 1 : piece.end + 2] == "的":
            continue  # 修订后的指南: which one
        if mine in ("前", "后") and there and not any(mine in mark for mark in there):
            said = held.text[piece.start : piece.end + 1]
            yield Broken(piece.start, piece.end + 1, "order", f"素材没有说“{said}”")
            return


_MARKS = re.compile("[之以]?[前后]|的?时候?(?![间段限效期])")


def _listed_otherwise(held: Held) -> Iterator[Broken]:
    """Steps of a list in another order than a source's: 复审、初审 where it says 初审、复审."""
    for start, end in held.mine.clauses:
        members = _members(held, start, end)
        for index, source in enumerate(held.sources):
            places = [min((hit.start for hit in piece.hits if hit.source == index), default=-1) for piece in members]
            if not source.tells or len(places) < _STEPS or -1 in places or places == sorted(places):
                continue
            first, last = traits_of(source.text).clause(min(places))
            if max(places) < last and _STEPWISE.search(held.text + source.text[first:last]):
                yield Broken(
                    members[0].start, members[-1].end, "order", f"素材的先后是“{source.text[first:last][:24]}”"
                )
                return


def _members(held: Held, start: int, end: int) -> list[Piece]:
    """The last piece of each member of a list in a clause, one for each; none where the clause has no list."""
    found: list[Piece] = []
    at = start
    for stop in [place for place in range(start, end) if held.text[place] == "、"] + [end]:
        inside = [piece for piece in held.within(at, stop) if held.text.count(piece.text, start, end) == 1]
        if not inside:
            return []
        found.append(inside[-1] if stop < end else inside[0])
        at = stop + 1
    return found


_STEPS = 3
"""Members of a list that tell an order."""
_STEPWISE = re.compile(
    "环节|步骤|程序|流程|依次|先后|逐级|层层|[初复终]审|[一二三四五]级|[一二三四五]审|[一二三四五]道"
)


def _dated(held: Held) -> Iterator[Broken]:
    """A point of the year or the month that no source names: 年初, or 年底 where one says another."""
    telling = [source.text for source in held.sources if source.tells]
    theirs = {_point(match.group()) for text in telling for match in _POINTS.finditer(text)}
    for match in _POINTS.finditer(held.text) if telling else ():
        point = _point(match.group())
        if point in theirs or held.ground.licensed(match.group()):
            continue
        in_a_year = _IN_A_YEAR.search(held.text, 0, match.start()) is not None
        if point not in _SAID_BY_THE_FORM or in_a_year or _told_otherwise(held, match.start()):
            yield Broken(*match.span(), "words", f"“{match.group()}”在素材里找不到依据")
            return


def _told_otherwise(held: Held, at: int) -> bool:
    """Whether what the clause tells has another point of time in its clause of a source."""
    for piece in held.within(*held.mine.clause(at)):
        for hit in piece.hits if not piece.start <= at < piece.end else ():
            first, last = held.traits(hit).clause(hit.start)
            if held.tells(hit) and _POINTS.search(held.source_text(hit), first, last):
                return True
    return False


_SAME_POINT = (
    ("年底", "年末", "年终", "岁末"),
    ("年初", "岁初"),
    ("月底", "月末"),
    ("季末", "季度末", "季度底"),
    ("次日", "翌日", "第二天"),
)
_POINTS = re.compile(
    "(?<![一全整每])年[底末终初中]|岁[末初]|[上下]半年|月[底末初]|季度?末|季度底|[上中下]旬|次日|翌日|第二天|次月"
)
_IN_A_YEAR = re.compile("[0-9]{4}年?$")
_SAID_BY_THE_FORM = ("年底",)
"""What the tables count is so at the end of the year."""


def _point(word: str) -> str:
    return next((row[0] for row in _SAME_POINT if word in row), word)
