"""Text with one cell a line, as a web page or an exported document gives it."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from nianbao.kinds import Form, editions, form_named, layout
from nianbao.reading import read_text
from nianbao.report import Cell, Report
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
    page, values = lines(form_named(edition), broken=how == "broken", bars=how == "bars")
    report = read_text("\n\n".join(page))
    assert report.edition == edition
    assert figures(report) == values
    assert [section.id for section in report.sections if section.id] == [
        "preamble",
        *(s.id for s in form_named(edition).sections),
    ][-len(form_named(edition).sections) :]


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_missing_line_costs_cells_and_shifts_none(edition: str) -> None:
    page, values = lines(form_named(edition))
    first = page.index("一、总体情况") + 2
    for gone in range(first, len(page)):
        report = read_text("\n".join(page[:gone] + page[gone + 1 :]))
        wrong = {id: value for id, value in figures(report).items() if value is not None and value != values[id]}
        assert wrong == {}, page[gone]


def test_places_are_the_texts_own() -> None:
    page, _ = lines(form_named("2021"))
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
    assert [item.edition for item in editions("disclosure")] == EDITIONS


SEPARATORS = {"tabs": "\t", "spaces": " ", "bars": " | "}


def rows(given: Report, between: str) -> str:
    """A report as text, a row of a table on a line."""
    edition = form_named(given.edition)
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


def blanked(seed: int, share: float) -> Report:
    """A report in which many figures were left empty."""
    rng = random.Random(seed)
    given = distinct(seed)
    empty = Cell(value=None, raw="", state="blank")
    cells = {id: empty if rng.random() < share else cell for id, cell in given.cells.items()}
    return given.model_copy(update={"cells": cells})


def whole_rows(given: Report, between: str, *, spans: bool, framed: bool) -> str:
    """A report as text, a row on a line, its empty cells too; merged cells leave empty ones behind if asked."""
    found = [given.title, "一、总体情况", "全年公开信息12条。"]
    edition = form_named(given.edition)
    for section in edition.sections[1:]:
        found.append(section.title)
        for table in (item for item in edition.tables if item.printed and item.section == section.id):
            plan = layout(table)
            grid = [[""] * plan.columns for _ in range(plan.rows)]
            there = [[False] * plan.columns for _ in range(plan.rows)]
            for cell in plan.cells:
                held = given.cells[cell.cell].value if cell.cell else cell.text
                grid[cell.row][cell.column] = "" if held is None else str(held)
                there[cell.row][cell.column] = True
            for texts, kept in zip(grid, there, strict=True):
                line = between.join(text for text, stays in zip(texts, kept, strict=True) if spans or stays)
                found.append(f"{between.strip(' ')} {line} {between.strip(' ')}" if framed else line)
        found.append("本部分没有其他说明。")
    return "\n".join(found)


@pytest.mark.parametrize("seed", [10, 11])
@pytest.mark.parametrize("share", [0.3, 0.9, 1.0])
@pytest.mark.parametrize(
    ("between", "spans", "framed"),
    [("\t", False, False), (" | ", False, False), ("|", False, False), (" | ", False, True), ("\t", True, False)],
)
def test_empty_cells_of_a_row_on_a_line(seed: int, share: float, between: str, spans: bool, framed: bool) -> None:
    given = blanked(seed, share)
    found = read_text(whole_rows(given, between, spans=spans, framed=framed))
    values = figures(given)
    assert {id: value for id, value in figures(found).items() if value != values[id]} == {}
    if not spans:
        assert figures(found) == values


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("seed", [10, 11])
@pytest.mark.parametrize("share", [0.2, 0.9])
def test_empty_cells_are_blank_lines(between: str, seed: int, share: float) -> None:
    given = blanked(seed, share)
    edition = form_named(given.edition)
    page = [given.title, "一、总体情况", "全年公开信息12条。"]
    for section in edition.sections[1:]:
        page.append(section.title)
        for table in (item for item in edition.tables if item.printed and item.section == section.id):
            for cell in sorted(layout(table).cells, key=lambda item: (item.row, item.column)):
                held = given.cells[cell.cell].value if cell.cell else cell.text
                page.append("" if held is None else str(held))
        page.append("本部分没有其他说明。")
    found = read_text(between.join(page))
    values = figures(given)
    assert {id: value for id, value in figures(found).items() if value != values[id]} == {}
    assert len(found.cells) >= len(given.cells) * (0.9 if share < 0.5 else 0.8)


def test_blank_lines_between_rows_are_no_cells() -> None:
    page = (
        "白沙镇人民政府2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n"
        "本年废止件数\n现行有效件数\n\n规章\n0\n0\n0\n\n行政规范性文件\n3\n7\n\n第二十条第（五）项\n信息内容\n"
        "本年处理决定数量\n\n行政许可\n12\n"
    )
    found = read_text(page)
    assert not [id for id in found.cells if id.startswith("documents.normative")]
    assert found.cells["licensing.licence.decisions"].value == 12


def test_columns_moved_in_flattened_text_are_not_read_by_place() -> None:
    given = distinct(11)
    text = rows(given, "\t")
    moved = text.replace("商业企业\t科研机构", "科研机构\t商业企业", 1)
    assert moved != text
    found = read_text(moved)
    assert not [id for id in found.cells if id.startswith("requests.")]
    assert any("次序" in remark.text for table in found.tables for remark in table.remarks)


@pytest.mark.parametrize("between", SEPARATORS)
def test_a_misprinted_label_in_text(between: str) -> None:
    given = distinct(11)
    text = rows(given, SEPARATORS[between]).replace("2.重复申请", "2.重复审请").replace("行政强制", "行政强治")
    found = read_text(text)
    assert figures(found) == figures(given)
    assert {item.found for table in found.tables for item in table.altered} == {"2.重复审请", "行政强治"}


def test_prose_with_bars_stays_prose() -> None:
    lines = [
        "一、总体情况",
        "发布日期：2024年1月9日 | 来源：党政办 | 字号：大 中 小",
        "公开栏分为规章|规范性文件|办事指南三类。",
    ]
    found = read_text("\n".join(lines))
    assert [item.text for _, item in found.paragraphs()] == lines[1:]
    assert found.remarks == []


def test_a_misprinted_label_on_a_line_of_its_own() -> None:
    page, values = lines(form_named("2021"))
    for right, wrong in (("2.重复申请", "2.重复审请"), ("1.属于国家秘密", "1.属于国家秘蜜"), ("行政处罚", "行政处法")):
        page[page.index(right)] = wrong
    report = read_text("\n".join(page))
    assert figures(report) == values
    assert len([item for table in report.tables for item in table.altered]) == 3
