"""A comparison as one web page without scripts or requests; all text escaped.

Side by side on a wide screen and on paper, in one column on a small one; additions and deletions are ``<ins>`` and
``<del>``, told by underline and strike-through as well as by colour. Moved paragraphs lead to where they stood and
back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.align.alignment import CellPair, FigureChange, ParagraphPair, SectionPair
from nianbao.align.differences import Run
from nianbao.align.pairing import woven
from nianbao.align.paragraphs import sections_paired
from nianbao.checking import SEVERITIES, Finding
from nianbao.facts import form_of
from nianbao.package_data import templates
from nianbao.reviewing.compare.comparison import (
    Comparison,
    Counts,
    as_percent,
    cell_text,
    cells_changed,
    counted,
    counts,
    difference_text,
    heading_text,
    signed,
    table_names,
    told_of,
)

_TEMPLATES = Path(__file__).with_name("templates")


class PageRow(NamedTuple):
    """A row of the text: a pair, or the place that a moved paragraph left (``stub``)."""

    id: str
    pair: ParagraphPair
    stub: bool = False
    link: str = ""
    where: str = ""

    @property
    def kind(self) -> str:
        """Its class on the page; ``still`` for what a reader may leave out."""
        still = not (self.pair.moved or self.pair.differs or self.pair.joined)
        return "still" if still else "joined" if self.pair.joined else self.pair.kind

    @property
    def badges(self) -> list[str]:
        return [] if self.stub else told_of(self.pair)

    @property
    def heading(self) -> bool:
        paragraph = self.pair.new or self.pair.old
        return paragraph is not None and paragraph.role == "heading"


class Rows:
    """The rows of a comparison.

    Attributes:
        links: by side, the id of each paragraph → the id of its row.
    """

    def __init__(self, comparison: Comparison) -> None:
        """Number the pairs, and see where the moved ones stood."""
        self.comparison = comparison
        self.number = {id(pair): n for n, pair in enumerate(self._pairs(), 1)}
        self.links: list[dict[str, str]] = [{}, {}]  # by side: id of a paragraph → its row
        for item in self._pairs():
            for side, paragraph in enumerate((item.old, item.new)):
                if paragraph is not None:
                    self.links[side][paragraph.id] = f"p{self.number[id(item)]}"
        self.order = {id(paragraph): n for n, (_, paragraph) in enumerate(comparison.old.paragraphs())}
        self.parts: dict[str, list[ParagraphPair]] = {}  # of a merged paragraph: what only A has of it
        for item in self._pairs():
            if item.joined == "merged" and item.new is None:
                self.parts.setdefault(item.whole, []).append(item)
        self.whole = {item.whole: item for item in self._pairs() if item.joined == "merged" and item.new is not None}
        self.moved: dict[int, ParagraphPair] = {}  # by place in A: what stands elsewhere in B, or in a paragraph there
        for item in self._pairs():
            if self._main(item).moved:
                self.moved[self.order[id(item.old)]] = item
        self.paired = sections_paired(comparison.old.sections, comparison.new.sections)
        self.headings: dict[int, tuple[int, str]] = {}  # by paragraph: its pair of sections, and its section's heading
        for number, pair in enumerate(self.paired):
            for report, index in ((comparison.old, pair.old), (comparison.new, pair.new)):
                if index is not None:
                    section = report.sections[index]
                    words = section.heading or "前言"
                    self.headings |= {id(paragraph): (number, words) for paragraph in section.paragraphs}

    def _pairs(self) -> Iterator[ParagraphPair]:
        for section in self.comparison.sections:
            yield from section.paragraphs

    def row_id(self, pair: ParagraphPair) -> str:
        """The id of a pair's row."""
        return f"p{self.number[id(pair)]}"

    def of(self, number: int) -> list[PageRow]:
        """The rows of a section of the comparison, by its number."""
        return list(self._rows(self.comparison.sections[number], self.paired[number].old))

    def _rows(self, section: SectionPair, before: int | None) -> Iterator[PageRow]:
        """The pairs in order, and where a moved paragraph stood a row that leads to it."""
        mine = self.comparison.old.sections[before].paragraphs if before is not None else []
        left = {
            number: pair
            for paragraph in mine
            if (number := self.order[id(paragraph)]) in self.moved and (pair := self.moved[number])
        }
        stayed: list[tuple[int, int]] = []
        for position, pair in enumerate(section.paragraphs):
            if pair.old is not None and not pair.moved:
                number = self.order[id(pair.old)]
                if not stayed or number > stayed[-1][0]:
                    stayed.append((number, position))
        behind = woven(stayed, list(left))
        for position in range(-1, len(section.paragraphs)):
            if position >= 0:
                yield from self._in_order(section.paragraphs[position])
            for number in behind.get(position, ()):
                name = f"p{self.number[id(left[number])]}"
                where = self._where(left[number], new=True)
                yield PageRow(f"from-{name}", left[number], stub=True, link=name, where=where)

    def _main(self, pair: ParagraphPair) -> ParagraphPair:
        """The pair that has B's side: of a part of a merged paragraph, that which the whole is in."""
        return self.whole.get(pair.whole, pair) if pair.new is None and pair.joined == "merged" else pair

    def _in_order(self, pair: ParagraphPair) -> Iterator[PageRow]:
        """A row; of a merged paragraph all the rows, for a reader of B's side to read on."""
        if pair.joined != "merged":
            yield self._row(pair)
        elif pair.new is not None:
            group = [pair, *self.parts.get(pair.whole, ())]
            yield from map(self._row, sorted(group, key=lambda one: self.order[id(one.old)]))

    def _row(self, pair: ParagraphPair) -> PageRow:
        id_ = f"p{self.number[id(pair)]}"
        if not self._main(pair).moved:
            return PageRow(id_, pair)
        return PageRow(id_, pair, link=f"from-{id_}", where=self._where(pair, new=False))

    def _where(self, pair: ParagraphPair, *, new: bool) -> str:
        """The section a moved paragraph stands in on one side; nothing where it is the same on both."""
        here, there = self.headings[id(self._main(pair).new)], self.headings[id(pair.old)]
        return "" if here[0] == there[0] else (here if new else there)[1]


class _Section(NamedTuple):
    id: str
    name: str
    heading: tuple[Run, ...]
    share: str
    width: str
    counts: Counts
    cells: int
    rows: list[PageRow]


class _Found(NamedTuple):
    level: str
    word: str
    finding: Finding
    link: str
    also: bool


class _Figure(NamedTuple):
    section: str
    change: FigureChange
    difference: str
    percent: str
    link: str


def as_page(comparison: Comparison) -> bytes:
    """One self-contained web page, UTF-8."""
    template = templates(_TEMPLATES).get_template("compare.html")
    return (template.render(_Page(comparison).context()).lstrip() + "\n").encode("utf-8", "replace")


class _Page:
    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.rows = Rows(comparison)
        self.tables = table_names(comparison)

    def context(self) -> dict[str, Any]:
        comparison = self.comparison
        total = counts(comparison)
        return {
            "c": comparison,
            "counts": total,
            "share": as_percent(comparison.carried),
            "sections": [self._section(n, section) for n, section in enumerate(comparison.sections)],
            "figures": list(self._figures()),
            "cells": list(self._cells()),
            "alone": sum(not pair.comparable for pair in comparison.cells),
            "particulars": [item for item in comparison.particulars if item.old != item.new],
            "found": [
                self._found(comparison.old_findings, comparison.new_findings, 0),
                self._found(comparison.new_findings, comparison.old_findings, 1),
            ],
        }

    def _section(self, number: int, section: SectionPair) -> _Section:
        changed = [pair for pair in cells_changed(self.comparison) if self._stands_in(pair, section)]
        share = as_percent(section.carried)
        width = f"{(section.carried or 0) * 100:.0f}"
        return _Section(
            f"s{number + 1}", heading_text(section), section.heading, share, width, counted(section.paragraphs),
            len(changed), self.rows.of(number),
        )  # fmt: skip

    def _stands_in(self, pair: CellPair, section: SectionPair) -> bool:
        form = form_of(self.comparison.new) or form_of(self.comparison.old)
        tables = form.tables if form is not None else ()
        return any(table.id == pair.table and table.section == section.id for table in tables)

    def _figures(self) -> Iterator[_Figure]:
        for section in self.comparison.sections:
            for pair in section.paragraphs:
                for change in pair.figures:
                    yield _Figure(
                        heading_text(section), change, difference_text(change), signed(change.percent, "%"),
                        self.rows.row_id(pair),
                    )  # fmt: skip

    def _cells(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """By table: its name and its changed cells."""
        rows: dict[str, list[dict[str, str]]] = {}
        for pair in cells_changed(self.comparison):
            row = {
                "label": pair.label,
                "old": cell_text(pair.old),
                "new": cell_text(pair.new),
                "difference": signed(pair.difference),
                "percent": signed(pair.percent, "%"),
            }
            rows.setdefault(self.tables.get(pair.table, pair.table), []).append(row)
        yield from rows.items()

    def _found(self, findings: Sequence[Finding], others: Iterable[Finding], side: int) -> list[_Found]:
        known = {(finding.code, finding.message) for finding in others}
        rank = {"error": 0, "warning": 1, "info": 2}
        heard = [finding for finding in findings if finding.silenced is None]
        heard.sort(key=lambda finding: (finding.verdict != "fails", rank[finding.severity]))
        return [
            _Found(
                finding.severity if finding.verdict == "fails" else "info",
                SEVERITIES[finding.severity] if finding.verdict == "fails" else "无法判断",
                finding,
                self.rows.links[side].get(finding.paragraph, ""),
                (finding.code, finding.message) in known,
            )
            for finding in heard
        ]
