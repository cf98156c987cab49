"""The clerk's input, or 草稿.json, changed after drafting: the finished file is never one of before, without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.program import Run, call, contents
from jobs.test_folder import change, retype, words
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.store.folder import find
from workbooks import Filled

Main = Callable[..., Run]


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Main:
    return lambda *args: call(capsys, monkeypatch, *args)


@pytest.fixture
def folder(drafted: Path) -> Path:
    return drafted


def test_a_figure_changed_after_drafting_is_not_left_out_of_the_final_file(folder: Path, main: Main) -> None:
    change(folder, "made: 2,", "made: 3600,")
    before = contents(folder)
    done = main("final", folder)
    assert done.code == 2, done.said
    assert "制发件数" in done.err
    assert "2 → 3600" in done.err
    assert "nianbao draft" in done.err
    assert contents(folder) == before
    for path in (folder, folder / "年报.docx"):
        assert main("check", path).said.count("2 → 3600") == 1
    main("draft", folder)
    assert main("final", folder).code == 0
    assert "3600件" in "".join(words(folder / "年报（定稿）.docx"))


CHANGES = {
    "the telephone": ("联系电话: 0000-8612345", "联系电话: 0000-8600000", "联系电话"),
    "a note": ("过期信息", "失效信息", "失效信息"),
    "the date": ("date: 2025年1月15日", "date: 2025年1月20日", "成文日期"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_words_changed_after_drafting_are_named(kind: str, folder: Path, main: Main) -> None:
    old, new, said = CHANGES[kind]
    change(folder, old, new)
    done = main("final", folder)
    assert done.code == 2, done.said
    assert said in done.err
    assert not (folder / "年报（定稿）.docx").exists()


def test_an_input_that_says_the_same_is_no_change(folder: Path, main: Main) -> None:
    path = folder / "report.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# 已核对\n", encoding="utf-8")
    assert "改过" not in main("check", folder).said
    assert main("final", folder).code == 0


def test_a_figure_changed_in_word_and_not_in_the_input_is_no_change_of_the_input(folder: Path, main: Main) -> None:
    change(folder, "made: 2,", "made: 5,")
    redraft(find(folder))
    change(folder, "made: 5,", "made: 2,")
    assert main("final", folder).code == 2
    change(folder, "made: 2,", "made: 5,")
    assert main("final", folder).code == 0


def test_a_draft_file_edited_by_hand_is_told_by_check_and_refused_by_final(folder: Path, main: Main) -> None:
    path = folder / "草稿.json"
    path.write_text(path.read_text(encoding="utf-8").replace("过期信息", "失效信息"), encoding="utf-8")
    checked = main("check", folder)
    assert "草稿.json" in checked.said
    assert "失效信息" in checked.said
    for command in (["final"], ["export"], ["export", "--track-changes"], ["pack", "--with-notes"]):
        before = contents(folder)
        done = main(command[0], folder, *command[1:])
        assert done.code == 2, done.said
        assert "草稿.json" in done.err
        assert "失效信息" in done.err
        assert "nianbao draft" in done.err
        assert contents(folder) == before
    main("draft", folder)
    assert main("final", folder).code == 0
    assert "失效信息" not in "".join(words(folder / "年报（定稿）.docx"))


def test_a_hand_edit_is_still_told_after_edits_were_taken_back(folder: Path, main: Main) -> None:
    path = folder / "草稿.json"
    path.write_text(path.read_text(encoding="utf-8").replace("过期信息", "失效信息"), encoding="utf-8")
    retype(folder / "年报.docx", "无其他需要报告的事项。", "没有其他需要报告的事项。")
    taken = main("take", folder)
    assert "失效信息" in taken.said
    assert main("final", folder).code == 2
    main("draft", folder)
    assert main("final", folder).code == 0
    finished = "".join(words(folder / "年报（定稿）.docx"))
    assert finished == "".join(words(folder / "年报.docx"))


def test_a_workbook_names_the_cell(tmp_path: Path, main: Main) -> None:
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    filled.row("素材", 方面="监督保障", 自由描述="开展培训2次")
    filled.row("问题", 问题="公开不及时", 措施="每季度检查", 上年是否已提出="否")
    filled.save()
    main("draft", job.folder)
    load_workbook(job.folder / "素材.xlsx").save(job.folder / "素材.xlsx")
    checked = main("check", job.folder)
    assert "改过" not in checked.said, "saved again, and nothing changed"
    filled = Filled(job.folder / "素材.xlsx")
    sheet, place = filled.place("documents.normative.made")
    filled.figures({"documents.normative.made": 3600})
    filled.save()
    done = main("final", job.folder)
    assert done.code == 2, done.said
    assert f"工作表“{sheet}”{place}" in done.err, done.err
    assert "0 → 3600" in done.err, done.err
