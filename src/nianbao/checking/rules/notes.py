"""SRC: what the notes say, and the sentences that are held against them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.facts.rounding import grown
from nianbao.patterns import lazy
from nianbao.report import HUMAN, FactRef, Note, Piece, Sentence, UnitRef
from nianbao.text import Quantity, fold, quantities

ENOUGH = 0.34
"""The share of a claim's pairs of characters that a note must have to be what it rests on."""
_ALIKE = 0.6
"""The share of the shorter one's pairs that a person's sentence and a note of the same thing have in common."""


class Claim(NamedTuple):
    """A sentence to be held against the notes: its place, its text, itself."""

    start: int
    end: int
    text: str
    sentence: Sentence
    section: str


def is_known(context: Context) -> bool:
    """Whether what stands behind the text is known: not of an input, which has no text yet."""
    report = context.report
    return bool(report.notes or report.problems) and (bool(report.sections) or not report.structured)


def noted(context: Context) -> str:
    """Everything the notes and problems say, folded."""

    def work() -> str:
        report = context.report
        parts = [note.words for note in report.notes]
        for item in report.problems:
            parts += [item.problem, item.cause, item.measure, item.owner, item.deadline]
        parts += [report.unit.full if report.unit else "", *report.contact.values()]
        return fold("\n".join(part for part in parts if part))

    return context.memo("ground", work)


def _noted_figures(context: Context) -> set[tuple[Decimal, str]]:
    """Every figure the notes and problems have, with its measure word."""

    def work() -> set[tuple[Decimal, str]]:
        return {(item.value, item.measure) for item in quantities(noted(context)) if item.value is not None}

    return context.memo("noted figures", work)


def licensed(context: Context, quantity: Quantity) -> bool:
    """Whether a note has the figure, or it is the difference or the rate of change of two of its figures."""
    value = quantity.value
    if value is None:
        return False
    figures = _noted_figures(context)
    if (value, quantity.measure) in figures:
        return True
    if quantity.measure == "年":
        return context.report.year is not None and value in (context.report.year, context.report.year - 1)
    same = sorted({held for held, measure in figures if measure == quantity.measure})
    if quantity.measure == "%":
        by_measure: dict[str, list[Decimal]] = {}
        for held, measure in figures:
            by_measure.setdefault(measure, []).append(held)
        return any(grown(sorted(values), value) for values in by_measure.values())
    known = set(same)
    return any(other + value in known for other in same)


def claims(context: Context) -> list[Claim]:
    """Sentences whose support is in question: not the form's own, not what a person wrote and answers for."""

    def work() -> list[Claim]:
        found = []
        for passage in context.passages:
            if passage.paragraph.role == "heading" or passage.section.id == "preamble":
                continue
            for at, end, sentence in passage.sentences:
                ours = bool(sentence.sources) and all(
                    source.startswith(("form:", "unit")) for source in sentence.sources or ()
                )
                if sentence.origin not in HUMAN and not ours and sentence.support not in ("unsupported", "blank"):
                    found.append(
                        Claim(
                            passage.offset + at,
                            passage.offset + end,
                            passage.folded[at:end],
                            sentence,
                            passage.section.id,
                        )
                    )
        return found

    return context.memo("claims", work) if is_known(context) else []


def own_claims(context: Context) -> list[tuple[Claim, list[Note]]]:
    """Sentences that a person wrote herself, each with the notes it is of: its sources and those worded like it."""

    def work() -> list[tuple[Claim, list[Note]]]:
        told = [(note, telling(fold(note.words))) for note in context.report.notes]
        found = []
        for passage in context.passages:
            for at, end, sentence in passage.sentences:
                if sentence.origin in HUMAN and passage.paragraph.role != "heading":
                    text = passage.folded[at:end]
                    mine = telling(text)
                    of_it = [
                        note
                        for note, words in told
                        if f"note:{note.id}" in (sentence.sources or ())
                        or len(mine & words) >= max(3, _ALIKE * min(len(mine), len(words)))
                    ]
                    if of_it:
                        start = passage.offset + at
                        found.append((Claim(start, passage.offset + end, text, sentence, passage.section.id), of_it))
        return found

    return context.memo("own claims", work) if is_known(context) else []


def pairs(text: str) -> set[str]:
    """Every two Chinese characters that stand together in a text."""
    words = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {words[at : at + 2] for at in range(len(words) - 1)}


_EMPTY = lazy(
    r"没有人|没有|未发生|未曾|未|无|被|情形|情况|政府信息公开|政务公开|信息公开|公开工作|进一步|不断|持续|确保|力争|年底前|工作|我[镇乡局县市区]|我街道"
)


def telling(text: str) -> set[str]:
    """The pairs of a text without the words that every report has."""
    return pairs(_EMPTY.sub("", text))


def rests(claim: str, ground: set[str]) -> float:
    """The share of a claim's telling pairs that stand in what it is held against."""
    mine = telling(claim)
    return len(mine & ground) / len(mine) if mine else 1.0


def tabled(context: Context, quantity: Quantity) -> bool:
    """Whether a table has the figure with this measure word, or it is worked out from the tables' figures."""

    def work() -> set[tuple[Decimal, str]]:
        return {
            (abs(fact.value), fact.measure)
            for fact in context.book.all.values()
            if fact.value is not None and fact.sources and fact.sources[0].startswith(("cell:", "last:"))
        }

    return (quantity.value, quantity.measure) in context.memo("table figures", work)


def bound_pieces(sentence: Sentence) -> list[Piece]:
    """The spans of a sentence that code put in, figures and names, with their offsets."""
    found, at = [], 0
    for span in sentence.spans:
        end = at + len(span.shown)
        if isinstance(span, FactRef | UnitRef):
            found.append(Piece(at, end, sentence, span))
        at = end
    return found
