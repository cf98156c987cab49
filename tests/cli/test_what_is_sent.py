"""What leaves the machine, by every command that sends or writes what will be sent, and what is said of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from cli.program import BAISHA, call, point
from drafting.honest import honest, written
from model_server import completion, serving
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.text.masking import CANNOT

PEOPLE = ("李小红", "13800138000", "一三八零零一三八零零零", "肺癌", "刘翠花", "zhang@qq.com", "白沙发布")
NOTES = [
    "群众李小红（电话13800138000）反映公开栏看不清，已更换。",
    "李小红再次来电，号码一三八零零一三八零零零。",
    "村民刘翠花患肺癌，上门送达答复，回执发到zhang@qq.com。",
    "在公众号“白沙发布”登载图解。",
]
Fixture = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def job(job: Path) -> Path:
    """With notes on people."""
    head, mark, tail = (job / "report.yaml").read_text(encoding="utf-8").partition("\n  management:\n")
    assert mark
    (job / "report.yaml").write_text(head + mark + "".join(f"    - {note}\n" for note in NOTES) + tail, "utf-8")
    return job


def told(text: str) -> list[str]:
    return [word for word in PEOPLE if word in text]


def shown(job: Path) -> str:
    found = load(find(job))
    assert found is not None
    return "\n".join(paragraph.text for _, paragraph in found.report.paragraphs())


@pytest.mark.parametrize("polish", [(), ("--polish",)])
def test_a_draft_and_its_record(capsys: Capture, monkeypatch: Fixture, job: Path, polish: tuple[str, ...]) -> None:
    with serving(honest()) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat", *polish)
    assert server.asked
    assert told("".join(asked.text for asked in server.asked)) == []
    assert told((job / "记录.jsonl").read_text(encoding="utf-8")) == []
    assert "个人信息已隐去" not in run.said
    assert CANNOT in "".join(run.err.split())
    first = shown(job)
    again = call(capsys, monkeypatch, "draft", job, "--engine", "replay", *polish)
    assert again.code == run.code, again.said
    assert shown(job) == first, "the record gives the same draft"
    assert "〔姓名" not in first


def test_a_record_of_hashes_holds_no_words(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    (job / "nianbao.toml").write_text('[model]\nrecord = "hash"\n', encoding="utf-8")
    with serving(honest()) as server:
        point(monkeypatch, server)
        call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    kept = (job / "记录.jsonl").read_text(encoding="utf-8")
    assert told(kept) == []
    assert '"sent"' not in kept
    assert '"answer"' not in kept


def test_what_would_be_sent_is_listed_here_alone(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    with serving(honest()) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "prompt", "show", "aspect", job, "--engine", "chat")
        assert server.connections == 0
    prompts, _, listed = run.out.partition("换成代号的（只在本机显示，不发送）")
    assert told(prompts) == []
    assert "〔姓名1〕" in prompts
    assert told(listed) == list(PEOPLE)
    assert re.search(r"姓名 \d+ 处：李小红→〔姓名1〕", listed)
    assert CANNOT in "".join(listed.split())
    assert f"将发送到：{server.base_url}" in listed
    none = call(capsys, monkeypatch, "prompt", "show", "aspect", BAISHA)
    assert "没有找到要换成代号的" in none.out
    assert CANNOT in "".join(none.out.split())


def test_a_sheet_for_a_web_chat_both_ways(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job, "--engine", "paste", "--by-section")
    sheet = job / "提示词.txt"
    text = sheet.read_text(encoding="utf-8-sig")
    assert told(text) == []
    assert CANNOT in "".join(text.split())
    parts = text.split("━━ 提示词：")
    answers = [written(part, "problems" if part.startswith("五、") else "aspect") for part in parts[1:]]
    filled = [f"{part.rstrip()}\n{answer}\n\n" for part, answer in zip(parts[1:], answers, strict=True)]
    sheet.write_text("━━ 提示词：".join([parts[0], *filled]), encoding="utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    assert run.code in (0, 1), run.said
    assert "群众李小红（电话" in shown(job)
    assert "〔姓名" not in shown(job)
    assert told((job / "记录.jsonl").read_text(encoding="utf-8")) == []


def test_placeholders_of_other_notes_stand_for_nobody(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    """A person put into the notes after the sheet was written would be taken for the one that it names."""
    call(capsys, monkeypatch, "draft", job, "--engine", "paste")
    sheet = job / "提示词.txt"
    text = sheet.read_text(encoding="utf-8-sig")
    said = {"text": "群众〔姓名1〕反映公开栏看不清，已更换。", "sources": []}
    answer = {"aspects": [{"id": "management", "sentences": [said]}], "problems": []}
    sheet.write_text(text + json.dumps(answer, ensure_ascii=False), encoding="utf-8-sig")
    given = job / "report.yaml"
    given.write_text(given.read_text("utf-8").replace("群众李小红（", "群众赵国强（"), "utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    assert run.code == 2
    assert "代号" in run.err
    assert "重新运行" in run.err


def test_a_second_reader(capsys: Capture, monkeypatch: Fixture, tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    lines = ["云岭县白沙镇人民政府2024年政府信息公开工作年度报告", "一、总体情况", *NOTES]
    path.write_text("\n".join(lines), encoding="utf-8")
    person = {
        "at": "3", "quote": "群众〔姓名1〕（电话〔手机号码1〕）反映公开栏看不清", "kind": "字词", "said": "看不清",
        "right": "群众〔姓名1〕（电话〔手机号码1〕）反映公开栏看不青", "why": "错字", "cells": [], "calc": "",
    }  # fmt: skip
    answer = json.dumps({"faults": [person], "read": "6"}, ensure_ascii=False)
    with serving(lambda _: completion(answer)) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "check", path, "--engine", "chat", "--format", "json", "--fail-on", "never")
    assert told("".join(asked.text for asked in server.asked)) == ["白沙发布"]  # whose it is stands in the title
    assert CANNOT in "".join(run.err.split())
    found = [item for item in json.loads(run.out)["files"][0]["findings"] if item["code"] == "READ01"]
    assert [(item["quote"], "李小红（电话13800138000）" in item["fix"]["advice"]) for item in found] == [
        ("看不清", True)
    ]
    assert told((tmp_path / "年报-审读.jsonl").read_text(encoding="utf-8")) == ["白沙发布"]
    call(capsys, monkeypatch, "check", path, "--engine", "paste")
    sheet = (tmp_path / "年报-审读.txt").read_text(encoding="utf-8-sig")
    assert told(sheet) == ["白沙发布"]
    assert CANNOT in "".join(sheet.split())


def test_examples_need_no_placeholder(capsys: Capture, monkeypatch: Fixture, tmp_path: Path) -> None:
    shutil.copy(BAISHA, tmp_path / "report.yaml")
    for task in ("aspect", "problems", "report", "polish"):
        run = call(capsys, monkeypatch, "prompt", "show", task, tmp_path / "report.yaml")
        assert "没有找到要换成代号的" in run.out, run.out
