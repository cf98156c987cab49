"""A report as a web page with remarks in its margin: one file, no script, no request to anywhere.

Every quotation stands in ``<mark>`` with a number that leads to its remark, and back. What is about the
whole, or about a place that is not printed, stands at the top. Levels can be hidden and shown. Everything
from a report is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from nianbao.kinds import Table
from nianbao.report import Report, Section
from nianbao.writing.annotated_style import STYLE
from nianbao.writing.annotations import Annotation, Level
from nianbao.writing.html_pieces import heading_level, page, table_lines
from nianbao.writing.placing import Place, nested, place_remarks, title_texts
from nianbao.writing.printed_text import parts, shown, signature

__all__ = ["annotated_html", "annotated_page"]

_LEVELS: dict[Level, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_JOINER = "&#8288;"
"""Keeps a number on the line of the quotation it follows."""
_POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"


def _counts(remarks: Iterable[Annotation], clean: str) -> str:
    count = Counter(remark.level for remark in remarks)
    return "，".join(f"{word} {count[level]}" for level, word in _LEVELS.items() if count[level]) or clean


class _Report:
    """One report of the page, its remarks numbered as they come."""

    def __init__(self, number: int, report: Report, remarks: Sequence[Annotation], name: str) -> None:
        """Take a report, the number that its ids begin with, its remarks, and its name among others."""
        self.prefix, self.name = number, name
        self.report = report
        self.placed = place_remarks(report, remarks)
        self.count = 0
        self.said: list[str] = []
        self.remarks: list[tuple[int, Annotation]] = []

    def _numbered(self, place: Place) -> list[tuple[int, Annotation]]:
        remarks = self.placed.get(place, [])
        first = self.count + 1
        self.count += len(remarks)
        return list(enumerate(remarks, first))

    def _refer(self, number: int, remark: Annotation) -> str:
        id = f"{self.prefix}-{number}"
        label = f"第{number}条，{_LEVELS[remark.level]}"
        link = f'class="ref {remark.level}" id="r{id}" href="#n{id}" aria-label="{label}"'
        return f"<a {link}>{_JOINER}{number}</a>"

    def _marked(self, text: str, remarks: Sequence[tuple[int, Annotation]]) -> str:
        return nested(
            text,
            remarks,
            write=escape,
            wrap=lambda remark, piece: f'<mark class="{remark.level}">{piece}</mark>',
            refer=self._refer,
        )

    def _note(self, number: int, remark: Annotation, *, back: bool) -> str:
        id = f"{self.prefix}-{number}"
        link = f'<a href="#r{id}" aria-label="回到正文第{number}条">{number}</a>' if back else f"<b>{number}</b>"
        head = [
            link,
            f'<span class="level">{_LEVELS[remark.level]}</span>',
            f'<span class="code">{escape(remark.code)}</span>',
        ]
        if place := remark.place or str(remark.location or ""):
            head.append(escape(place))
        more = list(remark.body)
        if not back and remark.quote:
            more.insert(0, f"原文：{remark.quote}")
        lines = "".join(f'<p class="more">{escape(line)}</p>' for line in more)
        return (
            f'<div class="note {remark.level}" id="n{id}" role="note">'
            f'<p class="{remark.level}">{" ".join(head)} {escape(remark.head)}</p>{lines}</div>'
        )

    def _notes(self, remarks: Sequence[tuple[int, Annotation]], *, back: bool = True) -> Iterator[str]:
        if remarks:
            yield f'<div class="{"notes" if back else "whole"}">'
            yield from (self._note(number, remark, back=back) for number, remark in remarks)
            yield "</div>"

    def _block(self, tag: str, text: str, place: Place) -> None:
        """Put a block into the row that is being filled."""
        remarks = self._numbered(place)
        self.remarks += remarks
        self.said.append(f"<{tag}>{self._marked(text, remarks)}</{tag.split()[0]}>")

    def _row(self, *, wide: bool = False) -> Iterator[str]:
        """The row that is being filled: what the report says, and beside it the remarks on that."""
        if not self.said:
            return
        yield f'<div class="row{" wide" if wide else ""}">'
        yield '<div class="said">'
        yield from self.said
        yield "</div>"
        yield from self._notes(self.remarks)
        yield "</div>"
        self.said, self.remarks = [], []

    def _figure(self, id: str) -> str:
        remarks = self._numbered(Place("cell", id))
        self.remarks += remarks
        text = escape(shown(self.report.cells.get(id)))
        for _, remark in reversed(remarks):
            text = f'<mark class="{remark.level}">{text or "&emsp;"}</mark>'
        return text + "".join(self._refer(number, remark) for number, remark in remarks)

    def _section(self, index: int, section: Section) -> Iterator[str]:
        """Rows of a section; a heading shares the row of what follows it."""
        if section.heading:
            self._block("h3", section.heading, Place("heading", index))
        for part in parts(self.report, section):
            if isinstance(part, Table):
                self.said += table_lines(part, self._figure, of=self.name)
                yield from self._row(wide=True)
            elif level := heading_level(part):
                self._block(f"h{level + 2}", part.text, Place("paragraph", part.id))
            else:
                self._block("p", part.text, Place("paragraph", part.id))
                yield from self._row()
        yield from self._row()

    def lines(self) -> Iterator[str]:
        """The remarks about the whole, then the report row by row."""
        yield from self._notes(self._numbered(Place("whole")), back=False)
        for index, line in enumerate(title_texts(self.report)):
            self._block('p class="title"', line, Place("title", index))
        yield from self._row()
        for index, section in enumerate(self.report.sections):
            yield from self._section(index, section)
        self.said += [f'<p class="sign">{escape(line)}</p>' for line in signature(self.report)]
        yield from self._row()


def _body(reports: Sequence[tuple[str, Report, Sequence[Annotation]]], title: str, clean: str) -> Iterator[str]:
    everything = [remark for _, _, remarks in reports for remark in remarks]
    several = len(reports) > 1
    yield "<main>"
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p class="summary">{_counts(everything, clean)}</p>'
    for level, word in _LEVELS.items():
        if count := sum(remark.level == level for remark in everything):
            yield f'<input class="filter" type="checkbox" id="show-{level}" checked>'
            yield f'<label class="filter" for="show-{level}">显示{word}（{count}）</label>'
    yield '<div class="results">'
    if several:
        yield '<ol class="files">'
        for number, (name, _, remarks) in enumerate(reports, 1):
            yield f'<li><a href="#f{number}">{escape(name)}</a>：{_counts(remarks, clean)}</li>'
        yield "</ol>"
    for number, (name, report, remarks) in enumerate(reports, 1):
        yield f'<section id="f{number}" aria-label="{escape(name)}">'
        yield f"<h2>{escape(name)}</h2>"
        if several:
            yield f'<p class="summary">{_counts(remarks, clean)}</p>'
        yield from _Report(number, report, remarks, name if several else "").lines()
        yield "</section>"
    yield "</div>"
    yield "</main>"


_CLEAN = "没有发现问题"


def annotated_page(
    reports: Sequence[tuple[str, Report, Sequence[Annotation]]], *, title: str, clean: str = _CLEAN
) -> bytes:
    """Reports on one page, each with its remarks in the margin, a list of them at the top.

    Args:
        reports: each report's name (of its file, or its title), the report, and its remarks.
        title: of the page. clean: what is said where there is no remark.

    Returns:
        The file's bytes, UTF-8, the same for the same input.
    """
    lines = page(title, STYLE, _body(reports, title, clean), head=[_POLICY])
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def annotated_html(report: Report, annotations: Sequence[Annotation], *, title: str, clean: str = _CLEAN) -> bytes:
    """One report on a page with its remarks in the margin; see ``annotated_page``."""
    return annotated_page([("报告正文", report, annotations)], title=title, clean=clean)
