"""A reader's complaint of a figure, worked out again: borne out, refuted, or left open (what cannot be reckoned)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from nianbao.claims.fraction_words import fractions
from nianbao.claims.quantity_range import bounds
from nianbao.drafting.answers import ReadFault
from nianbao.drafting.second_reader.calculation import Reckoned, reckoned
from nianbao.drafting.second_reader.table_rows import NamedCell, TableRows
from nianbao.facts import figure
from nianbao.facts.rounding import agrees, rounded
from nianbao.package_data import load_data
from nianbao.patterns import lazy
from nianbao.text import Quantity, fold, quantities
from nianbao.text.quantities import alike, loose_figures

_NUMBER = lazy(r"-?[0-9]+(?:\.[0-9]+)?")
_HUNDRED = Decimal(100)
_REACHED = lazy("[至到为]")
"""降至6件: not by how much, but to how many."""
_COUNTED = ("项", "个", "家", "户", "名", "人", "位", "条", "桩", "%", "％")
"""Measure words of what a form counts by 件: 3名自然人, 2项处罚."""
_FREE = frozenset(map(Decimal, (1, 2, 10, 12, 100, 10_000)))
"""Numbers that a calculation may hold though they stand neither in a cell nor in the text."""


@cache
def reader_words() -> Any:
    """What the program knows of a reader's complaints."""
    return load_data(Path(__file__).with_name("reader_words.yaml"))


class FigureVerdict(NamedTuple):
    """What became of a complaint.

    Attributes:
        state: ``borne`` out, ``refuted``, or ``open``. known: what the cells say, in Chinese. facts: ids of the cells.
    """

    state: Literal["borne", "refuted", "open"]
    known: str = ""
    facts: frozenset[str] = frozenset()


def figure_verdict(fault: ReadFault, rows: TableRows, paragraph: str) -> FigureVerdict:
    """A complaint held against the cells that it names.

    Args:
        fault: of a figure. rows: the report's tables. paragraph: the text in which it stands.
    """
    said = fold(fault.said).strip()
    cells: list[NamedCell] = []
    for given in fault.cells:
        cell = rows.cell(given.cell)
        if cell is None:
            return FigureVerdict("open")
        if not _has(cell, given.value):
            return FigureVerdict("refuted", f"表格{cell.name}是{cell.shown}，不是{given.value}")
        cells.append(cell)
    known = "，".join(dict.fromkeys(f"{cell.name}是{cell.shown}" for cell in cells))
    facts = frozenset(cell.fact for cell in cells)
    if any(cell.value is None for cell in cells):
        return FigureVerdict("open", known, facts)
    sum = reckoned(fault.calc, rows.cell) if fault.calc.strip() else None
    if sum is not None and not _given(sum, paragraph):
        return FigureVerdict("open", known, facts)
    if sum is not None:
        facts |= {cell.fact for cell in sum.cells}
        more = [f"{cell.name}是{cell.shown}" for cell in sum.cells if cell not in cells]
        known = "，".join(dict.fromkeys([*filter(None, [known]), *more]))
        if len(sum.cells) + len(sum.numbers) > 1:
            known += (
                f"{'，' if known else ''}{fault.calc.partition('=')[0].strip()[:60]}＝{figure(rounded(sum.value, 2))}"
            )
    holds = _holds(said, cells, sum)
    if holds is None:
        return FigureVerdict("open", known, facts)
    return FigureVerdict("refuted" if holds else "borne", known, facts)


def _has(cell: NamedCell, value: str) -> bool:
    """Whether a cell has the value that an answer says it has."""
    match = _NUMBER.search(fold(value).replace(",", ""))
    if match is None or cell.value is None:
        return match is None and cell.value is None
    return Decimal(match.group()) == cell.value


def _given(sum: Reckoned, paragraph: str) -> bool:
    """Whether the figures of a calculation stand in the text."""
    there = {item.value for item in quantities(paragraph)} | {Decimal(x) for x in _NUMBER.findall(fold(paragraph))}
    there |= {Decimal(item.value) for item in loose_figures(paragraph) if item.value is not None}
    return all(number in there or number in _FREE for number in sum.numbers)


def _holds(said: str, cells: list[NamedCell], sum: Reckoned | None) -> bool | None:
    """Whether what the text says is so after all; None where that cannot be told."""
    if len(found := fractions(said, 0, len(said))) == 1:
        share = _share(cells, sum)
        return None if share is None else found[0].low <= share <= found[0].high
    if len(figures := _figures(said)) == 1:
        holds = _figure(said, figures[0], cells, sum)
        return _listed(figures[0], sum) if holds is False and sum is not None and not sum.cells else holds
    return None if figures else _in_words(said, cells, sum)


def _figures(said: str) -> list[Quantity]:
    """The figures of some words: 8件, 增长12.5%, 近30件, 两家."""
    return quantities(said) or [
        Quantity(item.start, item.end, str(item.value), Decimal(item.value), "", True)
        for item in loose_figures(said)
        if item.value is not None
    ]


def _listed(told: Quantity, sum: Reckoned) -> bool | None:
    """Figures of the text alone: parts that come to more than their total; what comes to less may not be all."""
    if told.value is None or len(sum.numbers) < 2:
        return None
    return None if sum.sum and sum.value < told.value else False


def _right(cells: list[NamedCell], sum: Reckoned | None) -> Decimal | None:
    if sum is not None:
        return sum.value
    return cells[0].value if cells else None


def _moved(cells: list[NamedCell], sum: Reckoned | None) -> Decimal | None:
    """How much more the figure that the text speaks of is than the one it is compared with: last year's, as a rule."""
    named = list(dict.fromkeys([*cells, *(sum.cells if sum is not None else ())]))
    for now in named:
        then = next((cell for cell in named if cell.fact == f"last.{now.fact}"), None)
        if then is not None and len(named) == 2 and now.value is not None and then.value is not None:
            return now.value - then.value
    if sum is not None and len(sum.cells) > 1:
        return sum.value
    if len(cells) == 2 and cells[0].value is not None and cells[1].value is not None:
        return cells[0].value - cells[1].value
    return None


def _figure(said: str, told: Quantity, cells: list[NamedCell], sum: Reckoned | None) -> bool | None:
    """8件, 占83.3%, 增加3件: against the cell, the share, the difference, in the direction told."""
    right, moved = _right(cells, sum), _moved(cells, sum)
    percent = told.measure in ("%", "％")
    ways = [sign for way, sign in (("up", 1), ("down", -1)) if _tells(said, way)]
    if ways and moved is not None:
        if moved * ways[0] < 0:
            return False
        if sum is None and not _REACHED.search(said):
            right = moved / cells[1].value * _HUNDRED if percent and cells[1].value else None if percent else moved
        right = None if right is None else abs(right)
    elif percent and sum is None:
        right = _share(cells, sum)
    if right is None:
        return None
    if percent:
        number = _NUMBER.search(fold(told.text))
        digits = number.group().lstrip("-") if number is not None else figure(told.value or Decimal(0))
        return any(agrees(value, digits) or _between(told, value) for value in (right, right * _HUNDRED))
    measure = next((cell.measure for cell in (*cells, *(sum.cells if sum is not None else ()))), "")
    if measure == "件" and told.measure and not alike(told.measure, measure) and told.measure not in _COUNTED:
        return None  # 2期, 3次: the cell counts something else
    return _between(told, right * 10_000 if (measure, told.measure) == ("万元", "元") else right)


def _between(told: Quantity, value: Decimal) -> bool:
    """Whether a figure may mean a value; one with decimals is rounded, or cut."""
    if told.exact and told.value is not None and value != value.to_integral_value():
        return abs(value - told.value) < Decimal(10) ** -len(figure(told.value).partition(".")[2])
    low, high = bounds(told)
    return (low is None or value >= low) and (high is None or value <= high)


def _share(cells: list[NamedCell], sum: Reckoned | None) -> Decimal | None:
    """In per cent: as reckoned, or the first cell of the second."""
    share = sum.value if sum is not None else None
    if share is None and len(cells) > 1 and cells[0].value is not None and cells[1].value:
        share = cells[0].value / cells[1].value
    return None if share is None else share * _HUNDRED if abs(share) <= 1 else share


def _tells(said: str, kind: str) -> bool:
    words = reader_words()
    text = re.sub("|".join(words["not_up"]), "", said)
    return any(word in text for word in words["said"][kind]) or (
        kind in words["before_figure"] and re.search(f"{words['before_figure'][kind]}了?[0-9]", text) is not None
    )


def _in_words(said: str, cells: list[NamedCell], sum: Reckoned | None) -> bool | None:
    """均, 没有, 增加, 最多: held against two cells, one, two, several."""
    values = [cell.value for cell in cells if cell.value is not None]
    moved, right = _moved(cells, sum), _right(cells, sum)
    several = len(values) > 1
    told: dict[str, bool | None] = {
        "most": max(values[1:]) <= values[0] if several else None,
        "least": min(values[1:]) >= values[0] if several else None,
        "half": values[0] * 2 > values[1] if several else None,
        "up": None if moved is None else moved > 0,
        "down": None if moved is None else moved < 0,
        "same": None if moved is None else moved == 0,
        "all": _all(values, sum),
        "none": None if right is None else right == 0,
    }
    return next((holds for kind, holds in told.items() if _tells(said, kind)), None)


def _all(values: list[Decimal], sum: Reckoned | None) -> bool | None:
    """Whether a part is its whole; where only the part is named, False where there is none of it."""
    if len(values) > 1:
        return len(set(values)) == 1
    if sum is not None and len(sum.cells) > 1:
        return sum.value == 0
    return False if values == [0] else None
