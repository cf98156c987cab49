"""The kind of report, wherever it is given: --kind, 种类 in report.yaml, the draft file, a title; an unknown name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run, call
from nianbao import load
from nianbao.errors import InputError
from nianbao.jobs.check.reading_summary import as_bytes
from nianbao.jobs.store.folder import find
from nianbao.report import Report

Main = Callable[..., Run]
KIND = "法治政府建设年度报告"
YAML = "单位: 云岭县青溪镇人民政府\n年度: 2024\n素材:\n  加强法治宣传教育:\n    - 举办法治讲座14场。\n"
TEXT = "青溪镇2024年工作年度报告\n一、主要举措和成效\n全年办理行政处罚案件16件。\n二、存在的问题\n执法人员少。\n"


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Main:
    monkeypatch.chdir(tmp_path)
    return lambda *args: call(capsys, monkeypatch, *args)


def test_new_and_draft(main: Main, tmp_path: Path) -> None:
    assert main("new", "云岭县青溪镇人民政府", "--year", "2024", "--kind", KIND, "--folder", "卷").code == 0
    assert main("draft", "卷").code == 0
    kept = json.loads((tmp_path / "卷" / "草稿.json").read_text(encoding="utf-8"))
    assert kept["report"]["kind"] == "lawful_government"
    assert load(tmp_path / "卷").kind == "lawful_government"


def test_draft_of_a_file_of_notes(main: Main, tmp_path: Path) -> None:
    (tmp_path / "记录.txt").write_text("举办法治讲座14场。\n全年办理行政处罚案件16件。\n", encoding="utf-8")
    done = main("draft", "记录.txt", "--unit", "云岭县青溪镇人民政府", "--year", "2024", "--kind", "法治政府建设报告")
    assert done.code == 0, done.err
    text = "".join(sentence.text for sentence in load(find(tmp_path / "记录").folder).sentences())
    assert "加强法治宣传教育" in text
    assert "健全行政执法工作体系" in text


def test_read_and_check_take_what_the_title_does_not_say(main: Main, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert f"种类：{KIND}" in main("read", "a.txt", "--kind", KIND).out
    found = json.loads(main("check", "a.txt", "--kind", KIND, "--format", "json").out)["files"][0]["findings"]
    assert not {item["code"] for item in found} & {"TABLE10", "FORM04", "LAW08"}


def test_a_units_kind_given_to_kind_is_taken_and_told(main: Main, tmp_path: Path) -> None:
    """``--kind`` meant the unit's kind when there was one kind of report."""
    done = main("new", "云岭县白沙", "--year", "2024", "--kind", "镇", "--folder", "卷")
    assert done.code == 0
    assert "请写 --unit-kind 镇" in done.err
    assert load(tmp_path / "卷" / "素材.xlsx").kind == "disclosure"
    again = main("new", "云岭县白沙", "--year", "2024", "--unit-kind", "镇", "--folder", "另卷")
    assert (again.code, again.err) == (0, "")


@pytest.mark.parametrize("command", [("new", "青溪镇", "--year", "2024"), ("read", "a.txt"), ("check", "a.txt")])
def test_an_unknown_kind_gets_the_nearest(command: tuple[str, ...], main: Main, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = main(*command, "--kind", "法制政府建设年度报告")
    assert done.code == 2
    assert "没有“法制政府建设年度报告”这种报告，是不是“法治政府建设年度报告”？" in done.err


def test_report_yaml(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(f"种类: {KIND}\n{YAML}", encoding="utf-8")
    assert load(path).kind == "lawful_government"
    path.write_text(f"种类: 法治政府建设年报告\n{YAML}", encoding="utf-8")
    with pytest.raises(InputError, match="第1行：没有“法治政府建设年报告”这种报告，是不是“法治政府建设年度报告”"):
        load(path)
    path.write_text(YAML.replace("加强法治宣传教育", "主动公开"), encoding="utf-8")
    assert load(path).kind == "disclosure", "without a word it is what it always was"


def test_json_is_read_as_before_and_back(tmp_path: Path) -> None:
    path = tmp_path / "report.yaml"
    path.write_text(f"种类: {KIND}\n{YAML}", encoding="utf-8")
    report = load(path)
    for name in ("a.json", "a.yaml"):
        kept = tmp_path / name
        kept.write_bytes(as_bytes(report, "json" if name.endswith("json") else "yaml"))
        assert load(kept) == report
    old = Report(year=2024).to_json()
    assert "kind" not in old, "a file of the one kind there was stays as it was"
    assert Report.model_validate(old).kind == "disclosure"


def test_a_report_of_a_kind_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"schema": 1, "report": {"year": 2024, "kind": "patrol"}}', encoding="utf-8")
    with pytest.raises(InputError, match="没有“patrol”这种报告"):
        load(path)
