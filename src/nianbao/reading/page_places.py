"""Places on a web page that a person finds: by section and paragraph, and by line where the source has lines."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.reading.blocks import Block
from nianbao.report import Cell, HtmlPlace, Location, Report, TableSeen

__all__ = ["has_lines", "placed"]

_LINED = 0.5
"""How many different lines a paragraph has at least where a page has lines."""


def has_lines(blocks: Sequence[Block]) -> bool:
    """Whether most paragraphs of a page begin on lines of their own."""
    lines = [item.location.line for item in blocks if isinstance(item.location, HtmlPlace) and item.location.line]
    return len(set(lines)) >= _LINED * max(len(lines), 2)


def _with(place: Location | None, **more: object) -> Location | None:
    return place.model_copy(update=more) if isinstance(place, HtmlPlace) else place


def placed(report: Report, *, lined: bool) -> Report:
    """The report, each place with its section and which of its paragraphs it is.

    Args:
        lined: whether the page's source has lines.
    """
    for line in report.title_lines:
        line.location = _with(line.location, lined=lined)
    tables: dict[int, str] = {}
    for section in report.sections:
        heading = section.heading.strip()
        section.location = _with(section.location, lined=lined, section=heading, paragraph=0)
        for number, paragraph in enumerate(section.paragraphs, 1):
            paragraph.location = _with(paragraph.location, lined=lined, section=heading, paragraph=number)
    for section in report.sections:
        for seen in report.tables:
            if seen.id == section.table and isinstance(seen.location, HtmlPlace) and seen.location.table is not None:
                tables[seen.location.table] = section.heading.strip()
    items: list[TableSeen | Cell] = [*report.tables, *report.cells.values()]
    for item in items:
        place = item.location
        if isinstance(place, HtmlPlace) and place.table is not None and place.table in tables:
            item.location = _with(place, section=tables[place.table])
    return report
