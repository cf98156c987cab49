"""The seed: every defect marked by hand that a rule can know, at its place, and what else is found."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from nianbao.checking import Finding, check
from nianbao.reading import read
from nianbao.report import TextPlace

LIST: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "fixtures" / "seed.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
ROWS = [row for row in LIST["rows"] if "code" in row]
_WRONG = 2


def line(finding: Finding) -> int:
    place = finding.location
    return place.line if isinstance(place, TextPlace) else 0


@pytest.fixture(scope="module")
def findings(seed: Path) -> list[Finding]:
    return check(read(seed))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['line']} {row['code']} {row['what']}")
def test_found_in_its_line(findings: list[Finding], row: dict[str, Any]) -> None:
    found = [item for item in findings if item.code == row["code"] and line(item) == row["line"]]
    assert len(found) >= row.get("times", 1)


def test_what_else_is_found_is_judged(findings: list[Finding]) -> None:
    listed = {(row["line"], row["code"]) for row in (*ROWS, *LIST["beyond"])}
    found = Counter((line(item), item.code) for item in findings)
    assert [pair for pair in found if pair not in listed] == []
    assert sum(not row["right"] for row in LIST["beyond"]) <= _WRONG


def test_every_row_has_a_rule_or_a_reason() -> None:
    assert all(bool(row.get("code")) != bool(row.get("reason")) for row in LIST["rows"])


def test_the_statutory_tables_pass(findings: list[Finding]) -> None:
    assert [item.message for item in findings if item.code.startswith("TABLE")] == []
