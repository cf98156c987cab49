"""The sentences of a text that metrics read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar, cast

from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.drafting import outline
from nianbao.drafting.engines.offline import Offline
from nianbao.facts import FactBook
from nianbao.patterns import lazy
from nianbao.report import FactRef, Paragraph, Report, Section, Sentence
from nianbao.scoring.metric import Scored

T = TypeVar("T")
_BLANK = lazy(r"【(?:待填|待核实)[^】]*】")


def kept(scored: Scored, key: str, make: Callable[[], T]) -> T:
    """Something several metrics need, worked out once for a text."""
    if key not in scored.memo:
        scored.memo[key] = make()
    return cast("T", scored.memo[key])


def bare(text: str) -> str:
    """A text without the places that a person has to fill or confirm."""
    return _BLANK.sub("", text)


class TextLine(NamedTuple):
    """A paragraph of the body."""

    section: Section
    paragraph: Paragraph
    text: str


def _lines(report: Report) -> Iterator[TextLine]:
    for section, paragraph in report.paragraphs():
        if section.id != "preamble" and paragraph.role == "body" and (text := bare(paragraph.text)).strip():
            yield TextLine(section, paragraph, text)


def lines(scored: Scored) -> list[TextLine]:
    """The paragraphs of the body that have words."""
    return kept(scored, "lines", lambda: list(_lines(scored.report)))


def own_text(report: Report) -> str:
    """The body of any report, a paragraph a line: no preamble, headings, tables, blanks."""
    return "\n".join(line.text for line in _lines(report))


def body(scored: Scored) -> str:
    """The body of the text."""
    return kept(scored, "body", lambda: "\n".join(line.text for line in lines(scored)))


def names(scored: Scored) -> tuple[str, ...]:
    """The names of the unit, which are no likeness."""
    unit = scored.case.input.unit
    return unit.names if unit is not None else ()


def ground(scored: Scored) -> Context:
    """The case's own figures and notes, as rules see them."""
    return kept(scored, "ground", lambda: Context(outline(scored.case.input)))


def stretch(finding: Finding) -> tuple[int, int] | None:
    """Where in its title, heading or paragraph a finding stands; None where it is about no words.

    Not its ``start``: in a text that was read from a plain file that counts from the beginning of the file.
    """
    if finding.start is None:
        return None
    at = finding.start if finding.offset is None else finding.offset
    return at, at + max(len(finding.quote), 1)


def composed(scored: Scored) -> list[Sentence]:
    """What code alone says of the case's figures and notes (the offline engine), preamble and headings left out."""

    def make() -> list[Sentence]:
        book = FactBook(outline(scored.case.input))
        return [
            sentence
            for section in Offline().compose(book).sections
            if section.id != "preamble"
            for paragraph in section.paragraphs
            if paragraph.role == "body"
            for sentence in paragraph.sentences
        ]

    return kept(scored, "composed", make)


def held(sentence: Sentence) -> list[FactRef]:
    """The figures that a sentence of ours shows, differences, rates and last year's left out."""
    derived = (".diff", ".growth", ".trend", ".share")
    return [
        span
        for span in sentence.spans
        if isinstance(span, FactRef) and not span.id.endswith(derived) and not span.id.startswith("last.")
    ]


def last_text(scored: Scored) -> str:
    """Last year's words, preamble left out; empty where they are not known."""
    last = scored.case.input.last
    sections = last.sections() if last is not None else []
    return "\n".join(item.text for section in sections if section.id != "preamble" for item in section.paragraphs)
