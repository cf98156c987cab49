"""审读: a model reads the text for errors of meaning that no rule finds. Off unless asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from nianbao.checking import Finding, Fix
from nianbao.checking.context import Context
from nianbao.checking.rule import Rule
from nianbao.drafting.answers import BadAnswer, Proof, ProofreadAnswer, parse, schema_of
from nianbao.drafting.engines.model_port import Ask, Model, ModelError
from nianbao.drafting.plain_words import broken, mended
from nianbao.drafting.prompts import Message, load_prompt
from nianbao.report import Report
from nianbao.text import quantities
from nianbao.text.masking import invented, placeholders

__all__ = ["Proofread", "proofread", "questions"]

_CHUNK = 1500
"""Characters that are read at once."""
_SHORTEST, _LONGEST = 2, 60
_RULE = Rule(
    code="READ01",
    name="read-by-model",
    title="模型读出的错字、漏字和用词不当",
    severity="info",
    grounds="inference",
    check=lambda _: iter(()),
    docstring="",
)


class Proofread(NamedTuple):
    """What a model read out of a report.

    Attributes:
        findings: each with a quotation that stands in the text. dropped: how many had none.
        failures: what could not be asked, in Chinese.
    """

    findings: list[Finding]
    dropped: int
    failures: list[str]


def _chunks(report: Report) -> Iterator[str]:
    lines: list[str] = []
    size = 0
    for _, paragraph in report.paragraphs():
        text = paragraph.text
        if lines and size + len(text) > _CHUNK:
            yield "\n".join(lines)
            lines, size = [], 0
        if text.strip():
            lines.append(text)
            size += len(text)
    if lines:
        yield "\n".join(lines)


def questions(report: Report, prompts: Path | None = None) -> list[list[Message]]:
    """What a model is to read of a report: its paragraphs, a stretch at a time; masked when it is sent."""
    prompt = load_prompt("proofread", prompts)
    return [prompt.fill(text=chunk) for chunk in _chunks(report)]


def _found(context: Context, proof: Proof, told: set[int]) -> Finding | None:
    """The finding of a proof; None where its quotation does not stand in the text exactly, or has been told."""
    quote = proof.quote
    if not _SHORTEST <= len(quote.strip()) <= _LONGEST or not proof.why.strip():
        return None
    start = context.document.text.find(quote)
    if start < 0 or start in told:
        return None
    told.add(start)
    right = "" if invented(proof.right) or placeholders(proof.right) else mended(proof.right)
    strange = broken(right, context.document.text)
    same = [item.text for item in quantities(quote)] == [item.text for item in quantities(right)]
    advice = f"核对后改为“{right}”" if right and right != quote else "核对后改正"
    mends = bool(right) and not strange and right != quote and same and len(right) < 2 * len(quote) + 4
    fix = Fix(applies="unsafe", text=right, advice=advice) if mends else Fix(advice=advice)
    said = f"模型认为：{mended(proof.why)[:80]}"
    return context.mark(start, start + len(quote), said, severity="info", evidence={"来源": "模型"}, fix=fix)


def proofread(report: Report, model: Model, prompts: Path | None = None) -> Proofread:
    """Have a report read by a model.

    Args:
        report: as read. model: who reads. prompts: the user's own prompts.

    Returns:
        Findings of level info. What a model quotes otherwise than it stands is dropped.
    """
    context = Context(report, None)
    context.rule = _RULE
    prompt = load_prompt("proofread", prompts)
    findings: list[Finding] = []
    failures: list[str] = []
    dropped, told = 0, set[int]()
    with closing(model):
        for number, messages in enumerate(questions(report, prompts)):
            ask = Ask(f"proofread.{number}", prompt.label, messages, schema_of(ProofreadAnswer))
            try:
                answer = parse(model.answer(ask).text, ProofreadAnswer)
            except (ModelError, BadAnswer) as error:
                failures.append(str(error))
                if isinstance(error, ModelError) and error.hopeless:
                    break
                continue
            for proof in answer.proofs:
                finding = _found(context, proof, told)
                if finding is None:
                    dropped += 1
                else:
                    findings.append(finding)
    return Proofread(findings, dropped, list(dict.fromkeys(failures)))
