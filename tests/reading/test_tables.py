"""Cells are found by labels: damage costs cells, never shifts them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.forms import editions, form, layout
from nianbao.reading.tables import Grid, Slot, match_table


def grid_of(edition: str, id: str) -> tuple[Grid, dict[str, Decimal]]:
    """The form's table with a different figure in every cell."""
    plan = layout(form(edition).table(id))
    grid: Grid = [[None] * plan.columns for _ in range(plan.rows)]
    values: dict[str, Decimal] = {}
    for number, cell in enumerate(plan.cells):
        if cell.cell:
            values[cell.cell] = Decimal(number + 1)
        slot = Slot(str(number + 1) if cell.cell else cell.text)
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                grid[row][column] = slot
    return grid, values


TABLES = [(item.edition, table.id) for item in editions() for table in item.tables if table.printed]


@pytest.mark.parametrize(("edition", "id"), TABLES)
def test_every_cell(edition: str, id: str) -> None:
    grid, values = grid_of(edition, id)
    matched = match_table(grid, form(edition).table(id))
    assert {key: cell.value for key, cell in matched.cells.items()} == values
    assert matched.remarks == []


@pytest.mark.parametrize(("edition", "id"), TABLES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_damage_never_shifts(edition: str, id: str, data: st.DataObject) -> None:
    grid, values = grid_of(edition, id)
    row = data.draw(st.integers(0, len(grid) - 1))
    column = data.draw(st.integers(0, len(grid[0]) - 1))
    how = data.draw(st.sampled_from(["drop row", "drop column", "double row", "blank", "none"]))
    if how == "drop row":
        del grid[row]
    elif how == "drop column":
        for line in grid:
            del line[column]
    elif how == "double row":
        grid.insert(row, list(grid[row]))
    elif how == "blank":
        grid[row][column] = Slot("")
    else:
        grid[row][column] = None
    matched = match_table(grid, form(edition).table(id))
    for key, cell in matched.cells.items():
        assert cell.value in (values[key], None)
