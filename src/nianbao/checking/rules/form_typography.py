"""FORM: line breaks of the title, half-width punctuation, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.kinds import subjects
from nianbao.patterns import lazy

_CJK = "\u4e00-\u9fff"


_TITLE_TERMS = (
    "年度报告",
    "工作报告",
    "人民政府",
    "办事处",
    "委员会",
    "管理局",
)


@rule("FORM05", "title-break", "warning", "norm", tags=("form",))
def title_break(context: Context) -> Iterator[Finding]:
    """标题在词语中间断行

    【是什么】标题分两行时从“政府信息｜公开”这样的词语中间断开。
    【依据】GB/T 9704—2012：标题回行时要做到词意完整。
    【错】
    - 云岭县白沙镇2023年政府信息⏎公开工作年度报告
    【对】
    - 云岭县白沙镇2023年⏎政府信息公开工作年度报告
    - 云岭县白沙镇人民政府2023年政府信息公开⏎工作年度报告
    【怎么改】在单位、年份之后或“政府信息公开”之后断行。
    【怎么不报】不在词语中间断行就不会报。
    【一句话】标题由程序写入。
    """
    lines = context.report.title_lines
    blocks = [block for block in context.document.blocks if block.kind == "title"]
    for index in range(len(lines) - 1):
        above, below = lines[index].text, lines[index + 1].text
        for term in (*subjects(context.report.kind), *_TITLE_TERMS):
            cut = next((k for k in range(1, len(term)) if above.endswith(term[:k]) and below.startswith(term[k:])), 0)
            if cut:
                block = blocks[index]
                yield context.mark(
                    block.end - cut,
                    block.end,
                    f"标题从“{term[:cut]}｜{term[cut:]}”中间断行",
                    severity="warning",
                    evidence={"依据": "GB/T 9704—2012：回行时词意完整"},
                    fix=f"不要从“{term}”中间断行",
                )
                break


_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = lazy(
    rf"(?<=[{_CJK}”》）%％])[,;:?!](?=\s*[{_CJK}“《（0-9])|(?<=[{_CJK}”》）])[,;:?!](?=\s*$)|(?<=[{_CJK}])[()]|[()](?=[{_CJK}])|(?<=[{_CJK}”》）])\.(?=\s*$)",
    re.M,
)
_HALF_MARKS = lazy("[,;:?!().]")
_FULL_MARKS = lazy("[，；：？！（）]")
_MANY = 12


@rule("FORM06", "half-width", "warning", "usage")
def half_width(context: Context) -> Iterator[Finding]:
    """中文里用了半角标点

    【是什么】中文句子里用了英文的逗号、括号等。
    【依据】GB/T 15834—2011 的标点形式；见到的是解读而非原文，所以只作警告。
    【错】
    - 完善公开制度,更新公开目录。
    【对】
    - 完善公开制度，更新公开目录。
    - 网址www.example.gov.cn，电话0571-88889999。
    - 全年点击1,200次。
    【怎么改】改为全角标点。
    【怎么不报】数字、网址、邮箱里的不报。
    【一句话】中文用全角标点。
    """
    text = context.document.text
    found = [(mark.start(), mark.group()) for mark in _HALF_MARKS.finditer(text) if _HALF.match(text, mark.start())]
    copied = len(found) > _MANY and len(found) > len(_FULL_MARKS.findall(text))
    for at, mark in found:
        right = "。" if mark == "." else _FULL[mark]
        yield context.mark(
            at,
            at + 1,
            f"半角“{mark}”应为全角“{right}”" + ("（全文大多是半角，像是从网页复制的）" if copied else ""),
            severity="info" if copied else "warning",
            fix=Fix(applies="safe", text=right, advice=f"改为“{right}”"),
        )


_SPACE = lazy(
    rf"(?<=[{_CJK}，。；：、”》）])"
    rf"[ \t\u00a0\u3000\u2002\u2003\u2009]+(?=[{_CJK}，。；：、“《（》）”])|(?<=《)[ \t]+|[ \t]+(?=》)"
)


@rule("FORM07", "stray-space", "info", "usage")
def stray_space(context: Context) -> Iterator[Finding]:
    """多余的空格

    【是什么】汉字之间、书名号里面有空格，或行末有不间断空格、全角空格。
    【依据】通行写法，所以只作提示。
    【错】
    - 根据《中华人民共和国政府信息公开条例 》要求编制。
    【对】
    - 根据《中华人民共和国政府信息公开条例》要求编制。
    - 2023 年公开信息 23 条。
    【怎么改】删去空格。
    【怎么不报】数字、字母两边的空格不报。
    【一句话】汉字之间不加空格。
    """
    found = list(context.search(_SPACE, masked=False, anchor=re.compile(" ")))
    for hit in found:
        yield context.mark(
            hit.start,
            hit.end,
            "这里有多余的空格",
            severity="info",
            fix=Fix(applies="safe", text="", advice="删去空格"),
        )
    for place in context.report.padded[:_MANY]:
        yield context.whole(
            "行末有不间断空格或全角空格",
            severity="info",
            location=place,
            fix="删去行末的空格",
        )
