"""The forms as data: the tables are whole, the identities point at cells, years have one form each."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from nianbao.errors import FormError, NianbaoError
from nianbao.kinds import Form, editions, editions_marked, form_for, form_named, layout, load_form

ALL = [pytest.param(item, id=item.edition) for item in editions()]
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
    assert [form_for(year).edition for year in (2019, 2020, 2021, 2025)] == ["2019", "2019", "2021", "2021"]
    with pytest.raises(NianbaoError, match="2018"):
        form_for(2018)
    with pytest.raises(FormError, match="2019"):
        form_named("1999")


def test_a_text_says_by_its_labels_which_edition_it_is() -> None:
    assert [item.edition for item in editions_marked("信息内容 本年新制作数量")] == ["2019"]
    assert [item.edition for item in editions_marked("信息内容 本年制\n发件数")] == ["2021"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"edition": "x"}, "name"),
        ({"identities": [{"id": "A", "code": "T", "block": "nowhere", "each": "row"}]}, "identities"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_form_is_refused_with_its_place(wrong: dict[str, object], words: str, tmp_path_factory: object) -> None:
    from tempfile import mkdtemp

    path = Path(mkdtemp()) / "wrong.yaml"
    source = Path(__file__).parent.parent / "third_edition" / "2026.yaml"
    data = {} if words == "name" else yaml.safe_load(source.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump(data | wrong, allow_unicode=True), encoding="utf-8")
    with pytest.raises(FormError, match=r"wrong\.yaml") as refused:
        load_form(path)
    assert words in str(refused.value)


def test_two_identities_of_one_name_are_refused(tmp_path: Path) -> None:
    source = Path(__file__).parent.parent / "third_edition" / "2026.yaml"
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    data["identities"].append(data["identities"][0])
    path = tmp_path / "wrong.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(FormError, match="勾稽关系的 id 有重复"):
        load_form(path)
