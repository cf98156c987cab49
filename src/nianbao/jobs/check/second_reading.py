"""审读 of checked reports: by a model, from a record, or from answers pasted into a sheet; silences; its cost."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.checking.silence import Silences, silence
from nianbao.drafting.engines import Setup, model_for
from nianbao.drafting.engines.model_budget import Progress
from nianbao.drafting.engines.model_port import MaskedModel, Model, Replayed, masked_messages
from nianbao.drafting.engines.paste import answers_in
from nianbao.drafting.prompts import Message, tokens
from nianbao.drafting.second_reader import questions, read_report
from nianbao.drafting.second_reader.reading_sheet import (
    PastedReading,
    digest_of,
    mask_of,
    reading_sheet,
    sheet_digest,
)
from nianbao.errors import InputError, NianbaoError
from nianbao.files import read_bytes, write_atomic
from nianbao.jobs.check.check_file import STDIN, Checked, dismissed_in
from nianbao.jobs.store.folder import READING
from nianbao.jobs.store.run_record import Recorder, record, record_in, recorded, unfinished
from nianbao.report import Report
from nianbao.settings import ModelSettings, model_settings
from nianbao.text import decode
from nianbao.text.masking import placeholders

ENGINES = ("chat", "langchain", "paste", "replay")
_MILLION = 1_000_000
_ANSWER = 600
"""Tokens of an answer about a stretch, roughly: some ten complaints."""


@dataclass(frozen=True)
class ReadingOptions:
    """How reports are read.

    Attributes:
        engine: one of ``ENGINES``. readings: how often each is read. announce: told where texts go, once for each
            address, before they do. progress: told how far it is.
    """

    engine: str
    readings: int = 1
    announce: Callable[[str], None] = lambda _: None
    progress: Callable[[Progress], None] = lambda _: None


def _settings(item: Checked) -> ModelSettings:
    return model_settings(Path() if item.path == STDIN else Path(item.path))


def _prompts(settings: ModelSettings) -> Path | None:
    return Path(settings.prompts) if settings.prompts else None


def _beside(name: str, ending: str) -> Path | None:
    """A file of the reading of a report: in its folder, or beside it under its name; None for standard input."""
    path = Path(name)
    if name == STDIN:
        return None
    return path / f"{READING}{ending}" if path.is_dir() else path.with_name(f"{path.stem}-{READING}{ending}")


def refuse(engine: str, readings: int) -> None:
    """Refuse an engine that reads nothing, and a number of readings that is not meant.

    Raises:
        NianbaoError: either.
    """
    if engine not in ENGINES:
        raise NianbaoError(f"审读不能用“{engine}”引擎；可写 {'、'.join(ENGINES)}。")
    if readings not in (1, 2):
        raise NianbaoError("--readings 可写 1 或 2。")


def read_over(checked: Sequence[Checked], options: ReadingOptions) -> tuple[list[Checked], list[str]]:
    """Each report with what a model reads out of it, besides what the rules found.

    Args:
        checked: with their reports kept.

    Returns:
        The reports, and what the user should know.

    Raises:
        NianbaoError: an engine that cannot be used as the settings are; nothing was sent. InputError: a sheet whose
            answers cannot be used.
    """
    refuse(options.engine, options.readings)
    found: list[Checked] = []
    messages: list[str] = []
    told: set[str] = set()
    for item in checked:
        if item.report is None:
            found.append(item)
            continue
        name = f"{item.path}：" if len(checked) > 1 else ""
        if options.engine == "paste":
            read, lines = _by_paste(item, item.report, options)
        else:
            read, lines = _by_model(item, item.report, options, told)
        found.append(read)
        messages += [f"{name}{line}" for line in lines]
    return found, messages


def _by_model(item: Checked, report: Report, options: ReadingOptions, told: set[str]) -> tuple[Checked, list[str]]:
    settings = _settings(item)
    path = _beside(item.path, ".jsonl")
    job = record_in(path) if path is not None else None
    model: Model
    if options.engine == "replay":
        if job is None:
            raise NianbaoError("从标准输入读的文字没有记录，不能用 replay。")
        model = MaskedModel(Replayed(recorded(job)))
        return _judged(item, report, model, options, settings)
    if job is not None and not os.access(job.record_path.parent, os.W_OK):
        job = None  # a folder that may only be read: the report is read all the same, and leaves no record
    setup = Setup(settings=settings.reader or settings)
    if job is not None:
        setup = replace(setup, observe=Recorder(job, settings.record), asked=unfinished(job, "read"))
    model = model_for(options.engine, setup)
    if model.destination not in told:
        told.add(model.destination)
        options.announce(model.destination)
    read = _judged(item, report, model, options, settings)
    if job is not None and job.record_path.exists() and not any(one.verdict != "fails" for one in read[0].findings):
        record(job, "read", findings=len(read[0].findings) - len(item.findings))
    return read


def _judged(
    item: Checked, report: Report, model: Model, options: ReadingOptions, settings: ModelSettings, *,
    whole: bool = False, readings: int = 0,
) -> tuple[Checked, list[str]]:  # fmt: skip
    """A report with what was read out of it, silenced where somebody said so."""
    read = read_report(
        report,
        item.findings,
        model,
        Setup(settings=settings).options,
        readings=readings or options.readings,
        whole=whole,
        mask=mask_of(report),
        told=options.progress,
    )
    held = Silences(dismissed_in(item.path), item.rows, item.baseline_left)
    heard = silence(read.findings, report, held)
    findings = item.asked.of(heard.findings)
    counted = [one for one in read.findings if one.verdict == "fails"]
    made = replace(
        item,
        findings=[*read.told, *findings],
        rows_used=item.rows_used | heard.rows_used,
        baseline_left=heard.baseline_left,
        read=True,
    )
    if not read.lines and not counted:
        return made, ["模型没有读成，只有规则查出的。", *read.messages]
    warned = sum(one.severity == "warning" for one in counted)
    what = f"读出 {len(counted)} 处（有佐证的 {warned} 处作警告，其余作提示）" if counted else "没有读出问题"
    much = f"模型读了 {read.lines} 段" if read.lines else "模型的回答没有写完"
    return made, [f"{much}，{what}。", *read.messages]


# ── pasted answers


def _sheets(path: Path) -> list[Path]:
    """The sheets of a report, the latest first."""
    name = re.compile(rf"{re.escape(path.stem)}(?:-([0-9]+))?\.txt")
    found = [(int(match[1] or 1), one) for one in path.parent.glob("*.txt") if (match := name.fullmatch(one.name))]
    return [one for _, one in sorted(found, reverse=True)]


def _by_paste(item: Checked, report: Report, options: ReadingOptions) -> tuple[Checked, list[str]]:
    """What was pasted into a report's sheet; a sheet to copy where there is none."""
    path = _beside(item.path, ".txt")
    if path is None:
        raise NianbaoError("从标准输入读的文字不能用 paste；请存成文件再检查。")
    settings = _settings(item)
    digest = digest_of(report, _prompts(settings))
    sheets = [(one, decode(read_bytes(one), str(one))) for one in _sheets(path)]
    own = next((pair for pair in sheets if sheet_digest(pair[1]) == digest), None)
    answers = _answers(own)
    if own is not None and not answers:
        return _waiting(item, report, f"还没有粘贴模型的回答：{own[0]}"), [
            f"提示词写在：{own[0]}。复制到对话网页，把回答粘贴回这个文件，再运行同一条命令。"
        ]
    lines: list[str] = []
    if own is None:
        older = next(((one, got) for one, text in sheets if (got := _answers((one, text)))), None)
        if older is None or any(placeholders(text) for text in older[1].values()):
            sheet = _write_sheet(item, report, path, options, settings)
            return _waiting(item, report, f"还没有请模型审读，提示词写在：{sheet}"), [
                f"提示词写在：{sheet}。复制到对话网页，把回答粘贴回这个文件，再运行同一条命令。"
            ]
        answers = older[1]
        lines.append(
            f"报告（或者提示词）在写出 {older[0]} 以后改过：改过的地方模型没有读，只采用了原文还在的几处。"
            f"要再读一遍，请把 {older[0].name} 移走再运行。"
        )
    model = MaskedModel(PastedReading(answers))
    readings = max(options.readings, min(len(answers), 2))
    quiet = replace(options, progress=lambda _: None)
    read, told = _judged(item, report, model, quiet, settings, whole=True, readings=readings)
    return read, [*lines, *told]


def _answers(sheet: tuple[Path, str] | None) -> dict[str, str]:
    """What was pasted into a sheet; empty where nothing was."""
    if sheet is None:
        return {}
    try:
        return answers_in(sheet[1], str(sheet[0]))
    except InputError:
        return {}


def _waiting(item: Checked, report: Report, why: str) -> Checked:
    """A report that nobody has read yet: it is not said to be clean."""
    context = Context(report)
    context.rule = READ_BY_MODEL
    finding = context.whole(why, severity="warning", verdict="unassessed", fix="粘贴回答以后，再运行同一条命令")
    return replace(item, findings=[*item.findings, *item.asked.of([finding])], read=True)


def _write_sheet(item: Checked, report: Report, path: Path, options: ReadingOptions, settings: ModelSettings) -> Path:
    free, number = path, 1
    while free.exists():  # what a clerk pasted is never written over
        number += 1
        free = path.with_name(f"{path.stem}-{number}.txt")
    target = Path(item.path).resolve()
    name = "." if target.is_dir() else f'"{target.name}"'
    twice = f" --readings {options.readings}" if options.readings > 1 else ""
    run = [f'cd "{free.resolve().parent}"', f"nianbao check {name} --engine paste{twice}（或者与这次一样的命令）"]
    text = reading_sheet(report, item.findings, run, readings=options.readings, prompts=_prompts(settings))
    write_atomic(free, text.replace("\n", "\r\n").encode("utf-8-sig"))
    return free


# ── what it would cost


def tokens_told(checked: Sequence[Checked], options: ReadingOptions) -> list[str]:
    """About how many tokens a reading would take, and what they would cost where a price is set; nothing is sent.

    Raises:
        NianbaoError: the engine cannot be used as the settings are.
    """
    refuse(options.engine, options.readings)
    lines: list[str] = []
    total, cost, priced = 0, 0.0, True
    for item in checked:
        if item.report is None:
            continue
        settings = _settings(item)
        asked = _asked(item.report, item.findings, settings, whole=options.engine == "paste")
        given = sum(tokens(messages) for messages in asked) * options.readings
        answered = _ANSWER * len(asked) * options.readings
        total += given + answered
        priced = priced and bool(settings.price_input or settings.price_output)
        cost += (given * settings.price_input + answered * settings.price_output) / _MILLION
        name = f"{item.path}：" if len(checked) > 1 else ""
        lines.append(f"{name}分 {len(asked) * options.readings} 次发送，约 {given} 词元，回答约 {answered} 词元。")
    how = (
        f"，约 {cost:.2f} 元"
        if priced
        else "（在 nianbao.toml 的 [model] 里写 price-input、price-output，可以算出费用）"
    )
    lines.append(f"共约 {total} 词元{how}。按字数估计，偏多；什么也没有发送。")
    if options.engine in ("chat", "langchain"):
        places = {
            model_for(options.engine, Setup(settings=(one := _settings(item)).reader or one)).destination
            for item in checked
        }
        lines += [f"不写 --dry-run 时，报告的文字和表格将发送到：{place}" for place in sorted(places)]
    return lines


def _asked(report: Report, findings: Sequence[Finding], settings: ModelSettings, *, whole: bool) -> list[list[Message]]:
    mask = mask_of(report)
    return [
        masked_messages(messages, mask.fork())
        for _, messages in questions(report, findings, _prompts(settings), whole=whole)
    ]
