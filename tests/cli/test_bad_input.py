"""Bad input: a clear Chinese message with place and remedy, exit 2 and nothing written; or a draft with findings."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.program import BAISHA, Run, contents, spawn
from nianbao import load
from nianbao.jobs.flow.new_job import new
from workbooks import Filled

Main = Callable[..., Run]
YAML = BAISHA.read_text(encoding="utf-8")


def without(line: str) -> str:
    kept = [text for text in YAML.splitlines() if not text.startswith(line)]
    assert len(kept) < len(YAML.splitlines())
    return "\n".join(kept) + "\n"


def changed(old: str, new: str) -> str:
    assert old in YAML
    return YAML.replace(old, new, 1)


BOMB = "a: &a [1,1,1,1]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n"
REFUSED: dict[str, tuple[str | bytes, list[str]]] = {
    "no unit": (without("unit:"), ["没有写单位"]),
    "no year": (without("year:"), ["没有写年度", "2025"]),
    "year 2018": (changed("year: 2024", "year: 2018"), ["2018", "2019"]),
    "year in words": (changed("year: 2024", "year: 二〇二四"), ["第3行", "四位"]),
    "unknown key": (changed("contact:", "contcat:"), ["第6行", "contcat", "contact"]),
    "unknown row": (changed("licence: {", "licences: {"), ["licences", "licence"]),
    "unknown aspect": (changed("  platform:", "  platfrom:"), ["platfrom", "platform"]),
    "text in a number": (changed("made: 2,", "made: 两件,"), ["第12行", "两件", "阿拉伯数字"]),
    "time in a number": (changed("made: 2,", "made: 1:30,"), ["1:30"]),
    "note without words": (changed("- what: 发布", "- waht: 发布"), ["waht", "what"]),
    "a list for a table": (changed("licensing:\n    licence: {decisions: 38}", "licensing: [38]"), ["第13行", "列表"]),
    "same key twice": (YAML + "year: 2023\n", ["year", "两次"]),
    "alias": (BOMB, ["第1行", "引用"]),
    "tag": (changed("unit: 云岭县", "unit: !!python/name:os.system 云岭县"), ["标签"]),
    "deep nesting": ("a: " + "[" * 3000 + "]" * 3000, ["层"]),
    "tab": (YAML + "\tx: 1\n", ["制表符"]),
    "broken yaml": (changed("contact:", "contact: ["), ["行"]),
    "only a list": ("- 1\n- 2\n", ["键"]),
    "empty": ("", ["空的"]),
    "blank": (" \n\n", ["空"]),
    "not text": (bytes(range(256)) * 40, ["不是文本文件"]),
    "broken utf-8": (YAML.encode()[:-300] + b"\xff\xfe\xfa\xed" * 5 + YAML.encode()[-300:], ["编码"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, main: Main, tmp_path: Path) -> None:
    data, words = REFUSED[name]
    path = tmp_path / "report.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    before = contents(tmp_path)
    done = main("draft", path)
    assert (done.code, done.out) == (2, ""), done.said
    assert "report.yaml" in done.err
    assert [word for word in words if word not in done.err] == [], done.err
    assert "Traceback" not in done.err
    assert "程序出错" not in done.err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", [("check",), ("read",), ("compare", BAISHA)])
def test_a_name_that_is_not_there_is_told_as_that(command: tuple[str | Path, ...], main: Main, tmp_path: Path) -> None:
    done = main(*command, tmp_path / "白沙镇人民政府-2025")
    assert done.code == 2
    assert "不存在" in done.err


def test_all_errors_at_once(main: Main, tmp_path: Path) -> None:
    text = (
        changed("made: 2,", "made: 两件,").replace("year: 2024", "year: 前年").replace("decisions: 38", "decision: 38")
    )
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    done = main("draft", tmp_path)
    assert done.code == 2
    assert len([line for line in done.err.splitlines() if "第" in line and "行" in line]) >= 3, done.err


ACCEPTED = {
    "leading zero": (changed("decisions: 38", "decisions: 038"), "38件"),
    "full width": (changed("decisions: 38", "decisions: ３８"), "38件"),
    "thousands": (changed("decisions: 38", 'decisions: "1,238"'), "1238件"),
    "with its measure word": (changed("decisions: 38", "decisions: 38件"), "38件"),
    "utf-8 with a mark": ("\ufeff" + YAML, "38件"),
    "windows lines": (YAML.replace("\n", "\r\n"), "38件"),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str, main: Main, tmp_path: Path) -> None:
    text, words = ACCEPTED[name]
    (tmp_path / "report.yaml").write_bytes(text.encode())
    assert main("draft", tmp_path).code == 0
    said = "".join(sentence.text for sentence in load(tmp_path / "年报.docx").sentences())
    assert f"行政许可决定{words}、" in said


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-8-sig"])
def test_encodings_of_input(encoding: str, main: Main, tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_bytes(YAML.encode(encoding))
    assert main("draft", tmp_path).code == 0


FOUND = {
    "negative": (changed("decisions: 38", "decisions: -38"), ["-38"]),
    "decimal": (changed("decisions: 38", "decisions: 3.5"), ["3.5"]),
    "wrong total": (changed("new: {natural: 9,", "new: {total: 99, natural: 9,"), ["自然人 9", "99"]),
    "wrong balance": (changed("carry_out: {natural: 1,", "carry_out: {natural: 5,"), ["≠", "结转下年 5"]),
    "missing cells": (without("rest: zero"), ["没有填", "处理申请情况表"]),
}


@pytest.mark.parametrize("name", FOUND)
def test_drafted_with_findings(name: str, main: Main, tmp_path: Path) -> None:
    text, words = FOUND[name]
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    done = main("draft", tmp_path)
    assert done.code == 1, done.said
    assert [word for word in words if word not in done.out] == [], done.out
    assert (tmp_path / "年报.docx").exists()


def test_one_finding_a_table_for_missing_cells(main: Main, tmp_path: Path) -> None:
    text = without("rest: zero")
    (tmp_path / "report.yaml").write_text(text, encoding="utf-8")
    done = main("draft", tmp_path)
    lines = [line for line in done.out.splitlines() if "处理申请情况表" in line and "错误" in line]
    assert len(lines) == 1, done.out


# ── the workbook


@pytest.fixture
def book(tmp_path: Path) -> Filled:
    job = new("云岭县白沙镇人民政府", year=2025, folder=tmp_path / "job")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    return filled


def test_text_in_a_cell(main: Main, book: Filled) -> None:
    book.figures({"licensing.licence.decisions": "若干"})
    done = main("draft", book.save())
    assert done.code == 2
    assert [word for word in ("主动公开情况表", "B", "若干", "数字") if word not in done.err] == [], done.err


def test_typed_total_that_differs(main: Main, book: Filled) -> None:
    book.figures({"requests.new.natural": 3, "requests.open.natural": 3, "requests.new.total": 5})
    done = main("draft", book.save())
    assert done.code == 1
    assert "3" in done.out
    assert "5" in done.out
    assert "总计" in done.out


def test_renamed_sheet(main: Main, book: Filled) -> None:
    book.figures({"licensing.licence.decisions": 4})
    path = book.save()
    other = load_workbook(path)
    other["主动公开情况表"].title = "表二"
    other.save(path)
    done = main("draft", path)
    assert done.code == 2
    assert "找不到工作表“主动公开情况表”" in done.err
    assert "表二" in done.err, "the sheets there are, so that she sees what happened"


def test_deleted_sheet(main: Main, book: Filled) -> None:
    path = book.save()
    other = load_workbook(path)
    del other["问题"]
    other.save(path)
    done = main("draft", path)
    assert done.code == 2
    assert "问题" in done.err


def _zip_bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (300 * 1024 * 1024))


BROKEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "no zip": ("素材.xlsx", lambda path: path.write_bytes(b"hello"), "打不开"),
    "old excel": ("素材.xlsx", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 99), "另存为 .xlsx"),
    "zip bomb": ("素材.xlsx", _zip_bomb, "过大"),
    "empty": ("素材.xlsx", lambda path: path.write_bytes(b""), "空的"),
    "another workbook": ("素材.xlsx", lambda path: __import__("openpyxl").Workbook().save(path), "nianbao new"),
    "50 MB": ("report.yaml", lambda path: path.write_bytes(b"a: b\n" * 10_500_000), "MB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files(name: str, main: Main, tmp_path: Path) -> None:
    file, make, words = BROKEN[name]
    make(tmp_path / file)
    done = main("draft", tmp_path)
    assert done.code == 2
    assert words in done.err, done.err
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == [file]


@pytest.mark.parametrize("command", ["draft", "take", "check", "export", "final"])
def test_what_is_not_there(command: str, main: Main, tmp_path: Path) -> None:
    done = main(command, tmp_path / "没有.docx")
    assert done.code == 2
    assert "没有.docx" in done.err
    assert "不存在" in done.err


@pytest.mark.parametrize("command", ["take", "check"])
def test_no_word_file(command: str, main: Main, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(b"not a word file")
    done = main(command, path)
    assert done.code == 2
    assert "docx" in done.err


def test_folder_without_input(main: Main, tmp_path: Path) -> None:
    done = main("draft", tmp_path)
    assert done.code == 2
    assert "没有素材" in done.err
    assert "nianbao new" in done.err


def test_damaged_draft(main: Main, tmp_path: Path) -> None:
    shutil.copy(BAISHA, tmp_path)
    assert main("draft", tmp_path).code == 0
    (tmp_path / "草稿.json").write_text("{", encoding="utf-8")
    before = contents(tmp_path)
    done = main("draft", tmp_path)
    assert done.code == 2
    assert "历次" in done.err
    assert contents(tmp_path) == before


# ── the machine


def test_open_elsewhere(main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file open in Word cannot be replaced: the new draft goes beside it, and that is said."""
    shutil.copy(BAISHA, tmp_path / "report.yaml")
    assert main("draft", tmp_path).code == 0
    (tmp_path / "report.yaml").write_text(changed("decisions: 38", "decisions: 39"), encoding="utf-8")
    before = (tmp_path / "年报.docx").read_bytes()
    replace = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if Path(target).name == "年报.docx":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    done = main("draft", tmp_path)
    assert done.code == 0, done.said
    assert "正在 Word、WPS 中打开" in done.out
    assert "年报（2）.docx" in done.out
    assert (tmp_path / "年报.docx").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX system")
def test_full_disk(tmp_path: Path) -> None:
    """A real limit on the size of files, as a full disk or a quota gives it."""
    shutil.copy(BAISHA, tmp_path / "report.yaml")
    assert spawn("draft", ".", cwd=tmp_path).code == 0
    before = contents(tmp_path)
    (tmp_path / "report.yaml").write_text(changed("decisions: 38", "decisions: 39"), encoding="utf-8")
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); import nianbao.cli; nianbao.cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, "draft", "."], cwd=tmp_path, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "不能写入" in done.stderr
    assert "没有改动" in done.stderr
    after = contents(tmp_path)
    assert {name: hash for name, hash in after.items() if name != "report.yaml" and name in before} == {
        name: hash for name, hash in before.items() if name != "report.yaml"
    }


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs POSIX modes")
def test_no_permission(tmp_path: Path) -> None:
    """A folder that may be read and not written, for root too: the process gives up its right to override modes."""
    folder = tmp_path / "job"
    folder.mkdir()
    shutil.copy(BAISHA, folder / "report.yaml")
    folder.chmod(0o555)
    give_up = "import ctypes; libc = ctypes.CDLL(None); [libc.prctl(24, right, 0, 0, 0) for right in (1, 2)]; "
    start = "import os, sys; os.execv(sys.executable, [sys.executable, '-B', '-m', 'nianbao', 'draft', 'job'])"
    done = subprocess.run(
        [sys.executable, "-c", give_up + start], cwd=tmp_path, capture_output=True, text=True, timeout=600
    )
    folder.chmod(0o755)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "不能写入" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["report.yaml"]


CONSOLES = {
    "gbk": ({"PYTHONIOENCODING": "gbk"}, "gbk"),
    "C": ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "utf-8"),
    "ascii": ({"PYTHONIOENCODING": "ascii"}, "utf-8"),
}


@pytest.mark.parametrize("console", CONSOLES)
def test_consoles(console: str, tmp_path: Path) -> None:
    env, encoding = CONSOLES[console]
    (tmp_path / "report.yaml").write_text(changed("made: 2,", "made: 两件,"), encoding="utf-8")
    done = spawn("draft", ".", cwd=tmp_path, encoding=encoding, **env)
    assert done.code == 2
    assert "两件" in done.err
    (tmp_path / "report.yaml").write_text(
        changed("new: {natural: 9,", "new: {total: 99, natural: 9,"), encoding="utf-8"
    )
    done = spawn("draft", ".", cwd=tmp_path, encoding=encoding, **env)
    assert done.code == 1
    assert "自然人 9" in done.out
    done = spawn("check", ".", "--format", "json", cwd=tmp_path, encoding=encoding, **env)
    assert done.code == 1
    assert "TABLE0" in done.out
    for args in (("--help",), ("rule", "UNIT01"), ("draft", "--help")):
        done = spawn(*args, cwd=tmp_path, encoding=encoding, **env)
        assert done.code == 0
        assert "例" in done.out or "用法" in done.out
