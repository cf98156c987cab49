"""A run in numbers by engine, tag and case; two runs compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.errors import InputError
from nianbao.scoring.metric import METRICS, Metric
from nianbao.scoring.run_file import EvaluationRun, RunEntry
from nianbao.scoring.significance import Compared, Interval, compared, interval


class SummaryRow(NamedTuple):
    """A metric over some cases: a mean with its interval for each engine or text."""

    metric: Metric
    means: dict[str, Interval | None]


class Cost(NamedTuple):
    """What an engine used over all its cases; ``price`` is 元, None where no price is known."""

    engine: str
    cases: int
    requests: int
    input_tokens: int
    output_tokens: int
    seconds: float
    price: float | None
    failures: int


def _mean(entries: Iterable[RunEntry], metric: str) -> Interval | None:
    return interval([item.scores.get(metric) for item in entries])


def rows(run: EvaluationRun, *, derived: bool = False, tag: tuple[str, str] | None = None) -> list[SummaryRow]:
    """Every metric that some text has, in the order of the register.

    Args:
        derived: whether of the derived cases, instead of the independent ones. tag: only cases with this tag.
    """
    found = []
    for id in run.metrics:
        means = {
            label: _mean(
                (item for item in run.of(label, derived=derived) if tag is None or item.tags.get(tag[0]) == tag[1]), id
            )
            for label in run.labels
        }
        if any(item is not None for item in means.values()) and id in METRICS:
            found.append(SummaryRow(METRICS[id], means))
    return found


def tags(run: EvaluationRun) -> list[tuple[str, str]]:
    """The tags that tell independent cases apart: those that some have and some have not."""
    of = {item.case: item.tags for item in run.entries if not item.derived}
    pairs = sorted({(name, value) for held in of.values() for name, value in held.items()})
    return [pair for pair in pairs if 0 < sum(held.get(pair[0]) == pair[1] for held in of.values()) < len(of)]


def costs(run: EvaluationRun) -> list[Cost]:
    """What each engine used."""
    found = []
    for label in run.drafting:
        own = [item for item in run.entries if item.engine == label]
        priced = [run.cost(item) for item in own]
        known = [value for value in priced if value is not None]
        found.append(
            Cost(
                label,
                len(own),
                sum(item.usage.requests for item in own),
                sum(item.usage.input_tokens for item in own),
                sum(item.usage.output_tokens for item in own),
                sum(item.seconds for item in own),
                sum(known) if known else None,
                sum(bool(item.failures) for item in own),
            )
        )
    return found


def worst(run: EvaluationRun, label: str) -> Sequence[RunEntry]:
    """An engine's three worst cases: most errors, then most warnings for the length of the text."""

    def bad(item: RunEntry) -> tuple[float, float]:
        length = max(sum(len(passage.text) for passage in item.text), 1)
        return item.findings.get("error", 0) / length, item.findings.get("warning", 0) / length

    own = [item for item in run.entries if item.engine == label and bad(item) > (0.0, 0.0)]
    return sorted(own, key=bad, reverse=True)[:3]


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
    difference: Compared
    derived: bool


class RunsCompared(NamedTuple):
    """Two runs and what changed between them.

    Attributes:
        alone: cases of one of them only, by run. same: whether both have the same code, cases and engines.
    """

    before: EvaluationRun
    after: EvaluationRun
    rows: list[Changed]
    alone: tuple[list[str], list[str]]
    notes: list[str]


def _by_case(entries: list[RunEntry]) -> dict[str, RunEntry]:
    return {item.case: item for item in entries}


def _engines(before: EvaluationRun, after: EvaluationRun) -> list[tuple[str, str]]:
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


def compare_runs(before: EvaluationRun, after: EvaluationRun) -> RunsCompared:
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
    return RunsCompared(before, after, rows, alone, notes)


TAG_NAMES = {"kind": "机关", "edition": "格式", "volume": "申请量", "notes": "素材", "last": "上年报告"}


def number(value: float | None) -> str:
    """A score: three decimals under ten, else one; a dash for none."""
    if value is None:
        return "—"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


def shown(mean: Interval | None) -> str:
    """A mean with its interval: ``0.91（0.85–0.96）``."""
    if mean is None:
        return "—"
    if mean.low is None or mean.high is None or mean.low == mean.high:
        return number(mean.mean)
    return f"{number(mean.mean)}（{number(mean.low)}–{number(mean.high)}）"


def verdict(difference: Compared) -> str:
    """What a difference between two runs means."""
    return {"better": "变好", "worse": "变差", "undecided": "看不出差别", "too few": "案例不足，不下结论"}[
        difference.verdict
    ]


def spanned(difference: Compared) -> str:
    """A difference with its interval: ``+0.04（0.01–0.08）``."""
    sign = "+" if difference.difference > 0 else ""
    if difference.low is None or difference.high is None:
        return sign + number(difference.difference)
    return f"{sign}{number(difference.difference)}（{number(difference.low)}–{number(difference.high)}）"
