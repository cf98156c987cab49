"""A file without a draft id that is older than the draft: what was done since is not undone without a question."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run, call
from jobs.test_folder import OWN, append, retype, words
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.folder import find

OLD, REVIEWED = "无其他需要报告的事项。", "没有其他需要报告的事项。"
Main = Callable[..., Run]


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Main:
    return lambda *args: call(capsys, monkeypatch, *args)


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Path:
    """Finished once; then the reviewer's changes were taken back and drafted."""
    finalise(find(drafted), output=tmp_path / "定稿.docx")
    retype(drafted / "年报.docx", OLD, REVIEWED)
    append(drafted / "年报.docx", "过期信息", OWN)
    take(drafted)
    redraft(find(drafted))
    return drafted


def now(folder: Path) -> str:
    redraft(find(folder))
    return "".join(words(folder / "年报.docx"))


@pytest.mark.parametrize("name", ["定稿.docx", "改了名的.docx"])
def test_an_old_finished_file_that_nobody_edited_undoes_nothing(folder: Path, name: str, main: Main) -> None:
    path = folder.parent / name
    if name != "定稿.docx":
        shutil.copy(folder.parent / "定稿.docx", path)
    done = main("take", path, "--folder", folder)
    assert done.code == 0, done.said
    assert "第 1 稿" in done.out
    assert "没有发现修改" in done.out
    assert REVIEWED in now(folder)
    assert OWN in now(folder)


def test_an_old_finished_file_edited_where_it_lies_brings_its_own_edits_only(folder: Path) -> None:
    append(folder.parent / "定稿.docx", "村务公开栏", "公开指南于11月修订。")
    changes = take(folder.parent / "定稿.docx", folder).changes
    assert changes == ["增：公开指南于11月修订。"]
    text = now(folder)
    assert REVIEWED in text and OWN in text  # noqa: PT018


def test_an_edited_copy_of_an_old_file_is_asked_about(folder: Path, main: Main) -> None:
    path = folder.parent / "张主任改.docx"
    shutil.copy(folder.parent / "定稿.docx", path)
    append(path, "村务公开栏", "公开指南于11月修订。")
    before = (folder / "草稿.json").read_bytes()
    done = main("take", path, "--folder", folder)
    assert done.code == 2, done.said
    assert "第 1 稿" in done.err
    assert "--older" in done.err
    assert "--newest" in done.err
    assert (folder / "草稿.json").read_bytes() == before
    done = main("take", path, "--folder", folder, "--older")
    assert done.code == 0, done.said
    text = now(folder)
    assert REVIEWED in text and OWN in text and "公开指南于11月修订。" in text  # noqa: PT018


def test_who_wants_it_as_it_is_gets_it(folder: Path, main: Main) -> None:
    path = folder.parent / "张主任改.docx"
    shutil.copy(folder.parent / "定稿.docx", path)
    append(path, "村务公开栏", "公开指南于11月修订。")
    assert main("take", path, "--folder", folder, "--newest").code == 0
    text = now(folder)
    assert REVIEWED not in text
    assert OLD in text


def test_a_copy_of_the_newest_is_not_asked_about(folder: Path, main: Main) -> None:
    path = folder.parent / "新定稿.docx"
    finalise(find(folder), output=path)
    shutil.copy(path, folder.parent / "张主任改.docx")
    retype(folder.parent / "张主任改.docx", REVIEWED, "本年没有其他需要报告的事项。")
    done = main("take", folder.parent / "张主任改.docx", "--folder", folder)
    assert done.code == 0, done.said
    assert "本年没有其他需要报告的事项。" in now(folder)
