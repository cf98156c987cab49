"""Words of the sources that a sentence has not told: what a word that nobody gave may stand for.

In a paraphrase a new word takes the place of one of the source's, which is then told nowhere else; what is added stands
beside words that are all told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nianbao.licence.covering import Ground, Piece, words_of
from nianbao.licence.traits import Traits, traits_of
from nianbao.licence.vocabulary import FUNCTION, vocabulary
from nianbao.text import quantities

_SURE = ("source", "synonym", "own", "letter")


@lru_cache(maxsize=1024)
def _content(text: str) -> tuple[tuple[int, int], ...]:
    """The words of a source that say something: no figures, nothing neutral."""
    counted = {at for item in quantities(text) for at in range(item.start, item.end)}
    neutral = vocabulary().neutral
    return tuple(
        (start, end)
        for start, end in words_of(text)
        if text[start:end] not in neutral and not counted & {start, end - 1}
    )


def _run(words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words from the first on that stand side by side, the last of them first."""
    side = [words[0]]
    for word in words[1:]:
        if word[0] != side[-1][1]:
            break
        side.append(word)
    return side[::-1]


class Untold:
    """What of the sources is left to be told by the words of a sentence that no source gives."""

    def __init__(self, text: str, pieces: Sequence[Piece], ground: Ground) -> None:
        self.text, self.pieces, self.sources = text, pieces, ground.sources
        self.traits = Traits(text)
        self.told = {
            (hit.source, at)
            for piece in pieces
            if piece.kind in _SURE
            for hit in piece.hits
            for at in range(hit.start, hit.end)
        }

    def _places(self, start: int) -> list[tuple[int, int, int]]:
        """Clauses of the sources that the clause of the sentence tells."""
        first, last = self.traits.clause(start)
        found = {
            (hit.source, *traits_of(self.sources[hit.source].text).clause(hit.start))
            for piece in self.pieces
            if piece.kind in _SURE and len(piece.text) > 1 and first <= piece.start < last
            for hit in piece.hits
            if self.sources[hit.source].tells
        }
        return sorted(found)

    def left(self, start: int) -> str:
        """The words of a source, a clause that the clause there tells, which the sentence has not told; empty where
        nothing of it is told, or nothing is left."""
        for source, first, last in self._places(start):
            text = self.sources[source].text
            words = [
                (begin, end)
                for begin, end in _content(text)
                if first <= begin < last and not any((source, at) in self.told for at in range(begin, end))
            ]
            said = text[words[0][0] : _run(words)[0][1]] if words else ""
            if len(said) > 1:
                return said
        return ""

    def shares(self, start: int, word: str) -> bool:
        """Whether a word that the sentence has not told has a character of this one: 遗漏 of 漏了, 夏季 of 夏天. It is
        told from then on."""
        plain = vocabulary().weighty | FUNCTION
        letters = set(word) - plain
        if not letters or (set(word) - letters) & vocabulary().weighty:
            return False
        for source, first, last in self._places(start):
            text = self.sources[source].text
            for begin, end in _content(text):
                untold = first <= begin < last and not any((source, at) in self.told for at in range(begin, end))
                rest = set(text[begin:end]) - letters
                if untold and letters & set(text[begin:end]) and not rest & vocabulary().weighty:
                    self.told |= {(source, at) for at in range(begin, end)}
                    return True
        return False

    def take(self, start: int, words: frozenset[str] = frozenset()) -> bool:
        """Whether a word of the sources is left for what stands there, which is told from then on."""
        for source, first, last in self._places(start):
            text = self.sources[source].text
            for begin, end in _content(text):
                if (
                    not first <= begin < last
                    or 2 * sum((source, at) in self.told for at in range(begin, end)) >= end - begin
                ):
                    continue
                if words and text[begin:end] not in words:
                    continue
                self.told |= {(source, at) for at in range(begin, end)}
                return True
        return False
