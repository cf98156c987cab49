"""NUM08 to NUM10: what was received and what became of it, averages, and so many times so much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.facts import figure
from nianbao.lazy import lazy

_N = r"(?P<n>[0-9]+)[件宗起份项]"
_LINK = r"[^，。；0-9]{0,14}?"
_LEFT = lazy(
    rf"(?<!上年)(?<!上年度)结转(?:至|到|入)?(?:下|次|20[0-9]{{2}})(?:一)?年?(?:度)?{_LINK}{_N}"
    r"|(?P<n2>[0-9]+)[件宗起份项](?:申请)?(?:将)?(?:结转|转)(?:至|到|入)?(?:下|次)(?:一)?年"
)
_CARRIED = lazy(rf"(?:(?:上|前)一?年(?:度)?结转|结转上一?年(?:度)?){_LINK}{_N}")
_NEW = lazy(rf"(?:新收|收到|接收|新受理|受理){_LINK}{_N}")
_DONE = lazy(
    rf"(?:办结|答复|办复|办理完毕)(?:了)?{_LINK}{_N}|(?P<n2>[0-9]+)[件宗起份项](?:申请)?(?:已|均已|已经)?(?:全部|按[时期])?(?:办结|答复)"
)


def _only(pattern: re.Pattern[str], text: str) -> Decimal | None:
    """The count of a pattern; None where the sentence has none or two of it."""
    found = list(pattern.finditer(text))
    if len(found) != 1:
        return None
    groups = found[0].groupdict()
    return Decimal(groups["n"] or groups.get("n2") or "0")


@rule("NUM08", "requests-told-unbalanced", "warning", "arithmetic")
def balance(context: Context) -> Iterator[Finding]:
    """收到、办结与结转对不上

    【是什么】“上年结转2件，新收10件，办结9件，结转下年度2件”：2＋10＝12，9＋2＝11，差一件。
    【依据】算术：上年结转加新收等于办结加结转下年度，与第三部分表格的勾稽关系相同。
    【错】
    - 上年结转申请2件，新收10件，办结9件，结转下年度2件。
    【对】
    - 上年结转申请2件，新收10件，办结9件，结转下年度3件。
    - 收到申请10件，办结9件。
    【怎么改】核对台账，改正不对的件数。
    【怎么不报】同一句里四个数没有写全的不判断。
    【一句话】收到的与办结、结转的要平。
    """
    for passage in context.holding(re.compile("结转")):
        text = passage.folded
        for sentence in re.finditer("[^。]*结转[^。]*", text):
            said = sentence.group()
            left, carried, new, done = (_only(pattern, said) for pattern in (_LEFT, _CARRIED, _NEW, _DONE))
            if left is None or new is None or done is None or re.search("其中|延期|撤[回销]|分别", said):
                continue
            got, given = new + (carried or Decimal(0)), done + left
            if got == given or (carried is None and got < given):
                continue  # what is not told may have been carried over
            sides = f"{figure(carried)}＋{figure(new)}＝{figure(got)}" if carried is not None else figure(new)
            why = f"收到的是{sides}，办结和结转下年的是{figure(done)}＋{figure(left)}＝{figure(given)}"
            yield context.at(
                passage,
                *sentence.span(),
                why,
                severity="warning",
                evidence={"算式": why},
                fix="核对台账，改正不对的件数",
            )


_PERIODS = {"月": 12, "季度": 4, "季": 4, "周": 52, "天": 365, "日": 365}
_AVERAGE = lazy(
    r"(?P<n>[0-9]+)(?P<m>条|件|篇|次|期|场|份|个)[^。；：0-9]{0,14}?，(?:平均每个?(?P<p>月|季度|季|周|天|日)|(?P<q>月|日|周)均)"
    r"[^。；，0-9]{0,8}?(?P<k>[0-9]+(?:\.[0-9]+)?)(?P=m)"
)
_PART_OF_YEAR = lazy("上半年|下半年|[一二三四]季度|[0-9]月|以来|上线|开通|起，|其中")


@rule("NUM09", "average-told", "warning", "arithmetic")
def average(context: Context) -> Iterator[Finding]:
    """平均数算错

    【是什么】“全年公开信息240条，平均每月24条”，240÷12 是 20。
    【依据】算术：一年十二个月、四个季度；期间是不是全年有时看不出，所以只作警告。
    【错】
    - 全年公开信息240条，平均每月24条。
    【对】
    - 全年公开信息240条，平均每月20条。
    - 公众号7月开通以来发布信息120条，平均每月20条。
    【怎么改】重新计算，改正平均数或总数。
    【怎么不报】句中写明不是全年的不判断；取整的按四舍五入或舍去都认。
    【一句话】平均数由程序计算。
    """
    for passage in context.holding(re.compile("平均每|[月日周]均")):
        text = passage.folded
        for match in _AVERAGE.finditer(text):
            begin = text.rfind("。", 0, match.start()) + 1
            if _PART_OF_YEAR.search(text, begin, match.end()):
                continue
            unit = match["p"] or match["q"]
            right = Decimal(match["n"]) / _PERIODS[unit]
            slack = right / 10 if unit in "天日周" else Decimal(0)  # working days, weeks that are not whole
            if abs(right - Decimal(match["k"])) <= max(Decimal(1), slack) or (
                unit in "天日" and abs(Decimal(match["n"]) / 250 - Decimal(match["k"])) <= 1
            ):
                continue
            shown = figure(round(right, 1))
            yield context.at(
                passage,
                match.start("k"),
                match.end(),
                f"{match['n']}÷{_PERIODS[unit]}＝{shown}，这里写{match['k']}",
                severity="warning",
                evidence={"原文": passage.text[match.start() : match.end()]},
                fix="重新计算，改正平均数或总数",
            )


_EACH = lazy(
    r"(?P<a>[0-9]+)(?P<m>期|场|次|批|轮|个村|个社区|个)[^。；0-9]{0,12}?，每(?P=m)(?P<w>[^。；，0-9约近]{0,8}?)"
    r"(?P<b>[0-9]+)(?P<u>人次|人|份|条|册|张|名|户)，[^。；，0-9]{0,4}(?:共|合计|累计|总计)[^。；，0-9]{0,8}?"
    r"(?P<c>[0-9]+)(?P<v>人次|人|份|条|册|张|名|户)"
)
_EVERY = lazy(
    r"每(?P<p>个?月|季度|半年|年)[^。；，0-9一二两三四]{0,10}?(?P<b>[0-9]+|[一二两三四])(?P<m>次|期|场|篇)，?"
    r"(?:全年|一年|年内)?(?:共|合计|累计|总计)[^。；，0-9]{0,6}(?P<c>[0-9]+)(?P=m)"
)
_TIMES = {"个月": 12, "月": 12, "季度": 4, "半年": 2, "年": 1}
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


@rule("NUM10", "product-told", "warning", "arithmetic")
def product(context: Context) -> Iterator[Finding]:
    """每次多少与合计多少对不上

    【是什么】“举办培训班4期，每期50人，共培训210人”，4×50 是 200。
    【依据】算术；“每季度1次，全年共5次”可以另有加开的，所以只作提示。
    【错】
    - 举办培训班4期，每期50人，共培训210人。
    - 每季度召开例会1次，全年共5次。
    【对】
    - 举办培训班4期，每期50人，共培训200人。
    - 举办培训班4期，每期约50人，共培训210人。
    【怎么改】核对记录，改正其中一个数。
    【怎么不报】写“约”“余”的不判断。
    【一句话】每次的数乘次数等于合计。
    """
    for passage in context.holding(re.compile("每")):
        for pattern in (_EACH, _EVERY):
            for match in pattern.finditer(passage.folded):
                groups = match.groupdict()
                period = groups.get("p")
                if period is None and match["u"] != match["v"] and not {match["u"], match["v"]} <= {"人", "人次", "名"}:
                    continue
                times = Decimal(_TIMES[period]) if period else Decimal(match["a"])
                each = Decimal(_SMALL.get(match["b"]) or match["b"])
                if times * each == Decimal(match["c"]) or re.search("至少|不少于|以上|不定期", match.group()):
                    continue
                yield context.at(
                    passage,
                    match.start("c"),
                    match.end(),
                    f"{figure(times)}×{figure(each)}＝{figure(times * each)}，这里写{match['c']}",
                    severity="info" if period else "warning",
                    evidence={"原文": passage.text[match.start() : match.end()]},
                    fix="核对记录，改正其中一个数",
                )
