"""A section is asked for at once, so that its aspects can be joined; what no answer came for, by itself; then style."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from drafting.figures import report
from drafting.honest import honest, task_of, written
from model_server import Answer, Asked, Server, completion, serving
from nianbao.drafting import Draft, draft
from nianbao.drafting.engines import Setup, engine
from nianbao.report import Note, Report
from nianbao.settings import ModelSettings


def given() -> Report:
    return report(
        "2021",
        {"requests.new.natural": 9, "requests.open.natural": 9},
        notes=[
            Note(id="n1", aspect="management", time="4月", what="清理", object="过期信息", quantity="5条"),
            Note(id="n2", aspect="platform", what="设置", object="公开查阅点", quantity="3处"),
        ],
    )


def drafted(script: Callable[[Asked], Answer], **settings: Any) -> tuple[Draft, Server]:
    with serving(script) as server:
        more: dict[str, Any] = {"retries": 0, "threads": 1, "verify": False, "ask_by": "section", **settings}
        chosen = ModelSettings(base_url=server.base_url, model="m", **more)
        found = draft(given(), engine("chat", Setup(chosen)))
    return found, server


def whole(asked: Asked, without: str = "") -> Answer | None:
    """The answer to a question for several aspects."""
    if '"aspects"' not in asked.text:
        return None
    blocks = asked.text.partition("【回答格式】")[0].split("◆ ")[1:]
    aspects = [
        {"id": block.partition("（")[0], **json.loads(written(block, "aspect"))}
        for block in blocks
        if not (without and block.startswith(without))
    ]
    return completion(json.dumps({"aspects": aspects, "problems": []}, ensure_ascii=False))


def test_the_aspects_of_a_section_are_asked_for_at_once() -> None:
    found, server = drafted(honest(whole))
    asked = [item.text for item in server.asked if '"aspects"' in item.text]
    assert len(asked) == 1
    assert not [item for item in server.asked if "请写“一、总体情况”中的" in item.text]
    assert "◆ 政府信息管理（" in asked[0]
    assert "◆ 依申请公开（" in asked[0]
    paragraphs = {item.id: item.sentences for _, item in found.report.paragraphs()}
    assert any("清理过期信息5条" in item.text and item.origin == "chat" for item in paragraphs["overview.management"])
    assert any("查阅点3处" in item.text and item.origin == "chat" for item in paragraphs["overview.platform"])
    assert found.failures == {}
    assert found.usage.requests == len(server.asked)


def test_an_aspect_that_the_answer_leaves_out_is_asked_for_by_itself() -> None:
    found, server = drafted(honest(lambda asked: whole(asked, without="政府信息公开平台建设")))
    alone = [item.text for item in server.asked if "请写“一、总体情况”中的" in item.text]
    assert len(alone) == 1
    assert "政府信息公开平台建设" in alone[0]
    assert found.failures == {}
    assert "设置公开查阅点3处" in "".join(item.text for _, item in found.report.paragraphs())


def test_an_office_with_a_small_model_asks_aspect_by_aspect() -> None:
    _, server = drafted(honest(whole), ask_by="aspect")
    assert not [item for item in server.asked if '"aspects"' in item.text]
    assert len([item for item in server.asked if "请写“一、总体情况”中的" in item.text]) > 2


def test_the_style_pass_rewords_what_the_model_wrote_and_changes_no_fact() -> None:
    def script(asked: Asked) -> Answer | None:
        if task_of(asked) == "polish":
            rows = []
            for id, text in re.findall(r"(?m)^(句[0-9]+)：(.*)$", asked.text):
                if "清理过期信息" in text:
                    rows.append({"id": id, "text": "4月清理过期的信息5条。"})
                elif "查阅点" in text:
                    rows.append({"id": id, "text": "设置公开查阅点8处。"})
            return completion(json.dumps({"sentences": rows}, ensure_ascii=False))
        return whole(asked)

    found, server = drafted(honest(script), style_pass=True)
    text = "".join(item.text for _, item in found.report.paragraphs())
    assert "4月清理过期的信息5条。" in text
    assert "查阅点3处" in text
    assert "8处" not in text
    assert any("润色没有采用" in item.reason for item in found.dropped)
    assert found.usage.requests == len(server.asked)
    assert {"report", "polish"} <= set(found.prompts)
    _, plain = drafted(honest(script))
    assert not [item for item in plain.asked if task_of(item) == "polish"], "only where it is set"


def test_what_went_out_with_the_question_for_a_section_is_told_of_its_parts() -> None:
    """The first question reaches the endpoint and is refused there for good: no part may say that nothing was sent."""
    found, server = drafted(lambda _: Answer(status=401, body=b"{}"), ask_by="section")
    assert server.asked
    assert not [
        why for label, why in found.failures.items() if label != "五、存在的主要问题及改进情况" and "没有发送" in why
    ]
