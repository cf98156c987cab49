"""What a clerk took out or wrote against her tables is no finished report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentObject

from cli.program import BAISHA
from jobs.folders import kept
from jobs.test_folder import put
from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.checking.engine import not_finished
from nianbao.checking.rule import RULES
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.dismissals import dismiss
from nianbao.jobs.store.folder import Job


def _drafted(folder: Path, words: str = "") -> Job:
    def make(home: Path) -> None:
        text = BAISHA.read_text(encoding="utf-8")
        assert "  requests:\n    - " in text
        text = text.replace("  requests:\n    - ", f"  requests:\n    - {words}\n    - ", 1) if words else text
        (home / "report.yaml").write_text(text, encoding="utf-8")
        redraft(Job(home))

    return Job(kept(f"with {words}", folder, make))


@pytest.mark.parametrize("heading", [pytest.param("五、", marks=pytest.mark.long), "六、"])
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


def test_a_note_that_gainsays_the_table_is_in_no_draft_and_told(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷", "全年共收到政府信息公开申请35件，全部按期答复。")
    assert any("收到政府信息公开申请35件" in item.text for item in redraft(job).draft.dropped)
    text = "".join(item.text for item in Document(str(job.docx_path)).paragraphs)
    assert "35件" not in text


def _retyped(document: DocumentObject, old: str, new: str) -> None:
    """Type other words in the title or a heading, as a person does."""
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        if old in run.text:
            run.text = run.text.replace(old, new)
            return
    raise AssertionError(old)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2024年\n政府信息公开工作年度报告", "2023年\n政府信息公开工作年度报告", "YEAR09"),
        ("三、收到和处理", "三、受理和处理", "FORM01"),
    ],
)
def test_a_title_or_heading_unlike_the_form_is_final_only_with_a_reason(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    _retyped(document, old, new)
    document.save(str(job.docx_path))
    take(job.docx_path)
    done = finalise(job)
    assert not done.written
    assert [item.code for item in done.refused] == [code]
    assert any("--dismiss" in line for line in done.messages)
    dismiss(job.folder, [code], "上级另有格式")
    assert finalise(job).written


def test_a_cell_emptied_in_word_is_not_final(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    cells = [cell for row in document.tables[1].rows for cell in row.cells]
    cell = next(cell for cell in cells if cell.text.strip().isdigit() and cell.text.strip() != "0")
    for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
        run.text = ""
    document.save(str(job.docx_path))
    take(job.docx_path)
    done = finalise(job)
    assert not done.written
    assert "TABLE07" in [item.code for item in done.refused]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("【县政府考核结果为良好】", "PAIR06"),
        ("【社会评议满意率为95%】待填。", "PAIR06"),
        ("社会评议待填。", "PAIR06"),
        ("工作考核结果情况。", "FORM13"),
        ("好的，以下是为您整理的内容：清理过期信息。", "PAIR06"),
        ("|月份|次数|", "PAIR06"),
        ("*政策解读**：制作图解。", "PAIR06"),
        ("小王确认一下。", "PAIR06"),
        ("同上。", "PAIR06"),
    ],
)
def test_what_was_left_by_oversight_is_not_final(tmp_path: Path, words: str, code: str) -> None:
    """Half-filled blanks, and what came along from a chat window."""
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    (home,) = [item for item in document.paragraphs if "政务公开占站所年度考核的4分" in item.text]
    home.runs[-1].text += words
    document.save(str(job.docx_path))
    take(job.docx_path)
    redraft(job)
    done = finalise(job)
    assert not done.written
    assert code in [item.code for item in done.refused]


def test_an_attachment_that_is_not_there_is_told(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷", "开展培训2次，培训情况见附件3")
    dismiss(job.folder, ["SRC21"], "已读")
    (told,) = [item for item in finalise(job).open if item.code == "PAIR06"]
    assert told.quote == "见附件3"
    assert "年报没有附件" in told.message


def test_half_a_sentence_is_told(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    (home,) = [item for item in document.paragraphs if "政务公开占站所年度考核的4分" in item.text]
    home.insert_paragraph_before("另外，针对群众反映的")
    document.save(str(job.docx_path))
    take(job.docx_path)
    (told,) = [item for item in finalise(job).open if item.code == "TEXT02"]
    assert told.quote == "另外，针对群众反映的"


def test_the_last_of_a_list_typed_in_word_is_no_heading(tmp_path: Path) -> None:
    """Without its stop it looks like one, and in a style that was made of that it is none either."""
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    (home,) = [item for item in document.paragraphs if "政务公开占站所年度考核的4分" in item.text]
    for text in ("1.开展自查；", "2.整改问题3个；", "3.建立整改台账"):
        home.insert_paragraph_before(text)
    document.save(str(job.docx_path))
    take(job.docx_path)
    redraft(job)
    document = Document(str(job.docx_path))
    (last,) = [item for item in document.paragraphs if "建立整改台账" in item.text]
    assert not last.style.name.startswith("Heading")
    last.style = document.styles["Heading 3"]
    put(last, "3.建立整改台账和清单。")
    document.save(str(job.docx_path))
    take(job.docx_path)
    done = finalise(job)
    assert not {"FORM15", "FORM12"} & {item.code for item in (*done.refused, *done.open)}


def test_brackets_that_belong_are_final(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷", "按照云政办发【2024】12号文件要求，上线“您问我答”栏目")
    assert not [item for item in finalise(job).refused if item.code == "PAIR06"]


def test_a_check_that_broke_off_is_told_with_the_finished_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = _drafted(tmp_path / "卷")
    before = finalise(job).open
    rule = RULES["DUP01"]

    def broken(_: Context) -> Iterator[Finding]:
        raise KeyError(rule.code)

    monkeypatch.setattr("nianbao.checking.engine.not_finished", not_finished)
    monkeypatch.setitem(RULES, rule.code, replace(rule, check=broken))
    [said] = [item for item in finalise(job).open if item not in before]
    assert said.code == rule.code
    assert "没有检查完" in said.message


def test_what_must_not_be_published_is_not_asked_for_again(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷", "李四 13812345678 申请公开征地补偿")
    report = redraft(job).draft
    assert "13812345678" not in "".join(item.text for item in report.report.sentences())
    said = [str(item.fix.advice) for item in report.findings if item.code == "SRC01" and item.fix]
    assert said
    assert all(line.startswith("不要补写") for line in said)


def test_a_date_that_no_calendar_has_is_not_final(tmp_path: Path) -> None:
    job = _drafted(tmp_path / "卷")
    document = Document(str(job.docx_path))
    [last] = [item for item in document.paragraphs if item.text == "2025年1月15日"]
    put(last, "2025年1月32日")
    document.save(str(job.docx_path))
    take(job.docx_path)
    assert "LAW07" in {item.code for item in finalise(job).refused}
