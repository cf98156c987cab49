"""A run, or two runs compared, as one web page: no script, no request to anywhere, everything from a report escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nianbao.checking import SEVERITIES
from nianbao.scoring.case import TAGS
from nianbao.scoring.differences import Compared
from nianbao.scoring.metric import METRICS, Metric
from nianbao.scoring.run_file import Run
from nianbao.scoring.run_summary import costs, rows, tags, worst
from nianbao.scoring.views.plots import Point, before_after, by_case, missing, scatter
from nianbao.scoring.views.words import TAG_NAMES, number, shown, spanned, verdict

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["as_page", "compared_page"]


@lru_cache(maxsize=2)
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("nianbao.scoring"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "shown": shown, "spanned": spanned, "verdict": verdict}
    return environment.get_template(name)


def _plotted(run: Run) -> list[Metric]:
    """The metrics worth a picture: those on which the texts differ at all."""
    found = []
    for id in run.metrics:
        values = {value for item in run.entries if (value := item.scores.get(id)) is not None}
        if len(values) > 1 and id in METRICS:
            found.append(METRICS[id])
    return found


def _distribution(run: Run, metric: Metric) -> str:
    points = {
        label: [
            Point(value, 0, f"{item.title}：{number(value)}")
            for item in run.of(label)
            if (value := item.scores.get(metric.id)) is not None
        ]
        for label in run.labels
    }
    return by_case(metric.name, {label: row for label, row in points.items() if row})


def _against_cost(run: Run, metric: Metric) -> str:
    """Quality against tokens, or against seconds where nothing was asked of a model."""
    asked = any(item.usage.output_tokens for item in run.entries)
    points: dict[str, list[Point]] = {}
    for label in run.drafting:
        for item in run.of(label):
            value = item.scores.get(metric.id)
            if value is not None:
                spent = item.usage.input_tokens + item.usage.output_tokens if asked else item.seconds
                points.setdefault(label, []).append(Point(spent, value, item.title))
    return scatter(f"{metric.name}与用量", "词元" if asked else "秒", metric.name, points) if points else ""


def as_page(run: Run) -> bytes:
    """A run as a page, UTF-8."""
    quality = next((METRICS[id] for id in ("note_coverage", "figure_recall") if id in run.metrics), None)
    no_plots = missing()
    context: dict[str, Any] = {
        "run": run,
        "metrics": METRICS,
        "independent": rows(run),
        "derived": rows(run, derived=True),
        "counts": {
            derived: len({item.case for item in run.entries if item.derived == derived}) for derived in (False, True)
        },
        "tags": [(TAG_NAMES.get(name, name), value, rows(run, tag=(name, value))) for name, value in tags(run)],
        "tag_order": list(TAGS),
        "costs": costs(run),
        "no_plots": no_plots,
        "plots": [(metric, _distribution(run, metric)) for metric in _plotted(run)] if not no_plots else [],
        "against": _against_cost(run, quality) if quality is not None and not no_plots else "",
        "worst": [(label, worst(run, label)) for label in run.labels],
        "severities": SEVERITIES,
        "injected": [
            (code, planted, found, said, right) for code, (planted, found, said, right) in run.injected.items()
        ],
    }
    return (_template("run.html").render(context).lstrip() + "\n").encode("utf-8", "replace")


def compared_page(compared: Compared) -> bytes:
    """Two runs compared as a page, UTF-8."""
    context = {
        "c": compared,
        "plots": [
            (row.metric, before_after(row.metric.name, row.pairs, compared.before.id, compared.after.id))
            for row in compared.rows
            if not missing() and any(was != now for _, was, now in row.pairs)
        ],
    }
    return (_template("compared.html").render(context).lstrip() + "\n").encode("utf-8", "replace")
