"""The comparison of two reports as a value, and its counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from nianbao.align.alignment import CellPair, ParagraphPair, SectionPair
from nianbao.align.differences import Run
from nianbao.checking import Finding
from nianbao.report import Report

__all__ = [
    "Comparison",
    "Counts",
    "Particular",
    "cells_changed",
    "counted",
    "counts",
]


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
