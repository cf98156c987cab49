"""A workbook damaged as a clerk would: read by its labels where that is certain, else told what to undo."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

import libreoffice
from nianbao.errors import InputError
from nianbao.jobs.flow.new_job import new
from nianbao.reading import read
from nianbao.report import Report
from workbook_changes import Bench
from workbooks import Filled

REQUESTS, PROACTIVE = "收到和处理申请情况表", "主动公开情况表"
FIGURES = {
    "documents.normative.made": 2,
    "licensing.licence.decisions": 42,
    "requests.new.natural": 9,
    "requests.new.research": 5,
    "requests.open.natural": 3,
    "requests.partial.natural": 6,
    "requests.open.research": 5,
    "remedies.reconsideration.upheld": 1,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    job = new("云岭县白沙镇人民政府", year=2025, folder=tmp_path_factory.mktemp("made") / "job")
    filled = Filled(job.folder / "素材.xlsx")
    filled.figures(FIGURES)
    filled.declare("rest")
    filled.row("素材", 方面="主动公开", 做了什么="公开", 对象或内容="政府信息", 数量="126条")
    filled.row("素材", 方面="监督保障", 自由描述="年度考核为优秀。", 对应事项="工作考核")
    filled.row("问题", 问题="更新不及时", 措施="每季度检查", 上年是否已提出="是")
    return filled.save().read_bytes()


@pytest.fixture
def path(made: bytes, tmp_path: Path) -> Path:
    found = tmp_path / "job" / "素材.xlsx"
    found.parent.mkdir()
    found.write_bytes(made)
    return found


def figures(report: Report) -> dict[str, Decimal | None]:
    return {id: report.cells[id].value for id in FIGURES}


def told(report: Report) -> str:
    return "\n".join(f"{remark.location} {remark}" for remark in report.remarks)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        read(path)
    return str(refused.value)


def row_of(path: Path, id: str) -> int:
    return int("".join(char for char in Filled(path).place(id)[1] if char.isdigit()))


def test_as_it_was(path: Path) -> None:
    report = read(path)
    assert figures(report) == FIGURES
    assert report.cells["requests.new.total"].value == 14
    assert report.remarks == []


def test_a_deleted_column_is_named(path: Path) -> None:
    Bench(path).do([["delete_columns", REQUESTS, 5 + 1, 1]])
    message = refusal(path)
    assert "科研机构" in message
    assert "F6" in message
    assert "撤销" in message


def test_a_deleted_row_is_named(path: Path) -> None:
    Bench(path).do([["delete_rows", REQUESTS, row_of(path, "requests.open.natural"), 1]])
    message = refusal(path)
    assert "（一）予以公开" in message
    assert "没有算出的值" not in message


def test_a_figure_in_the_second_cell_of_one_taken_apart_is_kept_and_told(path: Path) -> None:
    Bench(path).do([["unmerge_and_slip", PROACTIVE, row_of(path, "licensing.licence.decisions"), 2]])
    report = read(path)
    assert figures(report) == FIGURES
    assert "行政许可" in told(report)
    assert "C10" in told(report)


def test_two_figures_in_one_taken_apart_are_asked_about(path: Path) -> None:
    row = row_of(path, "licensing.licence.decisions")
    Bench(path).do([["unmerge", PROACTIVE, row, 2], ["put", PROACTIVE, row, 3, 40]])
    message = refusal(path)
    assert "42" in message
    assert "40" in message


CERTAIN: dict[str, list[list[Any]]] = {
    "empty row": [["insert_rows", REQUESTS, 10, 1]],
    "empty rows on top": [["insert_rows", REQUESTS, 1, 3]],
    "the lines on top deleted": [["delete_rows", REQUESTS, 1, 1]],
    "empty column": [["insert_columns", REQUESTS, 6, 1]],
    "empty column in front": [["insert_columns", PROACTIVE, 1, 2]],
    "the whole table moved": [["cut", REQUESTS, [4, 1, 31, 10], [9, 3]]],
    "labels taken apart": [["unmerge", REQUESTS, 4, 4], ["unmerge", REQUESTS, 5, 5]],
    "sheets renamed and reordered": [["rename", REQUESTS, "表三"], ["move_sheet", "表三", 3]],
    "rows in notes": [["insert_rows", "素材", 2, 2], ["insert_rows", "素材", 1, 1]],
    "columns in notes": [["insert_columns", "素材", 3, 1], ["move_column", "素材", 4, 8]],
    "columns in the unit sheet": [["insert_columns", "单位", 2, 1]],
    "rows in the unit sheet": [["insert_rows", "单位", 1, 2], ["move_row", "单位", 5, 9]],
}


@pytest.mark.parametrize("name", CERTAIN)
def test_what_labels_make_certain_is_read(name: str, path: Path) -> None:
    before = read(path)
    Bench(path).do(CERTAIN[name])
    report = read(path)
    assert figures(report) == FIGURES
    assert report.cells["requests.total.total"].value == before.cells["requests.total.total"].value
    assert [note.words for note in report.notes] == [note.words for note in before.notes]
    assert (report.unit, report.year) == (before.unit, before.year)
    assert report.remarks == []


def test_rows_in_another_order_are_read_by_their_labels_and_told(path: Path) -> None:
    Bench(path).do([["move_row", REQUESTS, 18, 13]])
    report = read(path)
    assert figures(report) == FIGURES
    assert "次序" in told(report)


def test_a_deleted_column_of_notes_is_no_other_column(path: Path) -> None:
    Bench(path).do([["delete_columns", "素材", 3, 1]])
    report = read(path)
    assert [note.quantity for note in report.notes] == ["126条", ""]
    assert report.notes[1].item == "assessment"
    assert "对象或内容" in told(report)


REFUSED: dict[str, tuple[list[list[Any]], list[str]]] = {
    "a cell pushed right": ([["insert_cell", REQUESTS, 7, 4, "right"]], ["移动过", REQUESTS]),
    "a cell pulled up": ([["delete_cell", REQUESTS, 7, 4, "up"]], ["移动过", REQUESTS]),
    "figures merged": ([["merge", REQUESTS, 7, 4, 7, 5]], ["D7:E7", "合并"]),
    "a label typed over": ([["put", REQUESTS, 9, 2, "（一）予以公开（含口头）"]], ["B9", "予以公开", "含口头"]),
    "the heads deleted": ([["delete_rows", REQUESTS, 4, 3]], ["自然人"]),
    "heads of notes deleted": ([["delete_rows", "素材", 1, 1]], ["表头", "素材"]),
    "a head of notes renamed": ([["put", "素材", 1, 4, "件数"]], ["数量", "件数", "D1"]),
    "a cell of notes pulled left": ([["delete_cell", "素材", 2, 2, "left"]], ["素材", "第2行"]),
    "a cell of notes pulled up": ([["delete_cell", "素材", 5, 4, "up"]], ["素材", "D列"]),
    "a field renamed": ([["put", "单位", 7, 1, "一切"]], ["各表没有填的格", "一切"]),
    "copied and changed": ([["copy_sheet", REQUESTS, "表 (2)"], ["put", "表 (2)", 7, 4, 8]], ["表 (2)", "9", "8"]),
    "a table of last year's renamed": ([["swap_names", REQUESTS, f"上年·{REQUESTS}"]], [REQUESTS, "原来"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_certain_is_refused_with_its_place(name: str, path: Path) -> None:
    changes, words = REFUSED[name]
    Bench(path).do(changes)
    message = refusal(path)
    assert [word for word in words if word not in message] == [], message
    assert len(message.splitlines()) <= 4, message


TOLD: dict[str, tuple[list[list[Any]], list[str]]] = {
    "beside the table": ([["put", REQUESTS, 9, 13, "7"]], ["M9", "7", "没有读"]),
    "below the table": ([["put", PROACTIVE, 30, 2, "7"]], ["B30", "没有读"]),
    "beside the notes": ([["put", "素材", 2, 14, "领导已阅"]], ["N2", "领导已阅"]),
    "a field of her own": ([["put", "单位", 20, 1, "传真"]], ["A20", "传真"]),
    "a sheet of her own": ([["copy_sheet", "填写说明", "台账"]], ["台账", "没有读"]),
    "a figure dragged": ([["cut", REQUESTS, [9, 4, 9, 4], [10, 5]]], ["予以公开", "E10"]),
    "a copy of a sheet": ([["copy_sheet", REQUESTS, "表 (2)"]], ["表 (2)", REQUESTS]),
    "a total's formula changed": ([["put", REQUESTS, 7, 10, "=D7+E7"]], ["总计", "J7"]),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_means_nothing_is_told(name: str, path: Path) -> None:
    changes, words = TOLD[name]
    Bench(path).do(changes)
    said = told(read(path))
    assert [word for word in words if word not in said] == [], said


def test_a_year_over_a_table_that_is_not_the_years_is_told(path: Path) -> None:
    filled = Filled(path)
    filled.declare("year", "2024")
    filled.save()
    heads = [str(remark) for remark in read(path).remarks if "表头写的是" in str(remark)]
    assert len(heads) == 1
    assert "“主动公开情况表”等4张表的表头写的是“2025年”，应是 2024 年的数字" in heads[0]
    assert "“上年·" in heads[0]
    assert "“2024年”，应是 2023 年的数字" in heads[0]


FORMULAS: dict[str, Callable[[Filled], None]] = {
    "a note": lambda f: f.row("素材", 方面="主动公开", 做了什么="公开", 数量='=A1&"条"'),
    "a problem": lambda f: f.row("问题", 问题='="更新"&"慢"', 措施="检查"),
    "the unit": lambda f: f.declare("contact:地址", "=A1"),
    "a declaration": lambda f: f.figures({"requests": '="是"'}, "rest"),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_without_a_value_is_refused_everywhere(name: str, path: Path) -> None:
    filled = Filled(path)
    filled.rows = {"素材": 4, "问题": 3}
    FORMULAS[name](filled)
    message = refusal(filled.save())
    assert "公式" in message
    assert "保存一次" in message


def test_the_hidden_sheet_deleted(path: Path) -> None:
    Bench(path).do([["delete_sheet", "_nianbao"]])
    assert figures(read(path)) == FIGURES


def test_a_table_of_the_other_edition_is_told_as_that(path: Path, tmp_path: Path) -> None:
    other = new("云岭县白沙镇人民政府", year=2020, folder=tmp_path / "2020").folder / "素材.xlsx"
    mine, theirs = Filled(path), Filled(other)
    for row in mine.book[PROACTIVE].iter_rows():
        for cell in row:
            if type(cell).__name__ == "Cell":
                cell.value = None
    for area in list(mine.book[PROACTIVE].merged_cells.ranges):
        mine.book[PROACTIVE].unmerge_cells(str(area))
    for row in theirs.book[PROACTIVE].iter_rows():
        for cell in row:
            if cell.value is not None:
                mine.book[PROACTIVE].cell(cell.row, cell.column).value = cell.value
    assert "2019年试行格式" in refusal(mine.save())


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xls", "et"])
def test_an_old_workbook_is_read(ending: str, path: Path, tmp_path: Path) -> None:
    before = read(path)
    old = path.with_suffix(f".{ending}")
    shutil.move(libreoffice.convert(path, "xls:MS Excel 97", tmp_path), old)
    report = read(old)
    assert figures(report) == FIGURES
    assert {id: cell.value for id, cell in report.cells.items()} == {id: c.value for id, c in before.cells.items()}
    assert report.cells["requests.new.total"].state == "computed"
    assert [note.words for note in report.notes] == [note.words for note in before.notes]
    assert ["删除线和批注" in str(remark) for remark in report.remarks] == [True]


def test_one_mark_in_many_cells_is_told_once_with_every_cell(path: Path) -> None:
    filled = Filled(path)
    filled.figures({f"requests.deny{number}.natural": "√" for number in range(1, 5)})
    filled.figures({"requests.unable1.natural": "不详"})
    cells = [filled.place(f"requests.deny{number}.natural")[1] for number in range(1, 5)]
    filled.save()
    marks, unknown = refusal(path).splitlines()
    assert "等4格（" + "、".join(cells) + "）要填数字，写的都是“√”" in marks
    assert "写的是“不详”" in unknown


def test_a_formula_that_a_move_put_there_is_told_with_a_remedy_that_helps(path: Path) -> None:
    Bench(path).do([["delete_cell", REQUESTS, row_of(path, "requests.open.natural"), 4, "up"]])
    message = refusal(path)
    assert "移动过" in message
    assert "保存一次" not in message, message


def _change(path: Path, *edits: Callable[[Any], None]) -> None:
    filled = Filled(path)
    for edit in edits:
        edit(filled.book)
    filled.save()


def _strike(sheet: str, *cells: str) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        for cell in cells:
            book[sheet][cell].font = Font(strike=True)

    return edit


def test_a_figure_that_is_struck_through_is_asked_about(path: Path) -> None:
    sheet, place = Filled(path).place("requests.new.natural")
    _change(path, _strike(sheet, place))
    said = refusal(path)
    assert f"{place}：“9”打了删除线" in said
    assert "不要的请删去内容，要的请取消删除线" in said


def test_a_note_that_is_struck_through_is_asked_about_once(path: Path) -> None:
    _change(path, _strike("素材", "A2", "B2", "C2", "D2", "A9"))
    said = refusal(path)
    assert "A2“主动公开”、B2“公开”、C2“政府信息”、D2“126条”打了删除线" in said
    assert said.count("删除线，不知道") == 1


def test_words_struck_through_in_a_part_of_a_note_are_asked_about(path: Path) -> None:
    def edit(book: Any) -> None:
        struck = TextBlock(InlineFont(strike=True), "公开栏12处。")
        book["素材"]["H3"].value = CellRichText("年度考核为优秀。", struck)

    _change(path, edit)
    assert "H3：“公开栏12处。”打了删除线" in refusal(path)


def test_labels_struck_through_and_struck_cells_without_words_are_no_matter(path: Path) -> None:
    _change(path, _strike(REQUESTS, "A4", "D12"), _strike("素材", "A1", "H40"), _strike("单位", "A6"))
    assert figures(read(path)) == FIGURES


def test_what_was_remarked_on_a_cell_is_told(path: Path) -> None:
    sheet, place = Filled(path).place("requests.new.natural")
    threaded = "[线程批注]\n\n你的 Excel 版本可读取此线程批注。了解详细信息: https://go.microsoft.com/fwlink/?linkid=870924\n\n"

    def edit(book: Any) -> None:
        book[sheet][place].comment = Comment("王某:\n这个数再核一下", "王某")
        book["素材"]["D2"].comment = Comment(f"{threaded}注释:\n    可能是 162 条", "tc={1}")

    _change(path, edit)
    report = read(path)
    assert f"{place} 这一格有批注“这个数再核一下”" in told(report)
    assert "D2 这一格有批注“可能是 162 条”" in told(report)
    assert figures(report) == FIGURES


def test_the_workbooks_own_comments_are_not_told(path: Path) -> None:
    assert "批注" not in told(read(path))


def test_an_item_by_the_name_that_its_blank_has_in_the_draft(path: Path) -> None:
    _change(path, lambda book: book["素材"].__setitem__("I3", "工作考核结果"))
    assert [note.item for note in read(path).notes] == ["", "assessment"]


def test_an_item_that_is_not_in_the_list_is_told_with_the_nearest(path: Path) -> None:
    _change(path, lambda book: book["素材"].__setitem__("I3", "工作考核情况"))
    said = refusal(path)
    assert "工作表“素材”第3行" in said
    assert "“对应事项”里没有“工作考核情况”这一项" in said
    assert "是不是“工作考核”？" in said


def test_a_postcode_that_lost_its_zero_is_asked_about(path: Path) -> None:
    place = Filled(path).place("contact:邮编", "unit")[1]
    _change(path, lambda book: book["单位"].__setitem__(place, 76200))
    assert f"工作表“单位”{place}" in refusal(path)
    assert "邮编写的是“76200”，应是6位数字" in refusal(path)
    _change(path, lambda book: book["单位"].__setitem__(place, "076200"))
    assert read(path).contact == {"邮编": "076200"}
