"""A percentage as written beside the one the figures give: when it agrees, and what is right in its place."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.facts.rounding import agrees, places, recomputed, rounded


@pytest.mark.parametrize(
    ("value", "digits", "right"),
    [
        ("33.333333", 1, "33.3"), ("66.666667", 1, "66.7"), ("12.25", 1, "12.3"), ("12.345", 2, "12.35"),
        ("12.5", 0, "13"), ("0.05", 1, "0.1"), ("-2.25", 1, "-2.3"), ("40", 1, "40.0"), ("99.95", 1, "100.0"),
    ],
)  # fmt: skip
def test_halves_go_away_from_zero(value: str, digits: int, right: str) -> None:
    """As offices round (四舍五入), not to the even digit."""
    assert str(rounded(Decimal(value), digits)) == right


@pytest.mark.parametrize(("text", "digits"), [("12", 0), ("12.5", 1), ("12.50", 2), ("0.333", 3)])
def test_decimals_as_written(text: str, digits: int) -> None:
    assert places(text) == digits


@given(st.integers(1, 400), st.integers(1, 400), st.integers(0, 3))
@settings(deadline=None, derandomize=True)
def test_what_is_rounded_or_cut_right_agrees_and_two_steps_off_does_not(part: int, whole: int, digits: int) -> None:
    share = Decimal(part) * 100 / Decimal(whole)
    step = Decimal(1).scaleb(-digits)
    right = share.quantize(step, rounding=ROUND_HALF_UP)
    cut = share.quantize(step, rounding=ROUND_DOWN)
    assert agrees(share, str(right))
    assert agrees(share, str(cut))
    assert not agrees(share, str(right + 2 * step))
    assert not agrees(share, str(right - 2 * step))


@pytest.mark.parametrize(
    ("share", "said", "fits"),
    [
        ("33.33", "33", True), ("33.99", "33", True), ("33.99", "34", True), ("34", "33", False), ("33", "34", False),
        ("32.01", "33", True), ("12.34", "12.3", True), ("12.34", "12.4", True), ("12.3", "12.4", True),
        ("12.29", "12.4", False), ("12.51", "12.4", False), ("40", "40.0", True), ("60", "6.0", False),
        ("12.345", "12.35", True), ("12.345", "12.36", False),
    ],
)  # fmt: skip
def test_whether_a_written_rate_can_be_meant(share: str, said: str, fits: bool) -> None:
    assert agrees(Decimal(share), said) is fits


@pytest.mark.parametrize(
    ("share", "said", "right"),
    [("33.3333", "40", "33.3"), ("33.3333", "40.1", "33.3"), ("33.3333", "40.12", "33.33"), ("50", "40", "50.0")],
)
def test_the_right_rate_has_the_decimals_written_but_at_least_one(share: str, said: str, right: str) -> None:
    assert str(recomputed(Decimal(share), said)) == right
    assert abs(Fraction(right) - Fraction(share)) <= Fraction(1, 20)
