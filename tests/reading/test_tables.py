"""Cells are found by labels: damage to a table costs cells, never shifts them."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.kinds import editions, form_named, layout
from nianbao.reading.blocks import GridCell, TableGrid
from nianbao.reading.form_tables import TableReader
from reading.misprints import is_label, misprinted

TABLES = [(item.edition, table.id) for item in editions() for table in item.tables if table.printed]


def filled(edition: str, id: str) -> tuple[list[GridCell], dict[str, Decimal]]:
    """The form's table as printed, with a different figure in every cell."""
    plan = layout(form_named(edition).table(id))
    cells, values = [], {}
    for number, cell in enumerate(plan.cells, start=1):
        if cell.cell:
            values[cell.cell] = Decimal(number)
        text = str(number) if cell.cell else cell.text
        cells.append(GridCell(text, cell.row, cell.column, cell.rowspan, cell.colspan))
    return cells, values


def read(edition: str, cells: list[GridCell]) -> TableReader:
    reader = TableReader(form_named(edition))
    reader.read(TableGrid(cells))
    return reader


@pytest.mark.parametrize(("edition", "id"), TABLES)
def test_every_cell(edition: str, id: str) -> None:
    cells, values = filled(edition, id)
    reader = read(edition, cells)
    assert {key: cell.value for key, cell in reader.cells.items()} == values
    assert [(table.id, table.remarks) for table in reader.tables()] == [(id, [])]


def _without_row(cells: list[GridCell], row: int) -> list[GridCell]:
    left = []
    for cell in cells:
        if cell.row == row and cell.rowspan == 1:
            continue
        down = cell.row > row
        spans = cell.row <= row < cell.row + cell.rowspan
        left.append(
            GridCell(cell.text, cell.row - down, cell.column, cell.rowspan - (spans and cell.rowspan > 1), cell.colspan)
        )
    return left


@pytest.mark.parametrize(("edition", "id"), TABLES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_damage_never_shifts(edition: str, id: str, data: st.DataObject) -> None:
    cells, values = filled(edition, id)
    at = data.draw(st.integers(0, len(cells) - 1))
    cell = cells[at]
    how = data.draw(st.sampled_from(["drop cell", "drop row", "blank", "other label", "double"]))
    if how == "drop cell":
        del cells[at]
    elif how == "drop row":
        cells = _without_row(cells, cell.row)
    elif how == "blank":
        cells[at] = GridCell("", cell.row, cell.column, cell.rowspan, cell.colspan)
    elif how == "other label" and not cell.text.isdigit():
        cells[at] = GridCell("另外一项", cell.row, cell.column, cell.rowspan, cell.colspan)
    else:
        cells.append(GridCell(cell.text, cell.row, cell.column + cell.colspan))
    for key, read_cell in read(edition, cells).cells.items():
        assert read_cell.value in (values[key], None)


@pytest.mark.parametrize(("edition", "id"), TABLES)
def test_misprints_beside_lost_rows_never_shift(edition: str, id: str) -> None:
    """Up to four labels misprinted and up to two rows gone: a label is taken for another only where that is certain."""
    cells, values = filled(edition, id)
    labels = [at for at, cell in enumerate(cells) if is_label(cell.text)]
    rng = random.Random(7)
    for trial in range(40):
        damaged = list(cells)
        for at in rng.sample(labels, min(len(labels), rng.randint(1, 4))):
            cell = damaged[at]
            damaged[at] = GridCell(misprinted(rng, cell.text), cell.row, cell.column, cell.rowspan, cell.colspan)
        for _ in range(rng.randint(0, 2)):
            damaged = _without_row(damaged, rng.choice(damaged).row)
        found = read(edition, damaged).cells
        assert {key: cell.value for key, cell in found.items() if cell.value not in (values[key], None)} == {}, trial


def test_what_was_not_read_is_said() -> None:
    cells, _ = filled("2021", "requests")
    total = next(cell for cell in cells if cell.text.startswith("四、结转"))
    remarks = read("2021", [cell for cell in cells if cell.row != total.row]).tables()[0].remarks
    assert any("没有读到 1 行" in remark.text and "结转下年度" in remark.text for remark in remarks)


def test_a_foreign_table_is_not_ours() -> None:
    reader = TableReader(form_named("2021"))
    assert not reader.read(TableGrid([GridCell("村名", 0, 0), GridCell("户数", 0, 1), GridCell("白沙村", 1, 0)]))
    assert reader.tables() == []
