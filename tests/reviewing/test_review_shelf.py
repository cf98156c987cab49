"""A county's set: which reports a path means, their state, and which is whose last year's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nianbao.errors import InputError, JobError
from nianbao.jobs.store.draft_file import load, save
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.pack_file import pack
from nianbao.reviewing.session.decision_store import Decision
from nianbao.reviewing.session.review_desk import Act, Desk
from nianbao.reviewing.session.review_session import Shelf, source_of
from nianbao.writing import write
from reviewing.desks import job
from samples import finished, sample

PLATFORM = "paragraph:overview.platform"


def shelf(*paths: Path, previous: tuple[Path, ...] = ()) -> Shelf:
    return Shelf(paths, who="王芳", previous=previous)


def test_a_folder_of_reports_is_all_of_them_once(tmp_path: Path) -> None:
    county = tmp_path / "全县"
    made = job(county / "白沙镇-2024")
    other = job(tmp_path / "别处")
    packed = pack(other, notes=True, output=tmp_path / "x.nianbao")
    shutil.copy(packed.path, county / "交来的.nianbao")
    write(sample(), county / "红旗镇.docx")
    write(sample(), county / "退回-红旗镇.docx")
    (county / "没有起草").mkdir()
    shutil.copy(made.folder / "report.yaml", county / "没有起草")
    for _ in range(2):  # the second time the archive is unpacked already
        held = shelf(county)
        names = sorted(entry.desk.source.name for entry in held.entries.values())
        assert names == sorted(["白沙镇-2024", "红旗镇.docx", "云岭县白沙镇人民政府-2024"])
        assert any("没有起草" in line and "nianbao draft" in line for line in held.messages)
        held.close()


def test_a_report_named_itself_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不存在"):
        shelf(tmp_path / "没有")
    (tmp_path / "空").mkdir()
    with pytest.raises(InputError, match="没有可以审核的报告"):
        shelf(tmp_path / "空")
    made = job(tmp_path / "白沙镇-2024")
    made.draft_path.unlink()
    with pytest.raises(JobError, match=r"草稿文件不见了|还没有起草"):
        shelf(made.folder)


def test_the_word_file_in_a_job_folder_means_the_folder(tmp_path: Path) -> None:
    made = job(tmp_path / "白沙镇-2024")
    for path in (made.folder, made.docx_path, made.draft_path, made.folder / "report.yaml"):
        (entry,) = shelf(path).entries.values()
        assert entry.desk.source.name == "白沙镇-2024"
        assert entry.desk.source.drafted


def test_state_and_counts_of_each(tmp_path: Path) -> None:
    one, two = job(tmp_path / "一"), job(tmp_path / "二")
    Desk(source_of(one.folder), "王芳").decide(Act("pass"))
    held = shelf(one.folder, two.folder)
    assert [row.counts for row in held.rows()] == [None, None]
    for entry in held.entries.values():
        held.count(entry)
    first, second = held.rows()
    assert (first.state, second.state) == ("已通过", "待审")
    assert second.counts is not None
    assert second.counts["error"] == 5
    entry = list(held.entries.values())[1]
    item = next(item for item in entry.desk.sheet().items if item.level == "error")
    entry.desk.decide(Act("reject", item.block, item=item.id))
    held.count(entry)
    assert held.rows()[1].counts == {**second.counts, "error": 4}
    assert held.rows()[1].decided == 1
    held.close()


def test_a_report_that_cannot_be_read_is_told_in_its_row(tmp_path: Path) -> None:
    made = job(tmp_path / "白沙镇-2024")
    held = shelf(made.folder)
    made.draft_path.write_text("{", encoding="utf-8")
    for entry in held.entries.values():
        held.count(entry)
    assert "草稿文件已损坏" in held.rows()[0].failed


@pytest.mark.long
def test_last_years_report_is_found_by_unit_and_year(tmp_path: Path) -> None:
    made, past = job(tmp_path / "白沙镇-2024"), tmp_path / "旧.docx"
    write(
        finished().model_copy(update={"year": 2023, "title": "云岭县白沙镇人民政府2023年政府信息公开工作年度报告"}),
        past,
    )
    other = tmp_path / "红旗镇.docx"
    write(sample(), other)
    for held in (shelf(made.folder, previous=(past,)), shelf(made.folder, other, past)):
        entry = next(iter(held.entries.values()))
        last = held.last_year(entry, entry.desk.sheet().report)
        assert last is not None
        assert last.name == "2023 年年报"
        assert "5月开设惠民补贴查询栏" in last.beside[PLATFORM].text
        held.close()
    shutil.copy(past, made.folder / "上年报告.docx")
    held = shelf(made.folder)
    entry = next(iter(held.entries.values()))
    assert held.last_year(entry, entry.desk.sheet().report) is not None


def test_a_decision_that_no_longer_fits_is_told_not_forced(tmp_path: Path) -> None:
    made = job(tmp_path / "白沙镇-2024")
    store = source_of(made.folder).store
    store.append(Decision("edit", "王芳", block=PLATFORM, before="[]", after='[{"id": "x", "spans": []}]'))
    store.close()
    sheet = Desk(source_of(made.folder), "王芳").sheet()
    assert any("有 1 条处理在程序中断时没有写进草稿" in line for line in sheet.messages)
    draft = load(made)
    assert draft is not None
    assert sheet.report == draft.report


def test_comments_taken_back_from_word_are_shown(tmp_path: Path) -> None:
    from nianbao.jobs.store.draft_values import KeptComment

    made = job(tmp_path / "白沙镇-2024")
    draft = load(made)
    assert draft is not None
    comment = KeptComment(who="李明", text="这里请再核对", section="overview", paragraph="overview.platform")
    save(Job(made.folder), draft.model_copy(update={"comments": [comment]}))
    assert Desk(source_of(made.folder), "王芳").sheet().comments == (comment,)
