"""YEAR: the period of the figures, dates that do not exist, events that had not happened yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from nianbao.checking.context import AHEAD, Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.year_stated import OWN
from nianbao.package_data import data_file
from nianbao.patterns import alternatives, lazy
from nianbao.text import fold
from nianbao.text.dates import no_such_day, no_such_days

_PERIOD_WORDS = lazy(
    r"统计期限|统计期|报告期间?|统计时限|统计时段|统计时间|统计周期|所列数据|数据的?期限|时间范围|起止时间"
)
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
                *match.span(),
                f"统计期限写成“{passage.text[match.start() : match.end()]}”，应为“{right}”",
                evidence={"报告年度": str(year)},
                fix=Fix(
                    applies="unsafe",
                    text=right,
                    advice=f"改为“{right}”"
                    + ("" if values[0] == str(year) else "，并核对文中和表中的数是不是这一年的"),
                ),
            )


# A look-behind stands behind the first digit: a pattern that begins with a class is found several times faster.
_LONG_YEAR = lazy("(?P<y>2(?<![0-9]2)0[0-9]{3,6})年(?![0-9])")
_FULL_DATE = lazy(r"(?P<y>[0-9](?<![0-9]{2})[0-9]{0,7})年(?P<m>[0-9]{1,4})(?:月(?P<d>[0-9]{1,3})(?P<day>日|号)?)?")
_LOST_YEAR = lazy(
    r"(?<![0-9第〕\]）)号.:：/-])(?P<all>(?:19|20)[0-9]{2}(?:1[0-2]|0?[1-9])(?:月[0-9]{1,2}日|(?:3[01]|[12][0-9]|0?[1-9])日))"
)
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
_SHORT_YEAR = lazy(
    r"(?:(?<=[。；，\n])|^)(?P<y>2[0-9])年(?=度|末|底|初|[我全本][省市州县旗区镇乡街局委厅办单机]|(?:1[0-2]|[1-9])月|共|累计|组织|召开|举办|开展|公开|发布|收到|办理|培训)",
    re.M,
)


@rule("YEAR08", "impossible-date", "error", "arithmetic")
def impossible_date(context: Context) -> Iterator[Finding]:
    """日期不存在，或少了“年”“月”

    【是什么】“202020年12月31日”“2023年2月30日”“202311日至1231日”“2023年9 20日”“九月三十一日”这类打错的日期；
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
            why = no_such_day(int(year), month, int(match["d"]))
        elif len(year) == 4 and text[match.end() : match.end() + 1] == "月" and not 1 <= month <= 12:
            why = f"没有{month}月"
        elif len(year) == 4 and not match["d"] and text[match.end() : match.end() + 1] == "日" and len(match["m"]) >= 2:
            why = "少了“月”"
        if why:
            told.add(match.start())
            yield context.mark(*match.span(), f"日期写错：{why}", fix="核对后改正日期")
    for match in _LONG_YEAR.finditer(text):
        if match.start() not in told:
            yield context.mark(*match.span(), f"年份“{match['y']}”多了数字", fix="核对后改正年份")
    for hit in context.search(_LOST_YEAR, masked=False):
        match = hit.match
        if "日均" in text[match.start() : match.end() + 1] or text[match.end() : match.end() + 1] in "均报":
            continue
        yield context.mark(*match.span(), f"日期“{match['all']}”少了“年”或“月”", fix="补上“年”“月”")
    yield from _spaced_or_short(context)
    yield from _reversed(context)
    for start, end, why in no_such_days(text):
        if not any(start <= place < end for place in told):
            yield context.mark(start, end, f"日期写错：{why}", fix="核对后改正日期")


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
        yield context.mark(*hit.span, f"日期“{found}”{why}", fix=fix)
    for hit in context.search(_SHORT_YEAR):
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
    for hit in context.search(_RANGE):
        match = hit.match
        begin = int(match["y"]), int(match["m1"]), int(match["d1"] or 0)
        end = int(match["y2"] or match["y"]), int(match["m2"]), int(match["d2"] or 0)
        if not (match["d1"] and match["d2"]):
            begin, end = (*begin[:2], 0), (*end[:2], 0)
        if not match["y2"] and begin[1] >= _WINTER and end[1] <= _SPRING:
            continue  # over the new year
        if end < begin:
            yield context.mark(
                *hit.span,
                f"“{context.document.text[hit.start : hit.end]}”止在起之前",
                severity="warning",
                fix="核对起止日期；跨年的写明后一年",
            )


_AHEAD = (*AHEAD, "other", "preamble")
"""Sections that may speak of what comes after the year."""


_COUNTED = r"[^，。；0-9]{0,14}[0-9]+(?:余|多)?(?:条|件|篇|期|份|次|处|个|场|人|块|类|种)"
_WORK = (
    r"召开|举办|组织(?:了|召开|开展)|开展(?:了|专项|一次|[0-9])|通报(?:了)?[^，。；]{0,6}[0-9]|培训[^，。；]{0,8}[0-9]"
    rf"|(?:公开|发布|更新|清理|办结|受理|收到|新增|张贴|发放|推送)(?:了)?{_COUNTED}"
)
_DAY = "(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日|[初中底上下旬份]{0,2})"
_DONE_IN = lazy(
    rf"(?P<when>(?P<y>20[0-9]{{2}})年{_DAY})[，、]?[^，。；]{{0,16}}[，]?[^，。；]{{0,16}}?(?:{_WORK}|印发(?:了|《|□))"
)
_NEW = rf"(?:组织|举办|召开|开展|新设|新建|增设|建成|设置|编发|编印|制作|整理|回应|解读){_COUNTED}"
_LAST_DONE = lazy(
    rf"(?<![^，。；：\n于在])(?P<when>(?P<y>20[0-9]{{2}})年(?:{_DAY})?)(?:(?<=年)(?![0-9])，?(?:{OWN})?(?:共|累计|先后)?|(?<!年)，?[^，。；]{{0,16}}?，?[^，。；]{{0,16}}?)"
    rf"(?:{_WORK}|{_NEW})(?!的)"
)
"""What was done in a year, its date at the head of a clause: a month with anything before the verb, or the year alone
with the verb right behind it (2024年部门决算公开1件 is of that year's accounts)."""
_OF_BOTH_YEARS = lazy(
    r"上年|去年|往年|历年|此前|今年|本年|同比|同期|相比|比|较|以来|年起|月起|日起|起[，至]|截[至止]|至今|沿用|延续|继续|结转|转入|已于|曾|整改"
)
"""Where a sentence says itself why it speaks of another year."""
_NOT_DONE = lazy(r"将|拟|计划|前完成|底前|下一步|力争|预计|准备|打算|截[至止]")


@rule("YEAR10", "event-after-the-year", "warning", "norm")
def event_after_year(context: Context) -> Iterator[Finding]:
    """把上一年或下一年做的事写进了本年的工作

    【是什么】2022年度报告写“2023年3月，召开培训会”或“2021年3月，召开培训会”，不是这一年的工作，多半是抄自别的年份的稿子或年份写错。
    【依据】《条例》第四十九条：报告的是上一年度的工作。
    【错】
    - 2024年3月，我镇召开政务公开培训会，40人参加。（2023年度报告）
    - 2022年3月，我镇召开政务公开培训会，40人参加。（2023年度报告）
    【对】
    - 2023年3月，我镇召开政务公开培训会，40人参加。（2023年度报告）
    - 2024年3月底前，我镇将召开培训会。（2023年度报告）
    【怎么改】核对这件事是哪一年的，改正年份或删去。
    【怎么不报】下一步的打算、第五部分和公布报告的日期不报；上年的事，写明是比较、结转、自某月以来，或写到本年的，不报。
    【一句话】只写报告年度以内发生的事。
    """
    year = context.report.year
    if year is None:
        return
    masked = context.document.masked
    found = [(hit, year + 1) for hit in (context.search(_DONE_IN) if str(year + 1) in masked else ())]
    found += [(hit, year - 1) for hit in (context.search(_LAST_DONE) if str(year - 1) in masked else ())]
    for hit, another in found:
        section = context.role_of(hit.block.section)
        if int(hit.match["y"]) != another or section in _AHEAD or hit.block.kind != "body":
            continue
        begin, end = context.clause(*hit.span, "。；\n")
        if _NOT_DONE.search(masked, begin, end):
            continue
        if another < year and (str(year) in masked[begin:end] or _OF_BOTH_YEARS.search(masked, begin, end)):
            continue
        yield context.mark(
            hit.start,
            hit.match.end("when"),
            f"{year} 年度的工作里写了 {hit.match['y']} 年的事",
            evidence={"报告年度": str(year)},
            fix="核对这件事是哪一年的，改正年份或删去",
        )


_data = data_file(__file__, "events.yaml")


@lru_cache(maxsize=1)
def _terms() -> dict[str, dict[str, Any]]:
    return {fold(row["term"]): row for row in _data()["terms"]}


def _told_terms(context: Context) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Where the terms stand, of those that begin together the longest; in quotations too, where a row says so."""
    rows = _terms()
    document = context.document
    found = [
        (*match.span(), rows[term])
        for term in context.held(tuple(rows))
        for match in re.finditer(re.escape(term), document.folded if rows[term].get("quoted") else document.masked)
    ]
    last = 0
    for start, end, row in sorted(found, key=lambda item: (item[0], -item[1])):
        if start >= last:
            last = end
            yield start, end, row


_IN_FORCE = lazy(r"20(?P<y>[0-9]{2})年(?:1[0-2]|[1-9])月[0-9]{1,2}日起?(?:正式)?(?:施行|实施|生效)")
_BEFORE = lazy(r"(?P<done>已(?:经)?)?(?:于|自|从)$")
_DATED = lazy("(?P<y>20[0-9]{2})年(?P<m>1[0-2]|[1-9])月")
_THEN = lazy("(?:[0-9]{1,2}日|[上中下]旬|[初底末份])?(?:，|(?=组织|召开|开展|举办|学习|集中|邀请))")
_FROM = ("自", "从", "至", "到", "截至", "截止", "于", "由")
_EVER_SINCE = lazy("(?:规划)?(?:的)?(?:开局|收官)(?:之年|年|之际)?(?:以来|以后|后|成果|评估|总结)")


def _before_its_month(context: Context, start: int, since: str) -> tuple[int, int] | None:
    """Where a sentence's own date stands, if its month is before the one in which the term at ``start`` came to be."""
    begin, _ = context.clause(start, start, "。；\n")
    text = context.document.folded
    dates = list(_DATED.finditer(text, begin, start))
    if len(dates) != 1 or dates[0].start() - begin > 1 or text.endswith(_FROM, 0, dates[0].start()):
        return None
    if not _THEN.match(text, dates[0].end()):
        return None  # 2019年1月以来, 2019年3月部署的
    said = int(dates[0]["y"]), int(dates[0]["m"])
    return dates[0].span() if said < (int(since[:4]), int(since[5:7])) else None


_REVISED = lazy(r"(?P<y>20[0-9]{2})年(?:新|最新|再次)?修(?:订|正)")


@lru_cache(maxsize=1)
def _plans() -> tuple[re.Pattern[str], dict[str, Any]]:
    """A year called the first or the last of a five-year plan, and the plans by name."""
    rows = {row["plan"]: row for row in _data()["plans"]}
    pattern = lazy(
        r"(?:(?P<y>20[0-9]{2})年|今年|本年)(?:度)?(?:是|作为|系|，是)(?:实施)?"
        rf'"?(?P<plan>{alternatives(rows)})"?(?:规划)?(?:的)?(?P<which>开局|收官|起步|第一|最后)'
    )
    return pattern, rows


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """A five-year plan's beginning or end, in whatever year the report is of."""
    return lazy(rf'"?(?P<plan>{alternatives(_plans()[1])})"?(?:规划)?(?:的)?(?P<which>开局|收官)(?:之年|年|之际)?')


@rule("YEAR03", "anachronism", "error", "norm")
def anachronism(context: Context) -> Iterator[Finding]:
    """写了报告年度还没有发生的事

    【是什么】2023年度的工作里写学习二十届三中全会精神（2024年7月召开），多半是抄自以后的稿子或年份没有改。
    也看月份（2019年2月学习当年4月才公布的条例）、施行日期、五年规划的开局和收官。
    【依据】会议、文件、机构、产品公布的时间（events.yaml，核实过的作错误，其余作警告）。
    【错】
    - 2023年，我镇深入学习党的二十届三中全会精神。（2023年度报告）
    - 2020年，我镇按照《中华人民共和国个人信息保护法》隐去住址。（2020年度报告）
    【对】
    - 2024年，我镇深入学习党的二十届三中全会精神。（2024年度报告）
    - 2023年，我镇深入学习党的二十大精神。（2023年度报告）
    【怎么改】核对这件事是哪一年的，改正年份或删去。
    【怎么不报】第五部分下一步的打算，以公布时已经发生为限，不报。
    【一句话】只写报告年度以内发生的事。
    """
    report = context.report
    if report.year is None:
        return
    called, plans = _plans()
    told: set[int] = set()
    for hit in context.search(called, masked=False):
        told.add(hit.match.start("plan"))
        plan = plans[hit.match["plan"]]
        first, last = plan["first"], plan["last"]
        said = int(hit.match["y"] or report.year)
        right = first if hit.match["which"] in ("开局", "起步", "第一", "首") else last
        if said != right:
            yield context.mark(
                *hit.span,
                f"“{hit.match['plan']}”的{hit.match['which']}之年是{right}年，这里说的是{said}年",
                severity="warning",
                evidence={"规划期": f"{first}—{last}年"},
                fix="核对规划和年份",
            )
    text = context.document.folded
    for hit in context.search(_ends(), masked=False) if "开局" in text or "收官" in text else ():
        plan = plans[hit.match["plan"]]
        first, last = plan["first"], plan["last"]
        start = hit.match["which"] == "开局"
        right = first if start else last
        if hit.match.start("plan") in told or _EVER_SINCE.match(context.document.folded, hit.match.end("plan") + 1):
            continue
        if right - 1 <= report.year <= right + 1 or (not start and first <= report.year < right):
            continue  # the year itself, those beside it; what is being made ready for
        if report.year < right and text.endswith(("为", "向", "迎接", "谋划"), 0, hit.start):
            continue
        yield context.mark(
            *hit.span,
            f"“{hit.match['plan']}”的{hit.match['which']}是{right}年，报告年度是{report.year}年",
            severity="warning",
            evidence={"规划期": f"{first}—{last}年"},
            fix="核对规划和年份",
        )
    for hit in context.search(_IN_FORCE, masked=False):
        lead = _BEFORE.search(text, max(0, hit.start - 4), hit.start)
        if lead is None:
            continue
        ahead = report.year + (0 if lead["done"] else 1)
        section = context.role_of(hit.block.section)
        if 2000 + int(hit.match["y"]) > ahead + (1 if section in _AHEAD else 0):
            yield context.mark(
                lead.start(),
                hit.end,
                f"20{hit.match['y']}年才施行，报告年度是{report.year}年",
                severity="warning",
                evidence={"报告年度": str(report.year)},
                fix="核对施行日期和报告年度",
            )
    for hit in context.search(_REVISED, masked=False):
        if int(hit.match["y"]) > report.year:
            yield context.mark(
                *hit.span,
                f"“{context.document.text[hit.start : hit.end]}”在报告年度 {report.year} 年以后",
                severity="warning",
                evidence={"报告年度": str(report.year)},
                fix="核对法律文件的修订年份和报告年度",
            )
    for start, end, row in _told_terms(context):
        since = str(row["since"])
        block = context.document.block(start)
        section = context.role_of(block.section)
        last = report.year + (1 if section in _AHEAD else 0)
        if int(since[:4]) <= last:
            if date := _before_its_month(context, start, since):
                words = context.document.text
                month = f"{since[:4]}年{int(since[5:7])}月"
                yield context.mark(
                    *date,
                    f"这里写{words[slice(*date)]}，“{words[start:end]}”是{month}才有的",
                    severity="warning",
                    evidence={"时间": since},
                    fix="核对这件事是哪个月的，改正日期或删去",
                )
            continue
        sure = bool(row["sure"]) and section not in _AHEAD
        shown = f"{since[:4]}年{int(since[5:7])}月"
        yield context.mark(
            start,
            end,
            f"“{context.document.text[start:end]}”是{shown}才有的，报告年度是{report.year}年",
            severity="error" if sure else "warning",
            evidence={"时间": since, "报告年度": str(report.year)},
            fix="核对这件事是哪一年的，改正年份或删去",
        )
