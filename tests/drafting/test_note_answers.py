"""Notes that only say 无, and notes with a line break inside: what a reader finds in the draft."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nianbao import draft, load
from nianbao.drafting.brief import briefs
from nianbao.facts import FactBook
from nianbao.jobs.flow.clerk_input import noticed
from nianbao.report import Note, Report

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"


def given(*notes: dict[str, Any]) -> Report:
    report = load(EXAMPLE)
    made = [Note(id=f"x{number}", **{"aspect": "supervision"} | note) for number, note in enumerate(notes)]
    kept = [note for note in report.notes if note.aspect != "supervision"]
    return report.model_copy(update={"notes": [*kept, *made]})


def supervision(report: Report) -> str:
    found = [item.text for _, item in draft(report).report.paragraphs() if item.id == "overview.supervision"]
    return "".join(found)


TRAINING = {"what": "组织培训", "quantity": "3次"}


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ({"item": "accountability", "what": "无"}, "没有责任追究的情况。"),
        ({"item": "责任追究", "text": "无。"}, "没有责任追究的情况。"),
        ({"item": "appraisal", "text": "没有开展"}, "没有开展社会评议。"),
        ({"item": "assessment", "result": "未开展"}, "没有开展工作考核。"),
        ({"text": "责任追究：无"}, "没有责任追究的情况。"),
        ({"what": "社会评议", "result": "无"}, "没有开展社会评议。"),
    ],
)
def test_an_answer_that_there_was_none_is_a_sentence_on_its_item(note: dict[str, Any], said: str) -> None:
    report = given(TRAINING, note)
    text = supervision(report)
    assert said in text
    assert "。无" not in text
    assert "。没有开展。" not in text
    assert "【待填：" + said.removeprefix("没有").removeprefix("开展")[:4] not in text


@pytest.mark.parametrize("words", ["无", "/", "没有开展。", "——"])
def test_a_bare_answer_to_no_question_is_no_sentence_and_is_told(words: str) -> None:
    report = given(TRAINING, {"text": words})
    text = supervision(report)
    assert f"3次。{words.strip('。')}" not in text
    assert text.count("【待填：") == 3, "what the law asks for is still to be written"
    (line,) = [item for item in noticed(report)[1] if "看不出是哪一项没有" in item]
    assert words in line


def test_a_sign_in_place_of_an_answer_leaves_the_blank() -> None:
    text = supervision(given(TRAINING, {"item": "accountability", "text": "/"}))
    assert "【待填：责任追究结果】" in text
    assert "/" not in text


def test_no_in_a_column_that_may_be_empty_is_left_out() -> None:
    assert supervision(given({**TRAINING, "channel": "无"})).startswith("我镇组织培训3次。")


def test_a_person_s_own_sentence_that_there_was_none_stays() -> None:
    assert "未发生责任追究。" in supervision(given({"text": "全年没有发生责任追究"}))


def test_a_model_is_given_the_sentence_and_no_bare_answer() -> None:
    book = FactBook(given(TRAINING, {"item": "accountability", "what": "无"}, {"text": "无"}))
    (brief,) = [item for item in briefs(book) if item.key == "overview.supervision"]
    assert "：没有责任追究的情况。" in brief.note_lines
    assert not brief.note_lines.endswith("：无")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("组织自查\n2次，整改问题3个。", "组织自查2次，整改问题3个。"),
        ("组织自查\x0b2次。", "组织自查2次。"),
        ("组织自查（含\n交叉检查）2次", "组织自查（含交叉检查）2次。"),
        ("组织自查2次，\n整改问题3个", "组织自查2次，整改问题3个。"),
        ("组织自查2次\n整改问题3个", "组织自查2次。整改问题3个。"),
        ("1.组织自查2次\n2.整改问题3个", "组织自查2次。整改问题3个。"),
        ("3月组织自查\n5月开展整改", "3月，我镇组织自查。5月开展整改。"),
        ("组织自查2次\n5个村参加", "组织自查2次。5个村参加。"),
    ],
)
def test_a_break_inside_a_phrase_ends_no_sentence(text: str, said: str) -> None:
    assert said in supervision(given({"text": text}))


@pytest.mark.parametrize(
    ("text", "how"), [("组织自查\n2次，整改问题3个。", "连成一句"), ("组织自查2次\n5个村参加", "分成两句")]
)
def test_a_break_that_may_mean_either_is_told(text: str, how: str) -> None:
    (line,) = [item for item in noticed(given({"text": text}))[1] if "换了行" in item]
    assert how in line
    assert "组织自查" in line


def test_lines_that_stand_alone_are_not_told() -> None:
    assert not [item for item in noticed(given({"text": "组织自查2次。\n整改问题3个。"}))[1] if "换了行" in item]
