"""Figures of a text and cells of the form that changed from one report to another."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice, zip_longest

from nianbao.align.alignment import CellPair, FigureChange, change_of
from nianbao.align.differences import differences
from nianbao.facts import form_of
from nianbao.kinds import Form, form_named
from nianbao.patterns import lazy
from nianbao.report import Cell, Report
from nianbao.text import Quantity, fold, raw_numerals

_DATE = lazy(r"(?:19|20)[0-9]{2}年?|[0-9]{1,2}月(?:份|[0-9]{1,2}日)?|[0-9]{1,2}日")
"""A date is no figure: the year of a report changes by rote."""
_NUMBER = lazy(r"[0-9]{3,4}[-－—][0-9]{7,8}|1[0-9]{10}(?![0-9])|[0-9]+号|[A-Za-z][A-Za-z0-9.@_-]*[0-9][A-Za-z0-9.@_-]*")
"""Numbers that count nothing: of telephones, houses and rooms, addresses."""
_FIRST = 0xF0000
"""The first of the signs that stand for figures: of a private use area, which no text of a report needs."""
_PRIVATE = lazy("[\U000f0000-\U000fffff]")
_MARKS = "。；，、：！？\n"


def _dated(text: str, quantity: Quantity) -> bool:
    words = text[quantity.start : quantity.end]
    match = _DATE.fullmatch(words)
    return match is not None and (words[-1] in "年月日份" or not quantity.measure)


def _masked(text: str, signs: dict[str, str]) -> tuple[str, list[Quantity]]:
    """A text with one sign for each figure, the same for one measure word: whatever its number, it may be the same."""
    text = _PRIVATE.sub("\ufffd", text)
    numbers = [match.span() for match in _NUMBER.finditer(fold(text))]
    pieces: list[str] = []
    figures: list[Quantity] = []
    at = 0
    for quantity in raw_numerals(text):
        if _dated(text, quantity) or any(low < quantity.end and quantity.start < high for low, high in numbers):
            continue
        sign = signs.setdefault(quantity.measure, chr(_FIRST + len(signs)))
        pieces += [text[at : quantity.start], sign]
        figures.append(quantity)
        at = quantity.end
    return "".join([*pieces, text[at:]]), figures


def _number(quantity: Quantity | None) -> Decimal | None:
    return quantity.value if quantity is not None and quantity.exact else None


def _clause(text: str, quantity: Quantity) -> str:
    """The words from the mark before a figure to the one after it."""
    low = max(text.rfind(mark, 0, quantity.start) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := text.find(mark, quantity.end)) >= 0]
    return text[low : min(ends, default=len(text))].strip()


def _change(old: Quantity | None, new: Quantity | None, clause: str) -> FigureChange:
    before, after = _number(old), _number(new)
    difference = percent = None
    if old is not None and new is not None and old.measure == new.measure:
        difference, percent = change_of(before, after)
        if old.measure in ("%", "‰"):
            percent = None  # a rate changes by points
    return FigureChange(old.text if old else "", new.text if new else "", before, after, difference, percent, clause)


def figures_changed(old: str, new: str) -> tuple[FigureChange, ...]:
    """The figures that differ.

    Returns:
        In the order of the text; a figure written otherwise with the same number and measure word is none. Figures
        inside the same rewording are paired in order. Dates, ordinals, articles and numbers of documents are no
        figures.
    """
    signs: dict[str, str] = {}
    (before, mine), (after, theirs) = _masked(old, signs), _masked(new, signs)
    if not mine and not theirs:
        return ()
    figure = set(signs.values())
    olds, news = iter(mine), iter(theirs)
    found: list[tuple[Quantity | None, Quantity | None]] = []
    gone: list[Quantity] = []
    come: list[Quantity] = []
    for run in differences(before, after):
        here = sum(sign in figure for sign in run.text)
        if run.kind == "del":
            gone = list(islice(olds, here))
        elif run.kind == "ins":
            come = list(islice(news, here))
        else:
            found += [*zip_longest(gone, come), *zip(islice(olds, here), islice(news, here), strict=True)]
            gone, come = [], []
    found += zip_longest(gone, come)
    return tuple(
        _change(one, other, _clause(new, other) if other is not None else _clause(old, one) if one is not None else "")
        for one, other in found
        if _other(one, other)
    )


def _other(old: Quantity | None, new: Quantity | None) -> bool:
    if old is None or new is None:
        return True
    return (old.value, old.measure, old.exact) != (new.value, new.measure, new.exact)


def shared_cells(one: Form, other: Form) -> dict[str, str]:
    """Cells that mean the same in two editions, by the newer one's map to the edition before, and so on.

    Returns:
        The first one's id → the other one's.
    """
    if one.kind != other.kind:
        return {}
    newer, older = (one, other) if one.years.first >= other.years.first else (other, one)
    same, at = newer.same_cells(newer), newer
    while at.edition != older.edition:
        if at.before is None:
            return {}
        before = form_named(at.before.edition, at.kind)
        step = at.same_cells(before)
        same, at = {id: step[was] for id, was in same.items() if was in step}, before
        if at.years.first < older.years.first:
            return {}
    return same if newer is one else {was: id for id, was in same.items()}


def _pair(table: str, old_id: str, new_id: str, label: str, old: Cell | None, new: Cell | None) -> CellPair:
    difference = percent = None
    if old is not None and new is not None and old.unit == new.unit:
        difference, percent = change_of(old.value, new.value)
    return CellPair(table, old_id, new_id, label, old, new, difference, percent)


def _unprinted(report: Report, of: Form) -> set[str]:
    """Tables that a published report does not print, and of which this one holds nothing."""
    held = {of.cells[id].table for id in report.cells if id in of.cells}
    return {table.id for table in of.tables if not table.printed} - held


def cells_compared(old: Report, new: Report) -> list[CellPair]:
    """Every figure of a table that either report has.

    Cells are the same where their blocks mean the same in both editions; a cell of another block stands alone, with
    an empty id for the other form; so does one of a table that is not printed where the other report leaves it out.

    Returns:
        In the order of B's form, then what only A's form has.
    """
    before, after = form_of(old), form_of(new)
    if before is None and after is None:
        return []
    same = shared_cells(after, before) if before is not None and after is not None else {}
    alone = {table for side, of in ((old, before), (new, after)) if of is not None for table in _unprinted(side, of)}
    pairs: list[CellPair] = []
    for id, cell in after.cells.items() if after is not None else ():
        was = same.get(id, "") if cell.table not in alone else ""
        mine = old.cells.get(was) if was else None
        if mine is not None or id in new.cells:
            pairs.append(_pair(cell.table, was, id, cell.label, mine, new.cells.get(id)))
    met = {pair.old_id for pair in pairs}
    for id, cell in before.cells.items() if before is not None else ():
        if id in old.cells and id not in met:
            pairs.append(_pair(cell.table, id, "", cell.label, old.cells[id], None))
    return pairs
