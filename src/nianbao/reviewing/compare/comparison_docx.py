"""A comparison as a Word file with tracked changes and comments: in the old report's own file where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from nianbao.jobs.check.finding_outputs import remarks
from nianbao.reading.docx import parse_docx
from nianbao.report import Location, Report
from nianbao.reviewing.compare.comparison import Comparison
from nianbao.reviewing.compare.comparison_redline import Becoming, brief
from nianbao.reviewing.compare.docx_blocks import Spots, items_of
from nianbao.wordml.tracked_changes import is_tracked, main_root, settle, with_main
from nianbao.writing.annotations import Annotation
from nianbao.writing.docx import render_docx
from nianbao.writing.docx_comments import annotate, without_comments
from nianbao.writing.docx_redline import mark_docx
from nianbao.writing.printed_text import as_stands
from nianbao.writing.replace_in_docx import AUTHOR

__all__ = ["OURS", "compared_docx", "marked_docx", "with_remarks"]


class _Places:
    def __init__(self, report: Report, data: bytes) -> None:
        self.report = report
        self.read = parse_docx(data, "修订稿", unit=report.unit, year=report.year).report
        self.spots = Spots(self.read, main_root(data), report)

    def _block(self, section: str, paragraph: str) -> Location | None:
        for number, item in enumerate(self.report.sections):
            if item.id != section:
                continue
            at = self.spots.of.get(("paragraph" if paragraph else "heading", number, paragraph))
            if at is not None:
                return self.spots.items[at].place
        return None

    def _cell(self, id: str) -> Location | None:
        return self.read.cells[id].location if id in self.read.cells else None

    def _whole(self, known: Location | None) -> Location | None:
        """The place of what a remark without words is about; None for the whole."""
        if known is None:
            return None
        for section in self.report.sections:
            if section.location == known:
                return self._block(section.id, "")
            for paragraph in section.paragraphs:
                if paragraph.location == known:
                    return self._block(section.id, paragraph.id)
        for seen in self.report.tables:
            if seen.location == known:
                return next((item.location for item in self.read.tables if item.id == seen.id), None)
        return next((self._cell(id) for id, cell in self.report.cells.items() if cell.location == known), None)

    def of(self, remark: Annotation) -> Annotation:
        """A remark at its place in the file."""
        if remark.cell:
            return remark._replace(location=self._cell(remark.cell))
        if remark.section:
            return remark._replace(location=self._block(remark.section, remark.paragraph))
        if not remark.quote:
            return remark._replace(location=self._whole(remark.location))
        for line in self.read.title_lines:
            if (at := line.text.find(remark.quote)) >= 0:
                return remark._replace(location=line.location, start=at, end=at + len(remark.quote))
        return remark._replace(location=None, quote="", start=None)


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
    places = _Places(report, data)
    return annotate(data, [places.of(item) for item in wanted], when=when)


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
    marking = Becoming(comparison, Spots(read, root, old), read)
    marked = marking.marked()
    done, said = mark_docx(data, marked, when=when, author=author)
    return done, [*messages, *marking.messages, *said, *_check(done, comparison.new)]


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
