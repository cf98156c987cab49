"""In which order things are done: what is told first of two steps, and before, at or after what something is done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.licence.covering import Hit, Piece
from nianbao.licence.held import Broken, Held
from nianbao.licence.traits import traits_of

__all__ = ["TIMES", "order"]


def order(held: Held) -> Iterator[Broken]:
    """What a sentence tells in another order than its sources."""
    yield from _ordered(held)
    yield from _turned_round(held)


def _ordered(held: Held) -> Iterator[Broken]:
    for a, b, c, d in held.mine.orders:
        for one in _steps(held, a, b):
            for other in _steps(held, c, d):
                said = {
                    _before(held, hit, after)
                    for hit in one.hits
                    for after in other.hits
                    if hit.source == after.source and held.sources[hit.source].tells
                }
                if "after" in said and not said & {"before", "beside"}:
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


_FIRST_THEN = re.compile("先(?:行|期)?[^，。；]{1,12}[，、]?(?:随后|然后|而后|再|后)[^，。；]{1,12}")
_AT_ONCE = ("同步", "同时", "一并", "一同")


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
    """Whether one place is done before another one: ``before``, ``after``, ``beside`` in one step, or unknown."""
    source = held.sources[one.source]
    traits = traits_of(source.text)
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


def _turned_round(held: Held) -> Iterator[Broken]:
    """开学前 where a source says 开学后."""
    for piece in held.told:
        mine = _when(held.text, piece.end)
        if not mine:
            continue
        theirs = {_when(held.sources[hit.source].text, hit.end) for hit in piece.hits if held.sources[hit.source].tells}
        if theirs - {""} and mine not in theirs and ("" not in theirs or mine != "时"):
            theirs.discard("")
            yield Broken(
                piece.start, piece.end + 1, "order", f"素材说的是“{piece.text}{theirs.pop()}”，这里写成“{mine}”"
            )


def _when(text: str, at: int) -> str:
    match = re.compile("(?:之|以)?(?P<one>[前后])|(?:时(?![间段限效期候])|的?同时|期间|过程中)").match(text, at)
    return (match["one"] or "时") if match else ""
