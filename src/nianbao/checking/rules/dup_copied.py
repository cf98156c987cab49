"""DUP03, DUP04, DUP05, DUP08: text and figures copied from last year, another unit or an old plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.whose_figures import as_copied, last_years_sentences
from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.report import Paragraph
from nianbao.text import sentence_spans

_SAME = 0.8
_CARRIED = 0.9
"""Share of a paragraph carried over from last year. Measured on the cases: of 798 paragraphs held against other
units' reports 1 reaches it (4 reach 0.8: sentences on the tables' figures); of paragraphs in which one character of
fifty, of twenty, of twelve was changed at random 91 %, 57 % and 22 % do."""
_LONG = 60


def _worded(paragraph: Paragraph) -> str:
    """The text of a paragraph without what only states figures of the tables: that is worded alike every year."""
    return "".join(
        sentence.text
        for sentence in paragraph.sentences
        if not sentence.sources or not all(source.startswith(("cell:", "form:", "unit")) for source in sentence.sources)
    )


@rule("DUP03", "same-as-last-year", "warning", "norm")
def same_as_last_year(context: Context) -> Iterator[Finding]:
    """与上年报告雷同

    【是什么】除年份和数字外，整段与上年报告几乎相同。
    【依据】国办公开办函〔2021〕30号：内容雷同、敷衍塞责的追究责任。多像算雷同是经验，所以只作警告。
    【错】
    - 总体情况 90% 的文字与上年报告相同
    【对】
    - 总体情况按本年度的工作重新写
    【怎么改】写本年度的做法、数量和结果。
    【怎么不报】没有给上年文字时不比较；不足 60 字的段落不比较；只说表格数字的句子不算。
    【一句话】不照抄上年的文字。
    """
    last = context.report.last
    if last is None or not last.text:
        return
    from nianbao.align.paragraphs import Reports  # rapidfuzz: not needed where there is no text of last year's

    past = context.report.model_copy(update={"sections": last.sections()})
    reports = Reports(past, context.report)
    numbers = {paragraph.id: number for number, paragraph in enumerate(reports.new.paragraphs)}
    for passage in context.passages:
        own = _worded(passage.paragraph)
        if passage.section.id == "preamble" or len(own) < _LONG or passage.paragraph.role == "heading":
            continue
        number = numbers[passage.paragraph.id]
        if (reports.carried(number, own).share or 0) >= _CARRIED:
            yield context.at(
                passage,
                0,
                len(passage.text),
                f"这一段有{reports.carried(number).share or 0:.0%}的文字与上年报告相同",
                fix="写本年度的做法、数量和结果",
            )


_FIGURE = lazy(r"[0-9]+(?:\.[0-9]+)?")
_AT_LEAST = 8


@rule("DUP08", "last-years-figures", "warning", "inference")
def last_years_figures(context: Context) -> Iterator[Finding]:
    """上年报告的原句，连数字也一样

    【是什么】一句话和上年报告里的一字不差（年份除外），里面的数字也是上年的，多半是照抄时没有改。
    【依据】由上年报告推断；有的事年年一样（如公开栏11块），所以只作警告。
    【错】
    - 上年写“组织培训4次，参训86人次。”，今年还写“组织培训4次，参训86人次。”
    【对】
    - 今年写“组织培训5次，参训102人次。”
    【怎么改】核对数字，改为本年度的；确实没有变的不用改。
    【怎么不报】没有给上年文字时不比较；没有数字的句子、只说表格数字的句子不比较。
    【一句话】数字用本年度的。
    """
    past = last_years_sentences(context)
    if not past:
        return
    for passage in context.passages:
        if passage.section.id == "preamble" or passage.paragraph.role == "heading":
            continue
        for begin, _, sentence in passage.sentences:
            if sentence.sources and all(source.startswith(("cell:", "form:", "unit")) for source in sentence.sources):
                continue
            for start, end in sentence_spans(sentence.text):
                words = as_copied(sentence.text[start:end])
                if len(words) >= _AT_LEAST and _FIGURE.search(words) and words in past:
                    yield context.at(
                        passage,
                        begin + start,
                        begin + end,
                        "这句话与上年报告一字不差，数字也一样",
                        fix="核对数字，改为本年度的；确实没有变的不用改",
                    )


@rule("DUP04", "same-as-other-unit", "warning", "norm")
def same_as_other(context: Context) -> Iterator[Finding]:
    """与别的单位的报告雷同

    【是什么】一次检查多份报告时，这一段与另一份报告几乎相同（单位名称和数字除外）。
    【依据】国办公开办函〔2021〕30号：内容雷同、敷衍塞责的追究责任。多像算雷同是经验，所以只作警告。
    【错】
    - 甲镇和乙镇的报告有一段 90% 的文字相同
    【对】
    - 各写各的工作
    【怎么改】写本单位自己的做法、数量和结果。
    【怎么不报】只检查一份报告时不比较；不足 60 字的段落不比较。
    【一句话】不照抄别的单位的文字。
    """
    for passage in context.passages:
        share, name = context.copied.get(passage.paragraph.id, (0.0, ""))
        if share >= _SAME:
            yield context.at(
                passage,
                0,
                len(passage.text),
                f"这一段有{share:.0%}的文字与{name}的报告相同",
                fix="写本单位自己的做法、数量和结果",
            )


_CLAUSE_TEXT = lazy(r"[^\n，。、；：！？]{8,}")


_HASHED = 8


_NOT_HAN = lazy("[^\u4e00-\u9fff]")
_HAN_HEAD = lazy("要?+([\u4e00-\u9fff]{8})")
"""What nearly every clause begins with."""


@lru_cache(maxsize=1)
def _plans() -> dict[str, tuple[int, str]]:
    rows = load_data(Path(__file__).with_name("points.yaml"))["plans"]
    return {clause: (row["year"], row["name"]) for row in rows for clause in row["clauses"]}


@lru_cache(maxsize=20_000)
def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


@rule("DUP05", "from-an-old-plan", "info", "norm")
def from_old_plan(context: Context) -> Iterator[Finding]:
    """照抄往年的工作要点

    【是什么】一句话里有两处以上与往年政务公开工作要点的文字相同，写的是要求，不是本单位做的事。
    【依据】国办公开办函〔2021〕30号：内容雷同、敷衍塞责的追究责任。只比较已收入的要点（points.yaml），所以只作提示。
    【错】
    - 推动转变政府职能，深化简政放权，促进经济社会持续健康发展，助力建设人民满意的服务型政府。
    【对】
    - 推动镇级办事窗口整合，全年公开办事指南12条。
    - 落实要点要求，公开财政信息3条。
    【怎么改】换成本单位做了的事。
    【怎么不报】引用要点名称用《》；报告年度就是那一年的不报。
    【一句话】不抄工作要点的文字。
    """
    plans = _plans()
    text = context.document.masked
    found: dict[tuple[int, int], list[str]] = {}
    for match in _CLAUSE_TEXT.finditer(text):
        head = _HAN_HEAD.match(text, match.start())
        words = head[1] if head else _NOT_HAN.sub("", match.group()).removeprefix("要")
        if len(words) < _HASHED:
            continue
        year, name = plans.get(_hash(words[:_HASHED]), (None, ""))
        if name and year != context.report.year:
            found.setdefault(context.clause(*match.span(), "。\n"), []).append(name)
    for (start, end), names in found.items():
        block = context.document.block(start)
        if block.section is not None and (len(names) >= 2 or block.kind == "heading"):
            yield context.mark(
                start,
                end + text.startswith("。", end),
                f"这里的文字见于{names[0]}",
                evidence={"出处": names[0]},
                fix="换成本单位做了的事",
            )
