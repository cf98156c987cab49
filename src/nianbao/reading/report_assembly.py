"""Builds a Report from the paragraphs and tables that a format reader found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

from nianbao.kinds import Form
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Given, Para, TableGrid
from nianbao.reading.cell_values import official_date
from nianbao.reading.form_tables import TableReader
from nianbao.reading.headings import (
    DATE_LINE,
    aspect_of,
    choose_form,
    goes_on,
    parted,
    section_of,
    sub_heading,
    title_unit,
    title_year,
    unnumbered,
    without_ordinal,
)
from nianbao.reading.identify_unit import in_full, kind_said, placed, signed, title_span, unit_said, year_said
from nianbao.reading.removed_characters import Characters
from nianbao.report import (
    Blank,
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
    as_read,
)
from nianbao.text import bare, split_sentences
from nianbao.wordml.content import UNSUPPORTED

_AGAIN = 3
"""How many sections have to come again, in their order, with words or tables between them."""
_MOST = 100
"""How many headings are looked at."""
_MEMBER = 3
"""The level of a sub-heading that may be the last of a list (3.建立台账), whatever its style."""
_LONG, _ABOVE = 60, 12
"""How long a second report's title is at most, and how far above its first heading it stands."""


def _headings(blocks: Sequence[Block], form: Form) -> list[tuple[int, str]]:
    """Where the form's sections begin; those of a list of contents have nothing between them."""
    found = [
        (number, id)
        for number, item in enumerate(blocks)
        if isinstance(item, Para) and (id := section_of(item.text, form, heading=item.heading == 1))
    ]
    ends = [*(number for number, _ in found[1:]), len(blocks)]
    return [(number, id) for (number, id), end in zip(found, ends, strict=False) if end > number + 1]


def _second(blocks: Sequence[Block], form: Form) -> int | None:
    """The block in which a second report's first section begins."""
    headings = _headings(blocks, form)[:_MOST]
    order = [section.id for section in form.sections]
    for at, (number, id) in enumerate(headings):
        before = {known for _, known in headings[:at]}
        again = [known for _, known in headings[at:] if known in before]
        if id in before and len(set(again)) >= _AGAIN and len(before) >= _AGAIN and id == min(again, key=order.index):
            return number
    return None


def _is_title(text: str) -> bool:
    named = title_unit(text) is not None or title_year(text) is not None
    return named and len(text) <= _LONG and not text.endswith("。") and ("公开" in text or "报告" in text)


def first_alone(blocks: Sequence[Block], form: Form) -> tuple[list[Block], list[Remark]]:
    """The blocks of the first report, and a remark on the one behind it that is not read."""
    start = _second(blocks, form)
    if start is None:
        return list(blocks), []
    title, begin = "", start
    for number in range(start - 1, max(start - _ABOVE, 0) - 1, -1):
        item = blocks[number]
        text = item.text.strip() if isinstance(item, Para) else ""
        if _is_title(text):
            title, begin = text, number
            break
    named = f"（{title}）" if title else ""
    what = f"文件里还有另一份报告{named}，没有读，只检查了前面的一份；请把两份报告分别存成一个文件"
    return list(blocks[:begin]), [Remark(text=what, location=blocks[begin].location)]


_LISTED = 4
"""From how many headings in a row, all of which come again, they are a list of contents."""
_TOP = 60
"""How far down it begins at most."""


def without_contents(blocks: Sequence[Block], form: Form) -> list[Block]:
    """The blocks without a list of contents and the word 目录 above it."""
    ids = [
        section_of(item.text, form, heading=item.heading == 1) if isinstance(item, Para) else None for item in blocks
    ]
    for start, id in enumerate(ids[:_TOP]):
        end = start
        while end < len(ids) and ids[end]:
            end += 1
        if not id or end - start < _LISTED or not set(ids[start:end]) <= set(ids[end:]):
            continue
        above = blocks[start - 1] if start else None
        cut = start - 1 if isinstance(above, Para) and bare(above.text) == "目录" else start
        return [*blocks[:cut], *blocks[end:]]
    return list(blocks)


_BLANK = lazy(r"【待填：([^【】]*)】")
_PLAIN = 3
"""From how many titles without ordinals on, of sections that no heading with one names, they are headings."""
_NAME = 40
"""The longest line that is a unit's name."""
_HAN = lazy("[\u4e00-\u9fff（）]+")
_OVERVIEW = 8
"""How many paragraphs behind the first heading are asked for the year."""


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
    if "【" not in text:  # as nearly always: neither blanks nor marks
        return [as_read(f"{id}.{number}", part) for number, part in enumerate(split_sentences(text), 1) if part]
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


def _allowed(block: Block, characters: Characters) -> Block:
    """A block with the characters that a report may hold; the same one where it has no others."""
    if isinstance(block, Para):
        text = characters.text(block.text, block.location)
        return block if text == block.text else replace(block, text=text.replace("\n", " "))
    texts = [characters.text(cell.text, cell.location) for cell in block.cells]
    if all(text == cell.text for text, cell in zip(texts, block.cells, strict=True)):
        return block
    cells = [replace(cell, text=text) for text, cell in zip(texts, block.cells, strict=True)]
    return TableGrid(cells, exact=block.exact, title=block.title, location=block.location)


class Assembled:
    """A report under construction.

    Attributes:
        report: the result. bookmarks: names of ours by paragraph id. heading_bookmarks: by section id.
    """

    def __init__(self, given: Given) -> None:
        self.unit, self.year = given.get("unit"), given.get("year")
        self.within, self.kind = given.get("within", ()), given.get("report_kind", "")
        self.report = Report.model_construct()  # as below: what is made of checked values needs no schema built for it
        self.bookmarks: dict[str, list[str]] = {}
        self.heading_bookmarks: dict[str, list[str]] = {}

    def _title(self, blocks: Sequence[Block], form: Form) -> list[Block]:
        """Take the title, which may run over several lines; what is left, what stood above it included."""
        marked = [item for item in blocks[:3] if isinstance(item, Para) and item.title and item.text.strip()]
        start, end = (0, 1) if marked and blocks[0] is marked[0] else title_span(blocks, form)
        lines = [item for item in blocks[start:end] if isinstance(item, Para) and item.text.strip()]
        texts = [item.text.strip() if start == 0 else item.text.strip(" \t\u00a0\u3000|") for item in lines]
        self.report.title = "".join(texts)
        self.report.title_lines = [
            TitleLine(text=text, location=item.location) for text, item in zip(texts, lines, strict=True)
        ]
        return [*blocks[:start], *blocks[end:]]

    def _said(self, blocks: Sequence[Block], form: Form) -> None:
        """The unit, the year and the superiors, where only the text says them."""
        texts = [item.text for item in blocks if isinstance(item, Para) and item.text.strip()]
        first = next((index for index, text in enumerate(texts) if section_of(text, form) is not None), None)
        if first is not None:
            said = texts[first + 1 : first + 1 + _OVERVIEW]
            self.year = self.year or year_said(texts[:first], [text for text in said if section_of(text, form) is None])
            self.unit = self.unit or unit_said(texts[:first]) or signed(texts)
        else:
            self.year = self.year or year_said(texts, [])
        if self.unit is not None and not self.within:
            self.unit = placed(self.unit, [self.report.title, *texts])

    def _ends(self, blocks: Sequence[Block], form: Form) -> list[str]:
        """The paragraphs before the first section, and the last two."""
        texts = [item.text for item in blocks if isinstance(item, Para) and item.text.strip()]
        first = next((index for index, text in enumerate(texts) if section_of(text, form) is not None), 0)
        return [*texts[:first], *texts[-2:]]

    def run(self, blocks: Sequence[Block]) -> Report:
        """Read everything."""
        characters = Characters()
        blocks = [_allowed(block, characters) for block in blocks]
        self.kind = kind_said(blocks, self.kind)
        first_form, _, _ = choose_form("", self.year, self.kind)
        blocks, others = first_alone(without_contents(blocks, first_form), first_form)
        labels = "\n".join(cell.text for block in blocks if isinstance(block, TableGrid) for cell in block.cells)
        labelled = next((block.location for block in blocks if isinstance(block, TableGrid)), None)
        form, _, _ = choose_form(labels, self.year, self.kind)
        blocks = self._title(parted(blocks, form), form)
        self.year = self.year or title_year(self.report.title)
        given, self.unit = self.unit, self.unit or title_unit(self.report.title)
        if given is None or self.year is None:
            self._said(blocks, form)
        if given is None and self.unit is not None:
            self.unit = in_full(self.unit, self._ends(blocks, form))
        form, edition, remarks = choose_form(labels, self.year, self.kind)
        if self.unit is not None and self.within and not self.unit.within:
            self.unit = self.unit.model_copy(update={"within": self.within})
        reader = TableReader(form)
        self._body(blocks, form, reader)
        self.report.kind = self.kind
        self.report.unit, self.report.year, self.report.edition = self.unit, self.year, edition
        self.report.cells = {id: reader.cells[id] for id in form.cells if id in reader.cells}
        self.report.tables = reader.tables()
        self.report.remarks += [*others, *(Remark(text=text, location=labelled) for text in remarks)]
        self.report.remarks += characters.remarks()
        return self.report

    def _body(self, blocks: list[Block], form: Form, reader: TableReader) -> None:
        blocks = self._unsigned(blocks)
        numbered = {
            section_of(item.text, form, heading=item.heading == 1) for item in blocks if isinstance(item, Para)
        } - {None}
        plain = self._plainly_headed(blocks, form, numbered)
        headed = bool(numbered or plain)
        section = Section.model_construct(id="preamble" if headed or self.report.title else "body")
        sections = [section]
        aspect: str | None = None
        number = 0
        for block in blocks:
            if isinstance(block, TableGrid):
                self._table(block, section, reader)
                continue
            text = block.text if isinstance(block.location, TextPlace) else block.text.strip()
            found = section_of(text, form, heading=block.heading == 1) if text.strip() else None
            if plain and found is None:
                found = plain.get(bare(text))
            if found is not None:
                section = Section.model_construct(id=found, heading=text.strip(), location=block.location)
                aspect = None
                sections.append(section)
                if found:
                    self.heading_bookmarks.setdefault(found, []).extend(block.bookmarks)
            elif text.strip():
                number += 1
                before = section.paragraphs[-1] if section.paragraphs else None
                level = block.heading if block.heading > 1 else sub_heading(text)
                if level == _MEMBER and before is not None and before.role == "body" and goes_on(before.text, text):
                    level = 0
                if level == 2:
                    aspect = aspect_of(text, form) if form.aspects_of(section.id) else None
                self._paragraph(section, f"d{number}", text, level, aspect, block)
        for item in sections:
            if item.table is None:
                item.table_at = len(item.paragraphs)
        self.report.sections = [item for item in sections if item.paragraphs or item.heading or item.table]

    def _plainly_headed(self, blocks: list[Block], form: Form, numbered: set[str | None]) -> dict[str, str]:
        """The headings that are titles without ordinals, bare, with their sections; none where these are too few.

        Another name of a section is its heading only where the form's own stands nowhere: 主动公开情况 is an aspect.
        """
        found: dict[str, list[str]] = {}
        for item in blocks:
            if isinstance(item, Para) and (id := unnumbered(item.text, form)) is not None and id not in numbered:
                found.setdefault(id, []).append(bare(item.text))
        if len(found) < _PLAIN:
            return {}
        own = {section.id: bare(without_ordinal(section.title)) for section in form.sections}
        return {
            line: id
            for id, lines in found.items()
            for line in lines
            if without_ordinal(line) == own[id] or all(without_ordinal(other) != own[id] for other in lines)
        }

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
            Paragraph.model_construct(
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
        own = self.unit
        names = {bare(item) for item in own.names} if own else set()
        if own and name and len(name) <= _NAME:
            unit = Unit.parse(name)
            office = own.place in name and unit.kind != "other" and _HAN.fullmatch(name) is not None
            if office or (unit.place, unit.kind) == (own.place, own.kind):  # an office of the unit may sign for it
                names.add(name)
        if name and (name in names or (len(name) >= 3 and bare(self.report.title).startswith(name))):
            cut = filled[-2]
        return [*blocks[:cut], *(item for item in blocks[cut:] if isinstance(item, TableGrid))]


def assemble(blocks: Sequence[Block], **given: Unpack[Given]) -> Assembled:
    """Make a report of the paragraphs and tables that a format gave; what nobody says is taken from the title."""
    assembled = Assembled(given)
    assembled.run(blocks)
    return assembled
