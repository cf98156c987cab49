"""NUM03: percentages, rates and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.reckoned import reckoned
from nianbao.facts import figure
from nianbao.facts.rounding import agrees, places, recomputed, rounded
from nianbao.patterns import lazy
from nianbao.text import quantities

if TYPE_CHECKING:
    from nianbao.claims import Claim

_RATE = lazy(
    r"(?<!未)(?<!按时)(?<!按期)(?<!及时)(?<!限时)(?<!到期)(?P<root>办结|办复|答复|回复|满意|公开|整改|采纳|解决|受理|签收|完成|合格"
    r"|覆盖|达标|改造|建成|参训|出席|到会|更新|解读|上线|通过)率(?:为|达到?|是|均为)?(?:了)?(?P<p>[0-9]+(?:\.[0-9]+)?)%"
)
_OF = lazy("[中里]，?(?:已|共|现)?有?$|，(?:其中|已有|现有)?(?:已有|有)?$")
_ROOTS = {
    "覆盖": "覆盖|建成|建立|建有|设立|设有|设置|设|开通|配备|安装",
    "参训": "参训|参加|参与",
    "出席": "出席|参加|到会",
    "办复": "办复|办结|答复",
    "答复": "答复|办结|回复",
    "回复": "回复|答复|办结",
    "办结": "办结|办复|答复|办理",
}
_REST = lazy("结转|未到期|正在|剩余|其余|余下|延期|撤[回销]|不属于|平均|其中")


def _rates(text: str) -> Iterator[tuple[int, int, str]]:
    """Rates that two counts before them give: 收到20件，已办结19件，办结率95%."""
    for match in _RATE.finditer(text):
        begin = max(text.rfind("。", 0, match.start()), text.rfind("；", 0, match.start())) + 1
        before = text[begin : match.start()]
        counts = [q for q in quantities(before) if q.value and q.measure not in ("年", "月", "日", "%", "")]
        if len(counts) != 2 or _REST.search(text, begin, match.start()):
            continue
        whole, part = counts
        label, behind = before[whole.end : part.start], before[part.end :]
        roots = _ROOTS.get(match["root"], match["root"])
        if re.search(f"{roots}[^，。；]*$", before[: whole.start]):
            continue  # 予以公开34件，部分公开10件，公开率: both are of it
        asked = re.search(roots, label) or (_OF.search(label) and re.search(f"{roots}[^，。；]*，[^，。；]*$", behind))
        if not _OF.search(label) and _REST.search(text, match.end(), match.end() + 16):
            continue  # what is left is told behind it
        same = whole.measure == part.measure and whole.exact and part.exact
        if not asked or not same or whole.value is None or part.value is None or part.value > whole.value:
            continue
        share = part.value / whole.value * 100
        if "。" not in before and not agrees(share, match["p"]):
            right = recomputed(share, match["p"])
            why = f"{figure(part.value)}÷{figure(whole.value)}＝{right}%，这里写{match['p']}%"
            yield match.start("p"), match.end(), why


_OVER = lazy(
    r"(?P<root>满意|办结|办复|答复|回复|公开|解读|采纳|覆盖|知晓|合格|按时办结)(?:率|度)(?:为|达到?|是|均为)?(?P<p>[0-9]{3,}(?:\.[0-9]+)?)%"
)


def _over(text: str) -> Iterator[tuple[int, int, str]]:
    """Rates above one: of what there is no more than all can be done."""
    for match in _OVER.finditer(text):
        if Decimal(match["p"]) > 100:
            yield match.start("p"), match.end(), f"{match['root']}率不会超过100%，这里写{match['p']}%"


_SCORE = lazy(
    r"得分?(?:了)?(?P<n>[0-9]+(?:\.[0-9]+)?)分(?P<gap>[^。；0-9]{0,12}满分(?:为|是)?)(?P<full>[0-9]+)分"
    r"|满分(?:为|是)?(?P<full2>[0-9]+)分(?P<gap2>[^。；0-9]{0,16}得分?(?:了)?)(?P<n2>[0-9]+(?:\.[0-9]+)?)分"
)
_EXTRA = lazy("(?<!不设)(?<!没有)(?<!无)(?<!不含)(?:附加分|(?<!附)加分)")


def _scores(text: str) -> Iterator[tuple[int, int, str]]:
    """Scores above the full mark."""
    if "满分" not in text or _EXTRA.search(text):
        return
    for match in _SCORE.finditer(text):
        group = "n" if match["n"] else "n2"
        full = match["full"] or match["full2"]
        if Decimal(match[group]) > Decimal(full):
            yield match.start(group), match.end(group) + 1, f"满分{full}分，这里写得{match[group]}分"


_CARRIED = lazy(
    r"(?:收到|受理|新收)[^，。；]{0,16}?(?P<whole>[0-9]+)(?P<m>件|条)，[^。；]{0,40}?(?:已?办结|办复|答复)(?P<part>[0-9]+)(?P=m)"
    r"[^。；%]{0,60}?(?P<label>(?<!按时)(?<!按期)(?:办结|办复|答复)率)(?:为|达到?|是)?(?P<p>[0-9]+(?:\.[0-9]+)?)%"
)


def _carried(text: str) -> Iterator[tuple[int, int, str]]:
    """A rate of 100% beside what was carried over: 收到8件，办结7件，另有1件结转，办结率100%."""
    for match in _CARRIED.finditer(text):
        whole, part = Decimal(match["whole"]), Decimal(match["part"])
        if match["p"] == "100" and part < whole and "到期" not in match.group() and "上年" not in match.group():
            yield (
                match.start("label"),
                match.end(),
                f"{figure(part)}÷{figure(whole)}＝{rounded(part / whole * 100, 1)}%，这里写100%",
            )


_PIECE = lazy(
    r"[^，。；、0-9%]{1,16}?(?:[0-9]+[件条次人份篇个宗起])?，?占(?:比|总数的?)?(?:为|约)?(?P<p>[0-9]+(?:\.[0-9]+)?)%"
)
_JUST = lazy("的(?:申请)?(?:刚好|正好|恰好|超过|不足|不到|接近|约|近)?$")
_NEXT = 4
_EACH = lazy("各约?占[^，。；]{0,8}$")
_BEGINS = lazy("其中|主要|集中|多为")
_JOINED = lazy(
    "[，、；]?|，(?:其中|主要是)[^。%]*；[^，。；、0-9%（）]{0,20}|[，、；][^，。；、0-9%（）]{0,30}[0-9]+件（[^（）%]*"
)
"""What may stand between the shares of one whole: a part's own parts do not end them."""
_APART = lazy("各占|分别|同比|较上年|比上年|增|减")
"""What makes the shares of a run no parts of one whole: 不予公开和不予处理各占16%."""


def _shares(text: str) -> Iterator[tuple[int, int, str]]:
    """Shares told one after the other that are more than the whole, or less with the rest named."""
    run: list[re.Match[str]] = []
    for match in [*_PIECE.finditer(text), None]:
        joined = match is not None and run and _JOINED.fullmatch(text, run[-1].end(), match.start())
        if match is not None and (joined or not run) and not _BEGINS.search(match.group()):
            run.append(match)
            continue
        plain = not any(_APART.search(item.group()) for item in run)
        if plain and len(run) >= 2 and (why := _whole(run)):
            yield run[0].start("p"), run[-1].end(), why
        run = [match] if match is not None else []


def _whole(run: list[re.Match[str]]) -> str:
    values = [Decimal(item["p"]) for item in run]
    slack = sum((Decimal(1).scaleb(-places(item["p"])) for item in run), Decimal(0))
    running, whole = Decimal(0), sum(values, Decimal(0))
    for value in values[:-1]:
        running += value
        if abs(running - 100) <= slack:
            return ""  # the same whole, divided once more
    rest = re.search("其[他它余]|剩余", run[-1].group()) is not None
    if Decimal(100) + slack < whole <= 150 or (rest and whole < Decimal(100) - slack):
        shown = "＋".join(f"{figure(value)}%" for value in values)
        return f"{shown}＝{figure(whole)}%，{'超过' if whole > 100 else '不到'}100%"
    return ""


_COUNT = "人次|件|条|篇|次|份|人|项|起|宗|个|场|期|家|名|户"
_IN_WORDS = lazy(
    rf"(?P<n>[0-9]+)(?P<m>{_COUNT})[，（]?(?P<said>(?:约|大约)?占(?:比|了|到|总数的?|总量的?|全部的?|其中的?)*"
    r"(?:近|接近|将近|约|大约|超过?|过|逾|不足|不到)?"
    r"(?:半数|一半|半(?![年月天个小])|[三四五六七八九十]分之[一二两三四五六七八九]|[一二三四五六七八九]成半?(?!立|员|熟|本|果))"
    r"(?:以上|多|左右)?)"
)
_IN_WORDS_ANCHOR = lazy("占[^，。；0-9]{0,8}(?:半|分之|成)")


def _in_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Shares such as 占比过半 that are not the share of the total before them."""
    if not _IN_WORDS_ANCHOR.search(text):
        return
    from nianbao.claims.fraction_words import fractions

    for match in _IN_WORDS.finditer(text):
        count = Decimal(match["n"])
        begin = text.rfind("。", 0, match.start()) + 1
        earlier = [
            item
            for item in quantities(text[begin : match.start()])
            if item.measure == match["m"] and item.value and item.value >= count
        ]
        if not earlier or ("其中" not in text[begin + earlier[0].end : match.start()] and len(earlier) > 1):
            continue
        share = next(iter(fractions(match["said"], 0, len(match["said"]))), None)
        if share is None or any(item.value and share.low <= count / item.value * 100 <= share.high for item in earlier):
            continue
        total = max(item.value for item in earlier if item.value)
        percent = figure(round(count / total * 100, 1))
        yield (
            match.start("said"),
            match.end("said"),
            f"{figure(count)}÷{figure(total)}＝{percent}%，这里写“{match['said']}”",
        )


_TOLD_IN_WORDS = (lazy("占[^，。；0-9]{0,8}[半分成]"), lazy("满分"))


@rule("NUM03", "percentage", "warning", "arithmetic")
def percentage(context: Context) -> Iterator[Finding]:
    """百分比算错

    【是什么】“共办理32件，其中予以公开7件，占25%”，7÷32 是 21.9%；“收到20件，办结19件，
    办结率100%”一类的比率；逐项说的占比加起来超过100%，或者写到“其他”为止不到100%；
    “公开90条，其中就业类20条，占比过半”一类用文字说的占比；得分高于满分。
    【依据】算术；分母是哪个数有时看不出，所以只作警告。
    【错】
    - 共办结申请32件，其中予以公开7件，占25%。
    - 收到留言20条，已回复19条，回复率100%。
    - 网络申请占70%，信函申请占25%，当面申请占15%。
    - 公开信息90条，其中就业类20条，占比过半。
    【对】
    - 共办结申请32件，其中予以公开7件，占21.9%。
    - 共办结申请32件，其中予以公开7件，占22%。
    - 收到留言20条，已回复19条，按时回复率100%。
    - 公开信息90条，其中就业类50条，占比过半。
    【怎么改】重新计算，改正百分比或件数。
    【怎么不报】前文没有可以作分母的总数时不判断；“按时办结率”的分母只是到期的，不判断。
    【一句话】百分比由程序计算。
    """
    found = list(_told(context))
    yield from found
    for passage, _ in context.told:
        for misfit in context.reading(passage).shares(context.book, context.claims.roles):
            start, end = misfit.start, misfit.end
            if any(_at(item, passage, start, end) for item in found):
                continue
            yield context.at(
                passage,
                start,
                end,
                f"{misfit.known}，这里写{misfit.said}",
                severity="warning",
                evidence={"算式": misfit.known},
                fix="重新计算，改正百分比或件数",
            )


def _at(item: Finding, passage: Passage, start: int, end: int) -> bool:
    """Whether a finding is at a place of a passage."""
    at = item.position if item.position is not None else -1
    return at < passage.offset + end and passage.offset + start < at + len(item.quote)


def _told(context: Context) -> Iterator[Finding]:
    """Percentages that the two figures beside them, or those of their roles, do not make."""
    for passage in {item.offset: item for anchor in _TOLD_IN_WORDS for item in context.holding(anchor)}.values():
        right = [
            (claim.start, claim.end)
            for claim in context.said(passage)
            if claim.what == "share" and claim.sure and (known := context.verdict(claim)) is not None and known.holds
        ]  # 比上年减少3件，占比近三成: of what was told before
        said = (it for it in _in_words(passage.folded) if not any(it[0] < end and at < it[1] for at, end in right))
        yield from reckoned(context, passage, (*said, *_scores(passage.folded)), "重新计算，改正说法或数字")
    for passage, claims in context.told:
        words = {(at[0], at[1]) for at in _in_words(passage.folded)}
        for claim in claims:
            if claim.what != "share" or claim.value is not None or not claim.sure:
                continue
            if any(start < claim.end and claim.start < end for start, end in words):
                continue
            begun = re.split("[，。；]", passage.folded[: claim.start])[-1]
            plain = _JUST.search(begun) and passage.folded[claim.end : claim.end + 1] in ("，", "。", "；", "")
            if "占" not in begun and not plain and isinstance(claim.against, str) and not claim.part_of:
                continue  # 三分之二以上与旧城改造有关: of what, and which part, no figure tells
            if why := _of_what(context, passage, claim):
                yield context.at(
                    passage,
                    claim.start,
                    claim.end,
                    f"{why}，这里写“{claim.text}”",
                    severity="warning",
                    evidence={"算式": why},
                    fix="重新计算，改正说法或数字",
                )
    for passage in context.holding(re.compile("%")):
        text = passage.folded
        yield from reckoned(
            context,
            passage,
            (*_rates(text), *_shares(text), *_over(text), *_carried(text)),
            "重新计算，改正百分比或件数",
            sum=True,
        )
        told = [claim for claim in context.said(passage) if claim.what == "share" and claim.value is not None]
        for claim in told:
            if (claim.sure or _beside(context, passage, claim)) and (why := _of_what(context, passage, claim)):
                start, end = claim.start, claim.end
                begin = text.rfind("。", 0, start) + 1
                yield context.at(
                    passage,
                    start,
                    end,
                    f"{why}，这里写{claim.text}",
                    severity="warning",
                    evidence={"原文": passage.text[begin:end][-60:], "算式": why},
                    fix="重新计算，改正百分比或件数",
                )


def _beside(context: Context, passage: Passage, claim: Claim) -> bool:
    """Whether a share stands right behind the count that it is the share of: 206条，占60%."""
    return any(
        item.what == "count" and item.role == claim.role and item.by == claim.by and 0 < claim.start - item.end < _NEXT
        for item in context.said(passage)
    )


def _whole_of_list(told: list[Claim], claim: Claim, part: Decimal) -> Decimal | None:
    """The whole that a share is of, where it stands in a list of which two others, with their shares, are of it."""
    if claim.part_of is None or not claim.part_of.value or part > claim.part_of.value:
        return None
    whole, fit = claim.part_of.value, 0
    for item in told:
        if item.what != "share" or item is claim or item.part_of is None or item.part_of.start != claim.part_of.start:
            continue
        digits = item.text.rstrip("%")
        count = next((o.value for o in reversed(told) if o.what == "count" and _is_of(item, o) and o.value), None)
        if count is not None and digits.replace(".", "").isdecimal() and agrees(count / whole * 100, digits):
            fit += 1
    return whole if fit >= _FIT else None


_FIT = 2


def _is_of(share: Claim, count: Claim) -> bool:
    """Whether a count is the one before a share, that the share is of."""
    return count.role == share.role and count.by == share.by and count.end <= share.start


def _of_what(context: Context, passage: Passage, claim: Claim) -> str:
    """What a share should be, by the figures that the text gives for it, else by the tables'; empty where it is so, or
    is so of what else may be meant."""
    told = [item for item in context.said(passage) if item.sentence == claim.sentence]
    same = [item for item in told if (item.role, item.by, item.year) == (claim.role, claim.by, claim.year)]
    if sum(item.what == "share" for item in same) > 1 or _EACH.search(
        passage.folded, max(claim.start - 16, 0), claim.start
    ):
        return ""  # told respectively
    part = next((item.value for item in reversed(same) if item.what == "count" and item.end <= claim.start), None)
    verdict = context.verdict(claim)
    if (verdict is not None and verdict.holds) or context.meanings(passage).of_share(claim):
        return ""
    if part is None:
        return verdict.known if verdict is not None and verdict.holds is False else ""
    if claim.low is None or claim.high is None:
        return verdict.known if verdict is not None and verdict.holds is False else ""  # 控制在8%以内
    digits = claim.text.rstrip("%").lstrip("近约超逾达不足")
    if not digits.replace(".", "").isdecimal():
        return verdict.known if verdict is not None and verdict.holds is False else ""
    if whole := _whole_of_list(told, claim, part):
        share = part / whole * 100
        step = Decimal(1).scaleb(-places(digits))
        right = agrees(share, digits) and Decimal(digits) - share <= max(step / 2, Decimal("0.05"))
        return "" if right else f"{figure(part)}÷{figure(whole)}＝{recomputed(share, digits)}%"
    earlier = [item.value for item in quantities(passage.folded[: claim.start]) if item.measure == same[0].measure]
    wholes = [value for value in earlier if value and value >= part]
    if any(agrees(part / whole * 100, digits) for whole in wholes):
        return ""
    if verdict is not None and verdict.holds is False:
        return verdict.known
    named = next((item.part_of.value for item in same if item.part_of is not None and item.part_of.value), None)
    begin = passage.folded.rfind("。", 0, claim.start) + 1
    if named is None and "其中" in passage.folded[begin : claim.start]:
        stated = [item for item in quantities(passage.folded[begin : claim.start]) if item.measure == same[0].measure]
        first = next((item for item in stated if item.value and item.value > part), None)
        led = first is not None and "其中" in passage.folded[begin + first.end : claim.start]
        named = first.value if first is not None and led else None
    return f"{figure(part)}÷{figure(named)}＝{recomputed(part / named * 100, digits)}%" if named else ""
