"""take changes only a folder that was named, prints it, and its messages can be run as they stand."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from typer.testing import CliRunner

import libreoffice
from jobs.folders import drafted
from jobs.test_folder import put
from nianbao.cli.app import app
from nianbao.errors import InputError, JobError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.folder import find
from nianbao.report import DRAFT_PROPERTY

OWN = "本年没有更正过已公开的信息。"


def append(path: Path, text: str = OWN, after: str = "过期信息") -> None:
    document = Document(str(path))
    next(item for item in document.paragraphs if after in item.text).runs[-1].text += text
    document.save(str(path))


def without_id(path: Path) -> None:
    document: Any = Document(str(path))
    for relation in document.part.package.rels.values():
        if relation.reltype.endswith("/custom-properties"):
            relation.target_part._blob = relation.target_part.blob.replace(DRAFT_PROPERTY.encode(), b"other")
    document.save(str(path))


def held(folder: Path) -> bytes:
    return (folder / "草稿.json").read_bytes()


def test_a_file_of_another_unit_changes_no_folder(tmp_path: Path) -> None:
    """Its draft lies in the folder next door, which nobody named."""
    here, there = drafted(tmp_path / "康荣镇", "kangrong-2020"), drafted(tmp_path / "白沙镇")
    came = here / "收到的.docx"
    shutil.copy(there / "年报.docx", came)
    append(came)
    before = held(here), held(there)
    with pytest.raises(JobError, match="另一份报告"):
        take(came)
    assert (held(here), held(there)) == before


def test_a_file_beside_the_folders_asks_which_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drafted(tmp_path / "白沙镇 2024")
    came = tmp_path / "退回 的.docx"
    shutil.copy(folder / "年报.docx", came)
    append(came)
    before = held(folder)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["take", "退回 的.docx"])
    assert done.exit_code != 0
    said = str(done.exception)
    assert held(folder) == before
    run = re.search(r"nianbao (.+)$", said)
    assert run is not None, said
    done = CliRunner().invoke(app, shlex.split(run[1]))
    assert OWN in done.output
    assert "白沙镇 2024" in done.output
    assert held(folder) != before


def test_a_named_folder_must_be_the_files_own(tmp_path: Path) -> None:
    other, own = drafted(tmp_path / "康荣镇", "kangrong-2020"), drafted(tmp_path / "白沙镇")
    before = held(other)
    with pytest.raises(JobError, match="另一份报告"):
        take(own / "年报.docx", other)
    assert held(other) == before


def test_two_folders_of_one_unit_stay_apart(tmp_path: Path) -> None:
    """A copy of the whole folder has the same draft id: a file is taken into the folder that it lies in."""
    first = drafted(tmp_path / "白沙镇")
    second = tmp_path / "白沙镇 - 副本"
    shutil.copytree(first, second)
    before = held(first)
    append(second / "年报.docx")
    assert take(second / "年报.docx").job.folder == second
    assert held(first) == before


def test_a_file_in_a_folder_of_the_job_belongs_to_it(tmp_path: Path) -> None:
    folder = drafted(tmp_path / "白沙镇")
    came = folder / "退回" / "改.docx"
    came.parent.mkdir()
    shutil.copy(folder / "年报.docx", came)
    append(came)
    assert [line for line in take(came).changes if OWN in line]


@pytest.mark.parametrize(("title", "why"), [("康荣镇人民政府2024年", "康荣镇"), ("云岭县白沙镇人民政府2023年", "2023")])
def test_a_report_without_an_id_must_be_of_the_same_unit_and_year(tmp_path: Path, title: str, why: str) -> None:
    folder = drafted(tmp_path / "白沙镇")
    came = folder / "别的.docx"
    shutil.copy(folder / "年报.docx", came)
    without_id(came)
    document = Document(str(came))
    first = next(item for item in document.paragraphs if item.text.strip())
    put(first, f"{title}政府信息公开工作年度报告")
    document.save(str(came))
    before = held(folder)
    with pytest.raises(JobError, match=why):
        take(came)
    assert held(folder) == before


def test_what_to_run_is_given_with_its_folder_and_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drafted(tmp_path / "白沙镇 2024")
    append(folder / "年报.docx")
    text = (folder / "report.yaml").read_text(encoding="utf-8")
    (folder / "report.yaml").write_text(text.replace("made: 2,", "made: 3,"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(app, ["draft", "白沙镇 2024"]).output
    assert f'nianbao take "{Path("白沙镇 2024") / "年报.docx"}"' in said
    said = CliRunner().invoke(app, ["take", "白沙镇 2024"]).output
    assert 'nianbao draft "白沙镇 2024"' in said


def test_a_doc_without_libreoffice_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drafted(tmp_path / "白沙镇")
    path = folder / "年报.doc"
    path.write_bytes(b"{\\rtf1 \\ansi text}")
    monkeypatch.setattr("nianbao.reading.libreoffice.soffice", lambda: None)
    with pytest.raises(InputError, match="LibreOffice") as caught:
        take(path)
    assert "另存为 .docx" in str(caught.value)


@pytest.mark.libreoffice
def test_a_doc_saved_by_wps_is_taken_back(tmp_path: Path) -> None:
    folder = drafted(tmp_path / "白沙镇")
    append(folder / "年报.docx")
    old = libreoffice.convert(folder / "年报.docx", "doc:MS Word 97", tmp_path)
    shutil.copy(old, folder / "年报.doc")
    taken = take(folder / "年报.doc")
    assert any(OWN in line for line in taken.changes)
    assert not [line for line in taken.changes if OWN not in line]
    assert any("LibreOffice" in line for line in taken.messages)
    assert take(folder / "年报.doc").changes == []


@pytest.mark.parametrize("kind", ["记录.docx", "素材.xlsx", "年报.pdf"])
def test_a_file_that_is_no_report_is_not_taken(tmp_path: Path, kind: str) -> None:
    folder = drafted(tmp_path / "卷")
    before = (folder / "草稿.json").read_bytes()
    path = tmp_path / kind
    if kind.endswith(".docx"):
        document = Document()
        document.add_paragraph("全年公开信息203条，培训2次，来了46人。")
        document.save(str(path))
    elif kind.endswith(".xlsx"):
        from openpyxl import Workbook

        Workbook().save(path)
    else:
        path.write_bytes(b"%PDF-1.4\n")
    with pytest.raises(InputError) as refused:
        take(path, folder)
    assert "请" in str(refused.value)
    assert "结尾" not in str(refused.value)
    assert (folder / "草稿.json").read_bytes() == before


def test_several_folders_with_its_draft_are_all_named_and_none_is_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup of the folder lies beside it, and a copy that was begun for another unit."""
    folder = drafted(tmp_path / "白沙镇")
    shutil.copytree(folder, tmp_path / "备份 11月")
    other = Path(shutil.copytree(folder, tmp_path / "康荣镇"))
    text = (other / "report.yaml").read_text(encoding="utf-8")
    (other / "report.yaml").write_text(text.replace("白沙镇", "康荣镇"), encoding="utf-8")
    redraft(find(other))
    came = tmp_path / "收到" / "退回.docx"
    came.parent.mkdir()
    shutil.copy(folder / "年报.docx", came)
    append(came)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(JobError) as error:
        take(came)
    said = str(error.value)
    assert "有 2 个" in said
    assert "白沙镇" in said
    assert "备份 11月" in said
    assert str(other) not in said
    assert "--folder 白沙镇" not in said
    assert "--folder 文件夹" in said
    for name in ("白沙镇", "备份 11月", "康荣镇"):
        assert OWN not in (tmp_path / name / "草稿.json").read_text(encoding="utf-8")
    assert any(OWN in line for line in take(came, folder).changes)


def test_a_copy_for_another_unit_is_not_the_files_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = drafted(tmp_path / "白沙镇")
    came = tmp_path / "收到" / "退回.docx"
    came.parent.mkdir()
    shutil.copy(folder / "年报.docx", came)
    text = (folder / "report.yaml").read_text(encoding="utf-8")
    (folder / "report.yaml").write_text(text.replace("白沙镇", "康荣镇"), encoding="utf-8")
    redraft(find(folder))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(JobError, match="没有找到它的草稿"):
        take(came)
