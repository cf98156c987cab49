"""Relations between figures: what is told of wrong totals, of what is missing, and of a last year not fully given."""

from __future__ import annotations

import pytest

from checking.test_identities import COLUMNS, MESSAGES, altered, few, findings, given, sound
from nianbao.checking import check
from nianbao.kinds import form_named
from nianbao.report import Cell, LastYear, Report

BLANK = Cell(value=None, state="blank")
SEVERITY = {"TABLE05": "warning", "TABLE15": "warning"}


@pytest.mark.parametrize(
    ("edition", "code", "now", "then", "message"),
    [
        *MESSAGES,
        (
            "2021", "TABLE06", {"remedies.direct.upheld": 2, "remedies.direct.total": 3}, {},
            "“未经复议直接起诉”：结果维持 2 ≠ 总计 3",
        ),
    ],
)  # fmt: skip
def test_a_check_tells_it_as_grave_as_it_is(
    edition: str, code: str, now: dict[str, int], then: dict[str, int], message: str
) -> None:
    (found,) = [item for item in check(few(edition, now, then)) if item.code == code]
    assert (found.message, found.severity) == (message, SEVERITY.get(code, "error"))


SHOWN = [
    # rule, this year's figures, message, equation
    (
        "TABLE03", {"requests.new.natural": 3, "requests.open.natural": 2},
        "“自然人”栏：新收 3 + 结转 0 ≠ 总计 2 + 结转下年 0，即 3 ≠ 2", "新收 3 + 结转 0 = 总计 2 + 结转下年 0",
    ),
    (
        "TABLE02", {"requests.total.natural": 4},
        "“自然人”栏：予以公开 0 ≠ 总计 4", "0 = 总计 4",
    ),
    (
        "TABLE02", {"requests.open.natural": 1, "requests.partial.natural": 2, "requests.deny3.natural": 3,
        "requests.unable1.natural": 4, "requests.reject1.natural": 5, "requests.total.natural": 14},
        "“自然人”栏：予以公开 1 + 部分公开 2 + 不予公开 3 + 无法提供 4 + 不予处理 5 ≠ 总计 14，即 15 ≠ 14",
        "予以公开 1 + 部分公开 2 + 不予公开 3 + 无法提供 4 + 不予处理 5 = 总计 14",
    ),
    (
        "TABLE01", {"requests.new.natural": 1, "requests.new.legal": 2, "requests.new.total": 4},
        "“一、本年新收政府信息公开申请数量”一行：自然人 1 + 法律服务机构 2 ≠ 总计 4，即 3 ≠ 4",
        "自然人 1 + 法律服务机构 2 = 总计 4",
    ),
    (
        "TABLE01", {"requests.new.total": 4},
        "“一、本年新收政府信息公开申请数量”一行：自然人 0 ≠ 总计 4", "0 = 总计 4",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "now", "message", "equation"), SHOWN)
def test_which_terms_are_shown(code: str, now: dict[str, int], message: str, equation: str) -> None:
    found = findings(few("2021", now, {}), code)[0]
    assert found.message == message
    assert found.severity == "error"
    shown = [
        part.rsplit(" ", 1)[1] for part in found.evidence["等式"].replace(" = ", " + ").split(" + ") if " " in part
    ]
    wanted = [part.rsplit(" ", 1)[1] for part in equation.replace(" = ", " + ").split(" + ") if " " in part]
    assert shown == wanted, found.evidence["等式"]
    assert found.evidence["等式"].startswith("0 = ") is equation.startswith("0 = ")
    assert found.fix is not None
    assert found.fix.advice == "请核对原始台账，改正填错的一格；总计留空可以由程序算出"


def told(report: Report, *codes: str) -> list[str]:
    return [item.message.split("，即")[0] for code in codes for item in findings(report, code)]


WRONG_TOTAL = {"requests.new.natural": 3, "requests.open.natural": 3, "requests.total.total": 5}


def test_a_wrong_total_is_told_where_it_is_summed_and_not_in_the_balance() -> None:
    report = few("2021", WRONG_TOTAL, {})
    assert told(report, "TABLE01", "TABLE02") == [
        "“（七）总计”一行：自然人 3 ≠ 总计 5",
        "“总计”栏：予以公开 3 ≠ 总计 5",
    ]
    assert told(report, "TABLE03") == []
    both = few("2021", WRONG_TOTAL | {"requests.new.total": 4}, {})
    assert told(both, "TABLE03") == [], "two wrong totals: with the sums of their parts the balance holds"
    more = few("2021", WRONG_TOTAL | {"requests.new.natural": 4}, {})
    assert told(more, "TABLE03") == [
        "“自然人”栏：新收 4 + 结转 0 ≠ 总计 3 + 结转下年 0",
        "“总计”栏：新收 4 + 结转 0 ≠ 总计 5 + 结转下年 0",
    ], "with the sums it does not hold either"


def test_where_two_sums_of_one_total_differ_the_balance_is_told_too() -> None:
    report = few("2021", WRONG_TOTAL | {"requests.total.natural": 4}, {})
    assert told(report, "TABLE03") == ["“总计”栏：新收 3 + 结转 0 ≠ 总计 5 + 结转下年 0"]
    as_one = few("2021", WRONG_TOTAL | {"requests.total.natural": 4, "requests.total.total": 4}, {})
    assert told(as_one, "TABLE03") == ["“总计”栏：新收 3 + 结转 0 ≠ 总计 4 + 结转下年 0"]


def test_a_total_whose_parts_are_not_known_stands_as_it_is() -> None:
    report = few("2021", WRONG_TOTAL, {})
    unknown = altered(report, {"requests.total.business": BLANK, "requests.open.total": BLANK})
    assert "“总计”栏：新收 3 + 结转 0 ≠ 总计 5 + 结转下年 0" in told(unknown, "TABLE03")


def test_last_years_totals_are_not_summed_again() -> None:
    report = few(
        "2021", {"requests.carry_in.natural": 2}, {"requests.carry_out.natural": 2, "requests.carry_out.total": 3}
    )
    assert told(report, "TABLE04") == ["“总计”栏：结转 2 ≠ 上年结转下年 3"]
    typed = few(
        "2021", {"requests.carry_in.natural": 2, "requests.carry_in.total": 3}, {"requests.carry_out.natural": 2}
    )
    assert told(typed, "TABLE04") == [], "this year's total is told where it is summed"
    assert told(typed, "TABLE01") == ["“二、上年结转政府信息公开申请数量”一行：自然人 2 ≠ 总计 3"]


@pytest.mark.parametrize("total", [2, 3])
def test_a_last_year_of_which_only_totals_are_known_is_told_as_not_worked_out(total: int) -> None:
    """Whether this year's total is right or wrong (then told where it is summed), something was compared."""
    then = {f"requests.carry_out.{column}": BLANK for column in COLUMNS}
    report = few(
        "2021", {"requests.carry_in.natural": 2, "requests.carry_in.total": total}, {"requests.carry_out.total": 2}
    )
    (found,) = findings(altered(report, {}, then), "TABLE04")
    assert found.verdict == "unassessed"
    assert "“上年·" in found.message
    assert found.fix is not None
    assert "上年表" in found.fix.advice
    nothing = then | {"requests.carry_out.total": BLANK}
    assert findings(altered(report, {}, nothing), "TABLE04") == [], "it was not given at all"


def without(report: Report, *ids: str) -> Report:
    return report.model_copy(update={"cells": {id: cell for id, cell in report.cells.items() if id not in ids}})


FEES = [id for id in form_named("2021").cells if id.startswith("handling_fee.")]
MISSING = [
    # what is not in the input, what is in it without a figure, the rule, relations told as not worked out
    ("left empty in a printed table", ["requests.new.natural"], [], "TABLE01", []),
    ("a stroke", [], ["requests.new.natural"], "TABLE01", ["T3-ROW"]),
    ("left empty beside a stroke", ["requests.new.natural"], ["requests.new.business"], "TABLE01", ["T3-ROW"]),
    ("left empty, a stroke in another table", ["requests.new.natural"], ["remedies.direct.upheld"], "TABLE01", []),
    ("a stroke in the other table", ["requests.new.natural"], ["remedies.direct.upheld"], "TABLE06", ["T4-SUM-2"]),
    ("a table that is not asked for", FEES, [], "TABLE15", []),
    ("half a table that is not printed", ["handling_fee.collected"], [], "TABLE15", ["FEE-PAID"]),
]


@pytest.mark.parametrize(
    ("gone", "blank", "code", "told"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING]
)
def test_what_is_missing_is_told_unless_the_table_tells_it(
    gone: list[str], blank: list[str], code: str, told: list[str]
) -> None:
    report = without(altered(sound("2021"), dict.fromkeys(blank, BLANK)), *gone)
    found = findings(report, code)
    assert {item.verdict for item in found} <= {"unassessed"}
    assert [item.evidence["勾稽关系"] for item in found] == told
    for item in found:
        assert item.fix is not None
        assert item.fix.advice == "请补上数字；确实没有的，写 0 或声明其余为零"


@pytest.mark.parametrize(
    ("edition", "last", "told"),
    [
        ("2021", "2021", 1),
        ("2021", "", 1),
        ("2021", "2019", 1),
        ("2021", "1999", 0),
        ("2019", "2019", 1),
        ("2019", "2021", 0),
    ],
)
def test_last_year_is_missed_where_its_table_was_the_same(edition: str, last: str, told: int) -> None:
    report = altered(sound(edition), {}, {"requests.carry_out.natural": BLANK})
    assert report.last is not None
    before: LastYear = report.last.model_copy(update={"edition": last})
    found = findings(report.model_copy(update={"last": before}), "TABLE04")
    assert [item.verdict for item in found] == ["unassessed"] * told


def test_what_this_year_lacks_is_told_whatever_edition_last_year_was_by() -> None:
    report = altered(sound("2021"), {"requests.new.natural": BLANK})
    assert report.last is not None
    for last in (report.last.model_copy(update={"edition": "1999"}), None):
        found = findings(report.model_copy(update={"last": last}), "TABLE03")
        assert [item.verdict for item in found] == ["unassessed"]


def test_without_last_year_the_relations_of_this_year_are_still_told() -> None:
    now = {"documents.normative.made": 3, "handling_fee.charged": 1, "handling_fee.collected": 2}
    report = few("2021", now, {}).model_copy(update={"last": None})
    assert told(report, "TABLE05") == ["“行政规范性文件”一行：现行有效 0 < 制发 3 - 废止 0"]
    assert told(report, "TABLE15") == ["“本年数”一行：实际收取总金额 2 > 收费通知总金额 1"]


def test_figures_that_do_not_hold_in_several_rows_are_each_told_but_their_total_once() -> None:
    now = {"requests.new.natural": 3, "requests.carry_in.natural": 1, "requests.open.natural": 1}
    report = few("2021", now, {})
    changed = altered(report, {"requests.carry_in.total": given(2), "requests.new.total": given(4)})
    assert [item.message for item in findings(changed, "TABLE01")] == [
        "“一、本年新收政府信息公开申请数量”一行：自然人 3 ≠ 总计 4",
        "“二、上年结转政府信息公开申请数量”一行：自然人 1 ≠ 总计 2",
    ]
