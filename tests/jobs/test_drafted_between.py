"""A draft written beside 年报.docx while its edits were not taken back: what is edited and taken later is not lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from jobs.test_conflicts import HERS, HIS, OLD, delete, open_ones
from jobs.test_folder import OWN, append, retype, words
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import load, snapshot
from nianbao.jobs.store.folder import find
from nianbao.jobs.store.word_file import current
from nianbao.reading.docx import parse_docx
from nianbao.reviewing.compare.export_docx import export

REVIEWERS, THIRD = "公开指南于11月修订。", "公开栏由专人管理。"


@pytest.fixture
def folder(drafted: Path) -> Path:
    return drafted


def taken_between(folder: Path) -> list[str]:
    """The reviewer's copy is taken back and drafted while the clerk has edits of her own; then hers are taken."""
    other = folder.parent / "退回.docx"
    shutil.copy(folder / "年报.docx", other)
    append(other, "村务公开栏", REVIEWERS)
    append(folder / "年报.docx", "过期信息", OWN)
    take(other, folder)
    redraft(find(folder))
    assert (folder / "年报（2）.docx").exists()
    assert any(OWN in line for line in take(folder).changes)
    return redraft(find(folder)).messages


def test_what_was_taken_after_a_draft_beside_it_may_be_deleted_again(folder: Path) -> None:
    said = taken_between(folder)
    newest = folder / "年报.docx"
    now = "".join(words(newest))
    assert OWN in now and REVIEWERS in now  # noqa: PT018
    assert not any("是同一稿" in line for line in said), said
    assert any("年报（2）.docx" in line and "以前的" in line for line in said), said
    delete(newest, OWN)
    append(newest, "村务公开栏", THIRD)
    changes = take(folder).changes
    assert any(line.startswith("删：") and OWN in line for line in changes), changes
    assert any(THIRD in line for line in changes), changes
    redraft(find(folder))
    now = "".join(words(newest))
    assert OWN not in now
    assert THIRD in now


def test_a_word_file_holds_what_the_copy_of_its_version_holds(folder: Path) -> None:
    taken_between(folder)
    job = find(folder)
    draft = load(job)
    assert draft is not None
    path = current(job, draft)
    version = parse_docx(path.read_bytes(), path.name).draft_id.rpartition("-")[2]
    kept = snapshot(job, int(version))
    assert kept is not None
    assert "".join(words(path)) == "".join(item.text for _, item in kept.report.paragraphs())


@pytest.mark.parametrize(("gone", "stays"), [(HERS, HIS), (HIS, HERS)])
def test_two_versions_are_settled_though_a_draft_lay_between(folder: Path, gone: str, stays: str) -> None:
    other = folder.parent / "退回.docx"
    shutil.copy(folder / "年报.docx", other)
    retype(other, OLD, HIS)
    retype(folder / "年报.docx", OLD, HERS)
    take(other, folder)
    redraft(find(folder))
    assert take(folder).conflicts
    redraft(find(folder))
    delete(folder / "年报.docx", gone)
    assert open_ones(take(folder).findings) == []
    redraft(find(folder))
    now = "".join(words(folder / "年报.docx"))
    assert now.count(stays) == 1
    assert gone not in now
    assert len(Document(str(folder / "年报.docx")).tables) == 3
    assert open_ones(finalise(find(folder)).refused) == []


def test_an_export_of_edits_not_drafted_yet_comes_back_under_another_name(folder: Path) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    take(folder)
    sent = folder.parent / "审核退回.docx"
    exported = export(find(folder)).path
    assert OWN in "".join(words(exported))
    shutil.copy(exported, sent)
    delete(sent, OWN)
    changes = take(sent, folder).changes
    assert [line for line in changes if line.startswith("删：")] == [f"删：{OWN}"], changes
    redraft(find(folder))
    assert OWN not in "".join(words(folder / "年报.docx"))


def test_a_returned_export_copied_over_the_word_file_is_told_from_what_it_was_exported_as(folder: Path) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    take(folder)
    shutil.copy(export(find(folder)).path, folder.parent / "发出.docx")
    append(folder / "年报.docx", "村务公开栏", REVIEWERS)
    take(folder)
    shutil.copy(folder.parent / "发出.docx", folder / "年报.docx")
    append(folder / "年报.docx", "村务公开栏", THIRD)
    changes = take(folder).changes
    assert not [line for line in changes if line.startswith("删：")], changes
    redraft(find(folder))
    now = "".join(words(folder / "年报.docx"))
    assert OWN in now and REVIEWERS in now and THIRD in now  # noqa: PT018
