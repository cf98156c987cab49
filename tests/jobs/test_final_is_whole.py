"""What a clerk took out or wrote against her tables is no finished report."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from cli.program import BAISHA
from nianbao.jobs.final import finalise
from nianbao.jobs.folder import Job
from nianbao.jobs.redraft import redraft
from nianbao.jobs.take import take


def _drafted(folder: Path, words: str = "") -> Job:
    folder.mkdir()
    text = BAISHA.read_text(encoding="utf-8")
    assert "  requests:\n    - " in text
    text = text.replace("  requests:\n    - ", f"  requests:\n    - {words}\n    - ", 1) if words else text
    (folder / "report.yaml").write_text(text, encoding="utf-8")
    job = Job(folder)
    redraft(job)
    return job


@pytest.mark.parametrize("heading", ["五、", "六、"])
def test_a_chapter_taken_out_in_word_is_told_and_not_final(tmp_path: Path, heading: str) -> None:
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    gone = False
    for paragraph in list(document.paragraphs):
        if paragraph.style.name.startswith("Heading 1"):
            gone = paragraph.text.startswith(heading)
        if gone:
            paragraph._element.getparent().remove(paragraph._element)
    document.save(str(job.docx_path))
    take(job.docx_path)
    redraft(job)
    done = finalise(job)
    assert not done.written
    assert any(item.code == "FORM14" and heading in item.message for item in done.refused)


def test_a_note_that_gainsays_the_table_is_an_error_in_the_draft_as_it_is_in_the_file(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷", "全年共收到政府信息公开申请35件，全部按期答复。")
    done = finalise(job)
    assert not done.written
    assert [item.quote for item in done.refused if item.code == "NUM01"] == ["共收到政府信息公开申请35件"]
