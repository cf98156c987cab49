"""Rules on text: what each must find, with its place and its fix, and what looks alike and must pass."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from nianbao import check_text
from nianbao.checking import Finding, all_rules

HERE = Path(__file__).parent / "fixtures"
UNIT, YEAR, WITHIN = "云岭县白沙镇人民政府", 2023, ("江州市",)
FAMILIES = ("UNIT", "YEAR", "NUM", "FORM", "DUP", "TEXT", "LAW", "PAIR", "PRIV")
BY_REPORT = ("NUM01", "DUP03", "DUP04", "DUP08", "FORM14", "FORM15", "PAIR03", "PRIV08")
"""Rules that need tables, last year's report or another's: shown in tests of their own."""
_UNREADABLE = re.compile("“[^”]*“|“”|^[^“]*”")
_MARK = re.compile("⟦([^⟧]*)⟧")


class Case(NamedTuple):
    """A text under one rule, and the places it must mark."""

    code: str
    unit: str
    year: int
    text: str
    marked: list[str]
    whole: bool
    fixed: str | None
    within: tuple[str, ...] = WITHIN

    def __str__(self) -> str:
        return f"{self.code} {self.text[-20:]}"


def _case(code: str, row: dict[str, Any]) -> Case:
    if row.get("whole_report"):
        text = (HERE / "whole.txt").read_text(encoding="utf-8")
        old, new = row.get("replace", ("", ""))
        assert old in text, old
        return Case(
            code,
            row.get("unit", UNIT),
            YEAR,
            text.replace(old, new),
            row.get("marks", []),
            row.get("whole", False),
            None,
        )
    text = row["text"]
    plain = text.replace("⟦", "").replace("⟧", "")
    marked = row.get("marks", _MARK.findall(text))
    return Case(
        code,
        row.get("unit", UNIT),
        row.get("year", YEAR),
        plain,
        marked,
        row.get("whole", False),
        row.get("fixed"),
        tuple(row.get("within", WITHIN)),
    )


@lru_cache
def cases(kind: str) -> list[Case]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        rows: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        found += [_case(row["code"], item) for row in rows if "code" in row for item in row[kind]]
    return found


def found(case: Case, text: str | None = None) -> list[Finding]:
    findings = check_text(text or case.text, unit=case.unit, year=case.year, within=case.within, passage=True)
    return [item for item in findings if item.code == case.code and item.verdict == "fails"]


@pytest.mark.parametrize("case", cases("fails"), ids=str)
def test_found_at_its_place(case: Case) -> None:
    findings = found(case)
    placed = [item for item in findings if item.quote]
    assert [item.quote for item in placed] == case.marked
    assert any(not item.quote for item in findings) == case.whole
    for finding in findings:
        assert finding.fix is not None
        assert finding.fix.advice
        for words in (finding.message, finding.fix.advice):
            assert not _UNREADABLE.search(words), words
        if finding.quote:
            assert case.text[finding.start : finding.end] == finding.quote
    if case.fixed is not None:
        finding = placed[0]
        assert finding.fix is not None
        assert finding.fix.text is not None
        mended = case.text[: finding.start] + finding.fix.text + case.text[finding.end :]
        if case.fixed != mended:  # a fix that moves a word is given as the text it makes
            assert finding.fix.applies == "unsafe"
        assert found(case, case.fixed) == []
        assert found(case, mended) == []


@pytest.mark.parametrize("case", cases("passes"), ids=str)
def test_near_misses_pass(case: Case) -> None:
    assert [item.message for item in found(case)] == []


@pytest.mark.parametrize("code", [rule.code for rule in all_rules() if rule.code.startswith(FAMILIES)])
def test_every_rule_on_text_has_enough_of_both(code: str) -> None:
    if code in BY_REPORT:
        return
    assert sum(case.code == code for case in cases("fails")) >= 2
    assert sum(case.code == code for case in cases("passes")) >= 2
