"""Figures against others of the year: 是商业企业的三倍, 比部分公开多5件, 企业多于个人, 自然人最多, 平均每月15件."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from nianbao.claims.claim import By, Claim, Direction
from nianbao.claims.clause_words import ClauseWords, Spoken, filler_only
from nianbao.claims.clauses import words as grammar
from nianbao.claims.quantity_range import bounds
from nianbao.claims.role_phrases import Matcher
from nianbao.patterns import lazy
from nianbao.text import Quantity

_COPULA = lazy("相当于|差不多是|几乎是|达到|[是为达]")
_OF = lazy("的(?:近|约|将近|接近|大约|超过|超|逾|不到|不足|整整|恰好)?$")
_OF_LAST = lazy("(?:同期|全年|总量)?的(?:约|大约)?")
_IS = lazy("(?:约|大约|正好|恰好)?(?:是|为|达到?|相当于)$")
_UNDER = ("不到", "不足")

_DIRECT = lazy(
    "(?P<more>多于|高于|超过|超出)|(?P<less>少于|低于|不及|少过)|与(?=[^，。；]{1,20}(?P<same>持平|相当|相同|一样多|相等|数量相同))"
)
_AGAINST = lazy(
    "[比较](?P<what>[^，。；0-9]{2,24}?)(?P<how>略|稍|明显|远|还|要|更|的)?(?P<way>[多少高低])(?:出|了|一些|得多)?$"
)
_TAIL = lazy("(?:的)?(?:申请|数量|件数|量|数|案件|案|件|类|情形|的)*$")
_GAP = lazy("(?:申请|提出|数量|件数|量|数|案件|案|件|类|的|略|稍|明显|远|也|仍|均|依然|要)*$")
_RANK = lazy(
    "(?P<first>(?:数量|件数|占比|比例|申请量)?(?:最多|最大|最高|居首位?|居第一位?|排(?:在)?(?:第一|首位)|位居第一|位列第一))"
    "|(?P<second>紧随其后|次之|居次|居第二位?|排(?:在)?第二|位居第二|位列第二)"
    "|(?P<third>再次之?|居第三位?|排(?:在)?第三|位居第三|位列第三)|(?P<least>(?:数量|件数)?最少)"
)
_AMONG = lazy("(?:组织|法人|单位|主体|申请人|机构)(?:[里中]|当中|之中)[^，。；]{0,3}$")
_OPENED = lazy("未公开|不公开|未予公开|未能公开|没有公开|未能提供")
_EVERY = lazy(
    "平均(?:下来|算来|计算|到)?，?(?:每一?个?|一个)?(?P<mean>月|季度?|天|日|工作日)|每一?个?(?P<each>月|季度|天|工作日)(?:平均)?|(?P<bare>[月季日])均"
)
_MONEY = ("元", "万元", "亿元")
_PER_ITEM = lazy(
    "平均每[个项件宗笔]|摊到每[一]?[个项宗笔][^，。；0-9]{0,4}，?(?:平均|约|大约)?|每[个项](?:项目)?(?:约|大约|平均|均)|每个项目的?平均|单个项目的?平均|平均单个|单项平均|项均|每个采购项目平均|平均每一?个"
)
_PERIODS = {"月": Decimal(12), "季": Decimal(4), "季度": Decimal(4)}
_DAYS = lazy("(?P<days>[0-9]{3})个?(?:工作日|天)")


def _named(words: ClauseWords, start: int, end: int, matcher: Matcher, spoken: Spoken) -> Claim | None:
    """What some words of a clause name: one role's figure, or one kind of applicant's; None where it is not one."""
    tokens = words.between(start, end)
    if any(token.word in ("<last>", "<other>", "<next>", "<month>") for token in tokens):
        return None
    roles = matcher.roles
    kinds = {
        part for token in tokens for dimension, part in matcher.part.get(token.word, ()) if dimension == "applicant"
    }
    if any(dimension == "channel" for token in tokens for dimension, _ in matcher.part.get(token.word, ())):
        return None
    if len(kinds) > 1:
        return None
    inside = [phrase for phrase in words.phrases if start <= phrase.start and phrase.end <= end]
    strong = [phrase for phrase in inside if not phrase.weak]
    if kinds:
        strong = [phrase for phrase in strong if "applicant" in roles.by_id[phrase.role].parts]
    found = {phrase.role for phrase in strong}
    readings: tuple[str, ...] = ()
    if len(found) > 1:
        widest = max(strong, key=lambda item: (item.end - item.start, item.length))
        if any(not (widest.start <= item.start and item.end <= widest.end) for item in strong):
            return None
        found = {widest.role}
    if not found and kinds:
        found, readings = {"requests.new"}, ("requests.done",)
    elif not found:
        plain = {item.role for item in inside if not item.readings and item.role != "requests.new"}
        found = {role for role in plain if roles.by_id[role].group} or plain
        if len(found) != 1:
            return None
    role = found.pop()
    if not (roles.by_id[role].cells or roles.by_id[role].sum_of):
        return None
    by: tuple[By, ...] = ()
    if kinds:
        part = roles.parts["applicant"][kinds.pop()]
        by = (By("applicant", part.id, part.name),)
    return Claim(
        start, end, words.text[start:end], role, by=by, readings=readings, scope=spoken.scope, year=spoken.year
    )


def _subject(words: ClauseWords, until: int, matcher: Matcher, spoken: Spoken) -> Claim | None:
    """What a relation is told of: what its clause names before it, else the count told last, right before."""
    start = words.clause.start
    named = _named(words, start, until, matcher, spoken)
    if named is not None:
        return named
    if not filler_only(words.text[start:until], 2) or words.between(start, until):
        return None
    last = next((claim for claim in reversed(spoken.counts) if claim.start < start), None)  # not of what follows
    return last if last is not None and last.sentence == spoken.sentence and last.sure and not last.all else None


def ratio_claim(figure: Quantity, words: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> Claim | None:
    """How many times another figure one is: 约为行政诉讼的2.7倍; None where the words name no other figure."""
    if figure.measure != "倍" or not figure.value:
        return None
    than = words.between(words.clause.start, figure.start)
    if than and than[-1].word == "<last>" and _OF_LAST.fullmatch(words.text, than[-1].end, figure.start):
        at = than[-1].start
        mark = _IS.search(words.text, words.clause.start, at)
        subject = _subject(words, mark.start(), matcher, spoken) if mark is not None else None
        if subject is None or subject.year != "own" or subject.part_of is not None:
            return None
        low, high = _times(figure, words, "")
        return _relation(subject, replace(subject, year="last"), figure.start, figure.end, text, spoken, what="ratio",
                         value=figure.value, low=low, high=high, measure="倍")  # fmt: skip
    before = words.text[words.clause.start : figure.start]
    of = _OF.search(before)
    marks = list(_COPULA.finditer(before))
    if of is None or not marks:
        return None
    begin, end = words.clause.start + marks[-1].end(), words.clause.start + of.start()
    other = _named(words, begin, end, matcher, spoken)
    subject = _subject(words, _before_about(words.text, words.clause.start + marks[-1].start()), matcher, spoken)
    if other is None or subject is None or (subject.role, subject.by) == (other.role, other.by):
        return None
    low, high = _times(figure, words, of.group())
    return _relation(subject, other, figure.start, figure.end, text, spoken, what="ratio", value=figure.value, low=low,
                     high=high, measure="倍")  # fmt: skip


def _times(figure: Quantity, words: ClauseWords, before: str) -> tuple[Decimal | None, Decimal | None]:
    """How many times at least and at most a figure means, by the words before and behind it: 不到3倍, 2倍还多."""
    if figure.value is not None and words.text.startswith("半", figure.end):  # 两倍半
        figure = figure._replace(value=figure.value + Decimal("0.5"), end=figure.end + 1)
        if words.text.startswith(("以上", "还多", "多"), figure.end):
            return figure.value, None
    low, high = bounds(figure)
    if before.endswith(_UNDER):
        return Decimal(0), figure.value
    if figure.value is not None and words.text.startswith(grammar()["and_more"], figure.end):
        beyond = words.text.startswith(grammar()["far_more"], figure.end)  # 两倍还多, where 两倍多 is under three times
        return figure.value, None if beyond else figure.value + 1
    return low, high


def _before_about(text: str, at: int) -> int:
    return at - 1 if text[at - 1 : at] in ("约", "正", "恰", "近", "就", "仅") else at


def _relation(
    subject: Claim, other: Claim | Literal[""], start: int, end: int, text: str, spoken: Spoken, **more: object
) -> Claim:
    made = replace(
        subject, start=start, end=end, text=text, all=False, denied=False, way="", part_of=None, against=other,
        value=None, low=None, high=None, measure="", sentence=spoken.sentence, sure=subject.sure,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def compared_claims(words: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> Iterator[tuple[int, Claim]]:
    """One figure said to be more, less or as much as another: with where the figure of the difference stands, or -1."""
    clause = words.clause
    body = words.text[clause.start : clause.end]
    for figure in words.figures:
        if not figure.measure or figure.measure in ("%", "倍"):
            continue
        match = _AGAINST.search(words.text, clause.start, figure.start)
        if match is None or any(item.start < figure.start and item.start >= match.start() for item in words.figures):
            continue
        subject = _subject(words, match.start(), matcher, spoken)
        other = _alike(_named(words, match.start("what"), match.end("what"), matcher, spoken), subject)
        if other is None or subject is None or (subject.role, subject.by) == (other.role, other.by):
            continue
        low, high = bounds(figure)
        way: Direction = "up" if match["way"] in "多高" else "down"
        yield figure.start, _relation(
            subject, other, figure.start, figure.end, text[figure.start : figure.end], spoken, what="change",
            direction=way, value=figure.value, low=low, high=high, measure=figure.measure,
        )  # fmt: skip
        return
    told = _DIRECT.search(body)
    behind = [item for item in words.figures if told is not None and item.start >= clause.start + told.end()]
    if told is not None and told["same"] is None and len(behind) == 1 and behind[0].measure:
        at, until = clause.start + told.start(), behind[0].start
        other = _named(words, clause.start + told.end(), until, matcher, spoken)
        subject = _named(words, clause.start, at, matcher, spoken)
        subject = subject or _subject(words, at - len(_gap(words.text, clause.start, at)), matcher, spoken)
        other = _alike(other, subject)
        named = other is not None and filler_only(words.text[other_end(words, clause.start, until) : until], 1)
        if other is not None and subject is not None and named and (subject.role, subject.by) != (other.role, other.by):
            way = "up" if told["more"] else "down"
            stop = behind[0].end
            yield -1, _relation(subject, other, at, stop, text[at:stop], spoken, what="change", direction=way)
        return
    if told is not None and not behind:
        at = clause.start + told.start()
        end = clause.start + (told.start("same") if told["same"] else len(body))
        other = _named(words, clause.start + told.end(), end, matcher, spoken)
        tail = _TAIL.search(words.text, other_end(words, at, end), end)
        subject = _named(words, clause.start, at, matcher, spoken)
        subject = subject or _subject(words, at - len(_gap(words.text, clause.start, at)), matcher, spoken)
        other = _alike(other, subject)
        if other is not None and subject is not None and tail is not None and "的一半" not in body:
            way = "up" if told["more"] else "down" if told["less"] else "same"
            if (subject.role, subject.by) != (other.role, other.by):
                stop = end + len(told["same"] or "")
                yield -1, _relation(subject, other, at, stop, text[at:stop], spoken, what="change", direction=way)
        return
    match = _AGAINST.search(body)
    if match is not None:
        at = clause.start + match.start()
        other = _named(words, clause.start + match.start("what"), clause.start + match.end("what"), matcher, spoken)
        subject = _subject(words, at, matcher, spoken)
        other = _alike(other, subject)
        if other is not None and subject is not None and (subject.role, subject.by) != (other.role, other.by):
            way = "up" if match["way"] in "多高" else "down"
            yield (
                -1,
                _relation(subject, other, at, clause.end, text[at : clause.end], spoken, what="change", direction=way),
            )


def _alike(other: Claim | None, subject: Claim | None) -> Claim | None:
    """A kind of applicant that is named alone as that of the row with which it is compared: 不掌握的14件，其中企业
    8件，多于自然人的6件."""
    if other is None or subject is None:
        return other
    kind, _, end = subject.role.rpartition(".")
    if kind.startswith("remedies.") and other.role.count(".") == 1 and other.role.startswith("remedies."):
        return replace(other, role=f"{other.role}.{end}")  # 复议后起诉纠正6件，多于直接起诉的3件
    return replace(other, role=subject.role) if subject.by and other.readings else other


def averaged_per(text: str, start: int, end: int) -> Decimal | None:
    """How many periods the year has of which a stretch tells the average; None where it tells none, 0 for any other."""
    every = _EVERY.search(text, start, end)
    return None if every is None else _PERIODS.get(every["mean"] or every["each"] or every["bare"], Decimal(0))


def other_end(words: ClauseWords, start: int, end: int) -> int:
    """Where the last known word between two offsets ends."""
    return max((token.end for token in words.between(start, end)), default=start)


def _gap(text: str, start: int, end: int) -> str:
    found = _GAP.search(text, start, end)
    return found.group() if found is not None else ""


_MOVES = {"up", "down"}
_AFTER = lazy(
    "(?:仅|只)?次于(?P<next>[^，。；、0-9]{2,16}(?:[、和与及][^，。；、0-9]{2,16})*)"
    "|(?:排|列|位列|居|位居|紧随|紧跟|仅排)在?(?P<behind>[^，。；、0-9]{2,16}(?:[、和与及][^，。；、0-9]{2,16})*?)之后"
)
"""Which figures one comes right after: 仅次于自然人, 排在予以公开和无法提供之后."""
_JOIN = lazy("[、和与及]|以及")
_WITHIN = lazy(
    "(?:在)?(?:各类|各种|所有|全部|[两三四五六七八]类|[两三四五六七八]种)?(?:申请人|申请主体|办理结果|处理结果|答复结果|结果|主体)(?:类型)?(?:当中|之中|中|里)?，?"
)


def _after_others(words: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> list[Claim]:
    """The place of a figure that comes right after others, and that those are more: 数量仅次于自然人."""
    match = _AFTER.search(words.text, words.clause.start, words.clause.end)
    if match is None:
        return []
    group = "next" if match["next"] else "behind"
    begin, stop = match.span(group)
    others: list[Claim] = []
    at = begin
    cuts = [item.span() for item in _JOIN.finditer(words.text, begin, stop)]
    for low, high in [*cuts, (stop, stop)]:
        other = _named(words, at, low, matcher, spoken)
        if other is None:
            return []
        others.append(other)
        at = high
    until = match.start()
    gap = _WITHIN.match(words.text, words.clause.start, until)
    low = gap.end() if gap is not None else words.clause.start
    subject = _named(words, low, until, matcher, spoken)
    if subject is None and filler_only(_gapless(words.text[low:until]), 1):
        last = next((claim for claim in reversed(spoken.counts) if claim.start < words.clause.start), None)
        subject = last if last is not None and last.sentence == spoken.sentence and last.sure and not last.all else None
    if (
        subject is None
        or subject.year != "own"
        or any((item.role, item.by) == (subject.role, subject.by) for item in others)
    ):
        return []
    if bool(subject.by) != bool(others[0].by):
        return []
    others = [_alike(item, subject) or item for item in others]
    place = Decimal(len(others) + 1)
    start, end = match.span()
    ranked = _relation(
        subject, "", start, end, text[start:end], spoken, what="rank", value=place, low=place, high=place
    )
    return [
        ranked,
        *(
            _relation(subject, item, start, end, text[start:end], spoken, what="change", direction="down")
            for item in others
        ),
    ]


def _gapless(said: str) -> str:
    return _GAP.sub("", said)


def rank_claims(words: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> list[Claim]:
    """Which figure of a division is the most, the next, the least: 自然人最多, 商业企业次之, 数量最多的是无法提供."""
    clause = words.clause
    found = _after_others(words, matcher, spoken, text)
    at = clause.start
    for match in _RANK.finditer(words.text, clause.start, clause.end):
        start = max(at, words.text.rfind("、", at, match.start()) + 1)
        at = match.end()
        behind = words.text[match.end() : clause.end]
        if behind.startswith(("的是", "的为", "的一类是", "的类型是", "的情形是", "的仍是", "的依次是")):
            begin, end = match.end(), clause.end
            if "依次" in behind[:4] or "、" in behind:
                end = words.text.find("、", begin, clause.end)
                end = end if end >= 0 else clause.end
        elif behind.startswith("的"):
            continue  # 申请最多的村
        else:
            begin, end = start, match.start()
        gap = _WITHIN.match(words.text, begin, match.start())
        begin = gap.end() if gap is not None and begin <= match.start() else begin  # 在六类申请人中排第三
        if _AMONG.search(words.text, begin, match.start()):
            continue  # 为各类组织中最多: among them, and not they
        if any(token.end == match.start() and matcher.sense.get(token.word, set()) & _MOVES for token in words.tokens):
            continue  # 减少最多的是法律服务机构: by how much, and not how many
        named = _named(words, begin, end, matcher, spoken)
        if named is None and begin <= match.start() and filler_only(_GAP.sub("", words.text[begin:end]), 1):
            named = _told_right_before(words, spoken, matcher)
        if named is None or (named.role == "requests.new" and not named.by):
            continue
        if any(item.start >= match.end() and begin < match.start() for item in words.figures) and "的" in behind[:1]:
            continue
        place = 1 if match["first"] else 2 if match["second"] else 3 if match["third"] else -1
        low, high = min(begin, match.start()), max(end, match.end())
        whole = spoken.listed if spoken.listed is not None else spoken.last_count()
        begun = words.text.rfind("。", 0, clause.start) + 1
        told = Decimal(place)
        named = replace(
            named, start=low, end=high, text=text[low:high], what="rank", value=told, low=told, high=told,
            sentence=spoken.sentence,
        )  # fmt: skip
        told_of = whole is not None and whole.sentence == spoken.sentence and named.by and not whole.by
        if whole is not None and told_of and named.readings:
            known = "applicant" in matcher.roles.by_id[whole.roles[0]].parts
            named = replace(named, role=whole.role, readings=()) if known else named
        if _OPENED.search(words.text, begun, high):
            named = replace(named, way="unopened")
        elif _a_reason(named, words, spoken, matcher):
            named = replace(named, way="leaves")
        found.append(named)
    return found


def _told_right_before(words: ClauseWords, spoken: Spoken, matcher: Matcher) -> Claim | None:
    """The count of the clause right before, that a rank is of: 无法提供138件，数量居首."""
    last = spoken.last_count()
    if last is None or words.clause.before != "，" or last.end != words.clause.start - 1:
        return None
    divided = last.applicant or matcher.roles.by_id[last.roles[0]].group
    plain = last.sure and not last.all and len(last.roles) == 1 and last.year == "own" and last.whole
    return replace(last, part_of=None, way="") if plain and divided else None


def _a_reason(named: Claim, words: ClauseWords, spoken: Spoken, matcher: Matcher) -> bool:
    """Whether a reason is ranked without its group being spoken of, and so among all reasons and results."""
    known = matcher.roles.by_id
    of = known[named.roles[0]].within
    if named.by or not of or known[of].group != "results":
        return False
    told = {role for claim in spoken.counts if claim.sentence == spoken.sentence for role in claim.roles}
    begun = words.text.rfind("。", 0, words.clause.start) + 1
    tokens = matcher.tokens(words.text, begun, words.clause.end, None)  # 在不予处理的三种情形中，信访类居首
    told |= {item.role for item in matcher.phrases(tokens, spoken.topic, [], listed=False)}
    return of not in told and not spoken.rows


def _averaged_before(words: ClauseWords, left: int, figure: Quantity, spoken: Spoken, text: str) -> Claim | None:
    """Last year's average beside this year's: 每个约18.9万元，比上年的每个约15.6万元高出不少."""
    before = words.between(left, figure.start)
    counts = [item for item in spoken.counts if item.sentence == spoken.sentence and item.year == "own" and item.exact]
    of = next((item for item in reversed(counts) if item.measure in _MONEY), None)
    number = next((item for item in reversed(counts) if item.measure in ("个", "项", "件")), None)
    if not any(item.word == "<last>" for item in before) or of is None or number is None or not number.sure:
        return None
    low, high = bounds(figure)
    return replace(
        of, start=figure.start, end=figure.end, text=text[figure.start : figure.end], what="average", part_of=None,
        value=figure.value, low=low, high=high, measure=figure.measure, year="last", named=None,
        against=replace(number, year="last"),
    )  # fmt: skip


def average_of(
    figure: Quantity, words: ClauseWords, left: int, matcher: Matcher, spoken: Spoken, text: str
) -> Claim | None:
    """The average of what was told before it: 平均每月15件, 平均每个项目27万元."""
    before = words.text[left : figure.start]
    begun = max(words.text.rfind(mark, 0, figure.start) for mark in "。；") + 1
    counts = [
        claim
        for claim in spoken.counts
        if claim.sentence == spoken.sentence and claim.year == "own" and claim.sure and not claim.all
        and (claim.exact or (claim.value and claim.measure in _MONEY))
    ]  # fmt: skip
    wholes = [claim for claim in counts if claim.part_of is None]
    per: list[Decimal] = []
    of = next((claim for claim in reversed(wholes) if claim.measure == figure.measure), None)
    every = _EVERY.search(before)
    if every is not None:
        period = every["mean"] or every["each"] or every["bare"]
        days = _DAYS.search(words.text, begun, figure.start) if period not in _PERIODS else None
        per = [_PERIODS[period]] if period in _PERIODS else [Decimal(days["days"])] if days is not None else []
    elif _PER_ITEM.search(words.text, begun, figure.start) and (_PER_ITEM.search(before) or left == words.clause.start):
        of = next((claim for claim in reversed(wholes) if claim.measure in _MONEY), None)
        last = _averaged_before(words, left, figure, spoken, text)
        if last is not None:
            return last
        number = next((c for c in reversed(wholes) if c is not of and c.measure in ("个", "项", "件")), None)
        if number is None or not number.value or figure.measure not in _MONEY:
            return None
        per = [number.value]
    named = _named(words, left, figure.start, matcher, spoken) if per and per[0] != 0 else None
    if named is not None and figure.measure in matcher.roles.by_id[named.role].measures:
        of = named
    if of is None or not per:
        return None
    low, high = bounds(figure)
    return replace(
        of, start=figure.start, end=figure.end, text=text[figure.start : figure.end], what="average",
        value=figure.value, low=low, high=high, measure=figure.measure, per=per[0], sentence=spoken.sentence,
    )  # fmt: skip
