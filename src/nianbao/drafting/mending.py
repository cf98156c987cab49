"""What goes back of an answer: the sentences at fault alone, each with why and what its sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nianbao.drafting.answers import AspectAnswer, MendAnswer, ProblemAnswer, ProblemsAnswer, Said
from nianbao.drafting.brief import Brief
from nianbao.drafting.complaints import Complaint
from nianbao.drafting.drafted_part import Part
from nianbao.drafting.prompts import Message, Prompt, figures_told
from nianbao.patterns import lazy

__all__ = ["Fault", "faults", "mend_messages", "mended_answer"]

_Slot = tuple[str, str]
"""A problem's id and ``problem`` or ``measures``; empty for an aspect."""
_NUMBER = lazy(r"^[0-9]{1,2}\.")
_MOST = 20
"""Faults that go back at once."""


@dataclass
class Fault:
    """A sentence that cannot stay as it is, or a source that no sentence says.

    Attributes:
        slot: where it stands. text: as answered; empty for what is not said. why: what is wrong with it.
        sources: the ids that it names, ours.
    """

    slot: _Slot
    text: str
    why: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def _placed(answer: AspectAnswer | ProblemsAnswer, brief: Brief) -> Iterator[tuple[_Slot, Said]]:
    if isinstance(answer, AspectAnswer):
        yield from ((("", ""), said) for said in answer.sentences)
        return
    for item in answer.problems:
        id = brief.short.id(item.id).removeprefix("problem:")
        yield from (((id, "problem"), said) for said in item.problem)
        yield from (((id, "measures"), said) for said in item.measures)


def faults(answer: AspectAnswer | ProblemsAnswer, part: Part, complaints: Sequence[Complaint]) -> list[Fault]:
    """What an answer has to have mended, in its order, then what it leaves out.

    Args:
        part: the answer as locked. complaints: the lock's, the rules' and the reader's.
    """
    brief = part.brief
    why: dict[str, list[str]] = {}
    for complaint in complaints:
        if complaint.sentence:
            bare = re.sub(_NUMBER.pattern, "", complaint.sentence)
            text = next((part.answered[one] for one in (complaint.sentence, bare) if one in part.answered), bare)
            why.setdefault(text, []).append(complaint.why)
    found: dict[str, Fault] = {}
    for slot, said in _placed(answer, brief):
        text = said.text.strip()
        if text in why and text not in found:
            found[text] = Fault(slot, text, why[text], brief.short.ids(said.sources))
    return [*found.values(), *_left_out(part)][:_MOST]


def _left_out(part: Part) -> Iterator[Fault]:
    brief = part.brief
    if brief.task != "problems":
        gaps = {source for gap in part.gaps for source in gap.sources}  # a sentence that goes back says it
        for source in [*part.unsaid(), *(item.own for item in part.omitted())]:
            if source not in gaps:
                yield Fault(("", ""), "", ["还没有写到，或没有写全，请写成一句"], [source])
        return
    for item in brief.problems:
        for what, slot, given in (
            ("问题", f"problems.{item.id}", item.problem),
            ("措施", f"problems.{item.id}.measure", item.measure),
        ):
            if given.strip() and not part.slots.get(slot) and not any(gap.slot == slot for gap in part.gaps):
                place = (item.id, "problem" if what == "问题" else "measures")
                yield Fault(place, "", [f"这个问题还没有写{what}，请写成一句"], [f"problem:{item.id}"])


def _line(source: str, brief: Brief) -> str:
    """What a source says, as the model was shown it; empty for an id of a figure or of nothing."""
    lines = (*brief.fact_lines.splitlines(), *brief.note_lines.splitlines())
    shown = brief.short.shown.get(source, source)
    return next((line.removeprefix("- ") for line in lines if line.startswith(f"- {shown}：")), "")


def mend_messages(prompt: Prompt, brief: Brief, wrong: Sequence[Fault]) -> list[Message]:
    """The messages that ask for the sentences at fault, and no others."""
    items = []
    for number, fault in enumerate(wrong, 1):
        whole = brief.citing(fault.sources)
        basis = [line for source in fault.sources if (line := _line(source, whole))]
        lines = [f"{number}. 原句：{fault.text}" if fault.text else f"{number}. （还没有写）"]
        lines.append("   问题：" + "；".join(dict.fromkeys(brief.short.told(why) for why in fault.why)))
        lines += [f"   依据：{line}" for line in basis] or ["   依据：（没有）"]
        items.append("\n".join(lines))
    report = brief.inputs()["report"]
    return prompt.fill(report=report, items="\n".join(items), figures=figures_told(shown=brief.show_values))


def mended_answer(
    answer: AspectAnswer | ProblemsAnswer, wrong: Sequence[Fault], given: MendAnswer, brief: Brief
) -> AspectAnswer | ProblemsAnswer:
    """An answer with the mended sentences in the place of those at fault; the others are as they were.

    Args:
        wrong: as they were numbered. given: what came back; what has no words is left out of the answer.
    """
    fresh: dict[int, list[Said]] = {}
    for item in given.sentences:
        if 1 <= item.n <= len(wrong):
            said = (
                [Said(text=item.text, sources=item.sources or wrong[item.n - 1].sources)] if item.text.strip() else []
            )
            fresh.setdefault(item.n - 1, []).extend(said)
    instead = {(wrong[at].slot, wrong[at].text): said for at, said in fresh.items() if wrong[at].text}
    more: dict[_Slot, list[Said]] = {}
    for at, said in fresh.items():
        if not wrong[at].text:
            more.setdefault(wrong[at].slot, []).extend(said)

    def put(slot: _Slot, old: Sequence[Said]) -> list[Said]:
        kept: list[Said] = []
        for said in old:
            kept += instead.get((slot, said.text.strip()), [said])
        return kept + more.pop(slot, [])

    if isinstance(answer, AspectAnswer):
        return AspectAnswer(sentences=put(("", ""), answer.sentences))
    rows = []
    for row in answer.problems:
        id = brief.short.id(row.id).removeprefix("problem:")
        rows.append(
            ProblemAnswer(
                id=row.id, problem=put((id, "problem"), row.problem), measures=put((id, "measures"), row.measures)
            )
        )
    rows += [
        ProblemAnswer(id=id, problem=put((id, "problem"), []), measures=put((id, "measures"), []))
        for id in dict.fromkeys(id for id, _ in more)
    ]
    return ProblemsAnswer(problems=rows)
