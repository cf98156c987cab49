"""The program as its users meet it: Chinese throughout, exit codes, JSON, patterns, standard input."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import BAISHA, KANGRONG, Run, contents, spawn

Main = Callable[..., Run]
COMMANDS = (
    "ask",
    "new",
    "draft",
    "take",
    "check",
    "export",
    "final",
    "read",
    "compare",
    "pack",
    "review",
    "schema",
    "why",
    "rule",
    "models",
    "prompt show",
    "prompt list",
)
TEXT = "2023年，我街道主动公开政府信息23条。\n"


@pytest.fixture
def job(drafted: Path) -> Path:
    return drafted


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_and_has_examples(command: str, main: Main) -> None:
    done = main(*command.split(), "--help")
    assert done.code == 0
    assert "用法：nianbao" in done.out
    assert "例：" in done.out or command in ("", "prompt list")
    english = set(
        re.findall(
            r"[A-Za-z]{2,}", re.sub(r"--[a-z-]+|<[^>]*>|OPENAI_[^\n]*|\[默认：[^]]*\]|nianbao [^\n]*", "", done.out)
        )
    )
    assert english <= {*COMMANDS, "Word", "WORD", "WPS", "JSON", "YAML", "PDF", "json", "text", "Schema", "schema",
                       "report", "yaml", "xlsx", "docx", "html", "md", "txt", "sarif", "UNIT", "YEAR", "nianbao",
                       "toml", "error", "warning", "never", "offline", "chat", "langchain", "replay", "paste",
                       "prompt", "models", "eval", "list", "aspect", "problems"}  # fmt: skip


MISTAKES = {
    "no such command": (["drfat"], "draft"),
    "no argument": (["draft"], "缺少"),
    "no such option": (["check", "--fromat", "json", "x"], "--format"),
    "a word for a year": (["new", "白沙镇人民政府", "--year", "今年"], "要写整数"),
    "no year": (["new", "白沙镇人民政府"], "--year"),
    "a year without a form": (["new", "白沙镇人民政府", "--year", "2018"], "2019"),
    "another format": (["check", "--format", "xml", "x"], "text"),
    "too many": (["final", "a", "b"], "多出了参数"),
    "no such kind": (["new", "某单位", "--year", "2025", "--kind", "大队"], "没有“大队”"),
    "no such rule": (["rule", "ABC99"], "ABC99"),
    "no such engine": (["draft", str(BAISHA), "--engine", "magic"], "magic"),
    "a pattern without files": (["check", "没有*.docx"], "没有匹配的文件"),
    "no such section": (["draft", "JOB", "--section", "九"], "一、二、三、四、五、六"),
    "no such aspect": (["draft", "JOB", "--only", "财务"], "监督保障"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes(name: str, main: Main, job: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(job.parent)
    args, words = MISTAKES[name]
    before = contents(job.parent)
    done = main(*[str(job) if arg == "JOB" else arg for arg in args])
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert re.search("[\u4e00-\u9fff]", done.err)
    assert not re.search(r"Error|Usage|Invalid|valid|Did you|Try", done.err)
    assert contents(job.parent) == before


def test_exit_codes_of_check(main: Main, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_text(TEXT, encoding="utf-8")
    good.write_text(TEXT.replace("我街道", "我镇"), encoding="utf-8")
    who = ("--passage", "--unit", "白沙镇人民政府", "--year", "2023")
    assert main("check", good, *who).code == 0
    assert main("check", bad, *who).code == 1
    assert main("check", bad, *who, "--fail-on", "never").code == 0
    assert main("check", bad, tmp_path / "none.txt", *who).code == 2
    stale = tmp_path / "stale.txt"
    stale.write_text("下一步，2021年我镇将加强培训。\n", encoding="utf-8")
    assert main("check", stale, *who).code == 0


def test_json(main: Main, tmp_path: Path) -> None:
    """Places are code points of the decoded text as given."""
    path = tmp_path / "a.txt"
    data = "第一行\r\n" + TEXT
    path.write_bytes(data.encode("gb18030"))
    done = main("check", path, "--passage", "--unit", "白沙镇人民政府", "--year", "2023", "--format", "json")
    assert done.code == 1
    value = json.loads(done.out)
    assert value["schema"] == 1
    assert [item["path"] for item in value["files"]] == [str(path)]
    finding = value["files"][0]["findings"][0]
    assert set(finding) == {
        "code", "name", "severity", "verdict", "message", "quote", "start", "end", "location", "evidence", "fix",
    }  # fmt: skip
    assert (finding["code"], finding["quote"]) == ("UNIT01", "我街道")
    assert data[finding["start"] : finding["end"]] == "我街道"
    assert finding["location"]["line"] == 2


def test_patterns_and_lock_files(main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "~$c.txt").write_bytes(b"\0\0")
    done = main("check", "*.txt", "--passage", "--unit", "白沙镇人民政府", "--year", "2023", "--format", "json")
    assert [item["path"] for item in json.loads(done.out)["files"]] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "encoding", ["gb18030", *(pytest.param(it, marks=pytest.mark.long) for it in ("utf-8", "utf-8-sig", "utf-16"))]
)
def test_standard_input(encoding: str, tmp_path: Path) -> None:
    who = ("--unit", "白沙镇人民政府", "--within", "云岭县", "--year", "2023")
    done = spawn("check", "-", "--passage", *who, cwd=tmp_path, data=TEXT.encode(encoding))
    assert done.code == 1
    assert "“我街道”" in done.out


def test_a_word_file_finds_its_draft(main: Main, job: Path, tmp_path: Path) -> None:
    assert main("check", job / "年报.docx").out.strip() == "没有发现问题"
    alone = tmp_path / "elsewhere" / "送审.docx"
    alone.parent.mkdir()
    shutil.copy(job / "年报.docx", alone)
    found = main("check", alone)
    assert (found.code, found.out.strip()) == (0, "没有发现问题"), "its draft is near: found by the id"
    far = tmp_path / "a" / "b" / "送审.docx"
    far.parent.mkdir(parents=True)
    shutil.copy(job / "年报.docx", far)
    said = main("check", far)
    assert said.code == 0
    assert "没有找到它的草稿" in said.out


def test_only_one_aspect(main: Main, job: Path) -> None:
    from nianbao import load

    text = (job / "report.yaml").read_text(encoding="utf-8")
    text = text.replace("- what: 更新", "- what: 整修").replace("- what: 清理", "- what: 集中清理")
    (job / "report.yaml").write_text(text, encoding="utf-8")
    done = main("draft", job, "--only", "政府信息公开平台建设")
    assert (done.code, done.out.count("所依据的数字或素材已改写或删去")) == (1, 1), (
        "what was left as it was no longer has its note"
    )
    whole = "".join(sentence.text for sentence in load(job / "年报.docx").sentences())
    assert "整修村务公开栏14块" in whole
    assert "集中清理" not in whole
    assert main("draft", job).code == 0
    assert "集中清理" in "".join(sentence.text for sentence in load(job / "年报.docx").sentences())


def test_output_elsewhere(main: Main, tmp_path: Path) -> None:
    shutil.copy(BAISHA, tmp_path / "数字.yaml")
    out = tmp_path / "送审稿.docx"
    assert main("draft", tmp_path / "数字.yaml", "-o", out).code == 0
    assert out.read_bytes() == (tmp_path / "数字" / "年报.docx").read_bytes()
    out.write_bytes(b"hers")
    done = main("draft", tmp_path / "数字.yaml", "-o", out)
    assert out.read_bytes() == b"hers"
    assert "没有覆盖" in done.out
    assert (tmp_path / "送审稿（2）.docx").exists()


def test_export(main: Main, job: Path) -> None:
    done = main("export", job, "--track-changes", "-o", job / "送审.docx")
    assert done.code == 0
    assert f"导出：{job / '送审.docx'}" in done.out.replace("\n", "")
    assert "写成修订" in done.out
    assert (job / "送审.docx").is_file()
    assert main("export", job, "-o", job / "送审.pdf").code == 2


def test_final(main: Main, job: Path) -> None:
    done = main("final", job)
    assert done.code == 0, done.said
    assert (job / "年报（定稿）.docx").exists()
    assert main("final", job).code == 0


def test_final_is_refused_while_something_waits(main: Main, tmp_path: Path) -> None:
    shutil.copy(KANGRONG, tmp_path / "report.yaml")
    assert main("draft", tmp_path).code == 0
    done = main("final", tmp_path)
    assert done.code == 1
    assert "没有定稿" in done.out
    assert not (tmp_path / "年报（定稿）.docx").exists()


def test_new_then_draft(main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = main("new", "白沙镇人民政府", "--year", "2025", "--within", "云岭县")
    assert done.code == 0
    assert "nianbao draft" in done.out
    again = main("new", "白沙镇人民政府", "--year", "2025", "--within", "云岭县")
    assert again.code == 2
    assert "没有改动" in again.err
    drafted = main("draft", "白沙镇人民政府-2025")
    assert drafted.code == 1
    assert "一格都没有填" in drafted.out


def test_next_year_from_last_years_report(main: Main, job: Path, tmp_path: Path) -> None:
    from nianbao import load

    folder = tmp_path / "2025"
    done = main("new", "云岭县白沙镇人民政府", "--year", "2025", "--previous", job / "年报.docx", "--folder", folder)
    assert done.code == 0, done.said
    last = load(folder / "素材.xlsx").last
    assert last is not None
    assert str(last.cells["requests.carry_out.total"].value) == "2"


def test_previous_of_another_year_or_unit_is_refused(main: Main, job: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    for name, year, words in (("云岭县白沙镇人民政府", "2026", "2024 年度"), ("罗湾乡人民政府", "2025", "不是“罗湾乡")):
        done = main("new", name, "--year", year, "--previous", job / "年报.docx", "--folder", folder)
        assert done.code == 2
        assert words in done.err
        assert not folder.exists()


def test_schema(main: Main, tmp_path: Path) -> None:
    schema = json.loads(main("schema").out)
    assert {"unit", "year"} <= set(schema["properties"])
    assert main("schema", "-o", tmp_path / "s.json").code == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8")) == schema


def test_every_rule_has_its_page(main: Main) -> None:
    codes = [line.split()[0] for line in main("rule").out.splitlines()]
    assert len(codes) >= 20
    for code in codes:
        page = main("rule", code.lower()).out
        assert all(f"【{part}】" in page for part in ("是什么", "依据", "错", "对", "怎么改", "怎么不报", "一句话"))


def test_help_does_not_load_the_heavy_libraries(tmp_path: Path) -> None:
    script = (
        "import sys; sys.argv = ['nianbao', '--help']\ntry:\n import nianbao.cli; nianbao.cli.main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'openai', 'langchain', 'docx', 'lxml', 'openpyxl', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=600, cwd=tmp_path, encoding="utf-8"
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, tmp_path: Path) -> None:
    # Which shell it runs under is typer's to find out; a test may run under none.
    script = spawn("--show-completion", shell, cwd=tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert script.code == 0, script.said
    assert "nianbao" in script.out
    words = {"COMP_WORDS": "nianbao ch", "COMP_CWORD": "1", "_NIANBAO_COMPLETE": "complete_bash"}
    if shell == "bash":
        done = subprocess.run(
            [sys.executable, "-m", "nianbao"], env={**os.environ, **words}, capture_output=True, text=True, timeout=600
        )
        assert "check" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("review", "x", "--port", "99999"), "不能大于 65535"),
        (("draft", "x", "--candidates", "11"), "不能大于 10"),
        (("review", "x", "--port", "-1"), "不能小于 0"),
    ],
)
def test_numbers_out_of_range_are_told_in_chinese(args: tuple[str, ...], said: str, main: Main) -> None:
    done = main(*args)
    assert done.code == 2
    assert said in done.err
    shown = main(args[0], "--help").out
    assert not [word for word in ("<list", "<int", "<path") if word in shown.lower()]


def test_who_breaks_off_is_told_so(job: Path, main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = contents(job)
    monkeypatch.setattr("nianbao.jobs.flow.draft_job.redraft", broken)
    done = main("draft", job)
    assert done.code == 130
    assert "已中断" in done.err
    assert "再运行一次" in done.err
    assert contents(job) == before
