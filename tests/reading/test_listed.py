"""Text with one cell a line, as a web page or an exported document gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.forms import Form, editions, form, layout
from nianbao.reading import read_text
from nianbao.report import Report
from reading.generated import distinct

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


SEPARATORS = {"tabs": "\t", "spaces": " ", "bars": " | "}


def rows(given: Report, between: str) -> str:
    """A report as text, a row of a table on a line."""
    edition = form(given.edition)
    found = [given.title, "一、总体情况", "全年公开信息12条。"]
    for section in edition.sections[1:]:
        found.append(section.title)
        for table in (item for item in edition.tables if item.printed and item.section == section.id):
            lines: dict[int, list[str]] = {}
            for cell in sorted(layout(table).cells, key=lambda item: (item.row, item.column)):
                lines.setdefault(cell.row, []).append(str(given.cells[cell.cell].value) if cell.cell else cell.text)
            found += [between.join(text for text in line if text) for line in lines.values()]
        found.append("本部分没有其他说明。")
    return "\n".join(found)


@pytest.mark.parametrize("between", SEPARATORS)
@pytest.mark.parametrize("seed", [10, 11])
def test_a_row_on_a_line(between: str, seed: int) -> None:
    given = distinct(seed)
    text = rows(given, SEPARATORS[between])
    found = read_text(text)
    assert figures(found) == figures(given)
    assert {text[cell.location.start : cell.location.end] for cell in found.cells.values()} == {
        str(cell.value) for cell in given.cells.values()
    }


def test_digits_run_together_are_parted_only_where_that_is_certain() -> None:
    given = distinct(11)
    sevens = {id: cell.model_copy(update={"value": Decimal(7)}) for id, cell in given.cells.items()}
    sure = read_text(rows(given.model_copy(update={"cells": sevens}), ""))
    assert {id for id in sevens if id.startswith("requests.")} <= set(sure.cells)
    assert {cell.value for cell in sure.cells.values()} == {Decimal(7)}
    unsure = read_text(rows(given, ""))
    assert not [id for id in unsure.cells if id.startswith("requests.")]
    assert any("这一行没有读" in remark.text for table in unsure.tables for remark in table.remarks)
