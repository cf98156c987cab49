"""YEAR: events that had not happened yet in the report's year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nianbao.checking.context import AHEAD, Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.package_data import load_data
from nianbao.patterns import alternatives, lazy
from nianbao.text import fold

_AHEAD = (*AHEAD, "other", "preamble")
"""Sections that may speak of what comes after the year."""


_DONE_IN = lazy(
    r"(?P<when>(?P<y>20[0-9]{2})年(?:1[0-2]|[1-9])月(?:[0-9]{1,2}日|[初中底上下旬份]{0,2}))"
    r"[，、]?[^，。；]{0,16}[，]?[^，。；]{0,16}?(?:召开|举办|组织(?:了|召开|开展)|开展(?:了|专项|一次|[0-9])|印发(?:了|《|□)|通报(?:了)?[^，。；]{0,6}[0-9]|培训[^，。；]{0,8}[0-9]"
    r"|(?:公开|发布|更新|清理|办结|受理|收到|新增|张贴|发放|推送)(?:了)?[^，。；0-9]{0,14}[0-9]+(?:余|多)?(?:条|件|篇|期|份|次|处|个))"
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
        section = context.role_of(hit.block.section)
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


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("events.yaml"))


@lru_cache(maxsize=1)
def _terms() -> dict[str, dict[str, Any]]:
    return {fold(row["term"]): row for row in _data()["terms"]}


def _told_terms(context: Context) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Where the terms stand, of those that begin together the longest; in quotations too, where a row says so."""
    rows = _terms()
    document = context.document
    found = [
        (match.start(), match.end(), rows[term])
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
    pattern = re.compile(
        r"(?:(?P<y>20[0-9]{2})年|今年|本年)(?:度)?(?:是|作为|系|，是)(?:实施)?"
        rf'"?(?P<plan>{alternatives(rows)})"?(?:规划)?(?:的)?(?P<which>开局|收官|起步|第一|最后)'
    )
    return pattern, rows


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """A five-year plan's beginning or end, in whatever year the report is of."""
    return re.compile(
        rf'"?(?P<plan>{alternatives(_plans()[1])})"?(?:规划)?(?:的)?(?P<which>开局|收官)(?:之年|年|之际)?'
    )


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
                hit.start,
                hit.end,
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
            hit.start,
            hit.end,
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
                hit.start,
                hit.end,
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
