"""How much of a text stands in another: overlapping runs of characters, figures and years left out."""

from __future__ import annotations

from nianbao.patterns import lazy
from nianbao.text import fold

__all__ = ["contained", "shingles", "words"]

_SIZE = 5
_NOT_WORDS = lazy(r"[^\u4e00-\u9fff]")


def words(text: str, names: tuple[str, ...] = ()) -> str:
    """The Chinese characters of a text, folded, names left out."""
    text = fold(text)
    for name in names:
        text = text.replace(name, "")
    return _NOT_WORDS.sub("", text)


def shingles(text: str, names: tuple[str, ...] = ()) -> frozenset[str]:
    """Every run of five Chinese characters of a text.

    Args:
        text: any text. names: the unit's names, which are no likeness.
    """
    run = words(text, names)
    return frozenset(run[at : at + _SIZE] for at in range(len(run) - _SIZE + 1))


def contained(text: str, other: frozenset[str], names: tuple[str, ...] = ()) -> float:
    """The share of a text's runs that another text has too: 0 to 1; 0 for a text without any."""
    mine = shingles(text, names)
    return len(mine & other) / len(mine) if mine else 0.0
