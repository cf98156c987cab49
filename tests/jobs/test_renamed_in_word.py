"""A place and a year replaced through the whole Word file: what is told of it can be understood and done."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from nianbao.checking import Finding
from nianbao.jobs.flow.take import take


def replace(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace words wherever they stand, as the dialogue for it does."""
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for old, new in pairs:
                if old in run.text:
                    run.text = run.text.replace(old, new)
    document.save(str(path))


@pytest.fixture
def findings(drafted: Path) -> list[Finding]:
    replace(drafted / "年报.docx", ("2024", "2025"), ("白沙镇", "白河镇"), ("0000-8612345", "0000-8600000"))
    return take(drafted).findings


def test_a_changed_address_is_told_as_an_address(findings: list[Finding]) -> None:
    said = [item for item in findings if item.code == "SRC04"]
    assert [item.evidence["文中"] for item in said] == ["云岭县白河镇中心街8号", "0000-8600000"]
    for item in said:
        assert item.severity == "warning", "an address is no arithmetic"
        assert "素材" in item.message
        assert item.fix is not None
        assert "表格中的数" not in item.fix.advice
        assert "“单位”" in item.fix.advice


def test_the_title_is_not_quoted_with_what_it_no_longer_says(findings: list[Finding]) -> None:
    said = [item.message for item in findings if item.code == "UNIT06"]
    assert said
    assert not any("标题是“白沙镇”" in line for line in said), said
    assert any("报告的单位是“白沙镇”" in line or "报告的单位是云岭县白沙镇" in line for line in said), said


def test_the_year_is_told(findings: list[Finding]) -> None:
    assert {"YEAR02", "YEAR09"} <= {item.code for item in findings}
