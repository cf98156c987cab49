"""A comparison as a Word file with tracked changes: in the old report's own file where there is one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from nianbao.forms import Table, layout
from nianbao.jobs.remarks import remarks
from nianbao.reading.docx import parse_docx
from nianbao.report import Paragraph, Report, Section
from nianbao.reviewing.comparison import Comparison, ParagraphPair
from nianbao.reviewing.remarked import with_remarks
from nianbao.reviewing.spots import Spots, items_of, printed_tables
from nianbao.text.differing import Run, differences, old_text
from nianbao.text.wordml_changes import is_tracked, settle
from nianbao.text.wordml_part import main_root, with_main
from nianbao.writing.annotation import Annotation
from nianbao.writing.docx import render_docx
from nianbao.writing.docx_changes import AUTHOR
from nianbao.writing.docx_comments import without_comments
from nianbao.writing.docx_marked import mark_docx
from nianbao.writing.marked import CellChange, Marked, MarkedBlock, MarkedTable, Role
from nianbao.writing.words import as_stands, parts, signature

__all__ = ["OURS", "compared_docx", "marked_docx"]

OURS = "原来的报告不是 Word 文件：按 nianbao 的版式（GB/T 9704-2012）排出，修订标在上面。"
_KEPT = "保留了原 Word 文件的版式，修订标在上面。"
_SETTLED = "原文件中原有的 {count} 处修订先按“接受”处理，再标出新的修订；原文件没有改动。"
_STRANGE = "原文件中有 {count} 段不在所比较的旧稿里，保持原样：{words}"
_NOT_FOUND = "原文件中找不到旧稿的这一段，新的文字按新增标出：{words}"
_TABLE = "“{name}”的格数或样子与原文件不同，标为整表删去、另插一张新表。"
_DIFFERS = "全部接受修订以后，这一处与新稿不同，请在 Word 中核对：{words}"
_COMMON = 0.2
"""Share of the longer text that must stay; below it the whole paragraph goes and another comes."""
_MOST = 5
"""Examples told of one kind."""


def _brief(text: str) -> str:
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


class _Marking:
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
        pair = next((item for item in same if _new(item.heading) == section.heading), None)
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
            return _New(MarkedBlock(role, level, (Run("ins", _new(runs)),)), None)
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
            words = "；".join(_brief(item.text) for item in strange[:_MOST])
            self.messages.append(_STRANGE.format(count=len(strange), words=words))
        self.messages += [_NOT_FOUND.format(words=_brief(text)) for text in self.lost[:_MOST]]


def _new(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs if run.kind != "del")


def _little(runs: Iterable[Run]) -> bool:
    """Whether two texts have too little in common to be shown as one that was changed."""
    size = {kind: sum(len(run.text) for run in runs if run.kind == kind) for kind in ("same", "del", "ins")}
    return size["same"] < _COMMON * (size["same"] + max(size["del"], size["ins"]))


def _check(data: bytes, new: Report) -> list[str]:
    """Where the file with everything accepted says something else than the new report."""
    found = parse_docx(data, "修订稿", unit=new.unit, year=new.year).report
    want = [item.text for item in items_of(new) if not item.table and item.role != "title" and item.text.strip()]
    have = [item.text for item in items_of(found) if not item.table and item.role != "title"]
    missing = [text for text in dict.fromkeys(want) if want.count(text) > have.count(text)]
    wrong = [text for text in dict.fromkeys(have) if have.count(text) > want.count(text)]
    lines = [_DIFFERS.format(words=_brief(text)) for text in (missing or wrong)[:_MOST]]
    for id, cell in new.cells.items():
        got = found.cells.get(id)
        if got is not None and got.value != cell.value:
            lines.append(_DIFFERS.format(words=f"表格中应为 {as_stands(cell) or '空'}，实为 {as_stands(got) or '空'}"))
    return lines[:_MOST]


def marked_docx(
    comparison: Comparison, base: bytes | None, *, author: str = AUTHOR, when: datetime
) -> tuple[bytes, list[str]]:
    """A Word file with tracked changes from one report to another, without comments of ours.

    Args, returns, raises: as ``compared_docx``.
    """
    old = comparison.old
    if base is None:
        messages = [OURS]
        data = render_docx(old.model_copy(update={"stage": "final"}), stands=True)
    else:
        messages = [_KEPT]
        data = without_comments(base, AUTHOR)
    root = main_root(data)
    if is_tracked(root):
        messages.append(_SETTLED.format(count=settle(root, lambda _: True)))
        data = with_main(data, root)
        root = main_root(data)
    read = parse_docx(data, comparison.old_name, unit=old.unit, year=old.year).report
    marking = _Marking(comparison, Spots(read, root, old), read)
    marked = marking.marked()
    done, said = mark_docx(data, marked, when=when, author=author)
    return done, [*messages, *marking.messages, *said, *_check(done, comparison.new)]


def _moved(comparison: Comparison) -> list[Annotation]:
    """A remark on each paragraph that was moved: in Word it is a deletion there and an insertion here."""
    names = {item.id: item.heading for item in comparison.old.sections}
    return [
        Annotation(
            head=f"这一段原在“{names.get(pair.old_section) or '正文前'}”，移到这里；原处标为删去。",
            body=(), level="info", code="移动", quote=pair.new.text, section=pair.new_section,
            paragraph=pair.new.id, start=0, end=len(pair.new.text),
        )
        for section in comparison.sections
        for pair in section.paragraphs
        if pair.moved and pair.new is not None and pair.new.text.strip()
    ]  # fmt: skip


def compared_docx(
    comparison: Comparison, base: bytes | None, *, author: str = AUTHOR, when: datetime | None = None,
    more: Sequence[Annotation] = (),
) -> tuple[bytes, list[str]]:  # fmt: skip
    """A comparison as a Word file: the old report with tracked changes to the new one, and the new one's findings.

    Args:
        comparison: of two reports. base: the old one's own Word file, whose formatting is kept; None where it is of
            another kind, then it is laid out as ours are. author, when: of the changes and comments; now by default.
        more: further remarks on the new report.

    Returns:
        The file; for the reader in Chinese: whose layout it has, what could not be marked, and why.

    Raises:
        InputError: ``base`` is no readable Word file.
    """
    at = when or datetime.now(UTC)
    data, messages = marked_docx(comparison, base, author=author, when=at)
    shown = remarks(item for item in comparison.new_findings if item.silenced is None)
    wanted = [*more, *shown, *_moved(comparison)]
    if not wanted:
        return data, messages
    data, lost = with_remarks(data, comparison.new, wanted, when=at)
    messages += [f"这一项没有位置可放，没有写成批注：{item.code} {item.head}" for item in lost]
    return data, messages
