"""The Word file of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from nianbao.facts import form_of
from nianbao.forms import Form, layout
from nianbao.report import Blank, Paragraph, Report, Section, Text, bookmark
from nianbao.writing.docx_package import saved, set_package
from nianbao.writing.docx_styles import BODY, HEADING_1, HEADING_2, LINE, SONGTI, TITLE, fonts, make_styles, set_page
from nianbao.writing.docx_tables import table_element

__all__ = ["UNSUPPORTED", "render_docx", "title_lines"]

UNSUPPORTED = "【待核实】"
_TERM = "政府信息公开工作年度报告"
_LINE_CHARACTERS = 20
"""Characters of 22 pt in a line of 156 mm."""
_TALL = 20
"""A table with more rows than this starts on a page of its own."""


def title_lines(title: str) -> list[str]:
    """A title broken where words end: before 政府信息公开工作年度报告, never inside it."""
    if len(title) <= _LINE_CHARACTERS:
        return [title]
    head, found, tail = title.partition(_TERM)
    if not found or not head:
        return [title]
    lines = [head, found + tail]
    if len(head) > _LINE_CHARACTERS:
        cut = next(
            (
                head.rfind(word, 0, _LINE_CHARACTERS) + len(word)
                for word in ("省", "市", "县", "区", "州", "旗")
                if 1 < head.rfind(word, 0, _LINE_CHARACTERS)
            ),
            0,
        )
        if cut:
            lines = [head[:cut], head[cut:], found + tail]
    return lines


class _Writer:
    def __init__(self, report: Report, draft_id: str) -> None:
        self.report = report
        self.draft = report.stage != "final"
        self.draft_id = draft_id if self.draft else ""
        self.document: DocumentType = Document()
        self.body: Any = self.document.element.body
        self.marks = 0
        for element in list(self.body):
            if element.tag != qn("w:sectPr"):
                self.body.remove(element)

    # ── paragraphs

    def _add(self, element: Any) -> None:
        self.body.insert(len(self.body) - 1, element)

    def _paragraph(self, style: str, name: str = "", *, new_page: bool = False) -> Any:
        paragraph = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        chosen = OxmlElement("w:pStyle")
        chosen.set(qn("w:val"), self.document.styles[style].style_id)
        properties.append(chosen)
        if new_page:
            properties.append(OxmlElement("w:pageBreakBefore"))
        paragraph.append(properties)
        if name and self.draft:
            self.marks += 1
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            start.set(qn("w:id"), str(self.marks))
            start.set(qn("w:name"), bookmark(name))
            end.set(qn("w:id"), str(self.marks))
            paragraph.append(start)
            paragraph.append(end)
        self._add(paragraph)
        return paragraph

    def _run(self, paragraph: Any, text: str, *, marked: bool = False) -> None:
        run = OxmlElement("w:r")
        properties = OxmlElement("w:rPr")
        hint = OxmlElement("w:rFonts")
        hint.set(qn("w:hint"), "eastAsia")
        properties.append(hint)
        if marked:
            highlight = OxmlElement("w:highlight")
            highlight.set(qn("w:val"), "yellow")
            properties.append(highlight)
        run.append(properties)
        piece = OxmlElement("w:t")
        piece.text = text
        if text != text.strip():
            piece.set(qn("xml:space"), "preserve")
        run.append(piece)
        end = paragraph.find(qn("w:bookmarkEnd"))
        if end is not None:
            end.addprevious(run)
        else:
            paragraph.append(run)

    def _line_break(self, paragraph: Any) -> None:
        run = OxmlElement("w:r")
        run.append(OxmlElement("w:br"))
        end = paragraph.find(qn("w:bookmarkEnd"))
        if end is not None:
            end.addprevious(run)
        else:
            paragraph.append(run)

    def _title(self) -> None:
        paragraph = self._paragraph(TITLE, "title")
        for index, line in enumerate(title_lines(self.report.title)):
            if index:
                self._line_break(paragraph)
            self._run(paragraph, line)
        self._paragraph(BODY)

    def _pieces(self, paragraph: Paragraph) -> Iterator[tuple[str, bool]]:
        """Stretches of text and whether they are marked, neighbours of one kind joined."""
        for sentence in paragraph.sentences:
            plain = ""
            for span in sentence.spans:
                if isinstance(span, Blank) and self.draft:
                    yield plain, False
                    yield span.shown, True
                    plain = ""
                else:
                    plain += span.text if isinstance(span, Text) else span.shown
            yield plain, False
            if sentence.support == "unsupported" and self.draft:
                yield UNSUPPORTED, True

    def _text(self, paragraph: Paragraph) -> None:
        if not paragraph.text.strip():
            return
        style = HEADING_2 if paragraph.role == "heading" and paragraph.level == 2 else BODY
        element = self._paragraph(style, paragraph.id)
        plain = ""
        for text, marked in self._pieces(paragraph):
            if marked:
                if plain:
                    self._run(element, plain)
                self._run(element, text, marked=True)
                plain = ""
            else:
                plain += text
        if plain:
            self._run(element, plain)

    # ── sections

    def _table(self, form: Form, id: str) -> None:
        table = form.table(id)
        self._add(table_element(table, self.report.cells))
        after = self._paragraph(BODY)
        after.find(qn("w:pPr")).append(_small_line())

    def _section(self, section: Section, form: Form | None) -> None:
        printed = {table.id for table in form.tables if table.printed} if form else set()
        tall = bool(
            form and section.table in printed and section.table and layout(form.table(section.table)).rows > _TALL
        )
        if section.heading:
            element = self._paragraph(HEADING_1, f"heading:{section.id}", new_page=tall)
            self._run(element, section.heading)
        for index, paragraph in enumerate(section.paragraphs):
            if index == section.table_at and form and section.table in printed and section.table:
                self._table(form, section.table)
            self._text(paragraph)
        if section.table_at >= len(section.paragraphs) and form and section.table in printed and section.table:
            self._table(form, section.table)

    def _signature(self) -> None:
        if not self.report.date or self.report.unit is None:
            return
        self._paragraph(BODY)
        for text in (self.report.unit.full, self.report.date):
            element = self._paragraph(BODY, f"signature:{text}")
            properties = element.find(qn("w:pPr"))
            indent, side = OxmlElement("w:ind"), OxmlElement("w:jc")
            indent.set(qn("w:rightChars"), "400")
            indent.set(qn("w:right"), "1280")
            indent.set(qn("w:firstLineChars"), "0")
            indent.set(qn("w:firstLine"), "0")
            side.set(qn("w:val"), "right")
            properties.extend([indent, side])
            self._run(element, text)

    def _footers(self) -> None:
        section = self.document.sections[0]
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]._p
            for child in list(paragraph):
                paragraph.remove(child)
            paragraph.append(_footer_properties(side))
            for element in _page_number():
                paragraph.append(element)

    def render(self) -> bytes:
        make_styles(self.document)
        set_page(self.document)
        form = form_of(self.report)
        self._title()
        for section in self.report.sections:
            self._section(section, form)
        self._signature()
        self._footers()
        set_package(self.document, title=self.report.title, draft_id=self.draft_id)
        return saved(self.document)


def _small_line() -> Any:
    spacing = OxmlElement("w:spacing")
    for name, value in (("w:before", "0"), ("w:after", "0"), ("w:line", str(LINE // 2)), ("w:lineRule", "exact")):
        spacing.set(qn(name), value)
    return spacing


def _footer_properties(side: str) -> Any:
    properties = OxmlElement("w:pPr")
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:line"), "280")
    spacing.set(qn("w:lineRule"), "exact")
    indent = OxmlElement("w:ind")
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn("w:firstLine"), "0")
    indent.set(qn(f"w:{side}Chars"), "100")
    indent.set(qn(f"w:{side}"), "280")
    place = OxmlElement("w:jc")
    place.set(qn("w:val"), side)
    properties.extend([spacing, indent, place])
    return properties


def _page_number() -> Iterator[Any]:
    """``— 1 —`` in 4号半角宋体 (GB/T 9704-2012, 7.5)."""

    def run(child: Any) -> Any:
        element = OxmlElement("w:r")
        properties = OxmlElement("w:rPr")
        properties.append(fonts(SONGTI))
        for tag in ("w:sz", "w:szCs"):
            size = OxmlElement(tag)
            size.set(qn("w:val"), "28")
            properties.append(size)
        element.append(properties)
        element.append(child)
        return element

    def text(words: str) -> Any:
        piece = OxmlElement("w:t")
        piece.text = words
        piece.set(qn("xml:space"), "preserve")
        return piece

    def field(kind: str) -> Any:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        return mark

    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    yield run(text("— "))
    yield run(field("begin"))
    yield run(instruction)
    yield run(field("separate"))
    yield run(text("1"))
    yield run(field("end"))
    yield run(text(" —"))


def render_docx(report: Report, draft_id: str = "") -> bytes:
    """The Word file of a report.

    Args:
        report: drafted or read. At stage ``final`` it carries no bookmark, draft id or mark.
        draft_id: opaque; into a custom document property.

    Returns:
        The file's bytes, the same for the same report.
    """
    return _Writer(report, draft_id).render()
