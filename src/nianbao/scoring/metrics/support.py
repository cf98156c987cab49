"""Metrics of support: unsupported and contradicted sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.checking import tagged
from nianbao.checking.rules.notes import pairs, rests
from nianbao.report import Sentence
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.figures import is_licensed, is_year
from nianbao.scoring.metrics.scored_text import bare, composed, kept, lines, stretch
from nianbao.text import fold, raw_numerals


def _unsupported() -> frozenset[str]:
    """Rules that say that nothing stands behind a sentence."""
    return tagged("unverified", "unsupported")


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _sentences(scored: Scored) -> list[tuple[str, int, Sentence]]:
    """The sentences of the body that say something: paragraph, offset, sentence."""

    def make() -> list[tuple[str, int, Sentence]]:
        found = []
        for line in lines(scored):
            at = 0
            for sentence in line.paragraph.sentences:
                if bare(sentence.text).strip():
                    found.append((line.paragraph.id, at, sentence))
                at += len(sentence.text)
        return found

    return kept(scored, "sentences", make)


def _objected(scored: Scored, codes: frozenset[str]) -> Iterator[tuple[Sentence, set[str]]]:
    """Every sentence with the codes of those findings of some rules that stand in it."""
    by_paragraph: dict[str, list[tuple[int, int, str]]] = {}
    for finding in scored.findings:
        if finding.code in codes and finding.verdict == "fails" and (place := stretch(finding)) is not None:
            by_paragraph.setdefault(finding.paragraph, []).append((*place, finding.code))
    for id, at, sentence in _sentences(scored):
        end = at + len(sentence.text)
        yield sentence, {code for start, stop, code in by_paragraph.get(id, ()) if start < end and at < stop}


class _Said(NamedTuple):
    """What code says of the case in one sentence: its pairs of characters, its figures, whether it is of figures."""

    pairs: set[str]
    figures: set[tuple[Decimal | None, str]]
    of_figures: bool


def _figures(text: str) -> set[tuple[Decimal | None, str]]:
    return {(item.value, item.measure) for item in raw_numerals(text) if not is_year(item)}


def _said(scored: Scored) -> list[_Said]:
    def make() -> list[_Said]:
        return [
            _Said(
                pairs(fold(item.text)),
                _figures(item.text),
                all(source.startswith(("cell:", "last:", "form:")) for source in item.sources or ["?"]),
            )
            for item in composed(scored)
            if item.support != "blank"
        ]

    return kept(scored, "said by code", make)


_LIKE = 0.5
"""The share of a sentence's telling pairs that what code says must have, to be what the sentence tells anew."""


def _waived(scored: Scored, sentence: Sentence) -> set[str]:
    """Rules whose objection to a sentence does not count: they know nothing of the figures that stand behind a text.

    A year is no figure: year_correctness sees it.
    """
    words = kept(scored, "composed words", lambda: {_plain(item.text) for item in composed(scored)})
    if _plain(sentence.text) in words:
        return {*_unsupported(), "SRC14"}
    counted = [item for item in raw_numerals(sentence.text) if not is_year(item)]
    if not all(is_licensed(scored, item) for item in counted):
        return set()
    text, said = fold(sentence.text), _said(scored)
    waived = {"SRC05", "SRC16"}
    if counted or rests(text, set().union(*(item.pairs for item in said))) >= _LIKE:
        waived.add("SRC17")
    if rests(text, set().union(*(item.pairs for item in said if item.of_figures))) >= _LIKE:
        waived.add("SRC11")
    mine = _figures(sentence.text)
    if mine and any(mine <= item.figures and rests(text, item.pairs) >= _LIKE for item in said):
        waived.add("SRC14")
    return waived


@metric("unsupported", "无依据句占比", "依据", better="down")
def unsupported(scored: Scored) -> float | None:
    """Share of the sentences that rest on no figure and no note.

    Range: 0 to 1, less is better; None for a text without sentences.
    Meaning: a sentence counts when a rule on support objects to it or to a clause of it (SRC02, SRC05 to SRC13, SRC16
        to SRC18), or when drafting marked it 待核实, by its rules or by a model that read it again. The rules
        know the notes; of a sentence that tells the case's figures, in words like those that code has for them, their
        objections do not count (SRC05, SRC11, SRC16, SRC17), nor any of one that is word for word what code says.
    Source: share of unsupported statements, as in attributable generation (Rashkin et al., AIS, arXiv 2112.12870),
        judged by the check engine's own rules (docs/rules.md).
    Weakness: rules go by words: an invention in the words of a note passes, a note told in other words may be objected
        to. Sentences that the offline engine composed of notes are exempt from some of the rules, and those of a
        clerk or reviewer from all.
    """
    total = hit = 0
    for sentence, codes in _objected(scored, _unsupported()):
        total += 1
        hit += bool(codes and codes - _waived(scored, sentence)) or sentence.support == "unsupported"
    return hit / total if total else None


@metric("contradictions", "矛盾句占比", "依据", better="down")
def contradictions(scored: Scored) -> float | None:
    """Share of the sentences that say otherwise than the tables or the notes.

    Range: 0 to 1, less is better; None for a text without sentences.
    Meaning: a sentence counts when a rule finds both sides: text against table (NUM01), a condition that no longer
        holds (SRC03), a figure typed over (SRC04), a note that says otherwise (SRC14; not where the sentence has the
        same figures, in like words, as one that code makes of the case).
    Source: the check engine's rules (docs/rules.md); share by sentence as for unsupported.
    Weakness: only what the rules can pair is seen: a wrong figure of which no table or note speaks in like words is
        none of these (figure_precision sees it), and a note turned around in meaning mostly passes. A text of which
        sources are not known may be objected to where one sentence tells the figures of several of ours.
    """
    found = [bool(codes and codes - _waived(scored, item)) for item, codes in _objected(scored, tagged("contradicted"))]
    return sum(found) / len(found) if found else None
