"""The changes that findings offer, and a report with them made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nianbao.checking.document import Document
from nianbao.checking.finding import Finding, Severity
from nianbao.report import FactRef, Location, Paragraph, Report, Section, Sentence, Span, Text, TitleLine

__all__ = ["Edit", "NotMade", "by_place", "edits", "fixed_report", "spliced"]

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


class Edit(NamedTuple):
    """Words to put in place of others.

    Attributes:
        position: where the old words begin in the words of the report. old, new: the words.
        code: of the finding it mends. message: of the finding, in Chinese. severity: of the finding.
        section, paragraph: ids, as in the finding. offset: of the old words in the title line, heading or paragraph.
        location: where the source has the words. start: offset in the source, as in the finding.
        block: the whole text of the title line, heading or paragraph, before.
    """

    position: int
    old: str
    new: str
    code: str
    message: str
    severity: Severity
    section: str
    paragraph: str
    offset: int
    location: Location | None
    start: int
    block: str = ""

    @property
    def end(self) -> int:
        """Where the old words end in the words of the report."""
        return self.position + len(self.old)


def by_place(made: Iterable[Edit]) -> list[Edit]:
    """Edits in the order of their places."""
    return sorted(made, key=lambda edit: edit.position)


class NotMade(NamedTuple):
    """An edit that was not made, and why, in Chinese."""

    edit: Edit
    reason: str


def edits(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Edit]:
    """The changes that findings offer and that do not touch each other, by place.

    Args:
        findings: of one report; those that are silenced or not assessed offer none.
        unsafe: whether those that want reading are taken too.

    Returns:
        Of several at one place the first by place, of those the gravest; the same change once.
    """
    wanted = ("safe", "unsafe") if unsafe else ("safe",)
    offered = [
        Edit(
            finding.position, finding.quote, finding.fix.text, finding.code, finding.message, finding.severity,
            finding.section, finding.paragraph, finding.offset or 0, finding.location, finding.start or 0,
        )
        for finding in findings
        if finding.counts and finding.position is not None and finding.quote
        and finding.fix is not None and finding.fix.text is not None and finding.fix.applies in wanted
        and finding.fix.text != finding.quote
    ]  # fmt: skip
    chosen: list[Edit] = []
    for edit in sorted(offered, key=lambda item: (item.position, _RANK[item.severity], item.end, item.code, item.new)):
        if not chosen or edit.position >= chosen[-1].end:
            chosen.append(edit)
    return chosen


# ── in memory


def spliced(text: str, changes: Sequence[tuple[int, str, str]]) -> str:
    """A text with changes made: each an offset, the words there, and the words to put in their place."""
    for offset, old, new in sorted(changes, reverse=True):
        text = text[:offset] + new + text[offset + len(old) :]
    return text


def _span(span: Span, text: str) -> Span:
    if isinstance(span, FactRef):
        return span.model_copy(update={"typed": text})
    return Text(text=text)


def _paragraph(paragraph: Paragraph, changes: Sequence[tuple[int, str, str]]) -> Paragraph:
    """A paragraph with changes; what replaces words of several spans goes into the first."""
    inside: dict[tuple[int, int], str] = {}
    at = 0
    for number, sentence in enumerate(paragraph.sentences):
        for index, span in enumerate(sentence.spans):
            begin, end = at, at + len(span.shown)
            at = end
            cut = [
                (
                    max(offset, begin) - begin,
                    old[max(begin - offset, 0) : max(end - offset, 0)],
                    new if begin <= offset < end else "",
                )
                for offset, old, new in changes
                if offset < end and begin < offset + len(old)
            ]
            if cut:
                inside[number, index] = spliced(span.shown, cut)
    sentences: list[Sentence] = []
    for number, sentence in enumerate(paragraph.sentences):
        spans = [
            _span(span, inside[number, index]) if (number, index) in inside else span
            for index, span in enumerate(sentence.spans)
        ]
        sentences.append(sentence.model_copy(update={"spans": spans}))
    return paragraph.model_copy(update={"sentences": sentences})


def fixed_report(report: Report, made: Sequence[Edit]) -> Report:
    """A report with edits made; the one given is not changed. Places in its source are as before."""
    by_block: dict[int, list[tuple[int, str, str]]] = {}
    blocks = Document(report).blocks
    starts = [block.start for block in blocks]
    for edit in made:
        number = bisect_right(starts, edit.position) - 1
        by_block.setdefault(number, []).append((edit.position - starts[number], edit.old, edit.new))
    number = 0

    def text_of(text: str) -> str:
        nonlocal number
        number += 1
        return spliced(text, by_block.get(number - 1, ()))

    def paragraph_of(paragraph: Paragraph) -> Paragraph:
        nonlocal number
        number += 1
        changes = by_block.get(number - 1)
        return _paragraph(paragraph, changes) if changes else paragraph

    update: dict[str, object] = {}
    if report.title_lines:
        lines = [TitleLine(text=text_of(line.text), location=line.location) for line in report.title_lines]
        update = {"title_lines": lines, "title": "".join(line.text for line in lines)}
    elif report.title:
        update = {"title": text_of(report.title)}
    sections: list[Section] = []
    for section in report.sections:
        heading = text_of(section.heading) if section.heading else ""
        paragraphs = [paragraph_of(paragraph) for paragraph in section.paragraphs]
        sections.append(section.model_copy(update={"heading": heading, "paragraphs": paragraphs}))
    return report.model_copy(update={**update, "sections": sections})
