"""Whose an edit in a returned Word file is; 待核实 settled by its comment alone."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from nianbao.checking import check
from nianbao.files import digest
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.take import take
from nianbao.jobs.store.draft_file import keep_snapshot, load, save
from nianbao.jobs.store.folder import Job, find
from nianbao.jobs.store.word_file import rendered
from nianbao.reading import read
from nianbao.reading.docx import parse_docx
from nianbao.report import DRAFT_PROPERTY, Sentence
from nianbao.wordml.content import tag
from nianbao.wordml.tracked_changes import main_root, with_main
from nianbao.writing.docx_comments import without_comments
from nianbao.writing.docx_new_blocks import marked_mark
from nianbao.writing.docx_runs import Changer
from nianbao.writing.replace_words import Replacement

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "report.yaml"
WHEN = datetime(2026, 1, 15, 8, tzinfo=UTC)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """A drafted job with a sentence that rests on nothing, in its Word file too."""
    home = tmp_path / "白沙镇"
    home.mkdir()
    shutil.copy(EXAMPLE, home / "report.yaml")
    made = find(home)
    redraft(made)
    draft = load(made)
    assert draft is not None
    next(item for item in draft.report.sentences() if item.text.startswith("5月")).support = "unsupported"
    data = rendered(made, draft)
    made.docx_path.write_bytes(data)
    draft.files[made.docx_path.name].sha256 = digest(data)
    save(made, draft)
    keep_snapshot(made, draft)
    return made


def sentence(job: Job, words: str) -> Sentence:
    draft = load(job)
    assert draft is not None
    return next(item for item in draft.report.sentences() if words in item.text)


def test_an_untouched_comment_leaves_the_sentence_in_doubt(job: Job) -> None:
    taken = take(job.docx_path)
    assert taken.messages == ["没有发现修改。"]
    assert sentence(job, "5月").support == "unsupported"


def test_without_the_comment_it_is_confirmed(job: Job) -> None:
    job.docx_path.write_bytes(without_comments(job.docx_path.read_bytes(), "nianbao"))
    assert [line[:5] for line in take(job.docx_path).changes] == ["核实：5月"]
    held = sentence(job, "5月")
    assert (held.support, held.origin) == ("supported", "clerk")


def test_text_copied_into_another_file_confirms_nothing(job: Job) -> None:
    document: Any = Document(io.BytesIO(without_comments(job.docx_path.read_bytes(), "nianbao")))
    for relation in document.part.package.rels.values():
        if relation.reltype.endswith("/custom-properties"):
            relation.target_part._blob = relation.target_part.blob.replace(DRAFT_PROPERTY.encode(), b"other")
    other = job.folder / "另存.docx"
    document.save(str(other))
    assert take(other).changes == []
    assert sentence(job, "5月").support == "unsupported"


def test_a_file_with_the_old_mark_is_still_read(job: Job) -> None:
    document: Any = Document(io.BytesIO(without_comments(job.docx_path.read_bytes(), "nianbao")))
    paragraph = next(item for item in document.paragraphs if item.text.startswith("5月"))
    first = next(run for run in paragraph.runs if run.text.endswith("。"))
    first.add_text("【待核实】")
    document.save(str(job.docx_path))
    assert take(job.docx_path).changes == []
    assert sentence(job, "5月").support == "unsupported"


def test_the_file_alone_is_found_in_doubt_too(job: Job, tmp_path: Path) -> None:
    alone = tmp_path / "别处" / "年报.docx"
    alone.parent.mkdir()
    shutil.copy(job.docx_path, alone)
    assert [item.support for item in read(alone).sentences() if item.text.startswith("5月")] == ["unsupported"]
    assert not any("待核实" in item.text for item in read(alone).sentences())
    assert check(read(alone)) is not None


def test_a_paragraph_put_in_and_one_taken_out_in_tracked_changes(job: Job) -> None:
    data = job.docx_path.read_bytes()
    root = main_root(data)
    changer = Changer(root, WHEN, "李科长")
    place = next(
        item.location for _, item in parse_docx(data, "x").report.paragraphs() if "无其他需要报告" in item.text
    )
    old = changer.places.paragraph(place)  # type: ignore[arg-type]
    new = root.makeelement(tag("p"), {})
    marked_mark(new, changer.mark("ins"))
    new.append(changer.insertion("全年向县里报送自查情况2次。", None))
    old.addnext(new)
    for run in list(old.iter(tag("r"))):
        changer.delete(run)
    marked_mark(old, changer.mark("del"))
    job.docx_path.write_bytes(with_main(data, root))
    taken = take(job.docx_path)
    assert any(line.startswith("增：全年向县里") or "→ 全年向县里" in line for line in taken.changes)
    assert sentence(job, "全年向县里").origin == "reviewer"
    draft = load(job)
    assert draft is not None
    assert {item.who for item in draft.decisions} == {"李科长"}
    assert draft.decisions[-1].when == "2026-01-15T08:00:00Z"


def test_a_figure_changed_in_tracked_changes_is_a_decision(job: Job) -> None:
    data = job.docx_path.read_bytes()
    report = parse_docx(data, "x").report
    root = main_root(data)
    changer = Changer(root, WHEN, "李科长")
    held = report.cells["enforcement.penalty.decisions"]
    assert changer.make(Replacement(held.location, held.raw or "", 0, held.raw or "", "15")) == ""
    job.docx_path.write_bytes(with_main(data, root))
    take(job.docx_path)
    draft = load(job)
    assert draft is not None
    decision = next(item for item in draft.decisions if "行政处罚" in item.after)
    assert (decision.who, decision.after.endswith("：15")) == ("李科长", True)


def _inserted(job: Job, words: str, typed: str) -> None:
    """A reviewer's tracked insertion at the end of a paragraph, and what the clerk typed directly behind it."""
    data = job.docx_path.read_bytes()
    root = main_root(data)
    changer = Changer(root, WHEN, "李科长")
    place = next(
        item.location for _, item in parse_docx(data, "x").report.paragraphs() if "无其他需要报告" in item.text
    )
    paragraph = changer.places.paragraph(place)  # type: ignore[arg-type]
    last = list(paragraph.iter(tag("r")))[-1]
    mark = changer.insertion(words, None)
    last.addnext(mark)
    run = root.makeelement(tag("r"), {})
    text = root.makeelement(tag("t"), {})
    text.text = typed
    run.append(text)
    mark.addnext(run)
    job.docx_path.write_bytes(with_main(data, root))


def test_a_sentence_typed_behind_a_reviewers_is_the_clerks(job: Job) -> None:
    _inserted(job, "全年向县里报送自查情况2次。", "公开指南于11月修订。")
    take(job.docx_path)
    assert sentence(job, "全年向县里").origin == "reviewer"
    assert sentence(job, "公开指南").origin == "clerk"
    draft = load(job)
    assert draft is not None
    assert [item.after for item in draft.decisions] == ["全年向县里报送自查情况2次。"]


def test_words_typed_into_a_reviewers_sentence_are_not_put_down_to_her(job: Job) -> None:
    _inserted(job, "全年向县里报送自查情况2次，", "另外报送整改清单一份。")
    take(job.docx_path)
    assert sentence(job, "全年向县里").origin == "clerk"
    draft = load(job)
    assert draft is not None
    assert [(item.who, item.after) for item in draft.decisions] == [("李科长", "全年向县里报送自查情况2次，")]
