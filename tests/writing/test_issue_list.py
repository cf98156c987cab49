"""问题清单.xlsx: every row readable, printable, and nothing in it run as a formula."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import libreoffice
from nianbao.writing.issue_list import Issue, issue_list

TOWN = Issue(
    "白沙镇人民政府",
    "白沙.docx",
    "第4段",
    "错误",
    "UNIT01",
    "我街道",
    "镇的报告里自称“我街道”，应为“我镇”",
    "单位：白沙镇人民政府\n自称：我镇",
    "改为“我镇”，并通读全段是否照抄自别处",
)
ROWS = [
    TOWN,
    TOWN._replace(level="警告", code="TEXT03"),
    TOWN._replace(unit="青石乡人民政府", level="无法判断", code="TABLE03"),
]


def book(rows: list[Issue]) -> Workbook:
    return load_workbook(io.BytesIO(issue_list(rows)))


def test_a_row_a_finding_with_room_for_the_reviewer() -> None:
    sheet = book(ROWS)["问题清单"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[0] == ["序号", "单位", "文件", "位置", "级别", "编号", "原文", "问题", "依据", "建议", "处理情况"]
    assert values[1][:-1] == [1, *TOWN]
    assert [row[-1] for row in values[1:]] == [None] * 3
    assert len(values) == 4


def test_summary_counts_by_unit_and_level() -> None:
    sheet = book(ROWS)["汇总"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["单位", "错误", "警告", "提示", "无法判断", "合计"],
        ["白沙镇人民政府", 1, 1, 0, 0, 2],
        ["青石乡人民政府", 0, 0, 0, 1, 1],
        ["合计", 1, 1, 0, 1, 3],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    data = issue_list([Issue(*[text] * 9)])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets"))
    cells = [cell for cell in load_workbook(io.BytesIO(data))["问题清单"][2] if cell.column > 1 and cell.value]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(text, "s", True)] * 9


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    hostile = "甲\x00乙\x0b丙\ud800丁\ufffe戊\r\n己"
    cell = book([TOWN._replace(quote=hostile, problem="长" * 40_000)])["问题清单"][2]
    assert cell[6].value == "甲乙丙丁戊\n己"
    assert len(cell[7].value) == 32_001
    hidden = book([TOWN._replace(quote="\x00=1+1")])["问题清单"]["G2"]
    assert (hidden.value, hidden.data_type, hidden.quotePrefix) == ("=1+1", "s", True)


def test_sheets_are_set_up_to_filter_and_print() -> None:
    sheet = book(ROWS)["问题清单"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:K4", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert {cell.font.name for cell in sheet[1]} == {"黑体"}
    assert all(cell.alignment.wrap_text for cell in sheet[2])


def test_nothing_found_is_an_empty_list() -> None:
    made = book([])
    assert made["问题清单"].max_row == 1
    assert [cell.value for cell in made["汇总"][2]] == ["合计", 0, 0, 0, 0, 0]


def test_the_same_rows_give_the_same_bytes() -> None:
    assert issue_list(ROWS) == issue_list(ROWS)


@pytest.mark.libreoffice
def test_every_word_is_on_the_printed_page(tmp_path: Path) -> None:
    path = tmp_path / "问题清单.xlsx"
    path.write_bytes(issue_list([TOWN._replace(problem="统一登记答复" * 20 + "完")] * 60))
    pages = libreoffice.text_of(libreoffice.convert(path, "pdf", tmp_path))
    assert all("处理情况" in "".join(page.split()) for page in pages[:-1]), "the head is repeated"
    assert sum(page.count("完") for page in pages) == 60
    assert len(pages) < 20
