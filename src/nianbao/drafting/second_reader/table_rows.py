"""The tables of a report in plain words, a numbered row a line, last year's beside it; cells by those numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.facts import FactBook, figure
from nianbao.kinds.tables import Block, Node
from nianbao.patterns import lazy
from nianbao.text import bare, fold

_LAST = lazy("上年度?|去年|上一年")
_REF = lazy(r"的?(?:本年)?行?\s*(?P<row>[0-9]{1,3})\s*[.．·・:：/]?\s*(?P<column>.*)")
_ONLY = ("", "本年", "本年数", "数量", "件数", "总计", "合计")
"""What the only column of a row may be called besides its name."""
_NONE = "空"
"""How a cell is told that has no value."""
_MANY = 3
"""Rows without a figure in either year that are told in one line, from so many on."""


class NamedCell(NamedTuple):
    """A cell as an answer names it: 行12.自然人.

    Attributes:
        fact: its id, ``last.`` before last year's. name: how a message calls it. value: None where it has none.
        measure: of the form.
    """

    fact: str
    name: str
    value: Decimal | None
    measure: str

    @property
    def shown(self) -> str:
        """Its value as a message tells it."""
        return _NONE if self.value is None else figure(self.value)


class _Row(NamedTuple):
    number: int
    label: str
    columns: tuple[tuple[str, str], ...]  # each column's name, and the id of its fact


def _column_names(block: Block) -> list[str]:
    """What the columns are called: by their leaf, where that is no other column's, else with its group before it."""
    leaves = [path[-1].label for path in block.column_paths]
    return [
        leaf if leaves.count(leaf) == 1 else "·".join(node.label for node in path[-2:])
        for leaf, path in zip(leaves, block.column_paths, strict=True)
    ]


class TableRows:
    """The rows of the tables of a report.

    Args:
        book: its facts.
    """

    def __init__(self, book: FactBook) -> None:
        self.book = book
        self._rows: dict[int, _Row] = {}
        self._tables: list[tuple[str, list[_Row]]] = []
        form = book.form
        told = form is not None and (bool(book.report.cells) or bool(book.report.last and book.report.last.cells))
        for table in form.tables if form is not None and told else ():
            rows = [row for block in table.blocks for row in self._of(block, table.name)]
            if any(self._known(fact) for row in rows for _, fact in row.columns):
                self._tables.append((table.name, rows))

    def _known(self, fact: str) -> bool:
        return self.book.value(fact) is not None or self.book.value(f"last.{fact}") is not None

    def _of(self, block: Block, table: str) -> Iterator[_Row]:
        names = _column_names(block)
        opened: list[Node] = []
        for path in block.row_paths:
            for node in path[:-1]:
                if node.id and node not in opened:
                    opened.append(node)
                    yield self._row(block, f"{node.label}（以下各项之和）", node.id, names)
            label = path[-1].label or block.title or table
            measures = {
                block.measure if column[-1].measure is None else column[-1].measure for column in block.column_paths
            }
            unit = "".join(f"（{measure}）" for measure in measures - {"", "件"} if measure not in label)
            yield self._row(block, label + unit, path[-1].id or "", names)

    def _row(self, block: Block, label: str, id: str, names: list[str]) -> _Row:
        columns = tuple(
            (name, block.cell_id(id, path[-1].id or "")) for name, path in zip(names, block.column_paths, strict=True)
        )
        row = _Row(len(self._rows) + 1, label, columns)
        self._rows[row.number] = row
        return row

    @property
    def lines(self) -> list[str]:
        """The tables as a reader is given them."""
        found: list[str] = []
        for name, rows in self._tables:
            found.append(f"〔{name}〕")
            empty = [row for row in rows if not any(self._told(row, last=last) for last in (False, True))]
            together = len(empty) >= _MANY
            found += [self._line(row) for row in rows if not together or row not in empty]
            if together:
                what = "；".join(f"行{row.number} {row.label}" for row in empty)
                found.append(f"以下各行本年、上年每一格都是0或者空：{what}")
        return found

    def _told(self, row: _Row, *, last: bool) -> bool:
        head = "last." if last else ""
        return any(self.book.value(f"{head}{fact}") for _, fact in row.columns)

    def _line(self, row: _Row) -> str:
        now, then = self._values(row, ""), self._values(row, "last.")
        return f"行{row.number} {row.label}｜本年：{now}" + (f"｜上年：{then}" if then else "")

    def _values(self, row: _Row, head: str) -> str:
        """What stands in a row: the columns with a figure, and that the others have 0; empty where nothing does."""
        values = [(name, self.book.value(f"{head}{fact}")) for name, fact in row.columns]
        if all(value is None for _, value in values):
            return "" if head else _NONE
        if len(values) == 1:
            return figure(values[0][1] or Decimal(0))
        shown = [f"{name}{_NONE if value is None else figure(value)}" for name, value in values if value != 0]
        rest = "其余0" if len(shown) < len(values) else ""
        return "，".join([*shown, *([rest] if shown and rest else ["各格都是0"] if rest else [])])

    def cell(self, named: str) -> NamedCell | None:
        """The cell that an answer names; None where there is none, or several could be meant."""
        said = fold(named).strip()
        last = _LAST.search(said) is not None
        match = _REF.fullmatch(_LAST.sub("", said, count=1))
        row = self._rows.get(int(match["row"])) if match is not None else None
        if match is None or row is None:
            return None
        column = self._column(row, match["column"].strip(" （）()“”\"'"))
        if column is None:
            return None
        name, fact = column
        id = f"last.{fact}" if last else fact
        form = self.book.form
        measure = form.cells[fact].measure if form is not None and fact in form.cells else ""
        shown = row.label + (f"（{name}）" if len(row.columns) > 1 else "")
        return NamedCell(id, ("上年" if last else "") + shown, self.book.value(id), measure)

    def _column(self, row: _Row, said: str) -> tuple[str, str] | None:
        if len(row.columns) == 1 and said in _ONLY:
            return row.columns[0]
        if not said:
            totals = [item for item in row.columns if item[0] in ("总计", "合计")]
            return totals[0] if len(totals) == 1 else None
        words = bare(said)
        same = [item for item in row.columns if bare(item[0]) == words]
        like = [item for item in row.columns if bare(item[0]).endswith(words) or words.endswith(bare(item[0]))]
        found = same or like
        return found[0] if len(found) == 1 else None
