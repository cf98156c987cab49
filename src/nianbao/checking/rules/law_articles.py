"""LAW: articles of 《条例》: their numbers, time limits, conditions and fees, as reports state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.law_citations import known
from nianbao.kinds.kind import Article, Limit
from nianbao.patterns import alternatives, lazy
from nianbao.text import chinese_number

_WORKING_DAYS = lazy("工作日")
_LIMIT = lazy(r"(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,3})个?工作日")
_AROUND = 24


def limits(context: Context) -> Iterator[Finding]:
    """Time limits, conditions and fees that are not those of the statute."""
    if known(context).statute is None:
        return
    yield from _working_days(context)
    yield from _report_dates(context)
    yield from _remedies(context)
    yield from _removed(context)


@lru_cache(maxsize=8)
def _promised(words: tuple[str, ...]) -> re.Pattern[str]:
    return lazy(alternatives(words))


def _days(raw: str) -> int | None:
    return int(raw) if raw.isdigit() else chinese_number(raw)


_OLD_FORMULA = lazy("不能当场答复|无法当场答复|需要延长|如需延长|可以当场答复|能够当场答复")
_PROMISED_EVEN_SO = lazy("承诺|缩短|压缩|提速|提前|法定|平均|内部|限时|优化|减至|压减")
_LONGER = lazy(r"延长(?!至|到)[^，。；\n]{0,14}$|(?:^|，)延长(?:的)?期限[^。；\n]{0,8}$")
_ANSWER_LIMIT = lazy("(?:的)?答复(?:期限|时限)")
_STATUTE = lazy("《[^》]{0,20}条例》(?:第[^，。；]{1,8}条)?(?:所?规定)?的?$|法定的?$")


def _working_days(context: Context) -> Iterator[Finding]:
    text, law = context.document.folded, known(context)
    for hit in context.search(_LIMIT, masked=False, anchor=_WORKING_DAYS):
        begin, stop = context.clause(*hit.span, "。；\n")
        days = _days(hit.match["n"])
        row = _row(law.limits, text, max(begin, hit.start - _AROUND), *hit.span, min(stop, hit.end + _AROUND))
        if days is None or row is None or days == row.days:
            continue
        whole = text[begin : context.clause(*hit.span, "。\n")[1]]
        if days == row.old and _OLD_FORMULA.search(whole) and not _PROMISED_EVEN_SO.search(whole):
            pass  # the limit of before 2019, in the words of the statute
        elif row.longest:
            if days < row.days:
                continue
        elif _promised(law.limits_promised).search(text[begin:stop]) or not (
            days > row.days or "条例》" in text[begin:stop] or "法定" in text[begin:stop]
        ):
            continue
        yield context.mark(
            *hit.span,
            f"{row.what}的期限是{row.days}个工作日（《条例》第{row.article}条），这里写{days}个工作日",
            evidence={"依据": f"《条例》第{row.article}条"},
            fix=f"核对后改为{row.days}个工作日",
        )


def _row(rows: tuple[Limit, ...], text: str, begin: int, start: int, end: int, stop: int) -> Limit | None:
    """The limit that a figure in working days is said to be, by the words around it."""
    before, after = text[begin:start], text[end:stop]
    if _LONGER.search(before):
        return next((row for row in rows if row.longest), None)
    if _ANSWER_LIMIT.match(after) and _STATUTE.search(before):
        return next((row for row in rows if row.what == "答复申请"), None)
    return next(
        (
            row
            for row in rows
            if any(word in before for word in row.before) and any(word in after for word in row.behind)
        ),
        None,
    )


_YEARLY = lazy(r"每年(?:的)?(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日(?:前|之前|以前|底前)")
_REPORT = lazy("年度报告|年报")
_MADE_PUBLIC = lazy("公布|发布|公开|提交|向社会")
_DEPARTMENTS = lazy("(?<!主管)部门")
_AUTHORITY = lazy("主管部门|政府办公室|本级政府")


def _report_dates(context: Context) -> Iterator[Finding]:
    """The date by which the yearly report is to be published."""
    text = context.document.folded
    for hit in context.search(_YEARLY, masked=False):
        begin, stop = context.clause(*hit.span, "。；\n")
        sentence, before = text[begin:stop], text[begin : hit.start]
        made = int(hit.match["m"]), int(hit.match["d"])
        if not _REPORT.search(sentence) or not _MADE_PUBLIC.search(text[hit.start : stop]):
            continue
        cites = "条例》" in sentence
        departments = bool(_DEPARTMENTS.search(before)) and not _AUTHORITY.search(before)
        if made in ((1, 31), (3, 31)):
            if not (cites and made == (3, 31) and departments):
                continue
        elif made <= (3, 31) and not cites:
            continue  # a date of the unit's own, earlier than the statute's
        yield context.mark(
            *hit.span,
            "《条例》第四十九条：部门每年1月31日前提交并公布，政府信息公开工作主管部门3月31日前公布本级政府的报告",
            evidence={"依据": "《条例》第四十九条"},
            fix="核对后改为1月31日（部门）或3月31日（本级政府）",
        )


_REMEDY = lazy(
    r"日起(?P<n>[一二三四五六七八九十]{1,3}|[0-9]{1,3})(?P<unit>个工作日|日|天|个月)之?内，?(?:可以|有权|依法|向[^，。；]{2,16})*"
    r"(?:申请|提出|提起)(?P<what>行政复议|行政诉讼)"
)
_LITIGATION = lazy(
    r"(?:日起|或者?在?|也可在?)(?P<n>[一二三四五六七八九十]{1,2}|[0-9]{1,2})(?P<unit>个月|日|天)之?内，?(?:直接|依法|向[^，。；]{2,16})*"
    r"(?:提起|提出)(?P<what>行政诉讼)"
)
_REMEDY_ANCHOR = lazy("行政复议|行政诉讼")


def _remedies(context: Context) -> Iterator[Finding]:
    """The time within which a person may apply for review, or sue."""
    text = context.document.folded
    told: set[int] = set()
    for pattern in (_REMEDY, _LITIGATION):
        for hit in context.search(pattern, masked=False, anchor=_REMEDY_ANCHOR):
            row = known(context).remedies.get(hit.match["what"])
            if row is None:
                continue
            begin, _ = context.clause(*hit.span, "。；\n")
            said = f"{_days(hit.match['n'])}{hit.match['unit'].replace('天', '日')}"
            start = hit.match.start("n")
            if start in told or said in row.right or any(word in text[begin : hit.end] for word in row.unless):
                continue
            told.add(start)
            yield context.mark(
                start,
                hit.match.end("unit"),
                f"{row.what}的期限是{row.shown}（{row.article}），这里写{text[start : hit.match.end('unit')]}",
                evidence={"依据": row.article},
                fix=f"核对后改为{row.shown}",
            )


_NEEDS = lazy(
    "生产、生活、科研(?:等|及其他)?(?:方面)?的?特殊需[要求]|(?:说明|证明|具有|存在)(?:申请)?(?:用途|自身)(?:和|、)?特殊需要"
)
_SPECIAL = lazy("特殊需[要求]")
_GONE = lazy("不再|取消|删|无需|不需|不必|不得|不以|修订前|原条例|旧|不要求|曾")
_COSTS = lazy(
    r"(?:收取|收缴|缴纳|交纳|支付)(?:申请人)?(?:的)?(?:检索|复制|邮寄)(?:费|[、和及](?:复制|邮寄|检索))[^，。；\n0-9]{0,10}(?:费用?|成本)(?![^，。；\n]{0,6}(?:0|零))"
)
_COST_ANCHOR = lazy("检索[费、和及]|复制[费、和及]|邮寄[费、和及]")
_NEGATED = lazy("[不未没免无]|取消|停止|严禁|禁止|杜绝|清退|退还|修订前")


def _removed(context: Context) -> Iterator[Finding]:
    """What the revision of 2019 removed: special needs as a condition, the cost of search, copies and post."""
    text = context.document.folded
    for hit in context.search(_NEEDS, masked=False, anchor=_SPECIAL):
        begin, stop = context.clause(*hit.span, "。；\n")
        if not _GONE.search(text[begin : hit.start].replace("不予", "")) and not _GONE.search(
            text[hit.end : stop].replace("不予", "").replace("不再受理", "").replace("不得申请", "")
        ):
            yield context.mark(
                *hit.span,
                "2019年修订的《条例》申请公开不再以“特殊需要”为条件",
                evidence={"依据": "《条例》第二十七条、第二十九条"},
                fix="删去这一条件",
            )
    for hit in context.search(_COSTS, masked=False, anchor=_COST_ANCHOR):
        begin, _ = context.clause(*hit.span, "，。；\n")
        if not _NEGATED.search(text[begin : hit.start]):
            yield context.mark(
                *hit.span,
                "《条例》第四十二条：提供政府信息不收取费用，只有申请明显过多的可以收取信息处理费",
                evidence={"依据": "《条例》第四十二条"},
                fix="删去，或改为信息处理费的收取情况",
            )


_N = "[一二三四五六七八九十百]+|[0-9]{1,3}"
_ARTICLE = lazy(
    rf"《(?:中华人民共和国)?(?:政府信息公开)?条例》(?:[（(][^（()）\n]{{0,20}}[）)])?(?P<list>第(?:{_N})条?(?:(?:、|和|及|与|，)第?(?:{_N})条?(?![年月日件次项]))*)"
)
_EACH = lazy(_N)
_THEN = lazy(
    r"(?:的)?(?:相关|有关)?(?:规定|要求)(?:和[^，。；]{0,20})?，(?=(?:现|特|并|我[镇乡局县市区]|本机关)?(?:编制|制作|公布|形成|撰写))"
)
_WINDOW = 24


@rule("LAW04", "article-number", "warning", "norm", tags=("form",))
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
    yield from _without_ordinal(context)
    yield from limits(context)


def _numbers(context: Context) -> Iterator[Finding]:
    text, statute, law = context.document.folded, known(context).statute, known(context).articles
    if statute is None:
        return
    for match in _ARTICLE.finditer(text):
        start, end = match.span("list")
        numbers = _EACH.findall(match["list"])
        if any((int(item) if item.isdigit() else chinese_number(item) or 0) > statute.articles for item in numbers):
            yield context.mark(start, end, f"《条例》共{statute.articles}条，没有这一条", fix="核对条文序号")
            continue
        _, stop = context.clause(start, end, "，。；\n")
        body = text[end : min(stop, end + _WINDOW)]
        if then := _THEN.match(text, end):
            body += text[then.end() : then.end() + _WINDOW]
        begin, _ = context.clause(start, end, "。；\n")
        for row in law:
            if _is_about(row, text[begin : match.start()], body) and not set(numbers) & set(row.right):
                right = "、".join(f"第{item}条" for item in row.right if not item.isdigit())
                yield context.mark(
                    start,
                    end,
                    f"{row.what}见《条例》{right}，这里写{match['list']}",
                    evidence={"依据": "国务院令第711号"},
                    fix=f"核对后改为{right}",
                )
                break


_ARTICLE_WORD = "条例》"


_NO_ORDINAL = lazy(
    r"条例》(?:[（(][^（()）\n]{0,20}[）)])?(?P<n>[一二三四五六七八九十]{1,4}|[0-9]{1,2})条(?=[^例，。；\n]{0,30}(?:规定|要求)|[、和及第，。；])"
)


def _without_ordinal(context: Context) -> Iterator[Finding]:
    """An article of the statute cited without 第."""
    for hit in context.search(_NO_ORDINAL, masked=False):
        start = hit.match.start("n")
        found = context.document.text[start : hit.match.end("n") + 1]
        yield context.mark(
            start,
            hit.match.end("n") + 1,
            f"“{found}”前面缺“第”",
            severity="info",
            fix=Fix(applies="unsafe", text=f"第{found}", advice=f"改为“第{found}”"),
        )


def _is_about(row: Article, before: str, body: str) -> bool:
    """Whether an article is cited for what a row is about, by the words behind it, or before it and behind it."""
    if row.then is None:
        return any(word in body for word in row.words)
    return (
        _ARTICLE_WORD not in before
        and any(word in before for word in row.words)
        and any(word in body for word in row.then)
    )
