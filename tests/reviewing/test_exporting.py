"""The draft sent to a reviewer in Word, and what comes back: suggestions accepted, rejected, open; edits of others."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jobs.folders import kept
from nianbao.errors import InputError, JobError
from nianbao.files import digest
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import keep_snapshot, load, save
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job, find
from nianbao.jobs.store.word_file import rendered
from nianbao.reading.docx import parse_docx
from nianbao.report import Sentence
from nianbao.reviewing.compare.export_docx import export
from nianbao.wordml.content import tag
from nianbao.wordml.tracked_changes import main_root, with_main
from nianbao.writing.docx_runs import Changer
from nianbao.writing.replace_words import Replacement
from reviewing.settled import settled

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
WHEN = datetime(2026, 1, 15, 8, tzinfo=UTC)
WRONG = "截止目前为止，清理专栏内过期信息23条。"
"""The clerk's own sentence, with something to mend."""


def replace(path: Path, old: str, new: str) -> None:
    """Type other words into a paragraph of a Word file."""
    document: Any = Document(str(path))
    paragraph = next(item for item in document.paragraphs if old in item.text)
    run = paragraph.runs[0]
    text = paragraph.text.replace(old, new)
    for other in paragraph.runs[1:]:
        other._r.getparent().remove(other._r)
    run.text = text
    document.save(str(path))


def change(path: Path, old: str, new: str, author: str = "李科长") -> None:
    """Change words of a Word file in tracked changes."""
    data = path.read_bytes()
    root = main_root(data)
    changer = Changer(root, WHEN, author)
    for _, item in parse_docx(data, "x").report.paragraphs():
        if (at := item.text.find(old)) >= 0:
            assert changer.make(Replacement(item.location, item.text, at, old, new)) == ""
            break
    else:
        raise AssertionError(f"no {old}")
    path.write_bytes(with_main(data, root))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A drafted job with an edit of the clerk's that wants mending and a sentence that rests on nothing."""
    return find(kept("doubted", tmp_path / "白沙镇", _doubted))


def _doubted(home: Path) -> None:
    shutil.copy(EXAMPLE, home / "report.yaml")
    made = find(home)
    redraft(made)
    draft = drafted(made)
    doubted(draft).support = "unsupported"
    data = rendered(made, draft)
    made.docx_path.write_bytes(data)
    draft.files[made.docx_path.name].sha256 = digest(data)
    keep_snapshot(made, draft)
    save(made, draft)
    replace(made.docx_path, "4月和10月，我镇清理专栏内过期信息23条。", WRONG)
    take(home)


def drafted(job: Job) -> DraftFile:
    draft = load(job)
    assert draft is not None
    return draft


def doubted(draft: DraftFile) -> Sentence:
    return next(item for item in draft.report.sentences() if item.text.startswith("5月"))


def texts(data: bytes) -> list[str]:
    return [item.text for _, item in parse_docx(data, "x").report.paragraphs()]


def sentence(job: Job, words: str) -> Sentence:
    return next(item for item in drafted(job).report.sentences() if words in item.text)


def test_what_is_open_is_in_the_file(job: Job) -> None:
    before = job.docx_path.read_bytes()
    done = export(job, track_changes=True, when=WHEN)
    assert done.suggestions >= 1
    assert done.path.name == "云岭县白沙镇人民政府-2024（修订）.docx"
    data = done.path.read_bytes()
    assert job.docx_path.read_bytes() == before
    assert texts(settled(data, accepted=False)) == texts(before)
    assert any("截至目前，清理" in text for text in texts(settled(data, accepted=True)))
    marks = list(main_root(data).iter(tag("ins"), tag("del")))
    assert {(item.get(tag("author")), item.get(tag("date"))) for item in marks} == {("nianbao", "2026-01-15T08:00:00Z")}
    said = [item.text for item in parse_docx(data, "x").report.comments]
    assert sum(text.startswith("待核实：") for text in said) == 1
    assert any("修改建议：" in text for text in said)


def test_a_file_that_comes_back_as_it_was_leaves_all_open(job: Job) -> None:
    done = export(job, track_changes=True)
    taken = take(done.path)
    assert taken.changes == []
    assert len(taken.suggestions) == done.suggestions
    assert all(line.startswith("还没有定：") for line in taken.suggestions)
    assert WRONG in sentence(job, "专栏内过期").text
    assert sentence(job, "5月").support == "unsupported"


def test_an_accepted_suggestion_is_the_reviewers(job: Job) -> None:
    done = export(job, track_changes=True)
    done.path.write_bytes(settled(done.path.read_bytes(), accepted=True))
    taken = take(done.path)
    assert all(line.startswith("已采纳：") for line in taken.suggestions)
    changed = sentence(job, "专栏内过期")
    assert (changed.text, changed.origin) == ("截至目前，清理专栏内过期信息23条。", "reviewer")
    assert {item.kind for item in drafted(job).decisions} == {"accepted"}
    redraft(job)
    assert sentence(job, "专栏内过期").text.startswith("截至")
    assert {item.kind for item in drafted(job).decisions} == {"accepted"}


def test_a_rejected_suggestion_is_not_made_again(job: Job) -> None:
    done = export(job, track_changes=True)
    done.path.write_bytes(settled(done.path.read_bytes(), accepted=False))
    taken = take(done.path)
    assert all(line.startswith("未采纳：") for line in taken.suggestions)
    assert sentence(job, "专栏内过期").text == WRONG
    again = export(job, track_changes=True)
    assert again.suggestions == 0
    assert any("没有可提的修改建议" in line for line in again.messages)


def test_the_jobs_own_file_decides_nothing_about_suggestions(job: Job) -> None:
    export(job, track_changes=True)
    replace(job.docx_path, "60余人次参加", "61人次参加")
    taken = take(job.docx_path)
    assert taken.suggestions == []
    assert drafted(job).decisions == []
    assert len(drafted(job).suggested) >= 1


def test_a_figure_that_moved_since_the_file_was_taken_is_a_suggestion_too(job: Job) -> None:
    document: Any = Document(str(job.docx_path))
    row = document.tables[1].rows[4]
    assert row.cells[-1].text == "1"
    row.cells[-1].paragraphs[0].runs[0].text = "99"
    document.save(str(job.docx_path))
    take(job.docx_path)
    assert "加上上年结转的99件" in sentence(job, "加上上年结转").text
    done = export(job, track_changes=True)
    assert not any(line.startswith(("改：", "增：", "删：")) for line in take(done.path).changes)
    assert "加上上年结转的99件" in sentence(job, "加上上年结转").text
    done.path.write_bytes(settled(done.path.read_bytes(), accepted=True))
    assert any(line.startswith("已采纳：加上上年结转的1件") for line in take(done.path).suggestions)
    assert "加上上年结转的99件" in sentence(job, "加上上年结转").text


def test_a_file_that_comes_back_under_another_name(job: Job) -> None:
    done = export(job, track_changes=True)
    other = job.folder / "退回-李.docx"
    other.write_bytes(settled(done.path.read_bytes(), accepted=True))
    done.path.unlink()
    taken = take(other)
    assert [line[:4] for line in taken.suggestions] == ["已采纳："] * done.suggestions
    assert len(taken.changes) == done.suggestions
    assert taken.conflicts == []


def test_a_reviewers_change_is_told_from_the_clerks(job: Job) -> None:
    done = export(job, track_changes=True)
    change(done.path, "60余人次参加", "68人次参加")
    replace(done.path, "无其他需要报告的事项", "没有其他需要报告的事项")
    taken = take(done.path)
    assert any("68人次参加" in line for line in taken.changes)
    assert sentence(job, "68人次参加").origin == "reviewer"
    decision = next(item for item in drafted(job).decisions if "68" in item.after)
    assert (decision.kind, decision.who, decision.when) == ("changed", "李科长", "2026-01-15T08:00:00Z")
    assert "60余人" in decision.before
    assert sentence(job, "没有其他需要").origin == "clerk"


def test_a_sentence_taken_out_in_tracked_changes_is_a_decision(job: Job) -> None:
    gone = sentence(job, "60余人次").text
    change(job.docx_path, gone, "", "李科长")
    take(job.docx_path)
    decision = drafted(job).decisions[-1]
    assert (decision.kind, decision.who, decision.before) == ("removed", "李科长", gone)
    assert not any("60余人" in item.text for item in drafted(job).report.sentences())


def test_comments_of_others_are_kept_with_their_place(job: Job) -> None:
    document: Any = Document(str(job.docx_path))
    paragraph = next(item for item in document.paragraphs if "60余人次" in item.text)
    document.add_comment(paragraph.runs, text="人数请再核一次", author="李科长", initials="李")
    document.save(str(job.docx_path))
    taken = take(job.docx_path)
    assert any(line.startswith("批注（李科长）：人数请再核一次（在“一、总体情况”的“") for line in taken.messages)
    kept = drafted(job).comments
    assert [(item.who, item.text) for item in kept] == [("李科长", "人数请再核一次")]
    assert "60余人次" in kept[0].quote
    home = next(item.id for _, item in drafted(job).report.paragraphs() if "60余人次" in item.text)
    assert kept[0].paragraph == home
    take(job.docx_path)
    assert len(drafted(job).comments) == 1


def test_deleting_the_comment_confirms_the_sentence(job: Job) -> None:
    done = export(job, track_changes=True)
    data = settled(done.path.read_bytes(), accepted=False)
    document: Any = Document(io.BytesIO(data))
    for comment in list(document.comments):
        if comment.text.startswith("待核实"):
            comment._comment_elm.getparent().remove(comment._comment_elm)
    document.save(str(done.path))
    taken = take(done.path)
    assert any(line.startswith("核实：5月") for line in taken.changes)
    assert sentence(job, "5月").support == "supported"


def test_what_a_person_wrote_is_not_replaced(job: Job, tmp_path: Path) -> None:
    other = tmp_path / "送审.docx"
    other.write_bytes(b"mine")
    done = export(job, output=other)
    assert other.read_bytes() == b"mine"
    assert done.path.name == "送审（2）.docx"
    again = export(job, output=tmp_path / "新.docx")
    assert export(job, output=tmp_path / "新.docx").path == again.path


def test_of_a_file_taken_back_a_copy_is_kept_when_the_next_one_takes_its_place(job: Job) -> None:
    first = export(job, track_changes=True, when=WHEN).path
    change(first, "公开政府信息186条", "公开政府信息188条")
    came = first.read_bytes()
    take(first)
    again = export(job, track_changes=True, when=WHEN)
    assert again.path == first
    assert came in [path.read_bytes() for path in job.history.glob("*.docx")]
    assert any("历次" in line for line in again.messages)


def test_refuses_what_would_lose_something(job: Job, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="换一个文件名"):
        export(job, output=job.docx_path)
    with pytest.raises(InputError, match=r"以 \.docx 结尾"):
        export(job, output=tmp_path / "a.pdf")
    replace(job.docx_path, "60余人次", "61人次")
    with pytest.raises(JobError, match="还没有取回的修改"):
        export(job, track_changes=True)


def test_says_so_without_a_draft(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="没有草稿"):
        export(Job(tmp_path))
