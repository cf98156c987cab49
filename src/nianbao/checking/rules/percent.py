"""NUM03: percentages, rates and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.facts import figure
from nianbao.text import quantities

__all__ = ["agrees", "places", "rounded"]

_SHARE = re.compile(
    r"(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<m>件|条|篇|次|份|人|项|起|宗|个)[，,（]?(?:约|大约)?(?:占|占比|占比为|占总数的?|占总量的?|约占)(?:全部|总|申请|公开)?(?:总数|总量|比|的|件数|申请总数)?(?:为|约|的|达|达到)?(?P<p>[0-9]+(?:\.[0-9]+)?)%"
)


def rounded(value: Decimal, digits: int) -> Decimal:
    """A percentage with so many decimals, halves away from zero."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def places(text: str) -> int:
    """How many decimals a number is written with."""
    return len(text.partition(".")[2])


def agrees(share: Decimal, said: str) -> bool:
    """Whether a percentage as written can be the rounding (or cutting) of a share."""
    step = Decimal(1).scaleb(-places(said))
    apart = abs(share - Decimal(said))
    return apart <= step if step < 1 else apart < 1


@rule("NUM03", "percentage", "warning", "arithmetic")
def percentage(context: Context) -> Iterator[Finding]:
    """百分比算错

    【是什么】“共办理32件，其中予以公开7件，占25%”，7÷32 是 21.9%。
    【依据】算术；分母是哪个数有时看不出，所以只作警告。
    【错】
    - 共办结申请32件，其中予以公开7件，占25%。
    【对】
    - 共办结申请32件，其中予以公开7件，占21.9%。
    - 共办结申请32件，其中予以公开7件，占22%。
    【怎么改】重新计算，改正百分比或件数。
    【怎么不报】前文没有可以作分母的总数时不判断。
    【一句话】百分比由程序计算。
    """
    book = context.book
    tables = [
        value
        for id in ("requests.total.total", "requests.new.total")
        if (value := book.value(id)) is not None and value > 0
    ]
    new, carried = book.value("requests.new.total"), book.value("requests.carry_in.total")
    if new is not None and carried is not None:
        tables.append(new + carried)
    for passage in context.holding(re.compile("%")):
        text = passage.folded
        for match in _SHARE.finditer(text):
            count, measure = Decimal(match["n"]), match["m"]
            begin = text.rfind("。", 0, match.start()) + 1
            if "其中" not in text[begin : match.start()]:
                continue
            earlier = [q for q in quantities(text[: match.start("n")]) if q.measure == measure and q.value]
            values = [q.value for q in earlier if q.value is not None and q.value >= count]
            stated = [q for q in earlier if q.start >= begin and q.value is not None and q.value >= count]
            if not stated or "其中" not in text[stated[0].end : match.start()]:
                continue  # of what it is a share is not said here
            summed = count + sum((q.value or Decimal(0)) for q in earlier if q.start >= begin)
            candidates = [value for value in (*values, summed, *tables) if value > 0]
            if any(agrees(count / value * 100, match["p"]) for value in candidates):
                continue
            near = [q.value for q in stated if q.value]
            base = max(near)
            right = rounded(count / base * 100, max(places(match["p"]), 1))
            yield context.at(
                passage,
                match.start("p"),
                match.end("p") + 1,
                f"{figure(count)}÷{figure(base)}＝{right}%，这里写{match['p']}%",
                severity="warning",
                evidence={"原文": passage.text[begin : match.end()][-60:], "算式": f"{figure(count)}÷{figure(base)}"},
                fix="重新计算，改正百分比或件数",
            )
