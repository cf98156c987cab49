"""A draft (草稿): a report, and what drafting it left over."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from nianbao.checking.finding import Finding
from nianbao.report import Report, Sentence

__all__ = ["Advice", "Draft", "Dropped", "Usage"]


class Dropped(BaseModel):
    """A sentence an engine proposed and we did not keep, with the reason."""

    model_config = ConfigDict(extra="forbid")

    text: str
    reason: str


class Advice(BaseModel):
    """An aspect that rests on no note, and what would make it concrete."""

    model_config = ConfigDict(extra="forbid")

    aspect: str
    label: str
    concrete: str


class Usage(BaseModel):
    """What an engine used; all zero offline."""

    model_config = ConfigDict(extra="forbid")

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Draft(BaseModel):
    """What drafting gives.

    Attributes:
        report: the drafted report, stage ``draft``; its cells, notes and problems are the input's.
        findings: of checking it.
        unused: ids of notes and problems no sentence rests on.
        dropped: sentences not kept, with reasons.
        advice: aspects without a note.
        read: sentences taken over from free text, which the clerk should read.
        failures: parts that the engine could not write and the offline engine did, with the reason.
        unverified: parts that no model read again for support, though one was asked, with the reason.
    """

    model_config = ConfigDict(extra="forbid")

    report: Report
    engine: str = "offline"
    findings: list[Finding] = []
    unused: list[str] = []
    dropped: list[Dropped] = []
    advice: list[Advice] = []
    read: list[Sentence] = []
    usage: Usage = Usage()
    prompts: dict[str, str] = {}
    failures: dict[str, str] = {}
    unverified: dict[str, str] = {}
