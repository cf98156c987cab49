"""What an inexact figure may mean, at least and at most: 近200条, 200余条, 1.2万条."""

from __future__ import annotations

from decimal import Decimal

from nianbao.text import Quantity
from nianbao.text.quantities import bound_of

_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "千": Decimal(1_000), "百": Decimal(100)}
_TENTH = Decimal("0.9")


def _step(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 100 for 300, 10 for 230."""
    step = Decimal(1)
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def bounds(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most a figure can mean; None where it has no bound.

    近200 is from nine tenths up to it, 200余 under 300, 逾200 over it, 1.2万 what is rounded to it.
    """
    value, text = quantity.value, quantity.text
    if value is None:
        return None, None
    if quantity.exact:
        for sign, scale in _SCALES.items():
            number = text.partition(sign)[0]
            if sign in text and quantity.measure[:1] != sign and number[-1:].isdigit():
                step = scale.scaleb(-len(number.partition(".")[2]))
                return value - step + 1, value + step - 1
        return value, value
    step = _step(value)
    bound = bound_of(text, quantity._replace(start=0, end=len(text)))
    if bound in ("most", "below"):
        return None, value
    if text.startswith(("近", "将近", "接近")):
        return value * _TENTH, value
    if bound == "around":
        return value * _TENTH, value * (2 - _TENTH)
    if bound or "以上" in text:
        return value, None
    return value, value + max(step - 1, Decimal(1))
