"""What is said of the rest of a total: 其余均为自然人申请, 除1件外都予以公开, 另1件系重复申请."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from nianbao.claims.claim import By, Claim
from nianbao.claims.clause_words import ClauseWords, Spoken
from nianbao.claims.form_names import named, residue, words_in
from nianbao.claims.part_lists import can_have, is_part
from nianbao.claims.role_phrases import Matcher, Phrase
from nianbao.patterns import lazy

REST = "其余"
"""What a part is of that is the rest of a total which is not told."""
_REST = lazy("(?:其余|剩余|余下|剩下)的?|其[他它](?=均|都|全|是|为|系|由|申请均|申请都|申请全)")
_LINK = lazy(
    "(?:申请人|申请|案件|全部|原因|理由|情形|属于|涉及|来自|分别|提出|申请均|均|都|全|为|是|系|由|因|属|以|被|作|予以|获|则|已|的|[件起项类，、])*+"
)
_BEHIND = lazy(
    "(?:提出|提交|递交|申请|原因|理由|情形|处理|结果|类|件|的|为由|而|不予公开|无法提供|不予处理|结案|信息|所致|，|。)*+$"
)
_SOME = ("主要", "多为", "大多", "大部分", "多数", "多是", "等", "以")
_AND = lazy("[、和及与]|以及")


class Rest(NamedTuple):
    """A total and what is left of it when the parts told so far are taken away."""

    total: Claim
    value: Decimal


def rest_of(spoken: Spoken) -> Rest | None:
    """What is left of the total whose parts were told; None where the sentence does not tell it whole."""
    here = [claim for claim in spoken.counts if claim.sentence == spoken.sentence and claim.what == "count"]
    begin, end = spoken.excepted
    if end:
        before = [claim for claim in here if claim.start < begin and not claim.all and claim.part_of is None]
        total = before[-1] if before else None
        inside = [claim for claim in here if begin <= claim.start < end]
        parts = [claim for claim in inside if not any(_same(claim.part_of, other) for other in inside)]
    else:
        last = next((claim for claim in reversed(here) if not claim.all), None)
        total = spoken.listed if last is None or last.part_of is None else last.part_of
        if last is not None and total is not None and last.part_of is not None and spoken.listed is not None:
            total = spoken.listed if any(_same(item.part_of, spoken.listed) for item in here) else total
        parts = [claim for claim in here if total is not None and _same(claim.part_of, total) and not claim.all]
    if total is None or total.value is None or not total.exact or not total.sure or not parts:
        return None
    if spoken.unknown > total.start or total.year != "own" or not total.measure:
        return None
    if any(not part.exact or part.value is None or part.denied for part in parts):
        return None
    if len({part.way for part in parts}) > 1 or any(not part.sure for part in parts if not end):
        return None
    left = total.value - sum((part.value or Decimal(0) for part in parts), Decimal(0))
    return Rest(total, left) if left > 0 else None


def _same(one: Claim | None, other: Claim | None) -> bool:
    return one is not None and other is not None and one.start == other.start and one.role == other.role


def rest_claims(
    words: ClauseWords, matcher: Matcher, spoken: Spoken, text: str, own: Iterable[str] = ()
) -> list[Claim]:
    """What a clause says that the rest of a total is, where it tells no figure for it."""
    clause = words.clause
    match = _REST.search(words.text, clause.start, clause.end)
    begin = match.end() if match is not None else -1
    stop = spoken.excepted[1]
    if match is None and stop and (clause.start - stop <= 1):
        first = max(clause.start, stop)
        alls = words_in("every", words.text, first, clause.end)
        plain = alls and not residue(words, first, alls[0][0], matcher, matcher.held, own)
        begin = alls[0][0] if plain else -1  # 除4件尚未审结外，复议机关全部维持
    if begin < 0 or any(item.start >= begin for item in words.figures):
        return []
    rest = rest_of(spoken)
    if rest is None or any(word in words.text[begin : clause.end] for word in _SOME):
        return []
    if any("denial" in matcher.sense.get(token.word, ()) for token in words.between(begin, clause.end)):
        return []
    start = match.start() if match is not None else begin
    start = spoken.excepted[0] if 0 < stop <= start <= stop + 1 else start  # 除2件外都予以公开
    made = _whose(words, begin, matcher, rest.total) or _which(words, begin, matcher, rest.total)
    made = made or _by_form(words, begin, matcher, rest.total, own)
    if made is None:
        return []
    role, by, end, way = made
    return [
        Claim(
            start, end, text[start:end], role, value=rest.value, low=rest.value, high=rest.value,
            measure=rest.total.measure, by=by, scope=rest.total.scope, part_of=rest.total, way=way,
            sentence=spoken.sentence,
        )
    ]  # fmt: skip


def _which(
    words: ClauseWords, begin: int, matcher: Matcher, total: Claim
) -> tuple[str, tuple[By, ...], int, str] | None:
    """The result or row that the rest is, or the several that it is together."""
    found: list[Phrase] = []
    at = begin
    strong = [
        item
        for item in words.phrases
        if item.start >= begin and (not item.weak or is_part(item.role, total, matcher.roles))
    ]
    for phrase in sorted(strong, key=lambda item: (item.start, item.start - item.end)):
        if phrase.start < at:
            continue
        between = words.text[at : phrase.start]
        if found:
            inner = matcher.roles.by_id[phrase.role]
            if matcher.roles.by_id[found[-1].role].within == inner.id:
                at = phrase.end  # 以重复申请为由不予处理
                continue
            if not _AND.fullmatch(between):
                break
        elif not _LINK.fullmatch(between):
            return None
        found.append(phrase)
        at = phrase.end
    if (
        not found
        or not _BEHIND.match(words.text, at, words.clause.end)
        or any(item.role == total.role for item in found)
    ):
        return None
    if not _BEHIND.fullmatch(words.text, at, words.clause.end):
        return None
    roles = list(dict.fromkeys(item.role for item in found))
    if all(is_part(role, total, matcher.roles) for role in roles):
        known = matcher.roles.by_id[roles[0]]
        return (
            "+".join(roles),
            tuple(item for item in total.by if item.kind == "applicant"),
            at,
            ("members" if known.within == total.role else "results"),
        )
    one, whole = matcher.roles.by_id[roles[0]], matcher.roles.by_id[total.roles[0]]
    apart = bool(whole.sum_of) and whole.group == "results" and one.family == whole.family
    if len(roles) == 1 and apart and one.within and one.within != whole.id:
        return roles[0], (), at, "foreign"
    return None


def _by_form(
    words: ClauseWords, begin: int, matcher: Matcher, total: Claim, own: Iterable[str]
) -> tuple[str, tuple[By, ...], int, str] | None:
    """The one row that the rest is, in whichever words: 其余案件法院均维持了行政机关的决定."""
    family = matcher.roles.by_id[total.roles[0]].family
    end = words.clause.end
    rows = [item for item in named(words, begin, end, matcher, [family]).rows if not item.weak]
    if len(rows) != 1 or len(rows[0].roles) != 1 or residue(words, begin, end, matcher, {family}, own):
        return None
    role = rows[0].roles[0]
    if not is_part(role, total, matcher.roles):
        return None
    by = tuple(item for item in total.by if item.kind == "applicant")
    return role, by, rows[0].end, "members" if matcher.roles.by_id[role].within == total.role else "results"


def _whose(
    words: ClauseWords, begin: int, matcher: Matcher, total: Claim
) -> tuple[str, tuple[By, ...], int, str] | None:
    """The kinds of applicant that the rest is of."""
    if not can_have(total, "applicant", matcher.roles):
        return None
    parts: list[str] = []
    at = begin
    for token in words.between(begin, words.clause.end):
        kinds = [part for dimension, part in matcher.part.get(token.word, ()) if dimension == "applicant"]
        if not kinds:
            continue
        between = words.text[at : token.start]
        if not (_AND.fullmatch(between) if parts else _LINK.fullmatch(between)):
            break
        parts.append(kinds[0])
        at = token.end
    if not parts or not _BEHIND.fullmatch(words.text, at, words.clause.end):
        return None
    known = matcher.roles.parts["applicant"]
    by = By("applicant", "+".join(parts), "、".join(known[part].name for part in parts))
    return total.role, (*total.by, by), at, "applicant"
