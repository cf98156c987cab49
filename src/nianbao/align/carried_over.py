"""How much of a text stands unchanged in another: the best sign of a stale report.

What changes by rote does not count, on either side of the fraction: figures, years, and the unit's own name. A text
taken over with the year and the figures replaced is carried over whole. White space does not count either.

Counted as carried are the sentences that stand anywhere in the other report, word for word, and, of other sentences,
the stretches of at least ``STRETCH`` characters that the paragraph it became has in common with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nianbao.align.differences import differences
from nianbao.patterns import lazy
from nianbao.report import Report
from nianbao.text.sentences import sentence_spans

__all__ = ["STRETCH", "Carried", "Stock", "carried"]

STRETCH = 6
"""Characters in a row that are taken over rather than in common by chance."""
_FIGURE, _NAME = "\ue000", "\ue001"
_NUMERAL = lazy(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*|[〇零一二三四五六七八九十百千两]{2,}")
_NOT_COUNTED = re.compile(f"[{_FIGURE}{_NAME}]")
_SPACE = lazy(r"\s+")


class Carried(NamedTuple):
    """Characters carried over, and characters there are."""

    kept: int
    all: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is no text."""
        return self.kept / self.all if self.all else None


class Stock:
    """The sentences of a report, what changes by rote taken out.

    Args:
        report: whose names are its own. texts: its paragraphs.
    """

    def __init__(self, report: Report, texts: Iterable[str]) -> None:
        names = [name for name in (report.unit.names if report.unit is not None else ()) if len(name) > 1]
        self._names = re.compile("|".join(map(re.escape, names))) if names else None
        self.sentences = {
            masked[low:high] for masked in map(self.masked, texts) for low, high in sentence_spans(masked)
        }

    def masked(self, text: str) -> str:
        """A text without white space, a sign for each figure and each name of the unit."""
        text = _SPACE.sub("", text)
        if self._names is not None:
            text = self._names.sub(_NAME, text)
        return _NUMERAL.sub(_FIGURE, text)


def _length(text: str) -> int:
    return len(text) - len(_NOT_COUNTED.findall(text))


def carried(old: Stock, new: Stock, text: str, befores: Sequence[str]) -> Carried:
    """What of a paragraph stands unchanged in the other report.

    Args:
        old, new: the two reports. text: a paragraph of the new one. befores: the paragraphs it was made from, if any.
    """
    words = new.masked(text)
    loose: list[tuple[int, int]] = []
    kept = 0
    for low, high in sentence_spans(words):
        if words[low:high] in old.sentences:
            kept += _length(words[low:high])
        else:
            loose.append((low, high))
    if befores and loose:
        kept += _in_common("".join(map(old.masked, befores)), words, loose)
    return Carried(kept, _length(words))


def _in_common(before: str, words: str, loose: Sequence[tuple[int, int]]) -> int:
    """Characters of some stretches of a text that it has in common with another, in rows long enough."""
    at = kept = 0
    for run in differences(before, words):
        if run.kind == "del":
            continue
        end = at + len(run.text)
        if run.kind == "same":
            lengths = (_length(words[max(at, low) : min(end, high)]) for low, high in loose if low < end and at < high)
            kept += sum(length for length in lengths if length >= STRETCH)
        at = end
    return kept
