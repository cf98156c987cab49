"""What a clerk typed into a cell: the figure it becomes, in the unit of its column, or a refusal; and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.kinds import CellForm, form_named
from nianbao.reading.cell_values import NotNumber, cell_value, official_date

TEN_THOUSANDS = form_named("2021").cells["fees.charge.amount"]
YUAN = form_named("2021").cells["handling_fee.charged"]
COUNT = form_named("2021").cells["requests.new.natural"]
FREE = form_named("2019").cells["procurement.central.amount"]
MONEY = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)


def plain(value: Decimal) -> str:
    return format(value, "f")


@given(MONEY)
@settings(deadline=None, derandomize=True)
def test_money_keeps_its_worth_in_either_unit(amount: Decimal) -> None:
    """Ten thousand 元 are one 万元, whichever the clerk writes and whichever the column counts."""
    assert cell_value(f"{plain(amount)}元", TEN_THOUSANDS).value == amount / 10_000
    assert cell_value(f"{plain(amount)}万元", YUAN).value == amount * 10_000
    assert cell_value(f"{plain(amount)}元", YUAN).value == cell_value(plain(amount), YUAN).value == amount
    assert cell_value(f"{plain(amount)}万元", TEN_THOUSANDS).value == amount


def test_a_fee_of_3200_yuan() -> None:
    assert cell_value("3200元", TEN_THOUSANDS).value == Decimal("0.32")
    assert cell_value("0.32万元", YUAN).value == 3200


@pytest.mark.parametrize(
    ("raw", "form_of_cell"),
    [
        ("3件", YUAN), ("3元", COUNT), ("3项", COUNT), ("1亿元", TEN_THOUSANDS), ("1亿元", YUAN), ("3台", COUNT),
        ("三", COUNT), ("3.", COUNT), (".5", COUNT), ("1,23", COUNT), ("12,34,567", COUNT), ("1234,567", COUNT),
        ("3 4", COUNT), ("3件（含1件）", COUNT), ("1e3", COUNT), ("０x1", COUNT), ("--3", COUNT), ("约3", COUNT),
        ("NaN", COUNT),
    ],
)  # fmt: skip
def test_what_is_no_figure_of_its_column_is_refused(raw: str, form_of_cell: CellForm) -> None:
    with pytest.raises(NotNumber, match=raw.replace("（", "[（(]").replace("）", "[）)]").replace(".", "[.]")):
        cell_value(raw, form_of_cell)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("14", "14"), ("１４", "14"), (" 14 ", "14"), ("14件", "14"), ("14 件", "14"), ("1,234", "1234"),
        ("1，234，567", "1234567"), ("+3", "3"), ("-3", "-3"), ("2.5", "2.5"), ("0", "0"), ("007", "7"),
        ("3.0", "3"), ("120", "120"), ("1,000.00", "1000"), ("9" * 35, "9" * 35), ("1" + "0" * 30, "1" + "0" * 30),
        ("-" + "9" * 25, "-" + "9" * 25), ("1" + "0" * 20, "1" + "0" * 20),
    ],
)  # fmt: skip
def test_a_figure_as_people_write_it(raw: str, value: str) -> None:
    cell = cell_value(raw, COUNT)
    assert cell.value is not None
    assert plain(cell.value) == value, "printed as the clerk meant it"
    assert (cell.raw, cell.state, cell.unit) == (raw, "given", "")


def test_a_column_without_a_unit_keeps_what_was_written() -> None:
    assert (cell_value("251000元", FREE).value, cell_value("251000元", FREE).unit) == (251_000, "元")
    assert (cell_value("25.1万元", FREE).value, cell_value("25.1万元", FREE).unit) == (Decimal("25.1"), "万元")
    assert cell_value("251000", FREE).unit == ""
    assert (cell_value("3件", None).value, cell_value("3件", None).unit) == (3, "件")


@pytest.mark.parametrize("raw", ["", "/", "-", "—", "——", "--", "无", "\\", " / ", "／", "－", "没有", "  "])
def test_no_value_is_not_a_zero(raw: str) -> None:
    cell = cell_value(raw, COUNT)
    assert (cell.value, cell.state, cell.raw) == (None, "blank", raw)


@pytest.mark.parametrize(
    ("raw", "official"),
    [
        ("2026.1.20", "2026年1月20日"),
        ("2026-01-05", "2026年1月5日"),
        ("2026/1/5", "2026年1月5日"),
        ("２０２６年１月２０日", "2026年1月20日"),
        ("2026年 1月 20日", "2026年1月20日"),
        ("2026年1月20", "2026年1月20日"),
        ("二〇二六年一月二十日", "2026年1月20日"),
        ("二零二四年十二月三十一日", "2024年12月31日"),
        ("2024年2月29日", "2024年2月29日"),
        ("2023年2月29日", None),
        ("2026年13月1日", None),
        ("2026年0月1日", None),
        ("2026年1月", None),
        ("26年1月5日", None),
        ("一月二十日", None),
        ("二〇二六年十三月一日", None),
        ("", None),
        ("明年", None),
    ],
)
def test_dates_are_written_as_documents_write_them(raw: str, official: str | None) -> None:
    assert official_date(raw) == official
