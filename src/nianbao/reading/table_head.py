"""Maps the head of a table to the form's columns.

A figure is read only under a column whose label is known. Labels are the form's, or misprints of which only one can
be meant. Columns may stand in any order where the grid says which figure is under which label.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from nianbao.kinds import Block, Form, Node
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.table_labels import Path, is_figure, is_label, is_near, labelled, other_edition, placed
from nianbao.report import AlteredLabel
from nianbao.text import bare


class Column(NamedTuple):
    """A column of a table as its head has it.

    Attributes:
        path: the form's column; None for one the form has not.
        at: where in the grid a figure of it has to begin; None where the order of the columns vouches for it.
    """

    path: Path | None
    at: int | None = None


@dataclass
class Head:
    """What a head says.

    Attributes:
        columns: in the order in which they stand; None where they are not certain.
        start: the first column of the grid that holds figures; None where the grid does not say.
        altered: labels that are not the form's, and which they are. told: what was not understood, in Chinese.
    """

    columns: list[Column] | None = None
    start: int | None = None
    altered: list[AlteredLabel] = field(default_factory=list)
    told: list[tuple[str, GridCell | None]] = field(default_factory=list)


def _shown(text: str) -> str:
    return "".join(text.split())[:20]


def _joined(path: Path, text: str) -> bool:
    """Whether a head cell names the whole path: 行政诉讼 / 复议后起诉 / 总计."""
    parts = [part.strip() for part in text.split("/")]
    return len(parts) == len(path) > 1 and all(is_label(node, part) for node, part in zip(path, parts, strict=True))


def _own(text: str) -> str:
    """The last label of a path written in one cell."""
    return text.rsplit(" / ", 1)[-1].strip()


def read_head(form: Form, grid: TableGrid, head: list[int], block: Block) -> Head:
    """Read a head."""
    reader = _HeadReader(form, grid, head, block)
    found = reader.exact() if grid.exact else reader.flattened()
    if found.columns is None and not found.told:
        found.told.append(("表头认不出来，这一块没有读", None))
    return found


class _HeadReader:
    def __init__(self, form: Form, grid: TableGrid, head: list[int], block: Block) -> None:
        self.form, self.grid, self.head, self.block = form, grid, head, block
        self.labels = [path[-1].label for path in block.column_paths]
        self.found = Head()

    # ── a grid whose cells are known

    def _leaf_cells(self) -> list[tuple[GridCell, list[str]]]:
        """The head's lowest cells left to right, each with the texts above it and its own."""
        found = []
        for leaf in self._lowest():
            above: list[str] = []
            for number in self.head:
                for cell in self.grid.row(number):
                    inside = cell.column <= leaf.column and leaf.column + leaf.colspan <= cell.column + cell.colspan
                    if inside and cell.text.strip() and cell.text not in above:
                        above.append(cell.text)
            found.append((leaf, above))
        return found

    def _lowest(self) -> list[GridCell]:
        """The last filled cell of each of the head's columns: below a label there may be an empty cell."""
        found: list[GridCell] = []
        for cell in self.grid.row(self.head[-1]):
            over = [
                above
                for number in self.head[:-1]
                for above in self.grid.row(number)
                if (above.column, above.colspan) == (cell.column, cell.colspan) and above.text.strip()
            ]
            if cell.text.strip() or over:
                found.append(cell if cell.text.strip() else over[-1])
        return found

    def _named(self, leaf: GridCell, above: list[str]) -> Path | None:
        """The form's column a head cell is: by the whole run of labels above it, else by its own if unique."""
        paths = self.block.column_paths
        own = [path for path in paths if is_label(path[-1], leaf.text)]
        full = [path for path in own if all(any(is_label(n, t) for t in above) for n in labelled(path)[:-1])]
        joined = [path for path in paths if _joined(labelled(path), leaf.text)]
        for found in (full, joined, own):
            if len(found) == 1:
                return found[0]
        return None

    def _over_labels(self, column: int) -> bool:
        """Whether below the head a column holds words, not figures: it is one of the labels' columns."""
        below = [
            cell for cell in self.grid.cells if cell.row > self.head[-1] and cell.column == column and cell.text.strip()
        ]
        return bool(below) and not any(is_figure(cell.text) for cell in below)

    def exact(self) -> Head:
        """Columns by their labels, each figure under its own."""
        leaves = [
            (leaf, above) for leaf, above in self._leaf_cells() if leaf.column > 0 or self.block.label_columns == 0
        ]
        while leaves and self._named(*leaves[0]) is None and self._over_labels(leaves[0][0].column):
            leaves.pop(0)
        named = [self._named(leaf, above) for leaf, above in leaves]
        known = [path for path in named if path is not None]
        for path in known:
            if sum(other is path for other in known) > 1:
                self.found.told.append(
                    (f"表头里“{_shown(path[-1].label)}”不止一栏，分不清哪一栏是本表的，没有读", None)
                )
                return self.found
        if not leaves:
            return self.found
        self.found.start = leaves[0][0].column
        self.found.columns = self._ordered(leaves, named)
        return self.found

    def _ordered(self, leaves: list[tuple[GridCell, list[str]]], named: list[Path | None]) -> list[Column] | None:
        """The columns, labels that are not the form's taken for those they are meant for.

        A head in the form's own order needs no more. In any other a label may have moved without its figures, so
        each figure must stand under its label.
        """
        paths = self.block.column_paths
        in_order = len(named) == len(paths) and all(
            path is None or path is paths[index] for index, path in enumerate(named)
        )
        if in_order:
            for index, (leaf, above) in enumerate(leaves):
                if named[index] is None and self._means(leaf, paths[index]):
                    named[index] = paths[index]
                self._tell(leaf, above, named[index])
            if not any(named):
                self.found.told.clear()
                self._unknown([leaf for leaf, _ in leaves])
                return None
            whole = all(path is not None for path in named)
            return [Column(path, None if whole else leaf.column) for path, (leaf, _) in zip(named, leaves, strict=True)]
        self._meant(leaves, named)
        lacking = [path for path in paths if not any(path is item for item in named)]
        unnamed = [leaf for path, (leaf, _) in zip(named, leaves, strict=True) if path is None]
        if unnamed and lacking:  # where one of the form's is unnamed, nothing vouches for the rest
            self._unknown(unnamed)
            return None
        if not any(named):
            return None
        for path, (leaf, above) in zip(named, leaves, strict=True):
            self._tell(leaf, above, path)
        return [Column(path, leaf.column) for path, (leaf, _) in zip(named, leaves, strict=True)]

    def _unknown(self, unnamed: list[GridCell]) -> None:
        shown = "、".join(f"“{_shown(leaf.text)}”" for leaf in unnamed[:3])
        self.found.told.append((f"表头的{shown}认不出是哪一栏，这一块没有读", unnamed[0]))

    def _means(self, leaf: GridCell, path: Path) -> bool:
        """Whether an unknown label between known neighbours is that of the column that belongs there."""
        return is_label(path[-1], _own(leaf.text)) or placed([_own(leaf.text)], [path[-1].label], self.labels) == [0]

    def _meant(self, leaves: list[tuple[GridCell, list[str]]], named: list[Path | None]) -> None:
        """Name the unknown labels of a head whose columns stand in another order, or are more than the form's."""
        lacking = [path for path in self.block.column_paths if not any(path is item for item in named)]
        unnamed = [index for index, path in enumerate(named) if path is None]
        texts = [_own(leaves[index][0].text) for index in unnamed]
        for index, meant in zip(unnamed, placed(texts, [path[-1].label for path in lacking], self.labels), strict=True):
            if meant is not None:
                named[index] = lacking[meant]

    def _tell(self, leaf: GridCell, above: list[str], path: Path | None) -> None:
        """Say that a label, or one above it, is not the form's."""
        if path is None:
            other = other_edition(self.form, self.block, _own(leaf.text), "column")
            whose = f"（{other.name}的栏目）" if other is not None else ""
            self.found.told.append(
                (f"表头的“{_shown(leaf.text)}”{whose}不是{self.form.name}的栏目，这一栏没有读", leaf)
            )
            return
        if " / " in leaf.text:
            parts = [part.strip() for part in leaf.text.split(" / ")]
            pairs = list(zip(labelled(path)[-len(parts) :], parts[-len(path) :], strict=False))
        else:
            pairs = [(path[-1], leaf.text)]
            pairs += [
                (node, text)
                for node in labelled(path)[:-1]
                if not any(is_label(node, text) for text in above)
                for text in above
                if is_near(text, node.label) and not self._known(text)
            ]
        for node, text in pairs:
            if not is_label(node, text):
                self._altered(text, node, leaf)

    def _known(self, text: str) -> bool:
        return any(is_label(node, text) for path in self.block.column_paths for node in path if node.label)

    def _altered(self, text: str, node: Node, leaf: GridCell) -> None:
        if any(item.found == _shown(text) and item.meant == node.label for item in self.found.altered):
            return
        other = other_edition(self.form, self.block, text, "column")
        self.found.altered.append(
            AlteredLabel(
                axis="column",
                found=_shown(text),
                meant=node.label,
                edition=other.edition if other is not None else "",
                location=leaf.location,
            )
        )

    # ── flattened text

    def _sequences(self) -> list[list[Node]]:
        """The labels of the form's head in the orders in which text gives them: row by row, and branch by branch."""
        rows: list[list[Node]] = []

        def down(nodes: tuple[Node, ...], depth: int) -> None:
            for node in nodes:
                if len(rows) <= depth:
                    rows.append([])
                rows[depth].append(node)
                down(node.children, depth + 1)

        def branch(nodes: tuple[Node, ...]) -> list[Node]:
            return [item for node in nodes for item in (node, *branch(node.children))]

        down(self.block.columns, 0)
        found = [[node for row in rows for node in row], branch(self.block.columns)]
        return [[node for node in sequence if node.label] for sequence in found]

    def flattened(self) -> Head:
        """The form's columns, where the labels stand in the form's order; text does not say what is under what."""
        cells = [cell for number in self.head for cell in self.grid.row(number, spanning=False) if cell.text.strip()]
        cells = [cell for cell in cells if bare(cell.text) != bare(self.block.corner)]
        columns = [Column(path) for path in self.block.column_paths]
        leaves = [cell for cell in cells if any(is_label(path[-1], cell.text) for path in self.block.column_paths)]
        orders = self._sequences()
        for sequence in orders:
            wanted = [node for node in sequence if node.leaf]
            if len(wanted) == len(leaves) and all(map(is_label, wanted, (cell.text for cell in leaves))):
                groups = [cell for cell in cells if self._group(cell.text)]
                over = iter([node for node in sequence if not node.leaf])
                if all(any(is_label(node, cell.text) for node in over) for cell in groups):
                    self.found.columns = columns
                    return self.found
        for sequence in orders:
            if len(sequence) == len(cells) and all(
                is_label(node, cell.text) or placed([cell.text], [node.label], [item.label for item in sequence]) == [0]
                for node, cell in zip(sequence, cells, strict=True)
            ):
                for node, cell in zip(sequence, cells, strict=True):
                    if not is_label(node, cell.text):
                        self._altered(cell.text, node, cell)
                self.found.columns = columns
                return self.found
        if len(leaves) == len(self.labels) and sorted(bare(cell.text) for cell in leaves) == sorted(
            bare(label) for label in self.labels
        ):
            self.found.told.append(("表头各栏的次序与格式不同，文字里看不出哪个数在哪一栏，这一块没有读", leaves[0]))
        return self.found

    def _group(self, text: str) -> bool:
        return any(is_label(node, text) for path in self.block.column_paths for node in path[:-1] if node.label)
