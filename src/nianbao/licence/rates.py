"""How often: every expression of a rate in a text, with the unit that it goes by, in whichever words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nianbao.licence.traits import data


class Rate(NamedTuple):
    """An expression of a rate: 每周, 逐月, 一季一更, 一周发3次 go by 周, 月, 季, 周.

    Attributes:
        start, end: its words, without what is done so often. unit: what it goes by.
    """

    start: int
    end: int
    unit: str


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    """Words of a unit → the unit."""
    return {word: unit for unit, words in data()["rate_units"].items() for word in words}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    units = data()["rate_units"]

    def any_of(names: list[str]) -> str:
        words = [word for name in names for word in units[name]]
        return "|".join(sorted(words, key=len, reverse=True))

    times = [unit for unit in units if unit in data()["rate_times"]]
    every, time = any_of(list(units)), any_of(times)
    return (
        re.compile(rf"(?:每(?:逢|到|隔)?|逐)一?个?(?P<unit>{every})(?:度)?"),
        re.compile(rf"每(?=[^，。；]{{1,6}}?一(?P<unit>{every}))"),  # 每发一条
        re.compile(rf"(?:按|逢|分)(?P<unit>{time})(?![报计度]划|期|内)"),
        re.compile(rf"(?<![第0-9一二三四五六七八九十])(?P<unit>{every})(?P=unit)"),
        re.compile(rf"(?<![第0-9])一个?(?P<unit>{every})一(?=[\u4e00-\u9fff])(?!个?(?:{every}))"),
        re.compile(  # 一季度, 一月 are times of the year
            r"(?<![第0-9二三四五六七八九十近这那])(?:一个?(?P<unit>天|周|星期|礼拜|年)|(?P<half>半年)|一个(?P<more>月|季度))"
            r"(?=[^，。；0-9]{0,4}?[0-9一二两三四五六七八九十]+(?:次|回|趟|遍|期))"
        ),
        re.compile(r"(?<![第0-9一二三四每按上本下该])(?P<unit>季|月)度(?=[\u4e00-\u9fff])(?![末初内前后的])"),
    )


@lru_cache(maxsize=2048)
def rates(text: str) -> tuple[Rate, ...]:
    """Every expression of a rate in a text, in its order; where two overlap, the longer one."""
    known = _units()
    found: list[Rate] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            word = next(word for word in match.groups() if word)
            found.append(Rate(match.start(), match.end(), known.get(word, word)))
    found.sort(key=lambda rate: (rate.start - rate.end, rate.start))
    kept: list[Rate] = []
    for rate in found:
        if not any(rate.start < other.end and other.start < rate.end for other in kept):
            kept.append(rate)
    return tuple(sorted(kept))
