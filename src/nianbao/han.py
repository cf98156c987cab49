"""Chinese characters, those outside GBK too: what place names are written in."""

from __future__ import annotations

__all__ = ["HAN"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
"""The inside of a character class: the unified ideographs and their extensions A to H (Unicode 15)."""
