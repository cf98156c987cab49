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

GIVEN: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "by_the_form.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


def cells(figures: dict[str, Any]) -> dict[str, Cell]:
    form = form_named("2021")
    raw = {id: cell for id, cell in zeros(form).items() if cell.state != "computed"}
    raw |= {id: Cell(value=Decimal(str(value)), raw=str(value)) for id, value in figures.items()}
    return complete(form, raw)


NOW, THEN = cells(GIVEN["figures"]), cells(GIVEN["last"])


def saying(text: str, section: str = "requests") -> Report:
    """A township's report of 2024 that says one thing beside the table of ours."""
    aspect = {"requests": "requests", "tables": "proactive"}.get(section, section)
    paragraph = Paragraph(id="p", aspect=aspect, sentences=[Sentence(id="s", spans=[Text(text=text)])])
    return Report(
        unit=Unit.parse("云岭县白沙镇人民政府", within=("云岭县", "江州市")),
        year=2024,
        edition="2021",
        cells=NOW,
        last=LastYear(year=2023, cells=THEN),
        sections=[Section(id="overview", heading="一、总体情况", paragraphs=[paragraph])],
    )


@pytest.mark.parametrize("row", GIVEN["sentences"], ids=lambda row: row["text"][:28])
def test_what_is_told_of_a_sentence(row: dict[str, Any]) -> None:
    found = [item for item in check(saying(row["text"], row.get("section", "requests"))) if item.counts]
    told = [item for item in found if item.code.startswith("NUM") and item.severity != "info"]
    if "said" in row:
        assert any(re.search(row["said"], item.message) for item in told), [item.message for item in found]
    else:
        assert [item.message for item in told] == []
