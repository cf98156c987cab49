"""Which section of one report is which of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.align.pairing import likeness
from nianbao.report import Section
from nianbao.reviewing.staying import woven

__all__ = ["Sections", "sections_paired"]

_ALIKE = 0.6
"""Likeness of two headings, ordinal included, from which an unknown one is the other's."""


class Sections(NamedTuple):
    """A pair of sections, by number; None on the side that has none."""

    old: int | None
    new: int | None


def sections_paired(old: Sequence[Section], new: Sequence[Section]) -> list[Sections]:
    """Pair sections by the form's id, and those left whose heading is unknown to the form by likeness.

    Returns:
        In the new report's order; what only the old one has stands where it stood.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for i, section in enumerate(old):
        waiting[section.id].append(i)
    found: dict[int, int] = {}
    for j, section in enumerate(new):
        if section.id and waiting[section.id]:
            found[j] = waiting[section.id].pop(0)
    left = {i for i in range(len(old)) if i not in found.values()}
    scored = [
        (likeness(old[i].heading, section.heading), i, j)
        for j, section in enumerate(new)
        if j not in found
        for i in left
        if not (old[i].id and section.id)
    ]
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1] + one[2])):
        if score >= _ALIKE and i in left and j not in found:
            found[j] = i
            left.remove(i)
    pairs = [Sections(found.get(j), j) for j in range(len(new))]
    rising: list[tuple[int, int]] = []
    for position, pair in enumerate(pairs):
        if pair.old is not None and (not rising or pair.old > rising[-1][0]):
            rising.append((pair.old, position))
    behind = woven(rising, sorted(left))
    placed = [Sections(i, None) for i in behind.get(-1, ())]
    for position, pair in enumerate(pairs):
        placed.append(pair)
        placed += [Sections(i, None) for i in behind.get(position, ())]
    return placed
