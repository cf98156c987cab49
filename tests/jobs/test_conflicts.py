"""Two changes of one thing stay open until a person chooses: in the draft file, Word, check, review and final."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jobs.folders import drafted
from jobs.test_folder import change, put, retype, words
from nianbao.checking import Finding, check
from nianbao.errors import InputError, JobError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.finalise import finalise
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.flow.sentence_basis import basis_of
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.dismissals import dismiss
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.reading.docx import parse_docx
from nianbao.reviewing.server.page_rows import rows
from nianbao.reviewing.server.pages import page
from nianbao.reviewing.session.review_desk import Act, Desk
from nianbao.reviewing.session.review_session import source_of

OLD = "无其他需要报告的事项。"
HERS, HIS = "没有其他需要报告的事项。", "本年度无其他需要报告的事情。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return drafted(tmp_path / "白沙镇")


@pytest.fixture
def disputed(folder: Path) -> Path:
    """A draft in which one sentence was changed in two copies of the Word file, drafted again."""
    other = folder / "科长的.docx"
    shutil.copy(folder / "年报.docx", other)
    retype(folder / "年报.docx", OLD, HERS)
    retype(other, OLD, HIS)
    take(folder / "年报.docx")
    assert any(HERS in line and HIS in line for line in take(other).conflicts)
    redraft(find(folder))
    return folder


def open_ones(findings: list[Finding]) -> list[Finding]:
    return [item for item in findings if item.code == "SRC19"]


def delete(path: Path, text: str) -> None:
    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(text, "")
    document.save(str(path))


def remarks(path: Path) -> list[str]:
    return [comment.text for comment in Document(str(path)).comments if comment.text.startswith("没有选定：")]


def test_both_versions_have_a_comment_and_final_refuses_naming_both(disputed: Path) -> None:
    said = remarks(disputed / "年报.docx")
    assert len(said) == 2
    assert HERS in said[0] + said[1]
    assert HIS in said[0] + said[1]
    for _ in range(2):
        assert len(open_ones(redraft(find(disputed)).draft.findings)) == 2, "draft goes on telling it"
    assert len(open_ones(check(report_for_check(disputed)[0]))) == 2
    refused = open_ones(finalise(find(disputed)).refused)
    assert {HERS, HIS} <= {words for item in refused for words in item.evidence.values()}
    assert not (disputed / "年报（定稿）.docx").exists()
    with pytest.raises(InputError, match="不能设为不报"):
        dismiss(disputed, ["SRC19"], "两句都要")


@pytest.mark.parametrize(("gone", "stays"), [(HERS, HIS), (HIS, HERS)])
def test_one_deleted_in_word_settles_it(disputed: Path, gone: str, stays: str) -> None:
    delete(disputed / "年报.docx", gone)
    assert open_ones(take(disputed / "年报.docx").findings) == []
    change(disputed, "made: 2,", "made: 3,")
    assert open_ones(redraft(find(disputed)).draft.findings) == []
    now = "".join(words(disputed / "年报.docx"))
    assert stays in now
    assert gone not in now
    assert remarks(disputed / "年报.docx") == []
    assert open_ones(finalise(find(disputed)).refused) == []


def test_a_file_sent_back_untouched_settles_nothing(disputed: Path) -> None:
    assert len(open_ones(take(disputed / "年报.docx").findings)) == 2
    document: Any = Document(str(disputed / "年报.docx"))
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for element in list(document.element.body.iter(f"{{{document.element.nsmap['w']}}}{name}")):
            element.getparent().remove(element)
    document.save(str(disputed / "年报.docx"))
    assert len(open_ones(take(disputed / "年报.docx").findings)) == 2, (
        "two versions are not both kept by their comments"
    )


def test_the_review_page_lists_it_and_one_goes(disputed: Path) -> None:
    desk = Desk(source_of(disputed), "李科长")
    found = [item for item in desk.sheet().items if item.kind == "conflict"]
    assert [item.level for item in found] == ["error", "error"]
    assert any(HIS in line for item in found for line in item.body)
    item = next(item for item in found if item.quote == HERS)
    row = next(row for row in rows(desk.sheet(), None) if row.block == item.block)
    shown = page("row.html", row=row)
    assert shown.count("没有选定") >= 2
    assert shown.count("删去这种写法") == 2
    assert shown.count('data-do="remove"') == 2
    with pytest.raises(JobError):
        desk.decide(Act("reject", item.block, item=item.id))
    desk.decide(Act("remove", item.block, desk.sheet().version(item.block), item.id))
    assert [item for item in desk.sheet().items if item.kind == "conflict"] == []
    redraft(find(disputed))
    now = "".join(words(disputed / "年报.docx"))
    assert HIS in now
    assert HERS not in now
    assert open_ones(finalise(find(disputed)).refused) == []


def test_a_third_version_is_told_apart_too(folder: Path) -> None:
    third = "其他需要报告的事项：无。"
    copies = [folder / f"{name}.docx" for name in "甲乙"]
    for path in copies:
        shutil.copy(folder / "年报.docx", path)
    retype(folder / "年报.docx", OLD, HERS)
    retype(copies[0], OLD, HIS)
    retype(copies[1], OLD, third)
    for path in (folder / "年报.docx", *copies):
        take(path)
    redraft(find(folder))
    now = "".join(words(folder / "年报.docx"))
    assert all(text in now for text in (HERS, HIS, third))
    draft = load(find(folder))
    assert draft is not None
    ids = [item.id for item in draft.report.sentences()]
    assert len(ids) == len(set(ids))
    delete(folder / "年报.docx", HERS)
    assert open_ones(take(folder / "年报.docx").findings), "two versions are left"
    delete(folder / "年报.docx", HIS)
    assert open_ones(take(folder / "年报.docx").findings) == []


@pytest.mark.parametrize("first", ["changed", "deleted"])
def test_changed_here_and_deleted_there_is_open_until_its_comment_or_it_goes(folder: Path, first: str) -> None:
    other = folder / "科长的.docx"
    shutil.copy(folder / "年报.docx", other)
    changed, gone = (folder / "年报.docx", other) if first == "changed" else (other, folder / "年报.docx")
    retype(changed, OLD, HERS)
    delete(gone, OLD)
    take(folder / "年报.docx")
    assert any(HERS in line for line in take(other).conflicts)
    redraft(find(folder))
    assert len(remarks(folder / "年报.docx")) == 1
    assert open_ones(finalise(find(folder)).refused)
    take(folder / "年报.docx")
    assert open_ones(finalise(find(folder)).refused)
    document: Any = Document(io.BytesIO((folder / "年报.docx").read_bytes()))
    space = f"{{{document.element.nsmap['w']}}}"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for element in list(document.element.body.iter(space + name)):
            element.getparent().remove(element)
    document.save(str(folder / "年报.docx"))
    assert open_ones(take(folder / "年报.docx").findings) == [], "who deletes the comment keeps the sentence"
    redraft(find(folder))
    assert HERS in "".join(words(folder / "年报.docx"))
    assert open_ones(finalise(find(folder)).refused) == []


def cell(path: Path, words: str, id: str) -> None:
    """Type into the cell of a figure."""
    place: Any = parse_docx(path.read_bytes(), path.name).report.cells[id].location
    document = Document(str(path))
    paragraph = document.tables[place.table - 1].rows[place.row - 1].cells[place.column - 1].paragraphs[0]
    put(paragraph, words)
    document.save(str(path))


def test_a_figure_changed_in_word_and_otherwise_in_the_workbook(folder: Path) -> None:
    id = "documents.normative.made"
    cell(folder / "年报.docx", "5", id)
    take(folder / "年报.docx")
    change(folder, "made: 2,", "made: 4,")
    for _ in range(2):
        done = redraft(find(folder))
        found = open_ones(done.draft.findings)
        assert [(item.evidence["现在印的"], item.evidence["另一个"]) for item in found] == [("5", "4")]
        assert any("5" in line and "4" in line for line in done.messages)
    assert len(remarks(folder / "年报.docx")) == 1
    assert open_ones(finalise(find(folder)).refused)
    assert open_ones(take(folder / "年报.docx").findings)
    cell(folder / "年报.docx", "4", id)
    assert open_ones(take(folder / "年报.docx").findings) == []
    assert open_ones(redraft(find(folder)).draft.findings) == []
    assert parse_docx((folder / "年报.docx").read_bytes(), "x").report.cells[id].raw == "4"


LICENCES = "licensing.licence.decisions"


@pytest.fixture
def two_figures(folder: Path) -> Path:
    """A draft in which one figure, 38 in the input, was changed in two copies of the Word file, drafted again."""
    other = folder / "科长的.docx"
    shutil.copy(folder / "年报.docx", other)
    cell(folder / "年报.docx", "41", LICENCES)
    cell(other, "42", LICENCES)
    take(folder / "年报.docx")
    [said] = take(other).conflicts
    assert "素材是 38，年报.docx 中改为 41，科长的.docx 中改为 42；暂按 42" in said
    assert "素材由" not in said, "the input never changed"
    redraft(find(folder))
    return folder


def test_two_figures_of_two_word_files_stay_open_through_every_draft(two_figures: Path) -> None:
    retype(two_figures / "年报.docx", OLD, HERS)  # an edit elsewhere chooses none of them
    assert [item.cell for item in open_ones(take(two_figures / "年报.docx").findings)] == [LICENCES]
    for made in ("3", "4"):
        change(two_figures, f"made: {int(made) - 1},", f"made: {made},")
        [found] = open_ones(redraft(find(two_figures)).draft.findings)
        assert {"41", "42"} <= set(found.evidence.values())
        assert found.evidence["由来"] == "素材是 38，年报.docx 中改为 41，科长的.docx 中改为 42"
        why = basis_of(two_figures, "全年作出行政许可").changes
        for was, now, file in ((38, 41, "年报.docx"), (38, 42, "科长的.docx")):
            assert any(re.search(rf"：{was} → {now}（{file} 中，20[0-9-]+ [0-9:]+取回）", line) for line in why), why
        assert any("还没有选定" in line for line in why)
        assert any("41" in line and "42" in line for line in remarks(two_figures / "年报.docx"))
    assert [item.cell for item in open_ones(finalise(find(two_figures)).refused)] == [LICENCES]


@pytest.mark.parametrize("figure", ["41", "43"])
def test_the_figure_typed_where_both_were_shown_is_chosen(two_figures: Path, figure: str) -> None:
    cell(two_figures / "年报.docx", figure, LICENCES)
    assert open_ones(take(two_figures / "年报.docx").findings) == []
    done = redraft(find(two_figures))
    assert open_ones(done.draft.findings) == []
    assert str(done.draft.report.cells[LICENCES].value) == figure


def test_the_figure_put_into_the_input_is_chosen(two_figures: Path) -> None:
    change(two_figures, "decisions: 38", "decisions: 42")
    assert open_ones(redraft(find(two_figures)).draft.findings) == []
    assert remarks(two_figures / "年报.docx") == []


def test_a_third_figure_in_the_input_is_told_too(two_figures: Path) -> None:
    change(two_figures, "decisions: 38", "decisions: 45")
    done = redraft(find(two_figures))
    assert any("素材由 38 改为 45" in line for line in done.messages)
    assert [item.cell for item in open_ones(done.draft.findings)] == [LICENCES]
