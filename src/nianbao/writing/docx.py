"""The Word file of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn

from nianbao.kinds import Table, kind_of, layout
from nianbao.report import Cell, Comment, Paragraph, Report, Section, Sentence, bookmark
from nianbao.writing.docx_comments import put_comment
from nianbao.writing.docx_layout import (
    BODY,
    HEADING_1,
    HEADING_2,
    HEADING_3,
    LINE,
    TITLE,
    child,
    make_styles,
    set_page,
    set_page_numbers,
)
from nianbao.writing.docx_package import saved, set_package
from nianbao.writing.docx_tables import table_element
from nianbao.writing.printed_text import (
    as_stands,
    dispute_of_cell,
    parts,
    printed_table,
    remarks_on,
    shown,
    signature,
    stretches,
    title_lines,
)

_TALL = 20
"""A table of more rows than this starts a page with its section: a merged label is cut by a page break."""
_SUBHEADINGS = {2: HEADING_2, 3: HEADING_3}


class _Writer:
    def __init__(self, report: Report, draft_id: str, text_of: Callable[[Cell | None], str] = shown) -> None:
        self.report = report
        self.text_of = text_of
        self.draft = report.stage != "final"
        self.draft_id = draft_id if self.draft else ""
        self.document: DocumentType = Document()
        self.body: Any = self.document.element.body
        self.end: Any = self.body.find(qn("w:sectPr"))
        self.marks = 0
        self.comments = report.comments if self.draft_id else []
        for element in list(self.body):
            if element is not self.end:
                self.body.remove(element)

    # ── paragraphs

    def _paragraph(self, style: str) -> Any:
        paragraph = child(None, "p")
        child(child(paragraph, "pPr"), "pStyle", val=self.document.styles[style].style_id)
        self.end.addprevious(paragraph)
        return paragraph

    def _mark(self, paragraph: Any, name: str) -> None:
        """A bookmark round what the paragraph holds."""
        if self.draft:
            self.marks += 1
            start = child(None, "bookmarkStart", id=str(self.marks), name=bookmark(name))
            paragraph.find(qn("w:pPr")).addnext(start)
            child(paragraph, "bookmarkEnd", id=str(self.marks))

    def _run(self, paragraph: Any, text: str, *, marked: bool = False) -> None:
        run = child(paragraph, "r")
        properties = child(run, "rPr")
        child(properties, "rFonts", hint="eastAsia")
        if marked:
            child(properties, "highlight", val="yellow")
        for number, line in enumerate(text.split("\n")):
            if number:
                child(run, "br")
            piece = child(run, "t")
            piece.text = line
            piece.set(qn("xml:space"), "preserve")

    def _title(self) -> None:
        paragraph = self._paragraph(TITLE)
        self._run(paragraph, "\n".join(title_lines(self.report.title)))
        self._theirs(paragraph, [item for item in self.comments if not (item.section or item.paragraph or item.cell)])
        self._mark(paragraph, "title")
        self._paragraph(BODY)

    def _text(self, paragraph: Paragraph) -> None:
        style = _SUBHEADINGS.get(paragraph.level, BODY) if paragraph.role == "heading" else BODY
        element = self._paragraph(style)
        comments = [item for item in self.comments if paragraph.id and item.paragraph == paragraph.id]
        over = [_sentences_under(paragraph, item) for item in comments]
        firsts, lasts = {first for first, _ in over}, {last for _, last in over}
        begins: dict[int, int] = {}
        ends: dict[int, int] = {}
        plain: list[Sentence] = []
        for number, sentence in enumerate(paragraph.sentences):
            said = remarks_on(self.report, sentence) if self.draft else []
            if said or number in firsts:
                self._stretches(element, plain)
                plain = []
            begins[number] = len(element)
            if said:
                self._stretches(element, [sentence])
                runs = list(element)[begins[number] :]
                for lines in said:
                    put_comment(self.document, runs, element, lines)
            else:
                plain.append(sentence)
            if number in lasts:
                self._stretches(element, plain)
                plain = []
            ends[number] = len(element)
        self._stretches(element, plain)
        held = list(element)
        for item, (first, last) in zip(comments, over, strict=True):
            within = held[begins.get(first, 0) : ends.get(last, len(held))]
            self._theirs(element, [item], [run for run in within if run.find(qn("w:t")) is not None])
        if paragraph.id:
            self._mark(element, paragraph.id)

    def _theirs(self, paragraph: Any, comments: Iterable[Comment], runs: list[Any] | None = None) -> None:
        """Comments of people, round some runs of a paragraph, or all that it holds so far."""
        within = paragraph.findall(qn("w:r")) if runs is None else runs
        for item in comments:
            put_comment(self.document, within, paragraph, [item.text], author=item.author, done=item.done)

    def _stretches(self, element: Any, sentences: Iterable[Sentence]) -> None:
        for text, marked in stretches(sentences, draft=self.draft, doubts=False):
            self._run(element, text, marked=marked)

    # ── sections

    def _table(self, table: Table) -> None:
        placed: dict[str, Any] = {}
        self.end.addprevious(table_element(table, self.report.cells, self.text_of, placed))
        for id, element in placed.items():
            cell = self.report.cells.get(id)
            if self.draft and cell is not None and (lines := dispute_of_cell(cell)):
                paragraph = element.find(qn("w:p"))
                put_comment(self.document, paragraph.findall(qn("w:r")), paragraph, lines)
            self._theirs(element.find(qn("w:p")), [item for item in self.comments if item.cell == id])
        after = self._paragraph(BODY).find(qn("w:pPr"))
        child(after, "spacing", before="0", after="0", line=str(LINE // 2), lineRule="exact")

    def _heading(self, section: Section) -> None:
        element = self._paragraph(HEADING_1)
        table = printed_table(self.report, section)
        if table is not None and layout(table).rows > _TALL and not self._opens(section):
            child(element.find(qn("w:pPr")), "pageBreakBefore")
        self._run(element, section.heading)
        mine = [item for item in self.comments if item.section == section.id and not (item.paragraph or item.cell)]
        self._theirs(element, mine)
        self._mark(element, f"heading:{section.id}")

    def _opens(self, section: Section) -> bool:
        """Whether a section is the first with anything in it: it stands right below the title."""
        return next(item for item in self.report.sections if item.heading or item.paragraphs) is section

    def _section(self, section: Section) -> None:
        if section.heading:
            self._heading(section)
        for part in parts(self.report, section):
            if isinstance(part, Table):
                self._table(part)
            else:
                self._text(part)

    def _signature(self) -> None:
        """The unit and the date, never alone on a page: the text before stays with them."""
        lines = signature(self.report)
        if not lines:
            return
        before = self.end.getprevious()
        for element in (before, self._paragraph(BODY)):
            if element is not None and element.tag == qn("w:p"):
                element.find(qn("w:pPr")).find(qn("w:pStyle")).addnext(child(None, "keepNext"))
        for number, text in enumerate(lines):
            paragraph = self._paragraph(BODY)
            properties = paragraph.find(qn("w:pPr"))
            if number + 1 < len(lines):
                child(properties, "keepNext")
            child(properties, "ind", rightChars="400", right="1280", firstLineChars="0", firstLine="0")
            child(properties, "jc", val="right")
            self._run(paragraph, text)

    def render(self) -> bytes:
        make_styles(self.document)
        set_page(self.document)
        self._title()
        for section in self.report.sections:
            self._section(section)
        self._signature()
        set_page_numbers(self.document)
        subject = kind_of(self.report.kind).name
        set_package(self.document, title=self.report.title, subject=subject, draft_id=self.draft_id)
        return saved(self.document)


def _sentences_under(paragraph: Paragraph, comment: Comment) -> tuple[int, int]:
    """The first and the last sentence that a comment covers."""
    at, found = 0, []
    for number, sentence in enumerate(paragraph.sentences):
        end = at + len(sentence.text)
        if at < comment.end and comment.start < end and sentence.text.strip():
            found.append(number)
        at = end
    return (found[0], found[-1]) if found else (0, len(paragraph.sentences) - 1)


def render_docx(report: Report, draft_id: str = "", *, stands: bool = False) -> bytes:
    """The Word file of a report, laid out after GB/T 9704-2012.

    Args:
        report: drafted or read. At stage ``final`` it carries no bookmark, draft id, comment or mark.
        draft_id: opaque; into a custom document property. With it, people's comments at the report are printed too.
        stands: whether figures are printed as they stood in the report that was read (``/``, ``1,234``).

    Returns:
        The file's bytes, the same for the same report.
    """
    return _Writer(report, draft_id, as_stands if stands else shown).render()
