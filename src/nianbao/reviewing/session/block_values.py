"""What a reviewer decided, put into a draft: one block of text at a time, and nothing else of it changed."""

from __future__ import annotations

from nianbao.jobs.draftfile import DraftFile
from nianbao.report import Report, Section, Sentence, TitleLine

__all__ = ["TITLE", "Value", "decided", "heading", "paragraph", "value_of", "with_value"]

Value = list[Sentence] | str
"""What stands in a block: a paragraph's sentences, or the words of the title or of a heading."""

TITLE = "title"
_HEADING, _PARAGRAPH = "heading:", "paragraph:"


def heading(section: str) -> str:
    """The block that a section's heading is."""
    return _HEADING + section


def paragraph(id: str) -> str:
    """The block that a paragraph is."""
    return _PARAGRAPH + id


def value_of(report: Report, block: str) -> Value | None:
    """What stands in a block; None where the report has no such block."""
    if block == TITLE:
        return report.title
    if block.startswith(_HEADING):
        found = report.section(block.removeprefix(_HEADING))
        return found.heading if found is not None else None
    id = block.removeprefix(_PARAGRAPH)
    return next((list(item.sentences) for _, item in report.paragraphs() if item.id == id), None)


def with_value(report: Report, block: str, value: Value) -> Report:
    """The report with another value in a block; a paragraph left without sentences keeps its place."""
    if isinstance(value, str):
        if block == TITLE:
            lines = [TitleLine(text=value)] if report.title_lines else []
            return report.model_copy(update={"title": value, "title_lines": lines})
        id = block.removeprefix(_HEADING)
        sections = [item.model_copy(update={"heading": value}) if item.id == id else item for item in report.sections]
        return report.model_copy(update={"sections": sections})
    id = block.removeprefix(_PARAGRAPH)
    return report.model_copy(update={"sections": [_with(item, id, value) for item in report.sections]})


def _with(section: Section, id: str, sentences: list[Sentence]) -> Section:
    if all(item.id != id for item in section.paragraphs):
        return section
    paragraphs = [
        item.model_copy(update={"sentences": list(sentences)}) if item.id == id else item for item in section.paragraphs
    ]
    return section.model_copy(update={"paragraphs": paragraphs})


def _home(report: Report, block: str) -> list[str]:
    id = block.removeprefix(_PARAGRAPH)
    return [section.id for section, item in report.paragraphs() if item.id == id][:1]


def decided(draft: DraftFile, block: str, before: Value, after: Value) -> DraftFile:
    """The draft with a decision in it, so that drafting again keeps it.

    Args:
        draft: as it is. block: a block that stands in it.
        before, after: what stands in the block now, and what is to stand there. Sentences that are gone are not
            drafted again; those that come back may be.
    """
    update: dict[str, object] = {"report": with_value(draft.report, block, after)}
    if isinstance(after, str):
        if block == TITLE:
            update["title"] = after
        else:
            update["headings"] = draft.headings | {block.removeprefix(_HEADING): after}
        return draft.model_copy(update=update)
    was = [item.id for item in before] if not isinstance(before, str) else []
    now = {item.id for item in after}
    deleted = [id for id in draft.deleted if id not in now]
    update["deleted"] = list(dict.fromkeys([*deleted, *(id for id in was if id not in now)]))
    update["touched"] = list(dict.fromkeys([*draft.touched, *_home(draft.report, block)]))
    return draft.model_copy(update=update)
