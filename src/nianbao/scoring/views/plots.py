"""Plots of a run as pictures inside the page: no script, no request, words kept as words."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

__all__ = ["Point", "before_after", "by_case", "missing", "scatter"]

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
