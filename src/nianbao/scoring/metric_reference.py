"""Reference page of all metrics, ``docs/metrics.md``, generated from their docstrings."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import nianbao.scoring.metrics  # noqa: F401 (fills METRICS)
from nianbao.scoring.metric import METRICS, Metric

LABELS = ("Range", "Meaning", "Source", "Weakness")
"""What every page says, in this order."""

_HEAD = """\
# Metrics

<!-- Made by make metrics; do not edit. What it says stands in the metrics' docstrings. -->

`nianbao eval` scores a text by {count} metrics. There is no overall score: each is shown for itself, by case, by tag
and over all cases. A metric that has nothing to measure in a case gives no number there and leaves the case out.

Unless a page says otherwise, what is read is the body: sections 一 to 六 without preamble, headings, tables and the
places that a clerk still has to fill. Drafts, references and last year's text are read alike. That each metric reacts
to what it is for, and to little else, is tried in [eval/sensitivity](../eval/sensitivity/table.md).

| id | name | group | better | range | gates |
|---|---|---|---|---|---|
"""
_BETTER = {"up": "more", "down": "less", None: "neither"}
_NEEDS = {
    "reference": "a reference",
    "last": "last year's text",
    "others": "other units' reports",
    "final": "a reviewed text",
}


def page_parts(metric: Metric) -> dict[str, str]:
    """A metric's page: its first sentence under ``""``, then what each label says, on one line.

    Raises:
        ValueError: a label is missing, or out of order.
    """
    first, *rest = re.split(rf"^({'|'.join(LABELS)}):\s", metric.page, flags=re.MULTILINE)
    if tuple(rest[::2]) != LABELS:
        raise ValueError(f"{metric.id}: wants {LABELS}, has {rest[::2]}")
    parts = {"": first} | dict(zip(rest[::2], rest[1::2], strict=True))
    return {label: " ".join(text.split()) for label, text in parts.items()}


def _range(metric: Metric) -> str:
    low = "" if metric.low is None else f"{metric.low:g}"
    return f"{low} – {metric.high:g}" if metric.high is not None else f"{low} –"


def _page(metric: Metric) -> Iterator[str]:
    parts = page_parts(metric)
    yield ""
    yield f'<a id="{metric.id}"></a>'
    yield ""
    yield f"### {metric.name} `{metric.id}`"
    yield ""
    yield parts[""]
    yield ""
    if metric.needs:
        yield f"- **Needs** {_NEEDS[metric.needs]} in the case."
    if not metric.gated:
        yield "- **Gates** cannot name it."
    yield from (f"- **{label}** {parts[label]}" for label in LABELS)


def reference() -> str:
    """All metrics by group, in Markdown.

    Raises:
        ValueError: a docstring lacks a label.
    """
    lines = [_HEAD.format(count=len(METRICS)).rstrip("\n")]
    for item in METRICS.values():
        gates = "yes" if item.gated else "no"
        name = f"[`{item.id}`](#{item.id})"
        lines.append(f"| {name} | {item.name} | {item.group} | {_BETTER[item.better]} | {_range(item)} | {gates} |")
    for group, metrics in groupby(METRICS.values(), lambda item: item.group):
        lines += ["", f"## {group}"]
        for item in metrics:
            lines += _page(item)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8", newline="\n")
