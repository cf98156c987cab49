"""YEAR: documents of another year: the report itself, the plan of work."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.patterns import lazy

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
