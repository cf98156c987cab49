"""Tables whose zeros were left empty: the sums are worked out where the figures show that the empty cells are zeros."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafting.figures import report
from nianbao.checking import Finding, check
from nianbao.report import Cell, Report, TableSeen

GOOD = {
    "requests.new.natural": 3, "requests.new.business": 2, "requests.carry_in.natural": 1, "requests.open.natural": 2,
    "requests.unable1.natural": 1, "requests.reject1.business": 2, "requests.carry_out.natural": 1,
    "remedies.reconsideration.upheld": 1, "remedies.reconsideration.other": 1,
}  # fmt: skip
SUMS = ("TABLE01", "TABLE02", "TABLE03", "TABLE04", "TABLE06")


def printed(figures: dict[str, int], last: dict[str, int] | None = None, *, mark: str = "", only: str = "") -> Report:
    """A published report in which zeros were left empty; of some columns only, where ``only`` says which are filled."""
    made = report("2021", figures, last)
    cells = {
        id: cell
        if cell.value and (not only or not id.startswith("requests.") or id.endswith(only))
        else Cell(value=None, raw=mark, state="blank")
        for id, cell in made.cells.items()
    }
    tables = [TableSeen(id=id) for id in ("proactive", "requests", "remedies")]
    return made.model_copy(update={"cells": cells, "structured": False, "stage": "past", "tables": tables})


def set_to(base: Report, **values: int | None) -> Report:
    cells = dict(base.cells)
    for name, value in values.items():
        id = name.replace("__", ".")
        cells[id] = Cell(value=None if value is None else Decimal(value), raw="" if value is None else str(value))
        if value is None:
            cells[id].state = "blank"
    return base.model_copy(update={"cells": cells})


def sums(found: list[Finding]) -> list[Finding]:
    return [item for item in found if item.code in SUMS]


@pytest.mark.parametrize("mark", ["", "/", "-", "—", "无"])
def test_empty_zeros_are_reckoned_and_said_once(mark: str) -> None:
    found = check(printed(GOOD, mark=mark))
    assert sums(found) == []
    blank = [item for item in found if item.code == "TABLE07" and "收到和处理申请" in item.message]
    assert len(blank) == 1
    assert "按零核对" in blank[0].message
    assert f"{blank[0].place} {blank[0].message}".count("收到和处理申请情况表") == 1


@pytest.mark.parametrize("mark", ["", "/"])
def test_what_then_does_not_add_up_is_a_warning(mark: str) -> None:
    found = sums(check(set_to(printed(GOOD, mark=mark), requests__new__total=6)))
    assert {item.code for item in found} >= {"TABLE01"}
    assert {(item.severity, item.verdict) for item in found if "按零算" in item.message} == {("warning", "fails")}
    row = next(item for item in found if item.code == "TABLE01")
    assert "自然人 3 + 商业企业 2" in row.message
    assert "≠ 总计 6" in row.message
    assert "按零算" in row.message


def test_a_forgotten_figure_is_told_not_taken_for_zero_in_silence() -> None:
    found = sums(check(set_to(printed(GOOD), requests__reject1__business=None)))
    assert found
    assert {item.verdict for item in found} == {"fails"}
    assert any("商业企业" in item.message and item.code == "TABLE02" for item in found)


def test_last_years_figures_count_too() -> None:
    found = sums(check(printed({**GOOD, "requests.carry_out.business": 0}, {"requests.carry_out.research": 4})))
    assert [(item.code, item.severity) for item in found if "科研机构" in item.message] == [("TABLE04", "warning")]


def test_only_the_total_column_is_no_sign_of_zeros() -> None:
    found = check(printed(GOOD, only=".total"))
    rows = [item for item in found if item.code == "TABLE01"]
    assert {item.verdict for item in rows} == {"unassessed"}
    assert not any("按零" in item.message for item in found if "收到和处理申请" in item.message)


def test_only_the_total_column_still_balances() -> None:
    found = check(set_to(printed(GOOD, only=".total"), requests__carry_out__total=4, requests__carry_in__total=1))
    assert [item.severity for item in found if item.code == "TABLE03" and item.verdict == "fails"] == ["error"]


def test_a_table_wholly_empty_is_not_reckoned() -> None:
    found = check(printed({}))
    assert {item.verdict for item in sums(found)} == {"unassessed"}
    assert not any("按零" in item.message for item in found)


def test_words_in_a_cell_are_no_blank() -> None:
    base = printed(GOOD)
    cells = {**base.cells, "requests.new.research": Cell(value=None, raw="另有口头若干", state="blank")}
    found = check(base.model_copy(update={"cells": cells}))
    assert any(item.code == "TABLE01" and item.verdict == "unassessed" for item in found)


def test_what_a_clerk_has_still_to_fill_in_is_never_zero() -> None:
    given = printed(GOOD).model_copy(update={"structured": True})
    assert not any("按零" in item.message for item in check(given))


def test_full_tables_stay_as_severe_as_they_were() -> None:
    full = report("2021", GOOD).model_copy(
        update={"structured": False, "tables": [TableSeen(id=id) for id in ("proactive", "requests", "remedies")]}
    )
    found = [item for item in sums(check(set_to(full, requests__new__total=6))) if item.code == "TABLE01"]
    assert [item.severity for item in found] == ["error"]
