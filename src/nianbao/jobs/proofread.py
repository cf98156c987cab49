"""Checked reports read again by a model, each under the settings of its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from nianbao.drafting.engines import Setup, model_for
from nianbao.drafting.proofreading import proofread
from nianbao.errors import NianbaoError
from nianbao.jobs.check.check_file import STDIN, Checked
from nianbao.settings import model_settings

__all__ = ["proofread_all"]


def proofread_all(
    checked: Sequence[Checked], engine: str, announce: Callable[[str], None]
) -> tuple[list[Checked], list[str]]:
    """Each report with what a model reads out of it, besides what the rules found.

    Args:
        checked: with their reports kept. engine: ``chat`` or ``langchain``. announce: told where texts go, once for
            each address, before they do.

    Returns:
        The reports, and what the user should know.

    Raises:
        NianbaoError: another engine, or one that cannot be used as the settings are; nothing was sent.
    """
    if engine not in ("chat", "langchain"):
        raise NianbaoError(f"校对不能用“{engine}”引擎；可写 chat 或 langchain。")
    found: list[Checked] = []
    messages: list[str] = []
    told: set[str] = set()
    for item in checked:
        settings = model_settings(Path() if item.path == STDIN else Path(item.path))
        model = model_for(engine, Setup(settings=settings))
        if item.report is None:
            found.append(item)
            continue
        if model.destination not in told:
            told.add(model.destination)
            announce(model.destination)
        read = proofread(item.report, model, Path(settings.prompts) if settings.prompts else None)
        wanted = [finding for finding in read.findings if item.asked.wants(finding)]
        found.append(replace(item, findings=[*item.findings, *wanted]))
        name = f"{item.path}：" if len(checked) > 1 else ""
        messages += [f"{name}校对没有做完：{why}" for why in read.failures]
        if read.dropped:
            messages.append(f"{name}模型另有 {read.dropped} 处引文与原文不符，没有采用。")
    return found, messages
