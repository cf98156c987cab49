"""A Word file → Report: the accepted view of its body, in order."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from nianbao.errors import InputError
from nianbao.reading.assemble import Line, TableBlock, assemble
from nianbao.reading.tables import Grid, Slot
from nianbao.report import BOOKMARK_PREFIX, DRAFT_PROPERTY, DocxPlace, Report, Unit

__all__ = ["DocxParsed", "parse_docx", "read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST = 200 * 1024 * 1024
_DROPPED = {
    _W + name for name in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "instrText", "delText")
}


@dataclass
class DocxParsed:
    """A Word file and what ``take`` needs of it.

    Attributes:
        draft_id: the opaque id of the draft it was written from, or "".
        bookmarks: our bookmarks that start in a paragraph, by the paragraph's id.
        heading_bookmarks: likewise by section id.
        comments: author and text of each comment.
    """

    report: Report
    draft_id: str = ""
    bookmarks: dict[str, list[str]] = field(default_factory=dict)
    heading_bookmarks: dict[str, list[str]] = field(default_factory=dict)
    comments: list[tuple[str, str]] = field(default_factory=list)


def _package(data: bytes, where: str) -> dict[str, bytes]:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError.one(
            where, "是旧版 .doc 文件，或设了打开密码", "请在 Word 或 WPS 中去掉密码，另存为 .docx 再用"
        )
    wanted = ("word/document.xml", "word/comments.xml", "docProps/custom.xml")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(item.file_size for item in package.infolist()) > _MOST:
                raise InputError.one(where, "解压后过大，不像正常的 Word 文件", "请在 Word 中另存一份再用")
            names = set(package.namelist())
            parts = {name: package.read(name) for name in wanted if name in names}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise InputError.one(
            where, "不是完整的 .docx 文件，可能已损坏", "请在 Word 或 WPS 中打开，另存为 .docx 再用"
        ) from error
    if "word/document.xml" not in parts:
        raise InputError.one(where, "里面没有 Word 正文", "请确认它是 .docx 文件")
    return parts


def _xml(data: bytes, where: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError.one(where, "正文已损坏，无法读取", "请在 Word 或 WPS 中打开，另存为 .docx 再用") from error


def _text(element: Any) -> str:
    """What is seen once every tracked change is accepted."""
    if element.tag in _DROPPED:
        return ""
    if element.tag == _W + "t":
        return element.text or ""
    if element.tag == _W + "tab":
        return "\t"
    if element.tag in (_W + "br", _W + "cr"):
        return "" if element.get(_W + "type") in ("page", "column") else "\n"
    return "".join(_text(child) for child in element if isinstance(child.tag, str))


def _number(element: Any, path: str, default: int = 0) -> int:
    found = element.find(path)
    try:
        return int(found.get(_W + "val")) if found is not None else default
    except (TypeError, ValueError):
        return default


def _inside(element: Any, tag: str) -> list[Any]:
    """Children with a tag, looking through content controls and insertions."""
    found: list[Any] = []
    for child in element:
        if child.tag == _W + tag:
            found.append(child)
        elif child.tag in {_W + name for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")}:
            found.extend(_inside(child, tag))
    return found


def _table(element: Any, number: int) -> TableBlock:
    grid: Grid = []
    for at, row in enumerate(_inside(element, "tr"), 1):
        if row.find(f"{_W}trPr/{_W}del") is not None:
            continue
        line: list[Slot | None] = [None] * _number(row, f"{_W}trPr/{_W}gridBefore")
        for cell in _inside(row, "tc"):
            span = max(1, min(200, _number(cell, f"{_W}tcPr/{_W}gridSpan", 1)))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            column = len(line)
            above = grid[-1][column] if grid and column < len(grid[-1]) else None
            if merge is not None and merge.get(_W + "val") != "restart" and above is not None:
                slot = above
            else:
                text = "\n".join(_text(p) for p in _inside(cell, "p"))
                slot = Slot(text, DocxPlace(table=number, row=at, column=column + 1))
            line.extend([slot] * span)
        grid.append(line)
    return TableBlock(grid, DocxPlace(table=number, row=1, column=1))


class _Walk:
    def __init__(self) -> None:
        self.blocks: list[Line | TableBlock] = []
        self.marks: dict[str, list[str]] = {}
        self.pending: list[str] = []
        self.paragraphs = self.tables = self.count = 0
        self.boxes = False

    def walk(self, parent: Any) -> None:
        for child in parent:
            if child.tag == _W + "p":
                self._paragraph(child)
            elif child.tag == _W + "tbl":
                self.tables += 1
                self.blocks.append(_table(child, self.tables))
            elif child.tag == _W + "bookmarkStart":
                self._mark(child)
            elif child.tag in {_W + name for name in ("sdt", "sdtContent", "customXml", "ins")}:
                self.walk(child)

    def _mark(self, element: Any) -> None:
        name = element.get(_W + "name") or ""
        if name.startswith(BOOKMARK_PREFIX):
            self.pending.append(name)

    def _paragraph(self, element: Any) -> None:
        self.paragraphs += 1
        self.boxes = self.boxes or next(element.iter(_W + "txbxContent"), None) is not None
        for mark in element.iter(_W + "bookmarkStart"):
            self._mark(mark)
        text = _text(element)
        names, self.pending = self.pending, []
        if not text.strip():
            return
        self.count += 1
        id = f"d{self.count}"
        self.blocks.append(Line(id, text, DocxPlace(paragraph=self.paragraphs)))
        if names:
            self.marks[id] = names


def _draft_id(data: bytes | None, where: str) -> str:
    if data is None:
        return ""
    for item in _xml(data, where):
        if item.get("name") == DRAFT_PROPERTY:
            return "".join(item.itertext()).strip()
    return ""


def _comments(data: bytes | None, where: str) -> list[tuple[str, str]]:
    if data is None:
        return []
    return [
        (item.get(_W + "author") or "", "\n".join(_text(p) for p in item.iter(_W + "p")))
        for item in _xml(data, where).iter(_W + "comment")
    ]


def parse_docx(
    data: bytes, where: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> DocxParsed:
    """Read a Word file with its bookmarks, draft id and comments.

    Args:
        data: the file's bytes.
        where: its name, for messages.
        unit, year, within: as in ``reading.read``.

    Raises:
        InputError: it is damaged, encrypted, too large when unpacked, or no .docx.
    """
    parts = _package(data, where)
    body = _xml(parts["word/document.xml"], where).find(_W + "body")
    if body is None:
        raise InputError.one(where, "里面没有 Word 正文", "请确认它是 .docx 文件")
    walk = _Walk()
    walk.walk(body)
    report, heads = assemble(walk.blocks, unit=unit, year=year, within=within)
    if walk.boxes:
        report.remarks.append("文中有文本框，其中的文字没有读取")
    known = {paragraph.id for _, paragraph in report.paragraphs()}
    parsed = DocxParsed(
        report,
        _draft_id(parts.get("docProps/custom.xml"), where),
        {id: names for id, names in walk.marks.items() if id in known},
        comments=_comments(parts.get("word/comments.xml"), where),
    )
    for id, section in heads.items():
        parsed.heading_bookmarks.setdefault(section, []).extend(walk.marks.get(id, []))
    return parsed


def read_docx(
    data: bytes, where: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Report:
    """Read a Word file as a report. See ``parse_docx``."""
    return parse_docx(data, where, unit=unit, year=year, within=within).report
