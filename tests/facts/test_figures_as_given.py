"""A figure of the form's table in a sentence: as the clerk wrote it where that is the figure, else as reports print."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafting.figures import report
from nianbao.facts import FactBook
from nianbao.facts.fact import figure_as_given
from nianbao.kinds import form_named
from nianbao.reading.cell_values import cell_value
from nianbao.report import Cell

AMOUNT, YUAN = "fees.charge.amount", "handling_fee.charged"


@pytest.mark.parametrize(
    ("raw", "cell", "text"),
    [
        ("216.50", AMOUNT, "216.50万元"),
        ("0.50", AMOUNT, "0.50万元"),
        ("1.50", AMOUNT, "1.50万元"),
        ("2.5", AMOUNT, "2.5万元"),
        ("216.50万元", AMOUNT, "216.50万元"),
        ("1,216.50", AMOUNT, "1216.50万元"),
        ("1，216.50", AMOUNT, "1216.50万元"),
        ("２１６．５０", AMOUNT, "216.50万元"),
        ("216.00", AMOUNT, "216万元"),
        ("3.00", AMOUNT, "3万元"),
        ("1.0", AMOUNT, "1万元"),
        ("0.00", AMOUNT, "0万元"),
        ("216", AMOUNT, "216万元"),
        ("1,200", AMOUNT, "1200万元"),
        ("2165.50元", AMOUNT, "0.21655万元"),
        ("216.50万元", YUAN, "2165000元"),
        ("0.00055万元", YUAN, "5.5元"),
    ],
)
def test_an_amount_keeps_the_decimals_it_was_given_with(raw: str, cell: str, text: str) -> None:
    """In the unit of its column; a whole number has none, however it was typed."""
    form = form_named("2021")
    given = cell_value(raw, form.cells[cell])
    filled = report("2021", {}).model_copy(update={"cells": {cell: given}})
    assert FactBook(filled)[cell].text == text


def test_what_was_not_typed_is_printed_plainly() -> None:
    assert figure_as_given(Cell(value=None, raw="/", state="blank")) == ""
    assert figure_as_given(Cell(value=None, raw="2.50", state="blank")) == "", "no value, no figure"
    assert figure_as_given(Cell(value=Decimal("2.50"), state="computed")) == "2.5"
    assert figure_as_given(Cell(value=Decimal("2.50"), raw="约", state="given")) == "2.5"
