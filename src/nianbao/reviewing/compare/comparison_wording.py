"""Wording and number formats of a comparison, shared by all its views."""

from __future__ import annotations

from decimal import Decimal

from nianbao.align.alignment import FigureChange, ParagraphPair, SectionPair
from nianbao.facts import figure, form_of
from nianbao.report import Cell
from nianbao.reviewing.compare.comparison import Comparison, Counts

__all__ = [
    "as_percent",
    "cell_text",
    "difference_text",
    "heading_text",
    "signed",
    "table_names",
    "told_counts",
    "told_of",
]

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
