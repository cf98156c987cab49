"""All rules, those with a tag, and running them over a report."""

from __future__ import annotations

from functools import cache
from itertools import islice

from nianbao.checking.context import Context
from nianbao.checking.copied_text import Copied
from nianbao.checking.finding import Finding, Tag
from nianbao.checking.rule import RULES, Rule
from nianbao.kinds.load import looked_at_once
from nianbao.report import Report

__all__ = ["all_rules", "check", "tagged"]


_MOST = 1000
"""Findings of one rule; a report has some ten, and what has more is not read to the end."""


def check(report: Report, copied: Copied | None = None) -> list[Finding]:
    """Check a report, drafted, given as figures, or finished.

    Args:
        report: anything a reader or an engine made. copied: what of it stands in other units' reports.

    Returns:
        Findings in the report's order: by paragraph and place, then tables, then the whole. A severity
        never exceeds its rule's.
    """
    with looked_at_once():
        return _checked(Context(report, copied))


def _checked(context: Context) -> list[Finding]:
    cells = {id: index for index, id in enumerate(context.form.cells)} if context.form else {}
    found: list[Finding] = []
    for rule in all_rules():
        context.rule = rule
        found += islice(rule.check(context), _MOST)

    def place(finding: Finding) -> tuple[int, int, str]:
        if finding.position is not None:
            return 0, finding.position, finding.code
        return (1, cells.get(finding.cell, 0), finding.code) if finding.cell else (2, 0, finding.code)

    return sorted(found, key=place)


def all_rules() -> list[Rule]:
    """Every rule, by code."""
    import nianbao.checking.rules  # noqa: F401  (registers them)

    return [RULES[code] for code in sorted(RULES)]


@cache
def tagged(*tags: Tag) -> frozenset[str]:
    """The codes of the rules with any of some tags: how other rooms ask what a finding tells."""
    return frozenset(rule.code for rule in all_rules() if not set(tags).isdisjoint(rule.tags))
