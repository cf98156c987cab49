"""A clerk's edits made in LibreOffice itself: every one is still there after take, a changed figure, and a redraft."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import libreoffice
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx
from nianbao.report import Report

pytestmark = pytest.mark.libreoffice

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "baisha-2024" / "report.yaml"
OWN = "年底向县政府办公室报送了自查情况。"
EDITS: list[list[Any]] = [
    ["replace", "平均3个工作日办结", "平均2个工作日办结"],
    ["split", "新收数量比上年"],
    ["join", "清理专栏内过期信息"],
    ["delete", "2024年，我镇依照"],
    ["move", "请县人大代表和群众代表20人评议", "5月，我镇新设惠民补贴查询栏"],
    ["add", "疑难件送县司法局会商", OWN],
    ["replace", "全年作出行政许可决定38件", "全年作出行政许可决定39件"],
    ["cell", "行政处罚", 1, "15"],
]


def edited(path: Path, edits: list[list[Any]], folder: Path) -> None:
    """Let LibreOffice make edits in a Word file."""
    folder.mkdir(exist_ok=True)
    command = [libreoffice.python_with_uno(), str(HERE.parent / "uno_edit.py"), str(folder), str(path)]
    done = subprocess.run(
        command, input=json.dumps(edits), env=libreoffice.environment(folder), capture_output=True, text=True,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A drafted job."""
    home = tmp_path / "白沙镇"
    home.mkdir()
    shutil.copy(EXAMPLE, home / "report.yaml")
    redraft(find(home))
    return home


def printed(folder: Path, name: str = "年报.docx") -> Report:
    return parse_docx((folder / name).read_bytes(), name).report


def texts(report: Report) -> list[str]:
    return [paragraph.text for _, paragraph in report.paragraphs()]


def change_figures(folder: Path) -> None:
    """Another count of documents and of requests, in the clerk's own input."""
    path = folder / "report.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("made: 2, repealed: 1, in_force: 6", "made: 3, repealed: 1, in_force: 7")
    path.write_text(text.replace("new: {natural: 9,", "new: {natural: 10,"), encoding="utf-8")


def assert_kept(folder: Path) -> None:
    """Every edit is in the Word file; what nobody touched follows the figures."""
    report = printed(folder)
    lines, whole = texts(report), "".join(texts(report))
    assert "平均2个工作日办结" in whole
    assert "平均3个工作日" not in whole
    assert any(line.startswith("新收数量比上年的10件增加5件") for line in lines), "the split stands"
    joined = next(line for line in lines if "清理专栏内过期信息" in line)
    assert "政府信息公开平台建设" in joined, "the join stands"
    assert "2024年，我镇依照" not in whole, "the deleted paragraph does not come back"
    moved = next(number for number, line in enumerate(lines) if "请县人大代表和群众代表20人评议" in line)
    place = next(number for number, line in enumerate(lines) if "新设惠民补贴查询栏" in line)
    assert moved == place - 1, "the moved paragraph stays where it was put"
    assert whole.count("请县人大代表和群众代表20人评议") == 1
    assert lines[next(i for i, line in enumerate(lines) if "疑难件送县司法局会商" in line) + 1] == OWN
    assert "行政许可决定39件" in whole
    assert report.cells["enforcement.penalty.decisions"].raw == "15"


@pytest.mark.parametrize("marked", [True, False], ids=["with bookmarks", "without bookmarks"])
def test_every_edit_survives(folder: Path, tmp_path: Path, marked: bool) -> None:
    path = folder / "年报.docx"
    edited(path, EDITS if marked else [*EDITS, ["unmark"]], tmp_path / "office")
    names = parse_docx(path.read_bytes(), "年报.docx").bookmarks.values()
    assert any(names) == marked
    before = texts(printed(folder))
    taken = take(path)
    assert taken.changes
    change_figures(folder)
    done = redraft(find(folder))
    assert_kept(folder)
    whole = "".join(texts(printed(folder)))
    assert "制发行政规范性文件3件，废止1件，年末现行有效7件。" in whole
    assert "新收政府信息公开申请15件，其中自然人10件" in whole
    lost = [line for line in before if line not in texts(printed(folder))]
    assert all(any(word in line for word in ("规范性文件", "新收", "行政处罚决定")) for line in lost), lost
    sides = [item.message for item in done.draft.findings if "39" in item.message]
    assert any("38" in message for message in sides), "a figure typed over a fact is a finding with both sides"
    again = redraft(find(folder))
    assert_kept(folder)
    assert again.draft.report.sections == done.draft.report.sections


def test_edits_in_two_rounds(folder: Path, tmp_path: Path) -> None:
    path = folder / "年报.docx"
    edited(path, EDITS[:4], tmp_path / "office")
    take(path)
    edited(path, EDITS[4:], tmp_path / "office")
    take(path)
    change_figures(folder)
    redraft(find(folder))
    assert_kept(folder)


def test_edits_not_taken_back_are_not_overwritten(folder: Path, tmp_path: Path) -> None:
    path = folder / "年报.docx"
    edited(path, EDITS, tmp_path / "office")
    data = path.read_bytes()
    change_figures(folder)
    done = redraft(find(folder))
    assert path.read_bytes() == data
    assert (folder / "年报（2）.docx").exists()
    assert any("nianbao take" in line and "年报.docx" in line for line in done.messages)
    take(path)
    redraft(find(folder))
    assert_kept(folder)


def test_saving_without_an_edit_is_no_edit(folder: Path, tmp_path: Path) -> None:
    path = folder / "年报.docx"
    edited(path, [], tmp_path / "office")
    assert take(path).changes == []
    odt = libreoffice.convert(path, "odt", tmp_path)
    shutil.copy(libreoffice.convert(odt, "docx:MS Word 2007 XML", tmp_path), path)
    assert take(path).changes == []
