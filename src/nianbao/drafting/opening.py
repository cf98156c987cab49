"""The half sentence that ends a section's opening: what of it stands, item by item, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nianbao.drafting.answers import AspectAnswer, Said
from nianbao.drafting.brief import Brief
from nianbao.drafting.complaints import Fault
from nianbao.drafting.draft import Dropped
from nianbao.drafting.drafted_part import OPENED

_LATER = "总起只写一句，后面的没有采用"
_HALF = "；只写接在“{opens}”后面的半句"
_WHOLE = "没有写成"


class Opening(NamedTuple):
    """What is taken of an answer: with no sentence where nothing stands; what is not taken, each with the reason."""

    answer: AspectAnswer
    gone: list[Dropped]


def _without_one(clause: str) -> Iterator[tuple[str, str]]:
    """A clause without one of the items that it lists, the last first, and that item; its verb stays."""
    items = clause.split("、")
    for at in range(len(items) - 1, 0, -1):
        yield "、".join([*items[:at], *items[at + 1 :]]), items[at]


def opening_of(answer: AspectAnswer, wrong: Callable[[AspectAnswer], str]) -> Opening:
    """What of an answer stands: all of it, or what is left without the items at fault.

    Args:
        wrong: why an answer cannot stand; empty where it can.
    """
    if not answer.sentences:
        return Opening(answer, [])
    said = answer.sentences[0]
    later = [Dropped(text=item.text.strip(), reason=_LATER) for item in answer.sentences[1:]]
    half = OPENED.sub("", said.text.strip()).rstrip("。；， ")

    def of(clauses: list[str]) -> AspectAnswer:
        return AspectAnswer(sentences=[Said(text=f"{'，'.join(clauses)}。", sources=said.sources)])

    if not (why := wrong(of([half]))):
        return Opening(of([half]), later)
    kept: list[str] = []
    gone: list[Dropped] = []
    for clause in half.split("，"):
        if not (reason := wrong(of([clause]))):
            kept.append(clause)
            continue
        shorter, item = next((pair for pair in _without_one(clause) if not wrong(of([pair[0]]))), ("", clause))
        kept += [shorter] if shorter else []
        gone.append(Dropped(text=item, reason=reason))
    if kept and gone and not wrong(of(kept)):
        return Opening(of(kept), [*gone, *later])
    return Opening(AspectAnswer(sentences=[]), [Dropped(text=f"{half}。", reason=why or _WHOLE), *later])


def opening_fault(answer: AspectAnswer, why: str, brief: Brief) -> Fault:
    """An opening that was not taken, as it goes back."""
    said = answer.sentences[0]
    asked = _HALF.format(opens=brief.opens.replace("{{year}}", str(brief.book.report.year or "")))
    return Fault(("", ""), said.text.strip(), [why + asked], brief.short.ids(said.sources))
