"""A grid of texts → cells of the form, by header path and label, never by bare position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from nianbao.forms import Block, Form, Node, Table
from nianbao.report import Cell, Location
from nianbao.text import bare, fold

__all__ = ["Grid", "Matched", "Slot", "find_table", "match_table", "read_value", "same_label"]


@dataclass(eq=False)
class Slot:
    """A cell as written; a merged cell is one slot that stands at several places of the grid."""

    text: str
    location: Location | None = None


Grid = list[list[Slot | None]]


@dataclass
class Matched:
    """What was read of a table."""

    cells: dict[str, Cell] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


_BLANKS = {"", "/", "-", "—", "——", "--"}
_NUMBER = re.compile(r"([-+]?(?:\d{1,3}(?:，\d{3})+|\d+)(?:\.\d+)?)([万亿]?[元件条项个次]?)")
_GLOSS = re.compile(r"（[^（）]*）$")


def read_value(text: str, location: Location | None = None) -> Cell | None:
    """The cell a text stands for; None when it is neither a number nor a blank."""
    plain = "".join(fold(text).split())
    if plain in _BLANKS:
        return Cell(value=None, raw=text, state="blank", location=location)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return None
    try:
        value = Decimal(match[1].replace("，", ""))
    except InvalidOperation:
        return None
    return Cell(value=value, raw=text, unit=match[2], location=location)


def same_label(text: str, node: Node) -> bool:
    """Whether a text is a node's label or an alias of it; a gloss in brackets at the end may differ."""
    seen = bare(text)
    wanted = [bare(label) for label in (node.label, *node.aliases)]
    if seen in wanted:
        return True
    short = _GLOSS.sub("", seen)
    return bool(short) and short in [_GLOSS.sub("", label) for label in wanted]


def _texts(slots: Sequence[Slot | None]) -> list[str]:
    """The texts along a path, each merged slot once, blanks left out."""
    found: list[Slot] = []
    for slot in slots:
        if slot is not None and slot.text.strip() and (not found or found[-1] is not slot):
            found.append(slot)
    return [slot.text for slot in found]


def _fits(texts: Sequence[str], path: Sequence[Node]) -> int:
    """How many labels of a path the texts confirm; 0 when its leaf is not the last of them."""
    if not texts or not same_label(texts[-1], path[-1]):
        return 0
    score, at = 1, len(texts) - 1
    for node in reversed(path[:-1]):
        while at > 0:
            at -= 1
            if same_label(texts[at], node):
                score += 1
                break
    return score


def _best(texts: Sequence[str], paths: Sequence[tuple[Node, ...]]) -> int | None:
    """The one path that fits best; None when none or several do."""
    scores = [_fits(texts, path) for path in paths]
    top = max(scores, default=0)
    return scores.index(top) if top and scores.count(top) == 1 else None


def _nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _is_head(row: Sequence[Slot | None], block: Block) -> bool:
    columns = list(_nodes(block.columns))
    return any(slot and slot.text.strip() and any(same_label(slot.text, node) for node in columns) for slot in row)


def _has_row_label(row: Sequence[Slot | None], block: Block) -> bool:
    leaves = [path[-1] for path in block.row_paths if path[-1].label]
    return any(slot and slot.text.strip() and any(same_label(slot.text, leaf) for leaf in leaves) for slot in row)


def _columns(head: Grid, block: Block, matched: Matched) -> dict[int, int]:
    """Grid column → index of the form's column."""
    width = max(map(len, head), default=0)
    found: dict[int, int] = {}
    seen: dict[int, Slot | None] = {}
    twice: set[int] = set()
    for column in range(width):
        slots = [row[column] if column < len(row) else None for row in head]
        index = _best(_texts(slots), block.column_paths)
        if index is None:
            continue
        leaf = next((slot for slot in reversed(slots) if slot and slot.text.strip()), None)
        if index in seen:
            if seen[index] is not leaf:
                twice.add(index)
            continue
        seen[index] = leaf
        found[column] = index
    for index, path in enumerate(block.column_paths):
        if index in twice:
            matched.remarks.append(f"列“{path[-1].label}”出现多次，分不清是哪一列，没有读取")
        elif index not in seen:
            matched.remarks.append(f"没有找到列“{path[-1].label}”")
    return {column: index for column, index in found.items() if index not in twice}


def _region(grid: Grid, table: Table, number: int) -> Grid:
    """The rows of one block."""
    starts: list[int | None] = []
    for block in table.blocks:
        at = None
        if block.title is not None:
            title = Node(label=block.title)
            rows = (
                row
                for row, slots in enumerate(grid)
                if any(slot is not None and same_label(slot.text, title) for slot in slots)
            )
            at = next(rows, None)
        starts.append(at)
    if table.blocks[number].title is None:
        start: int | None = 0
    else:
        start = starts[number]
        if start is None:
            return []
        start += 1
    assert start is not None
    later = [at for at in starts if at is not None and at >= start]
    return grid[start : min(later, default=len(grid))]


def _row_index(row: Sequence[Slot | None], first: int, block: Block) -> tuple[int | None, list[str]]:
    texts = _texts(row[:first])
    return _best(texts, block.row_paths), texts


def _block(region: Grid, block: Block, matched: Matched) -> None:
    name = block.title or block.corner or block.id
    labelled = any(path[-1].label for path in block.row_paths)
    data = next(
        (
            at
            for at, row in enumerate(region)
            if (_has_row_label(row, block) if labelled else at > 0 and not _is_head(row, block))
        ),
        None,
    )
    if data is None:
        matched.remarks.append(f"没有找到“{name}”的数据行")
        return
    columns = _columns(region[:data], block, matched)
    if not columns:
        return
    first = min(columns)
    done: set[int] = set()
    clash: set[int] = set()
    for row in region[data:]:
        if labelled:
            index, texts = _row_index(row, first, block)
            if index is None:
                if texts:
                    matched.remarks.append(
                        f"不认识的行“{' / '.join(''.join(text.split()) for text in texts)}”，没有读取"
                    )
                continue
        elif 0 in done:
            continue
        else:
            index = 0
        if index in done:
            clash.add(index)
            continue
        done.add(index)
        _row(row, columns, block, index, matched)
    for index in clash:
        label = block.row_paths[index][-1]
        matched.remarks.append(f"行“{label.label}”出现多次，分不清是哪一行，没有读取")
        for path in block.column_paths:
            matched.cells.pop(block.cell_id(label.id or "", path[-1].id or ""), None)
    for index, path in enumerate(block.row_paths):
        if index not in done and labelled:
            matched.remarks.append(f"没有找到行“{path[-1].label}”")


def _row(row: Sequence[Slot | None], columns: dict[int, int], block: Block, index: int, matched: Matched) -> None:
    label = block.row_paths[index][-1]
    for column, at in columns.items():
        slot = row[column] if column < len(row) else None
        if slot is None:
            continue
        head = block.column_paths[at][-1]
        cell = read_value(slot.text, slot.location)
        if cell is None:
            matched.remarks.append(f"行“{label.label}”列“{head.label}”写的是“{slot.text.strip()}”，不是数")
            continue
        matched.cells[block.cell_id(label.id or "", head.id or "")] = cell


def match_table(grid: Grid, table: Table) -> Matched:
    """Read the figures of a table.

    Args:
        grid: merged cells expanded; rows may differ in length.
        table: the form's table that it is.

    Returns:
        Cells by id, and what could not be read. Never raises on what a table contains.
    """
    matched = Matched()
    for number, block in enumerate(table.blocks):
        region = _region(grid, table, number)
        if not region:
            matched.remarks.append(f"没有找到“{block.title or block.id}”")
            continue
        _block(region, block, matched)
    return matched


def find_table(texts: Sequence[str], form: Form) -> tuple[Table | None, float]:
    """The form's table that has most of its labels among the texts, and the share of them found."""
    seen = {bare(text) for text in texts}
    best: tuple[Table | None, float] = (None, 0.0)
    for table in form.tables:
        labels = {
            bare(node.label)
            for block in table.blocks
            for node in (*_nodes(block.columns), *_nodes(block.rows))
            if node.label
        }
        share = len(labels & seen) / len(labels) if labels and table.printed else 0.0
        if share > best[1]:
            best = (table, share)
    return best if best[1] >= 0.3 else (None, 0.0)
