"""Sentences of unknown source held against the notes: what the notes have is not doubted, what they lack is."""

from __future__ import annotations

import pytest

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
