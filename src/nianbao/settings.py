"""Settings of a machine (environment) and of a project (nianbao.toml), and their defaults.

What an office sets for a machine comes from the environment (``Settings``); what it sets for the reports
below a folder stands in ``nianbao.toml``, or under ``[tool.nianbao]`` of a ``pyproject.toml`` (``ProjectSettings``).
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nianbao.errors import InputError, InputProblem, NianbaoError, nearest

_PREFIX = "NIANBAO_"


class Settings(BaseModel):
    """What an office may set through the environment.

    Attributes:
        forms: folders with further edition files (``NIANBAO_FORMS``, separated as in ``PATH``).
        seeds: the folder with the seed report, for the proofs (``NIANBAO_SEEDS``).
        max_megabytes: the largest input file that is read (``NIANBAO_MAX_MEGABYTES``), in MB.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    forms: str = ""
    seeds: str = ""
    max_megabytes: int = Field(default=20, ge=1, le=1000)

    @property
    def form_folders(self) -> tuple[Path, ...]:
        """The folders in ``forms``, in order."""
        return tuple(Path(part) for part in self.forms.split(os.pathsep) if part.strip())


def settings() -> Settings:
    """The settings in force now (read again at each call, so a test or a shell may change them)."""
    if not any(name.upper().startswith(_PREFIX) for name in os.environ):
        return Settings.model_construct()  # what reads the environment costs a fifth of a small check's start
    from nianbao.environment import read_environment

    return read_environment(Settings, _PREFIX)


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
        defer_build=True,
    )


class CheckSettings(_Part):
    """``[check]``: what ``nianbao check`` is told for every report below the folder.

    Attributes:
        select, ignore: codes, families, slugs or levels of rules. fail_on: as the option.
        baseline: a baseline file, relative to the settings file.
        within: the places units of this folder lie in, nearest first.
        severity: by a rule's code, slug or family, the level that its findings have here.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "never"] = "error"
    baseline: str = ""
    within: tuple[str, ...] = ()
    severity: dict[str, Literal["error", "warning", "info"]] = Field(default_factory=dict)


READER_KEY = "NIANBAO_READER_API_KEY"
"""The variable with the key of the model that reads, where it has an address of its own and names no variable."""


class ModelSettings(_Part):
    """``[model]``: the model that ``--engine chat`` and ``langchain`` ask, and how. Keys are never written here.

    Attributes:
        provider: a known one (``deepseek`` …), or for langchain one it reaches. base_url, model: address and name.
        key_variable: the environment variable that holds the key. timeout: seconds of one attempt; deadline: of a
            whole draft. retries: further attempts after a failure; retry_wait: seconds before the first of them, each
            time doubled; retry_after: the longest wait that an endpoint may ask for.
        max_repairs, candidates, threads, verify, show_values: see ``drafting.engines.model_budget``.
        ask_by: whether the aspects of a section are written in one answer, which can join them and say each thing once,
            or each in its own, for small models. style_pass: whether the model reads its text once more, for style.
        format, token_limit: answer format tried first, and what the endpoint calls the limit of answer tokens.
        max_output_tokens: that limit; budget_tokens: for a whole draft, 0 for any. price_input,
            price_output: 元 for a million tokens sent and answered, for a dry run. temperature: left out where None.
        requests_per_minute: 0 for any. proxy: the only one used. certificates: a file with certificates (PEM) that are
            trusted beside the system's, as an office network's own. allowed_hosts: hosts that may be sent to; empty
            for the one given. allow_unknown_host: whether langchain may reach a model whose host we do not know.
        reader_model, reader_provider, reader_base_url, reader_key_variable: another model that reads what was written
            (核对依据), and where it is if that is elsewhere; empty for the one that writes.
        record: whether 记录.jsonl keeps texts or only their hashes. prompts: a folder with prompts of one's own.
    """

    provider: str = ""
    base_url: str = ""
    model: str = ""
    key_variable: str = ""
    timeout: float = Field(default=120.0, gt=0, le=3600)
    deadline: float = Field(default=900.0, gt=0, le=86400)
    retries: int = Field(default=2, ge=0, le=10)
    retry_after: float = Field(default=60.0, ge=0, le=3600)
    retry_wait: float = Field(default=1.0, gt=0, le=60)
    max_repairs: int = Field(default=2, ge=0, le=10)
    candidates: int = Field(default=1, ge=1, le=10)
    threads: int = Field(default=8, ge=1, le=8)
    verify: bool = True
    ask_by: Literal["section", "aspect"] = "aspect"
    style_pass: bool = False
    show_values: bool = True
    format: Literal["", "json_schema", "json_object", "plain"] = ""
    token_limit: Literal["", "max_tokens", "max_completion_tokens"] = ""
    max_output_tokens: int = Field(default=4096, ge=64, le=200_000)
    budget_tokens: int = Field(default=0, ge=0)
    price_input: float = Field(default=0.0, ge=0)
    price_output: float = Field(default=0.0, ge=0)
    temperature: float | None = Field(default=None, ge=0, le=2)
    requests_per_minute: int = Field(default=0, ge=0)
    proxy: str = ""
    certificates: str = ""
    allowed_hosts: tuple[str, ...] = ()
    allow_unknown_host: bool = False
    reader_model: str = ""
    reader_provider: str = ""
    reader_base_url: str = ""
    reader_key_variable: str = ""
    record: Literal["text", "hash"] = "text"
    prompts: str = ""

    @property
    def reader(self) -> ModelSettings | None:
        """The settings of the model that reads what was written; None where it is the one that writes.

        Raises:
            NianbaoError: more is said of it, and not its name.
        """
        elsewhere = bool(self.reader_provider or self.reader_base_url)
        if not self.reader_model and (elsewhere or self.reader_key_variable):
            said = "reader-provider、reader-base-url 或 reader-key-variable"
            raise NianbaoError(f"写了 {said}，没有写 reader-model（核对用的模型的名称）。")
        if not self.reader_model:
            return None
        there: dict[str, Any] = {"model": self.reader_model}
        if elsewhere:  # another endpoint has its own address, key and answer format
            there |= {"provider": self.reader_provider, "base_url": self.reader_base_url, "key_variable": ""}
            there |= {"format": "", "token_limit": ""}
        if self.reader_key_variable:
            there["key_variable"] = self.reader_key_variable
        elif self.reader_base_url:  # the writer's key is not given to another address
            there["key_variable"] = READER_KEY
        return self.model_copy(update=there)


class StyleSettings(_Part):
    """``[style]``: how an office's drafts are written.

    Attributes:
        detail: how much the accounts of figures tell: 简 totals and results, 中 the kinds of applicant and the reasons
            too, 详 all that is in the tables; where it is empty, all for few requests and 中 for many.
        measures: where measures stand: 分列 after the problems, numbered alike, as where it is empty; 对应 each beside
            its problem, 一是…；二是….
        points: 一是 numbers what notes tell in an aspect, where it is three things or more: 一是….二是….
    """

    detail: Literal["", "简", "中", "详"] = ""
    measures: Literal["", "分列", "对应"] = ""
    points: Literal["", "一是"] = ""


class LocalSettings(_Part):
    """``[local]``: the local requirements (地方要求) that reports below the folder follow.

    Attributes:
        profiles: names, or files relative to the settings file; ``无`` for none; empty: found by the unit's place.
    """

    profiles: tuple[str, ...] = ()


class IgnoreRow(_Part):
    """``[[ignore]]``: findings that are not counted, with the reason.

    Attributes:
        code: a rule's code, slug or family. reason: why; required.
        quote: only findings whose words contain this; empty for all.
        file: only files whose path below the settings file's folder matches this pattern; empty for all.
    """

    code: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    quote: str = ""
    file: str = ""


class ProjectSettings(_Part):
    """The settings of a folder.

    Attributes:
        source: the file they stand in; None where there is none.
    """

    check: CheckSettings = Field(default_factory=CheckSettings.model_construct)
    model: ModelSettings = Field(default_factory=ModelSettings.model_construct)
    style: StyleSettings = Field(default_factory=StyleSettings.model_construct)
    local: LocalSettings = Field(default_factory=LocalSettings.model_construct)
    ignore: tuple[IgnoreRow, ...] = ()
    source: Path | None = Field(default=None, exclude=True)

    @property
    def folder(self) -> Path:
        """What paths in the settings are relative to."""
        return self.source.parent if self.source is not None else Path()


_NAME, _PROJECT = "nianbao.toml", "pyproject.toml"
_WORDS = {
    "missing": "没有写",
    "extra_forbidden": "没有这一项",
    "literal_error": "值不可用",
    "string_type": "要写成文字（加引号）",
    "float_parsing": "要写数字，不加引号",
    "float_type": "要写数字，不加引号",
    "int_parsing": "要写整数，不加引号",
    "int_type": "要写整数，不加引号",
    "int_from_float": "要写整数",
    "bool_parsing": "要写 true 或 false",
    "bool_type": "要写 true 或 false",
    "greater_than": "太小",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "string_too_short": "不能是空的",
    "tuple_type": "要写成列表，如 [\"UNIT\", \"TEXT09\"]",
    "model_type": "要写成表",
    "dict_type": "要写成表，一行一项",
    "model_attributes_type": "要写成表",
}  # fmt: skip


_PARTS: dict[str, type[BaseModel]] = {
    "check": CheckSettings,
    "model": ModelSettings,
    "style": StyleSettings,
    "local": LocalSettings,
}


def _known(path: tuple[Any, ...]) -> list[str]:
    model: type[BaseModel] = ProjectSettings
    for part in path:
        if model is ProjectSettings and part in _PARTS:
            model = _PARTS[part]
        elif part == "ignore" and model is ProjectSettings:
            model = IgnoreRow
    return [field.alias or name for name, field in model.model_fields.items() if not field.exclude]


def _line(text: str, key: str) -> str:
    found = re.search(rf"^\s*\[*\s*{re.escape(key)}\b", text, re.MULTILINE)
    return f" 第{text.count(chr(10), 0, found.end()) + 1}行" if found else ""


def _problem(error: Any, text: str, where: str) -> InputProblem:
    path = tuple(error["loc"])
    key = str(next((part for part in reversed(path) if isinstance(part, str)), ""))
    what = _WORDS.get(error["type"], "写得不对")
    shown = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
    remedy = ""
    if error["type"] == "extra_forbidden":
        remedy = nearest(key, _known(path[:-1])) or f"可写：{'、'.join(_known(path[:-1]))}"
    elif error["type"] == "literal_error":
        remedy = "可写：" + error["ctx"]["expected"].replace("'", "").replace(" or ", "、").replace(", ", "、")
    return InputProblem(where=where + _line(text, key), what=f"“{shown}”{what}", remedy=remedy)


@lru_cache(maxsize=64)
def load_project_settings(path: Path) -> ProjectSettings:
    """Read a settings file.

    Args:
        path: ``nianbao.toml``, or a ``pyproject.toml`` with ``[tool.nianbao]``.

    Raises:
        InputError: it is not there, not TOML, or holds a key or value we do not know; the nearest is named.
    """
    import tomllib

    where = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        raise InputError.one(where, "读不到设置文件", "请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise InputError.one(where, "设置文件不是 UTF-8 编码", "请另存为 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = f" 第{place.group(1)}行" if place else ""
        raise InputError.one(where + line, "不是正确的 TOML", "文字要加引号，一行一项：名称 = 值") from error
    if path.name == _PROJECT:
        data = data.get("tool", {}).get("nianbao", {})
    try:
        return ProjectSettings.model_validate(data).model_copy(update={"source": path})
    except ValidationError as error:
        raise InputError([_problem(item, text, where) for item in error.errors()]) from error


def _holds_settings(path: Path) -> bool:
    if not path.is_file():
        return False
    if path.name == _NAME:
        return True
    import tomllib

    try:
        return "nianbao" in tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, ValueError):
        return False  # another tool's file: not ours to complain about


@lru_cache(maxsize=1024)
def _nearest_file(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        for name in (_NAME, _PROJECT):
            if _holds_settings(place / name):
                return place / name
    return None


def profile_for(path: Path) -> ProjectSettings:
    """The settings that hold for a file or folder: of the nearest settings file in or above its folder.

    Raises:
        InputError: the settings file cannot be used.
    """
    place = path.resolve()
    source = _nearest_file(place if place.is_dir() else place.parent)
    if source is None:
        return ProjectSettings.model_construct()  # what is as it comes needs no schema, which takes long to build
    return load_project_settings(source)


def model_settings(path: Path) -> ModelSettings:
    """The settings of models for a file or folder: its settings file's, and over them the environment.

    Raises:
        InputError: the settings file cannot be used. NianbaoError: a variable's value cannot.
    """
    profile = profile_for(path)
    from nianbao.environment import given_in_environment

    given = given_in_environment(ModelSettings, _PREFIX)
    found = profile.model.model_copy(update=given)
    for name in ("prompts", "certificates"):
        path = getattr(found, name)
        if path and name not in given and profile.source is not None:
            found = found.model_copy(update={name: str(profile.folder / path)})
    return found
