"""Figures that are no quantity: numerals of other scripts, in words, vague ones (十来件, 若干, 翻番, 三支)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.text.fold import fold
from nianbao.text.quantities import chinese_number, quantities

__all__ = ["LooseFigure", "in_a_word", "loose_figures"]


class LooseFigure(NamedTuple):
    """A figure of a text that ``quantities`` does not read.

    Attributes:
        start, end, text: its place and words, with the character behind a numeral in Chinese characters.
        value: of a numeral in Chinese characters; None for what is vague or of another script.
    """

    start: int
    end: int
    text: str
    value: int | None


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("loose_figures.yaml"))


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    data = _data()
    return re.compile("|".join([*data["spelt"], *data["vague"]]))


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _data()["words"]), key=len, reverse=True)))


_NUMERAL = lazy("[〇零一二两三四五六七八九十百千万亿]+")
_TITLES = lazy(
    r"《[^《》\n]*》|第[一二三四五六七八九十百零]+[条章款项届次号批期轮季]|[〔\[（(](?:19|20)\d{2}[〕\]）)]\s*\d+号"
)
_ORDINARY = frozenset(
    "0123456789０１２３４５６７８９〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟参廿卅卌幺俩"
)


def loose_figures(text: str) -> list[LooseFigure]:
    """Every figure of a text that is no quantity and stands in no title, in order; words like 统一 and 三是 hold none.

    Args:
        text: any text.
    """
    folded = fold(text)
    found = [
        LooseFigure(at, at + 1, char, None)
        for at, char in enumerate(text)
        if char > "\x7f" and char not in _ORDINARY and unicodedata.numeric(char, None) is not None
    ]
    titles = [match.span() for match in _TITLES.finditer(folded)]
    found += [
        LooseFigure(match.start(), match.end(), text[match.start() : match.end()], None)
        for match in _told().finditer(folded)
        if not _overlaps(match.span(), titles)
    ]
    taken = [(item.start, item.end) for item in found] + [(item.start, item.end) for item in quantities(text)] + titles
    taken += [match.span() for match in _words().finditer(folded)]
    for match in _NUMERAL.finditer(folded):
        start, end = match.span()
        if _overlaps((start, end), taken) or folded[end : end + 1] in tuple(_data()["marks"]):
            continue
        found.append(LooseFigure(start, end, text[start : end + 1], chinese_number(match.group())))
    return sorted(found)


def in_a_word(text: str, start: int, end: int) -> bool:
    """Whether a numeral between two offsets is part of a word that tells no figure: 一起会商, 统一."""
    return any(match.start() <= start and end <= match.end() for match in _words().finditer(fold(text)))


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
