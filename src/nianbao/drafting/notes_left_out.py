"""What of a note's words is no statement for a report: asides, hearsay, another office's doings; and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from nianbao.drafting.locked_words import LOCKED, Clause, clauses_of, grammar, joined, pattern
from nianbao.drafting.official_words import says
from nianbao.drafting.verb_frames import acts, spoken_verbs
from nianbao.text.person_names import person_names


class LeftOut(NamedTuple):
    """Words of a note that are not reported, and why."""

    note: str
    text: str
    why: str


_ASIDE = re.compile("（([^（）]*)）")
_REMARK = "括号里的话是旁注"
_PLANS = re.compile("^(?:明年|来年|下一步)|(?:明年|来年)(?:才|再)?(?:要|将|拟|会|打算|准备|计划)")
_FRAGMENT = 4
"""Characters of what is left beside something uncertain, and says nothing by itself: 反正不少."""
_LABEL = 10
"""Characters of what stands before a colon and may be a word to whoever writes: 培训也写这儿吧."""
_WHOLE = ("all", "note")
"""Of the scopes of the data: nothing of the sentence is reported, or of the note."""
_AGAIN = re.compile("^(?:但是?|不过|可是?|所以|因此|而且|就是|后来|于是|其中(?=有?[\ue000-\ue0ff]))")


def sorted_out(
    text: str, year: int | None, *, problem: bool = False, result: bool = False, ones: str = ""
) -> tuple[str, list[tuple[str, str]]]:
    """A note's words without what is no statement for a report; and that, each with the reason.

    Args:
        text: locked. year: of the report. problem: whether it tells a problem, where opinions are the matter.
        result: whether it tells what came of something that we did: 县直部门8945条 is then no other office's doing.
        ones: characters of the text that stand for one person or thing.
    """
    left: list[tuple[str, str]] = []

    def aside(match: re.Match[str]) -> str:
        why = _why_left(match[1], problem)
        spoken = pattern(grammar()["sounds_spoken"]).search(match[1]) and not pattern("{F}").search(match[1])
        spoken = spoken and "、" not in match[1]  # 3个小区（桃园里、纺织新村）: what is counted, one by one
        if why is None and not spoken:
            return match.group()
        left.append((match[1], why[0] if why else _REMARK))
        return ""

    text = pattern(f"{grammar()['person']}（([^（）]*{{B}})）").sub(r"\1", text)  # 小陈（党政办）牵头
    text = _without_names(_applicants(text, left), left)
    hearsay = next((why for match in _ASIDE.finditer(text) if (why := _why_left(match[1], problem))), None)
    if hearsay is not None and hearsay[1] == "all":  # what all of it rests on: （会上是这么说的）
        return "", [*left, (text, hearsay[0])]
    text = _ASIDE.sub(aside, text)
    text = text if problem else _without_words(text, left)
    label, colon, rest = text.partition("：")
    if colon and len(label) <= _LABEL and (why := _why_left(label, problem)):
        if why[1] in (*_WHOLE, "rest", "told"):
            return "", [*left, (text, why[0])]
        left.append((label, why[0]))
        text = rest
    clauses = clauses_of(text)
    whole = next((why for clause in clauses if (why := _why_left(clause.text, problem)) and why[1] in _WHOLE), None)
    if whole is not None:
        return "", [*left, (text, whole[0])]
    if not problem:
        clauses = _without_segments(clauses, left)
        text = joined(clauses)
    if not text:
        return "", left
    if not problem and not result and (why_others := _others(text)):
        return "", [*left, (text, why_others)]
    if not problem and (last := _last_year(clauses, year)):
        return "", [*left, (text, last)]
    if _NAMED_PERSON.search(text) and any(_came(text, start, end) for start, end in person_names(text)):
        return "", [*left, (text, grammar()["private"])]
    planned = clauses and (
        _PLANS.search(clauses[0].text) or pattern("^{T}[初底]?(?:拟|打算|准备)").search(clauses[0].text)
    )
    if planned and not problem:
        return "", [*left, (text, "说的是以后的打算，不是本年做了的事；需要写的，写到“改进措施”里")]
    kept: list[Clause] = []
    doubt: tuple[str, str] | None = None
    beside = len(left)
    for clause in clauses:
        hangs = doubt is not None and _goes_on(clause.text, doubt[1])
        why = doubt if hangs else _why_left(clause.text, problem) or (None if problem else _one_person(clause, ones))
        why = why or _names_somebody(clause.text)
        if why is None:
            doubt = None
            words = _AGAIN.sub("", clause.text) if left else clause.text
            kept.append(clause._replace(text=words))
            continue
        left.append((clause.text, why[0]))
        doubt = why if clause.mark != "；" else None
    if kept and not left:
        return text, left
    stump = len(left) > beside and not problem and not any(_says_something(clause.text) for clause in kept)
    if stump or (left and all(_is_fragment(clause.text) for clause in kept)):
        return "", [*left, *((clause.text, left[-1][1]) for clause in kept)]
    return joined(kept), left


def withheld(parts: Sequence[str]) -> str:
    """Why nothing of a note is reported, where one of its sentences is only that it is not to be; else empty.

    Args:
        parts: the sentences of the note. 粉丝数先别写 is of its own sentence; 先别写 is of all of them.
    """
    only = [clauses[0].text for text in parts if len(clauses := clauses_of(text)) == 1]
    rows = [row for row in grammar()["leave"] if row["scope"] == "note"]
    bare = (
        pattern(f"^(?:[这先就暂可都也]|[这以]上面?|这[条事个段])*(?:{words})") for row in rows for words in row["words"]
    )
    return rows[0]["why"] if any(found.search(text) for found in bare for text in only) else ""


_NAMED_PERSON = re.compile(
    "(?:^|(?<=[的户人民众个叫，；：、]))[\u4e00-\u9fff]{2}(?![长记员民生士])[\u4e00-\u9fff](?=，?一个人|[，\ue000-\ue7ff]|要(?!求)|来(?![电信函])|问|找|打|跟|嫌|他们|她们|等人|[提写递告骂])"
)
"""Who came, as one tells it; who applied or complained in a report's words (反映, 要求公开) is masked and reviewed."""


_NO_POST = "公开的报告不印经办人、领导的姓名，写岗位"
_NO_NAME = "点了申请人的名，写成“申请人”"
_ASKED = re.compile("(?:他们|她们|等人)?[^，。；]{0,14}(?:，[^，。；]{0,4})?(?=要(?!求)|想要|问(?!题))")
_LIVES = re.compile("[\u4e00-\u9fff]{2,6}?[乡镇村里区栋楼组]的?$|[\u4e00-\u9fff]{2,6}的$")


def _applicants(text: str, left: list[tuple[str, str]]) -> str:
    """A text in which whoever asked for information and is named in full is 申请人: what was asked may be reported.

    Args:
        left: takes the names.
    """
    for start, end in reversed(list(person_names(text))):
        if _came(text, start, end) and _ASKED.match(text, end):
            begins = max(text.rfind(mark, 0, start) for mark in "，。；：、") + 1
            lives = _LIVES.search(text[begins:start])
            start = begins + lives.start() if lives else start
            left.append((text[start:end], _NO_NAME))
            text = f"{text[:start]}申请人{text[end:]}"
    return text


_POST = "(?:副?(?:局|镇|县|市|区|乡|科|股|所|站|院|校|队|处)长|副?主任|副?书记|副?主席)"


def _without_names(text: str, left: list[tuple[str, str]]) -> str:
    """A text with the posts of those who are named in full, and not their names: 司法局某某某科长授课.

    Args:
        left: takes the names.
    """
    for start, end in reversed(list(person_names(text))):
        if end - start > 1 and (re.match(_POST, text[end:]) or re.search(f"{_POST}$", text[:start])):
            left.append((text[start:end], _NO_POST))
            text = text[:start] + text[end:]
    return text


def _came(text: str, start: int, end: int) -> bool:
    """Whether a name in full is of somebody who came to the office: 住在桥头的某某某来了四五趟."""
    return end - start == 3 and _NAMED_PERSON.match(text, start) is not None


def _is_fragment(clause: str) -> bool:
    return len(clause) <= _FRAGMENT and not pattern("{F}").search(clause)


@cache
def _done() -> re.Pattern[str]:
    """A verb with what says that it was done."""
    official = grammar()["official"]
    verbs = sorted({*grammar()["acts"], *official["loose"], *spoken_verbs(), *official["verbs"]}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(verbs)})[\u4e00-\u9fff]{{0,2}}?[了过]")


_OURS = "^(?:{U}|我们?|咱们?)"
_HANGS = re.compile("^(?:[也都还又是]|就是|反正|具体|所以|其中|另|他们|人家|它|那边|后来又|因为|说)")
"""How a clause begins that goes on with the one before it."""


def _goes_on(clause: str, scope: str) -> bool:
    """Whether a clause goes on with one that is left out; ``scope``: of what that one is."""
    if scope in ("rest", "told"):
        return not _firm(clause, told=scope == "told")
    if scope == "person":  # what became of a count by law is told, whoever asked: 其中3件认定…，书面告知了理由
        return not pattern("^(?:其中)?(?:有|的)?{Q}").search(clause)
    return _BARE.fullmatch(LOCKED.sub("#", clause)) is not None


def _one_person(clause: Clause, ones: str) -> tuple[str, str] | None:
    """Why a clause is not told that tells of one person's applications or letters, or only that there is one."""
    row = grammar()["one_person"]
    text = clause.text.translate({ord(char): "一个" for char in ones})
    names = person_names(text) if pattern(row["named"]).search(text) else ()
    if any(end == len(text) for _, end in names) or any(pattern(words).search(text) for words in row["words"]):
        return row["why"], "person"
    return None


def _names_somebody(text: str) -> tuple[str, str] | None:
    """Why a clause is not told in which private persons are still named: no report prints who they are."""
    named = any(
        end - start > 1 and (pattern(grammar()["private_persons"]).match(text, end) or text.endswith("叫", 0, start))
        for start, end in person_names(text)
    )
    return (_NO_NAME, "person") if named else None


_BARE = re.compile(
    "(?:大概|大约|约莫?|估摸着?|差不多|也就)?(?:有|是)?(?:#+|[一二两三四五六七八九十百千万几]+)[^，。；]{0,2}(?:左右|上下|的?样子)?吧?"
)
"""A figure that says nothing by itself: 二百来条吧."""


def _without_words(text: str, left: list[tuple[str, str]]) -> str:
    """A text without words inside a clause that are no statement: who was called in (甲局、乙镇两家被约谈), that nobody
    reads what is closed; the count and the deed stay.

    Args:
        left: takes these words, each with the reason.
    """
    for row in grammar()["leave"]:
        for words in row["words"] if row["scope"] == "words" else ():
            for match in reversed(list(pattern(words).finditer(text))):
                left.append((match["gone"], row["why"]))
                text = text[: match.start("gone")] + text[match.end("gone") :]
    return text


def _without_segments(clauses: list[Clause], left: list[tuple[str, str]]) -> list[Clause]:
    """Clauses without those between two semicolons of which one says that all of it is no statement: 另有解读2篇，是转
    的，不算我们做的.

    Args:
        left: takes them, each with the reason.
    """
    kept: list[Clause] = []
    segment: list[Clause] = []
    for clause in clauses:
        segment.append(clause)
        if clause.mark in ("；", "。") or clause is clauses[-1]:
            whys = (_why_left(one.text, problem=False) for one in segment)
            why = next((why for why in whys if why is not None and why[1] == "segment"), None)
            if why is None:
                kept += segment
            else:
                left.append((joined(segment), why[0]))
            segment = []
    return kept


def _firm(clause: str, *, told: bool) -> bool:
    """Whether a clause behind one that is uncertain says by itself what was done.

    Args:
        told: whether the other one is hearsay, which goes on until we ourselves do something.
    """
    done = _done().search(clause) is not None
    ours = pattern(_OURS).search(clause) is not None
    if told:
        return ours and done
    if ours or _HANGS.search(clause):
        return ours
    return done or (acts().search(clause) is not None and pattern("{F}").search(clause) is not None)


def _says_something(clause: str) -> bool:
    """Whether a clause says anything by itself: a count, or what is or was done."""
    said = pattern("{F}").search(clause) or _done().search(clause) or acts().search(clause)
    return said is not None or says(clause)


def uncertain(text: str) -> str:
    """Why something in a text is uncertain, as the clerk says herself; empty where nothing is."""
    found = (_why_left(clause.text, problem=True) for clause in clauses_of(text))
    return next((why for why, scope in filter(None, found) if scope in ("rest", "told")), "")


def _why_left(clause: str, problem: bool) -> tuple[str, str] | None:
    for row in grammar()["leave"]:
        if problem and not row.get("problems"):
            continue
        if row["scope"] == "words" or ("not" in row and pattern(row["not"]).search(clause)):
            continue
        found = (match for words in row["words"] for match in pattern(words).finditer(clause))
        if any(not clause.startswith("的", match.end()) or match.end() == len(clause) - 1 for match in found):
            return row["why"], row["scope"]  # 拿不准的请法律顾问看: of what is dealt with, and not of the note
    return None


def _others(text: str) -> str:
    """Why a sentence is another office's, where one acts in it and nothing of it is with us."""
    row = grammar()["others"]
    if pattern(row["media"]).search(text) or any(pattern(words).search(text) for words in row["not_ours"]):
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
