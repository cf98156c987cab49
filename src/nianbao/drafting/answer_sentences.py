"""Sentences of a clerk's answers (追问): each its own, or joined to the answer that it follows."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.drafting.note_sentences import note_sentences, own_words
from nianbao.facts import FactBook, note_parts
from nianbao.kinds.questions import questions_of
from nianbao.report import Note, Sentence, Span, Text


def is_answer(note: Note) -> bool:
    """Whether a note is an answer to a question: its words are a sentence of the kind's, and are not put otherwise."""
    return note.id.startswith("answer:")


def answer_sentences(book: FactBook, notes: Sequence[Note]) -> list[Sentence]:
    """The sentences of an aspect's answers, in the order of the questions.

    Args:
        notes: answers only.
    """
    joined = {item.id: item.follows for item in questions_of(book.report.kind).questions if item.joins}
    found: list[tuple[str, list[Span], list[str]]] = []
    at: dict[str, int] = {}
    for note in notes:
        source, key = f"note:{note.id}", note.id.removeprefix("answer:")
        before = next((at[id] for id in joined.get(key, ()) if id in at), None)
        for part, words in note_parts(note):
            spans = own_words(book, f"{source}.{part}", words)
            first = part == "text1"
            if first and before is not None:
                found[before][1].extend([Text(text="，"), *spans])
                found[before][2].append(source)
                at[key] = before
                continue
            found.append((f"note.{note.id}" if first else f"note.{note.id}.{part}", spans, [source]))
            if first:
                at[key] = len(found) - 1
    return [
        Sentence(id=id, spans=[*spans, *_stop(spans)], sources=sources, support="supported", origin="offline")
        for id, spans, sources in found
    ]


def _stop(spans: Sequence[Span]) -> list[Span]:
    return [] if spans[-1].shown.endswith(("！", "。”", "。）")) else [Text(text="。")]


def sentences_of(book: FactBook, notes: Sequence[Note]) -> list[Sentence]:
    """The sentences of an aspect's notes, then those of its answers to questions."""
    own = [note for note in notes if not is_answer(note)]
    return note_sentences(book, own) + answer_sentences(book, [note for note in notes if is_answer(note)])
