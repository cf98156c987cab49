"""审读 from the command line: a real server, the sheet for a web chat, the record, and what was set aside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.program import KEY, Run, call, point, spawn
from model_server import Answer, Asked, completion, serving

Fixture = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]
TITLE = "云岭县白沙镇人民政府2024年政府信息公开工作年度报告"
TEXT = f"{TITLE}\n一、总体情况\n镇公开栏按季更新，群众可以随时查阅，申请人张小明表示认刻。\n全年发布信息186条。\n"


def fault(quote: str, said: str, right: str, **more: Any) -> dict[str, Any]:
    return {"at": "3", "quote": quote, "kind": "字词", "said": said, "right": right, "why": "错字", "cells": [],
            "calc": ""} | more  # fmt: skip


WRONG = fault("表示认刻", "认刻", "表示认可")
ABSENT = fault("按月更新", "按月", "按季更新")


def answer(*faults: dict[str, Any], read: int = 4) -> str:
    return json.dumps({"faults": list(faults), "read": str(read)}, ensure_ascii=False)


def says(text: str) -> Callable[[Asked], Answer]:
    return lambda _: completion(text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "年报.txt"
    found.write_text(TEXT, encoding="utf-8")
    return found


def heard(run: Run) -> list[tuple[str, str, str]]:
    findings = json.loads(run.out)["files"][0]["findings"]
    return [
        (item["quote"] or item["message"], item["severity"], item["verdict"])
        for item in findings
        if item["code"] == "READ01" and "silenced" not in item
    ]


AS_JSON = ("--format", "json", "--fail-on", "never")


def test_only_what_stands_there_is_told_and_nothing_is_sent_unasked(
    capsys: Capture, monkeypatch: Fixture, path: Path
) -> None:
    with serving(says(answer(WRONG, ABSENT))) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "check", path, "--engine", "chat", *AS_JSON)
        assert "张小明" not in "".join(asked.text for asked in server.asked)
        assert call(capsys, monkeypatch, "check", path, "--fail-on", "never").code == 0
        assert len(server.asked) == 1, "no engine, nothing is sent"
    assert heard(run) == [("认刻", "info", "fails")]
    assert f"报告的文字和表格将发送到：{server.base_url}" in run.err
    assert "模型读了 4 段，读出 1 处（有佐证的 0 处作警告，其余作提示）" in run.err
    assert "引文不在原文里 1 处" in run.err
    assert KEY not in (path.parent / "年报-审读.jsonl").read_text(encoding="utf-8")


def test_as_a_process_of_its_own(path: Path) -> None:
    with serving(says(answer(WRONG))) as server:
        env = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY, "NIANBAO_MODEL": "m"}
        run = spawn("check", path.name, "--engine", "chat", "--readings", "2", cwd=path.parent, **env)
        assert len(server.asked) == 2
    assert run.code == 0, run.said
    assert re.search("警告 READ01 第3行 字词：错字", run.out)
    assert "两次审读一致" in run.out


def test_langchain_reads_too(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    with serving(says(answer(WRONG))) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "check", path, "--engine", "langchain", *AS_JSON)
    assert heard(run) == [("认刻", "info", "fails")], run.err


@pytest.mark.parametrize("reply", ["", "没有发现问题。", '{"faults": [], "read": "2"}'])
def test_a_reading_that_failed_is_never_a_clean_report(
    reply: str, capsys: Capture, monkeypatch: Fixture, path: Path
) -> None:
    with serving(says(reply)) as server:
        point(monkeypatch, server)
        monkeypatch.setenv("NIANBAO_RETRIES", "0")
        run = call(capsys, monkeypatch, "check", path, "--engine", "chat", "--select", "READ01")
    assert "没有发现问题" not in run.out
    assert "无法判断 READ01 模型没有读成" in run.out


def test_a_server_that_is_down_leaves_the_rules_findings(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    with serving(says("")) as server:
        point(monkeypatch, server)
    monkeypatch.setenv("NIANBAO_RETRIES", "0")
    run = call(capsys, monkeypatch, "check", path, "--engine", "chat", "--fail-on", "never")
    assert run.code == 0
    assert "模型没有读成，只有规则查出的" in run.err
    assert "无法判断 READ01" in run.out


def test_what_cannot_read_is_refused_before_anything_is_checked(
    capsys: Capture, monkeypatch: Fixture, path: Path
) -> None:
    for args, said in (
        (("--engine", "offline"), "审读不能用“offline”引擎"),
        (("--engine", "chat", "--readings", "3"), "--readings 可写 1 或 2"),
        (("--dry-run",), "要与 --engine 同用"),
        (("--engine", "replay"), "没有模型的回答"),
    ):
        run = call(capsys, monkeypatch, "check", path, *args)
        assert run.code == 2
        assert said in run.err


def test_a_dry_run_counts_and_sends_nothing(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    with serving(says(answer())) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "check", path, "--engine", "chat", "--dry-run")
        assert re.search(r"共约 \d+ 词元（在 nianbao.toml", run.out)
        monkeypatch.setenv("NIANBAO_PRICE_INPUT", "2")
        monkeypatch.setenv("NIANBAO_PRICE_OUTPUT", "8")
        priced = call(capsys, monkeypatch, "check", path, "--engine", "chat", "--dry-run", "--readings", "2")
        assert not server.asked
    assert re.search(r"共约 \d+ 词元，约 0\.0\d 元", priced.out)
    assert f"将发送到：{server.base_url}" in priced.out
    assert sorted(item.name for item in path.parent.iterdir()) == ["年报.txt"]


def test_a_run_that_was_cut_off_goes_on_and_a_record_is_replayed(
    capsys: Capture, monkeypatch: Fixture, tmp_path: Path
) -> None:
    path = tmp_path / "年报.txt"
    long = "\n".join(f"第{number}项工作按期完成，{'群众可以到镇政府大厅查阅，' * 20}" for number in range(20))
    path.write_text(f"{TITLE}\n一、总体情况\n{long}\n申请人表示认刻。\n", encoding="utf-8")

    def half(asked: Asked) -> Answer:
        if "认刻" in asked.text.partition("【文字】")[2]:
            return Answer(b"{}", status=400)
        return completion(answer(read=99))

    monkeypatch.setenv("NIANBAO_RETRIES", "0")
    with serving(half) as server:
        point(monkeypatch, server)
        first = call(capsys, monkeypatch, "check", path, "--engine", "chat", *AS_JSON)
        count = len(server.asked)
    assert count > 1
    assert [verdict for _, _, verdict in heard(first)] == ["unassessed"]
    with serving(says(answer(WRONG, read=99))) as server:
        point(monkeypatch, server)
        again = call(capsys, monkeypatch, "check", path, "--engine", "chat", *AS_JSON)
        assert all("认刻" in asked.text for asked in server.asked), "what was answered is not asked again"
    assert heard(again) == [("认刻", "info", "fails")]
    replayed = call(capsys, monkeypatch, "check", path, "--engine", "replay", *AS_JSON)
    assert heard(replayed) == heard(again)


# ── the sheet


def sheet_of(path: Path, number: str = "") -> Path:
    return path.with_name(f"{path.stem}-审读{number}.txt")


def paste(sheet: Path, text: str, key: str = "审读") -> None:
    told = sheet.read_text(encoding="utf-8-sig")
    head, mark, tail = told.partition(f"━━ 回答：{key}（")
    line, _, rest = tail.partition("\n")
    sheet.write_text(f"{head}{mark}{line}\n\n{text}\n{rest}", encoding="utf-8-sig")


def test_a_sheet_is_written_filled_in_and_read_back(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    first = call(capsys, monkeypatch, "check", path, "--engine", "paste")
    sheet = sheet_of(path)
    assert "没有发现问题" not in first.out
    assert f"提示词写在：{sheet}" in first.err
    text = sheet.read_text(encoding="utf-8-sig")
    assert "张小明" not in text
    assert "认刻" in text
    waiting = call(capsys, monkeypatch, "check", path, "--engine", "paste")
    assert "还没有粘贴模型的回答" in waiting.out
    assert sheet.read_text(encoding="utf-8-sig") == text
    paste(sheet, f"好的，结果如下：\n{answer(WRONG, ABSENT)}\n以上。")
    run = call(capsys, monkeypatch, "check", path, "--engine", "paste", *AS_JSON)
    assert heard(run) == [("认刻", "info", "fails")]
    assert not sheet_of(path, "-2").exists()
    assert [item.name for item in path.parent.iterdir() if item.suffix == ".jsonl"] == []


def test_what_was_cut_off_is_told_and_the_rest_kept(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    call(capsys, monkeypatch, "check", path, "--engine", "paste")
    paste(sheet_of(path), answer(WRONG, ABSENT)[:-20])
    run = call(capsys, monkeypatch, "check", path, "--engine", "paste", *AS_JSON)
    assert [item[1:] for item in heard(run)] == [("info", "fails"), ("warning", "unassessed")]
    assert "回答没有写完" in run.out


def test_a_report_that_was_changed_keeps_what_still_stands(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    call(capsys, monkeypatch, "check", path, "--engine", "paste")
    paste(sheet_of(path), answer(WRONG, fault("全年发布信息186条", "发布", "全年公布信息186条", at="4")))
    path.write_text(TEXT.replace("认刻", "认可"), encoding="utf-8")
    run = call(capsys, monkeypatch, "check", path, "--engine", "paste", *AS_JSON)
    assert heard(run) == [("发布", "info", "fails")]
    assert "以后改过" in run.err
    assert not sheet_of(path, "-2").exists()


def test_a_changed_report_whose_answer_has_placeholders_is_asked_anew(
    capsys: Capture, monkeypatch: Fixture, path: Path
) -> None:
    """They may stand for other people now; what was pasted is not written over."""
    call(capsys, monkeypatch, "check", path, "--engine", "paste")
    paste(sheet_of(path), answer(fault("申请人〔姓名1〕表示", "", "申请人表示")))
    pasted = sheet_of(path).read_bytes()
    path.write_text(TEXT.replace("张小明", "赵国强"), encoding="utf-8")
    run = call(capsys, monkeypatch, "check", path, "--engine", "paste")
    assert f"提示词写在：{sheet_of(path, '-2')}" in run.err
    assert sheet_of(path).read_bytes() == pasted


def test_a_sheet_for_two_readings(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    call(capsys, monkeypatch, "check", path, "--engine", "paste", "--readings", "2")
    sheet = sheet_of(path)
    paste(sheet, answer(WRONG))
    half = call(capsys, monkeypatch, "check", path, "--engine", "paste", "--readings", "2", *AS_JSON)
    assert ("warning", "unassessed") in [item[1:] for item in heard(half)]
    paste(sheet, answer(WRONG), "审读二")
    run = call(capsys, monkeypatch, "check", path, "--engine", "paste", *AS_JSON)
    assert heard(run) == [("认刻", "warning", "fails")]


def test_sheets_are_no_reports(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    call(capsys, monkeypatch, "check", path, "--engine", "paste")
    run = call(capsys, monkeypatch, "check", path.parent, *AS_JSON)
    assert [Path(item["path"]).name for item in json.loads(run.out)["files"]] == ["年报.txt"]


# ── what was set aside


def test_what_settings_set_aside_is_not_raised_again(capsys: Capture, monkeypatch: Fixture, path: Path) -> None:
    row = '[[ignore]]\ncode = "READ01"\nquote = "认刻"\nreason = "方言，当地这样写"\n'
    (path.parent / "nianbao.toml").write_text(row, encoding="utf-8")
    quiet = call(capsys, monkeypatch, "check", path, "--fail-on", "never")
    assert "没有用上" not in quiet.said, "nobody has read it this time"
    with serving(says(answer(WRONG))) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "check", path, "--engine", "chat", *AS_JSON)
    assert heard(run) == []
    assert "方言，当地这样写" in run.out


def test_what_a_person_dismissed_is_not_raised_again(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    """Though the model quotes a little more or less the next time."""
    assert call(capsys, monkeypatch, "draft", job).code in (0, 1)
    word = fault("政府信息公开申请14件", "申请", "政府信息公开申情14件")
    run = call(capsys, monkeypatch, "check", job, "--dismiss", "READ01:申请14件", "--reason", "没有错")
    assert "1 项不再报（没有错）" in run.said, run.said
    with serving(says(answer(word | {"said": ""}, read=99))) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "check", job, "--engine", "chat", *AS_JSON)
    assert heard(run) == [], run.said
    missing = call(capsys, monkeypatch, "check", job, "--dismiss", "READ01:没有这句话", "--reason", "没有错")
    assert missing.code == 2
    bare = call(capsys, monkeypatch, "check", job, "--dismiss", "READ01", "--reason", "没有错")
    assert bare.code == 2
    assert "引文" in bare.err


def test_the_page_of_what_a_model_reads(capsys: Capture, monkeypatch: Fixture) -> None:
    run = call(capsys, monkeypatch, "rule", "READ01")
    assert run.code == 0
    assert "核对以后再改" in run.out
