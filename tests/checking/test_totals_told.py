"""A wrong sum and a forgotten declaration are told once, in the words of the input that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.checking import check
from nianbao.jobs.flow.new_job import new
from nianbao.reading import read
from nianbao.reading.yaml_report import read_yaml
from workbooks import Filled


@pytest.fixture
def filled(tmp_path: Path) -> Filled:
    job = new("云岭县白沙镇人民政府", year=2025, folder=tmp_path / "job")
    found = Filled(job.folder / "素材.xlsx")
    found.figures({"requests.new.natural": 9, "requests.new.research": 5, "requests.open.natural": 9})
    found.figures({"requests.open.research": 5})
    return found


def test_the_forgotten_declaration_is_one_line(filled: Filled) -> None:
    findings = [item for item in check(read(filled.save())) if item.code.startswith("TABLE")]
    assert [item.code for item in findings] == ["TABLE10"]
    said = f"{findings[0].message} {findings[0].fix}"
    assert "本表" not in said or "report.yaml" not in said
    assert "没有填的格都是零" in said
    assert "report.yaml" not in said


def test_it_is_told_to_one_who_writes_yaml_in_yaml() -> None:
    text = "unit: 云岭县白沙镇人民政府\nyear: 2025\n表:\n  requests:\n    新收: {自然人: 9}\n"
    findings = [item for item in check(read_yaml(text.encode(), "report.yaml")) if item.code == "TABLE10"]
    assert len(findings) == 1
    assert "其余: 零" in str(findings[0].fix)
    assert "单位" not in str(findings[0].fix)


def test_a_wrong_total_is_one_line_without_zeros(filled: Filled) -> None:
    filled.declare("rest")
    filled.figures({"requests.new.total": 99})
    findings = [item for item in check(read(filled.save())) if item.code.startswith("TABLE")]
    assert len(findings) == 1, [item.message for item in findings]
    assert "自然人 9 + 科研机构 5 ≠ 总计 99" in findings[0].message
    assert " 0" not in findings[0].message
