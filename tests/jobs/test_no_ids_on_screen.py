"""What a clerk reads names facts, cells and identities by their words, never by the ids that the program has."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from docx import Document

from cli.program import Run
from jobs.folders import drafted
from jobs.test_folder import put

Main = Callable[..., Run]
_ID = re.compile(r"[A-Za-z_]+(?:[.:][A-Za-z0-9_]+)+(?<!json)(?<!docx)(?<!xlsx)(?<!yaml)(?<!html)|\bT[0-9]-[A-Z]+")


def _disagreeing(folder: Path) -> None:
    """A figure of a sentence written otherwise in Word, and a total of a table that is none."""
    document = Document(str(folder / "年报.docx"))
    held = next(item for item in document.paragraphs if re.search(r"[0-9]+次", item.text))
    for run in held.runs:
        if re.fullmatch(r"[0-9]+次?", run.text):
            run.text = "971次"
            break
    else:
        put(held, re.sub(r"[0-9]+次", "971次", held.text, count=1))
    table = document.tables[1]
    table.rows[3].cells[-1].paragraphs[0].runs[0].text = "88"
    document.save(str(folder / "年报.docx"))


def test_no_id_is_shown(tmp_path: Path, main: Main) -> None:
    folder = drafted(tmp_path / "白沙镇")
    _disagreeing(folder)
    assert not _ID.findall(main("take", folder).said)
    done = main("check", folder)
    assert done.code == 1
    assert "971次" in done.out
    assert not _ID.findall(done.out.replace(str(folder), "")), done.out
    assert '"事实": "note.' in main("check", folder, "--format", "json").out  # programs keep them
    main("check", folder, "-o", tmp_path / "问题.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "问题.xlsx").active
    assert sheet is not None
    words = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert not [word for word in words if _ID.search(word.replace(str(folder), ""))]
    main("check", folder, "-o", tmp_path / "问题.html")
    assert "note.n" not in (tmp_path / "问题.html").read_text(encoding="utf-8")


def test_every_file_that_is_written_is_named(tmp_path: Path, main: Main) -> None:
    folder = drafted(tmp_path / "白沙镇")
    for name in ("稿2.html", "稿2.md", "稿2.docx"):
        assert str(tmp_path / name) in main("draft", folder, "-o", tmp_path / name).out, name
        assert (tmp_path / name).exists()
