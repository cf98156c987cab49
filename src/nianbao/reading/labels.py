"""Keys a clerk wrote, in English or as the form's labels, to the cells of a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nianbao.kinds import Block, CellForm, Form, Node
from nianbao.patterns import lazy
from nianbao.reading.yaml_fields import keys as keys_of
from nianbao.text import bare

__all__ = ["cells_for", "find_block", "node_keys"]

_ORDINAL = lazy(r"^(?:[0-9]+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、，])")


@lru_cache(maxsize=2048)
def _variants(label: str) -> frozenset[str]:
    text = bare(label)
    short = _ORDINAL.sub("", text)
    return frozenset({text, short, re.sub(r"（[^（）]*）$", "", text), re.sub(r"（[^（）]*）$", "", short)} - {""})


def node_keys(node: Node) -> set[str]:
    """Every key that names a node: its id, label, name and aliases, with or without the ordinal."""
    keys = {node.id} if node.id else set()
    for label in (node.label, node.name or "", node.short or "", *node.aliases, *keys_of()["rows"].get(node.id, ())):
        if label:
            keys |= _variants(label)
    return keys


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
