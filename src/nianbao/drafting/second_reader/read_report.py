"""审读: a report read by a model, once or twice; what code bears out of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.checking.read_by_model import READ_BY_MODEL
from nianbao.drafting.answers import BadAnswer, ReadAnswer, ReadDoubt, ReadFault, parse, schema_of
from nianbao.drafting.engines.model_budget import Budget, Options, Progress, asked
from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.drafting.plain_words import allowed_value
from nianbao.drafting.prompts import Message, load_prompt
from nianbao.drafting.second_reader.finding_judge import Complaint, FindingJudge, Judged, Why
from nianbao.drafting.second_reader.stretches import Stretch, messages_of, named_findings, stretches_of
from nianbao.report import Report
from nianbao.text.masking import Mask

_OBJECT = re.compile(r"\{")
_READ = re.compile(r'["“”]read["“”]\s*[:：]\s*["“”]?([0-9]+)')
_DROPPED: dict[Why, str] = {
    "absent": "引文不在原文里",
    "refuted": "照表格算不成立",
    "variant": "只是换个写法",
    "label": "要改规定格式里的名称",
    "name": "要改单位的名称",
    "taste": "只是写法的好坏",
    "useless": "没有说出错在哪里",
    "alone": "两次审读只有一次读出",
}
"""Why complaints were dropped, as a clerk is told; what a rule has told already is not worth a word."""


@dataclass(frozen=True)
class Answered:
    """One answer: its complaints, and whether all that was asked was read.

    Attributes:
        faults: that could be read. bad: how many could not. read: number of the last paragraph that was read, None
            where it is not said. cut: whether the answer breaks off. doubts: of what the rules found.
    """

    faults: tuple[ReadFault, ...]
    bad: int = 0
    read: int | None = None
    cut: bool = False
    doubts: tuple[ReadDoubt, ...] = ()


def faults_in(text: str) -> Answered:
    """The complaints of an answer; of one that is cut off or not quite as asked for, those that are whole.

    Raises:
        BadAnswer: nothing of it can be read.
    """
    try:
        answer = parse(text, ReadAnswer)
    except BadAnswer as error:
        found, bad = _salvaged(text)
        read = _READ.findall(text)
        cut = "没有写完" in str(error)
        if not found and (cut or bad or '"faults"' not in text):
            raise
        return Answered(tuple(found), bad, int(read[-1]) if read else None, cut)
    number = re.search("[0-9]+", answer.read)
    last = int(number.group()) if number is not None else None
    return Answered(tuple(answer.faults), 0, last, doubts=tuple(answer.doubts))


_EMPTY: dict[str, Any] = {"at": "", "kind": "", "said": "", "right": "", "why": "", "cells": [], "calc": ""}


def _salvaged(text: str) -> tuple[list[ReadFault], int]:
    """The complaints of an answer that stand by themselves, and how many of them lack something."""
    decoder = json.JSONDecoder(strict=False)
    found: list[ReadFault] = []
    bad = at = 0
    while (match := _OBJECT.search(text, at)) is not None:
        at = match.end()
        try:
            value, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if not isinstance(value, dict) or "quote" not in value:
            continue
        at = end
        try:
            known = {key: item for key, item in value.items() if key in ReadFault.model_fields}
            found.append(ReadFault.model_validate(allowed_value(_EMPTY | known)))
        except ValidationError:
            bad += 1
    return found, bad


@dataclass
class SecondReading:
    """What a model read out of a report.

    Attributes:
        findings: warnings borne out by code or by two readings, hints else; and what was not read, as ``unassessed``.
        told: what the rules found; a warning that every reading doubts is a hint. messages: what the user should know,
            in Chinese. dropped: complaints that were not taken, by reason. lines: of the report that were
            read. tokens: they took.
    """

    findings: list[Finding] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dropped: Counter[Why] = field(default_factory=Counter)
    lines: int = 0
    tokens: int = 0


def questions(
    report: Report, findings: Sequence[Finding] = (), prompts: Path | None = None, *, whole: bool = False
) -> list[tuple[Stretch, list[Message]]]:
    """What a model is to read of a report, a stretch at a time; masked when it is sent.

    Args:
        findings: what the rules found. prompts: the user's own prompts. whole: whether it is asked in one piece.
    """
    return _Asked(report, findings).questions(prompts, whole=whole)


class _Asked:
    def __init__(self, report: Report, findings: Sequence[Finding]) -> None:
        self.context = Context(report, None)
        self.findings = findings
        self.judge = FindingJudge(self.context, findings)

    def questions(self, prompts: Path | None, *, whole: bool = False) -> list[tuple[Stretch, list[Message]]]:
        stretches = stretches_of(self.context, 10**9) if whole else stretches_of(self.context)
        return [
            (stretch, messages_of(self.context, self.judge.rows, stretch, self.findings, prompts))
            for stretch in stretches
        ]


def read_report(
    report: Report,
    findings: Sequence[Finding],
    model: Model,
    options: Options,
    *,
    readings: int = 1,
    whole: bool = False,
    mask: Mask | None = None,
    told: Callable[[Progress], None] = lambda _: None,
) -> SecondReading:
    """Have a report read by a model, and judge what it says.

    Args:
        report: as read. findings: what the rules found in it. model: who reads. options: budget and prompts.
        readings: how often it is read; of two, what both say is a warning, what one says alone and code does not bear
            out is dropped. whole: whether it is asked in one piece. mask: its placeholders. told: how far it is.

    Returns:
        No finding is an error. What could not be read is told by a finding that nothing was judged there.
    """
    asked_of = _Asked(report, findings)
    read = SecondReading(told=list(findings))
    if not asked_of.context.document.blocks:
        return read
    budget = Budget(options)
    with closing(model):
        turns = [
            _turn(asked_of, model, options, budget, read, turn, whole=whole, mask=mask, told=told)
            for turn in range(max(readings, 1))
        ]
    read.tokens = budget.tokens
    judged = [asked_of.judge.judged(faults) for faults, _ in turns]
    read.findings = [*_findings(asked_of.judge, judged, read), *read.findings]
    doubted = [
        asked_of.judge.doubted(doubts) if one.reliable else {} for one, (_, doubts) in zip(judged, turns, strict=True)
    ]
    _lower(read, {name: why for name, why in doubted[0].items() if all(name in one for one in doubted)}, findings)
    if why := _why_dropped(read.dropped):
        read.messages.append(why)
    return read


def _turn(
    asked_of: _Asked, model: Model, options: Options, budget: Budget, read: SecondReading, turn: int, *, whole: bool,
    mask: Mask | None, told: Callable[[Progress], None],
) -> tuple[list[ReadFault], list[ReadDoubt]]:  # fmt: skip
    """One reading of all stretches."""
    prompt = load_prompt("proofread", options.prompts)
    found: list[ReadFault] = []
    doubts: list[ReadDoubt] = []
    for number, (stretch, messages) in enumerate(asked_of.questions(options.prompts, whole=whole)):
        ask = Ask(f"read.{number}", prompt.label, messages, schema_of(ReadAnswer), candidate=turn, mask=mask)
        label = f"审读第{stretch.first}段到第{stretch.last}段"
        told(Progress(label, turn, "asked", budget.tokens, budget.seconds))
        try:
            answer = faults_in(asked(model, ask, budget))
        except (ModelError, BadAnswer) as error:
            told(Progress(label, turn, "failed", budget.tokens, budget.seconds))
            read.findings.append(_unread(asked_of.context, stretch, str(error)))
            if isinstance(error, ModelError) and error.hopeless:
                break
            continue
        told(Progress(label, turn, "done", budget.tokens, budget.seconds))
        found += answer.faults
        doubts += answer.doubts
        read.dropped["useless"] += answer.bad
        last = answer.read if answer.read is not None else stretch.last
        if answer.cut:
            read.findings.append(_unread(asked_of.context, stretch, "回答没有写完，写完的几处已经采用"))
        elif last < stretch.last:
            read.findings.append(_unread(asked_of.context, Stretch(last + 1, stretch.last), f"模型只读到第{last}段"))
        if turn == 0 and not answer.cut:
            read.lines += max(min(last, stretch.last) - stretch.first + 1, 0)
    return found, doubts


def _lower(read: SecondReading, doubted: dict[str, str], findings: Sequence[Finding]) -> None:
    """Make hints of the warnings that were doubted, and say so."""
    given = {id(item): doubted[name] for name, item in named_findings(findings).items() if name in doubted}
    read.told = [
        item.model_copy(update={"severity": "info", "evidence": {**item.evidence, "审读": f"模型认为不是问题：{why}"}})
        if (why := given.get(id(item))) is not None
        else item
        for item in findings
    ]
    if given:
        read.messages.append(
            f"规则查出的警告中，模型认为有 {len(given)} 处不是问题，已改为提示，理由写在后面，请核对。"
        )


def _unread(context: Context, stretch: Stretch, why: str) -> Finding:
    """That a stretch was not read: it is not said to be clean."""
    context.rule = READ_BY_MODEL
    block = context.document.blocks[max(min(stretch.first, len(context.document.blocks)), 1) - 1]
    begins = context.document.text[block.start : block.end].strip()[:12]
    return context.whole(
        f"模型没有读成第{stretch.first}段（“{begins}”）到第{stretch.last}段：{why.rstrip('。')}",
        severity="warning",
        verdict="unassessed",
        fix="再审读一次，或者自己读一遍",
    )


def _findings(judge: FindingJudge, judged: list[Judged], read: SecondReading) -> Iterator[Finding]:
    for one in judged:
        read.dropped.update(one.dropped)
    first, others = judged[0], judged[1:]
    agreed: list[tuple[Complaint, bool]] = [
        (item, bool(others) and all(any(item.meets(one) for one in other.kept) for other in others))
        for item in first.kept
    ]
    known = [item for item, _ in agreed]
    agreed += [(item, False) for other in others for item in other.kept if not any(item.meets(one) for one in known)]
    for item, twice in sorted(agreed, key=lambda pair: pair[0].start):
        borne = item.state == "borne"
        if others and not twice and not borne:
            read.dropped["alone"] += 1
            continue
        grounds = "、".join([*(["程序核算"] if borne else []), *(["两次审读一致"] if twice else [])])
        yield judge.finding(item, "warning" if grounds else "info", grounds)


def _why_dropped(dropped: Counter[Why]) -> str:
    shown = [f"{words} {dropped[why]} 处" for why, words in _DROPPED.items() if dropped[why]]
    return f"模型另外说的没有采用：{'，'.join(shown)}。" if shown else ""
