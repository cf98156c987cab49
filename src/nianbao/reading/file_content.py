"""Detects a file's real format from its bytes and enforces size limits."""

from __future__ import annotations

import contextlib
import re
import zipfile
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.parsers import expat

from nianbao.errors import InputError
from nianbao.reading.blocks import Block, Para
from nianbao.safe_zip import MOST_ROWS, is_xml, names_of

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OCR = "请用 Word 或 WPS 的原稿（.docx），或先做文字识别（OCR）再试"
_DOCX = "请在 Word 或 WPS 中打开，另存为 .docx 后再试"
_UNPACK = "请先解压，再给出里面的年报"
_PASSWORD = "请在 Word、Excel 或 WPS 中打开，去掉密码后另存再试"  # noqa: S105 (what to do, no password)


class FileFormat(NamedTuple):
    """What a file is.

    Attributes:
        name: in Chinese. suffixes: of files of this kind that we read, the usual one first; none where we do not.
        remedy: what to do where we do not.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    remedy: str = ""


PDF = FileFormat("PDF", (".pdf",))
RTF = FileFormat("RTF", (".rtf", ".doc", ".wps"))
DOC = FileFormat("旧格式的 Word 文件（.doc）", (".doc", ".wps"))
DOCX = FileFormat("Word 文件（.docx）", (".docx",))
XLSX = FileFormat("工作簿（.xlsx）", (".xlsx",))
XLS = FileFormat("旧格式的工作簿（.xls）", (".xls", ".et"))
HTML = FileFormat("网页", (".html", ".htm"))
MHT = FileFormat("网页存档（.mht）", (".mht", ".mhtml"))
LOCKED = FileFormat("加了密码的文件", remedy=_PASSWORD)
PACKED = FileFormat("打包送审的文件（.nianbao）", remedy="打包的文件请用 nianbao review 打开")
_STARTS = (
    (b"\xff\xd8\xff", FileFormat("图片（JPEG）", remedy=_OCR)),
    (b"\x89PNG\r\n", FileFormat("图片（PNG）", remedy=_OCR)),
    (b"GIF8", FileFormat("图片（GIF）", remedy=_OCR)),
    (b"II*\0", FileFormat("图片（TIFF）", remedy=_OCR)),
    (b"MM\0*", FileFormat("图片（TIFF）", remedy=_OCR)),
    (b"Rar!\x1a", FileFormat("压缩包（RAR）", remedy=_UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", FileFormat("压缩包（7z）", remedy=_UNPACK)),
    (b"\x1f\x8b\x08", FileFormat("压缩包（gz）", remedy=_UNPACK)),
)
_ZIPPED = (
    ("草稿.json", PACKED),
    ("xl/", XLSX),
    ("ppt/", FileFormat("演示文稿（.pptx）", remedy="请给出 Word 原稿（.docx）")),
    ("OFD.xml", FileFormat("版式文件（.ofd）", remedy="请给出 Word 原稿（.docx），或在 WPS 中另存为 .docx 或 .pdf")),
    ("content.xml", FileFormat("开放文档（.odt、.ods）", remedy=_DOCX)),
)
_STREAMS = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", FileFormat("旧格式的演示文稿（.ppt）", remedy="请给出 Word 原稿（.docx）")),
)
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|meta)\b", re.IGNORECASE)
_PIECE = re.compile(rb"</(?:p|div|span|td|tr|li|h[1-6])>", re.IGNORECASE)
_PIECES = 5
"""How many end tags at its beginning make a text that begins with a tag a piece of a page."""
_ARCHIVED = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)


def _stream(data: bytes, name: str) -> int:
    """Where the entry of a stream stands in an OLE file's directory; -1 where there is none."""
    wanted = name.encode("utf-16-le")
    return data.find(wanted.ljust(64, b"\0") + (len(wanted) + 2).to_bytes(2, "little"))


def _fib(data: bytes, entry: int) -> bytes:
    """The beginning of a .doc's main stream (MS-DOC, Fib); empty where it is not there."""
    start = int.from_bytes(data[entry + 116 : entry + 120], "little")
    at = (start + 1) << min(int.from_bytes(data[30:32], "little"), 16)
    head = data[at : at + 80] if start < 1 << 24 else b""
    return head if head.startswith(b"\xec\xa5") and len(head) == 80 else b""


def characters(data: bytes) -> int:
    """How many characters a .doc says its text has (Fib, ccpText); 0 where it does not say."""
    entry = _stream(data, "WordDocument")
    return int.from_bytes(_fib(data, entry)[76:80], "little") if entry >= 0 else 0


def _ole(data: bytes) -> FileFormat | None:
    if _stream(data, "EncryptedPackage") >= 0:
        return LOCKED
    for name, kind in _STREAMS:
        if (entry := _stream(data, name)) >= 0:
            locked = kind is DOC and _fib(data, entry)[11:12] and _fib(data, entry)[11] & 1  # fEncrypted
            return LOCKED if locked else kind
    return None


def _zipped(data: bytes) -> FileFormat | None:
    names = names_of(data)
    if not names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        what = "带宏的 Word 文件（.docm）" if "word/document.xml" in names else "带宏的文件"
        return FileFormat(
            what, remedy="宏不会被运行，文件也没有读；请在 Word、Excel 或 WPS 中另存为不含宏的 .docx 或 .xlsx"
        )
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return DOCX
    for start, kind in _ZIPPED:
        if any(name.startswith(start) for name in names):
            return kind
    return FileFormat("压缩包（zip）", remedy=_UNPACK)


def _text(data: bytes) -> FileFormat | None:
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<?xml") and (b"Word.Document" in head or b"/2006/xmlPackage" in head):
        return FileFormat("Word 的 XML 文件", remedy=_DOCX)
    if head.startswith(b"<") and (_PAGE.search(head) or len(_PIECE.findall(head)) >= _PIECES):
        return HTML
    return MHT if b"mime-version:" in head.lower() and _ARCHIVED.search(head) else None


def kind_of(data: bytes) -> FileFormat | None:
    """What a file is, where its content leaves no doubt; None for text and what is not known."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(b"PK"):
        return _zipped(data)
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return PDF
    return RTF if head.startswith(b"{\\rtf") else _text(data)


def refuse_other(data: bytes, where: str, suffix: str) -> None:
    """Refuse a file that is certainly another than its name says.

    Raises:
        InputError: names what it is and what to do.
    """
    kind = kind_of(data)
    if kind is None or suffix in kind.suffixes:
        return
    remedy = kind.remedy or f"请把文件名改为以“{kind.suffixes[0]}”结尾再试"
    what = "文件加了密码，打不开" if kind is LOCKED else f"文件名以“{suffix}”结尾，内容是{kind.name}"
    raise InputError.one(where, what, remedy)


MOST_CHARS = 500_000
"""Characters of a report; a long one has fifty thousand."""
MOST_LINES = 50_000
MOST_CELLS = 50_000
_REMEDY = "请只留下年报再试，或确认给的文件没有错"


def _refuse(where: str, what: str) -> InputError:
    return InputError.one(where, f"{what}，不像一份年报", _REMEDY)


def fit_text(text: str, where: str) -> str:
    """A text as given.

    Args:
        text: plain or Markdown. where: how errors name it.

    Raises:
        InputError: it has far too many characters, lines or rows of tables.
    """
    if len(text) > MOST_CHARS:
        raise _refuse(where, f"有 {len(text) // 10_000} 万字，超过上限 {MOST_CHARS // 10_000} 万字")
    if (lines := text.count("\n")) > MOST_LINES:
        raise _refuse(where, f"有 {lines} 行，超过上限 {MOST_LINES} 行")
    rows = sum("\t" in line or line.startswith("|") for line in text.split("\n"))
    if rows > 2 * MOST_ROWS:  # a pasted table may have a line a cell
        raise _refuse(where, f"表格有 {rows} 行，超过上限 {2 * MOST_ROWS} 行")
    return text


def fit_blocks(blocks: Sequence[Block], where: str) -> Sequence[Block]:
    """Paragraphs and tables as read.

    Args:
        blocks: of a file. where: how errors name it.

    Raises:
        InputError: they are far too many or too long.
    """
    chars = sum(
        len(block.text) if isinstance(block, Para) else sum(len(cell.text) for cell in block.cells) for block in blocks
    )
    if chars > MOST_CHARS:
        raise _refuse(where, f"有 {chars // 10_000} 万字，超过上限 {MOST_CHARS // 10_000} 万字")
    if len(blocks) > MOST_LINES:
        raise _refuse(where, f"有 {len(blocks)} 段，超过上限 {MOST_LINES} 段")
    cells = sum(len(block.cells) for block in blocks if not isinstance(block, Para))
    if cells > MOST_CELLS:
        raise _refuse(where, f"表格有 {cells} 格，超过上限 {MOST_CELLS} 格")
    return blocks


LAST_ROW, LAST_COLUMN = 10_000, 300
_MOST_MERGED = 100_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_SAVE_AS = "请用 nianbao new 新建的 素材.xlsx 填写；表外多出来的内容请删去"


def position(place: str) -> tuple[int, int]:
    """Row and column of ``B7``; (0, 0) where it is no cell."""
    match = _PLACE.fullmatch(place.strip().upper())
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


class _Sheet:
    """What of a sheet makes a reader fill memory: where filled cells stand, and how many cells are merged."""

    def __init__(self) -> None:
        self.row = self.cell = self.found = ""
        self.merged = 0

    def begin(self, tag: str, values: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = values.get("r", "")
        elif name == "c":
            self.cell = values.get("r") or f"A{self.row}"
        elif name in ("v", "f", "is") and self.cell:
            row, column = position(self.cell)
            if row > LAST_ROW or column > LAST_COLUMN:
                self.found = self.found or self.cell
        elif name == "mergeCell":
            first, _, last = values.get("ref", "").partition(":")
            (top, left), (bottom, right) = position(first), position(last or first)
            self.merged += (bottom - top + 1) * (right - left + 1)


def _sheet(data: bytes) -> _Sheet:
    sheet = _Sheet()
    parser: Any = expat.ParserCreate()
    parser.StartElementHandler = sheet.begin
    with contextlib.suppress(expat.ExpatError):  # damaged: for its reader to say
        parser.Parse(data, True)
    return sheet


def refuse_wide(archive: zipfile.ZipFile, where: str) -> None:
    """Refuse a workbook with a filled cell far off, or with millions of merged cells.

    Args:
        archive: the workbook, checked by ``zips.opened``. where: how errors name it.

    Raises:
        InputError: names the part and the cell.
    """
    for name in archive.namelist():
        data = archive.read(name)
        if not is_xml(data[:256]):
            continue
        sheet = _sheet(data)
        place = name.rpartition("/")[2].removesuffix(".xml")
        if sheet.found:
            raise InputError.one(f"{where} {place}", f"表外很远的单元格 {sheet.found} 里有内容", _SAVE_AS)
        if sheet.merged > _MOST_MERGED:
            raise InputError.one(f"{where} {place}", "合并的单元格太多，不像一份素材", _SAVE_AS)
