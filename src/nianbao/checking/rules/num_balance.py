"""NUM08 to NUM10: received = dealt with + carried over; averages; products."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.reckoned import reckoned
from nianbao.facts import figure
from nianbao.facts.rounding import places, rounded
from nianbao.patterns import lazy
from nianbao.text import chinese_number, quantities
from nianbao.text.sentences import sentence_spans

if TYPE_CHECKING:
    from nianbao.claims import Claim


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
        for start, end in sentence_spans(passage.folded):
            told = [item for item in context.said(passage) if start <= item.start < end and item.role in _FLOW]
            new, carried, done, left = (_only(told, roles) for roles in _SIDES)
            if left is None or new is None or done is None or _APART.search(passage.folded, start, end):
                continue
            got, given = new + (carried or Decimal(0)), done + left
            if got == given or (carried is None and got < given):
                continue  # what is not told may have been carried over
            verdicts = [context.verdict(item) for item in told if item.what == "count" and item.sure]
            if len(verdicts) > 1 and all(item is not None and item.holds for item in verdicts):
                continue  # each is what the form has: others of the sentence were taken for them
            sides = f"{figure(carried)}＋{figure(new)}＝{figure(got)}" if carried is not None else figure(new)
            why = f"收到的是{sides}，办结和结转下年的是{figure(done)}＋{figure(left)}＝{figure(given)}"
            end -= passage.folded.endswith("。", start, end)
            yield context.at(passage, start, end, why, evidence={"算式": why}, fix="核对台账，改正不对的件数")


def _only(told: list[Claim], roles: tuple[str, ...]) -> Decimal | None:
    """The one count that a sentence tells of all there was, of the first of some roles that it tells; None where it
    tells none, two, or one that is within another (收到9件，含上年结转1件)."""
    counts = [item for item in told if item.what == "count" and not item.all]
    found = next((same for role in roles if (same := [item for item in counts if item.role == role])), [])
    plain = all(item.exact and item.whole and not item.by and item.way != "foreign" for item in found)
    return found[0].value if len(found) == 1 and plain else None


_SIDES = (("requests.new",), ("requests.carry_in",), ("requests.done", "requests.handled"), ("requests.carry_out",))
_FLOW = tuple(role for roles in _SIDES for role in roles)
_APART = lazy("其中|延期|撤[回销]|分别")
_PERIODS = {"月": 12, "季度": 4, "季": 4, "周": 52, "天": 365, "日": 365}
_AVERAGE = lazy(
    r"(?P<n>[0-9]+)(?P<m>条|件|篇|次|期|场|份|个)[^。；：0-9]{0,14}?，(?:平均每个?(?P<p>月|季度|季|周|天|日)|(?P<q>月|日|周)均)"
    r"[^。；，0-9]{0,8}?(?P<k>[0-9]+(?:\.[0-9]+)?)(?P=m)"
)
_PER = lazy(
    r"(?P<a>[0-9]+|[二两三四五六七八九十])(?P<m>期|场|次|批|轮)[^。；0-9]{0,16}?(?P<b>[0-9]+)(?P<u>人次|人|名|份|册|张|条)[^。；0-9]{0,12}?"
    r"，平均每(?P=m)[^，。；0-9]{0,6}?(?P<k>[0-9]+(?:\.[0-9]+)?)(?P<v>人次|人|名|份|册|张|条)"
)
_LONGEST = lazy(
    r"平均(?P<what>[^，。；0-9]{0,12}?)(?P<a>[0-9]+(?:\.[0-9]+)?)(?P<u>个?工作日|天|日|小时|分钟)[^。]{0,20}?"
    r"(?:用时|时间|耗时|时长)?最(?P<which>长|多|短|少)[^，。；0-9]{0,10}?(?P<b>[0-9]+(?:\.[0-9]+)?)(?P=u)"
)


def _per_event(text: str) -> Iterator[tuple[int, int, str]]:
    """Averages of events, and averages beyond the longest or the shortest of what they are of."""
    for match in _PER.finditer(text):
        times = Decimal(match["a"] if match["a"].isdigit() else chinese_number(match["a"]) or 0)
        people = {"人", "人次", "名"}
        begin = text.rfind("。", 0, match.start()) + 1
        if len(re.findall(f"[0-9两二三四五六七八九十]{match['m']}", text[begin : match.start("k")])) != 1:
            continue  # of which of them?
        if times <= 0 or (match["u"] != match["v"] and not {match["u"], match["v"]} <= people):
            continue
        right = Decimal(match["b"]) / times
        if abs(right - Decimal(match["k"])) > 1:
            yield match.start("k"), match.end(), f"{match['b']}÷{times}＝{figure(round(right, 1))}，这里写{match['k']}"
    for match in _LONGEST.finditer(text):
        mean, end, most = Decimal(match["a"]), Decimal(match["b"]), match["which"] in "长多"
        if (mean > end) if most else (mean < end):
            yield (
                match.start("a"),
                match.start("u") + len(match["u"]),
                f"平均{match['a']}{match['u']}，{'多' if most else '少'}于最{match['which']}的{match['b']}{match['u']}",
            )


_EACH_OF = lazy("平均(?:每一?个?)?(?P<m>件|起|宗|份|期|场|次|个|项|家|村|户|篇|条)[^，。；0-9]{0,8}$")
_WORKDAYS = {"个工作日": "工作日", "个自然日": "天", "日": "天"}
_SPENT = ("工作日", "天", "小时", "分钟", "元", "万元")
"""What things are said to take on the average; events and people are told otherwise."""


def _means(text: str) -> Iterator[tuple[int, int, str]]:
    """Means of a total over what it is of, both told before: 33件累计用时396个工作日，平均每件13个工作日."""
    found = [item for item in quantities(text) if item.value]
    for number, mean in enumerate(found):
        match = _EACH_OF.search(text, max(mean.start - 16, 0), mean.start)
        unit = _WORKDAYS.get(mean.measure, mean.measure)
        if match is None or not mean.exact or not mean.value or unit not in _SPENT:
            continue
        begin = text.rfind("。", 0, mean.start) + 1
        told = [item for item in found[max(number - _BEFORE, 0) : number] if item.start >= begin and item.exact]
        totals = [item for item in told if _WORKDAYS.get(item.measure, item.measure) == unit]
        counts = [item for item in told if item.measure == match["m"] and item not in totals]
        pairs = [(one.value, other.value) for one in totals for other in counts if one.value and other.value]
        step = Decimal(1) if mean.value == int(mean.value) else Decimal(1).scaleb(-places(figure(mean.value)))
        if not pairs or any(abs(one / other - mean.value) < step for one, other in pairs):
            continue
        if text.startswith(("左右", "以上", "以内", "多"), mean.end):
            continue
        one, other = pairs[-1]
        shown = figure(rounded(one / other, 1))
        yield match.start(), mean.end, f"{figure(one)}÷{figure(other)}＝{shown}，这里写{figure(mean.value)}"


_BEFORE = 6
_MEAN = lazy("(?P<p>[月日周])均[^，。；0-9]{0,8}$")
_OF_YEAR = lazy("(?:^|[，。；、：])?(?:全年|年度|年内|年)(?:总|累计)?(?:浏览|访问|点击|阅读|播放)[^，。；0-9]{0,10}$")
_ROUGH = Decimal("0.12")
"""By how much a mean of rounded figures may differ from what it should be."""


def _of_visits(text: str) -> Iterator[tuple[int, int, str]]:
    """Means of a year's visits, in 万 or not: 年访问量650万人次，日均访问2.1万人次."""
    found = [item for item in quantities(text) if item.value]
    for number, mean in enumerate(found):
        match = _MEAN.search(text, max(mean.start - 12, 0), mean.start)
        begin = text.rfind("。", 0, mean.start) + 1
        if match is None or not mean.value or _PART_OF_YEAR.search(text, begin, mean.end):
            continue
        for year in found[:number]:
            of_year = year.start >= begin and year.measure == mean.measure
            if not of_year or not year.value or not _OF_YEAR.search(text, max(begin, year.start - 20), year.start):
                continue
            times = (365, 250) if match["p"] == "日" else (_PERIODS[match["p"]],)
            if all(abs(year.value / mean.value - time) > _ROUGH * time for time in times):
                right = figure(rounded(year.value / times[0], 0))
                yield match.start("p"), mean.end, f"{figure(year.value)}÷{times[0]}＝{right}，这里写{mean.text}"
            break


_PART_OF_YEAR = lazy("上半年|下半年|[一二三四]季度|[0-9]月|以来|上线|开通|起，|其中")


@rule("NUM09", "average-told", "warning", "arithmetic")
def average(context: Context) -> Iterator[Finding]:
    """平均数算错

    【是什么】“全年公开信息240条，平均每月24条”，240÷12 是 20；“培训4期、320人次，平均每期60人次”，
    320÷4 是 80；平均用时多于最长的一件；年访问量与日均访问量对不上。
    【依据】算术：一年十二个月、四个季度；期间是不是全年有时看不出，所以只作警告。
    【错】
    - 全年公开信息240条，平均每月24条。
    - 培训4期，共320人次参加，平均每期60人次。
    【对】
    - 全年公开信息240条，平均每月20条。
    - 公众号7月开通以来发布信息120条，平均每月20条。
    【怎么改】重新计算，改正平均数或总数。
    【怎么不报】句中写明不是全年的不判断；取整的按四舍五入或舍去都认。
    【一句话】平均数由程序计算。
    """
    for passage in context.holding(re.compile("平均|[月日周]均")):
        text = passage.folded
        yield from reckoned(
            context, passage, (*_per_event(text), *_means(text), *_of_visits(text)), "重新计算，改正平均数或总数"
        )
        for match in _AVERAGE.finditer(text):
            begin = text.rfind("。", 0, match.start()) + 1
            if _PART_OF_YEAR.search(text, begin, match.end()) or "结转" in text[begin : match.end("m")]:
                continue
            unit = match["p"] or match["q"]
            right = Decimal(match["n"]) / _PERIODS[unit]
            told = [item.value for item in quantities(text[begin : match.end("m")]) if item.measure == match["m"]]
            if any(value and _average(value, Decimal(match["k"]), unit) for value in told):
                continue  # 新收324件（2023年260件），月均27件
            shown = figure(round(right, 1))
            yield context.at(
                passage,
                match.start("k"),
                match.end(),
                f"{match['n']}÷{_PERIODS[unit]}＝{shown}，这里写{match['k']}",
                evidence={"原文": passage.text[match.start() : match.end()]},
                fix="重新计算，改正平均数或总数",
            )


def _average(total: Decimal, told: Decimal, unit: str) -> bool:
    """Whether a total makes an average by month, week or day: of days those of work too."""
    right = total / _PERIODS[unit]
    slack = right / 10 if unit in "天日周" else Decimal(0)  # working days, weeks that are not whole
    return abs(right - told) <= max(Decimal(1), slack) or (unit in "天日" and abs(total / 250 - told) <= 1)


_EACH = lazy(
    r"(?P<a>[0-9]+)(?P<m>期|场|次|批|轮|个村|个社区|个)[^。；0-9]{0,12}?，每(?P=m)(?P<w>[^。；，0-9约近]{0,8}?)"
    r"(?P<b>[0-9]+)(?P<u>人次|人|份|条|册|张|名|户)，[^。；，0-9]{0,4}(?:共|合计|累计|总计)[^。；，0-9]{0,8}?"
    r"(?P<c>[0-9]+)(?P<v>人次|人|份|条|册|张|名|户)"
)
_EVERY = lazy(
    r"每(?P<p>个?月|季度|半年|年)[^。；，0-9一二两三四]{0,10}?(?P<b>[0-9]+|[一二两三四])(?P<m>次|期|场|篇)，?"
    r"(?:全年|一年|年内)?(?:共|合计|累计|总计)[^。；，0-9]{0,6}(?P<c>[0-9]+)(?P=m)"
)
_OFTEN = lazy(
    r"每(?P<p>个?月|季度|半年|半个?月|周)(?P<first>[^。；，0-9一二两三四]{0,12}?)(?P<b>[0-9]+|[一二两三四])(?P<m>次|期|场|篇|轮)(?P<what>[^。；，0-9]{0,16})"
    r"，(?P<gap>[^。；0-9]{0,12}?)(?:全年|一年来?|年内|本年度)(?P<told>[^，。；0-9]{0,8})(?P<c>[0-9]+)(?P=m)(?P<more>[^，。；]{0,8})"
)
"""How often, and how many times it was in the year: 每季度召开一次调度会，全年共召开6次."""
_SPARE = lazy("[共累合总]计?|了|已")
_LESS = lazy("至少|不少于|以上|不定期|起|以来|一般|原则上")
_EACH_HAS = lazy(
    r"(?P<a>[0-9]+)(?:个|家|处)[^，。；0-9一二两三]{1,14}?，?各(?:自)?(?:配备|确定|明确|设立?|安排|指定|落实|选派|选聘|配置|布设|张贴|发放)了?"
    r"(?P<b>[0-9]+|[一二两三])(?P<u>名|人|个|台|处|块|份|张|套|本|册)[^，。；0-9]{0,16}，[^，。；0-9]{0,8}?"
    r"(?:形成|组成|组建|共|合计|总计|累计)[^，。；0-9]{0,10}(?P<c>[0-9]+)(?P<v>名|人|个|台|处|块|份|张|套|本|册)"
)
_BESIDES = lazy("含|加上|连同|另|及|和|至少")
_TIMES = {"半月": 24, "半个月": 24, "周": 52, "个月": 12, "月": 12, "季度": 4, "半年": 2, "年": 1}
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}


@rule("NUM10", "product-told", "warning", "arithmetic")
def product(context: Context) -> Iterator[Finding]:
    """每次多少与合计多少对不上

    【是什么】“举办培训班4期，每期50人，共培训210人”，4×50 是 200。
    【依据】算术；“每季度1次，全年共5次”可以另有加开的，所以只作提示。
    【错】
    - 举办培训班4期，每期50人，共培训210人。
    - 每季度召开例会1次，全年共5次。
    - 10个村各配备2名信息员，形成24人的队伍。
    【对】
    - 举办培训班4期，每期50人，共培训200人。
    - 举办培训班4期，每期约50人，共培训210人。
    - 10个村各配备2名信息员，形成20人的队伍。
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
        told = {match.start("c") for match in _EVERY.finditer(passage.folded)}
        yield from reckoned(
            context,
            passage,
            (item for item in _often(passage.folded) if item[0] not in told),
            "核对记录，改正其中一个数，或写明另有加开",
            severity="info",
        )
    for passage in context.holding(re.compile("各(?:自)?(?:配|确|明|设|安|指|落|选|布|张|发)")):
        for match in _EACH_HAS.finditer(passage.folded):
            people = {match["u"], match["v"]} <= {"名", "人"}
            times, each = Decimal(match["a"]), Decimal(_SMALL.get(match["b"]) or match["b"])
            if (match["u"] != match["v"] and not people) or times * each == Decimal(match["c"]):
                continue
            begin = passage.folded.rfind("。", 0, match.start()) + 1
            if passage.folded.count("各", begin, match.end()) > 1:
                continue  # the total is of them all
            if _BESIDES.search(passage.folded, match.end("u"), match.start("c")):
                continue
            yield context.at(
                passage,
                match.start("c"),
                match.end(),
                f"{figure(times)}×{figure(each)}＝{figure(times * each)}，这里写{match['c']}",
                evidence={"原文": passage.text[match.start() : match.end()]},
                fix="核对记录，改正其中一个数",
            )


def _often(text: str) -> Iterator[tuple[int, int, str]]:
    """Frequencies that do not make the number told for the year, of the same thing."""
    for match in _OFTEN.finditer(text):
        said = match["first"] + match["what"] + match["gap"]
        about = _SPARE.sub("", match["told"])
        same = all(about[at : at + 2] in said for at in range(max(len(about) - 1, 1))) if about else True
        if not same or "每" in match["gap"] or _LESS.search(match.group()) or match["more"].startswith("培训"):
            continue
        times, each = _TIMES[match["p"]], Decimal(_SMALL.get(match["b"]) or match["b"])
        apart = abs(times * each - Decimal(match["c"]))
        if apart > (4 if match["p"] == "周" else 0):
            yield (
                match.start("c"),
                match.end("c") + 1,
                f"每{match['p']}{match['b']}{match['m']}，一年是{figure(times * each)}，这里写{match['c']}",
            )
