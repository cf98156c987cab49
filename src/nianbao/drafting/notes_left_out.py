"""What of a note's words is no statement for a report: asides, hearsay, another office's doings; and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.drafting.locked_words import Clause, clauses_of, grammar, joined, pattern

__all__ = ["LeftOut", "sorted_out", "uncertain"]


class LeftOut(NamedTuple):
    """Words of a note that are not reported, and why."""

    note: str
    text: str
    why: str


_ASIDE = re.compile("（([^（）]*)）")
_REMARK = "括号里的话是旁注"
_PLANS = re.compile("^(?:明年|来年|下一步)")
_FRAGMENT = 4
"""Characters of what is left beside something uncertain, and says nothing by itself: 反正不少."""
_LABEL = 10
"""Characters of what stands before a colon and may be a word to whoever writes: 培训也写这儿吧."""
_AGAIN = re.compile("^(?:但是?|不过|可是?|所以|因此|而且|就是)")


def sorted_out(
    text: str, year: int | None, *, problem: bool = False, result: bool = False
) -> tuple[str, list[tuple[str, str]]]:
    """A note's words without what is no statement for a report; and that, each with the reason.

    Args:
        text: locked. year: of the report. problem: whether it tells a problem, where opinions are the matter.
        result: whether it tells what came of something that we did: 县直部门8945条 is then no other office's doing.
    """
    left: list[tuple[str, str]] = []

    def aside(match: re.Match[str]) -> str:
        why = _why_left(match[1], problem)
        spoken = pattern(grammar()["sounds_spoken"]).search(match[1]) and not pattern("{F}").search(match[1])
        if why is None and not spoken:
            return match.group()
        left.append((match[1], why[0] if why else _REMARK))
        return ""

    text = pattern(f"{grammar()['person']}（([^（）]*{{B}})）").sub(r"\1", text)  # 小陈（党政办）牵头
    text = _ASIDE.sub(aside, text)
    label, colon, rest = text.partition("：")
    if colon and len(label) <= _LABEL and (why := _why_left(label, problem)):
        left.append((label, why[0]))
        text = rest
    clauses = clauses_of(text)
    whole = next((why for clause in clauses if (why := _why_left(clause.text, problem)) and why[1] == "all"), None)
    if whole is not None:
        return "", [*left, (text, whole[0])]
    if not problem and not result and (why_others := _others(text)):
        return "", [*left, (text, why_others)]
    if not problem and (last := _last_year(clauses, year)):
        return "", [*left, (text, last)]
    planned = clauses and (
        _PLANS.search(clauses[0].text) or pattern("^{T}[初底]?(?:拟|打算|准备)").search(clauses[0].text)
    )
    if planned and not problem:
        return "", [*left, (text, "说的是以后的打算，不是本年做了的事；需要写的，写到“改进措施”里")]
    kept: list[Clause] = []
    rest = ""
    for clause in clauses:
        why = (rest, "rest") if rest else _why_left(clause.text, problem)
        if why is None:
            words = _AGAIN.sub("", clause.text) if left else clause.text
            kept.append(clause._replace(text=words))
            continue
        left.append((clause.text, why[0]))
        rest = why[0] if why[1] == "rest" and clause.mark != "；" else ""
    if kept and not left:
        return text, left
    if left and all(len(clause.text) <= _FRAGMENT and not pattern("{F}").search(clause.text) for clause in kept):
        return "", [*left, *((clause.text, left[-1][1]) for clause in kept)]
    return joined(kept), left


def uncertain(text: str) -> str:
    """Why something in a text is uncertain, as the clerk says herself; empty where nothing is."""
    found = (_why_left(clause.text, problem=True) for clause in clauses_of(text))
    return next((why for why, scope in filter(None, found) if scope == "rest"), "")


def _why_left(clause: str, problem: bool) -> tuple[str, str] | None:
    for row in grammar()["leave"]:
        if problem and not row.get("problems"):
            continue
        found = (match for words in row["words"] for match in pattern(words).finditer(clause))
        if any(not clause.startswith("的", match.end()) or match.end() == len(clause) - 1 for match in found):
            return row["why"], row["scope"]  # 拿不准的请法律顾问看: of what is dealt with, and not of the note
    return None


def _others(text: str) -> str:
    """Why a sentence is another office's, where one acts in it and nothing of it is with us."""
    row = grammar()["others"]
    if pattern(row["media"]).search(text):
        return str(row["why"])
    acts = "|".join(row["acts"])
    when = "(?:也|都|还|在|正在|今年|年初|年底|上半年|下半年|要|会|就|正|刚|[{T}])*"
    with_us = "(?:在(?:我|咱|{U})[^，。；]{0,8}?[也都]?)?"
    above = f"^(?:[省市县区]|上)(?:里|上|级|面|头){when}(?:{acts})"
    office = f"^[省市县区][^，。；的]{{1,7}}?(?:{row['offices']}){when}{with_us}(?:{'|'.join(row['starts'])})"
    others = f"^(?:{'|'.join(row['bodies'])})"
    if any(pattern(words).search(text) for words in row["none_of_us"]) and pattern(f"{above}|{office}|{others}").search(
        text
    ):
        return str(row["why"])
    if any(pattern(words).search(text) for words in row["us"]):
        return ""
    if pattern(f"{above}|{office}").search(text):
        return str(row["why"])
    return str(row["why"]) if pattern(others).search(text) else ""


_THEN = re.compile("^(?:去年|上年|前年|头年)(?!提|结转|底|同期|报告|的?问题|转|末|剩|没)")


def _last_year(clauses: Sequence[Clause], year: int | None) -> str:
    """Why a sentence is of a year before, where it is and nothing in it is of this year."""
    text = "".join(clause.text for clause in clauses)
    if not clauses or re.search("今年|本年|现在|目前", text) or year is None:
        return ""
    if _THEN.search(clauses[0].text):
        return f"说的是以前的事，本报告只写{year}年的"
    return ""
