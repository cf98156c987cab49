"""nianbao read, as its users meet it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cli.program import EXAMPLES, call
from nianbao.report import Report
from nianbao.writing import render
from reading.generated import published, report


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    return partial(call, capsys, monkeypatch)


def past(seed: int = 2, name: str = "往年.docx") -> Report:
    given = report(seed)
    Path(name).write_bytes(render(given, Path(name).suffix))
    return given


def test_it_says_what_was_read(run: Any) -> None:
    given = past()
    done = run("read", "往年.docx")
    assert done.code == 0
    assert given.unit is not None
    for words in (given.unit.name, f"{given.year} 年度", "一、总体情况", "161 格，读到 161 格", "把握 100%"):
        assert words in done.out


def test_what_the_figures_of_the_text_say_is_listed_and_what_was_not_understood(run: Any) -> None:
    Path("草稿.txt").write_text(
        "云岭县白沙镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n（二）依申请公开\n"
        "全年收到政府信息公开申请14件，其中自然人9件，比上年增加4件。未发生行政复议。\n为3620户村民换了门牌。\n",
        encoding="utf-8",
    )
    out = run("read", "草稿.txt", "--claims").out
    for words in (
        "“14件”：新收政府信息公开申请14件",
        "“9件”：新收政府信息公开申请（自然人）9件，是“14件”的一部分",
        "“4件”：新收政府信息公开申请比上年增加4件",
        "“未发生行政复议”：行政复议：没有",
        "没有读懂说的是什么的数：3620户",
    ):
        assert words in out


def test_yaml_and_json_hold_everything_and_every_command_takes_them(run: Any) -> None:
    given = past()
    assert run("read", "往年.docx", "-o", "往年.yaml").code == 0
    shown = run("read", "往年.yaml", "--format", "json")
    kept = Report.model_validate(json.loads(shown.out)["report"])
    assert published(kept) == published(given)
    Path("往年.json").write_text(shown.out, encoding="utf-8")
    one, two = (json.loads(run("check", name, "--format", "json").out) for name in ("往年.docx", "往年.json"))
    findings = [[item["code"] for item in value["files"][0]["findings"]] for value in (one, two)]
    assert findings[0] == findings[1] != []


def test_several_files_go_into_a_folder_and_nothing_is_overwritten(run: Any) -> None:
    past(2, "甲.docx")
    past(4, "乙.html")
    Path("读出").mkdir()
    Path("读出/甲.json").write_text("我的", encoding="utf-8")
    done = run("read", "甲.docx", "乙.html", "-o", "读出", "--format", "json")
    assert done.code == 0
    assert Path("读出/甲.json").read_text(encoding="utf-8") == "我的"
    assert len(list(Path("读出").iterdir())) == 3


def test_the_text_alone_is_written_as_it_is_signed_and_notes_are_no_text(run: Any) -> None:
    given = report(2).model_copy(update={"date": "2025年1月15日"})
    assert given.unit is not None
    Path("往年.docx").write_bytes(render(given, ".docx"))
    assert run("read", "往年.docx", "-o", "文字.txt", "--format", "text").code == 0
    lines = Path("文字.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == given.title
    assert lines[-2:] == [given.unit.full, given.date]
    assert sum("没有写进文字" in line for line in lines) == 3
    Path("文件夹").mkdir()
    assert run("read", "往年.docx", "-o", "文件夹", "--format", "text").code == 0
    assert Path("文件夹/往年.txt").read_text(encoding="utf-8").splitlines() == lines
    Path("素材.yaml").write_text((EXAMPLES / "baisha-2024" / "report.yaml").read_text(encoding="utf-8"), "utf-8")
    refused = run("read", "素材.yaml", "-o", "空的.txt")
    assert refused.code == 2
    assert "没有成篇的文字" in refused.err
    assert not Path("空的.txt").exists()


def test_last_years_figures_go_into_the_new_workbook(run: Any) -> None:
    from nianbao.reading import read

    given = past(3)
    assert given.unit is not None
    assert given.year is not None
    done = run("new", given.unit.name, "--year", given.year + 1, "--previous", "往年.docx", "--folder", "新")
    assert done.code == 0, done.said
    last = read(Path("新/素材.xlsx")).last
    assert last is not None
    wanted = {id: cell.value for id, cell in given.cells.items() if cell.value}
    assert {id: last.cells[id].value for id in wanted} == wanted


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("报告.ofd", b"PK", "另存为 .docx 或 .pdf"),
        ("表.et", b"x", "保存为 .xlsx"),
        ("读出.json", b'{"a": 1}', "不是 nianbao read 读出的报告"),
        ("读出.json", b'{"schema": 99, "report": {}}', "请升级"),
        ("读出.yaml", b"schema: 1\nreport:\n  year: [", "从原件重新读出"),
        ("读出.yaml", b"schema: 1\nreport:\n  year: abc\n", "“year”写得不对"),
        ("没有.docx", None, "文件不存在"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(run: Any, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    done = run("read", name)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.said


def test_a_bad_file_does_not_keep_the_others_from_being_read(run: Any) -> None:
    past(2, "甲.docx")
    Path("坏.docx").write_bytes(b"x")
    done = run("read", "坏.docx", "甲.docx")
    assert done.code == 2
    assert "坏.docx" in done.err
    assert "读到 161 格" in done.out
