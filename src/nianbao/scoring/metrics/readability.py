"""Readability: how long the sentences are."""

from __future__ import annotations

from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.scored_text import kept, lines
from nianbao.text import split_sentences

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
