"""Detects paragraphs shared between reports by shingles, proved by their text.

The sample keeps the runs of characters whose hash is a multiple of ``_KEEP``, the same in every report, so that
two texts which share most of their runs share most of what was kept (Manber, Finding similar files, 1994).
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nianbao.patterns import lazy
from nianbao.report import Report
from nianbao.text import fold

_SIZE = 5
_NOT_WORDS = lazy(r"[^\u4e00-\u9fff]")


def words(text: str, names: tuple[str, ...] = ()) -> str:
    """The Chinese characters of a text, folded, names left out."""
    text = fold(text)
    for name in names:
        text = text.replace(name, "")
    return _NOT_WORDS.sub("", text)


def shingles(text: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """Every run of five Chinese characters of a text."""
    run = words(text, names)
    return frozenset(run[at : at + _SIZE] for at in range(len(run) - _SIZE + 1))


def contained(text: str, other: frozenset[str], names: tuple[str, ...] = ()) -> float:
    """The share of a text's runs that another text has too: 0 to 1; 0 for a text without any."""
    mine = shingles(text, names)
    return len(mine & other) / len(mine) if mine else 0.0


_KEEP = 8
_LIKELY = 0.5
"""The share of a paragraph's sample that another report must have for its text to be looked at."""
_HOLDERS = 12
"""Units remembered for each run: what many have, one of them is enough to name."""
_LOOKED_AT = 5
"""Of the likeliest reports, so many are looked at."""
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


_CLAUSE = lazy(r"[^，、。；：？！\s]+[，、。；：？！\s]*")
_BLANK = lazy("【待填：[^】]*】")


def clauses(texts: Iterable[str]) -> frozenset[str]:
    """The clauses of texts that every unit may say alike, as ``prints`` is given them: figures and marks left out."""
    return frozenset(words(part) for text in texts for part in _CLAUSE.findall(text))


def prints(report: Report, common: frozenset[str] = frozenset()) -> Prints:
    """The long paragraphs of a report, preamble left out, each with its sample.

    Args:
        common: clauses that are no likeness: what the program itself says of figures.
    """
    unit = report.unit
    names = tuple(unit.names) if unit is not None else ()
    texts = {}
    for section, paragraph in report.paragraphs():
        if section.id != "preamble" and paragraph.role == "body" and len(paragraph.text) >= _LONG:
            parts = _CLAUSE.findall(_BLANK.sub("", paragraph.text))
            own = "".join(part for part in parts if words(part) not in common)
            if len(own) >= _LONG:
                texts[paragraph.id] = own
    samples = {}
    for id, text in texts.items():
        hashes = (zlib.crc32(run.encode()) for run in shingles(text, names))
        samples[id] = tuple(value for value in hashes if value % _KEEP == 0)
    return Prints(unit.full if unit is not None else "", names, texts, samples)


def _candidates(all: Sequence[Prints]) -> dict[tuple[int, str], list[int]]:
    """Paragraphs and the other units' reports that may hold them; ``all`` in an order that is theirs."""
    holders: dict[int, list[int]] = {}
    for index, one in enumerate(all):
        for value in {value for sample in one.samples.values() for value in sample}:
            held = holders.setdefault(value, [])
            if len(held) < _HOLDERS and not (held and all[held[-1]].unit == one.unit):
                held.append(index)
    found: dict[tuple[int, str], list[int]] = {}
    for index, one in enumerate(all):
        for id, sample in one.samples.items():
            met = Counter(other for value in sample for other in holders[value] if other != index)
            near = [
                (-count, other)
                for other, count in met.items()
                if count >= _LIKELY * len(sample) and all[other].unit != one.unit
            ]
            if near:
                found[index, id] = [other for _, other in sorted(near)[:_LOOKED_AT]]
    return found


def copies(all: Sequence[Prints]) -> list[Copied]:
    """For each report, the paragraphs that stand in another unit's report, with the greatest share.

    Args:
        all: the reports of one run, in any order; two of one unit are not compared.
    """
    order = sorted(range(len(all)), key=lambda index: (all[index].unit, sorted(all[index].texts.items())))
    ranked = [all[index] for index in order]
    whole: dict[int, frozenset[str]] = {}
    found: list[Copied] = [{} for _ in all]
    for (rank, id), others in _candidates(ranked).items():
        copied = found[order[rank]]
        for other in others:
            if other not in whole:
                held = ranked[other]
                whole[other] = frozenset().union(*(shingles(text, held.names) for text in held.texts.values()))
            share = contained(ranked[rank].texts[id], whole[other], ranked[rank].names)
            if share > copied.get(id, (0.0, ""))[0]:
                copied[id] = share, ranked[other].unit or "另一单位"
    return found
