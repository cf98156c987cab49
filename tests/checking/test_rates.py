"""A percentage as written beside the one the figures give: when it agrees, and what is right in its place."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.facts.rounding import agrees, grown, misread, places, recomputed, rounded


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
        ("32.01", "33", True), ("12.34", "12.3", True), ("12.34", "12.4", True), ("12.3", "12.4", False),
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


@pytest.mark.parametrize(
    ("figures", "percent", "found"),
    [
        ("100 112", "12", True), ("88 100", "12", True), ("100 112", "13", False), ("100 112", "11", False),
        ("3 40 100 112 900", "12", True), ("900 100 3 40 112", "12", True), ("3 40 100 900", "12", False),
        ("100", "12", False), ("", "12", False), ("112", "12", False), ("100 -112", "12", False),
        ("-100 -88", "12", True), ("-100 -112", "12", True), ("0 12", "12", False), ("0", "12", False),
        ("50 150", "200", True), ("40 40", "100", False), ("0 40", "100", True), ("2 8", "300", True),
        # to a tenth: 12.3% is what 12.25% to 12.35% are written as, and a little of the next for who cuts
        ("10000 11225", "12.3", True), ("10000 11230", "12.3", True), ("10000 11235", "12.3", True),
        ("10000 11222", "12.3", False), ("10000 11224", "12.3", False), ("10000 11236", "12.3", False),
        ("10000 11238", "12.3", False), ("8765 10000", "12.3", True), ("8770 10000", "12.3", True),
        ("8764 10000", "12.3", False), ("8776 10000", "12.3", False), ("8775 10000", "12.3", True),
        ("3 4", "33.3", True), ("3 4", "33.4", False), ("3 2", "33.3", True), ("7 12", "71.4", True),
    ],
)  # fmt: skip
def test_whether_two_figures_of_a_note_give_a_rate(figures: str, percent: str, found: bool) -> None:
    values = sorted(Decimal(word) for word in figures.split())
    assert grown(values, Decimal(percent)) is found


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        # two neighbours changed places
        ("12", "21", True), ("1234", "1324", True), ("1234", "2134", True), ("1234", "1243", True),
        ("12.5", "12.50", False), ("12.53", "12.35", True),
        # not neighbours, or other digits
        ("123", "321", False), ("1234", "4231", False), ("1234", "1432", False), ("1234", "1345", False),
        ("1234", "1354", False), ("1234", "1326", False), ("1234", "1524", False), ("1234", "2143", False),
        # one digit, where there are enough of them to tell
        ("123", "124", True), ("123", "923", True), ("123", "173", True), ("10000", "90000", True),
        ("12.5", "12.6", True), ("12", "13", False), ("5", "6", False), ("123", "145", False), ("123", "456", False),
        # another length is another number, and a number is not its own mistake
        ("123", "1240", False), ("1240", "123", False), ("99", "100", False), ("12", "112", False),
        ("123", "123", False), ("12", "12", False), ("5", "5", False),
    ],
)  # fmt: skip
def test_whether_one_number_may_be_the_other_mistyped(one: str, other: str, may_be: bool) -> None:
    assert misread(Decimal(one), Decimal(other)) is may_be
    assert misread(Decimal(other), Decimal(one)) is may_be, "either may be the mistake"
