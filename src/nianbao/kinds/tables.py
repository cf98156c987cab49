"""Labels, blocks, tables and cells of a form, their printed grid, and the relations between figures (勾稽关系).

The grid has exact merges: a label of a head spans its leaves, a label of a side spans its rows, a leaf
reaches to the edge of the labels. Blocks of different width share one grid whose value columns are the
least common multiple of theirs (a block of one column beside a block of three spans all three).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import lcm
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

CellKind = Literal["count", "signed", "money"]


def _text(value: object) -> object:
    """Take the YAML scalars that look like booleans or numbers as the text they were written as."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Label = Annotated[str, BeforeValidator(_text)]


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,), defer_build=True)


class Node(Data):
    """A label of a table's head or side; a leaf is a column or row of figures.

    Attributes:
        id: the key of a leaf, or of a group whose sum is a fact; None for a label that only groups.
        role: what rules know it by, where the edition gives it another id.
        label: byte for byte as the form prints it.
        name: how a sentence calls it; the label when empty and ``short`` is not given.
        short: how a breakdown calls it (``name`` by default).
        aliases: further labels accepted when reading, never written.
        kind: of a column leaf: ``count``, ``signed`` (a change, may be negative) or ``money``.
        measure: measure word or unit of the figures, empty where the form gives none.
        help: what to fill in here, for the workbook's comments.
        summed: false for a row or column that is in no sum of its block, though others are.
    """

    id: str | None = None
    role: str | None = None
    label: Label
    name: str | None = None
    short: str | None = None
    aliases: tuple[Label, ...] = ()
    kind: CellKind = "count"
    measure: str | None = None
    help: str = ""
    summed: bool = True
    children: tuple[Node, ...] = ()

    @property
    def known_as(self) -> str:
        """What rules know it by: its role, else its id."""
        return (self.id or "") if self.role is None else self.role

    @property
    def leaf(self) -> bool:
        """Whether this is a row or column of figures."""
        return not self.children

    def leaves(self) -> Iterator[Node]:
        """The leaves under this node, itself if it is one, in order."""
        if self.leaf:
            yield self
        for child in self.children:
            yield from child.leaves()

    def paths(self) -> Iterator[tuple[Node, ...]]:
        """The path from this node down to each leaf, both included."""
        if self.leaf:
            yield (self,)
        for child in self.children:
            for path in child.paths():
                yield (self, *path)

    def depth(self) -> int:
        """Levels of labels from here down; 1 for a leaf."""
        return 1 + max((child.depth() for child in self.children), default=0)

    def groups(self) -> Iterator[Node]:
        """Every node with an id and children, here and below."""
        if self.children and self.id:
            yield self
        for child in self.children:
            yield from child.groups()


class CellForm(Data):
    """A cell of a form: where it stands and what it counts.

    Attributes:
        id: ``block.row.column`` without empty parts: ``requests.new.total``.
        rows: labels from the side, outermost first.
        columns: labels from the head, outermost first.
    """

    id: str
    table: str
    block: str
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    measure: str
    kind: CellKind
    label: str
    name: str

    @property
    def row(self) -> str:
        """The row's id."""
        return self.rows[-1].id or ""

    @property
    def column(self) -> str:
        """The column's id."""
        return self.columns[-1].id or ""


class Block(Data):
    """A head and its rows; a table is one or more blocks, one under the other.

    Attributes:
        role: what rules know it by, where the edition gives it another id.
        title: a full-width title row, or None.
        corner: the text above the row labels.
        label_columns: how many columns the row labels take.
        measure: measure word where a column gives none.
    """

    id: str
    role: str | None = None
    title: Label | None = None
    corner: Label = ""
    label_columns: int = Field(default=1, ge=0, le=5)
    measure: str = ""
    columns: tuple[Node, ...] = Field(min_length=1)
    rows: tuple[Node, ...] = Field(min_length=1)

    @property
    def known_as(self) -> str:
        """What rules know it by: its role, else its id."""
        return self.role or self.id

    @cached_property
    def row_paths(self) -> tuple[tuple[Node, ...], ...]:
        """Each row's labels, outermost first."""
        return tuple(path for node in self.rows for path in node.paths())

    @cached_property
    def column_paths(self) -> tuple[tuple[Node, ...], ...]:
        """Each column's labels, outermost first."""
        return tuple(path for node in self.columns for path in node.paths())

    @property
    def head_depth(self) -> int:
        """How many rows the head takes."""
        return max(node.depth() for node in self.columns)

    @cached_property
    def groups(self) -> dict[str, Node]:
        """Groups of rows or columns whose sum is a fact, by id."""
        return {group.id: group for node in (*self.rows, *self.columns) for group in node.groups() if group.id}

    def cell_id(self, row: str, column: str) -> str:
        """The id of the cell in a row and column, both given by id."""
        return ".".join(part for part in (self.id, row, column) if part)

    def roles(self) -> Iterator[tuple[str, str]]:
        """The roles of its cells and of the sums of its groups, each with its id."""
        rows = [*(path[-1] for path in self.row_paths), *(group for node in self.rows for group in node.groups())]
        columns = [path[-1] for path in self.column_paths]
        columns += [group for node in self.columns for group in node.groups()]
        inside = [(row, column) for row in rows for column in columns if row.leaf or column.leaf]
        for row, column in inside:
            role = ".".join(part for part in (self.known_as, row.known_as, column.known_as) if part)
            yield role, self.cell_id(row.id or "", column.id or "")

    def cells(self, table: str) -> Iterator[CellForm]:
        """The block's cells, row by row."""
        for rows in self.row_paths:
            for columns in self.column_paths:
                row, column = rows[-1], columns[-1]
                labels = [node.label for node in (*rows, *columns) if node.label]
                row_name = row.label if row.name is None else row.name
                column_name = column.label if column.name is None else column.name
                yield CellForm(
                    id=self.cell_id(row.id or "", column.id or ""),
                    table=table,
                    block=self.id,
                    rows=rows,
                    columns=columns,
                    measure=self.measure if column.measure is None else column.measure,
                    kind=column.kind,
                    label=" · ".join(([self.title] if self.title else []) + labels),
                    name=f"{row_name}（{column_name}）" if row_name and column_name else row_name or column_name,
                )

    @model_validator(mode="after")
    def _ids(self) -> Self:
        for what, paths in (("行", self.row_paths), ("列", self.column_paths)):
            ids = [path[-1].id for path in paths]
            if None in ids or len(set(ids)) != len(ids):
                raise ValueError(f"区块 {self.id} 的每一{what}都要有各不相同的 id")
        if self.row_paths and max(map(len, self.row_paths)) > max(self.label_columns, 1):
            raise ValueError(f"区块 {self.id} 的行标签层数多于 label_columns")
        return self


class Table(Data):
    """A table of the form, or a group of figures the text must state (``printed: false``)."""

    id: str
    section: str
    name: str
    printed: bool = True
    blocks: tuple[Block, ...] = Field(min_length=1)


class GridCell(NamedTuple):
    """A merged cell: its top left place, extent, and what it holds.

    ``cell`` is the id of the figure where ``role`` is ``value``; ``block`` names the block it is of.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    role: Literal["title", "corner", "head", "label", "value"]
    text: str
    cell: str | None
    block: str


class Grid(NamedTuple):
    """The cells of a table, its size, and how many rows repeat as its head on each page."""

    rows: int
    columns: int
    label_columns: int
    head_rows: int
    cells: tuple[GridCell, ...]

    def by_row(self) -> Iterator[list[GridCell]]:
        """The cells that begin in each row, left to right."""
        for row in range(self.rows):
            yield sorted((cell for cell in self.cells if cell.row == row), key=lambda cell: cell.column)


def _heads(nodes: Sequence[Node], row: int, column: int, depth: int, unit: int, block: str) -> Iterator[GridCell]:
    for node in nodes:
        width = sum(1 for _ in node.leaves()) * unit
        height = depth if node.leaf else 1
        yield GridCell(row, column, height, width, "head", node.label, None, block)
        yield from _heads(node.children, row + 1, column, depth - 1, unit, block)
        column += width


def _labels(nodes: Sequence[Node], row: int, column: int, columns: int, block: str) -> Iterator[GridCell]:
    for node in nodes:
        height = sum(1 for _ in node.leaves())
        width = columns - column if node.leaf else 1
        yield GridCell(row, column, height, width, "label", node.label, None, block)
        yield from _labels(node.children, row, column + 1, columns, block)
        row += height


def _block(block: Block, top: int, labels: int, values: int) -> Iterator[GridCell]:
    unit = values // len(block.column_paths)
    row = top
    if block.title is not None:
        yield GridCell(row, 0, 1, labels + values, "title", block.title, None, block.id)
        row += 1
    depth = block.head_depth
    if labels:
        yield GridCell(row, 0, depth, labels, "corner", block.corner, None, block.id)
    yield from _heads(block.columns, row, labels, depth, unit, block.id)
    row += depth
    if labels:
        yield from _labels(block.rows, row, 0, labels, block.id)
    for rows in block.row_paths:
        for index, columns in enumerate(block.column_paths):
            cell = block.cell_id(rows[-1].id or "", columns[-1].id or "")
            yield GridCell(row, labels + index * unit, 1, unit, "value", "", cell, block.id)
        row += 1


def layout(table: Table) -> Grid:
    """Lay a table out.

    Returns:
        Its grid. ``head_rows`` is the depth of the head where the table is a single block without a
        title (such a head repeats on each page), else 0.
    """
    labels = max(block.label_columns for block in table.blocks)
    values = lcm(*(len(block.column_paths) for block in table.blocks))
    cells: list[GridCell] = []
    top = 0
    for block in table.blocks:
        cells.extend(_block(block, top, labels, values))
        top += (block.title is not None) + block.head_depth + len(block.row_paths)
    only = table.blocks[0]
    head = only.head_depth if len(table.blocks) == 1 and only.title is None else 0
    return Grid(top, labels + values, labels, head, tuple(cells))


Severity = Literal["error", "warning", "info"]


class Term(Data):
    """A term of an identity: a row, column or group (or a cell), with a sign, of this year or last."""

    ref: str
    sign: Literal[1, -1] = 1
    last: bool = False

    @classmethod
    def parse(cls, text: str) -> Term:
        """Read ``carry_in``, ``-repealed`` or ``last:carry_out``."""
        sign: Literal[1, -1] = 1
        if text.startswith("-"):
            sign, text = -1, text[1:]
        last = text.startswith("last:")
        return cls(ref=text.removeprefix("last:"), sign=sign, last=last)


def _terms(value: object) -> object:
    if isinstance(value, list | tuple):
        return [Term.parse(item) if isinstance(item, str) else item for item in value]
    return value


Terms = Annotated[tuple[Term, ...], BeforeValidator(_terms)]


class Identity(Data):
    """A relation between figures (勾稽关系), as data; nothing is evaluated as code.

    Attributes:
        id: the field's name of it (``T3-BAL``).
        code: the rule that reports it.
        each: repeat for each column (terms name rows), each row (terms name columns), or once for
            the block (terms name cells as ``row.column``).
        computes: the term on the right that code may fill when the form left it to be summed.
    """

    id: str
    code: str
    block: str
    each: Literal["row", "column", "block"]
    left: Terms
    op: Literal["=", "<=", ">="]
    right: Terms
    severity: Severity
    basis: str
    computes: str | None = None

    @property
    def compares_years(self) -> bool:
        """Whether a term is last year's."""
        return any(term.last for term in (*self.left, *self.right))


class Instance(NamedTuple):
    """An identity in one column, row or block: which cells stand on each side.

    Attributes:
        left, right: ``(cell id, sign, last year's)`` of each cell.
        where: the row or column it is for, as the form labels it; empty for a block.
        key: the id of that row or column; empty for a block.
    """

    identity: Identity
    left: tuple[tuple[str, int, bool], ...]
    right: tuple[tuple[str, int, bool], ...]
    where: str
    key: str
