"""Which figures, names and blanks of an edited sentence are still bound to facts."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from nianbao.report import Blank, FactRef, Sentence, Span, Text
from nianbao.text import Quantity, quantities

__all__ = ["realign"]


def _kept(spans: list[Span], old: str, new: str) -> tuple[list[tuple[int, int, Span]], list[tuple[FactRef, int, int]]]:
    """Spans that stand unchanged in the new text with their offsets, and figures that do not with where they were."""
    blocks = [op for op in Indel.opcodes(old, new) if op.tag == "equal"]
    kept: list[tuple[int, int, Span]] = []
    lost: list[tuple[FactRef, int, int]] = []
    at = 0
    for span in spans:
        start, end = at, at + len(span.shown)
        at = end
        if isinstance(span, Text) or start == end:
            continue
        block = next((op for op in blocks if op.src_start <= start and end <= op.src_end), None)
        if block is not None:
            offset = block.dest_start - block.src_start
            kept.append((start + offset, end + offset, span))
        elif isinstance(span, FactRef):
            before = max((op.dest_end - max(0, op.src_end - start) for op in blocks if op.src_start < start), default=0)
            after = min(
                (op.dest_start + max(0, end - op.src_start) for op in blocks if op.src_end > end), default=len(new)
            )
            lost.append((span, before, after))
    return kept, lost


def _touches_digits(new: str, start: int, end: int) -> bool:
    """Whether a kept figure runs on into digits someone added: 3件 inside 13件."""
    before = new[start - 1] if start else ""
    after = new[end] if end < len(new) else ""
    joins_before = bool(before) and (before.isdigit() or before in ".,") and new[start].isdigit()
    return joins_before or (after.isdigit() and new[end - 1].isdigit())


def _spaced(new: str, ref: FactRef, start: int, end: int) -> re.Match[str] | None:
    """A figure that stands as it was but for white space someone put into it: 2026年 6 月."""
    for hit in re.finditer(r"\s*".join(map(re.escape, ref.shown)), new):
        inside = hit.start() <= end and start <= hit.end() and hit.group() != ref.shown
        if inside and not _touches_digits(new, *hit.span()):
            return hit
    return None


def _typed_over(
    new: str, lost: list[tuple[FactRef, int, int]], kept: list[tuple[int, int, Span]]
) -> list[tuple[int, int, Span]]:
    free: list[Quantity] = [
        quantity
        for quantity in quantities(new)
        if not any(start < quantity.end and quantity.start < end for start, end, _ in kept)
    ]
    found: list[tuple[int, int, Span]] = []
    for ref, start, end in lost:
        if (hit := _spaced(new, ref, start, end)) is not None:
            found.append((*hit.span(), ref.model_copy(update={"typed": hit.group()})))
            continue
        near = [quantity for quantity in free if quantity.start <= end and start <= quantity.end]
        if near:
            quantity = near[0]
            free.remove(quantity)
            found.append((quantity.start, quantity.end, ref.model_copy(update={"typed": quantity.text})))
    return found


def realign(sentence: Sentence, new: str) -> list[Span]:
    """The spans of an edited sentence.

    Figures, names and blanks that still stand keep their references; a figure with another written over
    it keeps its reference with ``typed``; everything else is the person's text.

    Args:
        sentence: as it was written.
        new: the text a person made of it.
    """
    kept, lost = _kept(sentence.spans, sentence.text, new)
    for item in list(kept):
        start, end, span = item
        if isinstance(span, FactRef) and _touches_digits(new, start, end):
            kept.remove(item)
            lost.append((span, start, end))
    placed = sorted([*kept, *_typed_over(new, lost, kept)], key=lambda item: item[0])
    spans: list[Span] = []
    at = 0
    for start, end, span in placed:
        if start < at:
            continue
        if start > at:
            spans.append(Text(text=new[at:start]))
        spans.append(span)
        at = end
    if at < len(new):
        spans.append(Text(text=new[at:]))
    return spans


def has_blank(spans: list[Span]) -> bool:
    """Whether something in it still waits for a person."""
    return any(isinstance(span, Blank) for span in spans)
