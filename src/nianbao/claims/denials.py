"""Denials (未收到申请, 无结转), and what is said of all there was (均获维持, 全部办结)."""

from __future__ import annotations

from decimal import Decimal

from nianbao.claims.claim import By, Claim
from nianbao.claims.clause_words import ClauseWords, Spoken
from nianbao.claims.form_names import form_words
from nianbao.claims.part_lists import can_have, is_part
from nianbao.claims.role_phrases import Matcher, Phrase, Token
from nianbao.patterns import lazy

_TAIL = lazy(
    "(?:一[件起宗例]|情况发生|文件|而|不再处理|情形发生|本年度?|三类|两类|各类|决定|相关|有关|任何|情况|情形|案件|事项|事件|事宜|申请|信息|公开|政府|行政|发生|出现|问题|现象|诉讼|要求|需要|办理|继续"
    "|工作|数量|记录|提起|引发|引起|产生|导致|全年|年度|的|为|都|之|等|类|案|件|被|和|及|或|、|也|均|而|因|到|过)*+"
)
_AFTER_AND = "、，和及也并且又"
_ZERO = ("无", "零", "没有")
_ONE = Decimal(1)
_LINK = lazy("[、和及或与并也未没无被]|提起")
_AND = lazy(
    "(?:以及|或者|没有|提起|申请|发生|引发|政府|信息|公开|工作|案件|情况|、|和|及|或|与|并|也|未|无|均|被|的|因)*+"
)
_BETWEEN = lazy(
    "(?:复议机关|人民法院|属于|法院|上级|机关|发生|任何|一起|一件|相关|关于|各类|针对|涉及|出现|产生|引发|引起|受理|存在|其他|公民|法人|组织|要求|政府|信息|公开|工作|不当"
    "|一|答复|申请|认定为|认定|判定|列为|作出|做出|为|以|导致|行为|提起|提出|方面|书面|群众|社会|公众|有|过|到|因|的|被|收|接|新|由|本|我|镇|局|与|对|、|和|或|而|所|人)*+"
)


def denials_of(clause: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> list[Claim]:
    """What a clause says there was none of."""
    marks = [token for token in clause.tokens if "denial" in matcher.sense.get(token.word, ())]
    if not marks or any("not_said" in matcher.sense.get(token.word, ()) for token in clause.tokens[:2]):
        return []
    found: list[Claim] = []
    for phrase in list(clause.phrases):
        inside = [mark for mark in marks if phrase.start < mark.start and mark.end < phrase.end]
        inside = [mark for mark in inside if _reached_in(phrase, mark, clause)]
        if inside and not any(phrase.start <= item.start < phrase.end for item in clause.figures):
            clause.take(phrase)  # 上年无结转
            clause.phrases.remove(phrase)
            found.append(_denial(phrase.role, phrase.start, phrase.end, (), None, spoken, text, sure=True))
            marks = [mark for mark in marks if mark not in inside]
    for number, mark in enumerate(marks):
        if number and clause.text[mark.start - 1] not in _AFTER_AND:
            continue  # 无延期答复、逾期未答复情况: what is denied was denied already
        figure = next((item for item in clause.figures if item.start >= mark.end), None)
        if figure is not None and figure.value != _ONE and figure.value != 0:
            limit = figure.start
            if not any(phrase.end <= limit and phrase.start >= mark.end for phrase in clause.phrases):
                continue
        after = [phrase for phrase in clause.phrases if phrase.start >= mark.end and clause.free(phrase)]
        after = _denied(after, clause, mark, matcher)
        if not after:
            before = [phrase for phrase in clause.phrases if phrase.end <= mark.start]
            if not before or clause.text[mark.end : clause.clause.end].strip("。 ") or mark.word not in _ZERO:
                continue
            nearest = max(before, key=lambda item: (not item.weak, item.end))
            if not _TAIL.fullmatch(clause.text, nearest.end, mark.start):
                continue
            after = _joined(nearest, before, clause)
        for phrase in after:
            clause.take(phrase)
            start, end = min(mark.start, phrase.start), max(phrase.end, mark.end)
            named = _applicants(clause, mark.end, phrase.end, matcher)
            who = [] if named else _subjects(clause, mark.start, matcher)
            if len(named) > 1 and all(one.kind == "applicant" for one in named):
                who = named  # 没有其他申请人和科研机构提出申请
            applicant = tuple((named if len(named) == 1 else who)[:1])
            if len(who) > 1:
                found += [
                    _denial(phrase.role, start, end, (one,), None, spoken, text, sure=True)
                    for one in who
                    if "applicant" in matcher.roles.by_id[phrase.role].parts
                ]
                continue
            listed = spoken.listed if spoken.in_list else None
            of = listed if is_part_of(phrase.role, listed, matcher) else None
            by = (*applicant, *((spoken.month,) if spoken.month is not None else ()))
            if of is not None:
                by = (*(item for item in of.by if item.kind == "applicant"), *by)
            sure = not phrase.weak or mark.end == phrase.start or len(after) == 1 or phrase.end <= mark.start
            first = min(start, *(item.start for item in after))
            sure = sure and (applicant != () or _everybody(clause.text[clause.clause.start : first]))
            found.append(_denial(phrase.role, start, end, by, of, spoken, text, sure=sure))
    return found


def _reached_in(phrase: Phrase, mark: Token, clause: ClauseWords) -> bool:
    """Whether a denial within a wording is of the wording's next word: 上年无结转, not 上年未办完转来的."""
    following = (token for token in clause.tokens[phrase.first : phrase.last + 1] if token.start >= mark.end)
    after = next(following, None)
    return after is not None and _BETWEEN.fullmatch(clause.text, mark.end, after.start) is not None


def is_part_of(role: str, of: Claim | None, matcher: Matcher) -> bool:
    """Whether a role may be a part of what is being listed."""
    return of is not None and is_part(role, of, matcher.roles)


def _denial(
    role: str, start: int, end: int, by: tuple[By, ...], of: Claim | None, spoken: Spoken, text: str, *, sure: bool
) -> Claim:
    none = Decimal(0)
    return Claim(
        start=start,
        end=end,
        text=text[start:end],
        role=role,
        value=none,
        low=none,
        high=none,
        by=by,
        year=spoken.year,
        named=spoken.named,
        scope=spoken.scope,
        denied=True,
        part_of=of,
        sure=sure,
        sentence=spoken.sentence,
    )


def _joined(last: Phrase, before: list[Phrase], clause: ClauseWords) -> list[Phrase]:
    """A wording with those joined to it: 行政复议、行政诉讼均为零."""
    chosen = [last]
    for phrase in sorted(before, key=lambda item: -item.end):
        between = clause.text[phrase.end : chosen[0].start] if phrase.end <= chosen[0].start else ""
        if between and (not phrase.weak or last.weak) and _AND.fullmatch(between) and _LINK.search(between):
            chosen.insert(0, phrase)
    return chosen


def _applicants(clause: ClauseWords, start: int, end: int, matcher: Matcher) -> list[By]:
    """The channels or kinds of applicant that a denial names."""
    found = [
        (dimension, part)
        for token in clause.tokens
        if start <= token.start and token.end <= end
        for dimension, part in matcher.part.get(token.word, ())[:1]
    ]
    return [
        By("applicant" if dimension == "applicant" else "channel", part, matcher.roles.parts[dimension][part].name)
        for dimension, part in dict.fromkeys(found)
    ]


_TIME_OR_UNIT = lazy(
    "20[0-9]{2}年度?|全年|本年度?|今年|年内|当年|上年度?|去年|均|也|都|还|又|既|且|并|共|累计|截至|[至到]|[0-9]+[月日]|年底|年末|期间|以来|方面|情况"
    "|同时|此外|另外|目前|其中|(?:政府信息|政务|信息)公开(?:工作)?|的|申请|收到|有|因|对|我|本|机关|单位|[，、 ]"
)
_UNIT = lazy("^[^，。；]{0,14}(?:政府|局|委|办|镇|乡|街道|县|区|市|机关|单位|中心|处|院|委员会|部门|公司)")
"""What may stand before a denial without making it another's: the time, the unit."""


def _everybody(words: str) -> bool:
    """Whether the words before a denial name nobody but the unit."""
    return len(_TIME_OR_UNIT.sub("", _UNIT.sub("", words, count=1))) <= 2


def _subjects(clause: ClauseWords, until: int, matcher: Matcher) -> list[By]:
    """The kinds of applicant of whom a denial is said: 科研机构和社会公益组织均未提出申请."""
    parts = matcher.roles.parts.get("applicant", {})
    found: dict[str, By] = {}
    for token in clause.tokens:
        for dimension, part in matcher.part.get(token.word, ()):
            if (
                dimension == "applicant"
                and token.end <= until
                and (parts[part].name == token.word or token.word in ("企业", "个人", "公民", "律师事务所"))
            ):
                found.setdefault(part, By("applicant", part, parts[part].name))
    return list(found.values())


def _denied(phrases: list[Phrase], clause: ClauseWords, mark: Token, matcher: Matcher) -> list[Phrase]:
    """The wordings that a denial reaches: those up to the clause's end, with nothing of their own between."""
    chosen: list[Phrase] = []
    strong = [phrase for phrase in phrases if not phrase.weak] or phrases
    ends = sorted({phrase.end for phrase in strong})
    end = clause.clause.end
    for stop in ends:
        ending = [phrase for phrase in strong if phrase.end == stop]
        behind = [phrase for phrase in ending if chosen and phrase.start >= chosen[-1].end]
        best = max(behind or ending, key=lambda item: item.end - item.start)  # 上年结转和结转下年度
        if chosen and best.start < chosen[-1].end:
            if best.end - best.start > chosen[-1].end - chosen[-1].start:
                chosen[-1] = best
            continue
        chosen.append(best)
    if not chosen:
        return []
    for number in range(len(chosen) - 1, 0, -1):
        between = clause.text[chosen[number - 1].end : chosen[number].start]
        if not _AND.fullmatch(between):
            if matcher.roles.by_id[chosen[number - 1].role].within == chosen[number].role:
                chosen[number - 1 : number + 1] = [chosen[number - 1]._replace(end=chosen[number].end)]
                break  # 因属于国家秘密而不予公开
            chosen = chosen[number:]  # 因答复不当引起的行政复议: it is not the answering that is denied
            break
        if not _LINK.search(between):
            chosen = chosen[:number]  # 无结转下年度办理申请
    tail = clause.text[chosen[-1].end : end]
    if not _TAIL.fullmatch(tail.rstrip("。 ")):
        return []
    if not _BETWEEN.fullmatch(clause.own_words(mark.end, chosen[0].start, matcher.part)):
        return []  # 没有科研机构提出申请: what a part is called says whose, and nothing else
    return chosen


_DID = lazy(
    "(?:有|因|申请人|按照?法定[^，。；]{0,8}?|在[^，。；]{0,14}?内|于[^，。；]{0,14}?内|法定期限内?|按[时期]|按照?规定|属于?|按规定|已经|及时|依法|依规|规范|予以"
    "|作出|给予|得到|获得|获予|获|予|来自|完成|如期|妥善|进行|严格|做到|结果|办理|全部|已|能|获|被|为|系|是|由|了|均)*+"
)


def alls_of(clause: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> list[Claim]:
    """What a clause says of all there was: 均获维持, 全部按期答复, 均由自然人提出; and of the one thing just told:
    行政诉讼1件，结果维持; 办结1件（自然人）."""
    marks = [token for token in clause.tokens if "all" in matcher.sense.get(token.word, ())]
    found: list[Claim] = []
    for mark in marks:
        if any(item.start >= mark.end for item in clause.figures):
            continue
        if clause.text.endswith(tuple(form_words()["not_all"]), clause.clause.start, mark.start):
            continue  # 并非都由自然人提出
        if any("denial" in matcher.sense.get(token.word, ()) for token in clause.tokens if token.end <= mark.start):
            continue
        if _REST.search(clause.text, clause.clause.start, mark.start):
            continue  # 其余全部办结: not all
        if clause.text.startswith("有", mark.end) and mark.word != "件件":
            continue  # 两类都有企业提出的: each has some
        if clause.text.startswith(("在", "从", "对"), clause.clause.start) and clause.text.endswith(
            ("中", "里", "件"), mark.end, clause.clause.end
        ):
            continue  # 在全部办结件中: of which, and not that all are
        made = _of_all(clause, matcher, spoken, text, mark.start, mark.end)
        if made is not None and not _left_over(made, matcher, spoken):
            found.append(made.unsure() if _by_channel(clause, mark.start, matcher) else made)
    bracket = clause.text.startswith("（", clause.clause.end)  # 公开类（予以公开加部分公开）23件: its figure comes
    figures = clause.figures
    outcome = (
        len(figures) == 1 and figures[0].value == _ONE and spoken.counts and spoken.counts[-1].start == figures[0].start
    )
    if (
        not marks
        and (not figures or outcome)
        and not bracket
        and spoken.counts
        and spoken.counts[-1].sentence == spoken.sentence
    ):
        start = figures[0].end if figures else clause.clause.start  # 直接起诉的1件案件法院维持了原答复
        made = _of_all(clause, matcher, spoken, text, start, start, alone=True)
        if made is not None:
            found.append(made)
    return found


def _by_channel(clause: ClauseWords, until: int, matcher: Matcher) -> bool:
    """Whether what "all" is of came by one channel, which no table tells apart: 通过邮寄提出的申请均予以公开."""
    tokens = clause.between(clause.clause.start, until)
    return any(dimension == "channel" for token in tokens for dimension, _ in matcher.part.get(token.word, ()))


_REST = lazy("其余|剩余|余下|其他|其它")


def _left_over(claim: Claim, matcher: Matcher, spoken: Spoken) -> bool:
    """Whether the sentence tells what is left, so that "all" is of the others: 除1件结转外，均已办结."""
    rest = matcher.roles.by_id[claim.roles[0]].rest
    return bool(rest) and any(
        other.role == rest and other.value and other.sentence == claim.sentence for other in spoken.counts
    )


def _of_all(
    clause: ClauseWords, matcher: Matcher, spoken: Spoken, text: str, start: int, begin: int, *, alone: bool = False
) -> Claim | None:
    """What is said of all there was from a place of a clause on."""
    here = None if alone else _told_here(clause, spoken, start, text)
    of = spoken.last_count() if alone else here or _whole(spoken)
    last = spoken.last_count()
    topic = last is not None and last.sentence == spoken.sentence and clause.text.endswith("的", 0, last.start)
    if not alone and here is None and topic and last is not None and not last.all:
        of = last  # 予以公开的21件，申请人均为自然人
    vague = (
        not alone
        and here is None
        and last is not None
        and last is not of
        and not last.all
        and last.sentence == spoken.sentence
        and last.part_of is not None
        and "）" not in clause.text[last.end : start]
    )  # 行政诉讼8件，尚未审结2件，均为…: of the eight or of the two
    low, high = spoken.excepted
    before = [item for item in clause.figures if item.end <= start and not low <= item.start < high]
    if not alone and before:
        of = next((claim for claim in reversed(spoken.counts) if claim.start == before[-1].start), None)
        if of is None:
            return None  # 三起已审结且均为维持: of which three?
    who = [] if alone else _subjects(clause, start, matcher)
    if len(who) == 1:
        theirs = (claim for claim in reversed(spoken.counts) if claim.applicant == who[0].value)
        of = next(theirs, None)
        if of is None and (spoken.counts or before):
            return None
    for phrase in clause.phrases:
        if phrase.start < begin or not clause.free(phrase) or (alone and phrase.weak):
            continue
        if phrase.listed and not _ends(clause, phrase.end):
            continue  # 均为其他纳税人的信息
        between = clause.text[begin : phrase.start]
        if not (_ONLY if alone else _DID).fullmatch(between):
            continue
        if alone:
            wholes = [of] if of is not None else []
            if of is not None and of.part_of is not None and of.part_of.value == of.value:
                wholes.append(of.part_of)  # 诉讼2件，其中复议后起诉1件，尚未审结: of the one, not of the two
            if phrase.role == "requests.handled":
                continue  # 答复结果是予以公开
            of = next((item for item in wholes if item is not None and is_part(phrase.role, item, matcher.roles)), None)
            if of is None or not _ends(clause, phrase.end):
                return None
        clause.take(phrase)
        sure = not phrase.weak or bool(matcher.roles.by_id[phrase.role].sum_of)
        vague = vague and not (last is not None and last.role in matcher.roles.by_id[phrase.role].sum_of)
        in_time = _IN_TIME.search(between) is not None
        who = who or ([item for item in of.by if item.kind == "applicant"] if of is not None else [])
        whose = tuple(who) if "applicant" in matcher.roles.by_id[phrase.role].parts else ()
        return _all_claim(
            phrase.role,
            whose,
            start,
            phrase.end,
            of,
            spoken,
            text,
            sure=sure and not in_time and not (vague and not before),
        )
    if of is None and spoken.topic == "requests" and not before:
        of = Claim(start, start, "", "requests.new", year=spoken.year, scope=spoken.scope)  # 全部由自然人提出
    for token in clause.tokens:
        if token.start < begin or of is None:
            continue
        for dimension, part in matcher.part.get(token.word, ()):
            if dimension != "applicant" or not (_ONLY if alone else _DID).fullmatch(clause.text, begin, token.start):
                continue
            if not can_have(of, "applicant", matcher.roles) or not _ends(clause, token.end):
                continue
            by = By("applicant", part, matcher.roles.parts["applicant"][part].name)
            return _all_claim(of.role, (*of.by, by), start, token.end, of, spoken, text, sure=not vague or bool(before))
    return None


def _told_here(clause: ClauseWords, spoken: Spoken, until: int, text: str) -> Claim | None:
    """What "all" is of where its own clause names it without a figure: 收到的申请均由自然人提出."""
    before = [phrase for phrase in clause.phrases if phrase.end <= until]
    before = [phrase for phrase in before if not phrase.weak] or before
    if not before or clause.figures:
        return None
    phrase = max(before, key=lambda item: (item.end, item.end - item.start))
    for claim in reversed(spoken.counts):
        if claim.role == phrase.role and claim.part_of is None:
            return claim
    start, end = phrase.start, phrase.end
    return Claim(start, end, text[start:end], phrase.role, year=spoken.year, scope=spoken.scope)


_ONLY = lazy(
    "(?:(?:办理|答复|处理)结果|委员会|属于?|申请人|目前|结果|机关|机构|政府|本级|上级|审查|作出|最终|告知|依法|法院|人民|判决|裁定|一审|二审|终审|其中|复议|审理|提出|处理|予以|现|仍"
    "|案件|我[局委镇乡办厅院县区市]|我街道|本机关|本局|我单位|被告|被申请人|原告|尚|正|作|了|均|为|是|系|由|经|已|被|获)*+"
)
_IN_TIME = lazy("期限|时限|法定|到期|工作日|[天日]内")
_END = lazy(
    "(?:通过[^，。；]{0,6}|[，。、 ]|了|原答复|原决定|原处理决定|原告知|原行政行为|答复书|申请"
    "|提出|提交|提起|案件|决定|处理|办理|情形|答复|的|件|类|并)*+"
)


def _ends(clause: ClauseWords, at: int) -> bool:
    """Whether nothing of its own follows in the clause."""
    return _END.fullmatch(clause.text, at, clause.clause.end) is not None


def _whole(spoken: Spoken) -> Claim | None:
    """The count that "all" is of: the last whole one, and none that is denied: 收到12件，没有结转，全部答复."""
    wholes = [claim for claim in spoken.counts if claim.part_of is None and claim.what == "count"]
    told = [claim for claim in wholes if not claim.denied and wholes[-1].sentence == claim.sentence]
    for claim in reversed(told or wholes):
        return claim
    return spoken.last_count()


def _all_claim(
    role: str, by: tuple[By, ...], start: int, end: int, of: Claim | None, spoken: Spoken, text: str, *, sure: bool
) -> Claim:
    return Claim(
        start=start,
        end=end,
        text=text[start:end],
        role=role,
        value=of.value if of is not None else None,
        low=of.low if of is not None else None,
        high=of.high if of is not None else None,
        measure=of.measure if of is not None else "",
        by=by,
        year=of.year if of is not None else spoken.year,
        named=spoken.named,
        scope=of.scope if of is not None else spoken.scope,
        all=True,
        part_of=of,
        sure=sure and (of is None or of.all or of.value is None or of.exact) and (of is None or of.sure),
        sentence=spoken.sentence,
    )
