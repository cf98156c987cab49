"""A renamed 年报.docx and a second workbook in a report's folder: told, never passed over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import append

Main = Callable[..., Run]
HERS = "全年接受群众当面咨询15人次。"


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """A folder whose 年报.docx was edited and renamed."""
    folder = drafted(tmp_path / "白沙镇")
    append((folder / "年报.docx").rename(folder / "白沙镇2024年报送审稿.docx"), "增长40%", HERS)
    return folder


@pytest.mark.parametrize("name", ["", "年报.docx"])
def test_take_names_the_renamed_file(renamed: Path, main: Main, name: str) -> None:
    done = main("take", renamed / name)
    assert done.code == 2
    assert "白沙镇2024年报送审稿.docx" in done.err


def test_draft_and_final_tell_of_the_renamed_file_until_it_is_taken(renamed: Path, main: Main) -> None:
    for run in ("draft", "final"):
        said = main(run, renamed).said
        assert "白沙镇2024年报送审稿.docx 是这份报告的 Word 文件" in said, run
    assert f"增：{HERS}" in main("take", renamed / "白沙镇2024年报送审稿.docx").said
    assert "还没有取回" not in main("draft", renamed).said


def test_a_copy_that_nobody_changed_is_not_told(tmp_path: Path, main: Main) -> None:
    folder = drafted(tmp_path / "白沙镇")
    shutil.copy(folder / "年报.docx", folder / "年报 - 副本.docx")
    assert "副本" not in main("draft", folder).said


@pytest.mark.parametrize("year", [2024, 2023])
def test_a_second_workbook_of_the_same_report_is_told(tmp_path: Path, main: Main, year: int) -> None:
    folder = tmp_path / "卷"
    main("new", "云岭县白沙镇人民政府", "--year", "2024", "--folder", folder)
    book = openpyxl.load_workbook(folder / "素材.xlsx")
    place = next(cell for row in book["单位"].iter_rows() for cell in row if str(cell.value) == "2024")
    place.value = year
    book.save(folder / "素材_小李.xlsx")
    openpyxl.Workbook().save(folder / "通讯录.xlsx")
    said = main("draft", folder).said
    assert "通讯录" not in said
    assert ("素材_小李.xlsx，没有读；读的是“素材.xlsx”" in said) is (year == 2024), said
