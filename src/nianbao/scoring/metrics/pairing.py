"""Section 五: each problem and its measure."""

from __future__ import annotations

from nianbao.checking.context import Context
from nianbao.checking.rules.problems import problems_and_measures
from nianbao.scoring.metric import Scored, metric
from nianbao.scoring.metrics.words import bare

_SHORT = 6
"""Characters; what is left of a measure still to be filled is shorter."""


@metric("problem_pairing", "问题措施对应率", "问题", better="up")
def problem_pairing(scored: Scored) -> float | None:
    """Share of the problems in section 五 that a measure answers.

    Range: 0 to 1, more is better; None where neither the text nor the case states a problem; 0 where only the case does.
    Meaning: problems that rule PAIR01 does not object to, at most as many as there are measures with words; places
        still to fill are no measures.
    Source: 各地要求“逐条提出改进措施” (usage); rule PAIR01 for what answers what.
    Weakness: what answers what is told by topic words; a numbered measure that speaks of something else close by passes.
        Several measures written as one count as one, so that a text that answers two problems in one sentence loses.
    """
    problems, measures = problems_and_measures(Context(scored.report))
    if not problems:
        return 0.0 if scored.case.input.problems else None
    own = sum(len(bare(item.own).strip()) > _SHORT for item in problems)
    written = max(own, sum(len(bare(item.text).strip()) > _SHORT for item in measures))
    objected = sum(item.code == "PAIR01" and item.verdict == "fails" for item in scored.findings)
    return max(0, min(len(problems) - objected, written)) / len(problems)
