"""What alignments give: which section, paragraph, cell and figure of two reports is which, and how much stayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from nianbao.align.differences import Run
from nianbao.report import Cell, Paragraph, Section


class Carried(NamedTuple):
    """Characters carried over, and characters there are."""

    kept: int
    all: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is no text."""
        return self.kept / self.all if self.all else None


NOTHING = Carried(0, 0)
"""Of a heading, or where there is no text."""


def together(counts: Iterable[Carried]) -> Carried:
    """Several counts as one."""
    counts = list(counts)
    return Carried(sum(count.kept for count in counts), sum(count.all for count in counts))


def change_of(old: Decimal | None, new: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """New less old, and that in per cent of the old; None where it cannot be said (no figure, or from zero)."""
    if old is None or new is None:
        return None, None
    return new - old, (new - old) * 100 / old if old else None


class FigureChange(NamedTuple):
    """A figure of the text that is another in the other report.

    Attributes:
        old, new: as written, measure word included (``23件``); empty where the figure stands on one side only.
        old_value, new_value: their numbers; None where only approximate.
        difference, percent: of the new against the old; None where it cannot be said.
        clause: the words it stands in, on the new side where it is there; empty for none.
    """

    old: str
    new: str
    old_value: Decimal | None
    new_value: Decimal | None
    difference: Decimal | None
    percent: Decimal | None
    clause: str = ""


@dataclass(frozen=True)
class ParagraphPair:
    """A paragraph of A and the one of B that it became.

    Attributes:
        kind: ``same``, ``changed``, ``added`` (in B only) or ``removed`` (in A only).
        moved: whether it stands at another place, in its section or another; such a pair stands where B has it.
        old, new: the paragraphs; None on the side that has none.
        old_section, new_section: ids of the sections they stand in; empty on the side that has none.
        runs: the two texts as one list of runs. figures: figures that changed.
        alike: 0 to 1, Indel likeness of the two texts (1 for ``same``, 0 for one side only).
        joined: whether A's paragraph is ``split`` over several of B, or B's ``merged`` from several of A. One of the
            pairs has both sides, the others one side only: ``runs`` say what stands in the two paragraphs of a pair,
            so that accepting all gives B.
        whole: id of the paragraph that is in several, on the side that has it whole; the same for all of a group.
        seen: the runs as a reader should see them, where the paragraph is part of such a group: what went into a
            neighbour is not deleted there and inserted here. Empty elsewhere; see ``shown``.
        count: what of B's paragraph is carried over from A; nothing for a heading.
    """

    kind: Literal["same", "changed", "added", "removed"]
    old: Paragraph | None
    new: Paragraph | None
    old_section: str
    new_section: str
    runs: tuple[Run, ...]
    figures: tuple[FigureChange, ...] = ()
    moved: bool = False
    alike: float = 0.0
    joined: Literal["", "split", "merged"] = ""
    whole: str = ""
    seen: tuple[Run, ...] = ()
    count: Carried = NOTHING

    @property
    def shown(self) -> tuple[Run, ...]:
        """The runs for a reader."""
        return self.seen if self.joined else self.runs

    @property
    def differs(self) -> bool:
        """Whether a reader would call it a change: other words than white space differ, whatever its place."""
        return any(run.kind != "same" and run.text.strip() for run in self.shown)


class CellPair(NamedTuple):
    """A figure of a statutory table on both sides.

    Attributes:
        table: id of the table, as B's form has it (A's where B has none).
        old_id, new_id: of the cell in each form; empty where that form has none that means the same.
        label: its labels as printed, row and column.
        old, new: the cells; None where that side has none.
        difference, percent: of the new against the old.
    """

    table: str
    old_id: str
    new_id: str
    label: str
    old: Cell | None
    new: Cell | None
    difference: Decimal | None
    percent: Decimal | None

    @property
    def changed(self) -> bool:
        """Whether the two sides differ, in value or in having one."""
        return (self.old and self.old.value) != (self.new and self.new.value)

    @property
    def comparable(self) -> bool:
        """Whether both forms have it and it means the same in both."""
        return bool(self.old_id and self.new_id)


@dataclass(frozen=True)
class SectionPair:
    """A section on both sides.

    Attributes:
        id: the form's; heading: the two headings as one list of runs.
        paragraphs: in B's order, what A alone has where it stood.
    """

    id: str
    heading: tuple[Run, ...]
    paragraphs: tuple[ParagraphPair, ...] = ()

    @property
    def count(self) -> Carried:
        """What of B's section is carried over from A."""
        return together(pair.count for pair in self.paragraphs)

    @property
    def carried(self) -> float | None:
        """Share (0 to 1) of B's characters that stand unchanged in A; None where B's section has no text."""
        return self.count.share


class Aligned(NamedTuple):
    """An edited text beside the sentences that it was made of.

    Attributes:
        sections: in the Word file's order, with the draft's sentences where they still stand.
        edited: ids of the draft's sentences that were changed; added: ids of new ones; deleted: ids gone.
        touched: ids of sections that differ from the draft in any way.
    """

    sections: list[Section]
    edited: list[str]
    added: list[str]
    deleted: list[str]
    touched: list[str]
