"""Clean passages: look-alikes of every kind of defect raise nothing above info."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nianbao import check_text

HERE = Path(__file__).parent / "fixtures"
ROWS: list[dict[str, Any]] = yaml.load((HERE / "clean.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:24])
def test_nothing_above_info(row: dict[str, Any]) -> None:
    findings = check_text(row["text"], unit=row["unit"], year=row["year"], within=("云岭县", "江州市"), passage=True)
    raised = [(item.code, item.quote, item.message) for item in findings if item.severity != "info"]
    assert raised == []


def test_enough_of_them() -> None:
    assert len(ROWS) >= 40
    assert len({row["unit"] for row in ROWS}) >= 15
    assert len({row["year"] for row in ROWS}) >= 5
