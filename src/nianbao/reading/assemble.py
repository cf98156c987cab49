"""Paragraphs and tables in order → a Report."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.forms import Form
from nianbao.lazy import lazy
from nianbao.reading.blocks import Block, Para, TableGrid
from nianbao.reading.convert import official_date
from nianbao.reading.sections import DATE_LINE, aspect_of, choose_form, section_of, sub_heading, title_unit, title_year
from nianbao.reading.tables import TableReader
from nianbao.report import (
    Blank,
    Location,
    Paragraph,
    Remark,
    Report,
    Section,
    Sentence,
    Span,
    Text,
    TextPlace,
    TitleLine,
    Unit,
)
from nianbao.text import bare, split_sentences
from nianbao.text.wordml import UNSUPPORTED

__all__ = ["UNSUPPORTED", "Assembled", "assemble", "past_sentences"]

_BLANK = lazy(r"【待填：([^【】]*)】")
_TITLE_WORDS = ("年度报告", "年报", "信息公开")
_TITLE_MOST = 60
_TITLE_LINES = 4


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for match in _BLANK.finditer(text):
        if match.start() > at:
            spans.append(Text(text=text[at : match.start()]))
        spans.append(Blank(what=match.group(1)))
        at = match.end()
    if at < len(text):
        spans.append(Text(text=text[at:]))
    return spans


def past_sentences(id: str, text: str) -> list[Sentence]:
    """The sentences of a finished text: sources unknown; 待填 read back as blanks, 待核实 as a mark."""
    sentences: list[Sentence] = []
    for number, part in enumerate(split_sentences(text), 1):
        doubted = UNSUPPORTED in part
        if part.lstrip().startswith(UNSUPPORTED) and sentences:
            sentences[-1].support, doubted = "unsupported", False
        spans = _spans(part.replace(UNSUPPORTED, ""))
        if not spans:
            continue
        sentence = Sentence(id=f"{id}.{number}", spans=spans)
        if any(isinstance(span, Blank) for span in spans):
            sentence.support = "blank"
        elif doubted:
            sentence.support = "unsupported"
        sentences.append(sentence)
    return sentences


class Assembled:
    """A report under construction.

    Attributes:
        report: the result. bookmarks: names of ours by paragraph id. heading_bookmarks: by section id.
    """

    def __init__(self, unit: Unit | None, year: int | None, within: tuple[str, ...]) -> None:
        self.unit, self.year, self.within = unit, year, within
        self.report = Report()
        self.bookmarks: dict[str, list[str]] = {}
        self.heading_bookmarks: dict[str, list[str]] = {}

    def _title(self, blocks: Sequence[Block], form: Form) -> int:
        """How many blocks at the start are the title; it may run over several lines."""
        marked = [item for item in blocks[:3] if isinstance(item, Para) and item.title and item.text.strip()]
        if marked and blocks[0] is marked[0]:
            self.report.title = marked[0].text.strip()
            self.report.title_lines = [TitleLine(text=self.report.title, location=marked[0].location)]
            return 1
        lines: list[str] = []
        places: list[Location | None] = []
        count = 0
        for block in blocks:
            text = block.text.strip() if isinstance(block, Para) else "。"
            joined = "".join(lines)
            if joined.endswith(("报告", "年报", "报告（试行）")) or len(lines) == _TITLE_LINES:
                break
            if len(text) > _TITLE_MOST or text.endswith(("。", "：", "；", "，")) or section_of(text, form) is not None:
                break
            if sub_heading(text):
                break
            count += 1
            if text:
                lines.append(text)
                places.append(block.location)
        joined = "".join(lines)
        if not any(word in joined for word in _TITLE_WORDS):
            return 0
        self.report.title = joined
        self.report.title_lines = [
            TitleLine(text=text, location=place) for text, place in zip(lines, places, strict=True)
        ]
        return count

    def run(self, blocks: Sequence[Block]) -> Report:
        """Read everything."""
        labels = "\n".join(cell.text for block in blocks if isinstance(block, TableGrid) for cell in block.cells)
        labelled = next((block.location for block in blocks if isinstance(block, TableGrid)), None)
        form, _, _ = choose_form(labels, self.year)
        start = self._title(blocks, form)
        year = self.year or title_year(self.report.title)
        form, edition, remarks = choose_form(labels, year)
        unit = self.unit or title_unit(self.report.title)
        if unit is not None and self.within and not unit.within:
            unit = unit.model_copy(update={"within": self.within})
        reader = TableReader(form)
        self._body(list(blocks[start:]), form, reader)
        self.report.unit, self.report.year, self.report.edition = unit, year, edition
        self.report.cells = {id: reader.cells[id] for id in form.cells if id in reader.cells}
        self.report.tables = reader.tables()
        self.report.remarks += [Remark(text=text, location=labelled) for text in remarks]
        return self.report

    def _body(self, blocks: list[Block], form: Form, reader: TableReader) -> None:
        blocks = self._unsigned(blocks)
        headed = any(
            isinstance(item, Para) and section_of(item.text, form, heading=item.heading == 1) is not None
            for item in blocks
        )
        section = Section(id="preamble" if headed or self.report.title else "body")
        sections = [section]
        aspect: str | None = None
        number = 0
        for block in blocks:
            if isinstance(block, TableGrid):
                self._table(block, section, reader)
                continue
            text = block.text if isinstance(block.location, TextPlace) else block.text.strip()
            found = section_of(text, form, heading=block.heading == 1) if text.strip() else None
            if found is not None:
                section, aspect = Section(id=found, heading=text.strip(), location=block.location), None
                sections.append(section)
                if found:
                    self.heading_bookmarks.setdefault(found, []).extend(block.bookmarks)
            elif text.strip():
                number += 1
                level = block.heading if block.heading > 1 else sub_heading(text)
                if level == 2:
                    aspect = aspect_of(text, form) if section.id == form.sections[0].id else None
                self._paragraph(section, f"d{number}", text, level, aspect, block)
        for item in sections:
            if item.table is None:
                item.table_at = len(item.paragraphs)
        self.report.sections = [item for item in sections if item.paragraphs or item.heading or item.table]

    def _table(self, grid: TableGrid, section: Section, reader: TableReader) -> None:
        before = set(reader.seen)
        if reader.read(grid):
            new = [id for id in reader.seen if id not in before]
            if section.table is None and new:
                section.table, section.table_at = new[0], len(section.paragraphs)
        elif words := [cell.text.strip() for cell in grid.cells if cell.text.strip()]:
            text = f"有一张表不是年报的表，没有读：{'、'.join(words[:3])}"
            self.report.remarks.append(Remark(text=text, location=grid.location))

    def _paragraph(self, section: Section, id: str, text: str, level: int, aspect: str | None, block: Para) -> None:
        section.paragraphs.append(
            Paragraph(
                id=id,
                role="heading" if level else "body",
                level=level,
                aspect=aspect,
                sentences=past_sentences(id, text),
                location=block.location,
            )
        )
        if block.bookmarks:
            self.bookmarks[id] = list(block.bookmarks)

    def _unsigned(self, blocks: list[Block]) -> list[Block]:
        """The body without its signature: a date on a line of its own at the end, the unit's name above it."""
        filled = [index for index, item in enumerate(blocks) if isinstance(item, Para) and item.text.strip()]
        last = blocks[filled[-1]] if filled else None
        match = DATE_LINE.match(last.text) if isinstance(last, Para) else None
        day = match.group(1) if match else official_date(last.text) if isinstance(last, Para) else None
        if day is None:
            return blocks
        self.report.date = day
        cut = filled[-1]
        above = blocks[filled[-2]] if len(filled) > 1 else None
        name = bare(above.text) if isinstance(above, Para) else ""
        own = self.unit or title_unit(self.report.title)
        names = {bare(item) for item in own.names} if own else set()
        if name and (name in names or (len(name) >= 3 and bare(self.report.title).startswith(name))):
            cut = filled[-2]
        return [*blocks[:cut], *(item for item in blocks[cut:] if isinstance(item, TableGrid))]


def assemble(
    blocks: Sequence[Block], *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> Assembled:
    """Make a report of what a format gave.

    Args:
        blocks: paragraphs and tables in order.
        unit, year, within: where the text does not say; else taken from the title.
    """
    assembled = Assembled(unit, year, within)
    assembled.run(blocks)
    return assembled
