"""Ids of notes and problems: what a draft knows them by, so they stay while a note is recounted; and bare answers."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from nianbao.facts import says_none
from nianbao.facts.note_parts import identify_notes, identify_problems, note_parts
from nianbao.report import Note, Problem


def note(**columns: Any) -> Note:
    return Note(**{"id": "", "aspect": "proactive"} | columns)


def problem(words: str, **columns: str) -> Problem:
    return Problem(**{"id": "", "problem": words} | columns)


def note_ids(*notes: Note) -> list[str]:
    return [item.id for item in identify_notes(list(notes))]


def problem_ids(*problems: Problem) -> list[str]:
    return [item.id for item in identify_problems(list(problems))]


def test_an_id_is_the_same_in_every_version_of_the_program() -> None:
    """Drafts written before name notes by it: it may never be worked out otherwise."""
    words = hashlib.sha256("proactivewhat=公开政府信息|quantity=#条|text1=召开培训#次，参加#人次".encode()).hexdigest()
    given = note(what="公开政府信息", quantity="23条", text="召开培训3次，参加45人次。")
    assert note_ids(given) == ["n" + words[:6]]
    words = hashlib.sha256("problem=答复慢，有#件超期".encode()).hexdigest()
    assert problem_ids(problem("1.答复慢，有2件超期。", measure="培训3次")) == ["p" + words[:6]]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"text": "新增栏目12个。"}, {"text": "新增栏目120个。"}, True),
        ({"text": "新增栏目12个。"}, {"text": "1.新增栏目 13 个"}, True),
        ({"quantity": "23条"}, {"quantity": "1,025条"}, True),
        ({"text": "新增栏目12个。"}, {"text": "新增专栏12个。"}, False),
        ({"text": "新增栏目12个。"}, {"text": "新增栏目12项。"}, False),
        ({"text": "新增栏目12个。"}, {"text": "新增栏目12个，已用。"}, False),
        ({"text": "12个栏目新增。"}, {"text": "共12个栏目新增。"}, False),
        ({"text": "开展培训。"}, {"text": "开设专栏培训。"}, False),
        ({"text": "开展了检查。"}, {"text": "没有检查。"}, False),
        ({"what": "公开"}, {"object": "公开"}, False),
        ({"text": "公开12条"}, {"text": "公开12条", "aspect": "platform"}, False),
    ],
)
def test_a_recounted_note_is_the_same_note_and_a_reworded_one_another(
    one: dict[str, str], other: dict[str, str], same: bool
) -> None:
    before, after = note_ids(note(**one)) + note_ids(note(**other))
    assert (before == after) is same
    assert len(before) == len(after) == len("n123456"), "each alone: neither has a number behind it"


def test_notes_alike_are_numbered_and_given_ids_are_kept() -> None:
    alike = [note(text=f"召开会议{count}次。") for count in (1, 2, 3)]
    first, second, third = note_ids(*alike)
    assert (second, third) == (f"{first}-2", f"{first}-3")
    kept = note(text="另有说明。", id=first)
    assert note_ids(kept, *alike) == [first, f"{first}-2", f"{first}-3", f"{first}-4"]
    assert note_ids(*alike, kept) == [f"{first}-2", f"{first}-3", f"{first}-4", first], "wherever it stands"
    named = note(text="召开会议1次。", id="n-own")
    assert identify_notes([named])[0] is named


def test_problems_are_known_by_the_problem_alone() -> None:
    """Next year's draft knows a problem again though its cause, measure and owner were written anew."""
    given = problem("答复慢", cause="人手少", measure="增加2人", owner="办公室", deadline="6月底前")
    anew = problem("（一）答复慢。", cause="不熟悉", measure="培训", owner="法规科", deadline="年底前")
    assert problem_ids(given) == problem_ids(anew)
    assert problem_ids(problem("公开慢")) != problem_ids(given)
    assert problem_ids(problem("答复慢3天")) == problem_ids(problem("答复慢5天"))
    first, second = problem_ids(given, anew)
    assert second == f"{first}-2"
    kept = problem("别的", id=first)
    assert problem_ids(given, kept) == [f"{first}-2", first]
    assert identify_problems([kept])[0] is kept


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("无", True), ("没有", True), ("无。", True), ("  无 。", True), ("无！", True), ("无：", True), ("：无", True),
        ("！无!", True), (":无:", True), ("、无；", True), ("无,", True), ("无\u3000", True), ("没 有", True),
        ("本年度没有开展", True), ("全年未发生此类情况", True), ("今年均无", True), ("不存在相关问题", True),
        ("没有发生过这种情形", True), ("", False), ("。", False), ("无纸化办公", False), ("没有开展培训", False),
        ("有", False), ("无？", False), ("无，另见附件", False), ("3件", False),
    ],
)  # fmt: skip
def test_a_bare_answer_names_nothing(words: str, none: bool) -> None:
    assert says_none(words) is none


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("公开12条。\n\n答复3件", ["公开12条", "答复3件"]),
        ("1、公开12条；\n2、答复3件。", ["公开12条", "答复3件"]),
        ("(1)公开12条", ["公开12条"]),
        ("十一、公开12条", ["公开12条"]),
        ("1.5万元已退还", ["1.5万元已退还"]),
        ("● 公开12条\n• 答复3件\n-答复", ["公开12条", "答复3件", "答复"]),
        ("。\n；\n  ", []),
        ("", []),
    ],
)
def test_free_text_is_cut_by_lines_and_sentences(text: str, parts: list[str]) -> None:
    assert list(note_parts(note(text=text))) == [(f"text{number}", part) for number, part in enumerate(parts, 1)]
