"""The form's identities: whatever figure breaks one, it is told, with the sums that an independent count gives."""

from __future__ import annotations

import random
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

import pytest

from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.checking.rules.table_identities import identity_findings
from nianbao.facts import complete, computed_cells
from nianbao.kinds import Instance, form_named
from nianbao.report import Cell, DocxPlace, LastYear, Report

EDITIONS = ("2019", "2021")
CODES = [
    (edition, code)
    for edition in EDITIONS
    for code in dict.fromkeys(item.code for item in form_named(edition).identities)
]
COLUMNS = ("natural", "business", "research", "welfare", "legal", "other")


def given(value: int | Decimal) -> Cell:
    return Cell(value=Decimal(value), raw=str(value))


@cache
def sound(edition: str) -> Report:
    """A report in which every identity holds and hardly any figure is zero or like another."""
    chosen = form_named(edition)
    draw = random.Random(edition)
    left_to_code = computed_cells(chosen)
    cells = {id: given(draw.randint(2, 9)) for id in chosen.cells if id not in left_to_code}
    last = {id: given(draw.randint(20, 60)) for id in chosen.cells if id not in left_to_code}
    for id in ("requests.carry_in", "requests.carry_out"):
        cells |= {f"{id}.{column}": given(draw.randint(2, 5)) for column in COLUMNS}
    cells |= {id: given(0) for id in cells if id.startswith("requests.reject5.")}  # a zero is written: a blank is none
    last |= {f"requests.carry_out.{column}": cells[f"requests.carry_in.{column}"] for column in COLUMNS}
    last |= {id: given(1) for id in last if id.endswith(".pending")}
    for row in ("regulations", "normative"):
        if edition == "2021":
            value = (
                last[f"documents.{row}.in_force"],
                cells[f"documents.{row}.made"],
                cells[f"documents.{row}.repealed"],
            )
            cells[f"documents.{row}.in_force"] = given(value[0].value + value[1].value - value[2].value)  # type: ignore[operator]
    for id in cells:
        if edition == "2019" and id.startswith("documents.") and id.endswith(".total"):
            cells[id] = given(15)
        if edition == "2019" and id.endswith(".previous"):
            cells[id] = given(last[id].value + last[id.replace("previous", "change")].value)  # type: ignore[operator]
    if edition == "2021":
        cells |= {"handling_fee.charged": given(320), "handling_fee.collected": given(300)}
    whole = complete(chosen, cells)
    for column in COLUMNS:
        parts = [whole[f"requests.{row}.{column}"].value for row in ("total", "carry_out", "carry_in")]
        cells[f"requests.new.{column}"] = given(parts[0] + parts[1] - parts[2])  # type: ignore[operator]
    then = LastYear(year=2019, edition=edition, cells=complete(chosen, last))
    return Report(year=2020, edition=edition, cells=complete(chosen, cells), last=then, structured=True)


def altered(report: Report, changes: dict[str, Cell], last: dict[str, Cell] | None = None) -> Report:
    assert report.last is not None
    then = report.last.model_copy(update={"cells": report.last.cells | (last or {})})
    return report.model_copy(update={"cells": report.cells | changes, "last": then})


def findings(report: Report, code: str) -> list[Finding]:
    return list(identity_findings(Context(report), code))


def total(report: Report, side: Iterable[tuple[str, int, bool]]) -> Decimal:
    assert report.last is not None
    found = Decimal(0)
    for id, sign, last in side:
        value = (report.last.cells if last else report.cells)[id].value
        assert value is not None
        found += sign * value
    return found


@pytest.mark.parametrize(("edition", "code"), CODES)
def test_where_all_holds_nothing_is_told(edition: str, code: str) -> None:
    assert [item.message for item in findings(sound(edition), code)] == []


def breaking(report: Report, instance: Instance, id: str, sign: int, last: bool, right: bool) -> Report:
    """The report with one figure changed so that the relation is broken by one."""
    apart = total(report, instance.left) - total(report, instance.right)
    wanted = {"=": apart + 1, "<=": Decimal(1), ">=": Decimal(-1)}[instance.identity.op]
    by = (wanted - apart) * sign * (-1 if right else 1)
    assert report.last is not None
    value = (report.last.cells if last else report.cells)[id].value
    assert value is not None
    change = {id: given(value + by)}
    return altered(report, {}, change) if last else altered(report, change)


def in_order(edition: str, code: str) -> Iterable[tuple[Instance, str, int, bool, bool]]:
    for identity in form_named(edition).identities:
        if identity.code == code:
            for instance in form_named(edition).instances[identity.id]:
                for right, side in ((False, instance.left), (True, instance.right)):
                    for id, sign, last in side:
                        yield instance, id, sign, last, right


@pytest.mark.parametrize(("edition", "code"), CODES)
def test_any_figure_that_breaks_a_relation_is_told(edition: str, code: str) -> None:
    report = sound(edition)
    told = 0
    for number, (instance, id, sign, last, right) in enumerate(in_order(edition, code)):
        if number % 3 and code in ("TABLE01", "TABLE02"):  # 300 of them are alike
            continue
        broken = breaking(report, instance, id, sign, last, right)
        found = [item for item in findings(broken, code) if item.evidence["勾稽关系"] == instance.identity.id]
        one, other = total(broken, instance.left), total(broken, instance.right)
        if not found and instance.identity.computes is None and id in computed_cells(form_named(edition)):
            # a total that is not the sum of its parts is told there, and once
            assert any(findings(broken, item.code) for item in form_named(edition).identities if item.computes)
            continue
        assert [(item.evidence["左"], item.evidence["右"]) for item in found] == [(str(one), str(other))], (id, found)
        (item,) = found
        assert item.severity == instance.identity.severity
        assert (item.verdict, item.evidence["依据"]) == ("fails", instance.identity.basis)
        assert item.cell in {cell for cell, _, before in (*instance.left, *instance.right) if not before}
        mark = {"=": "≠", "<=": ">", ">=": "<"}[instance.identity.op]
        assert f" {mark} " in item.message
        if "，即 " in item.message:
            assert item.message.endswith(f"，即 {one} {mark} {other}")
        else:
            assert item.message.endswith(f"{other}"), "one figure on each side"
        told += 1
    assert told >= 3


@pytest.mark.parametrize(("edition", "code"), CODES)
def test_any_figure_that_is_missing_is_told_once(edition: str, code: str) -> None:
    report = sound(edition)
    for identity in form_named(edition).identities:
        if identity.code != code:
            continue
        instance = form_named(edition).instances[identity.id][-1]
        for id, _, last in (*instance.left, *instance.right):
            blank = {id: Cell(value=None, state="blank")}
            found = findings(altered(report, {}, blank) if last else altered(report, blank), code)
            found = [item for item in found if item.evidence["勾稽关系"] == identity.id]
            if identity.compares_years and len(form_named(edition).instances[identity.id]) == 1:
                assert found == [], "last year's relation cannot be worked out anywhere: it was not given"
                continue
            assert [item.verdict for item in found] == ["unassessed"], id
            label = form_named(edition).cells[id].label
            assert f"无法核对，“{'上年·' if last else ''}{label}”" in found[0].message
            assert found[0].message.endswith("没有数字")


def test_of_many_missing_figures_three_are_named() -> None:
    report = sound("2021")
    for count in (3, 4):
        blank = {f"requests.new.{column}": Cell(value=None, state="blank") for column in COLUMNS[:count]}
        (found,) = findings(altered(report, blank), "TABLE01")
        assert found.message.count("“") == 3
        assert ("等没有数字" in found.message) is (count == 4)


def test_a_total_wrong_only_because_its_parts_are_is_not_told_twice() -> None:
    report = sound("2021")

    def by(part: int, whole: int) -> list[str]:
        changes = {"requests.open.natural": part, "requests.open.business": part, "requests.open.total": whole}
        cells = {id: given((report.cells[id].value or 0) + more) for id, more in changes.items()}
        return [item.message.split("栏")[0] for item in findings(altered(report, cells), "TABLE02")]

    assert by(1, 2) == ["“自然人”", "“商业企业”"], "the total is off by what the two columns are off"
    assert by(1, 3) == ["“自然人”", "“商业企业”", "“总计”"]
    assert by(0, 1) == ["“总计”"], "no column is wrong: the total is"


MESSAGES: list[tuple[str, str, dict[str, int], dict[str, int], str]] = [
    # edition, rule, this year's figures, last year's, what is told
    (
        "2021", "TABLE03", {"requests.new.natural": 3, "requests.carry_in.natural": 1, "requests.open.natural": 2,
        "requests.carry_out.natural": 1, "requests.total.total": 3, "requests.open.total": 3}, {},
        "“自然人”栏：新收 3 + 结转 1 ≠ 总计 2 + 结转下年 1，即 4 ≠ 3",
    ),
    (
        "2021", "TABLE04", {"requests.carry_in.natural": 3, "requests.carry_in.total": 2},
        {"requests.carry_out.natural": 2}, "“自然人”栏：结转 3 ≠ 上年结转下年 2",
    ),
    (
        "2021", "TABLE02", {"requests.open.natural": 3, "requests.deny3.natural": 2, "requests.total.natural": 4,
        "requests.total.total": 5}, {}, "“自然人”栏：予以公开 3 + 不予公开 2 ≠ 总计 4，即 5 ≠ 4",
    ),
    (
        "2021", "TABLE01", {"requests.deny3.natural": 3, "requests.deny3.total": 5}, {},
        "“3.危及“三安全一稳定””一行：自然人 3 ≠ 总计 5",
    ),
    (
        "2021", "TABLE05", {"documents.normative.made": 2, "documents.normative.repealed": 1,
        "documents.normative.in_force": 9}, {"documents.normative.in_force": 6},
        "“行政规范性文件”一行：现行有效 9 ≠ 上年现行有效 6 + 制发 2 - 废止 1，即 9 ≠ 7",
    ),
    (
        "2019", "TABLE05", {"licensing.licence.previous": 9},
        {"licensing.licence.previous": 6, "licensing.licence.change": -1},
        "“行政许可”一行：上一年项目 9 ≠ 上年上一年项目 6 + 上年项目增减 -1，即 9 ≠ 5",
    ),
    (
        "2021", "TABLE15", {"remedies.after.upheld": 1}, {"remedies.after.pending": 2},
        "“复议后起诉”：上年尚未审结 2 > 总计 1",
    ),
    (
        "2021", "TABLE15", {"handling_fee.charged": 1, "handling_fee.collected": 2}, {},
        "“本年数”一行：实际收取总金额 2 > 收费通知总金额 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edition", "code", "now", "then", "message"), MESSAGES, ids=[row[4] for row in MESSAGES])
def test_the_message_is_what_a_person_would_write(
    edition: str, code: str, now: dict[str, int], then: dict[str, int], message: str
) -> None:
    assert [item.message for item in findings(few(edition, now, then), code)] == [message]


def few(edition: str, now: dict[str, int], then: dict[str, int]) -> Report:
    """A report with few figures, the rest zero."""
    chosen = form_named(edition)
    left_to_code = computed_cells(chosen)
    zeros = {id: Cell(value=Decimal(0), state="zero") for id in chosen.cells if id not in left_to_code}
    cells = complete(chosen, zeros | {id: given(value) for id, value in now.items()})
    last = LastYear(edition=edition, cells=complete(chosen, zeros | {id: given(value) for id, value in then.items()}))
    return Report(year=2020, edition=edition, cells=cells, last=last, structured=True)


def test_the_equation_shows_every_figure() -> None:
    figures = {"documents.normative.made": 2, "documents.normative.repealed": 1, "documents.normative.in_force": 9}
    (found,) = findings(few("2021", figures, {"documents.normative.in_force": 6}), "TABLE05")
    row = "第二十条第（一）项 · 行政规范性文件 · "
    assert found.evidence["等式"] == (
        f"{row}现行有效件数 9 = 上年·{row}现行有效件数 6 + {row}本年制发件数 2 - {row}本年废止件数 1"
    )
    assert found.cell == "documents.normative.in_force"
    assert found.fix is not None
    assert "核对" in found.fix.advice


def test_last_years_report_is_named_with_its_place() -> None:
    report = few("2021", {"requests.carry_in.natural": 3}, {"requests.carry_out.natural": 2})
    assert report.last is not None
    found = next(item for item in findings(report, "TABLE04") if "自然人" in item.message)
    assert "上年出处" not in found.evidence
    place = DocxPlace(paragraph=3)
    cell = report.last.cells["requests.carry_out.natural"].model_copy(update={"location": place})
    cells = report.last.cells | {"requests.carry_out.natural": cell}
    last = report.last.model_copy(update={"source": "2019年报.docx", "cells": cells})
    found = next(
        item
        for item in findings(report.model_copy(update={"last": last}), "TABLE04")
        if "自然人" in item.message
    )  # fmt: skip
    assert found.evidence["上年出处"] == f"2019年报.docx {place}"
    this = few("2021", {"requests.new.natural": 3}, {})
    assert this.last is not None
    this = this.model_copy(update={"last": this.last.model_copy(update={"source": "2019年报.docx"})})
    assert all("上年出处" not in item.evidence for item in findings(this, "TABLE03")), "none of last year's is used"


def test_without_last_year_nothing_is_said_of_it() -> None:
    report = sound("2021").model_copy(update={"last": None})
    for code in ("TABLE04", "TABLE15"):
        assert [item for item in findings(report, code) if "T4" in str(item.evidence) or code == "TABLE04"] == []
    empty = sound("2021").model_copy(update={"last": LastYear(edition="2021")})
    assert findings(empty, "TABLE04") == [], "its table was not given at all"


def test_another_edition_before_is_compared_where_its_table_is_the_same() -> None:
    report = sound("2021")
    assert report.last is not None
    before = report.last.model_copy(update={"edition": "2019"})
    kept = report.model_copy(update={"last": before})
    assert findings(kept, "TABLE04") == []
    more = altered(kept, {"requests.carry_in.natural": given(9)})
    assert [item.verdict for item in findings(more, "TABLE04")][:1] == ["fails"]
    assert findings(kept, "TABLE05") == [], "its documents table had other columns"
    blank = altered(kept, {}, {"requests.carry_out.natural": Cell(value=None, state="blank")})
    assert [item.verdict for item in findings(blank, "TABLE04")] == ["unassessed"]


def test_a_published_report_has_no_table_of_fees() -> None:
    report = sound("2021")
    blank = altered(report, {"handling_fee.collected": Cell(value=None, state="blank")})
    codes = {item.evidence["勾稽关系"] for item in findings(blank, "TABLE15")}
    assert "FEE-PAID" in codes
    published = blank.model_copy(update={"structured": False})
    assert "FEE-PAID" not in {item.evidence["勾稽关系"] for item in findings(published, "TABLE15")}
    gone = altered(report, {"requests.new.natural": Cell(value=None)}).model_copy(update={"structured": False})
    assert [item.verdict for item in findings(gone, "TABLE03")] == ["unassessed"], "this table is printed"


def test_a_report_without_figures_says_nothing() -> None:
    assert findings(sound("2021").model_copy(update={"cells": {}}), "TABLE01") == []
    assert findings(Report(), "TABLE01") == []
