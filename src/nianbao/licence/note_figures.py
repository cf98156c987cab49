"""Figures that the sources give: their own, and differences and rates of change of two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from nianbao.facts.rounding import grown
from nianbao.patterns import lazy
from nianbao.text import Quantity, quantities
from nianbao.text.quantities import (
    bound_of,
    bounded_alike,
    counted,
    measure_of,
    measured_alike,
    measures_like,
    of_people,
    spelt_in,
    vaguely_in,
)


class NoteFigures:
    """The figures of some texts."""

    def __init__(self, texts: Iterable[str], more: Iterable[tuple[Decimal, str]] = (), year: int | None = None) -> None:
        self.texts, self.year = tuple(texts), year
        self.own = {
            (item.value, measure)
            for text in self.texts
            for item, read in zip(quantities(text), counted(text), strict=True)
            for measure in {item.measure, read.measure, measure_of(item, text[item.end :])}  # 6个人: 6名 as well
            if measure or not read.measure
            if item.value is not None
        } | set(more)
        self.own |= {found for text in self.texts for found in _each_one(text)}

    @cached_property
    def _alike(self) -> set[tuple[Decimal, str]]:
        return {(value, other) for value, measure in self.own for other in measures_like(measure)}

    @cached_property
    def _by_measure(self) -> dict[str, list[Decimal]]:
        found: dict[str, list[Decimal]] = {}
        for value, measure in sorted(self.own):
            found.setdefault(measure, []).append(value)
        return found

    def give(self, quantity: Quantity, text: str) -> bool:
        """Whether a quantity is one of them, by measure words that count the same, or is worked out of two of them."""
        value, measure, behind = quantity.value, quantity.measure, text[quantity.end :]
        if value == 1 and quantity.text.startswith("一"):
            return True  # 一名, 一期: no count but an article
        if value == 1 and measure and any(pointed_at(told, measure) for told in self.texts):
            return True  # 讲解退费的1条 of 最火那条
        if value is None:
            return any(quantity.text in told for told in self.texts)
        if (value, measure) in self._alike or (value, measure_of(quantity, behind)) in self._alike:
            return True
        if any(vaguely_in(told, quantity) for told in self.texts):
            return True
        if any(spelt_in(told, value, measure) or bounded_alike(text, quantity, told) for told in self.texts):
            return True
        if not measure and any(measured_alike(told, value, behind[:1]) for told in self.texts):
            return True
        if measure in _PERSONS and any(of_people(told, value, exact=quantity.exact) for told in self.texts):
            return True
        if not measure and value >= _LARGE and any(value == other for other, _ in self.own):
            return True  # 关注人数4.2万 of 4.2万人关注
        if measure in _DATES:
            return measure == "年" and self.year is not None and abs(value - self.year) <= 1
        if measure in _COUNTED and (value, "") in self.own:
            return True  # 粉丝从1300涨到2100
        if measure == "%":
            return is_share(quantity, text, self.texts) or any(
                grown(values, value) for values in self._by_measure.values()
            )
        same = self._by_measure.get(measure, [])
        known = set(same)
        return bool(_DIFFERS.search(text)) and any(other + value in known for other in same)

    def otherwise(self, quantity: Quantity, said: str) -> str:
        """How the sources write the value of a quantity that they do not give so, by its measure word or its form;
        empty where they have no such value.
        """
        bound = bound_of(said, quantity)
        same = (
            item.text
            for text in self.texts
            for item in quantities(text)
            if item.value is not None
            and item.value == quantity.value
            and item.exact is quantity.exact
            and bound_of(text, item) == bound
            and not {item.measure, quantity.measure} & {*_DATES, "%"}
        )
        return next(same, "")


def pointed_at(text: str, measure: str) -> bool:
    """Whether a text points at one of what a measure counts: 最火那条."""
    return any(f"{word}{measure}" in text for word in "那这首头")


_SHARE_OF = lazy("占(?:比|[^，。；0-9]{0,10}的)?(?:为|达)?$")


def is_share(quantity: Quantity, said: str, texts: Iterable[str]) -> bool:
    """Whether a percentage is the share that the figure before it has of a whole before that, both given:
    收回206份，其中满意191份，占92.7%.
    """
    if quantity.measure != "%" or quantity.value is None or not _SHARE_OF.search(said[: quantity.start]):
        return False
    before = [item for item in quantities(said[: quantity.start]) if item.measure not in (*_DATES, "%")]
    if not before or not (part := before[-1]).value or not part.exact:
        return False
    whole = next(
        (
            item
            for item in reversed(before[:-1])
            if item.exact and (item.value or 0) > (part.value or 0) and item.measure in measures_like(part.measure)
        ),
        None,
    )
    if whole is None or whole.value is None:
        return False
    places = len(quantity.text.rstrip("%").partition(".")[2])
    share = (100 * part.value / whole.value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return share == quantity.value and {part.value, whole.value} <= {
        item.value for text in texts for item in quantities(text)
    }


_DIFFERS = lazy("[增减多少余剩差高低降升另]|其他|[没未]")
"""What is said of a difference of two figures: 其余, 增加, 还有…没有."""
_PERSONS = ("人", "名", "位")
_DATES = ("年", "月", "日", "号", "季度", "周")
"""Times are not worked out of one another: 10月 and 4月 give no 6月."""
_LARGE = 100
_COUNTED = ("人", "名", "个", "条", "次", "件", "份", "户")
"""What a figure may count that a note gives without a measure word."""


def _each_one(text: str) -> Iterator[tuple[Decimal, str]]:
    """What 各一次 comes to for the members of the list before it: 4月、10月各培训一次 is twice."""
    for clause in _CLAUSES.split(text):
        before, each, behind = clause.partition("各")
        count = len(_JOINS.findall(before)) + 1
        if each and count > 1:
            yield from ((count * item.value, item.measure) for item in quantities(behind) if item.value is not None)


_CLAUSES, _JOINS = lazy("[，。；]"), lazy("[、和与及]")
