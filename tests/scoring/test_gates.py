"""Gates: what fell, and by how much; nothing is said against chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from nianbao.errors import InputError
from nianbao.scoring.gates import check_gates, failed
from nianbao.scoring.run_file import save_run
from nianbao.scoring.suite import Gate, Suite
from scoring.runs_made import made_run

GOOD, BAD = [0.9, 0.8, 1.0, 0.9, 0.8, 1.0, 0.9, 0.8, 1.0, 0.9], [0.4, 0.5, 0.6, 0.4, 0.5, 0.6, 0.4, 0.5, 0.6, 0.4]


def said(run, before=None, folder=Path(), **gate):
    return [item.said for item in failed(run, {"note_coverage": Gate.model_validate(gate)}, before, folder=folder)]


def test_bounds_on_the_mean_of_independent_cases() -> None:
    run = made_run({"offline": GOOD})
    assert said(run, min=0.8) == []
    assert said(run, min=0.95) == ["offline：素材写到率 0.9，低于 0.95，差 0.05"]
    assert said(run, max=0.5) == ["offline：素材写到率 0.9，高于 0.5，超出 0.4"]
    derived = made_run({"offline": [*GOOD, 0.0, 0.0]}, derived=2)
    assert said(derived, min=0.8) == []


def test_a_metric_that_no_case_has_fails_its_gate() -> None:
    assert said(made_run({"offline": [None, None]}), min=0.1) == [
        "offline：素材写到率没有一个案例能算出（由往年报告整理的案例不计入门槛）"
    ]


def test_not_worse_than_another_engine() -> None:
    run = made_run({"offline": GOOD, "chat": BAD})
    (told,) = said(run, **{"not-worse-than": "offline", "engine": "chat"})
    assert told.startswith("chat：素材写到率由 0.9")
    assert "变差 0.41" in told
    assert said(run, **{"not-worse-than": "offline", "engine": "chat", "by": 0.5}) == []


def test_a_loss_within_chance_holds() -> None:
    was = made_run({"offline": GOOD})
    now = made_run({"offline": [value + (0.02 if at % 2 else -0.021) for at, value in enumerate(GOOD)]})
    assert said(now, was, **{"not-worse-than": "上一次"}) == []


def test_a_kept_run_by_its_folder(tmp_path: Path) -> None:
    save_run(made_run({"offline": GOOD}), tmp_path)
    (told,) = said(made_run({"offline": BAD}), folder=tmp_path.parent, **{"not-worse-than": tmp_path.name})
    assert "变差" in told
    few = made_run({"offline": BAD[:4]})
    assert "只有 4 个案例" in said(few, folder=tmp_path.parent, **{"not-worse-than": tmp_path.name})[0]
    with pytest.raises(InputError, match="没有找到"):
        said(few, **{"not-worse-than": "没有的"})


def test_a_gate_for_an_engine_that_is_not_there() -> None:
    suite = Suite.model_validate({"cases": "x", "gates": {"note_coverage": {"min": 0.5, "engine": "chat"}}})
    with pytest.raises(InputError, match="方案里没有"):
        check_gates(suite)


def test_a_gate_against_something_that_is_not_there_is_refused_before_anything_is_drafted() -> None:
    suite = Suite.model_validate({"cases": "x", "gates": {"note_coverage": {"not-worse-than": "原来的"}}})
    with pytest.raises(InputError, match="没有找到"):
        check_gates(suite)
    for known in ("offline", "参考文本", "上一次"):
        check_gates(Suite.model_validate({"cases": "x", "gates": {"note_coverage": {"not-worse-than": known}}}))
