"""Runs and cases for tests of evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.scoring.case import Case
from nianbao.scoring.case_folder import load_cases
from nianbao.scoring.run_file import EvaluationRun, RunEntry

CASES = Path(__file__).parents[2] / "eval" / "cases"

__all__ = ["CASES", "made_run", "some_cases"]


def some_cases(*ids: str) -> list[Case]:
    """Cases of the repository."""
    return load_cases([CASES / id for id in ids])[0]


def made_run(
    scores: Mapping[str, Sequence[float | None]],
    *,
    metric: str = "note_coverage",
    derived: int = 0,
    id: str = "一次",
    code: str = "c",
) -> EvaluationRun:
    """A run with one metric: by engine the scores of its cases; the last ``derived`` cases are derived ones."""
    entries = []
    for engine, row in scores.items():
        for number, value in enumerate(row):
            entries.append(
                RunEntry(
                    case=f"c{number:02}",
                    title=f"案例{number}",
                    engine=engine,
                    derived=number >= len(row) - derived,
                    scores={metric: value},
                )
            )
    cases = list(dict.fromkeys(entry.case for entry in entries))
    return EvaluationRun(
        id=id, made="2026-01-01T00:00:00+08:00", suite="试", version="0", code=code, python="3", metrics=[metric],
        cases=cases, entries=entries, engines={engine: {"name": engine} for engine in scores},
    )  # fmt: skip
