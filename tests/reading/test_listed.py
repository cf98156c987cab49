"""Text with one cell a line, as a web page or an exported document gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.forms import Form, editions, form, layout
from nianbao.reading import read_text
from nianbao.report import Report

EDITIONS = ["2019", "2021"]


def lines(edition: Form, *, broken: bool = False, bars: bool = False) -> tuple[list[str], dict[str, Decimal]]:
    """A report's tables, a cell a line, a different figure in each; labels broken inside their cells if asked."""
    found = [f"白沙镇人民政府{edition.years.first}年政府信息公开工作年度报告", "一、总体情况", "全年公开信息12条。"]
    values: dict[str, Decimal] = {}
    for section in edition.sections[1:]:
        found.append(section.title)
        for table in (item for item in edition.tables if item.printed and item.section == section.id):
            for cell in sorted(layout(table).cells, key=lambda item: (item.row, item.column)):
                if cell.cell:
                    values[cell.cell] = Decimal(len(values) + 1)
                    found.append(str(values[cell.cell]))
                elif broken and 3 < len(cell.text) < 8 and "（" not in cell.text:
                    found += [cell.text[:2], cell.text[2:]]
                elif cell.text:
                    found.append(cell.text)
                if bars:
                    found.append("|")
        found.append("本部分没有其他说明。")
    return found, values


def figures(report: Report) -> dict[str, Decimal | None]:
    return {id: cell.value for id, cell in report.cells.items()}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("how", ["plain", "broken", "bars"])
def test_every_figure(edition: str, how: str) -> None:
    page, values = lines(form(edition), broken=how == "broken", bars=how == "bars")
    report = read_text("\n\n".join(page))
    assert report.edition == edition
    assert figures(report) == values
    assert [section.id for section in report.sections if section.id] == [
        "preamble",
        *(s.id for s in form(edition).sections),
    ][-len(form(edition).sections) :]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_missing_line_costs_cells_and_shifts_none(edition: str) -> None:
    page, values = lines(form(edition))
    first = page.index("一、总体情况") + 2
    for gone in range(first, len(page)):
        report = read_text("\n".join(page[:gone] + page[gone + 1 :]))
        wrong = {id: value for id, value in figures(report).items() if value is not None and value != values[id]}
        assert wrong == {}, page[gone]


def test_places_are_the_texts_own() -> None:
    page, _ = lines(form("2021"))
    text = "\r\n".join(page)
    for cell in read_text(text).cells.values():
        assert cell.location is not None
        assert cell.location.type == "text"
        assert text[cell.location.start : cell.location.end] == cell.raw


def test_prose_is_no_table() -> None:
    text = "一、总体情况\n其他\n0\n总计\n我镇公开信息12条。\n申请人情况较往年没有变化。"
    report = read_text(text, year=2024)
    assert report.cells == {}
    assert "申请人情况较往年没有变化。" in [item.text for _, item in report.paragraphs()]


def test_all_editions_are_shown() -> None:
    assert [item.edition for item in editions()] == EDITIONS
