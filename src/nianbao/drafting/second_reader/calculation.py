"""What a reader reckons with cells and with figures of the text: 行3-上年行3, (行9+行10)/行34*100, 97+74+20."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import NamedTuple

from nianbao.drafting.second_reader.table_rows import NamedCell
from nianbao.patterns import lazy
from nianbao.text import fold

_TOKEN = lazy(
    r"\s*(?:(?P<cell>(?:本年|上年|去年)?行[0-9]+(?:上年)?(?:[.．·:][^\s+\-−–—*×xX/÷()（）=]+)?)|(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<percent>%)?"
    r"|(?P<sign>[+\-−–—*×xX/÷()（）]))\s*"
)
_SIGNS = {"−": "-", "–": "-", "—": "-", "×": "*", "x": "*", "X": "*", "÷": "/", "（": "(", "）": ")"}
_LONGEST = 200


class Reckoned(NamedTuple):
    """The outcome of a calculation.

    Attributes:
        value: what it comes to. cells: those it was made with. numbers: the figures in it that are no cell's.
        sum: whether it only adds.
    """

    value: Decimal
    cells: tuple[NamedCell, ...]
    numbers: tuple[Decimal, ...]
    sum: bool


class _No(Exception):
    """It cannot be worked out."""


def reckoned(calc: str, cell: Callable[[str], NamedCell | None]) -> Reckoned | None:
    """A calculation worked out; None where it is none, names a cell that is not there or has no value, or divides by 0.

    Args:
        calc: as written; what stands behind an equals sign is left out. cell: finds a cell by what it is called.
    """
    text = fold(calc).partition("=")[0].strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        return _Reader(text, cell).whole()
    except (_No, DecimalException, RecursionError):
        return None


class _Reader:
    def __init__(self, text: str, cell: Callable[[str], NamedCell | None]) -> None:
        self._tokens: list[tuple[str, Decimal]] = []
        self._at = 0
        self.cells: list[NamedCell] = []
        self.numbers: list[Decimal] = []
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise _No
            place = match.end()
            if match["sign"]:
                self._tokens.append((_SIGNS.get(match["sign"], match["sign"]), Decimal(0)))
            elif match["number"]:
                self.numbers.append(Decimal(match["number"]))
                self._tokens.append(("", self.numbers[-1] / (100 if match["percent"] else 1)))
            else:
                found = cell(match["cell"])
                if found is None or found.value is None:
                    raise _No
                self.cells.append(found)
                self._tokens.append(("", found.value))

    def whole(self) -> Reckoned:
        value = self._sum()
        if self._at != len(self._tokens):
            raise _No
        signs = {sign for sign, _ in self._tokens}
        return Reckoned(value, tuple(self.cells), tuple(self.numbers), signs <= {"", "+", "(", ")"})

    def _next(self) -> str | None:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else None

    def _sum(self) -> Decimal:
        value = self._product()
        while (sign := self._next()) in ("+", "-"):
            self._at += 1
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._one()
        while (sign := self._next()) in ("*", "/"):
            self._at += 1
            other = self._one()
            value = value * other if sign == "*" else value / other
        return value

    def _one(self) -> Decimal:
        sign = self._next()
        if sign is None:
            raise _No
        value = self._tokens[self._at][1]
        self._at += 1
        if sign == "-":
            return -self._one()
        if sign == "(":
            value = self._sum()
            if self._next() != ")":
                raise _No
            self._at += 1
        elif sign:
            raise _No
        return value
