"""The share of text that is carried over."""

from __future__ import annotations

import pytest

from nianbao.checking import check
from nianbao.report import LastYear, Report
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.session.block_values import paragraph
from nianbao.reviewing.session.review_session import alongside
from reviewing.two_reports import overview, said

LINE = "通过县政府网站公开信息{}条，其中财政预决算{}条，过期的内容随时撤下。"


def share(old: Report, new: Report) -> float | None:
    return compare(old, new, findings=False).carried


def test_new_figures_and_years_do_not_hide_a_stale_text() -> None:
    old = overview("2023年，" + LINE.format(120, 4), year=2023)
    new = overview("2024年，" + LINE.format(186, 11), year=2024)
    assert share(old, new) == 1


def test_another_units_text_with_the_name_replaced_is_carried() -> None:
    text = "{}按月更新村务公开栏，过期的内容随时撤下。"
    old = overview(text.format("白沙镇"), unit="云岭县白沙镇人民政府")
    new = overview(text.format("罗湾乡"), unit="云岭县罗湾乡人民政府")
    assert share(old, new) == 1


def test_a_rewritten_text_is_not_carried_by_chance() -> None:
    old = overview("开展政务公开培训，培训内容包括条例解读和发布流程。")
    new = overview("组织各站所人员学习条例，逐项讲解公开的流程和时限。")
    assert share(old, new) == 0


def test_a_sentence_is_found_wherever_it_stood() -> None:
    stale = "拟公开的信息先由业务站所初审，再由办公室复核并做保密审查。"
    fresh = "今年新设惠民补贴查询窗口。"
    old = overview("村务公开栏按月更新。" + stale)
    assert share(old, overview(fresh + stale)) == pytest.approx(len(stale) / len(fresh + stale))


def test_half_a_sentence_taken_over_counts_half() -> None:
    kept, other = "申请由党政综合办公室统一登记，", "疑难件送县司法局会商。"
    found = share(overview(kept + other), overview(kept + "答复前请法律顾问逐件审核把关。"))
    assert found is not None
    assert 0.4 < found < 0.6


def test_by_section_and_nothing_where_there_is_no_text() -> None:
    old = said(("overview", "一、总体情况", [LINE.format(1, 2)]), ("proactive", "二、主动公开", []))
    new = said(("overview", "一、总体情况", [LINE.format(3, 4), "新设查询窗口。"]), ("proactive", "二、主动公开", []))
    first, second = compare(old, new, findings=False).sections
    assert first.carried is not None
    assert 0.7 < first.carried < 1
    assert second.carried is None
    assert share(overview(), overview()) is None


def test_the_forms_own_words_before_the_first_section_are_left_out_of_the_whole() -> None:
    form = "本报告根据《中华人民共和国政府信息公开条例》要求编制。"
    old = said(("preamble", "", [form]), ("overview", "一、总体情况", ["村务公开栏按月更新。"]))
    new = said(("preamble", "", [form]), ("overview", "一、总体情况", ["新设惠民补贴查询窗口，随到随查。"]))
    found = compare(old, new, findings=False)
    assert [section.carried for section in found.sections] == [1, 0]
    assert found.carried == 0


STALE = (
    "拟公开的信息先由业务站所初审，再由党政综合办公室复核并做保密审查。村务公开栏按月更新，过期的内容随时撤下，"
    "更换的记录由办公室留存备查。便民大厅设查询窗口{}个，每天安排一名熟悉业务的干部坐班。"
)


def test_check_compare_and_review_tell_one_share() -> None:
    old = overview(STALE.format(2), "村务公开栏按季更新。", year=2023)
    new = overview(STALE.format(3).replace("一名熟悉", "两位熟悉"), year=2024)
    new = new.model_copy(update={"last": LastYear(year=2023, text={"overview": STALE.format(2)})})
    compared = compare(old, new)
    ours = compared.sections[0].paragraphs[0]
    assert ours.new is not None
    beside = alongside(old, new, "上年年报").beside[paragraph(ours.new.id)]
    told = [item.message for item in check(new) if item.code == "DUP03"]
    assert ours.count.share == beside.carried == compared.carried
    assert 0.9 < (compared.carried or 0) < 1
    assert told == [f"这一段有{compared.carried:.0%}的文字与上年报告相同"]
    assert not beside.same


def test_this_years_work_beside_last_years_is_no_copy() -> None:
    new = overview("按新的目录重排专栏，栏目由15个并为9个，群众找得快了。" + STALE.format(3), year=2024)
    new = new.model_copy(update={"last": LastYear(year=2023, text={"overview": STALE.format(2)})})
    assert [item for item in check(new) if item.code == "DUP03"] == []
