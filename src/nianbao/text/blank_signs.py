"""What offices write into a table's cell for no value."""

from __future__ import annotations

from nianbao.lazy import lazy
from nianbao.text.fold import fold

__all__ = ["is_blank_sign"]

_SIGN = lazy(r"[/\\／＼]{0,2}|[-—–―－_ー─━]{1,4}|无|没有|暂无|无数据|不适用")
"""Dashes of every keyboard and the strokes that pass for one."""


def is_blank_sign(raw: str) -> bool:
    """Whether all that is written says that there is no value; the raw text is kept, and none of them is a zero."""
    return _SIGN.fullmatch(fold(raw).strip()) is not None
