"""What figures say: measure words and what stands for them, bounds, people counted, and figures of no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.text.quantities import (
    LooseFigure,
    alike,
    bound_of,
    bounded_alike,
    chinese_number,
    in_a_word,
    is_blank_sign,
    loose_figures,
    measure_of,
    measures_like,
    of_people,
    quantities,
    raw_numerals,
    spelt_in,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("用时2个月", "个月"),
        ("用时2个星期", "个星期"),
        ("培训3个人", "人"),
        ("开设2个专栏", "个"),
        ("开设2个", "个"),
        ("截至10号", "号"),
        ("制作7封信", "封"),
        ("制作3支短视频", "支"),
        ("公开12条信息", "条"),
        ("公开12", ""),
        ("公开12，信息", ""),
        ("评分90分", ""),
        ("1—5月", "月"),
        ("2023至2025年", "年"),
        ("1至5号", ""),
    ],
)
def test_the_measure_word_of_a_figure(text: str, wanted: str) -> None:
    first = quantities(text)[0]
    assert measure_of(first, text[first.end :]) == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("次", "回", True), ("回", "期", True), ("名", "人", True), ("人", "人次", False), ("件", "条", False),
        ("份", "张", True), ("件", "张", False), ("轿", "轿", True), ("轿", "次", False), ("", "", True),
    ],
)  # fmt: skip
def test_which_measure_words_stand_for_another(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is alike(other, one) is same
    assert (other in measures_like(one)) is same


@pytest.mark.parametrize(
    ("text", "value", "measure", "told"),
    [
        ("设立两处查阅点", 2, "处", True),
        ("设立二处查阅点", 2, "处", True),
        ("设立两个查阅点", 2, "处", True),
        ("设立三处查阅点", 2, "处", False),
        ("设立两处查阅点", 2, "人", False),
        ("设立十处查阅点", 10, "处", True),
        ("设立十一处查阅点", 11, "处", False),
        ("设立两处查阅点", None, "处", False),
        ("设立两处查阅点", 2, "", False),
        ("设立零处查阅点", 0, "处", False),
        ("一名干部参训", 1, "人", True),
        ("有个申请人补正", 1, "人", True),
        ("有位申请人补正", 1, "名", True),
        ("有件申请补正", 1, "件", True),
        ("有件申请补正", 1, "宗", True),
        ("有个申请补正", 1, "件", False),
        ("有个申请人补正", 2, "人", False),
        ("有户居民补正", 1, "户", True),
        ("没有个人提出申请", 1, "人", False),
        ("没有个人提出申请，只有个企业申请", 1, "人", True),
        ("没有个人提出申请，一名干部代收", 1, "人", True),
        ("没有行政复议，有位申请人起诉", 1, "人", True),
    ],
)
def test_small_numbers_told_in_words(text: str, value: int | None, measure: str, told: bool) -> None:
    assert spelt_in(text, None if value is None else Decimal(value), measure) is told


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("邀请20个家长", 20, True),
        ("邀请20个热心的老家长", 20, True),
        ("邀请20个来自全镇各村的家长", 20, False),
        ("邀请20个家长", 21, False),
        ("邀请20名家长", 20, False),
        ("征集20个议题", 20, False),
        ("来了52个，", 52, True),
        ("到了52个", 52, True),
        ("来了52个。", 52, True),
        ("来了52个议题", 52, False),
        ("制发52个。", 52, False),
        ("52个。", 52, False),
        ("发布5个，来了52个。", 52, True),
        ("发布5个，来了52个。", 5, False),
    ],
)
def test_people_counted_without_their_measure_word(text: str, value: int, told: bool) -> None:
    assert of_people(text, Decimal(value), exact=True) is told


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("不少于5个工作日", "least"),
        ("至少5个工作日", "least"),
        ("5个以上", "least"),
        ("5个及以上", "least"),
        ("公开五条以上", "least"),
        ("不超过5个工作日", "most"),
        ("不超过五天", "most"),
        ("未超过5日", "most"),
        ("没有超过5日", "most"),
        ("没有超出5日", "most"),
        ("超出5日", "above"),
        ("未低于60分", "least"),
        ("60分以上", "least"),
        ("18度以下", "most"),
        ("5日起", ""),
        ("至多5个", "most"),
        ("5个以内", "most"),
        ("5％以下", "most"),
        ("不足60分", "below"),
        ("低于60分", "below"),
        ("不到60分", "below"),
        ("未满60分", "below"),
        ("不下60件", "least"),
        ("超过60分", "above"),
        ("逾60件", "above"),
        ("高于60分", "above"),
        ("约60件", "around"),
        ("60件", ""),
        ("超过标准的共60件", ""),
        ("60件，以上全部办结", ""),
    ],
)
def test_which_way_words_bound_a_figure(text: str, bound: str) -> None:
    (figure,) = quantities(text)
    assert bound_of(text, figure) == bound


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("不少于5个", "5个以上", True),
        ("5日以内答复", "答复不超过5日", True),
        ("不超过5日", "超过5日", False),
        ("未超过5日", "超过5日", False),
        ("没有超过5日", "不超过5日", True),
        ("没有超过5日", "5日以内", True),
        ("60分以上", "不低于60分", True),
        ("60分以上", "低于60分", False),
        ("不少于5个", "6个以上", False),
        ("不少于5个", "4个以上", False),
        ("不少于5个", "5个以下", False),
        ("不少于5个", "5人以上", False),
        ("不少于5人", "5名以上", True),
        ("不低于60", "60人以上", True),
        ("低于60分", "不足60", True),
        ("共5个", "共5个", False),
        ("不少于5个", "办结3件，5个以上", True),
        ("不少于5个", "", False),
    ],
)
def test_bounds_told_in_other_words(text: str, other: str, same: bool) -> None:
    (figure,) = quantities(text)
    assert bounded_alike(text, figure, other) is same


@pytest.mark.parametrize(
    ("text", "value"),
    [("万", 10_000), ("亿", 10**8), ("十万", 100_000), ("三十万零五百", 300_500), ("一千零十", 1010), ("百十", 110)],
)
def test_units_that_stand_alone_count_one(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("答复五六件", [("五六件", None, False)]),
        ("答复两三次，五六七次", [("两三次", None, False), ("五六七次", 567, True)]),
        ("答复数十件", [("数十件", 10, False)]),
        ("答复近三十件", [("近三十件", 30, False)]),
        ("答复三十多件", [("三十多件", 30, False)]),
        ("答复三十件左右", [("三十件左右", 30, False)]),
        ("一件不落办结，三件不落下", []),
        ("一件未落", [("一件", 1, True)]),
        ("第三次培训，约第三次", []),
        ("占百分之五点零二", [("百分之五点零二", Decimal("5.02"), True)]),
        ("占百分之五点二十五", [("百分之五点二十五", None, False)]),
        ("占百分之" + "一" * 41, [("百分之" + "一" * 41, None, False)]),
        ("一百百分之五，一二三百分之六", [("百分之五", 5, True), ("百分之六", 6, True)]),
        ("收费3元、3万元、3千元", [("3元", 3, True), ("3万元", 3, True), ("3千元", 3000, True)]),
        ("3万余次", [("3万余次", 30_000, False)]),
        ("84名来自各县", [("84名", 84, True)]),
    ],
)  # fmt: skip
def test_quantities_and_how_exact_they_are(text: str, wanted: list[tuple[str, object, bool]]) -> None:
    assert [(item.text, item.value, item.exact) for item in quantities(text)] == wanted


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("按照《第3期简报》第5条公开6件", ["6件"]),
        ("国办函〔2021〕30号，30件", ["30件"]),
        ("第3号公告30份", ["30份"]),
        ("12月31日前30日公开", ["30日"]),
        ("2月1日至3月31日", ["2月", "1日", "3月", "31日"]),
        ("（3）公开", []),
        ("3）公开3件", ["3件"]),
        ("公开3）件", ["3"]),
    ],
)
def test_figures_beside_names_and_marks(text: str, raw: list[str]) -> None:
    assert [item.text for item in raw_numerals(text)] == raw


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("三种方式", [(0, "三种", 3)]),
        ("共三种方式", [(1, "三种", 3)]),
        ("分为三十五类", [(2, "三十五类", 35)]),
        ("办结率排名三", [(5, "三", 3)]),
        ("三、加强公开", []),
        ("（三）加强公开", []),
        ("三种、四种", [(0, "三种", 3), (3, "四种", 4)]),
        ("近千余", [(1, "千余", 1000)]),
        ("登记柒佰份，廿五份", [(2, "柒佰", None), (6, "廿", None)]),
        ("三成以上，过半", [(0, "三成", None), (5, "过半", None)]),
        ("若干三种", [(0, "若干", None), (2, "三种", 3)]),
        ("三种若干", [(0, "三种", 3), (2, "若干", None)]),
        ("①公开Ⅳ类½", [(0, "①", None), (3, "Ⅳ", None), (5, "½", None)]),
        ("公开12条、三条", []),
        ("统一登记，一起会商，进一步", []),
        ("一是，二是", []),
        ("《三年行动若干措施》", []),
        ("第三批", []),
        ("〔2021〕30号", []),
        ("印发《若干措施》若干份", [(8, "若干", None)]),
        ("办理abc", []),
    ],
)
def test_figures_that_are_no_quantity(text: str, wanted: list[tuple[int, str, int | None]]) -> None:
    found = loose_figures(text)
    assert [(item.start, item.text, item.value) for item in found] == wanted
    assert all(isinstance(item, LooseFigure) and text[item.start :].startswith(item.text) for item in found)
    behind = {"三", "三种", "四种", "三十五类", "千余"}  # a numeral is shown with what it counts
    for item in found:
        end = item.start + len(item.text) - (item.text in behind and len(item.text) > 1)
        assert item.end == end


@pytest.mark.parametrize(
    ("text", "numeral", "inside"),
    [
        ("统一登记", "一", True),
        ("经统一登记", "一", True),
        ("一起会商", "一起", True),
        ("一起案件", "一起案", False),
        ("公开三件", "三", False),
        ("进一步统一", "一步", True),
        ("万一", "万一", True),
        ("两万一", "两万", False),
    ],
)
def test_numerals_inside_words(text: str, numeral: str, inside: bool) -> None:
    start = text.index(numeral)
    assert in_a_word(text, start, start + len(numeral)) is inside


@pytest.mark.parametrize(
    "raw", ["", " ", "/", "//", "\\", "／", "-", "----", "——", "无", "没有", "暂无", "无数据", "不适用", " 无 "]
)
def test_signs_for_no_value(raw: str) -> None:
    assert is_blank_sign(raw)


@pytest.mark.parametrize("raw", ["0", "零", "///", "-----", "无件", "3", "-3", "没", "暂无数据表"])
def test_no_signs_for_no_value(raw: str) -> None:
    assert not is_blank_sign(raw)


def test_people_are_counted_as_exactly_as_told() -> None:
    assert of_people("来了50多个，", Decimal(50), exact=False)
    assert not of_people("来了50多个，", Decimal(50), exact=True)
    assert not of_people("来了50个，", Decimal(50), exact=False)
