"""What a task would send for an input, without sending it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from nianbao.drafting import outline
from nianbao.drafting.brief import briefs, mask_of
from nianbao.drafting.engines import Setup, model_for
from nianbao.drafting.engines.masked_model import masked_messages
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.engines.paste import whole_prompt
from nianbao.drafting.engines.polish import polish_messages
from nianbao.drafting.prompts import TASKS, Message, load_prompt, tokens
from nianbao.drafting.proofreading import questions
from nianbao.errors import InputError, NianbaoError
from nianbao.facts import FactBook
from nianbao.jobs.checkable import report_for_check
from nianbao.jobs.engines import settings_for
from nianbao.jobs.folder import find
from nianbao.jobs.redraft import read_input
from nianbao.settings import model_settings
from nianbao.text.masking import Mask, Masked

__all__ = ["Preview", "destination", "masked_in", "previews"]


class Preview(NamedTuple):
    """One question as it would be sent, and what was masked in it."""

    label: str
    messages: list[Message]
    tokens: int
    masked: list[Masked]


def previews(path: Path, task: str) -> list[Preview]:
    """The questions of a task for an input.

    Args:
        path: a job folder, or an input file; for ``proofread`` any report.

    Raises:
        InputError: the input cannot be read, or the task has nothing to send for it by itself.
    """
    if task not in TASKS:
        load_prompt(task)  # says what there is
    if task == "proofread":
        settings = model_settings(path)
        asked = questions(report_for_check(path)[0], Path(settings.prompts) if settings.prompts else None)
        return [_preview(f"第{number}段", messages, Mask()) for number, messages in enumerate(asked, 1)]
    job = find(path)
    settings = settings_for(job)
    folder = Path(settings.prompts) if settings.prompts else None
    source = job.input()
    book = FactBook(outline(read_input(source)))
    wanted = briefs(book, show_values=settings.show_values)
    if task in ("aspect", "problems"):
        found = [
            _preview(brief.label, load_prompt(task, folder).fill(**brief.inputs()), brief.mask)
            for brief in wanted
            if brief.task == task
        ]
    elif task == "report":
        found = [
            _preview(item.label, [{"role": "user", "content": item.masked()[0]}], item.mask, item.masked()[1])
            for item in whole_prompt(book, show_values=settings.show_values, prompts=folder)
        ]
    elif task == "polish":
        mask = mask_of(book)
        found = [
            _preview(section.heading, messages, mask)
            for section in Offline().compose(book).sections
            if section.id != "preamble" and (messages := polish_messages(section, folder))
        ]
    else:
        raise InputError.one(
            task, "这一项要等模型回答以后才有内容可发", "可用 nianbao prompt show " + task + " 看提示词文件"
        )
    if not found:
        raise InputError.one(str(source), "没有可写的素材和数字", "请先填写素材")
    return found


def masked_in(shown: Sequence[Preview]) -> list[Masked]:
    """What was masked in all of them, each once with how often, in the order of kinds."""
    found: dict[tuple[str, str], Masked] = {}
    for item in (one for preview in shown for one in preview.masked):
        known = found.get((item.placeholder, item.words))
        found[item.placeholder, item.words] = item._replace(times=item.times + (known.times if known else 0))
    return list(found.values())


def destination(path: Path, engine: str) -> str:
    """Where an engine would send it; nothing is sent.

    Raises:
        NianbaoError: there is no such engine, or it cannot be used as the settings are.
    """
    if engine not in ("chat", "langchain"):
        raise NianbaoError(f"“{engine}”引擎不发送；可写 chat 或 langchain。")
    return model_for(engine, Setup(settings=model_settings(path))).destination


def _preview(label: str, messages: list[Message], mask: Mask, done: Mask | None = None) -> Preview:
    """A question as it would be sent.

    Args:
        mask: the report's placeholders. done: what was masked, where the messages are already.
    """
    if done is None:
        done = mask.fork()
        messages = masked_messages(messages, done)
    return Preview(label, messages, tokens(messages), done.masked)
