"""NUM: stated counts of things against their names behind 分别为: 四期培训，分别为甲、乙、丙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.patterns import lazy
from nianbao.text import chinese_number

__all__ = ["named_behind"]

_NUMBER = r"(?<![0-9.年月第每各一二两三四五六七八九十百余近约])(?P<n>[二两三四五六七八九十]{1,3}|[1-9][0-9]?)"
_MEASURE = "个|期|场|次|项|类|种|批|条|份|部|家|名|处|所|块|座|篇|件"
_LIST = r"(?P<list>[^。；：！？（）0-9]+?)(?=[。；！？\n]|，|$)"
_NAMED = lazy(
    rf"{_NUMBER}(?P<m>{_MEASURE})(?P<what>[^。；：！？、0-9二两三四五六七八九十各每等]{{0,24}}?)"
    rf"，?(?P<lead>分别(?:为|是|有|叫做?)|依次(?:为|是)|即|具体(?:为|是))：?{_LIST}"
)
_DATES = lazy(
    rf"{_NUMBER}(?P<m>次|期|场|批|轮)(?P<what>[^。；：！？、0-9各每]{{0,24}}?)，?分别(?:于|在|为)"
    r"(?P<list>(?:[0-9]{1,2}月(?:[0-9]{1,2}日|[上中下]旬|份|初|底|末)?(?:、|和|及|与|，)?){2,})"
)
_ANCHOR = lazy("分别[为是有叫于在]|依次[为是]|，即|具体[为是]")
_MORE = lazy("，(?:以及|及|和|还有|另有|另外|此外|同时|其中)")
_OPEN = lazy("等|主要|包括|之一|若干|其他|其余")
_JOINED = lazy("和|及|与|或|以及")
_GENERAL = ("部门", "单位", "内容", "方面", "情况", "信息")


def _value(raw: str) -> int:
    return int(raw) if raw.isdigit() else (chinese_number(raw) or 0)


def named_behind(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Counts that the list of names or months behind them does not bear out.

    Args:
        text: a paragraph, folded.

    Yields:
        start, end, what is wrong, the list.
    """
    if not _ANCHOR.search(text):
        return
    for match in _DATES.finditer(text):
        listed, said = len(re.findall("[0-9]{1,2}月", match["list"])), _value(match["n"])
        if listed != said:
            yield match.start("n"), match.end("m"), _why(match, said, str(listed)), match["list"]
    for match in _NAMED.finditer(text):
        words, said = match["list"], _value(match["n"])
        if _OPEN.search(words) or _MORE.match(text, match.end()) or "、" not in words:
            continue
        parts = words.split("、")
        least = len(parts)
        most = least + len(_JOINED.findall(words))
        more = said < least and _alike(parts)
        if (said > most and min(map(len, parts)) > 1) or more:
            yield (
                match.start("n"),
                match.end("m"),
                _why(match, said, str(least) if least == most else f"{least}至{most}"),
                words,
            )


def _why(match: re.Match[str], said: int, listed: str) -> str:
    return f"说有{said}{match['m']}，后面列出{listed}{match['m']}"


def _alike(parts: list[str]) -> bool:
    """Whether every part ends as the others do, so that no 、 stands within one."""
    ends = {re.split("和|及|与", part)[-1][-1:] for part in parts}
    return len(ends) == 1 and min(map(len, parts)) > 2 and not parts[-1].endswith(_GENERAL)
