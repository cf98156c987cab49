"""NUM04: growth against another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.percent import agrees, places, rounded
from nianbao.facts import figure
from nianbao.text import quantities

_UP, _DOWN = "增加|增长|上升|提高|多|提升", "减少|下降|降低|少|下滑"
_GROWTH = re.compile(
    rf"(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<m>件|条|篇|次|份|人次|人|项|起|宗|个|场|期)?[，,（；]?(?:同比|比|较|与)(?:上年|去年|上一年|20[0-9]{{2}}年)?(?:度)?(?:同期)?(?:相比)?(?:[（的]?(?P<base>[0-9]+(?:\.[0-9]+)?)(?:件|条|篇|次|份|人次|人|项|起|宗|个|场|期)[）]?)?[，,]?"
    rf"(?P<dir>{_UP}|{_DOWN})了?(?P<k>[0-9]+(?:\.[0-9]+)?)(?P<unit>件|条|篇|次|份|人次|人|项|起|宗|个|场|期|%)(?:[，,、（](?:同比)?(?P<dir2>{_UP}|{_DOWN}|增幅|降幅|增长率)(?:了|为|达)?(?P<p>[0-9]+(?:\.[0-9]+)?)%)?"
)
_DOWN_WORDS = (*_DOWN.split("|"), "降幅")


@rule("NUM04", "growth", "warning", "arithmetic")
def growth(context: Context) -> Iterator[Finding]:
    """同比增减算错

    【是什么】“22件，比2022年（31件）下降39%”，应为下降29%；或者说增加而数字是减少。
    【依据】算术；口径是否相同看不出，所以只作警告。
    【错】
    - 收到申请22件，比2022年（31件）下降39%。
    【对】
    - 收到申请22件，比2022年（31件）下降29%。
    - 收到申请22件，比上年增加2件，增长10%。
    【怎么改】重新计算，改正数字或增减的方向。
    【怎么不报】没有写上年数、也没有给上年表格时不判断。
    【一句话】同比由程序计算。
    """
    book = context.book
    now, before = book.cell("requests.new.total"), book.cell("requests.new.total", last=True)
    for passage in context.holding(re.compile("[比较]")):
        text = passage.folded
        for match in _GROWTH.finditer(text):
            n, k = Decimal(match["n"]), Decimal(match["k"])
            down = match["dir"].startswith(_DOWN_WORDS)
            percent = match["unit"] == "%"
            base = Decimal(match["base"]) if match["base"] else None
            if base is None and not percent and match["p"]:
                base = n + k if down else n - k
                implied = True
            else:
                implied = False
            about = text[max(0, match.start() - 20) : match.start()]
            if base is None and now is not None and before is not None and n == now and re.search(r"申请", about):
                base = before
            if base is None or base <= 0:
                continue
            change = abs(n - base)
            rate = change / base * 100
            why = ""
            if not implied and ((n < base) != down) and n != base:
                why = f"{figure(n)}比{figure(base)}{'少' if n < base else '多'}，这里写“{match['dir']}”"
            elif percent and not agrees(rate, match["k"]):
                moved = "下降" if n < base else "增长"
                right = rounded(rate, max(places(match["k"]), 1))
                why = f"从{figure(base)}到{figure(n)}是{moved}{right}%，这里写{match['k']}%"
            elif not percent and not implied and change != k:
                why = f"{figure(n)}与{figure(base)}相差{figure(change)}，这里写{match['k']}"
            elif match["p"] and not agrees(rate, match["p"]):
                right = rounded(rate, max(places(match["p"]), 1))
                why = f"从{figure(base)}到{figure(n)}是{right}%，这里写{match['p']}%"
            if why and not _fits_another(text, match, k, down=down):
                yield context.at(
                    passage,
                    match.start("dir"),
                    match.end(),
                    why,
                    severity="warning",
                    evidence={
                        "原文": passage.text[match.start() : match.end()],
                        "算式": f"({figure(n)}－{figure(base)})÷{figure(base)}",
                    },
                    fix="重新计算，改正数字或增减的方向",
                )


def _fits_another(text: str, match: re.Match[str], change: Decimal, *, down: bool) -> bool:
    """Whether the growth is right for another count of the sentence: 共120件，其中乙50件，比上年增加20件，增长20%."""
    begin = text.rfind("。", 0, match.start()) + 1
    if "其中" not in text[begin : match.start("n")] or match["unit"] == "%" or not match["p"]:
        return False
    others = [q.value for q in quantities(text[begin : match.start("n")]) if q.value and q.measure == match["m"]]
    bases = [value + change if down else value - change for value in others]
    return any(base > 0 and agrees(change / base * 100, match["p"]) for base in bases)
