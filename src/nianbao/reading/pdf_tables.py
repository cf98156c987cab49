"""Tables of a PDF: by ruling lines, and those without, among its lines of text.

A part goes on the table of the page before when nothing stands between them and their columns agree. A head
repeated is left out, a cell or a row that the break cut in two is one again.

Where columns end is not known, so nothing is counted from the left: a row is its labels and figures in order,
as in pasted text, and is read only where their number is the form's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from nianbao.kinds import editions
from nianbao.patterns import lazy
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.flattened_tables import ListedTables
from nianbao.reading.headings import section_of
from nianbao.reading.pdf_glyphs import Glyph, Line, lines_of, stood, text_of
from nianbao.reading.pdf_ruling_lines import RuledGrid
from nianbao.report import Location, PdfPlace
from nianbao.text import bare, fold

_NEAR = 4.0
"""Points within which two column edges are one."""
_SHIFT = 80.0
"""Points by which a page may be shifted against the one before (binding margins)."""
_FIGURE = lazy(r"[+-]?[0-9][0-9，,. ]*(?:元|万元|亿元|件|条|项|个)?|[/—-]+|无")


@dataclass
class PdfCell:
    """A cell in the making: its text, first row, number of rows, and its edges in points."""

    text: str
    row: int
    rows: int
    left: float
    right: float
    place: PdfPlace

    @property
    def last(self) -> int:
        """Its last row."""
        return self.row + self.rows - 1

    @property
    def is_figure(self) -> bool:
        """Whether it holds a figure or a mark for none."""
        return _FIGURE.fullmatch(fold(self.text)) is not None

    @property
    def is_label(self) -> bool:
        """Whether it holds words."""
        return bool(self.text) and not self.is_figure

    def over(self, other: PdfCell) -> bool:
        """Whether two cells have the same edges."""
        return abs(self.left - other.left) <= _NEAR and abs(self.right - other.right) <= _NEAR


@dataclass
class TablePart:
    """A table, or the part of one that stands on a page.

    Attributes:
        top, bottom: of the first part, on its page. edges: places of its columns.
    """

    page: int
    top: float
    bottom: float
    edges: list[float]
    cells: list[PdfCell] = field(default_factory=list)
    rows: int = 0

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.edges[-1]

    @property
    def is_table(self) -> bool:
        """Whether it has more than one column; a frame round text has not."""
        return len(self.edges) > 2 and len(self.cells) > 1

    def at(self, row: int) -> list[PdfCell]:
        """The cells that cover a row, left to right."""
        return sorted((cell for cell in self.cells if cell.row <= row <= cell.last), key=lambda cell: cell.left)


@cache
def labels() -> frozenset[str]:
    """Every label of every edition, bare."""
    found: set[str] = set()
    for form in editions():
        for table in form.tables:
            for block in table.blocks:
                found |= {bare(text) for text in (block.title, block.corner) if text}
                for path in (*block.row_paths, *block.column_paths):
                    found |= {bare(text) for node in path for text in (node.label, *node.aliases) if text}
    return frozenset(found)


# ── one page


def cell_text(glyphs: Sequence[Glyph], page: int) -> str:
    """The text of a cell; lines broken inside it are joined without a space."""
    turned = [glyph for glyph in glyphs if glyph.turn and not glyph.blank]
    if len(turned) * 2 > len(glyphs):
        return "".join(line.text for line in lines_of(map(stood, turned), page))
    return "".join(line.text for line in lines_of((glyph for glyph in glyphs if not glyph.turn), page))


def filled(grid: RuledGrid, glyphs: Iterable[Glyph], page: int, number: int) -> TablePart:
    """A grid with the text in it."""
    owner: dict[tuple[int, int], int] = {}
    for index, box in enumerate(grid.boxes):
        for row in range(box.row, box.row + box.rowspan):
            for column in range(box.column, box.column + box.colspan):
                owner[row, column] = index
    held: list[list[Glyph]] = [[] for _ in grid.boxes]
    for glyph in glyphs:
        row = max(sum(y <= glyph.middle for y in grid.ys) - 1, 0)
        column = max(sum(x <= glyph.centre for x in grid.xs) - 1, 0)
        held[owner[min(row, len(grid.ys) - 2), min(column, len(grid.xs) - 2)]].append(glyph)
    part = TablePart(page, grid.ys[0], grid.ys[-1], list(grid.xs), rows=len(grid.ys) - 1)
    for box, inside in zip(grid.boxes, held, strict=True):
        place = PdfPlace(page=page, table=number, row=box.row + 1, column=box.column + 1)
        left, right = grid.xs[box.column], grid.xs[box.column + box.colspan]
        part.cells.append(PdfCell(cell_text(inside, page), box.row, box.rowspan, left, right, place))
    return part


# ── over a page break


def goes_on(before: TablePart, after: TablePart) -> bool:
    """Whether a part can be the rest of a table on the page before: as wide, and their columns agree."""
    shift = before.left - after.left
    if abs(shift) > _SHIFT or abs((before.right - before.left) - (after.right - after.left)) > 2 * _NEAR:
        return False
    moved = [edge + shift for edge in after.edges]
    one = all(any(abs(edge - other) <= _NEAR for other in before.edges) for edge in moved)
    two = all(any(abs(edge - other) <= _NEAR for other in moved) for edge in before.edges)
    return one or two or len(before.at(before.rows - 1)) == 1 or len(after.at(0)) == 1


def _repeated(before: TablePart, after: TablePart) -> int:
    """How many rows of the second part repeat the head of the first."""

    def row(part: TablePart, number: int) -> list[tuple[str, int]] | None:
        cells = [cell for cell in part.at(number) if cell.row == number]
        if not cells or any(cell.is_figure for cell in cells) or not any(cell.text for cell in cells):
            return None
        return [(bare(cell.text), cell.rows) for cell in cells]

    same = 0
    while same < min(before.rows, after.rows):
        mine = row(before, same)
        if mine is None or mine != row(after, same):
            break
        same += 1
    while same and any(cell.row < same <= cell.last for cell in after.cells):
        same -= 1
    return same


def _without_rows(part: TablePart, count: int) -> None:
    part.cells = [cell for cell in part.cells if cell.row >= count]
    for cell in part.cells:
        cell.row -= count
    part.rows -= count


def _known(one: str, two: str) -> bool:
    """Whether two texts are the halves of a label."""
    return bare(one + two) in labels() and (bare(two) not in labels() or bare(one) not in labels())


def _same_row(before: TablePart, after: TablePart) -> list[tuple[PdfCell, PdfCell]]:
    """The pairs of cells where the first row of a part is the rest of the last row before it; else none."""
    above, below = before.at(before.rows - 1), after.at(0)
    if len(above) != len(below) or not all(one.over(two) for one, two in zip(above, below, strict=True)):
        return []
    pairs = list(zip(above, below, strict=True))
    inside = [(one, two) for one, two in pairs if one.row == before.rows - 1 and two.row == 0]
    return pairs if inside and _is_cut(inside) else []


def _is_cut(pairs: Sequence[tuple[PdfCell, PdfCell]]) -> bool:
    """Whether the cells of two rows are the halves of one: by the halves of a label, or because one has no label.

    A figure may be cut too (it stood on two lines of a narrow cell).
    """
    if any((one.is_label and two.is_figure) or (one.is_figure and two.is_label) for one, two in pairs):
        return False
    words = [(one, two) for one, two in pairs if one.is_label or two.is_label]
    both = [(one, two) for one, two in words if one.text and two.text]
    if both:
        return all(_known(one.text, two.text) for one, two in both)
    figures = sum(one.is_figure for one, _ in pairs), sum(two.is_figure for _, two in pairs)
    if not any(two.is_label for _, two in words):
        if not figures[0]:
            return figures[1] > 0 and bool(words)
        return figures[1] < figures[0]
    return not any(one.is_label for one, _ in words) and figures[0] > 0 and not figures[1]


def _is_side(part: TablePart, cell: PdfCell) -> bool:
    """Whether a cell stands where labels do: words to the right of it, or no figure in its first row."""
    first = part.at(cell.row)
    if not any(other.is_figure for other in first):
        return any(other.is_label for other in first)
    return any(other.is_label and other.left >= cell.right - _NEAR for other in first)


def _is_leaf(part: TablePart, cell: PdfCell) -> bool:
    """Whether a cell is the label of a single row: figures stand right beside it."""
    if cell.rows > 1:
        return False
    right = [other for other in part.at(cell.row) if other.left >= cell.right - _NEAR]
    return any(other.is_figure for other in right) and not any(other.is_label for other in right)


def _same_cell(before: TablePart, one: PdfCell, after: TablePart, two: PdfCell) -> bool:
    """Whether a label's cell was cut by the break."""
    if not one.over(two) or one.is_figure or two.is_figure or _is_leaf(before, one) or _is_leaf(after, two):
        return False
    if not (_is_side(after, two) or _is_side(before, one)):
        return False
    if one.text and two.text:
        return bare(one.text) == bare(two.text) or _known(one.text, two.text)
    if not one.text and not two.text:
        return False
    return _is_side(after, two)


def join(before: TablePart, after: TablePart) -> None:
    """Put the rest of a table after its first part, which is changed."""
    shift = before.left - after.left
    for cell in after.cells:
        cell.left, cell.right = cell.left + shift, cell.right + shift
    _without_rows(after, _repeated(before, after))
    if not after.cells:
        return
    pairs = _same_row(before, after)
    taken: list[int] = []
    last = before.rows - 1
    start = before.rows - (1 if pairs else 0)
    for one, two in pairs or [(one, two) for one in before.at(last) for two in after.at(0)]:
        if pairs or _same_cell(before, one, after, two):
            one.text = one.text if bare(one.text) == bare(two.text) else one.text + two.text
            one.rows = start + two.last - one.row + 1
            taken.append(id(two))
    for cell in after.cells:
        if id(cell) not in taken:
            cell.row += start
            before.cells.append(cell)
    before.rows = start + after.rows
    before.edges = _edges([*before.edges, *(edge + shift for edge in after.edges)])


def _edges(edges: Iterable[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return found


def table_grid(part: TablePart) -> TableGrid:
    """The finished table."""
    edges = _edges([edge for cell in part.cells for edge in (cell.left, cell.right)])

    def column(edge: float) -> int:
        return min(range(len(edges)), key=lambda index: abs(edges[index] - edge))

    cells = [
        GridCell(
            cell.text,
            cell.row,
            column(cell.left),
            cell.rows,
            max(column(cell.right) - column(cell.left), 1),
            cell.place,
        )
        for cell in sorted(part.cells, key=lambda item: (item.row, item.left))
    ]
    return TableGrid(cells, location=cells[0].location if cells else None)


_GAP = 0.6
"""Of a character: a gap that parts two cells of a row."""
_VALUE = lazy(r"[+-]?[0-9][0-9，,.]*(?:元|万元|件|条)?|[/—-]+|无")
_BETWEEN = 4
"""Lines without figures that may stand between two rows: labels broken over lines."""
_HEAD = 8
"""Lines above the first row that may be its head."""


def _cells(line: Line) -> list[str]:
    return [text_of(part) for part in line.parts(_GAP)]


def _is_row(cells: list[str]) -> bool:
    """Whether a line is a row: a label and figures, or several figures."""
    figures = sum(_VALUE.fullmatch(fold(cell)) is not None for cell in cells)
    return figures >= 2 or (figures == 1 and len(cells) == 2 and bare(cells[0]) in labels())


def _is_label(text: str) -> bool:
    """Whether a text is a label of a form or a piece of one."""
    mine = bare(text)
    return bool(mine) and len(mine) <= 40 and any(mine in label for label in labels())


def _may_be_head(line: Line) -> bool:
    if any(section_of(line.text, form) is not None for form in editions()):
        return False
    return all(_is_label(cell) for cell in _cells(line))


def _spans(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """From where to where lines are rows, their broken labels and head included."""
    at = 0
    while at < len(lines):
        if not _is_row(_cells(lines[at])):
            at += 1
            continue
        start = end = at
        after = at + 1
        while after < len(lines) and after - end <= _BETWEEN:
            if _is_row(_cells(lines[after])):
                end = after
            elif not _may_be_head(lines[after]):
                break
            after += 1
        while start and at - start < _HEAD and _may_be_head(lines[start - 1]):
            start -= 1
        while end + 1 < len(lines) and end + 1 < after and _may_be_head(lines[end + 1]):
            end += 1
        rows = sum(_is_row(_cells(line)) for line in lines[start : end + 1])
        if rows >= 2 or start < at:
            yield start, end + 1
        at = end + 1


def _place(line: Line) -> PdfPlace:
    return PdfPlace(page=line.page, line=line.number)


def _grid(lines: Sequence[Line]) -> TableGrid:
    cells = [
        GridCell(text, row, column, 1, 1, _place(line))
        for row, line in enumerate(lines)
        for column, text in enumerate(_cells(line))
    ]
    return TableGrid(cells, exact=False, location=_place(lines[0]))


def _listed(lines: Sequence[Line]) -> Iterator[list[Line] | TableGrid]:
    """Lines, and tables that have one cell a line."""
    finder = ListedTables(editions())
    given: list[tuple[str, Location]] = [(line.text, _place(line)) for line in lines]
    prose: list[Line] = []
    at = 0
    while at < len(lines):
        if finder.may_begin(lines[at].text) and finder.begins(given, at):
            grid, end = finder.read(given, at)
            if prose:
                yield prose
                prose = []
            yield grid
            at = max(end, at + 1)
        else:
            prose.append(lines[at])
            at += 1
    if prose:
        yield prose


def stretches(lines: Sequence[Line]) -> Iterator[list[Line] | TableGrid]:
    """Lines that follow each other, parted where a table without ruling lines stands among them."""
    at = 0
    for start, end in _spans(lines):
        if start > at:
            yield from _listed(lines[at:start])
        yield _grid(lines[start:end])
        at = end
    if at < len(lines):
        yield from _listed(lines[at:])
