"""Figures that a person typed: bound to the facts that they surely state, so that a changed cell reaches them.

What is likely a note's figure, and not surely, gets a guard instead: when the note's changes, the sentence is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nianbao.claims.against_facts import against_facts
from nianbao.claims.bind_text import Binder, Bound
from nianbao.facts import figure as written
from nianbao.facts import rebind
from nianbao.report import HUMAN, FactRef, Guard, Paragraph, Section, Sentence, Span, Text
from nianbao.text import raw_numerals


def typed_bound(sections: Iterable[Section], binder: Binder) -> list[Section]:
    """Sections in which the plain figures of people's sentences are references, where they state a fact beyond doubt.

    A reference that a person's words around it made another figure's is bound to that, or is plain text again, so that
    it follows no wrong cell. Words and figures stay as they are; ours are left alone.

    Args:
        sections: of a draft. binder: of the report that the sentences were written beside.
    """
    return [
        section.model_copy(
            update={"paragraphs": [_paragraph(paragraph, section.id, binder) for paragraph in section.paragraphs]}
        )
        for section in sections
    ]


def typed_rebound(sections: Iterable[Section], binder: Binder) -> list[Section]:
    """The same, where each of a person's sentences is then judged by what it states itself.

    A condition of the words that stood there before does not bind her sentence where it gives those figures.
    """

    def judged(paragraph: Paragraph) -> Paragraph:
        again = [rebind(item, binder.book)[0] if item.origin in HUMAN else item for item in paragraph.sentences]
        return paragraph.model_copy(update={"sentences": again})

    return [
        section.model_copy(update={"paragraphs": [judged(paragraph) for paragraph in section.paragraphs]})
        for section in typed_bound(sections, binder)
    ]


def _paragraph(paragraph: Paragraph, section: str, binder: Binder) -> Paragraph:
    if paragraph.role == "heading" or not any(item.origin in HUMAN for item in paragraph.sentences):
        return paragraph
    found = [_sentence(item, paragraph, section, binder) for item in paragraph.sentences]
    return paragraph.model_copy(update={"sentences": found})


def _sentence(sentence: Sentence, paragraph: Paragraph, section: str, binder: Binder) -> Sentence:
    text = sentence.text
    if sentence.origin not in HUMAN or not (numerals := raw_numerals(text)):
        return sentence
    near = [source for source in sentence.sources or () if source.startswith(("note:", "problem:"))]
    bounds = binder.bind(text, aspect=paragraph.aspect, section=section, sources=near, strict=True)
    by_start = {item.start: item for item in bounds if item.fact and item.fact not in ("year", "next_year")}
    figures = {(item.start, item.end): item for item in numerals}
    claims = {item.start: item.claim for item in bounds}
    spans: list[Span] = []
    at = 0
    for span in sentence.spans:
        start, end = at, at + len(span.shown)
        at = end
        if isinstance(span, Text):
            inside = [item for item in by_start.values() if start <= item.start and item.end <= end]
            spans += binder.spans(span.text, [item.shifted(start) for item in inside])
            continue
        if isinstance(span, FactRef) and span.typed is None and (figure := figures.get((start, end))) is not None:
            claim = claims.get(start)
            verdict = against_facts(claim, binder.book, binder.roles) if claim is not None and claim.sure else None
            wrong = verdict is not None and not binder.states(span.id, figure, text, claim, near)
            if wrong:
                bound = by_start.get(start)
                spans += binder.spans(span.shown, [bound.shifted(start)] if bound is not None else [])
                continue
        spans.append(span)
    shown = {span.id for span in spans if isinstance(span, FactRef)}
    plain = [item for item in bounds if not item.fact]
    said = {written(item.value) for item in numerals if item.value is not None}
    kept = [guard.text for guard in sentence.guards if not (own := _NOTED.match(guard.text)) or own[1] in said]
    found = [guard for item in plain if (guard := _guard(item, text, binder, shown))]
    guards = [Guard(text=text) for text in dict.fromkeys([*kept, *found])]
    if spans == sentence.spans and guards == sentence.guards:
        return sentence
    return sentence.model_copy(update={"spans": spans, "guards": guards})


_NOTED = re.compile(r"(?:note|problem)\.\S+ = ([0-9.]+)$")
"""A guard of this module: kept while the sentence says the figure."""
_RUN = 2
"""Characters that the words before or behind a figure share with its note, at the least."""
_COMMON = frozenset(
    {"信息", "公开", "政府", "工作", "申请", "全年", "其中", "情况", "人员", "内容", "群众", "政务", "年度"}
)
"""Words that every part of a report has: they tie a figure to no note."""


def _guard(bound: Bound, text: str, binder: Binder, shown: set[str]) -> str:
    """That a figure, which no fact surely has, is still that of the only note that speaks of the same; or nothing."""
    begins = max(text.rfind(mark, 0, bound.start) for mark in "，。；：") + 1
    ends = min((at for mark in "，。；：" if (at := text.find(mark, bound.end)) >= 0), default=len(text))
    clause = text[begins : bound.start] + "#" + text[bound.end : ends]
    found = [id for id in bound.candidates if id in binder.book.noted and id not in shown]
    near = [id for id in found if _speaks_of(clause, id, binder)]
    fact = binder.book.get(near[0]) if len(near) == 1 else None
    return f"{fact.id} = {written(fact.value)}" if fact is not None and fact.value is not None else ""


def _speaks_of(clause: str, id: str, binder: Binder) -> bool:
    kind, name, *_ = id.split(".")
    report = binder.book.report
    words = [note.words for note in report.notes if kind == "note" and note.id == name]
    words += [
        item.problem + item.cause + item.measure for item in report.problems if kind == "problem" and item.id == name
    ]
    pairs = {clause[at : at + _RUN] for at in range(len(clause) - 1)}
    return any(pair in text for pair in pairs - _COMMON if _HAN.fullmatch(pair) for text in words)


_HAN = re.compile("[\u4e00-\u9fff]+")
