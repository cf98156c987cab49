"""A run in numbers: by engine, by tag, by case; never pooled over derived and independent cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import nianbao.scoring.metrics  # noqa: F401 (registers them)
from nianbao.scoring.metric import METRICS, Metric
from nianbao.scoring.run_file import Entry, Run
from nianbao.scoring.significance import Interval, interval

__all__ = ["Cost", "Row", "costs", "rows", "tags", "worst"]


class Row(NamedTuple):
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


def _mean(entries: Iterable[Entry], metric: str) -> Interval | None:
    return interval([item.scores.get(metric) for item in entries])


def rows(run: Run, *, derived: bool = False, tag: tuple[str, str] | None = None) -> list[Row]:
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
            found.append(Row(METRICS[id], means))
    return found


def tags(run: Run) -> list[tuple[str, str]]:
    """The tags that tell independent cases apart: those that some have and some have not."""
    of = {item.case: item.tags for item in run.entries if not item.derived}
    pairs = sorted({(name, value) for held in of.values() for name, value in held.items()})
    return [pair for pair in pairs if 0 < sum(held.get(pair[0]) == pair[1] for held in of.values()) < len(of)]


def costs(run: Run) -> list[Cost]:
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


def worst(run: Run, label: str, count: int = 3) -> Sequence[Entry]:
    """An engine's worst cases: most errors, then most warnings for the length of the text."""

    def bad(item: Entry) -> tuple[float, float]:
        length = max(sum(len(passage.text) for passage in item.text), 1)
        return item.findings.get("error", 0) / length, item.findings.get("warning", 0) / length

    own = [item for item in run.entries if item.engine == label and bad(item) > (0.0, 0.0)]
    return sorted(own, key=bad, reverse=True)[:count]
