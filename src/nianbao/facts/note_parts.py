"""Notes cut into parts: each column cleaned, free text a sentence at a time; and stable ids made of the parts.

Facts and sentences are both made from these parts, so that a figure's id says in which part it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from nianbao.patterns import lazy
from nianbao.report import Note, Problem
from nianbao.text import punctuate, raw_numerals, split_sentences
from nianbao.text.sentences import joined_lines

__all__ = ["identify_notes", "identify_problems", "note_parts", "problem_parts", "says_none"]


_NOTE_COLUMNS = ("time", "channel", "what", "object", "quantity", "result")
_PROBLEM_FIELDS = ("problem", "cause", "measure", "owner", "deadline")
_TAIL = "。，；、,;. \u3000"
_MARK = lazy(
    r"^\s*(?:[0-9０-９]{1,2}[.．、](?![0-9０-９])|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,2}、|[-•·●])\s*"
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
    for line in joined_lines(note.text).lines:
        for part in split_sentences(punctuate(_MARK.sub("", line))):
            if words := part.strip().removesuffix("。").strip(_TAIL):
                number += 1
                yield f"text{number}", words


_NONE = lazy(
    r"(?:本?年度?|全年|今年|均|暂|都|也)*(?:无|没有|未|没|不存在)(?:有|曾|开展|发生|进行|组织|实施|举行)*(?:过|了)?"
    r"(?:此|该|这|这种|这个|此类|该类|这类|这项|此项|该项|这方面|相关)?的?(?:情况|情形|事项|工作|活动|问题)?"
)


def says_none(words: str) -> bool:
    """Whether words are a bare answer (无, 没有开展, 未发生此类情况), that names nothing by itself."""
    return _NONE.fullmatch("".join(words.split()).strip(_TAIL + "：:！!")) is not None


def problem_parts(problem: Problem) -> Iterator[tuple[str, str]]:
    """A problem's fields that are not empty, cleaned."""
    for field in _PROBLEM_FIELDS:
        if words := _clean(_MARK.sub("", getattr(problem, field))):
            yield field, words


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
