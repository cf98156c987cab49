"""A report as one string with block offsets, and searches over it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from nianbao.report import Location, Paragraph, Report, Section
from nianbao.text import fold, mask, quoted_spans

BlockKind = Literal["title", "heading", "body"]


class TextBlock(NamedTuple):
    """A title line, a section heading or a paragraph.

    Attributes:
        start, end: offsets in the document's text.
        kind: ``title``, ``heading`` (of a section or within one) or ``body``.
        section: None for the title. paragraph: None for the title and section headings.
    """

    start: int
    end: int
    kind: BlockKind
    section: Section | None
    paragraph: Paragraph | None
    location: Location | None


class Document:
    """The words of a report: title, headings and paragraphs, a line each; tables are not in it.

    Attributes:
        text: as shown. folded: of equal length, for matching. masked: folded, quotations hidden.
    """

    def __init__(self, report: Report) -> None:
        self.blocks: list[TextBlock] = []
        parts: list[str] = []
        at = 0

        def add(
            text: str, kind: BlockKind, section: Section | None, paragraph: Paragraph | None, place: Location | None
        ) -> None:
            nonlocal at
            text = text.replace("\n", " ")
            self.blocks.append(TextBlock(at, at + len(text), kind, section, paragraph, place))
            parts.append(text)
            at += len(text) + 1

        for line in report.title_lines:
            add(line.text, "title", None, None, line.location)
        if not report.title_lines and report.title:
            add(report.title, "title", None, None, None)
        for section in report.sections:
            if section.heading:
                add(section.heading, "heading", section, None, section.location)
            for paragraph in section.paragraphs:
                kind: BlockKind = "heading" if paragraph.role == "heading" else "body"
                add(paragraph.text, kind, section, paragraph, paragraph.location)
        self.text = "\n".join(parts)
        self.folded = fold(self.text)
        self.masked = mask(self.folded, quoted_spans(self.text))
        self._starts = [block.start for block in self.blocks]

    @cached_property
    def _of_sections(self) -> dict[int, list[TextBlock]]:
        found: dict[int, list[TextBlock]] = {}
        for block in self.blocks:
            if block.section is not None:
                found.setdefault(id(block.section), []).append(block)
        return found

    def of(self, section: Section) -> list[TextBlock]:
        """The blocks of a section of the report, its heading first."""
        return self._of_sections.get(id(section), [])

    def block(self, offset: int) -> TextBlock:
        """The block an offset falls in."""
        return self.blocks[max(bisect_right(self._starts, offset) - 1, 0)]

    def sections(self, *ids: str) -> Iterator[tuple[int, int]]:
        """Offsets of the sections with these ids, headings included."""
        for id in ids:
            inside = [block for block in self.blocks if block.section is not None and block.section.id == id]
            if inside:
                yield inside[0].start, inside[-1].end
