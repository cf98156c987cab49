"""Handing back: the clerk's file with what was decided, and her ``take`` of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.dismissals import heard
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import Job
from nianbao.reading.docx import parse_docx
from nianbao.report import Sentence
from nianbao.reviewing.session.return_to_clerk import give_back, todo
from nianbao.reviewing.session.review_desk import Act, Desk
from nianbao.reviewing.session.review_session import source_of
from nianbao.writing import write
from reviewing.desks import GUESS, job, rewrite, text
from samples import sample

PLATFORM = "paragraph:overview.platform"
MANAGEMENT = "paragraph:overview.management"


@pytest.fixture
def clerks(tmp_path: Path) -> Job:
    return job(tmp_path / "单位" / "白沙镇-2024")


@pytest.fixture
def desk(clerks: Job, tmp_path: Path) -> Desk:
    """The same folder on the reviewer's machine."""
    return Desk(source_of(Path(shutil.copytree(clerks.folder, tmp_path / "审核" / "白沙镇-2024"))), "王芳")


def settle(desk: Desk, kind: str, wanted: str, block: str = "", words: str = "") -> None:
    held = next(item for item in desk.sheet().items if item.kind == wanted and (not block or item.block == block))
    desk.decide(Act(kind, held.block, desk.sheet().version(held.block), held.id, words))  # type: ignore[arg-type]


def edit(desk: Desk, block: str, words: str) -> None:
    desk.decide(Act("edit", block, desk.sheet().version(block), words=words))


def handed(desk: Desk, clerks: Job, words: str = "") -> tuple[list[str], list[Sentence]]:
    """Give the report back and take it in at the clerk's: what she is told, and the reviewer's sentences then."""
    given = give_back(desk, words)
    assert given.path.parent == desk.source.folder
    here = Path(shutil.copy(given.path, clerks.folder))
    taken = take(here)
    draft = load(clerks)
    assert draft is not None
    said = [*taken.changes, *taken.messages, *taken.conflicts]
    return said, [item for item in draft.report.sentences() if item.origin == "reviewer"]


def test_what_was_decided_becomes_the_reviewers_sentences_at_the_clerks(desk: Desk, clerks: Job) -> None:
    settle(desk, "accept", "fix", PLATFORM)
    settle(desk, "confirm", "verify")
    settle(desk, "fill", "blank", words="邀请代表评议")
    edit(desk, "heading:problems", "五、主要问题和改进情况")
    said, theirs = handed(desk, clerks)
    assert {item.text for item in theirs} == {
        "截至10月底，14个村的公开栏都已更新。", GUESS, "邀请代表评议。",
    }  # fmt: skip
    assert "五、主要问题和改进情况" in "\n".join(said)
    redraft(clerks)
    assert "截至10月底" in text(clerks)
    assert "邀请代表评议。" in text(clerks)


def test_the_clerks_draft_says_then_what_the_reviewers_says(desk: Desk, clerks: Job) -> None:
    settle(desk, "accept", "fix", MANAGEMENT)
    settle(desk, "accept", "fix", MANAGEMENT)
    settle(desk, "remove", "verify")
    edit(desk, "paragraph:overview.lead", "2024年，我镇的做法如下。另加一句。")
    handed(desk, clerks)
    source = desk.source
    assert text(clerks) == text(Job(source.folder))


def test_what_still_awaits_verification_still_does_at_the_clerks(desk: Desk, clerks: Job) -> None:
    settle(desk, "accept", "fix", PLATFORM)
    _, theirs = handed(desk, clerks)
    assert GUESS not in {item.text for item in theirs}
    draft = load(clerks)
    assert draft is not None
    assert next(item for item in draft.report.sentences() if item.text == GUESS).support == "unsupported"


def test_a_paragraph_taken_out_is_taken_out(desk: Desk, clerks: Job) -> None:
    edit(desk, MANAGEMENT, "")
    said, _ = handed(desk, clerks)
    assert any(line.startswith("删：") and "23条" in line for line in said)
    assert "清理专栏内过期信息" not in text(clerks)


def test_nothing_decided_changes_nothing(desk: Desk, clerks: Job) -> None:
    before = text(clerks)
    said, theirs = handed(desk, clerks)
    assert theirs == []
    assert text(clerks) == before
    assert "正文和表格没有修改，只有批注。" in said


def test_the_list_of_what_to_do_has_requests_comments_and_what_waits(desk: Desk, clerks: Job) -> None:
    settle(desk, "ask", "finding", MANAGEMENT)
    desk.decide(Act("comment", PLATFORM, words="请写明各村的做法。"))
    desk.decide(Act("comment", words="全文再压缩。"))
    settle(desk, "reject", "fix", "paragraph:overview.supervision")
    lines = todo(desk.sheet())
    assert "（三）政府信息管理：“12月”不是来自表格或素材" in lines
    assert "（四）政府信息公开平台建设：请写明各村的做法。" in lines
    assert "全文：全文再压缩。" in lines
    assert f"（四）政府信息公开平台建设：待核实：{GUESS}" in lines
    assert any("待填：社会评议结果情况" in line for line in lines)
    assert not any("监督保障：“截止”" in line for line in lines)
    given = give_back(desk, "请三日内改好")
    comments = parse_docx(given.path.read_bytes(), "退回").report.comments
    first = next(item for item in comments if item.text.startswith("退回意见"))
    assert first.author == "王芳"
    assert first.text.splitlines()[0] == "退回意见：请三日内改好"
    assert [line.partition(". ")[2] for line in first.text.splitlines()[1:]] == given.todo
    placed = {item.text: item for item in comments if item.author == "王芳"}
    assert placed["请写明各村的做法。"].paragraph
    said, _ = handed(desk, clerks)
    assert any("请写明各村的做法" in line for line in said)


def test_what_a_comment_of_its_own_says_is_not_said_twice(clerks: Job) -> None:
    draft = load(clerks)
    assert draft is not None
    owned = next(item for item in draft.report.sentences() if "查询栏" in item.text)
    owned.verbatim = True
    rewrite(clerks, draft)
    given = give_back(Desk(source_of(clerks.folder), "王芳"))
    comments = parse_docx(given.path.read_bytes(), "退回").report.comments
    about = [item.text for item in comments if "照素材写的" in item.text]
    assert len(about) == 1, about
    assert about[0].startswith("请读：")


def test_a_second_return_does_not_write_over_the_first(desk: Desk) -> None:
    first = give_back(desk)
    before = first.path.read_bytes()
    settle(desk, "confirm", "verify")
    second = give_back(desk)
    assert second.path != first.path
    assert first.path.read_bytes() == before
    assert desk.source.store.fact("returned") == second.path.name


def test_a_bare_word_file_goes_back_in_its_own_form(tmp_path: Path) -> None:
    path = tmp_path / "报来的.docx"
    write(sample(), path)
    desk = Desk(source_of(path), "王芳")
    settle(desk, "fill", "blank", words="评议结果为满意。")
    given = give_back(desk)
    came = parse_docx(given.path.read_bytes(), "退回").report
    assert any("评议结果为满意。" in item.text for _, item in came.paragraphs())
    assert "保留了原 Word 文件的版式" in given.notes[0]


def test_a_report_that_is_no_word_file_goes_back_as_one(tmp_path: Path) -> None:
    path = tmp_path / "报来的.md"
    write(sample(), path)
    desk = Desk(source_of(path), "王芳")
    block = next(f"paragraph:{item.id}" for _, item in desk.sheet().report.paragraphs() if "查询栏" in item.text)
    edit(desk, block, "改成这样。")
    given = give_back(desk)
    came = parse_docx(given.path.read_bytes(), "退回").report
    assert "改成这样。" in [item.text for _, item in came.paragraphs()]


def test_what_is_no_problem_to_the_reviewer_is_none_at_the_clerks(desk: Desk, clerks: Job) -> None:
    held = next(item for item in desk.sheet().items if item.kind == "fix" and item.block == PLATFORM)
    desk.decide(Act("reject", held.block, desk.sheet().version(held.block), held.id, "通行的写法"))
    said, _ = handed(desk, clerks)
    assert f"按批注不再报：{held.code}" in "\n".join(said)
    draft = load(clerks)
    assert draft is not None
    found = [item for item in heard(draft.report, draft.dismissed) if item.code == held.code]
    told = {item.silenced.reason if item.silenced else "" for item in found if item.paragraph == "overview.platform"}
    assert told == {"通行的写法"}
    assert any(item.counts for item in found)  # the same elsewhere is still told
    again = Desk(source_of(Path(shutil.copytree(clerks.folder, clerks.folder.parent / "再报"))), "王芳")
    assert not [item for item in again.sheet().items if item.code == held.code and item.block == PLATFORM]
