"""Character-level differences of two texts, grouped into the changes a person would mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*[%％‰]?|[A-Za-z]+|.", re.DOTALL)
"""A number and a Latin word are marked whole; anything else character by character."""
_SHORT = 2
"""Characters left alone between two marks that a person would not leave alone: 全镇 → 全县 aside, 加强培训 →
加大宣传培训 is one mark, not three."""
_LARGE = 200_000_000
"""Tokens of the one text times those of the other that are aligned at once (25 MB of bits)."""
_SENTENCE = re.compile(r"[^。；，\n]*(?:[。；，\n]|\Z)")


class Run(NamedTuple):
    """A stretch of two texts put beside each other.

    Attributes:
        kind: ``same`` in both, ``del`` in the old one only, ``ins`` in the new one only.
        text: its words; never empty.
    """

    kind: Literal["same", "del", "ins"]
    text: str


def old_text(runs: Sequence[Run]) -> str:
    """The text before: every change rejected."""
    return "".join(run.text for run in runs if run.kind != "ins")


def new_text(runs: Sequence[Run]) -> str:
    """The text after: every change accepted."""
    return "".join(run.text for run in runs if run.kind != "del")


def differences(old: str, new: str) -> list[Run]:
    """Two texts as one list of runs; a deletion stands before the insertion that replaces it.

    Args:
        old, new: texts of one paragraph or less; the cost grows with both lengths. Very long ones are aligned by
            sentences first.

    Returns:
        Runs from which ``old_text`` and ``new_text`` give the two back, character for character. Indel alignment
        (longest common subsequence) over numbers, Latin words and characters; what stays the same between two changes
        and is shorter than both is marked with them.
    """
    if old == new:
        return [Run("same", old)] if old else []
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _LARGE:
        return _by_sentences(old, new)
    pieces: list[list[str]] = []  # [same, deleted, inserted], in order: a same stretch, then a change
    for code in Indel.opcodes(before, after):
        gone, come = "".join(before[code.src_start : code.src_end]), "".join(after[code.dest_start : code.dest_end])
        if code.tag == "equal":
            pieces.append([gone, "", ""])
        elif pieces:
            pieces[-1][1] += gone
            pieces[-1][2] += come
        else:
            pieces.append(["", gone, come])
    runs: list[Run] = []
    for same, gone, come in _slid(_grouped(pieces)):
        runs += [Run("same", same)] if same else []
        runs += [Run("del", gone)] if gone else []
        runs += [Run("ins", come)] if come else []
    return runs


def _by_sentences(old: str, new: str) -> list[Run]:
    """Long texts: whole sentences aligned, then what was changed between them; in one piece where even that is long."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    first, last = before[:head], before[len(before) - tail :]
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    runs = [Run("same", "".join(first))]
    if len(before) * len(after) > _LARGE:
        runs += [Run("del", "".join(before)), Run("ins", "".join(after))]
        before, after = [], []
    gone = come = ""
    for code in Indel.opcodes(before, after):
        mine, theirs = "".join(before[code.src_start : code.src_end]), "".join(after[code.dest_start : code.dest_end])
        if code.tag != "equal":
            gone, come = gone + mine, come + theirs
            continue
        runs += [*_changed(gone, come), Run("same", mine)]
        gone = come = ""
    runs += [*_changed(gone, come), Run("same", "".join(last))]
    rows = ((kind, "".join(run.text for run in row)) for kind, row in groupby(runs, key=lambda run: run.kind))
    return [Run(kind, text) for kind, text in rows if text]


def _shared(one: list[str], other: list[str]) -> int:
    """How many sentences two texts begin with alike."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _changed(old: str, new: str) -> list[Run]:
    if len(old) * len(new) <= _LARGE:
        return differences(old, new)
    return [Run("del", old), Run("ins", new)]


def _grouped(pieces: list[list[str]]) -> list[list[str]]:
    """Changes with next to nothing between them taken as one."""
    grouped: list[list[str]] = []
    for same, gone, come in pieces:
        last = grouped[-1] if grouped else None
        if last is not None and (last[1] or last[2]) and (gone or come) and _swallowed(same, last, gone, come):
            last[1] += same + gone
            last[2] += same + come
        else:
            grouped.append([same, gone, come])
    return grouped


def _slid(pieces: list[list[str]]) -> list[list[str]]:
    """What was only put in, or only taken out, marked where a person would: from a mark on, or up to one.

    ``答【复，登记后回】复。`` and ``答复【，登记后回复】。`` say the same.
    """
    for number, piece in enumerate(pieces[:-1]):
        after = pieces[number + 1]
        if bool(piece[1]) == bool(piece[2]) or not after[0]:
            continue
        side = 1 if piece[1] else 2
        best = _best_place(piece[0], piece[side], after[0])
        if best:
            whole = piece[0] + piece[side] + after[0]
            low = len(piece[0]) + best
            high = low + len(piece[side])
            piece[0], piece[side], after[0] = whole[:low], whole[low:high], whole[high:]
    return pieces


def _best_place(before: str, change: str, after: str) -> int:
    """How far to slide a change, to the right; 0 where it stands well or cannot be slid to a better place."""
    whole = before + change + after
    start, end = len(before), len(before) + len(change)
    if _stands_well(change):
        return 0
    for step in (1, -1):
        shift = 0
        while abs(shift) < len(change) + _SHORT:
            low, high = start + shift, end + shift
            there, here = (low, high) if step > 0 else (high - 1, low - 1)
            if (
                not 0 <= here < len(whole)
                or whole[there] != whole[here]
                or (whole[here].isalnum() and whole[here].isascii())
            ):
                break
            shift += step
            if not start + shift > 0 or end + shift >= len(whole):
                break
            if _stands_well(whole[start + shift : end + shift]):
                return shift
    return 0


def _stands_well(change: str) -> bool:
    return change[0] in "，；、（" or change[-1] in "。；，、）\n"


def _swallowed(same: str, before: list[str], gone: str, come: str) -> bool:
    """Whether a person would mark on over an unchanged stretch: it is short, and shorter than the changes around it."""
    if any(mark in same for mark in "。；，、：\n"):
        return False
    return len(same) <= _SHORT and len(same) <= min(max(len(before[1]), len(before[2])), max(len(gone), len(come)))
