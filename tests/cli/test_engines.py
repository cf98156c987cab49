"""Drafting with a model from the command line: a real server, the record, the sheet for a web chat."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from cli.program import KANGRONG, KEY, call, point
from drafting.honest import honest, task_of, verdicts, written
from model_server import Answer, Asked, Server, completion, serving
from nianbao.drafting.prompts import TASKS
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.report import Report

Fixture = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def server(monkeypatch: Fixture) -> Iterator[Server]:
    with serving(honest()) as found:
        point(monkeypatch, found)
        yield found


def drafted(folder: Path) -> Report:
    found = load(find(folder))
    assert found is not None
    return found.report


def aspect(report: Report, id: str) -> str:
    section = report.section("overview")
    assert section is not None
    return "".join(item.text for item in section.paragraphs if item.aspect == id and item.role == "body")


def test_a_draft_by_a_model(capsys: Capture, monkeypatch: Fixture, job: Path, server: Server) -> None:
    run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert run.code == 0, run.said
    assert run.err.startswith(f"素材和表格的数字将发送到：{server.base_url}（模型 m）")
    assert "没有写成" not in run.said
    report = drafted(job)
    assert "其中财政预决算4条" in aspect(report, "proactive")
    assert "14件" in aspect(report, "requests")
    chat = [item for item in report.sentences() if item.origin == "chat"]
    assert len(chat) > 15
    assert all(item.sources and item.support == "supported" for item in chat)
    found = load(find(job))
    assert found is not None
    assert (found.engine, found.unused, found.failures) == ("chat", [], {})
    assert set(found.prompts) == {"aspect", "problems", "verify"}
    assert all(re.fullmatch(r"\w+@[0-9]+#[0-9a-f]{12}", label) for label in found.prompts.values())
    assert any("新收政府信息公开申请14件（自然人9件" in asked.text for asked in server.asked)
    assert "云岭县" not in "".join(
        asked.text for asked in server.asked if task_of(asked) == "aspect" and "平台建设" in asked.text
    )


def test_the_record_holds_every_attempt_and_no_key(
    capsys: Capture, monkeypatch: Fixture, job: Path, server: Server
) -> None:
    call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    path = job / "记录.jsonl"
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    attempts = [line for line in lines if line["event"] == "attempt"]
    assert len(attempts) == len(server.asked) == 12
    assert {line["outcome"] for line in attempts} == {"ok"}
    assert all(line["sent"] and line["answer"] and line["input_tokens"] == 100 for line in attempts)
    assert lines[-1]["usage"] == {"requests": 12, "input_tokens": 1200, "output_tokens": 240}
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for file in job.rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes(), file


def test_a_recorded_run_is_repeated_word_for_word(
    capsys: Capture, monkeypatch: Fixture, job: Path, server: Server, tmp_path: Path
) -> None:
    call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    first, asked = drafted(job), len(server.asked)
    again = tmp_path / "again"
    again.mkdir()
    for name in ("report.yaml", "记录.jsonl"):
        shutil.copy(job / name, again)
    monkeypatch.delenv("OPENAI_BASE_URL")
    with (again / "记录.jsonl").open("ab") as stream:
        stream.write(b'{"event": "attempt", "torn')
    run = call(capsys, monkeypatch, "draft", again, "--engine", "replay")
    assert run.code == 0, run.said
    assert drafted(again) == first
    assert len(server.asked) == asked
    assert "没有变化" in call(capsys, monkeypatch, "draft", job, "--engine", "replay").out
    text = (again / "report.yaml").read_text(encoding="utf-8").replace("疑难件", "复杂件")
    (again / "report.yaml").write_text(text, encoding="utf-8")
    changed = call(capsys, monkeypatch, "draft", again, "--engine", "replay")
    assert "依申请公开：记录里没有这一问的回答" in changed.out
    assert "复杂件" in aspect(drafted(again), "requests")


def test_hashes_alone_cannot_be_repeated(capsys: Capture, monkeypatch: Fixture, job: Path, server: Server) -> None:
    (job / "nianbao.toml").write_text('[model]\nrecord = "hash"\n', encoding="utf-8")
    call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    text = (job / "记录.jsonl").read_text(encoding="utf-8")
    assert "司法局" not in text
    run = call(capsys, monkeypatch, "draft", job, "--engine", "replay")
    assert run.code == 2
    assert "只存了摘要" in run.err


LARGE = bool(os.environ.get("NIANBAO_LARGE_SEEDS"))
MOMENTS = [(how, moment) for how in ("SIGKILL", "SIGINT") for moment in range(12)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize(("how", "moment"), MOMENTS if LARGE else [MOMENTS[2], MOMENTS[-1]])
def test_a_run_that_was_cut_off_goes_on(
    how: str, moment: int, capsys: Capture, monkeypatch: Fixture, job: Path
) -> None:
    """Killed while a question is under way: the old files stand, and what was answered is not asked again."""
    call(capsys, monkeypatch, "draft", job)
    old = {name: (job / name).read_bytes() for name in ("年报.docx", "草稿.json")}
    cut: list[int] = []

    def hold(asked: Asked) -> Answer | None:
        if asked.number == moment and not cut:
            cut.append(asked.number)
            process.send_signal(getattr(signal, how))
            process.wait()
        return None

    with serving(honest(hold)) as server:
        point(monkeypatch, server)
        monkeypatch.setenv("NIANBAO_THREADS", "1")
        process = subprocess.Popen(
            [sys.executable, "-m", "nianbao", "draft", str(job), "--engine", "chat"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a background job ignores it
        )  # fmt: skip
        err = process.communicate()[1]
        assert process.returncode != 0
        assert b"Traceback" not in err
        assert {name: (job / name).read_bytes() for name in old} == old
        kept = [json.loads(line) for line in (job / "记录.jsonl").read_text(encoding="utf-8").splitlines()]
        assert sum(line["event"] == "attempt" and line["outcome"] == "ok" for line in kept) == moment
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
        assert run.code == 0, run.said
        assert len(server.asked) == 13, "only the question that was under way is asked a second time"
    assert "没有写成" not in run.out


def test_a_clerks_words_survive_a_draft_by_a_model(
    capsys: Capture, monkeypatch: Fixture, job: Path, server: Server
) -> None:
    from docx import Document

    call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    document = Document(str(job / "年报.docx"))
    paragraph = next(item for item in document.paragraphs if "疑难件送县司法局会商" in item.text)
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = "申请由党政综合办公室登记，疑难的请县司法局会商，全年会商5件。"
    document.save(str(job / "年报.docx"))
    assert call(capsys, monkeypatch, "take", job / "年报.docx").code == 0
    call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert "申请由党政综合办公室登记，疑难的请县司法局会商，全年会商5件。" in [
        item.text for item in drafted(job).sentences()
    ]
    assert "疑难件送县司法局会商" not in aspect(drafted(job), "requests")


def test_one_aspect_alone_is_asked_for(capsys: Capture, monkeypatch: Fixture, job: Path, server: Server) -> None:
    call(capsys, monkeypatch, "draft", job)
    offline = drafted(job)
    call(capsys, monkeypatch, "draft", job, "--engine", "chat", "--only", "监督保障")
    assert [task_of(asked) for asked in server.asked] == ["aspect", "verify"]
    now = drafted(job)
    assert aspect(now, "proactive") == aspect(offline, "proactive")
    assert {item.origin for item in now.sentences() if item.id.startswith("note.nd95fbe")} == {"chat"}


def test_what_rests_on_nothing_is_dropped_or_marked(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    def invent(asked: Asked) -> Answer | None:
        task = task_of(asked)
        if task == "aspect" and "平台建设" in asked.text:
            answer = json.loads(written(asked.text, task))
            answer["sentences"][0]["text"] = answer["sentences"][0]["text"].replace("。", "，并开通抖音账号。")
            answer["sentences"].append({"text": "建立信息发布会商研判机制。", "sources": []})
            return completion(json.dumps(answer, ensure_ascii=False))
        if task in ("mend", "repair"):
            return completion("改不了")
        return None

    with serving(honest(invent)) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert "建立信息发布会商研判机制。（没有写依据）" in run.out
    assert "待核实 1 处" in run.out
    assert re.search(r"请核实：\n  待核实（.*）：\n    .*并开通抖音账号。", run.out)
    marked = [item for item in drafted(job).sentences() if item.support == "unsupported"]
    assert [item.text.endswith("并开通抖音账号。") for item in marked] == [True]
    assert "会商研判" not in aspect(drafted(job), "platform")


def test_a_verification_that_gives_nothing_is_told(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    def silent(asked: Asked) -> Answer | None:
        return completion("都好") if task_of(asked) == "verify" and "村务公开栏" in asked.text else None

    with serving(honest(silent)) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert "只按规则核对，请多看一遍：\n    政府信息公开平台建设：回答里没有 JSON 对象\n" in run.out
    found = load(find(job))
    assert found is not None
    assert list(found.unverified) == ["政府信息公开平台建设"]


@pytest.mark.parametrize("polish", [(), ("--polish",)], ids=["drafted", "polished"])
def test_another_model_reads_than_wrote(
    capsys: Capture, monkeypatch: Fixture, job: Path, server: Server, polish: tuple[str, ...]
) -> None:
    with serving(honest()) as reader:
        (job / "nianbao.toml").write_text(
            f"[model]\nreader-model = 'r'\nreader-base-url = '{reader.base_url}'\n", encoding="utf-8"
        )
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat", *polish)
    assert run.code == 0, run.said
    said = run.err.replace("\n", "")
    assert f"{server.base_url}（模型 m）；写好的句子连同素材另发到：{reader.base_url}（模型 r）（核对依据）" in said
    assert {task_of(asked) for asked in reader.asked} <= {"verify"}
    assert reader.asked or polish, "what was written is read"
    assert "verify" not in {task_of(asked) for asked in server.asked}
    assert {asked.body["model"] for asked in reader.asked} <= {"r"}
    assert KEY not in str([asked.headers for asked in reader.asked]), "the writer's key is the writer's"


def test_what_another_model_finds_unsupported_is_marked(
    capsys: Capture, monkeypatch: Fixture, job: Path, server: Server
) -> None:
    def strict(asked: Asked) -> Answer:
        rows = json.loads(verdicts(asked.text))
        rows["verdicts"][0] |= {"verdict": "unsupported", "why": "素材没有这样说"}
        return completion(json.dumps(rows, ensure_ascii=False))

    with serving(strict) as reader:
        monkeypatch.setenv("NIANBAO_READER_API_KEY", "sk-reader-of-this-test")
        (job / "nianbao.toml").write_text(
            f"[model]\nmax-repairs = 0\nreader-model = 'r'\nreader-base-url = '{reader.base_url}'\n", encoding="utf-8"
        )
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert "待核实" in run.out
    assert [item for item in drafted(job).sentences() if item.support == "unsupported"]
    assert {asked.headers.get("authorization") for asked in reader.asked} == {"Bearer sk-reader-of-this-test"}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("reader-base-url = 'http://127.0.0.1:9/v1'", "没有写 reader-model"),
        ("reader-key-variable = 'READER_KEY'", "没有写 reader-model"),
        ("reader-model = 'r'\nreader-provider = 'qwen'", "DASHSCOPE_API_KEY"),
        (
            "reader-model = 'r'\nreader-base-url = 'http://127.0.0.1:9/v1'\nallowed-hosts = ['{host}']",
            "127.0.0.1:9 不在允许",
        ),
    ],
)
def test_a_reader_that_cannot_be_asked_is_told_before_anything_is_sent(
    capsys: Capture, monkeypatch: Fixture, job: Path, server: Server, rows: str, told: str
) -> None:
    monkeypatch.delenv("DASHSCOPE_API_KEY", raising=False)
    host = server.base_url.partition("//")[2].partition("/")[0]
    (job / "nianbao.toml").write_text(f"[model]\n{rows.format(host=host)}\n", encoding="utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert run.code != 0
    assert told in run.said.replace("\n", "")
    assert not server.asked


def test_a_figure_of_another_cell_is_found(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    def swap(asked: Asked) -> Answer | None:
        if task_of(asked) == "aspect" and "“依申请公开”" in asked.text:
            answer = json.loads(written(asked.text, "aspect"))
            answer["sentences"].append(
                {"text": "全年收到政府信息公开申请{{requests.carry_out.total}}。", "sources": []}
            )
            return completion(json.dumps(answer, ensure_ascii=False))
        return completion("改不了") if task_of(asked) in ("mend", "repair") else None

    with serving(honest(swap)) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert not [item for item in drafted(job).sentences() if item.text == "全年收到政府信息公开申请2件。"]
    assert "全年收到政府信息公开申请{{requests.carry_out.total}}" in run.out or "用错了地方" in run.said


def test_langchain_drafts_the_same(capsys: Capture, monkeypatch: Fixture, job: Path, server: Server) -> None:
    call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    first = drafted(job)
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    run = call(capsys, monkeypatch, "draft", job, "--engine", "langchain")
    assert run.code == 0, run.said
    assert "已关闭环境变量 LANGSMITH_TRACING、HTTP_PROXY" in run.err
    assert "没有写成" not in run.said
    assert drafted(job) == first
    assert len(server.asked) == 24
    assert all(asked.body["max_tokens"] == 4096 for asked in server.asked)


# ── paste


def _answers(sheet: str) -> str:
    """The answer of a web chat to a sheet's prompt for the whole report, with chatter and full-width quotes."""
    aspects = [
        {"id": block.partition("（")[0], **json.loads(written(block, "aspect"))}
        for block in sheet.split("◆ ")[1:]
        if "问题和措施" not in block.splitlines()[0]
    ]
    problems = json.loads(written("◆ " + sheet.split("◆ 五、")[1], "problems"))
    text = json.dumps({"aspects": aspects, **problems}, ensure_ascii=False, indent=1)
    text = text.replace("{{", "｛｛", 2).replace("}}", "｝｝", 2)
    return f"好的，已按要求写好：\n```json\n{text}\n```\n如需修改请告诉我。"


def test_a_web_chat_by_hand(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    run = call(capsys, monkeypatch, "draft", job, "--engine", "paste")
    assert run.code == 0, run.said
    sheet = job / "提示词.txt"
    text = sheet.read_text(encoding="utf-8-sig")
    assert "复制到上一行为止" in text
    assert not (job / "草稿.json").exists()
    unfilled = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    assert unfilled.code == 2
    assert "没有粘贴回答" in unfilled.err
    sheet.write_text(text + _answers(text), encoding="utf-8-sig")
    run = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    assert run.code == 0, run.said
    assert "没有写成" not in run.out
    assert "其中财政预决算4条" in aspect(drafted(job), "proactive")
    assert any(item.origin == "chat" for item in drafted(job).sentences())
    assert "修改用的提示词" not in run.out
    call(capsys, monkeypatch, "draft", job, "--engine", "paste")
    assert (job / "提示词-2.txt").exists()
    assert "如需修改" in sheet.read_text(encoding="utf-8-sig"), "what was pasted is not written over"


def test_a_sheet_says_all_that_a_clerk_needs(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    """From within a folder with a blank in its name: where to run what, what a right answer is, whether figures go."""
    folder = job.rename(job.parent / "白沙镇 2024 年报")
    monkeypatch.chdir(folder)
    run = call(capsys, monkeypatch, "draft", ".", "--engine", "paste")
    assert run.code == 0, run.said
    sheet = folder / "提示词.txt"
    assert b"\r\n" in sheet.read_bytes()
    text = sheet.read_text(encoding="utf-8-sig")
    assert f'cd "{folder}"\n    nianbao draft . --answers 提示词.txt\n' in text
    for words in ("以 { 开头、以 } 结尾", "没有写完", "nianbao draft . --engine paste --by-section", "写在提示词里"):
        assert words in text
    assert not re.search(r"(?m)^#", text)
    sheet.write_text(text.replace("（粘贴在这一行下面）━━\n", "（粘贴在这一行下面）━━\n" + _answers(text)), "utf-8-sig")
    done = call(capsys, monkeypatch, "draft", ".", "--answers", "提示词.txt")
    assert done.code == 0, done.said
    assert "没有写成" not in done.out


def test_a_sheet_without_figures_says_so(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    (job / "nianbao.toml").write_text("[model]\nshow-values = false\n", encoding="utf-8")
    call(capsys, monkeypatch, "draft", job, "--engine", "paste")
    hidden = (job / "提示词.txt").read_text(encoding="utf-8-sig")
    assert "数字留在本机" in hidden
    assert "新收政府信息公开申请{{数" in hidden
    assert "14件" not in hidden


def test_answers_to_other_notes_are_refused(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    """A note taken out after the sheet was written: 素2 would be another note."""
    call(capsys, monkeypatch, "draft", job, "--engine", "paste")
    sheet = job / "提示词.txt"
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text + _answers(text), encoding="utf-8-sig")
    given = yaml.load((job / "report.yaml").read_text("utf-8"), yaml.CSafeLoader)
    given["notes"]["proactive"] = given["notes"]["proactive"][1:]
    (job / "report.yaml").write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), "utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    assert run.code == 2
    assert "写出提示词以后素材或表格改过" in run.err
    assert "用新的提示词再问一次" in run.err


def test_what_a_web_chat_got_wrong_goes_back(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job, "--engine", "paste", "--by-section")
    sheet = job / "提示词.txt"
    text = sheet.read_text(encoding="utf-8-sig")
    parts = text.split("━━ 提示词：")
    filled = [parts[0]]
    for part in parts[1:]:
        answer = written(part, "problems" if part.startswith("五、") else "aspect")
        if part.startswith("政府信息公开平台建设"):
            answer = re.sub("([0-9]+)([件条次个块期场])", r"9\1\2", answer)
        filled.append(part.rstrip() + "\n" + answer + "\n\n")
    sheet.write_text("━━ 提示词：".join(filled), encoding="utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    assert "修改用的提示词写在" in run.out
    second = job / "提示词-2.txt"
    again = second.read_text(encoding="utf-8-sig")
    assert again.count("━━ 回答：") == 1
    assert re.search("上次的回答有 [0-9]+ 处不合要求，其余的已经采用，这里只问这几处", again)
    assert "是自己写的数" in again
    wrong = re.findall(r"(?m)^([0-9]+)\. 原句：(.*)\n   问题：.*\n   依据：(素[0-9]+)：", again)
    assert wrong
    assert "【数据】" not in again, "only the sentences at fault, each with what its source says"
    unasked = {item.text for item in drafted(job).sentences() if item.origin == "chat"}
    good = [
        {"n": int(n), "text": re.sub("9([0-9]+[件条次个块期场])", r"\1", words), "sources": [source]}
        for n, words, source in wrong
    ]
    second.write_text(again + json.dumps({"sentences": good}, ensure_ascii=False), encoding="utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--answers", second)
    assert run.code == 0, run.said
    assert "没有写成" not in run.out
    assert "修改用的提示词写在" not in run.out
    assert {item.origin for item in drafted(job).sentences() if item.id.startswith("note.n49abf2")} == {"chat"}
    assert unasked <= {item.text for item in drafted(job).sentences() if item.origin == "chat"}, "the good ones stay"
    given = yaml.safe_load((job / "report.yaml").read_text("utf-8"))
    given["notes"]["proactive"] = given["notes"]["proactive"][1:]
    (job / "report.yaml").write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), "utf-8")
    run = call(capsys, monkeypatch, "draft", job, "--answers", second)
    assert run.code == 2
    assert "写出提示词以后素材或表格改过" in run.err


def test_a_second_sheet_has_the_answers_read(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    """Another model is asked by hand whether each sentence rests on the notes; what it doubts is marked."""
    call(capsys, monkeypatch, "draft", job, "--engine", "paste")
    sheet = job / "提示词.txt"
    text = sheet.read_text(encoding="utf-8-sig")
    sheet.write_text(text + _answers(text), encoding="utf-8-sig")
    run = call(capsys, monkeypatch, "draft", job, "--answers", sheet)
    reading = job / "核对依据.txt"
    assert "核对依据.txt" in "".join(run.out.split())
    text = reading.read_text(encoding="utf-8-sig")
    before, mark, rest = text.partition("━━ 回答：核对·主动公开")
    head, _, tail = rest.partition("\n")
    sentences = len(re.findall(r"(?m)^[0-9]+\. ", before.split("【文字】")[-1]))
    said = [{"n": n, "verdict": "supported", "sources": [], "why": ""} for n in range(2, sentences + 1)]
    said.append({"n": 1, "verdict": "unsupported", "sources": [], "why": "素材没有写"})
    answer = json.dumps({"verdicts": said}, ensure_ascii=False)
    reading.write_text(f"{before}{mark}{head}\n\n{answer}\n\n{tail}", encoding="utf-8-sig")
    kept = {item.text for item in drafted(job).sentences() if item.origin == "chat"}
    call(capsys, monkeypatch, "draft", job, "--answers", reading)
    now = [item for item in drafted(job).sentences() if item.origin == "chat"]
    assert {item.text for item in now} == kept, "the same answers, read"
    assert [item.support for item in now].count("unsupported") == 1
    assert not (job / "核对依据-2.txt").exists()


def test_a_useless_answer_is_refused_and_nothing_is_lost(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job)
    before = (job / "草稿.json").read_bytes()
    answer = job / "回答.txt"
    answer.write_text('{"aspects": [{"id": "proactive", "sentences": [', encoding="gbk")
    run = call(capsys, monkeypatch, "draft", job, "--answers", answer)
    assert run.code == 2
    assert "没有写完" in run.err
    assert (job / "草稿.json").read_bytes() == before


# ── the other commands


def test_polishing_changes_words_only(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    def polish(asked: Asked) -> Answer:
        if task_of(asked) == "verify":
            return completion(verdicts(asked.text))
        if task_of(asked) == "mend":
            return completion('{"sentences": []}')
        rows = re.findall(r"^([\w.]+)：(.*)$", asked.text, re.MULTILINE)
        said = [{"id": id, "text": words.replace("全年", "本年度")} for id, words in rows]
        said[0]["text"] = said[0]["text"].replace("。", "，共5件。")
        return completion(json.dumps({"sentences": said}, ensure_ascii=False))

    call(capsys, monkeypatch, "draft", job)
    plain = drafted(job)
    with serving(polish) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat", "--polish")
    assert run.code == 0, run.said
    assert "润色没有采用：“5件”是自己写的数" in run.out
    old = {item.id: item for item in plain.sentences()}
    new = {item.id: item for item in drafted(job).sentences()}
    assert list(old) == list(new)
    changed = [id for id in old if old[id].text != new[id].text]
    assert "overview.requests.new" in changed
    for id in changed:
        assert new[id].text == old[id].text.replace("全年", "本年度")
        assert (new[id].sources, new[id].guards) == (old[id].sources, old[id].guards)


def _adding(*more: str) -> Callable[[Asked], Answer]:
    """A polisher that says more in the first sentences than stood there, and a reader that sees what is underlined."""

    def script(asked: Asked) -> Answer:
        if task_of(asked) == "verify":
            rows = re.findall(r"^(\d+)\. (.*)$", asked.text.partition("【文字】")[2], re.MULTILINE)
            said = [
                {"n": int(n), "verdict": "unsupported" if "群众都说好" in words else "supported", "sources": [],
                 "why": "群众都说好" if "群众都说好" in words else ""}
                for n, words in rows
            ]  # fmt: skip
            return completion(json.dumps({"verdicts": said}, ensure_ascii=False))
        if task_of(asked) == "mend":
            return completion('{"sentences": []}')
        rows = re.findall(r"^([\w.]+)：(.*)$", asked.text, re.MULTILINE)
        said = [{"id": id, "text": words} for id, words in rows]
        for row, words in zip(said, more, strict=False):
            row["text"] = row["text"].removesuffix("。") + words + "。"
        return completion(json.dumps({"sentences": said}, ensure_ascii=False))

    return script


def test_what_polishing_adds_is_not_taken(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job)
    plain = [item.text for item in drafted(job).sentences()]
    with serving(_adding("，群众都说好", "，并建立健全三审三校制度")) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat", "--polish")
    assert run.code == 0, run.said
    assert "“说好”在素材里找不到依据" in run.out.replace("\n", "")
    assert "三审三校" in run.out.replace("\n", "")
    assert [item.text for item in drafted(job).sentences()] == plain


def test_polishing_one_section_asks_for_it_alone(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    call(capsys, monkeypatch, "draft", job)
    with serving(_adding()) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat", "--polish", "--section", "五")
        asked = [item.text for item in server.asked if task_of(item) == "polish"]
    assert run.code == 0, run.said
    assert len(asked) == 1
    assert "句" in asked[0]
    assert "新收政府信息公开申请" not in asked[0]


def test_what_polishing_got_wrong_goes_back_alone(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    """One sentence with a figure of its own: it goes back with the words at fault, and its second wording is taken."""
    back: list[str] = []

    def polish(asked: Asked) -> Answer:
        if task_of(asked) == "verify":
            return completion(verdicts(asked.text))
        if task_of(asked) == "mend":
            back.append(asked.text)
            basis = re.search("依据：(.*)", asked.text)
            assert basis
            said = {"n": 1, "text": basis[1].replace("全年", "本年度"), "sources": []}
            return completion(json.dumps({"sentences": [said]}, ensure_ascii=False))
        rows = re.findall(r"^(句[0-9]+)：(.*)$", asked.text, re.MULTILINE)
        said_all = [
            {"id": id, "text": words.replace("。", "，共77件。")}
            for id, words in rows
            if "新收政府信息公开申请14件，其中" in words
        ]
        return completion(json.dumps({"sentences": said_all}, ensure_ascii=False))

    call(capsys, monkeypatch, "draft", job)
    with serving(polish) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "draft", job, "--engine", "chat", "--polish", "--section", "一")
    assert run.code == 0, run.said
    assert len(back) == 1
    assert "“77件”是自己写的数" in back[0]
    assert "没有采用" not in run.out
    assert "本年度新收政府信息公开申请14件，其中自然人9件" in aspect(drafted(job), "requests")


def test_an_endpoint_is_tried(capsys: Capture, monkeypatch: Fixture) -> None:
    def script(asked: Asked) -> Answer:
        if asked.body.get("response_format", {}).get("type") == "json_schema":
            return Answer(b'{"error": {"message": "response_format json_schema is not supported"}}', status=400)
        return completion('{"answer": "好"}')

    with serving(script) as server:
        point(monkeypatch, server)
        run = call(capsys, monkeypatch, "models")
        assert all("年报" not in asked.text for asked in server.asked)
    assert run.code == 0, run.said
    assert re.search(r"json_schema +不可用", run.out)
    assert re.search(r"json_object +可用", run.out)
    down = call(capsys, monkeypatch, "models")
    assert down.code == 2
    assert "连不上 127.0.0.1" in down.out


def test_prompts_are_shown_without_sending(capsys: Capture, monkeypatch: Fixture, job: Path) -> None:
    listed = call(capsys, monkeypatch, "prompt", "list")
    assert len(re.findall("第[0-9]+版", listed.out)) == len(TASKS)
    shown = call(capsys, monkeypatch, "prompt", "show", "aspect", job)
    assert shown.code == 0, shown.said
    assert "请写“一、总体情况”中的“监督保障”" in shown.out
    assert re.search(r"共约 \d+ 词元", shown.out)
    assert call(capsys, monkeypatch, "prompt", "check").out.strip() == "提示词都可以用。"
    monkeypatch.setenv("NIANBAO_PROMPTS", str(job))
    (job / "aspect.md").write_text("没有说明", encoding="utf-8")
    bad = call(capsys, monkeypatch, "prompt", "check")
    assert bad.code == 1
    assert "开头没有 --- 之间的说明" in bad.out


@pytest.mark.parametrize(
    ("settings", "engine", "said"),
    [
        ({}, "chat", "没有写模型的地址"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, "chat", "没有写模型的名称"),
        ({"NIANBAO_PROVIDER": "deepseek", "NIANBAO_MODEL": "m"}, "chat", "DEEPSEEK_API_KEY"),
        ({"NIANBAO_PROVIDER": "deepsek", "NIANBAO_MODEL": "m"}, "chat", "是不是“deepseek”"),
        ({"OPENAI_BASE_URL": "模型", "NIANBAO_MODEL": "m"}, "chat", "不是可用的网址"),
        (
            {"OPENAI_BASE_URL": "http://10.0.0.9/v1", "NIANBAO_MODEL": "m", "NIANBAO_ALLOWED_HOSTS": "10.0.0.8"},
            "chat",
            "不在允许的主机",
        ),
        ({"NIANBAO_PROVIDER": "mystery", "NIANBAO_MODEL": "m"}, "langchain", "不知道 LangChain 的“mystery”"),
        ({"NIANBAO_TIMEOUT": "快"}, "chat", "NIANBAO_TIMEOUT"),
        ({}, "replay", "没有模型的回答"),
        ({}, "chatt", "是不是“chat”"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_and_nothing_is_written(
    settings: dict[str, str], engine: str, said: str, capsys: Capture, monkeypatch: Fixture, job: Path
) -> None:
    for name in ("OPENAI_BASE_URL", "OPENAI_API_KEY", "DEEPSEEK_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    run = call(capsys, monkeypatch, "draft", job, "--engine", engine)
    assert run.code == 2, run.said
    assert said in run.err
    assert [path.name for path in job.iterdir() if not path.name.startswith(".")] == ["report.yaml"]


def test_a_report_without_notes_asks_little(
    capsys: Capture, monkeypatch: Fixture, tmp_path: Path, server: Server
) -> None:
    shutil.copy(KANGRONG, tmp_path / "report.yaml")
    run = call(capsys, monkeypatch, "draft", tmp_path / "report.yaml", "--engine", "chat")
    assert "平台建设情况" in run.out, "the blank stays a blank"
    assert not any("中的“平台建设”。" in asked.text for asked in server.asked)
