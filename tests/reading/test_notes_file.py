"""A clerk's notes in a text or Word file: every word in a note or told, sorted only where the words are certain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from cli.program import Run
from nianbao.errors import InputError
from nianbao.jobs.flow.new_job import new
from nianbao.kinds import form_for
from nianbao.reading import read
from nianbao.reading.notes_file import NotesRead, read_notes
from workbooks import Filled

Main = Callable[..., Run]
TEXT = """白沙镇政府信息公开工作记录

一、主动公开
1. 在县政府网站专栏公开政府信息126条，其中政策解读4条。
2. 村务公开栏公示惠民补贴12期

（二）依申请公开情况：
全年收到申请3件，都是党政办受理。

组织信息公开业务培训2次，参训56人次。清理过期信息40条。县里考核等次为良好。
更新公众号栏目。
今年去敬老院慰问两次。

存在问题
1、公开栏更新不及时
2、政策解读形式单一
改进措施：
1、每月更新一次公开栏
其他：没有收取信息处理费。
=1+1 开头的一句
"""


def sorted_of(path: Path) -> tuple[NotesRead, dict[str, list[str]]]:
    done = read_notes(path, form_for("disclosure", 2025))
    by: dict[str, list[str]] = {}
    for note in done.notes:
        by.setdefault(note.aspect, []).append(note.text)
    return done, by


def words(done: NotesRead) -> str:
    return "".join(
        [*(note.text for note in done.notes), *(item.problem + item.measure for item in done.problems), *done.told]
    )


def test_lines_are_sorted_where_their_words_are_certain(tmp_path: Path) -> None:
    path = tmp_path / "记录.txt"
    path.write_text(TEXT, encoding="utf-8")
    done, by = sorted_of(path)
    assert by["proactive"] == ["在县政府网站专栏公开政府信息126条，其中政策解读4条。", "村务公开栏公示惠民补贴12期"]
    assert by["requests"] == ["全年收到申请3件，都是党政办受理。"]
    assert by["supervision"] == ["组织信息公开业务培训2次，参训56人次。", "县里考核等次为良好。"]
    assert by["management"] == ["清理过期信息40条。"]
    assert by["platform"] == ["更新公众号栏目。"]
    assert by["other"] == ["没有收取信息处理费。"]
    assert by[""] == ["白沙镇政府信息公开工作记录", "今年去敬老院慰问两次。", "=1+1 开头的一句"]
    assert [(item.problem, item.measure) for item in done.problems] == [
        ("公开栏更新不及时", "每月更新一次公开栏"), ("政策解读形式单一", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_nothing_of_the_file_is_lost(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "记录.txt"
    path.write_bytes(TEXT.replace("白沙镇政府信息公开工作记录\n", "").encode(encoding))
    done, _ = sorted_of(path)
    said = words(done)
    for line in TEXT.splitlines()[1:]:
        for piece in line.replace("。", "；").replace("：", "；").split("；"):
            assert piece.strip().lstrip("12、. ") in said, piece


def test_a_word_file_with_a_table_and_headings(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("（一）主动公开", 2)
    document.add_paragraph("公示惠民补贴12期。", style="List Number")
    document.add_paragraph("发布政策解读4条。", style="List Number")
    document.add_heading("其他工作亮点", 2)
    document.add_paragraph("获评县级优秀。")
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows,
        [("监督保障", "党政办主任分管。"), ("平台建设", "换公开栏2块。"), ("食堂", "改造一处。")],
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "记录.docx"))
    done, by = sorted_of(tmp_path / "记录.docx")
    assert by["proactive"] == ["公示惠民补贴12期。", "发布政策解读4条。"]
    assert by["supervision"] == ["党政办主任分管。"]
    assert by["platform"] == ["换公开栏2块。"]
    assert by[""] == ["获评县级优秀。", "食堂：改造一处。"]
    assert any("其他工作亮点" in line for line in done.told)


def test_one_huge_paragraph_is_cut_into_sentences(tmp_path: Path) -> None:
    path = tmp_path / "记录.txt"
    path.write_text("组织业务培训2次。更新公众号栏目12期。" * 400 + "很长没有句号" * 2000, encoding="utf-8")
    done, by = sorted_of(path)
    assert len(by["supervision"]) == len(by["platform"]) == 400
    assert "".join(by[""]) == "很长没有句号" * 2000
    assert max(len(note.text) for note in done.notes) < 32_000


def test_last_years_report_is_refused_and_its_own_option_named(tmp_path: Path) -> None:
    path = tmp_path / "去年.txt"
    path.write_text(
        "白沙镇人民政府2024年政府信息公开工作年度报告\n一、总体情况\n公开30条。\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n公告慢。\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"--previous 去年\.txt"):
        read_notes(path, form_for("disclosure", 2025))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.txt", b"", "空"),
        ("空白.txt", "\n　\n  \n".encode(), "没有读到素材"),
        ("素材.xlsx", b"PK", "nianbao draft"),
        ("扫描.pdf", b"%PDF-1.4", "另存为"),
        ("坏.docx", b"PK\x03\x04xx", "坏.docx"),
    ],
)
def test_a_file_that_holds_no_notes(name: str, data: bytes, said: str, tmp_path: Path, main: Main) -> None:
    (tmp_path / name).write_bytes(data)
    done = main("new", "白沙镇人民政府", "--year", "2025", "--notes", tmp_path / name, "--folder", tmp_path / "卷")
    assert done.code == 2, done.said
    assert said in done.err
    assert not (tmp_path / "卷").exists()


def test_new_fills_the_workbook_and_drafting_asks_for_what_is_open(tmp_path: Path, main: Main) -> None:
    path = tmp_path / "记录.txt"
    path.write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "卷"
    done = main("new", "白沙镇人民政府", "--year", "2025", "--within", "云岭县", "--notes", path, "--folder", folder)
    assert done.code == 0, done.said
    assert "主动公开 2 条" in done.out
    assert "还有 3 条看不出写在哪个方面" in done.out
    book = load_workbook(folder / "素材.xlsx")
    assert "=1+1 开头的一句" in [cell.value for row in book["素材"].iter_rows() for cell in row]
    refused = main("draft", folder)
    assert refused.code == 2
    assert refused.err.count("没有选方面") == 1
    assert refused.err.count("行") >= 3
    assert "把这一行的内容清空" in refused.err
    filled = Filled(folder / "素材.xlsx")
    for row in filled.book["素材"].iter_rows(min_row=2):
        if row[7].value and not row[0].value:
            row[0].value = "其他需要报告的事项"
    filled.declare("rest")
    filled.save()
    drafted = main("draft", folder)
    assert drafted.code in (0, 1), drafted.said
    text = "".join(paragraph.text for _, paragraph in read(folder / "年报.docx").paragraphs())
    for said in ("惠民补贴12期", "56人次参加", "过期信息40条", "=1+1", "公开栏更新不及时", "敬老院"):
        assert said in text, said


def test_drafting_from_a_text_file(tmp_path: Path, main: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("记录.txt").write_text("更新公众号栏目12期。\n组织业务培训2次。\n", encoding="utf-8")
    done = main("draft", "记录.txt", "--unit", "云岭县白沙镇人民政府", "--year", "2025")
    assert "记录/年报.docx" in done.out, done.said
    assert Path("记录/素材.xlsx").is_file()
    text = "".join(paragraph.text for _, paragraph in read(Path("记录/年报.docx")).paragraphs())
    assert "公众号栏目12期" in text
    again = main("draft", "记录.txt", "--unit", "云岭县白沙镇人民政府", "--year", "2025")
    assert again.code == 2
    assert "nianbao draft 记录" in again.err
    assert main("draft", "记录.txt", "--unit", "云岭县白沙镇人民政府").code == 2
    assert main("draft", "记录.txt").code == 2


@pytest.mark.libreoffice
def test_an_old_word_file(tmp_path: Path) -> None:
    import libreoffice

    document = Document()
    document.add_paragraph("主动公开")
    document.add_paragraph("公示惠民补贴12期。")
    document.save(str(tmp_path / "记录.docx"))
    _, by = sorted_of(libreoffice.convert(tmp_path / "记录.docx", "doc"))
    assert by["proactive"] == ["公示惠民补贴12期。"]


def test_an_unknown_aspect_is_told_what_belongs_where(tmp_path: Path, main: Main) -> None:
    job = new("白沙镇人民政府", year=2025, within=("云岭县",), folder=tmp_path / "卷")
    filled = Filled(job.folder / "素材.xlsx")
    filled.row("素材", 方面="信息公开", 自由描述="公开30条。")
    filled.row("素材", 方面="平台建没", 自由描述="换栏2块。")
    filled.save()
    done = main("draft", job.folder)
    assert "没有“信息公开”这个方面。是不是" not in done.err
    assert "主动公开（全年公开了多少条" in done.err
    assert "没有“平台建没”这个方面。是不是“平台建设”？" in done.err or "政府信息公开平台建设" in done.err


def test_paired_stars_are_no_list_mark(tmp_path: Path) -> None:
    path = tmp_path / "记录.txt"
    path.write_text("**政策解读**：制作图解2期\n* 公示惠民补贴12期\n*清理过期信息40条\n", encoding="utf-8")
    done, _ = sorted_of(path)
    texts = [note.text for note in done.notes]
    assert texts[1:] == ["公示惠民补贴12期", "清理过期信息40条"]
    assert texts[0] in ("**政策解读**：制作图解2期", "政策解读：制作图解2期")


def test_what_stands_beside_a_word_files_body_is_told(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "党政办2025年流水账"
    document.add_paragraph("公示惠民补贴12期。")
    document.save(str(tmp_path / "记录.docx"))
    done, _ = sorted_of(tmp_path / "记录.docx")
    assert any("党政办2025年流水账" in line for line in done.told), done.told


def test_bytes_that_begin_as_a_text_are_none(tmp_path: Path) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(b"\xff\xfe\x00garb\x01")
    with pytest.raises(InputError, match="不是文本文件"):
        read_notes(path, form_for("disclosure", 2025))


def test_what_was_not_read_of_a_word_file_names_it_once(tmp_path: Path, main: Main) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "内部记录 第一册"
    document.add_paragraph("1. 主动公开政府信息126条。")
    document.add_paragraph("1、3月，培训信息员12人。")
    path = tmp_path / "记录.docx"
    document.save(str(path))
    done = main("new", "白沙镇人民政府", "--year", "2025", "--notes", path, "--folder", tmp_path / "卷")
    assert done.code == 0, done.said
    line = next(line for line in done.out.splitlines() if "正文以外的字" in line)
    assert line.count("记录.docx") == 1
    assert "“1.”" in done.out
    assert "1、3月，培" in done.out
