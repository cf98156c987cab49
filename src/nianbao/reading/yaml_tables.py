"""Figures of report.yaml: tables, rows and columns by their keys, and what is declared zero."""

from __future__ import annotations

from decimal import Decimal

from nianbao.errors import nearest
from nianbao.facts import complete, computed_cells
from nianbao.kinds import Block, Form
from nianbao.reading.cell_values import NotNumber, cell_value
from nianbao.reading.labels import cells_for, find_block, node_keys
from nianbao.reading.yaml_document import Map, Scalar, Seq, Value
from nianbao.reading.yaml_fields import Fields, Pair, keys
from nianbao.report import Cell, YamlPlace
from nianbao.text import bare

__all__ = ["Figures", "rest_zero"]


def rest_zero(edition: Form, cells: dict[str, Cell], tables: set[str] | None = None) -> dict[str, Cell]:
    """Fill cells nobody gave with a declared zero, and totals from their parts.

    Args:
        tables: ids of tables the declaration covers; None for all, an empty set for none.
    """
    computed = computed_cells(edition)
    filled = dict(cells)
    for cell in edition.cells.values():
        if cell.id in filled or cell.id in computed:
            continue
        if tables is None or cell.table in tables or cell.block in tables:
            filled[cell.id] = Cell(value=Decimal(0), state="zero")
    return complete(edition, filled)


def _meant(key: str, edition: Form) -> str:
    """What a key that names no table may have been meant as: rows and tables that hold its words come first."""
    labels = [label for t in edition.tables for b in t.blocks for label in (b.id, b.title or t.name)]
    rows = [node.label for t in edition.tables for b in t.blocks for path in b.row_paths for node in path]
    columns = [node.label for t in edition.tables for b in t.blocks for path in b.column_paths for node in path]
    words = list(dict.fromkeys(one for one in (*labels, *rows) if len(key) > 1 and key in one and len(one) <= 16))
    above = [b.title or t.name for t in edition.tables for b in t.blocks
             if any(key in node.label for path in b.column_paths for node in path)] if len(key) > 1 else []  # fmt: skip
    likely = list(dict.fromkeys([*words, *above]))
    if likely and columns:
        return f"是不是“{'”或“'.join(likely[:4])}”？"
    return nearest(key, labels) or f"可写：{'、'.join(dict.fromkeys(labels))}"


class Figures(Fields):
    """Reads tables."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.unknown: set[YamlPlace] = set()

    def declared(self, pair: Pair) -> bool:
        if pair is None:
            return False
        text = self.text(pair)
        if text in keys()["words"]["zero"]:
            return True
        if text:
            self.problem(pair[1].place, f"“{pair[0].text}”只能写“零”", "表示没有填的格都是零；不写则没有填的格算缺")
        return False

    def tables(self, node: Map | None, edition: Form) -> tuple[dict[str, Cell], set[str]]:
        """The cells given, and the tables or blocks whose rest is declared zero."""
        cells: dict[str, Cell] = {}
        zero: set[str] = set()
        for key, value in node.pairs if node else ():
            found = find_block(edition, key.text)
            if found is None:
                self.problem(key.place, f"没有“{key.text}”这张表", _meant(key.text, edition))
                continue
            table, blocks = found
            named = any(
                key.text in node_keys(item) or bare(key.text) in node_keys(item)
                for b in blocks
                for item in (*b.rows, *b.columns)
            )
            whole = key.text in (table, *(block.id for block in blocks)) or not named
            self._walk(value, [] if whole else [key], table, blocks, cells, zero, edition)
        return cells, zero

    def _walk(
        self,
        value: Value,
        path: list[Scalar],
        table: str,
        blocks: list[Block],
        cells: dict[str, Cell],
        zero: set[str],
        edition: Form,
    ) -> None:
        if isinstance(value, Seq):
            self.problem(value.place, "表格里不能用“- ”列表", "请写成“行: {列: 数}”")
        elif isinstance(value, Map):
            for key, below in value.pairs:
                if key.text in ("rest", *keys()["report"]["rest"]):
                    if self.declared((key, below)):
                        zero |= {block.id for block in blocks}
                    continue
                inner = self._block_named(key, blocks) if not path else None
                self._walk(below, path if inner else [*path, key], table, inner or blocks, cells, zero, edition)
        else:
            self._cell(value, path, table, blocks, cells)

    def _block_named(self, key: Scalar, blocks: list[Block]) -> list[Block] | None:
        if len(blocks) < 2:
            return None
        hit = [
            block for block in blocks if key.text == block.id or (block.title and bare(key.text) == bare(block.title))
        ]
        return hit or None

    def _cell(self, value: Scalar, path: list[Scalar], table: str, blocks: list[Block], cells: dict[str, Cell]) -> None:
        words = [key.text for key in path]
        shown = " → ".join(words) or "表"
        found = [cell for block in blocks for cell in cells_for(block, table, words)] if words else []
        if not found:
            labels = [
                label
                for block in blocks
                for node in (*block.rows, *block.columns)
                for leaf in node.leaves()
                for label in (leaf.id or "", leaf.label)
                if label
            ]
            bad = next((key for key in path if not self._known(key.text, blocks)), path[-1] if path else None)
            remedy = nearest(bad.text, labels) if bad else "请写成“行: {列: 数}”"
            place = (bad or value).place
            if place not in self.unknown:  # told once for a row, not for each of its figures
                self.unknown.add(place)
                self.problem(place, f"“{shown}”对不上表里的格", remedy or "请按官方表格的行名和列名写")
            return
        if len(found) > 1:
            ways = [f"“{cell.rows[-1].label}: {{{cell.columns[-1].label}: 数}}”" for cell in found
                    if cell.rows[-1].label and cell.columns[-1].label]  # fmt: skip
            examples = "、".join(cell.columns[-1].label or cell.rows[-1].label for cell in found[:3])
            remedy = f"请写成 {' 或 '.join(ways[:3])}" if ways else f"请再写明列（如 {examples}）"
            place = path[-1].place if path else value.place
            self.problem(place, f"“{shown}”对应 {len(found)} 格，不知道是哪一格", remedy)
            return
        cell = found[0]
        if cell.id in cells:
            self.problem(value.place, f"“{cell.label}”写了两次", "请只留一处")
            return
        try:
            cells[cell.id] = cell_value(value.text, cell, value.place)
        except NotNumber:
            self.problem(
                value.place, f"“{cell.label}”要填数字，写的是“{value.text[:20]}”", "请只写阿拉伯数字，如 3；没有的写 0"
            )

    def _known(self, key: str, blocks: list[Block]) -> bool:
        return any(
            key in node_keys(node) or bare(key) in node_keys(node)
            for block in blocks
            for path in (*block.row_paths, *block.column_paths)
            for node in path
        )
