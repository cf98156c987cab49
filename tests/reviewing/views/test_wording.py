"""How shares, differences and cells are put."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.align.figures import figures_changed
from nianbao.report import Cell
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison import as_percent, cell_text, difference_text, heading_text, signed
from reviewing.two_reports import said


@pytest.mark.parametrize(
    ("share", "shown"), [(None, "—"), (0, "0%"), (0.001, "1%"), (0.664, "66%"), (0.999, "99%"), (1.0, "100%")]
)
def test_a_share_is_whole_or_nothing_only_where_it_is(share: float | None, shown: str) -> None:
    assert as_percent(share) == shown


def test_differences_carry_their_sign() -> None:
    assert [signed(Decimal(text)) for text in ("15", "-3", "0", "0.320", "1E+2")] == ["+15", "-3", "0", "+0.32", "+100"]
    assert [signed(Decimal(text), "%") for text in ("14.516", "-100", "0.04")] == ["+14.5%", "-100%", "0%"]
    assert signed(None) == "—"


def test_rates_differ_by_points() -> None:
    (change,) = figures_changed("增长40%。", "增长70%。")
    assert difference_text(change) == "+30 个百分点"


def test_a_cell_without_a_figure_is_never_a_zero() -> None:
    assert cell_text(Cell(value=Decimal(0), raw="0")) == "0"
    assert cell_text(Cell(value=None, raw="/")) == "/"
    assert cell_text(Cell(value=None, state="blank")) == cell_text(None) == "（空）"


def test_a_section_is_called_as_the_new_report_calls_it() -> None:
    old, new = said(("overview", "一、概述", ["甲。"])), said(("overview", "一、总体情况", ["甲。"]))
    assert [heading_text(section) for section in compare(old, new).sections] == ["一、总体情况"]
    before = said(("preamble", "", ["甲。"]))
    assert [heading_text(section) for section in compare(before, before).sections] == ["前言"]
