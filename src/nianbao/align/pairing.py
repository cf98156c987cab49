"""Likeness of paragraphs, best pairing of two lists, which kept their order, which were split or merged."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel, LCSseq

from nianbao.align.differences import Run, differences
from nianbao.kinds import subject_pattern
from nianbao.patterns import lazy

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


class PairingItem(NamedTuple):
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


def paired(old: Sequence[PairingItem], new: Sequence[PairingItem]) -> dict[int, int]:
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


def _equal(old: Sequence[PairingItem], new: Sequence[PairingItem], found: dict[int, int], *, across: bool) -> None:
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


def _key(item: PairingItem, across: bool) -> tuple[str, str, int]:
    return item.role, item.text, -1 if across else item.section


def _bare(item: PairingItem) -> str:
    """The words by which a paragraph is known: without its ordinal (headings would all be alike), stock words short."""
    return subject_pattern(_STOCK).sub("\ue000", _ORDINAL.sub("", item.text)).strip()


def _best(
    old: Sequence[PairingItem], new: Sequence[PairingItem], left: list[int], right: list[int]
) -> Iterator[tuple[int, int]]:
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
    words: str, item: PairingItem, i: int, choices: list[tuple[int, str]], new: Sequence[PairingItem]
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


def heaviest_rising(numbers: Sequence[int], weights: Sequence[int]) -> set[int]:
    """The positions of the heaviest strictly rising subsequence.

    Args:
        numbers: where each paragraph stood before, in the order of now; all different. weights: how much of it there
            is, so that of a long and a short paragraph that changed places the short one has moved.

    Returns:
        Positions in ``numbers``. The cost is n log n.
    """
    rank = {number: index + 1 for index, number in enumerate(sorted(numbers))}
    best: list[tuple[int, int]] = [(0, -1)] * (len(numbers) + 1)  # a Fenwick tree of (weight, last position)
    before = [-1] * len(numbers)
    top = (0, -1)
    for position, (number, weight) in enumerate(zip(numbers, weights, strict=True)):
        at = rank[number] - 1
        reached = (0, -1)
        while at > 0:
            reached = max(reached, best[at])
            at -= at & -at
        before[position] = reached[1]
        here = (reached[0] + weight * (len(numbers) + 1) + 1, position)  # of rows as heavy, the one of more paragraphs
        top = max(top, here)
        at = rank[number]
        while at <= len(numbers):
            best[at] = max(best[at], here)
            at += at & -at
    stayed: set[int] = set()
    position = top[1]
    while position >= 0:
        stayed.add(position)
        position = before[position]
    return stayed


def woven(stayed: Sequence[tuple[int, int]], lone: Sequence[int]) -> dict[int, list[int]]:
    """Where what only the old side has is put among what the new side has: behind what it stood behind.

    Args:
        stayed: what stands on both sides at the same place: old number and position, both rising. lone: old numbers.

    Returns:
        Position → the old numbers that follow it, rising; -1 for those before everything.
    """
    numbers = [number for number, _ in stayed]
    behind: dict[int, list[int]] = {}
    for number in sorted(lone):
        index = bisect_left(numbers, number) - 1
        behind.setdefault(stayed[index][1] if index >= 0 else -1, []).append(number)
    return behind


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
