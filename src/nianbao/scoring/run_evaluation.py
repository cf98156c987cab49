"""Runs an evaluation: each engine on each case, each text scored, results cached."""

from __future__ import annotations

import json
import platform
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.checking import check
from nianbao.drafting import Draft, Usage, draft
from nianbao.drafting.engines import Setup, engine
from nianbao.drafting.engines.model_budget import Progress
from nianbao.drafting.prompts import TASKS, load_prompt
from nianbao.errors import InputError, NianbaoError
from nianbao.files import read_bytes, write_atomic
from nianbao.jobs.store.run_record import Recorder, answers, record_in
from nianbao.package_data import VERSION
from nianbao.report import Report
from nianbao.scoring.case import Case, beside
from nianbao.scoring.metric import METRICS, Scored
from nianbao.scoring.model_judge import grounds_of
from nianbao.scoring.run_file import (
    EvaluationRun,
    KeptFinding,
    RunEntry,
    ScoredPassage,
    case_hash,
    code_hash,
    key_of,
    save_run,
)
from nianbao.settings import ModelSettings

_KEPT = "缓存"
_RECORDS = "记录"
_SAID = 12
"""Findings kept of a text."""
_RANK = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Tried:
    """An engine as it is tried.

    Attributes:
        label: how the run calls it. name: of the engine. settings: of its model; a key is never among them.
        polish: whether its model only rewords. record: for ``replay``, a folder with a record for each case
            (``<case>.jsonl``), or one file for all.
        price: 元 for a million input and output tokens.
    """

    label: str
    name: str
    settings: ModelSettings = field(default_factory=ModelSettings)
    polish: bool = False
    record: Path | None = None
    price: tuple[float, float] | None = None

    def described(self) -> dict[str, object]:
        """What is kept of it with a run."""
        prompts = Path(self.settings.prompts) if self.settings.prompts else None
        given = {} if self.name == "offline" else self.settings.model_dump(mode="json", exclude_defaults=True)
        said: dict[str, object] = {"name": self.name, "polish": self.polish, "settings": given}
        if self.name != "offline":
            said["prompts"] = {task: load_prompt(task, prompts).label for task in TASKS}
        if self.record is not None:
            said["record"] = key_of(*(path.read_text("utf-8") for path in sorted(self.record_files())))
        return said

    def record_files(self) -> list[Path]:
        """The files of its record.

        Raises:
            InputError: there are none.
        """
        if self.record is None:
            return []
        found = sorted(self.record.glob("*.jsonl")) if self.record.is_dir() else [self.record]
        if not found or not all(path.is_file() for path in found):
            raise InputError.one(
                str(self.record), "没有记录", "请给出 记录.jsonl，或装着各案例记录（案例编号.jsonl）的文件夹"
            )
        return found


class Step(NamedTuple):
    """How far a run is: which text, of how many, and whether it was known."""

    done: int
    of: int
    case: str
    engine: str
    known: bool
    part: Progress | None = None


class _Work(NamedTuple):
    case: Case
    tried: Tried | None
    label: str
    text: Report | None


def _entry(work: _Work, key: str, metrics: Sequence[str], made: Draft | None, seconds: float) -> RunEntry:
    case = work.case
    report = made.report if made is not None else work.text
    assert report is not None
    findings = tuple(made.findings if made is not None else check(report))
    scored = Scored(case, report, findings, made)
    scores = {id: METRICS[id].measure(scored) for id in metrics}
    failing = [item for item in findings if item.verdict == "fails"]
    failing.sort(key=lambda item: (_RANK[item.severity], item.position or 0))
    return RunEntry(
        case=case.id,
        title=case.title,
        tags=dict(case.tags),
        derived=case.derived,
        engine=work.label,
        drafted=work.tried is not None,
        key=key,
        scores={id: None if value is None else round(float(value), 6) for id, value in scores.items()},
        findings={severity: sum(item.severity == severity for item in failing) for severity in _RANK},
        said=[
            KeptFinding(code=item.code, severity=item.severity, message=item.message, quote=item.quote[:80])
            for item in failing[:_SAID]
        ],
        text=[
            ScoredPassage(heading=section.heading, text="\n".join(p.text for p in section.paragraphs if p.text.strip()))
            for section in report.sections
        ],
        seconds=round(seconds, 3),
        usage=made.usage if made is not None else Usage(),
        failures=made.failures if made is not None else {},
        prompts=made.prompts if made is not None else {},
    )


def _drafted(tried: Tried, case: Case, record: Path, progress: Callable[[Progress], None]) -> Draft:
    """A draft, with every answer of the model kept; a question that was answered before is not asked again."""
    if tried.name == "offline":
        return draft(case.input)
    if tried.name == "replay":
        source = next((path for path in tried.record_files() if path.stem == case.id), None)
        source = source or next(iter(tried.record_files()), None)
        if source is None:
            raise InputError.one(str(tried.record or tried.label), "没有记录", "请给出 记录.jsonl 的路径")
        known = answers(record_in(source))
        return draft(case.input, engine("replay", Setup(tried.settings, progress=progress, recorded=known)))
    record.parent.mkdir(parents=True, exist_ok=True)
    kept = record_in(record)
    setup = Setup(tried.settings, observe=Recorder(kept, tried.settings.record), progress=progress, asked=answers(kept))
    return draft(case.input, engine(tried.name, setup, polish=tried.polish))


def _known(path: Path) -> RunEntry | None:
    try:
        return RunEntry.model_validate_json(read_bytes(path))
    except (NianbaoError, OSError, ValueError, ValidationError):
        return None


def _works(cases: Iterable[Case], engines: Sequence[Tried]) -> list[_Work]:
    found = []
    for case in cases:
        found += [_Work(case, tried, tried.label, None) for tried in engines]
        found += [_Work(case, None, label, text) for label, text in beside(case)]
    return found


def evaluate(
    cases: Sequence[Case],
    engines: Sequence[Tried],
    out: Path,
    *,
    suite: str,
    metrics: Sequence[str],
    skipped: Mapping[str, str] | None = None,
    injected: Mapping[str, tuple[int, int, int, int]] | None = None,
    progress: Callable[[Step], None] = lambda _: None,
    fresh: bool = False,
) -> tuple[EvaluationRun, Path]:
    """Score every engine on every case, and the finished texts of each case beside them.

    Args:
        cases: with distinct ids. engines: with distinct labels. out: the folder of all runs; what is worked out is
            kept there as it comes, so that a run that is cut off goes on where it was.
        suite: its name. metrics: ids. skipped: cases left out, with the reason. injected: see ``Run``.
        progress: told of every text. fresh: whether everything is worked out again.

    Returns:
        The run and its folder.

    Raises:
        InputError: an unknown metric, or an engine's record is missing. FileBusy: the folder cannot be written.
        NianbaoError: an engine cannot be used as its settings are; nothing was sent.
    """
    unknown = [id for id in metrics if id not in METRICS]
    if unknown:
        raise InputError.one("metrics", f"没有“{unknown[0]}”这个指标", f"可写：{'、'.join(METRICS)}")
    described = {tried.label: tried.described() for tried in engines}
    code = code_hash()
    hashes = {case.id: case_hash(case) for case in cases}
    works = _works(cases, engines)
    entries = []
    for number, work in enumerate(works):
        key = key_of(
            code, hashes[work.case.id], work.label, described.get(work.label), list(metrics),
            None if work.text is None else work.text.to_json(),
        )  # fmt: skip
        kept = out / _KEPT / f"{key}.json"
        known = None if fresh else _known(kept)
        progress(Step(number, len(works), work.case.title, work.label, known is not None))
        if known is None:
            known = _made(work, key, metrics, out, number, len(works), progress)
            if not known.failures:  # what failed may succeed the next time
                kept.parent.mkdir(parents=True, exist_ok=True)
                write_atomic(kept, known.model_dump_json().encode())
        entries.append(known)
    now = datetime.now().astimezone()
    id = f"{now:%Y%m%d-%H%M%S}-{key_of(code, [entry.key for entry in entries])[:6]}"
    run = EvaluationRun(
        id=id,
        made=now.isoformat(timespec="seconds"),
        suite=suite,
        version=VERSION,
        code=code,
        python=platform.python_version(),
        engines=described,
        metrics=list(metrics),
        cases=[case.id for case in cases],
        entries=entries,
        grounds={case.id: grounds_of(case) for case in cases},
        skipped=dict(skipped or {}),
        injected=dict(injected or {}),
        prices={tried.label: tried.price for tried in engines if tried.price is not None},
    )
    folder = out / id
    folder.mkdir(parents=True, exist_ok=True)
    _keep_records(run, engines, out, folder)
    save_run(run, folder)
    return run, folder


def _record_of(out: Path, label: str, case: str) -> Path:
    safe = "".join(char if char not in '\\/:*?"<>|' else "-" for char in label)
    return out / _RECORDS / safe / f"{case}.jsonl"


def _made(
    work: _Work, key: str, metrics: Sequence[str], out: Path, number: int, of: int, progress: Callable[[Step], None]
) -> RunEntry:
    if work.tried is None:
        return _entry(work, key, metrics, None, 0.0)
    began = time.perf_counter()

    def told(part: Progress) -> None:
        progress(Step(number, of, work.case.title, work.label, False, part))

    made = _drafted(work.tried, work.case, _record_of(out, work.label, work.case.id), told)
    return _entry(work, key, metrics, made, time.perf_counter() - began)


def _keep_records(run: EvaluationRun, engines: Sequence[Tried], out: Path, folder: Path) -> None:
    """Each engine's record beside the run, for ``replay``."""
    for tried in engines:
        for case in run.cases:
            source = _record_of(out, tried.label, case)
            if source.is_file():
                target = folder / _RECORDS / source.parent.name / source.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


def injected_results(path: Path) -> dict[str, tuple[int, int, int, int]]:
    """The check engine's own test (``eval/injection``): rule code → planted, found, said, and of these right.

    Raises:
        InputError: the file is no result of it.
    """
    try:
        value = json.loads(read_bytes(path))
        return {code: (int(row[0]), int(row[1]), int(row[2]), int(row[3])) for code, row in value["rules"].items()}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError.one(
            str(path), "不是植入错误的检验结果", "请运行 python eval/injection/run.py --keep"
        ) from error
