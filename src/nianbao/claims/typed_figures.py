"""Figures that a person typed: bound to the facts that they surely state, so that a changed cell reaches them."""

from __future__ import annotations

from collections.abc import Iterable

from nianbao.claims.against_facts import against_facts
from nianbao.claims.bind_text import Binder
from nianbao.report import HUMAN, FactRef, Paragraph, Section, Sentence, Span, Text
from nianbao.text import raw_numerals

__all__ = ["typed_bound"]


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
    return sentence if spans == sentence.spans else sentence.model_copy(update={"spans": spans})
