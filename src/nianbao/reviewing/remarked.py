"""Remarks on a report as Word comments in a file that says it once its tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from nianbao.reading.docx import parse_docx
from nianbao.report import Location, Report
from nianbao.reviewing.spots import Spots
from nianbao.wordml.tracked_changes import main_root
from nianbao.writing.annotation import Annotation
from nianbao.writing.docx_comments import annotate

__all__ = ["with_remarks"]


class _Places:
    def __init__(self, report: Report, data: bytes) -> None:
        self.report = report
        self.read = parse_docx(data, "修订稿", unit=report.unit, year=report.year).report
        self.spots = Spots(self.read, main_root(data), report)

    def _block(self, section: str, paragraph: str) -> Location | None:
        for number, item in enumerate(self.report.sections):
            if item.id != section:
                continue
            at = self.spots.of.get(("paragraph" if paragraph else "heading", number, paragraph))
            if at is not None:
                return self.spots.items[at].place
        return None

    def _cell(self, id: str) -> Location | None:
        return self.read.cells[id].location if id in self.read.cells else None

    def _whole(self, known: Location | None) -> Location | None:
        """The place of what a remark without words is about; None for the whole."""
        if known is None:
            return None
        for section in self.report.sections:
            if section.location == known:
                return self._block(section.id, "")
            for paragraph in section.paragraphs:
                if paragraph.location == known:
                    return self._block(section.id, paragraph.id)
        for seen in self.report.tables:
            if seen.location == known:
                return next((item.location for item in self.read.tables if item.id == seen.id), None)
        return next((self._cell(id) for id, cell in self.report.cells.items() if cell.location == known), None)

    def of(self, remark: Annotation) -> Annotation:
        """A remark at its place in the file."""
        if remark.cell:
            return remark._replace(location=self._cell(remark.cell))
        if remark.section:
            return remark._replace(location=self._block(remark.section, remark.paragraph))
        if not remark.quote:
            return remark._replace(location=self._whole(remark.location))
        for line in self.read.title_lines:
            if (at := line.text.find(remark.quote)) >= 0:
                return remark._replace(location=line.location, start=at, end=at + len(remark.quote))
        return remark._replace(location=None, quote="", start=None)


def with_remarks(
    data: bytes, report: Report, wanted: Iterable[Annotation], *, when: datetime
) -> tuple[bytes, list[Annotation]]:
    """A Word file with remarks on a report as comments.

    Args:
        data: the file; accepted it says what the report says. report: the one the remarks are on; its own places are
            those of another file and are not used. wanted: the remarks. when: the comments' date.

    Returns:
        The file; the remarks whose words do not stand in it.
    """
    places = _Places(report, data)
    return annotate(data, [places.of(item) for item in wanted], when=when)
