"""A run, or two runs compared, as one web page with plots."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nianbao.checking import SEVERITIES
from nianbao.package_data import templates
from nianbao.scoring.case import TAGS
from nianbao.scoring.metric import METRICS, Metric
from nianbao.scoring.run_file import EvaluationRun
from nianbao.scoring.run_summary import (
    TAG_NAMES,
    RunsCompared,
    costs,
    number,
    rows,
    shown,
    spanned,
    tags,
    verdict,
    worst,
)

if TYPE_CHECKING:
    from jinja2 import Template


_COLOURS = ("#1b5e9c", "#b3500f", "#3d7a2f", "#7a3f8f", "#8a6d00", "#a8324a", "#2f7a7a")
"""Told apart by people who see few colours, each dark enough on white."""
_FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', SimSun, sans-serif"
_DROPPED = re.compile(r"<!--.*?-->|<script\b.*?</script>|<script\b[^>]*/>", re.DOTALL)


class Point(NamedTuple):
    """A case in a plot."""

    x: float
    y: float
    label: str


def missing() -> str:
    """Why there can be no plots, in Chinese; empty where there can."""
    return "" if find_spec("pygal") else "没有画图：要用 pygal，请运行 pip install 'nianbao[eval]'。"


def _pygal() -> Any:
    import pygal

    # It hooks an old loader for its maps into every later import, each of which then warns.
    sys.meta_path[:] = [item for item in sys.meta_path if type(item).__name__ != "PluginImportFixer"]
    return pygal


def _style() -> Any:
    _pygal()
    from pygal.style import Style

    return Style(
        background="transparent",
        plot_background="transparent",
        foreground="#222",
        foreground_strong="#111",
        foreground_subtle="#555",
        colors=_COLOURS,
        font_family=_FONT,
        label_font_size=12,
        major_label_font_size=12,
        title_font_size=15,
        legend_font_size=13,
        value_font_size=11,
        tooltip_font_size=11,
    )


def _drawn(chart: Any, said: str) -> str:
    """The picture, with what it shows in words for who cannot see it."""
    svg = _DROPPED.sub("", chart.render(is_unicode=True))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)


def _chart(kind: str, **options: Any) -> Any:
    chosen = {
        "style": _style(), "js": [], "disable_xml_declaration": True, "legend_at_bottom": True,
        "legend_at_bottom_columns": 4, "show_x_guides": True, "width": 760, "height": 300, "margin": 12,
    }  # fmt: skip
    return getattr(_pygal(), kind)(**(chosen | options))


def by_case(name: str, scores: Mapping[str, Sequence[Point]]) -> str:
    """How a metric is distributed over the cases: a row of dots for each text.

    Args:
        name: of the metric. scores: by engine or text; ``x`` is the score, ``y`` is not used.
    """
    labels = list(scores)
    chart = _chart("XY", stroke=False, dots_size=5, title=name, height=90 + 42 * len(labels), show_legend=False,
                   margin_left=8 + 7 * max(map(_extra, labels), default=0))  # fmt: skip
    chart.y_labels = [{"value": len(labels) - row, "label": label} for row, label in enumerate(labels)]
    chart.range = (0.5, len(labels) + 0.5)
    for row, (label, points) in enumerate(scores.items()):
        y = len(labels) - row
        chart.add(label, [{"value": (point.x, y + _nudged(number)), "label": point.label}
                          for number, point in enumerate(points)])  # fmt: skip
    return _drawn(chart, f"{name}，各案例的分布")


def _extra(label: str) -> int:
    """Chinese characters of a label: the library leaves room for Latin ones."""
    return sum(ord(char) > 0x2E7F for char in label)


def _nudged(number: int) -> float:
    """A little up or down, so that equal scores are seen as several."""
    return ((number * 7) % 5 - 2) * 0.06


def scatter(title: str, x: str, y: str, points: Mapping[str, Sequence[Point]]) -> str:
    """A metric against what it cost, a dot for each case."""
    chart = _chart("XY", stroke=False, dots_size=5, title=title, x_title=x, y_title=y, height=360)
    for label, row in points.items():
        chart.add(label, [{"value": (point.x, point.y), "label": point.label} for point in row])
    return _drawn(chart, f"{title}：横轴{x}，纵轴{y}")


def before_after(name: str, pairs: Sequence[tuple[str, float, float]], before: str, after: str) -> str:
    """A metric in two runs: a line for each case from the one to the other."""
    chart = _chart("Line", title=name, show_legend=False, dots_size=4, height=320, width=420)
    chart.x_labels = [before, after]
    for label, was, now in pairs:
        chart.add(label, [{"value": was, "label": label}, {"value": now, "label": label}])
    return _drawn(chart, f"{name}：{before}与{after}，每个案例一条线")


def _template(name: str) -> Template:
    environment = templates(Path(__file__).with_name("templates"))
    environment.filters |= {"number": number, "shown": shown, "spanned": spanned, "verdict": verdict}
    return environment.get_template(name)


def _plotted(run: EvaluationRun) -> list[Metric]:
    """The metrics worth a picture: those on which the texts differ at all."""
    found = []
    for id in run.metrics:
        values = {value for item in run.entries if (value := item.scores.get(id)) is not None}
        if len(values) > 1 and id in METRICS:
            found.append(METRICS[id])
    return found


def _distribution(run: EvaluationRun, metric: Metric) -> str:
    points = {
        label: [
            Point(value, 0, f"{item.title}：{number(value)}")
            for item in run.of(label)
            if (value := item.scores.get(metric.id)) is not None
        ]
        for label in run.labels
    }
    return by_case(metric.name, {label: row for label, row in points.items() if row})


def _against_cost(run: EvaluationRun, metric: Metric) -> str:
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


def as_page(run: EvaluationRun) -> bytes:
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


def compared_page(compared: RunsCompared) -> bytes:
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
