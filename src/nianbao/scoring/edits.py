"""Stretches of a report changed as a model or a person would have typed them.

What is changed is no longer bound to a fact; it stands under the sources that were cited before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nianbao.report import Paragraph, Report, Sentence, Span, Text

__all__ = ["Edit", "edited"]


class Edit(NamedTuple):
    """Words to put in place of a stretch of a paragraph; a new sentence behind it where ``behind``."""

    paragraph: str
    start: int
    end: int
    words: str
    behind: bool = False


def _put(sentence: Sentence, words: str, id: str) -> Sentence:
    """A new sentence behind another, bound to nothing, under the other's sources."""
    update = {"id": id, "spans": [Text(text=words)], "guards": [], "origin": "chat", "verbatim": False}
    return sentence.model_copy(update=update)


def _changed(sentence: Sentence, edits: Sequence[tuple[int, int, str]]) -> Sentence:
    """A sentence with some stretches changed; figures and names that no edit touches stay bound.

    Args:
        edits: start and end in the sentence, and the words put there; they do not overlap.
    """
    spans: list[Span] = []
    at = 0
    for span in sentence.spans:
        shown, end = span.shown, at + len(span.shown)
        mine = sorted((low, high, words) for low, high, words in edits if low < end and at < high)
        if not mine:
            spans.append(span)
        for low, high, words in reversed(mine):
            cut, stop = max(low - at, 0), min(high - at, len(shown))
            shown = shown[:cut] + (words if low >= at else "") + shown[stop:]  # over several spans: into the first
        if mine and shown:
            spans.append(Text(text=shown))
        at = end
    return sentence.model_copy(update={"spans": spans, "guards": [], "origin": "chat", "verbatim": False})


def _edited_paragraph(paragraph: Paragraph, edits: Sequence[Edit]) -> Paragraph | None:
    """The paragraph with some stretches changed; None where no words are left."""
    made: list[Sentence] = []
    at = 0
    for sentence in paragraph.sentences:
        end = at + len(sentence.text)
        mine = [edit for edit in edits if not edit.behind and edit.start < end and at < edit.end]
        inside = [(max(edit.start - at, 0), edit.end - at, edit.words if edit.start >= at else "") for edit in mine]
        changed = _changed(sentence, inside) if mine else sentence
        if changed.text.strip():
            made.append(changed)
        for number, edit in enumerate((edit for edit in edits if edit.behind and at < edit.end <= end), 1):
            id = f"{sentence.id}.put{number}"
            same = edit.words == sentence.text
            made.append(sentence.model_copy(update={"id": id}) if same else _put(sentence, edit.words, id))
        at = end
    return paragraph.model_copy(update={"sentences": made}) if made else None


def edited(report: Report, edits: Iterable[Edit]) -> Report:
    """A copy with some stretches changed; paragraphs without words left are gone, headings stay."""
    by_paragraph: dict[str, list[Edit]] = {}
    for edit in edits:
        by_paragraph.setdefault(edit.paragraph, []).append(edit)
    sections = []
    for section in report.sections:
        kept = []
        for paragraph in section.paragraphs:
            mine = by_paragraph.get(paragraph.id)
            changed = _edited_paragraph(paragraph, mine) if mine else paragraph
            if changed is not None:
                kept.append(changed)
        sections.append(section.model_copy(update={"paragraphs": kept}))
    return report.model_copy(update={"sections": sections, "structured": False})
