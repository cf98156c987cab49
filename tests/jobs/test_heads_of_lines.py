"""Marks before lines, lines that announce, a chat window's talk: left out of the report, and told."""

from __future__ import annotations

import pytest

from nianbao import draft
from nianbao.jobs.flow.clerk_input import noticed
from nianbao.reading.removed_characters import Characters
from nianbao.report import LastYear, Note, Problem, Report, Unit


def report_of(**values: object) -> Report:
    unit = Unit.parse("云岭县白沙镇人民政府")
    return Report.model_validate({"unit": unit, "year": 2024, "structured": True, "stage": "draft", **values})


def printed(*texts: str) -> tuple[str, str]:
    """What the report says of these notes, and what is told of them."""
    notes = [Note(id=f"n{number}", aspect="proactive", text=text) for number, text in enumerate(texts)]
    given = report_of(notes=notes)
    report, lines = noticed(Characters(private=True).report(given))
    made = draft(report)
    said = "".join(
        item.text for item in made.report.sentences() if any(s.startswith("note:") for s in item.sources or ())
    )
    return said, "\n".join([*lines, *map(str, report.remarks)])


@pytest.mark.parametrize("mark", ["1. ", "2、", "- ", "①", "（1）", "(3) ", "三、", "• ", "1）"])
def test_each_kind_of_mark_is_left_out_and_told(mark: str) -> None:
    said, told = printed(f"{mark}更新村务公开栏6块。")
    assert said == "我镇更新村务公开栏6块。"
    assert f"“{mark.strip()}”" in told


def test_a_month_behind_a_number_is_no_second_number() -> None:
    said, told = printed("1、3月，县政府网站发布惠农政策48条。")
    assert "1、3月" in said
    assert "“1、”看不出是序号还是正文" in told
    said, told = printed("1、3月，县政府网站发布惠农政策48条。", "2、5月，张贴公告6期。")
    assert said.startswith("3月，")
    assert "看不出" not in told
    assert "“1、”“2、”" in told


def test_what_only_looks_like_a_mark_is_printed() -> None:
    for text in ("1.5万元补贴按月公示。", "一、二月份张贴公告6期。", "-5℃时段照常接待申请人2次。"):
        assert printed(text)[0] == text


def test_a_list_within_a_line_keeps_none_of_its_numbers() -> None:
    assert (
        printed("1.张贴公告6期；2.培训信息员12人；3.清理栏目2个。")[0]
        == "我镇张贴公告6期；培训信息员12人；清理栏目2个。"
    )


@pytest.mark.parametrize("line", ["以下是为您整理的内容：", "😊", "主要做法：", "好的，没有问题！", "希望对您有帮助！"])
def test_what_states_nothing_is_left_out_and_told(line: str) -> None:
    said, told = printed(f"张贴公告6期。\n{line}")
    assert said == "我镇张贴公告6期。"
    assert line.rstrip("！：") in told


def test_a_chat_windows_opening_does_not_stand_before_what_it_announces() -> None:
    said, told = printed("以下是为您整理的内容：\n张贴公告6期。")
    assert said == "我镇张贴公告6期。"
    assert "以下是为您整理的内容" in told


def test_a_figure_before_a_colon_is_printed() -> None:
    assert printed("全年张贴公告6期：")[0] == "全年，我镇张贴公告6期。"


@pytest.mark.parametrize("mark", ["[1]", "【2】", "[1][2]", "[1,3]"])
def test_marks_of_sources_are_left_out_and_told(mark: str) -> None:
    said, told = printed(f"张贴公告6期{mark}。")
    assert said == "我镇张贴公告6期。"
    assert "排版记号" in told


def test_a_figure_in_brackets_stays() -> None:
    assert "30" in printed("发布信息共[30]，按月更新。")[0]


def test_a_list_of_problems_in_one_cell_is_one_sentence() -> None:
    item = Problem(id="p1", problem="1、栏目更新不及时\n2、村级培训少", measure="每月核对栏目。")
    report = report_of(problems=[item])
    given, lines = noticed(report)
    text = "".join(sentence.text for sentence in draft(given).report.sentences())
    assert "栏目更新不及时；村级培训少" in text
    assert "“1、”“2、”" in "".join(lines)


def test_several_problems_in_one_cell_are_told_to_be_split() -> None:
    item = Problem(
        id="p1", problem="1、栏目更新不及时；2、村级培训少；3、目录不全", measure="1、每月核对栏目；2、每季度培训"
    )
    report = report_of(problems=[item])
    told = "\n".join(noticed(report)[1])
    assert "写了3个问题（“栏目更新不及时”“村级培训少”等），措施只有2条" in told
    assert "请分成3行" in told
    assert "“1、”“2、”“3、”" in told


@pytest.mark.parametrize(("raised", "told"), [(False, "填的是“否”"), (None, "没有填"), (True, "")])
def test_a_problem_of_last_years_report_is_said_to_be_one(raised: bool | None, told: str) -> None:
    last = LastYear(year=2023, edition="2021", text={"problems": "主要问题：村级公开栏更新慢。措施：每月核对。"})
    item = Problem(id="p1", problem="村级公开栏更新慢", measure="每季度检查", raised=raised)
    other = Problem(id="p2", problem="目录不全", measure="每季度检查", raised=raised)
    unit = Unit.parse("云岭县白沙镇人民政府")
    report = Report(unit=unit, year=2024, structured=True, problems=[item, other], stage="draft", last=last)
    lines = [line for line in noticed(report)[1] if "上年报告里已经写过" in line]
    assert [told in line for line in lines] == ([True] if told else [])
    assert not any("目录" in line for line in lines)


def test_one_problem_with_a_mark_is_not_told_to_be_split() -> None:
    item = Problem(id="p1", problem="1、栏目更新不及时，2个村没有更新", measure="1、每月核对；2、每季度通报")
    report = report_of(problems=[item])
    assert "一格里写了" not in "".join(noticed(report)[1])


def test_an_aspect_of_which_nothing_is_stated_stays_to_be_filled() -> None:
    note = Note(id="n1", aspect="platform", text="😊\n主要做法：")
    report = report_of(notes=[note])
    given, lines = noticed(report)
    made = draft(given)
    assert "平台建设" in "".join(sentence.text for sentence in made.report.sentences() if "待填" in sentence.text)
    assert given.notes == []
    assert "主要做法" in "".join(lines)
    assert not any("主要做法" in item.message for item in made.findings)


def test_a_mark_in_a_column_is_left_out_and_told_too() -> None:
    note = Note(id="n1", aspect="supervision", what="1、举办培训", quantity="2次")
    report = report_of(notes=[note])
    given, lines = noticed(report)
    assert "“1、”" in "".join(lines)
    assert "举办培训2次。" in "".join(sentence.text for sentence in draft(given).report.sentences())
    assert "1、举办" not in "".join(sentence.text for sentence in draft(report).report.sentences())
