"""Numerals: their value by an independent writer of numerals, what is scaled by 万 and 亿, what is allowed to stand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.text import chinese_number, quantities, raw_numerals
from nianbao.text.quantities import allowed_numerals

DIGITS = "零一二三四五六七八九"


def _below_ten_thousand(number: int) -> str:
    out, gap = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + word
            gap = False
        else:
            gap = True
    return out


def written(number: int) -> str:
    """A number as it is read aloud: every part of four digits, 零 where a part is short."""
    if number == 0:
        return "零"
    out = ""
    for unit, word in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // unit % 10_000
        if part:
            out += ("零" if out and part < 1000 else "") + _below_ten_thousand(part) + word
    return out


@given(st.integers(0, 10**12 - 1) | st.integers(0, 20_000))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_every_numeral_has_its_value(number: int) -> None:
    assert chinese_number(written(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百一十", 110),
        ("一百十", 110),
        ("百", 100),
        ("一百零五", 105),
        ("千", 1000),
        ("两万零三", 20_003),
        ("二〇二五", 2025),
        ("十十十", None),
        ("二十三十", None),
        ("二三十", None),
        ("十百", None),
        ("千百", None),
        ("三万五万", None),
        ("一百零五万", 1_050_000),
        ("一千零十", 1010),
        ("一九四九", 1949),
        ("〇", 0),
        ("一万亿", 10**12),
        ("三千零八十万", 30_800_000),
        ("一亿二千万", 120_000_000),
        ("一千万亿", 10**15),
        ("", None),
        ("二十三件", None),
        ("abc", None),
        ("白沙", None),
        ("一" * 41, None),
        ("一" * 40, int("1" * 40)),
    ],
)
def test_numerals_as_people_write_them(text: str, value: int | None) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("投入1.2亿元", ("1.2亿元", 120_000_000, "元", True)),
        ("投入1.2万元", ("1.2万元", Decimal("1.2"), "万元", True)),
        ("点击3万次", ("3万次", 30_000, "次", True)),
        ("点击3亿次", ("3亿次", 300_000_000, "次", True)),
        ("发放5千份", ("5千份", 5000, "份", True)),
        ("发放6百份", ("6百份", 600, "份", True)),
        ("发放1,234份", ("1,234份", 1234, "份", True)),
        ("发放1，234，567份", ("1，234，567份", 1_234_567, "份", True)),
        ("收取1，234.5元", ("1，234.5元", Decimal("1234.5"), "元", True)),
        ("公开约30件", ("约30件", 30, "件", False)),
        ("公开30件左右", ("30件左右", 30, "件", False)),
        ("公开30余件", ("30余件", 30, "件", False)),
        ("公开超过30件", ("超过30件", 30, "件", False)),
        ("公开上百件", ("上百件", 100, "件", False)),
        ("公开三十余件", ("三十余件", 30, "件", False)),
        ("公开二十三条以上", ("二十三条以上", 23, "条", False)),
        ("公开三万二千件", ("三万二千件", 32_000, "件", True)),
        ("占百分之五点二五", ("百分之五点二五", Decimal("5.25"), "%", True)),
        ("占百分之十二", ("百分之十二", 12, "%", True)),
        ("占百分之一百零五", ("百分之一百零五", 105, "%", True)),
        ("占百分之12.5", ("百分之12.5", Decimal("12.5"), "%", True)),
        ("占12.5％", ("12.5％", Decimal("12.5"), "%", True)),
        ("占3‰", ("3‰", 3, "‰", True)),
        ("编号为7", ("7", 7, "", True)),
    ],
)  # fmt: skip
def test_a_quantity(text: str, wanted: tuple[str, object, str, bool]) -> None:
    found = quantities(text)
    assert [(item.text, item.value, item.measure, item.exact) for item in found] == [wanted]
    assert [text[item.start : item.end] for item in found] == [wanted[0]]
    assert raw_numerals(text) == found


@given(
    st.lists(st.tuples(st.integers(1, 99_999), st.sampled_from("件条次场份")), max_size=5),
    st.sampled_from(["公开", "统一登记，", "答复；"]),
)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_every_figure_of_a_sentence_is_found_once_in_order(given_: list[tuple[int, str]], words: str) -> None:
    in_digits = "".join(f"{words}{number}{measure}" for number, measure in given_)
    in_words = "".join(f"公开了{written(number)}{measure}" for number, measure in given_)
    for text in (in_digits, in_words):
        assert [(item.value, item.measure) for item in quantities(text)] == given_


@pytest.mark.parametrize(
    "word", ["第三次", "统一件", "专一次", "每一件", "任一人", "唯一件", "百", "三", "进一步", "一", "十分重要"]
)
def test_words_that_hold_numerals_count_nothing(word: str) -> None:
    assert quantities(f"会议{word}。") == []


def test_what_stands_after_a_word_with_a_numeral_is_still_found() -> None:
    assert [item.text for item in quantities("进一步统一答复三件，第一次培训五次，百分之五。")] == [
        "三件",
        "五次",
        "百分之五",
    ]
    assert [item.text for item in quantities("一百百分之五")] == ["百分之五"]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("《2024年工作要点》共9条", ["9条"]),
        ("按照〔2021〕30号文件答复3件", ["3件"]),
        ("第5号公告、第三十六条，公开4件", ["4件"]),
        ("1月1日至12月31日公开7件", ["7件"]),
        ("1.公开信息12条", ["12条"]),
        ("答复完毕。2、培训3次", ["3次"]),
        ("（1）公开信息12条", ["12条"]),
        ("公开3件《条例》", ["3件"]),
        ("12.5%的申请当日答复", ["12.5%"]),
        ("3.5万元已经退还", ["3.5万元"]),
        ("全部办结。99.8分为最高", ["99.8"]),
    ],
)  # fmt: skip
def test_figures_are_told_from_names_and_list_marks(text: str, raw: list[str]) -> None:
    assert [item.text for item in raw_numerals(text)] == raw


def test_names_and_marks_have_their_places() -> None:
    text = "（1）依据《条例》第二十条"
    assert [text[start:end] for start, end in allowed_numerals(text)] == ["（1）", "《条例》", "第二十条"]
