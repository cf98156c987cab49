"""The nearest known word to one that is not known: what an error says a user may have meant."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]

_NEAR = 55
"""Likeness from 0 to 100 (rapidfuzz's weighted ratio) from which a word is worth naming."""


def nearest(word: str, known: Iterable[str], *, whole: bool = False) -> str:
    """是不是“…”？ with the nearest known word; empty where none is near.

    Args:
        whole: whether only the whole word counts, and not that another is a part of it.
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio if whole else fuzz.WRatio)
    return f"是不是“{found[0]}”？" if found and found[1] >= _NEAR else ""
