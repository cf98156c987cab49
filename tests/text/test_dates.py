"""Dates in figures and in Chinese numerals, and days that no calendar has."""

from __future__ import annotations

import pytest

from nianbao.reading.cell_values import date_fault, official_date
from nianbao.text.dates import no_such_days


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("二〇二六年一月二十日", "2026年1月20日"),
        ("二○二六年一月二十日", "2026年1月20日"),
        ("2026年一月二十日", "2026年1月20日"),
        ("2026.1.20", "2026年1月20日"),
        ("2026年1月32日", None),
        ("二〇二六年二月三十日", None),
    ],
)
def test_an_official_date(raw: str, day: str | None) -> None:
    assert official_date(raw) == day


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("2026年1月32日", "没有这一天（1月没有32日）"),
        ("2026.13.1", "没有这一天（没有13月）"),
        ("二〇二五年二月二十九日", "没有这一天（2025年2月没有29日）"),
        ("明天", "不是日期"),
    ],
)
def test_why_it_is_none(raw: str, why: str) -> None:
    assert date_fault(raw) == why


def test_days_that_there_are_are_not_told() -> None:
    fine = "2月29日、九月三十日、12月31日，历时十三个月，每季度三月份，热线12345日均3件，第12月刊，3.15日活动，1、2月"
    assert list(no_such_days(fine)) == []
