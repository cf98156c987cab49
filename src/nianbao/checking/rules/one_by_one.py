"""NUM: totals against what is told one by one: 第一场42人、第二场56人; 12个村，已有13个村."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.facts import figure
from nianbao.patterns import lazy
from nianbao.text import chinese_number, quantities

_NTH = lazy("第(?P<n>[一二三四五六七八九])(?P<m>[期场次批轮])")
_EVENTS = lazy("(?P<n>[1-9]|[两二三四五六七八九])(?P<m>[期场次批轮])[^0-9。；]{0,16}，")
_PEOPLE = ("人次", "人", "名")
_PART = lazy("其中|平均|以上|余|约|近|含")


def one_by_one(text: str) -> Iterator[tuple[int, int, str]]:
    """Totals of so many events that the people of each, told in order, do not make.

    Yields:
        start and end of the total, what is wrong.
    """
    places = list(_NTH.finditer(text))
    if len(places) < 2:
        return
    for begin, first in enumerate(places):
        if first["n"] != "一":
            continue
        run = [first]
        for place in places[begin + 1 :]:
            if chinese_number(place["n"]) != len(run) + 1 or place["m"] != first["m"]:
                break
            run.append(place)
        events = [match for match in _EVENTS.finditer(text, 0, first.start()) if match["m"] == first["m"]]
        if len(run) < 2 or not events or (chinese_number(events[-1]["n"]) or int(events[-1]["n"])) != len(run):
            continue
        totals = [
            item
            for item in quantities(text[: first.start()])
            if item.start >= events[-1].end() and item.measure in _PEOPLE and item.value and item.exact
        ]
        told = _each(text, run)
        if len(totals) != 1 or not told:
            continue
        total = totals[0]
        whole = sum(told, Decimal(0))
        if whole != total.value:
            shown = "＋".join(figure(value) for value in told)
            yield (
                total.start,
                total.end,
                f"各{first['m']}{shown}＝{figure(whole)}，这里写{figure(total.value or whole)}",
            )


def _each(text: str, run: list[re.Match[str]]) -> list[Decimal]:
    """The people of each event; none where one tells of none or of several."""
    told: list[Decimal] = []
    for index, place in enumerate(run):
        stop = text.find("。", place.end())
        stop = len(text) if stop < 0 else stop
        if index + 1 < len(run):
            if stop < run[index + 1].start():
                return []
            stop = run[index + 1].start()
        words = text[place.end() : stop]
        people = [item for item in quantities(words) if item.measure in _PEOPLE and item.value is not None]
        if len(people) != 1 or not people[0].exact or _PART.search(words) or people[0].value is None:
            return []
        told.append(people[0].value)
    return told


_BEYOND = lazy(
    r"(?:共|辖|有|全[镇乡县市区省州]|街道)[^，。；0-9]{0,6}?(?P<a>[0-9]+)个(?P<what>[^，。；0-9、]{1,8})，"
    r"[^。；0-9，]{0,6}(?:已有|已在|其中|有|已)(?P<b>[0-9]+)个(?P=what)"
)
_ONE_OF = lazy(
    r"总(?P<what>阅读量|浏览量|点击量|访问量|播放量)[^，。；0-9]{0,4}(?P<a>[0-9]+(?:\.[0-9]+)?)(?P<s>万)?(?:余)?(?P<m>人次|次)"
    r"[^。]{0,40}?单[篇条期个][^。；0-9]{0,8}(?P<b>[0-9]+(?:\.[0-9]+)?)(?P<t>万)?(?:余)?(?:人次|次)"
)
_MYRIAD = Decimal(10_000)


def beyond_the_whole(text: str) -> Iterator[tuple[int, int, str]]:
    """A part that is more than the whole before it: 12个村，已有13个村; one article read more often than all."""
    for match in _BEYOND.finditer(text):
        if Decimal(match["b"]) > Decimal(match["a"]):
            yield (match.start("b"), match.end(), f"共{match['a']}个{match['what']}，这里写{match['b']}个")
    for match in _ONE_OF.finditer(text):
        whole = Decimal(match["a"]) * (_MYRIAD if match["s"] else 1)
        one = Decimal(match["b"]) * (_MYRIAD if match["t"] else 1)
        if one > whole:
            shown = text[match.start("b") : match.end()]
            yield (
                match.start("b"),
                match.end(),
                f"单篇{shown}，多于总{match['what']}{text[match.start('a') : match.end('m')]}",
            )
