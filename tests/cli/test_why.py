"""nianbao why: where a sentence comes from, with its cells, notes, engine, prompt and changes; or what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.program import call, point
from drafting.honest import honest
from jobs.test_folder import append
from jobs.test_typed_figures import edited
from model_server import serving
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find

Fixture = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


def test_a_figure_is_told_with_its_cell(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job)
    run = call(capsys, monkeypatch, "why", job / "年报.docx", "全年新收政府信息公开申请14件")
    assert run.code == 0, run.said
    assert run.out.startswith("全年新收政府信息公开申请14件，其中自然人9件")
    for line in (
        "在哪里：一、总体情况，依申请公开",
        "有没有依据：有依据",
        "  表格：新收政府信息公开申请（自然人），9件",
        "  9件：新收政府信息公开申请（自然人）",
        "谁写的：程序不联网写的",
    ):
        assert f"{line}\n" in run.out
    assert not re.search(r"requests\.|cell:|overview", run.out)


def test_a_models_sentence_is_told_with_note_model_and_prompt(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    with serving(honest()) as server:
        point(monkeypatch, server, "某模型")
        call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    run = call(capsys, monkeypatch, "why", job, "疑难件送县司法局会商")
    assert run.code == 0, run.said
    assert "  素材：申请由党政综合办公室统一登记，疑难件送县司法局会商，全年会商5件\n" in run.out
    assert re.search(r"谁写的：模型写的：某模型（引擎 chat，提示词 aspect 第[0-9]+版，[0-9]{4}-", run.out)
    draft = load(find(job))
    assert draft is not None
    later = [
        item.text for _, held in draft.report.paragraphs() if held.id == "overview.requests.2"
        for item in held.sentences if item.origin == "chat"
    ]  # fmt: skip
    assert later, "an aspect that is long is several paragraphs"
    assert "谁写的：模型写的：某模型（" in call(capsys, monkeypatch, "why", job, later[0]).out


def test_who_changed_it_is_told_with_the_earlier_words(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job)
    edited(job, ("申请由党政综合办公室统一登记", "申请由党政综合办公室专人登记"))
    call(capsys, monkeypatch, "draft", job)
    run = call(capsys, monkeypatch, "why", job / "年报.docx", "专人登记")
    assert run.code == 0, run.said
    assert "谁写的：起草人写的\n" in run.out
    assert re.search("改过：\n  第 1 稿：申请由党政综合办公室统一登记，疑难件", run.out)


def test_what_was_typed_in_word_and_not_taken_back_is_told(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job)
    near = call(capsys, monkeypatch, "why", job, "申请由党政综合办公室逐件登记，疑难件送县司法局会商，全年会商5件")
    assert near.code == 0
    assert "请先用 nianbao take 取回" in near.out
    assert "统一登记" in near.out
    none = call(capsys, monkeypatch, "why", job, "全镇粮食产量再创新高")
    assert none.code == 2
    assert "草稿里没有“全镇粮食产量再创新高”这一句" in none.err
    several = call(capsys, monkeypatch, "why", job, "政府信息")
    assert several.code == 2
    assert "请多写几个字" in several.err
    for words in ("", "。"):
        assert "没有写要查的句子" in call(capsys, monkeypatch, "why", job, words).err


def test_a_folder_without_a_draft_is_told_what_to_do(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    run = call(capsys, monkeypatch, "why", job, "新收")
    assert run.code == 2
    assert "还没有起草" in run.err


def test_a_sentence_that_only_a_person_bears_is_not_called_founded(
    capsys: Capture, monkeypatch: Fixture, job: Path
) -> None:
    call(capsys, monkeypatch, "draft", job)
    append(job / "年报.docx", "过期信息", "各站所配备信息员。")
    call(capsys, monkeypatch, "take", job)
    run = call(capsys, monkeypatch, "why", job, "配备信息员")
    assert "有没有依据：素材里没有，是人在 Word 里写的" in run.out, run.said
    assert "起草人在 Word 里写的\n" in run.out
    assert "有没有依据：有依据" not in run.out
    edited(job, ("申请由党政综合办公室统一登记", "申请由党政综合办公室专人登记"))
    both = call(capsys, monkeypatch, "why", job, "专人登记")
    assert "有没有依据：有依据" in both.out
    assert "起草人在 Word 里改过\n" in both.out
    assert "没有素材" not in both.out
