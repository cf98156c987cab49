"""Gates (门槛): a single metric that may not fall below, rise above, or get worse than a kept run."""

from __future__ import annotations

from statistics import fmean
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, model_validator

from nianbao.errors import InputError
from nianbao.scoring.metric import METRICS
from nianbao.scoring.runs import Run

__all__ = ["Failed", "Gate", "check_gates", "failed", "mean_of"]


class Gate(BaseModel):
    """A gate on the mean of a metric over the independent cases.

    Attributes:
        min, max: what it may at least or most be. worse_by: how much worse than the kept run it may get.
        engine: which engine it is for; empty for all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: float | None = None
    max: float | None = None
    worse_by: float | None = None
    engine: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Gate:
        if self.min is None and self.max is None and self.worse_by is None:
            raise ValueError("要写 min、max 或 worse_by 中的一项")
        return self


class Failed(NamedTuple):
    """A gate that did not hold: what fell, and by how much."""

    metric: str
    engine: str
    value: float | None
    limit: float
    said: str


def check_gates(gates: dict[str, Gate]) -> None:
    """Refuse gates that could not be meant.

    Raises:
        InputError: on a metric that is not known, or on one that is only reported.
    """
    for id in gates:
        if id not in METRICS:
            raise InputError.one(f"gates.{id}", "没有这个指标", f"可写：{'、'.join(METRICS)}")
        if not METRICS[id].gated:
            what = f"“{METRICS[id].name}”只报告，不作门槛：改一个数几乎不动它，换一种好的说法却会降低它"
            raise InputError.one(f"gates.{id}", what, "请换一个指标")


def mean_of(run: Run, metric: str, engine: str, *, derived: bool = False) -> float | None:
    """The mean over an engine's independent cases that have the metric; None where none has."""
    values = [value for item in run.of(engine, derived=derived) if (value := item.scores.get(metric)) is not None]
    return fmean(values) if values else None


def failed(run: Run, gates: dict[str, Gate], before: Run | None = None) -> list[Failed]:
    """The gates that a run does not pass.

    Args:
        run: the run. gates: by metric. before: the kept run that ``worse_by`` is meant against; without one such a
            gate holds.
    """
    found = []
    for id, gate in gates.items():
        name = METRICS[id].name
        for engine in run.drafting if not gate.engine else [gate.engine]:
            value = mean_of(run, id, engine)
            if value is None:
                if gate.min is not None or gate.max is not None:
                    limit = gate.min if gate.min is not None else gate.max or 0.0
                    found.append(Failed(id, engine, None, limit, f"{engine}：{name}没有一个案例能算出"))
                continue
            if gate.min is not None and value < gate.min:
                why = f"{engine}：{name} {value:.3f}，低于 {gate.min:g}，差 {gate.min - value:.3f}"
                found.append(Failed(id, engine, value, gate.min, why))
            if gate.max is not None and value > gate.max:
                why = f"{engine}：{name} {value:.3f}，高于 {gate.max:g}，超出 {value - gate.max:.3f}"
                found.append(Failed(id, engine, value, gate.max, why))
            was = mean_of(before, id, engine) if before is not None else None
            if gate.worse_by is not None and was is not None:
                worse = value - was if METRICS[id].better == "down" else was - value
                if worse > gate.worse_by:
                    why = f"{engine}：{name}由 {was:.3f} 变为 {value:.3f}，变差 {worse:.3f}，超过 {gate.worse_by:g}"
                    found.append(Failed(id, engine, value, gate.worse_by, why))
    return found
