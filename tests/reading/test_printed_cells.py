"""A figure of a printed table: broken lines, footnote marks, letters struck for digits; what was taken is told."""

from __future__ import annotations

import pytest

from nianbao.kinds import form_named
from nianbao.reading.cell_values import NotNumber, official_date, printed_value

COUNT = form_named("2021").cells["requests.new.natural"]
AMOUNT = form_named("2021").cells["fees.charge.amount"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("14", "14"), (" 14 ", "14"), ("1,234", "1234"), ("3件", "3"), ("2.5", "2.5"), ("-3", "-3"),
        # one figure that a narrow column breaks behind a mark
        ("1,\n234", "1234"), ("1，\n234", "1234"), ("12.\n5", "12.5"), ("1, \n234", "1234"), ("1,234,\n567", "1234567"),
        ("1,\n234,\n567", "1234567"),
        # a circle, 零 and 〇 are how a zero is printed
        ("零", "0"), ("〇", "0"), ("○", "0"), ("◯", "0"), (" ○ ", "0"),
    ],
)  # fmt: skip
def test_what_is_plain_to_see_is_read_without_a_word(raw: str, value: str) -> None:
    cell, told = printed_value(raw, COUNT)
    assert (str(cell.value), cell.raw, told) == (value, raw, "")


@pytest.mark.parametrize("raw", ["", "/", "—", "——", "-", "无", " \n "])
def test_a_mark_for_none_is_no_zero(raw: str) -> None:
    cell, told = printed_value(raw, COUNT)
    assert (cell.value, cell.state, cell.raw, told) == (None, "blank", raw, "")


@pytest.mark.parametrize(
    ("raw", "figure", "value"),
    [
        ("12①", "12", "12"), ("12 ①", "12", "12"), ("12①②", "12", "12"), ("12*", "12", "12"), ("12※", "12", "12"),
        ("12[1]", "12", "12"), ("12[12]", "12", "12"), ("12注", "12", "12"), ("12注1", "12", "12"),
        ("12（注2）", "12", "12"), ("12（1）", "12", "12"), ("12(1)", "12", "12"), ("1,234①", "1234", "1234"),
        ("2.5†", "2.5", "2.5"), ("12①\n", "12", "12"), ("-3①", "-3", "-3"),
    ],
)  # fmt: skip
def test_the_mark_of_a_footnote_is_no_part_of_the_figure(raw: str, figure: str, value: str) -> None:
    cell, told = printed_value(raw, COUNT)
    assert (str(cell.value), cell.raw) == (value, raw)
    assert told == f"的“{raw.strip()}”去掉注释符号，按 {figure} 读"


@pytest.mark.parametrize(
    ("raw", "digits"),
    [
        ("1O", "10"), ("1o", "10"), ("l2", "12"), ("I2", "12"), ("1○", "10"), ("2〇", "20"), ("3零", "30"),
        ("O", "0"), ("l", "1"), ("lO件", "10件"), (" 1O ", "10"), ("1,O00", "1000"),
    ],
)  # fmt: skip
def test_a_letter_or_circle_among_digits_is_told(raw: str, digits: str) -> None:
    cell, told = printed_value(raw, COUNT)
    assert str(cell.value) == digits.removesuffix("件")
    assert cell.raw == raw
    assert told == f"的“{raw.strip()}”里有字母或符号，按 {digits} 读"


@pytest.mark.parametrize("raw", ["12 34", "12\n34", "1 2 3", "１２　３４", "0\n0", "12\t3"])
def test_several_groups_of_digits_are_not_read_and_it_is_said_why(raw: str) -> None:
    with pytest.raises(NotNumber) as refused:
        printed_value(raw, COUNT)
    assert refused.value.why == "一格里有几组数字，分不清是一个数断开了还是几个数，没有读"


@pytest.mark.parametrize(
    "raw",
    [
        "约3", "3台", "abc", "①", "12（含1件）", "3[123]", "3 4①", "1\n,234", "12 件 3", "١٢", "3元", "12-3", "Ob",
        "12（123）", "注1", "12,\nabc", "1O①",
    ],
)  # fmt: skip
def test_anything_else_is_refused_as_it_stands(raw: str) -> None:
    with pytest.raises(NotNumber) as refused:
        printed_value(raw, COUNT)
    assert refused.value.why == ""


def test_a_printed_amount_is_in_the_unit_of_its_column() -> None:
    assert str(printed_value("3,\n200元", AMOUNT)[0].value) == "0.3200"
    assert str(printed_value("3,200.50①", AMOUNT)[0].value) == "3200.50"
    assert printed_value("3件", None)[0].unit == "件"


@pytest.mark.parametrize(
    ("raw", "official"),
    [
        ("二〇二六年十二月一日", "2026年12月1日"), ("二〇二六年十月三十日", "2026年10月30日"),
        ("二〇二六年十十月一日", None), ("〇〇〇〇年一月一日", None),
        ("二〇二六年二月三十日", None), ("2026年1月0日", None), ("2026.1.32", None), ("0000.1.1", None),
    ],
)  # fmt: skip
def test_what_is_no_day_is_no_date(raw: str, official: str | None) -> None:
    assert official_date(raw) == official
