"""Where a Word file has the title, headings, paragraphs and tables of a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from nianbao.facts import form_of
from nianbao.kinds import Table
from nianbao.report import DocxPlace, Report
from nianbao.wordml.content import accepted, blocks, tag
from nianbao.writing.docx_redline_plan import Role

__all__ = ["BlockItem", "Spots", "key_of"]


class BlockItem(NamedTuple):
    """A block of a report.

    Attributes:
        role, level: as a writer calls it. section: index of its section. paragraph: its id, for text.
        text: its words. table: id of the form's table, for one. place: where the file has it.
        numbers: of the file's tables it stands in.
    """

    role: Role | None
    level: int
    section: int
    paragraph: str
    text: str
    table: str = ""
    place: DocxPlace | None = None
    numbers: tuple[int, ...] = ()


def key_of(item: BlockItem) -> tuple[str, int, str]:
    """What tells a block from the others of its report; a table by its id alone."""
    if item.table:
        return "table", 0, item.table
    if item.role in ("title", "sign"):
        return item.role, 0, item.text
    return ("paragraph" if item.paragraph else "heading"), item.section, item.paragraph


def items_of(report: Report) -> Iterator[BlockItem]:
    """The blocks of a report that has been read, in its order; the signature left out."""
    for line in report.title_lines:
        yield BlockItem("title", 0, -1, "", line.text, place=_docx(line.location))
    if not report.title_lines and report.title:
        yield BlockItem("title", 0, -1, "", report.title)
    numbers = _numbers(report)
    told: set[str] = set()
    for index, section in enumerate(report.sections):
        if section.heading:
            yield BlockItem("heading", 0, index, "", section.heading, place=_docx(section.location))
        for number, paragraph in enumerate(section.paragraphs):
            if number == section.table_at and section.table:
                yield _table(section.table, index, numbers, told)
            if paragraph.text.strip():
                role: Role = "sub" if paragraph.role == "heading" else "body"
                level = paragraph.level if role == "sub" else 0
                yield BlockItem(role, level, index, paragraph.id, paragraph.text, place=_docx(paragraph.location))
        if section.table and section.table_at >= len(section.paragraphs):
            yield _table(section.table, index, numbers, told)


def _table(id: str, section: int, numbers: dict[str, tuple[int, ...]], told: set[str]) -> BlockItem:
    told.add(id)
    return BlockItem(None, 0, section, "", "", table=id, numbers=numbers.get(id, ()))


def _docx(place: object) -> DocxPlace | None:
    return place if isinstance(place, DocxPlace) else None


def _numbers(report: Report) -> dict[str, tuple[int, ...]]:
    """The file's tables that each table of the form stands in; none where one of them holds two."""
    form = form_of(report)
    if form is None:
        return {}
    found: dict[str, set[int]] = {}
    for table in form.tables:
        for block in table.blocks:
            for cell in block.cells(table.id):
                held = report.cells.get(cell.id)
                if held is not None and isinstance(held.location, DocxPlace) and held.location.table:
                    found.setdefault(table.id, set()).add(held.location.table)
    for seen in report.tables:
        if isinstance(seen.location, DocxPlace) and seen.location.table:
            found.setdefault(seen.id, set()).add(seen.location.table)
    return {id: tuple(sorted(numbers)) for id, numbers in found.items()}


class Spots:
    """The blocks of a Word file, and which block of a report each of them is.

    Args:
        read: the report that the file gives when it is read. root: its ``w:document``.
        report: the one whose blocks are looked for: the same, or a draft printed in the file.

    Attributes:
        items: of the file, in order. of: by key of the report's block, the index in ``items``.
        strange: indexes of the file's blocks that are none of the report's.
        sign: lines of the signature with their places, as they stand.
    """

    def __init__(self, read: Report, root: Any, report: Report) -> None:
        self.items = list(items_of(read))
        own = list(items_of(report))
        self.of: dict[tuple[str, int, str], int] = {}
        ours, theirs = [_words(item) for item in own], [_words(item) for item in self.items]
        met: set[int] = set()
        for code in Indel.opcodes(ours, theirs):
            if code.tag == "equal":
                for mine, other in zip(
                    range(code.src_start, code.src_end), range(code.dest_start, code.dest_end), strict=True
                ):
                    self.of[key_of(own[mine])] = other
                    met.add(other)
        self.titles = [index for index, item in enumerate(self.items) if item.role == "title"]
        met |= set(self.titles)
        self.strange = [index for index in range(len(self.items)) if index not in met]
        self.sign = _signature(root, self.items) if read.date else []

    def table(self, id: str) -> int | None:
        """The index of a table of the form, where the file has it."""
        return next((index for index, item in enumerate(self.items) if item.table == id and item.numbers), None)


def _words(item: BlockItem) -> str:
    return f"\0{item.table}" if item.table else f"{item.role == 'heading'}{item.text}"


def _signature(root: Any, items: list[BlockItem]) -> list[tuple[str, DocxPlace]]:
    """The lines below the last block: the unit's and the date's."""
    taken = {item.place.paragraph for item in items if item.place is not None and item.place.paragraph}
    last = max(taken, default=0)
    paragraphs = [item for item in blocks(root.find(tag("body"))) if item.tag == tag("p")]
    filled = [
        (accepted(item).strip(), accepted(item), number)
        for number, item in enumerate(paragraphs, 1)
        if number > last and accepted(item).strip()
    ]
    return [
        (text, DocxPlace(paragraph=number, at=len(whole) - len(whole.lstrip()))) for text, whole, number in filled[-2:]
    ]


def printed_tables(report: Report) -> dict[str, Table]:
    """The printed tables of a report's form, by id."""
    form = form_of(report)
    return {} if form is None else {table.id: table for table in form.tables if table.printed}
