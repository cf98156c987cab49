"""Share of a report's text that stands unchanged in another report.

What changes by rote does not count, on either side of the fraction: figures, years, and the unit's own name. A text
taken over with the year and the figures replaced is carried over whole. White space does not count either.

Counted as carried are the sentences that stand anywhere in the other report, word for word, and, of other sentences,
the stretches of at least ``STRETCH`` characters that the paragraph it became has in common with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from nianbao.align.alignment import Carried
from nianbao.align.differences import differences
from nianbao.patterns import lazy
from nianbao.report import Report
from nianbao.text.sentences import sentence_spans

__all__ = ["STRETCH", "Stock", "carried"]

STRETCH = 6
"""Characters in a row that are taken over rather than in common by chance."""
_FIGURE, _NAME = "\ue000", "\ue001"
_NUMERAL = lazy(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*|[〇零一二三四五六七八九十百千两]{2,}")
_NOT_COUNTED = re.compile(f"[{_FIGURE}{_NAME}]")
_SPACE = lazy(r"\s+")


class Stock:
    """The sentences of a report, what changes by rote taken out."""

    def __init__(self, report: Report) -> None:
        self.report = report
        names = [name for name in (report.unit.names if report.unit is not None else ()) if len(name) > 1]
        self._names = re.compile("|".join(map(re.escape, names))) if names else None

    @cached_property
    def sentences(self) -> frozenset[str]:
        """Those of its paragraphs, headings left out."""
        texts = (self.masked(item.text) for _, item in self.report.paragraphs() if item.role == "body")
        return frozenset(text[low:high] for text in texts for low, high in sentence_spans(text))

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
