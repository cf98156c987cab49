"""Where a Word file has the title, headings, paragraphs and tables of a report, by bookmark, order and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import Indel

from nianbao.facts import form_of
from nianbao.kinds import Table
from nianbao.report import Comment, DocxPlace, Location, Report, bookmark
from nianbao.wordml.content import accepted, blocks, tag

Role = Literal["title", "heading", "sub", "body", "sign"]
"""Title line, heading of a section, sub-heading, text, and the unit or date below it all."""


class WordBlock(NamedTuple):
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


def key_of(item: WordBlock) -> tuple[str, int, str]:
    """What tells a block from the others of its report; a table by its id alone."""
    if item.table:
        return "table", 0, item.table
    if item.role in ("title", "sign"):
        return item.role, 0, item.text
    return ("paragraph" if item.paragraph else "heading"), item.section, item.paragraph


def items_of(report: Report) -> Iterator[WordBlock]:
    """The blocks of a report that has been read, in its order; the signature left out."""
    for line in report.title_lines:
        yield WordBlock("title", 0, -1, "", line.text, place=_docx(line.location))
    if not report.title_lines and report.title:
        yield WordBlock("title", 0, -1, "", report.title)
    numbers = _numbers(report)
    told: set[str] = set()
    for index, section in enumerate(report.sections):
        if section.heading:
            yield WordBlock("heading", 0, index, "", section.heading, place=_docx(section.location))
        for number, paragraph in enumerate(section.paragraphs):
            if number == section.table_at and section.table:
                yield _table(section.table, index, numbers, told)
            if paragraph.text.strip():
                role: Role = "sub" if paragraph.role == "heading" else "body"
                level = paragraph.level if role == "sub" else 0
                yield WordBlock(role, level, index, paragraph.id, paragraph.text, place=_docx(paragraph.location))
        if section.table and section.table_at >= len(section.paragraphs):
            yield _table(section.table, index, numbers, told)


def _table(id: str, section: int, numbers: dict[str, tuple[int, ...]], told: set[str]) -> WordBlock:
    told.add(id)
    return WordBlock(None, 0, section, "", "", table=id, numbers=numbers.get(id, ()))


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


class WordBlocks:
    """The blocks of a Word file, and which block of a report each of them is.

    A block is found by our bookmark where the words are the same, else by its words in the order of the others, else
    by its words where they are left once on both sides.

    Args:
        read: the report that the file gives when it is read. report: the one whose blocks are looked for: the same, or
            a draft printed in the file; places it has itself are another file's and are not used.
        bookmarks: of each paragraph of ``read`` the names of ours that begin in it.

    Attributes:
        items: of the file, in order. of: by key of the report's block, the index in ``items``.
        strange: indexes of the file's blocks that are none of the report's.
    """

    def __init__(self, read: Report, report: Report, bookmarks: Mapping[str, Sequence[str]] | None = None) -> None:
        self.read, self.report = read, report
        self.items = list(items_of(read))
        self.of: dict[tuple[str, int, str], int] = {}
        own = dict(enumerate(items_of(report)))
        left = dict(enumerate(self.items))

        def found(mine: int, other: int) -> None:
            self.of[key_of(own.pop(mine))] = other
            del left[other]

        named = {name: index for index, item in left.items() for name in (bookmarks or {}).get(item.paragraph, ())}
        for mine, item in list(own.items()):
            other = named.get(bookmark(item.paragraph)) if item.paragraph else None
            if other in left and left[other].text == item.text:
                found(mine, other)
        ours, theirs = list(own), list(left)
        for code in Indel.opcodes([_words(own[at]) for at in ours], [_words(left[at]) for at in theirs]):
            if code.tag == "equal":
                pairs = zip(ours[code.src_start : code.src_end], theirs[code.dest_start : code.dest_end], strict=True)
                for mine, other in pairs:
                    found(mine, other)
        alone, single = _single(own), _single(left)
        for words in alone.keys() & single.keys():
            found(alone[words], single[words])
        self.titles = [index for index, item in enumerate(self.items) if item.role == "title"]
        self.strange = [index for index in left if index not in self.titles]

    def table(self, id: str) -> int | None:
        """The index of a table of the form, where the file has it."""
        return next((index for index, item in enumerate(self.items) if item.table == id and item.numbers), None)

    def cell(self, id: str) -> Location | None:
        """Where a figure stands."""
        return self.read.cells[id].location if id in self.read.cells else None

    def block(self, section: str, paragraph: str) -> DocxPlace | None:
        """Where a paragraph stands, or without one the heading of a section."""
        for number, item in enumerate(self.report.sections):
            if item.id == section:
                at = self.of.get(("paragraph" if paragraph else "heading", number, paragraph))
                if at is not None:
                    return self.items[at].place
        return None

    def here(self, known: Location | None) -> Location | None:
        """The place in the file of what stands at a place of the report's own source; None for the whole."""
        if known is None:
            return None
        for section in self.report.sections:
            if section.location == known:
                return self.block(section.id, "")
            for paragraph in section.paragraphs:
                if paragraph.location == known:
                    return self.block(section.id, paragraph.id)
        for seen in self.report.tables:
            if seen.location == known:
                return next((item.location for item in self.read.tables if item.id == seen.id), None)
        return next((self.cell(id) for id, cell in self.report.cells.items() if cell.location == known), None)

    def comments(self, comments: Iterable[Comment]) -> list[Comment]:
        """Comments of the file with the ids that the report has for what they stand at; others are left out."""
        ids: dict[Location | None, dict[str, str]] = {self.items[at].place: {} for at in self.titles}
        for (kind, number, paragraph), at in self.of.items():
            if kind in ("heading", "paragraph"):
                ids[self.items[at].place] = {"section": self.report.sections[number].id, "paragraph": paragraph}
        ids |= {cell.location: {"cell": id} for id, cell in self.read.cells.items()}
        return [
            comment.model_copy(update={"section": "", "paragraph": "", "cell": ""} | ids[comment.location])
            for comment in comments
            if comment.location is not None and comment.location in ids
        ]


def _single(items: Mapping[int, WordBlock]) -> dict[str, int]:
    """Blocks by their words, where these stand once."""
    count = Counter(map(_words, items.values()))
    return {words: index for index, item in items.items() if count[words := _words(item)] == 1}


def _words(item: WordBlock) -> str:
    return f"\0{item.table}" if item.table else f"{item.role == 'heading'}{item.text}"


def signature_lines(root: Any, items: Sequence[WordBlock]) -> list[tuple[str, DocxPlace]]:
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
