"""Whether a sentence made of a note can stand in a report: nothing spoken in it, each clause says what was done."""

from __future__ import annotations

import re
from functools import cache

from nianbao.drafting.locked_words import LOCKED, clauses_of, grammar, macros, pattern
from nianbao.drafting.verb_frames import acts, begins, events, led, spoken_verbs, things
from nianbao.licence.traits import data as relations
from nianbao.licence.vocabulary import vocabulary


@cache
def _words() -> frozenset[str]:
    """Words of two characters and more: a verb of one character inside one is no verb."""
    data = grammar()
    found = {*vocabulary().words, *data["inside"], *data["acts"], *data["counted"], *data["surfaces"], *data["places"]}
    found |= {*relations()["bodies"], *relations()["not_negations"]}
    found |= {*data["official"]["words"], *data["official"]["verbs"]}
    found |= {thing for row in data["verbs"] for thing in (row["to"], *row.get("objects", ()))}
    found |= {word for word, _ in events()}
    ended = re.compile(f"(?![收接])[{''.join(_loose())}](?:[到了完好上过着]|一[遍下次])")  # 贴到, 看一遍
    return frozenset(word for word in found if 1 < len(word) <= _LONGEST and not ended.fullmatch(word))


_LONGEST = 6
"""Characters of the longest words that are looked up round a verb of one character."""


def _in_a_word(clause: str, at: int) -> bool:
    words = _words()
    return any(
        clause[start : start + length] in words
        for length in range(2, _LONGEST + 1)
        for start in range(max(at - length + 1, 0), at + 1)
    )


@cache
def _loose() -> frozenset[str]:
    """Verbs of one character: official texts say them with two."""
    data = grammar()["official"]
    return frozenset({*(word for word in spoken_verbs() if len(word) == 1), *data["loose"]} - set(data["links"]))


def spoken(text: str, *, verbs: bool = True) -> bool:
    """Whether a locked text holds a spoken word: one of the data, or a verb of one character that stands alone.

    Args:
        verbs: whether such verbs count; where opinions are told (群众不爱看) they are no fault.
    """
    if pattern(grammar()["sounds_spoken"]).search(text):
        return True
    return verbs and any(_stands_alone(clause.text) for clause in clauses_of(text))


_REPORTED = re.compile(
    "[报送][^，；。]{2,16}(?:办|局|室|科|股|所|站|政府|部门|主任|领导|发布|审核|审定|批准|备案|审批|同意|公示|计划)"
    f"|[报送]{macros()['U']}"
)
"""报 with whom something is reported to, or for what: official as it is."""


def _stands_alone(clause: str) -> str:
    """A verb of one character that is no part of a word, where a verb stands; empty where there is none."""
    loose = [at for at, char in enumerate(clause) if char in _loose()]
    if not loose:
        return ""
    told = pattern("(?:[了过完好到出上下起来去得着掉给的]|一[遍下次回看]|{F}|{N}|$)")
    done_to = ("群", *things(), *grammar()["surfaces"])

    reported = [match.start() for match in _REPORTED.finditer(clause)]

    def is_verb(at: int) -> bool:
        if at in reported or (clause[at] == "办" and at and LOCKED.match(clause[at - 1])):
            return False  # 我县办: an office
        behind = told.match(clause, at + 1) is not None or clause.startswith(done_to, at + 1)
        return behind or begins(clause, at) or clause[at - 1 : at] in ("不", "没")

    return "".join(clause[at] for at in loose if is_verb(at) and not _in_a_word(clause, at))


def _counts(clause: str) -> bool:
    """Whether a clause only says how many there were of something: 补偿安置公告24条."""
    figures = macros()["F"].strip("[]")
    each = f"[^{figures}、]*[{figures}]+(?:以上|左右|[条件篇份个次期项])?"
    return re.fullmatch(f"{each}(?:(?:[、和]|以及){each})*", clause) is not None


@cache
def _predicate() -> re.Pattern[str]:
    data = grammar()["official"]
    return pattern("|".join([*data["predicates"], *data["verbs"]]))


def says(clause: str) -> bool:
    """Whether a clause has a predicate of its own."""
    nouns = tuple(grammar()["named"])
    office = tuple(grammar()["publicity"])
    done = any(
        not (match.group() == "公开" and clause[: match.start()].endswith(office))
        and not (match.group() in nouns and re.match(f"{macros()['F']}+$|[在排得]", clause[match.end() :]))
        for match in acts().finditer(clause)
    )
    return done or _predicate().search(clause) is not None


def _left_hanging(clause: str) -> bool:
    """Whether a clause ends in the bare verb of what stands before it, with nothing that says so: 公开栏更换."""
    found = next((match for match in acts().finditer(clause) if match.end() == len(clause)), None)
    if found is None or found.group() in ("参加", "落实"):
        return False
    before = clause[: found.start()]
    if found.group() == "公开" and before.endswith(tuple(grammar()["publicity"])):
        return False
    return before.endswith(things()) and re.search(_PLACED, before) is None


def _of_nothing(clause: str) -> bool:
    """Whether a clause only has a verb and a count, and not what is counted: 补正11件, 我镇收到4件."""
    bare = re.sub(f"^{macros()['U']}?(?:共|累计|全年)*", "", clause)
    act = acts().match(bare) or _predicate().match(bare)
    return act is not None and re.fullmatch(f"共?{macros()['F']}", bare[act.end() :]) is not None


_PLACED = "(?:在|通过|由|经|向|对|按|将|以|于)[^，。；]+$"
"""What may stand before the verb that ends a clause: 在县政府网站公开."""
_WHILE = re.compile(
    ".+(?:后|前|时|内|起|期间|中|以来|方面)|(?:因|为|根据|按照?|依据|经|截至|针对|围绕|结合|对照)[^，；。]+"
)
"""A clause that only says when, or of what, the next one is."""


_SIGNS = re.compile("(?<!互联网)[+＋]|[|｜→←↑↓×√=＝~～]|(?<!元)[/／]")
"""What a clerk's jottings have for words, and no report."""


def is_official(text: str) -> bool:
    """Whether a locked sentence can stand as it is: no spoken word, and each clause complete.

    A list of counts stands only behind a count of the whole, or among what else there is (；).
    """
    if _SIGNS.search(text):
        return False
    clauses = clauses_of(text)
    if clauses and re.match("[纳列并归]入", clauses[0].text):
        return False  # 纳入年度考核: what?
    if not clauses or "：" in text or spoken(text):
        return False
    listed = False
    said = False
    for clause in clauses:
        lead, rest = led(clause.text)
        if lead and not rest:
            continue
        if clause is not clauses[-1] and _WHILE.fullmatch(rest):
            continue
        if not said and _of_nothing(rest):
            return False
        if says(rest) and not _left_hanging(rest):
            said = True
            listed = listed or clause.mark == "；" or LOCKED.search(rest) is not None
        elif not _counts(rest):
            return False
    return said
