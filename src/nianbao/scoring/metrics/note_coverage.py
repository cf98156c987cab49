"""Metrics of notes: how much of them is told."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.rules.notes import pairs, telling
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import kept, lines
from nianbao.text import fold, quantities, split_sentences

TOLD = 0.6
"""The share of a note's telling pairs of characters that one place of the text must have (as in SRC15)."""
_FEW = 2
"""Telling pairs; a note with fewer and no figure says nothing that could be looked for (无)."""


def _places(scored: Scored) -> list[tuple[set[str], set[str]]]:
    """Every two sentences that follow each other in a paragraph: their pairs of characters, their figures."""

    def make() -> list[tuple[set[str], set[str]]]:
        found = []
        for line in lines(scored):
            sentences = split_sentences(fold(line.text))
            for at in range(max(1, len(sentences) - 1)):
                text = "".join(sentences[at : at + 2])
                found.append((pairs(text), {f"{item.value}{item.measure}" for item in quantities(text)}))
        return found

    return kept(scored, "places", make)


def _given(scored: Scored) -> Iterator[str]:
    given = scored.case.input
    yield from (note.words for note in given.notes)
    for item in given.problems:
        yield from (item.problem, item.measure)


def is_told(scored: Scored, words: str) -> bool:
    """Whether one place of the text tells a note's words."""
    mine = telling(fold(words))
    figures = {f"{item.value}{item.measure}" for item in quantities(fold(words)) if item.measure != "年"}
    for said, counted in _places(scored):
        share = len(mine & said) / len(mine) if mine else 1.0
        if share >= TOLD or (len(figures) > 1 and figures <= counted and share >= TOLD / 2):
            return True
    return False


@metric("note_coverage", "素材写到率", "素材", better="up")
def note_coverage(scored: Scored) -> float | None:
    """Share of the notes, problems and measures that the text tells.

    Range: 0 to 1, more is better; None where the case has none.
    Meaning: one is told where two neighbouring sentences have six tenths of its telling pairs of characters (words
        that every report has left out), or all its figures, at least two, and three tenths of the pairs.
    Source: the words of rule SRC15 (素材没有用上), held against one place of the text and not the whole of it;
        国办公开办函〔2021〕30号: 内容不能遗漏.
    Weakness: goes by characters: a note told in other words altogether counts as left out, and a note told wrongly
        counts as told (contradictions sees some of that).
    """
    due = [words for words in _given(scored) if len(telling(fold(words))) >= _FEW or quantities(words)]
    return sum(is_told(scored, words) for words in due) / len(due) if due else None
