"""NUM06: stated counts against the list that follows or goes before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.text import chinese_number

_STATED = re.compile(
    r"(?:(?:以下|如下|下列|下面|存在|做好|抓好|从|重点做好|主要有|主要是|以)[^，。；：]{0,12}?)?(?<![第一二三四五六七八九十0-9年月])(?P<n>[一二两三四五六七八九十]|[0-9]{1,2})(?P<m>个|项|条|种|类|点|大)?(?P<what>方面|措施|问题|不足|举措|工作|困难|渠道|途径|环节|任务|薄弱环节|短板)[^。：；]{0,16}?[：:。]"
)
_ENUM = re.compile(
    r"(?:(?<=[。；：，\n])|^)(?P<n>[一二三四五六七八九十])是|(?:(?<=[。；：，\n])|^)(?P<b>[一二三四五六七八九十])、",
    re.M,
)


@rule("NUM06", "stated-count", "warning", "arithmetic")
def stated_count(context: Context) -> Iterator[Finding]:
    """说有几项，与列出的不符

    【是什么】“存在以下三个问题：一是……二是……”，只列了两个。
    【依据】算术；后面还有没有别的列法看不出，所以只作警告。
    【错】
    - 存在以下三个问题：一是渠道单一；二是更新不及时。
    【对】
    - 存在以下两个问题：一是渠道单一；二是更新不及时。
    - 从三个方面改进工作。
    【怎么改】改数目，或补上漏写的一项。
    【怎么不报】后面没有逐项列出时不判断。
    【一句话】说有几项就列几项。
    """
    for passage in context.holding(re.compile("一是")):
        text = passage.masked
        stated = list(_STATED.finditer(text))
        for index, match in enumerate(stated):
            raw = match["n"]
            said = int(raw) if raw.isdigit() else (chinese_number(raw) or 0)
            stop = stated[index + 1].start() if index + 1 < len(stated) else len(text)
            listed = [item for item in _ENUM.finditer(text, match.end() - 1, stop) if item["n"]]
            if not listed or listed[0]["n"] != "一" or listed[0].start() - match.end() > 2:
                continue
            run = 0
            for item in listed:
                if chinese_number(item["n"]) != run + 1:
                    break
                run += 1
            if run >= 2 and run != said:
                yield context.at(
                    passage,
                    match.start("n"),
                    match.end("what"),
                    f"说有{said}{match['m'] or ''}{match['what']}，列出{run}项",
                    severity="warning",
                    evidence={"列出": "；".join(text[item.start() : item.start() + 12] for item in listed[:run])},
                    fix="改数目，或补上漏写的一项",
                )
