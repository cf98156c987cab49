"""Growth, decline, level, from one figure to another; shares and rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nianbao.claims.claim import Claim, Direction
from nianbao.claims.clause_words import ClauseWords, Spoken
from nianbao.claims.clauses import words as grammar
from nianbao.claims.quantity_range import bounds
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.patterns import lazy
from nianbao.text import Quantity

_AFTER = lazy("(?:整整|幅度|比例|比率|率|收到|申请|了|为|约|近|达|到|至|个|的|值|共)*+$")
_COMPARED = ("compares", "from")
_MANY_OF = ("成", "倍", "半", "番", "分", "%")
_OF_ALL = lazy("总量|总数|总计|总体|申请量")
_MIXED = lazy(
    "有[增升多]有[减降少]|有[减降少]有[增升多]|[一此互][增升多长][一此互][减降少消]|[一此互][减降少消][一此互][增升多长]"
)
"""Words for more of one and fewer of another."""
_DEGREE = lazy("略有?|稍有?|小幅|大幅|明显|显著|有所|逐年|持续|基本|成倍")


def direction_of(word: str, matcher: Matcher) -> Direction:
    """Up, down or same, as a word says; empty for one that says none."""
    sense = matcher.sense.get(word, ())
    return "up" if "up" in sense else "down" if "down" in sense else "same" if "same" in sense else ""


def directions(clause: ClauseWords, matcher: Matcher) -> list[tuple[Token, Direction]]:
    """The words of a clause that say up, down or level, or by how much and not which way (相差)."""
    return [
        (token, way)
        for token in clause.tokens
        if ((way := direction_of(token.word, matcher)) or "apart" in matcher.sense.get(token.word, ()))
        and not no_way(token, clause.text)
    ]


def no_way(token: Token, text: str) -> bool:
    """Whether a word of direction stands for none: 少了两成多, 有增有减."""
    before = text[token.start - 1 : token.start]
    if (token.word == "多" and before in _MANY_OF) or (token.word in ("多", "少") and before == "不"):
        return True  # 三成多, 高出不少
    return any(
        item.start() <= token.start < item.end()
        for item in _MIXED.finditer(text, max(token.start - 3, 0), token.end + 2)
    )


def changed(
    quantity: Quantity, clause: ClauseWords, left: int, ways: list[tuple[Token, Direction]]
) -> tuple[Token, Direction] | None:
    """The word of direction whose degree a figure is: 增加3件, 增长150%, 多2件; None where it is no change.

    Args:
        left: where the figure's own words begin. ways: the clause's words of direction.
    """
    for token, way in reversed(ways):
        if clause.text.startswith("的", token.end) and set(
            clause.text[max(0, token.start - 1) : token.start + 1]
        ) & set("较最更偏"):
            return None  # 申请较多的1户: which one, and no change
        if token.start >= left and token.end <= quantity.start:
            return (token, way) if _AFTER.fullmatch(clause.text, token.end, quantity.start) else None
    return None


def subject(
    clause: ClauseWords, until: int, spoken: Spoken, matcher: Matcher | None = None, measure: str = ""
) -> tuple[str, Claim | None, Phrase | None]:
    """What a comparison is of: the wording before it in its clause, else the count told last."""
    before = [phrase for phrase in clause.phrases if phrase.end <= until]
    if matcher is not None and measure:
        counted = [item for item in before if measure in matcher.roles.by_id[item.role].measures]
        before = counted or before
    strong = [phrase for phrase in before if not phrase.weak] or before
    told = [claim for claim in spoken.counts if clause.clause.depth or claim.start not in spoken.inner]
    here = [claim for claim in told if claim.sentence == spoken.sentence]
    own = [claim for claim in told if claim.year == "own"]
    last = next(reversed([claim for claim in here if claim.year == "own"] or here or own), None)
    if spoken.unknown >= 0 and (last is None or spoken.unknown > last.start) and not strong:
        return "", None, None  # a count without role was told since
    if (
        last is not None
        and last.part_of is not None
        and last.part_of.role == last.role
        and not _whole_moved(spoken, last)
    ):
        last = last.part_of  # 收到14件，其中自然人9件，比上年增加4件: of the total, as a rule
    if strong:
        phrase = max(strong, key=lambda item: (item.end, item.end - item.start))
        rows = [item for item in strong if phrase.role == "requests.new" and item.role != phrase.role]
        phrase = next(
            (item for item in rows if clause.text[item.end : phrase.start] == "的"), phrase
        )  # 不予公开的申请数
        alike = (claim for claim in reversed(spoken.counts) if claim.role == phrase.role and not claim.by)
        return phrase.role, next(alike, None), phrase
    if spoken.percent == spoken.sentence and measure in ("", "%", *_POINTS):
        return "", None, None  # 占41.7%，略低于上年: it is the share that fell
    change = spoken.compared
    if change is not None and (last is None or (change.sentence == spoken.sentence and change.start > last.start)):
        return change.role, change, None
    if last is None and spoken.topic == "requests":
        return "requests.new", None, None
    return (last.role if last is not None else ""), last, None


def change_words(clause: ClauseWords, matcher: Matcher, spoken: Spoken) -> list[Claim]:
    """Changes told without a figure of their own: 较上年略有下降, 与上年持平, 由10件降至6件."""
    found: list[Claim] = []
    ways = directions(clause, matcher)
    if not ways:
        return found
    compared = [token for token in clause.tokens if matcher.sense.get(token.word, set()) & set(_COMPARED)]
    for token, way in ways:
        if not way:
            continue  # 与上年相差不大: no figure says by how much
        behind = next((item for item in clause.figures if item.start >= token.end), None)
        reaches = "reaches" in matcher.sense.get(token.word, ())
        if behind is not None and not reaches and _AFTER.fullmatch(clause.text, token.end, behind.start):
            continue  # its figure tells it
        mark = next((item for item in reversed(compared) if item.end <= token.start), None)
        level = way == "same" and any(item.word == "<last>" for item in clause.tokens)
        after = next((item for item in clause.tokens if item.start >= token.end), None)
        level = level or (after is not None and after.word == "<last>" and after.start - token.end <= 1)
        if mark is None and not level:
            continue
        start = min((item.start for item in compared if item.end <= token.start), default=token.start)
        role, of, phrase = subject(clause, start if mark is not None else token.start, spoken)
        several = _each_told(clause, token, phrase, spoken)
        if not role and not several:
            continue
        last = any(item.word == "<last>" for item in clause.tokens) or any(
            clause.text[item.start : item.end] in ("同比", "与上年") for item in compared
        )
        if several and last:
            found += [
                replace(
                    one, start=start, end=token.end, text=clause.text[start : token.end], what="change", value=None,
                    low=None, high=None, measure="", direction=way, against="last", part_of=None, way="",
                )
                for one in several
            ]  # fmt: skip
            continue
        found.append(
            Claim(
                start=start,
                end=token.end,
                text=clause.text[start : token.end],
                role=role,
                what="change",
                by=of.by if of is not None else (),
                scope=spoken.scope,
                direction=way,
                against="last" if last else "",
                part_of=of.part_of if of is not None else None,
                sentence=spoken.sentence,
                sure=(last or of is not None) and not of_part(spoken, phrase, clause.clause.depth),
            )
        )
    return found


_TOGETHER = lazy("合计|相加|加起来|之和|两者|两项|两类|三者|三项|三类")
"""A change of what several counts are together, which are not told here."""
_EACH = lazy("均|都|双双|同步|全部|分别")
_MANY = {"两": 2, "二": 2, "双": 2, "三": 3, "四": 4}


def _each_told(clause: ClauseWords, way: Token, phrase: Phrase | None, spoken: Spoken) -> list[Claim]:
    """The counts of which a change is said together: 许可412件、处罚38件，两项均比上年减少."""
    said = clause.text[clause.clause.start : way.end]
    if phrase is not None or not _EACH.search(said):
        return []
    here = [
        claim
        for claim in spoken.counts
        if claim.sentence == spoken.sentence and claim.year == "own" and claim.part_of is None and not claim.all
    ]
    number = next((value for word, value in _MANY.items() if word in said), 0)
    here = here[-number:] if number else here
    return here if len(here) > 1 and (not number or len(here) == number) and all(one.sure for one in here) else []


def change_claim(
    quantity: Quantity,
    clause: ClauseWords,
    told: tuple[Token, Direction],
    matcher: Matcher,
    spoken: Spoken,
    text: str,
) -> Claim | None:
    """The change that a figure tells."""
    token, way = told
    compared = [
        item for item in clause.tokens if item.end <= token.start and matcher.sense.get(item.word, set()) & {"compares"}
    ]
    start = compared[0].start if compared else token.start
    role, of, phrase = subject(clause, start, spoken, matcher, quantity.measure)
    thing = _thing_behind(quantity, clause, matcher)
    apart = not role or not _of_one_family(role, thing.role, matcher) if thing is not None else False
    apart = apart or (of is not None and bool(of.measure) and of.measure != quantity.measure)
    if thing is not None and phrase is None and apart:
        role, of, phrase = thing.role, None, thing  # 公开186条，较上年减少4件申请
    if not role:
        return None
    if of is not None and of.by and _OF_ALL.search(clause.text, clause.clause.start, token.start):
        of = replace(of, by=())  # 企业少3件，个人多8件，总量因此增加5件
    if phrase is not None:
        clause.take(phrase)
    family = matcher.roles.by_id[role.split("+")[0]].family
    if token.word.startswith("净") and f"{family}.repealed" in matcher.roles.by_id:
        return _net(quantity, f"{family}.made", way, spoken, text)
    lists = [
        claim.role for claim in spoken.counts if claim.sentence == spoken.sentence and _signed(claim.role, matcher)
    ]
    if token.word.startswith("净") and phrase is None and _signed(role, matcher) and len(set(lists)) > 1:
        role, of = "+".join(dict.fromkeys(lists)), None  # 一减一增，净增1项: of both lists
    low, high = bounds(quantity)
    told_year = [item for item in clause.tokens if item.word in ("<last>", "<other>") and item.end <= quantity.start]
    last = not told_year or told_year[-1].word == "<last>"
    past = told_year and told_year[-1].word != "<own>" and not compared and token.start - told_year[-1].end <= 1
    if past and _signed(role, matcher):
        return None  # 在2019年增加2项的基础上
    compares = bool(compared or of is not None or spoken.comparing or _signed(role, matcher))
    named = phrase is not None and (not phrase.weak or clause.text[phrase.start : phrase.end] in matcher.family)
    plain = named and phrase is not None and clause.text[phrase.end : token.start] in ("", "数", "数量")
    compares = compares or (plain and clause.text[quantity.end : quantity.end + 1] in ("", "，", "、", "。", "；"))
    last = last and not _with_another(clause, compared, told_year, token)
    doubled = (*grammar()["doubled"], *grammar()["doubled_twice"])
    beyond = any(item.end <= token.start and item.word in doubled for item in clause.tokens)  # 翻一番还多1件
    return Claim(
        start=quantity.start,
        end=quantity.end,
        text=text,
        role=role,
        what="change",
        value=quantity.value,
        low=low,
        high=high,
        measure=quantity.measure,
        by=of.by if of is not None else (),
        scope=of.scope if of is not None else spoken.scope,
        direction=way,
        against="last" if last else "",
        named=told_year[-1].year or None if told_year else None,
        readings=phrase.readings if phrase is not None else of.readings if of is not None else (),
        sure=compares
        and last
        and not beyond
        and not of_part(spoken, phrase, clause.clause.depth)
        and not _TOGETHER.search(clause.text, clause.clause.start, token.start),
        sentence=spoken.sentence,
    )


def _net(quantity: Quantity, role: str, way: Direction, spoken: Spoken, text: str) -> Claim:
    """By how many there are more in the end, of what is made and repealed: 制发7件，废止3件，净增4件."""
    low, high = bounds(quantity)
    return Claim(
        quantity.start, quantity.end, text, role, what="change", value=quantity.value, low=low, high=high,
        measure=quantity.measure, year=spoken.year, scope=spoken.scope, direction=way, against="last", way="net",
        sentence=spoken.sentence,
    )  # fmt: skip


def _thing_behind(quantity: Quantity, clause: ClauseWords, matcher: Matcher) -> Phrase | None:
    """The wording of what a change counts, where it stands right behind its figure: 减少4件申请."""
    return next(
        (
            item
            for item in clause.phrases
            if item.start == quantity.end and quantity.measure in matcher.roles.by_id[item.role].measures
        ),
        None,
    )


def _of_one_family(role: str, other: str, matcher: Matcher) -> bool:
    """Whether two roles count the same kind of thing."""
    known = matcher.roles.by_id
    return known[role.split("+")[0]].family == known[other].family


def _with_another(clause: ClauseWords, compared: list[Token], years: list[Token], way: Token) -> bool:
    """Whether a comparison names what it is with, and that is no year: 比新收多1件."""
    if not compared or years:
        return False
    mark = compared[-1]
    said = _DEGREE.sub("", clause.text[mark.end : way.start])
    return len(said) > 1 or any(item.start >= mark.end and item.end <= way.start for item in clause.phrases)


def of_part(spoken: Spoken, phrase: Phrase | None, depth: int = 1) -> bool:
    """Whether what was told last is a part, so that a change without a wording may be the part's."""
    told = (claim for claim in reversed(spoken.counts) if depth or claim.start not in spoken.inner)
    last = next(told, None)
    if phrase is not None or last is None or last.part_of is None or last.sentence != spoken.sentence:
        return False
    return not _whole_moved(spoken, last)


def _whole_moved(spoken: Spoken, part: Claim) -> bool:
    """Whether the change of a part's whole is told before it, so that the next one is the part's own:
    不予公开9件，比上年少3件；其中执法案卷3件，也比上年少."""
    moved, whole = spoken.compared, part.part_of
    return (
        moved is not None and whole is not None and moved.role == whole.role and whole.start < moved.start < part.start
    )


def _signed(role: str, matcher: Matcher) -> bool:
    """Whether a role's own figure is a change."""
    return matcher.roles.by_id[role.split("+")[0]].signed


_POINTS = ("百分点", "个百分点")
_SHARE_ONLY = lazy(
    "(?:这一|该|其)?(?:占比|比重|比例|份额|所占比例|所占比重)?(?:也|亦|则|均|仍)?(?:与|和|同|比|较|相比)?"
)


def share_moved(
    clause: ClauseWords, matcher: Matcher, spoken: Spoken, claims: Sequence[Claim], text: str
) -> Claim | None:
    """How the share told last compares with last year's: 占26.1%，占比与上年大体相当; 比上年提高3.2个百分点."""
    last = claims[-1] if claims else None
    if last is None or last.what != "share" or last.sentence != spoken.sentence or not last.sure or last.year != "own":
        return None
    start = clause.clause.start
    if clause.clause.before != "，" or last.end != start - 1 or clause.phrases:
        return None
    years = [item for item in clause.tokens if item.word == "<last>"]
    ways = [pair for pair in directions(clause, matcher) if pair[1]]
    begun = _SHARE_ONLY.match(clause.text, start)
    if len(years) != 1 or not ways or begun is None or begun.end() < years[0].start:
        return None
    figures = [item for item in clause.figures if item.start >= years[0].end]
    if any(item.measure not in _POINTS for item in figures) or len(figures) > 1 or len(clause.figures) != len(figures):
        return None
    figure = figures[0] if figures else None
    low, high = bounds(figure) if figure is not None else (None, None)
    begin, end = (figure.start, figure.end) if figure is not None else (years[0].start, ways[-1][0].end)
    return replace(
        last, start=begin, end=end, text=text[begin:end], what="change", direction=ways[-1][1], against=last,
        value=figure.value if figure is not None else None, low=low, high=high, measure=_POINTS[0],
    )  # fmt: skip


_RATE = lazy("(?:均|都|也|分别|各)?(?:为|达到了?|达|是|到|保持在?|实现|：|)*+$")


def shared(quantity: Quantity, clause: ClauseWords, left: int, matcher: Matcher) -> Token | None:
    """The word that makes a percentage a share: 占83.3%, 占比20%; None where none does."""
    for token in reversed(clause.tokens):
        if token.end > quantity.start or token.start < left:
            continue
        if "share" in matcher.sense.get(token.word, ()):
            return token
    return None


def share_claim(quantity: Quantity, of: Claim, text: str, spoken: Spoken, behind: str = "") -> Claim:
    """The share that a count is of its whole.

    Args:
        behind: the words right behind the figure: 5%以内.
    """
    low, high = bounds(quantity)
    if behind.startswith(("以内", "以下", "之内")):
        low = None
    return replace(
        of,
        start=quantity.start,
        end=quantity.end,
        text=text,
        what="share",
        value=quantity.value,
        low=low,
        high=high,
        measure="%",
        sentence=spoken.sentence,
    )


def rated(quantity: Quantity, clause: ClauseWords, left: int, matcher: Matcher) -> Phrase | None:
    """The rate that a percentage is: 办结率100%; None where it is none."""
    for phrase in reversed(clause.phrases):
        role = matcher.roles.by_id[phrase.role]
        if "%" in role.measures and phrase.end <= quantity.start and phrase.start >= left:
            return phrase if _RATE.fullmatch(clause.text, phrase.end, quantity.start) else None
    return None
