"""NUM: totals and their parts, percentages, growth, stated counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.checking.finding import Finding, Fix
from nianbao.checking.rule import rule
from nianbao.facts import figure
from nianbao.text import Quantity, chinese_number, quantities

__all__ = ["Tree", "trees"]

_COUNTS = frozenset("件条篇次场期份个名人户项家起宗例册则张部批幅")
_OPEN = re.compile(r"等|主要|部分|余|多[条件篇次]|左右|以上|近[0-9]|约[0-9]|超[0-9过]|例如|包含但|涉及|重点|尤其|特别")
_COMPARED = re.compile(
    r"比|较|同比|环比|去年|上年|上一年|增|减|下降|上升|占|率|平均|日均|浏览|点击|访问|阅读|粉丝|关注"
)
_STOP = re.compile(r"结转|办结|答复|同时|此外|另外|另有|未|没有|全年共|累计|培训|召开|开展|组织|共(?:计|有)?[0-9]")
_LISTS = re.compile("其中|（|包括|分")
_BRACKET = re.compile(r"（(?P<in>[^（）]{4,160})）")
_NUMERAL = re.compile("[0-9零〇一二两三四五六七八九十百千]")
_PARTS = re.compile(
    r"其中[：:，,]?|分别(?:为|是|有)[：:]?|包括[：:，,]?|包含[：:]?|具体为[：:]?|具体包括[：:]?|分为[：:]?"
)


class Tree(NamedTuple):
    """A total with its parts, as a sentence states them.

    Attributes:
        total: the total. parts: those before the list turns to something else.
        closed: whether the list claims to be exhaustive.
    """

    total: Quantity
    parts: tuple[Quantity, ...]
    closed: bool


def _usable(quantity: Quantity) -> bool:
    return (
        quantity.value is not None and quantity.measure[:1] in _COUNTS and quantity.measure not in ("个工作日", "人次")
    )


def _between(found: list[Quantity], start: int, stop: int) -> list[Quantity]:
    """The quantities, which are in order, that stand between two offsets."""
    first = bisect_left(found, start, key=lambda item: item.start)
    return found[first : bisect_right(found, stop, lo=first, key=lambda item: item.end)]


def _list_after(text: str, start: int, stop: int, total: Quantity, found: list[Quantity]) -> Tree | None:
    """The parts that stand between two offsets, of the total's measure."""
    parts: list[Quantity] = []
    at, mixed = start, False
    for quantity in _between(found, start, stop):
        if not _usable(quantity):
            continue
        between = text[at : quantity.start]
        begin = max(start - 1, *(text.rfind(mark, start, quantity.start) for mark in "，、；：")) + 1
        clause = text[begin : quantity.start]
        if _COMPARED.search(clause) or (parts and (_STOP.search(clause) or "。" in between)):
            break
        if quantity.measure != total.measure:
            at, mixed = quantity.end, True
            continue
        parts.append(quantity)
        at = quantity.end
    if not parts:
        return None
    tail = text[parts[-1].end : stop]
    stretch = text[start : parts[-1].end]
    listed = len(parts) >= 2 and not _OPEN.search(stretch) and not tail.startswith(("等", "余"))
    other = (
        re.search(r"其[他它](?:各?类|信息|内容|方面|方式)?[^，。；、0-9]{0,8}$", text[start : parts[-1].start])
        is not None
    )
    return Tree(total, tuple(parts), listed and other and not mixed)


def trees(text: str) -> list[Tree]:
    """Every total with parts that a paragraph states: 其中, 分别为, 包括, and lists in brackets, nested ones too.

    Args:
        text: a paragraph, folded.
    """
    leads = list(_PARTS.finditer(text))
    brackets = [item for item in _BRACKET.finditer(text) if _NUMERAL.search(item["in"])]
    if not leads and not brackets:
        return []  # before the quantities are found: most paragraphs end here
    found = [quantity for quantity in quantities(text) if quantity.value is not None]
    usable = [quantity for quantity in found if _usable(quantity)]
    made: list[Tree] = []
    for match in leads:
        before = bisect_right(usable, match.start(), key=lambda item: item.end)
        if not before:
            continue
        total = usable[before - 1]
        if match.start() - total.end > 24 or "。" in text[total.end : match.start()]:
            continue
        inside = _bracket(text, match.start())
        stop = inside[1] if inside else _end(text, match.end())
        nested = [item.start() for item in _PARTS.finditer(text, match.end(), stop)]
        limit = nested[0] if nested else stop
        level = _without_brackets(text, match.end(), limit, found) if not inside else found
        if (tree := _list_after(text, match.end(), limit, total, level)) is not None:
            made.append(tree)
    for bracket in brackets:
        if _PARTS.match(bracket["in"]):
            continue
        before = bisect_right(usable, bracket.start(), key=lambda item: item.end)
        if before and usable[before - 1].end == bracket.start():
            tree = _list_after(text, bracket.start() + 1, bracket.end() - 1, usable[before - 1], found)
            if tree is not None and len(tree.parts) >= 2:
                made.append(tree)
    return made


def _bracket(text: str, at: int) -> tuple[int, int] | None:
    open_at = text.rfind("（", 0, at)
    if open_at < 0 or "）" in text[open_at:at]:
        return None
    close = text.find("）", at)
    return (open_at, close) if close >= 0 else None


def _end(text: str, at: int) -> int:
    stops = [found for mark in "。" if (found := text.find(mark, at)) >= 0]
    return min(stops, default=len(text))


def _without_brackets(text: str, start: int, stop: int, found: list[Quantity]) -> list[Quantity]:
    hidden = [match.span() for match in re.finditer(r"（[^（）]*）", text[start:stop])]
    return [
        quantity
        for quantity in _between(found, start, stop)
        if not any(start + begin <= quantity.start < start + end for begin, end in hidden)
    ]


def _upper(quantity: Quantity) -> Decimal:
    """The most an approximate figure can mean: 300余 is under 400."""
    value = quantity.value or Decimal(0)
    if quantity.exact:
        return value
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return value + step


_NEAR = Decimal("0.1")


def _verdict(tree: Tree) -> str:
    """What is wrong with a tree; empty where nothing is or it cannot be told."""
    total = tree.total.value or Decimal(0)
    values = [part.value or Decimal(0) for part in tree.parts]
    exact = tree.total.exact and all(part.exact for part in tree.parts)
    running = Decimal(0)
    for value in values:
        running += value
        if exact and running == total:
            return ""  # what follows is another matter
    shown = "＋".join(figure(value) for value in values)
    whole = sum(values, Decimal(0))
    if len(values) == 1:
        return f"其中的{figure(values[0])}多于总数{figure(total)}" if values[0] > _upper(tree.total) else ""
    if whole > _upper(tree.total):
        biggest = max(values)
        if biggest == total or any(
            one + two == total for one, two in combinations(values, 2) if exact and len(values) > 2
        ):
            return ""  # two ways of dividing the same total
        return f"各项{shown}＝{figure(whole)}，多于总数{figure(total)}"
    if exact and whole < total and tree.closed:
        return f"各项{shown}＝{figure(whole)}，不等于总数{figure(total)}"
    return ""


@rule("NUM02", "parts-against-total", "warning", "arithmetic")
def parts_total(context: Context) -> Iterator[Finding]:
    """分项之和与总数不符

    【是什么】“共公开100条，其中甲60条、乙50条”，各项加起来多于总数；列到“其他”为止的，不等于总数。
    【依据】算术；分类有没有重叠、有没有列全看不出，所以只作警告。
    【错】
    - 全年公开信息276条，其中工作动态216条，通知公告50条，其他100条。
    【对】
    - 全年公开信息276条，其中工作动态216条，通知公告50条，其他10条。
    - 全年公开信息276条，其中政策解读20条。
    - 全年公开信息276条，其中工作动态100条、通知公告50条等。
    【怎么改】核对台账，改总数或改分项。
    【怎么不报】用“等”表示没有列全的，不要求相等。
    【一句话】分项之和等于总数，数字由程序写入。
    """
    for passage in context.holding(_LISTS):
        told: set[int] = set()
        for tree in trees(passage.folded):
            why = _verdict(tree)
            if why and tree.total.start not in told:
                told.add(tree.total.start)
                end = tree.parts[-1].end
                yield context.at(
                    passage,
                    tree.total.start,
                    tree.total.end,
                    why,
                    severity="warning",
                    evidence={"原文": passage.text[tree.total.start : end], "算式": why},
                    fix="核对台账，改总数或改分项",
                )


# ── percentages

_SHARE = re.compile(
    r"(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<m>件|条|篇|次|份|人|项|起|宗|个)[，,（]?(?:约|大约)?(?:占|占比|占比为|占总数的?|占总量的?|约占)(?:全部|总|申请|公开)?(?:总数|总量|比|的|件数|申请总数)?(?:为|约|的|达|达到)?(?P<p>[0-9]+(?:\.[0-9]+)?)%"
)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _agrees(share: Decimal, said: str) -> bool:
    """Whether a percentage as written can be the rounding (or cutting) of a share."""
    places = _places(said)
    tolerance = Decimal(1).scaleb(-places)
    return abs(share - Decimal(said)) <= tolerance * Decimal("1.0") if places else abs(share - Decimal(said)) < 1


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
            if any(_agrees(count / value * 100, match["p"]) for value in candidates):
                continue
            near = [q.value for q in stated if q.value]
            base = max(near)
            right = _rounded(count / base * 100, max(_places(match["p"]), 1))
            yield context.at(
                passage,
                match.start("p"),
                match.end("p") + 1,
                f"{figure(count)}÷{figure(base)}＝{right}%，这里写{match['p']}%",
                severity="warning",
                evidence={"原文": passage.text[begin : match.end()][-60:], "算式": f"{figure(count)}÷{figure(base)}"},
                fix="重新计算，改正百分比或件数",
            )


# ── growth

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
            elif percent and not _agrees(rate, match["k"]):
                moved = "下降" if n < base else "增长"
                right = _rounded(rate, max(_places(match["k"]), 1))
                why = f"从{figure(base)}到{figure(n)}是{moved}{right}%，这里写{match['k']}%"
            elif not percent and not implied and change != k:
                why = f"{figure(n)}与{figure(base)}相差{figure(change)}，这里写{match['k']}"
            elif match["p"] and not _agrees(rate, match["p"]):
                right = _rounded(rate, max(_places(match["p"]), 1))
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
    return any(base > 0 and _agrees(change / base * 100, match["p"]) for base in bases)


_MEASURE = re.compile(
    r"(?:政府信息公开|信息公开|依申请公开)申请(?:事项)?(?:共计?|总计|合计)?[0-9]+(?P<m>起|宗|条|个|次)|(?:收到|受理|办理|答复)[0-9]+(?P<m2>起|宗|条|个|次)(?:政府信息公开|信息公开|依申请公开)的?申请"
)


@rule("NUM05", "measure-word", "info", "usage")
def measure_word(context: Context) -> Iterator[Finding]:
    """申请的量词不是“件”

    【是什么】“收到政府信息公开申请3起”，申请通常论“件”。
    【依据】表格和已公布报告的通行写法，所以只作提示。
    【错】
    - 收到政府信息公开申请3起。
    【对】
    - 收到政府信息公开申请3件。
    - 公开信息3条，回应关切2次。
    【怎么改】改为“件”。
    【怎么不报】用“件”“份”就不会报。
    【一句话】申请论“件”，信息论“条”。
    """
    for hit in context.search(_MEASURE):
        group = "m" if hit.match["m"] else "m2"
        yield context.mark(
            hit.match.start(group),
            hit.match.end(group),
            f"申请用了量词“{hit.match[group]}”，通常用“件”",
            severity="info",
            fix=Fix(applies="unsafe", text="件", advice="改为“件”"),
        )


# ── stated counts

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


_APPROX_ANCHOR = re.compile("[余多约近超逾不]")
_APPROX = re.compile(
    r"(?P<exact>(?<![0-9.])[0-9]*[1-9])(?P<word>余|多)(?=[条件篇次场期份个名人户项家张册部处])|(?P<twice>(?:约|近|大约|将近|超过|超|逾|不足)[0-9]+(?:余|多|左右|以上)|[0-9]+余[条件篇次场期份个名人户项家张册部处](?:左右|以上))"
)


@rule("NUM07", "approximate-exact", "info", "usage")
def approximate(context: Context) -> Iterator[Finding]:
    """确数后面用了约数词

    【是什么】“233余条”“约30余次”，确数和约数混用。
    【依据】通行用法，所以只作提示。
    【错】
    - 公开信息233余条。
    【对】
    - 公开信息230余条。
    - 公开信息233条。
    【怎么改】有确数的写确数，没有的只用一个约数词。
    【怎么不报】整数后面用“余”的不报。
    【一句话】有确数的写确数。
    """
    for hit in context.search(_APPROX, anchor=_APPROX_ANCHOR):
        if hit.match["exact"] and len(hit.match["exact"]) < 2:
            continue
        what = "确数后面用了“" + hit.match["word"] + "”" if hit.match["exact"] else "两个约数词重复"
        yield context.mark(
            hit.start,
            hit.end,
            f"“{hit.match.group()}”{what}",
            severity="info",
            fix="有确数的写确数，没有的只用一个约数词",
        )
