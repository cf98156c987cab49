"""LAW: what the articles of 《条例》 say: their numbers and their time limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.references import reference_data
from nianbao.lazy import lazy
from nianbao.text import alternatives, chinese_number

_N = "[一二三四五六七八九十百]+|[0-9]{1,3}"
_ARTICLE = lazy(
    rf"《(?:中华人民共和国)?(?:政府信息公开)?条例》(?P<list>第(?:{_N})条?(?:(?:、|和|及|与|，)第?(?:{_N})条?(?![年月日件次项]))*)"
)
_EACH = lazy(_N)
_THEN = lazy(
    r"(?:的)?(?:相关|有关)?(?:规定|要求)(?:和[^，。；]{0,20})?，(?=(?:现|特|并|我[镇乡局县市区]|本机关)?(?:编制|制作|公布|形成|撰写))"
)
_ARTICLES = 56
_WINDOW = 24


@rule("LAW04", "article-number", "warning", "norm")
def article(context: Context) -> Iterator[Finding]:
    """条文序号、期限与内容对不上

    【是什么】说编制年度报告依据《条例》第三十一条，那是2019年修订以前的条文；说《条例》规定15个工作日答复，应为20个。
    【依据】《条例》（国务院令第711号）各条内容：年度报告是第四十九条、第五十条，答复期限是第三十三条。
    【错】
    - 根据《条例》第三十一条编制本年度报告。
    - 按照《条例》规定，自收到申请之日起15个工作日内答复。
    【对】
    - 根据《条例》第五十条编制本年度报告。
    - 依照《条例》第三十一条确定收到申请的时间。
    - 根据《广东省政务公开条例》第三十一条编制本年度报告。
    - 承诺自收到申请之日起15个工作日内答复，比法定期限缩短5个工作日。
    【怎么改】改为现行条例的条文序号、期限。
    【怎么不报】只核对 documents.yaml 列出的几项内容；写明承诺、缩短的期限不报。
    【一句话】引用条文要核对序号和期限。
    """
    year = context.report.year
    if year is not None and year < 2019:
        return
    yield from _numbers(context)
    yield from _limits(context)


def _numbers(context: Context) -> Iterator[Finding]:
    text = context.document.folded
    for match in _ARTICLE.finditer(text):
        start, end = match.span("list")
        numbers = _EACH.findall(match["list"])
        if any((int(item) if item.isdigit() else chinese_number(item) or 0) > _ARTICLES for item in numbers):
            yield context.mark(
                start,
                end,
                f"《条例》共{_ARTICLES}条，没有这一条",
                severity="warning",
                fix="核对条文序号",
            )
            continue
        _, stop = context.clause(start, end, "，。；\n")
        body = text[end : min(stop, end + _WINDOW)]
        if then := _THEN.match(text, end):
            body += text[then.end() : then.end() + _WINDOW]
        for row in reference_data()["articles"]:
            if any(word in body for word in row["words"]) and not set(numbers) & set(row["right"]):
                right = "、".join(f"第{item}条" for item in row["right"] if not item.isdigit())
                yield context.mark(
                    start,
                    end,
                    f"{row['what']}见《条例》{right}，这里写{match['list']}",
                    severity="warning",
                    evidence={"依据": "国务院令第711号"},
                    fix=f"核对后改为{right}",
                )
                break


_WORKING_DAYS = lazy("工作日")
_LIMIT = lazy(r"(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,3})个?工作日")


@lru_cache(maxsize=1)
def _promised() -> re.Pattern[str]:
    return re.compile(alternatives(reference_data()["limits_promised"]))


def _limits(context: Context) -> Iterator[Finding]:
    """Time limits said to be the statute's, or longer than it allows."""
    text = context.document.folded
    for hit in context.search(_LIMIT, masked=False, anchor=_WORKING_DAYS):
        begin, stop = context.clause(hit.start, hit.end, "。；\n")
        sentence = text[begin:stop]
        after = text[hit.end : min(stop, hit.end + _WINDOW)]
        before = text[max(begin, hit.start - _WINDOW) : hit.start]
        row = next(
            (
                row
                for row in reference_data()["limits"]
                if any(word in before for word in row["from"]) and any(word in after for word in row["to"])
            ),
            None,
        )
        days = int(hit.match["n"]) if hit.match["n"].isdigit() else chinese_number(hit.match["n"])
        if row is None or days is None or days == row["days"] or _promised().search(sentence):
            continue
        if days > row["days"] or "条例》" in sentence or "法定" in sentence:
            yield context.mark(
                hit.start,
                hit.end,
                f"{row['what']}的期限是{row['days']}个工作日（《条例》第{row['article']}条），这里写{days}个工作日",
                severity="warning",
                evidence={"依据": f"《条例》第{row['article']}条"},
                fix=f"核对后改为{row['days']}个工作日",
            )
