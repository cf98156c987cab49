"""Engine of a job's draft from its settings and record; prompt sheets for pasting; preview of what is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nianbao.checking import check
from nianbao.drafting import outline
from nianbao.drafting.brief import briefs, mask_of
from nianbao.drafting.draft import Left, Unread
from nianbao.drafting.engines import ENGINES, Engine, Setup, engine, model_for
from nianbao.drafting.engines.model_budget import Progress
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.model_port import MaskedModel, masked_messages
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.engines.paste import (
    READING,
    Copy,
    Pasted,
    answers_in,
    check_sheet,
    part_prompts,
    reading_prompts,
    repair_prompts,
    sheet,
    whole_prompt,
)
from nianbao.drafting.engines.polish import polish_messages, short_ids
from nianbao.drafting.engines.sentences_answered import SentencesAnswered
from nianbao.drafting.prompts import TASKS, Message, load_prompt, tokens
from nianbao.drafting.second_reader import questions
from nianbao.drafting.second_reader.reading_sheet import mask_of as reading_mask
from nianbao.errors import InputError, NianbaoError
from nianbao.facts import FactBook
from nianbao.files import make_folder, read_bytes, write_atomic
from nianbao.jobs.flow.answers_over import answered, keep_profiles
from nianbao.jobs.flow.clerk_input import read_input, read_plain
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.store.folder import Job, find
from nianbao.jobs.store.run_record import Recorder, exchanges, recorded, unfinished
from nianbao.jobs.store.run_record import answers as recorded_answers
from nianbao.settings import ModelSettings, model_settings
from nianbao.text import decode
from nianbao.text.masking import Mask, Masked


def settings_for(job: Job, **given: object) -> ModelSettings:
    """The model settings that hold for a job folder, what is given on the command line over them.

    Raises:
        NianbaoError: a settings file or a variable cannot be used.
    """
    place = job.folder if job.folder.exists() else job.folder.parent
    found = model_settings(place)
    return found.model_copy(update={name: value for name, value in given.items() if value is not None})


def engine_for(
    job: Job, name: str, *, progress: Callable[[Progress], None] = lambda _: None, polish: bool = False, **given: object
) -> Engine:
    """The engine that drafts in a job folder.

    Args:
        job: the folder. name: of the engine. progress: told how far it is.
        polish: whether the model only rewords. given: settings from the command line.

    Raises:
        NianbaoError: there is no such engine, or it cannot be used as the settings are; nothing was sent.
    """
    if polish and name not in ("chat", "langchain", "replay"):
        raise NianbaoError("--polish 要与 --engine chat、langchain 或 replay 同用。")
    if name == "offline" or name not in ENGINES:
        return engine(name)
    settings = settings_for(job, **given)
    if name == "replay":
        return engine(name, Setup(settings=settings, progress=progress, recorded=recorded(job)), polish=polish)
    observe = Recorder(job, settings.record)
    setup = Setup(settings=settings, observe=observe, progress=progress, asked=unfinished(job))
    return engine(name, setup, polish=polish)


_SHEETS = 5
"""Sheets of sentences written anew that are taken one after another."""
_SHEET, _READING_SHEET = "提示词", "核对依据"


def _free(job: Job, name: str) -> Path:
    """A name that no sheet has yet: what a clerk pasted is never written over."""
    path, number = job.folder / f"{name}.txt", 1
    while path.exists():
        number += 1
        path = job.folder / f"{name}-{number}.txt"
    return path


def _write(
    job: Job, copies: Sequence[Copy], title: str, why: str = "", name: str = _SHEET, *, whole: bool = False
) -> Path:
    """Write a sheet under a name of its own.

    Args:
        title: its heading. why: what is gained by it. whole: whether there is also a sheet by sections.
    """
    path = _free(job, name)
    folder = str(job.folder.resolve())
    run = [f'cd "{folder}"', f"nianbao draft . --answers {path.name}"]
    again = "nianbao draft . --engine paste --by-section" if whole else ""
    shown = settings_for(job).show_values
    text = sheet(title, why, run, copies, shown=shown, by_section=again)
    write_atomic(path, text.replace("\n", "\r\n").encode("utf-8-sig"))
    return path


def write_prompts(job: Job, *, by_section: bool, profiles: Sequence[str] = (), told: list[str] | None = None) -> Path:
    """Write the sheet with the prompts for a report.

    Args:
        job: its folder, which must be there. by_section: a prompt for each part, for small models.
        profiles: local requirements that are named now, files whole; kept for the next step.
        told: takes what the clerk should know of them.

    Raises:
        InputError: the input cannot be read or drafted, or holds nothing to write from.
    """
    source = job.input()
    read = answered(read_plain(source), source, job.folder, profiles=profiles)
    base = outline(read.report)
    settings = settings_for(job)
    folder = Path(settings.prompts) if settings.prompts else None
    make = part_prompts if by_section else whole_prompt
    copies = make(FactBook(base), show_values=settings.show_values, prompts=folder)
    if not copies:
        raise InputError.one(str(source), "没有可写的素材和数字", "请先填写素材，或用 nianbao draft 直接起草")
    make_folder(job.folder)
    if profiles:
        with job.locked():
            keep_profiles(job.folder, profiles)
    if told is not None:
        told += read.told
    return _write(job, copies, f"{base.title}：请对话网页起草", whole=not by_section)


def pasted(job: Job, *sheets: Path) -> Modelled:
    """The engine over the answers that were pasted into sheets, in this order, and those of sheets before.

    Raises:
        InputError: there are none, or they cannot be read.
    """
    settings = settings_for(job)
    wanted = briefs(FactBook(outline(read_input(job.input()))), show_values=settings.show_values, opening=True)
    labels = {brief.key: brief.label for brief in wanted}
    given = Pasted({}, "", recorded_answers(job), Recorder(job, "text"), labels, "", SentencesAnswered(exchanges(job)))
    for path in sheets:
        text = decode(read_bytes(path), str(path))
        found = answers_in(text, str(path))
        check_sheet(text, wanted, str(path))
        given.take(found, str(path), text)
    # a reading holds for its sentences on every later sheet: what it doubted stays in doubt until it is mended
    update = {"max_repairs": _SHEETS, "verify": True, "candidates": 1}
    return Modelled(MaskedModel(given), Setup(settings=settings.model_copy(update=update)).options)


def write_repairs(job: Job, left: Mapping[str, Left]) -> Path | None:
    """The sheet for what still has to be mended; None where nothing has.

    Args:
        left: of the draft that was made of the pasted answers.
    """
    prompts = settings_for(job).prompts
    copies = repair_prompts(left, Path(prompts) if prompts else None)
    count = sum(len(item.wrong) or 1 for item in left.values())
    kept = sum(fault.kept for item in left.values() for fault in item.wrong)
    now = [f"{kept} 处稿子里还是对话网页的原话，没有依据的标了“待核实”"] if kept else []
    if count > kept:
        now.append(f"{count - kept} 处换成了程序按素材和表格写的话，或者先没有写、列在“请核实”里")
    why = (
        f"上次的回答有 {count} 处不合要求，其余的已经采用，这里只问这几处：{'；'.join(now)}。"
        "稿子可以用，不改也可以；改好以后，就用对话网页的写法，读起来更顺。"
    )
    return _write(job, copies, "请对话网页修改", why) if copies else None


def write_readings(job: Job, unread: Mapping[str, Unread], sheets: Sequence[Path] = ()) -> Path | None:
    """The sheet for a model to read what was kept of the answers; None where there is nothing to read.

    Args:
        unread: of the engine that took the pasted answers. sheets: where these were; one for a reading, filled in
            in part, still has the rest.
    """
    copies = reading_prompts(unread)
    if any(f"━━ 回答：{READING}" in decode(read_bytes(path), str(path)) for path in sheets):
        return None
    why = (
        "程序已按规则核对过每句话。再请对话网页（最好换一个）逐句读一遍，能找出规则看不出的多写、错写，"
        "找出的在 Word 里标“待核实”；不做也可以，自己多读一遍。"
    )
    return _write(job, copies, "请对话网页核对依据", why, _READING_SHEET) if copies else None


class Preview(NamedTuple):
    """One question as it would be sent, and what was masked in it."""

    label: str
    messages: list[Message]
    tokens: int
    masked: list[Masked]


def previews(path: Path, task: str) -> list[Preview]:
    """The questions of a task for an input.

    Raises:
        InputError: the input cannot be read, or the task has nothing to send for it by itself.
    """
    if task not in TASKS:
        load_prompt(task)  # says what there is
    if task == "proofread":
        settings = model_settings(path)
        report = report_for_check(path)[0]
        asked = questions(report, check(report), Path(settings.prompts) if settings.prompts else None)
        mask = reading_mask(report)
        return [_preview(f"第{part.first}段到第{part.last}段", messages, mask) for part, messages in asked]
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
        hidden = book.unsent if settings.show_values else None
        base = Offline().compose(book).sections
        short = short_ids(base, book.unsent)
        mask.alias(short.own)
        found = [
            _preview(section.heading, messages, mask)
            for section in base
            if section.id != "preamble" and (messages := polish_messages(section, folder, hidden=hidden, short=short))
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
    return model_for(engine, Setup(settings=model_settings(path)), reads=True).destination


def _preview(label: str, messages: list[Message], mask: Mask, done: Mask | None = None) -> Preview:
    """A question as it would be sent."""
    if done is None:
        done = mask.fork()
        messages = masked_messages(messages, done)
    return Preview(label, messages, tokens(messages), done.masked)
