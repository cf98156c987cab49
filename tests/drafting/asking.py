"""Drafting against a server that does as told, and what has to be true of the draft however it fared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from drafting.figures import report
from drafting.misbehaviour import KEY, MODELS, RETRIES
from model_server import Answer, Asked, Server, serving
from nianbao import draft
from nianbao.drafting import Draft
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.report import Note, Problem, Report
from nianbao.settings import ModelSettings

__all__ = [
    "DEADLINE", "IDENTITY", "NAME", "PARTS", "PHONE", "SECRETS", "Run", "by_model", "discreet", "given", "offline",
    "run", "settings_for", "whole", "words",
]  # fmt: skip

DEADLINE = 300.0
"""Seconds; a server that never answers waits longer, and a busy machine needs less."""
IDENTITY, PHONE, NAME = "11010519491231002X", "13800138000", "欧阳小明"
SECRETS = (KEY, "sk-admin-planted", "ls-planted", "other-planted")
PARTS = {
    "overview.proactive": "主动公开",
    "overview.requests": "依申请公开",
    "overview.management": "政府信息管理",
    "problems": "五、存在的主要问题及改进情况",
}
"""The parts of the report that a model words."""
_HEADERS = {"host", "authorization", "content-type", "content-length", "accept", "accept-encoding", "user-agent"}


def given() -> Report:
    """A report with four parts to word; its notes hold what tells who a person is."""
    return report(
        "2021",
        {"requests.new.natural": 3, "requests.open.natural": 2, "requests.carry_out.natural": 1},
        notes=[
            Note(id="n1", aspect="proactive", what="公开", object="政府信息", quantity="23条"),
            Note(id="n2", aspect="requests", text=f"申请人{NAME}（身份证号{IDENTITY}，电话{PHONE}）当面领取答复"),
            Note(id="n3", aspect="management", what="清理", object="过期信息", quantity="5条", time="4月"),
        ],
        problems=[Problem(id="p1", problem="解读形式单一", measure="增加图解")],
    )


@lru_cache
def offline() -> Draft:
    """What the draft is without a model."""
    return draft(given())


@dataclass
class Run:
    """A draft, the server that was asked, and what was told while drafting."""

    draft: Draft
    server: Server
    told: list[object]


def settings_for(base_url: str, **more: Any) -> ModelSettings:
    """Settings with waits as short as they can be."""
    chosen = {"base_url": base_url, "model": "m", "key_variable": "OPENAI_API_KEY", "timeout": 120.0,
              "deadline": DEADLINE, "retries": RETRIES, "retry_wait": 0.01, "retry_after": 2.0}  # fmt: skip
    return ModelSettings(**(chosen | more))


def run(
    engine: str,
    script: Callable[[Asked], Answer],
    *,
    refused: bool = False,
    options: Options | None = None,
    **settings: Any,
) -> Run:
    """Draft against a server.

    Args:
        script: what it does. refused: whether it is closed before it is asked. settings: of the model.
    """
    told: list[object] = []
    with serving(script) as server:
        if refused:
            server.close()
        chosen = settings_for(server.base_url, **settings)
        how = replace(options or Options(), deadline=chosen.deadline, progress=told.append)
        found = draft(given(), Modelled(MODELS[engine](chosen), how))
    return Run(found, server, told)


def words(found: Draft) -> dict[str, str]:
    """The paragraphs' texts."""
    return {paragraph.id: paragraph.text for _, paragraph in found.report.paragraphs()}


def by_model(found: Draft) -> set[str]:
    """The parts that hold a sentence of the model's."""
    own = [
        paragraph.id
        for _, paragraph in found.report.paragraphs()
        if any(sentence.origin == "chat" for sentence in paragraph.sentences)
    ]
    return {part for part in PARTS if any(id == part or id.startswith(f"{part}.") for id in own)}


def _errors(found: Draft) -> set[str]:
    return {item.message for item in found.findings if item.severity == "error"}


def whole(found: Draft) -> None:
    """A draft is one: six sections, nothing empty, every note said, no error that the offline draft has not, every part
    either the model's or the offline engine's with the reason."""
    base = offline()
    assert [item.id for item in found.report.sections] == [item.id for item in base.report.sections]
    assert len([item for item in found.report.sections if item.id != "preamble"]) == 6
    assert all(paragraph.text.strip() for _, paragraph in found.report.paragraphs())
    assert found.unused == []
    assert _errors(found) <= _errors(base)
    assert by_model(found) == {part for part, label in PARTS.items() if label not in found.failures}
    for part, label in PARTS.items():
        if label in found.failures:
            ours = {id: text for id, text in words(base).items() if id.startswith(part)}
            assert {id: text for id, text in words(found).items() if id.startswith(part)} == ours
            assert "请" in found.failures[label]
            assert "没有料到" not in found.failures[label]


def discreet(done: Run, printed: str) -> None:
    """Keys are in no output, people in no request, and nothing is sent but what has to be."""
    shown = done.draft.model_dump_json() + printed + repr(done.told)
    assert [secret for secret in SECRETS if secret in shown] == []
    for asked in done.server.asked:
        assert set(asked.headers) <= _HEADERS
        assert asked.headers["authorization"] == f"Bearer {KEY}"
        sent = repr(asked.body) + repr(asked.headers | {"authorization": ""})
        assert [word for word in (*SECRETS, "planted", IDENTITY, PHONE, NAME) if word in sent] == []
