"""A draft without the notes it was written from: for whoever may read the report but not what lies behind it."""

from __future__ import annotations

from nianbao.jobs.store.draft_file import DraftFile
from nianbao.report import FactRef, Sentence, Span, Text

__all__ = ["without_notes"]

_FROM = ("note.", "problem.")
_NOTED = ("note:", "problem:")


def _span(span: Span) -> Span:
    if isinstance(span, FactRef) and span.id.startswith(_FROM):
        return Text(text=span.shown)
    return span


def _sentence(sentence: Sentence) -> Sentence:
    """A sentence whose figures from notes are plain words; of one that rests on notes, nothing is known any more."""
    if not any(source.startswith(_NOTED) for source in sentence.sources or ()):
        return sentence
    update: dict[str, object] = {"spans": [_span(span) for span in sentence.spans], "guards": []}
    if sentence.support == "supported" and sentence.origin not in ("clerk", "reviewer"):
        update |= {"origin": "past", "support": "unknown"}
    return sentence.model_copy(update=update)


def without_notes(draft: DraftFile) -> DraftFile:
    """The draft without notes, problems, dropped sentences and advice; the words of the report are as they were."""
    sections = [
        section.model_copy(
            update={
                "paragraphs": [
                    item.model_copy(update={"sentences": [_sentence(held) for held in item.sentences]})
                    for item in section.paragraphs
                ]
            }
        )
        for section in draft.report.sections
    ]
    report = draft.report.model_copy(update={"sections": sections, "notes": [], "problems": []})
    return draft.model_copy(update={"report": report, "dropped": [], "advice": [], "unused": [], "basis": {}})
