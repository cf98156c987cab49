"""Claims against a table: what holds raises nothing, what was changed in one point is found."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafting.figures import zeros
from nianbao.claims import (
    Claim,
    ReportClaims,
    Verdict,
    against_facts,
    against_parts,
    claims_of,
    conflicts,
    part_lists,
)
from nianbao.facts import complete
from nianbao.kinds import form_named
from nianbao.report import Cell, LastYear, Report, Unit

GIVEN: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "against.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


def cells(figures: dict[str, Any], edition: str = "2021") -> dict[str, Cell]:
    form = form_named(edition)
    raw = {id: cell for id, cell in zeros(form).items() if cell.state != "computed"}
    raw |= {id: Cell(value=Decimal(str(value)), raw=str(value)) for id, value in figures.items()}
    return complete(form, raw)


@pytest.fixture(scope="module")
def told() -> ReportClaims:
    return claims_of(
        Report(
            unit=Unit.parse("云岭县白沙镇人民政府", within=("江州市",)),
            year=2024,
            edition="2021",
            cells=cells(GIVEN["figures"]),
            last=LastYear(year=2023, edition="2021", cells=cells(GIVEN["last"])),
        )
    )


def gainsaid(told: ReportClaims, text: str, aspect: str | None = None) -> list[Verdict | Claim]:
    """What of a text surely does not hold: against cells, against its own parts, against itself."""
    claims = told.reader.read(text, aspect=aspect).claims
    found: list[Verdict | Claim] = [
        verdict
        for claim in claims
        if claim.sure and (verdict := against_facts(claim, told.book, told.roles)) and verdict.holds is False
    ]
    lists = [verdict for item in part_lists(claims, text) if (verdict := against_parts(item))]
    found += [verdict for verdict in lists if not verdict.holds]
    return found + [item.second[1] for item in conflicts([claims], told.roles)]


@pytest.mark.parametrize("row", GIVEN["holds"], ids=lambda row: row["text"][:30])
def test_what_holds_is_not_gainsaid(told: ReportClaims, row: dict[str, str]) -> None:
    assert gainsaid(told, row["text"], row.get("aspect")) == []


@pytest.mark.parametrize("row", GIVEN["fails"], ids=lambda row: row["text"][:30])
def test_what_does_not_hold_is(told: ReportClaims, row: dict[str, str]) -> None:
    assert gainsaid(told, row["text"], row.get("aspect"))


@pytest.mark.parametrize(
    ("text", "said", "known"),
    [
        ("其中自然人4件。", "新收政府信息公开申请（自然人）4件", "表格新收政府信息公开申请（自然人）是9"),
        ("全年未收到政府信息公开申请。", "没有新收政府信息公开申请", "表格新收政府信息公开申请是14"),
        ("新收申请比上年减少4件。", "比上年减少4件", "新收政府信息公开申请上年10、本年14"),
        ("被申请行政复议3件，均获维持。", "全部是行政复议结果维持", "表格行政复议是3，行政复议结果维持是2"),
        ("予以公开占50%。", "予以公开占50%", "5÷15＝33.3%"),
        ("收到的申请已全部办结。", "申请全部办结", "表格结转下年度继续办理是1"),
    ],
)
def test_both_sides_are_said_in_words_that_a_message_can_print(
    told: ReportClaims, text: str, said: str, known: str
) -> None:
    verdict = next(item for item in gainsaid(told, text, "requests") if isinstance(item, Verdict))
    assert (verdict.said, verdict.known) == (said, known)


def test_another_organ_and_another_year_are_compared_with_nothing(told: ReportClaims) -> None:
    for text in ("县教育局收到申请30件。", "2021年收到申请30件。", "各乡镇共收到申请90件。"):
        (claim,) = told.reader.read(text).claims
        assert against_facts(claim, told.book, told.roles) is None
