"""Days and months as people write them, in figures or in Chinese numerals, and those that no calendar has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from nianbao.patterns import lazy
from nianbao.text.fold import fold
from nianbao.text.quantities import chinese_number

_N = "[一二三四五六七八九十]{1,3}"
_CHINESE = lazy(
    rf"(?:(?P<y>[〇○零一二三四五六七八九]{{4}})年)?(?<!第)(?<![0-9一二三四五六七八九十])(?P<m>{_N})月(?:份|(?P<d>{_N})(?P<s>[日号]))?"
)
_NUMBER = r"(?P<y>(?:19|20)[0-9]{2}年)?(?<![0-9.])"
_DAY = lazy(
    rf"{_NUMBER}(?P<m>[0-9]{{1,2}})月(?:(?P<d>[0-9]{{1,3}})[日号]|(?=份|[上中下]旬|[底初末前，。；、]|$))(?!均)"
)
_MONTH, _CHINESE_MONTH = lazy("[0-9]月"), lazy("[一二三四五六七八九十]月")
_AROUND = 16
"""Characters on either side of a month's last figure, more than a day or a month takes and looks at."""
_DATE = lazy(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_LEAP = 2024


class NoSuchDay(NamedTuple):
    """A day or a month that there is not: where it stands, and why, in Chinese."""

    start: int
    end: int
    why: str


def no_such_day(year: int | None, month: int, day: int | None) -> str:
    """Why there is no such day: 没有13月, 9月没有31日; empty where there is.

    Args:
        year: None where it is not said: 2月29日 may then be. day: None for a month alone.
    """
    if year == 0:
        return "没有0年"
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if day is None or 1 <= day <= monthrange(year or _LEAP, month)[1]:
        return ""
    of_year = f"{year}年" if year and (month, day) == (2, 29) else ""
    return f"{of_year}{month}月没有{day}日"


def first_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day that a text begins with, in figures, whether there is such a day or not."""
    match = _DATE.match(fold(text))
    return (int(match[1]), int(match[2]), int(match[3])) if match is not None else None


def in_figures(text: str) -> str:
    """A text with its dates in figures: 二〇二五年九月三十日, 九月底."""

    def figures(match: re.Match[str]) -> str:
        year = "".join(str(chinese_number(char) or 0) for char in match["y"].replace("○", "〇")) if match["y"] else ""
        month, day = chinese_number(match["m"]), chinese_number(match["d"]) if match["d"] else None
        if month is None or (match["d"] and day is None):
            return match.group()
        behind = f"{day}{match['s']}" if match["d"] else match.group().partition("月")[2]
        return f"{year}年{month}月{behind}" if year else f"{month}月{behind}"

    return _CHINESE.sub(figures, text)


def _about(pattern: re.Pattern[str], month: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match of a pattern with one month in it, which begins with what need not be there: far slower to find."""
    ends = 0
    for place in month.finditer(text):
        at = place.start()
        found = pattern.search(text, max(ends, at - _AROUND), min(at + _AROUND, len(text)))
        if found is not None and found.start() <= at < found.end():
            ends = found.end()
            yield found


def no_such_days(text: str) -> Iterator[NoSuchDay]:
    """The days and months of a text that no calendar has, in order.

    Args:
        text: any; figures and Chinese numerals are read alike.
    """
    folded = fold(text)
    for match in _about(_DAY, _MONTH, folded):
        year, day = int(match["y"][:4]) if match["y"] else None, int(match["d"]) if match["d"] else None
        if why := no_such_day(year, int(match["m"]), day):
            yield NoSuchDay(match.start(), match.end(), why)
    for match in _about(_CHINESE, _CHINESE_MONTH, folded):
        month, day = chinese_number(match["m"]), chinese_number(match["d"] or "")
        if month is None or (match["d"] is None and month > 12):
            continue  # 几十月: no month of the calendar meant
        year = int(in_figures(match.group())[:4]) if match["y"] else None
        if why := no_such_day(year, month, day):
            yield NoSuchDay(match.start(), match.end(), why)
