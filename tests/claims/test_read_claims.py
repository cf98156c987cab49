"""What texts say: every example of the plan, and what was met since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claims.telling import told
from nianbao.claims import ClaimReader
from nianbao.kinds import form_named
from nianbao.kinds.roles import roles_of
from nianbao.report import Unit

HERE = Path(__file__).parent / "fixtures"
ROWS: list[dict[str, Any]] = [
    row for path in sorted(HERE.glob("*.yaml")) for row in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
]
UNIT = "云岭县白沙镇人民政府"


def reader(unit: str = UNIT, year: int = 2024, edition: str = "2021") -> ClaimReader:
    return ClaimReader(roles_of(form_named(edition)), year, Unit.parse(unit, within=("云岭县", "江州市")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:30])
def test_what_is_said(row: dict[str, Any]) -> None:
    reading = reader(row.get("unit", UNIT)).read(row["text"], aspect=row.get("aspect"), section=row.get("section", ""))
    assert [told(claim) for claim in reading.claims] == row["claims"]
    assert [figure.text for figure in reading.unplaced] == row.get("unplaced", [])


def test_places_are_those_of_the_text() -> None:
    text = "全年新收政府信息公开申请５件，其中“自然人”4件。"
    for claim in reader().read(text).claims:
        assert text[claim.start : claim.end] == claim.text
