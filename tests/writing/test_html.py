"""The web page: real tables, everything escaped, nothing asked of anybody."""

from __future__ import annotations

import re

import pytest
from lxml import html

from nianbao.facts import figure
from nianbao.kinds import form_named, layout
from nianbao.report import Report, Text
from nianbao.writing import render
from samples import BLANK_CELL, EDITIONS, finished, sample


def page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(render(report, ".html").decode())


def merges(table: html.HtmlElement) -> set[tuple[int, int, int, int, str]]:
    """``(row, column, rowspan, colspan, text)`` of each cell, placed as a browser places them."""
    taken: set[tuple[int, int]] = set()
    found = set()
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            rows, columns = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
            places = {(number + down, column + right) for down in range(rows) for right in range(columns)}
            assert not places & taken, "cells overlap"
            taken |= places
            found.add((number, column, rows, columns, cell.text_content()))
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_tables_have_the_merges_of_the_form(edition: str) -> None:
    report = sample(edition)
    tables = page(report).findall(".//table")
    printed = [table for table in form_named(edition).tables if table.printed]
    assert len(tables) == len(printed)
    for element, table in zip(tables, printed, strict=True):
        wanted = set()
        for cell in layout(table).cells:
            given = report.cells[cell.cell] if cell.cell is not None else None
            text = cell.text if given is None else "" if given.value is None else figure(given.value) + given.unit
            wanted.add((cell.row, cell.column, cell.rowspan, cell.colspan, text))
        assert merges(element) == wanted


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_are_header_cells_with_a_scope_and_figures_are_not(edition: str) -> None:
    for table in page(sample(edition)).findall(".//table"):
        assert all(cell.get("scope") in {"row", "rowgroup", "col", "colgroup"} for cell in table.iter("th"))
        assert all(re.fullmatch(r"-?[0-9.]+元?|", cell.text_content()) for cell in table.iter("td"))


def test_merged_cells_stay_within_their_row_group() -> None:
    for edition in EDITIONS:
        for group in page(sample(edition)).xpath("//thead|//tbody"):
            rows = group.findall("tr")
            assert all(
                number + int(cell.get("rowspan", "1")) <= len(rows) for number, row in enumerate(rows) for cell in row
            )


def test_missing_figure_is_an_empty_cell() -> None:
    report = sample()
    grid = layout(form_named("2021").table("requests"))
    place = next(cell for cell in grid.cells if cell.cell == BLANK_CELL)
    assert (place.row, place.column, 1, 1, "") in merges(page(report).findall(".//table")[1])


def test_headings_make_an_outline() -> None:
    root = page(sample())
    assert root.get("lang") == "zh-CN"
    assert [item.text_content() for item in root.iter("h1")] == [sample().title]
    assert [item.text_content() for item in root.iter("h2")] == [
        section.title for section in form_named("2021").sections
    ]
    assert next(root.iter("h3")).text_content() == "（一）主动公开"
    assert root.findtext(".//title") == sample().title


def test_it_asks_nothing_of_anybody() -> None:
    text = render(sample(), ".html").decode()
    assert text.startswith("<!DOCTYPE html>")
    assert '<meta charset="utf-8">' in text
    for door in ("http:", "https:", "url(", "@import", "src=", "href=", "<script", "<link", "<iframe"):
        assert door not in text


def test_what_the_report_says_is_text_and_never_markup() -> None:
    words = "<script>alert('1')</script> & \"甲\" </p>"
    report = sample(title=words)
    report.sections[0].paragraphs[0].sentences[0].spans = [Text(text=words)]
    report.sections[1].heading = words
    root = page(report)
    assert list(root.iter("script")) == []
    assert {root.findtext(".//h1"), root.findtext(".//h2"), root.findtext(".//title")} == {words}
    assert next(root.iter("p")).text_content().startswith(words)


def test_what_waits_for_a_person_is_marked_in_a_draft_only() -> None:
    marks = [item.text_content() for item in page(sample()).iter("mark")]
    assert marks == ["【待核实】", "【待填：社会评议结果情况】"]
    assert list(page(finished()).iter("mark")) == []


def test_signature_is_at_the_end() -> None:
    last = page(sample()).findall(".//p")[-2:]
    assert [item.text_content() for item in last] == ["云岭县白沙镇人民政府", "2025年1月15日"]
    assert "2025年1月15日" not in page(sample(date="")).text_content()
