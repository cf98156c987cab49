"""A run (一次评测) on disk, and the cache key of a score."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nianbao.drafting import Usage
from nianbao.errors import InputError
from nianbao.files import read_bytes, write_atomic
from nianbao.report import Report, compact
from nianbao.scoring.case import Case

RUN_FILE = "评测.json"
_SCHEMA = 1


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class KeptFinding(_Kept):
    """A finding as kept: enough to show it."""

    code: str
    severity: str
    message: str
    quote: str = ""


class ScoredPassage(_Kept):
    """The text of a section as kept."""

    heading: str
    text: str


class CaseGrounds(_Kept):
    """The figures and notes of a case, a line each."""

    facts: str = ""
    notes: str = ""


class RunEntry(_Kept):
    """One text for one case, with its scores.

    Attributes:
        case, title, tags, derived: of the case. engine: what made the text, as the suite calls it; or ``参考文本`` and
            the like for a text that nobody drafted here (``drafted`` false).
        key: of everything the scores depend on; an entry with the same key is not made again.
        scores: by id of the metric; None where there is nothing to measure.
        findings: how many of each severity. said: the gravest of them. text: the narrative, by section.
        seconds: of drafting. usage: requests and tokens. failures: parts that the engine could not write.
        prompts: id, version and hash of each prompt used.
    """

    case: str
    title: str
    tags: dict[str, str] = {}
    derived: bool = False
    engine: str
    drafted: bool = True
    key: str = ""
    scores: dict[str, float | None] = {}
    findings: dict[str, int] = {}
    said: list[KeptFinding] = []
    text: list[ScoredPassage] = []
    seconds: float = 0.0
    usage: Usage = Usage()
    failures: dict[str, str] = {}
    prompts: dict[str, str] = {}


class EvaluationRun(_Kept):
    """A run.

    Attributes:
        id: names it: time and a piece of its key. made: when, ISO 8601. suite: the suite's name.
        version: of nianbao. code: hash of its code, data and prompts. python: version.
        engines: each as the suite has it, with the settings it ran under; keys are never among them.
        metrics: ids, in order. entries: by case, then engine. skipped: cases left out, with the reason.
        cases: ids of the cases, in order. injected: rule code → planted, found,
            said, right: of the check engine's own test.
        grounds: by case, what its texts were to be written from, for a judge; people left out.
        prices: engine → 元 for a million input and output tokens, where the suite gives them.
    """

    schema_: int = Field(default=_SCHEMA, alias="schema")
    id: str
    made: str
    suite: str
    version: str
    code: str
    python: str
    engines: dict[str, dict[str, object]] = {}
    metrics: list[str] = []
    cases: list[str] = []
    entries: list[RunEntry] = []
    grounds: dict[str, CaseGrounds] = {}
    skipped: dict[str, str] = {}
    injected: dict[str, tuple[int, int, int, int]] = {}
    prices: dict[str, tuple[float, float]] = {}

    def of(self, engine: str, *, derived: bool = False) -> list[RunEntry]:
        """An engine's entries, of independent cases or of derived ones: the two are never pooled."""
        return [item for item in self.entries if item.engine == engine and item.derived == derived]

    @property
    def drafting(self) -> list[str]:
        """The engines that drafted, in the suite's order."""
        return list(dict.fromkeys(item.engine for item in self.entries if item.drafted))

    @property
    def labels(self) -> list[str]:
        """Whatever made a text, engines first."""
        return [*self.drafting, *dict.fromkeys(item.engine for item in self.entries if not item.drafted)]

    def cost(self, entry: RunEntry) -> float | None:
        """元 that an entry cost; None where no price is given."""
        price = self.prices.get(entry.engine)
        if price is None:
            return None
        return (entry.usage.input_tokens * price[0] + entry.usage.output_tokens * price[1]) / 1_000_000


def save_run(run: EvaluationRun, folder: Path) -> Path:
    """Write a run into its folder.

    Raises:
        FileBusy: it cannot be written now.
    """
    path = folder / RUN_FILE
    value = compact(run.model_dump(mode="json", by_alias=True))
    write_atomic(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())
    return path


def run_folder(path: Path) -> Path:
    """A run's folder: the one given, or of the folder of all runs the latest."""
    if not path.is_dir() or (path / RUN_FILE).is_file():
        return path
    return max((item for item in path.iterdir() if (item / RUN_FILE).is_file()), default=path)


def load_run(path: Path) -> EvaluationRun:
    """A run, from its folder or its file; from the folder of all runs the latest.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    file = run_folder(path) / RUN_FILE if path.is_dir() else path
    if not file.is_file():
        raise InputError.one(str(path), "这里没有评测结果", f"请给出评测的文件夹（里面有 {RUN_FILE}）")
    try:
        value = json.loads(read_bytes(file))
        if value.get("schema", 0) > _SCHEMA:
            raise InputError.one(str(file), "由更新版本的 nianbao 写成", "请升级后再打开")
        return EvaluationRun.model_validate(value)
    except (ValueError, AttributeError, ValidationError) as error:
        raise InputError.one(str(file), "评测结果已损坏，读不出来", "请重新运行 nianbao eval run") from error


def narrative(passages: Iterable[ScoredPassage]) -> str:
    """The whole text of an entry."""
    return "\n".join(passage.text for passage in passages)


_SOURCES = (".py", ".yaml", ".json", ".md")


def _sha256(*parts: str | bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Of every file of the package and its prompts: whatever changes there may change a score."""
    root = Path(__file__).parents[1]
    prompts = root / "prompts"
    roots = [root] if prompts.is_dir() else [root, root.parents[1] / "prompts"]
    files = sorted(
        path
        for place in roots
        for path in place.rglob("*")
        if path.suffix in _SOURCES and "__pycache__" not in path.parts
    )
    return _sha256(*(part for path in files for part in (path.name, path.read_bytes())))[:16]


def _report(report: Report | None) -> str:
    return "" if report is None else json.dumps(report.to_json(), ensure_ascii=False, sort_keys=True)


def case_hash(case: Case) -> str:
    """Of all that a case holds."""
    reports = [case.input, *case.references, *case.others, case.final]
    return _sha256(case.id, json.dumps(dict(case.tags), sort_keys=True), *map(_report, reports))[:16]


def key_of(*parts: object) -> str:
    """Of anything that JSON can say."""
    return _sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str))[:24]
