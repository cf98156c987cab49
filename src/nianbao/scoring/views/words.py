"""How numbers and verdicts are written, in every view alike."""

from __future__ import annotations

from nianbao.scoring.significance import Difference, Mean

__all__ = ["TAG_NAMES", "number", "shown", "verdict"]

TAG_NAMES = {"kind": "机关", "edition": "格式", "volume": "申请量", "notes": "素材", "last": "上年报告"}


def number(value: float | None) -> str:
    """A score: three decimals under ten, else one; a dash for none."""
    if value is None:
        return "—"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def shown(mean: Mean | None) -> str:
    """A mean with its interval: ``0.91（0.85–0.96）``."""
    if mean is None:
        return "—"
    if mean.low is None or mean.high is None or mean.low == mean.high:
        return number(mean.value)
    return f"{number(mean.value)}（{number(mean.low)}–{number(mean.high)}）"


def verdict(difference: Difference, better: str | None) -> str:
    """What a difference between two runs means."""
    if difference.verdict == "too-few":
        return "案例不足，不下结论"
    if difference.verdict == "none":
        return "看不出差别"
    if better is None:
        return "有变化"
    rose = difference.value > 0
    return "变好" if rose == (better == "up") else "变差"
