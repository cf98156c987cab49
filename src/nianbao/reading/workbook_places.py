"""Finds the figures of a table on a sheet by labels, and what formulas add up.

A template is the product of its rows and columns: whole rows and columns that are inserted, moved or sorted leave it
one, cells pushed sideways or down do not. So a figure's place is certain where each row's and each column's labels are
found once, and a sheet on which they are not is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nianbao.facts import computed_cells
from nianbao.kinds import Form, Grid, GridCell, Table, layout
from nianbao.kinds.workbook_template import TOP
from nianbao.reading.file_content import position
from nianbao.reading.workbook_file import Place, WorkbookSheet, at, letters
from nianbao.text import bare

_MOST_TOLD = 3


class Misplaced(Exception):
    """A table whose rows or columns are not those of the template.

    Args:
        told: what is wrong, each with its place.
    """

    def __init__(self, told: list[tuple[str, str]]) -> None:
        super().__init__(told)
        self.told = told


@dataclass
class SheetPlaces:
    """Where a table stands.

    Attributes:
        figures: by id of the cell: its places on the sheet, the first of a merged one first.
        labels: where the labels stand.
        reordered: names of the rows or columns that stand in another order.
    """

    figures: dict[str, tuple[Place, ...]]
    labels: set[Place]
    reordered: list[str] = field(default_factory=list)


def _template(table: Table) -> tuple[Grid, dict[Place, str], dict[Place, GridCell]]:
    """The grid; the label shown at each place; the labels by their first place. Places are those of the sheet."""
    grid = layout(table)
    shown: dict[Place, str] = {}
    first: dict[Place, GridCell] = {}
    for item in grid.cells:
        if item.cell is None and item.text:
            first[item.row + TOP, item.column + 1] = item
            for row in range(item.row, item.row + item.rowspan):
                for column in range(item.column, item.column + item.colspan):
                    shown[row + TOP, column + 1] = bare(item.text)
    return grid, shown, first


def _kind(item: GridCell) -> str:
    return {"head": "列", "label": "行"}.get(item.role, "栏目")


def place_table(sheet: WorkbookSheet, table: Table) -> SheetPlaces:
    """Find a table's figures on a sheet.

    Raises:
        Misplaced: a label is missing or stands twice, or rows and columns do not fit together.
    """
    grid, shown, first = _template(table)
    if all(bare(sheet.text(place)) == bare(item.text) for place, item in first.items()):
        found = {column: [column] for column in range(1, grid.columns + 1)}
        rows = {row: row for row in range(TOP, TOP + grid.rows)}
        places = SheetPlaces(_figures(sheet, grid, rows, found), set(first))
    else:
        _whole(sheet, first)
        places = _by_label(sheet, table, grid, shown, first)
    _not_run_together(sheet, places)
    return places


def _whole(sheet: WorkbookSheet, first: dict[Place, GridCell]) -> None:
    """See that every label is there as often as in the template."""
    there = Counter(bare(text) for text in sheet.values.values())
    wanted = Counter(bare(item.text) for item in first.values())
    told = []
    for place, item in first.items():
        text, here = bare(item.text), sheet.text(place)
        if there[text] < wanted[text]:
            if bare(here) != text:  # of several of a name, the one that is not where it was
                now = f"，模板里它在 {at(place)}" + (f"，那里现在是“{here[:20]}”" if here else "，那里现在是空的")
                told.append((at(place), f"找不到{_kind(item)}“{item.text}”{now}"))
        elif there[text] > wanted[text]:
            told.append((at(place), f"“{item.text}”有 {there[text]} 处，应有 {wanted[text]} 处，不知道哪一处是原来的"))
    if told:
        raise Misplaced(told[:_MOST_TOLD])


def _columns(sheet: WorkbookSheet, grid: Grid, shown: dict[Place, str]) -> dict[int, list[int]]:
    """For each column of the template those of the sheet that hold all its labels."""
    wide = max((column for _, column in sheet.area), default=0)
    wide = max(wide, max((column for _, column in sheet.values), default=0))
    deep = max((row for row, _ in sheet.values), default=0)
    held = {
        column: {bare(text) for row in range(1, deep + 1) if (text := sheet.shown((row, column)))}
        for column in range(1, wide + 1)
    }
    found: dict[int, list[int]] = {}
    for column in range(1, grid.columns + 1):
        wanted = {text for (_, there), text in shown.items() if there == column}
        found[column] = [there for there, texts in held.items() if wanted <= texts]
        if not found[column]:
            raise Misplaced([(letters(column) + "列", f"模板的 {letters(column)} 列对不上了，表头和行名错开")])
    return found


def _heads(table: Table) -> Iterator[tuple[int, int, int, int]]:
    """For each block its index, the row of its first head, its last, and how many rows of figures follow."""
    row = TOP
    for index, block in enumerate(table.blocks):
        row += block.title is not None
        yield index, row, row + block.head_depth - 1, len(block.row_paths)
        row += block.head_depth + len(block.row_paths)


def _by_label(
    sheet: WorkbookSheet, table: Table, grid: Grid, shown: dict[Place, str], first: dict[Place, GridCell]
) -> SheetPlaces:
    columns = _columns(sheet, grid, shown)
    deep = max((row for row, _ in sheet.values), default=0)
    labels = range(1, grid.label_columns + 1)
    values = range(grid.label_columns + 1, grid.columns + 1)

    def like(row: int, template: int, which: range) -> bool:
        return all(
            any(bare(sheet.shown((row, there))) == shown.get((template, column), "") for there in columns[column])
            for column in which
        )

    heads = {head: [row for row in range(1, deep + 1) if like(row, head, values)]
             for _, top, last, _ in _heads(table) for head in range(top, last + 1)}  # fmt: skip
    rows: dict[int, int] = {}
    for _, top, last, count in _heads(table):
        for template in range(last + 1, last + 1 + count):
            if not labels:
                rows[template] = heads[last][0] + 1 if len(heads[last]) == 1 else 0
            else:
                fitting = [row for row in range(1, deep + 1) if like(row, template, labels)]
                rows[template] = fitting[0] if len(fitting) == 1 else 0
            row = rows[template]
            above = [there for head, found in heads.items() for there in found if there < row and _last(table, head)]
            if not row or not above or max(above) not in heads[last] or not _under(heads, top, last, max(above)):
                label = " ".join(dict.fromkeys(shown.get((template, column), "") for column in labels))
                raise Misplaced([(f"第{template}行", f"“{label or table.name}”这一行对不上它的行名和表头")])
    places = SheetPlaces(_figures(sheet, grid, rows, columns), _labels(sheet, first))
    leaves = [min(columns[column]) for column in range(1, grid.columns + 1)]
    places.reordered = _moved(leaves, [shown.get((_deepest(table), c), "") for c in range(1, grid.columns + 1)])
    deepest = {template: shown.get((template, grid.label_columns), "") for template in rows}
    places.reordered += _moved([rows[template] for template in sorted(rows)], [deepest[t] for t in sorted(rows)])
    return places


def _deepest(table: Table) -> int:
    return next(last for _, _, last, _ in _heads(table))


def _last(table: Table, head: int) -> bool:
    return any(last == head for _, _, last, _ in _heads(table))


def _under(heads: dict[int, list[int]], top: int, last: int, row: int) -> bool:
    """Whether the heads above the deepest one stand above it, in order."""
    for head in range(last - 1, top - 1, -1):
        above = [there for there in heads[head] if there < row]
        if not above:
            return False
        row = max(above)
    return True


def _moved(there: list[int], names: list[str]) -> list[str]:
    """Names of what does not stand behind what it stood behind."""
    return [names[index] for index in range(1, len(there)) if there[index] < there[index - 1]]


def _labels(sheet: WorkbookSheet, first: dict[Place, GridCell]) -> set[Place]:
    known = {bare(item.text) for item in first.values()}
    return {place for place, text in sheet.values.items() if bare(text) in known}


def _figures(
    sheet: WorkbookSheet, grid: Grid, rows: dict[int, int], columns: dict[int, list[int]]
) -> dict[str, tuple[Place, ...]]:
    if not grid.label_columns:
        rows = _only_row(sheet, grid, rows, columns)
    found = {}
    for item in grid.cells:
        if item.cell is not None:
            there = {column for index in range(item.colspan) for column in columns[item.column + 1 + index]}
            found[item.cell] = tuple((rows[item.row + TOP], column) for column in sorted(there))
    return found


def _only_row(sheet: WorkbookSheet, grid: Grid, rows: dict[int, int], columns: dict[int, list[int]]) -> dict[int, int]:
    """The row of figures of a table without row labels: the one that has any, below the head."""
    template = max(row for row in rows if any(item.cell and item.row + TOP == row for item in grid.cells))
    reach = {column for found in columns.values() for column in found}
    below = sorted({row for row, column in sheet.filled if row >= rows[template] and column in reach})
    if len(below) > 1:
        told = f"表头下面有 {len(below)} 行内容（第{'、'.join(map(str, below[:5]))}行），应只有一行"
        raise Misplaced([(f"第{below[1]}行", told)])
    return {**rows, template: below[0] if below else rows[template]}


def _not_run_together(sheet: WorkbookSheet, places: SheetPlaces) -> None:
    """See that no merged area covers the cells of two figures, or a figure and a label."""
    owner = {place: id for id, found in places.figures.items() for place in found}
    owner |= dict.fromkeys(places.labels, "label")
    for area in sheet.merged:
        inside = {owner[place] for place in owner if area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]}
        if len(inside - {"label"}) > 1 or ("label" in inside and len(inside) > 1):
            what = "几格合并成了一格，不知道数字是哪一格的"
            raise Misplaced([(f"{at(area[:2])}:{at(area[2:])}", what)])


ERRORS = ("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "Err:")
"""What a cell shows whose formula cannot be worked out."""
_REFERENCE = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?"
_TERM = re.compile(rf"([+-]?)(?:SUM\(({_REFERENCE}(?:[,;]{_REFERENCE})*)\)|({_REFERENCE}))")

Terms = frozenset[tuple[str, int]]
"""Ids of the figures added (1) or taken away (-1); a place where none stands is named by its place."""


def _each(reference: str) -> list[Place]:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    if (bottom - top + 1) * (right - left + 1) > 1000:
        return []
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def terms_of(formula: str, owner: Mapping[Place, str]) -> Terms | None:
    """The figures that a formula adds up.

    Args:
        formula: as the workbook has it. owner: by place: the id of the figure that stands there.

    Returns:
        Its terms; None where it is no plain sum. Empty places inside a range are nobody's and left out.
    """
    text = "".join(formula.removeprefix("=").split()).upper()
    found: set[tuple[str, int]] = set()
    end = 0
    for match in _TERM.finditer(text):
        if match.start() != end or (end and not match[1]):
            return None
        end = match.end()
        sign = -1 if match[1] == "-" else 1
        if match[3] and ":" not in match[3]:
            found.add((owner.get(position(match[3]), match[3]), sign))
            continue
        for reference in re.split("[,;]", match[2] or match[3]):
            single = ":" not in reference
            for place in _each(reference):
                if place in owner or single:
                    found.add((owner.get(place, reference), sign))
    return frozenset(found) if end == len(text) and end else None


def sums_of(form: Form) -> dict[str, set[Terms]]:
    """For each total of a form the sums that make it."""
    return {
        id: {frozenset((part, sign) for part, sign, last in instance.left if not last) for instance in instances}
        for id, instances in computed_cells(form).items()
    }
