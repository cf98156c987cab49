"""Tracked-change plan: which blocks of a Word file are kept, changed, moved, new, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from nianbao.align.differences import Run, new_text, old_text
from nianbao.kinds import Table
from nianbao.report import Cell, DocxPlace

__all__ = ["CellChange", "Marked", "MarkedBlock", "MarkedTable", "Role"]

Role = Literal["title", "heading", "sub", "body", "sign"]
"""Title line, heading of a section, sub-heading, text, and the unit or date below it all."""


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
