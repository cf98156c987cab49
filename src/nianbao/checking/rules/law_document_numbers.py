"""LAW: how a document number is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.checking.rules.cited_documents import reference_data
from nianbao.patterns import alternatives, lazy

_ISSUER_MOST = 10
_ISSUER = rf"[\u4e00-\u9fff]{{2,{_ISSUER_MOST}}}?"
_BRACKETED_YEAR = lazy(r"[〔\[【（［﹝]\s*[0-9]{2,4}\s*[〕\]】）］﹞]")
_NUMBER = lazy(
    rf"(?P<issuer>{_ISSUER})(?P<open>[〔\[【（［﹝])\s*(?P<year>(?:19|20)?[0-9]{{2}})\s*(?P<close>[〕\]】）］﹞])\s*(?P<ordinal>第)?\s*(?P<zero>0*)(?P<n>[0-9]{{1,5}})\s*号"
)
_ISSUER_ENDS = lazy(r"(?:发|函|字|办|令|公告|通|文|规|政|厅|电|秘|改|建|财|教|人社|卫|局|委|工|示)$")


def _numbers(context: Context) -> list[re.Match[str]]:
    """Every document number: looked for before its bracket with the year, which is rare."""

    def work() -> list[re.Match[str]]:
        text, found, last = context.document.folded, [], 0
        for year in _BRACKETED_YEAR.finditer(text):
            for at in range(max(last, year.start() - _ISSUER_MOST), year.start()):
                match = _NUMBER.match(text, at)
                if match is not None and match.start("open") == year.start():
                    found.append(match)
                    last = match.end()
                    break
        return found

    return context.memo("numbers", work)


_UNCLOSED = lazy(
    r"[〔\[【](?P<year>20[0-9]{2})(?P<n>[0-9]{1,3})号|(?<=[发函字办])(?P<y>20[0-9]{2})[〕\]】](?P<m>[0-9]{1,3})号"
)


@rule("LAW01", "document-number-form", "warning", "norm")
def number_form(context: Context) -> Iterator[Finding]:
    """发文字号写法不对

    【是什么】年份没有用六角括号〔〕，年份不是四位，括号缺了一半，序号前加“第”或“0”，或把字号写进书名号里面。
    【依据】GB/T 9704—2012 第7.2.5条：年份用四位阿拉伯数字、六角括号括入，发文顺序号不加“第”、不编虚位。
    【错】
    - 根据国办公开办函[2021]30号文件要求编制。
    【对】
    - 根据国办公开办函〔2021〕30号文件要求编制。
    - 依照国务院令第711号公布的条例。
    - （2023）浙01行终5号判决已执行。
    【怎么改】改成“机关代字〔年份〕序号号”，放在书名号之后的括号里。
    【怎么不报】写法正确就不会报；法院案号不报。
    【一句话】发文字号写成〔年份〕序号号。
    """
    text = context.document.text
    for match in _numbers(context):
        if not _ISSUER_ENDS.search(match["issuer"]):
            continue
        start, end = match.start("open"), match.end()
        raw = text[match.start("open")] + text[match.start("close")]
        faults = []
        if raw != "〔〕":
            faults.append("年份应当用六角括号〔〕")
        if len(match["year"]) != 4:
            faults.append("年份应当写四位")
        if match["ordinal"]:
            faults.append("序号前不加“第”")
        if match["zero"]:
            faults.append("序号不补0")
        if not faults:
            continue
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        right = f"〔{year}〕{match['n']}号"
        safe = faults == ["年份应当用六角括号〔〕"]
        yield context.mark(
            start,
            end,
            f"发文字号“{text[start:end]}”：{'，'.join(faults)}",
            severity="warning",
            evidence={"依据": "GB/T 9704—2012 第7.2.5条"},
            fix=Fix(applies="safe" if safe else "unsafe", text=right, advice=f"改为“{right}”"),
        )
    for found in _UNCLOSED.finditer(context.document.folded):
        right = f"〔{found['year'] or found['y']}〕{found['n'] or found['m']}号"
        yield context.mark(
            found.start(),
            found.end(),
            f"发文字号“{text[found.start() : found.end()]}”：年份的括号缺了一半",
            severity="warning",
            evidence={"依据": "GB/T 9704—2012 第7.2.5条"},
            fix=Fix(applies="unsafe", text=right, advice=f"核对后改为“{right}”"),
        )
    inside = re.compile(r"[（(](?:[^（）()《》\n]{2,14}〔[0-9]{4}〕[0-9]{1,5}号|国务院令第[0-9]{1,4}号)[）)]》")
    for found in inside.finditer(text):
        yield context.mark(
            found.start(),
            found.end(),
            "发文字号写在书名号里面了",
            severity="warning",
            fix=Fix(
                applies="unsafe",
                text=f"》{text[found.start() : found.end() - 1]}",
                advice="把书名号的右半移到字号的括号前面",
            ),
        )
    rows = {row["find"]: row["right"] for row in reference_data()["issuers"]}
    pattern = re.compile(f"({alternatives(rows)})(?=[〔\\[【（［])")
    for hit in context.search(pattern, masked=False):
        right = rows[hit.match.group(1)]
        yield context.mark(
            hit.start,
            hit.end,
            f"机关代字“{hit.match.group()}”应为“{right}”",
            severity="warning",
            fix=Fix(applies="unsafe", text=right, advice=f"改为“{right}”"),
        )
