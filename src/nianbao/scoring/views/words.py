"""How numbers and verdicts are written, in every view alike."""

from __future__ import annotations

from nianbao.scoring.significance import Compared, Interval

__all__ = ["TAG_NAMES", "number", "shown", "spanned", "verdict"]

TAG_NAMES = {"kind": "机关", "edition": "格式", "volume": "申请量", "notes": "素材", "last": "上年报告"}


def number(value: float | None) -> str:
    """A score: three decimals under ten, else one; a dash for none."""
    if value is None:
        return "—"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def shown(mean: Interval | None) -> str:
    """A mean with its interval: ``0.91（0.85–0.96）``."""
    if mean is None:
        return "—"
    if mean.low is None or mean.high is None or mean.low == mean.high:
        return number(mean.mean)
    return f"{number(mean.mean)}（{number(mean.low)}–{number(mean.high)}）"


def verdict(difference: Compared) -> str:
    """What a difference between two runs means."""
    return {"better": "变好", "worse": "变差", "undecided": "看不出差别", "too few": "案例不足，不下结论"}[
        difference.verdict
    ]


def spanned(difference: Compared) -> str:
    """A difference with its interval: ``+0.04（0.01–0.08）``."""
    sign = "+" if difference.difference > 0 else ""
    if difference.low is None or difference.high is None:
        return sign + number(difference.difference)
    return f"{sign}{number(difference.difference)}（{number(difference.low)}–{number(difference.high)}）"
