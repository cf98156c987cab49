"""Reasons that are put into a group of the form: 重复申请归入“不予处理”; each row of the form belongs to one."""

from __future__ import annotations

import re
from functools import lru_cache

from nianbao.claims.claim import Claim
from nianbao.claims.clause_words import ClauseWords, Spoken
from nianbao.claims.clauses import words as words_of_grammar
from nianbao.claims.role_phrases import Matcher, Phrase
from nianbao.patterns import alternatives, lazy


@lru_cache(maxsize=1)
def _said() -> tuple[re.Pattern[str], ...]:
    """The words of ``words.yaml`` by which something is put into a group, and by which it is not."""
    said = words_of_grammar()
    into, by = alternatives(said["puts_into"]), alternatives(said["puts_by"])
    return (
        re.compile(f'(?:(?P<into>{into})(?:了|到)?"?$|(?:{by})"?$)'),
        re.compile(f'"?(?:类|情形|口径|件)?(?:作出?|进行|予以)?(?:{alternatives(said["puts_as"])})'),
        re.compile(f"{alternatives(said['puts_not'])}|不予?(?=归|列|计)|不(?:归|列|计|属|算|按|作)"),
        re.compile(alternatives(said["puts_late"])),
    )


_MAY = lazy(
    '(?:归[入为到在并类]|[列计划记填纳算并]入|列为|统计为|登记为|视为|[按照作出为以]|属于?)"?(?:了|到)?"?[不无未其依]'
)
_SEGMENT = "，；。：（）"


def puts_in(text: str, start: int, end: int) -> bool:
    """Whether a sentence may put something into a group, so that it is worth reading without a figure."""
    return _MAY.search(text, start, end) is not None


def _row(phrase: Phrase, matcher: Matcher) -> bool:
    """Whether a wording is one row of a group of results."""
    role = matcher.roles.by_id[phrase.role]
    return bool(role.cells and role.within and matcher.roles.by_id[role.within].group == "results")


def _group(phrase: Phrase, matcher: Matcher) -> bool:
    """Whether a wording is a group of rows: 不予公开, not 部分公开."""
    role = matcher.roles.by_id[phrase.role]
    return bool(role.sum_of) and role.group == "results" and "members" in role.parts


def grouped_claims(words: ClauseWords, matcher: Matcher, spoken: Spoken, text: str) -> list[Claim]:
    """The reasons that a clause puts into a group that is not theirs.

    Args:
        words: the clause. spoken: what was said before it; the rows of the clauses before are kept in it.
        text: the paragraph as it stands.
    """
    putting, put_as, not_put, late = _said()
    clause = words.clause
    rows = [item for item in words.phrases if _row(item, matcher)]
    groups = [item for item in words.phrases if _group(item, matcher) and not item.listed]
    before, spoken.rows = spoken.rows, [*spoken.rows, *rows]
    targets = {item.role for item in groups}
    begun = max(words.text.rfind(mark, 0, clause.start - 1) for mark in _SEGMENT) + 1
    if len(targets) != 1:
        return []
    group = min(groups, key=lambda item: item.start)
    put = putting.search(words.text, clause.start, group.start)
    if put is None or not_put.search(words.text, clause.start, put.end()):
        return []
    if not put["into"] and not put_as.match(words.text, group.end):
        return []
    here = [item for item in rows if item.end <= put.start()]
    if not here:
        if any(item.start < group.start for item in words.figures):
            return []  # its own figure is of something else
        here = [item for item in before if begun <= item.start < clause.start]
        if not_put.search(words.text, begun, min((item.start for item in here), default=begun)):
            return []
    low, high = spoken.excepted
    here = [item for item in here if not low <= item.start < high]
    roles = matcher.roles.by_id
    if not here or any(roles[item.role].within == group.role for item in here):
        return []
    words.take(group)
    first = min(item.start for item in here)
    if late.search(words.text, first, put.start()) and all(roles[item.role].group != "others" for item in here):
        return []  # 内容不明确、告知后未补正的，按其他处理
    start, end = put.start(), group.end + words.text.startswith('"', group.end)
    whole = Claim(start, end, text[start:end], group.role, year=spoken.year, scope=spoken.scope)
    return [
        Claim(
            start, end, text[start:end], role, year=spoken.year, named=spoken.named, scope=spoken.scope,
            part_of=whole, way="foreign", sentence=spoken.sentence,
        )
        for role in dict.fromkeys(item.role for item in here)
    ][:1]  # fmt: skip
