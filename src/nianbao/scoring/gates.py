"""Gates (门槛): limits that a single metric must keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.errors import InputError
from nianbao.scoring.case import FINAL, LAST_YEAR, REFERENCE
from nianbao.scoring.metric import METRICS
from nianbao.scoring.run_file import RUN_FILE, EvaluationRun, load_run
from nianbao.scoring.run_summary import number
from nianbao.scoring.significance import compared
from nianbao.scoring.suite import Gate, Suite

PREVIOUS = "上一次"
"""The kept run that is given when a suite is run."""


class FailedGate(NamedTuple):
    """A gate that did not hold: what fell, and by how much, in Chinese."""

    metric: str
    engine: str
    value: float | None
    said: str


def check_gates(suite: Suite) -> None:
    """Refuse gates that name an engine which the suite does not have, or a run that is not there.

    Raises:
        InputError: such a gate.
    """
    labels = [row.shown for row in suite.engines]
    for id, gate in suite.gates.items():
        if gate.engine and gate.engine not in labels:
            what = f"“gates.{id}”写的引擎“{gate.engine}”方案里没有"
            raise InputError.one(str(suite.path or "方案"), what, f"可写：{'、'.join(labels)}")
        wanted = gate.not_worse_than
        if wanted and wanted not in (*labels, REFERENCE, LAST_YEAR, FINAL, PREVIOUS):
            _kept(suite.folder, wanted)


def _scores(run: EvaluationRun, metric: str, engine: str) -> dict[str, float]:
    """An engine's scores by independent case."""
    return {item.case: value for item in run.of(engine) if (value := item.scores.get(metric)) is not None}


def mean_of(run: EvaluationRun, metric: str, engine: str) -> float | None:
    """The mean over an engine's independent cases that have the metric; None where none has."""
    values = _scores(run, metric, engine)
    return fmean(values.values()) if values else None


def failed(
    run: EvaluationRun, gates: Mapping[str, Gate], before: EvaluationRun | None = None, *, folder: Path = Path()
) -> list[FailedGate]:
    """The gates that a run does not pass.

    Args:
        run: the run. gates: by metric. before: the kept run that ``上一次`` means.
        folder: what paths of kept runs are relative to.

    Raises:
        InputError: a gate names a run that is not there.
    """
    found: list[FailedGate] = []
    for id, gate in gates.items():
        for engine in run.drafting if not gate.engine else [gate.engine]:
            value = mean_of(run, id, engine)
            if value is None:
                found.append(FailedGate(id, engine, None, f"{engine}：{METRICS[id].name}{_NONE}"))
                continue
            found += [FailedGate(id, engine, value, f"{engine}：{said}") for said in _bounds(id, gate, value)]
            if gate.not_worse_than:
                other = _other(gate, run, engine, before, folder)
                found += [
                    FailedGate(id, engine, value, f"{engine}：{said}") for said in _worse(id, gate, run, engine, other)
                ]
    return found


def _bounds(id: str, gate: Gate, value: float) -> Iterator[str]:
    name = METRICS[id].name
    if gate.min is not None and value < gate.min:
        yield f"{name} {number(value)}，低于 {gate.min:g}，差 {number(gate.min - value)}"
    if gate.max is not None and value > gate.max:
        yield f"{name} {number(value)}，高于 {gate.max:g}，超出 {number(value - gate.max)}"


_NONE = "没有一个案例能算出（由往年报告整理的案例不计入门槛）"

Other = Callable[[str], dict[str, float]]
"""A metric's scores by case, of what an engine is held against."""


def _other(gate: Gate, run: EvaluationRun, engine: str, before: EvaluationRun | None, folder: Path) -> Other | None:
    wanted = gate.not_worse_than
    if wanted in run.labels:
        return lambda metric: _scores(run, metric, wanted)
    if wanted == PREVIOUS:
        return None if before is None else lambda metric: _scores(before, metric, engine)
    kept = _kept(folder, wanted)
    return lambda metric: _scores(kept, metric, engine)


def _kept(folder: Path, wanted: str) -> EvaluationRun:
    path = folder / wanted
    if not path.exists():
        remedy = f"请写方案里的一个引擎、“{PREVIOUS}”（配合 --before），或一次评测的文件夹（里面有 {RUN_FILE}）"
        raise InputError.one("gates", f"not-worse-than 写的“{wanted}”没有找到", remedy)
    return load_run(path)


def _worse(id: str, gate: Gate, run: EvaluationRun, engine: str, other: Other | None) -> Iterator[str]:
    """A loss of more than is allowed, and beyond chance where there are cases enough to tell."""
    if other is None:
        return
    mine, theirs = _scores(run, id, engine), other(id)
    shared = [case for case in mine if case in theirs]
    if not shared:
        return
    sign = 1.0 if METRICS[id].better == "down" else -1.0
    found = compared(theirs, mine, METRICS[id].better)
    assert found is not None
    loss = sign * found.difference
    if loss > gate.by and found.verdict in ("worse", "too few"):
        was, now = fmean(theirs[case] for case in shared), fmean(mine[case] for case in shared)
        few = f"，只有 {len(shared)} 个案例" if found.verdict == "too few" else ""
        said = f"{METRICS[id].name}由 {number(was)} 变为 {number(now)}，变差 {number(loss)}"
        yield f"{said}（对照：{gate.not_worse_than}）{few}"
