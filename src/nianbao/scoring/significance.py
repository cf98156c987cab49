"""What is better beyond chance: means and paired differences with intervals, resampled by case.

After Miller, Adding Error Bars to Evals, arXiv 2411.00640: scores of two runs are compared case by case, since a hard
case is hard for both; the case is what is resampled. With few cases the bootstrap's percentiles lie too near; they are
taken further out by as much as Student's t asks (expanded percentiles: Hesterberg, What Teachers Should Know About the
Bootstrap, arXiv 1411.5279).
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean
from typing import Literal

LEAST = 10
"""Cases; with fewer there is no verdict."""
LEVEL = 0.95
_RESAMPLES = 4000
_SEED = 20_411_00640
_NEAR = 1e-9
"""Differences smaller than this are none: scores are sums of floats."""

Verdict = Literal["better", "worse", "undecided", "too few"]


@dataclass(frozen=True)
class Interval:
    """A mean with its interval.

    Attributes:
        mean: over the cases. low, high: its interval at ``LEVEL``; None with fewer than ``LEAST`` cases.
        cases: how many had a score.
    """

    mean: float
    low: float | None
    high: float | None
    cases: int


@dataclass(frozen=True)
class Compared:
    """Two runs compared on one metric, case by case.

    Attributes:
        before, after: means over the cases that have a score in both. difference: after minus before, the mean of the
            paired differences. low, high: its interval; None with fewer than ``LEAST`` cases. cases: pairs.
        raised, lowered: cases whose score rose, and fell. verdict: ``better`` or ``worse`` where the interval leaves
            zero out; ``undecided`` where it does not, or where the metric has no better end; ``too few``: no verdict.
    """

    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    cases: int
    raised: int
    lowered: int
    verdict: Verdict


def _t(share: float, freedom: int) -> float:
    """A quantile of Student's t, by Cornish and Fisher's series (Abramowitz and Stegun 26.7.5).

    For ``share`` to 0.99 and nine degrees of freedom and more it is right to three digits.
    """
    z = NormalDist().inv_cdf(share)
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _bounds(values: Sequence[float], resamples: int, seed: int) -> tuple[float, float]:
    """The bootstrap interval of a mean at ``LEVEL``."""
    count = len(values)
    if max(values) - min(values) < _NEAR:
        return fmean(values), fmean(values)
    draw = random.Random(seed)  # noqa: S311 (repeatable on purpose)
    means = sorted(math.fsum(draw.choices(values, k=count)) / count for _ in range(resamples))
    further = math.sqrt(count / (count - 1)) * _t((1 + LEVEL) / 2, count - 1)
    tail = NormalDist().cdf(-further)
    return _quantile(means, tail), _quantile(means, 1 - tail)


def interval(scores: Sequence[float | None], *, resamples: int = _RESAMPLES, seed: int = _SEED) -> Interval | None:
    """The mean of a run's scores over cases, with its interval.

    Args:
        scores: one a case; None where the case has nothing to measure, which leaves it out.
        resamples: how often cases are drawn. seed: the same gives the same interval.

    Returns:
        None where no case has a score.
    """
    values = [float(score) for score in scores if score is not None]
    if not values:
        return None
    if len(values) < LEAST:
        return Interval(fmean(values), None, None, len(values))
    low, high = _bounds(values, resamples, seed)
    return Interval(fmean(values), low, high, len(values))


def _verdict(low: float, high: float, better: Literal["up", "down"] | None) -> Verdict:
    if better is None or (low <= _NEAR and high >= -_NEAR):
        return "undecided"
    return "better" if (low > 0) == (better == "up") else "worse"


def compared(
    before: Mapping[str, float | None],
    after: Mapping[str, float | None],
    better: Literal["up", "down"] | None,
    *,
    resamples: int = _RESAMPLES,
    seed: int = _SEED,
) -> Compared | None:
    """Compare two runs on one metric.

    Args:
        before, after: case id → score; cases without a score in both are left out. better: the metric's better end.
        resamples, seed: as ``interval``.

    Returns:
        None where no case has a score in both.
    """
    pairs = [
        (float(old), float(new)) for id, old in before.items() if old is not None and (new := after.get(id)) is not None
    ]
    if not pairs:
        return None
    differences = [new - old for old, new in pairs]
    low = high = None
    verdict: Verdict = "too few"
    if len(pairs) >= LEAST:
        low, high = _bounds(differences, resamples, seed)
        verdict = _verdict(low, high, better)
    return Compared(
        before=fmean(old for old, _ in pairs),
        after=fmean(new for _, new in pairs),
        difference=fmean(differences),
        low=low,
        high=high,
        cases=len(pairs),
        raised=sum(item > _NEAR for item in differences),
        lowered=sum(item < -_NEAR for item in differences),
        verdict=verdict,
    )
