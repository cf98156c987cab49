"""Two runs compared: the paired difference of each metric by case, with its interval."""

from __future__ import annotations

from typing import NamedTuple

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.errors import InputError
from nianbao.scoring.metric import METRICS, Metric
from nianbao.scoring.run_file import Entry, Run
from nianbao.scoring.significance import Compared as Difference
from nianbao.scoring.significance import compared

__all__ = ["Changed", "Compared", "compare_runs"]


class Changed(NamedTuple):
    """A metric of one engine in two runs.

    Attributes:
        before, after: how the engine is called in each run. pairs: title of the case, score before, score after.
        difference: of the pairs. derived: whether of derived cases.
    """

    metric: Metric
    before: str
    after: str
    pairs: list[tuple[str, float, float]]
    difference: Difference
    derived: bool


class Compared(NamedTuple):
    """Two runs and what changed between them.

    Attributes:
        alone: cases of one of them only, by run. same: whether both have the same code, cases and engines.
    """

    before: Run
    after: Run
    rows: list[Changed]
    alone: tuple[list[str], list[str]]
    notes: list[str]


def _by_case(entries: list[Entry]) -> dict[str, Entry]:
    return {item.case: item for item in entries}


def _engines(before: Run, after: Run) -> list[tuple[str, str]]:
    """Which engine of the one is held against which of the other: those of one name, or the only ones."""
    both = [(name, name) for name in before.drafting if name in after.drafting]
    if both:
        return both
    if len(before.drafting) == 1 and len(after.drafting) == 1:
        return [(before.drafting[0], after.drafting[0])]
    raise InputError.one(
        f"{before.id}、{after.id}",
        f"没有同名的引擎（{'、'.join(before.drafting)}；{'、'.join(after.drafting)}），不知道拿哪两个比",
        "请给要比的引擎写同一个 label，或各只跑一个引擎",
    )


def compare_runs(before: Run, after: Run) -> Compared:
    """Compare two runs on the cases that both have.

    Raises:
        InputError: no case is in both, or no engine of the one answers to one of the other.
    """
    rows: list[Changed] = []
    shared = [case for case in before.cases if case in after.cases]
    if not shared:
        raise InputError.one(f"{before.id}、{after.id}", "没有一个案例是两次都有的", "请用同一个方案运行两次")
    metrics = [id for id in before.metrics if id in after.metrics and id in METRICS]
    for was, now in _engines(before, after):
        for derived in (False, True):
            old, new = _by_case(before.of(was, derived=derived)), _by_case(after.of(now, derived=derived))
            for id in metrics:
                pairs = [
                    (old[case].title, first, second)
                    for case in old
                    if case in new
                    and (first := old[case].scores.get(id)) is not None
                    and (second := new[case].scores.get(id)) is not None
                ]
                if pairs:
                    found = compared(
                        {case: item.scores.get(id) for case, item in old.items()},
                        {case: item.scores.get(id) for case, item in new.items()},
                        METRICS[id].better,
                    )
                    assert found is not None
                    rows.append(Changed(METRICS[id], was, now, pairs, found, derived))
    notes = []
    if before.code != after.code:
        notes.append("两次的程序不同。")
    changed = [name for name in before.engines if before.engines[name] != after.engines.get(name)]
    notes += [f"引擎“{name}”的设置、提示词或记录不同。" for name in changed if name in after.engines]
    alone = (
        [case for case in before.cases if case not in after.cases],
        [case for case in after.cases if case not in before.cases],
    )
    return Compared(before, after, rows, alone, notes)
