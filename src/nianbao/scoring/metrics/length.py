"""Length: sections against what is usual."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nianbao.package_data import load_data
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.words import lines


@lru_cache(maxsize=1)
def norms() -> dict[str, tuple[int, int]]:
    """Section id → least and most characters that are usual (``length_norms.yaml``)."""
    rows = load_data(Path(__file__).with_name("length_norms.yaml"))["sections"]
    return {id: (row["least"], row["most"]) for id, row in rows.items()}


def _fit(length: int, least: int, most: int) -> float:
    if length < least:
        return length / least
    return most / length if length > most else 1.0


@metric("length_fit", "篇幅合度", "篇幅", better="up")
def length_fit(scored: Scored) -> float | None:
    """How near the length of sections 一 and 五 is to what is usual.

    Range: 0 to 1, more is better.
    Meaning: for each section 1 within its norm, outside it the shorter length over the longer; the mean of the two.
        Characters without tables, headings, blanks and white space.
    Source: length_norms.yaml, which says what each bound rests on; no norm of length was found in the notices.
    Weakness: the norms are usage, wide and from few reports; a unit with little to tell rightly falls below them.
    """
    found = []
    for id, (least, most) in norms().items():
        length = sum(len("".join(line.text.split())) for line in lines(scored) if line.section.id == id)
        found.append(_fit(length, least, most))
    return sum(found) / len(found)
