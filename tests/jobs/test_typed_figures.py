"""Figures that a clerk types into Word follow their cells; what states no fact beyond doubt is left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.folders import drafted
from jobs.test_folder import retype
from nianbao.checking import check
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.report import FactRef


def edited(folder: Path, *changes: tuple[str, str]) -> None:
    """The Word file with words put over others, and taken back."""
    for old, new in changes:
        retype(folder / "年报.docx", old, new)
    take(folder / "年报.docx")


def given(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """The input with figures changed and the report drafted again; what is said of it."""
    path = folder / "report.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    result = redraft(find(folder))
    return [*result.messages, *result.changes]


def sentences(folder: Path) -> dict[str, dict[str, str]]:
    """Sentences of people: text → figure as shown → fact."""
    draft = load(find(folder))
    assert draft is not None
    return {
        item.text: {span.shown: span.id for span in item.spans if isinstance(span, FactRef)}
        for item in draft.report.sentences()
        if item.origin == "clerk"
    }


def test_a_sentence_of_her_own_follows_the_cell(tmp_path: Path) -> None:
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, ("增加4件，增长40%。", "增加4件，增长40%。全年新收申请14件都有登记。"))
    (text,) = [text for text in sentences(folder) if "都有登记" in text]
    assert sentences(folder)[text] == {"14件": "requests.new.total"}
    said = given(folder, ("natural: 9,", "natural: 10,"), ("open: {natural: 3,", "open: {natural: 4,"))
    assert any("全年新收申请15件都有登记" in text for text in sentences(folder))
    assert any("14件 → 15件" in line for line in said), said


def test_a_notes_figure_pointed_back_at_follows_its_note(tmp_path: Path) -> None:
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, ("平均3个工作日办结。", "平均3个工作日办结。上述186条中有33条是补录的。"))
    found = next(refs for text, refs in sentences(folder).items() if "补录" in text)
    assert list(found) == ["186条"]
    said = given(folder, ("quantity: 186条", "quantity: 196条"))
    assert any("上述196条中有33条是补录的" in text for text in sentences(folder))
    assert any("186条 → 196条" in line for line in said), said


@pytest.mark.parametrize(
    "own",
    [
        "县直各单位共收到申请14件。",  # of other units
        "全年接听电话14次。",
        "2022年新收申请14件。",  # of another year
        "一季度新收申请9件。",  # of a part of the year
        "收到低保申请14件。",
    ],
)
def test_what_states_no_fact_of_ours_is_not_bound(tmp_path: Path, own: str) -> None:
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, ("新收数量比上年的10件增加4件，增长40%。", f"新收数量比上年的10件增加4件，增长40%。{own}"))
    assert next(refs for text, refs in sentences(folder).items() if own[:-1] in text) == {}


def test_words_put_before_a_figure_make_it_another_fact(tmp_path: Path) -> None:
    """未经复议直接起诉 and 复议后起诉 have one each: the reference goes with the words."""
    folder = drafted(tmp_path / "白沙镇")
    direct, after = "未经复议直接起诉1件（尚未审结）", "复议后起诉1件（结果维持）"
    edited(folder, (f"{direct}、{after}", f"{after}、{direct}"))
    draft = load(find(folder))
    assert draft is not None
    sentence = next(item for item in draft.report.sentences() if f"{after}、{direct}" in item.text)
    ids = [span.id for span in sentence.spans if isinstance(span, FactRef) and span.shown == "1件"]
    assert ids[-2:] == ["remedies.after.total", "remedies.direct.total"]


def findings_on(folder: Path, words: str) -> list[str]:
    """Codes of what the check has against sentences with these words."""
    return [item.code for item in check(report_for_check(folder)[0]) if words in (item.quote or "")]


def test_a_sentence_on_a_notes_figure_that_changed_is_stale_until_written_again(tmp_path: Path) -> None:
    """Its words are not the note's, so its figure does not follow; it is told at draft, check and final."""
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, ("平均3个工作日办结。", "平均3个工作日办结。今年换的公开栏有14块，质量都不错。"))
    assert findings_on(folder, "质量都不错") == []
    given(folder, ("quantity: 14块", "quantity: 16块"))
    for _ in range(2):
        told = redraft(find(folder)).draft.findings
        assert [item.code for item in told if "质量都不错" in (item.quote or "")] == ["SRC03"]
        assert findings_on(folder, "质量都不错") == ["SRC03"]
    assert "SRC03" in [item.code for item in finalise(find(folder)).refused]
    edited(folder, ("有14块，质量都不错", "有16块，质量都不错"))
    redraft(find(folder))
    assert findings_on(folder, "质量都不错") == []


def test_a_figure_of_her_own_is_no_notes(tmp_path: Path) -> None:
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, ("平均3个工作日办结。", "平均3个工作日办结。镇里另有路灯14块太阳能板。"))
    given(folder, ("quantity: 14块", "quantity: 16块"))
    assert findings_on(folder, "太阳能板") == []


def test_the_same_figure_written_otherwise_is_no_other_figure(tmp_path: Path) -> None:
    """新收14件 as 十四件, 培训2次 as 两次: a section chief's daily edit, and nothing to object to."""
    folder = drafted(tmp_path / "白沙镇")
    edited(folder, ("全年新收政府信息公开申请14件", "全年新收政府信息公开申请十四件"))
    draft = load(find(folder))
    assert draft is not None
    assert "申请十四件" in "".join(item.text for item in draft.report.sentences())
    assert not findings_on(folder, "十四")
    said = given(folder, ("natural: 9,", "natural: 10,"), ("open: {natural: 3,", "open: {natural: 4,"))
    assert any("十四件 → 15件" in line for line in said), said
