"""Last year's paragraphs beside this year's."""

from __future__ import annotations

from dataclasses import dataclass, field

from nianbao.report import Report
from nianbao.reviewing.session.block_values import paragraph

__all__ = ["Alongside", "Past", "alongside"]


@dataclass(frozen=True)
class Past:
    """A paragraph of last year's.

    Attributes:
        text: its words. same: whether this year's says the same, figures and all.
        carried: share (0 to 1) of this year's paragraph that is carried over; None for a heading, and where there is
            none.
    """

    text: str
    same: bool = False
    carried: float | None = None


@dataclass(frozen=True)
class Alongside:
    """Last year's report, laid out along this year's.

    Attributes:
        name: how the page calls it. beside: by block of this year's, what it was. gone: by section, what has none.
    """

    name: str
    report: Report
    beside: dict[str, Past] = field(default_factory=dict)
    gone: dict[str, list[Past]] = field(default_factory=dict)
    carried: float | None = None


def alongside(old: Report, new: Report, name: str) -> Alongside:
    """Lay last year's report out along this year's.

    Args:
        old: last year's. new: this year's. name: how the page calls the old one.
    """
    from nianbao.reviewing.compare.compare_reports import compare

    comparison = compare(old, new, findings=False)
    beside: dict[str, Past] = {}
    gone: dict[str, list[Past]] = {}
    for section in comparison.sections:
        for pair in section.paragraphs:
            if pair.old is None:
                continue
            if pair.new is None:
                gone.setdefault(section.id, []).append(Past(pair.old.text))
            else:
                beside[paragraph(pair.new.id)] = Past(pair.old.text, pair.kind == "same", pair.count.share)
    return Alongside(name, old, beside, gone, comparison.carried)
