"""The workbook: laid out like the official tables, filled in and read back, also after LibreOffice saved it."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

import libreoffice
from nianbao import load
from nianbao.errors import InputError
from nianbao.jobs.flow.new_job import new
from nianbao.kinds import editions, form_for, form_named, layout
from nianbao.reading import read
from nianbao.report import Report, Unit
from nianbao.writing.workbook import workbook
from workbooks import Filled

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
UNIT = Unit.parse("云岭县白沙镇人民政府")


def of_example(name: str, folder: Path) -> tuple[Report, Path]:
    """An example's content in a workbook."""
    report = load(EXAMPLES / name / "report.yaml")
    assert report.unit is not None
    assert report.year is not None
    path = folder / "素材.xlsx"
    path.write_bytes(workbook(form_for("disclosure", report.year), report.unit, report.year, report=report))
    return report, path


def same(one: Report, other: Report) -> None:
    """Figures, last year's figures, notes and problems are the same."""
    assert {id: cell.value for id, cell in one.cells.items()} == {id: cell.value for id, cell in other.cells.items()}
    for report, beside in ((one, other), (other, one)):
        if report.last is not None:
            assert beside.last is not None
            shared = report.last.cells.keys() & beside.last.cells.keys()
            assert shared
            assert all(report.last.cells[id].value == beside.last.cells[id].value for id in shared)
    assert [note.words for note in one.notes] == [note.words for note in other.notes]
    assert [note.id for note in one.notes] == [note.id for note in other.notes]
    keys = ("problem", "cause", "measure", "owner", "deadline", "raised")
    assert [[getattr(item, key) for key in keys] for item in one.problems] == [
        [getattr(item, key) for key in keys] for item in other.problems
    ]
    assert one.contact == other.contact
    assert (one.unit, one.year, one.date) == (other.unit, other.year, other.date)


@pytest.mark.parametrize("name", ["kangrong-2020", "baisha-2024"])
def test_comes_back_whole(name: str, tmp_path: Path) -> None:
    report, path = of_example(name, tmp_path)
    same(report, read(path))


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["kangrong-2020", "baisha-2024"])
def test_comes_back_whole_from_libreoffice(name: str, tmp_path: Path) -> None:
    report, path = of_example(name, tmp_path)
    shutil.move(libreoffice.convert(path, "xlsx:Calc MS Excel 2007 XML", tmp_path), path)
    same(report, read(path))


@pytest.mark.libreoffice
def test_the_totals_are_worked_out_by_the_spreadsheet(tmp_path: Path) -> None:
    report, path = of_example("baisha-2024", tmp_path)
    filled = Filled(path)
    shutil.move(libreoffice.convert(path, "xlsx:Calc MS Excel 2007 XML", tmp_path), path)
    book = load_workbook(path, data_only=True)
    for id in (
        "requests.new.total",
        "requests.total.natural",
        "requests.total.total",
        "remedies.reconsideration.total",
    ):
        sheet, place = filled.place(id)
        assert Decimal(book[sheet][place].value) == report.cells[id].value, id


@pytest.mark.parametrize("edition", [item.edition for item in editions()])
def test_laid_out_like_the_form(edition: str) -> None:
    chosen = form_named(edition)
    book = load_workbook(io.BytesIO(workbook(chosen, UNIT, chosen.years.first)))
    for table in chosen.tables:
        sheet = book[table.name]
        plan = layout(table)
        merged = {str(item) for item in sheet.merged_cells.ranges}
        for cell in plan.cells:
            place = sheet.cell(row=cell.row + 4, column=cell.column + 1)
            if cell.cell is None:
                assert (place.value or "") == cell.text
                assert place.protection.locked
            else:
                assert not place.protection.locked
            if cell.rowspan > 1 or cell.colspan > 1:
                assert any(item.startswith(f"{place.coordinate}:") for item in merged)
        assert sheet.protection.sheet
    assert book["_nianbao"].sheet_state == "veryHidden"


def test_helps_and_validation() -> None:
    book = load_workbook(io.BytesIO(workbook(form_named("2021"), UNIT, 2025)))
    requests = book["收到和处理申请情况表"]
    comments = [cell.comment.text for row in requests.iter_rows() for cell in row if cell.comment]
    assert any("第三十六条" in text for text in comments)
    assert {rule.type for rule in requests.data_validations.dataValidation} >= {"whole", "list"}
    formulas = [cell.value for row in requests.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) >= 25


def test_same_bytes_every_time() -> None:
    assert workbook(form_named("2021"), UNIT, 2025) == workbook(form_named("2021"), UNIT, 2025)


def test_a_row_is_a_note_and_copied_rows_are_two(tmp_path: Path) -> None:
    job = new("云岭县白沙镇人民政府", year=2025, folder=tmp_path / "job")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    for _ in range(2):
        filled.row("素材", 方面="主动公开", 做了什么="公开", 对象或内容="政府信息", 数量="12条")
    filled.row("问题", 问题="更新不及时", 措施="每季度检查", 上年是否已提出="是")
    report = read(filled.save())
    assert [note.quantity for note in report.notes] == ["12条", "12条"]
    assert len({note.id for note in report.notes}) == 2
    assert report.problems[0].raised is True


MISTAKES = {
    "aspect": (lambda f: f.row("素材", 方面="主动公示", 做了什么="公开"), ["素材", "第2行", "主动公开"]),
    "no aspect": (lambda f: f.row("素材", 做了什么="公开"), ["第2行", "没有选方面"]),
    "measure without a problem": (lambda f: f.row("问题", 措施="检查"), ["问题", "第2行", "没有写"]),
    "neither yes nor no": (lambda f: f.declare("rest", "对"), ["是 或 否"]),
    "no unit": (lambda f: f.declare("unit", ""), ["没有写单位全称"]),
    "year": (lambda f: f.declare("year", "25"), ["四位年份"]),
    "another form's year": (lambda f: f.declare("year", "2020"), ["2020", "nianbao new"]),
    "kind": (lambda f: f.declare("kind", "街镇"), ["街镇"]),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_are_told_with_their_place(name: str, tmp_path: Path) -> None:
    job = new("云岭县白沙镇人民政府", year=2025, folder=tmp_path / "job")
    filled = Filled(job.folder / "素材.xlsx")
    make, words = MISTAKES[name]
    make(filled)
    with pytest.raises(InputError) as refused:
        read(filled.save())
    message = str(refused.value)
    assert [word for word in words if word not in message] == [], message
