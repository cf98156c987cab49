"""Metrics of figures: allowed ones, and required ones that are there."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from nianbao.checking.rules.notes import licensed, noted
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import body, composed, ground, held, kept
from nianbao.text import Quantity, fold, quantities, raw_numerals

_Key = tuple[Decimal, str]


def counted(scored: Scored) -> list[Quantity]:
    """The figures of the body: no years, no names of documents, no articles, no list marks."""

    def make() -> list[Quantity]:
        return [item for item in raw_numerals(body(scored)) if not is_year(item)]

    return kept(scored, "counted", make)


def is_year(quantity: Quantity) -> bool:
    """Whether it names a calendar year."""
    return quantity.measure == "年" and quantity.value is not None and 1949 <= quantity.value <= 2100


def _known(scored: Scored) -> set[_Key]:
    """Every fact's value with its measure word; a missing measure word stands for any."""

    def make() -> set[_Key]:
        found: set[_Key] = set()
        for fact in ground(scored).book.all.values():
            if fact.value is not None:
                found.add((abs(fact.value), fact.measure))
            found.update((abs(q.value), q.measure) for q in quantities(fact.text) if q.value is not None)
        return found

    return kept(scored, "known figures", make)


def is_licensed(scored: Scored, quantity: Quantity) -> bool:
    """Whether a fact of the case has the figure: a cell, a sum, last year's, a difference, a rate, a note's."""
    if quantity.value is None:
        return fold(quantity.text) in noted(ground(scored))
    known, value = _known(scored), abs(quantity.value)
    if (value, quantity.measure) in known or (value, "") in known:
        return True
    if not quantity.measure and any(held == value for held, _ in known):
        return True
    return licensed(ground(scored), quantity)


@metric("figure_precision", "数字有据率", "数字", better="up")
def figure_precision(scored: Scored) -> float | None:
    """Share of the figures in the text that a fact of the case licenses.

    Range: 0 to 1, more is better; None for a text without figures.
    Meaning: every figure of sections 一 to 六 with its measure word is looked up among the case's cells, sums,
        differences, rates, last year's cells and the figures of its notes. Years, articles, document numbers and
        list marks are left out (for years see year_correctness).
    Source: precision of the facts in a generated text against its table, after Wiseman, Shieber and Rush, Challenges
        in Data-to-Document Generation, arXiv 1707.08052.
    Weakness: a figure that some other fact happens to have passes wherever it stands; contradictions and
        figure_recall see some of these. A figure computed by the writer from three or more facts counts as false.
    """
    found = counted(scored)
    return sum(is_licensed(scored, item) for item in found) / len(found) if found else None


def _required(scored: Scored) -> Counter[_Key]:
    def make() -> Counter[_Key]:
        found: Counter[_Key] = Counter()
        for sentence in composed(scored):
            for span in held(sentence):
                for item in quantities(span.text):
                    if item.value is not None and not is_year(item):
                        found[item.value, item.measure] += 1
        return found

    return kept(scored, "required figures", make)


@metric("figure_recall", "应写数字写到率", "数字", better="up")
def figure_recall(scored: Scored) -> float | None:
    """Share of the figures that the report should give and does.

    Range: 0 to 1, more is better; None where the case has no figure that must be given.
    Meaning: what should be given is what code alone would say of the case: the figures of the form's statements that
        apply, and those of notes, problems and measures. Each is looked for in the text with its measure word; a value
        that is due twice must stand there twice.
    Source: recall against the table's own facts, after PARENT (Dhingra et al., arXiv 1906.01081), with the form's
        statements (国办公开办函〔2021〕30号) for what is due.
    Weakness: a figure is found wherever it stands; a writer who gives one figure for two facts of equal value loses
        one; figures that are zero are said in words and not counted.
    """
    due = _required(scored)
    if not due:
        return None
    there = Counter((item.value, item.measure) for item in counted(scored) if item.value is not None)
    return sum(min(count, there[key]) for key, count in due.items()) / due.total()
