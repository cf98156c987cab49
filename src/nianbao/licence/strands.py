"""Two sources in one sentence: each thing is told of what its own source tells it of, and nothing links the two.

A strand is what one source alone tells. A clause has one strand, but for the members of a list; a clause of another
strand follows without a word that makes one of them the time, the ground or the effect of the other; and it says of
what it speaks, where its source does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nianbao.licence.covering import Piece, words_of
from nianbao.licence.held import Broken, Held
from nianbao.licence.traits import found_in, words
from nianbao.licence.vocabulary import FUNCTION, vocabulary
from nianbao.text import quantities
from nianbao.text.quantities import measures_like


class _Thread(NamedTuple):
    """Words or a figure of a sentence that one source alone has: its place, and which source."""

    start: int
    end: int
    text: str
    source: int


class _Clause(NamedTuple):
    """A clause with the threads in it."""

    start: int
    end: int
    threads: tuple[_Thread, ...]


def strands(held: Held) -> Iterator[Broken]:
    """What a sentence takes from one source and says of what another one tells."""
    if sum(source.tells for source in held.sources) < 2:
        return
    threads = _threads(held)
    yield from _in_one_clause(held, threads)
    yield from _linked(held, threads)


def _threads(held: Held) -> list[_Thread]:
    found = []
    for piece in held.told:
        homes = {hit.source for hit in piece.hits}
        wider = piece.text in vocabulary().narrower and not held.ground.has(piece.text)  # 线下 of 大厅
        if len(homes) == 1 and piece.kind in ("source", "synonym") and not wider and _of_one_source(held, piece):
            found.append(_Thread(piece.start, piece.end, piece.text, homes.pop()))
    for item in quantities(held.text):
        if item.value in (None, 1) or any(thread.start <= item.start < thread.end for thread in found):
            continue
        same = measures_like(item.measure) | {item.measure}
        homes = {
            index
            for index, source in enumerate(held.sources)
            if not source.tells
            or any(other.value == item.value and other.measure in same for other in quantities(source.text))
        }
        if len(homes) == 1:
            found.append(_Thread(item.start, item.end, item.text, homes.pop()))
    return sorted(found)


def _of_one_source(held: Held, piece: Piece) -> bool:
    """Whether no other source has all words of a piece, or words akin to them."""
    home = piece.hits[0]
    said = [word for word in _words(piece.text) if not _plain(word)]
    return (
        bool(said)
        and held.tells(home)
        and not any(
            all(_has(source.text, word) for word in said)
            for index, source in enumerate(held.sources)
            if index != home.source
        )
    )


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in words_of(text))


def _plain(word: str) -> bool:
    known = vocabulary()
    return word in known.neutral or word in known.things or FUNCTION.issuperset(word)


def _has(text: str, word: str) -> bool:
    """Whether a text has a word, one of the same meaning, or one of its family."""
    known = vocabulary()
    akin = known.families.get(word, frozenset()) | known.licensing(word)
    return word in text or not akin.isdisjoint(_words(text))


def _in_one_clause(held: Held, threads: Sequence[_Thread]) -> Iterator[Broken]:
    """Two strands in one clause, in one member of a list: 名单张贴30天 where the days are another thing's."""
    for first, last in _places(held.text, _CLAUSE):
        for start, end in _members(held, first, last):
            inside = [thread for thread in threads if start <= thread.start < end]
            for one, other in pairwise(inside):
                if one.source != other.source:
                    yield Broken(one.start, other.end, "splice", _APART.format(one.text, other.text))
                    return


_APART = "“{}”与“{}”在素材里各是一回事，不是说同一件事"
_CLAUSE, _SENTENCE, _PART = (re.compile(f"[^{marks}]+") for marks in ("，。；：", "。；", "，"))
_JOINS = re.compile("、|以及|[和与及]|并且?|同时|另")


def _places(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


def _members(held: Held, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Members of lists and acts in a row within a clause; what a source joins is one member."""
    start = first
    for match in _JOINS.finditer(held.text, first, last):
        if not held.ground.has(held.text[max(match.start() - 1, first) : match.end() + 1]):
            yield start, match.start()
            start = match.end()
    yield start, last


def _linked(held: Held, threads: Sequence[_Thread]) -> Iterator[Broken]:
    """A clause of one strand tied to the clause of another one before it."""
    for begin, stop in _places(held.text, _SENTENCE):
        clauses = []
        for match in _PART.finditer(held.text, begin, stop):
            inside = tuple(thread for thread in threads if match.start() <= thread.start < match.end())
            clauses += [_Clause(*match.span(), inside)] if inside else []
        for index, (one, other) in enumerate(pairwise(clauses)):
            if one.threads[-1].source != other.threads[0].source and (
                _TIMED.search(held.text, one.start, one.end)
                or found_in(held.text[one.end : other.end], "links", "not_links")
                or _goes_back(one, clauses[index + 2 :])
                or _only_how(held, one, other)
            ):
                why = _APART.format(held.text[one.start : one.end], held.text[other.start : other.end])
                yield Broken(one.start, other.end, "splice", why)
                return


_TIMED = re.compile("(?:[之以]?[后前]|期间|(?<!同)时|过程中|中|以来|之际)$")


def _goes_back(one: _Clause, later: Sequence[_Clause]) -> bool:
    """Whether a sentence comes back to what a clause tells, so that what is between is told of that."""
    homes = {thread.source for thread in one.threads}
    return len(homes) == 1 and any(thread.source in homes for clause in later for thread in clause.threads)


def _only_how(held: Held, one: _Clause, other: _Clause) -> bool:
    """Whether a clause has of its source only how, where or by whom something is done, and of another thing: 企业来信
    86件，用统一模板答复, where the source says 文书用统一模板."""
    own = max((len(name) for name in held.ground.own if held.text.startswith(name, one.start)), default=0)
    if not words("how").match(held.text, other.start) or words("how").match(held.text, one.start + own):
        return False  # 在网站发214条，在公众号发316条
    thread = other.threads[-1]
    said = _words(held.text[thread.end : other.end])
    if any(len(word) > 1 and not _has(held.sources[thread.source].text, word) for word in said):
        return True
    return _without_topic(held, other)


def _without_topic(held: Held, clause: _Clause) -> bool:
    """Whether a clause leaves out what the clause of its source begins with, and the sentence has it nowhere."""
    for piece in held.within(clause.start, clause.end):
        if piece.start > clause.threads[0].start or clause.threads[0].start >= piece.end:
            continue
        hit = piece.hits[0]
        text = held.source_text(hit)
        first, _ = held.traits(hit).clause(hit.start)
        lead = [word for word in _words(text[first : hit.start]) if len(word) > 1 and not _plain(word)]
        return bool(lead) and not any(_has(held.text, word) for word in lead)
    return False
