"""What a report's text says, paragraph by paragraph, for a person: figures with what they count, and those without."""

from __future__ import annotations

from nianbao.claims import claims_of
from nianbao.claims.claim_wording import claim_in_words
from nianbao.report import Report

__all__ = ["claims_told"]

_BEGINNING = 24


def claims_told(report: Report) -> list[str]:
    """The claims of every paragraph that has some, in Chinese; what was not understood is said.

    Args:
        report: as read from a file.
    """
    told = claims_of(report)
    lines: list[str] = []
    placed = unplaced = 0
    for item in told.readings:
        if not item.claims and not item.unplaced:
            continue
        text = item.paragraph.text
        lines.append(f"{item.section.heading or '正文'}：{text[:_BEGINNING]}{'…' if len(text) > _BEGINNING else ''}")
        lines += [f"  “{claim.text}”：{claim_in_words(claim, told.roles)}" for claim in item.claims]
        if item.unplaced:
            lines.append(f"  没有读懂说的是什么的数：{'、'.join(figure.text for figure in item.unplaced)}")
        placed += sum(claim.value is not None for claim in item.claims)
        unplaced += len(item.unplaced)
    if not lines:
        return ["文字里没有读到数字"]
    return [*lines, f"共读懂 {placed} 处，没有读懂的数 {unplaced} 个"]
