"""Paragraphs that were split into several or merged into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from nianbao.align.differences import Run, differences
from nianbao.align.pairing import PairingItem, likeness

__all__ = ["Group", "joined", "shared_out"]

_WHOLE = 0.75
"""Likeness of a paragraph and its parts put together."""
_BETTER = 0.08
"""How much more alike the parts together must be than the one that is paired already."""
_INSIDE = 0.85
"""Share of a part's characters that stand, in order, in the whole."""
_SHORT = 6
"""Characters of the shortest part."""
_MOST = 100
"""Paragraphs looked at on each side of a place."""


class Group(NamedTuple):
    """A paragraph of one side that is several of the other: numbers of both, parts in order; how alike they are."""

    whole: int
    parts: tuple[int, ...]
    alike: float


def joined(wholes: Sequence[PairingItem], parts: Sequence[PairingItem], partner: Mapping[int, int]) -> list[Group]:
    """Paragraphs that the other side has in several.

    Args:
        wholes, parts: the paragraphs of the two sides. partner: number of a part → of the whole it is paired with.

    Returns:
        Groups of neighbouring parts in one section, none in two groups; each has at least two parts, and the whole's
        partner is one of them where it has any.
    """
    paired_with = {whole: part for part, whole in partner.items()}
    free = {
        number
        for number, item in enumerate(parts)
        if number not in partner and item.role == "body" and len(item.text.strip()) >= _SHORT
    }
    by_section: dict[int, list[int]] = {}
    for number in sorted(free):
        by_section.setdefault(parts[number].section, []).append(number)
    groups: list[Group] = []
    for number, whole in enumerate(wholes):
        if whole.role != "body" or len(whole.text) < 2 * _SHORT:
            continue
        partner_part = paired_with.get(number)
        if partner_part is not None and whole.text == parts[partner_part].text:
            continue
        if partner_part is None:
            near = _near(by_section.get(whole.section, []), whole.place)
            rows = _rows(whole, [n for n in near if n in free], parts)
        else:
            rows = [_around(whole, partner_part, free, parts)]
        best = max(rows, key=lambda row: sum(len(parts[n].text) for n in row), default=())
        if len(best) < 2:
            continue
        together = likeness(whole.text, "".join(parts[n].text for n in best))
        alone = likeness(whole.text, parts[partner_part].text) if partner_part is not None else 0.0
        if together >= max(_WHOLE, alone + _BETTER * (partner_part is not None)):
            groups.append(Group(number, best, together))
            free.difference_update(best)
    return groups


def _near(numbers: list[int], place: float) -> list[int]:
    """Of very many paragraphs, those about a place of the section."""
    middle = round(place * len(numbers))
    return numbers[max(0, middle - _MOST) : middle + _MOST]


def _inside(part: str, whole: str) -> bool:
    part = part.strip()
    return LCSseq.similarity(part, whole, score_cutoff=int(_INSIDE * len(part))) >= _INSIDE * len(part)


def _around(whole: PairingItem, partner: int, free: set[int], parts: Sequence[PairingItem]) -> tuple[int, ...]:
    """The partner and its free neighbours on both sides that stand in the whole."""
    section = parts[partner].section
    found = [partner]
    for step in (-1, 1):
        at = partner + step
        while (
            at in free
            and abs(at - partner) <= _MOST
            and parts[at].section == section
            and _inside(parts[at].text, whole.text)
        ):
            found.append(at)
            at += step
    return tuple(sorted(found))


def _rows(whole: PairingItem, numbers: Sequence[int], parts: Sequence[PairingItem]) -> list[tuple[int, ...]]:
    """Rows of neighbouring free paragraphs that all stand in the whole."""
    rows: list[list[int]] = []
    for number in numbers:
        if len(parts[number].text) <= len(whole.text) and _inside(parts[number].text, whole.text):
            if rows and rows[-1][-1] == number - 1 and len(rows[-1]) <= _MOST:
                rows[-1].append(number)
            else:
                rows.append([number])
    return [tuple(row) for row in rows]


def shared_out(whole: str, parts: Sequence[str], *, split: bool) -> list[tuple[Run, ...]]:
    """The runs of a whole against its parts put together, cut where a part ends.

    Args:
        split: whether the whole is the old text; else it is the new one, merged from the parts.

    Returns:
        For each part its runs: over all parts they give back the whole, and each gives back its part.
    """
    together = "".join(parts)
    runs = differences(whole, together) if split else differences(together, whole)
    far = "ins" if split else "del"  # runs of this kind and ``same`` take up room in the parts
    shares: list[list[Run]] = [[] for _ in parts]
    index, room = 0, len(parts[0])
    for run in runs:
        text = run.text
        if run.kind not in ("same", far):
            shares[index].append(run)
            continue
        while text:
            while not room and index < len(parts) - 1:
                index += 1
                room = len(parts[index])
            taken, text = text[:room], text[room:]
            room -= len(taken)
            shares[index].append(Run(run.kind, taken))
    return [tuple(share) for share in shares]
