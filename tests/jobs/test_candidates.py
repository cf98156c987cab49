"""What else could stand in a draft: a model's other answers, and earlier drafts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.program import BAISHA
from model_server import Answer, Asked, completion, serving
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.flow.job_engine import engine_for
from nianbao.jobs.store.draft_file import keep_snapshot, load
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.reviewing.session.review_source import wordings

MANAGEMENT = "overview.management"
FIRST = "拟公开的信息先由业务站所初审，再由党政综合办公室复核并做保密审查。"
SECOND = "业务站所初审、党政综合办公室复核并做保密审查以后，信息才公开。"


@pytest.fixture
def made(tmp_path: Path) -> Job:
    folder = tmp_path / "白沙镇-2024"
    folder.mkdir()
    shutil.copy(BAISHA, folder / "report.yaml")
    return Job(folder)


def drafted(job: Job) -> DraftFile:
    draft = load(job)
    assert draft is not None
    return draft


def asked_twice(job: Job, monkeypatch: pytest.MonkeyPatch, **more: object) -> DraftFile:
    """Draft one aspect with a model that words it otherwise the second time."""
    note = next(item.id for item in drafted(job).report.notes if item.text and item.aspect == "management")
    count = 0

    def script(asked: Asked) -> Answer:
        nonlocal count
        count += 1
        said = [{"text": FIRST if count == 1 else SECOND, "sources": [note]}]
        return completion(json.dumps({"sentences": said}, ensure_ascii=False))

    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    with serving(script) as server:
        engine = engine_for(
            job, "chat", base_url=f"http://127.0.0.1:{server.port}/v1", model="m", candidates=2, verify=False,
            threads=1, max_repairs=0, **more,
        )  # fmt: skip
        redraft(job, engine=engine, only="政府信息管理")
    return drafted(job)


def test_the_answer_that_was_not_chosen_can_be(made: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    redraft(made)
    draft = asked_twice(made, monkeypatch)
    now = "".join(item.text for _, item in draft.report.paragraphs() if item.id == MANAGEMENT)
    found = dict(wordings(made, draft)[MANAGEMENT])
    assert {"模型的候选 1", "模型的候选 2", "第 1 稿"} <= set(found)
    assert {FIRST, SECOND} == {item.text for name in ("模型的候选 1", "模型的候选 2") for item in found[name]} & {
        FIRST,
        SECOND,
    }
    assert any(words in now for words in (FIRST, SECOND))
    assert all(item.origin == "chat" for item in found["模型的候选 2"] if item.text == SECOND)


def test_where_only_digests_were_kept_there_is_none_of_the_model(made: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    redraft(made)
    draft = asked_twice(made, monkeypatch, record="hash")
    assert {name for found in wordings(made, draft).values() for name, _ in found} == {"第 1 稿"}


def test_what_stands_in_another_paragraph_now_is_not_offered_again(made: Job) -> None:
    """An aspect that was one paragraph in an earlier draft, and is two now."""
    redraft(made)
    draft = drafted(made)
    overview = draft.report.sections[1]
    parts = [item for item in overview.paragraphs if item.aspect == "requests" and item.role == "body"]
    assert [item.id for item in parts] == ["overview.requests", "overview.requests.2"]
    whole = parts[0].model_copy(update={"sentences": [one for item in parts for one in item.sentences]})
    paragraphs = [whole if item is parts[0] else item for item in overview.paragraphs if item is not parts[1]]
    sections = [
        item.model_copy(update={"paragraphs": paragraphs}) if item is overview else item
        for item in draft.report.sections
    ]
    report = draft.report.model_copy(update={"sections": sections})
    keep_snapshot(made, draft.model_copy(update={"version": 7, "report": report}))
    found = wordings(made, draft)
    assert "overview.requests" not in found
    assert MANAGEMENT in found


@pytest.mark.long
def test_earlier_drafts_later_ones_first_each_wording_once(made: Job) -> None:
    redraft(made)
    source = made.folder / "report.yaml"
    for words in ("23条", "24条", "25条"):
        source.write_text(
            source.read_text(encoding="utf-8").replace("23条", words).replace("24条", words), encoding="utf-8"
        )
        redraft(made)
    draft = drafted(made)
    assert draft.version == 3
    assert [name for name, _ in wordings(made, draft)[MANAGEMENT]] == ["第 2 稿", "第 1 稿"]
    assert [name for name, _ in wordings(made, draft)["overview.proactive"]] == ["第 2 稿"]
