"""Intervals against printed tables and independent computations; what they say of results already published stays."""

from __future__ import annotations

import math
import random
from statistics import NormalDist, fmean, quantiles, stdev

import pytest

from nianbao.scoring.significance import _quantile, _t, compared, interval

# Abramowitz and Stegun, table 26.10, to seven digits: share, degrees of freedom, quantile, and how near a series comes.
STUDENT = [
    (0.975, 9, 2.2621572, 3e-4), (0.975, 10, 2.2281389, 2e-4), (0.975, 15, 2.1314495, 4e-5),
    (0.975, 19, 2.0930241, 2e-5), (0.975, 29, 2.0452296, 3e-6), (0.99, 9, 2.8214379, 1e-3),
    (0.95, 9, 1.8331129, 8e-5), (0.90, 9, 1.3830287, 1e-5), (0.90, 4, 1.5332063, 3e-4), (0.75, 3, 0.7648923, 1e-5),
]  # fmt: skip


@pytest.mark.parametrize(("share", "freedom", "printed", "near"), STUDENT)
def test_students_table(share: float, freedom: int, printed: float, near: float) -> None:
    assert _t(share, freedom) == pytest.approx(printed, abs=near)
    assert _t(1 - share, freedom) == pytest.approx(-printed, abs=near)


def test_the_terms_of_the_series() -> None:
    """At z = 1 its terms are 2/4, 24/96 and 24/384 (Abramowitz and Stegun 26.7.5, g1 to g3)."""
    share = NormalDist().cdf(1)
    for freedom in (1, 2, 5):
        terms = 1 + 0.5 / freedom + 0.25 / freedom**2 + 0.0625 / freedom**3
        assert _t(share, freedom) == pytest.approx(terms, rel=1e-9)


def test_quantiles_are_those_of_the_standard_library() -> None:
    draw = random.Random(1)
    ordered = sorted(draw.gauss(0, 1) for _ in range(37))
    cuts = quantiles(ordered, n=100, method="inclusive")
    assert [_quantile(ordered, (at + 1) / 100) for at in range(99)] == pytest.approx(cuts)
    assert (_quantile(ordered, 0), _quantile(ordered, 1)) == (ordered[0], ordered[-1])
    assert _quantile([4.0], 0.7) == 4.0


@pytest.mark.parametrize("cases", [10, 14, 30])
def test_few_cases_widen_the_interval_as_student_asks(cases: int) -> None:
    """Scores that lie as a normal law would have them: the bootstrap's interval is Student's, mean ± t·s/√n."""
    values = [50 + 10 * NormalDist().inv_cdf((at + 0.5) / cases) for at in range(cases)]
    found = interval(values, resamples=30_000)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    student = {10: 2.262, 14: 2.160, 30: 2.045}[cases] * stdev(values) / math.sqrt(cases)
    assert (found.high - found.low) / 2 == pytest.approx(student, rel=0.03)
    assert (found.high + found.low) / 2 == pytest.approx(50, abs=0.2)
    assert found.cases == cases


def test_results_already_published_do_not_drift() -> None:
    """The same scores gave these bounds in every run that was kept."""
    found = interval([float(value) for value in range(1, 21)])
    assert found is not None
    assert (found.low, found.high) == (pytest.approx(7.72547398367108, abs=1e-9), pytest.approx(13.25, abs=1e-9))


def by_id(values: list[float]) -> dict[str, float | None]:
    return {str(number): value for number, value in enumerate(values)}


def test_a_comparison_worked_out_by_hand() -> None:
    before = by_id([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.5])
    change = [0.1, -0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 0.1]
    after = {id: (value or 0) + change[int(id)] for id, value in before.items()}
    judged = compared(before, {**after, "of no use": 1.0, "nor this": None}, "up")
    assert judged is not None
    assert (judged.cases, judged.raised, judged.lowered, judged.verdict) == (10, 3, 1, "undecided")
    assert (judged.before, judged.after) == (pytest.approx(0.5), pytest.approx(0.52))
    assert judged.difference == pytest.approx(0.02)
    assert judged.low is not None
    assert judged.high is not None
    assert judged.low < 0 < judged.high
    alone = interval([after[id] - (before[id] or 0) for id in before])
    assert alone is not None
    assert (judged.low, judged.high) == (pytest.approx(alone.low), pytest.approx(alone.high))


@pytest.mark.parametrize("cases", [10, 11])
def test_ten_cases_are_enough_for_a_verdict(cases: int) -> None:
    judged = compared(by_id([0.0] * cases), by_id([0.1 + 0.01 * at for at in range(cases)]), "up")
    found = interval([0.1 * at for at in range(cases)])
    assert judged is not None
    assert found is not None
    assert judged.verdict == "better"
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.mean < found.high


@pytest.mark.parametrize("noise", [4e-10, -4e-10])
def test_what_floats_leave_over_is_no_difference(noise: float) -> None:
    """Sums of floats differ in the tenth digit, depending on their order."""
    judged = compared(by_id([0.5] * 12), by_id([0.5 + noise] * 12), "up")
    assert judged is not None
    assert (judged.verdict, judged.raised, judged.lowered) == ("undecided", 0, 0)


@pytest.mark.parametrize(("by", "verdict"), [(0.001, "better"), (-0.001, "worse"), (2e-8, "better"), (-2e-8, "worse")])
def test_a_small_difference_in_every_case_is_one(by: float, verdict: str) -> None:
    judged = compared(by_id([0.5] * 12), by_id([0.5 + by] * 12), "up")
    assert judged is not None
    assert judged.verdict == verdict
    assert judged.low == judged.high == pytest.approx(by)
    assert (judged.raised, judged.lowered) == ((12, 0) if by > 0 else (0, 12))
    turned = compared(by_id([0.5] * 12), by_id([0.5 + by] * 12), "down")
    assert turned is not None
    assert turned.verdict == ("worse" if verdict == "better" else "better")


def test_an_interval_lies_around_its_mean_between_the_scores() -> None:
    values = [0.0] * 9 + [1.0] * 3
    found = interval([*values, None])
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low < fmean(values) < found.high <= 1
    assert found.high - fmean(values) > 0.15
