"""The forms as data: the tables are whole, the identities point at cells, years have one form each."""

from __future__ import annotations

import pytest

from nianbao.errors import FormError, NianbaoError
from nianbao.kinds import Form, editions, editions_marked, form_for, form_named, layout

ALL = [pytest.param(item, id=item.edition) for item in editions("disclosure")]
PRINTED = {"2019": 22 + 161 + 15, "2021": 10 + 175 + 15}


@pytest.mark.parametrize("edition", ALL)
def test_cells(edition: Form) -> None:
    printed = [
        cell.id for table in edition.tables if table.printed for block in table.blocks for cell in block.cells(table.id)
    ]
    assert len(printed) == len(set(printed)) == PRINTED[edition.edition]


@pytest.mark.parametrize("edition", ALL)
def test_a_tables_cells_fill_its_rectangle(edition: Form) -> None:
    for table in edition.tables:
        plan = layout(table)
        taken: dict[tuple[int, int], str] = {}
        for cell in plan.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    assert (row, column) not in taken, f"{cell.text} over {taken[row, column]}"
                    taken[row, column] = cell.text or cell.cell or ""
        assert len(taken) == plan.rows * plan.columns, table.id


@pytest.mark.parametrize("edition", ALL)
def test_identities_point_at_cells(edition: Form) -> None:
    for identity in edition.identities:
        found = edition.instances[identity.id]
        assert found, identity.id
        assert identity.basis


def test_years() -> None:
    assert [form_for("disclosure", year).edition for year in (2019, 2020, 2021, 2025)] == [
        "2019",
        "2019",
        "2021",
        "2021",
    ]
    with pytest.raises(NianbaoError, match="2018"):
        form_for("disclosure", 2018)
    with pytest.raises(FormError, match="2019"):
        form_named("1999")


def test_a_text_says_by_its_labels_which_edition_it_is() -> None:
    assert [item.edition for item in editions_marked("信息内容 本年新制作数量")] == ["2019"]
    assert [item.edition for item in editions_marked("信息内容 本年制\n发件数")] == ["2021"]
