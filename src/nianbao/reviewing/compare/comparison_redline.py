"""Derives a tracked-change plan for a Word file from a comparison."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nianbao.align.alignment import ParagraphPair
from nianbao.align.differences import Run, differences, new_text, old_text
from nianbao.kinds import Table, layout
from nianbao.report import Paragraph, Report, Section
from nianbao.reviewing.compare.comparison import Comparison
from nianbao.reviewing.compare.docx_blocks import Spots, printed_tables
from nianbao.writing.docx_redline_plan import CellChange, Marked, MarkedBlock, MarkedTable, Role
from nianbao.writing.printed_text import as_stands, parts, signature

__all__ = ["Becoming", "brief"]

_STRANGE = "原文件中有 {count} 段不在所比较的旧稿里，保持原样：{words}"
_NOT_FOUND = "原文件中找不到旧稿的这一段，新的文字按新增标出：{words}"
_TABLE = "“{name}”的格数或样子与原文件不同，标为整表删去、另插一张新表。"
_COMMON = 0.2
"""Share of the longer text that must stay; below it the whole paragraph goes and another comes."""
_MOST = 5
"""Examples told of one kind."""


def brief(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= 40 else text[:40] + "……"


class _New(NamedTuple):
    """A block of the new report. ``at``: index of the old one in the file that it goes on, None for one that is new."""

    block: MarkedBlock | MarkedTable
    at: int | None


def _increasing(indexes: Sequence[int]) -> set[int]:
    """Which of some indexes stay where they are: the most that follow each other in order; the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(indexes):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [position]
        before.append(ends[at - 1] if at else -1)
    kept: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        kept.add(indexes[position])
        position = before[position]
    return kept


def _split(runs: Iterable[Run], lengths: Sequence[int]) -> list[tuple[Run, ...]]:
    """Runs cut where the old text is cut; what is put in at a cut goes to the line before it."""
    lines: list[list[Run]] = [[] for _ in lengths]
    number, left = 0, lengths[0] if lengths else 0
    for run in runs:
        text = run.text
        if run.kind == "ins":
            lines[number].append(run)
            continue
        while text:
            while left == 0 and number + 1 < len(lengths):
                number += 1
                left = lengths[number]
            cut = len(text) if number + 1 == len(lengths) else min(left, len(text))
            lines[number].append(Run(run.kind, text[:cut]))
            text, left = text[cut:], left - cut
    return [tuple(line) for line in lines]


class Becoming:
    """What becomes of a file.

    Args:
        comparison: of two reports. spots: of the old one in the file. read: the report the file gives.
    """

    def __init__(self, comparison: Comparison, spots: Spots, read: Report) -> None:
        self.comparison, self.spots, self.read = comparison, spots, read
        self.new = comparison.new
        self.messages: list[str] = []
        self.pairs: dict[tuple[str, str], ParagraphPair] = {
            (pair.new_section, pair.new.id): pair
            for section in comparison.sections
            for pair in section.paragraphs
            if pair.new is not None
        }
        self.taken: set[int] = set()
        self.lost: list[str] = []

    # ── blocks

    def _title(self) -> list[_New]:
        """The title, a line at a time as the file breaks it."""
        lines = [(index, self.spots.items[index]) for index in self.spots.titles]
        if not self.new.title.strip():
            return []
        placed = [(index, item) for index, item in lines if item.place is not None]
        if not placed:
            return [_New(MarkedBlock("title", 0, (Run("ins", self.new.title),)), None)]
        old = "".join(item.text for _, item in placed)
        cut = _split(differences(old, self.new.title), [len(item.text) for _, item in placed])
        made: list[_New] = []
        for (index, item), runs in zip(placed, cut, strict=True):
            if any(run.kind != "del" for run in runs):
                made.append(_New(MarkedBlock("title", 0, runs, item.place), index))
        return made

    def _found(self, section: str, paragraph: str, old: str) -> int | None:
        """The block of the file that an old block is; told of where there is none."""
        wanted = [index for index, item in enumerate(self.comparison.old.sections) if item.id == section]
        for number in wanted:
            at = self.spots.of.get(("paragraph" if paragraph else "heading", number, paragraph))
            if at is not None and self.spots.items[at].text == old and at not in self.taken:
                self.taken.add(at)
                return at
        if old.strip():
            self.lost.append(old)
        return None

    def _heading(self, section: Section) -> _New:
        same = (item for item in self.comparison.sections if item.id == section.id)
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
        return self._block(role, paragraph.level if role == "sub" else 0, runs, index)

    def _block(self, role: Role, level: int, runs: Sequence[Run], index: int | None) -> _New:
        if index is not None and _little(runs):
            self.taken.discard(index)
            index = None
        if index is None:
            return _New(MarkedBlock(role, level, (Run("ins", new_text(runs)),)), None)
        return _New(MarkedBlock(role, level, tuple(runs), self.spots.items[index].place), index)

    # ── tables

    def _same_form(self, table: Table) -> bool:
        """Whether the file's table can be changed figure by figure."""
        old = printed_tables(self.read).get(table.id)
        if old is None or (old is not table and layout(old) != layout(table)):
            return False
        ids = [cell.id for block in table.blocks for cell in block.cells(table.id)]
        return all(self.read.cells[id].location is not None if id in self.read.cells else False for id in ids)

    def _table(self, table: Table) -> _New:
        index = self.spots.table(table.id)
        if index is not None and index not in self.taken and self._same_form(table):
            self.taken.add(index)
            return _New(MarkedTable(table, self.new.cells, self.spots.items[index].numbers), index)
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
        old = self.spots.sign
        gone = [MarkedBlock("sign", 0, (Run("del", text),), place) for text, place in old]
        if not self.new.date:
            return [], gone
        wanted = signature(self.new)
        if self.new.date == self.read.date and old:
            wanted[-1] = old[-1][0]
        if len(old) == 2 and len(wanted) == 2:
            unit = self.comparison.old.unit
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
        stays = _increasing([item.at for item in news if item.at is not None])
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
            for index, item in enumerate(self.spots.items)
            if index not in stays and index not in self.spots.strange and (item.numbers or item.place is not None)
        ]
        sign, gone = self._sign()
        kept = [item for item in done if isinstance(item, MarkedTable) and item.numbers]
        self._told()
        return Marked((*done, *sign), (*removed, *gone), tuple(self._cells(kept)))

    def _told(self) -> None:
        strange = [self.spots.items[index] for index in self.spots.strange if not self.spots.items[index].table]
        if strange:
            words = "；".join(brief(item.text) for item in strange[:_MOST])
            self.messages.append(_STRANGE.format(count=len(strange), words=words))
        self.messages += [_NOT_FOUND.format(words=brief(text)) for text in self.lost[:_MOST]]


def _little(runs: Iterable[Run]) -> bool:
    """Whether two texts have too little in common to be shown as one that was changed."""
    size = {kind: sum(len(run.text) for run in runs if run.kind == kind) for kind in ("same", "del", "ins")}
    return size["same"] < _COMMON * (size["same"] + max(size["del"], size["ins"]))
