"""Pages saved from a government site, and our own."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from nianbao.errors import InputError
from nianbao.lazy import lazy
from nianbao.reading.assemble import assemble
from nianbao.reading.blocks import Block, GridCell, Para, TableGrid
from nianbao.reading.limits import MOST_ROWS, fit_blocks
from nianbao.report import HtmlPlace, Report, Unit

__all__ = ["read_html"]

_SKIP = {"script", "style", "nav", "header", "footer", "noscript", "template", "iframe", "select", "button", "form"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "td", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "tr", "blockquote", "center", "dl", "dt", "dd", "figure", "aside", "html",
}  # fmt: skip
_ROW = lazy(r"<tr\b", re.IGNORECASE)
_TERM = "政府信息公开"
_MOST_TAGS, _MOST_AREA = 200_000, 200_000
"""Tags of a page, and cells of its tables with those that merged cells cover."""
_REMEDY = "请在浏览器中打开，只把年报的正文复制到 Word 或 WPS，另存为 .docx 再试"


def _refuse_large(text: str, where: str) -> None:
    """Refuse a page that is far too large, before it is parsed.

    Raises:
        InputError: too many tags or rows.
    """
    if (tags := text.count("<")) > _MOST_TAGS:
        raise InputError.one(where, f"网页有 {tags} 个标签，超过上限 {_MOST_TAGS} 个，不像一份年报", _REMEDY)
    if (rows := len(_ROW.findall(text))) > MOST_ROWS:
        raise InputError.one(where, f"网页里的表格有 {rows} 行，超过上限 {MOST_ROWS} 行，不像一份年报", _REMEDY)


def _lines(element: Any) -> list[str]:
    pieces: list[str] = [""]

    def add(text: str | None) -> None:
        if text:
            folded = " ".join(text.split()) if not text.isspace() else " "
            if text[:1].isspace() and pieces[-1] and not pieces[-1].endswith(" "):
                folded = " " + folded.lstrip()
            pieces[-1] += folded + (" " if text[-1:].isspace() and not folded.endswith(" ") else "")

    def walk(item: Any) -> None:
        add(item.text)
        for child in item:
            if child.tag == "br" or child.tag in _BLOCKS:
                pieces.append("")
            if isinstance(child.tag, str) and child.tag not in _SKIP and child.tag != "br":
                walk(child)
            if child.tag in _BLOCKS:
                pieces.append("")
            add(child.tail)

    walk(element)
    return [piece.replace("\u00a0", " ").strip() for piece in pieces if piece.replace("\u00a0", " ").strip()]


def _holders(root: Any) -> set[Any]:
    """The elements that hold a block somewhere within."""
    found: set[Any] = set()
    for block in root.iter(*_BLOCKS):
        for above in block.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


class _Walker:
    def __init__(self, root: Any, where: str) -> None:
        self.where = where
        self.blocks: list[Block] = []
        self.tables = self.area = 0
        self.holders = _holders(root)

    def _para(self, text: str, element: Any, heading: int = 0, *, title: bool = False) -> None:
        if text.strip():
            self.blocks.append(Para(text.strip(), HtmlPlace(line=element.sourceline or 1), heading, [], title))

    def walk(self, element: Any) -> None:
        """Blocks of an element: paragraphs, headings and tables, in order."""
        if not isinstance(element.tag, str) or element.tag in _SKIP:
            return
        if element.tag == "table" and self._is_data(element):
            self.blocks.append(self._grid(element))
            return
        if element not in self.holders:
            level = int(element.tag[1]) if element.tag in ("h1", "h2", "h3", "h4") else 0
            text = _lines(element)
            if level == 1:
                self._para("".join(text), element, title=True)
            else:
                for line in text:
                    self._para(line, element, max(level - 1, 0))
            return
        loose = (element.text or "").strip()
        self._para(loose, element)
        run: list[str] = []
        for child in element:
            inline = not isinstance(child.tag, str) or (child.tag not in _BLOCKS and child not in self.holders)
            if inline and child.tag != "br" and isinstance(child.tag, str) and child.tag not in _SKIP:
                run.append("".join(_lines(child)))
            elif not inline or child.tag == "br":
                self._para("".join(run), element)
                run = []
                if not inline:
                    self.walk(child)
            if child.tail and child.tail.strip():
                run.append(child.tail.strip())
        self._para("".join(run), element)

    def _is_data(self, table: Any) -> bool:
        """Whether a table holds figures; one that lays out the page is walked into."""
        text = "".join(table.itertext())
        return (
            table.find(".//table") is None
            and len(text) < 20_000
            and not (len(table.findall(".//tr")) <= 2 and len(text) > 1500)
        )

    def _grid(self, table: Any) -> TableGrid:
        self.tables += 1
        cells: list[GridCell] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(table.iter("tr")):
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while (number, column) in taken:
                    column += 1
                down, across = self._span(cell, "rowspan"), self._span(cell, "colspan")
                place = HtmlPlace(table=self.tables, row=number + 1, column=column + 1)
                cells.append(GridCell("\n".join(_lines(cell)), number, column, down, across, place))
                self.area += down * across
                if self.area > _MOST_AREA:
                    raise InputError.one(self.where, "表格合并的单元格太多，不像一份年报", _REMEDY)
                taken |= {(number + y, column + x) for y in range(down) for x in range(across)}
                column += across
        return TableGrid(cells, location=HtmlPlace(table=self.tables, row=1, column=1))

    def _span(self, cell: Any, name: str) -> int:
        raw = (cell.get(name) or "1").strip()
        return max(1, min(int(raw), 200)) if raw.isdecimal() and len(raw) < 9 else 1


def _report_part(root: Any) -> Any:
    """The smallest element that holds the whole report: its title words and its tables or headings."""
    best = root
    while True:
        inner = [
            child
            for child in best
            if isinstance(child.tag, str)
            and child.tag not in _SKIP
            and "总体情况" in (text := child.text_content())
            and "其他需要报告" in text
        ]
        if len(inner) != 1 or inner[0].tag == "table":
            return best
        best = inner[0]


def read_html(
    text: str, where: str, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Report:
    """Read a report from a page.

    Args:
        text: the page, decoded. where: how errors name it.

    Raises:
        InputError: there is no text in it, or far too much, or elements too deep in each other.
    """
    _refuse_large(text, where)
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
        root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputError.one(where, "网页里没有文字", "请在浏览器中打开后重新保存") from error
    if any(error.type_name in ("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR") for error in parser.error_log):
        raise InputError.one(where, "网页的内容嵌套太深或太长，读不全", _REMEDY)
    body = root.find("body")
    part = _report_part(body if body is not None else root)
    walker = _Walker(root, where)
    if not any(_TERM in "".join(item.itertext()) for item in part.iter("h1")) and part is not body:
        for item in root.iter("h1", "h2", "title"):
            words = "".join(_lines(item))
            if _TERM in words and "年" in words and words not in "".join(part.itertext())[:200]:
                walker._para(words.split("_")[0].split("-")[0], item, title=True)
                break
    walker.walk(part)
    return assemble(fit_blocks(walker.blocks, where), unit=unit, year=year, within=within).report
