"""What is told of a taken Word file: what was taken is not told as lost, comments with their sentence and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from jobs.additions import W, add, own_table, text_box
from jobs.folders import drafted
from jobs.test_additions import folder  # noqa: F401
from jobs.test_conflicts import cell
from jobs.test_folder import OWN, append, change, retype
from jobs.test_marks_in_word import resolve
from nianbao.errors import JobError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx

REMARK = "这个数请再核一下"
SENTENCE = "清理专栏内过期信息"


def tracked(path: Path, id: str, old: str, new: str) -> None:
    """Change a figure of a table in tracked changes."""
    place = parse_docx(path.read_bytes(), path.name).report.cells[id].location
    document = Document(str(path))
    paragraph = document.tables[place.table - 1].rows[place.row - 1].cells[place.column - 1].paragraphs[0]._p
    assert paragraph.xpath("string(.)") == old
    for run in paragraph.xpath("w:r"):
        paragraph.remove(run)
    by = f'xmlns:w="{W}" w:id="9001" w:author="王审核" w:date="2025-01-20T09:00:00Z"'
    paragraph.append(parse_xml(f"<w:del {by}><w:r><w:delText>{old}</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {by}><w:r><w:t>{new}</w:t></w:r></w:ins>"))
    document.save(str(path))


def remark(path: Path, words: str = SENTENCE, text: str = REMARK, who: str = "王审核") -> None:
    document = Document(str(path))
    home = next(item for item in document.paragraphs if words in item.text)
    document.add_comment(home.runs, text=text, author=who, initials=who[:1])
    document.save(str(path))


def remarks(path: Path) -> list[tuple[str, str]]:
    return [(item.author, item.text) for item in Document(str(path)).comments]


def delete_remarks(path: Path) -> None:
    document = Document(str(path))
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for item in list(document.element.body.iter(f"{{{W}}}{name}")):
            item.getparent().remove(item)
    for item in list(document.comments):
        item._comment_elm.getparent().remove(item._comment_elm)
    document.save(str(path))


def test_a_figure_that_was_taken_is_not_also_told_as_lost(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    report = parse_docx(path.read_bytes(), path.name).report
    ids = [id for id, item in report.cells.items() if id.startswith("requests.") and item.raw not in ("", "0", None)]
    parts = [id for id in ids if not id.endswith(".total")]
    total = report.cells[parts[0].rpartition(".")[0] + ".total"].raw or ""
    tracked(path, parts[0], report.cells[parts[0]].raw or "", total if total != report.cells[parts[0]].raw else "7")
    taken = take(path)
    assert any("表格“" in line and "→" in line for line in taken.changes)
    assert not [line for line in taken.messages if "不会带入新稿" in line or "格：" in line]
    assert not [line for line in redraft(find(folder)).messages if "贴回" in line]


def test_a_figure_of_her_own_table_is_told_though_ours_have_the_same(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, own_table)
    cell(path, "5", "documents.normative.made")
    assert any("村名甲" in line for line in take(path).messages)


def test_words_of_a_text_box_are_told_as_taken_and_only_the_box_as_left(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    add(path, text_box)
    taken = take(path)
    assert any(line.startswith("增：框里的提醒一句") for line in taken.changes)
    assert [line for line in taken.messages if "文本框" in line] == [
        next(line for line in taken.messages if "里面的字已写进正文" in line)
    ]
    assert not [line for line in taken.messages if "不会带入新稿" in line]
    assert not [line for line in redraft(find(folder)).messages if "贴回" in line]


def test_a_comment_is_told_with_its_sentence_and_stays_until_it_is_deleted(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    remark(path)
    (line,) = [item for item in take(path).messages if REMARK in item]
    assert line.startswith(f"批注（王审核）：{REMARK}（在“一、总体情况”的“")
    assert "清理专栏内过期信息23条" in line
    change(folder, "made: 2,", "made: 3,")
    for _ in range(2):
        redraft(find(folder))
        assert remarks(path) == [("王审核", REMARK)]
        assert [item for item in take(path).messages if REMARK in item] == [line], "no second one, and the same place"
    delete_remarks(path)
    assert any(REMARK in item and "删去" in item for item in take(path).messages)
    redraft(find(folder))
    assert remarks(path) == []
    draft = load(find(folder))
    assert draft is not None
    assert draft.comments == []


def test_a_comment_on_a_figure_and_one_in_another_copy_stay(folder: Path) -> None:  # noqa: F811
    path, other = folder / "年报.docx", folder / "退回.docx"
    other.write_bytes(path.read_bytes())
    remark(other, "无其他需要报告", "这句不要改", "李科长")
    take(other)
    remark(path)
    take(path)
    redraft(find(folder))
    assert sorted(remarks(path)) == sorted([("李科长", "这句不要改"), ("王审核", REMARK)])


def test_the_finished_file_has_no_comment(folder: Path) -> None:  # noqa: F811
    path = folder / "年报.docx"
    remark(path)
    take(path)
    redraft(find(folder))
    with pytest.raises(JobError, match=REMARK):
        finalise(find(folder))
    resolve(path)
    take(path)
    done = finalise(find(folder))
    assert [remarks(item) for item in done.written] == [[]]


def test_a_blank_answered_with_one_character_is_no_confirmation_each_time(folder: Path) -> None:  # noqa: F811
    """无 typed for a sentence: the next take, with a footnote beside it or none, tells no 核实 that nobody made."""
    retype(folder / "年报.docx", "无其他需要报告的事项。", "无")
    assert take(folder).changes
    redraft(find(folder))
    append(folder / "年报.docx", "过期信息", OWN)
    changes = take(folder).changes
    assert changes == [f"增：{OWN}"]
    assert take(folder).changes == []


def test_two_sentences_run_together_in_word_are_told_as_one_change(tmp_path: Path) -> None:
    """A half-width stop ends no sentence: what was typed before it joins the next one."""
    home = drafted(tmp_path / "白沙镇")
    retype(home / "年报.docx", "发布政策解读9篇。1月至12月", "发布政策解读9篇，其中 图解２篇.1月至12月")
    taken = take(home / "年报.docx")
    [line] = taken.changes
    assert line.startswith("改：")
    assert line.count("回复网上咨询47件") == 2
    assert line.count("发布政策解读9篇") == 2


def test_a_sentence_cut_in_two_in_word_is_told_as_one_change(tmp_path: Path) -> None:
    home = drafted(tmp_path / "白沙镇")
    retype(home / "年报.docx", "回复网上咨询47件，平均", "回复网上咨询47件。平均")
    taken = take(home / "年报.docx")
    [line] = taken.changes
    assert line.startswith(
        "改：1月至12月，回复网上咨询47件，平均3个工作日办结。 → 1月至12月，回复网上咨询47件。平均3个工作日办结。"
    )


def test_a_sentence_deleted_beside_one_that_was_edited_is_told_as_deleted(tmp_path: Path) -> None:
    home = drafted(tmp_path / "白沙镇")
    retype(home / "年报.docx", "更新村务公开栏14块。", "")
    retype(home / "年报.docx", "可以按村查询。", "可以按村、按户查询。")
    lines = take(home / "年报.docx").changes
    assert any(line.startswith("删：更新村务公开栏14块") for line in lines), lines
    assert any(line.startswith("改：") for line in lines)
