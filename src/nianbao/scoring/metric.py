"""A metric (指标), and the registry of all."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from nianbao.checking import Finding
from nianbao.drafting import Draft
from nianbao.report import Report
from nianbao.scoring.case import Case


@dataclass(frozen=True)
class Scored:
    """What a metric sees: a text for a case. A draft, a reference, last year's text: all are scored alike.

    Attributes:
        case: the case. report: the text, with sources where they are known. findings: of checking it, all severities.
        draft: what drafting it left over; None for a text that nobody drafted here.
        memo: kept between metrics of the same text.
    """

    case: Case
    report: Report
    findings: tuple[Finding, ...] = ()
    draft: Draft | None = None
    memo: dict[str, object] = field(default_factory=dict, compare=False)


Measure = Callable[[Scored], float | None]


@dataclass(frozen=True)
class Metric:
    """A metric.

    Attributes:
        id: as suites and gates name it. name: for people. group: 数字、依据、… ; better: which way is better;
            None where neither is. low, high: its range; None where it has no end.
        gated: whether a gate may name it (likeness never). needs: what the case must have for it.
        measure: the number, or None where the text or the case has nothing to measure.
    """

    id: str
    name: str
    group: str
    better: Literal["up", "down"] | None
    low: float | None
    high: float | None
    gated: bool
    needs: Literal["", "reference", "last", "others", "final"]
    measure: Measure

    @property
    def page(self) -> str:
        """The docstring: range, meaning, source, known weakness."""
        return inspect.getdoc(self.measure) or ""


METRICS: dict[str, Metric] = {}
"""Every metric by id, in the order they are shown."""


def metric(
    id: str,
    name: str,
    group: str,
    *,
    better: Literal["up", "down"] | None,
    low: float | None = 0.0,
    high: float | None = 1.0,
    gated: bool = True,
    needs: Literal["", "reference", "last", "others", "final"] = "",
) -> Callable[[Measure], Measure]:
    """Register a function as a metric."""

    def register(measure: Measure) -> Measure:
        METRICS[id] = Metric(id, name, group, better, low, high, gated, needs, measure)
        return measure

    return register
