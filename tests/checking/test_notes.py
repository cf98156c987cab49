"""Sentences of unknown source held against the notes: what the notes have is not doubted, what they lack is."""

from __future__ import annotations

import pytest

from checking.examples import noted
from nianbao.checking import check
from nianbao.reading import read_text
from nianbao.report import Note, Unit


def codes(text: str, *notes: str) -> set[str]:
    """What is said of a drafted sentence with some notes behind it."""
    made = read_text(text, unit=Unit.parse("云岭县白沙镇人民政府", within=("江州市",)), year=2023)
    for sentence in made.sentences():
        sentence.origin, sentence.sources, sentence.support = "chat", [], "unknown"
    held = [Note(id=f"n{number}", aspect="proactive", text=words) for number, words in enumerate(notes, 1)]
    found = check(made.model_copy(update={"notes": held}))
    return {item.code for item in found if item.verdict == "fails" and item.code.startswith("SRC")}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("全年办结申请14件，结转下年度2件。", "申请办结14件，2件结转。"),
        ("2023年公开信息90条，比上年的60条增加30条，增长50%。", "2022年公开60条，2023年公开90条。"),
        ("镇政府办公室每月检查公开栏。", "每月检查公开栏。"),
        ("大厅设留言簿2本，全年没有收到留言。", "大厅放留言簿2本，没收到留言。"),
    ],
)
def test_what_the_notes_have_is_not_doubted(text: str, note: str) -> None:
    assert not codes(text, note)


@pytest.mark.parametrize(
    ("text", "note", "code"),
    [
        ("全年办结申请17件。", "申请办结14件，2件结转。", "SRC05"),
        ("公开信息90条，增长80%。", "2022年公开60条，2023年公开90条。", "SRC05"),
        ("每年度检查公开栏。", "检查公开栏。", "SRC10"),
        ("县司法局办公室检查公开栏。", "检查公开栏。", "SRC08"),
        ("全年没有收到留言。", "大厅收到留言5条。", "SRC14"),
    ],
)
def test_what_the_notes_lack_is_doubted(text: str, note: str, code: str) -> None:
    assert code in codes(text, note)


RANK = "在全县政务公开工作考核中评为良好等次"


def told(text: str, *notes: str, sources: list[str] | None = None) -> list[str]:
    """What is said of a sentence that a clerk wrote in Word beside her own notes."""
    made = read_text(text, unit=Unit.parse("云岭县白沙镇人民政府", within=("江州市",)), year=2023)
    for sentence in made.sentences():
        sentence.origin, sentence.sources, sentence.support = "clerk", sources or ["clerk"], "supported"
    held = [Note(id=f"n{number}", aspect="supervision", text=words) for number, words in enumerate(notes, 1)]
    found = check(made.model_copy(update={"notes": held}))
    said = [item for item in found if item.verdict == "fails" and item.code in ("SRC04", "SRC05", "SRC14")]
    assert {item.severity for item in said} <= {"warning"}
    return [item.message for item in said]


@pytest.mark.parametrize(
    ("text", "note", "said"),
    [
        ("在全县政务公开工作考核中评为优秀等次。", RANK, ("优秀", "良好")),
        ("在全县政务公开工作考核中获第二名。", "在全县政务公开工作考核中获第一名", ("第二名", "第一名")),
        ("对公开栏每周检查更新一次。", "对公开栏每月检查更新一次", ("每周", "每月")),
        ("举办政务公开业务培训5次。", "举办政务公开业务培训3次", ("5次", "3次")),
    ],
)
def test_her_own_sentence_that_her_note_contradicts_is_told_once(text: str, note: str, said: tuple[str, str]) -> None:
    (line,) = told(text, note)
    assert all(word in line for word in said)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("在全县政务公开工作考核中评为良好等次。", RANK),
        ("编印优秀案例汇编，发到各村。", RANK),
        ("举办政务公开业务培训5次。", "组织机关干部读书会3次"),
        ("群众评议结果优秀，整改了问题。", RANK),
        ("举办政务公开业务培训3次，其中线上1次。", "举办政务公开业务培训3次"),
    ],
)
def test_her_own_sentence_on_another_thing_is_hers(text: str, note: str) -> None:
    assert told(text, note) == []


@pytest.mark.parametrize("text", ["其中 图解１２条。", "包括图解12条。", "发布解读，其中图解12条."])
def test_a_part_is_no_other_figure_for_the_whole(text: str) -> None:
    assert told(text, "发布政策解读205条", sources=["note:n1"]) == []


def test_a_part_greater_than_the_whole_is_told() -> None:
    assert told("发布解读，其中图解305条。", "发布政策解读205条", sources=["note:n1"])


def test_her_sentence_that_keeps_its_note_is_held_against_it_however_reworded() -> None:
    (line,) = told("年终被县里评定为优秀。", RANK, sources=["note:n1"])
    assert "良好" in line


def test_a_number_of_a_person_in_an_unused_note_is_not_repeated() -> None:
    report = noted("清理过期信息。（素材写调解村民陈德旺，电话13900001234，与邻居的滴水纠纷）")
    told = [item.message for item in check(report.model_copy(update={"sections": []})) if item.code == "SRC15"]
    assert len(told) == 1
    assert "邻居" in told[0]
    assert "13900001234" not in told[0]
