"""Which paragraphs stayed where they were, and which were moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

__all__ = ["heaviest_rising", "woven"]


def heaviest_rising(numbers: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The positions of the heaviest strictly rising subsequence.

    Args:
        numbers: where each paragraph stood before, in the order of now; all different. weights: how much of it there
            is, so that of a long and a short paragraph that changed places the short one has moved.

    Returns:
        Positions in ``numbers``. The cost is n log n.
    """
    rank = {number: index + 1 for index, number in enumerate(sorted(numbers))}
    best: list[tuple[int, int]] = [(0, -1)] * (len(numbers) + 1)  # a Fenwick tree of (weight, last position)
    before = [-1] * len(numbers)
    top = (0, -1)
    for position, (number, weight) in enumerate(zip(numbers, weights, strict=True)):
        at = rank[number] - 1
        reached = (0, -1)
        while at > 0:
            reached = max(reached, best[at])
            at -= at & -at
        before[position] = reached[1]
        here = (reached[0] + weight * (len(numbers) + 1) + 1, position)  # of rows as heavy, the one of more paragraphs
        top = max(top, here)
        at = rank[number]
        while at <= len(numbers):
            best[at] = max(best[at], here)
            at += at & -at
    stayed: set[int] = set()
    position = top[1]
    while position >= 0:
        stayed.add(position)
        position = before[position]
    return stayed


def woven(stayed: Sequence[tuple[int, int]], lone: Sequence[int]) -> dict[int, list[int]]:
    """Where what only the old side has is put among what the new side has: behind what it stood behind.

    Args:
        stayed: what stands on both sides at the same place: old number and position, both rising. lone: old numbers.

    Returns:
        Position → the old numbers that follow it, rising; -1 for those before everything.
    """
    numbers = [number for number, _ in stayed]
    behind: dict[int, list[int]] = {}
    for number in sorted(lone):
        index = bisect_left(numbers, number) - 1
        behind.setdefault(stayed[index][1] if index >= 0 else -1, []).append(number)
    return behind
