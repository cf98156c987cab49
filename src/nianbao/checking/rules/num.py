"""NUM: figures in the text against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.gainsaid import gainsaid
from nianbao.checking.rules.unit_self import words
from nianbao.facts import figure
from nianbao.patterns import lazy
from nianbao.report import FactRef

_REQUEST = r"(?:政府信息公开|信息公开|依申请公开|公开政府信息的?|公开)申请"
_NONE_NEW = lazy(
    rf"(?:未|没有)(?:新)?(?:收到|接到|受理)(?:过)?(?:任何|相关|有关|公民、法人(?:和|或)其他组织的?)?{_REQUEST}|无(?:新收)?{_REQUEST}"
)
_NEW = lazy(
    rf"(?<!未)(?<!没有)(?:新收|收到|受理|接收|共收)(?:到)?(?:各类|有效|公民)?{_REQUEST}(?:事项)?(?:共计?|总计|合计)?(?P<n>[0-9]+)(?:件|宗|起|份|条|次)"
)
_NEW_B = lazy(
    r"(?<!未)(?<!没有)(?:新收|收到|受理)(?:到)?(?:各类|有效)?(?P<n>[0-9]+)(?:件|宗|起|份|条)(?:政府信息公开|信息公开|依申请公开)的?申请"
)
_CARRIED_IN = lazy(rf"上年(?:度)?结转(?:的)?(?:{_REQUEST})?(?P<n>[0-9]+)(?:件|宗|起)")
_CARRIED_OUT = lazy(
    rf"结转(?:至|到)?(?:下年|下一年|次年)(?:度)?(?:继续)?(?:办理)?(?:的)?(?:{_REQUEST})?(?P<n>[0-9]+)(?:件|宗|起)"
)
_NONE_REMEDY = lazy(
    r"(?:未发生|没有发生|未产生|没有|无|未被|未收到)(?P<what>[^，。；0-9]{0,24}?(?:行政复议|行政诉讼)[^，。；0-9]{0,16})"
)
_RECONSIDER = lazy(r"(?:申请|提起|发生|收到|引发)(?:的)?行政复议(?:申请|案件|案)?(?:共)?(?P<n>[0-9]+)(?:件|宗|起|例)")
_LITIGATION = lazy(r"(?:提起|发生|引发|被诉|收到)(?:的)?行政诉讼(?:案件|案)?(?:共)?(?P<n>[0-9]+)(?:件|宗|起|例)")
_ANCHOR = lazy("申请|结转|行政|规范性文件|[0-9]件|办结|答复|办复|办理完毕")
"""Every pattern here has one of these."""
_SECTIONS = ("preamble", "overview", "requests", "remedies", "body")
_OTHERS_COUNT = ("全县", "全市", "全省", "全区", "各乡镇", "各部门", "其中", "去年", "上年度", "上一年")


def _own_count(passage: Passage, start: int) -> bool:
    """Whether a count is this unit's for the whole year: not a channel's, not last year's, not a part."""
    begin = max(passage.folded.rfind(mark, 0, start) for mark in "，。；：") + 1
    before = passage.folded[begin:start]
    stop = max(passage.folded.rfind("。", 0, start), -1) + 1
    return not (
        any(word in before for word in words()["channels"])
        or any(word in before for word in _OTHERS_COUNT)
        or re.search(r"20[0-9]{2}年[^，]*相比|比20", passage.folded[stop:start])
    )


def _other_year(passage: Passage, start: int, year: int | None) -> bool:
    stop = max(passage.folded.rfind("。", 0, start), -1) + 1
    named = re.findall(r"(20[0-9]{2})年", passage.masked[stop:start])
    return bool(named) and year is not None and int(named[-1]) != year


class _Figures:
    """The table's figures the text is held against."""

    def __init__(self, context: Context) -> None:
        value = context.figure
        self.new, self.carry_in = value("requests.new.total"), value("requests.carry_in.total")
        self.carry_out = value("requests.carry_out.total")
        self.done = value("requests.total.total")
        self.reconsideration, self.litigation = (
            value("remedies.reconsideration.total"),
            value("remedies.litigation.total"),
        )
        self.results = {
            name: [known for row in rows if (known := value(f"requests.{row}.total")) is not None]
            for name, rows in _ROWS.items()
        }
        self.counts = [(pattern, value(id), name) for pattern, id, name in _TABLE_COUNTS]
        unit = context.report.unit
        # A government's report may count a whole region in its text; a town's or a department's may not.
        self.sure: Severity = "error" if unit is not None and unit.of.level in (0, 4) else "warning"


def _bound(passage: Passage, start: int, end: int) -> bool:
    """Whether a figure is the tables', put in by code in its own or a person's words; a model may take the wrong one,
    and a note's figure is what somebody wrote."""
    return any(
        isinstance(piece.span, FactRef)
        and not piece.span.id.startswith(("note.", "problem."))
        and piece.span.typed is None
        and piece.sentence.origin != "chat"
        and piece.start < end
        and start < piece.end
        for piece in passage.paragraph.pieces()
    )


@rule("NUM01", "text-against-table", "error", "arithmetic")
def text_against_table(context: Context) -> Iterator[Finding]:
    """文字里的件数与表格不一致

    【是什么】正文说收到、结转、复议、诉讼多少件，与第三、第四部分表格的数不同。
    【依据】同一报告的文字与表格应当一致；发布内容不准确的追究责任（国办公开办函〔2021〕30号）。
    【错】
    - 全年未收到政府信息公开申请。（表格新收总计 2）
    - 对收到的申请做到件件有答复。（表格新收总计 0，上年结转总计 0）
    【对】
    - 全年收到政府信息公开申请2件。（表格新收总计 2）
    - 通过网络收到政府信息公开申请1件。（只是一个渠道的数）
    【怎么改】以台账为准，改文字或改表格。
    【怎么不报】只是一个渠道、一部分或上年的数时不报；新收与新收加结转两种算法都认。
    【一句话】件数只用给出的事实，不要自己写数。
    """
    figures = _Figures(context)
    for passage in context.holding(_ANCHOR, *_SECTIONS):
        yield from _requests(context, passage, figures)
        yield from _remedies(context, passage, figures)
        told = list(_results(context, passage, figures))
        yield from told
        for item in gainsaid(context, passage):
            inside = range(passage.offset + item.start, passage.offset + item.end)
            if not any(other.position is not None and other.position in inside for other in told):
                yield _wrong(context, passage, (item.start, item.end), item.said, item.name, item.value, "warning")


def _wrong(
    context: Context, passage: Passage, span: tuple[int, int], said: str, name: str, value: str, severity: Severity
) -> Finding:
    return context.at(
        passage,
        span[0],
        span[1],
        f"文中说{said}，表格{name}是 {value}",
        severity=severity,
        evidence={"文中": passage.text[span[0] : span[1]], "表格": f"{name} {value}"},
        fix="以台账为准，改文字或改表格",
    )


def _requests(context: Context, passage: Passage, figures: _Figures) -> Iterator[Finding]:
    year = context.report.year
    new, carried = figures.new, figures.carry_in
    if new:
        for match in _NONE_NEW.finditer(passage.masked):
            if _own_count(passage, match.start()) and not _other_year(passage, match.start(), year):
                yield _wrong(context, passage, match.span(), "没有收到申请", "新收总计", figure(new), figures.sure)
    if new is not None:
        right = {new, new + (carried or Decimal(0))}
        for pattern in (_NEW, _NEW_B):
            for match in pattern.finditer(passage.masked):
                said = Decimal(match["n"])
                if said in right or _bound(passage, *match.span("n")):
                    continue
                if _own_count(passage, match.start()) and not _other_year(passage, match.start(), year):
                    yield _wrong(
                        context, passage, match.span(), f"收到 {said} 件", "新收总计", figure(new), figures.sure
                    )
    for pattern, value, name in (
        (_CARRIED_IN, carried, "上年结转总计"),
        (_CARRIED_OUT, figures.carry_out, "结转下年度继续办理总计"),
    ):
        for match in pattern.finditer(passage.masked):
            if value is not None and Decimal(match["n"]) != value and not _bound(passage, *match.span("n")):
                yield _wrong(context, passage, match.span(), f"{match['n']} 件", name, figure(value), figures.sure)


def _remedies(context: Context, passage: Passage, figures: _Figures) -> Iterator[Finding]:
    for match in _NONE_REMEDY.finditer(passage.masked):
        what = match["what"]
        if any(word in what for word in ("纠正", "败诉", "撤销", "维持", "尚未审结")):
            continue
        for word, value, name in (
            ("行政复议", figures.reconsideration, "行政复议总计"),
            ("行政诉讼", figures.litigation, "行政诉讼总计"),
        ):
            if word in what and value:
                yield _wrong(context, passage, match.span(), f"没有{word}", name, figure(value), figures.sure)
    for pattern, value, name in (
        (_RECONSIDER, figures.reconsideration, "行政复议总计"),
        (_LITIGATION, figures.litigation, "行政诉讼总计"),
    ):
        for match in pattern.finditer(passage.masked):
            known = value is not None and not _bound(passage, *match.span("n"))
            if known and value is not None and Decimal(match["n"]) != value and _own_count(passage, match.start()):
                yield _wrong(context, passage, match.span(), f"{match['n']} 件", name, figure(value), "warning")


_RESULTS = lazy(
    r"(?P<what>(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理)(?:(?:、|和|及|或|以及)(?:予以公开|部分公开|不予公开|无法提供|不予处理|其他处理))*)(?:的|了)?(?:申请)?(?:共|共计|为|有)?(?P<n>[0-9]+)件"
)
_ROWS = {
    "予以公开": ("open",),
    "部分公开": ("partial",),
    "不予公开": tuple(f"deny{number}" for number in range(1, 9)),
    "无法提供": ("unable1", "unable2", "unable3"),
    "不予处理": tuple(f"reject{number}" for number in range(1, 6)),
    "其他处理": ("other", "other1", "other2", "other3"),
}
_DONE = lazy(rf"(?:办结|答复|办理)(?:了|完毕)?{_REQUEST}(?:共计?)?(?P<n>[0-9]+)件")
_DONE_ALL = lazy(
    r"(?:均|全部|都)(?:已|按[时期])?[^，。；]{0,10}(?:办结|答复|办理完毕)|(?:办结率|答复率|按时答复率|办复率)(?:为|达|达到)?100%"
)
_TABLE_COUNTS = (
    (
        lazy(
            r"(?<!备案)(?<!清理)(?<!审查)(?<!审核)(?:制发|制定|出台|印发|新制定)(?:了)?(?:行政)?规范性文件(?P<n>[0-9]+)(?:件|份|个)"
        ),
        "documents.normative.made",
        "规范性文件制发",
    ),
    (
        lazy(r"(?:废止|宣布失效)(?:了)?(?:行政)?规范性文件(?P<n>[0-9]+)(?:件|份|个)"),
        "documents.normative.repealed",
        "规范性文件废止",
    ),
    (
        lazy(r"现行有效(?:的)?(?:行政)?规范性文件(?:共)?(?P<n>[0-9]+)(?:件|份|个)"),
        "documents.normative.in_force",
        "规范性文件现行有效",
    ),
    (
        lazy(r"(?:作出|办理|实施)行政处罚(?:决定)?(?:共)?(?P<n>[0-9]+)(?:件|起|宗)"),
        "enforcement.penalty.decisions",
        "行政处罚处理决定",
    ),
    (
        lazy(r"(?:作出|办理)行政许可(?:决定|事项)?(?:共)?(?P<n>[0-9]+)(?:件|项)"),
        "licensing.licence.decisions",
        "行政许可处理决定",
    ),
    (
        lazy(r"(?:作出|实施)行政强制(?:决定|措施)?(?:共)?(?P<n>[0-9]+)(?:件|起|宗)"),
        "enforcement.coercion.decisions",
        "行政强制处理决定",
    ),
)


def _results(context: Context, passage: Passage, figures: _Figures) -> Iterator[Finding]:
    """Outcomes and other counts that a table holds."""
    year = context.report.year
    for match in _RESULTS.finditer(passage.masked):
        names = re.findall("|".join(_ROWS), match["what"])
        known = [part for name in names for part in figures.results[name]]
        total = sum(known, Decimal(0))
        if not known or Decimal(match["n"]) == total or _bound(passage, *match.span("n")):
            continue
        if _own_count(passage, match.start()) and not _other_year(passage, match.start(), year):
            yield _wrong(context, passage, match.span(), f"{match['n']} 件", "、".join(names), figure(total), "warning")
    done, new, carried = figures.done, figures.new, figures.carry_in
    for match in _DONE.finditer(passage.masked):
        right = {done, new, (new or Decimal(0)) + (carried or Decimal(0))}
        if done is None or Decimal(match["n"]) in right or _bound(passage, *match.span("n")):
            continue
        if _own_count(passage, match.start()) and not _other_year(passage, match.start(), year):
            yield _wrong(
                context, passage, match.span(), f"办理 {match['n']} 件", "办理结果总计", figure(done), "warning"
            )
    out = figures.carry_out
    if out:
        for match in _DONE_ALL.finditer(passage.masked):
            begin = max(passage.masked.rfind("。", 0, match.start()) + 1, 0)
            before = passage.masked[begin : match.start()]
            if re.search(_REQUEST, before) and not re.search(
                "结转|期限内|时限|到期|法定期", passage.masked[begin : match.end() + 20]
            ):
                yield _wrong(
                    context, passage, match.span(), "全部办结", "结转下年度继续办理总计", figure(out), "warning"
                )
    unit = context.report.unit
    if unit is None or unit.of.level not in (0, 4):
        return  # a government's text may count its own organ, its table the whole region
    for pattern, table, name in figures.counts:
        if table is None:
            continue
        for match in pattern.finditer(passage.masked):
            if Decimal(match["n"]) == table or _bound(passage, *match.span("n")):
                continue
            if _own_count(passage, match.start()) and not _other_year(passage, match.start(), year):
                yield _wrong(context, passage, match.span(), f"{match['n']} 件", name, figure(table), "warning")
