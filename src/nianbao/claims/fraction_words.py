"""Shares told in words: 过半, 近三成, 三分之一, 六成以上."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from nianbao.patterns import lazy
from nianbao.text import chinese_number

_FRACTION = lazy(
    r"(?:(?P<before>不足|不到|将近|接近|近|超过|超|逾|(?<![不通经])过|约|大约)(?:了)?(?:[^，。；、]{1,12}?的)?)?"
    r"(?:(?P<half>过半数?|一半|半数|(?<=[近占约超])半(?![年月天个小]))|(?P<tenth>[一二两三四五六七八九])成(?!立|为|员|果|效|本|功|年|绩|长|交|因)(?P<point>[半一二三四五六七八九])?"
    r"|(?P<whole>[二两三四五六七八九十])分之(?P<part>[一二两三四五六七八九]))(?P<after>以上|多|左右|有余)?"
)
_HUNDRED = Decimal(100)
_SLACK = Decimal("2.5")
"""Percentage points by which a share in words may be rounded: 三成 is from 27.5 to 32.5; twice that with 约."""
_NEAR = Decimal(5)
"""Percentage points below it that 近三成 may still mean."""


def _ones(said: str | None) -> int:
    """What stands behind 成: 五成半, 三成三."""
    return 5 if said == "半" else chinese_number(said or "") or 0


class Fraction(NamedTuple):
    """A share in words: its place and the least and the most it may mean, in per cent."""

    start: int
    end: int
    low: Decimal
    high: Decimal


def fractions(text: str, start: int, end: int) -> list[Fraction]:
    """The shares told in words between two offsets of a folded text."""
    found = []
    for match in _FRACTION.finditer(text, start, end):
        before, after = match["before"] or "", match["after"] or ""
        if match["half"]:
            value = Decimal(50)
            over = match["half"].startswith("过半")
        elif match["tenth"]:
            value, over = Decimal((chinese_number(match["tenth"]) or 0) * 10 + _ones(match["point"])), False
        else:
            whole, part = chinese_number(match["whole"]) or 1, chinese_number(match["part"]) or 0
            value, over = Decimal(part) / Decimal(whole) * _HUNDRED, False
        about = before.endswith("约") or after == "左右" or text.endswith("约占", start, match.start())
        slack = _SLACK * 2 if about else _SLACK
        low, high = value - slack, value + slack
        if before in ("不足", "不到"):
            low, high = Decimal(0), value
        elif before in ("将近", "接近", "近"):
            low, high = value - _NEAR, value
        elif before in ("超过", "超", "逾", "过") or after in ("以上", "多", "有余") or over:
            low, high = value, value + 10 if after in ("多", "有余") else _HUNDRED
        found.append(Fraction(match.start(), match.end(), max(low, Decimal(0)), min(high, _HUNDRED)))
    return found
