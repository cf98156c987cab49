"""Recognises tables whose cells were saved as lines of text.

Lines are cells while they are the form's labels or figures. A figure's row is the row label just before it;
a row with a figure too few is not guessed at (the table reader leaves it out and says so).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from nianbao.kinds import Form
from nianbao.patterns import HAN, alternatives, lazy
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.headings import section_of
from nianbao.reading.table_labels import is_figure, is_near
from nianbao.report import Location, TextPlace
from nianbao.text import bare, fold

_VALUE = lazy(r"[+-]?[0-9][0-9，]*(?:\.[0-9]+)?(?:元|万元|件|条)?|[/—-]+|无")
_LABEL_AND_FIGURES = lazy(rf"\s*(\S.*?[{HAN}）])\s+((?:{_VALUE.pattern})(?:\s+(?:{_VALUE.pattern}))*)\s*")
_VALUE_BEGINS = frozenset("+-0123456789/—无")
_WORDS = lazy(rf"[{HAN}].*[{HAN}]")
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
    gap: int = 0


def _put_together(parts: Sequence[_Taken]) -> _Taken:
    first, last = parts[0], parts[-1]
    return _Taken("".join(part.text for part in parts), _over(first.place, last.place), len(parts), "row", first.gap)


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
        self._unlabelled: set[int] = set()
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
                    if not side:
                        self._unlabelled.add(len(block.column_paths))
                    for path in block.row_paths:
                        self._columns.setdefault(bare(path[-1].label), set()).add(len(block.column_paths))
        self.starts -= {"信息内容", "项目"}
        self.labels |= self.rows | self.starts | {"信息内容"}
        self._openings = {start[:end] for start in self.starts for end in range(1, len(start) + 1)}
        self._longest = max(map(len, self.labels))

    def knows(self, text: str) -> bool:
        """Whether a text is a label of the form, or so near to a row's that it is a misprint of it."""
        mine = bare(text)
        if mine in self.labels:
            return True
        if not 2 < len(mine) <= self._longest + 4 or mine.endswith("。") or is_figure(text):
            return False
        signs = set(mine)
        return any(2 * len(signs & theirs) >= len(theirs) and is_near(text, label) for label, theirs in self._signs)

    @cached_property
    def _signs(self) -> list[tuple[str, set[str]]]:
        return [(label, set(label)) for label in self.rows]

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
                return self._misprinted(line)
            found.append(self._part(line, at, match.end()))
            at = match.end()
        return self._digits(found) if len(found) > 1 or (found and found[0][0] != text) else [line]

    def _misprinted(self, line: Line) -> list[Line]:
        """The cells of a row whose label is nearly one of the form's, its figures apart from it and each other."""
        match = _LABEL_AND_FIGURES.fullmatch(fold(line[0]))
        if match is None or not self.knows(match.group(1)):
            return [line]
        found, at = [self._part(line, match.start(1), match.end(1))], match.start(2)
        for figure in match.group(2).split():
            start = fold(line[0]).index(figure, at)
            at = start + len(figure)
            found.append(self._part(line, start, at))
        return found

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

    def _wanted(self, row: Sequence[_Taken]) -> set[int]:
        """How many figures a row may have, by the editions; none where its label is not known."""
        return self._unlabelled if row[0].kind == "value" else self._columns.get(bare(row[0].text), set())

    def _is_row_label(self, strange: Sequence[_Taken], rows: Sequence[Sequence[_Taken]]) -> bool:
        """Whether words that no form has are the label of a row: the row before them is whole."""
        if not rows or not _WORDS.search(strange[0].text):
            return False
        before = rows[-1]
        values = sum(item.kind == "value" for item in before)
        return before[0].kind == "label" or not self._wanted(before) or values in self._wanted(before)

    def _with_blanks(self, rows: list[list[_Taken]]) -> list[list[_Taken]]:
        """The rows with an empty cell for each blank line that stands for one.

        Blank lines may also part cells, or rows. How many part cells is the least that stands between two of them;
        how many part rows, the least behind a row that is whole. A row gets its empty cells only where they make it
        exactly as long as the form's.
        """
        apart = min([item.gap for row in rows for item in row][1:], default=0)

        def empty(gap: int) -> int:
            return max(gap - apart, 0) // (apart + 1)

        whole = [row for row in rows if sum(item.kind == "value" for item in row) in self._wanted(row)]
        if any(empty(item.gap) for row in whole for item in row[1:]):
            return rows  # blank lines stand anywhere here
        ends = [
            empty(after[0].gap)
            for row, after in pairwise(rows)
            if row in whole or (row[0].kind == "label" and after[0].kind == "row")
        ]
        parting = min(ends, default=None)
        found: list[list[_Taken]] = []
        for row, after in zip(rows, [*rows[1:], None], strict=True):
            found.append(row)
            values = [item for item in row if item.kind == "value"]
            wanted = self._wanted(row)
            if not wanted or len(values) in wanted or row[0].kind == "label":
                continue
            inside = [empty(item.gap) for item in values]
            behind = empty(after[0].gap) - parting if after is not None and parting is not None else 0
            if len(values) + sum(inside) + max(behind, 0) not in wanted:
                continue
            filled = [item for item in row if item.kind != "value"]
            for item, blanks in zip(values, inside, strict=True):
                filled += [_Taken("", item.place, 0, "value")] * blanks + [item]
            found[-1] = filled + [_Taken("", row[-1].place, 0, "value")] * max(behind, 0)
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

    def read(self, lines: Sequence[Line], at: int, gaps: Sequence[int] = ()) -> tuple[TableGrid, int]:
        """The table that begins at a line, and the line after it.

        Args:
            gaps: how many blank lines stand before each line, where blank lines may be empty cells.
        """
        rows: list[list[_Taken]] = []
        strange: list[_Taken] = []
        end = at
        while at < len(lines):
            taken = self._taken(lines, at)
            gap = gaps[at] if gaps else 0
            if taken is None:
                text, place = lines[at]
                strange.append(_Taken(text, place, 1, "row", gap))
                if len(strange) == _STRANGERS or len(text) > _LONG or text.endswith("。") or self._heading(text):
                    break
                at += 1
                continue
            taken = taken._replace(gap=gap)
            if taken.kind == "value" and strange and self._is_row_label(strange, rows):
                rows.append([_put_together(strange), taken])
            elif taken.kind == "value" and rows and rows[-1][-1].kind in ("row", "value"):
                rows[-1].append(taken)
            else:
                rows.append([taken])
            strange = []
            at += taken.lines
            end = at
        if gaps:
            rows = self._with_blanks(rows)
        cells = [
            GridCell(item.text, number, column, 1, 1, item.place)
            for number, row in enumerate(rows)
            for column, item in enumerate(row)
        ]
        return TableGrid(cells, exact=False, location=cells[0].location), end
