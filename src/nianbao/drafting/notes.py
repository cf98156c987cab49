"""Work notes to sentences: composed from their columns, or the clerk's own words as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from nianbao.facts import FactBook, note_parts
from nianbao.report import Note, Sentence, Span, Text, Unit, UnitRef, kinds, neutral_forms
from nianbao.text import mask

__all__ = ["note_sentences", "own_words", "unit_words"]

_BY = ("通过", "在", "利用", "依托", "借助", "由", "经", "以", "面向", "向")
_SELF = re.compile(
    "(?:我|本)(?:"
    + "|".join(sorted({item.word for item in kinds().values() if item.word}, key=len, reverse=True))
    + ")"
)


def unit_words(spans: list[Span], unit: Unit | None) -> list[Span]:
    """Self-references in a person's words become references to the unit: 我街道 in a 镇 is 我镇.

    A superior's (按照我县部署) and what stands in quotation marks or titles stays.
    """
    if unit is None or unit.kind == "other":
        return spans
    own = {*unit.of.self, *(word for word in unit.names if len(word) <= 2)}
    superior = {f"{prefix}{place[-1]}" for place in unit.within for prefix in "我本"}
    same_level = {word for item in kinds().values() for word in item.self if item.level in (0, unit.of.level)}
    out: list[Span] = []
    for span in spans:
        if not isinstance(span, Text):
            out.append(span)
            continue
        at = 0
        masked = mask(span.text)
        for match in _SELF.finditer(masked):
            word = match.group()
            if word in neutral_forms() or (word not in own and (word in superior or word not in same_level)):
                continue
            if match.start() > at:
                out.append(Text(text=span.text[at : match.start()]))
            out.append(UnitRef(id="self", text=unit.self_word))
            at = match.end()
        if at < len(span.text):
            out.append(Text(text=span.text[at:]))
    return out


def own_words(book: FactBook, source: str, text: str, *, hide: bool = True) -> list[Span]:
    """A person's words as spans: figures and self-references locked, the rest as written.

    Args:
        source: ``note:<id>.<part>`` or ``problem:<id>.<field>``, the part as ``facts`` names it.
        text: that part's words. hide: as for ``FactBook.words``.
    """
    return unit_words(book.words(source, text, hide=hide), book.report.unit)


def _columns(book: FactBook, note: Note, *, lead: bool) -> list[Span]:
    """One note's columns as a clause: 时间，通过渠道做了什么对象数量，结果."""
    parts = dict(note_parts(note))
    spans: list[Span] = []

    def add(field: str, before: str = "", after: str = "") -> None:
        if field in parts:
            lead_in = [Text(text=before)] if before else []
            tail = [Text(text=after)] if after else []
            spans.extend([*lead_in, *own_words(book, f"note:{note.id}.{field}", parts[field]), *tail])

    if lead:
        add("time", after="，")
        add("channel", before="" if parts.get("channel", "").startswith(_BY) else "通过")
    add("what")
    add("object")
    add("quantity")
    add("result", before="，" if spans else "")
    return spans


def _composed(book: FactBook, notes: Sequence[Note]) -> Sentence:
    """Notes that share time and channel, as one sentence that names them once."""
    spans: list[Span] = []
    separator = "；" if any(note.result for note in notes) else "，"
    for index, note in enumerate(notes):
        clause = _columns(book, note, lead=index == 0)
        if index and clause:
            spans.append(Text(text=separator))
        spans.extend(clause)
    spans.append(Text(text="。"))
    sources = [f"note:{note.id}" for note in notes]
    return Sentence(id=f"note.{notes[0].id}", spans=spans, sources=sources, support="supported", origin="offline")


def _verbatim(book: FactBook, note: Note) -> list[Sentence]:
    sentences = []
    for part, words in note_parts(note):
        if not part.startswith("text"):
            continue
        spans = own_words(book, f"note:{note.id}.{part}", words)
        if not words.endswith(("！", "？", "。”", "。）")):
            spans = [*spans, Text(text="。")]
        id = f"note.{note.id}" if part == "text1" and not _has_columns(note) else f"note.{note.id}.{part}"
        source = f"note:{note.id}"
        sentences.append(
            Sentence(id=id, spans=spans, sources=[source], support="supported", origin="offline", verbatim=True)
        )
    return sentences


def _has_columns(note: Note) -> bool:
    return any(not part.startswith("text") for part, _ in note_parts(note))


def note_sentences(book: FactBook, notes: Sequence[Note]) -> list[Sentence]:
    """The sentences of an aspect's notes, in the clerk's order.

    Neighbours with the same time and channel become one sentence; free text is used verbatim, but for
    punctuation and self-reference.
    """

    def together(note: Note) -> tuple[str, str, str]:
        alone = note.text or not (note.time or note.channel)
        return (note.id if alone else "", note.time, note.channel)

    sentences: list[Sentence] = []
    for _, group in groupby(notes, key=together):
        members = list(group)
        if columns := [note for note in members if _has_columns(note)]:
            sentences.append(_composed(book, columns))
        for note in members:
            sentences.extend(_verbatim(book, note))
    return sentences
