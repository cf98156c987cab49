"""Marks at the head of lines (1. 2、（三） ① -): which of them number lines, and which may be words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from nianbao.patterns import lazy
from nianbao.text.fold import fold
from nianbao.text.quantities import chinese_number

_HAN = "一二三四五六七八九十"
_MARK = lazy(
    rf"\s*(?P<mark>(?P<plain>[0-9０-９]{{1,2}}|[{_HAN}]{{1,3}})(?P<sign>[.．、)）])|[（(](?P<inside>[{_HAN}]{{1,3}}|[0-9０-９]{{1,2}})[）)]"
    r"|[①-⑳]|[-–•·●▪◆■*](?![-–•·●▪◆■*0-9０-９.])(?![^*\n]*\*\*))\s*"
)
_YEAR = lazy(r"(?:19|20)[0-9]{2}(?:年|[.-])")
_MONTH = lazy(rf"(?:[0-9]{{1,2}}|[{_HAN}]{{1,2}})月")
_GOES_ON = lazy(rf"[0-9{_HAN}]")
_RING = ord("①") - 1


class ListMark(NamedTuple):
    """A mark at a line's head.

    Attributes:
        end: where the line's own words begin. shown: the mark. sure: whether it numbers the line; else it may belong
            to the words (1、3月 may be two months).
    """

    end: int
    shown: str
    sure: bool


def _number(text: str) -> int | None:
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - _RING
    text = fold(text)
    return int(text) if text.isdigit() else chinese_number(text)


def list_marks(lines: Sequence[str]) -> list[ListMark | None]:
    """The mark of each line; None where a line has none.

    A number before another one (1、3月；一、二月) is a mark for certain only where the marks beside it count on, or a
    year follows. A decimal (1.5万元) is none, unless a month follows: 1.3月.
    """
    matches = [_MARK.match(line) for line in lines]
    numbers = [(at, _number(match["plain"] or "")) for at, match in enumerate(matches) if match and match["plain"]]
    runs = {
        at
        for (before, one), (behind, two) in pairwise(numbers)
        if one is not None and two == one + 1
        for at in (before, behind)
    }
    found: list[ListMark | None] = []
    for at, (line, match) in enumerate(zip(lines, matches, strict=True)):
        if match is None:
            found.append(None)
            continue
        rest = fold(line[match.end() :])
        sure = True
        if match["plain"] and _GOES_ON.match(rest):
            month, dot = _MONTH.match(rest), match["sign"] in ".．"
            if dot and not month and not _YEAR.match(rest) and line[match.end() - 1] in ".．":
                found.append(None)
                continue
            sure = at in runs or dot or _YEAR.match(rest) is not None or match["sign"] in ")）"
        found.append(ListMark(match.end(), match["mark"], sure))
    return found


def unlisted(lines: Sequence[str]) -> list[str]:
    """The lines without the marks that number them for certain; those that go on within a line (；2.) go, too."""
    return [
        without_mark(line, mark) if mark is not None and mark.sure else line
        for line, mark in zip(lines, list_marks(lines), strict=True)
    ]


def without_mark(line: str, mark: ListMark) -> str:
    """A line without its mark, nor those behind a stop that count on from it (；2.)."""
    return "".join(words for _, words in list_items(line, mark))


def list_items(line: str, mark: ListMark) -> list[tuple[str, str]]:
    """What a line with a mark lists: its own mark and words, and those behind a stop that count on from it (；2.)."""
    rest, number = line[mark.end :], _number(mark.shown.strip("（(）).．、"))
    found, shown = [], mark.shown
    while number is not None:
        number += 1
        place = next((item for item in _INNER.finditer(rest) if _number(item["number"]) == number), None)
        if place is None:
            break
        found.append((shown, rest[: place.start("mark")]))
        rest, shown = rest[place.end() :], place["mark"]
    return [*found, (shown, rest)]


_INNER = lazy(
    rf"(?<=[。；;！？])\s*(?P<mark>[（(]?(?P<number>[0-9０-９]{{1,3}}|[{_HAN}]{{1,3}}|[①-⑳])(?:(?<=[①-⑳])|[.．、)）]))\s*(?=[^0-9\s])"
)
