"""Matches an edited text with known sentences: kept, edited, new, deleted; which of its figures are still bound.

The Word file is the truth for order and words. Each of its paragraphs is cut into sentences of the draft
that stand in it unchanged, sentences a person edited, and sentences she wrote; what of the draft is in
none of them she deleted. Bookmarks say which paragraph is which where they survived; without them the
words do.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from nianbao.align.alignment import Aligned
from nianbao.report import DELETED, Blank, FactRef, Paragraph, Section, Sentence, Span, Text, bookmark
from nianbao.text import Quantity, quantities, split_sentences


def _kept(spans: list[Span], old: str, new: str) -> tuple[list[tuple[int, int, Span]], list[tuple[FactRef, int, int]]]:
    """Spans that stand unchanged in the new text with their offsets, and figures that do not with where they were."""
    blocks = [op for op in Indel.opcodes(old, new) if op.tag == "equal"]
    kept: list[tuple[int, int, Span]] = []
    lost: list[tuple[FactRef, int, int]] = []
    at = 0
    for span in spans:
        start, end = at, at + len(span.shown)
        at = end
        if isinstance(span, Text) or start == end:
            continue
        block = next((op for op in blocks if op.src_start <= start and end <= op.src_end), None)
        if block is not None:
            offset = block.dest_start - block.src_start
            kept.append((start + offset, end + offset, span))
        elif isinstance(span, FactRef):
            before = max((op.dest_end - max(0, op.src_end - start) for op in blocks if op.src_start < start), default=0)
            after = min(
                (op.dest_start + max(0, end - op.src_start) for op in blocks if op.src_end > end), default=len(new)
            )
            lost.append((span, before, after))
    return kept, lost


def _touches_digits(new: str, start: int, end: int) -> bool:
    """Whether a kept figure runs on into digits someone added: 3件 inside 13件."""
    before = new[start - 1] if start else ""
    after = new[end] if end < len(new) else ""
    joins_before = bool(before) and (before.isdigit() or before in ".,") and new[start].isdigit()
    return joins_before or (after.isdigit() and new[end - 1].isdigit())


def _spaced(new: str, ref: FactRef, start: int, end: int) -> re.Match[str] | None:
    """A figure that stands as it was but for white space someone put into it: 2026年 6 月."""
    for hit in re.finditer(r"\s*".join(map(re.escape, ref.shown)), new):
        inside = hit.start() <= end and start <= hit.end() and hit.group() != ref.shown
        if inside and not _touches_digits(new, *hit.span()):
            return hit
    return None


def _typed_over(
    new: str, lost: list[tuple[FactRef, int, int]], kept: list[tuple[int, int, Span]]
) -> list[tuple[int, int, Span]]:
    free: list[Quantity] = [
        quantity
        for quantity in quantities(new)
        if not any(start < quantity.end and quantity.start < end for start, end, _ in kept)
    ]
    found: list[tuple[int, int, Span]] = []
    for ref, start, end in lost:
        if (hit := _spaced(new, ref, start, end)) is not None:
            found.append((*hit.span(), ref.model_copy(update={"typed": hit.group()})))
            continue
        if ref.value is None:  # an address, a telephone number: no figure in it stands for the whole
            words = new[start:end]
            if words.strip() and fuzz.ratio(words, ref.shown) >= _ALIKE:
                found.append((start, end, ref.model_copy(update={"typed": words})))
            continue
        near = [quantity for quantity in free if quantity.start <= end and start <= quantity.end]
        if near and not _is_divided(ref, free):
            quantity = near[0]
            free.remove(quantity)
            found.append((quantity.start, quantity.end, _written_over(ref, quantity)))
    return found


def _is_divided(ref: FactRef, free: list[Quantity]) -> bool:
    """Whether a person divided a figure into others of its measure (2件…，1件… for 3件), which are figures of their own
    and not written over it."""
    own = quantities(ref.text)
    if len(own) != 1 or not own[0].measure:
        return False
    parts = [item.value for item in free if item.measure == own[0].measure and item.value is not None]
    return len(parts) > 1 and sum(parts) == ref.value


def _written_over(ref: FactRef, quantity: Quantity) -> FactRef:
    """A figure with what a person wrote in its place: the same in another form (三个, 3个) is no other figure."""
    own = quantities(ref.text)
    same = len(own) == 1 and own[0].value is not None and own[0].text == ref.text.strip()
    if same and (own[0].value, own[0].measure, own[0].exact) == (quantity.value, quantity.measure, quantity.exact):
        return ref.model_copy(update={"said": None if quantity.text == ref.text else quantity.text, "typed": None})
    return ref.model_copy(update={"typed": quantity.text})


def realign(sentence: Sentence, new: str) -> list[Span]:
    """The spans of an edited sentence.

    Figures, names and blanks that still stand keep their references; a figure with another written over
    it keeps its reference with ``typed``; everything else is the person's text.

    Args:
        sentence: as it was written.
        new: the text a person made of it.
    """
    kept, lost = _kept(sentence.spans, sentence.text, new)
    for item in list(kept):
        start, end, span = item
        if isinstance(span, FactRef) and _touches_digits(new, start, end):
            kept.remove(item)
            lost.append((span, start, end))
    placed = sorted([*kept, *_typed_over(new, lost, kept)], key=lambda item: item[0])
    spans: list[Span] = []
    at = 0
    for start, end, span in placed:
        if start < at:
            continue
        if start > at:
            spans.append(Text(text=new[at:start]))
        spans.append(span)
        at = end
    if at < len(new):
        spans.append(Text(text=new[at:]))
    return spans


def has_blank(spans: list[Span]) -> bool:
    """Whether something in it still waits for a person."""
    return any(isinstance(span, Blank) for span in spans)


_ALIKE = 50.0
"""Indel ratio from which two sentences of one paragraph are one sentence, edited; elsewhere more is asked."""
_ALIKE_ELSEWHERE = 65.0
_MARKS = "。，；：、！？ \u3000"


class _Pool:
    """The draft's sentences that have not been found yet."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self.home: dict[str, tuple[str, str]] = {}
        self.left: dict[str, Sentence] = {}
        for section in sections:
            for paragraph in section.paragraphs:
                for sentence in paragraph.sentences:
                    if sentence.text.strip():
                        self.left[sentence.id] = sentence
                    self.home[sentence.id] = (section.id, paragraph.id)

    def take(self, id: str) -> Sentence:
        return self.left.pop(id)

    def of(self, paragraphs: Iterable[str]) -> list[Sentence]:
        wanted = set(paragraphs)
        return [sentence for id, sentence in self.left.items() if self.home[id][1] in wanted]

    def section(self, id: str) -> list[Sentence]:
        return [sentence for key, sentence in self.left.items() if self.home[key][0] == id]


Piece = str | Sentence
"""A stretch of a returned paragraph: words not yet placed, or a sentence of the draft."""


def _carve(pieces: list[Piece], candidates: list[Sentence], pool: _Pool) -> list[Piece]:
    """Find candidates that stand word for word in the unplaced stretches."""
    for sentence in sorted(candidates, key=lambda item: -len(item.text)):
        text = sentence.text.strip()
        if len(text) < 2 or sentence.id not in pool.left:
            continue
        for index, piece in enumerate(pieces):
            if isinstance(piece, str) and (at := piece.find(text)) >= 0 and _bounded(piece, at, text):
                before, after = piece[:at], piece[at + len(text) :]
                found: list[Piece] = [
                    part for part in (before, pool.take(sentence.id), after) if not isinstance(part, str) or part
                ]
                pieces[index : index + 1] = found
                break
    return pieces


def _bounded(piece: str, at: int, text: str) -> bool:
    """Whether a match begins and ends where a sentence may: a short sentence inside a longer one is not it."""
    before = piece[:at].rstrip()
    starts = not before or before[-1] in "。！？】”）"
    return starts and (text[-1] in "。！？】”）" or not piece[at + len(text) :].strip(_MARKS))


def _edit(old: Sentence, new: str) -> Sentence:
    spans = realign(old, new)
    waiting = has_blank(spans)
    return old.model_copy(
        update={
            "spans": spans,
            "origin": "clerk",
            "support": "blank" if waiting else "supported",
            "sources": list(dict.fromkeys([*(old.sources or []), "clerk"])),
            "stale": "",
            "doubt": "",
            "verbatim": False,
        }
    )


def _written(text: str, ids: set[str]) -> Sentence:
    id = "clerk." + hashlib.sha256(text.strip().encode()).hexdigest()[:10]
    while id in ids:
        id += "x"
    ids.add(id)
    return Sentence(id=id, spans=[Text(text=text)], sources=["clerk"], support="supported", origin="clerk")


class _Aligner:
    def __init__(
        self, base: list[Section], returned: list[Section], bookmarks: dict[str, list[str]], confirms: bool
    ) -> None:
        self.confirms = confirms
        self.base, self.returned = base, returned
        self.pool = _Pool(base)
        self.all = dict(self.pool.left)
        self.ids = set(self.pool.home)
        by_mark = {bookmark(paragraph.id): paragraph.id for section in base for paragraph in section.paragraphs}
        self.known = {paragraph.id: paragraph for section in base for paragraph in section.paragraphs}
        self.marked = {id: [by_mark[name] for name in names if name in by_mark] for id, names in bookmarks.items()}
        self.pieces: dict[str, list[Piece]] = {}
        self.edited: list[str] = []
        self.added: list[str] = []

    def _paragraphs(self) -> Iterable[tuple[Section, Paragraph]]:
        return ((section, paragraph) for section in self.returned for paragraph in section.paragraphs)

    def _place_unchanged(self) -> None:
        """Sentences word for word: first in their own paragraph, then anywhere (moved, split, joined)."""
        for _, paragraph in self._paragraphs():
            self.pieces[paragraph.id] = [paragraph.text]
            _carve(self.pieces[paragraph.id], self.pool.of(self.marked.get(paragraph.id, [])), self.pool)
        for section, paragraph in self._paragraphs():
            _carve(self.pieces[paragraph.id], self.pool.section(section.id), self.pool)
        for _, paragraph in self._paragraphs():
            _carve(self.pieces[paragraph.id], list(self.pool.left.values()), self.pool)

    def _match(self, text: str, candidates: list[Sentence], least: float) -> Sentence | None:
        scored = [(fuzz.ratio(item.text.strip(), text.strip()), item) for item in candidates]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] >= least else None

    def _homes(self, paragraph: Paragraph) -> list[str]:
        near = [self.pool.home[piece.id][1] for piece in self.pieces[paragraph.id] if isinstance(piece, Sentence)]
        return [*self.marked.get(paragraph.id, []), *near]

    def _resolve(self, section: Section, paragraph: Paragraph, text: str) -> list[Sentence]:
        """The unplaced words of a paragraph: edited sentences of the draft, or a person's own."""
        found: list[Sentence] = []
        for part in split_sentences(text):
            if not part.strip():
                continue
            old = self._match(part, self.pool.of(self._homes(paragraph)), _ALIKE) or self._match(
                part, self.pool.section(section.id), _ALIKE_ELSEWHERE
            )
            alone = self.pool.of(self.marked.get(paragraph.id, []))
            if old is None and len(alone) == 1 and alone[0].support == "blank":
                old = alone[0]
            if old is not None and old.text.strip() == part.strip():  # too short to be looked for: 无
                found.append(self._confirmed(self.pool.take(old.id), paragraph))
            elif old is not None:
                self.pool.take(old.id)
                found.append(_edit(old, part))
                self.edited.append(old.id)
            else:
                sentence = _written(part, self.ids)
                found.append(sentence)
                self.added.append(sentence.id)
        return found

    def _confirmed(self, sentence: Sentence, paragraph: Paragraph) -> Sentence:
        """An unchanged sentence; a person's where its 待核实 or 请读, or the comment that it was deleted elsewhere, is
        gone."""
        there = [item for item in paragraph.sentences if item.text.strip() == sentence.text.strip()]
        if sentence.support == "unsupported":  # then no 请读 was beside it
            confirmed = any(item.support != "unsupported" for item in there)
        else:
            confirmed = sentence.verbatim and any(not item.verbatim for item in there)
        settled = sentence.rival == DELETED and any(not item.rival for item in there)
        if not self.confirms or not (confirmed or settled):
            return sentence
        self.edited.append(sentence.id)
        return _edit(sentence, sentence.text).model_copy(update={"rival": ""} if settled else {})

    def _sentences(self, section: Section, paragraph: Paragraph) -> list[Sentence]:
        sentences: list[Sentence] = []
        for piece in self.pieces[paragraph.id]:
            if isinstance(piece, Sentence):
                sentences.append(self._confirmed(piece, paragraph))
            elif not piece.strip(_MARKS) and sentences:
                if piece.strip():
                    last = sentences.pop()
                    sentences.append(_edit(last, last.text + piece.strip()))
                    self.edited.append(last.id)
            else:
                sentences.extend(self._resolve(section, paragraph, piece))
        return sentences

    def _identity(self, paragraph: Paragraph, sentences: list[Sentence], used: set[str]) -> Paragraph:
        """The draft's paragraph it continues, if one; else a new id of its own."""
        homes = [
            *self.marked.get(paragraph.id, []),
            *(self.pool.home[item.id][1] for item in sentences if item.id in self.pool.home),
        ]
        home = next((id for id in homes if id not in used), None)
        if home is not None:
            used.add(home)
            old = self.known[home]
            return old.model_copy(update={"sentences": sentences, "location": None})
        id = "clerk." + hashlib.sha256("".join(item.text for item in sentences).encode()).hexdigest()[:10]
        while id in used:
            id += "x"
        used.add(id)
        near = next((self.known[home] for home in homes), None)
        return Paragraph(
            id=id,
            role=paragraph.role if near is None else near.role,
            level=paragraph.level if near is None else near.level,
            aspect=near.aspect if near else paragraph.aspect,
            sentences=sentences,
        )

    def run(self) -> Aligned:
        self._place_unchanged()
        resolved = {paragraph.id: self._sentences(section, paragraph) for section, paragraph in self._paragraphs()}
        used: set[str] = set()
        sections = []
        bases = {section.id: section for section in self.base}
        for section in self.returned:
            base = bases.get(section.id)
            paragraphs, before = [], 0
            for index, paragraph in enumerate(section.paragraphs):
                if sentences := resolved[paragraph.id]:
                    paragraphs.append(self._identity(paragraph, sentences, used))
                    before += index < section.table_at
            sections.append(
                Section(
                    id=section.id,
                    heading=section.heading,
                    paragraphs=paragraphs,
                    table=base.table if base else section.table,
                    table_at=before,
                )
            )
        deleted = list(self.pool.left)
        touched = [section.id for section in sections if not _same(section, bases.get(section.id))]
        touched += [id for id in dict.fromkeys(self.pool.home[key][0] for key in deleted) if id not in touched]
        return Aligned(sections, self.edited, self.added, deleted, touched)


def _same(section: Section, base: Section | None) -> bool:
    return base is not None and [paragraph.sentences for paragraph in section.paragraphs] == [
        paragraph.sentences for paragraph in base.paragraphs if paragraph.text.strip()
    ]


def align(
    base: list[Section], returned: list[Section], bookmarks: dict[str, list[str]], *, confirms: bool = True
) -> Aligned:
    """Align a returned Word file with the draft it was written from.

    Args:
        base: the draft's sections.
        returned: the Word file's sections, as read.
        bookmarks: of each returned paragraph, the names of ours that begin in it.
        confirms: whether a sentence without 待核实 was confirmed by a person; not where the text was copied into
            another file, which leaves comments behind.

    Returns:
        The sections in the Word file's order. No word of the Word file is lost: every paragraph's
        sentences join to its text, but for white space at sentence ends.
    """
    return _Aligner(base, returned, bookmarks, confirms).run()
