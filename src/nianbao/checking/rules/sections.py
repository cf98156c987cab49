"""FORM: the sections of a report as its headings part it."""

from __future__ import annotations

from nianbao.checking.context import Context
from nianbao.patterns import lazy
from nianbao.report import Section

__all__ = ["ORDINAL", "heading_place", "is_whole", "numbered_sections"]

_WHOLE = 3
"""Known section headings from which a text is a whole report, not a passage of one."""


def numbered_sections(context: Context) -> list[Section]:
    """The sections that have a first-level heading."""
    return [section for section in context.report.sections if section.heading]


def is_whole(context: Context) -> bool:
    """Whether the text is a whole report: at least three of the form's headings stand in it."""
    return context.memo("whole", lambda: sum(bool(section.id) for section in numbered_sections(context)) >= _WHOLE)


ORDINAL = lazy(r"^\s*([一二三四五六七八九十]{1,3})\s*[、．.，]\s*")
"""The number before a first-level heading."""


def heading_place(context: Context, section: Section) -> tuple[int, int]:
    """Where a section's heading stands in the document."""
    block = context.document.of(section)[0]
    return block.start, block.end
