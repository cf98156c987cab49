"""A job folder over time: what the clerk wrote stays, whatever is drafted, taken, or changed in between."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from nianbao.errors import JobError, NianbaoError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
OWN = "本年没有更正过已公开的信息。"
SECOND = "公开指南于11月修订。"


@pytest.fixture
def folder(drafted: Path) -> Path:
    return drafted


def words(path: Path) -> list[str]:
    return [item.text for _, item in parse_docx(path.read_bytes(), path.name).report.paragraphs()]


def append(path: Path, after: str, text: str) -> None:
    """Type a sentence at the end of a paragraph."""
    document = Document(str(path))
    next(item for item in document.paragraphs if after in item.text).runs[-1].text += text
    document.save(str(path))


def put(paragraph: Paragraph, text: str) -> None:
    """Type over all of a paragraph."""
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run.text = ""


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "report.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def next_year(folder: Path) -> None:
    """Make the input one of 2025."""
    for old, new in (("year: 2024", "year: 2025"), ("year: 2023", "year: 2024"), ("2025年1月", "2026年1月")):
        change(folder, old, new)


def test_an_older_draft_comes_back_into_the_newer_one(folder: Path, tmp_path: Path) -> None:
    """She edits the file she mailed herself last week; meanwhile the office drafted again."""
    old = tmp_path / "上周的年报.docx"
    shutil.copy(folder / "年报.docx", old)
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    append(old, "过期信息", OWN)
    taken = take(old, folder)
    assert any("第 1 稿" in line for line in taken.messages)
    redraft(find(folder))
    now = "".join(words(folder / "年报.docx"))
    assert OWN in now
    assert "制发行政规范性文件3件" in now


def test_two_people_edit_two_copies(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "甲.docx", tmp_path / "乙.docx"
    for path in (one, two):
        shutil.copy(folder / "年报.docx", path)
    append(one, "过期信息", OWN)
    append(two, "村务公开栏", SECOND)
    take(one, folder)
    take(two, folder)
    redraft(find(folder))
    now = "".join(words(folder / "年报.docx"))
    assert OWN in now
    assert SECOND in now
    assert now.count(OWN) == now.count(SECOND) == 1


def test_taking_the_folder_takes_its_word_file(folder: Path) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    assert [line for line in take(folder).changes if OWN in line]


def test_taking_twice_is_taking_once(folder: Path) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    assert take(folder / "年报.docx").changes
    assert take(folder / "年报.docx").changes == []


def test_a_filled_blank_and_a_confirmed_sentence(tmp_path: Path) -> None:
    home = tmp_path / "康荣镇"
    home.mkdir()
    shutil.copy(EXAMPLES / "kangrong-2020" / "report.yaml", home)
    redraft(find(home))
    document = Document(str(home / "年报.docx"))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for what, text in (
                ("平台建设情况", "县政府网站设康荣镇专栏。"),
                ("工作考核", "县政府考核等次为合格。"),
                ("社会评议", "没有开展社会评议。"),
                ("责任追究", "没有追究责任的情形。"),
            ):
                if f"【待填：{what}" in run.text:
                    run.text = text
    document.save(str(home / "年报.docx"))
    taken = take(home / "年报.docx")
    assert [item.message for item in taken.findings if item.code == "SRC01"] == []
    done = finalise(find(home))
    assert [path.name for path in done.written] == ["年报（定稿）.docx"]
    text = "".join(words(home / "年报（定稿）.docx"))
    assert "县政府考核等次为合格。" in text
    assert "待填" not in text


def test_the_final_file_holds_nothing_of_ours(folder: Path) -> None:
    import zipfile

    finalise(find(folder))
    with zipfile.ZipFile(folder / "年报（定稿）.docx") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    for trace in (
        "nb_",
        "bookmarkStart",
        "nianbao",
        "python-docx",
        "w:comment",
        "w:ins ",
        "w:del ",
        "custom-properties",
    ):
        assert trace not in whole, trace


def test_the_draft_file_carries_an_opaque_id_only(folder: Path) -> None:
    import zipfile

    with zipfile.ZipFile(folder / "年报.docx") as archive:
        custom = archive.read("docProps/custom.xml").decode()
        core = archive.read("docProps/core.xml").decode()
    assert "白沙" not in custom
    assert str(folder) not in custom + core
    assert "note" not in custom


def test_moved_folder_goes_on(folder: Path, tmp_path: Path) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    other = tmp_path / "别处" / "另一个名字"
    other.parent.mkdir()
    shutil.move(folder, other)
    take(other / "年报.docx")
    redraft(find(other))
    assert OWN in "".join(words(other / "年报.docx"))


def test_a_deleted_word_file_is_written_again(folder: Path) -> None:
    append(folder / "年报.docx", "过期信息", OWN)
    take(folder / "年报.docx")
    (folder / "年报.docx").unlink()
    redraft(find(folder))
    assert OWN in "".join(words(folder / "年报.docx"))


def test_a_reworded_note_shows_what_the_clerk_should_look_at(folder: Path) -> None:
    path = folder / "年报.docx"
    document = Document(str(path))
    paragraph = next(item for item in document.paragraphs if "过期信息23条" in item.text)
    for run in paragraph.runs:
        run.text = run.text.replace("清理专栏内过期信息", "集中清理专栏里的过期信息")
    document.save(str(path))
    take(path)
    change(folder, "object: 专栏内过期信息", "object: 全部栏目内过期信息")
    done = redraft(find(folder))
    assert any("集中清理" in line and "看一看" in line for line in done.changes + done.messages)
    assert "集中清理专栏里的过期信息" in "".join(words(path))


@pytest.mark.parametrize(
    "written", ["2025年1月20日", *(pytest.param(it, marks=pytest.mark.long) for it in ("2025.1.20", ""))]
)
def test_the_date_and_the_title_are_hers(folder: Path, written: str) -> None:
    path = folder / "年报.docx"
    document = Document(str(path))
    day = next(item for item in document.paragraphs if item.text == "2025年1月15日")
    title = next(item for item in document.paragraphs if "2024年" in item.text.replace(" ", ""))
    day.runs[-1].text = written
    for run in day.runs[:-1]:
        run.text = ""
    title.runs[-1].text = title.runs[-1].text + "（公开版）"
    document.save(str(path))
    taken = take(path)
    assert any(line.startswith("成文日期：2025年1月15日") for line in taken.changes), taken.changes
    assert written == "" or not any(line.startswith("增：") for line in taken.changes)
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    now = parse_docx(path.read_bytes(), path.name).report
    assert now.date == ("" if not written else "2025年1月20日")
    assert "公开版" in now.title
    assert take(path).changes == []


def test_one_process_at_a_time(folder: Path) -> None:
    with find(folder).locked(), pytest.raises(JobError, match="另一个 nianbao"):
        redraft(find(folder))


def test_a_foreign_word_file_in_the_folder_is_not_overwritten(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "baisha-2024" / "report.yaml", tmp_path)
    Document().save(str(tmp_path / "年报.docx"))
    before = (tmp_path / "年报.docx").read_bytes()
    redraft(find(tmp_path))
    assert (tmp_path / "年报.docx").read_bytes() == before
    assert (tmp_path / "年报（2）.docx").exists()


def test_taking_a_file_of_nobody_is_refused(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "别的.docx"))
    with pytest.raises(NianbaoError, match="草稿"):
        take(tmp_path / "别的.docx")


@pytest.mark.long
def test_what_a_draft_cannot_carry_is_said_and_kept(folder: Path) -> None:
    """A table of her own and a picture: the new file has neither, the file she made is in 历次."""
    path = folder / "年报.docx"
    document = Document(str(path))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "村名", "户数"
    document.add_picture(str(EXAMPLES / "baisha-2024" / "样稿" / "第1页.png"))
    document.save(str(path))
    data = path.read_bytes()
    taken = take(path)
    assert any("村名" in line and "户数" in line for line in taken.messages)
    assert any("历次/取回-" in line for line in taken.messages)
    assert taken.changes == ["1 幅图片留在原来的段落，新稿里也有。"]
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    assert any(item.read_bytes() == data for item in (folder / "历次").glob("*.docx"))


def test_a_rows_label_changed_in_word_does_not_cost_its_figures(folder: Path) -> None:
    path = folder / "年报.docx"
    document = Document(str(path))
    row = next(row for table in document.tables for row in table.rows if "行政许可" in row.cells[0].text)
    runs = [run for paragraph in row.cells[0].paragraphs for run in paragraph.runs]
    runs[0].text = "行政许克"
    row.cells[-1].paragraphs[0].runs[0].text = "77"
    document.save(str(path))
    taken = take(path)
    assert any("行政许克" in line and "行政许可" in line for line in taken.messages)
    assert any("77" in str(item) for item in taken.changes)
    assert not any("没有读到" in line for line in taken.messages)


@pytest.mark.long
def test_headings_of_her_own(folder: Path) -> None:
    path = folder / "年报.docx"
    document = Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("六、"):
            paragraph.runs[-1].text = "六、其他事项"
        if paragraph.text == "（五）监督保障":
            paragraph.insert_paragraph_before("（六）教育培训")
    document.save(str(path))
    assert "标题：六、其他需要报告的事项 → 六、其他事项" in take(path).changes
    change(folder, "made: 2,", "made: 3,")
    redraft(find(folder))
    report = parse_docx(path.read_bytes(), path.name).report
    assert report.sections[-1].heading == "六、其他事项"
    assert "（六）教育培训" in words(path)


def retype(path: Path, old: str, new: str) -> None:
    """Type over words that stand in one run or in several."""
    document = Document(str(path))
    paragraph = next(item for item in document.paragraphs if old in item.text)
    put(paragraph, paragraph.text.replace(old, new))
    document.save(str(path))


def stale(folder: Path) -> list[str]:
    findings = take(folder / "年报.docx").findings
    return [item.quote for item in findings if item.code in ("SRC03", "SRC04") and item.quote]


@pytest.mark.long
def test_a_sentence_written_again_after_it_held_no_longer_is_settled(folder: Path) -> None:
    path = folder / "年报.docx"
    change(folder, "handling_fee: {notices: 1, charged: 320, collected: 320}", "handling_fee: {notices: 0}")
    redraft(find(folder))
    retype(path, "未收取信息处理费", "也没有收取信息处理费")
    take(path)
    change(folder, "handling_fee: {notices: 0}", "handling_fee: {notices: 1, charged: 20, collected: 20}")
    redraft(find(folder))
    assert stale(folder)
    retype(
        path,
        "2024年未发出信息处理费收费通知，也没有收取信息处理费",
        "2024年发出信息处理费收费通知1件，收取信息处理费20元",
    )
    assert stale(folder) == []
    redraft(find(folder))
    assert stale(folder) == []


@pytest.mark.long
def test_a_figure_of_a_reworded_note_is_the_clerks_once_she_writes_the_sentence_again(folder: Path) -> None:
    path = folder / "年报.docx"
    retype(path, "清理专栏内过期信息23条", "清理专栏内过期信息25条")
    take(path)
    change(folder, "object: 专栏内过期信息\n      quantity: 23条", "object: 专栏内过期信息\n      quantity: 合计25条")
    redraft(find(folder))
    assert len(stale(folder)) == 1
    retype(path, "清理专栏内过期信息25条", "清理专栏内的过期信息25条")
    assert stale(folder) == []
    redraft(find(folder))
    assert stale(folder) == []
    assert "清理专栏内的过期信息25条" in "".join(words(path))


@pytest.mark.long
def test_white_space_put_into_a_figure_is_no_other_figure(folder: Path) -> None:
    path = folder / "年报.docx"
    retype(path, "清理专栏内过期信息23条", "清理专栏内过期信息 23 条")
    assert stale(folder) == []
    assert "过期信息 23 条" in "".join(words(path))
    change(folder, "object: 专栏内过期信息\n      quantity: 23条", "object: 专栏内过期信息\n      quantity: 25条")
    redraft(find(folder))
    assert stale(folder) == []
    assert "过期信息 25条" in "".join(words(path))
