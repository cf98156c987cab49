"""Pages of many layouts: whatever the site, the same report is read."""

from __future__ import annotations

import pytest

from nianbao.kinds import form_named
from nianbao.reading import FORMATS, Given
from reading.page_layouts import BODY, HEADINGS, LAYOUTS, PLACE, PREFACE, TITLE, page
from samples import finished


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_report_is_read(name: str) -> None:
    layout = LAYOUTS[name]
    report = FORMATS[".html"](page(layout), "a.html", Given())
    assert report.title == "".join(TITLE)
    assert report.unit is not None
    assert (report.unit.name, report.year, report.edition) == (TITLE[0], 2024, "2021")
    assert report.date == "2025年1月15日"
    wanted = {id: list(texts) for id, texts in BODY.items()}
    if layout.preface == "under":
        wanted["overview"] = [PREFACE, PLACE, *wanted["overview"]]
    before = {"before": [PREFACE, PLACE], "joined": [PREFACE + PLACE]}.get(layout.preface, [])
    found = {section.id: [paragraph.text for paragraph in section.paragraphs] for section in report.sections}
    assert found == ({"preamble": before} if before else {}) | wanted
    assert [section.heading[-4:] for section in report.sections if section.heading] == [
        heading[-4:] for heading in HEADINGS.values()
    ]
    printed = {table.id for table in form_named("2021").tables if table.printed}
    figures = {id: cell.value for id, cell in finished().cells.items() if form_named("2021").cells[id].table in printed}
    assert {id: cell.value for id, cell in report.cells.items()} == figures
    assert [str(remark) for remark in report.remarks] == []
    assert [str(remark) for table in report.tables for remark in table.remarks] == []
