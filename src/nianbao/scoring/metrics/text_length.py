"""Metrics of length: sections and sentences."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from nianbao.package_data import load_data
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import kept, lines
from nianbao.text import split_sentences


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


LONG = 80
"""Characters; a sentence with more is long."""


def _lengths(scored: Scored) -> list[int]:
    def make() -> list[int]:
        found = [len("".join(item.split())) for line in lines(scored) for item in split_sentences(line.text)]
        return [length for length in found if length > 1]

    return kept(scored, "lengths", make)


@metric("sentence_length", "平均句长", "可读性", better=None, high=None, gated=False)
def sentence_length(scored: Scored) -> float | None:
    """Mean length of the sentences, in characters with punctuation.

    Range: 0 upwards, neither is better; None for a text without sentences.
    Meaning: characters of the body over the sentences that end in 。, ！ or ？; a semicolon ends none.
    Source: sentence length is a factor of nearly every formula of readability (Flesch, A new readability yardstick,
        1948); no formula that was tested on official Chinese is known to us.
    Weakness: a list of figures is long and easy to read; short sentences may be hard. Says nothing about words.
    """
    found = _lengths(scored)
    return sum(found) / len(found) if found else None


@metric("long_sentences", "长句占比", "可读性", better="down")
def long_sentences(scored: Scored) -> float | None:
    """Share of the sentences with more than 80 characters.

    Range: 0 to 1, less is better; None for a text without sentences.
    Meaning: as sentence_length, of those above the bound.
    Source: as sentence_length; the bound is ours: about two and a half lines of a page of 28 characters a line
        (GB/T 9704-2012).
    Weakness: as sentence_length; breakdowns of requests by kind pass the bound without being hard to read.
    """
    found = _lengths(scored)
    return sum(length > LONG for length in found) / len(found) if found else None
