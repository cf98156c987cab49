"""How alike two paragraphs are, and which of many belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from nianbao.kinds import subject_pattern
from nianbao.patterns import lazy

__all__ = ["Item", "likeness", "paired"]

_ORDINAL = lazy(
    r"^\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|[（(]?[0-9０-９]{1,2}[）)、.．])"
)
_STOCK = r"SUBJECT|政府信息|[0-9０-９]+(?:[.．,，][0-9０-９]+)*"
"""What every paragraph of every report says, and figures: each counts for one character of likeness."""
_ALIKE = 0.5
"""Likeness from which two paragraphs of one section are one that was reworked: half of each stands in the other."""
_ELSEWHERE = 0.7
"""The same for two sections, where a likeness is more often an accident."""
_LONG = 8
"""Characters below which an equal paragraph of another section is no moved one (无。)."""
_NEAR = 0.08
"""What standing at the same place of a section counts for: of paragraphs nearly as alike, the one that stayed."""
_EXACT = 0.03
"""What being alike in figures too counts for, between paragraphs that differ in nothing else."""
_MANY = 2_000_000
"""Pairs above which a paragraph is held only against those near its place."""
_WINDOW = 200
_HUGE = 20_000
"""Characters of a paragraph that is no paragraph: a whole report on one line."""
_CLAUSE = lazy(r"[^。；，\n]*[。；，\n]?")
_KEPT = 12
"""Candidates kept of a paragraph: a report that says one thing a thousand times has a million of them."""


class Item(NamedTuple):
    """A paragraph to pair.

    Attributes:
        text: what it says. role: ``body`` or ``heading``. section: number of its section's pair.
        place: 0 to 1, where in its section it stands.
    """

    text: str
    role: str
    section: int
    place: float


def likeness(old: str, new: str) -> float:
    """0 to 1: twice what they have in common, in order, over what there is of both; white space at the ends aside.

    Very long texts are held against each other clause by clause.
    """
    before, after = old.strip(), new.strip()
    if len(before) * len(after) > _HUGE * _HUGE:
        return float(Indel.normalized_similarity(_CLAUSE.findall(before), _CLAUSE.findall(after)))
    return float(Indel.normalized_similarity(before, after))


def paired(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Which paragraphs belong together.

    Equal texts first (in one section, the first with the first; over sections only what is long enough), then the most
    alike above a threshold, nearness deciding between those nearly as alike. Headings pair with headings.

    Returns:
        Number in ``new`` → number in ``old``; each number at most once.
    """
    found: dict[int, int] = {}
    _equal(old, new, found, across=False)
    _equal(old, new, found, across=True)
    taken = set(found.values())
    for i, j in _best(
        old, new, [i for i in range(len(old)) if i not in taken], [j for j in range(len(new)) if j not in found]
    ):
        if i not in taken and j not in found:
            found[j] = i
            taken.add(i)
    return found


def _equal(old: Sequence[Item], new: Sequence[Item], found: dict[int, int], *, across: bool) -> None:
    taken = set(found.values())
    waiting: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for i in range(len(old) - 1, -1, -1):
        if i not in taken:
            waiting[_key(old[i], across)].append(i)
    for j, item in enumerate(new):
        if j in found or (across and len(item.text.strip()) < _LONG):
            continue
        if same := waiting.get(_key(item, across)):
            found[j] = same.pop()


def _key(item: Item, across: bool) -> tuple[str, str, int]:
    return item.role, item.text, -1 if across else item.section


def _bare(item: Item) -> str:
    """The words by which a paragraph is known: without its ordinal (headings would all be alike), stock words short."""
    return subject_pattern(_STOCK).sub("\ue000", _ORDINAL.sub("", item.text)).strip()


def _best(old: Sequence[Item], new: Sequence[Item], left: list[int], right: list[int]) -> Iterator[tuple[int, int]]:
    """Candidates, the best first."""
    scored: list[tuple[float, int, int]] = []
    many = len(left) * len(right) > _MANY
    for role in ("body", "heading"):
        mine = [i for i in left if old[i].role == role]
        theirs = [(j, words) for j in right if new[j].role == role and (words := _bare(new[j]))]
        for number, i in enumerate(mine):
            near = theirs
            if many:
                middle = number * len(theirs) // len(mine)
                near = theirs[max(0, middle - _WINDOW) : middle + _WINDOW]
            if words := _bare(old[i]):
                scored += _scored(words, old[i], i, near, new)
    scored.sort(
        key=lambda one: (-one[0], one[1] + one[2])
    )  # those that tie share no paragraph: as good both ways round
    for _, i, j in scored:
        yield i, j


def _scored(
    words: str, item: Item, i: int, choices: list[tuple[int, str]], new: Sequence[Item]
) -> Iterator[tuple[float, int, int]]:
    """The paragraphs that one may have become: how well, its number, theirs."""
    found: list[tuple[float, int]] = []
    for text, score, index in _alike(words, [text for _, text in choices]):
        j = choices[index][0]
        if new[j].section == item.section:
            found.append((score + _NEAR * (1 - abs(new[j].place - item.place)), j))
        elif score >= _ELSEWHERE and min(len(words), len(text)) >= _LONG:
            found.append((score, j))
    for score, j in nlargest(_KEPT, found):
        yield score + _EXACT * likeness(item.text, new[j].text), i, j


def _alike(words: str, choices: list[str]) -> list[tuple[str, float, int]]:
    """The texts alike enough, how much so, and their numbers."""
    if len(words) < _HUGE:
        return process.extract(words, choices, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE, limit=None)
    scored = [(text, likeness(words, text), number) for number, text in enumerate(choices)]
    return [one for one in scored if one[1] >= _ALIKE]
