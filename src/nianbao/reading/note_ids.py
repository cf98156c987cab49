"""Stable ids for notes and problems that have none: from the words, with the figures left out."""

from __future__ import annotations

import hashlib

from nianbao.facts import note_parts, problem_parts
from nianbao.report import Note, Problem
from nianbao.text import raw_numerals

__all__ = ["identify_notes", "identify_problems"]


def _skeleton(parts: list[tuple[str, str]]) -> str:
    out = []
    for name, text in parts:
        at = 0
        words = []
        for quantity in raw_numerals(text):
            words += [text[at : quantity.start], "#", quantity.measure]
            at = quantity.end
        out.append(name + "=" + "".join([*words, text[at:]]))
    return "|".join(out)


def _unique(prefix: str, seed: str, used: set[str]) -> str:
    base = prefix + hashlib.sha256(seed.encode()).hexdigest()[:6]
    id, number = base, 2
    while id in used:
        id, number = f"{base}-{number}", number + 1
    used.add(id)
    return id


def identify_notes(notes: list[Note]) -> list[Note]:
    """Give every note without an id one; 23条 becoming 25条 keeps it, other words do not."""
    used = {note.id for note in notes if note.id}
    return [
        note
        if note.id
        else note.model_copy(update={"id": _unique("n", note.aspect + _skeleton(list(note_parts(note))), used)})
        for note in notes
    ]


def identify_problems(problems: list[Problem]) -> list[Problem]:
    """Give every problem without an id one, from the problem's own words (its measure may change)."""
    used = {problem.id for problem in problems if problem.id}
    out = []
    for problem in problems:
        own = [part for part in problem_parts(problem) if part[0] == "problem"]
        out.append(problem if problem.id else problem.model_copy(update={"id": _unique("p", _skeleton(own), used)}))
    return out
