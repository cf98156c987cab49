"""LAW: what the articles of 《条例》 say: their numbers and their time limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.cited_documents import reference_data
from nianbao.checking.rules.law_time_limits import limits
from nianbao.patterns import lazy
from nianbao.text import chinese_number

_N = "[一二三四五六七八九十百]+|[0-9]{1,3}"
_ARTICLE = lazy(
    rf"《(?:中华人民共和国)?(?:政府信息公开)?条例》(?:[（(][^（()）\n]{{0,20}}[）)])?(?P<list>第(?:{_N})条?(?:(?:、|和|及|与|，)第?(?:{_N})条?(?![年月日件次项]))*)"
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

    【是什么】说编制年度报告依据《条例》第三十一条，那是2019年修订以前的条文；说《条例》规定15个工作日答复，应为20个；仍以“特殊需要”为申请条件，仍收检索、复制、邮寄费。
    【依据】《条例》（国务院令第711号）各条内容：年度报告是第四十九条、第五十条，答复期限是第三十三条，收费是第四十二条。申请行政复议、提起行政诉讼的期限凭常识，没有核对明文，所以只作警告。
    【错】
    - 根据《条例》第三十一条编制本年度报告。
    - 按照《条例》规定，自收到申请之日起15个工作日内答复。
    - 对答复不服的，可以自收到答复之日起三十日内申请行政复议。
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
    yield from limits(context)


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
        begin, _ = context.clause(start, end, "。；\n")
        for row in reference_data()["articles"]:
            if _is_about(row, text[begin : match.start()], body) and not set(numbers) & set(row["right"]):
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


_ARTICLE_WORD = "条例》"


def _is_about(row: Any, before: str, body: str) -> bool:
    """Whether an article is cited for what a row is about, by the words behind it, or before it and behind it."""
    if "then" not in row:
        return any(word in body for word in row["words"])
    return (
        _ARTICLE_WORD not in before
        and any(word in before for word in row["words"])
        and any(word in body for word in row["then"])
    )
