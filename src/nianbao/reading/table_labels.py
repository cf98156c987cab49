"""Tells whether a text is a label of the form, of another edition, or a misprinted label.

A label is taken for another only where nothing else can be meant: it is nearer to that label than to every other one
of the block, and that label is free at this place. Where two could be meant, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nianbao.kinds import Block, Form, Node, editions
from nianbao.patterns import lazy
from nianbao.reading.cell_values import NotNumber, cell_value
from nianbao.text import bare, is_blank_sign

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
    if is_blank_sign(text):
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


_ORDINAL = lazy(r"^(?:[0-9]{1,2}[.．，、·]?|[（〔][一二三四五六七八九十]+[）〕]|[一二三四五六七八九十][，、.．])")
_MARKS = lazy(r"[^\w]|_")
_GLOSS = lazy(r"（[^（）]*）$")
_FAR = 99
_SHORT = 2
"""Labels of so few characters say little: one of them is half of the label."""
_MARGIN = 2
"""By how many characters a label has to be nearer to its own than to any other where rows were lost or added too."""


@lru_cache(maxsize=4096)
def own_words(label: str) -> tuple[str, str]:
    """A label's ordinal and its words, without punctuation and a gloss in brackets at its end."""
    text = bare(label)
    found = _ORDINAL.match(text)
    ordinal = found.group() if found and found.end() < len(text) else ""
    words = text[len(ordinal) :]
    words = _GLOSS.sub("", words) or words
    return re.sub(_MARKS.pattern, "", ordinal), _MARKS.sub("", words)


@lru_cache(maxsize=65536)
def distance(text: str, label: str) -> int:
    """How many characters would have to be changed, added, left out or swapped with the next to make a label of a text.

    An abbreviation and a label with words of a clerk's own added count as one change. Another ordinal counts as one,
    a missing one as none.
    """
    from rapidfuzz.distance import OSA, LCSseq

    ordinal, words = own_words(text)
    other, wanted = own_words(label)
    if not words or not wanted:
        return _FAR
    changed = int(OSA.distance(words, wanted))
    if len(wanted) > 2 and wanted in words and len(words) <= 2 * len(wanted):
        changed = min(changed, 1)
    elif len(words) > 3 and len(words) < len(wanted) and LCSseq.similarity(words, wanted) * 5 >= len(words) * 4:
        changed = min(changed, 1 + len(words) - int(LCSseq.similarity(words, wanted)))
    return changed + (bool(ordinal) and bool(other) and ordinal != other)


def is_near(text: str, label: str) -> bool:
    """Whether a text can be a misprint of a label at all."""
    _, wanted = own_words(label)
    return distance(text, label) <= max(1, min(len(wanted) // 3, 6))


def _nearest(text: str, labels: Sequence[str], every: Sequence[str], margin: int) -> int | None:
    """Which of some labels a text is meant for, if no other label is as near; None where none or two could be."""
    near = [index for index, label in enumerate(labels) if is_near(text, label)]
    if not near:
        return None
    best = min(near, key=lambda index: distance(text, labels[index]))
    own = labels[best]
    rivals = [distance(text, label) for label in {*every, *labels} if label != own]
    if labels.count(own) > 1 or min(rivals, default=_FAR) < distance(text, own) + margin:
        return None
    return best


def placed(texts: Sequence[str], free: Sequence[str], every: Sequence[str]) -> list[int | None]:
    """Which free label each of some unknown ones is meant for.

    Args:
        texts: labels that stand together and are none of the form's, in the order in which they stand.
        free: the form's labels that are missing at just this place, in the form's order.
        every: all labels that a row or column of the block may have.

    Returns:
        For each text the index of its label among ``free``; None where that is not certain.
    """
    found: list[int | None] = [None] * len(texts)
    if len(texts) == len(free):  # nothing lost and nothing added: place and letters say the same
        for index, (text, label) in enumerate(zip(texts, free, strict=True)):
            if _nearest(text, [label], every, 1) is not None:
                found[index] = index
    for index, text in enumerate(texts):
        if found[index] is None and len(own_words(text)[1]) > _SHORT:
            found[index] = _nearest(text, free, every, _MARGIN)
    taken = [item for item in found if item is not None]
    return found if taken == sorted(set(taken)) else [None] * len(texts)
