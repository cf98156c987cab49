"""How many of what a comparison found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nianbao.reviewing.compare.comparison import CellPair, Comparison, ParagraphPair

__all__ = ["Counts", "cells_changed", "counted", "counts"]


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
