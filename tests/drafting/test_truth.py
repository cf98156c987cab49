"""No sentence of a draft is ever false of the figures: not after drafting, not after figures change."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafting.figures import report, values
from drafting.oracle import Oracle
from nianbao import load
from nianbao.drafting import draft
from nianbao.facts import FactBook, complete, rebind
from nianbao.kinds import form_named
from nianbao.report import Cell, Report, Sentence

RICH = {
    "requests.new.natural": 5, "requests.new.business": 2, "requests.carry_in.natural": 1,
    "requests.open.natural": 3, "requests.partial.business": 1, "requests.deny4.natural": 1,
    "requests.unable1.natural": 1, "requests.reject1.business": 1, "requests.carry_out.natural": 1,
    "remedies.reconsideration.upheld": 1, "remedies.reconsideration.corrected": 1, "remedies.direct.pending": 1,
    "documents.normative.made": 2, "licensing.licence.decisions": 4, "enforcement.penalty.decisions": 3,
}  # fmt: skip
RICH_2021 = RICH | {
    "documents.normative.repealed": 1, "documents.normative.in_force": 5, "fees.charge.amount": 3,
    "handling_fee.notices": 1, "handling_fee.charged": 300, "handling_fee.collected": 100, "requests.other1.natural": 1,
}  # fmt: skip
RICH_2019 = RICH | {
    "documents.normative.published": 2, "documents.normative.total": 7, "procurement.central.items": 2,
    "procurement.central.amount": 90, "requests.others.natural": 1,
}  # fmt: skip
EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def example(name: str) -> Report:
    """An example's figures, its totals summed."""
    given = load(EXAMPLES / name / "report.yaml")
    return given.model_copy(update={"cells": complete(form_named(given.edition), given.cells)})


CASES = {
    "2021 rich": report("2021", RICH_2021, {"requests.new.natural": 4}),
    "2021 zero": report("2021", {}, {"requests.new.natural": 2}),
    "2019 rich": report("2019", RICH_2019, {"requests.new.natural": 9}),
    "2019 zero": report("2019", {}, {}),
    "2021 single": report("2021", {"requests.new.natural": 1, "requests.open.natural": 1}, {}),
    "example kangrong": example("kangrong-2020"),
    "example baisha": example("baisha-2024"),
}


def on_figures(sentences: list[Sentence]) -> list[Sentence]:
    return [item for item in sentences if any(source.startswith("cell:") for source in item.sources or [])]


def with_cell(base: Report, cell: str, value: Decimal) -> Report:
    """The report with one figure changed and its totals summed again."""
    cells = base.cells | {cell: Cell(value=value, raw=str(value))}
    return base.model_copy(update={"cells": complete(form_named(base.edition), cells)})


def oracle(base: Report) -> Oracle:
    last = {id: cell.value for id, cell in base.last.cells.items() if cell.value is not None} if base.last else None
    return Oracle(values(base), last)


def changed(base: Report, cell: str) -> list[Report]:
    """0→n, n→0, up, down by one figure."""
    value = base.cells[cell].value or Decimal(0)
    wanted = {Decimal(0), value + 3, value + 1, max(value - 1, Decimal(0)), Decimal(1)} - {value}
    return [with_cell(base, cell, item) for item in sorted(wanted)]


EVERY = "NIANBAO_LARGE_SEEDS" in os.environ
"""Every figure is changed in the proof, one of six under ``make test``."""


@pytest.mark.parametrize("name", CASES)
def test_every_sentence_is_true_of_its_figures(name: str) -> None:
    base = CASES[name]
    sentences = on_figures(draft(base).report.sentences())
    assert sentences
    assert [item.text for item in sentences if not oracle(base).true(item.text)] == []


@pytest.mark.parametrize("name", CASES)
def test_after_any_figure_changes_a_new_draft_is_true(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    base = CASES[name]
    count = 0
    for cell in list(base.cells)[:: 1 if EVERY else 6]:
        for other in changed(base, cell):
            count += 1
            judge = oracle(other)
            wrong = [item.text for item in on_figures(draft(other).report.sentences()) if not judge.true(item.text)]
            assert wrong == [], f"{cell}: {base.cells[cell].value} -> {other.cells[cell].value}"
    record_property("drafted_again", count)


@pytest.mark.parametrize("name", CASES)
def test_after_any_figure_changes_an_old_sentence_is_true_or_known_to_be_stale(name: str) -> None:
    base = CASES[name]
    old = on_figures(draft(base).report.sentences())
    for cell in list(base.cells)[:: 1 if EVERY else 3]:
        for other in changed(base, cell):
            book, judge = FactBook(other), oracle(other)
            for sentence in old:
                again, _ = rebind(sentence, book)
                assert again.stale or judge.true(again.text), f"{cell}: {sentence.text} -> {again.text}"


figures = st.dictionaries(
    st.sampled_from([id for id in form_named("2021").cells if not id.endswith("total")]),
    st.integers(0, 12),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(now=figures, last=figures)
def test_random_figures_give_true_sentences_even_where_they_do_not_add_up(
    now: dict[str, int], last: dict[str, int]
) -> None:
    base = report("2021", now, last)
    judge = oracle(base)
    assert [item.text for item in on_figures(draft(base).report.sentences()) if not judge.true(item.text)] == []
