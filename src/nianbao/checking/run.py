"""Running the rules over a report."""

from __future__ import annotations

from typing import Any

from nianbao.checking.context import Context
from nianbao.checking.document import Document
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import all_rules
from nianbao.report import Report

__all__ = ["check"]

_RANK: dict[Severity, int] = {"error": 2, "warning": 1, "info": 0}


def _bounded(severity: Severity, most: Severity) -> Severity:
    return severity if _RANK[severity] <= _RANK[most] else most


_WINDOW = 60
"""Characters shown on either side of a quotation, at most."""


def _placed(document: Document, finding: Finding) -> dict[str, Any]:
    """Where a finding stands, for those who show it: its block, and the sentence around it."""
    if finding.position is None or not finding.quote:
        return {}
    block = document.block(finding.position)
    start, end = finding.position, finding.position + len(finding.quote)
    low, high = max(block.start, start - _WINDOW), min(block.end, end + _WINDOW)
    begin = document.text.rfind("。", low, start) + 1 or low
    stop = document.text.find("。", max(end - 1, start), high) + 1 or high
    return {
        "section": block.section.id if block.section is not None else "",
        "offset": start - block.start,
        "excerpt": document.text[begin:stop],
        "excerpt_at": start - begin,
    }


def check(report: Report) -> list[Finding]:
    """Check a report, drafted, given as figures, or finished.

    Args:
        report: anything a reader or an engine made.

    Returns:
        Findings in the report's order: by paragraph and place, then tables, then the whole. A severity
        never exceeds its rule's.
    """
    context = Context(report)
    cells = {id: index for index, id in enumerate(context.form.cells)} if context.form else {}
    found = [
        finding.model_copy(
            update={
                "code": rule.code,
                "name": rule.name,
                "severity": _bounded(finding.severity, rule.severity),
                **_placed(context.document, finding),
            }
        )
        for rule in all_rules()
        for finding in rule.check(context)
    ]

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.position is not None:
            return 0, finding.position, finding.code
        return (1, cells.get(finding.cell, 0), finding.code) if finding.cell else (2, 0, finding.code)

    return sorted(found, key=place)
