"""A kind of tables only goes the way by YAML alone: 政府网站工作年度报表, whose labels nobody has verified."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import libreoffice
from nianbao import check, load, write
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.store.folder import find
from nianbao.kinds import form_for, kind_of
from workbooks import Filled

FIGURES = {
    "visits.users": 42150,
    "visits.total": 268400,
    "published.profile": 14,
    "published.news": 165,
    "published.catalogue": 61,
    "interpretation.material": 12,
    "messages.received": 31,
    "messages.done": 30,
    "messages.answered": 22,
    "safety.found": 3,
    "safety.mended": 3,
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A job of 2024, filled in."""
    monkeypatch.setenv("NIANBAO_FORMS", str(Path(__file__).parent))
    job = new("云岭县教育局", year=2024, report_kind="网站年报", folder=tmp_path / "教育局")
    filled = Filled(job.folder / "素材.xlsx")
    filled.figures(FIGURES)
    filled.declare("rest")
    filled.declare("date", "2025年1月15日")
    filled.save()
    return job.folder


def test_figures_to_word_and_back(folder: Path) -> None:
    report = redraft(find(folder)).draft.report
    assert report.cells["published.total"].value == Decimal(240), "a total is worked out"
    back = load(folder / "年报.docx")
    assert (back.kind, back.year) == ("website_form", 2024)
    assert {id: cell.value for id, cell in back.cells.items()} == {id: cell.value for id, cell in report.cells.items()}
    assert len(back.cells) == len(form_for("website_form", 2024).cells)
    assert check(back) == []


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_every_format_returns_every_cell(folder: Path, tmp_path: Path, suffix: str) -> None:
    report = redraft(find(folder)).draft.report
    path = tmp_path / f"报表{suffix}"
    write(report, path)
    back = load(path)
    assert back.kind == "website_form"
    assert {id: cell.value for id, cell in back.cells.items()} == {id: cell.value for id, cell in report.cells.items()}


def test_a_sum_that_does_not_hold_is_a_warning_at_most(folder: Path, tmp_path: Path) -> None:
    report = redraft(find(folder)).draft.report
    path = tmp_path / "报表.md"
    write(report, path)
    text = path.read_text(encoding="utf-8")
    assert text.count("| 240 |") == 1
    path.write_text(text.replace("| 240 |", "| 244 |").replace("| 22 |", "| 32 |"), encoding="utf-8")
    found = check(load(path))
    assert {item.code for item in found} == {"TABLE15"}
    assert {item.severity for item in found} == {"warning"}
    assert any("240" in item.message and "244" in item.message for item in found)
    assert not kind_of("website_form").verified


@pytest.mark.libreoffice
def test_the_table_stands_below_the_title(folder: Path, tmp_path: Path) -> None:
    """A tall table starts a page of its own only where something stands before it."""
    redraft(find(folder))
    assert len(libreoffice.pages(folder / "年报.docx", tmp_path, dpi=40)) == 2, "the table; the signature behind it"
