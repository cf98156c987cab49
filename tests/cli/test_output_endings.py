"""Every ``-o`` of every command: the file is of the format that its ending says, or is refused and nothing written."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from cli.program import BAISHA, Run, call, contents

Main = Callable[..., Run]
ENDINGS = (
    ".docx", ".DOCX", ".html", ".htm", ".md", ".txt", ".yaml", ".yml", ".json", ".pdf", ".doc", ".xlsx", ".sarif",
    ".nianbao", "",
)  # fmt: skip


def _part(name: str) -> Callable[[bytes], bool]:
    def held(data: bytes) -> bool:
        import io

        return data[:2] == b"PK" and name in zipfile.ZipFile(io.BytesIO(data)).namelist()

    return held


def _page(data: bytes) -> bool:
    return data.lstrip().lower().startswith(b"<!doctype html>")


def _json(data: bytes) -> bool:
    return isinstance(json.loads(data), dict)


IS: dict[str, Callable[[bytes], bool]] = {
    ".docx": _part("word/document.xml"),
    ".html": _page,
    ".htm": _page,
    ".md": lambda data: data.startswith(b"# ") and b"<html" not in data,
    ".txt": lambda data: "一、总体情况" in data.decode().splitlines() and b"{" not in data,
    ".yaml": lambda data: isinstance(yaml.safe_load(data), dict),
    ".yml": lambda data: isinstance(yaml.safe_load(data), dict),
    ".json": _json,
    ".sarif": lambda data: "runs" in json.loads(data),
    ".xlsx": _part("xl/workbook.xml"),
    ".nianbao": _part("草稿.json"),
}
"""What a file of an ending begins with, or holds."""

COMMANDS: dict[str, tuple[list[object], str, tuple[str, ...]]] = {
    "draft": (["draft", "卷"], "-o", (".docx", ".html", ".htm", ".md")),
    "final": (["final", "卷"], "-o", (".docx", ".html", ".htm", ".md")),
    "export": (["export", "卷"], "-o", (".docx",)),
    "export, tracked": (["export", "卷", "--track-changes"], "-o", (".docx",)),
    "check": (["check", "卷"], "-o", (".json", ".html", ".htm", ".xlsx", ".sarif")),
    "check --annotate": (["check", "卷"], "--annotate", (".docx",)),
    "check --write-baseline": (["check", "卷"], "--write-baseline", (".json",)),
    "compare": (["compare", "卷/年报.docx", "卷"], "-o", (".html", ".htm", ".docx", ".json")),
    "read": (["read", "卷/年报.docx"], "-o", (".yaml", ".yml", ".json", ".txt")),
    "pack": (["pack", "卷", "--with-notes"], "-o", (".nianbao",)),
    "schema": (["schema"], "-o", (".json",)),
}


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from nianbao.jobs.flow.draft_job import redraft
    from nianbao.jobs.store.folder import find

    folder = tmp_path_factory.mktemp("样") / "卷"
    folder.mkdir()
    shutil.copy(BAISHA, folder)
    redraft(find(folder))
    return folder


@pytest.fixture
def main(drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Main:
    shutil.copytree(drafted, tmp_path / "卷")
    monkeypatch.chdir(tmp_path)
    return lambda *args: call(capsys, monkeypatch, *args)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_is_what_its_ending_says_or_is_refused(command: str, main: Main, tmp_path: Path) -> None:
    words, option, allowed = COMMANDS[command]
    for ending in ENDINGS:
        target = tmp_path / f"结果{ending}"
        before = contents(tmp_path)
        done = main(*words, option, target)
        if ending.lower() in allowed:
            assert done.code in (0, 1), (ending, done.said)
            assert target.exists(), (ending, done.said)
            assert IS[ending.lower()](target.read_bytes()), ending
            target.unlink()
        else:
            assert done.code == 2, (ending, done.said)
            assert contents(tmp_path) == before, ending
            assert target.name in done.err, (ending, done.said)
            assert all(item in done.err for item in allowed), (ending, done.err)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is(
    command: str, main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, option, allowed = COMMANDS[command]
    ending = allowed[0]
    (tmp_path / f"是文件夹{ending}").mkdir()
    (tmp_path / "是文件").write_text("x")
    open_one = tmp_path / f"开着{ending}"
    open_one.write_bytes(b"hers")
    (tmp_path / f"~$开着{ending}").write_bytes(b"")
    (tmp_path / f"圈{ending}").symlink_to(tmp_path / f"圈{ending}")
    targets = {
        f"是文件夹{ending}": "是文件夹",
        f"没有/结果{ending}": "文件夹不存在",
        f"是文件/结果{ending}": "不是文件夹" if os.name != "nt" else "",
        f"长{'很' * 90}{ending}": "太长",
        f"CON{ending}": "Windows",
        f"问？*号{ending}": "*",
        f"圈{ending}": "链接",
        **({f"开着{ending}": "正在"} if ending in (".docx", ".html", ".xlsx") else {}),
    }
    if command == "read":
        del targets[f"是文件夹{ending}"]  # read writes into a folder
    before = contents(tmp_path)
    for name, said in targets.items():
        done = main(*words, option, tmp_path / name)
        assert done.code == 2, (name, done.said)
        assert "程序出错" not in done.said, name
        assert said in done.err, (name, done.err)
        assert contents(tmp_path) == before, name
    monkeypatch.setattr(os, "access", lambda path, mode, **_: not (mode & os.W_OK) or Path(path).name == "卷")
    done = main(*words, option, tmp_path / f"只读{ending}")
    assert done.code == 2
    assert "不能写入" in done.err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_there_is_not_written_over(command: str, main: Main, tmp_path: Path) -> None:
    words, option, allowed = COMMANDS[command]
    target = tmp_path / f"已有{allowed[0]}"
    target.write_bytes(b"hers")
    done = main(*words, option, target)
    assert target.read_bytes() == b"hers"
    beside = [*tmp_path.glob(f"已有（2）{allowed[0]}"), *tmp_path.glob(f"已有（批注）{allowed[0]}")]
    assert beside or done.code == 2, done.said
    assert not beside or beside[0].name in done.said


INTO_A_FOLDER = {"eval run": ["eval", "run", "--past", "卷"], "eval new-case": ["eval", "new-case", "卷/年报.docx"]}


def test_every_command_that_writes_is_in_these_tables() -> None:
    from typer.main import get_command

    from nianbao.cli.app import app

    def writing(group: object, above: str) -> list[str]:
        found = []
        for name, command in getattr(group, "commands", {}).items():
            called = f"{above} {name}".strip()
            found += writing(command, called)
            if any("-o" in getattr(item, "opts", ()) for item in command.params):
                found.append(called)
        return found

    shown = {str(words[0]) for words, _, _ in COMMANDS.values()} | set(INTO_A_FOLDER) | {"eval compare"}
    assert set(writing(get_command(app), "")) == shown


@pytest.mark.parametrize("command", INTO_A_FOLDER)
def test_a_folder_that_is_a_file_is_refused(command: str, main: Main, tmp_path: Path) -> None:
    (tmp_path / "是文件").write_text("hers", encoding="utf-8")
    before = contents(tmp_path)
    for target in ("是文件", "是文件/里面"):
        done = main(*INTO_A_FOLDER[command], "-o", tmp_path / target)
        assert done.code == 2, done.said
        assert "程序出错" not in done.said
        assert "是文件" in done.err
        assert contents(tmp_path) == before


def test_a_comparison_of_evaluations_is_a_page(main: Main, tmp_path: Path) -> None:
    for ending in ENDINGS:
        if ending not in (".html", ".htm"):
            done = main("eval", "compare", "甲", "乙", "-o", tmp_path / f"比较{ending}")
            assert done.code == 2
            assert f"比较{ending}" in done.err
            assert ".html" in done.err


def test_nothing_is_written_at_o_where_only_prompts_are(main: Main, tmp_path: Path) -> None:
    before = contents(tmp_path)
    done = main("draft", "卷", "--engine", "paste", "-o", tmp_path / "稿.docx")
    assert done.code == 2
    assert "-o" in done.err
    done = main("check", "卷", "--fix", "-o", tmp_path / "结果.html")
    assert done.code == 2
    assert "-o" in done.err
    assert contents(tmp_path) == before
