"""What goes back to a model: its answer, and a numbered list of what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.drafting.brief import Brief
from nianbao.drafting.lock import Complaint
from nianbao.drafting.prompts import Message, Prompt

__all__ = ["FORMATS", "complaint_list", "repair_messages"]

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
        complaints=complaint_list(complaints),
        format=FORMATS[brief.task],
    )
