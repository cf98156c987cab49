"""Figures of report.yaml: keys and labels mapped to the form's cells, declared zeros."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from nianbao.errors import InputProblem, nearest
from nianbao.facts import complete, computed_cells
from nianbao.kinds import Block, CellForm, Form, Node
from nianbao.package_data import data_file
from nianbao.patterns import lazy
from nianbao.reading.cell_values import NotNumber, cell_value
from nianbao.reading.yaml_document import WIDE_COLON, Map, Scalar, Seq, Value
from nianbao.report import Cell, YamlPlace
from nianbao.text import bare

Pair = tuple[Scalar, Value] | None
"""A key and its value, if it is there."""


keys = data_file(__file__, "keys.yaml")
"""The keys of report.yaml and their Chinese forms."""


class Fields:
    """Reads keys and values; collects problems."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.problems: list[InputProblem] = []

    # ── small steps

    def problem(self, place: YamlPlace, what: str, remedy: str = "") -> None:
        self.problems.append(InputProblem(where=f"{self.where} 第{place.line}行", what=what, remedy=remedy))

    def keyed(self, node: Map, group: str, what: str) -> dict[str, tuple[Scalar, Value]]:
        """A mapping by our own names of its keys; unknown keys are problems."""
        names = keys()[group]
        known = {form: name for name, forms in names.items() for form in (name, *forms)}
        found: dict[str, tuple[Scalar, Value]] = {}
        for key, value in node.pairs:
            name = known.get(key.text)
            if name is None:
                shown = "、".join(forms[0] for forms in names.values())
                remedy = nearest(key.text, list(known)) or f"可用的键：{shown}"
                self.problem(key.place, f"{what}里没有“{key.text}”这个键", remedy)
            elif name in found:
                self.problem(key.place, f"“{key.text}”和“{found[name][0].text}”是同一项，写了两次", "请只留一处")
            else:
                found[name] = (key, value)
        return found

    def text(self, pair: Pair) -> str:
        if pair is None:
            return ""
        key, value = pair
        if isinstance(value, Scalar):
            return value.text.strip()
        self.problem(value.place, f"“{key.text}”要写成一行文字", "请去掉下面的缩进内容")
        return ""

    def mapping(self, pair: Pair, hint: str) -> Map | None:
        if pair is None:
            return None
        key, value = pair
        if isinstance(value, Map):
            return value
        if not (isinstance(value, Scalar) and not value.text.strip()):
            self.problem(value.place, f"“{key.text}”下面要缩进写各项", hint)
        return None


_ORDINAL = lazy(r"^(?:[0-9]+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、，])")


@lru_cache(maxsize=2048)
def _variants(label: str) -> frozenset[str]:
    text = bare(label)
    short = _ORDINAL.sub("", text)
    return frozenset({text, short, re.sub(r"（[^（）]*）$", "", text), re.sub(r"（[^（）]*）$", "", short)} - {""})


def node_keys(node: Node) -> set[str]:
    """Every key that names a node: its id, label, name and aliases, with or without the ordinal."""
    found = {node.id} if node.id else set()
    for label in (node.label, node.name or "", node.short or "", *node.aliases, *keys()["rows"].get(node.id, ())):
        if label:
            found |= _variants(label)
    return found


def _matches(node: Node, key: str) -> bool:
    keys = node_keys(node)
    return key in keys or bare(key) in keys


def _exact(node: Node, key: str) -> bool:
    labels = {node.id, *(bare(label) for label in (node.label, *node.aliases))}
    return key in labels or bare(key) in labels


def cells_for(block: Block, table: str, keys: Sequence[str]) -> list[CellForm]:
    """The cells that a sequence of keys leaves: each key names another label on the way to the cell.

    Args:
        block: of the form. table: the id of its table.
        keys: in any sensible order: row before column, groups named or not.
    """
    found = []
    for cell in block.cells(table):
        path = [*cell.rows, *cell.columns]
        dotted = cell.id.removeprefix(f"{block.id}.")
        if len(keys) == 1 and keys[0] == dotted:
            return [cell]
        if ".".join(keys) == dotted:
            return [cell]
        if _covers(path, keys):
            found.append(cell)
    return _sharpest(found, keys)


def _covers(path: list[Node], keys: Sequence[str]) -> bool:
    left = list(path)
    for key in keys:
        hit = next((node for node in left if _matches(node, key)), None)
        if hit is None:
            parts = key.split(".")
            hit = next((node for node in left if node.id and node.id.split(".")[-len(parts) :] == parts), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _sharpest(found: list[CellForm], keys: Sequence[str]) -> list[CellForm]:
    """Of several cells, those whose labels the keys name exactly, ordinal included."""
    if len(found) <= 1:
        return found
    exact = [
        cell for cell in found if all(any(_exact(node, key) for node in (*cell.rows, *cell.columns)) for key in keys)
    ]
    if len(exact) == 1:
        return exact
    ordered = [cell for cell in exact or found if _in_order((*cell.rows, *cell.columns), keys)]
    return ordered if len(ordered) == 1 else exact or found


def _in_order(path: Sequence[Node], keys: Sequence[str]) -> bool:
    """Whether the keys name the row before the column, as a figure is written: ``总计: {其他: 3}``."""
    left = iter(path)
    return all(any(_matches(node, key) for node in left) for key in keys)


def find_block(form: Form, key: str) -> tuple[str, list[Block]] | None:
    """The blocks a key names: a block by id or title, or a table by id, name or section heading."""
    text = bare(key)
    for table in form.tables:
        for block in table.blocks:
            if key == block.id or (block.title and text in _variants(block.title)):
                return table.id, [block]
    for table in form.tables:
        heading = form.section(table.section)
        labels = [table.name, heading.title, *heading.aliases]
        if key == table.id or text in set().union(*map(_variants, labels)):
            return table.id, list(table.blocks)
    for table in form.tables:  # 行政许可, 行政复议 … named without their block
        for block in table.blocks:
            if any(_matches(node, key) for node in (*block.rows, *block.columns)):
                return table.id, [block]
    return None


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
            if bad and "：" in bad.text:
                remedy = WIDE_COLON
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
