"""Names of people who come to an office, in a clerk's notes: told, and no official's or author's."""

from __future__ import annotations

import pytest

from nianbao import draft
from nianbao.report import Note, Report, Unit


def told(text: str) -> str:
    """What PRIV08 says of a note."""
    notes = [Note(id="n1", aspect="requests", text=text)]
    unit = Unit.parse("云岭县白沙镇人民政府")
    made = draft(Report(unit=unit, year=2024, structured=True, stage="draft", notes=notes))
    return "\n".join(item.message for item in made.findings if item.code == "PRIV08")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("李四 13812345678 申请公开征地补偿", "李四"),
        ("李四13812345678申请公开征地补偿", "李四"),
        ("13912345678（李小红）来电咨询低保", "李小红"),
        ("群众李小红反映公开栏破损", "李小红"),
        ("张三丰申请公开宅基地审批，已答复", "张三丰"),
    ],
)
def test_a_name_that_is_printed_is_told(text: str, names: str) -> None:
    assert f"写进了报告：{names}" in told(text)


@pytest.mark.parametrize("text", ["村民 张三丰 13912345678 来电咨询低保", "李小红、王大山两户申请公开低保名单"])
def test_what_named_persons_asked_for_is_left_out_and_listed(text: str) -> None:
    unit = Unit.parse("云岭县白沙镇人民政府")
    notes = [Note(id="n1", aspect="requests", text=text)]
    made = draft(Report(unit=unit, year=2024, structured=True, stage="draft", notes=notes))
    assert "低保" not in "".join(paragraph.text for _, paragraph in made.report.paragraphs())
    assert {item.note for item in made.dropped} == {"n1"}


@pytest.mark.parametrize(
    "text",
    [
        "由党政办主任王大伟负责审核，镇长李建国任组长",
        "信息员王小明13812345678负责更新",
        "人大代表李明反映公开栏破损，王书记要求公开整改结果",
        "邀请县司法局张伟授课，发放王建国主编的手册20本",
        "受理群众来访12批，方便群众申请公开，接受村民咨询、投诉",
        "申请人张某申请公开征地补偿",
        "王先生来电咨询低保",
    ],
)
def test_officials_authors_and_hidden_names_are_not(text: str) -> None:
    assert "写进了报告" not in told(text)
