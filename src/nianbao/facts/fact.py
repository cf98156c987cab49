"""A fact (事实): a figure with an id, a name, a measure word, and the text code writes for it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from nianbao.patterns import lazy
from nianbao.report import Cell
from nianbao.text import fold

Trend = Literal["up", "down", "same"]


class Fact(NamedTuple):
    """A figure that a sentence may use.

    Attributes:
        id: ``requests.new.total``, ``last.requests.new.total``, ``requests.new.total.diff``,
            ``note.<note id>.<n>.<hash>`` …
        name: how a sentence calls it; ``short`` how a breakdown does.
        value: the number; None for a literal that has no single value (数十次, a telephone number).
        measure: measure word or unit, part of ``text``.
        text: what is written: ``3件``, ``12.5%``, a note's literal form ``30余件``.
        sources: what it rests on: ``cell:…``, ``last:…``, ``note:…``, ``problem:…``, ``contact``.
    """

    id: str
    name: str
    short: str
    value: Decimal | None
    measure: str
    text: str
    sources: tuple[str, ...]


def figure(value: Decimal) -> str:
    """A number as the report prints it: no exponent, no trailing zeros, no grouping."""
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


_DECIMALS = lazy(r"[0-9]+\.[0-9]+")


def figure_as_given(cell: Cell) -> str:
    """A cell's number as the report prints it: an amount that is no whole number keeps its decimals (216.50)."""
    if cell.value is None:
        return ""
    typed = _DECIMALS.search(fold(cell.raw or "").replace("，", ""))
    if typed is not None and cell.value % 1 and Decimal(typed.group()) == cell.value:
        return typed.group()
    return figure(cell.value)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part / whole`` in per cent, one decimal, halves away from zero."""
    return (part * 100 / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
