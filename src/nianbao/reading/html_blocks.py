"""Paragraphs and tables of a web page in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from nianbao.errors import InputError
from nianbao.kinds import Form, editions
from nianbao.patterns import HAN, lazy
from nianbao.reading.blocks import Block, GridCell, Para, TableGrid
from nianbao.reading.headings import headings_within, section_of, without_ordinal
from nianbao.reading.table_labels import is_figure
from nianbao.reading.text_blocks import text_blocks
from nianbao.report import HtmlPlace, TextPlace
from nianbao.text import bare

_SKIP = {"script", "style", "nav", "footer", "noscript", "template", "iframe", "select", "button", "textarea", "title",
         "head", "object", "svg", "input"}  # fmt: skip
_BLOCKS = {
    "p", "div", "section", "article", "main", "body", "td", "th", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6",
    "table", "tbody", "thead", "tfoot", "tr", "blockquote", "center", "dl", "dt", "dd", "figure", "aside", "html",
    "header", "form", "pre", "hr", "caption", "fieldset", "address",
}  # fmt: skip
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_MOST_AREA = 200_000
"""Cells of a page's tables with those that merged cells cover."""
REMEDY = "请在浏览器中打开，只把年报的正文复制到 Word 或 WPS，另存为 .docx 再试"
_FORM_CELLS = 3
"""How many cells that are a label of the form make a table one of the form's."""
_PROSE = 60
"""Characters from which a row of one cell is prose."""
_HIDDEN = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden")
_HEADING_LINE = lazy(rf"^[一二三四五六七八九十]、[{HAN}、]{{2,30}}$")


@dataclass
class PageBlock:
    """A block of a page.

    Attributes:
        element: the smallest block element that it stands in. linked: whether all its words are a link.
        indented: whether its source begins with the spaces of a new paragraph.
    """

    block: Block
    element: Any
    linked: bool = False
    indented: bool = False


@dataclass(frozen=True)
class FormWords:
    """What shows that a page's words are a report's.

    Attributes:
        forms: every edition. labels: of the printed tables, bare. titles: of the tables' blocks, bare.
        sections: their titles without ordinals, bare.
    """

    forms: tuple[Form, ...]
    labels: frozenset[str]
    titles: frozenset[str]
    sections: frozenset[str]

    @classmethod
    def known(cls) -> FormWords:
        """Of every edition there is."""
        forms = tuple(editions())
        blocks = [block for form in forms for table in form.tables if table.printed for block in table.blocks]
        nodes = [node for block in blocks for path in (*block.row_paths, *block.column_paths) for node in path]
        found = {bare(text) for node in nodes for text in (node.label, *node.aliases)}
        titles = frozenset(bare(block.title) for block in blocks if block.title)
        sections = frozenset(without_ordinal(section.title) for form in forms for section in form.sections)
        return cls(forms, (titles | found) - {"", bare("其他"), bare("总计")}, titles, sections)

    def heads(self, text: str, *, heading: bool = False) -> bool:
        """Whether a line is the heading of a section, or holds one."""
        return any(section_of(text, form, heading=heading) or headings_within(text, form) for form in self.forms)

    def is_table(self, grid: TableGrid) -> bool:
        """Whether a table's cells are labels of the form."""
        return self._has_labels([cell.text for cell in grid.cells])

    def _has_labels(self, texts: Sequence[str]) -> bool:
        return sum(bare(text) in self.labels for text in texts) >= _FORM_CELLS

    def within(self, element: Any) -> bool:
        """Whether an element holds a section's title or a table of the form."""
        text = bare(element.text_content())
        if any(title in text for title in self.sections):
            return True
        return self._has_labels([cell.text_content() for cell in element.iter("td", "th")])


def _words(text: str) -> str:
    """A text as a page shows it; a line end of the source beside a Chinese character is no space."""
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", text.strip())]
    found = ""
    for line in filter(None, lines):
        joined = not found or (max(found[-1], line[0]) > "\u2e7f" and not _headed(found, line))
        found += line if joined else f" {line}"
    return found


def _headed(before: str, after: str) -> bool:
    return _HEADING_LINE.match(before) is not None or _HEADING_LINE.match(after) is not None


def cell_lines(cell: Any) -> list[str]:
    """The lines of a table's cell."""
    pieces: list[str] = [""]

    def walk(item: Any) -> None:
        pieces[-1] += item.text or ""
        for child in item:
            if child.tag == "br" or child.tag in _BLOCKS:
                pieces.append("")
            if isinstance(child.tag, str) and child.tag not in _SKIP and child.tag != "br":
                walk(child)
            if child.tag in _BLOCKS:
                pieces.append("")
            pieces[-1] += child.tail or ""

    walk(cell)
    return [line for piece in pieces if (line := _words(piece))]


def _rows(table: Any) -> list[Any]:
    """The rows of a table itself, none of a table within it."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _empty_at_end(row: Any) -> int:
    """How many cells at a row's end hold nothing: columns of the page, not of the table, where every row has them."""
    return len(list(takewhile(lambda cell: not cell.text_content().strip(), reversed(_cells(row)))))


def _span(cell: Any, name: str) -> int:
    raw = (cell.get(name) or "1").strip()
    return max(1, min(int(raw), 200)) if raw.isdecimal() and len(raw) < 9 else 1


def _is_prose(row: Any, words: FormWords) -> bool:
    """Whether a row holds words of the article rather than figures.

    One filled cell, long or with a heading; or cells that hold headings with what stands below them.
    """
    filled = [lines for cell in _cells(row) if (lines := cell_lines(cell))]
    if len(filled) != 1:
        return any(len(lines) > 2 and any(words.heads(line) for line in lines) for lines in filled)
    text = "".join(filled[0])
    if bare(text) in words.labels:
        return False
    return len(text) > _PROSE or any(words.heads(line) for line in filled[0])


def _alone(row: Any) -> list[str]:
    """The lines of a row that is one cell."""
    cells = _cells(row)
    return cell_lines(cells[0]) if len(cells) == 1 else []


def _is_line(row: Any, words: FormWords) -> bool:
    """Whether a row of a table that the whole report stands in is a line of its text: one cell, no label, no figure."""
    text = "".join(_alone(row))
    return bool(text) and bare(text) not in words.labels and not is_figure(text)


def _placed(grid: TableGrid, number: int) -> TableGrid:
    """A table typed with tabs, its cells placed as those of a page's table are."""
    cells = [
        replace(cell, location=HtmlPlace(table=number, row=cell.row + 1, column=cell.column + 1)) for cell in grid.cells
    ]
    return TableGrid(cells, exact=grid.exact, title=grid.title, location=HtmlPlace(table=number, row=1, column=1))


class _Walker:
    def __init__(self, where: str) -> None:
        self.where = where
        self.words = FormWords.known()
        self.found: list[PageBlock] = []
        self.tables = self.area = 0
        self.text = ""
        self.linked = 0
        self.line = 1
        self.level = 0

    def flush(self, element: Any) -> None:
        """End a paragraph."""
        text, raw = _words(self.text), self.text
        if text:
            level = self.level
            para = Para(text, HtmlPlace(line=self.line), max(level - 1, 0), [], level == 1)
            all_linked = self.linked >= len("".join(text.split()))
            self.found.append(PageBlock(para, element, all_linked, raw.lstrip("\r\n\t ")[:2].isspace()))
        self.text, self.linked = "", 0

    def _add(self, text: str | None, line: int | None, *, link: bool) -> None:
        if not text:
            return
        if not self.text.strip() and text.strip():
            self.line = (line or 1) + text[: len(text) - len(text.lstrip())].count("\n")
        self.text += text
        self.linked += len("".join(text.split())) if link else 0

    def walk(self, element: Any, holder: Any, *, link: bool = False) -> None:
        """Blocks of an element, in order.

        Args:
            holder: the block element around it. link: whether it stands in a link.
        """
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIP or self._hidden(element):
            return
        if tag == "br":
            self.flush(holder)
            return
        if tag == "table":
            self.flush(holder)
            self._table(element)
            return
        if tag == "pre":
            self.flush(holder)
            self._typed(element)
            return
        block, level = tag in _BLOCKS, self.level
        if block:
            self.flush(holder)
            holder = element
            self.level = _HEADINGS.get(tag, self.level)
        link = link or tag == "a"
        self._text(element.text, element, link=link)
        for child in element:
            self.walk(child, holder, link=link)
            self._text(child.tail, child, link=link)
        if block:
            self.flush(holder)
            self.level = level

    def _text(self, text: str | None, element: Any, *, link: bool) -> None:
        self._add(text, element.sourceline, link=link)

    def _typed(self, element: Any) -> None:
        """Text set as it was typed, lines and tabs: read as a text file is."""
        text = element.text_content()
        for block in text_blocks(text):
            begins = isinstance(block.location, TextPlace) and text.endswith(("\u3000", "  "), 0, block.location.start)
            if isinstance(block, Para):
                line = (element.sourceline or 1) + (
                    block.location.line - 1 if isinstance(block.location, TextPlace) else 0
                )
                block = replace(block, location=HtmlPlace(line=line))
            else:
                self.tables += 1
                block = _placed(block, self.tables)
            self.found.append(PageBlock(block, element, False, begins))

    def _hidden(self, element: Any) -> bool:
        """Whether it is not shown and no pane of the report that the reader of the page has to open."""
        style = element.get("style") or ""
        return bool(style and _HIDDEN.search(style.lower())) and not self.words.within(element)

    # ── tables

    def _table(self, table: Any) -> None:
        """A table of figures as a grid; one that lays out the page, or holds the article, as what stands in it."""
        rows = _rows(table)
        filled = sum(bool(cell.text_content().strip()) for row in rows for cell in _cells(row))
        if filled <= 1 or self._holds_tables(table):
            self._parts(table)
            return
        run: list[Any] = []
        whole = any(self.words.heads(line) for row in rows for line in _alone(row))
        for row in rows:
            if _is_prose(row, self.words) or (whole and _is_line(row, self.words)):
                self._grid(table, run)
                run = []
                self._parts(row)
            else:
                run.append(row)
        self._grid(table, run)

    def _holds_tables(self, table: Any) -> bool:
        """Whether it holds a table that is more than the frame of a cell."""
        return any(len("".join(inner.itertext()).strip()) > 20 for inner in table.iter("table") if inner is not table)

    def _parts(self, element: Any) -> None:
        self._text(element.text, element, link=False)
        for child in element:
            self.walk(child, element)
            self._text(child.tail, child, link=False)
        self.flush(element)

    def _grid(self, table: Any, rows: Sequence[Any]) -> None:
        spare = min((_empty_at_end(row) for row in rows if _cells(row)), default=0)
        cells: list[GridCell] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            column = 0
            own = _cells(row)
            for cell in own[: len(own) - spare]:
                while (number, column) in taken:
                    column += 1
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                place = HtmlPlace(table=self.tables + 1, row=number + 1, column=column + 1)
                cells.append(GridCell("\n".join(cell_lines(cell)), number, column, down, across, place))
                self.area += down * across
                if self.area > _MOST_AREA:
                    raise InputError.one(self.where, "表格合并的单元格太多，不像一份年报", REMEDY)
                taken |= {(number + y, column + x) for y in range(down) for x in range(across)}
                column += across
        if any(cell.text for cell in cells):
            self.tables += 1
            grid = TableGrid(cells, location=HtmlPlace(table=self.tables, row=1, column=1))
            self.found.append(PageBlock(grid, table))


def page_blocks(root: Any, where: str) -> list[PageBlock]:
    """Paragraphs and tables of a page, menus and all.

    Args:
        root: the element to walk. where: how errors name the page.

    Raises:
        InputError: merged cells without end.
    """
    walker = _Walker(where)
    walker.walk(root, root)
    walker.flush(root)
    return walker.found
