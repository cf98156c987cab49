"""NUM02: totals against the sum of their parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from nianbao.checking.context import Context, Passage
from nianbao.checking.finding import Finding, Severity
from nianbao.checking.rule import rule
from nianbao.checking.rules.one_by_one import beyond_the_whole, one_by_one
from nianbao.checking.rules.parts import Tree, listing, of_each, trees
from nianbao.checking.rules.reckoned import reckoned
from nianbao.facts import figure
from nianbao.facts.rounding import misread
from nianbao.patterns import alternatives, lazy
from nianbao.text import Quantity, quantities
from nianbao.text.personal_data import people

if TYPE_CHECKING:
    from nianbao.claims import Claim, PartList

_NEARLY = Decimal("0.8")
"""The share of its total a list must reach to be held for a whole one: a list of a few items is a choice of them."""
_CLOSE = Decimal("0.1")
_FEW, _MANY = 2, 12
"""By how much a sum told behind its parts may be missed, however small it is; parts of which every choice is tried."""
_ROUNDED = Decimal("0.005")
"""By how much of the total rounded figures may miss it."""
_CARRIED = "requests.carry_in"
_SCALED = lazy("[约近余多]")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


def _range(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """The least and the most a figure can mean: 300余 is under 400, 1.2万 over 1.1万 and under 1.3万."""
    value = quantity.value or Decimal(0)
    for sign, scale in _SCALES.items():
        number = quantity.text.partition(sign)[0]
        if sign in quantity.text and quantity.measure[:1] != sign:
            step = scale.scaleb(-len(number.partition(".")[2]))
            return value - (0 if "余" in quantity.text else step - 1), value + step - 1
    if quantity.exact:
        return value, value
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return (value if quantity.text[0].isdigit() else value - step), value + max(step - 1, Decimal(1))


def _some_of(values: list[Decimal], total: Decimal) -> bool:
    """Whether some of the figures before a total make it."""
    if len(values) > _MANY:
        return False
    return any(sum(some, Decimal(0)) == total for many in range(2, len(values)) for some in combinations(values, many))


def _twice(values: list[Decimal], total: Decimal) -> bool:
    """Whether the list divides the same total more than once: by content and then by channel, one way after the other.

    Also where two of many parts make the total, or one is the total: an item may be in several classes.
    """
    running = Decimal(0)
    whole = 0
    for value in values:
        running += value
        if running == total:
            running, whole = Decimal(0), whole + 1
    if whole:
        return True  # what follows is another matter
    return max(values) == total or (len(values) > 2 and any(one + two == total for one, two in combinations(values, 2)))


def _verdict(tree: Tree, *, told: bool) -> tuple[str, Severity]:
    """What is wrong with a tree and how surely; empty where nothing is or it cannot be told.

    Args:
        told: whether its parts are just what the table has.
    """
    total = tree.total.value or Decimal(0)
    values = [part.value or Decimal(0) for part in tree.parts]
    low, high = _range(tree.total)
    ranges = [_range(part) for part in tree.parts]
    least, most = sum((item[0] for item in ranges), Decimal(0)), sum((item[1] for item in ranges), Decimal(0))
    if len(values) == 1:
        alone = values[0]
        said = f"其中的{figure(alone)}多于总数{figure(total)}"
        return (said, "warning") if ranges[0][0] > high and alone not in tree.others else ("", "info")
    whole = sum(values, Decimal(0))
    shown = "＋".join(figure(value) for value in values)
    sums = [total, *tree.others]
    if any(whole == sum(sums[:count], Decimal(0)) for count in range(1, len(sums) + 1)) or whole in tree.others:
        return "", "info"
    if whole + total in tree.others:
        return "", "info"  # the total is itself a part of what is named before it
    again = _twice(values, total) and not tree.these
    if again and not (tree.other and max(values) == total) and not tree.disjoint:
        return "", "info"
    rounded = any(not item.exact or _SCALED.search(item.text) for item in (tree.total, *tree.parts))
    if rounded and abs(whole - total) <= _ROUNDED * total:
        return "", "info"  # 约196万条, parts of 5万余: no sum of rounded figures is exact
    near = misread(whole, total) or abs(whole - total) <= _CLOSE * total
    if tree.after:
        near = near or abs(whole - total) <= _FEW or told
        wrong = (least > high or most < low) and near and (tree.these or not _some_of(values, total))
        why = f"{shown}＝{figure(whole)}，这里写{figure(total)}" if wrong else ""
        return why, "warning" if wrong and (tree.claim == "likely" or told) else "info"
    if least > high:
        if tree.others and whole <= sum(sums, Decimal(0)):
            return "", "info"  # the parts of all that the sentence counts
        return f"各项{shown}＝{figure(whole)}，多于总数{figure(total)}", "warning"
    nearly = whole >= _NEARLY * total or misread(whole, total)
    if most < low and (tree.claim == "whole" or (tree.claim == "likely" and nearly)):
        return f"各项{shown}＝{figure(whole)}，比总数{figure(total)}少{figure(total - whole)}", "warning"
    return "", "info"


def _of_another_kind(text: str, tree: Tree) -> bool:
    """Whether 个 counts one thing in the total and another in the part: 15个乡镇，其中20个村."""
    one, other = (text[item.end : item.end + 1] for item in (tree.total, tree.parts[0]))
    return tree.total.measure == "个" and one != other and other not in "，。；、为是已达"


@lru_cache(maxsize=1)
def _posts() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives([*people()['private']['posts'], '负责人', '领导'])})[^，。；、0-9]{{1,6}}$")


def _by_who_was_there(text: str, tree: Tree) -> bool:
    """Whether the parts say who of the leaders took part, which may be none or several of them each time: 发布会6场，
    其中县长出席1场、副县长出席4场."""
    total = tree.total.value or Decimal(0)
    return not tree.after and all(
        (part.value or Decimal(0)) <= total and _posts().search(text, max(part.start - _SUBJECT, 0), part.start)
        for part in tree.parts
    )


_SUBJECT = 12
_SINGLY = (
    lazy("第一[期场次批轮]"),
    lazy("个[^，。；0-9、]{1,8}，[^。；0-9，]{0,6}[有在中已][0-9]"),
    lazy("总(?:阅读|浏览|点击|访问|播放)量"),
)
"""Where what is told one by one, or a part beside its whole, may stand."""


@rule("NUM02", "parts-against-total", "warning", "arithmetic")
def parts_total(context: Context) -> Iterator[Finding]:
    """分项之和与总数不符

    【是什么】“共公开100条，其中甲60条、乙50条”，各项加起来多于总数；一直列到句末、没有“等”“主要”之类的词、
    加起来又少于总数的，冒号后、括号里、“分别为”之后逐项列出而不等于总数的，先列各项、后说“合计”而不相等的，
    也在此列；“培训2场、90人次，第一场42人，第二场56人”，“共12个村，已有13个村”也在此列。
    【依据】算术；分类有没有重叠、有没有列全看不出，所以只作警告。
    【错】
    - 全年公开信息276条，其中工作动态216条，通知公告50条，其他100条。
    - 全年公开信息90条，其中网站50条、公众号30条。
    - 发布信息1.2万条：网站8000条、公众号6000条。
    - 收到申请20件，网络提交12件，信函提交9件。
    - 网站发布310条、公众号发布220条，两项合计503条。
    - 培训2场，参训90人次。第一场42人；第二场56人。
    【对】
    - 全年公开信息276条，其中工作动态216条，通知公告50条，其他10条。
    - 全年公开信息276条，其中政策解读20条。
    - 全年公开信息276条，其中工作动态100条、通知公告50条等。
    - 公开信息30条，其中政策20条、动态10条，网站18条、公众号12条。
    - 培训2场，参训98人次。第一场42人；第二场56人。
    【怎么改】核对台账，改总数或改分项；没有列全的，写明“主要有”或“等”。
    【怎么不报】用“等”“主要”“重点公开”表示没有列全的，不要求相等；各项加起来不到总数八成的，当作举例；
    同一总数按内容、按渠道分了两遍的不报。
    【一句话】分项之和等于总数，数字由程序写入。
    """
    passages = {passage.offset: passage for anchor in _SINGLY for passage in context.holding(anchor)}
    for passage in passages.values():
        yield from reckoned(
            context,
            passage,
            (*one_by_one(passage.folded), *beyond_the_whole(passage.folded)),
            "核对台账，改总数或改分项",
            sum=True,
        )
    for passage, _ in context.told:
        yield from reckoned(context, passage, _rest(context, passage), "核对台账，改总数或改分项", sum=True)
    found = [item for passage in listing(context) for item in _listed(context, passage)]
    yield from found
    told = sorted(item.position or 0 for item in found)
    for passage, claims in context.told:
        yield from _of_roles(context, passage, claims, told)


def _read_otherwise(context: Context, passage: Passage, tree: Tree) -> bool:
    """Whether the grammar read the parts as of another whole (处罚580件，强制减少20件。其中一中队处罚94件).

    So it is where the total is the outcome of another matter: 复议虽只有1件被纠正，不予公开的两类分别有10件和9件.
    """
    from nianbao.claims.part_lists import is_part  # claims are loaded when a text is held to them

    claims = context.said(passage)
    starts = {part.start for part in tree.parts}
    parts = [claim for claim in claims if claim.start in starts and claim.what == "count"]
    counted = any(claim.start == tree.total.start and claim.what == "count" for claim in claims)
    if not counted and any(claim.part_of is not None and claim.part_of.start != tree.total.start for claim in parts):
        return True
    roles = context.claims.roles.by_id
    wholes = [roles[claim.role] for claim in claims if claim.start == tree.total.start and claim.role in roles]
    families = {roles[claim.role].family for claim in parts if claim.role in roles}
    row = next((claim for claim in claims if claim.start == tree.total.start and claim.sure), None)
    if row is not None and row.role in roles and roles[row.role].within and not row.role.startswith("remedies."):
        known = [claim for claim in parts if claim.sure and claim.role != row.role and claim.role in roles]
        if any(roles[claim.role].group and not is_part(claim.role, row, context.claims.roles) for claim in known):
            return True  # 不掌握11件，其中5件是……；予以公开8件
    return bool(families) and any(whole.group == "results" and whole.family not in families for whole in wholes)


def _listed(context: Context, passage: Passage) -> Iterator[Finding]:
    """Lists of whatever is counted, known by their form."""
    told: set[int] = set()
    moved: list[tuple[int, int]] | None = None
    for tree in trees(passage.folded):
        why, severity = _verdict(tree, told=tree.after and _all_told(context, passage, tree))
        if len(tree.parts) == 1 and _of_another_kind(passage.folded, tree):
            continue
        if why and moved is None:
            moved = _no_parts(context, passage)
        if why and moved and any(low <= part.start < high for part in tree.parts for low, high in moved):
            continue
        if _by_who_was_there(passage.folded, tree):
            continue
        if why and (_beside_each_other(context, passage, tree) or _read_otherwise(context, passage, tree)):
            continue
        if (
            why
            and not tree.pointed
            and all(_on_the_table(context, passage, item.start) for item in (tree.total, *tree.parts))
        ):
            continue  # 办结15件：予以公开4件，无法提供6件: each is so, and not all are named
        known = _on_the_table(context, passage, tree.total.start) if why and tree.after else None
        if known and not tree.these:
            continue  # 自然人9件、企业4件，全年合计14件: of all, and not of these two
        severity = "warning" if known is False else severity  # neither the sum nor what the table has
        if why and tree.total.start not in told:
            told.add(tree.total.start)
            ends = (tree.total.end, *(part.end for part in tree.parts))
            begin = min(tree.total.start, tree.parts[0].start)
            yield context.at(
                passage,
                *tree.mark,
                why,
                severity=severity,
                evidence={"原文": passage.text[begin : max(ends)], "算式": why},
                fix="核对台账，改总数或改分项",
            )


def _in_two_ways(context: Context, passage: Passage, tree: Tree) -> bool:
    """Whether the grammar read the parts as of two divisions of their total: 其中2件为上年未审结案件，维持2件."""
    starts = {item.start for item in tree.parts}
    ways = {
        claim.way for claim in context.said(passage) if claim.start in starts and claim.what == "count" and claim.way
    }
    return "subject" in ways and bool(ways & {"results", "members"})


_REST_OF = lazy("(?:其余|余下|剩余|剩下|另外|此外)[^，。；0-9]{0,12}$")


def _beside_each_other(context: Context, passage: Passage, tree: Tree) -> bool:
    """Whether what looks like a total is one kind of applicant's figure as its parts are, or of the rest: 个人15件，
    企业6件，其余三类共7件."""
    if _in_two_ways(context, passage, tree):
        return True
    if tree.after and _REST_OF.search(passage.folded, tree.parts[-1].end, tree.total.start):
        return True
    starts = {item.start for item in (tree.total, *tree.parts[:1])}
    told = [claim for claim in context.said(passage) if claim.start in starts and claim.what == "count"]
    return len(told) == len(starts) and all(claim.applicant for claim in told) and len({c.role for c in told}) == 1


def _no_parts(context: Context, passage: Passage) -> list[tuple[int, int]]:
    """Where figures stand that say by how much something moved, or with what it is compared: 自然人28件，少了10件; or
    how many of some suits came from last year, however each of them ended."""
    said = context.said(passage)
    moves = [claim for claim in said if claim.what == "change"]
    some = (claim for claim in said if claim.part_of is not None and claim.role == claim.part_of.role)
    moves += [claim for claim in some if claim.role.startswith("remedies.")]
    against = [claim.against for claim in moves if not isinstance(claim.against, str)]
    return [(claim.start, claim.end) for claim in (*moves, *against)]


def _all_told(context: Context, passage: Passage, tree: Tree) -> bool:
    """Whether the parts before a total are just what the table has, and the total is none of its totals, and no word
    beside it says of what else it may be: 予以公开4件、部分公开2件，统共7件."""
    roles = context.claims.roles
    whole = sum((part.value or Decimal(0) for part in tree.parts), Decimal(0))
    told = [_on_the_table(context, passage, part.start) for part in tree.parts if whole != tree.total.value]
    if told.count(True) < max(len(told) - 1, 2) or False in told:
        return False
    starts = {part.start for part in tree.parts}
    claims = [claim for claim in context.said(passage) if claim.start in starts]
    matcher, last = context.claims.reader.matcher, tree.parts[-1].end
    between = matcher.tokens(passage.folded, last, tree.total.start, context.report.year)
    if any(claim.year != "own" for claim in claims) or any(token.word in matcher.part for token in between):
        return False  # 企业由17件增到23件，科研机构和其他组织共5件
    families = {roles.by_id[role].family for claim in claims for role in claim.roles}
    totals = {total for family in families for total in _totals(context, family)}
    if not tree.these and tree.total.value in totals and whole not in totals:
        return False  # 自然人9件、企业4件，全年合计14件: of all, and not of these two
    begin = max(passage.folded.rfind(mark, 0, tree.total.start) for mark in "，。；、）") + 1
    return not context.meanings(passage).left_over(begin, tree.total.end, min(families), until=tree.total.start)


_REST = lazy("(?:其余|余下|剩余|剩下)的?$")
_REST_LONG = 3
_PAIR = 2
_DUE, _DONE = ("requests.due",), ("requests.done", "requests.handled")
"""应办21件，年内办结19件，剩余2件: what is left of all there was to deal with."""


def _rest(context: Context, passage: Passage) -> Iterator[tuple[int, int, str]]:
    """A figure for the rest that no total leaves, be it told or the form's: 17件中，8件…，其余16件."""
    text = passage.folded
    placed = {claim.start: claim for claim in context.said(passage) if claim.what == "count" and claim.year == "own"}
    numbers = quantities(text)
    for number, rest in enumerate(numbers):
        if not rest.exact or not rest.value or not _REST.search(text, max(rest.start - _REST_LONG, 0), rest.start):
            continue
        begin = max(text.rfind(mark, 0, rest.start) for mark in "。；") + 1
        near = [item for item in numbers[max(number - _MANY, 0) : number] if item.measure == rest.measure]
        told = [item for item in near if item.start >= begin]
        if len(told) < 2 or not all(item.exact and item.start in placed for item in told):
            continue  # of something else, or of another year
        further = [item for item in near if item.start < begin and item.exact and item.start in placed]
        told = [*further, *told]
        values = [
            of_each(item, text[one.end : item.start]).value or Decimal(0)
            for one, item in pairwise([Quantity(begin, begin, "", None, "", True), *told])
        ]
        dealt = [placed[item.start].role for item in told[len(further) :]]
        if len(dealt) == _PAIR and dealt[0] in _DUE and dealt[1] in _DONE:
            left = (told[-2].value or Decimal(0)) - (told[-1].value or Decimal(0))
            if left != rest.value and left >= 0:
                shown = f"{figure(told[-2].value or Decimal(0))}－{figure(told[-1].value or Decimal(0))}"
                yield told[-2].start, rest.end, f"{shown}＝{figure(left)}，这里写剩余{figure(rest.value)}"
            continue
        parts = [placed[item.start].part_of for item in told[len(further) + 1 :]]
        if not all(part is not None and part.start == told[len(further)].start for part in parts):
            continue  # 另一半里部分公开2件、无法提供6件，余下两件: of a total that is not told
        family = context.claims.roles.by_id[placed[told[0].start].roles[0]].family
        wholes = _totals(context, family)
        for at in range(1, len(values)):
            before = {sum(values[one:at], Decimal(0)) for one in range(at)} | set(values[:at])
            if sum(values[at:], rest.value) in wholes | before:
                break
        else:
            told, values = told[len(further) :], values[len(further) :]
            left = values[0] - sum(values[1:], Decimal(0))
            shown = "－".join(figure(value) for value in values)
            yield told[0].start, rest.end, f"{shown}＝{figure(left)}，这里写剩余{figure(rest.value)}"


def _totals(context: Context, family: str) -> set[Decimal]:
    """The totals that the form has of a family of figures."""
    from nianbao.claims import value_of

    roles = context.claims.roles
    ids = [role.id for role in roles.roles if role.cells and role.family == family and not role.group]
    return {value for id in ids if (value := value_of(roles.facts(id), context.book)) is not None}


def _on_the_table(context: Context, passage: Passage, at: int) -> bool | None:
    """Whether the figure at a place is just what the table has for what its words count; None where it has nothing."""
    from nianbao.claims import fact_ids, value_of

    told = [claim for claim in context.said(passage) if claim.start == at and claim.what == "count"]
    claims = [one for claim in told for one in dict.fromkeys((claim, replace(claim, by=())))]
    known = [(claim.value, value_of(fact_ids(claim, context.claims.roles), context.book)) for claim in claims]
    held = [(told, value) for told, value in known if value is not None]
    return any(told == value for told, value in held) if held else None


def _divides(context: Context, listed: PartList) -> bool:
    """Whether a list surely divides its total one way: by applicant or channel, or what was dealt with by result."""
    roles = context.claims.roles.by_id
    if not all(claim.sure and claim.exact for claim in (listed.total, *listed.parts)):
        return False
    values = [part.value or Decimal(0) for part in listed.parts]
    if any(sum(values[at:], Decimal(0)) == listed.total.value for at in range(1, len(values))):
        return False  # those before are another list's
    if listed.way in ("applicant", "channel"):
        return all(part.role == listed.total.role for part in listed.parts)
    ends = roles[listed.total.roles[0]]
    return (bool(ends.rest) or ends.family != "requests") and all(
        len(part.roles) == 1 and roles[part.role].group == "results" and roles[part.role].family == ends.family
        for part in listed.parts
    )


def _of_roles(context: Context, passage: Passage, claims: list[Claim], told: list[int]) -> Iterator[Finding]:
    """Lists of kinds of applicant, of results, of the ways in which requests came: what is in one is in no other."""
    from nianbao.claims import against_parts, part_lists

    for listed in part_lists(claims, passage.folded):
        if len(listed.parts) == 1 or not _divides(context, listed):
            continue
        known = [context.verdict(claim) for claim in (listed.total, *listed.parts)]
        table = listed.way != "channel" and all(item is not None and item.against == "table" for item in known)
        whole, total = sum((part.value or Decimal(0) for part in listed.parts), Decimal(0)), listed.total.value or 0
        if table and not (whole > total and all(item is not None and item.holds for item in known)):
            continue  # NUM01 holds each of them against the table
        verdict = against_parts(listed._replace(disjoint=listed.disjoint or listed.total.role.startswith("requests")))
        begin, end = min(listed.parts[0].start, listed.total.start), max(listed.parts[-1].end, listed.total.end)
        carried = sum(
            (one.value or Decimal(0) for one in claims if one.role == _CARRIED and one.start < end), Decimal(0)
        )
        if carried and whole == total + carried:
            continue  # 收到9件，上年结转1件，其中网络5件，信函5件
        place = bisect_left(told, passage.offset + begin)
        if (
            verdict is None
            or verdict.holds is not False
            or any(at <= passage.offset + end for at in told[place : place + 1])
        ):
            continue
        yield context.at(
            passage,
            begin,
            end,
            f"{verdict.known}，与{verdict.said}不符",
            severity="warning",
            evidence={"原文": passage.text[begin:end], "算式": verdict.known},
            fix="核对台账，改总数或改分项",
        )
