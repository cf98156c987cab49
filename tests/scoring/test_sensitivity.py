"""The metrics notice what they are for, and little else (``eval/sensitivity``; all under ``make proof``).

Order is asserted only between a text and its own spoiled versions.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nianbao.scoring import metrics  # noqa: F401 (fills METRICS)
from nianbao.scoring.metric import METRICS

HERE = Path(__file__).parents[2] / "eval" / "sensitivity"
LARGE = "NIANBAO_LARGE_SEEDS" in os.environ


def _script() -> ModuleType:
    """``eval/sensitivity/run.py`` under a name of its own: another folder has a ``run`` too."""
    spec = importlib.util.spec_from_file_location("sensitivity_run", HERE / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["sensitivity_run"] = module
    spec.loader.exec_module(module)
    return module


script = _script()
DEGRADATIONS, DOSES = script.DEGRADATIONS, script.DOSES


@pytest.mark.large
def test_metrics_fall_with_the_dose_and_others_stay() -> None:
    doses = DOSES if LARGE else (0.0, 0.3, 1.0)
    found = script.goods(() if LARGE else ("baisha-2024", "kangrong-2020"))
    made = script.table(found, doses, seeds=3 if LARGE else 1)
    assert len(found) >= 2
    assert script.failures(made) == []


def test_every_metric_with_a_better_end_is_asked_to_react_to_something() -> None:
    asked = {
        metric
        for way in script.expectations()["ways"].values()
        for metric in (*way["moves"], *way.get("moves_on_mean", {}))
    }
    assert {id for id, metric in METRICS.items() if metric.better and id not in script.LIKENESS} <= asked


def test_expectations_name_what_there_is() -> None:
    rows = script.expectations()
    assert list(rows["ways"]) == list(DEGRADATIONS)
    for way in rows["ways"].values():
        named = [*way["moves"], *way.get("moves_on_mean", {}), *way["free"]]
        assert len(named) == len(set(named))
        assert set(named) <= set(METRICS)
        assert all(way["free"].values())
    assert set(rows["tolerance"]) - {"default"} <= set(METRICS)


def test_what_must_move_moves_to_the_worse_end() -> None:
    for way in script.expectations()["ways"].values():
        for id, moved in (way["moves"] | way.get("moves_on_mean", {})).items():
            better = METRICS[id].better
            assert better is None or moved != better


def test_the_kept_table_is_of_these_metrics_and_as_expected() -> None:
    kept = json.loads((HERE / "table.json").read_text(encoding="utf-8"))
    assert list(kept["ways"]) == list(DEGRADATIONS)
    assert all(set(row) == set(METRICS) for row in kept["ways"].values())
    assert [(way, id) for way, row in kept["ways"].items() for id, cell in row.items() if cell["wrong"]] == []
    page = (HERE / "table.md").read_text(encoding="utf-8")
    assert all(f"`{id}`" in page for id in METRICS)
