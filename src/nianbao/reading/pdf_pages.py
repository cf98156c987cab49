"""Opens a PDF and draws its pages within bounds; refuses pages without text or in columns."""

from __future__ import annotations

import io
import logging
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

from nianbao.errors import InputError
from nianbao.reading.pdf_glyphs import UNKNOWN, Glyph, Line, glyphs_of, page_turn, stood
from nianbao.reading.pdf_ruling_lines import RuledGrid, grids_of
from nianbao.reading.pdf_text import PageText

MOST_PAGES = 300
"""Pages of a file that is read."""
_MOST_GLYPHS = 20_000
"""Characters of a page; a full page of a report has a thousand."""
_MOST_ALL = 120_000
"""Characters of a file; sixty full pages have as many as 54,000."""
_MOST_DRAWN = 30_000
"""Things drawn on a page."""
_FIGURE = 100
"""For how many things a drawing within a page counts: it may hold others."""
_MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a stream that is not a picture, unpacked."""
_FEW = 20
"""Characters a page under which it has no text layer."""
_REMEDY = "请用 Word 或 WPS 的原稿（.docx），或在浏览器、阅读器中重新导出 PDF"
_SCAN = "请用 Word 或 WPS 的原稿（.docx），或先做文字识别（OCR）再试"

logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfplumber").addHandler(logging.NullHandler())


def _seconds(pages: int) -> float:
    """Seconds of work a file may take, of this thread alone: a busy machine refuses nothing. A short file is not given
    the time of a long one."""
    return min(8 + pages / 4, 25)


class _TooMuch(Exception):
    """A page takes too long or draws too much."""


class _Watched(PDFPageAggregatorWithMarkedContent):
    """The device that collects what a page draws; it stops at a time of work and at a number of things."""

    def __init__(self, *args: Any, deadline: float, **named: Any) -> None:
        super().__init__(*args, **named)
        self.deadline, self.drawn = deadline, 0

    def _count(self, things: int = 1) -> None:
        before, self.drawn = self.drawn, self.drawn + things
        if self.drawn > _MOST_DRAWN or (self.drawn // 64 > before // 64 and time.thread_time() > self.deadline):
            raise _TooMuch

    def render_char(self, *args: Any, **named: Any) -> float:
        self._count()
        return super().render_char(*args, **named)

    def paint_path(self, *args: Any, **named: Any) -> None:
        self._count()
        super().paint_path(*args, **named)

    def begin_figure(self, *args: Any, **named: Any) -> None:
        self._count(_FIGURE)
        super().begin_figure(*args, **named)


class DrawnPage(NamedTuple):
    """A page as drawn: its size, characters, grids, pictures, and the share of it that pictures cover."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    grids: list[RuledGrid]
    pictures: int
    covered: float


# ── opening


def _unpacked_too_large(data: bytes) -> bool:
    """Whether a packed stream is made to fill memory: unpacked a little at a time, nothing is kept."""
    for match in re.finditer(rb"(?<!end)stream\r?\n", data):
        if b"/Image" in data[max(match.start() - 400, 0) : match.start()].rpartition(b" obj")[2]:
            continue
        unpacker = zlib.decompressobj()
        size, at = 0, match.end()
        try:
            while not unpacker.eof and at < len(data):
                chunk = unpacker.unconsumed_tail or data[at : (at := at + 65536)]
                size += len(unpacker.decompress(chunk, 1 << 20))
                if size > _MOST_UNPACKED:
                    return True
        except zlib.error:
            continue
    return False


def _open(data: bytes, where: str) -> PDF:
    """The document.

    Raises:
        InputError: it is no PDF, cut off, encrypted, damaged, or far too large.
    """
    if b"%PDF-" not in data[:1024]:
        raise InputError.one(where, "不是 PDF 文件，或文件已损坏", _REMEDY)
    if b"%%EOF" not in data[-8192:]:
        raise InputError.one(where, "PDF 文件不完整（没有结尾），可能没有下载完", "请重新下载或导出后再试")
    if _unpacked_too_large(data):
        raise InputError.one(where, "解开后过大，不像一份年报", "请确认文件来源")
    try:
        document = PDF(io.BytesIO(data))
        for count, _ in enumerate(PDFPage.create_pages(document.doc), 1):
            if count > MOST_PAGES:
                raise InputError.one(where, f"超过 {MOST_PAGES} 页，不像一份年报", "请只留下年报的那几页再试")
    except (InputError, MemoryError):
        raise
    except Exception as error:  # pdfminer raises many kinds on damaged files
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise InputError.one(where, "PDF 加了密码，打不开", "请去掉密码后再试，或用 Word、WPS 的原稿") from error
        raise InputError.one(where, "PDF 文件已损坏，打不开", _REMEDY) from error
    return document


def _page(page: Any, number: int) -> DrawnPage:
    """A page of pdfplumber; turned where its text does not stand."""
    width, height = float(page.width), float(page.height)
    sizes = [max(item["width"], 0) * max(item["height"], 0) for item in page.images]
    covered = min(sum(sizes) / (width * height), 1.0) if width * height > 0 else 0.0
    glyphs = glyphs_of(page)
    turn = page_turn(glyphs)
    grids = grids_of(page, turn)
    if turn:
        glyphs = [stood(glyph, width, height) for glyph in glyphs if glyph.turn == turn]
        width, height = height, width
    return DrawnPage(number, width, height, glyphs, grids, sum(size > 400 for size in sizes), covered)


def drawn_pages(data: bytes, where: str) -> Iterator[DrawnPage]:
    """Each page of a file as drawn.

    Raises:
        InputError: it is no PDF, cut off, encrypted, damaged, or far too large.
    """
    document = _open(data, where)
    number = glyphs = 0
    try:
        deadline = time.thread_time() + _seconds(len(document.pages))
        for number, page in enumerate(document.pages, 1):
            device = _Watched(document.rsrcmgr, pageno=number, laparams=None, deadline=deadline)
            PDFPageInterpreter(document.rsrcmgr, device).process_page(page.page_obj)
            page._layout = device.get_result()
            glyphs += len(page.chars)
            if len(page.chars) > _MOST_GLYPHS or glyphs > _MOST_ALL or time.thread_time() > deadline:
                raise _TooMuch
            yield _page(page, number)
            page.close()
    except _TooMuch as error:
        raise InputError.one(
            where, f"读到第 {number} 页时内容太多，不像一份年报", "请只留下年报的那几页再试"
        ) from error
    except (InputError, MemoryError):
        raise
    except Exception as error:
        raise InputError.one(where, f"PDF 文件已损坏，第 {max(number, 1)} 页读不下去", _REMEDY) from error


# ── pictures


def remarks_on(pages: Sequence[DrawnPage], where: str) -> list[str]:
    """Remarks on pages that are pictures.

    Raises:
        InputError: the whole file is.
    """
    counts = [sum(not glyph.blank for glyph in page.glyphs) for page in pages]
    scanned = [page.number for page, count in zip(pages, counts, strict=True) if count < _FEW and page.covered > 0.4]
    if sum(counts) < _FEW * max(len(pages) // 2, 1) and (scanned or any(page.pictures for page in pages)):
        raise InputError.one(where, "这是扫描件，没有文字层，读不出文字", _SCAN)
    if not sum(counts):
        raise InputError.one(where, "PDF 里没有文字（是空白页，或文字已转成图形）", _SCAN)
    unknown = sum(glyph.text == UNKNOWN for page in pages for glyph in page.glyphs)
    if unknown * 5 > sum(counts):
        raise InputError.one(where, "PDF 里的字体没有注明是哪些字，文字取不出来", _SCAN)
    remarks = []
    if unknown:
        remarks.append(f"PDF 里有 {unknown} 个字取不出来，写成了“{UNKNOWN}”，请对照原件补上")
    if scanned:
        listed = "、".join(map(str, scanned[:10]))
        remarks.append(f"第 {listed} 页{'等' if len(scanned) > 10 else ''}是扫描图片，其中的文字没有读")
    recognised = [
        page.number for page, count in zip(pages, counts, strict=True) if count >= _FEW and page.covered > 0.8
    ]
    if recognised:
        remarks.append("文件是扫描后识别的文字，可能有错字，请对照原件核对")
    elif pictures := sum(page.pictures for page in pages if page.number not in scanned):
        remarks.append(f"文件里有 {pictures} 幅图片，没有读")
    return remarks


_CHARS, _LINES = 8, 6
"""How many Chinese characters a line of a column has at least, and how many such lines a page of two columns."""
_GAP = 1.5
"""How wide the white between the columns is at least, in characters."""
_STEP, _FROM, _TO = 4.0, 0.4, 0.6
_CROSSING = 0.2
_ONE_COLUMN = "请把两份报告分别存成一个文件再检查；两页印在一张上的，请用 Word 或 WPS 的原稿（.docx）"


def _sides(line: Line, x: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """A line's characters left and right of a place; None where it runs over it."""
    left = [glyph for glyph in line.drawn if glyph.centre < x]
    right = [glyph for glyph in line.drawn if glyph.centre >= x]
    if left and right and right[0].x0 - left[-1].x1 < _GAP * line.drawn[0].size:
        return None
    near = min((abs(glyph.x1 - x) for glyph in left), default=1e9), min((abs(g.x0 - x) for g in right), default=1e9)
    return (left, right) if min(near) > 0 else None


def _is_prose(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters of a side are words without gaps; figures of a table have white between them."""
    words = sum(glyph.text > "\u2e7f" for glyph in glyphs)
    return words >= _CHARS and all(two.x0 - one.x1 < _GAP * one.size for one, two in pairwise(glyphs))


def _is_parted(lines: Sequence[Line], x: float) -> bool:
    """Whether lines of text stand on both sides of a place, at the same heights, and hardly any runs over it."""
    left: list[Glyph] = []
    right: list[Glyph] = []
    crossing = 0
    for line in lines:
        sides = _sides(line, x)
        if sides is None:
            crossing += 1
            continue
        left += sides[0][:1] if _is_prose(sides[0]) else []
        right += sides[1][:1] if _is_prose(sides[1]) else []
    beside = [glyph for glyph in left if any(glyph.top < other.bottom and other.top < glyph.bottom for other in right)]
    return len(beside) >= _LINES and crossing <= _CROSSING * len(beside)


def _in_columns(page: PageText) -> bool:
    steps = int((_TO - _FROM) * page.width / _STEP) + 1
    lines = [line for line in page.lines if line.drawn]
    return any(_is_parted(lines, _FROM * page.width + step * _STEP) for step in range(steps))


def refuse_columns(pages: Sequence[PageText], where: str) -> None:
    """Refuse a file whose pages of text are in two columns.

    Raises:
        InputError: most of them are.
    """
    written = [page for page in pages if len(page.lines) >= _LINES]
    parted = [page.number for page in written if _in_columns(page)]
    if parted and len(parted) * 2 >= len(written):
        what = f"第 {parted[0]} 页起分左右两栏（像两份报告并排，或两页印在一张上），左右的文字会混在一起，没有读"
        raise InputError.one(where, what, _ONE_COLUMN)
