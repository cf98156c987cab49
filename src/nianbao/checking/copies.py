"""Which paragraphs of several reports are another unit's: found by a sample, proved by their text.

The sample keeps the runs of characters whose hash is a multiple of ``_KEEP``, the same in every report, so that
two texts which share most of their runs share most of what was kept (Manber, Finding similar files, 1994).
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.checking.shingles import contained, shingles
from nianbao.report import Report

__all__ = ["Copied", "Prints", "copies", "prints"]

_KEEP = 8
_LIKELY = 0.5
"""The share of a paragraph's sample that another report must have for its text to be looked at."""
_HOLDERS = 12
"""Reports remembered for each run: what many have, one of them is enough to name."""
_LONG = 60
"""Characters; shorter paragraphs say what every unit says."""

Copied = dict[str, tuple[float, str]]
"""Paragraph id → the share of it that stands in another unit's report, and whose."""


class Prints(NamedTuple):
    """What is kept of a report for comparison.

    Attributes:
        unit: its full name. names: of it, which are no likeness. texts, samples: by paragraph id.
    """

    unit: str
    names: tuple[str, ...]
    texts: dict[str, str]
    samples: dict[str, tuple[int, ...]]


def prints(report: Report) -> Prints:
    """The long paragraphs of a report, preamble left out, each with its sample."""
    unit = report.unit
    names = tuple(unit.names) if unit is not None else ()
    texts = {
        paragraph.id: paragraph.text
        for section, paragraph in report.paragraphs()
        if section.id != "preamble" and paragraph.role == "body" and len(paragraph.text) >= _LONG
    }
    samples = {}
    for id, text in texts.items():
        hashes = (zlib.crc32(run.encode()) for run in shingles(text, names))
        samples[id] = tuple(value for value in hashes if value % _KEEP == 0)
    return Prints(unit.full if unit is not None else "", names, texts, samples)


def _candidates(all: Sequence[Prints]) -> dict[tuple[int, str], list[int]]:
    """Paragraphs and the other units' reports that may hold them."""
    holders: dict[int, list[int]] = {}
    for index, one in enumerate(all):
        for value in {value for sample in one.samples.values() for value in sample}:
            held = holders.setdefault(value, [])
            if len(held) < _HOLDERS:
                held.append(index)
    found: dict[tuple[int, str], list[int]] = {}
    for index, one in enumerate(all):
        for id, sample in one.samples.items():
            met = Counter(other for value in sample for other in holders[value] if other != index)
            near = [
                other
                for other, count in met.most_common(5)
                if count >= _LIKELY * len(sample) and all[other].unit != one.unit
            ]
            if near:
                found[index, id] = near
    return found


def copies(all: Sequence[Prints]) -> list[Copied]:
    """For each report, the paragraphs that stand in another unit's report, with the greatest share.

    Args:
        all: the reports of one run; two of one unit are not compared.
    """
    whole: dict[int, frozenset[str]] = {}
    found: list[Copied] = [{} for _ in all]
    for (index, id), others in _candidates(all).items():
        for other in others:
            if other not in whole:
                held = all[other]
                whole[other] = frozenset().union(*(shingles(text, held.names) for text in held.texts.values()))
            share = contained(all[index].texts[id], whole[other], all[index].names)
            if share > found[index].get(id, (0.0, ""))[0]:
                found[index][id] = share, all[other].unit or "另一单位"
    return found
