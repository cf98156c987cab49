"""Members of the lists of notes, with their words and figures: a sentence that tells one whole tells its figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from nianbao.facts import Fact, FactBook
from nianbao.licence.exchanges import element_at
from nianbao.patterns import lazy
from nianbao.report import FactRef
from nianbao.text import Quantity, fold, quantities
from nianbao.text.quantities import alike

_NOT_COUNTED = ("", "年", "月", "日", "号", "季度", "%", "元", "万元", "亿元", "岁", "点", "人次", "余人次")
"""What a bare number of a note does not count."""
_TEN_THOUSAND = 10_000
_MONEY = lazy("[金款费钱额资账贴助]")
_WORDS = lazy("[^\u4e00-\u9fff]+|的|了|其中")
_LEAST = 2
"""Characters of a member's words that say what its figures are of."""


class Member(NamedTuple):
    """One member of a list, or a clause, of a note."""

    words: str
    figures: tuple[tuple[Quantity, Fact], ...]


def members(book: FactBook, parts: Iterable[tuple[str, str]]) -> list[Member]:
    """The members with figures of some parts of notes.

    Args:
        parts: ``(note:n1.text1, words)``.
    """
    found: dict[tuple[str, int], list[tuple[int, Quantity, Fact]]] = {}
    texts: dict[tuple[str, int], str] = {}
    for source, text in parts:
        spans = book.words(source, text, hide=False)
        shown = fold("".join(span.shown for span in spans))
        at = 0
        for span in spans:
            read = quantities(span.shown)
            fact = book.get(span.id) if isinstance(span, FactRef) and len(read) == 1 else None
            if fact is not None and fact.value is not None:
                first, last = element_at(shown, at)
                texts[source, first] = shown[first:last]
                found.setdefault((source, first), []).append((at - first, read[0], fact))
            at += len(span.shown)
    out = []
    for key, figures in found.items():
        words = list(texts[key])
        for at, item, _ in figures:
            words[at : at + len(item.text)] = " " * len(item.text)
        out.append(Member(_WORDS.sub("", "".join(words)), tuple((item, fact) for _, item, fact in figures)))
    return out


def told_in(text: str, figures: Sequence[Quantity], member: Member) -> bool:
    """Whether a member of a sentence tells all of a note's: its words in their order, and its figures."""
    same = len(figures) == len(member.figures) and all(
        _same(mine, theirs, member.words) for mine, (theirs, _) in zip(figures, member.figures, strict=True)
    )
    return same and len(member.words) >= _LEAST and _in_order(member.words, text)


def _same(mine: Quantity, theirs: Quantity, words: str) -> bool:
    if mine.value is None or theirs.value is None or mine.exact is not theirs.exact:
        return False
    if mine.measure == "万元" and not theirs.measure:
        return mine.value * Decimal(_TEN_THOUSAND) == theirs.value and _MONEY.search(words) is not None
    completed = not theirs.measure and mine.measure not in _NOT_COUNTED  # 文字1: 1篇
    return mine.value == theirs.value and (alike(mine.measure, theirs.measure) or completed)


def _in_order(words: str, text: str) -> bool:
    """Whether the characters stand in a text in their order, most of them side by side as they do in the words."""
    at, places = 0, []
    for char in words:
        at = text.find(char, at) + 1
        if not at:
            return False
        places.append(at)
    together = sum(other - one == 1 for one, other in pairwise(places))
    return 2 * together >= len(words) - 1
