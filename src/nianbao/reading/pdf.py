"""PDF files that have a text layer: paragraphs, and tables with merged cells that may go over pages."""

from __future__ import annotations

import io
import logging
import re
import time
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import PDFPageAggregatorWithMarkedContent
from pdfplumber.pdf import PDF

from nianbao.errors import InputError
from nianbao.reading.assemble import assemble
from nianbao.reading.blocks import Block, TableGrid
from nianbao.reading.pdf_furniture import PageText, drop_footnotes, drop_furniture
from nianbao.reading.pdf_glyphs import UNKNOWN, Glyph, Line, glyphs_of, lines_of, page_turn, stood
from nianbao.reading.pdf_loose import stretches
from nianbao.reading.pdf_paragraphs import measures, paragraphs
from nianbao.reading.pdf_rules import Grid, grids_of
from nianbao.reading.pdf_tables import Part, filled, goes_on, join, table_grid
from nianbao.report import Report, Unit

__all__ = ["MOST_PAGES", "read_pdf"]

MOST_PAGES = 300
"""Pages of a file that is read."""
_MOST_GLYPHS = 20_000
"""Characters of a page; a full page of a report has a thousand."""
_MOST_SECONDS = 90.0
_MOST_DRAWN = 200_000
"""Things drawn on a page."""
_MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of a stream that is not a picture, unpacked."""
_FEW = 20
"""Characters a page under which it has no text layer."""
_REMEDY = "请用 Word 或 WPS 的原稿（.docx），或在浏览器、阅读器中重新导出 PDF"
_SCAN = "请用 Word 或 WPS 的原稿（.docx），或先做文字识别（OCR）再试"

logging.getLogger("pdfminer").addHandler(logging.NullHandler())
logging.getLogger("pdfplumber").addHandler(logging.NullHandler())


class _TooMuch(Exception):
    """A page takes too long or draws too much."""


class _Watched(PDFPageAggregatorWithMarkedContent):
    """The device that collects what a page draws; it stops at a time and at a number of things."""

    def __init__(self, *args: Any, deadline: float, **named: Any) -> None:
        super().__init__(*args, **named)
        self.deadline, self.drawn = deadline, 0

    def _count(self) -> None:
        self.drawn += 1
        if self.drawn > _MOST_DRAWN or (self.drawn % 64 == 0 and time.monotonic() > self.deadline):
            raise _TooMuch

    def render_char(self, *args: Any, **named: Any) -> float:
        self._count()
        return super().render_char(*args, **named)

    def paint_path(self, *args: Any, **named: Any) -> None:
        self._count()
        super().paint_path(*args, **named)

    def begin_figure(self, *args: Any, **named: Any) -> None:
        self._count()
        if time.monotonic() > self.deadline:
            raise _TooMuch
        super().begin_figure(*args, **named)


class _Page(NamedTuple):
    """A page as drawn: its size, characters, grids, pictures, and the share of it that pictures cover."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    grids: list[Grid]
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
    except InputError:
        raise
    except Exception as error:  # pdfminer raises many kinds on damaged files
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise InputError.one(where, "PDF 加了密码，打不开", "请去掉密码后再试，或用 Word、WPS 的原稿") from error
        raise InputError.one(where, "PDF 文件已损坏，打不开", _REMEDY) from error
    return document


def _page(page: Any, number: int) -> _Page:
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
    return _Page(number, width, height, glyphs, grids, sum(size > 400 for size in sizes), covered)


def _drawn(document: PDF, where: str) -> Iterator[_Page]:
    """Each page as drawn.

    Raises:
        InputError: a page is damaged, or far too much is on it.
    """
    deadline = time.monotonic() + _MOST_SECONDS
    number = 0
    try:
        for number, page in enumerate(document.pages, 1):
            device = _Watched(document.rsrcmgr, pageno=number, laparams=None, deadline=deadline)
            PDFPageInterpreter(document.rsrcmgr, device).process_page(page.page_obj)
            page._layout = device.get_result()
            if len(page.chars) > _MOST_GLYPHS or time.monotonic() > deadline:
                raise _TooMuch
            yield _page(page, number)
            page.close()
    except _TooMuch as error:
        raise InputError.one(where, f"第 {number} 页内容太多，不像一份年报", "请确认文件来源") from error
    except InputError:
        raise
    except Exception as error:
        raise InputError.one(where, f"PDF 文件已损坏，第 {max(number, 1)} 页读不下去", _REMEDY) from error


# ── one page


def _placed(page: _Page, grids: list[Grid]) -> PageText:
    """The text of a page in its tables and outside them; a character belongs to the smallest grid round it."""
    inside: dict[int, list[Glyph]] = {index: [] for index in range(len(grids))}
    outside: list[Glyph] = []
    order = sorted(range(len(grids)), key=lambda index: grids[index].area)
    for glyph in page.glyphs:
        owner = next((index for index in order if grids[index].holds(glyph.centre, glyph.middle)), None)
        if owner is not None:
            inside[owner].append(glyph)
        elif not glyph.turn:
            outside.append(glyph)
    parts = [filled(grid, inside[index], page.number, index + 1) for index, grid in enumerate(grids)]
    return PageText(page.number, page.width, page.height, lines_of(outside, page.number), parts)


def _is_last(page: PageText, part: Part) -> bool:
    return part is page.parts[-1] and not any(line.top > part.bottom - 2 for line in page.lines)


def _is_first(page: PageText, part: Part) -> bool:
    return part is page.parts[0] and not any(line.bottom < part.top + 2 for line in page.lines)


def _follow(before: PageText, after: PageText) -> bool:
    """Whether the last table of a page goes on at the top of the next."""
    if not before.parts or not after.parts:
        return False
    one, two = before.parts[-1], after.parts[0]
    return _is_last(before, one) and _is_first(after, two) and goes_on(one, two)


def _text(pages: list[_Page]) -> list[PageText]:
    """Every page's text; a frame of one column counts as a table only where it is a piece of one."""
    texts = [_placed(page, page.grids) for page in pages]
    drop_furniture(texts)
    pieces = {
        id(part)
        for one, two in pairwise(texts)
        if _follow(one, two) and (one.parts[-1].is_table or two.parts[0].is_table)
        for part in (one.parts[-1], two.parts[0])
    }
    kept = [
        [grid for grid, part in zip(page.grids, text.parts, strict=True) if part.is_table or id(part) in pieces]
        for page, text in zip(pages, texts, strict=True)
    ]
    texts = [_placed(page, grids) for page, grids in zip(pages, kept, strict=True)]
    drop_furniture(texts)
    drop_footnotes(texts)
    for text in texts:
        text.parts = [part for part in text.parts if any(cell.text for cell in part.cells)]
        for number, line in enumerate(text.lines, 1):
            line.number = number
    return texts


# ── the whole


def _height(item: Line | Part) -> float:
    return (item.top + item.bottom) / 2 if isinstance(item, Line) else item.top


def _blocks(texts: list[PageText]) -> list[Block]:
    """Paragraphs and tables in reading order."""
    lines = [line for text in texts for line in text.lines]
    if not lines:
        return [table_grid(part) for part in _joined(texts)]
    given = measures(lines, max(text.width for text in texts))
    joined = {id(part): part for part in _joined(texts)}
    blocks: list[Block] = []
    run: list[Line] = []

    def flush() -> None:
        for stretch in stretches(run):
            blocks.extend([stretch] if isinstance(stretch, TableGrid) else paragraphs(stretch, given))
        run.clear()

    for text in texts:
        items: list[Line | Part] = [*text.lines, *text.parts]
        for item in sorted(items, key=_height):
            if isinstance(item, Line):
                run.append(item)
            elif id(item) in joined:
                flush()
                blocks.append(table_grid(item))
    flush()
    return blocks


def _footnotes(texts: list[PageText]) -> list[str]:
    """A remark for each page with footnotes: they are no part of the text (nor are they in a Word file's)."""
    return [
        f"第 {text.number} 页有脚注，没有算作正文：{''.join(line.text for line in text.footnotes)[:60]}"
        for text in texts
        if text.footnotes
    ]


def _joined(texts: list[PageText]) -> list[Part]:
    """The tables, each put together from its parts; a part that went onto another is not among them."""
    found: list[Part] = []
    follows = [False, *(_follow(one, two) for one, two in pairwise(texts))]
    for text, follow in zip(texts, follows, strict=True):
        for index, part in enumerate(text.parts):
            if index == 0 and follow and found:
                join(found[-1], part)
            else:
                found.append(part)
    return found


def _refuse_pictures(pages: list[_Page], where: str) -> list[str]:
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


def read_pdf(
    data: bytes, where: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Report:
    """Read a PDF that has a text layer as a report.

    Args:
        data: the file's bytes. where: how errors name it.
        unit, year, within: where the text does not say.

    Raises:
        InputError: it is scanned, encrypted, damaged, empty or far too large.
    """
    document = _open(data, where)
    pages = list(_drawn(document, where))
    remarks = _refuse_pictures(pages, where)
    texts = _text(pages)
    report = assemble(_blocks(texts), unit=unit, year=year, within=within).report
    report.remarks += [*remarks, *_footnotes(texts)]
    return report
