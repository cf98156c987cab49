"""A table saved as text without tabs, a cell a line or a row a line: what a web page or an exported document gives.

Lines are cells while they are the form's labels or figures. A figure's row is the row label just before it;
a row with a figure too few is not guessed at (the table reader leaves it out and says so).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from nianbao.forms import Form
from nianbao.lazy import lazy
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.sections import section_of
from nianbao.report import Location, TextPlace
from nianbao.text import alternatives, bare, fold

__all__ = ["ListedTables"]

_VALUE = lazy(r"[+-]?[0-9][0-9，]*(?:\.[0-9]+)?(?:元|万元|件|条)?|[/—-]+|无")
_VALUE_BEGINS = frozenset("+-0123456789/—无")
_BROKEN = 5
"""The most lines a label is broken into inside its cell."""
_STRANGERS = 3
"""Lines in a row that are neither label nor figure, after which the table is over."""

_LONG = 30
"""Characters from which a stranger is prose."""

Line = tuple[str, Location]


def _over(first: Location, last: Location) -> Location:
    """From the beginning of one place to the end of another; the first where places have no end."""
    if isinstance(first, TextPlace) and isinstance(last, TextPlace):
        return TextPlace(start=first.start, end=last.end, line=first.line)
    return first


class _Taken(NamedTuple):
    """A label or figure: its text and place, and how many lines it took."""

    text: str
    place: Location
    lines: int
    kind: str


class ListedTables:
    """Finds such tables in lines of text.

    Args:
        forms: the editions whose labels count.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = forms
        self.rows: set[str] = set()
        self.labels: set[str] = set()
        self.starts: set[str] = set()
        self._written: set[str] = set()
        self._columns: dict[str, set[int]] = {}
        for form in forms:
            for table in (table for table in form.tables if table.printed):
                for block in table.blocks:
                    side = [node for path in block.row_paths for node in path if node.label]
                    head = [node for path in block.column_paths for node in path if node.label]
                    self.rows |= {bare(text) for node in side for text in (node.label, *node.aliases)}
                    self.labels |= {bare(text) for node in head for text in (node.label, *node.aliases)}
                    self.starts |= {bare(text) for text in (block.title, block.corner or head[0].label) if text}
                    self._written |= {fold(text) for node in (*side, *head) for text in (node.label, *node.aliases)}
                    self._written |= {fold(text) for text in (block.title, block.corner) if text}
                    for path in block.row_paths:
                        self._columns.setdefault(bare(path[-1].label), set()).add(len(block.column_paths))
        self.starts -= {"信息内容", "项目"}
        self.labels |= self.rows | self.starts | {"信息内容"}
        self._openings = {start[:end] for start in self.starts for end in range(1, len(start) + 1)}
        self._longest = max(map(len, self.labels))

    @cached_property
    def _token(self) -> re.Pattern[str]:
        return re.compile(f"{alternatives(self._written)}|{_VALUE.pattern}")

    @cached_property
    def _opened(self) -> tuple[str, ...]:
        return tuple(text for text in self._written if bare(text) in self.starts)

    def opens(self, text: str) -> bool:
        """Whether a line begins with the first label of a table and goes on."""
        return fold(text).startswith(self._opened)

    def pieces(self, line: Line) -> list[Line]:
        """The cells of a row that stands on one line: labels and figures behind one another, apart or run together.

        A line that is anything else is given back as it is.
        """
        text = line[0]
        folded, at = fold(text), 0
        found: list[Line] = []
        while at < len(folded):
            if folded[at] in " |":
                at += 1
                continue
            match = self._token.match(folded, at)
            if match is None or match.end() == at:
                return [line]
            found.append(self._part(line, at, match.end()))
            at = match.end()
        return self._digits(found) if len(found) > 1 or (found and found[0][0] != text) else [line]

    def _part(self, line: Line, start: int, end: int) -> Line:
        text, place = line
        if isinstance(place, TextPlace):
            place = TextPlace(start=place.start + start, end=place.start + end, line=place.line)
        return text[start:end], place

    def _digits(self, found: list[Line]) -> list[Line]:
        """Figures run together, where there are as many digits as columns: then each is a figure."""
        if len(found) < 2 or not found[-1][0].isdigit():
            return found
        last, columns = found[-1], self._columns.get(bare(found[-2][0]), set())
        if columns != {len(last[0])} or len(last[0]) < 2:
            return found
        return [*found[:-1], *(self._part(last, at, at + 1) for at in range(len(last[0])))]

    def _taken(self, lines: Sequence[Line], at: int) -> _Taken | None:
        """The label or figure that begins at a line, the longest label if several do; None for a stranger."""
        text, place = lines[at]
        if fold(text[0]) in _VALUE_BEGINS and _VALUE.fullmatch(fold(text)):
            return _Taken(text, place, 1, "value")
        whole, found = "", None
        for count, (part, end) in enumerate(lines[at : at + _BROKEN], 1):
            whole += part
            if len(bare(whole)) > self._longest:
                break
            if bare(whole) in self.labels:
                kind = "row" if bare(whole) in self.rows else "label"
                found = _Taken(whole, _over(place, end), count, kind)
        return found

    def _heading(self, text: str) -> bool:
        return any(section_of(text, form) for form in self.forms)

    def may_begin(self, text: str) -> bool:
        """Whether a line can be the first of a table: the beginning of a first label, which may be broken."""
        return bare(text) in self._openings

    def begins(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a table begins at a line: its first label, and labels or figures after it."""
        first = self._taken(lines, at)
        if first is None or bare(first.text) not in self.starts or at + first.lines >= len(lines):
            return False
        return self._taken(lines, at + first.lines) is not None

    def read(self, lines: Sequence[Line], at: int) -> tuple[TableGrid, int]:
        """The table that begins at a line, and the line after it."""
        rows: list[list[_Taken]] = []
        strangers = 0
        end = at
        while at < len(lines):
            taken = self._taken(lines, at)
            if taken is None:
                strangers += 1
                text = lines[at][0]
                if strangers == _STRANGERS or len(text) > _LONG or text.endswith("。") or self._heading(text):
                    break
                at += 1
                continue
            strangers = 0
            if taken.kind == "value" and rows and rows[-1][-1].kind in ("row", "value"):
                rows[-1].append(taken)
            else:
                rows.append([taken])
            at += taken.lines
            end = at
        cells = [
            GridCell(item.text, number, column, 1, 1, item.place)
            for number, row in enumerate(rows)
            for column, item in enumerate(row)
        ]
        return TableGrid(cells, exact=False, location=cells[0].location), end
