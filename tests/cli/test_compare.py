"""nianbao compare, as its users meet it."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cli.program import BAISHA, call, contents
from nianbao.reviewing.compare.comparison_json import json_schema
from nianbao.writing import render
from reviewing.settled import settled
from reviewing.two_reports import pair


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    return partial(call, capsys, monkeypatch)


def two(seed: int = 3) -> None:
    for name, report in zip(("甲.docx", "乙.html"), pair(seed), strict=True):
        Path(name).write_bytes(render(report, Path(name).suffix))


CHANGES = (("186条", "213条"), ("natural: 9,", "natural: 12,"), ("open: {natural: 3", "open: {natural: 6"))


def jobs(run: Any) -> None:
    """Two drafts, the second with other figures."""
    text = other = BAISHA.read_text(encoding="utf-8")
    for old, new in CHANGES:
        other = other.replace(old, new)
    for name, words in (("去年", text), ("今年", other)):
        Path(name).mkdir()
        Path(name, "report.yaml").write_text(words, encoding="utf-8")
        assert run("draft", name).code == 0


def test_two_job_folders_on_the_screen(run: Any) -> None:
    jobs(run)
    before = contents(Path())
    done = run("compare", "去年", "今年")
    assert done.code == 0
    lines = [" ".join(line.split()) for line in done.out.splitlines()]
    assert "186条 → 213条 +27 +14.5% 我镇通过县政府网站白沙镇专栏公开政府信息213条" in lines
    assert any(line.startswith("9 → 12 +3 +33.3%") and line.endswith("自然人") for line in lines)
    assert "[-186-][+213+]" in done.out
    assert "沿用 A 的 100%" in done.out
    assert contents(Path()) == before


def test_a_job_and_its_file_changed_in_word_and_its_input(run: Any) -> None:
    jobs(run)
    assert "没有不同" in run("compare", "去年", "去年/年报.docx").out
    done = run("compare", "去年", "今年/report.yaml")
    assert done.code == 0
    assert "B 没有正文" in done.out


def test_the_ending_says_what_is_written_and_nothing_is_overwritten(run: Any) -> None:
    two()
    Path("对照.html").write_text("我的", encoding="utf-8")
    done = run("compare", "甲.docx", "乙.html", "-o", "对照.html")
    assert done.code == 0
    assert "对照（2）.html" in done.out
    assert Path("对照.html").read_text(encoding="utf-8") == "我的"
    assert Path("对照（2）.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert run("compare", "甲.docx", "乙.html", "-o", "对照.json").code == 0
    jsonschema.validate(json.loads(Path("对照.json").read_bytes()), json_schema())


def test_json_on_the_screen_is_json_alone(run: Any) -> None:
    two()
    done = run("compare", "甲.docx", "乙.html", "--format", "json")
    value = json.loads(done.out)
    assert (value["old"]["name"], value["new"]["name"]) == ("甲.docx", "乙.html")


def test_findings_are_those_of_check_with_what_is_silenced(run: Any) -> None:
    two()
    Path("nianbao.toml").write_text('[[ignore]]\ncode = "FORM"\nreason = "旧格式"\n', encoding="utf-8")
    compared = json.loads(run("compare", "甲.docx", "乙.html", "--format", "json").out)
    checked = json.loads(run("check", "甲.docx", "--format", "json").out)
    assert compared["old"]["findings"] == checked["files"][0]["findings"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("甲.docx", "甲.docx", "同一个文件"),
        ("甲.docx", "./甲.docx", "同一个文件"),
        ("甲.docx", "空的", "不是一份报告的文件夹"),
        ("甲.docx", "没有.docx", "不存在"),
        ("甲.docx", "图.png", "图.png"),
        ("甲.docx", "白纸.txt", "白纸.txt"),
        ("-", "甲.docx", "标准输入"),
    ],
)
def test_what_cannot_be_compared_is_said(run: Any, old: str, new: str, words: str) -> None:
    two()
    Path("空的").mkdir()
    Path("图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    Path("白纸.txt").write_text(" \n\n", encoding="utf-8")
    before = contents(Path())
    done = run("compare", old, new, "-o", "出.html")
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.said
    assert contents(Path()) == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-o", "出.pdf"), "结尾"),
        (("-o", "出.html", "--format", "json"), "不一致"),
        (("-o", "出.txt", "--format", "text"), "屏幕"),
        (("-o", "没有/出.html"), "文件夹不存在"),
    ],
)
def test_an_output_that_makes_no_sense_is_refused(run: Any, options: tuple[str, ...], words: str) -> None:
    two()
    done = run("compare", "甲.docx", "乙.html", *options)
    assert done.code == 2
    assert words in done.err


def test_a_report_cannot_move_the_cursor_of_a_console(run: Any) -> None:
    for name, text in (("甲.txt", "公开信息2条。"), ("乙.txt", "公开信息3条\x1b[2J\x9b31m‮。")):
        Path(name).write_text(
            f"云岭县白沙镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n{text}\n", encoding="utf-8"
        )
    done = run("compare", "甲.txt", "乙.txt")
    assert done.code == 0
    assert not {"\x1b", "\x9b", "‮"} & set(done.out)


def test_a_text_that_is_no_report_is_refused(run: Any) -> None:
    Path("甲.txt").write_text("今天天气很好，适合出门散步。\n", encoding="utf-8")
    Path("乙.txt").write_text("今天天气不好，不适合出门散步。\n", encoding="utf-8")
    done = run("compare", "甲.txt", "乙.txt")
    assert done.code == 2
    assert "甲.txt：没有认出年报的任何一个部分" in done.err


def test_a_copy_of_a_job_folder_is_no_change(run: Any) -> None:
    jobs(run)
    shutil.copytree("去年", "副本")
    assert "没有不同" in run("compare", "去年", "副本").out


@pytest.mark.parametrize(("old", "own"), [("甲.docx", True), pytest.param("乙.html", False, marks=pytest.mark.long)])
def test_word_files_hold_both_texts(run: Any, old: str, own: bool) -> None:
    two()
    new = "乙.html" if old == "甲.docx" else "甲.docx"
    before = Path(old).read_bytes()
    done = run("compare", old, new, "-o", "修订.docx")
    assert done.code == 0, done.err
    assert Path(old).read_bytes() == before
    accepted = settled(Path("修订.docx").read_bytes(), accepted=True)
    rejected = settled(Path("修订.docx").read_bytes(), accepted=False)
    for data, name in ((accepted, new), (rejected, old)):
        Path("一份.docx").write_bytes(data)
        assert "没有不同" in run("compare", name, "一份.docx").out
    assert ("保留了原" in done.err) is own  # said where the layout is ours


@pytest.mark.long
def test_a_folders_own_word_file_is_marked(run: Any) -> None:
    jobs(run)
    done = run("compare", "去年", "今年", "-o", "修订.docx")
    assert done.code == 0
    assert "保留了原" in done.err
    accepted = settled(Path("修订.docx").read_bytes(), accepted=True)
    Path("一份.docx").write_bytes(accepted)
    assert "没有不同" in run("compare", "今年", "一份.docx").out


def test_a_word_file_that_is_there_is_not_overwritten(run: Any) -> None:
    two()
    Path("修订.docx").write_bytes(b"mine")
    done = run("compare", "甲.docx", "乙.html", "-o", "修订.docx")
    assert done.code == 0
    assert Path("修订.docx").read_bytes() == b"mine"
    assert len(list(Path().glob("修订*.docx"))) == 2
