"""A table of the form laid out on a grid: what every writer draws and the workbook shows.

The grid has exact merges: a label of a head spans its leaves, a label of a side spans its rows, a leaf
reaches to the edge of the labels. Blocks of different width share one grid whose value columns are the
least common multiple of theirs (a block of one column beside a block of three spans all three).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lcm
from typing import Literal, NamedTuple

from nianbao.kinds.nodes import Block, Node, Table

__all__ = ["Grid", "GridCell", "layout"]


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


def _height(block: Block) -> int:
    return (block.title is not None) + block.head_depth + len(block.row_paths)


def layout(table: Table) -> Grid:
    """Lay a table out.

    Args:
        table: a table of a form.

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
        top += _height(block)
    only = table.blocks[0]
    head = only.head_depth if len(table.blocks) == 1 and only.title is None else 0
    return Grid(top, labels + values, labels, head, tuple(cells))
