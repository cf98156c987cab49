"""Last year's folder copied for this year: what people typed in it is not of this year's report, and that is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import next_year
from jobs.test_typed_figures import edited

Main = Callable[..., Run]
HERS = "全年接受群众当面咨询15人次。"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The folder of 2024 with words and a figure typed in Word, taken and drafted; copied, its material of 2025."""
    first = drafted(tmp_path / "云岭县白沙镇人民政府-2024")
    document = Document(str(first / "年报.docx"))
    document.tables[0].rows[2].cells[-1].paragraphs[0].runs[0].text = "7"
    document.save(str(first / "年报.docx"))
    edited(first, ("增长40%。", f"增长40%。{HERS}"))
    (first / "年报（定稿）.docx").write_bytes((first / "年报.docx").read_bytes())
    second = tmp_path / "云岭县白沙镇人民政府-2025"
    shutil.copytree(first, second)
    next_year(second)
    return second


@pytest.mark.long
def test_what_was_typed_last_year_is_left_out_and_told(copied: Path, main: Main) -> None:
    done = main("draft", copied)
    assert done.code in (0, 1), done.said
    assert "草稿是 2024 年度的" in done.said
    assert f"  {HERS}" in done.said
    assert "表格里改的 1 格" in done.said
    text = "".join(item.text for item in Document(str(copied / "年报.docx")).paragraphs)
    assert "2025年" in text
    assert HERS not in text
    assert HERS in (copied / "历次" / "草稿-2024年度.json").read_text(encoding="utf-8")
    again = main("draft", copied)
    assert "2024 年度的" not in again.said
    assert "不是最新的" not in again.said


def test_the_finished_file_of_last_year_is_not_written_over(copied: Path, main: Main) -> None:
    before = (copied / "年报（定稿）.docx").read_bytes()
    main("draft", copied)
    main("final", copied)
    assert (copied / "年报（定稿）.docx").read_bytes() == before
