"""kill -9 at every moment of draft, take and final: the old state or the new one, and no word lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document

from nianbao.reading.docx import parse_docx

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "baisha-2024" / "report.yaml"
FEW = 3
"""Moments tried of each of four commands; all of them under ``make proof``."""
CLERKS = "本年没有更正过已公开的信息。"

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")


class Run(NamedTuple):
    """How a run ended: its code (negative: the signal), how many moments it had, what it said."""

    code: int
    moments: int
    said: str


@pytest.fixture(scope="module")
def server() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(HERE / "kill_self.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


Runner = Callable[..., Run]


@pytest.fixture
def run(server: subprocess.Popen[str]) -> Runner:
    def run(wanted: int, *command: str, cwd: Path) -> Run:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps([wanted, str(cwd), command]) + "\n")
        server.stdin.flush()
        return Run(*json.loads(server.stdout.readline()))

    return run


def contents(folder: Path) -> dict[str, str]:
    """Name and hash of each file that is the clerk's or ours; not the lock, the record and what a crash left."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".nianbao") and path.suffix != ".jsonl"
    }


def words(folder: Path) -> list[str]:
    """The paragraphs of 年报.docx."""
    report = parse_docx((folder / "年报.docx").read_bytes(), "年报.docx").report
    return [paragraph.text for _, paragraph in report.paragraphs()]


def edit(folder: Path) -> None:
    """As the clerk: a sentence of her own."""
    path = folder / "年报.docx"
    document = Document(str(path))
    paragraph = next(item for item in document.paragraphs if "过期信息" in item.text)
    paragraph.runs[-1].text += CLERKS
    document.save(str(path))


def prepared(run: Runner, folder: Path, stage: str) -> Path:
    """A job folder just before a command: drafted before and edited; taken; ready to finish."""
    folder.mkdir()
    shutil.copy(EXAMPLE, folder / "report.yaml")
    assert run(0, "draft", ".", cwd=folder).code == 0
    if stage == "first":
        for path in [*folder.glob("年报*"), *folder.glob("草稿*"), folder / "记录.jsonl", folder / "历次"]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        return folder
    edit(folder)
    if stage != "take":
        assert run(0, "take", "年报.docx", cwd=folder).code == 0
    if stage == "redraft":
        source = folder / "report.yaml"
        source.write_text(source.read_text(encoding="utf-8").replace("made: 2,", "made: 3,"), encoding="utf-8")
    return folder


COMMANDS = {
    "first": ("draft", "."),
    "redraft": ("draft", "."),
    "take": ("take", "年报.docx"),
    "final": ("final", "."),
}


@pytest.mark.parametrize("stage", COMMANDS)
def test_killed(run: Runner, stage: str, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    command = COMMANDS[stage]
    before = prepared(run, tmp_path / "before", stage)
    whole = tmp_path / "whole"
    shutil.copytree(before, whole)
    done = run(0, *command, cwd=whole)
    assert done.moments >= 4
    every = range(1, done.moments + 1)
    chosen = (
        list(every)
        if os.environ.get("NIANBAO_LARGE_SEEDS")
        else sorted({every[i * (len(every) - 1) // (FEW - 1)] for i in range(FEW)})
    )
    record_property("moments", len(chosen))
    for moment in chosen:
        folder = tmp_path / f"{stage}-{moment}"
        shutil.copytree(before, folder)
        killed = run(moment, *command, cwd=folder)
        assert killed.code == -signal.SIGKILL, (moment, killed.said)
        old, new, now = contents(before), contents(whole), contents(folder)
        for name, hash in now.items():
            if name == "草稿.json" or name.startswith("历次/"):
                json.loads((folder / name).read_bytes()) if name.endswith(".json") else None
            elif stage != "first":
                assert hash in (old.get(name), new.get(name)), f"moment {moment}: {name} is neither old nor new"
        again = run(0, *command, cwd=folder)
        assert again.code == done.code, (moment, again.said)
        assert words(folder) == words(whole), f"moment {moment}"
        if stage not in ("first", "take"):
            assert any(CLERKS in text for text in words(folder)), f"moment {moment}: her sentence is lost"
        assert set(contents(folder)) >= set(new), f"moment {moment}"
        assert not list(folder.rglob("*.tmp")), f"moment {moment}: what the crash left is cleared away"
