"""The value of a title, heading or paragraph before and after a decision."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from nianbao.align.sentences import align
from nianbao.checking import Finding
from nianbao.checking.fixes import Edit, fixed_report
from nianbao.facts import FactBook, released
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.report import Blank, Origin, Paragraph, Report, Section, Sentence, Text, TitleLine, as_read, bookmark

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


BY: Origin = "reviewer"


def block_of(finding: Finding) -> str:
    """The block a finding's words stand in; empty for one about a table or the whole."""
    if finding.cell or finding.offset is None:
        return paragraph(finding.paragraph) if finding.paragraph else ""
    if finding.paragraph:
        return paragraph(finding.paragraph)
    return heading(finding.section) if finding.section else TITLE


def signed(before: Value, after: Value, origin: Origin = BY, *, vouched: bool = True) -> Value:
    """Sentences that are not as they were, as the reviewer's.

    Args:
        vouched: whether she says that they are true; where she took over a change of words, one that awaits
            verification still does.
        origin: ``reviewer``; ``past`` for a finished text, of whose sentences nothing is known.
    """
    if isinstance(before, str) or isinstance(after, str):
        return after
    known = {item.id: item for item in before}
    return [item if item == (old := known.get(item.id)) else _signed(item, old, origin, vouched) for item in after]


def _signed(sentence: Sentence, old: Sentence | None, origin: Origin, vouched: bool) -> Sentence:
    waits = not vouched and old is not None and old.support == "unsupported"
    if origin == "past":
        return sentence if _blank(sentence) or waits else as_read(sentence.id, sentence.text)
    sources = [source for source in sentence.sources or [] if source != "clerk"]
    support = "blank" if _blank(sentence) else "unsupported" if waits else "supported"
    return sentence.model_copy(
        update={
            "origin": origin,
            "support": support,
            "sources": list(dict.fromkeys([*sources, BY])),
            "stale": "",
            "doubt": "",
            "verbatim": False,
        }
    )


def _blank(sentence: Sentence) -> bool:
    return any(isinstance(span, Blank) for span in sentence.spans)


def rewritten(report: Report, block: str, text: str) -> Value:
    """A block with words a reviewer typed over it; figures that still stand keep their references.

    Args:
        text: of the whole block; line breaks in it are taken out, a paragraph stays one.
    """
    words = "".join(line.strip() for line in text.splitlines())
    now = value_of(report, block)
    if now is None or isinstance(now, str):
        return words
    section, old = next((home, item) for home, item in report.paragraphs() if paragraph(item.id) == block)
    base = Section(id=section.id, paragraphs=[old])
    came = Paragraph(id="came", sentences=[as_read("came.1", words)])
    aligned = align([base], [base.model_copy(update={"paragraphs": [came]})], {"came": [bookmark(old.id)]})
    taken = {item.id for _, other in report.paragraphs() for item in other.sentences}
    made = [item for part in aligned.sections for held in part.paragraphs for item in held.sentences]
    stale = {item.id: item.text for item in old.sentences if item.stale}
    book = FactBook(report) if stale else None
    made = [
        released(item, book) if book is not None and item.text != stale.get(item.id, item.text) else item
        for item in made
    ]
    return [_own(item, taken) if item.id in aligned.added else item for item in made]


def _own(sentence: Sentence, taken: set[str]) -> Sentence:
    id = "reviewer." + hashlib.sha256(sentence.text.strip().encode()).hexdigest()[:10]
    while id in taken:
        id += "x"
    taken.add(id)
    return sentence.model_copy(update={"id": id})


def fixed(report: Report, finding: Finding) -> Value | None:
    """What stands in a finding's block after its fix; None where it offers none."""
    fix = finding.fix
    if fix is None or fix.text is None or fix.applies == "display" or finding.position is None or not finding.quote:
        return None
    edit = Edit(
        finding.position, finding.quote, fix.text, finding.code, finding.message, finding.severity,
        finding.section, finding.paragraph, finding.offset or 0, finding.location, finding.start or 0,
    )  # fmt: skip
    return value_of(fixed_report(report, [edit]), block_of(finding))


def _each(value: Value, id: str, change: Callable[[Sentence], list[Sentence]]) -> Value:
    if isinstance(value, str):
        return value
    return [made for item in value for made in (change(item) if item.id == id else [item])]


def confirmed(value: Value, id: str) -> Value:
    """A block with a sentence that awaited verification (待核实), or that somebody deleted elsewhere, as it stands."""
    return _each(value, id, lambda item: [item.model_copy(update={"support": "supported", "rival": ""})])


def without(value: Value, id: str) -> Value:
    """A block without a sentence."""
    return _each(value, id, lambda _: [])


def filled(value: Value, id: str, index: int, words: str) -> Value:
    """A block with a blank (待填) of a sentence filled in.

    Args:
        index: of the blank among the sentence's spans. words: what stands there after; line breaks are taken out.
    """
    said = "".join(line.strip() for line in words.splitlines())

    def fill(item: Sentence) -> list[Sentence]:
        alone = len(item.spans) == 1
        ends = said if not alone or said.endswith(("。", "！", "？", "；", "”", "）")) else f"{said}。"
        spans = [Text(text=ends) if number == index else span for number, span in enumerate(item.spans)]
        return [item.model_copy(update={"spans": spans})]

    return _each(value, id, fill)
