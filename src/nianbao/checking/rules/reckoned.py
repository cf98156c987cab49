"""Findings on figures that are worked out again: the place, the reckoning, and the words before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity

_BEFORE = 40
"""Characters before the place that are shown with it."""


def reckoned(
    context: Context,
    passage: Passage,
    found: Iterable[tuple[int, int, str]],
    fix: str,
    *,
    severity: Severity = "warning",
    sum: bool = False,
) -> Iterator[Finding]:
    """Findings at places of a passage.

    Args:
        found: start, end, and what comes out against what is written. fix: the remedy.
        sum: whether the reckoning is also shown beside the words, as an equation.
    """
    for start, end, why in found:
        evidence = {"原文": passage.text[max(0, start - _BEFORE) : end]}
        if sum:
            evidence["算式"] = why
        yield context.at(passage, start, end, why, severity=severity, evidence=evidence, fix=fix)
