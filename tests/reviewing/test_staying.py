"""What stayed at its place."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.align.pairing import heaviest_rising, woven


@settings(deadline=None, derandomize=True, max_examples=60)
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


def by_table(numbers: list[int], weights: list[int]) -> tuple[int, int]:
    """The greatest weight of a rising row, and the most paragraphs of one so heavy: every pair looked at."""
    best: list[tuple[int, int]] = []
    for at, number in enumerate(numbers):
        before = [best[other] for other in range(at) if numbers[other] < number]
        weight, count = max(before, default=(0, 0))
        best.append((weight + weights[at], count + 1))
    return max(best, default=(0, 0))


@given(st.lists(st.integers(-40, 90), max_size=25, unique=True), st.data())
@settings(deadline=None, derandomize=True, max_examples=80)
def test_of_rows_as_heavy_the_one_of_more_paragraphs_stays(numbers: list[int], data: st.DataObject) -> None:
    some = st.lists(st.integers(0, 3), min_size=len(numbers), max_size=len(numbers))
    weights = data.draw(some, label="weights")
    chosen = sorted(heaviest_rising(numbers, weights))
    assert all(numbers[one] < numbers[other] for one, other in pairwise(chosen))
    assert (sum(weights[at] for at in chosen), len(chosen)) == by_table(numbers, weights)


def test_a_long_report_in_any_order() -> None:
    draw = random.Random(5)
    numbers = draw.sample(range(1000), 200)
    weights = [draw.randint(1, 400) for _ in numbers]
    chosen = sorted(heaviest_rising(numbers, weights))
    assert all(numbers[one] < numbers[other] for one, other in pairwise(chosen))
    assert (sum(weights[at] for at in chosen), len(chosen)) == by_table(numbers, weights)


@pytest.mark.parametrize(
    ("numbers", "weights", "stayed"),
    [
        ([0, 1, 2], [5, 5, 5], {0, 1, 2}),  # nothing moved
        ([1, 0], [50, 3], {0}),  # of two that changed places the short one moved
        ([1, 0], [3, 50], {1}),
        ([1, 2, 0], [2, 2, 4], {0, 1}),  # as heavy: two stayed rather than one
        ([2, 0, 1], [4, 2, 2], {1, 2}),
        ([2, 0, 1], [5, 2, 2], {0}),
        ([7], [0], {0}),
        ([], [], set()),
    ],
)
def test_what_moved(numbers: list[int], weights: list[int], stayed: set[int]) -> None:
    assert heaviest_rising(numbers, weights) == stayed


def test_a_paragraph_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        heaviest_rising([1, 2], [1])


def test_where_what_went_is_put() -> None:
    assert woven([], [3, 1]) == {-1: [1, 3]}
    assert woven([(4, 9)], [3, 5]) == {-1: [3], 9: [5]}
    assert woven([(0, 2), (6, 4)], []) == {}
    assert woven([(0, 2), (6, 4)], [8, 5, 7, 1]) == {2: [1, 5], 4: [7, 8]}
