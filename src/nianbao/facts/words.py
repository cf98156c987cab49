"""A person's notes cut into parts: each column cleaned, free text a sentence at a time.

Facts and sentences are both made from these parts, so that a figure's id says in which part it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.lazy import lazy
from nianbao.report import Note, Problem
from nianbao.text import punctuate, split_sentences

__all__ = ["note_parts", "problem_parts"]

_NOTE_COLUMNS = ("time", "channel", "what", "object", "quantity", "result")
_PROBLEM_FIELDS = ("problem", "cause", "measure", "owner", "deadline")
_TAIL = "。，；、,;. \u3000"
_MARK = lazy(
    r"^\s*(?:[0-9０-９]{1,2}[.．、](?![0-9０-９])|（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十]{1,2}、|[-•·●])\s*"
)


def _clean(text: str) -> str:
    return punctuate(" ".join(text.split())).strip(_TAIL)


def note_parts(note: Note) -> Iterator[tuple[str, str]]:
    """A note's parts that are not empty: ``(column, words)`` and ``(text1, sentence)`` ….

    Words have no final stop and, at the start of a line of free text, no list mark.
    """
    for column in _NOTE_COLUMNS:
        if words := _clean(getattr(note, column)):
            yield column, words
    number = 0
    for line in note.text.splitlines():
        for part in split_sentences(punctuate(_MARK.sub("", line))):
            if words := part.strip().removesuffix("。").strip(_TAIL):
                number += 1
                yield f"text{number}", words


def problem_parts(problem: Problem) -> Iterator[tuple[str, str]]:
    """A problem's fields that are not empty, cleaned."""
    for field in _PROBLEM_FIELDS:
        if words := _clean(_MARK.sub("", getattr(problem, field))):
            yield field, words
