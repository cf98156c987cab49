"""Words of which one shuts out the others (增加, 减少; 发放, 回收): one in the place of a source's other one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from nianbao.licence.held import Broken, Held
from nianbao.licence.traits import data, traits_of
from nianbao.patterns import any_of
from nianbao.text import fold, quantities
from nianbao.text.quantities import alike


@lru_cache(maxsize=1)
def _rows() -> list[tuple[re.Pattern[str], dict[str, int]]]:
    """Each row: its words, longer ones first, and to which member a word belongs."""
    found = []
    for row in data()["contrasts"]:
        members = {fold(word): number for number, member in enumerate(row) for word in member.split("/")}
        found.append((any_of(list(members)), members))
    return found


def contrasts(held: Held) -> Iterator[Broken]:
    """A member of a row that no source has, in a clause that tells where a source has another one, which is untold."""
    for words, members in _rows():
        mine = {members[match.group()]: match for match in words.finditer(held.text)}
        told = [
            (index, members[match.group()], match)
            for index, source in enumerate(held.sources if mine else ())
            if source.tells
            for match in words.finditer(source.text)
        ]
        theirs = {member for _, member, _ in told}
        new = [match for member, match in mine.items() if member not in theirs]
        for index, member, there in told if new else ():
            clause = traits_of(held.sources[index].text).clause(there.start())
            if member not in mine and _tells(held, index, clause, held.mine.clause(new[0].start())):
                why = f"素材这里说的是“{there.group()}”，不是“{new[0].group()}”"
                yield Broken(*new[0].span(), "beside", why)
                return


def _tells(held: Held, index: int, clause: tuple[int, int], mine: tuple[int, int]) -> bool:
    """Whether a clause of the sentence tells something of a clause of a source, or has its figure."""
    text = held.sources[index].text
    return any(
        mine[0] <= piece.start < mine[1] and hit.source == index and clause[0] <= hit.start < clause[1]
        for piece in (*held.told, *held.letters)
        for hit in piece.hits
    ) or any(
        all(map(attrgetter("tells"), held.sources))  # else a figure of the tables may be as large
        and item.value is not None
        and item.value == other.value
        and alike(item.measure, other.measure)
        for item in quantities(held.text[slice(*mine)])
        for other in quantities(text[slice(*clause)])
    )
