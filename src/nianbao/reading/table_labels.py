"""Whether a text of a table is one of the form's labels, or another edition's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from nianbao.kinds import Block, Form, Node, editions
from nianbao.reading.convert import NotNumber, cell_value
from nianbao.text import BLANKS, bare, fold

__all__ = ["Path", "is_figure", "is_label", "known_labels", "labelled", "names", "other_edition"]

Path = tuple[Node, ...]


@lru_cache(maxsize=4096)
def _labels(label: str, aliases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(bare(text) for text in (label, *aliases)) - {""}


def known_labels(node: Node) -> frozenset[str]:
    """Every way in which a node's label may stand, bare."""
    return _labels(node.label, node.aliases)


@lru_cache(maxsize=8192)
def names(text: str) -> frozenset[str]:
    """The labels a cell's text may be: itself, and without a gloss in brackets at its end."""
    mine = bare(text)
    found = {mine[:at] for at, char in enumerate(mine) if char == "（"} if mine.endswith("）") else set()
    return frozenset({mine, *found} - {""})


def is_label(node: Node, text: str) -> bool:
    """Whether a cell's text is a node's label: glosses in brackets, line breaks and punctuation do not count."""
    return not known_labels(node).isdisjoint(names(text))


def labelled(path: Path) -> Path:
    """The nodes of a path that have a label."""
    return tuple(node for node in path if node.label)


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """Whether a text is a figure or a mark for none; an empty one is."""
    if fold(text).replace("——", "—").strip() in BLANKS:
        return True
    try:
        cell_value(text.strip(), None)
    except NotNumber:
        return False
    return True


def other_edition(form: Form, block: Block, text: str, axis: str) -> Form | None:
    """Another edition in which a text is the label of a row or column of the same table.

    Args:
        axis: ``row`` or ``column``.
    """
    table = next(table.id for table in form.tables if block in table.blocks)
    for other in reversed(editions(form.kind)):
        if other.edition == form.edition:
            continue
        for theirs in (item for table_of in other.tables if table_of.id == table for item in table_of.blocks):
            paths: Iterable[Path] = theirs.row_paths if axis == "row" else theirs.column_paths
            if any(is_label(path[-1], text) for path in paths if path[-1].label):
                return other
    return None
