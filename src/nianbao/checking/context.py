"""What a rule is given: the report, its form and facts, its paragraphs, and a way to make findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nianbao.checking.finding import Finding, Fix, Severity, Verdict
from nianbao.errors import NianbaoError
from nianbao.facts import FactBook, form_of
from nianbao.forms import Form
from nianbao.report import Cell, Location, Paragraph, Report, Section, TextPlace
from nianbao.text import fold, mask, quoted_spans

__all__ = ["Context", "Passage"]


@dataclass(frozen=True)
class Passage:
    """A paragraph as rules read it.

    Attributes:
        text: as shown. folded: of equal length, for matching. masked: folded, quotations hidden.
    """

    section: Section
    paragraph: Paragraph
    text: str
    folded: str
    masked: str


class Context:
    """A report under check. Nothing in a report makes it raise."""

    def __init__(self, report: Report) -> None:
        try:
            form_of(report)
        except NianbaoError:  # an edition nobody knows: TABLE09 says so, everything else goes by the year
            report = report.model_copy(update={"edition": ""})
        self.report = report
        self.book = FactBook(report)

    @cached_property
    def form(self) -> Form | None:
        """The form it is checked by; None where neither edition nor year is known."""
        return form_of(self.report)

    @cached_property
    def passages(self) -> list[Passage]:
        """Every paragraph, in order."""
        found = []
        for section, paragraph in self.report.paragraphs():
            text = paragraph.text
            folded = fold(text)
            found.append(Passage(section, paragraph, text, folded, mask(folded, quoted_spans(text))))
        return found

    @property
    def drafted(self) -> bool:
        """Whether it is a draft of ours: its sentences carry sources."""
        return any(sentence.origin != "past" for sentence in self.report.sentences())

    def in_section(self, *ids: str) -> Iterator[Passage]:
        """The paragraphs of some sections."""
        return (passage for passage in self.passages if passage.section.id in ids)

    # ── findings

    def at(self, passage: Passage, start: int, end: int, message: str, **more: Any) -> Finding:
        """A finding at a place of a paragraph."""
        place = passage.paragraph.location
        shift = place.start if isinstance(place, TextPlace) else 0
        if isinstance(place, TextPlace):
            place = TextPlace(start=shift + start, end=shift + end, line=place.line)
        return _finding(
            message=message,
            quote=passage.text[start:end],
            start=shift + start,
            end=shift + end,
            location=place,
            paragraph=passage.paragraph.id,
            **more,
        )

    def cell(self, id: str, message: str, **more: Any) -> Finding:
        """A finding about a figure of a table."""
        cell = self.report.cells.get(id)
        return _finding(message=message, quote=_raw(cell), location=cell.location if cell else None, cell=id, **more)

    def whole(self, message: str, *, location: Location | None = None, **more: Any) -> Finding:
        """A finding about the report, a section or a table as a whole."""
        return _finding(message=message, location=location, **more)


def _raw(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.raw is not None:
        return cell.raw
    return "" if cell.value is None else str(cell.value)


def _finding(
    *,
    message: str,
    severity: Severity = "info",
    verdict: Verdict = "fails",
    fix: Fix | str | None = None,
    evidence: dict[str, str] | None = None,
    **more: Any,
) -> Finding:
    advice = Fix(advice=fix) if isinstance(fix, str) else fix
    return Finding(
        code="",
        name="",
        severity=severity,
        verdict=verdict,
        message=message,
        fix=advice,
        evidence=evidence or {},
        **more,
    )
