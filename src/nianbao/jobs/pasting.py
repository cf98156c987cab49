"""Drafting by hand over a web chat: sheets of prompts to copy, and the answers pasted into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nianbao.drafting import outline
from nianbao.drafting.brief import briefs
from nianbao.drafting.draft import Left
from nianbao.drafting.engines import Setup
from nianbao.drafting.engines.masked_model import MaskedModel
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.paste import (
    Copy,
    Pasted,
    answers_in,
    check_placeholders,
    part_prompts,
    repair_prompts,
    sheet,
    whole_prompt,
)
from nianbao.errors import InputError
from nianbao.facts import FactBook
from nianbao.files import make_folder, read_bytes, write_atomic
from nianbao.jobs.engines import settings_for
from nianbao.jobs.folder import Job
from nianbao.jobs.record import Recorder
from nianbao.jobs.record import answers as recorded_answers
from nianbao.jobs.redraft import read_input
from nianbao.text import decode

__all__ = ["pasted", "write_prompts", "write_repairs"]

_SHEET = "提示词"


def _free(job: Job) -> Path:
    """A name that no sheet has yet: what a clerk pasted is never written over."""
    path, number = job.folder / f"{_SHEET}.md", 1
    while path.exists():
        number += 1
        path = job.folder / f"{_SHEET}-{number}.md"
    return path


def _write(job: Job, copies: Sequence[Copy], what: str) -> Path:
    path = _free(job)
    title = f"{what}：复制到对话网页"
    text = sheet(title, f"nianbao draft {job.folder.name} --answers {job.folder.name}/{path.name}", copies)
    write_atomic(path, text.encode("utf-8-sig"))
    return path


def write_prompts(job: Job, *, by_section: bool) -> Path:
    """Write the sheet with the prompts for a report.

    Args:
        job: its folder, which must be there. by_section: a prompt for each part, for small models.

    Raises:
        InputError: the input cannot be read or drafted, or holds nothing to write from.
    """
    source = job.input()
    base = outline(read_input(source))
    settings = settings_for(job)
    folder = Path(settings.prompts) if settings.prompts else None
    make = part_prompts if by_section else whole_prompt
    copies = make(FactBook(base), show_values=settings.show_values, prompts=folder)
    if not copies:
        raise InputError.one(str(source), "没有可写的素材和数字", "请先填写素材，或用 nianbao draft 直接起草")
    make_folder(job.folder)
    return _write(job, copies, base.title)


def pasted(job: Job, answers: Path) -> Modelled:
    """The engine over the answers that were pasted into a sheet.

    Raises:
        InputError: there are none, or they cannot be read.
    """
    settings = settings_for(job)
    text = decode(read_bytes(answers), str(answers))
    given = answers_in(text, str(answers))
    check_placeholders(text, briefs(FactBook(outline(read_input(job.input())))), str(answers))
    model = MaskedModel(Pasted(given, str(answers), recorded_answers(job), Recorder(job, "text")))
    options = Setup(settings=settings.model_copy(update={"max_repairs": 0, "verify": False, "candidates": 1})).options
    return Modelled(model, options)


def write_repairs(job: Job, left: Mapping[str, Left]) -> Path | None:
    """The sheet for what still has to be mended; None where nothing has.

    Args:
        left: of the draft that was made of the pasted answers.
    """
    prompts = settings_for(job).prompts
    copies = repair_prompts(left, Path(prompts) if prompts else None)
    return _write(job, copies, "需要修改的部分") if copies else None
