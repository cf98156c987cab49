"""The engines of a suite, with their settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from nianbao.drafting.prompts import prompt_problems
from nianbao.errors import InputError
from nianbao.scoring.run_evaluation import Tried
from nianbao.scoring.suite import EngineRow, Suite
from nianbao.settings import ModelSettings, model_settings

__all__ = ["tried_of"]


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
