"""Regular expressions compiled at first use, one pattern for many words, and the class of Chinese characters.

A pattern over Chinese characters takes the ``re`` module about half a millisecond, and there are hundreds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; becomes one at the first use of any of its methods."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        for method in ("finditer", "search", "match", "fullmatch", "sub", "split", "findall"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled at its first use.

    Args:
        pattern, flags: as for ``re.compile``; a mistake in them is raised at the first use.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))


def source_of(pattern: re.Pattern[str]) -> tuple[str, int]:
    """A pattern as it is written, and its flags; it is not compiled for it."""
    return pattern._source if isinstance(pattern, _Lazy) else (pattern.pattern, pattern.flags)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that matches the longest of some literal words at a place; of no words, nothing."""
    return lazy(alternatives(words))


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


HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
"""The inside of a character class: the unified ideographs and their extensions A to H (Unicode 15)."""
