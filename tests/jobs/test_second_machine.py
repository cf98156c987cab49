"""A second machine that got 年报.docx and the material by mail, without 草稿.json: the words typed in Word come in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import append, next_year

Main = Callable[..., Run]
HERS = "全年接受群众当面咨询15人次。"


@pytest.fixture
def mailed(tmp_path: Path) -> Path:
    """A folder with the edited Word file and the material alone."""
    first = drafted(tmp_path / "甲" / "白沙镇")
    home = tmp_path / "乙" / "收到的"
    home.mkdir(parents=True)
    for name in ("年报.docx", "report.yaml"):
        shutil.copy(first / name, home)
    append(home / "年报.docx", "增长40%", HERS)
    shutil.rmtree(tmp_path / "甲")
    return home


def test_the_words_come_in_by_the_way_that_is_told(mailed: Path, main: Main) -> None:
    refused = main("take", mailed / "年报.docx")
    assert refused.code == 2
    assert "先在这里起草" in refused.err
    done = main("draft", mailed)
    assert "不是在这里起草的" in done.said
    assert "年报（2）.docx" in done.said
    taken = main("take", mailed / "年报.docx")
    assert taken.code in (0, 1), taken.said
    assert "是在别处起草的" in taken.said
    assert f"增：{HERS}" in taken.said
    assert taken.said.count("增：") == 1
    assert "删：" not in taken.said
    main("draft", mailed)
    assert any(HERS in item.text for item in Document(str(mailed / "年报.docx")).paragraphs)


def test_another_years_file_stays_refused(mailed: Path, main: Main) -> None:
    next_year(mailed)
    main("draft", mailed)
    done = main("take", mailed / "年报.docx")
    assert done.code == 2
    assert "没有改动" in done.err
