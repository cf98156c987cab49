"""Maps a table's grid to the form's cells by labels, never by position alone.

A figure is read only where its row's label and the whole run of its columns are known. A misprinted label is taken
for the one that is meant, and told, where only one can be; else its row is not read, and nobody calls its cells empty.
A row with a cell too few or too many is not read at all: nothing shifts, and a remark says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from nianbao.kinds import Block, Form, Table
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.cell_values import NotNumber, printed_value
from nianbao.reading.table_head import Column, Head, read_head
from nianbao.reading.table_labels import (
    Path,
    distance,
    is_figure,
    is_label,
    is_near,
    known_labels,
    names,
    other_edition,
    placed,
)
from nianbao.report import AlteredLabel, Cell, Location, Remark, TableSeen
from nianbao.text import bare, fold

_SHOWN = 4
"""Labels of a kind that a remark names."""
_TITLE = "第二十条"
"""What every title of a block begins with; the rest of it is lost on some pages."""


class _Match(NamedTuple):
    """The row of the form that a grid's row is, and the cell with its label."""

    path: Path
    label: GridCell


@dataclass
class _Seen:
    """What has been read of a table."""

    confidence: float = 1.0
    remarks: list[Remark] = field(default_factory=list)
    altered: list[AlteredLabel] = field(default_factory=list)
    location: Location | None = None
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    again: dict[int, list[str]] = field(default_factory=dict)

    def doubt(self, confidence: float, remark: str, cells: list[GridCell]) -> None:
        """Something that was not read, or is not as in the form; ``cells`` are where."""
        self.confidence = min(self.confidence, confidence)
        place = next((cell.location for cell in cells if cell.location is not None), self.location)
        self.remarks.append(Remark(text=remark, location=place))

    def alter(self, altered: AlteredLabel) -> None:
        """A label read for another, told once."""
        if altered not in self.altered:
            self.altered.append(altered)


class _TextRows:
    """Rows of a table in text, whose merged cells may have left empty ones behind (``行政许可 | 12 | | |``).

    Args:
        head, data: rows of the grid. labels: of the form's columns.
    """

    def __init__(self, grid: TableGrid, head: list[int], data: list[int], labels: list[str]) -> None:
        rows = [grid.row(number, spanning=False) for number in (*head, *data)]
        widths = {len(row) for row in rows}
        lowest: dict[int, str] = {}
        for row in rows[: len(head)]:
            lowest |= {cell.column: cell.text for cell in row if cell.text.strip()}
        self.even = len(widths) == 1 and max(widths) >= len(labels)
        self.merged = any(not cell.text.strip() for row in rows[: len(head)] for cell in row)
        places = sorted(lowest)[-len(labels) :]
        named = [bare(lowest[place]) for place in places]
        self.places = places if named == [bare(label) for label in labels] else []

    def figures(self, values: list[GridCell], count: int) -> list[GridCell]:
        """The cells of a row that its figures belong into; as they are where that is not certain.

        Args:
            values: what stands right of its label. count: of the form's columns.
        """
        if len(values) == count and not self.merged:
            return values
        filled = [cell for cell in values if cell.text.strip()]
        if self.even and len(filled) == count:
            return filled
        if self.even and {cell.column for cell in filled} <= set(self.places):
            under = {cell.column: cell for cell in values}
            if under.keys() >= set(self.places):
                return [under[place] for place in self.places]
        if self.even and not filled and len(values) >= count:
            return values[:count]
        return filled if len(values) == count != len(filled) else values


class TableReader:
    """Reads the tables of one report by one form.

    Args:
        form: the edition.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.cells: dict[str, Cell] = {}
        self.seen: dict[str, _Seen] = {}
        self.heads: dict[str, Head] = {}
        self.grids = 0

    # ── which block is it

    def _titled(self, text: str) -> tuple[Table, Block] | None:
        for table in self.form.tables:
            for block in table.blocks:
                if block.title and bare(block.title) in names(text):
                    return table, block
        return None

    def _score(self, block: Block, found: frozenset[str]) -> float:
        """How many of a block's labels stand among the names of the cells, 0 to 1."""
        nodes = {id(node): node for path in (*block.row_paths, *block.column_paths) for node in path if node.label}
        standing = sum(not known_labels(node).isdisjoint(found) for node in nodes.values())
        return standing / max(len(nodes), 1)

    def _best(self, texts: list[str]) -> tuple[Table, Block] | None:
        found = frozenset().union(*map(names, texts))
        scored = [
            (self._score(block, found), table, block)
            for table in self.form.tables
            for block in table.blocks
            if table.printed
        ]
        best = max(scored, key=lambda item: item[0], default=None)
        return (best[1], best[2]) if best is not None and best[0] >= 0.34 else None

    def _is_title(self, text: str) -> bool:
        """Whether a row's only text is a block's title, misprinted or cut off."""
        titles = [block.title for table in self.form.tables for block in table.blocks if block.title]
        return bare(text).startswith(_TITLE) or any(len(title) > 4 and distance(text, title) <= 2 for title in titles)

    def _segments(self, grid: TableGrid) -> list[tuple[str, list[int]]]:
        """Rows between title rows, with the title above them.

        Where a title was lost, the head of the next block begins one.
        """
        segments: list[tuple[str, list[int]]] = [(grid.title, [])]
        corners = {
            bare(block.corner) for table in self.form.tables for block in table.blocks if block.title and block.corner
        }
        for number in range(grid.rows):
            texts = {cell.text for cell in grid.row(number) if cell.text.strip()}
            only = next(iter(texts)) if len(texts) == 1 else ""
            if only and (self._titled(only) is not None or self._is_title(only)):
                segments.append((only, []))
                continue
            first = next((cell.text for cell in grid.row(number, spanning=False) if cell.text.strip()), "")
            if bare(first) in corners and len(segments[-1][1]) > 1:
                segments.append(("", []))
            segments[-1][1].append(number)
        return [segment for segment in segments if segment[1]]

    def read(self, grid: TableGrid) -> bool:
        """Read a grid; False when it is none of the form's tables."""
        found = False
        self.grids += 1
        for title, rows in self._segments(grid):
            texts = [cell.text for number in rows for cell in grid.row(number)]
            texts += [part for text in texts if " / " in text for part in text.split("/")]
            chosen = self._chosen(title, texts)
            if chosen is not None:
                self._segment(grid, rows, *chosen)
                self._tell_title(title, *chosen)
                found = True
        return found

    def _chosen(self, title: str, texts: list[str]) -> tuple[Table, Block] | None:
        """The block that a segment is: by its title, unless its rows are all another block's."""
        titled = self._titled(title) if title else None
        best = self._best(texts)
        if titled is None or best is None or best[1] is titled[1]:
            return titled or best
        found = frozenset().union(*map(names, texts))

        def rows(block: Block) -> int:
            return sum(not known_labels(path[-1]).isdisjoint(found) for path in block.row_paths)

        return best if rows(best[1]) and not rows(titled[1]) else titled

    def _tell_title(self, title: str, table: Table, block: Block) -> None:
        if title.strip() and block.title and bare(block.title) not in names(title) and self._is_title(title):
            self.seen[table.id].alter(
                AlteredLabel(
                    axis="title",
                    found="".join(title.split())[:20],
                    meant=block.title,
                    location=self.seen[table.id].location,
                )
            )

    # ── one block

    def _segment(self, grid: TableGrid, rows: list[int], table: Table, block: Block) -> None:
        seen = self.seen.setdefault(table.id, _Seen(location=grid.location))
        matched = {number: self._row(grid, number, block) for number in rows}
        first = self._first_data(grid, rows, block, matched)
        above = [number for number in rows if number < first]
        head = read_head(self.form, grid, above, block) if above else self.heads.get(block.id) or Head()
        for altered in head.altered:
            seen.alter(altered)
        name = block.title or table.name
        place = [cell for number in rows for cell in grid.row(number)]
        for told, cell in head.told:
            seen.doubt(0.5 if head.columns else 0.0, f"“{name}”的{told}", [cell] if cell is not None else place)
        if head.columns is None:
            if not head.told:
                seen.doubt(0.0, f"“{name}”的表头认不出来，这一块没有读", place)
            seen.unread |= {cell.id for cell in block.cells(table.id)}
            return
        if not grid.exact:
            seen.confidence = min(seen.confidence, 0.9)
        if any(column.path is None for column in head.columns):
            lacking = {path[-1].id for path in block.column_paths} - {
                column.path[-1].id for column in head.columns if column.path is not None
            }
            seen.unread |= {cell.id for cell in block.cells(table.id) if cell.columns[-1].id in lacking}
        self.heads[block.id] = head
        data = [number for number in rows if number >= first]
        self._meant(grid, data, block, matched, head, seen)
        fits = None if grid.exact else _TextRows(grid, above, data, [path[-1].label for path in block.column_paths])
        for number in data:
            self._read_row(grid, number, block, matched[number], head.columns, seen, fits)

    def _labels_rows(self, block: Block) -> bool:
        return any(node.label for path in block.row_paths for node in path)

    def _is_head_row(self, grid: TableGrid, number: int, block: Block) -> bool:
        """Whether a row holds labels of columns."""
        nodes = [node for path in block.column_paths for node in path if node.label]
        texts = [cell.text for cell in grid.row(number) if cell.text.strip()]
        return any(
            bare(text) == bare(block.corner) or any(is_label(node, text) for node in nodes) or (" / " in text)
            for text in texts
        )

    def _first_data(self, grid: TableGrid, rows: list[int], block: Block, matched: dict[int, _Match | None]) -> int:
        if self._labels_rows(block):
            for number in rows:
                if matched[number]:
                    return number
                label = self._label(grid, number, None)
                if label is None or self._is_head_row(grid, number, block):
                    continue
                if any(cell.text.strip() and is_figure(cell.text) for cell in self._filled(grid, number, label)):
                    return number  # a head holds no figures
                if any(is_near(label.text, path[-1].label) for path in block.row_paths):
                    return number
            heads = [number for number in rows if self._is_head_row(grid, number, block)]
            return max(heads, default=rows[-1]) + 1
        labels = [node for path in block.column_paths for node in path]
        for number in rows:
            texts = [cell.text for cell in grid.row(number, spanning=grid.exact) if cell.text.strip()]
            if not any(is_label(node, text) for text in texts for node in labels) and not any(
                "/" in t and len(t) > 4 for t in texts
            ):
                return number
        return rows[-1] + 1

    def _row(self, grid: TableGrid, number: int, block: Block) -> _Match | None:
        """The row of the form whose label, as it stands in the form, a grid's row has."""
        cells = [cell for cell in grid.row(number) if cell.text.strip()]
        standing = frozenset().union(*(names(cell.text) for cell in cells))
        best: tuple[int, Path, GridCell] | None = None
        for path in block.row_paths:
            leaf = path[-1]
            if not leaf.label or standing.isdisjoint(known_labels(leaf)):
                continue
            own = next(cell for cell in reversed(cells) if is_label(leaf, cell.text))
            if any(cell.column > own.column and self._is_theirs(block, cell.text) for cell in cells):
                continue  # a row of its own in another edition, under a label that is a row in this one
            groups = sum(any(is_label(node, cell.text) for cell in cells) for node in path[:-1])
            if best is None or groups > best[0]:
                best = (groups, path, own)
        return _Match(best[1], best[2]) if best else None

    def _is_theirs(self, block: Block, text: str) -> bool:
        """Whether a text is a row of another edition, and none of this one."""
        if is_figure(text) or any(is_label(path[-1], text) for path in block.row_paths if path[-1].label):
            return False
        return other_edition(self.form, block, text, "row") is not None

    # ── rows whose label is none of the form's

    def _label(self, grid: TableGrid, number: int, start: int | None) -> GridCell | None:
        """The cell of a row that can be its own label: the last words before its figures.

        Args:
            start: the first column that holds figures, where that is known.
        """
        cells = [
            cell
            for cell in grid.row(number, spanning=False)
            if cell.text.strip() and (start is None or not grid.exact or cell.column < start)
        ]
        return next((cell for cell in reversed(cells) if not is_figure(cell.text)), None)

    def _filled(self, grid: TableGrid, number: int, label: GridCell | None) -> list[GridCell]:
        """The cells of a row to the right of its label."""
        cells = grid.row(number, spanning=False)
        return [cell for cell in cells if label is None or cell.column > label.column]

    def _meant(
        self, grid: TableGrid, data: list[int], block: Block, matched: dict[int, _Match | None], head: Head, seen: _Seen
    ) -> None:
        """Find the rows that misprinted labels are meant for, each among those that are missing at its place."""
        if not self._labels_rows(block):
            return
        order = {path[-1].id: index for index, path in enumerate(block.row_paths)}
        labels = [path[-1].label for path in block.row_paths]
        done = {match.path[-1].id for match in matched.values() if match is not None}
        done |= {row for id, row in seen.rows if id == block.id}
        anchors = [-1, *(order[match.path[-1].id] for number in data if (match := matched[number])), len(labels)]
        runs: list[list[int]] = [[]]
        for number in data:
            if matched[number] is not None:
                runs.append([])
            elif not self._is_head_row(grid, number, block) and self._filled(
                grid, number, self._label(grid, number, head.start)
            ):
                runs[-1].append(number)
        for run, (before, after) in zip(runs, pairwise(anchors), strict=True):
            between = range(before + 1, after) if before < after else range(len(labels))
            free = [index for index in between if block.row_paths[index][-1].id not in done]
            found = [self._label(grid, number, head.start) for number in run]
            texts = [cell.text if cell is not None else "" for cell in found]
            for number, label, meant in zip(
                run, found, placed(texts, [labels[index] for index in free], labels), strict=True
            ):
                if label is not None and meant is not None:
                    matched[number] = _Match(block.row_paths[free[meant]], label)
                    self._altered(label, labels[free[meant]], block, seen)

    def _altered(self, label: GridCell, meant: str, block: Block, seen: _Seen) -> None:
        other = other_edition(self.form, block, label.text, "row")
        seen.alter(
            AlteredLabel(
                axis="row",
                found="".join(label.text.split())[:40],
                meant=meant,
                edition=other.edition if other is not None else "",
                location=label.location,
            )
        )

    def _unplaced(self, grid: TableGrid, number: int, block: Block, seen: _Seen) -> None:
        """Say why a row that is none of the form's was not read."""
        cells = [cell for cell in grid.row(number) if cell.text.strip()]
        nodes = [node for path in (*block.row_paths, *block.column_paths) for node in path if node.label]
        start = self.heads[block.id].start
        label = self._label(grid, number, start)
        filled = any(cell.text.strip() for cell in self._filled(grid, number, label))
        if not cells or self._is_head_row(grid, number, block):
            return
        other = other_edition(self.form, block, label.text, "row") if label is not None else None
        if label is not None and not filled and any(is_label(node, label.text) for node in nodes):
            return
        if label is None or (other is None and any(is_label(node, label.text) for node in nodes)):
            if not filled:
                return
            seen.doubt(0.8, f"有一行没有行名（“{self._about(cells, label)}”），填有数字，没有读", cells)
        else:
            text = "".join(label.text.split())[:20]
            near = [path[-1].label for path in block.row_paths if is_near(label.text, path[-1].label)]
            if len(near) > 1:
                shown = "、".join(f"“{item}”" for item in near[:3])
                seen.doubt(0.8, f"“{text}”一行可能是{shown}，认不准，没有读", [label])
            elif other is not None:
                seen.doubt(0.8, f"“{text}”是{other.name}的行，{self.form.name}没有这一行，没有读", [label])
            else:
                seen.doubt(0.8, f"多出一行“{text}”，没有读", [label])
        if filled:
            seen.unread |= {
                block.cell_id(path[-1].id or "", column[-1].id or "")
                for path in block.row_paths
                if (block.id, path[-1].id or "") not in seen.rows
                for column in block.column_paths
            }

    def _about(self, cells: list[GridCell], label: GridCell | None) -> str:
        texts = [label.text, *(cell.text for cell in cells if cell is not label)] if label else [c.text for c in cells]
        return " ".join("".join(text.split()) for text in texts)[:20]

    # ── figures

    def _read_row(
        self,
        grid: TableGrid,
        number: int,
        block: Block,
        match: _Match | None,
        columns: list[Column],
        seen: _Seen,
        fits: _TextRows | None,
    ) -> None:
        cells = grid.row(number, spanning=grid.exact)
        if match is None and self._labels_rows(block):
            self._unplaced(grid, number, block, seen)
            return
        path = match.path if match else block.row_paths[0]
        values = [cell for cell in cells if cell.column > match.label.column] if match else cells
        values = [cell for cell in values if cell.row == number]  # what began higher is a label
        if fits is not None:
            values = fits.figures(values, len(columns))
        row = path[-1].id or ""
        shown = path[-1].label or "数据"
        if (block.id, row) in seen.rows:
            if any(cell.text.strip() for cell in values):
                self._again(values, block, row, shown, columns, seen)
            return
        why = ""
        if len(values) != len(columns):
            why = f"“{shown}”一行有 {len(values)} 格，应有 {len(columns)} 格，这一行没有读"
        elif any(column.at not in (None, cell.column) for cell, column in zip(values, columns, strict=True)):
            why = f"“{shown}”一行的格与表头没有对齐，这一行没有读"
        if why:
            seen.doubt(0.5, why, [*([match.label] if match else []), *cells])
            seen.unread |= {block.cell_id(row, column[-1].id or "") for column in block.column_paths}
            return
        seen.rows[block.id, row] = self.grids
        for cell, column in zip(values, columns, strict=True):
            if column.path is not None:
                self._value(cell, block, row, column.path[-1].id or "", seen)

    def _again(
        self, values: list[GridCell], block: Block, row: str, shown: str, columns: list[Column], seen: _Seen
    ) -> None:
        """A row that was read before: told with what differs; a whole table that stands twice is told once."""
        differ: list[str] = []
        if len(values) == len(columns):
            for cell, column in zip(values, columns, strict=True):
                if column.path is None:
                    continue
                id = block.cell_id(row, column.path[-1].id or "")
                before = self.cells.get(id)
                raw = (before.raw or "").strip() if before is not None else ""
                if fold(raw) != fold(cell.text.strip()):
                    differ.append(f"“{self.form.cells[id].label}”前为 {raw or '空'}、后为 {cell.text.strip() or '空'}")
        else:
            differ.append(f"“{shown}”一行格数不同")
        if seen.rows[block.id, row] != self.grids:
            seen.again.setdefault(self.grids, []).extend(differ)
            return
        how = f"，{'；'.join(differ[:3])}" if differ else "，数字相同"
        seen.doubt(0.5, f"“{shown}”一行出现两次{how}，只读了前一次", values)

    def _value(self, cell: GridCell, block: Block, row: str, column: str, seen: _Seen) -> None:
        id = block.cell_id(row, column)
        raw = cell.text.strip()
        try:
            self.cells[id], told = printed_value(raw, self.form.cells[id], cell.location)
        except NotNumber as error:
            self.cells[id] = Cell(value=None, raw=raw, state="blank", location=cell.location)
            shown = " ".join(raw.split())[:20]
            seen.doubt(0.8, f"“{self.form.cells[id].label}”{error.why or '不是数字'}：{shown}", [cell])
        else:
            if told:
                seen.doubt(0.9, f"“{self.form.cells[id].label}”{told}", [cell])

    # ── the result

    def tables(self) -> list[TableSeen]:
        """The tables found, with what could not be read."""
        found = []
        for table in self.form.tables:
            if table.id not in self.seen:
                continue
            seen = self.seen[table.id]
            unread = [cell.id for cell in self.form.cells.values() if cell.id in seen.unread - set(self.cells)]
            missing = [
                path[-1].label or block.title or table.name
                for block in table.blocks
                for path in block.row_paths
                if (block.id, path[-1].id or "") not in seen.rows
            ]
            remarks = list({remark.text: remark for remark in reversed(seen.remarks)}.values())[::-1]
            for differ in seen.again.values():
                told = f"有 {len(differ)} 格不同（{'；'.join(differ[:3])}{'等' if len(differ) > 3 else ''}）"
                text = f"这张表出现两次，{told if differ else '数字相同'}，只读了前一次"
                remarks.append(Remark(text=text, location=seen.location))
            if missing:
                listed = "、".join(f"“{label}”" for label in missing[:_SHOWN])
                text = f"没有读到 {len(missing)} 行：{listed}{'等' if len(missing) > _SHOWN else ''}"
                remarks.append(Remark(text=text, location=seen.location))
            found.append(
                TableSeen(
                    id=table.id,
                    confidence=seen.confidence,
                    remarks=remarks,
                    altered=seen.altered,
                    unread=unread,
                    location=seen.location,
                )
            )
        return found
