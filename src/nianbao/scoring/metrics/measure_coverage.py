"""Metrics of section 五: problems and measures that are told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nianbao.checking import tagged
from nianbao.checking.context import Context
from nianbao.checking.rules.stated_problems import NUMBERED, Item, contradicts, parted, problems_and_measures
from nianbao.patterns import lazy
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.note_coverage import is_told
from nianbao.scoring.metrics.scored_text import bare

_SHORT = 4
"""Chinese characters; what is left of a problem or measure still to be filled has no more."""
_NOT_WORDS = lazy(r"[^\u4e00-\u9fff]")


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", bare(text))


def _once(items: Iterable[Item]) -> list[Item]:
    """The items with words, one said twice (the second time with more behind it) taken once."""
    kept: list[tuple[str, Item]] = []
    for item in items:
        words = _words(item.text)
        if len(words) > _SHORT and not any(words.startswith(other) or other.startswith(words) for other, _ in kept):
            kept.append((words, item))
    return [item for _, item in kept]


def _counted(items: Sequence[Item]) -> bool:
    return all(NUMBERED.match(item.text) for item in items)


def _answered(problem: Item, measures: Sequence[Item], kind: str) -> bool:
    """Whether of what a person wrote for a problem anything may be about it."""
    points = parted(problem.own) if problem.own else [item.text for item in measures]
    return not all(contradicts(problem.text, point, kind) for point in points)


def _as_rules_read(scored: Scored) -> tuple[int, int]:
    """Problems that the text states, and those answered, by the check engine's reading."""
    stated, measures = problems_and_measures(Context(scored.report))
    problems, taken = _once(stated), _once(measures)
    own = sum(len(_words(item.own)) > _SHORT for item in problems)
    if own == len(problems) or (len(taken) == len(problems) and _counted(problems) and _counted(taken)):
        answered = sum(_answered(item, taken, scored.report.kind) for item in problems)
    else:
        places = [
            item.position for item in scored.findings if item.code in tagged("unanswered") and item.position is not None
        ]
        answered = sum(not any(item.start <= place < item.end for place in places) for item in problems)
    return len(problems), min(answered, max(own, len(taken)))


def _as_given(scored: Scored) -> tuple[int, int]:
    """Problems of the case that the text tells, and those of which it tells the measure too."""
    told = [item for item in scored.case.input.problems if is_told(scored, item.problem)]
    return len(told), sum(bool(item.measure.strip()) and is_told(scored, item.measure) for item in told)


@metric("problem_pairing", "问题措施对应率", "问题", better="up")
def problem_pairing(scored: Scored) -> float | None:
    """Share of the problems in section 五 that a measure answers.

    Range: 0 to 1, more is better; None where neither the text nor the case states a problem; 0 where only the
        case does.
    Meaning: the kinder of two readings. By the check engine's rules: where each problem has its measure behind it, or
        both are numbered and as many, those of which the measures are not plainly about something else; otherwise those
        that rule PAIR01 does not object to. At most as many as there are measures; what is said twice counts once;
        places still to fill are no measures. By the case, where the text tells as many of its problems as it states:
        those of which it tells the measure too (as in note_coverage).
    Source: 各地要求“逐条提出改进措施” (usage); rule PAIR01 for what answers what.
    Weakness: what answers what is told by topic words; a numbered measure that speaks of something else close by
        passes. Several measures written as one count as one, so that a text that answers two problems in one sentence
        loses.
    """
    stated, answered = _as_rules_read(scored)
    told, measured = _as_given(scored)
    if told >= max(stated, 1):
        return max(measured / told, answered / stated if stated else 0.0)
    if stated:
        return answered / stated
    return 0.0 if scored.case.input.problems else None
