"""A comparison as a Word file with tracked changes and comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from nianbao.align.docx_blocks import WordBlocks, items_of
from nianbao.jobs.check.finding_outputs import remarks
from nianbao.reading.docx import parse_docx
from nianbao.report import Report
from nianbao.reviewing.compare.comparison import Comparison
from nianbao.wordml.tracked_changes import AUTHOR, is_tracked, main_root, settle, with_main
from nianbao.writing.annotations import Annotation, in_word
from nianbao.writing.docx import render_docx
from nianbao.writing.docx_comments import annotate, without_comments
from nianbao.writing.docx_redline import mark_docx
from nianbao.writing.docx_redline_plan import RedlinePlan, brief
from nianbao.writing.printed_text import as_stands


def with_remarks(
    data: bytes, report: Report, wanted: Iterable[Annotation], *, when: datetime
) -> tuple[bytes, list[Annotation]]:
    """A Word file with remarks on a report as comments.

    Args:
        data: the file; accepted it says what the report says. report: the one the remarks are on; its own places are
            those of another file and are not used. wanted: the remarks. when: the comments' date.

    Returns:
        The file; the remarks whose words do not stand in it.
    """
    blocks = WordBlocks(parse_docx(data, "修订稿", unit=report.unit, year=report.year).report, report)
    return annotate(data, [in_word(item, blocks) for item in wanted], when=when)


OURS = "原来的报告不是 Word 文件：按 nianbao 的版式（GB/T 9704-2012）排出，修订标在上面。"
_KEPT = "保留了原 Word 文件的版式，修订标在上面。"
_SETTLED = "原文件中原有的 {count} 处修订先按“接受”处理，再标出新的修订；原文件没有改动。"
_DIFFERS = "全部接受修订以后，这一处与新稿不同，请在 Word 中核对：{words}"
_MOST = 5
"""Examples told of one kind."""


def _check(data: bytes, new: Report) -> list[str]:
    """Where the file with everything accepted says something else than the new report."""
    found = parse_docx(data, "修订稿", unit=new.unit, year=new.year).report
    want = [item.text for item in items_of(new) if not item.table and item.role != "title" and item.text.strip()]
    have = [item.text for item in items_of(found) if not item.table and item.role != "title"]
    missing = [text for text in dict.fromkeys(want) if want.count(text) > have.count(text)]
    wrong = [text for text in dict.fromkeys(have) if have.count(text) > want.count(text)]
    lines = [_DIFFERS.format(words=brief(text)) for text in (missing or wrong)[:_MOST]]
    for id, cell in new.cells.items():
        got = found.cells.get(id)
        if got is not None and got.value != cell.value:
            lines.append(_DIFFERS.format(words=f"表格中应为 {as_stands(cell) or '空'}，实为 {as_stands(got) or '空'}"))
    return lines[:_MOST]


def marked_docx(
    comparison: Comparison, base: bytes | None, *, author: str = AUTHOR, when: datetime
) -> tuple[bytes, list[str]]:
    """A Word file with tracked changes from one report to another, without comments of ours.

    Args, returns, raises: as ``compared_docx``.
    """
    old = comparison.old
    if base is None:
        messages = [OURS]
        data = render_docx(old.model_copy(update={"stage": "final"}), stands=True)
    else:
        messages = [_KEPT]
        parse_docx(base, comparison.old_name)  # refuses what is no Word file, with the reason
        data = without_comments(base, AUTHOR)
    root = main_root(data)
    if is_tracked(root):
        messages.append(_SETTLED.format(count=settle(root, lambda _: True)))
        data = with_main(data, root)
        root = main_root(data)
    read = parse_docx(data, comparison.old_name, unit=old.unit, year=old.year).report
    plan = RedlinePlan(comparison.sections, comparison.new, WordBlocks(read, old), root)
    marked = plan.marked()
    done, said = mark_docx(data, marked, when=when, author=author)
    return done, [*messages, *plan.messages, *said, *_check(done, comparison.new)]


def _moved(comparison: Comparison) -> list[Annotation]:
    """A remark on each paragraph that was moved: in Word it is a deletion there and an insertion here."""
    names = {item.id: item.heading for item in comparison.old.sections}
    return [
        Annotation(
            head=f"这一段原在“{names.get(pair.old_section) or '正文前'}”，移到这里；原处标为删去。",
            body=(), level="info", code="移动", quote=pair.new.text, section=pair.new_section,
            paragraph=pair.new.id, start=0, end=len(pair.new.text),
        )
        for section in comparison.sections
        for pair in section.paragraphs
        if pair.moved and pair.new is not None and pair.new.text.strip()
    ]  # fmt: skip


def compared_docx(
    comparison: Comparison, base: bytes | None, *, author: str = AUTHOR, when: datetime | None = None,
    more: Sequence[Annotation] = (),
) -> tuple[bytes, list[str]]:  # fmt: skip
    """A comparison as a Word file: the old report with tracked changes to the new one, and the new one's findings.

    Args:
        comparison: of two reports. base: the old one's own Word file, whose formatting is kept; None where it is of
            another kind, then it is laid out as ours are. author, when: of the changes and comments; now by default.
        more: further remarks on the new report.

    Returns:
        The file; for the reader in Chinese: whose layout it has, what could not be marked, and why.

    Raises:
        InputError: ``base`` is no readable Word file.
    """
    at = when or datetime.now(UTC)
    data, messages = marked_docx(comparison, base, author=author, when=at)
    shown = remarks(item for item in comparison.new_findings if item.silenced is None)
    wanted = [*more, *shown, *_moved(comparison)]
    if not wanted:
        return data, messages
    data, lost = with_remarks(data, comparison.new, wanted, when=at)
    messages += [f"这一项没有位置可放，没有写成批注：{item.code} {item.head}" for item in lost]
    return data, messages
