"""What is wrong with a model's answer, and how it goes back: its answer with a numbered list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nianbao.drafting.brief import Brief
from nianbao.drafting.prompts import Message, Prompt, figures_told


class Complaint(NamedTuple):
    """What is wrong with an answer, in Chinese, as it goes back to the model and into the record.

    Attributes:
        sentence: its text as answered, where it is one sentence's. fatal: the sentence cannot be kept.
        lacks: what is not told, by its source, of a problem with ``problem`` or ``measures`` behind it.
    """

    why: str
    sentence: str = ""
    fatal: bool = True
    lacks: str = ""

    def __str__(self) -> str:
        return f"“{self.sentence}”：{self.why}" if self.sentence else self.why


Slot = tuple[str, str]
"""A problem's id and ``problem`` or ``measures``; empty for an aspect."""


@dataclass
class Fault:
    """A sentence that cannot stay as it is, or a source that no sentence says.

    Attributes:
        slot: where it stands. text: as answered; empty for what is not said. why: what is wrong with it.
        sources: the ids that it names, ours. kept: whether it stands in the draft all the same.
    """

    slot: Slot
    text: str
    why: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    kept: bool = False

    @property
    def tells(self) -> set[str]:
        """What is not told where it has no words, as in a complaint."""
        return {f"problem:{self.slot[0]} {self.slot[1]}"} if self.slot[0] else set(self.sources)


FORMATS = {
    "aspect": '{"sentences": [{"text": "…", "sources": ["…"]}]}',
    "problems": '{"problems": [{"id": "…", "problem": [{"text": "…", "sources": ["…"]}], '
    '"measures": [{"text": "…", "sources": ["…"]}]}]}',
}
"""What each task's answer looks like."""
_LISTED = 20
"""Complaints that go back at once."""


def complaint_list(complaints: Sequence[Complaint]) -> str:
    """Complaints as they go back to a model: a numbered list."""
    said = list(dict.fromkeys(map(str, complaints)))
    lines = [f"{number}. {text}" for number, text in enumerate(said[:_LISTED], 1)]
    return "\n".join([*lines, *([f"（还有 {len(said) - _LISTED} 条同类的）"] if len(said) > _LISTED else [])])


def repair_messages(prompt: Prompt, brief: Brief, answer: str, complaints: Sequence[Complaint]) -> list[Message]:
    """The messages that ask for an answer to be mended."""
    return prompt.fill(
        report=brief.inputs()["report"],
        facts=brief.fact_lines,
        notes=brief.note_lines,
        answer=answer.strip(),
        complaints=brief.short.told(complaint_list(complaints)),
        figures=figures_told(shown=brief.show_values),
        format=FORMATS[brief.task],
    )
