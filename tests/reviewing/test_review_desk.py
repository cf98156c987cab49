"""Deciding on a report: what is kept, what the draft says after, and what a crash leaves."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.errors import JobError
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import Job
from nianbao.report import Sentence, Text
from nianbao.reviewing.session.decision_store import Decision, Store, dumped
from nianbao.reviewing.session.review_desk import Act, Clash, Desk
from nianbao.reviewing.session.review_items import ReviewItem
from nianbao.reviewing.session.review_session import source_of
from nianbao.writing import write
from reviewing.desks import GUESS, MISSING, job, rewrite, text
from samples import sample

PLATFORM = "paragraph:overview.platform"
SUPERVISION = "paragraph:overview.supervision"


@pytest.fixture
def made(tmp_path: Path) -> Job:
    return job(tmp_path / "白沙镇-2024")


def desk(made: Job | Path, who: str = "王芳") -> Desk:
    return Desk(source_of(made.folder if isinstance(made, Job) else made), who)


def item(at: Desk, kind: str, block: str = "", code: str = "") -> ReviewItem:
    return next(
        held for held in at.sheet().items
        if held.kind == kind and (not block or held.block == block) and (not code or held.code == code)
    )  # fmt: skip


def settle(at: Desk, kind: str, held: ReviewItem, words: str = "") -> Decision:
    return at.decide(Act(kind, held.block, at.sheet().version(held.block), held.id, words))  # type: ignore[arg-type]


def edit(at: Desk, block: str, words: str) -> Decision:
    return at.decide(Act("edit", block, at.sheet().version(block), words=words))


def _around(at: Desk, held: ReviewItem) -> str:
    """The words behind an item's place."""
    report = at.sheet().report
    return next(other.text for _, other in report.paragraphs() if f"paragraph:{other.id}" == held.block)[held.end :][
        :20
    ]


def sentence(made: Job, words: str) -> Sentence:
    draft = load(made)
    assert draft is not None
    return next(held for held in draft.report.sentences() if words in held.text)


def words_of(made: Job, block: str) -> str:
    draft = load(made)
    assert draft is not None
    return next(held.text for _, held in draft.report.paragraphs() if f"paragraph:{held.id}" == block)


# ── deciding


def test_an_accepted_change_stands_in_the_draft_as_the_reviewers(made: Job) -> None:
    at = desk(made)
    settle(at, "accept", item(at, "fix", PLATFORM))
    assert "截至10月底" in text(made)
    held = sentence(made, "截至10月底")
    assert held.origin == "reviewer"
    assert "reviewer" in (held.sources or [])
    assert sentence(made, "更新村务公开栏").origin == "offline"
    assert all(other.title != "“截止”后面是时间，应为“截至”" or other.block != PLATFORM for other in at.sheet().items)


def test_drafting_again_keeps_what_was_decided(made: Job) -> None:
    at = desk(made)
    settle(at, "accept", item(at, "fix", PLATFORM))
    edit(at, "paragraph:overview.management", "每季度清理一次过期信息。")
    settle(at, "remove", item(at, "verify"))
    redraft(made)
    after = text(made)
    assert "截至10月底" in after
    assert words_of(made, "paragraph:overview.management") == "每季度清理一次过期信息。"
    assert GUESS not in after


def test_figures_of_an_edited_sentence_stay_locked(made: Job) -> None:
    at = desk(made)
    before = words_of(made, "paragraph:overview.requests")
    edit(
        at,
        "paragraph:overview.requests",
        before.replace("全年新收政府信息公开申请14件", "今年收到政府信息公开申请14件"),
    )
    held = sentence(made, "今年收到")
    assert next(span.id for span in held.spans if span.type == "fact") == "requests.new.total"
    assert held.origin == "reviewer"
    assert sentence(made, "加上上年结转").origin == "offline"


def test_a_number_typed_over_the_tables_is_found_at_once(made: Job) -> None:
    at = desk(made)
    edit(
        at, "paragraph:overview.requests", words_of(made, "paragraph:overview.requests").replace("申请14件", "申请15件")
    )
    assert any(held.code == "SRC04" and held.level == "error" for held in at.sheet().items)


def test_taking_over_a_comma_does_not_vouch_for_a_sentence_that_awaits_verification(made: Job) -> None:
    draft = load(made)
    assert draft is not None
    for held in draft.report.sentences():
        if held.text == GUESS:
            held.spans = [Text(text=f"截止10月底，{GUESS}")]
    rewrite(made, draft)
    at = desk(made)
    wrong = next(held for held in at.sheet().items if held.kind == "fix" and GUESS in _around(at, held))
    settle(at, "accept", wrong)
    assert sentence(made, GUESS).text == f"截至10月底，{GUESS}"
    assert sentence(made, GUESS).support == "unsupported"
    settle(at, "confirm", item(at, "verify"))
    held = sentence(made, GUESS)
    assert (held.support, held.origin) == ("supported", "reviewer")


def test_a_blank_is_filled_and_ends_like_a_sentence(made: Job) -> None:
    at = desk(made)
    settle(at, "fill", item(at, "blank"), "邀请代表20人评议，\n收到意见6条")
    assert words_of(made, SUPERVISION).endswith("邀请代表20人评议，收到意见6条。")
    assert not any(held.kind == "blank" for held in at.sheet().items)
    assert MISSING not in words_of(made, SUPERVISION)


def test_a_rejected_suggestion_is_not_shown_again_and_the_text_stays(made: Job) -> None:
    at = desk(made)
    held = item(at, "fix", SUPERVISION)
    before = text(made)
    settle(at, "reject", held)
    assert text(made) == before
    assert held.id not in {other.id for other in desk(made).sheet().items}
    with pytest.raises(JobError, match="已经处理过"):
        settle(at, "accept", held)


def test_undo_puts_back_the_very_sentences_and_is_kept_itself(made: Job) -> None:
    at = desk(made)
    before = load(made)
    assert before is not None
    settle(at, "accept", item(at, "fix", PLATFORM))
    settle(at, "remove", item(at, "verify"))
    at.decide(Act("undo"))
    at.decide(Act("undo"))
    after = load(made)
    assert after is not None
    assert after.report == before.report
    assert GUESS not in "".join(after.deleted)
    assert [held.kind for held in at.source.store.read()] == ["accept", "remove", "undo", "undo"]
    assert at.sheet().review.undoable is None
    with pytest.raises(JobError, match="没有可以撤销的"):
        at.decide(Act("undo"))


def test_an_earlier_change_of_a_paragraph_is_not_undone_under_a_later_one(made: Job) -> None:
    at = desk(made)
    first = settle(at, "accept", item(at, "fix", PLATFORM))
    edit(at, PLATFORM, words_of(made, PLATFORM) + "另有一句。")
    with pytest.raises(JobError, match="请先撤销后来的修改"):
        at.decide(Act("undo", decision=first.id))
    assert "另有一句" in text(made)


def test_a_decision_that_an_earlier_version_wrote_otherwise_can_be_undone(made: Job) -> None:
    at = desk(made)
    stored = settle(at, "remove", item(at, "verify"))
    at.source.store.close()
    connection = sqlite3.connect(made.folder / "审核.sqlite3")
    connection.execute("DROP TRIGGER no_update")
    value = json.loads(stored.after)
    connection.execute("UPDATE decisions SET after = ?", [json.dumps(value, indent=1)])
    connection.commit()
    connection.close()
    desk(made).decide(Act("undo"))
    assert GUESS in text(made)


def test_the_title_and_a_heading_can_be_changed(made: Job) -> None:
    at = desk(made)
    edit(at, "title", "云岭县白沙镇人民政府2024年度政府信息公开工作年度报告")
    edit(at, "heading:problems", "五、主要问题和改进")
    redraft(made)
    draft = load(made)
    assert draft is not None
    assert draft.report.title.endswith("2024年度政府信息公开工作年度报告")
    assert draft.report.section("problems").heading == "五、主要问题和改进"  # type: ignore[union-attr]
    with pytest.raises(JobError, match="标题不能是空的"):
        edit(at, "title", " ")


def test_a_paragraph_emptied_keeps_its_place_for_undo(made: Job) -> None:
    at = desk(made)
    edit(at, PLATFORM, "")
    assert words_of(made, PLATFORM) == ""
    at.decide(Act("undo"))
    assert GUESS in words_of(made, PLATFORM)


def test_the_second_of_two_on_one_paragraph_is_told_the_firsts_words(made: Job) -> None:
    one, two = desk(made, "王芳"), desk(made, "李明")
    seen = two.sheet().version(PLATFORM)
    edit(one, PLATFORM, "改成这样。")
    with pytest.raises(Clash) as clash:
        two.decide(Act("edit", PLATFORM, seen, words="改成那样。"))
    assert clash.value.theirs == "改成这样。"
    assert "王芳" in clash.value.by
    assert words_of(made, PLATFORM) == "改成这样。"
    two.decide(Act("edit", PLATFORM, clash.value.version, words="改成那样。"))
    assert words_of(made, PLATFORM) == "改成那样。"


def test_another_paragraph_or_a_comment_is_no_clash(made: Job) -> None:
    one, two = desk(made), desk(made)
    seen = two.sheet().version(PLATFORM)
    edit(one, SUPERVISION, "别的一段。")
    one.decide(Act("comment", PLATFORM, words="请补时间"))
    two.decide(Act("edit", PLATFORM, seen, words="这一段。"))
    assert words_of(made, PLATFORM) == "这一段。"


def test_what_the_clerk_takes_in_meanwhile_is_not_written_over(made: Job) -> None:
    at = desk(made)
    seen = at.sheet().version(PLATFORM)
    edit(desk(made, "单位"), PLATFORM, "单位改过的。")
    with pytest.raises(Clash):
        at.decide(Act("edit", PLATFORM, seen, words="审核的。"))


def test_while_another_command_works_in_the_folder_nothing_is_decided(made: Job) -> None:
    at = desk(made)
    version = at.sheet().version(PLATFORM)
    with made.locked(), pytest.raises(JobError, match="另一个 nianbao"):
        at.decide(Act("edit", PLATFORM, version, words="改。"))
    assert at.source.store.read() == []


def test_state_follows_return_and_pass(made: Job) -> None:
    at = desk(made)
    assert at.sheet().review.state == "待审"
    at.decide(Act("return", words="退回.docx"))
    assert (at.sheet().review.state, at.sheet().review.since) == ("已退回", False)
    at.decide(Act("comment", words="再看"))
    assert at.sheet().review.since
    at.decide(Act("pass"))
    assert (at.sheet().review.state, at.sheet().review.since) == ("已通过", False)
    at.decide(Act("undo"))
    assert at.sheet().review.state == "已退回"


def test_earlier_drafts_can_be_chosen(made: Job) -> None:
    first = words_of(made, PLATFORM)
    redraft(made)
    at = desk(made)
    other = item(at, "candidate", PLATFORM)
    assert other.title == "另一种写法（第 1 稿）"
    settle(at, "accept", other)
    assert words_of(made, PLATFORM) == first


# ── a file without notes


def test_a_bare_word_file_is_reviewed_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "报来的.docx"
    write(sample(), path)
    bytes_before = path.read_bytes()
    at = desk(path)
    assert at.sheet().messages[0] == "没有素材，句子无法对到依据。"
    settle(at, "confirm", item(at, "verify"))
    settle(at, "fill", item(at, "blank"), "评议为满意")
    block = next(f"paragraph:{held.id}" for _, held in at.sheet().report.paragraphs() if "查询栏" in held.text)
    edit(at, block, "改成这样。")
    again = desk(path).sheet()
    said = [held.text for _, held in again.report.paragraphs()]
    assert "改成这样。" in said
    assert any("评议为满意" in held for held in said)
    assert path.read_bytes() == bytes_before


def test_decisions_on_a_file_that_changed_are_told_not_forced(tmp_path: Path) -> None:
    path = tmp_path / "报来的.docx"
    write(sample(), path)
    at = desk(path)
    block = next(f"paragraph:{held.id}" for _, held in at.sheet().report.paragraphs() if "查询栏" in held.text)
    edit(at, block, "改成这样。")
    other = sample()
    other.sections[1].paragraphs = other.sections[1].paragraphs[4:]
    write(other, path)
    sheet = desk(path).sheet()
    assert any("有 1 段的修改对不上" in line for line in sheet.messages)
    assert "改成这样。" not in [held.text for _, held in sheet.report.paragraphs()]


# ── the store


def test_decisions_are_only_added(made: Job) -> None:
    at = desk(made)
    settle(at, "accept", item(at, "fix", PLATFORM))
    at.source.store.close()
    connection = sqlite3.connect(made.folder / "审核.sqlite3")
    for statement in ("UPDATE decisions SET who = 'x'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            connection.execute(statement)
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


def test_who_when_before_and_after_are_kept(made: Job) -> None:
    at = desk(made)
    stored = settle(at, "accept", item(at, "fix", PLATFORM))
    (kept,) = Store(made.folder / "审核.sqlite3").read()
    assert kept == stored
    assert kept.who == "王芳"
    assert kept.at[4] == "-"
    assert "截止10月底" in kept.before
    assert "截至10月底" in kept.after


def test_a_decision_cut_off_before_the_draft_was_written_is_put_in_at_the_next_start(made: Job) -> None:
    at = desk(made)
    draft = load(made)
    assert draft is not None
    held = next(other for _, other in draft.report.paragraphs() if other.id == "overview.platform")
    after = [
        *held.sentences,
        Sentence.model_validate({"id": "r1", "spans": [{"type": "text", "text": "断电前的一句。"}]}),
    ]
    at.source.store.append(Decision("edit", "王芳", block=PLATFORM, before=dumped(held.sentences), after=dumped(after)))
    at.source.store.close()
    assert "断电前的一句" not in text(made)
    desk(made).sheet()
    assert words_of(made, PLATFORM).endswith("断电前的一句。")
    edit(desk(made), PLATFORM, "后来改的。")
    desk(made).sheet()
    assert words_of(made, PLATFORM) == "后来改的。"


def test_every_acknowledged_decision_survives_kill(made: Job) -> None:
    child = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from nianbao.reviewing.session.review_desk import Act, Desk\n"
        "from nianbao.reviewing.session.review_session import source_of\n"
        "at = Desk(source_of(Path(sys.argv[1])), '王芳')\n"
        f"block = {PLATFORM!r}\n"
        "for number in range(3):\n"
        "    at.decide(Act('edit', block, at.sheet().version(block), words=f'第{number}次改。'))\n"
        "    print(number, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", child, str(made.folder)], capture_output=True, text=True, timeout=600)
    assert done.stdout.split() == ["0", "1", "2"], done.stderr
    at = desk(made)
    at.sheet()
    assert len(at.source.store.read()) == 3
    assert words_of(made, PLATFORM) == "第2次改。"


def test_a_store_of_a_newer_program_is_not_touched(made: Job) -> None:
    path = made.folder / "审核.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(JobError, match="请升级"):
        desk(made).sheet()


def test_a_damaged_store_is_told(made: Job) -> None:
    (made.folder / "审核.sqlite3").write_bytes(b"not a database, certainly" * 100)
    with pytest.raises(JobError, match="审核记录已损坏"):
        desk(made).sheet()
