"""Every fact of a report, counted again by the test: sums, differences, rates, shares, trends, and a note's figures."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from checking.test_identities import COLUMNS, few, given, sound
from nianbao.facts import FactBook, complete, computed_cells, form_of, note_parts, problem_parts
from nianbao.facts.fact import figure, percent
from nianbao.kinds import form_named
from nianbao.report import Blank, Cell, FactRef, LastYear, Note, Problem, Report, Text, Unit

ROWS = {
    "requests.deny": [f"deny{number}" for number in range(1, 9)],
    "requests.unable": ["unable1", "unable2", "unable3"],
    "requests.reject": [f"reject{number}" for number in range(1, 6)],
}
"""Groups of rows of the requests table, as the form prints them (both editions)."""
PARTS = ("open", "partial", *ROWS["requests.deny"], *ROWS["requests.unable"], *ROWS["requests.reject"])


def groups(edition: str) -> list[str]:
    return [*ROWS, *(["requests.others"] if edition == "2021" else [])]


def value(report: Report, id: str, *, last: bool = False) -> Decimal:
    assert report.last is not None
    found = (report.last.cells if last else report.cells)[id].value
    assert found is not None
    return found


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("last", [False, True])
def test_every_cell_is_a_fact(edition: str, last: bool) -> None:
    report = sound(edition)
    book = FactBook(report)
    for id, cell in form_named(edition).cells.items():
        fact = book["last." + id if last else id]
        assert fact.value == value(report, id, last=last)
        assert fact.text == f"{fact.value}{cell.measure}"
        assert (fact.measure, fact.sources) == (cell.measure, (f"{'last' if last else 'cell'}:{id}",))
        assert fact.name == cell.name


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("last", [False, True])
def test_groups_are_the_sums_of_their_rows(edition: str, last: bool) -> None:
    report = sound(edition)
    book = FactBook(report)
    start = "last." if last else ""
    for group, rows in ROWS.items():
        for column in (*COLUMNS, "total"):
            fact = book[f"{start}{group}.{column}"]
            cells = [f"requests.{row}.{column}" for row in rows]
            assert fact.value == sum(value(report, id, last=last) for id in cells)
            assert fact.text == f"{fact.value}件"
            assert fact.sources == tuple(f"{'last' if last else 'cell'}:{id}" for id in cells)
    both = [f"remedies.{kind}.total" for kind in ("direct", "after")]
    assert book[f"{start}remedies.litigation.total"].value == sum(value(report, id, last=last) for id in both)
    due = [f"requests.{row}.total" for row in ("new", "carry_in")]
    assert book[f"{start}requests.due.total"].value == sum(value(report, id, last=last) for id in due)
    for kind in ("reconsideration", "direct", "after"):
        parts = [f"remedies.{kind}.{result}" for result in ("upheld", "corrected", "other", "pending")]
        total = sum(value(report, id, last=last) for id in parts)
        assert book[f"{start}remedies.{kind}"].value == total, "its own total is not counted again"
    sums = {f"{group}.{column}" for group in groups(edition) for column in (*COLUMNS, "total")}
    sums |= {"remedies.reconsideration", "remedies.direct", "remedies.after", "remedies.litigation.total"}
    sums |= {"requests.due.total"}
    suffixes = (".trend", ".diff", ".growth", ".share")
    bases = {id.removeprefix("last.") for id in book.all if not id.endswith(suffixes)}
    assert bases == set(form_named(edition).cells) | sums, "and nothing else is summed"


def rate(part: Decimal, whole: Decimal) -> str:
    exact = (part * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return f"{exact}%".replace(".0%", "%")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_differences_rates_and_trends_of_every_figure(edition: str) -> None:
    report = sound(edition)
    book = FactBook(report)
    seen = set()
    for id in [*form_named(edition).cells, *(f"{group}.total" for group in ROWS), "remedies.litigation.total"]:
        now, then = book[id].value, book["last." + id].value
        assert now is not None
        assert then is not None
        trend = "up" if now > then else "down" if now < then else "same"
        seen.add(trend)
        assert book.trend(id) == trend
        told = book[f"{id}.trend"]
        assert (told.text, told.value) == ({"up": "增长", "down": "下降", "same": "持平"}[trend], None)
        apart = book[f"{id}.diff"]
        assert (apart.value, apart.text) == (abs(now - then), f"{abs(now - then)}{book[id].measure}")
        for fact in (told, apart):
            assert fact.sources == book[id].sources + book["last." + id].sources
        growth = book.get(f"{id}.growth")
        assert (growth.text if growth else None) == (rate(abs(now - then), then) if then else None), id
        if growth is not None:
            assert growth.sources == apart.sources
    assert seen >= {"up", "down"}
    alike = FactBook(few(edition, {"requests.new.natural": 2}, {"requests.new.natural": 2}))
    assert alike["requests.new.natural.trend"].text == "持平"
    assert alike["requests.new.natural.growth"].text == "0%"


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_shares_are_of_the_total_they_are_summed_into(edition: str) -> None:
    report = sound(edition)
    book = FactBook(report)
    for column in (*COLUMNS, "total"):
        whole = book[f"requests.total.{column}"]
        for row in (*PARTS, *(group.removeprefix("requests.") for group in ROWS)):
            part = book[f"requests.{row}.{column}"]
            share = book[f"requests.{row}.{column}.share"]
            assert part.value is not None
            assert whole.value is not None
            assert share.text == rate(part.value, whole.value), (row, column)
            assert share.sources == part.sources + whole.sources
    for row in ("new", "carry_in", "carry_out"):
        for column in COLUMNS:
            part, whole = book[f"requests.{row}.{column}"], book[f"requests.{row}.total"]
            assert part.value is not None
            assert whole.value is not None
            assert book[f"requests.{row}.{column}.share"].text == rate(part.value, whole.value)


def test_what_has_no_value_is_no_fact() -> None:
    blank = Cell(value=None, state="blank")
    report = sound("2021")
    report = report.model_copy(update={"cells": report.cells | {"requests.deny3.natural": blank}})
    book = FactBook(report)
    for id in ("requests.deny3.natural", "requests.deny.natural", "requests.deny3.natural.diff"):
        assert book.get(id) is None
        assert id not in book
        with pytest.raises(KeyError):
            book[id]
    assert "requests.deny.business" in book
    assert "requests.deny.business" in book.all
    assert "requests.deny.natural" not in book.all
    assert 3 not in book
    zero = FactBook(few("2021", {"requests.new.natural": 2}, {}))
    assert zero.get("requests.open.natural.share") is None, "nothing was answered: there is no share"
    assert zero.get("requests.new.natural.growth") is None, "from nothing there is no rate"
    assert zero["requests.new.natural.trend"].text == "增长"
    assert zero.get("requests.new.natural.nothing") is None
    alone = FactBook(sound("2021").model_copy(update={"last": None}))
    assert alone.trend("requests.new.total") is None
    assert alone.get("last.requests.new.total") is None
    assert alone.get("requests.new.total.trend") is None


def test_last_year_by_another_edition_compares_only_what_meant_the_same() -> None:
    report = sound("2021")
    assert report.last is not None
    before = FactBook(report.model_copy(update={"last": report.last.model_copy(update={"edition": "2019"})}))
    assert before.get("last.requests.new.total") is not None
    assert before.get("last.licensing.licence.decisions") is not None, "the number of decisions is what it was"
    assert before.get("last.documents.normative.in_force") is None, "other columns then"
    assert before.cell("documents.normative.in_force", last=True) is None
    unknown = FactBook(report.model_copy(update={"last": report.last.model_copy(update={"edition": "1999"})}))
    assert unknown.get("last.requests.new.total") is None
    unsaid = FactBook(report.model_copy(update={"last": report.last.model_copy(update={"edition": ""})}))
    assert unsaid.get("last.licensing.licence.decisions") is not None, "the same edition where it is not said"
    old = sound("2019")
    assert old.last is not None
    first = FactBook(old.model_copy(update={"last": old.last.model_copy(update={"edition": "2021"})}))
    assert first.get("last.requests.new.total") is None, "no edition before is known"


def test_the_form_is_the_reports_own_or_its_years() -> None:
    by_year = {year: found.edition for year in range(2018, 2026) if (found := form_of(Report(year=year)))}
    assert (by_year[2019], by_year[2020], by_year[2021], by_year[2024]) == ("2019", "2019", "2021", "2021")
    assert 2018 not in by_year
    assert form_of(Report()) is None
    own = form_of(Report(year=2024, edition="2019"))
    assert own is not None
    assert own.edition == "2019"
    assert FactBook(Report()).all == {}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("0.0", "0"),
        ("100", "100"),
        ("1E+2", "100"),
        ("2.50", "2.5"),
        ("-3", "-3"),
        ("0.32", "0.32"),
    ],
)
def test_numbers_as_a_report_prints_them(number: str, text: str) -> None:
    assert figure(Decimal(number)) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 16, "6.3"), (1, 2000, "0.1"), (3, 2, "150.0")],
)
def test_rates_round_halves_up(part: int, whole: int, text: str) -> None:
    assert str(percent(Decimal(part), Decimal(whole))) == text


def test_how_a_breakdown_calls_a_figure() -> None:
    book = FactBook(sound("2021"))
    assert book["requests.open.natural"].short == "予以公开"
    assert book["remedies.direct.upheld"].short == "结果维持", "its row has no label"
    assert book["remedies.reconsideration.total"].short == "行政复议总计"
    assert book["fees.charge.amount"].short == "行政事业性收费"


# ── figures in a clerk's words


def noted(**columns: Any) -> Report:
    return Report(
        unit=Unit.parse("云岭县白沙镇人民政府"),
        year=2024,
        edition="2021",
        notes=[Note(id="n1", aspect="proactive", **columns)],
    )


def test_figures_of_notes_problems_contact_and_date() -> None:
    text = "1.新增12条。退还3.5万元，共2次；下一句5件。"
    report = noted(what="公开", object="政府信息", quantity="23条", text=text).model_copy(
        update={
            "problems": [Problem(id="p1", problem="（一）公开慢，有2次逾期。", cause="仅1人", measure="增加3人")],
            "contact": {"电话": "0451-5550000"},
            "date": "2025年1月15日",
        }
    )  # fmt: skip
    facts = FactBook(report).noted
    plain = {id.rpartition(".")[0] if "." in id and not id.startswith("contact") else id: f for id, f in facts.items()}
    assert {id: (fact.text, fact.value, fact.measure) for id, fact in plain.items()} == {
        "note.n1.quantity1": ("23条", 23, "条"),
        "note.n1.text11": ("12条", 12, "条"),
        "note.n1.text21": ("3.5万元", Decimal("3.5"), "万元"),
        "note.n1.text22": ("2次", 2, "次"),
        "note.n1.text23": ("5件", 5, "件"),
        "problem.p1.problem1": ("2次", 2, "次"),
        "problem.p1.cause1": ("1人", 1, "人"),
        "problem.p1.measure1": ("3人", 3, "人"),
        "contact.电话": ("0451-5550000", None, ""),
        "date": ("2025年1月15日", None, ""),
    }
    assert {id: fact.sources for id, fact in plain.items()} == {
        id: ("note:n1",)
        if id.startswith("note")
        else ("problem:p1",)
        if id.startswith("problem")
        else (id.split(".")[0],)
        for id in plain
    }
    assert plain["note.n1.quantity1"].name == "素材“公开政府信息23条”"
    assert plain["note.n1.text21"].short == "3.5万元"
    assert "date" not in FactBook(report.model_copy(update={"date": ""})).noted
    assert facts.items() <= FactBook(report).all.items()


@pytest.mark.parametrize(("length", "shown"), [(24, "公" * 21 + "12条"), (25, "公" * 22 + "12…")])
def test_a_long_note_is_shown_cut(length: int, shown: str) -> None:
    words = "公" * (length - 3) + "12条"
    (fact,) = FactBook(noted(text=words + "。")).noted.values()
    assert fact.name == f"素材“{shown}”"


def test_words_are_figures_and_text_and_no_person() -> None:
    words = "退还3.5万元，手机号13812345678，共2次"
    spans = FactBook(noted()).words("note:n1.text1", words)
    assert [type(span) for span in spans] == [Text, FactRef, Text, Blank, Text, FactRef]
    assert [span.shown for span in spans if not isinstance(span, Blank)] == [
        "退还",
        "3.5万元",
        "，手机号",
        "，共",
        "2次",
    ]
    ids = [span.id.rpartition(".")[0] for span in spans if isinstance(span, FactRef)]
    assert ids == ["note.n1.text11", "note.n1.text12"], "a figure inside a telephone number is none"
    begins = FactBook(noted()).words("note:n1.text1", "12条公开，其余不变")
    assert [span.shown for span in begins] == ["12条", "公开，其余不变"]
    assert [span.shown for span in FactBook(noted()).words("note:n1.text1", "没有数字")] == ["没有数字"]


def test_an_id_stays_when_a_note_is_recounted_and_not_when_it_is_reworded() -> None:
    def ids(text: str) -> list[str]:
        return [id.rpartition(".")[2] for id in FactBook(noted(text=text)).noted]

    assert ids("培训3次，答复5件。") == ids("培训13次，答复 52件。")
    assert ids("培训3次，答复5件。") != ids("培训3场，答复5件。")
    assert ids("培训3次，答复5件。") != ids("培训3次，办结5件。")
    assert ids("培训3次，答复5件了。") != ids("培训3次，答复5件。")
    assert len(set(ids("培训3次，答复5件。"))) == 1
    assert len(ids("培训3次。")[0]) == 4


def test_a_note_is_cut_into_sentences_without_list_marks() -> None:
    note = Note(
        id="n", aspect="proactive", time=" 3月 ", channel="", what="公开，", object="财政信息。",
        text="1.公开12条。答复3件。\n（二）培训2次\n\n- 更新栏目\n12条已公开；",
    )  # fmt: skip
    assert list(note_parts(note)) == [
        ("time", "3月"), ("what", "公开"), ("object", "财政信息"), ("text1", "公开12条"), ("text2", "答复3件"),
        ("text3", "培训2次"), ("text4", "更新栏目"), ("text5", "12条已公开"),
    ]  # fmt: skip
    problem = Problem(id="p", problem="1.公开慢。", measure="（一）加快公开", owner="办公室", deadline="6月底前")
    assert list(problem_parts(problem)) == [
        ("problem", "公开慢"), ("measure", "加快公开"), ("owner", "办公室"), ("deadline", "6月底前"),
    ]  # fmt: skip


# ── totals left to code


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_totals_left_out_are_filled_and_what_was_given_stays(edition: str) -> None:
    report, chosen = sound(edition), form_named(edition)
    left_to_code = computed_cells(chosen)
    given_only = {id: cell for id, cell in report.cells.items() if id not in left_to_code}
    filled = complete(chosen, dict(reversed(given_only.items())))
    assert list(filled) == list(chosen.cells), "in the form's order"
    assert {id for id, cell in filled.items() if cell.state == "computed"} == set(left_to_code)
    for row in ("new", *PARTS, "total"):
        columns = [filled[f"requests.{row}.{column}"].value for column in COLUMNS]
        assert filled[f"requests.{row}.total"].value == sum(item for item in columns if item is not None)
    typed = complete(chosen, given_only | {"requests.new.total": given(99)})
    assert typed["requests.new.total"] == given(99)
    again = complete(chosen, filled | {"requests.open.natural": given(100)})
    assert again["requests.open.total"].value == value(report, "requests.open.total") + 100 - value(
        report, "requests.open.natural"
    )
    missing = {id: cell for id, cell in given_only.items() if id != "requests.open.natural"}
    short = complete(chosen, missing)
    assert "requests.open.total" not in short
    assert "requests.total.natural" not in short
    assert short["requests.total.business"].value == value(report, "requests.total.business")
    blank = complete(chosen, given_only | {"requests.open.natural": Cell(value=None, state="blank")})
    assert "requests.open.total" not in blank
    assert blank["requests.new.total"].value == value(report, "requests.new.total")


def test_last_years_totals_too() -> None:
    assert isinstance(sound("2021").last, LastYear)
    assert FactBook(sound("2021"))["last.requests.new.total"].value is not None


def test_a_long_note_ends_with_its_figure() -> None:
    words = "公" * 300 + "12条"
    assert [span.shown for span in FactBook(noted()).words("note:n1.text1", words)] == ["公" * 300, "12条"]
    held = FactBook(noted(text="申请人欧阳小明来访"))
    spans = held.without_people([Text(text="公" * 300 + "欧阳小明")])
    assert [type(span) for span in spans] == [Text, Blank]


def test_a_note_s_figure_is_called_by_the_words_it_stands_in() -> None:
    """A bare 23条 says nothing without what was counted; a sentence of free text speaks for itself."""
    given = noted(time="3月5日", what="公开", object="政府信息", quantity="23条", text="培训3次。")
    names = {fact.text: fact.name for fact in FactBook(given).noted.values()}
    assert names["23条"] == "素材“公开政府信息23条”"
    assert names["3次"] == "素材“培训3次”"


@pytest.mark.parametrize(
    ("value", "unit", "text"), [("251000", "元", "251000元"), ("25.10", "万元", "25.10万元"), ("251000", "", "251000")]
)
def test_an_amount_of_a_column_without_a_unit_has_the_one_it_was_given_with(value: str, unit: str, text: str) -> None:
    id = "procurement.central.amount"
    cell = Cell(value=Decimal(value), raw=value + unit, unit=unit)
    report = sound("2019")
    assert report.last is not None
    last = report.last.model_copy(update={"cells": report.last.cells | {id: cell}})
    book = FactBook(report.model_copy(update={"cells": report.cells | {id: cell}, "last": last}))
    for fact in (book[id], book[f"last.{id}"]):
        assert (fact.text, fact.measure, fact.value) == (text, unit, Decimal(value))
