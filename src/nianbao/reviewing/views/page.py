"""A comparison as one web page: no script, no request to anywhere, everything from a report escaped.

Side by side on a wide screen and on paper, in one column on a small one; additions and deletions are ``<ins>`` and
``<del>``, told by underline and strike-through as well as by colour. Moved paragraphs lead to where they stood and
back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from nianbao.align.differences import Run
from nianbao.checking import SEVERITIES, Finding
from nianbao.facts import form_of
from nianbao.reviewing.comparison import CellPair, Comparison, FigureChange, SectionPair
from nianbao.reviewing.counting import Counts, cells_changed, counted, counts
from nianbao.reviewing.views.rows import Row, Rows
from nianbao.reviewing.views.wording import (
    as_percent,
    cell_text,
    difference_text,
    heading_text,
    signed,
    table_names,
)

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["as_page"]


class _Section(NamedTuple):
    id: str
    name: str
    heading: tuple[Run, ...]
    share: str
    width: str
    counts: Counts
    cells: int
    rows: list[Row]


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


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("nianbao.reviewing.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("compare.html")


def as_page(comparison: Comparison) -> bytes:
    """One self-contained web page, UTF-8."""
    page = _Page(comparison)
    return (_template().render(page.context()).lstrip() + "\n").encode("utf-8", "replace")


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
