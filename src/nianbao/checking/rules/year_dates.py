"""YEAR: the period of the figures, and dates that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.patterns import lazy

_PERIOD_WORDS = lazy(r"统计期限|统计时限|统计时段|统计时间|统计周期|所列数据|数据的?期限|时间范围|起止时间")
_PERIOD = lazy(
    r"(?<![0-9])(?P<y1>[0-9]{2,6})年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日?起?[至到—\-－~～]+(?:(?P<y2>[0-9]{2,6})年)?(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日?"
)
_FROM_JANUARY = lazy(r"年[0-9]{1,2}月[0-9]{1,2}日?起?[至到—\-－~～]")


@rule("YEAR02", "wrong-period", "error", "norm", tags=("year",))
def wrong_period(context: Context) -> Iterator[Finding]:
    """数据统计期限不是报告年度的 1 月 1 日至 12 月 31 日

    【是什么】报告所列数据的起止日期应当是报告年度全年。
    【依据】《条例》第四十九条：报告的是上一年度的工作。
    【错】
    - 本报告所列数据统计期限为2023年1月1日至2023年12月30日。（2023年度报告）
    【对】
    - 本报告所列数据统计期限为2023年1月1日至2023年12月31日。
    - 本报告所列数据统计期限为2023年1月1日至12月31日。
    - 2023年3月1日至3月31日开展政务公开宣传月活动。
    【怎么改】改为报告年度的 1 月 1 日至 12 月 31 日。
    【怎么不报】只看讲统计期限的句子，活动的起止日期不报。
    【一句话】统计期限由程序写入。
    """
    year = context.report.year
    if year is None:
        return
    for passage in context.holding(_FROM_JANUARY):
        for match in _PERIOD.finditer(passage.folded):
            begin = max(passage.folded.rfind("。", 0, match.start()), 0)
            if not _PERIOD_WORDS.search(passage.folded[begin : match.end() + 20]):
                continue
            values = [match[name] for name in ("y1", "m1", "d1", "y2", "m2", "d2")]
            values[3] = values[3] or values[0]
            wanted = [str(year), "1", "1", str(year), "12", "31"]
            whole = match.group().endswith("日")
            if [value.lstrip("0") for value in values] == wanted and whole:
                continue
            right = f"{year}年1月1日至{year}年12月31日"
            yield context.at(
                passage,
                match.start(),
                match.end(),
                f"统计期限写成“{passage.text[match.start() : match.end()]}”，应为“{right}”",
                severity="error",
                evidence={"报告年度": str(year)},
                fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
            )


# A look-behind stands behind the first digit: a pattern that begins with a class is found several times faster.
_LONG_YEAR = lazy("(?P<y>2(?<![0-9]2)0[0-9]{3,6})年(?![0-9])")
_LOST_ANCHOR = lazy("[12][09][0-9]{3,8}[月日]")
_FULL_DATE = lazy(r"(?P<y>[0-9](?<![0-9]{2})[0-9]{0,7})年(?P<m>[0-9]{1,4})(?:月(?P<d>[0-9]{1,3})(?P<day>日|号)?)?")
_LOST_YEAR = lazy(
    r"(?<![0-9第〕\]）)号.:：/-])(?P<all>(?:19|20)[0-9]{2}(?:1[0-2]|0?[1-9])(?:月[0-9]{1,2}日|(?:3[01]|[12][0-9]|0?[1-9])日))"
)
_MONTH_DAY = lazy(r"(?P<m>[0-9](?<![0-9年][0-9])[0-9]?)月(?P<d>[0-9]{1,3})日")
_M, _D = "(?:1[0-2]|0?[1-9])", "(?:3[01]|[12][0-9]|0?[1-9])"
_SPACED = lazy(
    rf"(?<![0-9])(?P<all>(?:19|20)[0-9]{{2}}(?:年{_M} +{_D}日|年? +{_M}月{_D}日))"
    rf"|(?<![0-9])(?P<empty>(?:19|20)[0-9]{{2}}年(?:月[0-9]{{1,2}}日|{_M}月日(?=[，。；至到止起—）\s]|$)))"
)
_SPACED_ANCHOR = lazy(" [0-9]")
_EMPTY_ANCHOR = lazy("年月[0-9]|月日")
_RANGE = lazy(
    r"(?P<y>20[0-9]{2})年(?P<m1>1[0-2]|[1-9])月(?:(?P<d1>[0-9]{1,2})日)?[至到—~～-](?:(?P<y2>20[0-9]{2})年)?(?P<m2>1[0-2]|[1-9])月(?:(?P<d2>[0-9]{1,2})日)?"
)
_RANGE_ANCHOR = lazy("月(?:[0-9]{1,2}日)?[至到—~～-](?:20|[1-9])")
_SHORT_YEAR = lazy(
    r"(?:(?<=[。；，\n])|^)(?P<y>2[0-9])年(?=度|末|底|初|[我全本][省市州县旗区镇乡街局委厅办单机]|(?:1[0-2]|[1-9])月)",
    re.M,
)
_SHORT_ANCHOR = lazy("2[0-9]年[度末底初我全本1-9]")
_LONG_MONTHS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def _impossible(year: int | None, month: int, day: int | None) -> str:
    if not 1 <= month <= 12:
        return f"没有{month}月"
    if day is None:
        return ""
    last = _LONG_MONTHS[month]
    if year is not None and month == 2 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        last = 28
    return "" if 1 <= day <= last else f"{month}月没有{day}日"


@rule("YEAR08", "impossible-date", "error", "arithmetic")
def impossible_date(context: Context) -> Iterator[Finding]:
    """日期不存在，或少了“年”“月”

    【是什么】“202020年12月31日”“2023年2月30日”“202311日至1231日”“2023年9 20日”这类打错的日期；
    “2023年10月至8月”止在起之前；句首的“23年”没有写全。
    【依据】历法。
    【错】
    - 统计期限为202311日至12月31日。
    - 2023年9 20日召开会议。
    【对】
    - 统计期限为2023年1月1日至12月31日。
    - 热线12345日均受理3件。
    【怎么改】核对后改正日期。
    【怎么不报】日期存在就不会报。
    【一句话】日期由程序写入。
    """
    text = context.document.folded
    told: set[int] = set()
    for match in _FULL_DATE.finditer(text):
        year, month = match["y"], int(match["m"])
        why = ""
        if len(year) >= 5 and (year.startswith(("19", "20"))):
            why = f"年份“{year}”多了数字"
        elif len(year) == 3 and year.startswith(("20", "19")) and match["d"]:
            why = f"年份“{year}”少了数字"
        elif len(year) == 4 and match["d"]:
            why = _impossible(int(year), month, int(match["d"]))
        elif len(year) == 4 and text[match.end() : match.end() + 1] == "月" and not 1 <= month <= 12:
            why = f"没有{month}月"
        elif len(year) == 4 and not match["d"] and text[match.end() : match.end() + 1] == "日" and len(match["m"]) >= 2:
            why = "少了“月”"
        if why:
            told.add(match.start())
            yield context.mark(match.start(), match.end(), f"日期写错：{why}", severity="error", fix="核对后改正日期")
    for match in _LONG_YEAR.finditer(text):
        if match.start() not in told:
            yield context.mark(
                match.start(), match.end(), f"年份“{match['y']}”多了数字", severity="error", fix="核对后改正年份"
            )
    for hit in context.search(_LOST_YEAR, masked=False, anchor=_LOST_ANCHOR):
        match = hit.match
        if "日均" in text[match.start() : match.end() + 1] or text[match.end() : match.end() + 1] in "均报":
            continue
        yield context.mark(
            match.start(), match.end(), f"日期“{match['all']}”少了“年”或“月”", severity="error", fix="补上“年”“月”"
        )
    yield from _spaced_or_short(context)
    yield from _reversed(context)
    for match in _MONTH_DAY.finditer(text):
        if why := _impossible(None, int(match["m"]), int(match["d"])):
            yield context.mark(match.start(), match.end(), f"日期写错：{why}", severity="error", fix="核对后改正日期")


def _spaced_or_short(context: Context) -> Iterator[Finding]:
    """Dates with a blank where 年 or 月 should be, without the number of a month or a day, and years of two digits."""
    year = context.report.year
    text = context.document.folded
    anchor = _EMPTY_ANCHOR if "年月" in text or "月日" in text else None
    spaced = list(context.search(_SPACED, masked=False, anchor=_SPACED_ANCHOR))
    spaced += [
        hit for hit in (context.search(_SPACED, masked=False, anchor=anchor) if anchor else ()) if hit.match["empty"]
    ]
    for hit in spaced:
        found = context.document.text[hit.start : hit.end]
        if hit.match["empty"]:
            why, fix = "少了数字", "补上月份或日子"
        else:
            why, fix = "少了“年”" if "年" not in found else "少了“月”", "补上“年”“月”"
            if "年 " in found:
                continue  # only a blank too many
        yield context.mark(hit.start, hit.end, f"日期“{found}”{why}", severity="error", fix=fix)
    for hit in context.search(_SHORT_YEAR, anchor=_SHORT_ANCHOR):
        full = 2000 + int(hit.match["y"])
        if year is not None and abs(full - year) <= 1 and hit.block.kind == "body":
            yield context.mark(
                hit.match.start("y"),
                hit.match.end("y") + 1,
                f"年份“{hit.match['y']}年”没有写全四位",
                severity="warning",
                evidence={"依据": "GB/T 15835—2011：年份用四位数字"},
                fix=Fix(applies="unsafe", text=f"{full}年", advice=f"核对后改为“{full}年”"),
            )


_WINTER, _SPRING = 10, 3


def _reversed(context: Context) -> Iterator[Finding]:
    """Periods that end before they begin."""
    for hit in context.search(_RANGE, anchor=_RANGE_ANCHOR):
        match = hit.match
        begin = int(match["y"]), int(match["m1"]), int(match["d1"] or 0)
        end = int(match["y2"] or match["y"]), int(match["m2"]), int(match["d2"] or 0)
        if not (match["d1"] and match["d2"]):
            begin, end = (*begin[:2], 0), (*end[:2], 0)
        if not match["y2"] and begin[1] >= _WINTER and end[1] <= _SPRING:
            continue  # over the new year
        if end < begin:
            yield context.mark(
                hit.start,
                hit.end,
                f"“{context.document.text[hit.start : hit.end]}”止在起之前",
                severity="warning",
                fix="核对起止日期；跨年的写明后一年",
            )
