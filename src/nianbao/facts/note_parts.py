"""Notes cut into parts: each column cleaned, free text a sentence at a time; and stable ids made of the parts.

Facts and sentences are both made from these parts, so that a figure's id says in which part it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from nianbao.patterns import lazy
from nianbao.report import Note, Problem
from nianbao.text import mask, punctuate, raw_numerals, split_sentences
from nianbao.text.list_marks import unlisted
from nianbao.text.sentences import joined_lines

_NOTE_COLUMNS = ("time", "channel", "what", "object", "quantity", "result")
_PROBLEM_FIELDS = ("problem", "cause", "measure", "owner", "deadline")
_TAIL = "。，；、,;. \u3000"


def _clean(text: str) -> str:
    return punctuate(" ".join(text.split())).strip(_TAIL)


def note_parts(note: Note) -> Iterator[tuple[str, str]]:
    """A note's parts that are not empty: ``(column, words)`` and ``(text1, sentence)`` ….

    Words have no final stop and, at the start of a line of free text, no list mark; what states nothing is left out.
    """
    for column in _NOTE_COLUMNS:
        text = getattr(note, column)
        if words := _clean("\n".join(unlisted(text.splitlines())) if column == "what" else text):
            yield column, words
    number = 0
    for words, states in _pieces(note.text):
        if states:
            number += 1
            yield f"text{number}", words


def left_out(text: str) -> list[str]:
    """What of a note's free text states nothing and is no part of it: signs alone, words to whoever asked, a line that
    only announces what follows."""
    return [words for words, states in _pieces(text) if not states]


CHAT = "(?:好的|当然可以|没问题)[，,！!]"
"""How a chat window begins its answer, as a pattern."""
_TALK = lazy(rf"{CHAT}[^。！？：:]*[：:。！？]|[^。！？：:]*您[^。！？：:]*[：:。！？]")
"""How a chat window begins or ends its answer: to a person, which a report never is (以下是为您整理的内容：)."""
_SAID = lazy("[\u4e00-\u9fffA-Za-z0-9]")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences of a free text, and whether each states something."""
    for line in unlisted(joined_lines(text).lines):
        talk = _TALK.match(mask(line))
        if talk is not None and not raw_numerals(talk.group()):
            yield line[: talk.end()].strip(), False
            line = line[talk.end() :]
        for part in split_sentences(punctuate(line)):
            words = part.strip().removesuffix("。").strip(_TAIL)
            announces = words.endswith((":", "：")) and not raw_numerals(words)
            if words:
                yield words if announces else words.rstrip(_TAIL + ":："), not announces and bool(_SAID.search(words))


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
        lines = [line for line in getattr(problem, field).splitlines() if line.strip()]
        bare = unlisted(lines)
        apart = "；" if len(lines) > 1 and bare != lines else " "  # a list in one cell
        if words := _clean(apart.join(line.strip(_TAIL) if apart == "；" else line for line in bare)):
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
