"""Paragraphs and tables of a plain text, pasted or printed: a cell a line, paragraphs broken into short lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from nianbao.kinds import Form, editions
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, GridCell, Para, TableGrid
from nianbao.reading.flattened_tables import ListedTables
from nianbao.reading.headings import section_of, sub_heading
from nianbao.reading.spaced_tables import laid_out
from nianbao.reading.table_labels import is_figure
from nianbao.report import Location, TextPlace
from nianbao.text import bare, fold

_LINES, _WIDEST = 12, 45
"""From how many lines, none longer than so many characters, a text may be broken into lines."""
_OPEN, _FULL = 0.3, 0.7
"""Share of lines that end within a sentence where a text is broken, and how full such a line is."""
_LONGEST = 10_000
"""Characters of a paragraph from which no line is added to it: none is so long."""
_CLOSED = ("。", "；", "！", "？", "：", ":", ";", "…")
_BEGINS = lazy(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、])")


def _is_heading(text: str, form: Form) -> bool:
    return section_of(text, form) is not None


def _over(above: Para, block: Para, apart: int) -> Location | None:
    """The place of two lines that are one paragraph."""
    one, two = above.location, block.location
    if not isinstance(one, TextPlace) or not isinstance(two, TextPlace):
        return one
    gap = len(above.text) + apart, two.start - one.end - apart
    return TextPlace(start=one.start, end=two.end, line=one.line, skipped=(*one.skipped, gap))


def _width(lines: Sequence[str]) -> int:
    """How many characters a full line has; 0 where the text is not broken into lines."""
    if len(lines) < _LINES:
        return 0
    lengths = sorted(len(line) for line in lines)
    width = lengths[len(lengths) * 9 // 10]
    if width > _WIDEST or lengths[-1] > 2 * _WIDEST:
        return 0
    open_lines = [line for line in lines if not line.endswith(_CLOSED)]
    full = [line for line in open_lines if len(line) >= _FULL * width]
    return width if len(full) >= _OPEN * len(lines) else 0


def unwrapped(blocks: Sequence[Block], form: Form, indented: Sequence[bool]) -> list[Block]:
    """The blocks, lines that were broken within a paragraph joined.

    Args:
        blocks: in order. form: whose headings begin a paragraph. indented: for each block, whether it begins with the
            spaces of a new paragraph.
    """
    texts = [item.text for item in blocks if isinstance(item, Para)]
    lines = [text for text in texts if not _is_heading(text, form) and not sub_heading(text)]
    width = _width(lines)
    if not width:
        return list(blocks)
    told = sum(indented) >= _LINES // 4
    titles = {bare(title) for title, _ in form.headings}
    found: list[Block] = []
    last = 0
    """How long the line is that the paragraph ends in so far."""
    for block, begins in zip(blocks, indented, strict=True):
        above = found[-1] if found else None
        if not isinstance(block, Para) or not isinstance(above, Para) or above.title or block.title:
            found.append(block)
        elif bare(above.text + block.text) in titles or (
            not begins
            and last >= _FULL * width
            and len(above.text) < _LONGEST
            and not _is_heading(above.text, form)
            and not _is_heading(block.text, form)
            and (told or not _BEGINS.match(block.text))
            and (told or not above.text.endswith(_CLOSED) or last >= width)
        ):
            apart = " " if (above.text[-1] + block.text[0]).isascii() and above.text[-1].isalpha() else ""
            place = _over(above, block, len(apart))
            found[-1] = replace(above, text=above.text + apart + block.text, location=place)
        else:
            found.append(block)
        last = len(block.text) if isinstance(block, Para) else 0
    return found


NUMBERED_PAGE = lazy(
    r"[—-]{1,2} *[0-9]{1,3} *[—-]{1,2}|·* *[0-9]{1,3} *·+|第 *[0-9]{1,3} *页(?:[，,/ ]*共 *[0-9]{1,3} *页)?"
    r"|第 *[一二三四五六七八九十]{1,4} *页(?:[，,/ ]*共 *[一二三四五六七八九十]{1,4} *页)?"
    r"|(?i:page) *[0-9]{1,3}(?: *(?:of|/) *[0-9]{1,3})?"
)
"""A number that its dashes, dots or words make a page's."""


def page_numbers(lines: Sequence[str]) -> set[int]:
    """Which lines are page numbers: all that look so, where each counts on from the one before."""
    found: dict[int, int] = {}
    for at, line in enumerate(lines):
        text = fold(line).strip()
        if NUMBERED_PAGE.fullmatch(text) and (digits := re.search(r"[0-9]+", text)):
            found[at] = int(digits[0])
    counted = all(after == before + 1 for before, after in pairwise(found.values()))
    return set(found) if counted else set()


_SPACE = " \t\u00a0\u3000\r\ufeff"
_QUOTE = lazy(r"(?:> ?)+")
_LABEL = 12
"""The longest line, in characters, that goes on a label broken inside its cell."""


class _Line(NamedTuple):
    start: int
    number: int
    raw: str
    text: str

    @property
    def cell(self) -> bool:
        return self.raw.startswith("\t")

    @property
    def row(self) -> bool:
        """Whether it holds several cells of a row, parted by tabs or by bars."""
        return "\t" in self.raw.strip("\r").strip("\t") or self.barred

    @property
    def barred(self) -> bool:
        """Whether bars part its cells."""
        return "|" in self.raw and "\t" not in self.raw and bool(self.raw.strip(_SPACE + "|"))

    @property
    def hollow(self) -> bool:
        """Whether it is a row whose cells are all empty."""
        plain = "".join(self.raw.split(" ")).strip("\r\u00a0\u3000")
        return len(plain) > 1 and plain.strip("\t|") == ""

    @property
    def tail(self) -> int:
        """How many empty cells a row of tabs ends in; one tab behind a cell on a line of its own is none."""
        plain = self.raw.rstrip("\r")
        tabs = len(plain) - len(plain.rstrip("\t"))
        return tabs if self.text and (not self.cell or tabs > 1) else 0

    def padding(self) -> TextPlace | None:
        """A no-break or full-width space that the line ends in."""
        if self.raw[-1:] not in _SPACE:
            return None
        body = self.raw.rstrip(_SPACE)
        tail = self.raw[len(body) :].rstrip("\r")
        if not body.strip(_SPACE) or not ("\u00a0" in tail or "\u3000" in tail):
            return None
        at = self.start + len(body)
        return TextPlace(start=at, end=at + len(tail), line=self.number)

    def place(self) -> TextPlace:
        at = self.start + (self.raw.find(self.text) if self.text else 0)
        return TextPlace(start=at, end=at + len(self.text), line=self.number)

    def cells(self) -> list[tuple[str, TextPlace]]:
        """The cells of a row, empty ones too."""
        found: list[tuple[str, TextPlace]] = []
        at = self.start
        parts = self.raw.rstrip("\r").split("|" if "|" in self.raw and "\t" not in self.raw else "\t")
        spaced = self.barred and any(part != part.strip(" ") and part.strip(_SPACE) for part in parts)
        for number, part in enumerate(parts, 1):
            text = part.strip(_SPACE)
            begin = at + (part.find(text) if text else 0)
            # || in | a | b || : the cell before goes on, as in MultiMarkdown; an empty cell has its spaces
            if part or not spaced or number in (1, len(parts)):
                found.append((text, TextPlace(start=begin, end=begin + len(text), line=self.number)))
            at += len(part) + 1
        return found


def _lines(text: str) -> list[_Line]:
    """The lines, those of a quoted mail without their marks; page numbers are empty lines."""
    found, offset = [], 0
    raws = text.split("\n")
    numbers = page_numbers(raws)
    quoted = _quoted(raws)
    for at, raw in enumerate(raws):
        mark = match.end() if quoted and (match := _QUOTE.match(raw)) else 0
        own = "" if at in numbers or (quoted and at not in quoted) else raw[mark:]
        found.append(_Line(offset + mark, at + 1, own, own.strip(_SPACE)))
        offset += len(raw) + 1
    return found


def _quoted(raws: Sequence[str]) -> range:
    """The lines from the first to the last that a mail quotes, where that is most of a text; else none."""
    marked = [at for at, raw in enumerate(raws) if raw.startswith(">")]
    filled = sum(bool(raw.strip(_SPACE)) for raw in raws)
    return range(marked[0], marked[-1] + 1) if 2 * len(marked) > filled else range(0)


def unquoted(raws: Sequence[str]) -> int:
    """How many lines with words stand before or behind what a mail quotes."""
    quoted = _quoted(raws)
    return sum(bool(raw.strip(_SPACE)) for at, raw in enumerate(raws) if at not in quoted) if quoted else 0


class _Pasted:
    """The cells of a pasted table: a line a cell, a blank line ends a row.

    After a blank line, a line without a tab that is no heading continues the cell before it (a label
    that was broken inside its cell).
    """

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, TextPlace]]] = [[]]

    def add(self, line: _Line) -> None:
        self.rows[-1].append((line.text, line.place()))

    def end_row(self) -> None:
        if self.rows[-1]:
            self.rows.append([])

    def carry_on(self, line: _Line) -> None:
        if not self.rows[-1] and len(self.rows) > 1:
            self.rows.pop()
        text, place = self.rows[-1][-1]
        self.rows[-1][-1] = (text + line.text, place)

    def grid(self) -> TableGrid:
        rows = [row for row in self.rows if row]
        parted = [row for row in rows if len(row) > 1]
        for end in (-1, 0):  # where no row has anything in its first or last column, that is a frame, or the page's own
            while parted and all(len(row) > 1 and not row[end][0] for row in parted):
                for row in parted:
                    row.pop(end)
        cells = [
            GridCell(text, number, column, 1, 1, place)
            for number, row in enumerate(rows)
            for column, (text, place) in enumerate(row)
        ]
        return TableGrid(cells, exact=False, location=cells[0].location if cells else None)


class TextReader:
    def __init__(self, text: str) -> None:
        self.lines = _lines(text)
        self.forms = editions()
        self.table: _Pasted | None = None
        self.gap = 0

    def _is_cell(self, index: int) -> bool:
        """A tabbed line of a table: with text, or empty among cells."""
        line = self.lines[index]
        if not line.cell or line.hollow:
            return self._is_row(index)
        if line.text or self.table is not None:
            return True
        return any(item.cell and item.text for item in self.lines[index + 1 : index + 4])

    def _is_row(self, index: int) -> bool:
        """A row of a table on one line, its cells parted by tabs; or a block's title above such rows."""
        line = self.lines[index]
        if line.barred:
            if line.text.endswith(("。", "；", "！")):
                return False
            if "|" not in line.text.removeprefix("|").removesuffix("|"):
                return self.table is not None  # one cell and its frame, unless rows of bars stand above it
            return self.table is not None or any(self.finder.knows(text) for text, _ in line.cells())
        if line.row:
            return line.raw.count("\t") > 1 or self.finder.knows(line.cells()[0][0])
        if line.hollow:
            return self.table is not None
        if line.tail:
            return self.finder.knows(line.text) or (self.table is not None and is_figure(line.text))
        below = self.lines[index + 1 : index + 3]
        return bool(line.text) and any(item.row for item in below) and bare(line.text) in self.finder.starts

    @cached_property
    def finder(self) -> ListedTables:
        """What knows the labels of tables."""
        return ListedTables(self.forms)

    def _carries_on(self, index: int) -> bool:
        line = self.lines[index]
        if self.table is None or self.gap != 1 or len(line.text) > _LABEL or line.text.endswith("。"):
            return False
        if any(section_of(line.text, form) is not None for form in self.forms):
            return False
        reach = 2 * _LABEL if len(line.text) <= 2 else _LABEL  # a label set vertically has a character a line
        following = [item for item in self.lines[index + 1 : index + 2 * reach] if item.text]
        return any(item.cell for item in following[: reach // 2 - 1])

    def _listed(self, among: Sequence[_Line]) -> dict[int, TableGrid | None]:
        """Tables with one cell a line, or one row, in these lines."""
        if any(line.cell or (line.row and self._is_row(index)) for index, line in enumerate(self.lines)):
            return {}
        found: dict[int, TableGrid | None] = {}
        filled = [line for line in among if line.text.strip("| ")]
        between = [0, *(b.number - a.number - 1 for a, b in pairwise(filled))]
        if any(line.text and not line.text.strip("| ") for line in self.lines):
            between = []  # bars on lines of their own: blank lines say nothing
        finder = self.finder
        if not any(finder.may_begin(line.text.strip("| ")) or finder.opens(line.text.lstrip("| ")) for line in filled):
            return {}
        pieces = [finder.pieces((line.text, line.place())) for line in filled]
        cut = [(piece, line) for line, found_in in zip(filled, pieces, strict=True) for piece in found_in]
        lines = [piece for piece, _ in cut]
        gaps = between if all(len(found_in) == 1 for found_in in pieces) else []
        at = 0
        while at < len(lines):
            if not (finder.may_begin(lines[at][0]) and finder.begins(lines, at)):
                at += 1
                continue
            grid, end = finder.read(lines, at, gaps)
            first, last = cut[at][1].number - 1, cut[end - 1][1].number
            found |= dict.fromkeys(range(first, last))
            found[first] = grid
            at = end
        return found

    def _in_lines(self) -> dict[int, TableGrid | None]:
        """Tables without tabs or bars: the grid at the line where it begins, None at its other lines."""
        lines = [("" if line.cell or line.row else line.text, line.place()) for line in self.lines]
        found = {at: grid if at == taken[0] else None for grid, taken in laid_out(lines, self.forms) for at in taken}
        return self._listed([line for at, line in enumerate(self.lines) if at not in found]) | found

    def blocks(self) -> Iterator[Block]:
        listed = self._in_lines()
        for index, line in enumerate(self.lines):
            if index in listed:
                if (grid := listed[index]) is not None:
                    yield grid
            elif self._is_cell(index) and (line.cell or line.text or line.hollow):
                self._cell(line)
            elif not line.text:
                self.gap += 1
                continue
            elif self._carries_on(index) and self.table is not None:
                self.table.carry_on(line)
            else:
                if self.table is not None:
                    yield self.table.grid()
                    self.table = None
                yield Para(line.text, line.place())
            self.gap = 0
        if self.table is not None:
            yield self.table.grid()

    def _cell(self, line: _Line) -> None:
        self.table = self.table or _Pasted()
        if line.row or line.tail or line.hollow:
            self.table.end_row()
            self.table.rows[-1].extend(line.cells())
            self.table.end_row()
            return
        if self.gap:
            self.table.end_row()
        self.table.add(line)


def text_blocks(text: str) -> list[Block]:
    """Paragraphs and tables of a text, in order."""
    return list(TextReader(text).blocks())
