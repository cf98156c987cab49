"""The cases that ``nianbao eval run`` works on."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.errors import InputError
from nianbao.scoring.case import Case
from nianbao.scoring.case_folder import load_cases
from nianbao.scoring.derive_case import cases_from_past
from nianbao.scoring.metric import METRICS
from nianbao.scoring.suite import EngineRow, Suite, load_suite


class Sources(NamedTuple):
    """The suite, its name, the cases, those left out with the reason, and the metrics."""

    suite: Suite
    name: str
    cases: list[Case]
    skipped: dict[str, str]
    metrics: list[str]

    @property
    def folder(self) -> Path:
        """What the suite's paths are relative to."""
        return self.suite.folder


def _made(past: Path | None, engine: str, model: str) -> Suite:
    """The suite of a run that has none.

    Raises:
        InputError: there is no such engine, or it cannot be run over many cases.
    """
    if engine in ("paste", "replay"):
        remedy = "可写 offline、chat、langchain；重放记录的，请写一份方案"
        raise InputError.one("--engine", f"“{engine}”不能这样评测", remedy)
    try:
        row = EngineRow.model_validate({"name": engine, "model": model})
    except ValidationError as error:
        raise InputError.one("--engine", f"“{engine}”不能用来评测", "可写 offline、chat、langchain") from error
    return Suite(title=f"往年报告 {past}", cases=("*",), engines=(row,))


def sources_of(path: Path | None, past: Path | None, *, engine: str = "offline", model: str = "") -> Sources:
    """What to run.

    Args:
        path: a suite; None for the offline engine on the past reports. past: a folder of past reports, whose cases
            are added to the suite's, or take their place where no suite is given.
        engine, model: of a run without a suite.

    Raises:
        InputError: neither is given, one cannot be read, or there is no case at all.
    """
    if path is None and past is None:
        raise InputError.one(
            "评测", "没有写方案，也没有写 --past", "请给出方案文件（yaml），或用 --past 给出往年报告的文件夹"
        )
    if path is not None and (engine, model) != ("offline", ""):
        raise InputError.one("--engine、--model", "不能与方案同用", "请把引擎和模型写进方案的 engines")
    suite = load_suite(path) if path is not None else _made(past, engine, model)
    suite.require_metrics(METRICS, [id for id, item in METRICS.items() if item.gated])
    cases: list[Case] = []
    skipped: dict[str, str] = {}
    if path is not None:
        cases, left = load_cases(suite.case_folders())
        skipped |= dict(left)
    if past is not None:
        more, left = cases_from_past(past)
        cases += more
        skipped |= dict(left)
    if not cases:
        raise InputError.one(
            str(path or past), "没有一个可评的案例", "；".join(skipped.values()) or "请检查方案里的 cases"
        )
    name = suite.title or (path.stem if path is not None else "往年报告")
    return Sources(suite, name, cases, skipped, list(suite.metrics or METRICS))
