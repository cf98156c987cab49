"""A sentence held against its sources: which of its pieces stands where in which source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nianbao.licence.covering import Ground, Hit, Piece
from nianbao.licence.traits import Traits, traits_of
from nianbao.licence.vocabulary import vocabulary

_ON = ("继续", "接着", "再")


class Broken(NamedTuple):
    """A relation of a source that a sentence does not keep.

    Attributes:
        start, end: the words of the sentence. kind: agent, order, denial, plan, limit, all, rate, figure, cause, or
            splice.
        why: plain Chinese.
    """

    start: int
    end: int
    kind: str
    why: str


class Held:
    """A sentence held against its sources."""

    def __init__(self, text: str, pieces: Sequence[Piece], ground: Ground) -> None:
        self.text, self.ground, self.pieces = text, ground, pieces
        bare = vocabulary().bare
        self.told = [
            piece
            for piece in pieces
            if piece.hits and piece.end - piece.start > 1 and piece.kind != "letter" and piece.text not in bare
        ]
        self.acts = [piece for piece in self.told if piece.text.lstrip("的") not in vocabulary().things]
        self.letters = [piece for piece in pieces if piece.hits and piece.kind in ("letter", "synonym")]
        self.sources = ground.sources
        done = tuple("已未不并再才也都均就没")
        self.mine = Traits(
            text,
            topics=frozenset(at for piece in self.told if self._topic(piece) for at in self._with_figure(piece)),
            acts=frozenset(
                piece.start
                for piece in self.told
                if any(self.sources[hit.source].text.endswith(done, 0, hit.start) for hit in piece.hits)
            ),
        )

    def _with_figure(self, piece: Piece) -> tuple[int, ...]:
        """Where a piece begins, and where the figure right before it does: 2019年以前的公示."""
        return (piece.start, *(one.start for one in self.pieces if one.kind == "figure" and one.end == piece.start))

    def _topic(self, piece: Piece) -> bool:
        """Whether what begins a clause of a source, or stands behind 把 in it, of which the sentence tells more behind
        it in its clause."""
        stop = min((at for mark in "，。；" if (at := self.text.find(mark, piece.end)) >= 0), default=len(self.text))
        behind = [other for other in self.told if piece.end <= other.start < stop]
        for hit in piece.hits:
            first, last = self.traits(hit).clause(hit.start)
            put = self.sources[hit.source].text.rfind("把", first, hit.start) >= 0  # 把以前的公示看了一遍
            if (hit.start == first or put) and any(
                other.source == hit.source and hit.end < other.start < last for item in behind for other in item.hits
            ):
                return True
        return False

    def traits(self, hit: Hit) -> Traits:
        """Of the source that a piece stands in."""
        return traits_of(self.sources[hit.source].text)

    def not_there(self, piece: Piece) -> bool:
        """Whether a source only says behind what a piece names that there it was not: 网站没有."""
        for hit in (*piece.hits, *self.ground.hits(piece.text.lstrip("在于到"))):
            _, last = self.traits(hit).clause(hit.start)
            if self.tells(hit) and self.source_text(hit)[hit.end : last].lstrip("上里则就却还也都") in ("没有", "没"):
                return True
        return False

    def within(self, first: int, last: int) -> list[Piece]:
        """Pieces that begin in a range."""
        return [piece for piece in self.told if first <= (piece.start + piece.end) // 2 < last]

    def at(self, source: int, first: int, last: int) -> list[Piece]:
        """Pieces that stand in a range of a source."""
        return [
            piece
            for piece in self.told
            if any(hit.source == source and hit.start < last and first < hit.end for hit in piece.hits)
        ]

    def only(self, source: int, first: int, last: int) -> list[Piece]:
        """Pieces that stand in a range of a source and nowhere else."""
        return [
            piece
            for piece in self.told
            if all(hit.source == source and first <= hit.start < last for hit in piece.hits)
        ]

    def tells_most(self, index: int, clause: tuple[int, int], piece: Piece, *, whole: bool) -> bool:
        """Whether the clause of a piece tells this clause of a source more than any other."""
        first, last = self.mine.clause(piece.start)
        traits = traits_of(self.sources[index].text)
        shares: dict[tuple[int, int], float] = {}
        source = self.sources[index]
        for item in self.within(first, last):
            for place in {traits.clause(hit.start) for hit in item.hits if hit.source == index}:
                weight = 0.5 if source.planned(place[0]) else 1.0  # a measure is told of what was done the less
                shares[place] = shares.get(place, 0) + weight * (item.end - item.start)
        mine = shares.pop(clause, 0)
        others = max(shares.values(), default=0)
        return mine >= others if not whole else mine >= 4 and mine > others

    def goes_on(self, piece: Piece, hits: Sequence[Hit]) -> bool:
        """Whether what was done is to be gone on with, here and in a source: 其余计划继续标注, 剩下的打算接着弄."""
        first, _ = self.mine.clause(piece.start)
        return any(word in self.text[first : piece.start] for word in _ON) and any(
            any(word in self.source_text(hit)[scope.start : scope.last] for word in _ON)
            for hit in hits
            for scope in self.traits(hit).plans
        )

    def tells(self, hit: Hit) -> bool:
        """Whether the source that a piece stands in tells something of its own; a form's wording does not."""
        return self.sources[hit.source].tells

    def source_text(self, hit: Hit) -> str:
        """The text that a piece stands in."""
        return self.sources[hit.source].text
