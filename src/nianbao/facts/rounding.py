"""Rates: as written beside what the figures give; whether one figure is another one grown by a rate."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from decimal import ROUND_HALF_UP, Decimal

from nianbao.facts.fact import figure


def rounded(value: Decimal, digits: int) -> Decimal:
    """A percentage with so many decimals, halves away from zero."""
    return value.quantize(Decimal(10) ** -digits, rounding=ROUND_HALF_UP)


def places(text: str) -> int:
    """How many decimals a number is written with."""
    return len(text.partition(".")[2])


def agrees(share: Decimal, said: str) -> bool:
    """Whether a percentage as written can be a share with so many decimals.

    What is printed decides: a share that has those decimals itself is printed as it is (12.3% is not 12.4%); any other
    lies between two numbers that can be printed, and either may be: cut, rounded, or raised so that the shares of a
    whole make 100.
    """
    return abs(share - Decimal(said)) < Decimal(10) ** -places(said)


def recomputed(share: Decimal, said: str) -> Decimal:
    """The right percentage in place of one as written: with its decimals, but at least one."""
    return rounded(share, max(places(said), 1))


def grown(values: list[Decimal], percent: Decimal) -> bool:
    """Whether one of some sorted figures is another one, more or less by so many per cent (to a tenth).

    A figure is not compared with itself: that one is another's equal (0%) takes two of them.
    """
    for old in values:
        for wanted in (old + abs(old) * percent / 100, old - abs(old) * percent / 100):
            margin = abs(old) * Decimal("0.0006")
            itself = int(wanted - margin < old < wanted + margin)
            if bisect_left(values, wanted + margin) - bisect_right(values, wanted - margin) > itself:
                return True
    return False


def misread(one: Decimal, other: Decimal) -> bool:
    """Whether one number may be the other mistyped: one digit differs, or two neighbours changed places."""
    a, b = figure(one), figure(other)
    if len(a) != len(b):
        return False
    at = [index for index, (here, there) in enumerate(zip(a, b, strict=True)) if here != there]
    if len(at) != 2:
        return len(at) == 1 and len(a) > 2
    pair = slice(at[0], at[0] + 2)
    return a[pair] == b[pair][::-1]
