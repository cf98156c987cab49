"""One pattern for many words, that looks at each character of a text once or twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["alternatives", "any_of"]


def any_of(words: Iterable[str], *, before: str = "", after: str = "") -> re.Pattern[str]:
    """A pattern that matches the longest of the words at a place.

    Args:
        words: literal words; an empty list matches nothing.
        before, after: patterns put around, for look-behind and look-ahead.
    """
    return re.compile(f"{before}{alternatives(words)}{after}")


def alternatives(words: Iterable[str]) -> str:
    """The words as a nested pattern: common beginnings are tried once."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in set(words):
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(tree) if tree else r"(?!)"


def _pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [re.escape(char) + _pattern(below) for char, below in sorted(node.items()) if char]
    if not branches:
        return ""
    singles = [branch for branch in branches if len(branch) == 1]
    others = [branch for branch in branches if len(branch) != 1]
    if len(singles) > 1:
        others.append("[" + "".join(singles) + "]")
    else:
        others += singles
    body = others[0] if len(others) == 1 else "(?:" + "|".join(others) + ")"
    if "" in node:
        return f"(?:{body})?"
    return body
