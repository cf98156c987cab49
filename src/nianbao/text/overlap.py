"""Whether a stretch of a text overlaps one of many, in time that does not grow with how many there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

__all__ = ["overlapping"]


def overlapping(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A test of stretches against others.

    Args:
        spans: begin and end of each, in any order, none overlapping another.

    Returns:
        Whether a stretch (begin, end) shares a character with one of them.
    """
    ordered = sorted(span for span in spans if span[0] < span[1])
    starts = [start for start, _ in ordered]

    def test(start: int, end: int) -> bool:
        index = bisect_left(starts, end) - 1
        return index >= 0 and ordered[index][1] > start

    return test
