"""A draft (草稿): a report, and what drafting it left over; and the port that every engine (起草引擎) stands behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict, Field

from nianbao.checking.finding import Finding
from nianbao.facts import FactBook
from nianbao.report import Report, Section, Sentence

if TYPE_CHECKING:
    from nianbao.drafting.brief import Brief
    from nianbao.drafting.complaints import Complaint, Fault
    from nianbao.drafting.prompts import Message


class Dropped(BaseModel):
    """A sentence an engine proposed, or words of a note, that we did not keep, with the reason.

    Attributes:
        note: the note's id; empty for a sentence.
    """

    model_config = ConfigDict(extra="forbid")

    text: str
    reason: str
    note: str = ""


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
        left: parts whose last answer wants mending (``Left``), by key; of this run alone, never saved.
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
    left: dict[str, Any] = Field(default={}, exclude=True, repr=False)


class Left(NamedTuple):
    """An answer that wants mending: of which part, its text, what is wrong with it, and its sentences at fault; none
    where it has to be written anew."""

    brief: Brief
    answer: str
    complaints: list[Complaint]
    wrong: list[Fault]


class Unread(NamedTuple):
    """A part that no model has read: its brief, and the question to a reading model."""

    brief: Brief
    messages: list[Message]


@dataclass(frozen=True)
class Composed:
    """What an engine gives: sections without tables' figures, sentences it could not keep, what it used, and the
    parts for which it had to take the offline engine's text, and those that no model verified, with the reason."""

    sections: list[Section]
    dropped: list[Dropped] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    prompts: dict[str, str] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    unverified: dict[str, str] = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)
    """Parts whose last answer still has something wrong with it."""


class Engine(Protocol):
    """A way of drafting. ``sends`` says whether anything leaves the machine, ``destination`` where to."""

    name: str
    sends: bool
    destination: str

    def compose(self, book: FactBook, parts: frozenset[str] | None = None) -> Composed:
        """Draft every section of a report from its facts; blocking.

        Args:
            parts: ids of sections, or of a section and an aspect (``overview.requests``), that a model is asked for;
                the others are the offline engine's. None for all.
        """
        ...
