"""Recognises tables set with spaces (``pdftotext -layout``), labels broken over lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from nianbao.kinds import Block, Form, Node
from nianbao.patterns import lazy
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.headings import section_of
from nianbao.report import TextPlace
from nianbao.text import bare, fold

_FIGURES = lazy(r"(?P<label>|\S.*?\s+)(?P<figures>(?:[0-9][0-9,.]*|[/—-])(?:\s+(?:[0-9][0-9,.]*|[/—-]))+)")
_WIDEST = 300
"""The longest line that is a row."""
_HEAD = 12
"""The most lines of a head."""
_BROKEN = 5
"""The most lines that a label goes on over, above its figures or below."""
Line = tuple[str, TextPlace]


@dataclass
class _Row:
    """A line that ends in figures."""

    at: int
    label: str
    figures: list[Line]


def _row(at: int, line: Line) -> _Row | None:
    text, place = line
    match = _FIGURES.fullmatch(fold(text)) if len(text) <= _WIDEST else None
    if match is None:
        return None
    start = match.start("figures")
    spans = [(start + item.start(), start + item.end()) for item in re.finditer(r"\S+", match["figures"])]
    return _Row(at, match["label"], [(text[begin:end], place.part(begin, end)) for begin, end in spans])


class _Piece(NamedTuple):
    """A word of a label: the line it stands in, and whether it may be of a group's label, set beside its rows."""

    at: int
    text: str
    beside: bool


def _spelt(pieces: Sequence[_Piece], label: str, least: int) -> int | None:
    """How many pieces, at least so many, spell a label, those of a group's label left out where need be."""
    reached = {0}
    """How many characters of the label the pieces so far can spell."""
    if not label and not least:
        return 0
    for count, piece in enumerate(pieces, 1):
        spelt = {at + len(piece.text) for at in reached if piece.text and label.startswith(piece.text, at)}
        reached = spelt | (reached if piece.beside else set())
        if count >= least and len(label) in reached:
            return count
        if not reached:
            return None
    return None


class _Table:
    """One table of the form, looked for in lines."""

    def __init__(self, block: Block, lines: Sequence[Line]) -> None:
        self.block, self.lines = block, lines
        self.groups = {bare(node.label) for path in block.row_paths for node in path[:-1] if node.label}
        self.columns = [bare(path[-1].label) for path in block.column_paths]
        paths = {path[:end] for path in block.column_paths for end in range(1, len(path) + 1)}
        self.head = [bare(text) for text in (block.corner, *(path[-1].label for path in paths)) if text]

    def _pieces(self, lines: range, rows: Sequence[_Row]) -> list[_Piece]:
        """The words of the labels in lines, in order."""
        labels = {row.at: row.label for row in rows}
        words = [(at, bare(word)) for at in lines for word in labels.get(at, self.lines[at][0]).split()]
        return [_Piece(at, word, any(word in group for group in self.groups)) for at, word in words]

    def _labelled(self, pieces: Sequence[_Piece], row: int, first: int) -> tuple[int, int] | None:
        """Which row of the form, from ``first`` on, the first pieces name; and how many of them.

        Args:
            row: the line that the figures are in: what stands in it is part of the label.
        """
        least = sum(piece.at <= row for piece in pieces)
        for number, path in enumerate(self.block.row_paths[first:], first):
            count = _spelt(pieces, bare(path[-1].label), least)
            if count is not None:
                return number, count
        return None

    def _parts(self, at: int) -> list[str]:
        return [bare(part) for part in self.lines[at][0].split()]

    def _of_head(self, at: int) -> bool:
        return all(any(part in label for label in self.head) for part in self._parts(at))

    def _head_above(self, at: int) -> tuple[int, int] | None:
        """The first line of the head above the first row, and the line behind it, where the row's label may begin.

        None where the lines are not made of the head's labels, each once, or have columns in another order.
        """
        above = [n for n in range(at - 1, max(at - _HEAD - _BROKEN, -1), -1) if self.lines[n][0]]
        label = [*takewhile(lambda n: not self._of_head(n), above)]
        head = [*takewhile(self._of_head, above[len(label) :])]
        written = Counter("".join(part for n in head for part in self._parts(n)))
        if written != Counter("".join(self.head)):
            return None
        named = [[self.columns.index(part) for part in self._parts(n) if self.columns.count(part) == 1] for n in head]
        return (head[-1], head[0] + 1) if all(places == sorted(places) for places in named) else None

    def read(self, rows: Sequence[_Row]) -> tuple[TableGrid, range] | None:
        """The table whose rows these are, and its lines; None where a label is not the form's or a line is left."""
        head = self._head_above(rows[0].at)
        if head is None:
            return None
        start, behind = head
        behind_last = min(rows[-1].at + 1 + _BROKEN, len(self.lines))
        pieces = self._pieces(range(behind, behind_last), rows)
        found: list[tuple[tuple[Node, ...], _Row]] = []
        first = 0
        for row, below in zip(rows, [*(row.at for row in rows[1:]), behind_last], strict=True):
            own = [*takewhile(lambda piece: piece.at < below, pieces)]  # noqa: B023 (used at once)
            labelled = self._labelled(own, row.at, first)
            if labelled is None:
                return None
            first = labelled[0] + 1
            behind = max([row.at, *(piece.at for piece in own[: labelled[1]])]) + 1
            pieces = pieces[labelled[1] :]
            found.append((self.block.row_paths[labelled[0]], row))
        return self._grid(found, self.lines[start][1]), range(start, behind)

    def _grid(self, found: Sequence[tuple[tuple[Node, ...], _Row]], head: TextPlace) -> TableGrid:
        rows: list[list[Line]] = [[(text, head) for text in (self.block.corner, *self.columns)]]
        for path, row in found:
            place = self.lines[row.at][1]
            rows.append([*((node.label, place) for node in path if node.label), *row.figures])
        cells = [
            GridCell(text, number, column, 1, 1, place)
            for number, row in enumerate(rows)
            for column, (text, place) in enumerate(row)
        ]
        return TableGrid(cells, exact=False, location=head)


def _runs(rows: Sequence[_Row], lines: Sequence[Line], form: Form) -> Iterator[list[_Row]]:
    """Rows that follow one another with no heading of a section between them."""
    run: list[_Row] = []
    for row in rows:
        if run and any(section_of(text, form) for text, _ in lines[run[-1].at + 1 : row.at]):
            yield run
            run = []
        run.append(row)
    yield run


def laid_out(lines: Sequence[Line], forms: Sequence[Form]) -> list[tuple[TableGrid, range]]:
    """Tables laid out with spaces, each with the lines that it takes.

    Args:
        lines: of a text, blank ones too. forms: the editions whose labels count, the newest last.
    """
    rows = [row for at, line in enumerate(lines) if (row := _row(at, line)) is not None]
    found: dict[int, tuple[TableGrid, range]] = {}
    for form in reversed(forms):
        for block in (block for table in form.tables if table.printed for block in table.blocks):
            own = [row for row in rows if len(row.figures) == len(block.column_paths)]
            if not own or block.title:  # a part of a table with a title of its own is too small to be broken up
                continue
            table = _Table(block, lines)
            for run in _runs(own, lines, form):
                if (read := table.read(run)) is not None:
                    found.setdefault(run[0].at, read)
    return [*found.values()]
