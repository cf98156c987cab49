"""The comparison of two reports as a value, its counts, and the wording that all its views share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from nianbao.align.alignment import CellPair, FigureChange, ParagraphPair, SectionPair
from nianbao.align.differences import Run
from nianbao.checking import Finding
from nianbao.facts import figure, form_of
from nianbao.report import Cell, Report


class Particular(NamedTuple):
    """What is said of the report itself (编制机关, 年度, 格式, 成文日期, 联系电话 …), on each side; empty where not."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Comparison:
    """Two reports compared.

    Attributes:
        old, new: the reports, A and B. old_name, new_name: how the reader calls them.
        title: the two titles as one list of runs. sections: in B's order, what A alone has where it stood.
        cells: every cell of the tables on either side, in the form's order.
        old_findings, new_findings: of the check engine, on each side.
        carried: share of B's narrative that stands unchanged in A; None where it has none.
        particulars: what is said of the reports themselves, whether it differs or not.
        remarks: what a reader should know of how the two compare, in Chinese.
    """

    old: Report
    new: Report
    old_name: str
    new_name: str
    title: tuple[Run, ...]
    sections: tuple[SectionPair, ...]
    cells: tuple[CellPair, ...] = ()
    old_findings: tuple[Finding, ...] = field(default=())
    new_findings: tuple[Finding, ...] = field(default=())
    carried: float | None = None
    particulars: tuple[Particular, ...] = ()
    remarks: tuple[str, ...] = ()


class Counts(NamedTuple):
    """Paragraphs by what became of them, figures and cells that changed.

    Attributes:
        same, changed: paragraphs of both sides, moved ones included. added, removed: of one side, without those that
            are part of a split or merged one. moved: to another place. split, merged: paragraphs in several.
        figures: of the text. cells: of the tables that mean the same on both sides.
    """

    same: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    split: int = 0
    merged: int = 0
    figures: int = 0
    cells: int = 0

    @property
    def none(self) -> bool:
        """Whether the two say the same."""
        return not any(self[1:])


def counted(pairs: Iterable[ParagraphPair]) -> Counts:
    """Count some paragraphs; those without words do not count."""
    pairs = [pair for pair in pairs if any(run.text.strip() for run in pair.runs)]
    lone = [pair for pair in pairs if not pair.joined]
    both = [pair for pair in pairs if pair.old is not None and pair.new is not None]
    return Counts(
        same=sum(pair.kind == "same" for pair in pairs),
        changed=sum(pair.kind == "changed" for pair in lone),
        added=sum(pair.kind == "added" for pair in lone),
        removed=sum(pair.kind == "removed" for pair in lone),
        moved=sum(pair.moved for pair in pairs),
        split=sum(pair.joined == "split" for pair in both),
        merged=sum(pair.joined == "merged" for pair in both),
        figures=sum(len(pair.figures) for pair in pairs),
    )


def cells_changed(comparison: Comparison) -> list[CellPair]:
    """The cells that mean the same on both sides and differ."""
    return [pair for pair in comparison.cells if pair.comparable and pair.changed]


def counts(comparison: Comparison) -> Counts:
    """Count a whole comparison."""
    found = counted(pair for section in comparison.sections for pair in section.paragraphs)
    return found._replace(cells=len(cells_changed(comparison)))


_KINDS = {"same": "", "changed": "改", "added": "增", "removed": "删"}


def as_percent(share: float | None) -> str:
    """66%; never 100% where anything was changed, nor 0% where anything was kept; — where there is nothing."""
    if share is None:
        return "—"
    whole = round(share * 100)
    if whole == 100 and share < 1:
        return "99%"
    return "1%" if whole == 0 and share > 0 else f"{whole}%"


def signed(value: Decimal | None, mark: str = "") -> str:
    """+15, -3, 0; rounded to one place where it carries a mark; — where it cannot be said."""
    if value is None:
        return "—"
    rounded = round(value, 1) if mark else value
    text = format(rounded.normalize() if rounded else Decimal(0), "f")
    return f"+{text}{mark}" if rounded > 0 else f"{text}{mark}"


def difference_text(change: FigureChange) -> str:
    """The difference of a figure; of rates in points."""
    text = signed(change.difference)
    return f"{text} 个百分点" if change.difference is not None and change.new.endswith(("%", "％")) else text


def cell_text(cell: Cell | None) -> str:
    """A cell as printed; what was written where that is no figure; （空） for nothing."""
    if cell is None or cell.value is None:
        raw = (cell.raw or "").strip() if cell is not None else ""
        return raw or "（空）"
    return figure(cell.value) + cell.unit


def heading_text(section: SectionPair) -> str:
    """A section's heading as B has it, A's where B has none; 前言 for what stands before the first."""
    new = "".join(run.text for run in section.heading if run.kind != "del")
    old = "".join(run.text for run in section.heading if run.kind != "ins")
    return new or old or ("前言" if section.id == "preamble" else "正文")


def table_names(comparison: Comparison) -> dict[str, str]:
    """Names of the tables by id; B's form before A's."""
    names: dict[str, str] = {}
    for report in (comparison.old, comparison.new):
        form = form_of(report)
        names |= {table.id: table.name for table in form.tables} if form is not None else {}
    return names


def told_of(pair: ParagraphPair) -> list[str]:
    """What became of a paragraph, in a word or two each; nothing for one that stayed as it was."""
    if pair.joined:
        words = ["拆开" if pair.joined == "split" else "合并"]
        if pair.differs:
            words.append("改")
    else:
        words = [_KINDS[pair.kind]] if pair.kind != "same" else []
    if pair.moved:
        words.append("移")
    return words


def told_counts(counts: Counts) -> str:
    """改 5 段，增 2 段，删 1 段，移 1 段; 没有改动 where there is none."""
    words = [
        f"{word} {number} 段"
        for word, number in (
            ("改", counts.changed),
            ("增", counts.added),
            ("删", counts.removed),
            ("移", counts.moved),
            ("拆开", counts.split),
            ("合并", counts.merged),
        )
        if number
    ]
    return "，".join(words) or "文字没有改动"
