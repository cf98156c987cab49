"""Numbers in Chinese text: what is a quantity, its value, its measure word; what is a name, a date, an article."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.errors import InputError
from nianbao.text import decode, fold, punctuate, quantities, raw_numerals, split_sentences

QUANTITIES = [
    ("公开信息30余条", [("30余条", 30, "条")]),
    ("近百次", [("近百次", 100, "次")]),
    ("增长12.5%", [("12.5%", Decimal("12.5"), "%")]),
    ("受理２３件", [("２３件", 23, "件")]),
    ("会商三次", [("三次", 3, "次")]),
    ("收费1.5万元", [("1.5万元", Decimal("1.5"), "万元")]),
    ("信息数465条", [("465条", 465, "条")]),
    ("参训60余人次", [("60余人次", 60, "人次")]),
]


@pytest.mark.parametrize(("text", "wanted"), QUANTITIES, ids=[text for text, _ in QUANTITIES])
def test_quantities(text: str, wanted: list[tuple[str, object, str]]) -> None:
    assert [(item.text, item.value, item.measure) for item in raw_numerals(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "依照第二十条公开",
        "国办公开办函〔2021〕30号",
        "《2024年政务公开工作要点》",
        "一是加强培训",
        "第十三届",
        "统一登记",
    ],
)
def test_numerals_that_count_nothing(text: str) -> None:
    assert raw_numerals(text) == []


def test_folding_keeps_places() -> None:
    text = "⻅\u00a0３件(含1件)，“我街道”"
    assert len(fold(text)) == len(text)
    assert "3件（含1件）" in fold(text)


def test_sentences() -> None:
    assert split_sentences("公开12条。答复（3件。均按时）。完！") == ["公开12条。", "答复（3件。均按时）。", "完！"]


def test_punctuation_of_a_clerk() -> None:
    assert punctuate("公开信息12条,答复3件;") == "公开信息12条，答复3件；"
    assert punctuate("增长1.5%,共1,200条") == "增长1.5%，共1,200条"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_decoding(encoding: str) -> None:
    assert decode("年报：公开12条。".encode(encoding), "x") == "年报：公开12条。"


def test_what_is_no_text() -> None:
    with pytest.raises(InputError):
        decode(b"\x00\x01\x02\xff" * 20, "x")


def test_a_long_row_of_numerals_is_none_and_takes_no_time() -> None:
    assert quantities("一" * 20_000) == []
    assert [item.value for item in quantities("一" * 5_000 + "件")] == [None]
    assert [(item.text, item.value) for item in quantities("一百分之五，三百万元，二十三条")] == [
        ("百分之五", 5), ("三百万元", 3_000_000), ("二十三条", 23),
    ]  # fmt: skip
