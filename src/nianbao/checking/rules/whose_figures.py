"""A sentence of another year or unit: what replaces only its name would pass its figures off as the report's own."""

from __future__ import annotations

from nianbao.checking.context import Context
from nianbao.checking.finding import Fix
from nianbao.patterns import lazy
from nianbao.text import fold, quantities, sentence_spans

_NO_FIGURE = lazy(
    r"第[0-9]+[条款项]|〔[0-9]{4}〕[0-9]*号?|国务院令第[0-9]+号|[0-9]{4}年?(?:度)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    r"|[（(][0-9]{1,2}[）)]|^[0-9]{1,2}[.．、]"
)
_TIMES = frozenset("年月日周天岁级") | {"季度", "工作日", "个工作日", "小时", "分钟"}
_SHOWN = 3


def as_copied(text: str) -> str:
    """A sentence as it would be copied: years and dates, which are changed by habit, and blanks left out."""
    return "".join(_NO_FIGURE.sub("", fold(text)).split()).rstrip("。；")


def last_years_sentences(context: Context) -> frozenset[str]:
    """The sentences of last year's report, as they would be copied; none where it is not known."""
    last = context.report.last
    texts = last.text.values() if last is not None else ()
    return context.memo(
        "last year's sentences",
        lambda: frozenset(as_copied(text[start:end]) for text in texts for start, end in sentence_spans(text)),
    )


def _figures_beside(context: Context, start: int, end: int) -> list[str]:
    """What the sentence around a place of the document counts, as it is written: dates, limits of time, numbers of
    articles and of documents aside."""
    begin, stop = context.clause(start, end, "。；\n")
    words = context.document.masked[begin:stop]
    numbers = [match.span() for match in _NO_FIGURE.finditer(words)]
    return [
        item.text
        for item in quantities(words)
        if item.measure
        and item.measure not in _TIMES
        and not any(low <= item.start < high for low, high in numbers)
    ]  # fmt: skip


def renaming(context: Context, start: int, end: int, right: str, advice: str, *, whose: str) -> Fix:
    """The remedy for a year or a unit's name that is not the report's: offered as a change only where no figure
    stands in the sentence, for a figure goes with the year and the unit that it was told of.

    Args:
        start, end: the place in the document. right: what would stand there; empty where only advice can be given.
        advice: the remedy where no figure stands by.
        whose: what the figures have to be: ``2024年``, ``本单位``.
    """
    figures = _figures_beside(context, start, end)
    if not figures:
        return Fix(applies="unsafe" if right else "display", text=right or None, advice=advice)
    shown = "、".join(figures[:_SHOWN]) + ("等" if len(figures) > _SHOWN else "")
    begin, stop = context.clause(start, end, "。\n")
    known = as_copied(context.document.text[begin:stop]) in last_years_sentences(context)
    copied = "上年报告里有这句话，数也一样，多半是照抄的。" if known else ""
    then = advice.removeprefix("核对后")
    return Fix(
        advice=f"{copied}先核对句中的数（{shown}）和所说的事是不是{whose}的："
        f"是的，{then}；不是的，数、事一起改，或者删去这句"
    )
