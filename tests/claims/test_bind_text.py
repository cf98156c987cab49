"""Figures of a free text are bound to the facts that they state, and none to a wrong one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drafting.figures import report
from drafting.generated import UNITS, generated, own_words
from nianbao import draft, load
from nianbao.claims import Binder, bind_text, claims_of
from nianbao.report import FactRef, Note, Report, UnitRef

EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = 600 if "NIANBAO_LARGE_SEEDS" in os.environ else 3
"""Drafts of inputs by chance: all in the proof."""
_ENOUGH = 0.99


def _inputs() -> Iterator[Report]:
    for name in ("baisha-2024", "kangrong-2020"):
        yield load(EXAMPLES / name / "report.yaml")
    yield from map(generated, range(12))
    for seed in range(SEEDS):
        yield own_words(*UNITS[seed % len(UNITS)], seed)


def test_drafts_as_plain_text_bind_back(record_property: Callable[[str, object], None]) -> None:
    """What we wrote ourselves, with every reference turned into its words."""
    right = 0
    wrong: list[str] = []
    unbound: list[str] = []
    for given in _inputs():
        drafted = draft(given).report
        binder = Binder(claims_of(drafted))
        for section, paragraph in drafted.paragraphs():
            text = paragraph.text
            bound = {item.start: item for item in binder.bind(text, aspect=paragraph.aspect, section=section.id)}
            for piece in paragraph.pieces():
                span = piece.span
                if not isinstance(span, FactRef) and not (isinstance(span, UnitRef) and "year" in span.id):
                    continue
                found = bound.pop(piece.start, None)
                around = f"{span.id}: {text[max(0, piece.start - 16) : piece.end + 6]}"
                if found is None or not found.fact:
                    unbound.append(around)
                elif found.fact != span.id:
                    wrong.append(f"{found.fact} for {around}")
                else:
                    right += 1
            wrong += [f"{item.fact} for nothing: {item.text}" for item in bound.values() if item.fact]
    record_property("figures", right)
    assert wrong == []
    assert right / (right + len(unbound)) >= _ENOUGH, unbound[:20]


@pytest.fixture
def given() -> Report:
    figures = {"requests.new.natural": 3, "requests.open.natural": 3, "documents.normative.made": 3}
    notes = [Note(id="n1", aspect="proactive", what="公开", object="政府信息", quantity="23条")]
    return report("2021", figures, {"requests.new.natural": 2}, notes=notes)


def facts(text: str, given: Report, **where: str) -> dict[str, str]:
    return {item.text: item.fact or item.state for item in bind_text(text, given, **where)}


def test_two_facts_of_one_value_are_told_apart_by_what_the_text_says_of_them(given: Report) -> None:
    text = "收到申请3件，均由自然人提出；予以公开3件。制发规范性文件3件。"
    ids = [item.fact for item in bind_text(text, given)]
    assert ids == ["requests.new.total", "requests.open.total", "documents.normative.made"]


def test_changes_shares_and_last_year_have_facts_of_their_own(given: Report) -> None:
    text = "收到申请3件，比上年的2件增加1件，增长50%。其中自然人3件，占100%。"
    assert [item.fact for item in bind_text(text, given)] == [
        "requests.new.total",
        "last.requests.new.total",
        "requests.new.total.diff",
        "requests.new.total.growth",
        "requests.new.natural",
        "requests.new.natural.share",
    ]


def test_a_note_is_known_by_the_words_beside_its_figure(given: Report) -> None:
    assert facts("全年公开政府信息23条。", given, aspect="proactive")["23条"].startswith("note.n1.")


@pytest.mark.parametrize(
    "text",
    [
        "收到申请4件。",  # no fact has it
        "不予公开3件。",  # another fact has it
        "收到科研机构申请3件。",
        "上年收到申请3件。",
        "县教育局收到申请3件。",
        "收到申请3件，比上年减少1件。"[7:],
        "召开会议23次。",
        "通过网络收到申请3件。",
    ],
)
def test_what_no_fact_states_is_said_and_not_guessed(given: Report, text: str) -> None:
    assert [item.state for item in bind_text(text, given, aspect="requests")] in (["none"], ["ambiguous"])


def test_spans_say_the_same_text(given: Report) -> None:
    text = "2024年收到申请3件，公开政府信息23条，另有41人次。"
    binder = Binder(claims_of(given))
    spans = binder.spans(text, binder.bind(text))
    assert "".join(span.shown for span in spans) == text
    assert [span.id for span in spans if isinstance(span, UnitRef)] == ["year"]
    assert len([span for span in spans if isinstance(span, FactRef)]) == 2
