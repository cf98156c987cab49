"""The grammar of clerks' notes: a note's statement as a sentence, its clauses told and put in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from nianbao.drafting.locked_words import MARKS, SELF, Clause, Locked, clauses_of, grammar, joined, macros, pattern
from nianbao.drafting.verb_frames import (
    TOLD,
    acts,
    denied,
    ended,
    event_told,
    events,
    framed,
    labelled,
    led,
    object_behind,
    reordered,
    spoken_verbs,
    superiors,
    worded,
)
from nianbao.licence.vocabulary import vocabulary
from nianbao.report import Guard, Span

__all__ = ["Written", "composed_row", "with_subject", "written"]


@dataclass
class Written:
    """A note's words as a sentence.

    Attributes:
        spans: without the final stop. framed: whether every clause fits a frame. subject: whether the unit is named
            first. clauses: how many the note has. guards: under which figures it holds.
    """

    spans: list[Span]
    framed: bool
    subject: bool
    clauses: int
    guards: list[Guard] = field(default_factory=list)


def _is_time(clause: str) -> bool:
    lead, rest = led(clause)
    return bool(lead) and not rest


def _in_order(clauses: list[str]) -> list[str]:
    """Clauses with when in front of what, and who answers for it and by when before that."""
    if len(clauses) > 1:
        when = next((clause for clause in clauses[1:] if _is_time(clause)), None)
        if when is not None and not led(clauses[0])[0]:
            clauses = [f"{when}，{clauses[0]}", *(clause for clause in clauses[1:] if clause is not when)]
    owner = next((clause for clause in clauses if re.fullmatch("由.{2,14}负责", clause)), None)
    due = next((clause for clause in clauses[1:] if re.fullmatch("(?:每|于).{1,8}?前?(?:开展|完成)?", clause)), None)
    if owner is not None and due is not None and len(clauses) > 2:
        rest = [clause for clause in clauses if clause not in (owner, due)]
        return [owner, f"{re.sub('(?:开展|完成)$', '', due)}{rest[0]}", *rest[1:]]
    return clauses


_MEANS = re.compile("(?:通过|利用|依托|在|向|对|为|按照?|将|与|会同|邀请|组织)(?![此于])")


def with_subject(text: str, locked: Locked, *, wanted: bool) -> tuple[str, bool]:
    """A sentence with the unit as its subject where it has none and tells what the unit does."""
    lead, rest = led(text)
    unit = macros()["U"]
    if re.match(unit, rest):
        return text, True
    act = acts().match(rest)
    means = _MEANS.match(rest) if act is None else None
    if means is not None:
        act = next((found for found in acts().finditer(rest, means.end()) if found.start() <= means.end() + 22), None)
        if act is not None and re.search(f"[{MARKS}]", rest[: act.start()].rstrip("，")):
            act = None
    if "由" in rest.partition("，")[0]:
        return text, False  # 收到申请当天由综合办登记
    nominal = re.search(f"的{macros()['F']}$", rest.partition("，")[0])  # 转交水文局办的1件
    if act is None or nominal:
        return text, False
    behind = rest[act.end() : act.end() + 1]
    if act.group() in grammar()["never_ours"] or "：" in rest.partition("，")[0]:
        return text, False
    if not means and acts().match(rest, act.end()) and act.group() not in grammar()["before_acts"]:
        return text, False  # 发布登记本由党政办保管
    if act.group() in grammar()["named"] and (behind in spoken_verbs() or re.match(macros()["F"], behind)):
        return text, False  # 评议发问卷200份, 解读2篇
    if not wanted:
        return text, True
    lead = lead.rstrip("，")
    return f"{lead}{'，' if lead else ''}{locked.unit(SELF)}{rest}", True


def _without_le(clause: str) -> str:
    out, at = [], 0
    for match in acts().finditer(clause):
        out.append(clause[at : match.end()])
        at = match.end()
        if TOLD.match(clause[at:]) and not re.match("哪|什么|谁|多少|几", clause[at + 1 :]):
            at += 1
    return "".join([*out, clause[at:]])


def _clause_told(clause: str, locked: Locked) -> tuple[str, str, bool, list[Guard]]:
    told, role, fits, guards = labelled(clause, locked)
    if fits and told != clause:
        head, _, value = told.partition("，") if _is_time(told.partition("，")[0]) else ("", "", told)
        more, ok, also = _plain_told(value, locked)
        return (f"{head}，{more}" if head else more), role, ok or not head, [*guards, *also]
    told, fits, guards = _plain_told(clause, locked)
    return told, "", fits, guards


def _plain_told(clause: str, locked: Locked) -> tuple[str, bool, list[Guard]]:
    told, fits, guards = denied(clause, locked)
    if fits:
        return told, True, guards
    clause = object_behind(clause)
    told, fits = framed(clause, locked)
    if not fits:
        told, fits = event_told(clause)
    told = ended(told)
    if told.endswith("了") and (told[-3:-1] in vocabulary().words or acts().search(told)) and told[-2] not in "为除到":
        told = told[:-1]
    moved = reordered(told)
    told, fits = _without_le(moved), fits or moved != told
    return told, fits or pattern(grammar()["sounds_spoken"]).search(told) is None, []


_LONG = 14
"""Characters of words that nobody says in one breath."""


def _tidy(text: str) -> str:
    figures = macros()["F"]
    text = re.sub(rf"\s+(?={figures})", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff\ue000-\ue7ff])\s+(?=[\u4e00-\u9fff\ue000-\ue7ff“《])", "，", text)
    text = re.sub("[，、]{2,}", "，", text)
    if len(text) >= _LONG and not re.search(f"[{MARKS}：、]", text):  # as dictated, without a mark
        text = re.sub(f"(?<=[的了吧{figures.strip('[]')}])(?={'|'.join(grammar()['begins'])})", "，", text)
    return text.strip(" ，；：、")


def _apart(text: str, locked: Locked) -> str:
    """Members of a list that were only parted by blanks: 自然人9件、法人3件."""
    many = f"({macros()['Q']})(?=[^{MARKS}了用共是有为里中、]{{2,6}}({macros()['Q']}))"

    def put(match: re.Match[str]) -> str:
        figure, next_one = locked.figure(match[1]), locked.figure(match[2])
        if next_one is not None and next_one.text.startswith("一"):
            return match[1]  # 2件请律师一起研究
        counted = figure is not None and figure.text.endswith(("件", "条", "篇", "次", "期", "份"))
        return f"{match[1]}、" if counted else match[1]

    return re.sub(many, put, text)


def _year_once(told: list[str], locked: Locked) -> list[str]:
    """The year before 上半年, 下半年, 年初 and 年底 the first time only."""
    year = re.compile(f"^{macros()['U']}(?:年(?=上半年|下半年)|(?=年[底初]))")
    found = [number for number, words in enumerate(told) if locked.dated(words) and year.match(words)]
    return [year.sub("", words) if number in found[1:] else words for number, words in enumerate(told)]


def _attended(words: str, before: str, *, fits: bool) -> tuple[str, bool]:
    """How many came to an event that the clause before names."""
    who = f"(?:{macros()['P']}|{macros()['F']}[名位个]?[^{MARKS}了]{{1,6}})"
    people = re.fullmatch(f"(?:共|参加|到会|参训|来了)?({macros()['P']})(?:参加|参训|到会)?", words)
    people = people or re.fullmatch(f"(?:来了|到了|请来)({who})", words)
    if people is None or not ("召开" in before or any(word in before for word, _ in events())):
        return words, fits
    return f"{'共' if words.startswith('共') else ''}{people[1]}参加", True


def written(
    text: str,
    locked: Locked,
    *,
    subject: bool,
    moved: frozenset[int] | None = None,
    named: bool = True,
    dated: bool = True,
) -> Written:
    """A note's statement as a sentence.

    Args:
        text: locked, without what is left out. subject: whether the unit is to be named where the note leaves it out.
        moved: the clauses that are put otherwise, by their number; None for all, and for their order.
        named: whether places above are called by their names.
        dated: whether 上半年 and the like are the report's year's.
    """
    told: list[str] = []
    marks: list[str] = []
    guards: list[Guard] = []
    framed = True
    clauses = clauses_of(_apart(_tidy(text), locked))
    labels = frozenset(number for number, clause in enumerate(clauses) if "：" in clause.text)
    if moved is not None and len(labels) > 1 and not labels <= moved:
        moved -= labels
    for number, clause in enumerate(clauses):
        if moved is not None and number not in moved:
            told.append(clause.text)
            marks.append(clause.mark)
            framed = False
            continue
        words = worded(superiors(clause.text, locked, named=named), locked, dated=dated)
        if not words:
            continue
        words, role, fits, more = _clause_told(words, locked)
        if role == "time" and told:
            told.insert(0, words)
            marks.insert(0, "，")
        else:
            words, fits = _attended(words, "".join(told), fits=fits)
            told.append(words)
            marks.append(clause.mark)
        guards += more
        framed = framed and fits
    if moved is None and len(labels) > 1 and len(told) == len(clauses):
        halves = {"：" in told[number] for number in labels}
        if len(halves) > 1:  # a list half told is worse than the list
            rest = frozenset(range(len(clauses))) - labels
            return written(text, locked, subject=subject, moved=rest, named=named, dated=dated)
    if moved is None:
        ordered = _in_order(told)
        if ordered != told:
            told, marks = ordered, ["，"] * len(ordered)
    told = _year_once(told, locked)
    body = joined([Clause(words, mark or "，") for words, mark in zip(told, marks, strict=True)])
    body, first = with_subject(body, locked, wanted=subject and moved != frozenset())
    return Written(locked.spans(body), framed, first, len(clauses), guards)


# ── columns


def _kind_of_place(words: str) -> str:
    """``place``, ``surface`` or ``means``: whether something is done there, on it, or by it."""
    for key, name in (("places", "place"), ("surfaces", "surface")):
        if words.endswith(tuple(grammar()[key])):
            return name
    return "means"


def _through(channel: str) -> str:
    """How a channel is told: 在便民服务中心大厅, 通过短信; on a page or a screen either, as what it stands beside."""
    parts = [part for part in re.split("[、和及，]", channel) if part]
    kinds = [_kind_of_place(part) for part in parts]
    beside = "place" if "place" in kinds else "means"
    found: list[tuple[str, list[str]]] = []
    for part, kind in zip(parts, kinds, strict=True):
        word = "在" if (beside if kind == "surface" else kind) == "place" else "通过"
        if found and found[-1][0] == word:
            found[-1][1].append(part)
        else:
            found.append((word, [part]))
    return "、".join(word + "、".join(items) for word, items in found)


def composed_row(columns: Mapping[str, str], locked: Locked, *, lead: bool) -> tuple[str, str]:
    """A note's columns as a clause: 时间，通过渠道做了什么对象数量，结果; and as it is without being put otherwise.

    Args:
        columns: what is filled in, locked. lead: whether when and by what means are said.
    """
    data = grammar()
    when, channel = columns.get("time", ""), columns.get("channel", "")
    quantity = columns.get("quantity", "")
    given = channel.startswith(tuple(data["by"]))
    through = channel if given or not channel else _through(channel)
    act = columns.get("what", "") + columns.get("object", "")
    about = data["about"].get(columns.get("what", ""), "")
    if about and columns.get("object"):
        verb = "" if about == "就" else "开展"
        act = f"{about}{columns['object']}{verb}{columns['what']}"
    told = _plain_told(worded(act + quantity, locked), locked)[0] if act or quantity else ""
    behind = ""
    often = next((times for word, times in data["rates"].items() if when.startswith(word)), 0)
    count = locked.figure(quantity[:1])
    if lead and often and count is not None and count.value not in (None, 1) and len(quantity) < 4:
        told = told.replace(quantity, "")  # 每季度公示4批次 would be four a quarter
        if count.value == often:
            behind = f"，共{quantity}"
        else:
            told, when = f"{told}{quantity}（{when}）", ""
    head = (f"{when}，" if when and lead else "") + (through if lead else "")
    plain = (f"{when}，" if when and lead else "") + (through if lead else "") + act + quantity
    result = columns.get("result", "")
    first, last = head + told + behind, plain
    if result:
        clauses = []
        for clause in clauses_of(result):
            words = _plain_told(worded(clause.text, locked), locked)[0]
            clauses.append(_attended(words, told, fits=True)[0] + clause.mark)
        first += ("，" if first else "") + "".join(clauses)
        last += ("，" if last else "") + result
    return first, last
