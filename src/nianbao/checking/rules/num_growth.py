"""NUM04: growth against another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding
from nianbao.checking.rule import rule
from nianbao.checking.rules.num_against_table import quoted
from nianbao.checking.rules.num_in_words import gainsaid
from nianbao.checking.rules.reckoned import reckoned
from nianbao.facts import figure
from nianbao.facts.rounding import agrees, recomputed, rounded
from nianbao.pattern_needs import each
from nianbao.patterns import lazy
from nianbao.text import quantities

if TYPE_CHECKING:
    from nianbao.claims import Claim, Verdict

_UP, _DOWN = "增加|增长|上升|提高|多|提升", "减少|下降|降低|少|下滑"
_GROWTH = lazy(
    rf"(?P<n>[0-9]+(?:\.[0-9]+)?)(?P<m>件|条|篇|次|份|人次|人|项|起|宗|个|场|期)?[，,（；]?(?:同比|比|较|与)(?:上年|去年|上一年|20[0-9]{{2}}年)?(?:度)?(?:同期)?(?:相比)?(?:[（的]?(?P<base>[0-9]+(?:\.[0-9]+)?)(?:件|条|篇|次|份|人次|人|项|起|宗|个|场|期)[）]?)?[，,]?"
    rf"(?P<dir>{_UP}|{_DOWN})了?(?P<k>[0-9]+(?:\.[0-9]+)?)(?P<unit>件|条|篇|次|份|人次|人|项|起|宗|个|场|期|%)(?:[，,、（](?:同比)?(?P<dir2>{_UP}|{_DOWN}|增幅|降幅|增长率)(?:了|为|达)?(?P<p>[0-9]+(?:\.[0-9]+)?)%)?"
)
_DOWN_WORDS = (*_DOWN.split("|"), "降幅")


_COUNT = "件|条|篇|次|份|人次|人|项|起|宗|个|场|期|家|名"
_N = r"[0-9]+(?:\.[0-9]+)?"
_PAST = r"(?:上年度?|去年|上一年度?|20[0-9]{2}年度?)(?:同期|全年)?"
_AS = r"(?:的|为|是|有|共|仅|只有|发布|公开|收到)*"
_CHANGE = rf"(?P<dir>{_UP}|{_DOWN})了?(?P<k>{_N})(?P<unit>{_COUNT}|%|倍)"
# Where the other year's figure is told with 为 or 是, beside the change or behind it.
_TOLD = (
    lazy(
        rf"(?P<n>{_N})(?P<m>{_COUNT})[，；、（]?(?:与|和|比|较|而)?(?P<past>{_PAST}){_AS}(?P<base>{_N})(?P=m)[，；）]?"
        rf"(?:相比|相较)?，?(?:同比|比上年|较上年|比去年|较去年)?{_CHANGE}"
    ),
    lazy(
        rf"(?P<n>{_N})(?P<m>{_COUNT})[，；（]?(?:同比|比上年|较上年|比去年|较去年)(?:度)?{_CHANGE}[（，]{_PAST}{_AS}(?P<base>{_N})(?P=m)"
    ),
    lazy(
        rf"[由从]{_PAST}{_AS}(?P<base>{_N})(?P<m>{_COUNT})(?:{_UP}|{_DOWN})(?:到|至)(?:今年的?|本年的?|20[0-9]{{2}}年的?)?(?P<n>{_N})(?P=m)，"
        rf"(?:同比)?{_CHANGE}"
    ),
    lazy(
        rf"(?P<n>{_N})(?P<m>{_COUNT})，?[比较](?!{_PAST}{_AS}[0-9])[^，。；0-9]{{1,12}}?(?P<base>{_N})(?P=m){_CHANGE}"
    ),
)
_POINTS = lazy(
    rf"(?P<n>{_N})%，?[（]?(?:比|较){_PAST}{_AS}[（]?(?P<base>{_N})%[）]?，?(?P<dir>{_UP}|{_DOWN})了?(?P<k>{_N})个?百分点"
)


_ANCHOR = lazy("[比较是由从]|上年|去年|上一年|年度?为")
_RELATED = lazy("相差|之差|差距|差额|[多少高低大小]于|超[过出]|不及|倍|一半|现[有为存行]|达|[增减升降]|剩|保留")
"""What figures are told against each other with."""
_MOVED = lazy(
    "[增减升降多少倍翻涨跌缩攀差]|超[过出]|[高低大小]于|不及|一半|现[有为存行]|保留|提高|下滑|滑落|回落|走[高低]|百分点|持平|相当|相同|一致|一样|接近"
)
"""What every change is told with."""
_TURNED = lazy(
    rf"[由从][^，。；0-9]{{0,8}}?(?:{_PAST})?{_AS}(?P<base>{_N})(?P<m>[万亿]?(?:{_COUNT}|笔|户|批|元)|%)"
    rf"(?P<dir>增加|增长|上升|提高|提升|升|增|减少|下降|降低|降|减)(?:到|至)"
    rf"(?:今年的?|本年的?|年末的?|20[0-9]{{2}}年的?)?(?P<n>{_N})(?P=m)(?:，(?:同比)?(?:{_UP}|{_DOWN}|[增减降涨升]幅)(?:了|为|达到?)?(?P<k>{_N})%)?"
)
_LEVEL = lazy(
    rf"(?P<n>{_N})(?P<m>{_COUNT})，(?P<level>(?:与|和|同){_PAST}(?:基本)?持平)[（，]{_PAST}{_AS}(?P<base>{_N})(?P=m)"
)
_APART = Decimal("0.05")
"""The share by which two figures may differ and still be called level."""


def _turned(text: str) -> Iterator[tuple[re.Match[str], str, int, int]]:
    """Changes told from one figure to another (由60件降至45件), and figures called level that are not."""
    for match in _TURNED.finditer(text):
        n, base = Decimal(match["n"]), Decimal(match["base"])
        down = match["dir"].startswith(("减", "降", "下"))
        if n != base and (n < base) != down:
            why = f"{figure(n)}比{figure(base)}{'少' if n < base else '多'}，这里写“{match['dir']}”"
            yield match, why, match.start("dir"), match.end("n")
        elif match["k"] and match["m"] != "%" and base > 0 and not agrees(abs(n - base) / base * 100, match["k"]):
            right = recomputed(abs(n - base) / base * 100, match["k"])
            yield match, f"从{figure(base)}到{figure(n)}是{right}%，这里写{match['k']}%", match.start("k"), match.end()
    for match in _LEVEL.finditer(text):
        n, base = Decimal(match["n"]), Decimal(match["base"])
        if base > 0 and abs(n - base) > _APART * base:
            yield match, f"{figure(n)}与{figure(base)}不同，这里写“持平”", match.start("level"), match.end("level")


def _later(text: str, match: re.Match[str]) -> bool:
    """Whether the second figure is the later year's: 2022年60篇，2023年66篇."""
    named = re.findall("(20[0-9]{2})年", text[text.rfind("。", 0, match.start()) + 1 : match.start()])
    return bool(named) and match["past"][:4].isdigit() and int(named[-1]) < int(match["past"][:4])


def _told(text: str) -> Iterator[tuple[re.Match[str], str, int, int]]:
    """What is wrong with changes whose base is told beside them: the match, why, and the place."""
    for pattern in _TOLD:
        for match in each(pattern, text):
            n, base, k = Decimal(match["n"]), Decimal(match["base"]), Decimal(match["k"])
            if base <= 0 or n == base or (pattern is _TOLD[0] and _later(text, match)):
                continue
            moved = "减少" if n < base else "增加"
            rate = abs(n - base) / base * 100
            if (n < base) != match["dir"].startswith(_DOWN_WORDS):
                yield (
                    match,
                    f"{figure(n)}比{figure(base)}{moved}，这里写“{match['dir']}”",
                    match.start("dir"),
                    match.end(),
                )
            elif match["unit"] == "%" and not agrees(rate, match["k"]):
                right = recomputed(rate, match["k"])
                why = f"从{figure(base)}到{figure(n)}是{moved}{right}%，这里写{match['k']}%"
                yield match, why, match.start("dir"), match.end("unit")
            elif match["unit"] == match["m"] and abs(n - base) != k:
                why = f"{figure(n)}与{figure(base)}相差{figure(abs(n - base))}，这里写{match['k']}"
                yield match, why, match.start("dir"), match.end("unit")
            elif match["unit"] == "倍" and not agrees((n - base) / base, match["k"]):
                right = rounded((n - base) / base, 1)
                why = f"从{figure(base)}到{figure(n)}是增加{right}倍，这里写{match['k']}倍"
                yield match, why, match.start("dir"), match.end("unit")
    for match in _POINTS.finditer(text):
        n, base, k = Decimal(match["n"]), Decimal(match["base"]), Decimal(match["k"])
        if n != base and (n < base) != match["dir"].startswith(_DOWN_WORDS):
            yield (
                match,
                f"{match['n']}%比{match['base']}%{'低' if n < base else '高'}，这里写“{match['dir']}”",
                match.start("dir"),
                match.end(),
            )
        elif abs(n - base) != k:
            why = f"{match['n']}%与{match['base']}%相差{figure(abs(n - base))}个百分点，这里写{match['k']}个"
            yield match, why, match.start("k"), match.end()


_ANY = "人次|件|条|篇|次|份|人|项|起|宗|个|场|期|家|名|户"
_AS_TOLD = r"(?:的|为|是|有|共|仅|只有|发布|公开|收到|受理|推送)*"
_NOW_THEN = lazy(
    rf"(?P<n>{_N})(?P<m>{_ANY})[，；、（]?(?:与|和|比|较|而)?(?P<past>{_PAST}){_AS_TOLD}(?P<base>{_N})(?P=m)）?"
)
_THEN_NOW = lazy(
    rf"(?:[由从](?P<from>{_PAST})?|(?P<past>{_PAST}))[^，。；0-9多少增减升降]{{0,8}}?(?P<base>{_N})(?P<m>{_ANY})"
    rf"(?:[，；](?:今年|本年度?|全年|20[0-9]{{2}}年度?)?[^，。；0-9]{{0,8}}?|[^，。；0-9]{{0,4}}[到至为])(?P<n>{_N})(?P=m)"
)
_DOUBLED = lazy(
    r"(?P<said>(?P<lead>近|将近|接近|约|几乎|差不多|不足|不到)?翻了?(?P<near>近|将近|接近|约|超过?)?(?P<k>一|两|1|2)?番(?P<over>多|以上)?)"
)
_SAME = lazy(r"(?P<said>(?:(?:与|和|同)(?:上年|去年|上一年|20[0-9]{2}年)度?(?:同期)?|同比)(?:基本)?持平)")
_TENTHS = lazy(
    r"(?P<said>(?P<dir>增[幅长加]|上升|涨幅|降幅|减[幅少]|下降)(?:了|为|达到?|有)?(?:近|接近|将近|约|超过?|逾|不足|不到)?"
    r"[一二两三四五六七八九]成半?(?:多|以上|左右)?)(?![立员熟本果])"
)
_BOTH = lazy(
    r"(?P<said>(?:双双|双|均|都|同步|全部|全面)(?:有所|有|实现|呈现?|保持|较上年度?|比上年度?|较去年|比去年|同比|出现)*"
    r"(?P<dir>增长|增加|上升|提高|提升|增多|减少|下降|降低|回落))"
)
_IN_WORDS_ANCHOR = lazy("[一二两三四五六七八九]成|翻[^，。；]{0,4}番|持平|双|[均都]|同步|全部|全面")
_PAST_ANCHOR = lazy("上年|去年|上一年|20[0-9]{2}年|[由从]")
_LINK = lazy(r"[）]?[，；]?[^，。；0-9]{0,10}")
_TWO, _ALL = Decimal(2), Decimal(100)


class _Pair(NamedTuple):
    """This year's figure and that of the year before, where they end, and how they are written."""

    now: Decimal
    then: Decimal
    start: int
    end: int


def _year(text: str | None) -> int | None:
    return int(text[:4]) if text and text[:4].isdigit() else None


def _pairs(text: str, begin: int, end: int) -> list[_Pair]:
    found: list[_Pair] = []
    at = begin
    while True:
        pairs = [match for pattern in (_NOW_THEN, _THEN_NOW) if (match := pattern.search(text, at, end))]
        if not pairs:
            return found
        match = min(pairs, key=lambda item: (item.start(), -item.end()))
        now, then = Decimal(match["n"]), Decimal(match["base"])
        named = _year(match["past"])
        other = re.findall("(20[0-9]{2})年", text[begin : match.start()])
        if match.re.groupindex.get("from") is None and named and other and int(other[-1]) < named:
            now, then = then, now  # 2022年60篇，2023年66篇
        found.append(_Pair(now, then, match.start(), match.end()))
        at = match.end()


def _in_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Changes told in words that the two figures before them gainsay."""
    if not _IN_WORDS_ANCHOR.search(text) or not _PAST_ANCHOR.search(text):
        return
    for pattern in (_DOUBLED, _SAME, _BOTH, _TENTHS):
        for match in pattern.finditer(text):
            begin = text.rfind("。", 0, match.start()) + 1
            pairs = _pairs(text, begin, match.start())
            if not pairs or not _LINK.fullmatch(text, pairs[-1].end, match.start()):
                continue
            why = ""
            if pattern is _BOTH:
                why = _not_both(pairs, match["dir"])
            elif pattern is _SAME:
                now, then = pairs[-1].now, pairs[-1].then
                if abs(now - then) > max(_APART * then, Decimal(1) if "基本" in match["said"] else Decimal(0)):
                    why = f"{figure(now)}与{figure(then)}不同"
            elif pattern is _TENTHS:
                why = _not_tenths(pairs[-1], match)
            elif pairs[-1].then > 0:
                why = _not_doubled(pairs[-1], match)
            if why:
                yield match.start("said"), match.end("said"), f"{why}，这里写“{match['said']}”"


def _not_both(pairs: list[_Pair], moved: str) -> str:
    if len(pairs) < 2:
        return ""
    down = moved.startswith(("减", "下", "降", "回"))
    for pair in pairs:
        if (pair.now < pair.then) != down or pair.now == pair.then:
            how = "与" if pair.now == pair.then else "比"
            what = "相同" if pair.now == pair.then else "减少" if pair.now < pair.then else "增加"
            return f"{figure(pair.now)}{how}{figure(pair.then)}{what}"
    return ""


def _not_tenths(pair: _Pair, match: re.Match[str]) -> str:
    """That a change told in tenths is another: 80件，2020年为59件，增幅近五成."""
    if pair.then <= 0 or (pair.now < pair.then) != match["dir"].startswith(("降", "减", "下")):
        return ""
    from nianbao.claims.fraction_words import fractions

    rate = abs(pair.now - pair.then) / pair.then * 100
    told = fractions(match["said"], 0, len(match["said"]))
    if not told or told[0].low <= min(rate, _ALL) <= told[0].high:
        return ""
    return f"从{figure(pair.then)}到{figure(pair.now)}是{rounded(rate, 1)}%"


_ABOUT = ("约", "几乎", "差不多", "不足", "不到")


def _not_doubled(pair: _Pair, match: re.Match[str]) -> str:
    wanted = _TWO ** (2 if match["k"] in ("两", "2") else 1)
    ratio = pair.now / pair.then
    near, over = match["near"] or match["lead"] or "", match["over"] or ""
    least = wanted * (Decimal("0.85") if "近" in near or near in _ABOUT else Decimal("0.95"))
    most = Decimal("Infinity") if near.startswith("超") or over else wanted * Decimal("1.3")
    if least <= ratio <= most:
        return ""
    return f"{figure(pair.now)}是{figure(pair.then)}的{figure(round(ratio, 1))}倍"


@rule("NUM04", "growth", "warning", "arithmetic")
def growth(context: Context) -> Iterator[Finding]:
    """同比增减算错

    【是什么】“22件，比2022年（31件）下降39%”，应为下降29%；或者说增加而数字是减少；
    “是上年的几倍”“提高几个百分点”“翻一番”“双双增长”“持平”与两个数对不上；句中两个数“相差”“多于”“少于”多少、
    是几倍，原有多少、增减多少、现有多少，与写出的数对不上的，也在此列。
    【依据】算术；口径是否相同看不出，所以只作警告。
    【错】
    - 收到申请22件，比2022年（31件）下降39%。
    - 接待咨询90人次，是上年45人次的3倍。
    - 推送信息390篇，上年为260篇，翻了一番。
    - 上一年有制度21项，本年取消2项，现有23项。
    【对】
    - 收到申请22件，比2022年（31件）下降29%。
    - 咨询由60件降至45件，下降25%。
    - 推送信息530篇，上年为260篇，翻了一番。
    - 收到申请22件，比上年增加2件，增长10%。
    【怎么改】重新计算，改正数字或增减的方向。
    【怎么不报】没有写上年数、也没有给上年表格时不判断。
    【一句话】同比由程序计算。
    """
    told: dict[int, list[Finding]] = {}
    related = {passage.offset for passage in context.holding(_RELATED)}
    for passage in context.holding(_MOVED):
        found = list(_beside(context, passage))
        if passage.offset in related:
            from nianbao.claims.told_relations import told_relations  # claims are loaded when a text is held to them

            found += reckoned(context, passage, told_relations(passage.folded), "重新计算，改正说法或数字")
        found += _against_last_year(context, passage, [item.position or 0 for item in found])
        yield from found
        told[passage.offset] = found
    for passage, _ in context.told if context.report.cells else ():
        yield from gainsaid(context, passage, told.get(passage.offset, ()), moves=True)


def _beside(context: Context, passage: Passage) -> Iterator[Finding]:
    """Changes that the two figures beside them gainsay."""
    text = passage.folded
    if _ANCHOR.search(text):
        told: set[int] = set()
        yield from reckoned(context, passage, _in_words(text), "重新计算，改正说法或数字")
        for match, why, start, end in (*_told(text), *_turned(text)):
            told.add(match.start())
            if _holds(context, passage, start, end):
                continue
            yield context.at(
                passage,
                start,
                end,
                why,
                severity="warning",
                evidence={"原文": passage.text[match.start() : match.end()]},
                fix="重新计算，改正数字或增减的方向",
            )
        if not re.search("[比较与]", text):
            return
        for match in _GROWTH.finditer(text):
            if match.start() in told:
                continue
            n, k = Decimal(match["n"]), Decimal(match["k"])
            down = match["dir"].startswith(_DOWN_WORDS)
            percent = match["unit"] == "%"
            base = Decimal(match["base"]) if match["base"] else None
            if base is None and not percent and match["p"]:
                base = n + k if down else n - k
                implied = True
            else:
                implied = False
            if base is None or base <= 0:
                continue
            change = abs(n - base)
            rate = change / base * 100
            why = ""
            if not implied and ((n < base) != down) and n != base:
                why = f"{figure(n)}比{figure(base)}{'少' if n < base else '多'}，这里写“{match['dir']}”"
            elif percent and not agrees(rate, match["k"]):
                moved = "下降" if n < base else "增长"
                right = recomputed(rate, match["k"])
                why = f"从{figure(base)}到{figure(n)}是{moved}{right}%，这里写{match['k']}%"
            elif not percent and not implied and change != k:
                why = f"{figure(n)}与{figure(base)}相差{figure(change)}，这里写{match['k']}"
            elif match["p"] and not agrees(rate, match["p"]):
                right = recomputed(rate, match["p"])
                why = f"从{figure(base)}到{figure(n)}是{right}%，这里写{match['p']}%"
            if why and not (
                _fits_another(text, match, k, down=down) or _holds(context, passage, match.start("dir"), match.end())
            ):
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


def _against_last_year(context: Context, passage: Passage, told: list[int]) -> Iterator[Finding]:
    """Changes that the figure told for the other year, or last year's tables, gainsay.

    Args:
        told: where others are found already.
    """
    claims = context.said(passage)
    for claim in claims:
        if claim.what != "change" or not (claim.sure or _told_of(claim, claims)):
            continue
        if claim.part_of is not None and not claim.part_of.sure:
            continue
        if any(_doubtful(context, item) for item in claims if item.sentence == claim.sentence):
            continue
        known = context.verdict(claim)
        if known is not None and known.holds:
            continue  # 减少8件，……律师代理申请由12件增加到15件: so it is by the tables, whatever else is told
        verdict = _told_beside(context, claim, claims) or known
        if verdict is None or verdict.holds is not False:
            continue
        start, end = quoted(passage, claim)
        if context.meanings(passage).of(verdict):
            continue
        begin, stop = context.clause(passage.offset + start, passage.offset + end, "。\n")
        if any(begin <= at < stop for at in told):
            continue
        yield context.at(
            passage,
            start,
            end,
            f"{verdict.known}{_rate_of(verdict)}，这里写“{passage.text[start:end]}”",
            severity="warning",
            evidence={"原文": passage.text[start:end], "算式": verdict.known},
            fix="重新计算，改正数字或增减的方向",
        )


def _holds(context: Context, passage: Passage, start: int, end: int) -> bool:
    """Whether the change is read as of another figure than the one right before it, and right of that:
    新收14件，其中…其他组织1件，比上年的9件增长55.6%."""
    told = [item for item in context.said(passage) if item.what == "change" and item.sure]
    at = (item for item in told if start <= item.start < end)
    return any((verdict := context.verdict(item)) is not None and bool(verdict.holds) for item in at)


def _rate_of(verdict: Verdict) -> str:
    """The rate that comes out, where one is told."""
    return f"，是{figure(verdict.right[0])}%" if verdict.claim.measure == "%" and verdict.right else ""


def _told_of(claim: Claim, claims: list[Claim]) -> bool:
    """Whether a change stands right behind the one count that it can be of, though a total may be meant as well, which
    is asked for then: 予以公开18件，比上年多1件."""
    before = [item for item in claims if item.what == "count" and item.end <= claim.start]
    last = before[-1] if before else None
    near = last is not None and last.role == claim.role and last.by == claim.by and claim.start - last.end <= _NEAR
    return near and claim.value is not None and claim.low == claim.high


_NEAR = 6
"""Characters between a count and its change, at most."""


def _doubtful(context: Context, claim: Claim) -> bool:
    """Whether a figure of last year was hardly read: what is compared with it may be another thing."""
    if claim.sure or claim.year != "last":
        return False
    verdict = context.verdict(claim)
    return verdict is None or not verdict.holds


def _told_beside(context: Context, claim: Claim, claims: list[Claim]) -> Verdict | None:
    """The change held against the two figures that its sentence tells; None where it does not tell both."""
    if not isinstance(claim.against, str):
        return None  # 企业38件，曾超过个人的33件
    alike = [
        item
        for item in claims
        if item.what == "count" and item.role == claim.role and item.by == claim.by and item.sentence == claim.sentence
    ]
    now = [item.value for item in alike if item.year == "own" and item.exact]
    then = [item.value for item in alike if item.year != "own" and item.exact]
    if len(now) != 1 or len(then) != 1 or now[0] is None or then[0] is None:
        return None
    from nianbao.claims.against_facts import change_verdict

    return change_verdict(claim, now[0], then[0], context.claims.roles)


def _fits_another(text: str, match: re.Match[str], change: Decimal, *, down: bool) -> bool:
    """Whether the growth is right for another count of the sentence: 共120件，其中乙50件，比上年增加20件，增长20%."""
    begin = text.rfind("。", 0, match.start()) + 1
    if "其中" not in text[begin : match.start("n")] or match["unit"] == "%" or not match["p"]:
        return False
    others = [q.value for q in quantities(text[begin : match.start("n")]) if q.value and q.measure == match["m"]]
    bases = [value + change if down else value - change for value in others]
    return any(base > 0 and agrees(change / base * 100, match["p"]) for base in bases)
