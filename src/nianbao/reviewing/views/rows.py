"""The rows of the full text on a page: the pairs in order, and where a moved paragraph stood a row that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from nianbao.reviewing.compare.comparison import Comparison, ParagraphPair, SectionPair
from nianbao.reviewing.compare.comparison_wording import told_of
from nianbao.reviewing.sections_paired import sections_paired
from nianbao.reviewing.staying import woven

__all__ = ["Row", "Rows"]


class Row(NamedTuple):
    """A row of the text: a pair, or the place that a moved paragraph left (``stub``)."""

    id: str
    pair: ParagraphPair
    stub: bool = False
    link: str = ""
    where: str = ""

    @property
    def kind(self) -> str:
        """Its class on the page; ``still`` for what a reader may leave out."""
        still = not (self.pair.moved or self.pair.differs or self.pair.joined)
        return "still" if still else "joined" if self.pair.joined else self.pair.kind

    @property
    def badges(self) -> list[str]:
        return [] if self.stub else told_of(self.pair)

    @property
    def heading(self) -> bool:
        paragraph = self.pair.new or self.pair.old
        return paragraph is not None and paragraph.role == "heading"


class Rows:
    """The rows of a comparison.

    Attributes:
        links: by side, the id of each paragraph → the id of its row.
    """

    def __init__(self, comparison: Comparison) -> None:
        """Number the pairs, and see where the moved ones stood."""
        self.comparison = comparison
        self.number = {id(pair): n for n, pair in enumerate(self._pairs(), 1)}
        self.links: list[dict[str, str]] = [{}, {}]  # by side: id of a paragraph → its row
        for item in self._pairs():
            for side, paragraph in enumerate((item.old, item.new)):
                if paragraph is not None:
                    self.links[side][paragraph.id] = f"p{self.number[id(item)]}"
        self.order = {id(paragraph): n for n, (_, paragraph) in enumerate(comparison.old.paragraphs())}
        self.parts: dict[str, list[ParagraphPair]] = {}  # of a merged paragraph: what only A has of it
        for item in self._pairs():
            if item.joined == "merged" and item.new is None:
                self.parts.setdefault(item.whole, []).append(item)
        self.whole = {item.whole: item for item in self._pairs() if item.joined == "merged" and item.new is not None}
        self.moved: dict[int, ParagraphPair] = {}  # by place in A: what stands elsewhere in B, or in a paragraph there
        for item in self._pairs():
            if self._main(item).moved:
                self.moved[self.order[id(item.old)]] = item
        self.paired = sections_paired(comparison.old.sections, comparison.new.sections)
        self.headings: dict[int, tuple[int, str]] = {}  # by paragraph: its pair of sections, and its section's heading
        for number, pair in enumerate(self.paired):
            for report, index in ((comparison.old, pair.old), (comparison.new, pair.new)):
                if index is not None:
                    section = report.sections[index]
                    words = section.heading or "前言"
                    self.headings |= {id(paragraph): (number, words) for paragraph in section.paragraphs}

    def _pairs(self) -> Iterator[ParagraphPair]:
        for section in self.comparison.sections:
            yield from section.paragraphs

    def row_id(self, pair: ParagraphPair) -> str:
        """The id of a pair's row."""
        return f"p{self.number[id(pair)]}"

    def of(self, number: int) -> list[Row]:
        """The rows of a section of the comparison, by its number."""
        return list(self._rows(self.comparison.sections[number], self.paired[number].old))

    def _rows(self, section: SectionPair, before: int | None) -> Iterator[Row]:
        """The pairs in order, and where a moved paragraph stood a row that leads to it.

        Args:
            before: number of A's section.
        """
        mine = self.comparison.old.sections[before].paragraphs if before is not None else []
        left = {
            number: pair
            for paragraph in mine
            if (number := self.order[id(paragraph)]) in self.moved and (pair := self.moved[number])
        }
        stayed: list[tuple[int, int]] = []
        for position, pair in enumerate(section.paragraphs):
            if pair.old is not None and not pair.moved:
                number = self.order[id(pair.old)]
                if not stayed or number > stayed[-1][0]:
                    stayed.append((number, position))
        behind = woven(stayed, list(left))
        for position in range(-1, len(section.paragraphs)):
            if position >= 0:
                yield from self._in_order(section.paragraphs[position])
            for number in behind.get(position, ()):
                name = f"p{self.number[id(left[number])]}"
                where = self._where(left[number], new=True)
                yield Row(f"from-{name}", left[number], stub=True, link=name, where=where)

    def _main(self, pair: ParagraphPair) -> ParagraphPair:
        """The pair that has B's side: of a part of a merged paragraph, that which the whole is in."""
        return self.whole.get(pair.whole, pair) if pair.new is None and pair.joined == "merged" else pair

    def _in_order(self, pair: ParagraphPair) -> Iterator[Row]:
        """A row; of a merged paragraph all the rows, for a reader of B's side to read on."""
        if pair.joined != "merged":
            yield self._row(pair)
        elif pair.new is not None:
            group = [pair, *self.parts.get(pair.whole, ())]
            yield from map(self._row, sorted(group, key=lambda one: self.order[id(one.old)]))

    def _row(self, pair: ParagraphPair) -> Row:
        id_ = f"p{self.number[id(pair)]}"
        if not self._main(pair).moved:
            return Row(id_, pair)
        return Row(id_, pair, link=f"from-{id_}", where=self._where(pair, new=False))

    def _where(self, pair: ParagraphPair, *, new: bool) -> str:
        """The section a moved paragraph stands in on one side; nothing where it is the same on both."""
        here, there = self.headings[id(self._main(pair).new)], self.headings[id(pair.old)]
        return "" if here[0] == there[0] else (here if new else there)[1]
