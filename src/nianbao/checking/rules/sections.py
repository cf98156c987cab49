"""FORM: the sections of a report as its headings part it."""

from __future__ import annotations

from nianbao.checking.context import Context
from nianbao.patterns import lazy
from nianbao.report import Section

__all__ = ["AHEAD", "ORDINAL", "heading_place", "is_whole", "numbered_sections", "part_called"]

_WHOLE = 3
"""Known section headings from which a text is a whole report, not a passage of one."""


def numbered_sections(context: Context) -> list[Section]:
    """The sections that have a first-level heading."""
    return [section for section in context.report.sections if section.heading]


def is_whole(context: Context) -> bool:
    """Whether the text is a whole report: at least three of the form's headings stand in it."""
    return context.memo("whole", lambda: sum(bool(section.id) for section in numbered_sections(context)) >= _WHOLE)


AHEAD = ("problems", "measures")
"""Roles of sections that speak of the year to come."""

ORDINAL = lazy(r"^\s*([一二三四五六七八九十]{1,3})\s*[、．.，]\s*")
"""The number before a first-level heading."""


def part_called(context: Context, section: Section) -> str:
    """What a message calls a section: by its number in the form, else by its heading."""
    titles = {item.id: item.title for item in context.form.sections} if context.form is not None else {}
    match = ORDINAL.match(titles.get(section.id, ""))
    return f"第{match[1]}部分" if match is not None else f"“{section.heading}”"


def heading_place(context: Context, section: Section) -> tuple[int, int]:
    """Where a section's heading stands in the document."""
    block = context.document.of(section)[0]
    return block.start, block.end
