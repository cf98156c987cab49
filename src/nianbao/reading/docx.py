"""Word files: accepted text, tables, bookmarks and the draft id."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Unpack

from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from nianbao.errors import InputError, NianbaoError
from nianbao.files import read_bytes
from nianbao.reading.blocks import Block, Given, GridCell, Para, TableGrid
from nianbao.reading.docx_details import Anchors, MarkedWords, Numbering, marked_words, named, resolved, said_of
from nianbao.reading.docx_inventory import beside
from nianbao.reading.file_content import fit_blocks, refuse_other
from nianbao.reading.report_assembly import assemble
from nianbao.report import BOOKMARK_PREFIX, DRAFT_PROPERTY, EXPORT_PROPERTY, Comment, DocxPlace, Remark, Report
from nianbao.safe_zip import opened
from nianbao.text.allowed_characters import plain
from nianbao.wordml.content import (
    DISPUTE,
    DOUBT,
    READ,
    UNSUPPORTED,
    accepted,
    blocks,
    boxed,
    cell_chars,
    cell_text,
    is_plain,
    paragraph_chars,
    placed,
    said_in_properties,
)
from nianbao.wordml.tracked_changes import AUTHOR

_VAL, _NAME, _BOOKMARK = (qn(f"w:{name}") for name in ("val", "name", "bookmarkStart"))
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLD_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_REMEDY = "请在 Word 或 WPS 中打开，另存为 .docx 后再试"
_PICTURES = "文件里有 {} 幅图片，没有读"


@dataclass(frozen=True)
class DocxParsed:
    """A Word file as ``take`` needs it.

    Attributes:
        draft_id, export: of the custom properties, or empty. bookmarks: names of ours by paragraph id of the report.
        heading_bookmarks: by section id. comments: author and text of each comment. marked: words on a
        coloured ground, hidden or struck out. resolved: author and text of the comments marked as resolved.
    """

    report: Report
    draft_id: str = ""
    export: str = ""
    bookmarks: dict[str, list[str]] = field(default_factory=dict)
    heading_bookmarks: dict[str, list[str]] = field(default_factory=dict)
    comments: list[tuple[str, str]] = field(default_factory=list)
    marked: list[MarkedWords] = field(default_factory=list)
    resolved: set[tuple[str, str]] = field(default_factory=set)


def _open(data: bytes, where: str) -> Any:
    """The document.

    Raises:
        InputError: it is no Word file, an old one, encrypted, damaged, or far too large.
    """
    refuse_other(data, where, ".docx")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError.one(where, "是旧格式（.doc）或加了密码的文件", _REMEDY)
    with opened(data, where, _REMEDY) as archive:
        if not any(name.startswith("word/") for name in archive.namelist()):
            raise InputError.one(where, "不是 Word 文件", _REMEDY)
    try:
        return Document(io.BytesIO(data))
    except Exception as error:  # python-docx and lxml raise many kinds on damaged files
        raise InputError.one(where, "Word 文件已损坏，打不开", _REMEDY) from error


class _Walker:
    def __init__(self, document: Any) -> None:
        self.numbering = Numbering(document)
        self.styles = {style.style_id: style.name or "" for style in document.styles}
        self.blocks: list[Block] = []
        self.paragraph = self.table = 0
        self.remarks: list[Remark] = []
        self.joined: Para | None = None
        self.elements: list[Any] = []
        self.cells: list[tuple[DocxPlace, Any]] = []

    def _style(self, style: Any) -> str:
        return self.styles.get(style.get(_VAL), "").lower() if style is not None else ""

    def _bookmarks(self, paragraph: Any) -> list[str]:
        names = [item.get(_NAME) or "" for item in paragraph.iter(_BOOKMARK)]
        return [name for name in names if name.startswith(BOOKMARK_PREFIX)]

    def _add_paragraph(self, element: Any, carried: list[str]) -> list[str]:
        """Add a paragraph; the bookmarks that are still to be given to the next."""
        self.paragraph += 1
        self.elements.append(element)
        found = said_in_properties(element)
        style, goes_on = self._style(found.style), found.goes_on
        text = accepted(element)
        if goes_on and not text and self.joined is None:
            return carried  # wholly deleted: what follows is a paragraph of its own, with its own form and bookmark
        label = self.numbering.label(found.numbering) if found.numbering is not None and text.strip() else ""
        text = label + text
        title = style == "title"
        if title:
            text = "".join(text.split("\n"))
        heading = int(style[-1]) if style.startswith(("heading ", "标题 ")) and style[-1].isdigit() else 0
        marks = carried + self._bookmarks(element)
        if self.joined is not None:
            self.joined.text += text
            self.joined.bookmarks += marks
            if not goes_on:
                self.joined = None
            return []
        at = -len(label)
        lines: list[tuple[str, int]] = []
        for line in text.split("\n"):
            if line.strip():
                lines.append((line, at + len(line) - len(line.lstrip())))
            at += len(line) + 1
        for index, (line, begin) in enumerate(lines or [("", 0)]):
            place = DocxPlace(paragraph=self.paragraph, at=begin)
            self.blocks.append(Para(line, place, heading, marks if index == 0 else [], title))
        last = self.blocks[-1]
        if goes_on and isinstance(last, Para):
            self.joined = last
        if not is_plain(element):
            self._boxes(element)
        return []

    def _boxes(self, element: Any) -> None:
        """What stands in text boxes, behind the paragraph they hang on."""
        for number, inner in enumerate(boxed(element), 1):
            place = DocxPlace(paragraph=self.paragraph, box=number)
            if inner.tag == qn("w:tbl"):
                self.remarks.append(Remark(text="文本框里的表没有读", location=place))
                continue
            for line in accepted(inner).split("\n"):
                if line.strip():
                    self.blocks.append(Para(line.strip(), place))

    def walk(self, body: Any) -> None:
        """Blocks of the body, in order; bookmarks between paragraphs belong to the next one."""
        carried: list[str] = []
        for child in blocks(body):
            if child.tag == qn("w:p"):
                carried = self._add_paragraph(child, carried)
            elif child.tag == qn("w:tbl"):
                self.blocks.append(self._grid(child))
            else:
                name = child.get(qn("w:name")) or ""
                carried += [name] if name.startswith(BOOKMARK_PREFIX) else []

    def _grid(self, table: Any) -> TableGrid:
        self.table += 1
        cells: list[GridCell] = []
        open_cells: dict[int, int] = {}
        for number, row in groupby(placed(table), key=lambda item: item.row):
            seen: set[int] = set()
            for _, column, cell, span, merge in row:
                seen.add(column)
                if merge == "continue" and column in open_cells:
                    old = cells[open_cells[column]]
                    cells[open_cells[column]] = GridCell(
                        old.text, old.row, old.column, number - old.row + 1, old.colspan, old.location
                    )
                else:
                    place = DocxPlace(table=self.table, row=number + 1, column=column + 1)
                    text = cell_text(cell)
                    cells.append(GridCell(text, number, column, 1, span, place))
                    self.cells.append((place, cell))
                    open_cells.pop(column, None)
                    if merge == "restart":
                        open_cells[column] = len(cells) - 1
            open_cells = {key: value for key, value in open_cells.items() if key in seen}
        return TableGrid(cells, location=DocxPlace(table=self.table, row=1, column=1))


def _property(document: Any, name: str) -> str:
    """A custom property of the document, or empty."""
    for relation in document.part.package.rels.values():
        if relation.is_external or not relation.reltype.endswith("/custom-properties"):
            continue
        try:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            return ""
        for item in root:
            if item.get("name") == name:
                return "".join(str(piece) for piece in item.itertext()).strip()
    return ""


def draft_id_of(path: Path) -> str:
    """The draft id of a Word file, or empty; of one that cannot be read, too."""
    try:
        return _property(_open(read_bytes(path), str(path)), DRAFT_PROPERTY)
    except NianbaoError:
        return ""


def _pictures(body: Any) -> int:
    """How many pictures there are; of the two copies of a drawing one counts."""
    drawn = sum(next(item.iter(_PICTURE), None) is not None for item in body.iter(qn("w:drawing")))
    old = (item for item in body.iter(qn("w:pict")) if next(item.iter(_OLD_PICTURE), None) is not None)
    return drawn + sum(not any(above.tag.endswith("}Fallback") for above in item.iterancestors()) for item in old)


def _comments(document: Any, walker: _Walker, report: Report) -> list[Comment]:
    """Each comment at each block it covers."""
    said = said_of(document)
    if not said:
        return []
    anchored = Anchors(document.element.body)
    found: list[Comment] = []
    for block in walker.blocks:
        place = block.location
        if isinstance(block, Para) and isinstance(place, DocxPlace) and place.paragraph is not None and not place.box:
            chars = paragraph_chars(walker.elements[place.paragraph - 1 :], place.at)
            shown = chars[: len(plain(block.text).strip().replace(UNSUPPORTED, ""))]
            found += anchored.comments(said, shown, place)
    for place, cell in walker.cells:
        found += anchored.comments(said, cell_chars(cell), place)
    return named(report, found)


def _doubt(report: Report) -> None:
    """Sentences under a comment of ours: 待核实 rest on nothing yet; of 没有选定 there are two versions; 请读 are the
    clerk's own words."""
    places: dict[str, list[Comment]] = {}
    for comment in report.comments:
        if comment.paragraph and comment.author == AUTHOR and comment.text.startswith((DOUBT, DISPUTE, READ)):
            places.setdefault(comment.paragraph, []).append(comment)
    for _, paragraph in report.paragraphs() if places else ():
        for comment in places.get(paragraph.id, ()):
            at = 0
            for sentence in paragraph.sentences:
                end = at + len(sentence.text)
                under = at < comment.end and comment.start < end
                if under and comment.text.startswith(DISPUTE):
                    sentence.rival = DISPUTE
                elif under and comment.text.startswith(READ):
                    sentence.verbatim = True
                elif under and sentence.support == "unknown":
                    sentence.support = "unsupported"
                at = end


def docx_blocks(data: bytes, where: str) -> tuple[list[Block], list[Remark]]:
    """The paragraphs and tables of a Word file that is no report, and what of it was not read.

    Raises:
        InputError: it is no readable Word file.
    """
    document = _open(data, where)
    walker = _walked(document, where)
    pictures = _pictures(document.element.body)
    return walker.blocks, [*walker.remarks, *([Remark(text=_PICTURES.format(pictures))] if pictures else [])]


def _walked(document: Any, where: str) -> _Walker:
    try:
        walker = _Walker(document)
        walker.walk(document.element.body)
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise InputError.one(where, "Word 文件的内容已损坏，读不下去", _REMEDY) from error
    return walker


def parse_docx(data: bytes, where: str, **given: Unpack[Given]) -> DocxParsed:
    """Read a Word file with what ``take`` needs.

    Raises:
        InputError: it is no readable Word file.
    """
    document = _open(data, where)
    walker = _walked(document, where)
    assembled = assemble(fit_blocks(walker.blocks, where), **given)
    assembled.report.remarks += walker.remarks
    if pictures := _pictures(document.element.body):
        assembled.report.remarks.append(Remark(text=_PICTURES.format(pictures)))
    assembled.report.beside = beside(document)
    assembled.report.comments = _comments(document, walker, assembled.report)
    _doubt(assembled.report)
    said = list(said_of(document).values())
    ids = _property(document, DRAFT_PROPERTY), _property(document, EXPORT_PROPERTY)
    marks = marked_words(document, walker.cells)
    bookmarks = assembled.bookmarks, assembled.heading_bookmarks
    return DocxParsed(assembled.report, *ids, *bookmarks, said, marks, resolved(document) if said else set())


def read_docx(data: bytes, where: str, **given: Unpack[Given]) -> Report:
    """Read a Word file as a report; tracked changes as accepted."""
    return parse_docx(data, where, **given).report
