"""YEAR: the report's year and period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.unit import hide_names

_OWN = r"(?:我|本|全)(?:省|市|州|县|旗|区|镇|乡|街道|苏木|局|委|厅|办|中心|单位|机关|部门)"
_THIS_WORK = re.compile(
    rf"(?P<a>20[0-9]{{2}})年度?，?{_OWN}(?!以来)"
    rf"|(?:本单位|本机关|{_OWN})(?P<b>20[0-9]{{2}})年度?(?=通过|共|主动公开|收到|受理|新收|未收到|制发|累计|没有|(?:公开|发布)[^，。；]{{0,8}}[0-9])"
    r"|(?P<c>20[0-9]{2})年度?，?(?:共|累计)?(?:主动公开|未收到|收到|受理|新收)(?:各类)?(?:政府信息|信息公开|依申请)"
)
_PLACE_WORK = (
    r"(?P<d>20[0-9]{{2}})年度?，?{place}(?:人民政府|政府|办事处)?"
    r"(?:共|累计|主动公开|收到|受理|新收|未收到|发布|制发|没有)"
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


_REPORT = re.compile(r"相比|同期|(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)")
_LONG_AGO = re.compile(r"被评为|被授予|荣获|获评|成立|设立|开通")


def _compared(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].rstrip("（(《，").endswith(_COMPARED)


@rule("YEAR01", "stale-year", "error")
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
    for passage in context.passages:
        if passage.section.id == "problems":
            continue
        text = hide_names(passage, report.unit)
        own = re.compile(_PLACE_WORK.format(place=re.escape(report.unit.place)))
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
                passage, start, end, f"{report.year} 年度报告里写成了 {year} 年的工作",
                severity="error" if sure else "warning",
                evidence={"报告年度": str(report.year), "正文": passage.text[match.start() : match.end()]},
                fix=Fix(applies="unsafe", text=str(report.year), advice=f"核对后改为 {report.year} 年"),
            )  # fmt: skip


_PERIOD_WORDS = re.compile(r"统计期限|统计时限|统计时段|统计时间|统计周期|所列数据|数据的?期限|时间范围|起止时间")
_PERIOD = re.compile(
    r"(?<![0-9])(?P<y1>[0-9]{2,6})年(?P<m1>[0-9]{1,2})月(?P<d1>[0-9]{1,2})日?起?[至到—\-－~～]+(?:(?P<y2>[0-9]{2,6})年)?(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日?"
)


@rule("YEAR02", "wrong-period", "error")
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
    for passage in context.passages:
        for match in _PERIOD.finditer(passage.folded):
            begin = max(passage.folded.rfind("。", 0, match.start()), 0)
            if not _PERIOD_WORDS.search(passage.folded[begin : match.end() + 20]):
                continue
            values = [match[name] for name in ("y1", "m1", "d1", "y2", "m2", "d2")]
            values[3] = values[3] or values[0]
            wanted = [str(year), "1", "1", str(year), "12", "31"]
            if [value.lstrip("0") for value in values] == wanted:
                continue
            right = f"{year}年1月1日至{year}年12月31日"
            yield context.at(
                passage, match.start(), match.end(),
                f"统计期限写成“{passage.text[match.start() : match.end()]}”，应为“{right}”", severity="error",
                evidence={"报告年度": str(year)}, fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
            )  # fmt: skip


_NEXT = re.compile(rf"(20[0-9]{{2}})年，?(?:{_OWN})?(?:将|拟|计划|要(?!求|点)|我们将)")


@rule("YEAR05", "next-step-year", "warning")
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
    for passage in context.in_section("problems", "body"):
        for match in _NEXT.finditer(passage.masked):
            if int(match.group(1)) in (year + 1, year + 2):
                continue
            yield context.at(
                passage, match.start(1), match.end(1),
                f"{year} 年度报告写下一步打算，年份写成了 {match.group(1)} 年", severity="warning",
                fix=Fix(applies="unsafe", text=str(year + 1), advice=f"核对后改为 {year + 1} 年，或写“下一步”"),
            )  # fmt: skip
