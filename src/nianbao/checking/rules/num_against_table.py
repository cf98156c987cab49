"""NUM01: figures, denials and "all" in the text against the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.another_reading import of_others, read_as_others, read_as_some
from nianbao.checking.rules.num_in_words import WHOLE_REGION, gainsaid, read_by_form
from nianbao.facts import figure
from nianbao.patterns import lazy
from nianbao.report import FactRef

if TYPE_CHECKING:
    from nianbao.claims import Claim, Verdict
    from nianbao.claims.role_phrases import Phrase
    from nianbao.kinds.roles import Role

__all__ = ["bound", "of_another_kind", "quoted"]

_FIRM = ("requests.new", "requests.carry_in", "requests.carry_out", "remedies.reconsideration", "remedies.litigation")
"""What every report tells in the same words: a total that differs is an error, not a way of counting."""


_MARKS = lazy("[，。；：、（）]|[0-9](?![0-9.])")
_REACH = 40
"""Characters between a figure and the year that is quoted with it, at most."""
_NUMERALS = "0123456789０１２３４５６７８９一二两三四五六七八九十百"
_LEADS = lazy("(?:其余|余下|剩余|另外?|还有|有|对其中|其中|共计?|合计|仅|只|的|为|约|已|也|里|中|这|有关|相关)*")
"""Words before a figure that do not say what it counts: that stands behind it."""
_WORDS = 20
"""Characters of the words beside a figure that are quoted with it, at most."""


def bound(passage: Passage, start: int, end: int) -> bool:
    """Whether a figure is the tables', put in by code in its own or a person's words; a model may take the wrong one,
    and a note's figure is what somebody wrote."""
    return any(
        isinstance(piece.span, FactRef)
        and not piece.span.id.startswith(("note.", "problem."))
        and piece.span.typed is None
        and piece.sentence.origin != "chat"
        and piece.start < end
        and start < piece.end
        for piece in passage.paragraph.pieces()
    )


def _typed_over(passage: Passage, claim: Claim) -> bool:
    """Whether a person typed over the table's figure here, which SRC04 tells with both remedies."""
    return any(
        isinstance(piece.span, FactRef)
        and piece.span.typed is not None
        and "".join(piece.span.typed.split()) != piece.span.text
        and piece.start < claim.end
        and claim.start < piece.end
        for piece in passage.paragraph.pieces()
    )


_CAME_IN = lazy("收到|新收|受理|接收|收件|办结|办理完毕|申请数|件数|总[数计量]|[共计]")


_OTHER = lazy("[\u4e00-\u9fff]{2}")


def _of_a_note(context: Context, passage: Passage, claim: Claim) -> bool:
    """Whether a figure is that of a note which its sentence names, told of some of what came in in words that no table
    has: 会商疑难申请7件, 2件申请涉及拆迁档案. Not where it is said that so many came in or were dealt with."""
    begin = max(passage.folded.rfind(mark, 0, claim.start) for mark in "，。；") + 1
    end = min((at for mark in "，。；" if (at := passage.folded.find(mark, claim.end)) >= 0), default=claim.end)
    if _CAME_IN.search(passage.folded, begin, end):
        return False
    rest = passage.folded[begin : claim.start] + "·" * (claim.end - claim.start) + passage.folded[claim.end : end]
    for token in context.claims.reader.matcher.tokens(passage.folded, begin, end, context.report.year):
        at = token.start - begin
        rest = rest[:at] + "·" * (token.end - token.start) + rest[at + token.end - token.start :]
    if not _OTHER.search(rest):
        return False
    return any(
        isinstance(piece.span, FactRef)
        and piece.span.id.startswith(("note.", "problem."))
        and any(id.startswith(("note:", "problem:")) for id in piece.sentence.sources or ())
        and piece.start < claim.end
        and claim.start < piece.end
        for piece in passage.paragraph.pieces()
    )


_SOME = lazy("中[，,]?(?:也|还|仅|只|另|又)*(?:有|含)?$")


def _one_of_them(passage: Passage, verdict: Verdict) -> bool:
    """Whether only some are told of, which are no more than the table has: 申请中，有5件是因为…; 一件申请涉及…."""
    claim, text = verdict.claim, passage.folded
    begin = max(text.rfind(mark, 0, claim.start) for mark in "。；") + 1
    if claim.all or claim.denied or claim.value is None or not verdict.right or claim.value > max(verdict.right):
        return False
    ahead = text[begin : claim.start].rstrip("有含")
    return bool(_SOME.search(ahead)) or (claim.value == 1 and not ahead)


def quoted(passage: Passage, claim: Claim) -> tuple[int, int]:
    """The place of a claim with the words by which it is what it is: 部分公开1件, 1件部分公开."""
    text = passage.folded
    if claim.text[:1] not in _NUMERALS or claim.denied or claim.all:
        return claim.start, claim.end
    marks = list(_MARKS.finditer(text, max(claim.start - _WORDS, 0), claim.start))
    start = marks[-1].end() if marks else max(claim.start - _WORDS, 0)
    named = not any(item.kind == "applicant" and item.name not in text[start : claim.end] for item in claim.by)
    if claim.start - start > 1 and named and not _LEADS.fullmatch(text, start, claim.start):
        return start, claim.end
    behind = _MARKS.search(text, claim.end, claim.end + _WORDS)
    return start, behind.start() if behind else claim.end


@rule("NUM01", "text-against-table", "error", "arithmetic", tags=("contradicted",))
def text_against_table(context: Context) -> Iterator[Finding]:
    """文字里的数与表格不一致

    【是什么】正文说收到、结转、办结多少件，各类申请人、各种办理结果各多少件，复议、诉讼的件数和结果，第二部分的
    文件、许可、处罚、强制、收费各多少，与表格的数不同；说没有而表格有，说“均”“全部”而表格不是；用词说的案件结果、居多、过半与表格不合；说“其余”“除几件外”、
    “是几倍”“最多”“平均每月几件”，按表格算不是这样的，也在此列。
    【依据】同一报告的文字与表格应当一致；发布内容不准确的追究责任（国办公开办函〔2021〕30号）。
    【错】
    - 全年未收到政府信息公开申请。（表格新收总计 2）
    - 对收到的申请做到件件有答复。（表格新收总计 0，上年结转总计 0）
    - 办结30件，其中予以公开13件。（表格予以公开总计 11）
    - 新收申请30件，平均每月约5件。（表格新收总计 30）
    【对】
    - 全年收到政府信息公开申请2件。（表格新收总计 2）
    - 通过网络收到政府信息公开申请1件。（只是一个渠道的数）
    【怎么改】以台账为准，改文字或改表格。
    【怎么不报】只是一个渠道、一个月的数，不多于全年的不报；别的单位的数不报；新收与新收加结转两种算法都认。
    看不准说的是哪个数时只作提示或者不报。
    【一句话】件数只用给出的事实，不要自己写数。
    """
    if not context.report.cells:
        return
    for passage, claims in context.told:
        verdicts = [
            verdict
            for claim in claims
            if claim.what not in ("share", "change")
            and (verdict := _of_nothing(context, claim) or context.verdict(claim))
        ]
        told: list[tuple[int, int]] = []
        found: list[Finding] = []
        for verdict in verdicts:
            claim = verdict.claim
            if verdict.holds is not False or (claim.text[:1].isdigit() and bound(passage, claim.start, claim.end)):
                continue
            if _typed_over(passage, claim):
                continue
            if _of_a_note(context, passage, claim) or _one_of_them(passage, verdict):
                continue
            if _only_a_reason(context, passage, claim):
                continue
            if read_as_others(passage, verdict) or read_as_some(context, passage, verdict):
                continue
            severity = _severity(context, passage, claim) if verdict.against else "warning"
            if severity is not None and not _read_otherwise(context, passage, verdict, verdicts):
                told.append((claim.start, claim.end))
                found.append(_found(context, passage, verdict, severity))
        found += _by_the_form(context, passage, told)
        yield from found
        yield from gainsaid(context, passage, found, moves=False)


def _only_a_reason(context: Context, passage: Passage, claim: Claim) -> bool:
    """Whether what a figure counts is only why something else was decided, or words of a fee that nobody paid."""
    from nianbao.claims import told_otherwise

    groups = (group for sentence in context.reading(passage).groups for group in sentence)
    group = next((item for item in groups if item.start == claim.start), None)
    if group is None or len(claim.roles) > 1:
        return False
    roles = context.claims.roles
    if roles.by_id[claim.role].family == "handling_fee":
        return any(item.role.startswith("requests.") for item in group.rows)
    begin, end = max(passage.folded.rfind(mark, 0, claim.start) for mark in "，。；") + 1, claim.end + _WORDS
    if claim.part_of is not None or roles.by_id[claim.role].name in passage.folded[begin:end]:
        return False  # named as the form names it, or in a list of reasons
    return told_otherwise(claim.role, group, roles)


def _by_the_form(context: Context, passage: Passage, told: list[tuple[int, int]]) -> Iterator[Finding]:
    """What is said of a number of applications of which the form has none in any reading."""
    from nianbao.claims import misfits

    reading, roles = context.reading(passage), context.claims.roles
    for misfit in (*misfits(reading.groups, context.book, roles), *reading.mistaken(context.book, roles)):
        start, end = misfit.start, misfit.end
        if bound(passage, start, end) or any(low < end and start < high for low, high in told):
            continue
        if of_others(passage.folded, start, end):
            continue
        yield context.at(
            passage,
            start,
            end,
            f"文中说{misfit.said}，{misfit.known}",
            severity="warning",
            evidence={"文中": passage.text[start:end], "表格": misfit.known.removeprefix("表格")},
            fix="以台账为准，改文字或改表格",
        )


def _read_otherwise(context: Context, passage: Passage, doubtful: Verdict, verdicts: list[Verdict]) -> bool:
    """Whether what seems false is rather not understood: most of its sentence does not agree with the tables either,
    a figure of the sentence has no role, or the words around it allow a reading that does agree."""
    claim = doubtful.claim
    if claim.what in ("ratio", "average", "rank"):
        return False  # worked out from figures that its words name
    here = [verdict for verdict in verdicts if verdict.claim.sentence == claim.sentence]
    plain = claim.role in _FIRM and not claim.by and claim.part_of is None
    if of_another_kind(context, passage, claim):
        return True
    text = passage.folded
    begin = max(text.rfind("。", 0, claim.start), text.rfind("；", 0, claim.start)) + 1
    end = next((at for at in range(claim.end, len(text)) if text[at] in "。；"), len(text))
    unplaced = [
        item
        for item in context.reading(passage).unplaced
        if begin <= item.start < end
        and item.measure == claim.measure
        and text[item.start - 1 : item.start] not in ("无", "有", "未")  # 无一件被撤销
    ]
    plain = plain or (claim.sure and claim.part_of is None and not claim.by and not claim.all)
    of = claim.part_of
    beside = of is not None and of.sure and not _MARKS.search(text, of.end, max(claim.start, of.end))
    plain = plain or (claim.all and claim.sure and beside)  # 收到的4件申请全部由自然人提出，最长的一件…
    if unplaced and (not plain or unplaced[0].start < claim.start):
        return True  # 公文54件，其中依申请公开11件
    wrong = sum(verdict.holds is False for verdict in here)
    understood = not unplaced and all(
        verdict.claim.sure for verdict in here if verdict.claim.measure in ("", claim.measure)
    )
    if not plain and not understood and wrong > max(sum(verdict.holds is True for verdict in here), 1):
        return True
    if claim.value is None:
        return False
    if any(reading.holds for reading in _readings(context, passage, claim, begin, end)):
        return True
    return claim.what == "count" and not claim.denied and not claim.all and read_by_form(context, passage, claim, begin)


def of_another_kind(context: Context, passage: Passage, claim: Claim) -> bool:
    """Whether the thing right behind a figure is another than its role's: 收到的4件建议."""
    if claim.all and not claim.denied:
        return False  # 全部属于行政执法案卷信息
    matcher = context.claims.reader.matcher
    behind = matcher.tokens(
        passage.folded, claim.end, min(claim.end + _WORDS, len(passage.folded)), context.report.year
    )
    thing = behind[0] if behind and behind[0].start == claim.end else None
    family = matcher.family.get(thing.word) if thing is not None else None
    role = matcher.roles.by_id[claim.roles[0]]
    if claim.denied and role.within and family == "published":
        return False  # 未出现需要另行制作信息的情形: the information that was asked for
    return family is not None and family != matcher.roles.by_id[claim.roles[0]].family


def _readings(context: Context, passage: Passage, claim: Claim, begin: int, end: int) -> Iterator[Verdict]:
    """The claim as it would be with the kinds of applicant that its sentence names, or none, and together with what is
    named beside it."""
    from nianbao.claims import By

    matcher = context.claims.reader.matcher
    tokens = matcher.tokens(passage.folded, begin, end, context.report.year)
    start = passage.folded.rfind("，", begin, claim.start) + 1 or begin
    stop = passage.folded.find("，", claim.end, end)
    stop = stop if stop >= 0 else end
    loose = claim.part_of is None or not claim.sure  # else it is told of what, if of a kind of applicant
    named = {
        part: By("applicant", part, matcher.roles.parts["applicant"][part].name)
        for token in tokens
        for dimension, part in matcher.part.get(token.word, ())
        if dimension == "applicant" and (loose or (start <= token.start and token.end <= stop))
    }
    rest = tuple(item for item in claim.by if item.kind != "applicant")
    clause = [token for token in tokens if start <= token.start and token.end <= stop]
    spoken = any(
        (item.kind, part) == (dimension, item.value)
        for item in claim.by
        for token in clause
        for dimension, part in matcher.part.get(token.word, ())
        if item.kind == "applicant"
    )
    others = [] if spoken else [rest, *((*rest, by) for by in named.values())]
    low, high = quoted(passage, claim)
    piece = [token for token in tokens if low <= token.start and token.end <= high]
    family = matcher.roles.by_id[claim.roles[0]].family
    phrases = matcher.phrases(piece, family, [], listed=True)
    strong = [phrase for phrase in phrases if not phrase.weak]
    known = matcher.roles.by_id
    beside = {
        phrase.role
        for phrase in phrases
        if phrase.role not in claim.roles
        and known[phrase.role].family == family
        and not (phrase.weak and (known[claim.roles[0]].group or any(_cross(phrase, other) for other in strong)))
    }
    apart = [role for role in beside if not any(_nested(known[role], known[own]) for own in claim.roles)]
    joined = [] if claim.all else ["+".join([claim.role, role]) for role in apart] + list(beside)
    for role in (claim.role, *joined):
        for by in (claim.by, *others):
            if (role, by) != (claim.role, claim.by):
                verdict = context.verdict(replace(claim, role=role, by=by))
                if verdict is not None:
                    yield verdict


def _cross(one: Phrase, other: Phrase) -> bool:
    """Whether two wordings share words."""
    return one.start < other.end and other.start < one.end


def _nested(one: Role, other: Role) -> bool:
    """Whether a role is a part of another, so that the two are not added up."""
    return one.within == other.id or other.within == one.id


def _of_nothing(context: Context, claim: Claim) -> Verdict | None:
    """That all was dealt with, where there was nothing to deal with: 件件有答复."""
    from nianbao.claims import Verdict, value_of

    roles = context.claims.roles
    role = roles.by_id[claim.roles[0]]
    if (
        not claim.all
        or not role.whole
        or claim.year != "own"
        or claim.scope != "own"
        or (claim.part_of and claim.part_of.value)
    ):
        return None
    wholes = role.whole[0]
    if value_of([fact for one in wholes for fact in roles.facts(one)], context.book) != 0:
        return None
    name = "、".join(roles.by_id[one].name for one in wholes)
    return Verdict(claim, False, f"有申请并且都已{role.name[:2]}", f"表格{name}是0", against="")


def _severity(context: Context, passage: Passage, claim: Claim) -> Severity | None:
    """How surely a claim is gainsaid; None where it may be of another figure."""
    roles = context.claims.roles
    if not claim.sure or (claim.part_of is not None and not claim.part_of.sure):
        return None
    unit = context.report.unit
    single = unit is not None and unit.of.level in (0, 4)
    family = roles.by_id[claim.roles[0]].family
    if not single and family in WHOLE_REGION:
        scope = unit.scope if unit is not None else ""
        begin = passage.folded.rfind("。", 0, claim.start) + 1
        told = scope and scope in passage.folded[begin : claim.start]
        near = family == "regulations" or _mistyped(context, claim)
        return "warning" if told or near or _of_last_year(context, claim) else "info"
    firm = claim.role in _FIRM and claim.what == "count" and not claim.all and not claim.by and claim.year == "own"
    return "error" if firm and single else "warning"


def _mistyped(context: Context, claim: Claim) -> bool:
    """Whether a figure is so near the table's that it is the same count, mistyped, and not that of one office alone."""
    from nianbao.claims import fact_ids, value_of  # claims are loaded when a figure is held against them

    known = value_of(fact_ids(claim, context.claims.roles), context.book)
    if known is None or claim.value is None or claim.what != "count" or not known:
        return False
    near = [known * step for step in (Decimal(1), *_STEPS)] if claim.measure.endswith("元") else [known]
    return known >= _LARGE and any(abs(item - claim.value) <= _NEAR * item for item in near)


_LARGE, _NEAR = 20, Decimal("0.25")
_STEPS = tuple(Decimal(10) ** step for step in (-6, -5, -3, -2, -1, 1, 2, 3, 5, 6))
"""What an amount is multiplied by where its unit is mistaken."""


def _found(context: Context, passage: Passage, verdict: Verdict, severity: Severity) -> Finding:
    claim = verdict.claim
    mistaken = _of_last_year(context, claim)
    known = f"{verdict.known}{mistaken}"
    start, end = quoted(passage, claim)
    if mistaken:
        start = _year_said(context, passage, claim, start)
    return context.at(
        passage,
        start,
        end,
        f"文中说{verdict.said}，{known}",
        severity=severity,
        evidence={
            "文中": passage.text[start:end],
            "上年" if verdict.against == "last" else "表格": verdict.known.removeprefix("表格"),
        },
        fix="以台账为准，改文字或改表格",
    )


def _year_said(context: Context, passage: Passage, claim: Claim, start: int) -> int:
    """Where the quotation begins of a figure that is another year's: at the year that its clauses name."""
    begin = passage.folded.rfind("。", 0, claim.start) + 1
    said = f"{(context.report.year or 0) - (claim.year == 'last')}年"
    at = passage.folded.rfind(said, begin, start)
    return at if at >= 0 and start - at <= _REACH else start


def _of_last_year(context: Context, claim: Claim) -> str:
    """That a wrong figure is last year's, where it is."""
    if claim.year == "other" or claim.value is None or claim.denied or claim.all or claim.what != "count":
        return ""
    from nianbao.claims import fact_ids, value_of

    own = claim.year == "own"
    then = value_of(fact_ids(claim, context.claims.roles, last=own), context.book)
    return f"（{figure(then)}是{'上年' if own else '本年'}的数）" if then is not None and then == claim.value else ""
