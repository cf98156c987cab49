"""Blocks of a document, lines and tables in order → Report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nianbao.forms import Form, editions, editions_marked, form_for
from nianbao.reading.sections import DATE, is_title, section_id, sub_level, title_unit, title_year
from nianbao.reading.tables import Grid, find_table, match_table
from nianbao.report import Blank, Cell, Location, Paragraph, Report, Section, Sentence, Span, TableSeen, Text, Unit
from nianbao.text import bare, split_sentences

__all__ = ["Line", "TableBlock", "assemble", "choose_form", "sentences"]

_UNSUPPORTED = "【待核实】"
_BLANK = re.compile(r"【待填：([^】]*)】")


@dataclass
class Line:
    """A paragraph: its id, text and place."""

    id: str
    text: str
    location: Location | None = None


@dataclass
class TableBlock:
    """A table, merged cells expanded."""

    grid: Grid
    location: Location | None = None
    remarks: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """Every text of it."""
        return [slot.text for row in self.grid for slot in row if slot is not None]


Blocks = Sequence[Line | TableBlock]


def _spans(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for match in _BLANK.finditer(text):
        if match.start() > at:
            spans.append(Text(text=text[at : match.start()]))
        spans.append(Blank(what=match[1]))
        at = match.end()
    if at < len(text):
        spans.append(Text(text=text[at:]))
    return spans


def sentences(id: str, text: str) -> list[Sentence]:
    """The sentences of a paragraph that was read; our own marks become state again."""
    found: list[Sentence] = []
    for raw in split_sentences(text):
        part = raw
        if part.startswith(_UNSUPPORTED):
            if found:
                found[-1] = found[-1].model_copy(update={"support": "unsupported"})
            part = part.removeprefix(_UNSUPPORTED)
        marked = _UNSUPPORTED in part
        part = part.replace(_UNSUPPORTED, "")
        if part:
            support = "unsupported" if marked else "unknown"
            found.append(
                Sentence.model_validate({"id": f"{id}.{len(found) + 1}", "spans": _spans(part), "support": support})
            )
    return found


def choose_form(text: str, year: int | None) -> tuple[Form, str, list[str]]:
    """The form to read by, the edition its labels show (or ``""``), and remarks."""
    marked = editions_marked(text)
    if len(marked) == 1:
        return marked[0], marked[0].edition, []
    if marked:
        seen = "".join(text.split())
        best = max(marked, key=lambda item: sum(mark in seen for mark in item.marks))
        names = "、".join(item.name for item in marked)
        return best, best.edition, [f"表格混有不同格式版本的标签（{names}），按{best.name}读取"]
    covering = [item for item in editions() if year is not None and item.covers(year)]
    return (form_for(year) if covering and year is not None else editions()[-1]), "", []


def _title(lines: list[Line]) -> tuple[str, int]:
    """The title and how many lines it takes."""
    joined = ""
    for count, line in enumerate(lines[:6], 1):
        if section_id(line.text, None) is not None or "。" in line.text or len(bare(line.text)) > 60:
            break
        joined += "".join(line.text.split())
        if is_title(joined):
            return joined, count
    return "", 0


def _paragraph(line: Line, seen: bool) -> Paragraph:
    level = sub_level(line.text) if seen else 0
    role = "heading" if level else "body"
    return Paragraph.model_validate(
        {
            "id": line.id,
            "role": role,
            "level": level,
            "sentences": sentences(line.id, line.text),
            "location": line.location,
        }
    )


def assemble(
    blocks: Blocks, *, unit: Unit | None = None, year: int | None = None, within: tuple[str, ...] = ()
) -> tuple[Report, dict[str, str]]:
    """Put a report together.

    Args:
        blocks: lines (never empty) and tables, in order.
        unit, year, within: outrank what the text says.

    Returns:
        The report, and for each heading line's id the id of its section.
    """
    lines = [block for block in blocks if isinstance(block, Line)]
    title, skip = _title(lines)
    rest = list(blocks)
    for line in lines[:skip]:
        rest.remove(line)
    unit = unit or title_unit(title, within)
    year = year if year is not None else title_year(title)
    words = "\n".join(text for block in blocks if isinstance(block, TableBlock) for text in block.texts())
    form, edition, remarks = choose_form(words, year)
    date = _signature(rest, unit)
    sections: list[Section] = []
    heads: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    tables: list[TableSeen] = []
    for block in rest:
        if isinstance(block, Line):
            id = section_id(block.text, form)
            if id is not None:
                heads[block.id] = id
                sections.append(Section(id=id, heading=block.text.strip(), location=block.location))
                continue
            if not sections:
                sections.append(Section(id="preamble" if title or any_heading(lines, form) else "body"))
            sections[-1].paragraphs.append(_paragraph(block, True))
            if sections[-1].table is None:
                sections[-1].table_at = len(sections[-1].paragraphs)
        else:
            seen = _table(block, form, cells, remarks, {table.id for table in tables})
            if seen is not None:
                tables.append(seen)
                if sections and sections[-1].table is None:
                    sections[-1].table = seen.id
                    sections[-1].table_at = len(sections[-1].paragraphs)
    for section in sections:
        if section.table is None:
            section.table_at = 0
    report = Report(
        unit=unit, year=year, edition=edition, title=title, sections=sections, cells=cells, tables=tables,
        date=date, remarks=remarks,
    )  # fmt: skip
    return report, heads


def any_heading(lines: Sequence[Line], form: Form) -> bool:
    """Whether one of the lines heads a section."""
    return any(section_id(line.text, form) is not None for line in lines)


def _signature(blocks: list[Line | TableBlock], unit: Unit | None) -> str:
    """Take a lone date at the end off, and the unit before it."""
    last = blocks[-1] if blocks else None
    if len(blocks) < 2 or not isinstance(last, Line) or not DATE.fullmatch(bare(last.text)):
        return ""
    blocks.pop()
    before = blocks[-1]
    if unit is not None and isinstance(before, Line) and bare(before.text) in {bare(name) for name in unit.names}:
        blocks.pop()
    return last.text.strip()


def _table(
    block: TableBlock, form: Form, cells: dict[str, Cell], remarks: list[str], had: set[str]
) -> TableSeen | None:
    table, share = find_table(block.texts(), form)
    if table is None:
        remarks.append("有一张表不是年报的统计表，没有读取")
        return None
    if table.id in had:
        remarks.append(f"{table.name}出现多次，只读取第一张")
        return None
    matched = match_table(block.grid, table)
    cells.update(matched.cells)
    return TableSeen(
        id=table.id, confidence=min(1.0, share), remarks=[*block.remarks, *matched.remarks], location=block.location
    )
