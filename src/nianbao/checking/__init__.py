"""Checks: a report and its claims → findings and fixes."""

from nianbao.checking.engine import all_rules, check, tagged
from nianbao.checking.finding import Finding, Fix, Severity, Silence, Verdict
from nianbao.checking.rule import PAGE_PARTS, SEVERITIES, Page, Rule

__all__ = [
    "PAGE_PARTS",
    "SEVERITIES",
    "Finding",
    "Fix",
    "Page",
    "Rule",
    "Severity",
    "Silence",
    "Verdict",
    "all_rules",
    "check",
    "tagged",
]
