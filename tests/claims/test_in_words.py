"""Statements in words against a table: what holds raises nothing, what does not is found where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.test_against_facts import GIVEN, cells
from nianbao import check
from nianbao.checking import Finding
from nianbao.report import LastYear, Paragraph, Report, Section, Sentence, Text, Unit

SAID: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "in_words.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


def said(text: str) -> list[Finding]:
    """What is found above a hint in a report whose narrative is one sentence."""
    paragraph = Paragraph(id="p", sentences=[Sentence(id="s", spans=[Text(text=text)])])
    report = Report(
        unit=Unit.parse("云岭县白沙镇人民政府", within=("江州市",)),
        year=2024,
        edition="2021",
        cells=cells(GIVEN["figures"]),
        last=LastYear(year=2023, edition="2021", cells=cells(GIVEN["last"])),
        sections=[Section(id="overview", paragraphs=[paragraph])],
    )
    return [
        item
        for item in check(report)
        if item.code in ("NUM01", "NUM04") and item.severity != "info" and item.quote in text
    ]


@pytest.mark.parametrize("item", SAID["gainsaid"], ids=lambda item: item["text"])
def test_what_the_table_gainsays_is_found_where_it_stands(item: dict[str, str]) -> None:
    found = said(item["text"])
    assert any(item["at"] in finding.quote or finding.quote in item["at"] for finding in found), found


@pytest.mark.parametrize("item", SAID["holds"], ids=lambda item: item["text"])
def test_what_holds_or_is_of_something_else_is_left_alone(item: dict[str, str]) -> None:
    assert said(item["text"]) == []
