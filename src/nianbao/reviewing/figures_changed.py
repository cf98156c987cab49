"""Figures of a text that are others in the text it became, paired by what surrounds them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from rapidfuzz.distance import Indel

from nianbao.lazy import lazy
from nianbao.reviewing.comparison import FigureChange, change_of
from nianbao.text import Quantity, fold, raw_numerals

__all__ = ["figures_changed"]

_DATE = lazy(r"(?:19|20)[0-9]{2}年?|[0-9]{1,2}月(?:份|[0-9]{1,2}日)?|[0-9]{1,2}日")
"""A date is no figure: the year of a report changes by rote."""
_NUMBER = lazy(r"[0-9]{3,4}[-－—][0-9]{7,8}|1[0-9]{10}(?![0-9])|[0-9]+号|[A-Za-z][A-Za-z0-9.@_-]*[0-9][A-Za-z0-9.@_-]*")
"""Numbers that count nothing: of telephones, houses and rooms, addresses."""
_MARKS = "。；，、：！？\n"


class _Token(NamedTuple):
    """A character, or a figure by its measure word alone: whatever its number, it may be the same figure."""

    text: str
    figure: Quantity | None = None

    def key(self) -> str:
        return self.text if self.figure is None else f"#{self.text}"


def _dated(text: str, quantity: Quantity) -> bool:
    words = text[quantity.start : quantity.end]
    match = _DATE.fullmatch(words)
    return match is not None and (words[-1] in "年月日份" or not quantity.measure)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    numbers = [match.span() for match in _NUMBER.finditer(fold(text))]
    at = 0
    for quantity in raw_numerals(text):
        if _dated(text, quantity) or any(low < quantity.end and quantity.start < high for low, high in numbers):
            continue
        tokens += [_Token(char) for char in text[at : quantity.start]]
        tokens.append(_Token(quantity.measure, quantity))
        at = quantity.end
    return tokens + [_Token(char) for char in text[at:]]


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

    Args:
        old, new: texts of one paragraph.

    Returns:
        In the order of the text; a figure written otherwise with the same number and measure word is none. Figures
        inside the same rewording are paired in order. Dates, ordinals, articles and numbers of documents are no
        figures.
    """
    before, after = _tokens(old), _tokens(new)
    if not any(token.figure for token in (*before, *after)):
        return ()
    found: list[tuple[Quantity | None, Quantity | None]] = []
    gone: list[Quantity] = []
    come: list[Quantity] = []
    for code in Indel.opcodes([token.key() for token in before], [token.key() for token in after]):
        ours, theirs = before[code.src_start : code.src_end], after[code.dest_start : code.dest_end]
        if code.tag != "equal":
            gone += _figures(ours)
            come += _figures(theirs)
        elif len(ours) > 1 or ours[0].figure is not None:  # one character in common does not end a rewording
            found += zip_longest(gone, come)
            gone, come = [], []
            found += zip(_figures(ours), _figures(theirs), strict=True)
    found += zip_longest(gone, come)
    return tuple(
        _change(one, other, _clause(new, other) if other is not None else _clause(old, one) if one is not None else "")
        for one, other in found
        if _other(one, other)
    )


def _figures(tokens: Sequence[_Token]) -> list[Quantity]:
    return [token.figure for token in tokens if token.figure is not None]


def _other(old: Quantity | None, new: Quantity | None) -> bool:
    if old is None or new is None:
        return True
    return (old.value, old.measure, old.exact) != (new.value, new.measure, new.exact)
