"""How long a section is, counted as a local requirement's document counts it."""

from __future__ import annotations

from nianbao.kinds.profile import Limit
from nianbao.report.model import Report, Section
from nianbao.text.lengths import length


def limits_of(report: Report) -> list[Limit]:
    """How long sections may be at most, by the local requirements that hold for a report and whose words were read."""
    unit = report.unit
    return [
        limit
        for profile in report.profiles
        for limit in profile.limits
        if limit.most is not None
        and profile.read(limit) != "seen"
        and unit is not None
        and limit.is_for(unit.kind, unit.nearest)
    ]


def section_length(section: Section, limit: Limit) -> int:
    """Characters of a section: neither its title nor tables count, nor what is still to be filled in."""
    words = (
        sentence.text
        for paragraph in section.paragraphs
        if limit.headings or paragraph.role != "heading"
        for sentence in paragraph.sentences
        if sentence.support != "blank"
    )
    return length("\n".join(words), limit.count)
