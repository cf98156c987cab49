"""Patterns that are compiled when they are first used: a short check needs few of them.

A pattern over Chinese characters takes the ``re`` module about half a millisecond, and there are hundreds.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["lazy"]


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
