"""YEAR: years in the text, of documents and of plans, against the report's year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checking.context import AHEAD, Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.whose_figures import renaming
from nianbao.kinds import subject_pattern
from nianbao.pattern_needs import each
from nianbao.patterns import alternatives, lazy

OWN = r"(?:我|本|全)(?:省|市|州|县|旗|区|镇|乡|街道|苏木|局|委|厅|办|中心|单位|机关|部门)"
"""The unit as a report calls itself."""
_THIS_WORK = lazy(
    rf"(?P<a>20[0-9]{{2}})年度?，?{OWN}(?!以来)"
    rf"|(?:本单位|本机关|{OWN})(?P<b>20[0-9]{{2}})年度?(?=通过|共|主动公开|收到|受理|新收|未收到|制发|累计|没有|(?:公开|发布)[^，。；]{{0,8}}[0-9])"
    r"|(?P<c>20[0-9]{2})年度?，?(?:共|累计)?(?:主动公开|未收到|收到|受理|新收)(?:各类)?(?:政府信息|信息公开|依申请)"
)
_A_YEAR = lazy("20[0-9]{2}年")
_PLACE_WORK = (
    r"(?P<d>20[0-9]{{2}})年度?，?(?:{place})(?:人民政府|政府|办事处|管理委员会|管委会)?(?:党政|综合|党政综合)?(?:办公室|办公厅)?"
    r"(?:共|累计|主动公开|收到|受理|新收|未收到|发布|制发|没有|坚持|深入|认真|严格|高度重视|全面|持续|紧紧围绕|扎实|始终)"
)


@lru_cache(maxsize=64)
def _work_of(names: frozenset[str]) -> re.Pattern[str]:
    return lazy(_PLACE_WORK.format(place=alternatives(names)))


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
_MEANT = ("将", "拟", "计划", "要求", "下一步")
_PLAN = ("将", "拟", "计划", "要", "继续", "进一步", "下一步")


_WITH_ITSELF = lazy(
    r"(?:件|条|篇|次|份|个|项|起|场|期)，?(?:比|较|与)(?P<y>20[0-9]{2})年(?:同期)?(?:相比)?，?(?:增加|减少|增长|下降|上升|提高|持平)"
)
_REPORT = lazy(r"相比|同期|(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)")
_LONG_AGO = lazy(r"被评为|被授予|荣获|获评|成立|设立|开通")


_UP_TO = lazy(
    r"截[至止]到?(?P<y>20[0-9]{2})年(?:12月31日|12月底|年?底|年?末)，?(?:(?P<again>20[0-9]{2})年度?(?:全年)?|全年|本年度?|年内)(?:共|累计)?"
    r"(?:主动)?(?:公开|发布|收到|受理|办结|办理|更新|推送|新增)"
)
"""A year's count told up to the end of the year before it."""


_TO_MONTH = lazy(
    r"截[至止]到?(?:(?P<y>20[0-9]{2})年)?(?P<m>1[01]|[1-9])月(?:底|末|份|[0-9]{1,2}日)?，?[^，。；：\n]{0,16}?"
    r"(?:共|累计|合计|已)(?:主动|编辑|制作)?(?:公开|发布|收到|受理|办结|办理|推送|更新|转发)[^，。；\n]{0,12}?[0-9]"
)
"""A count told up to a month of the year."""


_CARRIED_INTO = lazy(
    r"(?:结转|转入|转至|转到|移交|移至|留待|留到|留至)(?:至|到|入)?(?P<y>20[0-9]{2})年度?"
    r"(?=[，。；）]|(?:继续|接着|再|予以)?(?:办理|办结|处理|答复|续办))"
)
"""The year to which what was not dealt with is carried over."""


def _carried_into(context: Context) -> Iterator[Finding]:
    """Applications carried over to another year than the next: 结转到2018年继续办理, of 2019."""
    year = context.report.year or 0
    for hit in context.search(_CARRIED_INTO):
        named = int(hit.match["y"])
        before = context.document.text[context.clause(*hit.span, "。\n")[0] : hit.match.start("y")]
        earlier = f"{named - 1}年" in before or (named == year and re.search("上年|去年|上一年|前一年", before))
        if named == year + 1 or earlier:
            continue  # 2018年结转到2019年的2件: what this year began with
        yield context.mark(
            hit.match.start("y"),
            hit.match.end("y") + 1,
            f"{year}年没有办完的结转到{year + 1}年，这里写{named}年",
            severity="warning",
            evidence={"报告年度": str(year)},
            fix=f"核对后改为 {year + 1} 年",
        )


def _to_year(
    context: Context, start: int, end: int, year: int, *, right: str = "", more: str = "", whose: str = ""
) -> Fix:
    """The remedy for another year in place of one: ``renaming`` with the year's own words."""
    return renaming(context, start, end, right or str(year), f"核对后改为 {year} 年{more}", whose=f" {year} 年{whose}")


def _compared(text: str, start: int) -> bool:
    return text[max(0, start - 4) : start].rstrip("（(《，").endswith(_COMPARED)


@rule("YEAR01", "stale-year", "error", "norm", tags=("year",))
def stale_year(context: Context) -> Iterator[Finding]:
    """正文写的年份不是报告年度

    【是什么】讲本年工作的句子写成了别的年份，多半是沿用上年的稿子没有改；结转到的不是下一年，也在此列；只到年中某月的数，作提示。
    【依据】《条例》第四十九条：报告的是上一年度的工作，年度以标题为准。
    【错】
    - 2022年，我镇主动公开政府信息30条。（2023年度报告）
    - 没有办完的2件结转到2022年继续办理。（2023年度报告）
    【对】
    - 没有办完的2件结转到2024年继续办理。
    - 2023年，我镇主动公开政府信息30条，比2022年增加5条。
    - 2024年，我镇将加强培训。
    - 按照《2022年政务公开工作要点》部署开展工作。
    - 截至2022年底，公众号有粉丝300人。
    【怎么改】核对这一句讲的是哪一年的事，改正年份或数字。
    【怎么不报】比较、计划、引用文件名时不报。
    【一句话】年份由程序写入，不要自己写年份。
    """
    report = context.report
    if report.year is None or report.unit is None:
        return
    for hit in context.search(_WITH_ITSELF):
        if int(hit.match["y"]) == report.year and (context.role_of(hit.block.section) not in AHEAD):
            yield context.mark(
                hit.match.start("y"),
                hit.match.end("y") + 1,
                f"{report.year} 年度的数与 {hit.match['y']} 年自己比",
                severity="warning",
                evidence={"报告年度": str(report.year)},
                fix=f"核对后改为 {report.year - 1} 年；增减的数也核对是不是这两年相比的",
            )
    for hit in context.search(_UP_TO) if context.holds(("截至", "截止")) else ():
        again = int(hit.match["again"]) if hit.match["again"] else report.year
        if int(hit.match["y"]) == report.year - 1 and again == report.year:
            yield context.mark(
                hit.match.start("y"),
                hit.match.end("y") + 1,
                f"{report.year} 年度的数写成了截至 {hit.match['y']} 年底",
                severity="warning",
                evidence={"报告年度": str(report.year)},
                fix=_to_year(context, *hit.match.span("y"), report.year, right=f"{report.year}年"),
            )
    for hit in context.search(_TO_MONTH) if context.holds(("截至", "截止")) else ():
        told = int(hit.match["y"] or report.year)
        if told == report.year and context.role_of(hit.block.section) not in AHEAD:
            yield context.mark(
                hit.start,
                hit.match.end("m") + 1,
                f"这个数只到{hit.match['m']}月，报告的是{report.year}年全年",
                severity="info",
                evidence={"报告年度": str(report.year)},
                fix="核对是不是全年的数",
            )
    yield from _carried_into(context)
    names = {report.unit.place, *(name for name in report.unit.names if len(name) > 2)}
    own = _work_of(frozenset(names))
    for passage in context.holding(_A_YEAR):
        if context.role_of(passage.section) in AHEAD:
            continue
        text = passage.hidden
        matches = [*each(_THIS_WORK, text), *own.finditer(passage.masked)]
        for match in sorted(matches, key=lambda item: item.start()):
            group = match.lastgroup or "a"
            year = int(match.group(group))
            start, end = match.span(group)
            if year == report.year or _compared(text, match.start()):
                continue
            after = text[match.end() : match.end() + 6]
            plan = _PLAN if year > report.year else _MEANT
            if _REPORT.match(text, match.end()) or any(word in after for word in plan):
                continue
            if year < report.year - 2 or _LONG_AGO.search(text, match.end(), match.end() + 6):
                continue  # history, not last year's text left in
            sure = year < report.year and context.role_of(passage.section) in (
                "overview",
                "requests",
                "remedies",
                "proactive",
            )
            yield context.at(
                passage,
                start,
                end,
                f"{report.year} 年度报告里写成了 {year} 年的工作",
                severity="error" if sure else "warning",
                evidence={"报告年度": str(report.year), "正文": passage.text[match.start() : match.end()]},
                fix=_to_year(context, passage.offset + start, passage.offset + end, report.year),
            )


_SUBJECT = rf"(?:{OWN}|街道|镇|乡|[\u4e00-\u9fff]{{2,5}}(?:镇|乡|县|区|市|局|委|街道))"
_NOT_PLAN = (
    r"(?![^，。；]{1,24}(?:纳入|作为|列入|列为|融入|分解|落实到|摆上|摆在|贯穿|整合|上传|录入|张贴|公布在|公开在))"
)
_AHEAD = lazy(
    r"(?:下一步|下步|下阶段|下一阶段|今后|接下来|后续)[^。；]{0,24}?(?:将|拟|计划|力争|争取|准备|打算|确保|要)(?:于|在|到|从|自)?"
    r"(?P<y>20[0-9]{2})年(?![^，。；]{0,10}(?:要点|报告|年报|任务|方案|基础|评估|考核|通报|反馈|发现|问题|经验|试点|成果|以来))"
)
_LATER = ("下一步", "下步", "下阶段", "下一阶段", "今后", "接下来", "后续")
_NEXT = lazy(rf"(?<![到至])(20[0-9]{{2}})年，?{_SUBJECT}?(?:将{_NOT_PLAN}|拟|计划|要(?!求|点)|我们将)")


_BY = lazy(
    r"(?P<y>20[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|[一二三四1-4]季度|[上下]半年)?(?:年?[底末中]|[上中下]旬)?(?:之?前|以前)"
    r"(?=[^，。；]{0,12}(?:完成|落实|建成|到位|办结|实现|上线|整改|更新|公开|配齐|印发))"
)
_PAST = ("已", "了", "曾", "如期", "按期完成")


@rule("YEAR05", "next-step-year", "warning", "usage", tags=("year",))
def next_step_year(context: Context) -> Iterator[Finding]:
    """下一步打算的年份不是下一年

    【是什么】第五部分写下一年的打算，年份应当是报告年度的下一年；写“报告年度6月底前完成”的，公布时期限已经过了。
    【依据】通行写法，所以只作警告。
    【错】
    - 2022年我镇将加强培训。（2022年度报告）
    - 下一步，我镇将在2022年推进公开栏改造。（2022年度报告）
    - 五、存在的主要问题及改进情况⏎每月核对目录，2022年6月底前完成。（2022年度报告）
    【对】
    - 2023年我镇将加强培训。（2022年度报告）
    - 五、存在的主要问题及改进情况⏎针对上年提出的问题，已于2022年6月底前完成整改。（2022年度报告）
    - 下一步，我镇将加强培训。
    【怎么改】改为下一年，或写“下一步”。
    【怎么不报】不写年份，或写“下一步”。
    【一句话】下一年的年份由程序写入。
    """
    year = context.report.year
    if year is None:
        return
    for hit in context.search(_AHEAD) if context.holds(_LATER) else ():
        if int(hit.match["y"]) <= year:
            yield context.mark(
                *hit.match.span("y"),
                f"{year} 年度报告写下一步打算，年份写成了 {hit.match['y']} 年",
                fix=_to_year(context, *hit.match.span("y"), year + 1, whose="打算做"),
            )
    for passage in context.holding(_BY, *AHEAD):
        for match in _BY.finditer(passage.masked):
            begins = max(passage.masked.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            ends = min((at for mark in "。；" if (at := passage.masked.find(mark, match.end())) >= 0), default=None)
            if int(match["y"]) > year or any(word in passage.masked[begins:ends] for word in _PAST):
                continue
            yield context.at(
                passage,
                *match.span(),
                f"{year} 年度的报告公布时，“{match.group()}”已经过去",
                fix=f"已经做完的，写明做了什么；没有做完的，改为 {year + 1} 年的期限",
            )
    for passage in context.holding(_A_YEAR, *AHEAD, "body"):
        told = {match.start("y") for match in _AHEAD.finditer(passage.masked)}
        for match in _NEXT.finditer(passage.masked):
            if int(match.group(1)) == year + 1 or match.start(1) in told:
                continue
            yield context.at(
                passage,
                *match.span(1),
                f"{year} 年度报告写下一步打算，年份写成了 {match.group(1)} 年",
                fix=_to_year(
                    context,
                    passage.offset + match.start(1),
                    passage.offset + match.end(1),
                    year + 1,
                    more="，或写“下一步”",
                    whose="打算做",
                ),
            )


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
    for hit in context.search(_NOW):
        word = hit.match.group()
        shift = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}.get(word)
        right = f"{year + shift}年" if year is not None and shift is not None else ""
        yield context.mark(
            *hit.span,
            f"“{word}”会有歧义，请写明年份",
            fix=Fix(
                applies="unsafe" if right else "display",
                text=right or None,
                advice=f"核对后改为“{right}”" if right else "写明年份",
            ),
        )


_THIS_REPORT = r"(?P<y>20[0-9]{2})年(?:度)?SUBJECT(?:工作)?(?:年度)?(?:工作)?(?:报告|年报|情况(?=报告|汇报|公布))"
_ANOTHER = lazy(r"上年|上一年|往年|历年|此前|已于|发布了|公布了|年度的?$")


@rule("YEAR09", "report-of-another-year", "warning", "norm", tags=("year",))
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
    text, masked = context.document.folded, context.document.masked
    for hit in context.search(subject_pattern(_THIS_REPORT, context.report.kind), masked=False):
        section = context.role_of(hit.block.section)
        if int(hit.match["y"]) == year or not (
            hit.block.kind == "title" or (section in ("preamble", "body") and hit.block.kind == "body")
        ):
            continue
        begin, _ = context.clause(*hit.span)
        if masked[hit.start] != text[hit.start]:  # quoted: only where it is the report that was made
            opened = text.rfind("《", begin, hit.start)
            made = opened >= 0 and _MADE.search(text, begin, opened)
            if not made or text[hit.end : hit.end + 1] != "》" or _OF_OTHERS.search(text, opened, hit.start):
                continue
        if _ANOTHER.search(context.document.folded, begin, hit.start):
            continue
        if hit.block.kind == "body" and not _OPENING.search(context.document.folded, begin, hit.end + 40):
            continue
        yield context.mark(
            hit.start,
            hit.start + 4,
            f"报告年度是 {year} 年，这里写的是 {hit.match['y']} 年的报告",
            evidence={"报告年度": str(year), "这里": context.document.text[hit.start : hit.end]},
            fix=Fix(
                applies="unsafe", text=str(year), advice=f"核对后改为 {year} 年；全文和各表的数也核对是不是这一年的"
            ),
        )


_MADE = lazy("(?:编制|制作|编写|撰写|形成|公布|发布|公开)(?:了|并公布了?|并发布了?)?$")
_OF_OTHERS = lazy("关于|印发|做好|国务院")
_OPENING = lazy(r"现(?:将|公布|予)|编制|本报告|特向|公布如下|报告如下")


_POINTS = r"(?P<y>20[0-9]{2})年(?:度)?(?:[\u4e00-\u9fff]{0,8}?)SUBJECT(?:重点)?工作(?:要点|重点任务|任务分工)"


@rule("YEAR07", "points-of-another-year", "warning", "inference", tags=("year",))
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
    for hit in context.search(subject_pattern(_POINTS, context.report.kind), masked=False):
        said = int(hit.match["y"])
        section = context.role_of(hit.block.section)
        begin, end = context.clause(*hit.span, "。；\n")
        around = text[begin:end]
        if (
            said == year
            or (section in AHEAD and said == year + 1)
            or "上年" in around
            or "上一年" in around
            or "去年" in around
            or "往年" in around
            or "相比" in around
        ):
            continue
        yield context.mark(
            *hit.match.span("y"),
            f"{year}年度报告落实的是{said}年的工作要点",
            evidence={"报告年度": str(year)},
            fix=renaming(context, *hit.match.span("y"), str(year), "核对后改为报告年度的要点", whose=f" {year} 年"),
        )
