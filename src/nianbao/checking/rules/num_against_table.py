"""NUM01: figures, denials and "all" in the text against the tables."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.num_in_words import WHOLE_REGION, gainsaid
from nianbao.facts import figure
from nianbao.patterns import lazy
from nianbao.report import FactRef

if TYPE_CHECKING:
    from nianbao.claims import Claim, Verdict


_FIRM = ("requests.new", "requests.carry_in", "requests.carry_out", "remedies.reconsideration", "remedies.litigation")
"""What every report tells in the same words: a total that differs is an error, not a way of counting."""


_MARKS = lazy("[，。；：、（）]|[0-9](?![0-9.])")
_YEARS = ("<own>", "<last>", "<other>", "<next>")
_REACH = 40
"""Characters between a figure and the year that is quoted with it, at most."""
_NUMERALS = "0123456789０１２３４５６７８９一二两三四五六七八九十百"
_LEADS = lazy(
    "(?:[我本][一-鿿]{1,3}对|对于|对|就|其余|余下|剩余|另外?|还有|有|对其中|其中|共计?|合计|仅|只|的|为|约|已|也|里|中|这|有关|相关)*"
)
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
    end = behind.start() if behind else claim.end
    if end == claim.end and text[start - 1 : start] in ("，", "（"):  # 其次是重复申请的，3件: the words stand before
        return max([text.rfind(mark, 0, start - 1) + 1 for mark in "，。；：、（）"]), end
    return start, end


@rule("NUM01", "text-against-table", "error", "arithmetic", tags=("contradicted",))
def text_against_table(context: Context) -> Iterator[Finding]:
    """文字里的数与表格不一致

    【是什么】正文说收到、结转、办结多少件，各类申请人、各种办理结果各多少件，复议、诉讼的件数和结果，第二部分的
    文件、许可、处罚、强制、收费各多少，与表格的数不同；说没有而表格有，说有（曾有、出现了）而表格没有，说是某年的数而那是另一年的，说“均”“全部”而表格不是；用词说的案件结果、居多、过半与表格不合；说“其余”“除几件外”、
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
            if _of_a_note(context, passage, claim):
                continue
            severity = _severity(context, passage, claim, verdicts) if verdict.against else "warning"
            if severity is not None and not context.meanings(passage).of(verdict, verdicts):
                told.append((claim.start, claim.end))
                found.append(_found(context, passage, verdict, severity))
        found += _by_the_form(context, passage, told)
        yield from found
        yield from gainsaid(context, passage, found, moves=False)


def _by_the_form(context: Context, passage: Passage, told: list[tuple[int, int]]) -> Iterator[Finding]:
    """What is said of a number of applications of which the form has none in any reading."""
    from nianbao.claims import misfits

    reading, roles = context.reading(passage), context.claims.roles
    for misfit in (*misfits(reading.groups, context.book, roles), *reading.mistaken(context.book, roles)):
        start, end = misfit.start, misfit.end
        if bound(passage, start, end) or any(low < end and start < high for low, high in told):
            continue
        if context.meanings(passage).of_others(start, end):
            continue
        if misfit.of_another_year:
            start = _year_said(context, passage, start, start)
        yield context.at(
            passage,
            start,
            end,
            f"文中说{misfit.said}，{misfit.known}",
            severity="warning",
            evidence={"文中": passage.text[start:end], "表格": misfit.known.removeprefix("表格")},
            fix="以台账为准，改文字或改表格",
        )


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


def _severity(context: Context, passage: Passage, claim: Claim, beside: list[Verdict]) -> Severity | None:
    """How surely a claim is gainsaid; None where it may be of another figure.

    Args:
        beside: the verdicts on all that its paragraph says.
    """
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
        near = family == "regulations" or _mistyped(context, claim) or _of_all_beside(context, claim, beside)
        return "warning" if told or near or _of_last_year(context, claim) else "info"
    firm = claim.role in _FIRM and claim.what == "count" and not claim.all and not claim.by and claim.year == "own"
    return "error" if firm and single else "warning"


def _of_all_beside(context: Context, claim: Claim, beside: list[Verdict]) -> bool:
    """Whether the sentence tells of other things that the tables count just what they have, and so of the region's."""
    roles = context.claims.roles.by_id
    return any(
        verdict.holds
        and verdict.claim.sentence == claim.sentence
        and verdict.claim.what == "count"
        and (verdict.claim.value or 0) >= _LARGE
        and roles[verdict.claim.roles[0]].family in WHOLE_REGION
        for verdict in beside
    )


def _mistyped(context: Context, claim: Claim) -> bool:
    """Whether a figure is so near the table's that it is the same count, mistyped, and not that of one office alone."""
    from nianbao.claims import fact_ids, value_of  # claims are loaded when a figure is held against them

    known = value_of(fact_ids(claim, context.claims.roles), context.book)
    if known is None or claim.value is None or claim.what != "count" or not known:
        return False
    if claim.measure.endswith("元") and any(known * step == claim.value for step in (Decimal(1), *_STEPS)):
        return True  # 12.3元 for 12.3万元
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
        start = _year_said(context, passage, claim.start, start)
    start = _whose_said(context, passage, claim, start)
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


def _year_said(context: Context, passage: Passage, start: int, begun: int) -> int:
    """Where the quotation begins of a figure that is another year's: at the year that is named before it.

    Args:
        start: of the figure. begun: of its words.
    """
    begin = max(passage.folded.rfind("。", 0, start) + 1, start - _REACH)
    tokens = context.claims.reader.matcher.tokens(passage.folded, begin, start, context.report.year)
    named = [token for token in tokens if token.word in _YEARS]
    return min(named[-1].start, begun) if named else begun


def _whose_said(context: Context, passage: Passage, claim: Claim, begun: int) -> int:
    """Where the quotation begins of a figure whose kind of applicant is named in a list before it."""
    begin = max(passage.folded.rfind(mark, 0, claim.start) for mark in "，。；：") + 1
    matcher = context.claims.reader.matcher
    for token in reversed(matcher.tokens(passage.folded, begin, claim.start, context.report.year)):
        if ("applicant", claim.applicant) in matcher.part.get(token.word, ()):
            return min(token.start, begun)
    return begun


def _of_last_year(context: Context, claim: Claim) -> str:
    """That a wrong figure is last year's, where it is."""
    if claim.year == "other" or claim.value is None or claim.denied or claim.all or claim.what != "count":
        return ""
    from nianbao.claims import fact_ids, value_of

    own = claim.year == "own"
    then = value_of(fact_ids(claim, context.claims.roles, last=own), context.book)
    return f"（{figure(then)}是{'上年' if own else '本年'}的数）" if then is not None and then == claim.value else ""
