"""Which file of a folder is the clerk's input, and whether it is of the year and unit that the folder is of."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import libreoffice
from nianbao.errors import InputError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.job_report import report_of_job
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.store.folder import find, inside
from workbooks import Filled


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    job = new("白沙镇人民政府", year=2025, folder=tmp_path / "白沙镇人民政府-2025")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    filled.row("素材", 方面="主动公开", 做了什么="公开", 对象或内容="政府信息", 数量="126条")
    filled.save()
    return job.folder


COPIES = [
    "素材(1).xlsx",
    "素材 (2).xlsx",
    "素材（1）.xlsx",
    "素材 - 副本.xlsx",
    "素材-副本.xlsx",
    "副本素材.xlsx",
    "素材1.xlsx",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_alone_is_the_input(name: str, folder: Path) -> None:
    (folder / "素材.xlsx").rename(folder / name)
    assert redraft(find(folder)).written[0].exists()
    assert inside(folder.parent) == [folder]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_beside_it_is_asked_about_until_one_is_named(name: str, folder: Path) -> None:
    shutil.copy(folder / "素材.xlsx", folder / name)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(InputError) as refused:
        redraft(find(folder))
    assert name in str(refused.value)
    assert "写明文件" in str(refused.value)
    assert {path.name for path in folder.iterdir()} - set(before) <= {".nianbao.lock"}
    assert redraft(find(folder / name)).draft.report.year == 2025
    assert (folder / "年报.docx").exists()
    assert report_of_job(find(folder))[1] == []


def test_a_copy_beside_another_workbook_is_asked_about(folder: Path) -> None:
    (folder / "素材.xlsx").rename(folder / "素材 - 副本.xlsx")
    shutil.copy(folder / "素材 - 副本.xlsx", folder / "白沙镇素材最终版.xlsx")
    for run in (redraft, report_of_job):
        with pytest.raises(InputError) as refused:
            run(find(folder))
        assert "素材 - 副本.xlsx" in str(refused.value)
        assert "白沙镇素材最终版.xlsx" in str(refused.value)
    assert not (folder / "年报.docx").exists()
    (folder / "白沙镇素材最终版.xlsx").rename(folder / "素材.xlsx")  # what it says to do
    (folder / "素材 - 副本.xlsx").unlink()
    assert not any("没有叫" in line for line in redraft(find(folder)).messages)


def test_a_copy_that_is_used_is_said(folder: Path) -> None:
    (folder / "素材.xlsx").rename(folder / "素材 - 副本.xlsx")
    assert any("素材 - 副本.xlsx" in line for line in report_of_job(find(folder))[1])
    assert any("素材 - 副本.xlsx" in line for line in redraft(find(folder)).messages)
    assert not any("副本" in line for line in redraft(find(folder / "素材 - 副本.xlsx")).messages)


@pytest.mark.parametrize("name", ["~$素材.xlsx", ".~lock.素材.xlsx#"])
def test_lock_files_are_no_copies(name: str, folder: Path) -> None:
    (folder / name).write_bytes(b"x")
    assert redraft(find(folder)).written[0].exists()


def test_a_workbook_by_another_name_is_told(folder: Path) -> None:
    (folder / "素材.xlsx").rename(folder / "白沙镇数据.xlsx")
    with pytest.raises(InputError) as refused:
        redraft(find(folder))
    assert "白沙镇数据.xlsx" in str(refused.value)


@pytest.mark.libreoffice
def test_an_old_workbook_alone_and_beside(folder: Path, tmp_path: Path) -> None:
    shutil.copy(libreoffice.convert(folder / "素材.xlsx", "xls:MS Excel 97", tmp_path), folder / "素材.xls")
    with pytest.raises(InputError, match=r"素材\.xls"):
        redraft(find(folder))
    (folder / "素材.xlsx").unlink()
    drafted = redraft(find(folder))
    assert "公开政府信息126条" in "".join(item.text for item in drafted.draft.report.sentences())
    assert ["读不出删除线和批注" in str(remark) for remark in drafted.draft.report.remarks] == [True]


def test_a_year_that_is_not_the_folders_is_told(folder: Path) -> None:
    filled = Filled(folder / "素材.xlsx")
    filled.declare("year", "2024")
    filled.save()
    messages = redraft(find(folder)).messages
    assert any("2025" in line and "2024" in line for line in messages), messages


def test_a_year_that_is_not_the_drafts_changes_nothing(folder: Path) -> None:
    redraft(find(folder))
    held = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    filled = Filled(folder / "素材.xlsx")
    filled.declare("year", "2024")
    filled.save()
    held["素材.xlsx"] = (folder / "素材.xlsx").read_bytes()
    with pytest.raises(InputError, match="2024"):
        redraft(find(folder))
    assert held == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_year_that_has_not_come_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match=r"2042.*还没有到.*检查年份"):
        new("白沙镇人民政府", year=2042, folder=folder.parent / "别的")
    assert not (folder.parent / "别的").exists()
    for today, fine in ((date(2024, 12, 31), False), (date(2025, 1, 1), True)):
        if fine:
            assert redraft(find(folder), today=today).draft.report.year == 2025
        else:
            with pytest.raises(InputError, match=r"2025.*还没有到"):
                redraft(find(folder), today=today)
            assert not (folder / "年报.docx").exists()
        job = folder.parent / f"新建{today.year}"
        if fine:
            assert new("白沙镇人民政府", year=2025, folder=job, today=today).folder.is_dir()
        else:
            with pytest.raises(InputError, match=r"2025.*还没有到"):
                new("白沙镇人民政府", year=2025, folder=job, today=today)


def test_a_draft_of_a_year_that_has_not_come_may_be_put_right(folder: Path) -> None:
    filled = Filled(folder / "素材.xlsx")
    filled.declare("year", "2042")
    filled.save()
    redraft(find(folder), today=date(2042, 6, 1))  # as an older program did on any day
    filled = Filled(folder / "素材.xlsx")
    filled.declare("year", "2024")
    filled.save()
    assert redraft(find(folder), today=date(2025, 6, 1)).draft.report.year == 2024


def test_a_wrong_year_may_be_put_right(folder: Path) -> None:
    for year in ("2024", "2025"):
        filled = Filled(folder / "素材.xlsx")
        filled.declare("year", year)
        filled.save()
        report = redraft(find(folder)).draft.report
    assert report.year == 2025


def test_a_unit_that_is_not_the_folders_is_told(folder: Path) -> None:
    filled = Filled(folder / "素材.xlsx")
    filled.declare("unit", "清河镇人民政府")
    filled.save()
    messages = redraft(find(folder)).messages
    assert any("清河镇人民政府" in line and "白沙镇人民政府" in line for line in messages), messages
