"""What stayed at its place."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from nianbao.reviewing.staying import heaviest_rising, woven


@given(st.permutations(range(7)), st.lists(st.integers(0, 5), min_size=7, max_size=7))
def test_it_rises_and_nothing_that_rises_is_heavier(numbers: list[int], weights: list[int]) -> None:
    chosen = sorted(heaviest_rising(numbers, weights))
    assert [numbers[at] for at in chosen] == sorted(numbers[at] for at in chosen)
    rising = (
        row
        for count in range(8)
        for row in combinations(range(7), count)
        if all(numbers[one] < numbers[other] for one, other in pairwise(row))
    )
    assert sum(weights[at] for at in chosen) == max(sum(weights[at] for at in row) for row in rising)


def test_what_went_follows_what_it_followed() -> None:
    assert woven([(2, 0), (5, 3)], [7, 0, 3, 4]) == {-1: [0], 0: [3, 4], 3: [7]}
