"""Who does something to whom: a body that a source asks, invites or hears from keeps its side in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.licence.covering import Piece
from nianbao.licence.held import Broken, Held
from nianbao.licence.traits import data, words
from nianbao.text import quantities

_PASSIVE = re.compile("[被受应经由]|接受")
_NEAR = 6
"""Characters between an act and whom it is done to: 书面征求了农户, 邀请县里的专家."""


def directions(held: Held) -> Iterator[Broken]:
    """What a sentence says of one side that its sources say of the other."""
    for check in (_object_acts, _commissioned, _gone_to, _sent_back, _own_act_of_another):
        yield from check(held)


def _bodies(held: Held) -> list[Piece]:
    """Names of bodies and persons that a source has."""
    return [one for one in held.told if words("bodies", "sides").search(_RULES.sub("", one.text))]


_RULES = re.compile("办法")
"""Named as a body is, and none."""


def _behind(held: Held, piece: Piece, acts: list[str]) -> str:
    """The act that stands before a name wherever the sources have it; empty where it does not."""
    found = []
    for hit in piece.hits:
        first, last = held.traits(hit).clause(hit.start)
        before = held.source_text(hit)[max(first, hit.start - _NEAR) : hit.start]
        act = next((act for act in acts if _act(act).search(before)), "")
        if not held.tells(hit) or (
            not act and any(_act(one).search(held.source_text(hit), hit.end, last) for one in acts)
        ):
            return ""
        found += [act] if act else []
    return found[0] if found else ""


@lru_cache(maxsize=64)
def _act(act: str) -> re.Pattern[str]:
    """An act's word, not inside another one: 请 in 申请, 问 in 问题."""
    return re.compile(f"(?<![申提访疑结流好]){act}(?![题示假入载发变])")


def _object_acts(held: Held) -> Iterator[Broken]:
    """农户征求乡里意见 where a source says 征求农户意见."""
    acts = data()["towards"]
    for piece in _bodies(held):
        first, last = held.mine.clause(piece.start)
        counted = next((item.end for item in quantities(held.text[first : piece.start]) if item.start == 0), 0)
        if piece.start - first - counted > 1:
            continue
        told = _behind(held, piece, acts)
        same = [act for act in acts if act == told or {act, told} <= _ASKED]
        acting = next((found for act in same if told and (found := _act(act).search(held.text, piece.end, last))), None)
        if acting is None or _PASSIVE.search(held.text, piece.end, acting.start()):
            continue
        yield Broken(piece.start, acting.end(), "agent", f"素材说的是“{told}”{piece.text}，这里主客颠倒了")
        return


_ASKED = {"请", "找", "邀请"}


def _commissioned(held: Held) -> Iterator[Broken]:
    """受机构委托 where a source says 委托机构."""
    for match in _BY_OTHERS.finditer(held.text):
        for piece in held.within(*match.span("who")):
            if _behind(held, piece, [match["act"]]):
                why = f"素材说的是“{match['act']}”{piece.text}，这里主客颠倒了"
                yield Broken(*match.span(), "agent", why)
                return


_BY_OTHERS = re.compile("(?:受|应)(?P<who>[^，。；]{2,12}?)的?(?P<act>委托|邀请|聘请)")


def _gone_to(held: Held) -> Iterator[Broken]:
    """赴县里讲课, 为专家举办 where a source says that they were asked to come."""
    for match in _TO_OTHERS.finditer(held.text):
        piece = next((piece for piece in _bodies(held) if match.end() == piece.start), None)
        if piece is not None and (act := _behind(held, piece, ["邀请", "请", "聘请"])):
            yield Broken(match.start(), piece.end, "agent", f"素材说的是“{act}”{piece.text}，这里主客颠倒了")
            return


_TO_OTHERS = re.compile("赴|前往|为|给|面向")


def _sent_back(held: Held) -> Iterator[Broken]:
    """向信箱报送 where a source says that the box passed it on."""
    for piece in held.told:
        if not held.text.endswith(("向", "给"), 0, piece.start):
            continue
        came = [held.source_text(hit).startswith(tuple(data()["comes"]), hit.end) for hit in piece.hits]
        if came and all(came):
            yield Broken(piece.start - 1, piece.end, "agent", f"素材说的是从{piece.text}来的，这里写成送去")
            return


def _own_act_of_another(held: Held) -> Iterator[Broken]:
    """申请人发来通知 where a source says 我们发了通知."""
    inside = tuple(data()["inside"])
    for scope in held.mine.agents:
        name = held.text[scope.start : scope.end]
        if scope.by or name in held.ground.own or name.startswith(("我", "本")) or name.endswith(inside):
            continue
        if any(piece.start < scope.end and scope.start < piece.end for piece in held.told):
            continue
        for piece in held.within(scope.end, scope.last):
            ours = [
                held.tells(hit)
                and _OURS.match(held.source_text(hit), held.traits(hit).clause(hit.start)[0], hit.start) is not None
                for hit in piece.hits
            ]
            if ours and all(ours):
                yield Broken(scope.start, scope.end, "agent", f"素材里“{piece.text}”是本单位做的，不是“{name}”")
                return


_OURS = re.compile("(?:所以|就是|后来)?(?:我们|本单位|我单位|我局|我镇|我乡|我街道)")
