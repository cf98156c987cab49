"""Ids of facts in a sentence for a person, replaced by the facts' names."""

from __future__ import annotations

from nianbao.facts.fact_book import FactBook
from nianbao.patterns import lazy

__all__ = ["named"]

_TREND = lazy(r"trend\(([^()]+)\) = (up|down|same)")
_WORDS = {"up": "增长", "down": "下降", "same": "持平"}
_ID = lazy(r"(?<![A-Za-z0-9_.])[a-z][a-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+")


def named(text: str, book: FactBook) -> str:
    """A text in which each fact and cell is called by its name; what there is no more is left out.

    Args:
        text: such as ``成立条件已不满足：requests.new.total = 0``. book: of the report.
    """
    text = _TREND.sub(lambda match: f"{match[1]} 比上年{_WORDS[match[2]]}", text)
    return _ID.sub(lambda match: _name(match[0], book), text).replace("（）", "")


def _name(id: str, book: FactBook) -> str:
    last, base = id.startswith("last."), id.removeprefix("last.")
    fact = book.get(base)
    cell = book.form.cells.get(base) if book.form is not None else None
    name = fact.name if fact is not None else cell.name if cell is not None else ""
    return f"上年{name}" if last and name else name
