"""A file sent out, filled in and returned after the clerk took edits of her own: each sentence stands where put."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jobs.folders import drafted
from jobs.test_folder import append, put, retype
from nianbao.checking import check
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx

FILLED = "更新政务公开栏2块。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return drafted(tmp_path / "康荣镇", "kangrong-2020")


def lines(path: Path) -> list[str]:
    return [item.text for _, item in parse_docx(path.read_bytes(), path.name).report.paragraphs()]


def fill(path: Path, what: str, words: str) -> None:
    document = Document(str(path))
    paragraph = next(item for item in document.paragraphs if f"【待填：{what}" in item.text)
    text = paragraph.text
    start = text.index(f"【待填：{what}")
    put(paragraph, text[:start] + words + text[text.index("】", start) + 1 :])
    document.save(str(path))


def unmark(path: Path) -> None:
    document: Any = Document(str(path))
    space = f"{{{document.element.nsmap['w']}}}"
    for element in list(document.element.body.iter(f"{space}bookmarkStart", f"{space}bookmarkEnd")):
        element.getparent().remove(element)
    document.save(str(path))


@pytest.mark.parametrize("marked", [True, False], ids=["with bookmarks", "without bookmarks"])
def test_a_filled_blank_stands_under_its_heading(folder: Path, marked: bool) -> None:
    came = folder / "退回.docx"
    shutil.copy(folder / "年报.docx", came)
    append(folder / "年报.docx", "谁制作、谁公开", "本年没有更正过已公开的信息。")
    take(folder / "年报.docx")
    fill(came, "平台建设情况", FILLED)
    if not marked:
        unmark(came)
    take(came)
    redraft(find(folder))
    now = lines(folder / "年报.docx")
    assert now[now.index("（四）平台建设") + 1].startswith(FILLED), now
    assert "本年没有更正过已公开的信息。" in "".join(now)


def test_a_new_paragraph_first_under_a_heading_is_a_paragraph(folder: Path) -> None:
    came = folder / "退回.docx"
    shutil.copy(folder / "年报.docx", came)
    append(folder / "年报.docx", "谁制作、谁公开", "本年没有更正过已公开的信息。")
    take(folder / "年报.docx")
    document = Document(str(came))
    heading = next(item for item in document.paragraphs if item.text == "（四）平台建设")
    following = document.paragraphs[[item._p for item in document.paragraphs].index(heading._p) + 1]
    following.insert_paragraph_before("镇里另设了意见箱一个。", style=following.style)
    document.save(str(came))
    take(came)
    redraft(find(folder))
    now = lines(folder / "年报.docx")
    assert now[now.index("（四）平台建设") + 1] == "镇里另设了意见箱一个。", now


def test_what_was_written_in_word_is_not_asked_for_again(folder: Path) -> None:
    path = folder / "年报.docx"
    before = redraft(find(folder)).draft
    assert "platform" in {item.aspect for item in before.advice}
    fill(path, "平台建设情况", FILLED)
    take(path)
    assert "platform" not in {item.aspect for item in redraft(find(folder)).draft.advice}


def test_a_note_whose_sentence_was_rewritten_was_used(folder: Path) -> None:
    path = folder / "年报.docx"
    retype(path, "信息公开前由制作科室开展保密审查，谁制作、谁公开、谁负责。", "发布的信息都先送党政办核对一遍才上网。")
    take(path)
    assert redraft(find(folder)).draft.unused == []


def test_a_heading_that_is_a_sentence_is_noticed_and_not_final(folder: Path) -> None:
    path = folder / "年报.docx"
    for what, words in (
        ("平台建设情况", "县政府网站设康荣镇专栏。"),
        ("工作考核", "县政府考核等次为合格。"),
        ("社会评议", "没有开展社会评议。"),
        ("责任追究", "没有追究责任的情形。"),
    ):
        fill(path, what, words)
    document = Document(str(path))
    heading = next(item for item in document.paragraphs if item.text == "（四）平台建设")
    heading.runs[-1].text += FILLED
    document.save(str(path))
    found = [item for item in take(path).findings if item.code == "FORM15"]
    assert [item.quote for item in found] == [f"（四）平台建设{FILLED}"]
    assert "FORM15" in {item.code for item in check(report_for_check(folder)[0])}
    assert "FORM15" in {item.code for item in finalise(find(folder)).refused}
