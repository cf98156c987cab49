"""``-o`` into a report's folder: no file gets the name of one that a command writes and knows there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import Run, call, contents

Main = Callable[..., Run]


@pytest.fixture
def main(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Main:
    return lambda *args: call(capsys, monkeypatch, *args)


TAKEN = [
    ("final", "年报.docx", "草稿"),
    ("final", "年报（2）.docx", "草稿"),
    ("final", "年报.DOCX", "草稿"),
    ("final", "上年报告.docx", "上年"),
    ("draft", "年报.docx", "草稿"),
    ("draft", "年报（3）.docx", "草稿"),
    ("draft", "年报（定稿）.docx", "定稿"),
    ("export", "年报（2）.docx", "草稿"),
    ("export", "年报（定稿）.docx", "定稿"),
]


@pytest.mark.parametrize(("command", "name", "whose"), TAKEN)
def test_a_name_of_the_folders_own_files_is_refused(
    drafted: Path, main: Main, command: str, name: str, whose: str
) -> None:
    before = contents(drafted)
    done = main(command, drafted, "-o", drafted / name)
    assert done.code == 2, done.said
    assert name in done.err
    assert whose in done.err
    assert "换一个文件名" in done.err
    assert contents(drafted) == before


def test_such_a_name_elsewhere_is_free(drafted: Path, main: Main) -> None:
    assert main("final", drafted, "-o", drafted.parent / "年报.docx").code == 0
    assert main("final", drafted, "-o", drafted / "年报（定稿）.docx").code == 0
    assert main("final", drafted, "-o", drafted / "送印.docx").code == 0
