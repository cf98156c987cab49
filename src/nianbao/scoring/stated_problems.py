"""The problems and measures of a past report, as an input has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nianbao.checking.context import Context
from nianbao.checking.rules.problems import NUMBERED, Item, lacks, problems_and_measures
from nianbao.report import Problem, Report
from nianbao.text import split_sentences

__all__ = ["stated_problems"]

_OWNER = re.compile(r"[，。]由(?P<owner>[^，。；由]{2,20}?)(?:牵头)?负责(?=[，。；]|$)")
_DEADLINE = re.compile(
    r"[，。](?P<deadline>20[0-9]{2}年[^，。；]{0,8}?(?:底前|月前|日前|年前|季度前|前))完成(?=[，。；]|$)"
)


def stated_problems(report: Report, clean: Callable[[str], str], messages: list[str]) -> Iterator[Problem]:
    """The problems of section 五, each with the measure that answers it, where one does.

    Args:
        report: as read. clean: leaves personal data out of a text. messages: takes what has no counterpart.
    """
    context = Context(report)
    problems, measures = problems_and_measures(context)
    text = context.document.text

    def words(item: Item) -> str:
        return clean(NUMBERED.sub("", text[item.start : item.end].strip(), count=1))

    matched = _matched(problems, measures)
    for index, item in enumerate(problems):
        said = words(item)
        own = text[item.start : item.end]
        measure = ""
        if item.own:
            behind = [each for each in measures if item.start < each.start < item.own_end]
            measure = "".join(words(each) for each in behind)
            if not behind and item.own.split("\n")[0] in own:
                measure = item.own
        elif index in matched:
            measure = words(measures[matched[index]])
        if not measure:
            messages.append(f"问题“{said[:16]}…”没有看出对应的措施，请补写")
        head, cause = _parted(said)
        yield Problem(id="", problem=head, cause=cause, **_measure(measure))
    if not problems:
        messages.append("第五部分没有看出问题，请补写")
    if not any(item.own for item in problems):
        for index, each in enumerate(measures):
            if index not in matched.values():
                messages.append(f"措施“{words(each)[:16]}…”没有看出对应的问题，没有列入")


def _matched(problems: list[Item], measures: list[Item]) -> dict[int, int]:
    """Which measure answers which problem: one each in order, else by what both speak of."""
    if len(problems) == len(measures):
        return {index: index for index in range(len(problems))}
    found: dict[int, int] = {}
    for index, item in enumerate(problems):
        free = [number for number in range(len(measures)) if number not in found.values()]
        best = max(free, key=lambda number: len(item.topics & measures[number].topics), default=None)
        if best is not None and item.topics & measures[best].topics:
            found[index] = best
    if len(problems) == 1 and measures and not found:
        found[0] = 0
    return found


def _parted(text: str) -> tuple[str, str]:
    """A problem and how it shows: its first sentence or clause, and the rest."""
    sentences = [part.strip() for part in split_sentences(text.strip()) if part.strip()]
    first = sentences[0] if sentences else text.strip()
    rest = "".join(sentences[1:])
    if not rest and lacks().search(head := first.partition("，")[0]):
        first, rest = head, first[len(head) + 1 :]
    return first.rstrip("。；，"), rest.rstrip("。；")


def _measure(text: str) -> dict[str, str]:
    """A measure's words, and who does it by when where that stands at its end."""
    text = text.strip().rstrip("。；")
    found = {"owner": "", "deadline": ""}
    for pattern in (_DEADLINE, _OWNER):
        match = pattern.search(text)
        if match is not None and match.end() == len(text):
            key = "owner" if pattern is _OWNER else "deadline"
            found[key], text = match[key], text[: match.start()]
    return {"measure": text, **found}
