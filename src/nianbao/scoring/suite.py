"""A suite (评测方案): cases, engines with their settings, metrics, gates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from nianbao.drafting.prompts import prompt_problems
from nianbao.errors import InputError, InputProblem, nearest
from nianbao.reading.yaml_document import described
from nianbao.scoring.case_folder import CASE_FILE
from nianbao.scoring.run_evaluation import Tried
from nianbao.settings import ModelSettings, model_settings

_NAMES = Literal["offline", "chat", "langchain", "replay", "paste"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class EngineRow(_Part):
    """An engine that drafts every case.

    Attributes:
        name: of the engine. model: a model's name, for chat and langchain. prompts: a folder with prompts of one's
            own, relative to the suite. settings: of ``ModelSettings``, over those of the folder and the environment.
        record: for ``replay``, the recorded run, relative to the suite. label: how tables name it; see ``shown``.
    """

    name: _NAMES
    model: str = ""
    prompts: str = ""
    settings: Mapping[str, Any] = {}
    record: str = ""
    label: str = ""

    @property
    def shown(self) -> str:
        """How tables and gates name it: its label, else name, model and prompts."""
        return self.label or " ".join(part for part in (self.name, self.model, self.prompts) if part)

    @model_validator(mode="after")
    def _whole(self) -> EngineRow:
        if self.name == "replay" and not self.record:
            raise ValueError("是 replay，没有写 record。请写记录文件的路径")
        if self.record and self.name != "replay":
            raise ValueError("写了 record，引擎却不是 replay。请改 name，或删去 record")
        return self


class Gate(_Part):
    """What a metric's mean must keep; a run that does not ends with status 1.

    Attributes:
        min, max: bounds of the mean over all cases that have the metric.
        not_worse_than: an engine of the suite, by the name tables give it, or a stored run, against which no loss
            beyond chance is allowed. by: how much worse is still allowed.
        engine: the engine it holds for; empty for each.
    """

    min: float | None = None
    max: float | None = None
    not_worse_than: str = Field(default="", alias="not-worse-than")
    by: float = Field(default=0.0, ge=0)
    engine: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Gate:
        if self.min is None and self.max is None and not self.not_worse_than:
            raise ValueError("没有写要求。请写 min、max 或 not-worse-than")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("的 min 大于 max。请检查")
        return self


class Suite(_Part):
    """A suite.

    Attributes:
        title: for people. cases: patterns of case folders, relative to the suite's file. engines: at least one.
        metrics: ids; empty for all. gates: by metric. path: the file it was read from; None for one made in memory.
    """

    title: str = ""
    cases: tuple[str, ...] = Field(min_length=1)
    engines: tuple[EngineRow, ...] = Field(default=(EngineRow(name="offline"),), min_length=1)
    metrics: tuple[str, ...] = ()
    gates: Mapping[str, Gate] = {}
    path: Path | None = Field(default=None, exclude=True)

    @field_validator("cases", mode="before")
    @classmethod
    def _patterns(cls, value: object) -> object:
        return [value] if isinstance(value, str) else value

    @field_validator("metrics", mode="before")
    @classmethod
    def _all(cls, value: object) -> object:
        return [] if value in ("all", "全部", ["all"], None) else value

    @field_validator("engines", mode="before")
    @classmethod
    def _engines(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            return [{"name": item} if isinstance(item, str) else item for item in value]
        return value

    @field_validator("engines")
    @classmethod
    def _apart(cls, value: tuple[EngineRow, ...]) -> tuple[EngineRow, ...]:
        names = [row.shown for row in value]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"里“{twice}”有两个，结果里分不清。请各写一个 label")
        return value

    @property
    def folder(self) -> Path:
        """What its paths are relative to."""
        return self.path.parent if self.path is not None else Path()

    def case_folders(self) -> list[Path]:
        """The folders its patterns name, each once, sorted within a pattern.

        Raises:
            InputError: a pattern that names no case.
        """
        found: dict[Path, None] = {}
        problems: list[InputProblem] = []
        for pattern in self.cases:
            folders = [path for path in _matching(self.folder, pattern) if (path / CASE_FILE).is_file()]
            if not folders:
                what = f"“cases”写的“{pattern}”没有对上一个案例"
                remedy = f"路径相对于方案文件所在的文件夹；案例是有 {CASE_FILE} 的文件夹"
                problems.append(InputProblem(where=str(self.path or "方案"), what=what, remedy=remedy))
            found.update(dict.fromkeys(folders))
        if problems:
            raise InputError(problems)
        return list(found)

    def require_metrics(self, known: Collection[str], gated: Collection[str] | None = None) -> None:
        """Refuse what names no metric.

        Args:
            known: ids of all metrics. gated: those a gate may name; None for all.

        Raises:
            InputError: a metric that is not there, or a gate on one that must not have one.
        """
        where = str(self.path or "方案")
        problems = []
        for field, names in (("metrics", self.metrics), ("gates", tuple(self.gates))):
            for name in names:
                if name not in known:
                    remedy = nearest(name, sorted(known)) or f"可写：{'、'.join(known)}"
                    problems.append(InputProblem(where=where, what=f"“{field}”里没有“{name}”这个指标", remedy=remedy))
                elif field == "gates" and gated is not None and name not in gated:
                    what = f"“gates”里的“{name}”只报告，不能作为门槛"
                    problems.append(InputProblem(where=where, what=what, remedy="请删去，或换一个指标"))
        if problems:
            raise InputError(problems)


def _matching(folder: Path, pattern: str) -> list[Path]:
    import glob

    return [Path(name) for name in sorted(glob.glob(str(folder / pattern), recursive=True)) if Path(name).is_dir()]  # noqa: PTH207


def load_suite(path: Path) -> Suite:
    """Read a suite.

    Raises:
        InputError: it cannot be read, or says what a suite does not; every problem with its line and remedy.
    """
    return described(path, Suite, 'cases: "../cases/*"').model_copy(update={"path": path})


def tried_of(suite: Suite) -> list[Tried]:
    """The engines of a suite.

    Raises:
        InputError: settings that cannot be used, a record or prompts that are not there. Prompts that would not be
            used are refused: what is compared would be ours with ours.
    """
    return [_tried(suite, row) for row in suite.engines]


def _tried(suite: Suite, row: EngineRow) -> Tried:
    where = str(suite.path or "方案")
    if row.name == "paste":
        raise InputError.one(where, "paste 要人来粘贴，不能成批评测", "请改用 chat、langchain，或用 replay 重放记录")
    found = model_settings(suite.folder) if row.name != "offline" else ModelSettings()
    given: dict[str, Any] = dict(row.settings)
    if row.model:
        given["model"] = row.model
    if row.prompts:
        given["prompts"] = _prompts(where, suite.folder / row.prompts)
    polish = bool(given.pop("polish", False))
    price = given.pop("price", None)
    try:
        settings = ModelSettings.model_validate(
            found.model_dump() | {key.replace("-", "_"): v for key, v in given.items()}
        )
    except ValidationError as error:
        first = error.errors()[0]
        what = f"引擎“{row.shown}”的设置 {'.'.join(map(str, first['loc']))} 不能用"
        raise InputError.one(where, what, "可写的设置见 nianbao.toml 的 [model]") from error
    record = suite.folder / row.record if row.record else None
    if record is not None and not record.exists():
        raise InputError.one(
            where, f"没有找到记录 {row.record}", "路径相对于方案文件；给出 记录.jsonl，或装着它们的文件夹"
        )
    return Tried(row.shown, row.name, settings, polish, record, _price(where, row, price))


def _prompts(where: str, folder: Path) -> str:
    problems = prompt_problems(folder)
    if not problems and not any(folder.glob("*.md")):
        raise InputError.one(where, f"{folder} 里没有提示词", "请放入改过的提示词，如 aspect.md")
    if problems:
        raise InputError(problems)
    return str(folder)


def _price(where: str, row: EngineRow, price: object) -> tuple[float, float] | None:
    """元 for a million input tokens and a million output tokens: ``price: [2, 8]``."""
    if price is None:
        return None
    if isinstance(price, list | tuple) and len(price) == 2 and all(isinstance(item, int | float) for item in price):
        return float(price[0]), float(price[1])
    raise InputError.one(
        where, f"引擎“{row.shown}”的 price 不能用", "请写成 [每百万送出词元的元数, 每百万写回词元的元数]"
    )
