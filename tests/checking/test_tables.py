"""Rules on figures: the identities, what is missing, what cannot be assessed, text against table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafting.figures import report
from nianbao.checking import Finding, check
from nianbao.report import Cell, Paragraph, Report, Section, Sentence, Text

GOOD = {"requests.new.natural": 3, "requests.carry_in.natural": 1, "requests.open.natural": 3,
        "requests.carry_out.natural": 1, "documents.normative.in_force": 5}  # fmt: skip


def with_cells(base: Report, **cells: Cell) -> Report:
    return base.model_copy(update={"cells": base.cells | {id.replace("__", "."): cell for id, cell in cells.items()}})


def given(value: int | str) -> Cell:
    return Cell(value=Decimal(value), raw=str(value))


def by_code(findings: list[Finding], code: str) -> list[Finding]:
    return [item for item in findings if item.code == code]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_right_table_passes(edition: str) -> None:
    figures = {id: value for id, value in GOOD.items() if edition == "2021" or not id.startswith("documents")}
    assert [item.message for item in check(report(edition, figures)) if item.severity == "error"] == []


def test_balance_names_the_sums() -> None:
    found = by_code(check(report("2021", {**GOOD, "requests.carry_out.natural": 0})), "TABLE03")
    assert len(found) == 1, "one finding, not one a column"
    assert "新收 3 + 结转 1 ≠ 总计 3 + 结转下年 0" in found[0].message.replace("上年结转", "结转")
    assert found[0].severity == "error"
    assert any("自然人" in text or "总计" in text for text in found[0].evidence.values())


def test_typed_total() -> None:
    base = with_cells(report("2021", GOOD), requests__new__total=given(9))
    found = by_code(check(base), "TABLE01")
    assert len(found) == 1
    assert "3" in found[0].message
    assert "9" in found[0].message


def test_carried_over_from_last_year() -> None:
    base = report("2021", GOOD, {"requests.carry_out.natural": 2})
    found = by_code(check(base), "TABLE04")
    assert len(found) == 1
    assert "2" in found[0].message
    assert by_code(check(report("2021", GOOD, {"requests.carry_out.natural": 1})), "TABLE04") == []


def test_blank_slash_dash_and_zero_are_four_values() -> None:
    base = report("2021", GOOD)
    messages = set()
    for raw in ("", "/", "-"):
        broken = with_cells(base, requests__deny3__legal=Cell(value=None, raw=raw, state="blank"))
        found = by_code(check(broken), "TABLE07")
        assert len(found) == 1, raw
        messages.add(found[0].message)
    assert len(messages) == 3
    assert by_code(check(base), "TABLE07") == []


def test_a_missing_part_is_said_not_silent() -> None:
    base = with_cells(report("2021", GOOD), requests__new__business=Cell(value=None, raw="", state="blank"))
    base = with_cells(base, requests__new__total=given(3))
    unknown = [item for item in check(base) if item.verdict == "unassessed" and item.code.startswith("TABLE")]
    assert unknown
    assert any("商业企业" in item.message or "商业企业" in str(item.evidence) for item in unknown)


def test_negative_and_decimal_counts() -> None:
    for value in ("-1", "2.5"):
        base = with_cells(report("2021", GOOD), licensing__licence__decisions=given(value))
        assert len(by_code(check(base), "TABLE14")) == 1, value


def test_a_figure_too_large_is_told_once_not_for_each_total_over_it() -> None:
    large = by_code(check(report("2021", {**GOOD, "requests.open.natural": 10**15})), "TABLE14")
    assert [(item.cell, item.severity) for item in large] == [("requests.open.natural", "warning")]


def test_a_decrease_may_be_negative() -> None:
    base = with_cells(report("2019", {}), licensing__licence__previous=given(8), licensing__licence__change=given(-3))
    assert by_code(check(base), "TABLE14") == []


def test_a_town_makes_no_regulations() -> None:
    base = report("2021", {**GOOD, "documents.regulations.made": 2})
    assert [item.severity for item in by_code(check(base), "TABLE08")] == ["warning"]


def said(text: str, section: str = "overview") -> Report:
    sentence = Sentence(id="s", spans=[Text(text=text)], origin="past")
    body = Section(id=section, heading="一、总体情况", paragraphs=[Paragraph(id="p", sentences=[sentence])])
    return report("2021", GOOD).model_copy(update={"sections": [body], "stage": "past"})


@pytest.mark.parametrize(
    "text",
    ["全年未收到政府信息公开申请。", "全年收到政府信息公开申请5件。", "全年共受理政府信息公开申请2件。"],
)
def test_text_against_table(text: str) -> None:
    assert [item.severity for item in by_code(check(said(text)), "NUM01")] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "全年收到政府信息公开申请3件。",
        "全年新收政府信息公开申请3件，其中通过网络收到2件。",
        "全年受理政府信息公开申请4件（含上年结转1件）。",
        "通过信函收到政府信息公开申请1件。",
        "未收到要求公开救助信息的申请。",
        "2022年收到政府信息公开申请7件。",
    ],
)
def test_other_counts_are_not_the_tables(text: str) -> None:
    assert [item.message for item in by_code(check(said(text)), "NUM01")] == []


def test_nothing_in_a_report_makes_it_raise() -> None:
    for raw in ("1E+9999", "-0", "1E-99", "99999999999999999999999999999999999"):
        base = with_cells(report("2021", GOOD), requests__new__natural=Cell(value=Decimal(raw), raw=raw))
        check(base)
    check(Report())
    check(report("2021", GOOD).model_copy(update={"edition": "1999", "year": 1}))
