"""A table's grid to the form's cells, by labels and never by bare position.

A figure is read only where its row's label and the whole run of its columns are known. A row with a cell
too few or too many is not read at all: nothing shifts, and a remark says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from nianbao.forms import Block, Form, Node, Table
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.convert import NotNumber, cell_value
from nianbao.report import Cell, Location, Remark, TableSeen
from nianbao.text import bare

__all__ = ["TableReader"]

Path = tuple[Node, ...]


@lru_cache(maxsize=4096)
def _labels(label: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(bare(text) for text in (label, *aliases)) - {""}


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """The labels a cell's text may be: itself, and without a gloss in brackets at its end."""
    mine = bare(text)
    names = {mine[:at] for at, char in enumerate(mine) if char == "（"} if mine.endswith("）") else set()
    return frozenset({mine, *names} - {""})


def _is(node: Node, text: str) -> bool:
    """Whether a cell's text is a node's label: glosses in brackets, line breaks and punctuation do not count."""
    return not _labels(node.label, node.aliases).isdisjoint(_names(text))


def _joined(path: Path, text: str) -> bool:
    """Whether a head cell names the whole path: 行政诉讼 / 复议后起诉 / 总计."""
    parts = [part.strip() for part in text.split("/")]
    return len(parts) == len(path) > 1 and all(_is(node, part) for node, part in zip(path, parts, strict=True))


def _labelled(path: Path) -> Path:
    return tuple(node for node in path if node.label)


@dataclass
class _Seen:
    """What has been read of a table."""

    confidence: float = 1.0
    remarks: list[Remark] = field(default_factory=list)
    location: Location | None = None
    rows: set[tuple[str, str]] = field(default_factory=set)

    def doubt(self, confidence: float, remark: str, cells: list[GridCell]) -> None:
        """Something that was not read, or is not as in the form; ``cells`` are where."""
        self.confidence = min(self.confidence, confidence)
        place = next((cell.location for cell in cells if cell.location is not None), self.location)
        self.remarks.append(Remark(text=remark, location=place))


class _Column(NamedTuple):
    """A column of a table as its head has it.

    Attributes:
        path: the form's column; None for one the form has not.
        at: where in the grid a figure of it has to begin; None where the order of the columns vouches for it.
    """

    path: Path | None
    at: int | None = None


class TableReader:
    """Reads the tables of one report by one form.

    Args:
        form: the edition.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cells: dict[str, Cell] = {}
        self.seen: dict[str, _Seen] = {}
        self.columns: dict[str, list[_Column]] = {}

    # ── which block is it

    def _titled(self, text: str) -> tuple[Table, Block] | None:
        for table in self.form.tables:
            for block in table.blocks:
                if block.title and bare(block.title) in _names(text):
                    return table, block
        return None

    def _score(self, block: Block, names: frozenset[str]) -> float:
        """How many of a block's labels stand among the names of the cells, 0 to 1."""
        nodes = {id(node): node for path in (*block.row_paths, *block.column_paths) for node in path if node.label}
        standing = sum(not _labels(node.label, node.aliases).isdisjoint(names) for node in nodes.values())
        return standing / max(len(nodes), 1)

    def _best(self, texts: list[str]) -> tuple[Table, Block] | None:
        names = frozenset().union(*map(_names, texts))
        scored = [
            (self._score(block, names), table, block)
            for table in self.form.tables
            for block in table.blocks
            if table.printed
        ]
        best = max(scored, key=lambda item: item[0], default=None)
        return (best[1], best[2]) if best is not None and best[0] >= 0.34 else None

    def _segments(self, grid: TableGrid) -> list[tuple[tuple[Table, Block] | None, list[int]]]:
        """Rows between title rows, with the block each title names."""
        current = self._titled(grid.title) if grid.title else None
        segments: list[tuple[tuple[Table, Block] | None, list[int]]] = [(current, [])]
        for number in range(grid.rows):
            texts = {cell.text for cell in grid.row(number) if cell.text.strip()}
            titled = self._titled(next(iter(texts))) if len(texts) == 1 else None
            if titled is not None:
                segments.append((titled, []))
            else:
                segments[-1][1].append(number)
        return [segment for segment in segments if segment[1]]

    def read(self, grid: TableGrid) -> bool:
        """Read a grid; False when it is none of the form's tables."""
        found = False
        for target, rows in self._segments(grid):
            texts = [cell.text for number in rows for cell in grid.row(number)]
            texts += [part for text in texts if " / " in text for part in text.split("/")]
            chosen = target or self._best(texts)
            if chosen is not None:
                self._segment(grid, rows, *chosen)
                found = True
        return found

    # ── one block

    def _segment(self, grid: TableGrid, rows: list[int], table: Table, block: Block) -> None:
        seen = self.seen.setdefault(table.id, _Seen(location=grid.location))
        matched = {number: self._row(grid, number, block) for number in rows}
        first = self._first_data(grid, rows, block, matched)
        head = [number for number in rows if number < first]
        columns = self._head(grid, head, block) if head else self.columns.get(block.id)
        if columns is None:
            columns = self._flat_head(grid, head, block, seen)
        if columns is None:
            seen.doubt(
                0.0,
                f"“{block.title or table.name}”的表头认不出来，这一块没有读",
                [cell for number in rows for cell in grid.row(number)],
            )
            return
        self.columns[block.id] = columns
        for number in rows:
            if number >= first:
                self._read_row(grid, number, block, matched[number], columns, seen)

    def _labels_rows(self, block: Block) -> bool:
        return any(node.label for path in block.row_paths for node in path)

    def _first_data(
        self, grid: TableGrid, rows: list[int], block: Block, matched: dict[int, tuple[Path, GridCell] | None]
    ) -> int:
        if self._labels_rows(block):
            return next((number for number in rows if matched[number]), rows[-1] + 1)
        labels = [node for path in block.column_paths for node in path]
        for number in rows:
            texts = [cell.text for cell in grid.row(number, spanning=grid.exact) if cell.text.strip()]
            if not any(_is(node, text) for text in texts for node in labels) and not any(
                "/" in t and len(t) > 4 for t in texts
            ):
                return number
        return rows[-1] + 1

    def _row(self, grid: TableGrid, number: int, block: Block) -> tuple[Path, GridCell] | None:
        """The row of the form a grid's row is, and the cell with its label."""
        cells = [cell for cell in grid.row(number) if cell.text.strip()]
        standing = frozenset().union(*(_names(cell.text) for cell in cells))
        best: tuple[int, Path, GridCell] | None = None
        for path in block.row_paths:
            leaf = path[-1]
            if not leaf.label or standing.isdisjoint(_labels(leaf.label, leaf.aliases)):
                continue
            own = next(cell for cell in cells if _is(leaf, cell.text))
            groups = sum(any(_is(node, cell.text) for cell in cells) for node in path[:-1])
            if best is None or groups > best[0]:
                best = (groups, path, own)
        return (best[1], best[2]) if best else None

    def _leaf_cells(self, grid: TableGrid, head: list[int]) -> list[tuple[GridCell, list[str]]]:
        """The head's lowest cells left to right, each with the texts above it and its own."""
        found = []
        for leaf in self._lowest(grid, head):
            above: list[str] = []
            for number in head:
                for cell in grid.row(number):
                    inside = cell.column <= leaf.column and leaf.column + leaf.colspan <= cell.column + cell.colspan
                    if inside and cell.text.strip() and cell.text not in above:
                        above.append(cell.text)
            found.append((leaf, above))
        return found

    def _lowest(self, grid: TableGrid, head: list[int]) -> list[GridCell]:
        """The last filled cell of each of the head's columns: below a label there may be an empty cell."""
        found: list[GridCell] = []
        for cell in grid.row(head[-1]):
            over = [
                above
                for number in head[:-1]
                for above in grid.row(number)
                if (above.column, above.colspan) == (cell.column, cell.colspan) and above.text.strip()
            ]
            if cell.text.strip() or over:
                found.append(cell if cell.text.strip() else over[-1])
        return found

    def _column(self, block: Block, leaf: GridCell, above: list[str]) -> Path | None:
        """The form's column a head cell is: by the whole run of labels above it, else by its own if unique."""
        paths = block.column_paths
        own = [path for path in paths if _is(path[-1], leaf.text)]
        full = [path for path in own if all(any(_is(n, t) for t in above) for n in _labelled(path)[:-1])]
        joined = [path for path in paths if _joined(_labelled(path), leaf.text)]
        for found in (full, joined, own):
            if len(found) == 1:
                return found[0]
        return None

    def _head(self, grid: TableGrid, head: list[int], block: Block) -> list[_Column] | None:
        """The form's columns in the order in which the head has them; None for a column it cannot name.

        A head in the form's own order needs no more. In any other a label may have moved without its figures, so
        each figure must stand under its label.
        """
        if not grid.exact:
            return None
        order: list[_Column] = []
        for leaf, above in self._leaf_cells(grid, head):
            if leaf.column == 0 and block.label_columns > 0:
                continue
            order.append(_Column(self._column(block, leaf, above), leaf.column))
        known = [id(column.path) for column in order if column.path is not None]
        if not known or len(set(known)) != len(known):
            return None
        return self._repaired(order, block)

    def _repaired(self, order: list[_Column], block: Block) -> list[_Column] | None:
        """An altered label between known neighbours in the form's own order is the column that belongs there."""
        paths = block.column_paths
        in_order = len(order) == len(paths) and all(
            column.path is None or column.path is path for column, path in zip(order, paths, strict=True)
        )
        if in_order:
            return [_Column(path) for path in paths]
        unnamed = [column for column in order if column.path is None]
        # a column more than in the form is left out; where one of the form's is unnamed, nothing vouches for the rest
        return None if unnamed and len(order) - len(unnamed) < len(paths) else order

    def _flat_head(self, grid: TableGrid, head: list[int], block: Block, seen: _Seen) -> list[_Column] | None:
        """Flattened text: every label of the head is there as often as in the form, so its order is the form's."""
        if grid.exact:
            return None
        texts = [cell.text for number in head for cell in grid.row(number, spanning=False) if cell.text.strip()]
        for path in block.column_paths:
            leaf = path[-1]
            wanted = sum(other[-1].label == leaf.label for other in block.column_paths)
            if leaf.label and sum(_is(leaf, text) for text in texts) < wanted:
                return None
        seen.confidence = min(seen.confidence, 0.9)
        return [_Column(path) for path in block.column_paths]

    def _read_row(
        self,
        grid: TableGrid,
        number: int,
        block: Block,
        match: tuple[Path, GridCell] | None,
        columns: list[_Column],
        seen: _Seen,
    ) -> None:
        cells = grid.row(number, spanning=grid.exact)
        if match is None and self._labels_rows(block):
            self._extra(cells, block, seen)
            return
        path = match[0] if match else block.row_paths[0]
        values = [cell for cell in cells if cell.column > match[1].column] if match else cells
        values = [cell for cell in values if cell.row == number]  # what began higher is a label
        row = path[-1].id or ""
        if (block.id, row) in seen.rows:
            if any(cell.text.strip() for cell in values):
                seen.doubt(0.5, f"“{path[-1].label or block.title or '数据'}”一行出现两次，只读了前一次", cells)
            return
        if len(values) != len(columns):
            shown = path[-1].label or "数据"
            seen.doubt(0.5, f"“{shown}”一行有 {len(values)} 格，应有 {len(columns)} 格，这一行没有读", cells)
            return
        if any(column.at not in (None, cell.column) for cell, column in zip(values, columns, strict=True)):
            seen.doubt(0.5, f"“{path[-1].label or '数据'}”一行的格与表头没有对齐，这一行没有读", cells)
            return
        seen.rows.add((block.id, row))
        for cell, column in zip(values, columns, strict=True):
            if column.path is not None:
                self._value(cell, block, row, column.path[-1].id or "", seen)

    def _extra(self, cells: list[GridCell], block: Block, seen: _Seen) -> None:
        nodes = [node for path in (*block.row_paths, *block.column_paths) for node in path]
        words = next((cell.text.strip() for cell in cells if cell.text.strip()), "")
        if words and not any(_is(node, words) for node in nodes) and bare(words) != bare(block.corner):
            seen.doubt(0.8, f"多出一行“{words[:20]}”，没有读", cells)

    def _value(self, cell: GridCell, block: Block, row: str, column: str, seen: _Seen) -> None:
        id = block.cell_id(row, column)
        raw = cell.text.strip()
        try:
            self.cells[id] = cell_value(raw, self.form.cells[id], cell.location)
        except NotNumber:
            self.cells[id] = Cell(value=None, raw=raw, state="blank", location=cell.location)
            seen.doubt(0.8, f"“{self.form.cells[id].label}”不是数字：{raw[:20]}", [cell])

    # ── the result

    def tables(self) -> list[TableSeen]:
        """The tables found, with what could not be read."""
        found = []
        for table in self.form.tables:
            if table.id not in self.seen:
                continue
            seen = self.seen[table.id]
            missing = [
                path[-1].label or block.title or table.name
                for block in table.blocks
                for path in block.row_paths
                if (block.id, path[-1].id or "") not in seen.rows
            ]
            remarks = list({remark.text: remark for remark in reversed(seen.remarks)}.values())[::-1]
            if missing:
                listed = "、".join(f"“{label}”" for label in missing[:4])
                text = f"没有读到 {len(missing)} 行：{listed}{'等' if len(missing) > 4 else ''}"
                remarks.append(Remark(text=text, location=seen.location))
            found.append(TableSeen(id=table.id, confidence=seen.confidence, remarks=remarks, location=seen.location))
        return found
