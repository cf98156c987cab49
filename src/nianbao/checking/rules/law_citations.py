"""LAW: the titles of documents, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.cited_documents import (
    Cited,
    Reference,
    cited,
    reference_data,
    references,
    tidied,
    tidy_titles,
)
from nianbao.patterns import lazy


def _named(title: str) -> Reference | None:
    """The document a title names by its key words."""
    for tidy, _, document in tidy_titles():
        if title == tidy:
            return document
    for document in references():
        if any(key in title for key in document.keys) and not any(key in title for key in document.not_keys):
            return document
    return None


def _national(number: str) -> bool:
    """Whether a number is the State Council's or its offices', not a province's own."""
    return number.startswith(tuple(reference_data()["national"]))


_LOCAL = lazy(r"省|市(?!场)|县|自治区|州|转发|实施|贯彻")


@rule("LAW02", "number-against-title", "error", "norm")
def number_title(context: Context) -> Iterator[Finding]:
    """发文字号与文件名对不上

    【是什么】文件名是〔2019〕60号的，字号写成〔2021〕30号，或者反过来。
    【依据】文件本身的名称和字号（documents.yaml 逐条注明是否核实；没有核实的只作警告）。
    【错】
    - 《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）
    【对】
    - 《关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）
    - 《云岭县关于做好政府信息公开工作年度报告有关事项的通知》（云政办发〔2023〕9号）
    【怎么改】核对后改正字号或文件名。
    【怎么不报】文件名与字号一致就不会报；地方文件不比较。
    【一句话】引用文件要核对文件名和字号。
    """
    items = cited(context)
    if not items:
        return
    from rapidfuzz import fuzz

    by_number = {document.number: document for document in references()}
    for item in items:
        if not item.number:
            continue
        if item.title.endswith("政府信息公开条例") and item.number.startswith("国务院令"):
            if item.number == "国务院令第492号":
                continue  # LAW03
            if item.number != "国务院令第711号":
                yield _mismatch(context, item, "国务院令第711号", "error")
            continue
        if not _national(item.number):
            continue
        named, numbered = _named(item.title), by_number.get(item.number)
        if named is not None and named.number != item.number:
            if _LOCAL.search(item.title) and item.title not in map(tidied, named.titles):
                continue
            yield _mismatch(context, item, named.number, "error" if named.sure else "warning")
        elif named is None and numbered is not None:
            start, end = item.start, item.end
            close = max(fuzz.ratio(item.title, tidied(title)) for title in numbered.titles)
            if close >= 75:
                continue  # LAW05: the right document, its title misquoted
            yield context.mark(
                start,
                end,
                f"{item.number}是《{numbered.titles[0]}》，不是这个文件",
                severity="error" if numbered.sure else "warning",
                evidence={
                    "文中": f"《{item.title}》（{item.number}）",
                    "文件": f"《{numbered.titles[0]}》（{numbered.number}）",
                },
                fix="核对后改正字号或文件名",
            )


def _mismatch(context: Context, item: Cited, right: str, severity: Severity) -> Finding:
    start, end = item.number_at
    return context.mark(
        start,
        end,
        f"《{item.title[:40]}》的字号是{right}，这里写成{item.number}",
        severity=severity,
        evidence={"文中": item.number, "文件": right},
        fix=Fix(applies="unsafe", text=right, advice=f"核对后改为{right}"),
    )


@rule("LAW05", "misquoted-title", "warning", "norm")
def misquoted(context: Context) -> Iterator[Finding]:
    """文件名引错几个字

    【是什么】《……政府信息公开工作年度报告格式》少了“公开工作”，《……信息公开条列》写错字。
    【依据】文件本身的名称（documents.yaml）。有多少差别算引错是经验，所以只作警告。
    【错】
    - 根据《中华人民共和国政府信息年度报告格式》要求编制。
    【对】
    - 根据《中华人民共和国政府信息公开工作年度报告格式》要求编制。
    - 根据《云岭县政府信息公开条例实施办法》开展工作。
    【怎么改】按文件原名改正。
    【怎么不报】与原名一致，或明显是另一个文件。
    【一句话】文件名照原名写全。
    """
    for item in cited(context):
        right = _misquoted(item.title) if len(item.title) >= _TITLE_LEAST else ""
        if not right:
            continue
        yield context.mark(
            item.start,
            item.end,
            f"文件名与原名不同，原名是《{right}》",
            severity="warning",
            evidence={"文中": item.title, "原名": right},
            fix=Fix(applies="unsafe", text=f"《{right}》", advice="按原名改正"),
        )


_TITLE_LEAST, _TITLE_ALIKE = 7, 86


@lru_cache(maxsize=1024)
def _misquoted(title: str) -> str:
    """The known title that a title is nearly, but not; empty where there is none. A report repeats its titles."""
    from rapidfuzz import fuzz

    best, right = 0.0, ""
    for tidy, shown, _ in tidy_titles():
        if tidy == title:
            return ""
        if abs(len(tidy) - len(title)) <= 6 and (ratio := fuzz.ratio(tidy, title)) > best:
            best, right = ratio, shown
    return "" if best < _TITLE_ALIKE or re.search(r"[0-9]", right) or _other(title, tidied(right)) else right


_OTHER_WORDS = (
    "实施",
    "办法",
    "细则",
    "解读",
    "省",
    "市",
    "县",
    "自治区",
    "规定",
    "贯彻",
    "试行",
    "修订",
    "填报",
    "区",
    "州",
    "全",
)


def _other(title: str, right: str) -> bool:
    """Whether a like title is another document's: it has a word that the known one lacks."""
    return any((word in title) != (word in right) for word in _OTHER_WORDS)
