"""NUM: shares and changes told in words, against the figures beside them: 过半, 翻一番, 双双增长, 持平."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.facts import figure
from nianbao.patterns import lazy
from nianbao.text import chinese_number, quantities

__all__ = ["changes_in_words", "shares_in_words"]

Found = tuple[int, int, str]
"""Start, end, and what is wrong."""

_COUNT = "人次|件|条|篇|次|份|人|项|起|宗|个|场|期|家|名|户"
_SHARE = lazy(
    rf"(?P<n>[0-9]+)(?P<m>{_COUNT})[，（]?(?P<said>(?:约|大约)?占(?:比|了|到|总数的?|总量的?|全部的?|其中的?)*"
    r"(?P<near>近|接近|将近|约|大约|超过?|过|逾|不足|不到)?"
    r"(?:(?P<half>半数|一半|半(?![年月天个小]))|(?P<of>[三四五六七八九十])分之(?P<part>[一二两三四五六七八九])"
    r"|(?P<tenths>[一二三四五六七八九])成(?P<five>半)?(?!立|员|熟|本|果))(?P<over>以上|多|左右)?)"
)
_SHARE_ANCHOR = lazy("占[^，。；0-9]{0,8}(?:半|分之|成)")
_SLACK = Decimal("0.06")
"""How far a share in words may be from the share of the figures."""
_LITTLE = Decimal("0.005")


def _means(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """The least and the most a share in words can mean."""
    if match["half"]:
        share = Decimal("0.5")
    elif match["of"]:
        share = Decimal(chinese_number(match["part"]) or 1) / Decimal(chinese_number(match["of"]) or 1)
    else:
        share = Decimal(chinese_number(match["tenths"]) or 1) / 10 + (Decimal("0.05") if match["five"] else 0)
    near, over = match["near"] or "", match["over"] or ""
    if near.startswith(("超", "过", "逾")) or over in ("以上", "多"):
        return share - _LITTLE, Decimal(1)
    if near.startswith("不"):
        return Decimal(0), share - Decimal("0.0001")
    if "近" in near:
        return share * Decimal("0.8"), share + Decimal("0.02")
    return share - _SLACK, share + _SLACK


def shares_in_words(text: str) -> Iterator[Found]:
    """Shares such as 占比过半 that are not the share of the total before them."""
    if not _SHARE_ANCHOR.search(text):
        return
    for match in _SHARE.finditer(text):
        count = Decimal(match["n"])
        begin = text.rfind("。", 0, match.start()) + 1
        earlier = [
            item
            for item in quantities(text[begin : match.start()])
            if item.measure == match["m"] and item.value and item.value >= count
        ]
        if not earlier or ("其中" not in text[begin + earlier[0].end : match.start()] and len(earlier) > 1):
            continue
        low, high = _means(match)
        if any(item.value and low <= count / item.value <= high for item in earlier):
            continue
        total = max(item.value for item in earlier if item.value)
        percent = figure(round(count / total * 100, 1))
        yield (
            match.start("said"),
            match.end("said"),
            f"{figure(count)}÷{figure(total)}＝{percent}%，这里写“{match['said']}”",
        )


_N = r"[0-9]+(?:\.[0-9]+)?"
_PAST = r"(?:上年度?|去年|上一年度?|20[0-9]{2}年度?)(?:同期|全年)?"
_AS = r"(?:的|为|是|有|共|仅|只有|发布|公开|收到|受理|推送)*"
_NOW_THEN = lazy(
    rf"(?P<n>{_N})(?P<m>{_COUNT})[，；、（]?(?:与|和|比|较|而)?(?P<past>{_PAST}){_AS}(?P<base>{_N})(?P=m)）?"
)
_THEN_NOW = lazy(
    rf"(?:[由从](?P<from>{_PAST})?|(?P<past>{_PAST}))[^，。；0-9]{{0,8}}?(?P<base>{_N})(?P<m>{_COUNT})"
    rf"(?:[，；](?:今年|本年度?|全年|20[0-9]{{2}}年度?)?[^，。；0-9]{{0,8}}?|[^，。；0-9]{{0,4}}[到至])(?P<n>{_N})(?P=m)"
)
_DOUBLED = lazy(r"(?P<said>翻了?(?P<near>近|将近|接近|约|超过?)?(?P<k>一|两|1|2)?番(?P<over>多|以上)?)")
_LEVEL = lazy(r"(?P<said>(?:(?:与|和|同)(?:上年|去年|上一年|20[0-9]{2}年)度?(?:同期)?|同比)(?:基本)?持平)")
_BOTH = lazy(
    r"(?P<said>(?:双双|双|均|都|同步|全部|全面)(?:有所|有|实现|呈现?|保持|较上年度?|比上年度?|较去年|比去年|同比|出现)*"
    r"(?P<dir>增长|增加|上升|提高|提升|增多|减少|下降|降低|回落))"
)
_ANCHOR = lazy("翻[^，。；]{0,4}番|持平|双|[均都]|同步|全部|全面")
_PAST_ANCHOR = lazy("上年|去年|上一年|20[0-9]{2}年|[由从]")
_LINK = lazy(r"[）]?[，；]?[^，。；0-9]{0,10}")
_APART = Decimal("0.05")
_TWO = Decimal(2)


class _Pair(NamedTuple):
    """This year's figure and that of the year before, where they end, and how they are written."""

    now: Decimal
    then: Decimal
    start: int
    end: int


def _year(text: str | None) -> int | None:
    return int(text[:4]) if text and text[:4].isdigit() else None


def _pairs(text: str, begin: int, end: int) -> list[_Pair]:
    found: list[_Pair] = []
    at = begin
    while True:
        pairs = [match for pattern in (_NOW_THEN, _THEN_NOW) if (match := pattern.search(text, at, end))]
        if not pairs:
            return found
        match = min(pairs, key=lambda item: (item.start(), -item.end()))
        now, then = Decimal(match["n"]), Decimal(match["base"])
        named = _year(match["past"])
        other = re.findall("(20[0-9]{2})年", text[begin : match.start()])
        if match.re.groupindex.get("from") is None and named and other and int(other[-1]) < named:
            now, then = then, now  # 2022年60篇，2023年66篇
        found.append(_Pair(now, then, match.start(), match.end()))
        at = match.end()


def changes_in_words(text: str) -> Iterator[Found]:
    """Changes told in words that the two figures before them gainsay."""
    if not _ANCHOR.search(text) or not _PAST_ANCHOR.search(text):
        return
    for pattern in (_DOUBLED, _LEVEL, _BOTH):
        for match in pattern.finditer(text):
            begin = text.rfind("。", 0, match.start()) + 1
            pairs = _pairs(text, begin, match.start())
            if not pairs or not _LINK.fullmatch(text, pairs[-1].end, match.start()):
                continue
            why = ""
            if pattern is _BOTH:
                why = _not_both(pairs, match["dir"])
            elif pattern is _LEVEL:
                now, then = pairs[-1].now, pairs[-1].then
                if abs(now - then) > max(_APART * then, Decimal(1) if "基本" in match["said"] else Decimal(0)):
                    why = f"{figure(now)}与{figure(then)}不同"
            elif pairs[-1].then > 0:
                why = _not_doubled(pairs[-1], match)
            if why:
                yield match.start("said"), match.end("said"), f"{why}，这里写“{match['said']}”"


def _not_both(pairs: list[_Pair], moved: str) -> str:
    if len(pairs) < 2:
        return ""
    down = moved.startswith(("减", "下", "降", "回"))
    for pair in pairs:
        if (pair.now < pair.then) != down or pair.now == pair.then:
            how = "与" if pair.now == pair.then else "比"
            what = "相同" if pair.now == pair.then else "减少" if pair.now < pair.then else "增加"
            return f"{figure(pair.now)}{how}{figure(pair.then)}{what}"
    return ""


def _not_doubled(pair: _Pair, match: re.Match[str]) -> str:
    wanted = _TWO ** (2 if match["k"] in ("两", "2") else 1)
    ratio = pair.now / pair.then
    near, over = match["near"] or "", match["over"] or ""
    least = wanted * (Decimal("0.85") if "近" in near or near == "约" else Decimal("0.95"))
    most = Decimal("Infinity") if near.startswith("超") or over else wanted * Decimal("1.3")
    if least <= ratio <= most:
        return ""
    return f"{figure(pair.now)}是{figure(pair.then)}的{figure(round(ratio, 1))}倍"
