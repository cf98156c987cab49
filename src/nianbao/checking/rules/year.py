"""YEAR: the report's year and period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.data import load_data
from nianbao.lazy import lazy
from nianbao.text import any_of, fold

_OWN = r"(?:我|本|全)(?:省|市|州|县|旗|区|镇|乡|街道|苏木|局|委|厅|办|中心|单位|机关|部门)"
_THIS_WORK = lazy(
    rf"(?P<a>20[0-9]{{2}})年度?，?{_OWN}(?!以来)"
    rf"|(?:本单位|本机关|{_OWN})(?P<b>20[0-9]{{2}})年度?(?=通过|共|主动公开|收到|受理|新收|未收到|制发|累计|没有|(?:公开|发布)[^，。；]{{0,8}}[0-9])"
    r"|(?P<c>20[0-9]{2})年度?，?(?:共|累计)?(?:主动公开|未收到|收到|受理|新收)(?:各类)?(?:政府信息|信息公开|依申请)"
)
_A_YEAR = lazy("20[0-9]{2}年")
_PLACE_WORK = (
    r"(?P<d>20[0-9]{{2}})年度?，?{place}(?:人民政府|政府|办事处)?"
    r"(?:共|累计|主动公开|收到|受理|新收|未收到|发布|制发|没有|坚持|深入|认真|严格|高度重视|全面|持续|紧紧围绕|扎实|始终)"
)
_COMPARED = (
    "比",
    "较",
    "与",
    "同",
    "自",
    "从",
    "对照",
    "上年",
    "去年",
    "早在",
    "截至",
    "截止",
    "将",
    "继",
    "在",
    "根据",
    "按照",
    "对",
)
_PLAN = ("将", "拟", "计划", "要", "继续", "进一步", "下一步")


_AHEAD = ("problems", "other", "preamble")
"""Sections that may speak of what comes after the year."""
_WITH_ITSELF = lazy(
    r"(?:件|条|篇|次|份|个|项|起|场|期)，?(?:比|较|与)(?P<y>20[0-9]{2})年(?:同期)?(?:相比)?，?(?:增加|减少|增长|下降|上升|提高|持平)"
)
_REPORT = lazy(r"相比|同期|(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)")
_LONG_AGO = lazy(r"被评为|被授予|荣获|获评|成立|设立|开通")


def _compared(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].rstrip("（(《，").endswith(_COMPARED)


@rule("YEAR01", "stale-year", "error", "norm")
def stale_year(context: Context) -> Iterator[Finding]:
    """正文写的年份不是报告年度

    【是什么】讲本年工作的句子写成了别的年份，多半是沿用上年的稿子没有改。
    【依据】《条例》第四十九条：报告的是上一年度的工作，年度以标题为准。
    【错】
    - 2022年，我镇主动公开政府信息30条。（2023年度报告）
    【对】
    - 2023年，我镇主动公开政府信息30条，比2022年增加5条。
    - 2024年，我镇将加强培训。
    - 按照《2022年政务公开工作要点》部署开展工作。
    【怎么改】核对这一句讲的是哪一年的事，改正年份或数字。
    【怎么不报】比较、计划、引用文件名时不报。
    【一句话】年份由程序写入，不要自己写年份。
    """
    report = context.report
    if report.year is None or report.unit is None:
        return
    for hit in context.search(_WITH_ITSELF):
        if int(hit.match["y"]) == report.year and (hit.block.section is None or hit.block.section.id != "problems"):
            yield context.mark(
                hit.match.start("y"),
                hit.match.end("y") + 1,
                f"{report.year} 年度的数与 {hit.match['y']} 年自己比",
                severity="warning",
                evidence={"报告年度": str(report.year)},
                fix=f"核对后改为 {report.year - 1} 年",
            )
    own = re.compile(_PLACE_WORK.format(place=re.escape(report.unit.place)))
    for passage in context.holding(_A_YEAR):
        if passage.section.id == "problems":
            continue
        text = passage.hidden
        matches = [*_THIS_WORK.finditer(text), *own.finditer(passage.masked)]
        for match in sorted(matches, key=lambda item: item.start()):
            group = match.lastgroup or "a"
            year = int(match.group(group))
            start, end = match.span(group)
            if year == report.year or _compared(text, match.start()):
                continue
            after = text[match.end() : match.end() + 6]
            if _REPORT.match(text, match.end()) or any(word in after for word in _PLAN):
                continue
            if year < report.year - 2 or _LONG_AGO.search(text, match.end(), match.end() + 6):
                continue  # history, not last year's text left in
            sure = year < report.year and passage.section.id in ("overview", "requests", "remedies", "proactive")
            yield context.at(
                passage,
                start,
                end,
                f"{report.year} 年度报告里写成了 {year} 年的工作",
                severity="error" if sure else "warning",
                evidence={"报告年度": str(report.year), "正文": passage.text[match.start() : match.end()]},
                fix=Fix(applies="unsafe", text=str(report.year), advice=f"核对后改为 {report.year} 年"),
            )


_THIS_REPORT = lazy(
    r"(?P<y>20[0-9]{2})年(?:度)?政府信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报|情况(?=报告|汇报|公布))"
)
_ANOTHER = lazy(r"上年|上一年|往年|历年|此前|已于|发布了|公布了|年度的?$")


@rule("YEAR09", "report-of-another-year", "warning", "norm")
def another_years_report(context: Context) -> Iterator[Finding]:
    """标题或开头写的是另一年度的报告

    【是什么】报告年度是2023年，标题或开头却写“2022年政府信息公开工作年度报告”，与统计期限对不上。
    【依据】《条例》第四十九条：报告的是上一年度的工作。报告年度可能给错，所以只作警告。
    【错】
    - 现公布白沙镇2022年政府信息公开工作年度报告。（2023年度报告）
    【对】
    - 现公布白沙镇2023年政府信息公开工作年度报告。（2023年度报告）
    - 上年已公布2022年政府信息公开工作年度报告。（2023年度报告）
    【怎么改】核对年度，改标题、开头或统计期限。
    【怎么不报】讲上年报告的不报；第一部分以后提到别的年度的报告不报。
    【一句话】报告年度由程序写入。
    """
    year = context.report.year
    if year is None:
        return
    for hit in context.search(_THIS_REPORT):
        section = hit.block.section.id if hit.block.section is not None else ""
        if int(hit.match["y"]) == year or not (
            hit.block.kind == "title" or (section in ("preamble", "body") and hit.block.kind == "body")
        ):
            continue
        begin, _ = context.clause(hit.start, hit.end)
        if _ANOTHER.search(context.document.folded, begin, hit.start):
            continue
        if hit.block.kind == "body" and not _OPENING.search(context.document.folded, begin, hit.end + 40):
            continue
        yield context.mark(
            hit.start,
            hit.start + 4,
            f"报告年度是 {year} 年，这里写的是 {hit.match['y']} 年的报告",
            severity="warning",
            evidence={"报告年度": str(year), "这里": context.document.text[hit.start : hit.end]},
            fix=Fix(applies="unsafe", text=str(year), advice=f"核对后改为 {year} 年"),
        )


_OPENING = lazy(r"现(?:将|公布|予)|编制|本报告|特向|公布如下|报告如下")
_DONE_IN = lazy(
    r"(?P<when>(?P<y>20[0-9]{2})年(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日|[初中底上下旬份]{0,2}))"
    r"[，、]?[^，。；]{0,16}[，]?[^，。；]{0,16}?(?:召开|举办|组织(?:了|召开|开展)|开展(?:了|专项|一次|[0-9])|印发(?:了|《|□)|通报(?:了)?[^，。；]{0,6}[0-9]|培训[^，。；]{0,8}[0-9])"
)
_NOT_DONE = lazy(r"将|拟|计划|前完成|底前|下一步|力争|预计|准备|打算|截[至止]")


@rule("YEAR10", "event-after-the-year", "warning", "norm")
def event_after_year(context: Context) -> Iterator[Finding]:
    """把下一年才做的事写进了本年的工作

    【是什么】2022年度报告写“2023年3月，召开培训会”，不是这一年的工作，多半是抄自下一年的稿子或年份写错。
    【依据】《条例》第四十九条：报告的是上一年度的工作。
    【错】
    - 2024年3月，我镇召开政务公开培训会，40人参加。（2023年度报告）
    【对】
    - 2023年3月，我镇召开政务公开培训会，40人参加。（2023年度报告）
    - 2024年3月底前，我镇将召开培训会。（2023年度报告）
    【怎么改】核对这件事是哪一年的，改正年份或删去。
    【怎么不报】下一步的打算、第五部分和公布报告的日期不报。
    【一句话】只写报告年度以内发生的事。
    """
    year = context.report.year
    if year is None or str(year + 1) not in context.document.masked:
        return
    for hit in context.search(_DONE_IN):
        section = hit.block.section.id if hit.block.section is not None else ""
        if int(hit.match["y"]) != year + 1 or section in _AHEAD or hit.block.kind != "body":
            continue
        begin, end = context.clause(hit.start, hit.end, "。；\n")
        if _NOT_DONE.search(context.document.masked, begin, end):
            continue
        yield context.mark(
            hit.start,
            hit.match.end("when"),
            f"{year} 年度的工作里写了 {hit.match['y']} 年的事",
            severity="warning",
            evidence={"报告年度": str(year)},
            fix="核对这件事是哪一年的，改正年份或删去",
        )


_PERIOD_WORDS = lazy(r"统计期限|统计时限|统计时段|统计时间|统计周期|所列数据|数据的?期限|时间范围|起止时间")
_PERIOD = lazy(
    r"(?<![0-9])(?P<y1>[0-9]{2,6})年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日?起?[至到—\-－~～]+(?:(?P<y2>[0-9]{2,6})年)?(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日?"
)
_FROM_JANUARY = lazy(r"年[0-9]{1,2}月[0-9]{1,2}日?起?[至到—\-－~～]")


@rule("YEAR02", "wrong-period", "error", "norm")
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


_SUBJECT = rf"(?:{_OWN}|街道|镇|乡|[\u4e00-\u9fff]{{2,5}}(?:镇|乡|县|区|市|局|委|街道))"
_NOT_PLAN = (
    r"(?![^，。；]{1,24}(?:纳入|作为|列入|列为|融入|分解|落实到|摆上|摆在|贯穿|整合|上传|录入|张贴|公布在|公开在))"
)
_NEXT = lazy(rf"(?<![到至])(20[0-9]{{2}})年，?{_SUBJECT}?(?:将{_NOT_PLAN}|拟|计划|要(?!求|点)|我们将)")


@rule("YEAR05", "next-step-year", "warning", "usage")
def next_step_year(context: Context) -> Iterator[Finding]:
    """下一步打算的年份不是下一年

    【是什么】第五部分写下一年的打算，年份应当是报告年度的下一年。
    【依据】通行写法，所以只作警告。
    【错】
    - 2022年我镇将加强培训。（2022年度报告）
    【对】
    - 2023年我镇将加强培训。（2022年度报告）
    - 下一步，我镇将加强培训。
    【怎么改】改为下一年，或写“下一步”。
    【怎么不报】不写年份，或写“下一步”。
    【一句话】下一年的年份由程序写入。
    """
    year = context.report.year
    if year is None:
        return
    for passage in context.holding(_A_YEAR, "problems", "body"):
        for match in _NEXT.finditer(passage.masked):
            if int(match.group(1)) == year + 1:
                continue
            yield context.at(
                passage,
                match.start(1),
                match.end(1),
                f"{year} 年度报告写下一步打算，年份写成了 {match.group(1)} 年",
                severity="warning",
                fix=Fix(applies="unsafe", text=str(year + 1), advice=f"核对后改为 {year + 1} 年，或写“下一步”"),
            )


@lru_cache(maxsize=1)
def _terms() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Any]]:
    rows = {row["term"]: row for row in load_data(Path(__file__).with_name("events.yaml"))["terms"]}
    folded = {fold(term): row for term, row in rows.items()}
    plain = any_of(fold(term) for term, row in rows.items() if not row.get("quoted"))
    quoted = any_of(fold(term) for term, row in rows.items() if row.get("quoted"))
    return plain, quoted, folded


_REVISED = lazy(r"(?P<y>20[0-9]{2})年(?:新|最新|再次)?修(?:订|正)")


_PLANS = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
"""First and last years of the plans; source: the outlines of the 13th to 15th five-year plans."""
_PLAN_YEAR = re.compile(
    r'(?:(?P<y>20[0-9]{2})年|今年|本年)(?:度)?(?:是|作为|系|，是)(?:实施)?"?(?P<plan>十[三四五]五)"?(?:规划)?(?:的)?(?P<which>开局|收官|起步|第一|最后)'
)


@rule("YEAR03", "anachronism", "error", "norm")
def anachronism(context: Context) -> Iterator[Finding]:
    """写了报告年度还没有发生的事

    【是什么】2023年度的工作里写学习二十届三中全会精神（2024年7月召开），多半是抄自以后的稿子或年份没有改。
    【依据】会议、文件公布的时间（events.yaml，核实过的作错误，其余作警告）。
    【错】
    - 2023年，我镇深入学习党的二十届三中全会精神。（2023年度报告）
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
    plain, quoted, rows = _terms()
    for hit in context.search(_PLAN_YEAR, masked=False):
        first, last = _PLANS[hit.match["plan"]]
        said = int(hit.match["y"] or report.year)
        right = first if hit.match["which"] in ("开局", "起步", "第一", "首") else last
        if said != right:
            yield context.mark(
                hit.start,
                hit.end,
                f"“{hit.match['plan']}”的{hit.match['which']}之年是{right}年，这里说的是{said}年",
                severity="warning",
                evidence={"规划期": f"{first}—{last}年"},
                fix="核对规划和年份",
            )
    for hit in context.search(_REVISED, masked=False):
        if int(hit.match["y"]) > report.year:
            yield context.mark(
                hit.start,
                hit.end,
                f"“{context.document.text[hit.start : hit.end]}”在报告年度 {report.year} 年以后",
                severity="warning",
                evidence={"报告年度": str(report.year)},
                fix="核对法律文件的修订年份和报告年度",
            )
    hits = [*context.search(plain), *context.search(quoted, masked=False)]
    for hit in sorted(hits, key=lambda item: item.start):
        row = rows[hit.match.group()]
        since = str(row["since"])
        section = hit.block.section.id if hit.block.section is not None else ""
        last = report.year + (1 if section in _AHEAD else 0)
        if int(since[:4]) <= last:
            continue
        sure = bool(row["sure"]) and section not in _AHEAD
        shown = f"{since[:4]}年{int(since[5:7])}月"
        yield context.mark(
            hit.start,
            hit.end,
            f"“{context.document.text[hit.start : hit.end]}”是{shown}才有的，报告年度是{report.year}年",
            severity="error" if sure else "warning",
            evidence={"时间": since, "报告年度": str(report.year)},
            fix="核对这件事是哪一年的，改正年份或删去",
        )


_NOW_ANCHOR = lazy("今年|去年|前年|明年|本年初")
_NOW = lazy(r"(?<![如迄至从截])(?:今年|去年|前年|明年|本年初)(?![会龄])")


@rule("YEAR06", "relative-year", "info", "usage")
def relative_year(context: Context) -> Iterator[Finding]:
    """用了“今年”“去年”

    【是什么】报告在下一年公布，“今年”指哪一年会有歧义。
    【依据】通行写法，所以只作提示。
    【错】
    - 今年以来，我镇公开信息30条。
    【对】
    - 2023年，我镇公开信息30条。
    - 本年度没有收取信息处理费，上年度也没有。
    【怎么改】写明年份，或写“本年度”“上年度”。
    【怎么不报】写明年份就不会报。
    【一句话】年份由程序写入，不写“今年”“去年”。
    """
    year = context.report.year
    for hit in context.search(_NOW, anchor=_NOW_ANCHOR):
        word = hit.match.group()
        shift = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}.get(word)
        right = f"{year + shift}年" if year is not None and shift is not None else ""
        yield context.mark(
            hit.start,
            hit.end,
            f"“{word}”会有歧义，请写明年份",
            severity="info",
            fix=Fix(
                applies="unsafe" if right else "display",
                text=right or None,
                advice=f"核对后改为“{right}”" if right else "写明年份",
            ),
        )


_POINTS = lazy(
    r"(?P<y>20[0-9]{2})年(?:度)?(?:[\u4e00-\u9fff]{0,8}?)(?:政务公开|政府信息公开)(?:重点)?工作(?:要点|重点任务|任务分工)"
)


@rule("YEAR07", "points-of-another-year", "warning", "inference")
def points_year(context: Context) -> Iterator[Finding]:
    """落实的是别的年份的工作要点

    【是什么】2023年度报告说落实“2021年政务公开工作要点”，多半是没有改。
    【依据】要点按年印发；2023年以后国务院办公厅没有见到公开的要点，各地有自己的，所以只比较年份、只作警告。
    【错】
    - 认真落实《2021年政务公开工作要点》。（2023年度报告）
    【对】
    - 认真落实《2023年政务公开工作要点》。（2023年度报告）
    - 与落实《2022年政务公开工作要点》的上一年相比，解读增加2次。（2023年度报告）
    【怎么改】改为报告年度的要点。
    【怎么不报】写明是上一年的、讲比较的不报；第五部分写下一年的不报。
    【一句话】引用报告年度的要点。
    """
    year = context.report.year
    if year is None:
        return
    text = context.document.folded
    for hit in context.search(_POINTS, masked=False):
        said = int(hit.match["y"])
        section = hit.block.section.id if hit.block.section is not None else ""
        begin, end = context.clause(hit.start, hit.end, "。；\n")
        around = text[begin:end]
        if (
            said == year
            or (section == "problems" and said == year + 1)
            or "上年" in around
            or "上一年" in around
            or "去年" in around
            or "往年" in around
            or "相比" in around
        ):
            continue
        yield context.mark(
            hit.match.start("y"),
            hit.match.end("y"),
            f"{year}年度报告落实的是{said}年的工作要点",
            severity="warning",
            evidence={"报告年度": str(year)},
            fix=Fix(applies="unsafe", text=str(year), advice="核对后改为报告年度的要点"),
        )


# A look-behind stands behind the first digit: a pattern that begins with a class is found several times faster.
_LONG_YEAR = lazy("(?P<y>2(?<![0-9]2)0[0-9]{3,6})年(?![0-9])")
_LOST_ANCHOR = lazy("[12][09][0-9]{3,8}[月日]")
_FULL_DATE = lazy(r"(?P<y>[0-9](?<![0-9]{2})[0-9]{0,7})年(?P<m>[0-9]{1,4})(?:月(?P<d>[0-9]{1,3})(?P<day>日|号)?)?")
_LOST_YEAR = lazy(
    r"(?<![0-9第〕\]）)号.:：/-])(?P<all>(?:19|20)[0-9]{2}(?:1[0-2]|0?[1-9])(?:月[0-9]{1,2}日|(?:3[01]|[12][0-9]|0?[1-9])日))"
)
_MONTH_DAY = lazy(r"(?P<m>[0-9](?<![0-9年][0-9])[0-9]?)月(?P<d>[0-9]{1,3})日")
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

    【是什么】“202020年12月31日”“2023年2月30日”“202311日至1231日”这类打错的日期。
    【依据】历法。
    【错】
    - 统计期限为202311日至12月31日。
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
    for match in _MONTH_DAY.finditer(text):
        if why := _impossible(None, int(match["m"]), int(match["d"])):
            yield context.mark(match.start(), match.end(), f"日期写错：{why}", severity="error", fix="核对后改正日期")
