"""Finds grids drawn by ruling lines on a PDF page.

A grid is rebuilt from walls: its columns and rows are the places of the lines, two boxes of it without a wall
between them are one cell. So a merged cell has its true extent, whatever is written in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_THIN = 3.0
"""Points: a filled rectangle not wider than this is a line."""
_SNAP = 4.0
"""Points: lines nearer than this are at one place; no row or column of a table is so narrow."""
_SHORT = 6.0
"""Points: a line shorter than this is no wall (the corners that some programs draw)."""
_MOST_RULES, _MOST_BOXES = 1000, 20_000
"""A drawing of more lines or boxes is no table of a report."""
_OPEN_END = 6.0
"""Points by which lines reach beyond the last line across them where the frame was left open."""


class RulingLine(NamedTuple):
    """A line: at which height or distance from the left, from where to where."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A cell of a grid: where it begins, and its extent."""

    row: int
    column: int
    rowspan: int
    colspan: int


class RuledGrid(NamedTuple):
    """A table drawn on a page: where its columns and rows begin and end, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is within it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    @property
    def area(self) -> float:
        """How large it is."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def _is_white(colour: Any) -> bool:
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts) or len(parts) not in (1, 3, 4):
        return False
    return all(part <= 0.02 for part in parts) if len(parts) == 4 else all(part >= 0.98 for part in parts)


def _segments(page: Any) -> Iterator[tuple[bool, RulingLine]]:
    """Every drawn line that stands or lies: whether it lies, and where."""

    def drawn(x0: float, y0: float, x1: float, y1: float) -> Iterator[tuple[bool, RulingLine]]:
        if abs(y1 - y0) <= 1.5 < abs(x1 - x0):
            yield True, RulingLine((y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x1 - x0) <= 1.5 < abs(y1 - y0):
            yield False, RulingLine((x0 + x1) / 2, min(y0, y1), max(y0, y1))

    for line in page.lines:
        if not _is_white(line["stroking_color"]):
            yield from drawn(line["x0"], line["top"], line["x1"], line["bottom"])
    for rect in page.rects:
        left, right, top, bottom = rect["x0"], rect["x1"], rect["top"], rect["bottom"]
        if right - left <= _THIN or bottom - top <= _THIN:
            colour = rect["non_stroking_color"] if rect["fill"] else rect["stroking_color"]
            if _is_white(colour):
                continue
            if right - left <= bottom - top:
                yield False, RulingLine((left + right) / 2, top, bottom)
            else:
                yield True, RulingLine((top + bottom) / 2, left, right)
        elif rect["stroke"] and not _is_white(rect["stroking_color"]):
            for x in (left, right):
                yield False, RulingLine(x, top, bottom)
            for y in (top, bottom):
                yield True, RulingLine(y, left, right)
    for curve in page.curves:
        if curve["stroke"] and not _is_white(curve["stroking_color"]) and len(curve["pts"]) < 1000:
            for (x0, y0), (x1, y1) in zip(curve["pts"], curve["pts"][1:], strict=False):
                yield from drawn(x0, y0, x1, y1)


def _stood(lies: bool, rule: RulingLine, turn: int, width: float, height: float) -> tuple[bool, RulingLine]:
    """A line as if the page were turned so that its text stands."""
    if turn > 0:
        if lies:
            return False, RulingLine(height - rule.at, rule.start, rule.end)
        return True, RulingLine(rule.at, height - rule.end, height - rule.start)
    if lies:
        return False, RulingLine(rule.at, width - rule.end, width - rule.start)
    return True, RulingLine(width - rule.at, rule.start, rule.end)


def _snapped(values: Sequence[float]) -> list[float]:
    """Places in order, those near each other as one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= _SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _merged(rules: list[RulingLine]) -> list[RulingLine]:
    """Lines at one place that touch or overlap, as one line; short ones left out."""
    places = _snapped([rule.at for rule in rules])
    by_place: dict[int, list[RulingLine]] = {}
    for rule in rules:
        by_place.setdefault(_bisect(places, rule.at), []).append(rule)
    found: list[RulingLine] = []
    for index, group in by_place.items():
        for rule in sorted(group, key=lambda item: item.start):
            last = found[-1] if found and found[-1].at == places[index] else None
            if last is not None and rule.start <= last.end + _THIN:
                found[-1] = RulingLine(last.at, last.start, max(last.end, rule.end))
            else:
                found.append(RulingLine(places[index], rule.start, rule.end))
    return [rule for rule in found if rule.end - rule.start >= _SHORT]


def _bisect(places: Sequence[float], value: float) -> int:
    """The index of the place nearest a value, of many."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if places[middle] < value:
            low = middle + 1
        else:
            high = middle
    near = [index for index in (low - 1, low) if 0 <= index < len(places)]
    return min(near, key=lambda index: abs(places[index] - value))


def _touch(lying: RulingLine, standing: RulingLine) -> bool:
    return (
        lying.start - _SNAP <= standing.at <= lying.end + _SNAP
        and standing.start - _SNAP <= lying.at <= standing.end + _SNAP
    )


def _connected(
    lying: list[RulingLine], standing: list[RulingLine]
) -> Iterator[tuple[list[RulingLine], list[RulingLine]]]:
    """Lines that hang together."""
    rest_lying, rest_standing = set(range(len(lying))), set(range(len(standing)))
    while rest_lying:
        rows, columns = [rest_lying.pop()], list[int]()
        waiting: list[tuple[bool, int]] = [(True, rows[0])]
        while waiting:
            lies, index = waiting.pop()
            if lies:
                new = [other for other in rest_standing if _touch(lying[index], standing[other])]
                rest_standing.difference_update(new)
                columns += new
            else:
                new = [other for other in rest_lying if _touch(lying[other], standing[index])]
                rest_lying.difference_update(new)
                rows += new
            waiting += [(not lies, other) for other in new]
        yield [lying[index] for index in rows], [standing[index] for index in columns]


def _closed(lying: list[RulingLine], standing: list[RulingLine]) -> tuple[list[RulingLine], list[RulingLine]]:
    """With the frame completed where it was left open: at a page break, or at a table without side lines."""

    def missing(across: list[RulingLine], along: list[RulingLine]) -> Iterator[RulingLine]:
        """Lines ``across`` reach beyond the first or last of ``along`` and end at one place: a line is missing."""
        if len(across) < 2:
            return
        places = [rule.at for rule in along]
        reach = (min(rule.start for rule in across), max(rule.end for rule in across))
        span = (min(rule.at for rule in across), max(rule.at for rule in across))
        for end, edge, beyond in (
            (0, reach[0], not places or reach[0] < min(places) - _OPEN_END),
            (1, reach[1], not places or reach[1] > max(places) + _OPEN_END),
        ):
            meeting = [rule for rule in across if abs((rule.start, rule.end)[end] - edge) <= _SNAP]
            if beyond and len(meeting) >= 2:
                yield RulingLine(edge, *span)

    more_standing = list(missing(lying, standing))
    standing = [*standing, *more_standing]
    return [*lying, *missing(standing, lying)], standing


def _walls(places: Sequence[float], across: Sequence[float], rules: Sequence[RulingLine]) -> list[list[bool]]:
    """For each place, whether each stretch between two of ``across`` has a line on it (over half its length)."""
    covered = [[0.0] * (len(across) - 1) for _ in places]
    for rule in rules:
        row = covered[_bisect(places, rule.at)]
        for index in range(len(across) - 1):
            low, high = max(rule.start, across[index]), min(rule.end, across[index + 1])
            if high > low:
                row[index] += high - low
    return [[share > 0.5 * (across[index + 1] - across[index]) for index, share in enumerate(row)] for row in covered]


def _regions(
    xs: Sequence[float], ys: Sequence[float], lying: list[RulingLine], standing: list[RulingLine]
) -> list[set[int]]:
    """The boxes that no wall parts; a box is its row times the number of columns plus its column."""
    columns, rows = len(xs) - 1, len(ys) - 1
    left_of = _walls(xs, ys, standing)
    above = _walls(ys, xs, lying)
    parent = list(range(columns * rows))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column and not left_of[column][row]:
                parent[root(here)] = root(here - 1)
            if row and not above[row][column]:
                parent[root(here)] = root(here - columns)
    found: dict[int, set[int]] = {}
    for index in range(columns * rows):
        found.setdefault(root(index), set()).add(index)
    return list(found.values())


def _boxes(regions: list[set[int]], columns: int) -> Iterator[Box]:
    """Each region as a cell; one that is no rectangle as a cell for each row of it."""
    for region in regions:
        places = sorted(divmod(index, columns) for index in region)
        top, bottom = places[0][0], places[-1][0]
        left, right = min(place[1] for place in places), max(place[1] for place in places)
        if (bottom - top + 1) * (right - left + 1) == len(places):
            yield Box(top, left, bottom - top + 1, right - left + 1)
            continue
        for row in range(top, bottom + 1):
            run: list[int] = []
            for column in [place[1] for place in places if place[0] == row]:
                if run and column != run[-1] + 1:
                    yield Box(row, run[0], 1, len(run))
                    run = []
                run.append(column)
            if run:
                yield Box(row, run[0], 1, len(run))


def grids_of(page: Any, turn: int = 0) -> list[RuledGrid]:
    """The grids drawn on a page, from the top down; a frame round one cell is one too.

    Args:
        page: of pdfplumber. turn: how its text is turned (``page_turn``).
    """
    width, height = float(page.width), float(page.height)
    lying: list[RulingLine] = []
    standing: list[RulingLine] = []
    for number, (lies, rule) in enumerate(_segments(page)):
        if number > 40 * _MOST_RULES:
            return []
        if turn:
            lies, rule = _stood(lies, rule, turn, width, height)
        (lying if lies else standing).append(rule)
    lying, standing = _merged(lying), _merged(standing)
    if len(lying) + len(standing) > _MOST_RULES:
        return []
    found: list[RuledGrid] = []
    for rows, columns in _connected(lying, standing):
        across, along = _closed(rows, columns)
        xs, ys = _snapped([rule.at for rule in along]), _snapped([rule.at for rule in across])
        if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_BOXES:
            continue
        boxes = _boxes(_regions(xs, ys, across, along), len(xs) - 1)
        found.append(RuledGrid(tuple(xs), tuple(ys), tuple(sorted(boxes))))
    return sorted(found, key=lambda grid: grid.ys[0])
