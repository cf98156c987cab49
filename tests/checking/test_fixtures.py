"""Rules on text: what each must find, with its place and its fix, and what looks alike and must pass."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from nianbao import check_text
from nianbao.checking import Finding, all_rules

HERE = Path(__file__).parent / "fixtures"
YEAR = 2023


class Case(NamedTuple):
    """A sentence under one rule."""

    code: str
    unit: str
    text: str
    marked: str
    fixed: str | None


@lru_cache
def cases(kind: str) -> list[Case]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in rows:
            for item in row[kind]:
                text: str = item["text"]
                marked = text.partition("⟦")[2].partition("⟧")[0]
                plain = text.replace("⟦", "").replace("⟧", "")
                found.append(Case(row["code"], item["unit"], plain, marked, item.get("fixed")))
    return found


def found(case: Case, text: str | None = None) -> list[Finding]:
    findings = check_text(text or case.text, unit=case.unit, year=YEAR, within=("江州市",))
    return [item for item in findings if item.code == case.code and item.verdict == "fails"]


@pytest.mark.parametrize("case", cases("fails"), ids=lambda case: f"{case.code} {case.text[:16]}")
def test_found_at_its_place(case: Case) -> None:
    findings = found(case)
    assert [item.quote for item in findings] == [case.marked]
    finding = findings[0]
    assert case.text[finding.start : finding.end] == case.marked
    assert finding.fix is not None
    assert finding.fix.advice
    if case.fixed is not None:
        assert finding.fix.text is not None
        mended = case.text[: finding.start] + finding.fix.text + case.text[finding.end :]
        assert mended == case.fixed
        assert found(case, mended) == []


@pytest.mark.parametrize("case", cases("passes"), ids=lambda case: f"{case.code} {case.text[:16]}")
def test_near_misses_pass(case: Case) -> None:
    assert [item.message for item in found(case)] == []


def test_every_rule_on_text_has_enough_of_both() -> None:
    on_text = [rule.code for rule in all_rules() if rule.code.startswith(("UNIT", "YEAR"))]
    for code in on_text:
        assert sum(case.code == code for case in cases("fails")) >= 2, code
        assert sum(case.code == code for case in cases("passes")) >= 2, code


@pytest.mark.parametrize("code", [rule.code for rule in all_rules() if rule.code.startswith(("UNIT", "YEAR"))])
def test_the_pages_own_examples_hold(code: str) -> None:
    rule = next(item for item in all_rules() if item.code == code)
    for kind in ("错", "对"):
        for example in rule.page.examples(kind):
            text, _, note = example.partition("（")
            year = int(note[:4]) if note[:4].isdigit() else YEAR
            unit = "安镇街道办事处" if "安镇街道" in text else "云岭县白沙镇人民政府"
            codes = {item.code for item in check_text(text, unit=unit, year=year)}
            assert (code in codes) == (kind == "错"), example
