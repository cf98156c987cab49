"""What the examples give is kept beside them, and is what they still give.

``make examples`` writes it anew.
"""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

import libreoffice
from nianbao import check, draft, load, write
from nianbao.writing import render

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = ("kangrong-2020", "baisha-2024", "qingxi-2024-fazhi")
WRITE = os.environ.get("NIANBAO_WRITE_EXAMPLES") == "1"
KEPT = "样稿"


def said(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What ``nianbao draft`` prints for an example."""
    from nianbao.cli.app import main

    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(sys, "argv", ["nianbao", "draft", folder.name])
    capsys.readouterr()
    with pytest.raises(SystemExit) as done:
        main()
    assert done.value.code == 0
    return capsys.readouterr().out.replace("\\", "/")


def parts(path: Path) -> dict[str, bytes]:
    """A Word file's parts; how they are compressed does not matter."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _picture(kept: Path, folder: Path) -> None:
    """Pictures of two pages, for the READMEs."""
    if libreoffice.program() is None or kept.parent.name != "baisha-2024":
        return
    for number, page in enumerate(libreoffice.pages(kept / "年报.docx", folder, dpi=55), start=1):
        if number in (1, 4):
            shutil.copy(page, kept / f"第{number}页.png")


@pytest.mark.parametrize("name", NAMES)
def test_kept_output_is_true(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    shutil.copy(EXAMPLES / name / "report.yaml", folder)
    screen = said(folder, capsys, monkeypatch)
    report = draft(load(EXAMPLES / name / "report.yaml")).report
    made = tmp_path / "made"
    made.mkdir()
    for file in ("年报.docx", "年报.md", "年报.html"):
        write(report, made / file)
    (made / "终端.txt").write_text(screen, encoding="utf-8", newline="\n")
    kept = EXAMPLES / name / KEPT
    if WRITE:
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(made, kept)
        _picture(kept, tmp_path)
    kept_files = {path.name for path in kept.iterdir() if path.suffix != ".png"}
    assert kept_files == {path.name for path in made.iterdir()}
    for file in ("年报.md", "年报.html", "终端.txt"):
        now = (made / file).read_text(encoding="utf-8")
        assert (kept / file).read_text(encoding="utf-8") == now, f"{file}: run make examples"
    assert parts(kept / "年报.docx") == parts(made / "年报.docx"), "run make examples"


@pytest.mark.parametrize("name", NAMES)
def test_no_error(name: str) -> None:
    result = draft(load(EXAMPLES / name / "report.yaml"))
    assert [item.message for item in result.findings if item.severity == "error"] == []
    assert [
        item.message for item in check(load(EXAMPLES / name / KEPT / "年报.docx")) if item.severity == "error"
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_format_comes_back(name: str) -> None:
    """Word, web page and Markdown give back the same words and figures."""
    report = draft(load(EXAMPLES / name / "report.yaml")).report
    printed = {table.id for table in report.tables}
    assert len(printed) == (0 if "fazhi" in name else 3)
    for suffix in ("docx", "html", "md"):
        back = load(EXAMPLES / name / KEPT / f"年报.{suffix}")
        assert back.title == report.title
        assert [p.text for _, p in back.paragraphs() if p.text] == [p.text for _, p in report.paragraphs() if p.text]
        shown = {id: cell.value for id, cell in report.cells.items() if not id.startswith("handling_fee")}
        assert {id: back.cells[id].value for id in shown} == shown


def test_baisha_has_a_figure_in_every_group() -> None:
    """The example shows every part of the form at work: figures in each block, last year's, a note an aspect."""
    from nianbao.kinds import form_named

    report = load(EXAMPLES / "baisha-2024" / "report.yaml")
    for id in form_named("2021").blocks:
        assert any(cell.value for key, cell in report.cells.items() if key.startswith(f"{id}.")), id
    assert report.last is not None
    assert {note.aspect for note in report.notes} >= {aspect.id for aspect in form_named("2021").aspects}


def test_reproducible() -> None:
    report = draft(load(EXAMPLES / "baisha-2024" / "report.yaml")).report
    assert render(report, ".docx") == render(report, ".docx")
