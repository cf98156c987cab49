"""The condition under which a source says that something is done: what is told of all keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.licence.held import Broken, Held

_ALL_THOSE = re.compile("凡是?(?:属于?|是)?(?P<what>[^，。；]{2,14}?)的[^，。；]{0,6}，")
_THOSE = re.compile("(?P<what>[^，。；、的由]{2,12})的(?=由|要|须|请|先|写|报|送|还|一律|都|均|，)")
_WHEN = re.compile("(?:碰到|遇到|遇有|遇|如有|涉及|涉)(?P<what>[^，。；的]{2,8}?)(?=还|要|就|的|，|。|时|、|由|须|$)")
_FOR = re.compile("对(?P<what>[^，。；]{3,16}?)的，")
_OF = re.compile("(?<!牵)涉及?(?P<what>[^，。；的、]{2,8})的(?=[^，。；的]{2,8})")
_EVERYTHING = re.compile("一律|一概|均(?!为)|凡|所有|全部")
_CLAUSE_ENDS = "，。；"


def conditions(held: Held) -> Iterator[Broken]:
    """What a sentence says of everything that its sources say of some, under a condition that it does not tell."""
    for index, source in enumerate(held.sources):
        if not source.tells:
            continue
        for pattern in (_ALL_THOSE, _FOR, _OF, _THOSE, _WHEN):
            for match in pattern.finditer(source.text):
                if _told(held, index, match) or _WHETHER.search(match.group()):
                    continue
                yield from _without(held, index, match, surely=pattern in (_ALL_THOSE, _FOR, _OF))


def _told(held: Held, index: int, match: re.Match[str]) -> bool:
    """Whether the sentence tells the condition; one that denies only with a denial of its own."""
    what = match["what"]
    if _DENIED.search(what):
        return bool(held.mine.denials) or _NOT_OURS.search(held.text) is not None
    pairs = {what[at : at + 2] for at in range(len(what) - 1)}
    return any(pair in held.text for pair in pairs) or _told_alike(held, index, match.span("what"))


_WHETHER = re.compile("(?P<one>[\u4e00-\u9fff])不[\u4e00-\u9fff]?(?P=one)|是否|[\u4e00-\u9fff]不涉密")
"""涉密不涉密的由保密员把关: of all, and no condition."""
_DENIED = re.compile("[不没未无]")
_NOT_OURS = re.compile("不(?:属于?|归)[^，。；]{1,12}的")
"""A condition that denies whose something is, which turns nothing round: 不属于我局职责范围的."""
_COUNTED = re.compile("的?[0-9一二两三四五六七八九十]+[件个项起]，")


def _told_alike(held: Held, index: int, place: tuple[int, int]) -> bool:
    """Whether other words of the sentence tell the condition."""
    return bool(held.at(index, *place)) or any(
        hit.source == index and place[0] <= hit.start < place[1] for piece in held.letters for hit in piece.hits
    )


def _without(held: Held, index: int, match: re.Match[str], *, surely: bool) -> Iterator[Broken]:
    text = held.sources[index].text
    start = match.end()
    if counted := _COUNTED.match(text, start):
        start = counted.end()  # 涉征收的4件，答复前…
    stop = next((at for at in range(start, len(text)) if text[at] in _CLAUSE_ENDS), len(text))
    for first, last in held.mine.clauses:
        told = [
            piece
            for piece in held.within(first, last)
            if all(hit.source == index and start - 1 <= hit.start < stop for hit in piece.hits)
        ]
        everything = _EVERYTHING.search(held.text, first, last)
        if told and (surely or everything):
            at = everything.span() if everything else (told[0].start, told[0].end)
            yield Broken(*at, "limit", f"素材只说“{match['what']}的”，这里没有写这个条件")
            return
