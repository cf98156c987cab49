"""nianbao check: what is asked for, silenced, fixed, annotated and written, as its users meet it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from cli.program import BAISHA, Run, call
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.folder import find

BAD = "我街道认真及时的做好公开。截止2023年12月31日，公开信息30条。"
LONG = (
    "全年更新栏目十二次，逐月核对办事指南，把群众常问的低保、医保、宅基地三类事项写成问答，放在大厅和各村公开栏，"
    "请两名老教师通读改正难懂的说法，群众来办事时工作人员照着问答解释，年末又按来访记录补了一遍。"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    return partial(call, capsys, monkeypatch, "check")


def text(path: Path, words: str = BAD, unit: str = "云岭县白沙镇人民政府") -> Path:
    path.write_text(f"{unit}2023年政府信息公开工作年度报告\n一、总体情况\n{words}\n", encoding="utf-8")
    return path


def codes(done: Run) -> list[str]:
    return [item["code"] for file in json.loads(done.out)["files"] for item in file["findings"]]


def test_select_and_ignore(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt")
    assert codes(run("a.txt", "--format", "json", "--select", "UNIT,TEXT10")) == ["UNIT01", "TEXT10"]
    assert "UNIT01" not in codes(run("a.txt", "--format", "json", "--ignore", "UNIT"))
    assert run("a.txt", "--ignore", "UNIT").code == 0
    assert run("a.txt", "--ignore", "UNIT", "--fail-on", "warning").code == 1
    done = run("a.txt", "--select", "UNTI")
    assert done.code == 2
    assert "是不是“UNIT" in done.err


def test_the_settings_of_the_files_folder(run: Any, tmp_path: Path) -> None:
    (tmp_path / "镇").mkdir()
    text(tmp_path / "镇" / "a.txt")
    (tmp_path / "镇" / "nianbao.toml").write_text(
        '[check]\nselect = ["UNIT", "TEXT03"]\nfail-on = "warning"\n'
        '[[ignore]]\ncode = "UNIT01"\nreason = "引用原话"\n[[ignore]]\ncode = "LAW"\nreason = "旧的"\n',
        encoding="utf-8",
    )
    done = run("镇/a.txt", "--format", "json")
    assert codes(done) == ["UNIT01", "TEXT03"]
    assert json.loads(done.out)["files"][0]["findings"][0]["silenced"] == {"by": "settings", "reason": "引用原话"}
    assert done.code == 1
    assert "LAW" in done.err
    assert "没有用上" in done.err
    assert "另有 1 项按设置不报（设置 1）" in run("镇/a.txt").out
    (tmp_path / "镇" / "nianbao.toml").write_text('[[ignore]]\ncode = "UNIT1"\nreason = "x"\n', encoding="utf-8")
    done = run("镇/a.txt", "--config", "镇/nianbao.toml")
    assert done.code == 2
    assert "UNIT1" in done.err


def test_a_baseline_marks_and_does_not_drop(run: Any, tmp_path: Path) -> None:
    path = text(tmp_path / "a.txt")
    done = run("a.txt", "--write-baseline", "基线.json")
    assert "基线：基线.json" in done.out
    done = run("a.txt", "--baseline", "基线.json", "--format", "json")
    assert done.code == 0
    failed = [item for item in json.loads(done.out)["files"][0]["findings"] if item["verdict"] == "fails"]
    assert {item["silenced"]["by"] for item in failed} == {"baseline"}
    text(path, "新加一句：我局配合。" + BAD)
    done = run("a.txt", "--baseline", "基线.json")
    assert done.code == 1
    assert "我局" in done.out
    assert "我街道" not in done.out
    text(path, "我镇按时公开。")
    assert "基线中有" in run("a.txt", "--baseline", "基线.json").err


def test_fix_writes_a_copy_and_leaves_the_file(run: Any, tmp_path: Path) -> None:
    path = text(tmp_path / "a.txt")
    before = path.read_bytes()
    done = run("a.txt", "--fix")
    assert path.read_bytes() == before
    fixed = (tmp_path / "a（修改）.txt").read_text(encoding="utf-8")
    assert "及时地做好" in fixed
    assert "截至2023年" in fixed
    assert "我街道" in fixed
    assert "a（修改）.txt" in done.out
    assert done.code == 1
    run("a.txt", "--unsafe-fixes")
    assert "我镇认真" in (tmp_path / "a（修改2）.txt").read_text(encoding="utf-8")
    done = run("a（修改）.txt", "--fix")
    assert "没有可以代改的地方" in done.out
    assert not list(tmp_path.glob("a（修改）（*"))


def test_fix_heeds_what_is_selected_and_silenced(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt")
    run("a.txt", "--fix", "--select", "TEXT10")
    fixed = (tmp_path / "a（修改）.txt").read_text(encoding="utf-8")
    assert "及时的做好" in fixed
    assert "截至" in fixed


def test_diff_writes_nothing(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt")
    names = sorted(path.name for path in tmp_path.iterdir())
    done = run("a.txt", "--diff", "--unsafe-fixes")
    assert "+ 我镇认真及时地做好公开。截至2023年" in done.out
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    done = run(BAISHA, "a.txt", "--fix")
    assert done.code == 2
    assert "--diff" in done.err
    assert (tmp_path / "a（修改）.txt").exists()


def test_annotate_and_silence_by_a_comment(run: Any, tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    for line in ("云岭县白沙镇人民政府2023年政府信息公开工作年度报告", "一、总体情况", BAD):
        document.add_paragraph(line)
    document.save(str(tmp_path / "年报.docx"))
    done = run("年报.docx", "--annotate", "批注.docx")
    assert "批注：批注.docx" in done.out
    notes = [comment.text for comment in Document(str(tmp_path / "批注.docx")).comments]
    assert any("我街道" in note for note in notes)
    first = codes(run("年报.docx", "--format", "json"))
    assert codes(run("批注.docx", "--format", "json")) == first
    document.add_comment(document.paragraphs[2].runs, "nianbao: ignore UNIT01 引用", author="王")
    document.save(str(tmp_path / "年报.docx"))
    assert "另有 1 项按设置不报（批注 1）" in run("年报.docx").out
    assert run("年报.docx", "年报.docx").code == 0


@pytest.mark.parametrize("format", ["text", "json", "html", "xlsx", "sarif"])
def test_exit_codes_are_the_same_in_every_format(run: Any, tmp_path: Path, format: str) -> None:
    text(tmp_path / "坏.txt")
    text(tmp_path / "好.txt", "我镇按时公开。")
    assert run("坏.txt", "--format", format).code == 1
    assert run("好.txt", "--format", format).code == 0
    assert run("好.txt", "没有.txt", "--format", format).code == 2
    assert run("坏.txt", "--format", format, "--fail-on", "never").code == 0


def test_files_for_people_stand_beside_what_is_there(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt")
    text(tmp_path / "b.txt", "我镇按时公开。")
    run("a.txt", "--format", "xlsx")
    run("a.txt", "--format", "xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "问题清单（2）.xlsx").worksheets[0].values)
    assert any("我街道" in str(row) for row in rows)
    run("a.txt", "b.txt", "--format", "html", "-o", "页.html")
    page = (tmp_path / "页.html").read_text(encoding="utf-8")
    assert "我街道" in page
    assert "b.txt" in page
    sarif = json.loads(run("a.txt", "--format", "sarif").out)
    assert {item["ruleId"] for item in sarif["runs"][0]["results"]} >= {"UNIT01", "TEXT10"}


def test_statistics(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt")
    done = run("a.txt", "--statistics")
    assert "UNIT01" in done.out
    assert "合计" in done.out
    assert "办法" not in done.out


def test_many_files_on_two_cores_say_the_same(run: Any, tmp_path: Path) -> None:
    names = [
        text(tmp_path / f"{number}.txt", f"我街道第{number}次更新。", f"云岭县第{number}镇人民政府").name
        for number in range(20)
    ]
    one, two = (run(*names, "--format", "json", "--workers", str(count)) for count in (1, 2))
    assert one.out == two.out
    assert len(json.loads(one.out)["files"]) == 20
    assert run(*names, "没有.txt", "--workers", "2").code == 2


def test_copied_paragraphs_are_found_across_files(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt", LONG, "云岭县白沙镇人民政府")
    text(tmp_path / "b.txt", LONG.replace("两名", "三名"), "云岭县青石镇人民政府")
    text(tmp_path / "c.txt", "我镇按时公开。", "云岭县红旗镇人民政府")
    done = run("a.txt", "b.txt", "c.txt", "--format", "json", "--select", "DUP04")
    files = json.loads(done.out)["files"]
    assert [len(file["findings"]) for file in files] == [1, 1, 0]
    assert "青石镇" in files[0]["findings"][0]["message"]
    assert codes(run("a.txt", "--format", "json", "--select", "DUP04")) == []
    text(tmp_path / "b.txt", LONG, "云岭县白沙镇人民政府")
    assert codes(run("a.txt", "b.txt", "--format", "json", "--select", "DUP04")) == []


def test_a_draft_keeps_what_the_clerk_set_aside(run: Any, tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(
        BAISHA.read_text(encoding="utf-8").replace("9篇解读中", "截止2024年底，9篇解读中", 1), encoding="utf-8"
    )
    redraft(find(tmp_path / "report.yaml"))
    before = codes(run(tmp_path, "--format", "json"))
    code = before[0]
    assert run(tmp_path, "--dismiss", code).code == 2
    assert "理由" in run(tmp_path, "--dismiss", code).err
    done = run(tmp_path, "--dismiss", code, "--reason", "群众原话", "--format", "json")
    silenced = [
        item for item in json.loads(done.out[done.out.index("{") :])["files"][0]["findings"] if "silenced" in item
    ]
    assert {item["silenced"]["reason"] for item in silenced} == {"群众原话"}
    redraft(find(tmp_path / "report.yaml"))
    assert "（草稿 " in run(tmp_path).out
    assert run(tmp_path, "--dismiss", "SRC01", "--reason", "x").code == 2
    assert run(tmp_path, "--dismiss", "UNIT99", "--reason", "x").code == 2


def test_a_folder_of_reports_is_the_reports_in_it(run: Any, tmp_path: Path) -> None:
    county = tmp_path / "各镇"
    (county / "空").mkdir(parents=True)
    text(county / "a.txt")
    text(county / "b.txt", "我镇按时公开。", "云岭县青石镇人民政府")
    (county / "~$年报.docx").write_bytes(b"x")
    (county / "说明.pdf").write_bytes(b"x")
    job = county / "红旗镇-2024"
    job.mkdir()
    (job / "report.yaml").write_bytes(BAISHA.read_bytes())
    (county / "a.pdf").write_bytes(b"x")
    done = run("各镇", "--format", "json")
    files = json.loads(done.out)["files"]
    assert [Path(file["path"]).name for file in files] == ["a.txt", "b.txt", "红旗镇-2024", "说明.pdf"]
    assert [bool(file.get("unread")) for file in files] == [False, False, False, True]
    assert "没有另查 1 份：a.pdf" in done.err
    done = run("各镇/空")
    assert done.code == 2
    assert "没有可以检查的报告" in done.err
    assert "不能小于 0" in run("各镇", "--workers", "-1").err


def test_fifty_files_are_told_on_one_screen(run: Any, tmp_path: Path) -> None:
    for number in range(50):
        text(tmp_path / f"{number:02}.txt", "我街道按时公开。" if number % 2 else "我镇按时公开。")
    (tmp_path / "坏.docx").write_bytes(b"x")
    done = run(*sorted(tmp_path.iterdir()), "--select", "UNIT01,DUP04")
    lines = done.out.splitlines()
    assert len(lines) <= 60
    assert lines[1].startswith(str(tmp_path / "坏.docx"))
    assert lines[1].endswith("没有读成")
    assert "没有发现问题的 25 份" in done.out
    assert "UNIT01" in done.out
    assert "逐处看：加 --hints" in done.out
    assert done.code == 2
    assert lines[-1].endswith("没有读成 1 份，没有检查")
    clean = run(tmp_path / "00.txt", tmp_path / "坏.docx", "--select", "UNIT01")
    assert clean.out.splitlines()[-1] == "读成的没有发现问题；没有读成 1 份，没有检查"
    full = run(*sorted(tmp_path.glob("*.txt")), "--select", "UNIT01", "--hints")
    assert full.out.count("办法：") == 25


def test_files_are_taken_from_a_list(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "甲.txt", "我街道按时公开。")
    (tmp_path / "名单.txt").write_text("甲.txt\n\n没有.txt\n", encoding="utf-8")
    files = json.loads(run("--files-from", "名单.txt", "--format", "json").out)["files"]
    assert [file["path"] for file in files] == ["甲.txt", "没有.txt"]
    assert "不存在" in files[1]["unread"]
    (tmp_path / "空.txt").write_text("\n", encoding="utf-8")
    assert run("--files-from", "空.txt").code == 2
    assert "没有写要检查的文件" in run().err
    assert "不能又是文件名单" in run("-", "--files-from", "-").err


@pytest.mark.parametrize("name", ["结果.html", "结果.sarif", "结果.xlsx"])
def test_what_could_not_be_read_is_in_every_output(run: Any, tmp_path: Path, name: str) -> None:
    text(tmp_path / "甲.txt", "我街道按时公开。")
    (tmp_path / "坏.docx").write_bytes(b"x")
    run("甲.txt", "坏.docx", "-o", name)
    if name.endswith("xlsx"):
        rows = list(openpyxl.load_workbook(tmp_path / name).worksheets[0].iter_rows(values_only=True))
        assert rows[1][2:5] == ("坏.docx", None, "没有读成")
        levels = [row[4] for row in rows[2:]]
        assert levels == sorted(levels, key=["错误", "警告", "提示", "无法判断"].index)
    else:
        words = (tmp_path / name).read_text(encoding="utf-8")
        assert "坏.docx" in unquote(words)
        assert "打不开" in words or "不是" in words


def test_levels_of_the_folder_and_what_it_ignores_is_counted(run: Any, tmp_path: Path) -> None:
    text(tmp_path / "a.txt")
    settings = tmp_path / "nianbao.toml"
    settings.write_text('[check]\nignore = ["TEXT10"]\n[check.severity]\nUNIT = "info"\n', encoding="utf-8")
    done = run("a.txt", "--select", "UNIT,TEXT10")
    assert "提示 UNIT01" in done.out
    assert "TEXT10" not in done.out
    assert "另有 1 项按设置不报（设置 1）" in done.out
    assert done.code == 0
    other = tmp_path / "另一份.toml"
    other.write_text('[check.severity]\nUNTI01 = "info"\n', encoding="utf-8")
    done = run("a.txt", "--config", other)
    assert done.code == 2
    assert "UNIT01" in done.err
