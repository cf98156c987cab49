"""What a clerk writes into a table in Word: her words stay, a figure counts where it is certain, both are told."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jobs.folders import drafted
from jobs.test_conflicts import cell, folder  # noqa: F401
from jobs.test_folder import change
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.new_job import new
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx
from workbooks import Filled

ID = "requests.open.natural"


def stands(path: Path, id: str = ID) -> str:
    return parse_docx(path.read_bytes(), path.name).report.cells[id].raw or ""


def value(folder: Path, id: str = ID) -> Decimal | None:  # noqa: F811
    draft = load(find(folder))
    assert draft is not None
    return draft.report.cells[id].value


WORDS: list[tuple[str, int | None]] = [
    ("3件（另有口头1件）", 3),
    ("3（其中1件延期）", 3),
    ("1,234", 1234),
    ("三件", None),
    ("约3", None),
    ("3/4", None),
    ("无", None),
    ("/", None),
    ("2024年3月", None),
    ("3（应为4）", None),
    ("5件\n另有口头1件", None),
    ("<b>3</b>", None),
]
ROWS = ["open", "partial", "deny1", "deny2", "deny3", "deny4", "deny5", "deny6", "deny7", "deny8", "unable1", "unable2"]


def test_her_words_stay_and_a_figure_counts_where_it_is_certain(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    ids = [f"requests.{row}.legal" for row in ROWS]
    for id, (words, _) in zip(ids, WORDS, strict=True):
        cell(path, words, id)
    taken = take(path)
    for id, (words, counts) in zip(ids, WORDS, strict=True):
        assert any(" ".join(words.split()) in line for line in taken.changes), words
        assert value(folder, id) == counts, words
    assert not [line for line in take(path).changes if "表格“" in line], "taken once"
    for made in ("3", "4"):
        change(folder, f"made: {int(made) - 1},", f"made: {made},")
        done = redraft(find(folder))
        for id, (words, counts) in zip(ids, WORDS, strict=True):
            assert stands(path, id) == (words if words != "1,234" else "1234")
            assert value(folder, id) == counts
            said = [item for item in done.draft.findings if item.code == "SRC20" and item.cell == id]
            assert words == "1,234" or " ".join(words.split()) in said[0].message
            assert any(" ".join(words.split()) in line for line in done.changes), words
    assert not [line for line in take(path).changes if "表格“" in line], "what we wrote is no edit"


def test_a_cleared_cell_is_told_and_stays_clear(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    was = stands(path)
    cell(path, "", ID)
    assert any(f"{was} → 空" in line for line in take(path).changes)
    change(folder, "made: 2,", "made: 3,")
    assert any("取 空" in line for line in redraft(find(folder)).changes)
    assert stands(path) == ""


def table_of(document: Any, id: str, path: Path) -> Any:
    place: Any = parse_docx(path.read_bytes(), path.name).report.cells[id].location
    return document.tables[place.table - 1], place


def _row_deleted(table: Any, place: Any) -> None:
    table._tbl.remove(table.rows[place.row - 1]._tr)


def _row_moved(table: Any, place: Any) -> None:
    row = table.rows[place.row - 1]._tr
    table._tbl.remove(row)
    table._tbl.append(row)


def _row_added(table: Any, place: Any) -> None:
    row = deepcopy(table.rows[place.row - 1]._tr)
    table.rows[place.row - 1]._tr.addnext(row)
    texts = list(row.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
    for item in texts:
        item.text = ""
    texts[-1].text = "另计七件"


def _cell_split(table: Any, place: Any) -> None:
    made = deepcopy(table.rows[place.row - 1]._tr[-1])
    table.rows[place.row - 1]._tr.append(made)


def _table_deleted(table: Any, place: Any) -> None:
    table._tbl.getparent().remove(table._tbl)


def _table_copied(table: Any, place: Any) -> None:
    made = deepcopy(table._tbl)
    table._tbl.addnext(made)
    made.addprevious(deepcopy(table._tbl.getnext().getnext()))
    texts = list(made.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"))
    texts[-1].text = "77"


def _column_added(table: Any, place: Any) -> None:
    for row in table.rows:
        made = deepcopy(row._tr[-1])
        for item in made.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
            item.text = "备注"
        row._tr.append(made)


SHAPES = [_row_deleted, _row_moved, _row_added, _cell_split, _table_deleted, _table_copied, _column_added]


@pytest.mark.parametrize("damage", SHAPES, ids=lambda item: item.__name__.strip("_"))
def test_a_table_of_another_shape_moves_no_figure_and_is_told(folder: Path, damage: Any) -> None:  # noqa: F811
    path = folder / "年报.docx"
    before = parse_docx(path.read_bytes(), path.name).report.cells
    document = Document(str(path))
    table, place = table_of(document, ID, path)
    damage(table, place)
    document.save(str(path))
    taken = take(path)
    said = [*taken.changes, *taken.conflicts, *taken.messages]
    assert "没有发现修改。" not in said or damage is _row_moved, said
    for words in ("另计七件", "77", "备注"):
        if any(words in item.text for row in table.rows for item in row.cells):
            assert any(words in line for line in said), said
    assert any("表" in line for line in said) or damage is _row_moved, said
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    after = parse_docx(path.read_bytes(), path.name).report.cells
    assert {id: item.raw for id, item in after.items() if "requests" in id} == {
        id: item.raw for id, item in before.items() if "requests" in id
    }


def test_words_in_a_cell_are_told_once_and_in_word(tmp_path: Path) -> None:
    """Not at the workbook's cell, which holds a figure; and final refuses what is no figure."""
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷")
    filled = Filled(job.folder / "素材.xlsx")
    filled.declare("rest")
    filled.figures({ID: 35})
    filled.save()
    redraft(job)
    cell(job.folder / "年报.docx", "三十五", ID)
    take(job.folder)
    for findings in (take(job.folder).findings, redraft(job).draft.findings):
        said = [item for item in findings if "三十五" in item.message]
        assert len(said) == 1, [(item.code, item.message) for item in said]
        assert "Word" in said[0].message
        assert "工作表" not in said[0].place
        assert "予以公开" in said[0].place
        assert said[0].fix is not None
        assert "写 0" in said[0].fix.advice
    refused = finalise(job).refused
    assert [item.code for item in refused if "三十五" in item.message] == ["SRC20"]


@pytest.mark.parametrize(("row", "words"), [("行政许可", "“行政许可”一行"), ("行政强制", "“行政强制”一行")])
def test_a_row_deleted_in_word_is_named(folder: Path, row: str, words: str) -> None:  # noqa: F811
    path = folder / "年报.docx"
    document = Document(str(path))
    table = document.tables[0]
    found = next(item for item in table.rows if item.cells[0].text.strip() == row)
    table._tbl.remove(found._tr)
    document.save(str(path))
    said = [line for line in take(path).conflicts if "没有找到" in line]
    assert len(said) == 1, said
    assert words in said[0]
    assert "素材为准" in said[0]
    assert "等 " not in said[0]


def test_a_sentence_that_goes_with_an_emptied_cell_is_told(tmp_path: Path) -> None:
    home = drafted(tmp_path / "白沙镇")
    path = home / "年报.docx"
    document = Document(str(path))
    cell = next(
        row.cells[-1] for table in document.tables for row in table.rows if row.cells[0].text.strip() == "行政处罚"
    )
    for run in cell.paragraphs[0].runs:
        run.text = ""
    document.save(str(path))
    take(path)
    changes = redraft(find(home)).changes
    assert any("没有再写：" in line and "行政处罚" in line for line in changes), changes
    assert not any("没有再写：" in line for line in redraft(find(home)).changes)
