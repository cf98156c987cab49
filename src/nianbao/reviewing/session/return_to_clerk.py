"""退回: the clerk's Word file with tracked changes, comments and a list of what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from nianbao.checking import tagged
from nianbao.checking.silence import IGNORE
from nianbao.files import beside, write_atomic
from nianbao.jobs.store.pack_file import safe
from nianbao.report import Report, Sentence
from nianbao.reviewing.compare.comparison import Comparison
from nianbao.reviewing.session.block_values import TITLE
from nianbao.reviewing.session.decision_store import Decision, loaded
from nianbao.reviewing.session.review_desk import Act, Desk, ReviewSheet, writable
from nianbao.reviewing.session.review_items import ReviewItem, items
from nianbao.wordml.content import VERIFIED
from nianbao.writing.annotations import Annotation
from nianbao.writing.printed_text import remarks_on

_WAITING = {"verify": "核实", "blank": "填写", "conflict": "选定"}


class GivenBack(NamedTuple):
    """What was written: the file, the list of what to do in it, and what the reviewer should know."""

    path: Path
    todo: list[str]
    notes: list[str]


def _place(report: Report, block: str) -> str:
    """Where a block is, in words: its section's heading, and the heading within it."""
    kind, _, id = block.partition(":")
    if not block or block == TITLE:
        return "标题" if block else "全文"
    if kind == "heading":
        found = report.section(id)
        return found.heading if found is not None else ""
    for section in report.sections:
        under = ""
        for held in section.paragraphs:
            if held.role == "heading":
                under = held.text
            if held.id == id:
                return under or section.heading or "开头"
    return ""


def _brief(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}……"


def _said(report: Report, decision: Decision) -> str:
    label = f"（{decision.label}）" if decision.label and decision.words != decision.label else ""
    return f"{_place(report, decision.block)}：{decision.words}{label}"


def todo(sheet: ReviewSheet) -> list[str]:
    """What the clerk is asked to do, a line each, without numbers: requests, comments, what waits for her."""
    report = sheet.report
    lines = [_said(report, item) for item in sheet.review.standing if item.kind in ("ask", "comment")]
    texts = {f"paragraph:{held.id}": held.text for _, held in report.paragraphs()}
    for item in sheet.items:
        if item.kind in _WAITING:
            quoted = _brief(texts[item.block][item.start : item.end])
            what = item.title if item.kind == "blank" else f"{item.title.partition('：')[0]}：{quoted}"
            lines.append(f"{_place(report, item.block)}：{what}")
    grave = [item for item in sheet.items if item.kind in ("fix", "finding") and item.level != "info"]
    lines += [f"{_place(report, item.block)}：{item.title}" for item in grave]
    return list(dict.fromkeys(lines))


def _at(report: Report, block: str) -> tuple[str, str, str]:
    """Section, paragraph and words of a block, as an annotation wants them."""
    kind, _, id = block.partition(":")
    if kind == "heading":
        found = report.section(id)
        return (id, "", found.heading) if found is not None else ("", "", "")
    for section, held in report.paragraphs():
        if kind == "paragraph" and held.id == id:
            return section.id, id, held.text
    return "", "", report.title if block == TITLE else ""


def _remarks(sheet: ReviewSheet, who: str, words: str, lines: list[str]) -> Iterator[Annotation]:
    """The list at the title, then what the reviewer said at its places."""
    head = words.strip() or "请按下列各项修改后再报。"
    numbered = tuple(f"{number}. {line}" for number, line in enumerate(lines, 1))
    yield Annotation(head=f"退回意见：{head}", body=numbered, level="info", code="", author=who)
    open_items: dict[str, ReviewItem] = {item.id: item for item in sheet.items}
    for decision in sheet.review.standing:
        if decision.kind not in ("ask", "comment"):
            continue
        section, paragraph, text = _at(sheet.report, decision.block)
        label = f"（{decision.label}）" if decision.label and decision.words != decision.label else ""
        cell = open_items[decision.item].cell if decision.item in open_items else ""
        yield Annotation(
            head=f"{decision.words}{label}", body=(), level="info", code="", quote=text, section=section,
            paragraph=paragraph, start=0 if text else None, end=len(text) if text else None, cell=cell,
            author=decision.who,
        )  # fmt: skip


def _set_aside(sheet: ReviewSheet) -> Iterator[Annotation]:
    """What the reviewer found to be no problem, in the words by which a comment silences it at the clerk's too."""
    settled = {item.item: item for item in sheet.review.standing if item.kind == "reject" and item.item}
    for item in items(sheet.report, sheet.findings):
        decision = settled.get(item.id)
        if decision is None or not item.code:
            continue
        section, paragraph, text = _at(sheet.report, item.block)
        start, end = (item.start, item.end) if item.end > item.start else (0, len(text))
        yield Annotation(
            head=f"{IGNORE} {item.code} {decision.words.strip() or '审核认为不是问题'}", body=(), level="info", code="",
            quote=text[start:end], section=section, paragraph=paragraph, start=start if text else None,
            end=end if text else None, cell=item.cell, author=decision.who,
        )  # fmt: skip


def _verified(sheet: ReviewSheet) -> Iterator[Annotation]:
    """What the reviewer found true, said at each sentence: a comment that is gone says nothing of who took it away."""
    for decision in sheet.review.standing:
        if decision.kind != "confirm":
            continue
        was = {item.id: item for item in _sentences(decision.before)}
        true = {item.id for item in _sentences(decision.after) if item != was.get(item.id)}
        for section, held in sheet.report.paragraphs():
            at = 0
            for sentence in held.sentences:
                end = at + len(sentence.text)
                if sentence.id in true and decision.block == f"paragraph:{held.id}" and sentence.text.strip():
                    yield Annotation(
                        head=VERIFIED, body=(), level="info", code="", quote=sentence.text, section=section.id,
                        paragraph=held.id, start=at, end=end, author=decision.who,
                    )  # fmt: skip
                at = end


def _sentences(stored: str) -> list[Sentence]:
    value = loaded(stored)
    return [] if isinstance(value, str) else value


def _doubts(report: Report) -> Iterator[Annotation]:
    """The comments by which a Word file says which sentences await verification, reading or a choice; one that has
    none was confirmed."""
    for section, held in report.paragraphs():
        at = 0
        for sentence in held.sentences:
            end = at + len(sentence.text)
            for head, *body in remarks_on(report, sentence):
                yield Annotation(
                    head=head, body=tuple(body), level="warning", code="", quote=sentence.text, section=section.id,
                    paragraph=held.id, start=at, end=end,
                )  # fmt: skip
            at = end


def _compared(desk: Desk, now: Report, base: bytes | None) -> Comparison:
    """What was decided, beside what the clerk's file says."""
    from nianbao.reading.docx import parse_docx
    from nianbao.reviewing.compare.compare_reports import beside_its_file, compare
    from nianbao.reviewing.session.review_source import FileSource

    if isinstance(desk.source, FileSource):
        old = desk.source.original()[0]
        return compare(old, now, old_name="单位报来的", new_name="审核后的", findings=False)
    return beside_its_file(parse_docx(base or b"", "年报.docx", unit=now.unit, year=now.year), now)


def give_back(desk: Desk, words: str = "") -> GivenBack:
    """Write ``退回-单位-年份.docx`` and mark the report returned.

    Raises:
        NianbaoError: the Word file cannot be read or written; nothing was marked.
    """
    from nianbao.reviewing.compare.comparison_docx import compared_docx

    words = writable(words)
    sheet = desk.sheet()
    base = desk.source.base()
    commented = tagged("own_words")  # by a comment of its own
    open_ones = {(item.code, item.quote, item.title) for item in sheet.items if item.code not in {"", *commented}}
    findings = tuple(
        item for item in sheet.findings
        if item.silenced is None and (item.code, item.quote, item.message) in open_ones
    )  # fmt: skip
    comparison = replace(_compared(desk, sheet.report, base), new_findings=findings)
    lines = todo(sheet)
    now = datetime.now(UTC)
    more = [*_remarks(sheet, desk.who, words, lines), *_set_aside(sheet), *_verified(sheet), *_doubts(sheet.report)]
    data, notes = compared_docx(comparison, base, author=desk.who, when=now, more=more)
    path = desk.source.folder / f"退回-{_name(sheet.report, desk.source.name)}.docx"
    path = beside(path) if path.exists() else path
    write_atomic(path, data)
    desk.source.store.note("returned", path.name)
    said = words.strip()
    desk.decide(Act("return", words=f"{path.name}：{said}" if said else path.name))
    return GivenBack(path, lines, notes)


def _name(report: Report, name: str) -> str:
    unit = report.unit.name if report.unit is not None else Path(name).stem
    return safe(f"{unit}-{report.year or ''}".rstrip("-"))[:80]
