"""What a polisher may say: the old sentence in other words; a sentence turned round stays as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model_server import Answer, Asked, completion, serving
from nianbao.drafting import draft
from nianbao.drafting.draft import Draft
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.openai_model import Chat
from nianbao.drafting.engines.polish import Polished, short_ids
from nianbao.report import Note, Problem, Report, Unit
from nianbao.settings import ModelSettings

NOTES = {
    "p1": "答复先由综合办初审，再由司法所复核",
    "p2": "公布抽检结果，没有收取费用",
    "p3": "部分村更新了公开栏",
    "p4": "每季度检查网站栏目",
    "p5": "计划明年开通公众号",
    "p6": "镇上的大屏坏了一回",
    "p7": "县里考核列乡镇类第6",
    "p8": "每季度自查1次，改正错字14处",
}


def report() -> Report:
    """A report with these notes and one problem."""
    return Report(
        unit=Unit.parse("云岭县白沙镇人民政府", within=("江州市",)),
        year=2023,
        edition="2021",
        structured=True,
        notes=[Note(id=id, aspect="management", text=text) for id, text in NOTES.items()],
        problems=[Problem(id="k1", problem="栏目更新慢", measure="每月通报一次", owner="综合办")],
    )


def polished(said: dict[str, str]) -> Draft:
    """The draft after a polisher said so of some sentences."""

    short = short_ids(draft(report()).report.sections)

    def script(asked: Asked) -> Answer:
        if "要改的】" in asked.text:
            return completion('{"sentences": []}')
        shown = {short.shown[id]: text for id, text in said.items()}
        rows = [{"id": id, "text": text} for id, text in shown.items() if f"{id}：" in asked.text]
        return completion(json.dumps({"sentences": rows}, ensure_ascii=False))

    with serving(script) as server:
        model = Chat(endpoint_of(ModelSettings(base_url=server.base_url, model="m", retries=0)))
        return draft(report(), Polished(model, Options(verify=False)))


@pytest.mark.parametrize(
    ("id", "text", "why"),
    [
        ("note.p1", "答复先由司法所初审，再由综合办复核。", "综合办"),
        ("note.p1", "答复先由司法所复核，再由综合办初审。", "颠倒"),
        ("note.p2", "没有公布抽检结果，没有收取费用。", "否定"),
        ("note.p2", "公布抽检结果，收取了费用。", "否定"),
        ("note.p3", "各村都更新了公开栏。", "各"),
        ("note.p4", "每月检查网站栏目。", "每月"),
        ("note.p5", "已开通公众号。", "打算做"),
        ("note.p4", "每季度检查网站栏目，确保准确。", "确保"),
    ],
)
def test_a_sentence_turned_round_is_not_taken(id: str, text: str, why: str, tmp_path: Path) -> None:
    made = polished({id: text})
    (line,) = [item for item in made.dropped if item.text == text]
    assert line.reason.startswith("润色没有采用：")
    assert why in line.reason
    assert text not in [item.text for item in made.report.sentences()]


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("note.p1", "答复由综合办先行初审，司法所再复核。"),
        ("note.p2", "抽检结果已公布，未收取费用。"),
        ("note.p4", "按季度对网站栏目进行检查。"),
        ("note.p5", "拟于明年开通公众号。"),
        ("note.p7", "县里考核列乡镇类第6位。"),
        ("note.p8", "按季度自查，改正错字14处。"),
    ],
)
def test_other_words_are_taken(id: str, text: str) -> None:
    assert text in [item.text for item in polished({id: text}).report.sentences()]


def test_a_sentence_in_the_clerks_own_words_is_hers_no_more_once_it_was_polished() -> None:
    (own,) = [item for item in draft(report()).report.sentences() if item.id == "note.p6"]
    assert own.verbatim
    (new,) = [item for item in polished({"note.p6": "镇上的大屏坏了1次。"}).report.sentences() if item.id == "note.p6"]
    assert (new.origin, new.verbatim) == ("chat", False)
