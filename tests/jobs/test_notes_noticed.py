"""What a clerk is told of her notes when drafting, and what the files say of themselves."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from cli.program import BAISHA, KANGRONG, Run
from jobs.test_finished import ANSWERS, fill
from nianbao import load, write
from nianbao.jobs.flow.new_job import new
from samples import finished
from workbooks import Filled

Main = Callable[..., Run]


def test_one_note_of_several_aspects_and_a_problem_that_is_none(tmp_path: Path, main: Main) -> None:
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    filled.row("素材", 方面="主动公开", 自由描述="公开政府信息30条。组织业务培训2次。县里考核等次为良好。")
    filled.row("素材", 方面="政府信息公开平台建设", 自由描述="更新公众号栏目。公开栏换了4期。")
    filled.row("问题", 问题="无")
    filled.save()
    done = main("draft", job.folder)
    assert "素材”A2：这一条都写进了“主动公开”，其中像有监督保障的事" in done.out, done.out
    assert "A3" not in done.out
    assert "只写了“无”" in done.out
    assert "1.无" not in "".join(item.text for item in Document(str(job.folder / "年报.docx")).paragraphs)


def test_a_problem_copied_from_last_years_report_is_told(tmp_path: Path, main: Main) -> None:
    before = tmp_path / "2024年报.docx"
    write(finished("2021"), before)
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷", previous=before)
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    filled.row("问题", 问题="解读形式单一", 措施="增加图解", 上年是否已提出="否")
    filled.save()
    assert "问题”A2：“解读形式单一”上年报告里已经写过" in main("draft", job.folder).out


def test_an_aspect_written_in_word_is_not_asked_for(tmp_path: Path, main: Main) -> None:
    folder = tmp_path / "康荣镇"
    folder.mkdir()
    shutil.copy(KANGRONG, folder)
    main("draft", folder)
    fill(folder / "年报.docx", ANSWERS | {"平台建设情况": "县政府网站设康荣镇专栏，全年更新36次。"})
    main("take", folder)
    assert "平台建设：" not in main("draft", folder).out


@pytest.mark.long
def test_no_file_tells_a_false_date_of_creation(tmp_path: Path, main: Main) -> None:
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷")
    filled = Filled(job.folder / "素材.xlsx")
    made = (job.folder / "素材.xlsx").read_bytes()
    filled.declare("rest")
    filled.save()
    main("draft", job.folder)
    (tmp_path / "新.xlsx").write_bytes(made)
    for path in (tmp_path / "新.xlsx", job.folder / "年报.docx"):
        core = zipfile.ZipFile(path).read("docProps/core.xml").decode()
        assert "2000" not in core
        assert "created" not in core


def test_new_with_last_years_report_says_what_it_took(tmp_path: Path, main: Main) -> None:

    last = finished("2021")
    assert last.year is not None
    write(last, tmp_path / "2024年报.docx")
    document = Document(str(tmp_path / "2024年报.docx"))
    one = next(item for item in document.paragraphs if item.text.startswith("一、"))
    one.insert_paragraph_before("地址：云岭县白沙镇府前街8号，邮编：650001，联系电话：0871-6512345。")
    document.save(str(tmp_path / "2024年报.docx"))
    done = main(
        "new", last.unit.name if last.unit else "", "--year", last.year + 1, "--previous", tmp_path / "2024年报.docx",
        "--folder", tmp_path / "卷",
    )  # fmt: skip
    assert done.code == 0, done.said
    assert "从上年报告读到" in done.out
    assert "格数字" in done.out
    assert "0871-6512345" in done.out
    assert "上年报告的问题和改进部分写的是" in done.out
    from openpyxl import load_workbook

    values = [cell.value for row in load_workbook(tmp_path / "卷" / "素材.xlsx")["单位"].iter_rows() for cell in row]
    assert "0871-6512345" in values
    assert "云岭县白沙镇府前街8号" in values
    book = load(tmp_path / "卷" / "素材.xlsx")
    assert book.cells["requests.carry_in.natural"].value == last.cells["requests.carry_out.natural"].value


def test_a_note_that_speaks_as_another_unit_is_told(tmp_path: Path, main: Main) -> None:
    folder = tmp_path / "白沙镇"
    folder.mkdir()
    text = BAISHA.read_text(encoding="utf-8")
    text = text.replace("  requests:\n    - ", "  requests:\n    - 我街道设专人接收申请。\n    - ", 1)
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    done = main("draft", folder)
    assert "写的是“我街道”，本单位是" in done.out, done.out
    assert "报告中写作“我镇”" in done.out
    (folder / "report.yaml").write_text(text.replace("我街道", "我镇"), encoding="utf-8")
    assert "报告中写作" not in main("draft", folder).out
