"""Our own Word files turned into PDF by LibreOffice: what is read of both is the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import libreoffice
from nianbao.kinds import form_for
from nianbao.reading.docx import read_docx
from nianbao.reading.pdf import read_pdf
from nianbao.reading.pdf_pages import drawn_pages
from nianbao.report import Paragraph, Report
from nianbao.writing.docx import render_docx
from pdf_office import lowered, pdfs_of, restyled, table_report
from samples import EDITIONS, finished, sample

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed"),
    pytest.mark.large,
]
EVERY = "NIANBAO_LARGE_SEEDS" in os.environ
LAYOUTS: list[dict[str, Any]] = [
    {},
    {"align": "left"},
    {"size": 24},
    {"indent": False},
    {"indent": False, "align": "left", "size": 28},
    {"margin": 1000, "size": 21, "align": "left"},
]
TABLES = [(edition, id) for edition in EDITIONS for id in ("proactive", "requests", "remedies")]


def generated(number: int) -> Report:
    """A whole report made by ``eval/injection``, its tables in their sections."""
    folder = str(Path(__file__).parent.parent.parent / "eval" / "injection")
    if folder not in sys.path:
        sys.path.append(folder)
    from base import clean  # type: ignore[import-not-found, unused-ignore]

    made = clean(number)
    report: Report = made.report()
    tables = {section.id: section.table for section in form_for("disclosure", made.year).sections}
    sections = [section.model_copy(update={"table": tables.get(section.id)}) for section in report.sections]
    return report.model_copy(update={"sections": sections})


def said(paragraph: Paragraph) -> tuple[Any, ...]:
    """What a paragraph is and says."""
    return paragraph.role, paragraph.level, paragraph.aspect, paragraph.text


def seen(report: Report) -> dict[str, Any]:
    """Everything a reader found, but for places."""
    return {
        "title": report.title,
        "unit": report.unit and report.unit.name,
        "year": report.year,
        "edition": report.edition,
        "date": report.date,
        "sections": [
            (item.id, item.heading, item.table, item.table_at, [said(paragraph) for paragraph in item.paragraphs])
            for item in report.sections
        ],
        "cells": {id: (cell.value, cell.raw, cell.unit, cell.state) for id, cell in report.cells.items()},
        "tables": [(table.id, table.confidence, table.remarks) for table in report.tables],
        "remarks": report.remarks,
    }


def printed(data: bytes) -> str:
    """The characters of a PDF."""
    return "".join(glyph.text for page in drawn_pages(data, "年报.pdf") for glyph in page.glyphs)


def lost(pdf: Report, word: Report) -> bool:
    """Whether LibreOffice itself left the table out (it does, of one that begins at the very end of a page)."""
    return bool(word.tables) and not pdf.tables and not pdf.remarks


def same(files: dict[str, bytes], folder: Path) -> tuple[int, int, int]:
    """Compare every file's PDF with it.

    Returns:
        How many cells and paragraphs (with headings) were compared, and how many files LibreOffice lost a table of.
    """
    made = pdfs_of(files, folder)
    cells = paragraphs = without = 0
    for name, data in files.items():
        word, pdf = read_docx(data, "年报.docx"), read_pdf(made[name], "年报.pdf")
        if lost(pdf, word):
            assert len(printed(made[name])) < 100, name
            without += 1
            continue
        assert seen(pdf) == seen(word), name
        cells += len(word.cells)
        paragraphs += sum(len(section.paragraphs) + bool(section.heading) for section in word.sections)
    return cells, paragraphs, without


@pytest.mark.parametrize("layout", LAYOUTS if EVERY else LAYOUTS[::4], ids=str)
def test_whole_reports(layout: dict[str, Any], tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    """Every cell, label, heading and paragraph; both editions, several layouts of the page."""
    reports = {f"{kind.__name__} {edition}": kind(edition) for kind in (sample, finished) for edition in EDITIONS}
    reports |= {f"generated {number}": generated(number) for number in range(100 if EVERY else 4)}
    files = {name: restyled(render_docx(report), **layout) for name, report in reports.items()}
    cells, paragraphs, without = same(files, tmp_path)
    assert not without
    for name, count in (("reports", len(files)), ("cells", cells), ("paragraphs", paragraphs)):
        record_property(name, count)


@pytest.mark.parametrize(("edition", "id"), TABLES if EVERY else TABLES[::4])
def test_tables_break_anywhere(
    edition: str, id: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A table moved down the page step by step, its head repeated or not, its rows whole or broken inside."""
    report = table_report(edition, id)
    ways = [(head, whole) for head in (False, True) for whole in (False, True)]
    files = {
        f"{points} pt, head {head}, whole rows {whole}": lowered(report, points, head=head, whole_rows=whole)
        for head, whole in (ways if EVERY else ways[::3])
        for points in range(3, 560, 7 if EVERY else 90)
    }
    cells, _, without = same(files, tmp_path)
    assert without <= len(files) // 20
    record_property("splits", len(files) - without)
    record_property("lost by LibreOffice", without)
    record_property("cells", cells)
