"""Sheets for a web chat, one after another in any order: what was answered to one sentence stays answered."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest
import yaml

from cli.program import call
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find
from nianbao.reviewing.session.review_items import items as waiting

Fixture = pytest.MonkeyPatch
Capture = pytest.CaptureFixture[str]

NOTES = {
    "proactive": ["4月清理过期信息5条", "更新机构职能信息3条"],
    "platform": ["6月开放观测站，来了约260人，同时发公开指南折页"],
}
SAID = {
    "清理": "4月清理过期信息5条。",
    "更新": "更新机构职能信息8条。",
    "观测站": "6月开放观测站，约260人到场参观，同时发放公开指南折页。",
}


@pytest.fixture
def folder(tmp_path: Path, capsys: Capture, monkeypatch: Fixture) -> Path:
    """A job with its first sheet answered; one figure of it is wrong."""
    given = {"unit": "青岚县气象局", "year": 2024, "rest": "zero", "tables": {}, "notes": NOTES}
    path = tmp_path / "report.yaml"
    path.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False), "utf-8")
    run = call(capsys, monkeypatch, "draft", tmp_path, "--engine", "paste")
    assert run.code == 0, run.said
    sheet = tmp_path / "提示词.txt"
    text = sheet.read_text("utf-8-sig")
    aspects = []
    for block in text.split("◆ ")[1:]:
        rows = [
            {"text": words, "sources": [id]}
            for id, note in re.findall(r"(?m)^- (素[0-9]+)：(.*)$", block)
            for key, words in SAID.items()
            if key in note
        ]
        rows += [
            {"text": f"{line.rstrip('。')}。", "sources": [id]}
            for id, line in re.findall(r"(?m)^- (表[0-9]+)：(.*)$", block)
        ]
        if rows:
            aspects.append({"id": block.partition("（")[0], "sentences": rows})
    fill(sheet, "全文", {"aspects": aspects, "problems": []})
    return tmp_path


def fill(sheet: Path, key: str, answer: object) -> None:
    text = sheet.read_text("utf-8-sig")
    mark = f"━━ 回答：{key}（粘贴在这一行下面）━━\n"
    assert mark in text, text[-300:]
    sheet.write_text(text.replace(mark, mark + json.dumps(answer, ensure_ascii=False) + "\n"), "utf-8-sig")


def items(sheet: Path) -> dict[str, int]:
    """What a mend sheet asks for → its number there."""
    text = sheet.read_text("utf-8-sig")
    return {
        words: int(n) for n, words in re.findall(r"(?m)^([0-9]+)\. (?:原句：)?(.*)$", text.partition("【要改的】")[2])
    }


def mend(sheet: Path, **answers: str | list[str]) -> None:
    rows = []
    for words, number in items(sheet).items():
        for key, said in answers.items():
            if key in words:
                rows += [
                    {"n": number, "text": one, "sources": []} for one in ([said] if isinstance(said, str) else said)
                ]
    assert rows, items(sheet)
    fill(sheet, "修改", {"sentences": rows})


def read(sheet: Path, doubted: str = "") -> None:
    """Every sentence of a reading sheet found to rest on its note, but one."""
    text = sheet.read_text("utf-8-sig")
    for block in text.split("━━ 提示词：")[1:]:
        label = block.partition(" ━━")[0]
        rows = [
            {"n": int(n), "verdict": "unsupported", "sources": [], "why": "“参观”没有依据"}
            if doubted and doubted in line
            else {"n": int(n), "verdict": "supported", "sources": [], "why": ""}
            for n, line in re.findall(r"(?m)^([0-9]+)\. (.*)$", block.partition("【文字】")[2])
        ]
        fill(sheet, f"核对·{label}", {"verdicts": rows})


def texts(folder: Path) -> str:
    found = load(find(folder))
    assert found is not None
    return "".join(item.text for item in found.report.sentences())


def marked(folder: Path) -> list[str]:
    found = load(find(folder))
    assert found is not None
    return [item.text for item in found.report.sentences() if item.support == "unsupported"]


class Clerk:
    def __init__(self, capsys: Capture, monkeypatch: Fixture, folder: Path) -> None:
        self.capsys, self.monkeypatch, self.folder = capsys, monkeypatch, folder

    def take(self, *names: str) -> str:
        given = [one for name in names for one in ("--answers", self.folder / f"{name}.txt")]
        run = call(self.capsys, self.monkeypatch, "draft", self.folder, *given)
        assert run.code == 0, run.said
        return run.out


@pytest.fixture
def clerk(capsys: Capture, monkeypatch: Fixture, folder: Path) -> Clerk:
    return Clerk(capsys, monkeypatch, folder)


def test_what_a_reading_found_is_mended_by_the_next_sheet(clerk: Clerk, folder: Path) -> None:
    clerk.take("提示词")
    mend(folder / "提示词-2.txt", 更新="机构职能信息更新了3条。")
    clerk.take("提示词-2")
    readings = sorted(folder.glob("核对依据*.txt"))
    read(readings[-1], "参观")
    clerk.take(readings[-1].stem)
    assert [item for item in marked(folder) if "参观" in item]
    mend(folder / "提示词-3.txt", 参观="6月开放观测站，约260人到场，同时发放公开指南折页。")
    clerk.take("提示词-3")
    assert "参观" not in texts(folder)
    assert "约260人到场，同时发放公开指南折页。" in texts(folder)
    assert "机构职能信息更新了3条。" in texts(folder), "what an earlier sheet mended stays"


def test_a_mark_of_a_reading_stays_until_the_sentence_is_mended(clerk: Clerk, folder: Path) -> None:
    """The second sheet was written before the reading and is pasted after it."""
    clerk.take("提示词")
    read(folder / "核对依据.txt", "参观")
    clerk.take("核对依据")
    mend(folder / "提示词-2.txt", 更新="机构职能信息更新了3条。")
    out = clerk.take("提示词-2")
    assert "机构职能信息更新了3条。" in texts(folder)
    assert [item for item in marked(folder) if "参观" in item]
    assert "待核实 1 处" in out
    newest = max(folder.glob("提示词-*.txt"), key=lambda path: int(path.stem.partition("-")[2]))
    assert [words for words in items(newest) if "参观" in words]
    assert not [words for words in items(newest) if "更新" in words]
    clerk.take("提示词-2")
    assert [item for item in marked(folder) if "参观" in item], "run again, nothing is lost"


def test_sheets_ask_in_the_order_of_the_report(clerk: Clerk, folder: Path, monkeypatch: Fixture) -> None:
    """Whichever thread is done first: here the last part is, always."""
    from nianbao.drafting.engines import model_engine

    monkeypatch.setattr(model_engine.Modelled, "_all", lambda self, wanted, work, budget: [
        done for _, done in sorted(
            ((wanted.index(brief), work(brief)) for brief in reversed(wanted)), key=lambda pair: pair[0]
        )
    ])  # fmt: skip
    clerk.take("提示词")
    labels = re.findall("(?m)^━━ 提示词：(.*) ━━", (folder / "核对依据.txt").read_text("utf-8-sig"))
    assert labels.index("主动公开") < labels.index("政府信息公开平台建设")


def test_several_sheets_are_taken_at_once(clerk: Clerk, folder: Path) -> None:
    clerk.take("提示词")
    read(folder / "核对依据.txt", "参观")
    mend(folder / "提示词-2.txt", 更新="机构职能信息更新了3条。")
    out = clerk.take("核对依据", "提示词-2")
    assert "机构职能信息更新了3条。" in texts(folder)
    assert [item for item in marked(folder) if "参观" in item]
    assert re.search("对话网页核对了 [0-9]+ 句，其中 1 句没有依据，已标“待核实”", "".join(out.splitlines()))


def test_a_reading_that_found_nothing_says_so(clerk: Clerk, folder: Path) -> None:
    clerk.take("提示词")
    read(folder / "核对依据.txt")
    assert re.search("对话网页核对了 [0-9]+ 句，都有依据。", "".join(clerk.take("核对依据").splitlines()))


def test_a_blank_is_an_answer(clerk: Clerk, folder: Path) -> None:
    """What the chat would not write is listed for the clerk and not asked for again; nor are its other parts."""
    clerk.take("提示词")
    read(folder / "核对依据.txt", "参观")
    clerk.take("核对依据")
    newest = max(folder.glob("提示词-*.txt"), key=lambda path: int(path.stem.partition("-")[2]))
    mend(newest, 更新="", 参观="")
    out = "".join(clerk.take(newest.stem).split())
    assert "更新机构职能信息" not in texts(folder)
    assert "观测站" not in texts(folder)
    assert "修改用的提示词" not in out
    assert "请核实" in out
    assert "更新机构职能信息3条" in out
    assert "6月开放观测站" in out
    assert "修改用的提示词" not in clerk.take(newest.stem)


def test_several_sentences_may_answer_for_one(clerk: Clerk, folder: Path) -> None:
    clerk.take("提示词")
    mend(folder / "提示词-2.txt", 更新=["更新了机构职能信息。", "机构职能信息更新了3条。"])
    clerk.take("提示词-2")
    assert "更新了机构职能信息。机构职能信息更新了3条。" in texts(folder)


def test_a_sheet_says_whose_words_stand(clerk: Clerk, folder: Path) -> None:
    clerk.take("提示词")
    text = (folder / "提示词-2.txt").read_text("utf-8-sig")
    assert "1 处换成了程序按素材和表格写的话" in text
    assert "还是对话网页的原话" not in text
    read(folder / "核对依据.txt", "参观")
    clerk.take("核对依据")
    assert "1 处稿子里还是对话网页的原话" in (folder / "提示词-3.txt").read_text("utf-8-sig")


def test_the_words_at_fault_are_named_where_the_sentence_is_marked(clerk: Clerk, folder: Path) -> None:
    """In the Word comment, on the screen, where one asks for its basis and where it is reviewed, with the reason."""
    clerk.take("提示词")
    read(folder / "核对依据.txt", "参观")
    out = "".join(clerk.take("核对依据").split())
    assert "同时发放公开指南折页。（“参观”没有依据）" in out
    comments = zipfile.ZipFile(folder / "年报.docx").read("word/comments.xml").decode()
    assert "这句话没有依据：“参观”没有依据。属实的" in re.sub("<[^>]*>", "", comments)
    assert "待核实：“参观”没有依据" in call(clerk.capsys, clerk.monkeypatch, "why", folder, "参观").out
    draft = load(find(folder))
    assert draft is not None
    assert [item.body for item in waiting(draft.report, []) if item.kind == "verify"] == [("“参观”没有依据",)]


def test_a_report_is_read_as_plain_text(clerk: Clerk, folder: Path, capsys: Capture, monkeypatch: Fixture) -> None:
    clerk.take("提示词")
    run = call(capsys, monkeypatch, "read", folder / "年报.docx", "-o", folder / "文字.txt")
    assert run.code == 0, run.said
    lines = (folder / "文字.txt").read_text("utf-8").splitlines()
    assert "一、总体情况" in lines
    assert any("4月清理过期信息5条。" in line for line in lines)
    assert any("表，没有写进文字" in line for line in lines), "what is left out is said"


REFUSED = "开展航天科普。"


def opened(folder: Path) -> None:
    """The first sheet's answer with an opening that no note gives."""
    sheet = folder / "提示词.txt"
    text = sheet.read_text("utf-8-sig")
    given = re.search("(?m)^- (素[0-9]+)：", text)
    assert given is not None
    more = {"id": "总起", "sentences": [{"text": REFUSED, "sources": [given[1]]}]}
    asked, mark, answer = text.rpartition('{"aspects": [')
    assert "回答：全文" in asked
    sheet.write_text(f"{asked}{mark}{json.dumps(more, ensure_ascii=False)}, {answer}", "utf-8-sig")


@pytest.mark.parametrize(("again", "taken"), [("清理过期信息。", True), ("举办航天展览。", False)])
def test_an_opening_that_is_not_taken_is_told_and_goes_back_once(
    clerk: Clerk, folder: Path, again: str, taken: bool
) -> None:
    opened(folder)
    out = "".join(clerk.take("提示词").split())
    assert f"{REFUSED}（" in out.partition("下列句子没有采用")[2]
    sheet = folder / "提示词-2.txt"
    assert REFUSED in items(sheet)
    assert "接在“2024年，" in sheet.read_text("utf-8-sig")
    mend(sheet, 航天=again, 更新="更新机构职能信息3条。")
    out = "".join(clerk.take("提示词-2").split())
    assert (f"开展政府信息公开工作，{again}" in texts(folder)) is taken
    assert (f"{again}（" in out.partition("下列句子没有采用")[2]) is not taken
    assert not (folder / "提示词-3.txt").exists()


def test_the_next_sheet_says_why_a_repair_was_not_taken(clerk: Clerk, folder: Path) -> None:
    clerk.take("提示词")
    mend(folder / "提示词-2.txt", 更新="更新机构职能信息9条。")
    out = "".join(clerk.take("提示词-2").split())
    assert "更新机构职能信息9条。（修改没有采用：“9条”是自己写的数" in out
    again = (folder / "提示词-3.txt").read_text("utf-8-sig")
    assert "改成“更新机构职能信息9条。”也没有采用：“9条”是自己写的数" in again
    mend(folder / "提示词-3.txt", 更新="更新机构职能信息3条。")
    out = "".join(clerk.take("提示词-3").split())
    assert "更新机构职能信息3条。" in texts(folder)
    assert "修改没有采用" not in out
