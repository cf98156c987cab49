"""How much of a model's answer is taken: each thing once, no more than a part can need, and no end without an end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.program import call, point
from drafting.asking import given, run, whole, words
from drafting.honest import honest, task_of, written
from model_server import Answer, Asked, completion, serving
from nianbao.drafting import outline
from nianbao.drafting.answers import AspectAnswer, BadAnswer, Said, parse
from nianbao.drafting.brief import briefs
from nianbao.drafting.drafted_part import Part, locked_aspect
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.paste import Pasted
from nianbao.drafting.plain_words import runs_for_ever
from nianbao.facts import FactBook

ONCE = Options(max_repairs=0)


def part(*texts: str) -> Part:
    book = FactBook(outline(given()))
    brief = next(item for item in briefs(book) if item.key == "overview.management")
    fact = next(id for id in brief.facts if id.startswith("note."))
    month = [id for id in brief.facts if id.startswith("note.")][-1]
    said = [
        Said(text=text.replace("N", f"{{{{{fact}}}}}").replace("M", f"{{{{{month}}}}}"), sources=["note:n3"])
        for text in texts
    ]
    return locked_aspect(AspectAnswer(sentences=said), brief)


def test_the_same_sentence_is_kept_once() -> None:
    """1,500 identical sentences were kept, each of them printed."""
    found = part(*["清理过期信息，逐条核对。"] * 1500)
    assert len(found.sentences) == 1
    assert [(item.text, item.reason) for item in found.dropped] == [
        ("清理过期信息，逐条核对。", "与前面的话重复（1499 次）")
    ]
    assert any("重复了 1499 次" in str(item) for item in found.complaints)


def test_nearly_the_same_sentence_is_kept_once() -> None:
    text = "清理门户网站上的过期信息，逐条核对各个栏目，把已经失效的内容全部撤下并作了说明"
    found = part(f"{text}。", f"{text}了。", f"{text}；")
    assert len(found.sentences) == 1
    assert len(found.dropped) == 2


def test_sentences_without_end_are_not_all_read() -> None:
    found = part(*[f"清理过期信息，{chr(0x4E00 + at)}{chr(0x5E00 + 7 * at)}。" for at in range(1500)])
    assert sum(len(item.text) for item in found.sentences) <= 1.5 * max(found.brief.most, 200)
    assert any("句没有读" in item.text or "没有读" in item.reason for item in found.dropped)
    assert len(found.dropped) < 30


def test_an_answer_far_too_long_is_not_read() -> None:
    with pytest.raises(BadAnswer, match="没有读"):
        parse(json.dumps({"sentences": [{"text": "公开" * 110_000, "sources": []}]}, ensure_ascii=False), AspectAnswer)


@pytest.mark.parametrize(("text", "endless"), [
    ("公开信息。" * 400, True), ('{"text": "公开", "sources": []}, ' * 60, True), ("啊" * 700, True),
    ("".join(chr(0x4E00 + at) for at in range(700)), False), ("公开信息。" * 20, False),
])  # fmt: skip
def test_an_answer_that_repeats_itself_for_ever_is_known(text: str, endless: bool) -> None:
    assert runs_for_ever(text) is endless


def test_an_endless_answer_is_not_asked_for_again_with_a_higher_limit() -> None:
    def before(asked: Asked) -> Answer | None:
        return completion("公开信息。" * 500, finish="length") if "清理" in asked.text else None

    done = run("chat", honest(before), options=ONCE)
    whole(done.draft)
    assert len([asked for asked in done.server.asked if "清理" in asked.text]) == 1
    assert "没有尽头" in done.draft.failures["政府信息管理"]


# ── what cannot be used is not replayed


BROKEN = '{"sentences": [{"text": "清理过期信息。", "sources": ["note:n3"]}'


def test_a_record_of_an_older_version_with_control_characters_is_no_crash(
    job: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The run was cut off by what the model wrote; the record kept it, and every later run ended the same way."""

    def spoiled(asked: Asked) -> Answer:
        if task_of(asked) in ("aspect", "problems"):
            text = written(asked.text, task_of(asked))
            return completion(text.replace("。", "\\u0007\\ud800。").replace("\ud800", ""))
        return honest()(asked)

    with serving(spoiled) as server:
        point(monkeypatch, server)
        first = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert "程序出错" not in first.said
    assert first.code in (0, 1)
    record = job / "记录.jsonl"
    lines = record.read_text(encoding="utf-8").splitlines()
    cut = [line for line in lines if json.loads(line)["event"] != "draft"]
    record.write_text("\n".join(cut) + "\n", encoding="utf-8")  # as a crash leaves it
    (job / "草稿.json").unlink()
    (job / "年报.docx").unlink()
    shutil.rmtree(job / "历次")
    with serving(honest()) as server:
        point(monkeypatch, server)
        again = call(capsys, monkeypatch, "draft", job, "--engine", "chat")
    assert "程序出错" not in again.said
    assert again.code in (0, 1)
    assert (job / "年报.docx").exists()


def test_an_answer_that_cannot_be_used_is_asked_for_again() -> None:
    from nianbao.drafting.answers import schema_of
    from nianbao.drafting.engines.model_port import Ask, Remembered, Reply

    ask = Ask("overview.management", "aspect@1", [], schema_of(AspectAnswer))

    class Fresh:
        name, sends, destination = "fresh", False, ""

        def answer(self, ask: Ask) -> Reply:
            return Reply("new")

        def stop(self) -> None: ...
        def close(self) -> None: ...

    assert Remembered(Fresh(), {ask.digest: Reply(BROKEN)}).answer(ask).text == "new"
    assert Remembered(Fresh(), {ask.digest: Reply(BROKEN + "]}")}).answer(ask).text == BROKEN + "]}"
    pasted = Pasted({"other": "x"}, "sheet", {ask.digest: Reply(BROKEN)})
    with pytest.raises(Exception, match="没有粘贴"):
        pasted.answer(ask)


def test_the_draft_with_a_repeating_model_is_whole() -> None:
    def before(asked: Asked) -> Answer | None:
        if task_of(asked) != "aspect":
            return None
        value = json.loads(written(asked.text, "aspect"))
        return completion(json.dumps({"sentences": value["sentences"] * 300}, ensure_ascii=False))

    done = run("chat", honest(before), options=ONCE)
    whole(done.draft)
    assert all(text.count("清理过期信息") <= 1 for text in words(done.draft).values())
