"""Two runs compared: paired by case, with an interval, and no verdict where there are too few."""

from __future__ import annotations

import pytest

from nianbao.errors import InputError
from nianbao.scoring.run_summary import compare_runs
from scoring.runs_made import made_run

BEFORE = [0.2 + 0.05 * number for number in range(12)]


def verdicts(before, after):
    return [(row.derived, row.difference.verdict, row.difference.cases) for row in compare_runs(before, after).rows]


def test_better_worse_and_no_difference() -> None:
    before = made_run({"chat": BEFORE})
    assert verdicts(before, made_run({"chat": [value + 0.1 for value in BEFORE]})) == [(False, "better", 12)]
    assert verdicts(before, made_run({"chat": [value - 0.1 for value in BEFORE]})) == [(False, "worse", 12)]
    mixed = [value + (0.1 if at % 2 else -0.1) for at, value in enumerate(BEFORE)]
    assert verdicts(before, made_run({"chat": mixed})) == [(False, "undecided", 12)]


def test_under_ten_cases_there_is_no_verdict() -> None:
    assert verdicts(made_run({"chat": BEFORE[:9]}), made_run({"chat": [1.0] * 9})) == [(False, "too few", 9)]


def test_derived_cases_are_never_pooled_with_independent_ones() -> None:
    found = verdicts(made_run({"chat": BEFORE}, derived=2), made_run({"chat": [1.0] * 12}, derived=2))
    assert found == [(False, "better", 10), (True, "too few", 2)]


def test_only_engines_that_answer_to_each_other_are_compared() -> None:
    found = compare_runs(made_run({"甲": BEFORE}), made_run({"乙": BEFORE}))
    assert [(row.before, row.after) for row in found.rows] == [("甲", "乙")]
    with pytest.raises(InputError, match="没有同名的引擎"):
        compare_runs(made_run({"甲": BEFORE, "丙": BEFORE}), made_run({"乙": BEFORE}))


def test_cases_of_one_run_only_are_named() -> None:
    found = compare_runs(made_run({"chat": BEFORE[:11]}), made_run({"chat": BEFORE}))
    assert found.alone == ([], ["c11"])
    assert found.rows[0].difference.cases == 11


def test_what_is_different_about_the_runs_is_said() -> None:
    found = compare_runs(made_run({"chat": BEFORE}), made_run({"chat": BEFORE}, code="d"))
    assert "两次的程序不同。" in found.notes
