"""Tracked-change plan: which blocks of a Word file are kept, changed, moved, new, removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nianbao.align.alignment import ParagraphPair, SectionPair
from nianbao.align.differences import Run, differences, new_text, old_text
from nianbao.align.docx_blocks import Role, WordBlocks, printed_tables, signature_lines
from nianbao.align.pairing import heaviest_rising, shared_out
from nianbao.kinds import Table, layout
from nianbao.report import Cell, DocxPlace, Paragraph, Report, Section
from nianbao.writing.printed_text import as_stands, parts, signature

_STRANGE = "原文件中有 {count} 段不在所比较的旧稿里，保持原样：{words}"
_NOT_FOUND = "原文件中找不到旧稿的这一段，新的文字按新增标出：{words}"
_TABLE = "“{name}”的格数或样子与原文件不同，标为整表删去、另插一张新表。"
_COMMON = 0.2
"""Share of the longer text that must stay; below it the whole paragraph goes and another comes."""
_WHOLE_TABLE = 2_000
"""Characters that a table counts for, where it is asked what of a file was moved."""
_MOST = 5
"""Examples told of one kind."""


def brief(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= 40 else text[:40] + "……"


class MarkedBlock(NamedTuple):
    """A paragraph, or a line of the title.

    Attributes:
        role, level: what it is; the level of a sub-heading, else 0.
        runs: its words before and after; all ``ins`` for one that is new, all ``del`` for one that goes.
        place: where its old words stand in the file; None for one that is new.
    """

    role: Role
    level: int
    runs: tuple[Run, ...]
    place: DocxPlace | None = None

    @property
    def old(self) -> str:
        """Its words before."""
        return old_text(self.runs)

    @property
    def new(self) -> str:
        """Its words after."""
        return new_text(self.runs)


class MarkedTable(NamedTuple):
    """A statutory table.

    Attributes:
        table: of the form. cells: its figures, for one that is new.
        numbers: of the file's tables that it stands in, from 1; empty for one that is new.
    """

    table: Table
    cells: Mapping[str, Cell]
    numbers: tuple[int, ...] = ()


class CellChange(NamedTuple):
    """A figure that is another, in a table that stays: its place, how a message names it, and what it shall say."""

    place: DocxPlace
    label: str
    new: str


@dataclass(frozen=True)
class Marked:
    """What a Word file shall hold when every change is accepted; what it holds now when every change is rejected.

    Attributes:
        blocks: in the new order. Those that have a place follow each other as they do in the file.
        removed: what of the file is no longer there.
        cells: changed figures of the tables that stay.
    """

    blocks: tuple[MarkedBlock | MarkedTable, ...]
    removed: tuple[MarkedBlock | MarkedTable, ...] = ()
    cells: tuple[CellChange, ...] = field(default=())


class _New(NamedTuple):
    """A block of the new report.

    Attributes:
        at: index of the old one in the file that it goes on; None for one that is new.
        moved: whether the alignment says that it stands elsewhere now.
    """

    block: MarkedBlock | MarkedTable
    at: int | None
    moved: bool = False

    @property
    def weight(self) -> int:
        """How much a reader would see deleted and inserted if it were moved."""
        return _WHOLE_TABLE if isinstance(self.block, MarkedTable) else len(self.block.old) + len(self.block.new)


class RedlinePlan:
    """What becomes of a file.

    Args:
        sections: the alignment of two reports. new: the new one. blocks: of the old one in the file.
        root: the file's ``w:document``.
    """

    def __init__(self, sections: Sequence[SectionPair], new: Report, blocks: WordBlocks, root: Any) -> None:
        self.sections, self.new, self.blocks, self.read = sections, new, blocks, blocks.read
        self.sign = signature_lines(root, blocks.items) if blocks.read.date else []
        self.messages: list[str] = []
        self.pairs: dict[tuple[str, str], ParagraphPair] = {
            (pair.new_section, pair.new.id): pair
            for section in sections
            for pair in section.paragraphs
            if pair.new is not None
        }
        self.taken: set[int] = set()
        self.lost: list[str] = []

    # ── blocks

    def _title(self) -> list[_New]:
        """The title, a line at a time as the file breaks it."""
        lines = [(index, self.blocks.items[index]) for index in self.blocks.titles]
        if not self.new.title.strip():
            return []
        placed = [(index, item) for index, item in lines if item.place is not None]
        if not placed:
            return [_New(MarkedBlock("title", 0, (Run("ins", self.new.title),)), None)]
        cut = shared_out(self.new.title, [item.text for _, item in placed], split=False)
        made: list[_New] = []
        for (index, item), runs in zip(placed, cut, strict=True):
            if any(run.kind != "del" for run in runs):
                made.append(_New(MarkedBlock("title", 0, runs, item.place), index))
        return made

    def _found(self, section: str, paragraph: str, old: str) -> int | None:
        """The block of the file that an old block is; told of where there is none."""
        wanted = [index for index, item in enumerate(self.blocks.report.sections) if item.id == section]
        for number in wanted:
            at = self.blocks.of.get(("paragraph" if paragraph else "heading", number, paragraph))
            if at is not None and self.blocks.items[at].text == old and at not in self.taken:
                self.taken.add(at)
                return at
        if old.strip():
            self.lost.append(old)
        return None

    def _heading(self, section: Section) -> _New:
        same = (item for item in self.sections if item.id == section.id)
        pair = next((item for item in same if new_text(item.heading) == section.heading), None)
        runs = (Run("ins", section.heading),) if pair is None else pair.heading
        return self._block("heading", 0, runs, self._old_heading(section.id, old_text(runs)))

    def _old_heading(self, id: str, old: str) -> int | None:
        return self._found(id, "", old) if old.strip() else None

    def _text(self, section: Section, paragraph: Paragraph) -> _New:
        role: Role = "sub" if paragraph.role == "heading" else "body"
        pair = self.pairs.get((section.id, paragraph.id))
        index = None
        if pair is not None and pair.old is not None:
            index = self._found(pair.old_section, pair.old.id, pair.old.text)
        runs = (Run("same", paragraph.text),) if pair is None else pair.runs
        made = self._block(role, paragraph.level if role == "sub" else 0, runs, index)
        return made._replace(moved=pair is not None and pair.moved)

    def _block(self, role: Role, level: int, runs: Sequence[Run], index: int | None) -> _New:
        if index is not None and _little(runs):
            self.taken.discard(index)
            index = None
        if index is None:
            return _New(MarkedBlock(role, level, (Run("ins", new_text(runs)),)), None)
        return _New(MarkedBlock(role, level, tuple(runs), self.blocks.items[index].place), index)

    # ── tables

    def _same_form(self, table: Table) -> bool:
        """Whether the file's table can be changed figure by figure."""
        old = printed_tables(self.read).get(table.id)
        if old is None or (old is not table and layout(old) != layout(table)):
            return False
        ids = [cell.id for block in table.blocks for cell in block.cells(table.id)]
        return all(self.read.cells[id].location is not None if id in self.read.cells else False for id in ids)

    def _table(self, table: Table) -> _New:
        index = self.blocks.table(table.id)
        if index is not None and index not in self.taken and self._same_form(table):
            self.taken.add(index)
            return _New(MarkedTable(table, self.new.cells, self.blocks.items[index].numbers), index)
        if index is not None:
            self.messages.append(_TABLE.format(name=table.name))
        return _New(MarkedTable(table, self.new.cells), None)

    def _cells(self, tables: Iterable[MarkedTable]) -> list[CellChange]:
        changes: list[CellChange] = []
        for held in tables:
            for block in held.table.blocks:
                for cell in block.cells(held.table.id):
                    old, new = self.read.cells[cell.id], self.new.cells.get(cell.id)
                    same = old.value is not None and new is not None and old.value == new.value
                    text = as_stands(new)
                    if not same and text != as_stands(old):
                        changes.append(CellChange(old.location, cell.label, text))  # type: ignore[arg-type]
        return changes

    # ── the whole

    def _sign(self) -> tuple[list[MarkedBlock], list[MarkedBlock]]:
        """The signature: what comes or stays, and what goes."""
        old = self.sign
        gone = [MarkedBlock("sign", 0, (Run("del", text),), place) for text, place in old]
        if not self.new.date:
            return [], gone
        wanted = signature(self.new)
        if self.new.date == self.read.date and old:
            wanted[-1] = old[-1][0]
        if len(old) == 2 and len(wanted) == 2:
            unit = self.blocks.report.unit
            if unit is not None and self.new.unit is not None and unit.full == self.new.unit.full:
                wanted[0] = old[0][0]
        made: list[MarkedBlock] = []
        places = old[-len(wanted) :]
        if len(places) < len(wanted):
            if places and self.new.unit == self.read.unit:
                wanted = wanted[-1:]
            else:
                made = [MarkedBlock("sign", 0, (Run("ins", text),)) for text in wanted[: len(wanted) - len(places)]]
                wanted = wanted[len(wanted) - len(places) :]
        for (text, place), words in zip(places, wanted, strict=True):
            made.append(MarkedBlock("sign", 0, tuple(differences(text, words)), place))
        return made, gone[: len(old) - len(places)]

    def marked(self) -> Marked:
        """Everything, as the writer is given it."""
        news = self._title()
        self.taken |= {item.at for item in news if item.at is not None}
        for section in self.new.sections:
            if section.heading:
                news.append(self._heading(section))
            for part in parts(self.new, section):
                news.append(self._table(part) if isinstance(part, Table) else self._text(section, part))
        held = [(item.at, item.weight) for item in news if item.at is not None and not item.moved]
        stays = {held[position][0] for position in heaviest_rising([at for at, _ in held], [size for _, size in held])}
        done: list[MarkedBlock | MarkedTable] = []
        for item in news:
            if item.at is None or item.at in stays:
                done.append(item.block)
            elif isinstance(item.block, MarkedTable):
                done.append(item.block._replace(numbers=()))
            else:
                done.append(item.block._replace(runs=(Run("ins", item.block.new),), place=None))
        removed = [
            MarkedBlock(item.role or "body", item.level, (Run("del", item.text),), item.place)
            if not item.table
            else MarkedTable(printed_tables(self.read)[item.table], {}, item.numbers)
            for index, item in enumerate(self.blocks.items)
            if index not in stays and index not in self.blocks.strange and (item.numbers or item.place is not None)
        ]
        sign, gone = self._sign()
        kept = [item for item in done if isinstance(item, MarkedTable) and item.numbers]
        self._told()
        return Marked((*done, *sign), (*removed, *gone), tuple(self._cells(kept)))

    def _told(self) -> None:
        strange = [self.blocks.items[index] for index in self.blocks.strange if not self.blocks.items[index].table]
        if strange:
            words = "；".join(brief(item.text) for item in strange[:_MOST])
            self.messages.append(_STRANGE.format(count=len(strange), words=words))
        self.messages += [_NOT_FOUND.format(words=brief(text)) for text in self.lost[:_MOST]]


def _little(runs: Iterable[Run]) -> bool:
    """Whether two texts have too little in common to be shown as one that was changed."""
    size = {kind: sum(len(run.text) for run in runs if run.kind == kind) for kind in ("same", "del", "ins")}
    return size["same"] < _COMMON * (size["same"] + max(size["del"], size["ins"]))
