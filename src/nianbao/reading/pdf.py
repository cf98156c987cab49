"""PDF files with a text layer: lines made paragraphs again, tables joined over page breaks."""

from __future__ import annotations

import io
from typing import Any

from nianbao.errors import InputError
from nianbao.lazy import lazy
from nianbao.reading.assemble import assemble
from nianbao.reading.blocks import Block
from nianbao.reading.pdf_lines import Line, Margins, lines_of, unwrapped
from nianbao.reading.pdf_tables import PageTable, joined, table_of
from nianbao.report import PdfPlace, Remark, Report, Unit

__all__ = ["read_pdf"]

_MOST_PAGES = 300
_LEAST_CHARS = 20
"""Characters of a document with pictures below which it is taken for a scan."""
_REMEDY = "请给出 Word 原稿（.docx），或在 WPS、Word 中打开后另存为 .docx"
_PAGE_NUMBER = lazy(r"[-—–－·\s]*(?:第?\s*[0-9]{1,3}\s*页?(?:\s*[/，,]?\s*共?\s*[0-9]{1,3}\s*页?)?)[-—–－·\s]*")
_STEP = 4
"""Points by which a running head's place may differ from page to page."""
_EDGE = 0.14
"""The share of a page's height, at its top and bottom, in which page numbers and running heads stand."""


def _open(data: bytes, where: str) -> Any:
    """The document.

    Raises:
        InputError: it is no PDF, encrypted or damaged.
    """
    import pdfplumber

    try:
        return pdfplumber.open(io.BytesIO(data))
    except Exception as error:  # pdfminer raises many kinds on damaged files
        locked = "Password" in type(error).__name__ or "Password" in repr(error)
        what = "加了密码，打不开" if locked else "PDF 文件已损坏，打不开"
        raise InputError.one(where, what, "请先去掉密码再试" if locked else _REMEDY) from error


class _Pages:
    """What stands on the pages, in order."""

    def __init__(self) -> None:
        self.items: list[Line | PageTable] = []
        self.tables = self.pictures = self.chars = 0

    def add(self, page: Any) -> None:
        """Take a page's lines and tables."""
        page = page.dedupe_chars(tolerance=1)
        self.chars += len(page.chars)
        self.pictures += len(page.images)
        number, height = page.page_number, float(page.height)
        found = [table for table in page.find_tables() if len(table.cells) > 1]
        boxes = [table.bbox for table in found]
        free = [char for char in page.chars if not any(_inside(char, box) for box in boxes)]
        items: list[tuple[float, Line | PageTable]] = []
        for table in found:
            self.tables += 1
            items.append((table.bbox[1], table_of(table, page.chars, number, self.tables)))
        lines = lines_of(free, number)
        for index, line in enumerate(lines, 1):
            edge = line.bottom < height * _EDGE or line.top > height * (1 - _EDGE)
            outer = edge and index in (1, len(lines))
            if not (outer and _PAGE_NUMBER.fullmatch(line.text)):
                items.append((line.top, line._replace(place=PdfPlace(page=number, line=index), edge=outer)))
        self.items += [item for _, item in sorted(items, key=lambda item: item[0])]

    def without_running_heads(self) -> list[Line | PageTable]:
        """The items without what stands at one place of most pages, at their edge."""
        seen: dict[tuple[str, int], set[int]] = {}
        for item in self.items:
            if isinstance(item, Line) and item.edge:
                seen.setdefault((item.text, round(item.top / _STEP)), set()).add(item.place.page)
        most = max(2, len({_page(item) for item in self.items}) // 2 + 1)
        heads = {key for key, pages in seen.items() if len(pages) >= most}
        return [
            item
            for item in self.items
            if not (isinstance(item, Line) and item.edge and (item.text, round(item.top / _STEP)) in heads)
        ]


def _page(item: Line | PageTable) -> int:
    return item.place.page if isinstance(item, Line) else item.page


def _inside(char: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1)


def _blocks(items: list[Line | PageTable]) -> list[Block]:
    margins = Margins.of([item for item in items if isinstance(item, Line)])
    blocks: list[Block] = []
    run: list[Line] = []
    tables: list[PageTable] = []

    def end_tables() -> None:
        blocks.extend(table.grid() for table in joined(tables))
        tables.clear()

    for item in items:
        if isinstance(item, Line):
            end_tables()
            run.append(item)
            continue
        if run:
            blocks.extend(unwrapped(run, margins))
            run = []
        tables.append(item)
    end_tables()
    blocks.extend(unwrapped(run, margins))
    return blocks


def read_pdf(
    data: bytes, where: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Report:
    """Read a report from a PDF file.

    Args:
        data: the file's bytes. where: how errors name it.
        unit, year, within: where the text does not say.

    Raises:
        InputError: it is damaged, encrypted, scanned, or far too long.
    """
    pages = _Pages()
    with _open(data, where) as document:
        try:
            if len(document.pages) > _MOST_PAGES:
                raise InputError.one(where, f"有 {len(document.pages)} 页，不像一份年报", "请只给出年报的部分")
            for page in document.pages:
                pages.add(page)
                page.close()
        except InputError:
            raise
        except Exception as error:  # pdfminer raises many kinds on damaged pages
            raise InputError.one(where, "PDF 文件的内容已损坏，读不下去", _REMEDY) from error
    if pages.chars < _LEAST_CHARS:
        what = "是扫描件或图片，里面没有文字" if pages.pictures else "里面没有文字"
        raise InputError.one(where, what, f"{_REMEDY}；只有纸质件的，请先用文字识别软件转成 Word")
    report = assemble(_blocks(pages.without_running_heads()), unit=unit, year=year, within=within).report
    if pages.pictures:
        report.remarks.append(Remark(text=f"文件里有 {pages.pictures} 幅图片，没有读"))
    return report
