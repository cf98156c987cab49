"""Rates as written beside what the figures give; figures grown by a rate; figures mistyped."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.facts.rounding import agrees, grown, misread, places, recomputed, rounded


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("12.345", 0, "12"), ("12.345", 1, "12.3"), ("12.345", 2, "12.35"), ("12.5", 0, "13"), ("-12.5", 0, "-13"),
        ("12.25", 1, "12.3"), ("7", 1, "7.0"), ("7", 0, "7"),
    ],
)  # fmt: skip
def test_halves_are_rounded_up(value: str, digits: int, text: str) -> None:
    assert str(rounded(Decimal(value), digits)) == text


@pytest.mark.parametrize(("text", "number"), [("12", 0), ("12.5", 1), ("0.25", 2), ("100.00", 2)])
def test_decimals_as_written(text: str, number: int) -> None:
    assert places(text) == number


@pytest.mark.parametrize(
    ("part", "whole", "said", "right"),
    [
        (1, 3, "33.3", True),
        (1, 3, "33.33", True),
        (1, 3, "33", True),
        (1, 3, "34", True),
        (1, 3, "33.5", False),
        (1, 3, "33.2", False),
        (1, 3, "35", False),
        (2, 3, "66.6", True),
        (2, 3, "66.7", True),
        (2, 3, "66.8", False),
        (2, 3, "66", True),
        (2, 3, "67", True),
        (2, 3, "65", False),
        (1, 8, "12.5", True),
        (1, 8, "12.50", True),
        (1, 8, "12", True),
        (1, 8, "13", True),
        (1, 8, "12.3", False),
        (1, 8, "12.7", False),
        (1, 8, "12.52", False),
        (1, 2, "50", True),
        (1, 2, "51", False),
        (1, 2, "49", False),
        (3, 2, "150.0", True),
        (123, 1000, "12.3", True),
        (123, 1000, "12.4", False),
        (123, 1000, "12.2", False),
        (123, 1000, "12", True),
        (123, 1000, "12.31", False),
    ],
)
def test_a_share_may_be_rounded_or_cut(part: int, whole: int, said: str, right: bool) -> None:
    assert agrees(Decimal(part) / whole * 100, said) is right


@pytest.mark.parametrize(("said", "text"), [("12", "12.3"), ("12.5", "12.3"), ("12.55", "12.35"), ("12.555", "12.345")])
def test_the_right_share_has_the_decimals_of_the_wrong_one(said: str, text: str) -> None:
    assert str(recomputed(Decimal("12.345"), said)) == text


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [
        ((60, 90), "50", True),
        ((90, 60), "50", True),  # sorted below, as they are given
        ((90, 60), "33.3", True),
        ((90, 60), "33.4", False),
        ((90, 60), "33", False),
        ((60, 90), "51", False),
        ((60, 90), "49.9", False),
        ((60, 90), "-50", True),
        ((3, 7), "133.3", True),
        ((3, 7), "133.4", False),
        ((7, 3), "57.1", True),
        ((7, 3), "57.3", False),
        ((0, 5), "100", True),  # from five to none
        ((0,), "100", False),
        ((5,), "100", False),
        ((5, 5), "0", True),
        ((5,), "0", False),
        ((5,), "0.05", False),
        ((5, 7), "0", False),
        ((5, 7, 7), "0", True),
        ((10000, 10005), "0.05", True),
        ((1, 2, 60, 61, 90, 400), "50", True),
        ((1, 4, 60, 61, 95, 400), "50", False),
        ((1, 60, 62, 90), "45.2", True),
        ((), "50", False),
        ((-4, -2), "50", True),
        ((-4, -3), "50", False),
    ],
)
def test_a_figure_grown_by_a_rate(values: tuple[int, ...], percent: str, found: bool) -> None:
    assert grown(sorted(map(Decimal, values)), Decimal(percent)) is found


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("123", "132", True),
        ("123", "213", True),
        ("123", "321", False),
        ("1234", "1243", True),
        ("1234", "3214", False),
        ("1234", "2143", False),
        ("1234", "1254", True),
        ("1234", "2234", True),
        ("1234", "1235", True),
        ("1234", "1256", False),
        ("1234", "5634", False),
        ("1234", "1324", True),
        ("1234", "1334", True),
        ("1234", "1424", False),
        ("123", "128", True),
        ("12", "21", True),
        ("12", "13", False),
        ("12", "34", False),
        ("1", "2", False),
        ("123", "1230", False),
        ("123", "123", False),
        ("12.5", "12.6", True),
        ("12.5", "15.2", False),
        ("1231", "1321", True),
    ],
)
def test_a_figure_mistyped(one: str, other: str, may_be: bool) -> None:
    assert misread(Decimal(one), Decimal(other)) is misread(Decimal(other), Decimal(one)) is may_be
