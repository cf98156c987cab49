"""Sentences read by the form: what no row and column has is told, what some reading has is not."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafting.figures import zeros
from nianbao.checking import check
from nianbao.facts import complete
from nianbao.kinds import form_named
from nianbao.report import Cell, LastYear, Paragraph, Report, Section, Sentence, Text, Unit

HERE = Path(__file__).parent


def given(name: str) -> dict[str, Any]:
    rows: dict[str, Any] = yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return rows


GIVEN, TRIAL = given("by_the_form.yaml"), given("in_trial_form.yaml")


def cells(figures: dict[str, Any], edition: str = "2021") -> dict[str, Cell]:
    form = form_named(edition)
    raw = {id: cell for id, cell in zeros(form).items() if cell.state != "computed"}
    raw |= {id: Cell(value=Decimal(str(value)), raw=str(value)) for id, value in figures.items()}
    return complete(form, raw)


NOW = {year: cells(rows["figures"], edition) for rows, year, edition in ((GIVEN, 2024, "2021"), (TRIAL, 2020, "2019"))}
THEN = {year: cells(rows["last"], edition) for rows, year, edition in ((GIVEN, 2024, "2021"), (TRIAL, 2020, "2019"))}


def saying(text: str, section: str = "requests", year: int = 2024) -> Report:
    """A township's report that says one thing beside the table of ours."""
    aspect = {"requests": "requests", "tables": "proactive"}.get(section, section)
    paragraph = Paragraph(id="p", aspect=aspect, sentences=[Sentence(id="s", spans=[Text(text=text)])])
    return Report(
        unit=Unit.parse("云岭县白沙镇人民政府", within=("云岭县", "江州市")),
        year=year,
        edition="2019" if year < 2021 else "2021",
        cells=NOW[year],
        last=LastYear(year=year - 1, cells=THEN[year]),
        sections=[Section(id="overview", heading="一、总体情况", paragraphs=[paragraph])],
    )


@pytest.mark.parametrize("row", GIVEN["sentences"], ids=lambda row: row["text"][:28])
def test_what_is_told_of_a_sentence(row: dict[str, Any]) -> None:
    judge(row, saying(row["text"], row.get("section", "requests")))


@pytest.mark.parametrize("row", TRIAL["sentences"], ids=lambda row: row["text"][:28])
def test_what_is_told_beside_the_trial_form(row: dict[str, Any]) -> None:
    judge(row, saying(row["text"], row.get("section", "proactive"), 2020))


def judge(row: dict[str, Any], report: Report) -> None:
    found = [item for item in check(report) if item.counts]
    told = [item for item in found if item.code.startswith("NUM") and item.severity != "info"]
    if "said" in row:
        assert any(re.search(row["said"], item.message) for item in told), [item.message for item in found]
    else:
        assert [item.message for item in told] == []
