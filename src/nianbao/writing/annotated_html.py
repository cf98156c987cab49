"""Web page of a report with numbered remarks in the margin; one file, no script.

Levels differ by word, underline and colour, never by colour alone. Text on its ground has a contrast of at
least 4.5 to 1.

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
from nianbao.writing.annotations import Annotation, Level, Place, nested, place_remarks, title_texts
from nianbao.writing.html import FACE, TABLE_STYLE, heading_level, page, table_lines
from nianbao.writing.printed_text import parts, shown, signature

LOOKS: dict[Level, tuple[str, str, str]] = {
    "error": ("#a40000", "#fde7e7", "underline double"),
    "warning": ("#6b4a00", "#fff1c9", "underline wavy"),
    "info": ("#0b4a7a", "#e3f0fa", "underline dotted"),
}
"""Level → ink, ground, underline."""
_SANS = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", SimHei, sans-serif'


def _level(level: Level) -> str:
    ink, ground, line = LOOKS[level]
    return f"""\
mark.{level} {{ background: {ground}; text-decoration: {line} {ink}; }}
.{level} > .level, .ref.{level} {{ color: {ink}; }}
.note.{level} {{ border-left-color: {ink}; background: {ground}; }}
#show-{level}:not(:checked) ~ .results mark.{level} {{ background: none; text-decoration: none; }}
#show-{level}:not(:checked) ~ .results .note.{level} {{ display: none; }}
#show-{level}:not(:checked) ~ .results .ref.{level} {{ display: none; }}
"""


STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ max-width: 78rem; margin: 1.5rem auto; padding: 0 1rem; color: #000; background: #fff;
  font: 1.125rem/1.8 {FACE}; }}
h1, h2, .summary, .files, .filter, .notes, .whole {{ font-family: {_SANS}; }}
h1 {{ font-size: 1.4rem; margin: 0 0 .3em; }}
h2 {{ font-size: 1.15rem; margin: 2rem 0 .3em; padding-top: .8rem; border-top: 2px solid #000; }}
.summary, .files, .filter {{ font-size: .95rem; }}
.summary {{ margin: 0 0 .3em; }}
.files {{ margin: 0 0 .8em; padding-left: 1.6em; }}
input.filter {{ width: 1.1rem; height: 1.1rem; vertical-align: -.15em; margin: 0 .3em 0 0; }}
label.filter {{ margin-right: 1.4em; }}
.row {{ display: grid; grid-template-columns: minmax(0, 1fr) 22rem; column-gap: 1.5rem; }}
.said {{ min-width: 0; }}
.said p {{ margin: 0; text-indent: 2em; overflow-wrap: anywhere; }}
.said p.title {{ font-size: 1.5rem; text-align: center; text-indent: 0; line-height: 1.5; }}
h3, h4, h5, h6 {{ font-size: 1.125rem; margin: .8em 0 .3em; text-indent: 2em; }}
h3 {{ font-family: SimHei, "Noto Sans CJK SC", sans-serif; }}
h4 {{ font-family: KaiTi, STKaiti, serif; }}
.said p.sign {{ text-align: right; padding-right: 4em; text-indent: 0; }}
.notes, .whole {{ font-size: .85rem; line-height: 1.55; padding: .3rem 0; }}
.note {{ margin: 0 0 .4rem; padding: .25rem .6rem; border-left: 4px solid; overflow-wrap: anywhere; }}
.note p {{ margin: 0; }}
.note .more {{ color: #333; }}
.note .level {{ font-weight: bold; }}
.note .code {{ color: #444; }}
.note a {{ color: inherit; font-weight: bold; }}
.ref {{ font: bold .7em {_SANS}; vertical-align: super; line-height: 1; padding: 0 .15em; text-decoration: none;
  user-select: none; white-space: nowrap; }}
.ref:hover, .ref:focus {{ text-decoration: underline; }}
:target {{ outline: 3px solid #0b4a7a; outline-offset: 2px; }}
mark {{ color: inherit; text-decoration-thickness: 2px; text-underline-offset: .2em; }}
td mark {{ padding: 0 .3em; }}
{"".join(_level(level) for level in LOOKS)}{TABLE_STYLE}\
@media (max-width: 60rem) {{
  .row {{ display: block; }}
  .notes {{ padding: .2rem 0 .6rem 1rem; }}
  body {{ font-size: 1rem; }}
  label.filter::after {{ content: "\\A"; white-space: pre; }}
  h3, h4, h5, h6 {{ font-size: 1rem; }}
  .said p.title {{ font-size: 1.25rem; }}
}}
@media print {{
  @page {{ size: A4; margin: 18mm 14mm; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  body {{ max-width: none; margin: 0; padding: 0; font-size: 10.5pt; line-height: 1.6; }}
  .row {{ display: grid; grid-template-columns: minmax(0, 1fr) 6cm; column-gap: .5cm; }}
  .row.wide {{ display: block; }}
  .notes, .whole {{ font-size: 8pt; }}
  .note {{ break-inside: avoid; }}
  table {{ font-size: 7.5pt; }}
  h3, h4, h5, h6 {{ font-size: 10.5pt; break-after: avoid; }}
  .said p.title {{ font-size: 14pt; }}
  .filter {{ display: none; }}
}}
"""


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


def _body(
    reports: Sequence[tuple[str, Report, Sequence[Annotation]]],
    title: str,
    clean: str,
    unread: Sequence[tuple[str, str]],
) -> Iterator[str]:
    everything = [remark for _, _, remarks in reports for remark in remarks]
    several = len(reports) > 1
    yield "<main>"
    yield f"<h1>{escape(title)}</h1>"
    yield f'<p class="summary">{_counts(everything, clean)}</p>'
    for level, word in _LEVELS.items():
        if count := sum(remark.level == level for remark in everything):
            on = "" if several and level == "info" else " checked"  # of many reports what is grave is read first
            yield f'<input class="filter" type="checkbox" id="show-{level}"{on}>'
            yield f'<label class="filter" for="show-{level}">显示{word}（{count}）</label>'
    yield '<div class="results">'
    if unread:
        yield f"<h2>没有读成的文件（{len(unread)} 份，没有检查）</h2>"
        yield '<ul class="files">'
        yield from (f"<li>{escape(name)}：{escape(why)}</li>" for name, why in unread)
        yield "</ul>"
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
    reports: Sequence[tuple[str, Report, Sequence[Annotation]]], *, title: str, clean: str = _CLEAN,
    unread: Sequence[tuple[str, str]] = (),
) -> bytes:  # fmt: skip
    """Reports on one page, each with its remarks in the margin, a list of them at the top.

    Args:
        reports: each report's name (of its file, or its title), the report, and its remarks.
        title: of the page. clean: what is said where there is no remark. unread: files that could not be read, and why.

    Returns:
        The file's bytes, UTF-8, the same for the same input.
    """
    lines = page(title, STYLE, _body(reports, title, clean, unread), head=[_POLICY])
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def annotated_html(report: Report, annotations: Sequence[Annotation], *, title: str, clean: str = _CLEAN) -> bytes:
    """One report on a page with its remarks in the margin; see ``annotated_page``."""
    return annotated_page([("报告正文", report, annotations)], title=title, clean=clean)
