"""How long a section is, counted as a local requirement's document counts it."""

from __future__ import annotations

from nianbao.kinds.profile import Limit
from nianbao.report.model import Section
from nianbao.text.lengths import length

__all__ = ["section_length"]


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
