"""Applies the fixes that findings offer, in rounds that do not conflict.

A change is made only if the report checked again has no new finding by it and the finding it mends is gone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from nianbao.checking.document import Document
from nianbao.checking.engine import check
from nianbao.checking.finding import Finding, Severity
from nianbao.report import FactRef, Location, Paragraph, Report, Section, Sentence, Span, Text, TitleLine

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
                    old[max(begin - offset, 0) :],  # what reaches into the next span is cut there
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


Recheck = Callable[[Report], list[Finding]]

NEW = "改了会带来新的问题：{message}"
STILL = "改了以后仍有同样的问题"
OTHER = "改了以后读出的文字与预期不同"


class _Moved:
    """Places of the words after some edits, as places of the words before."""

    def __init__(self, made: Sequence[Edit]) -> None:
        self.made = by_place(made)

    def before(self, start: int, end: int) -> tuple[int, int]:
        """What a stretch of the new words was: one that overlaps changed words takes in the whole change."""
        shift = 0
        first = last = None
        for edit in self.made:
            begin = edit.position + shift
            stop = begin + len(edit.new)
            if stop <= start:
                shift += len(edit.new) - len(edit.old)
                continue
            if begin >= end:
                break
            if first is None:
                first = min(start, begin) - shift
            shift += len(edit.new) - len(edit.old)
            last = max(end, stop) - shift
        return (start - shift if first is None else first), (end - shift if last is None else last)

    def after(self, edit: Edit) -> tuple[int, int]:
        """Where the new words of an edit stand."""
        begin = edit.position + sum(
            len(item.new) - len(item.old) for item in self.made if item.position < edit.position
        )
        return begin, begin + len(edit.new)


def _fresh(before: Sequence[Finding], after: Sequence[Finding], made: Sequence[Edit]) -> str:
    """Why edits should not be made: a finding that was not there, or one that is still there; empty if neither."""
    moved = _Moved(made)
    said = Counter((item.code, item.message) for item in before)
    loose = Counter((item.code, item.cell) for item in before if item.position is None)
    places: dict[str, list[tuple[int, int]]] = {}
    for item in before:
        if item.position is not None:
            places.setdefault(item.code, []).append((item.position, item.position + len(item.quote)))
    ends = {edit.code: [moved.after(other) for other in made if other.code == edit.code] for edit in made}
    for item in after:
        if item.verdict != "fails":
            continue
        if item.position is None:
            key = item.code, item.cell
            loose[key] -= 1
            if loose[key] < 0:
                return NEW.format(message=item.message)
            continue
        start, end = item.position, item.position + len(item.quote)
        if item.silenced is None and any(
            low < end and start < max(high, low + 1) for low, high in ends.get(item.code, ())
        ):
            return STILL
        said[item.code, item.message] -= 1
        if said[item.code, item.message] >= 0:
            continue
        low, high = moved.before(start, end)
        if not any(begin < high and low < stop for begin, stop in places.get(item.code, ())):
            return NEW.format(message=item.message)
    return ""


def settle(
    report: Report,
    findings: Sequence[Finding],
    *,
    unsafe: bool = False,
    change: Callable[[list[Edit]], tuple[Report, list[NotMade]]] | None = None,
    recheck: Recheck = check,
) -> tuple[list[Edit], list[NotMade]]:
    """The edits of one round that can be made together.

    Args:
        report: as it is. findings: of it. unsafe: whether those that want reading are made too.
        change: makes edits and gives the report as read back, and those it could not make; in memory by default.
        recheck: how the result is checked.

    Returns:
        The edits to make, by place; those that were offered and are not made, with the reason.
    """
    offered = edits(findings, unsafe=unsafe)
    if not offered:
        return [], []
    document = Document(report)
    offered = [
        edit._replace(block=document.text[block.start : block.end])
        for edit in offered
        for block in (document.block(edit.position),)
    ]
    not_made: list[NotMade] = []
    if change is not None:
        _, not_made = change(offered)
        refused = {item.edit.position for item in not_made}
        offered = [edit for edit in offered if edit.position not in refused]
    kept: list[Edit] = []

    def reason(group: list[Edit]) -> str:
        made = by_place([*kept, *group])
        wanted = spliced(document.text, [(edit.position, edit.old, edit.new) for edit in made])
        result = fixed_report(report, made) if change is None else change(made)[0]
        if Document(result).text != wanted:
            return OTHER
        return _fresh(findings, recheck(result), made)

    def attempt(group: list[Edit]) -> None:
        if not group:
            return
        why = reason(group)
        if not why:
            kept.extend(group)
        elif len(group) == 1:
            not_made.append(NotMade(group[0], why))
        else:
            half = len(group) // 2
            attempt(group[:half])
            attempt(group[half:])

    attempt(offered)
    return by_place(kept), sorted(not_made, key=lambda item: item.edit.position)
