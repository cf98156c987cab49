"""Anthropic's and Ollama's own protocols through LangChain's packages, against a real server on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult

from drafting.honest import verdicts, written
from model_server import Answer, Asked, serving
from nianbao import draft, load
from nianbao.drafting import Draft
from nianbao.drafting.engines.langchain_model import LangChain, reach
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.settings import ModelSettings

INPUT = Path(__file__).parents[2] / "examples" / "baisha-2024" / "report.yaml"
KEY = "sk-ant-planted-0123456789"


def anthropic(text: str, *, stop: str = "end_turn") -> Answer:
    value = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "stop_reason": stop, "stop_sequence": None,
        "content": [{"type": "text", "text": text}], "usage": {"input_tokens": 100, "output_tokens": 20},
    }  # fmt: skip
    return Answer(json.dumps(value, ensure_ascii=False).encode(), headers={"content-type": "application/json"})


def ollama(text: str, *, stop: str = "stop") -> Answer:
    rows = [
        {"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": text},
         "done": False},
        {"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": ""},
         "done": True, "done_reason": stop, "prompt_eval_count": 100, "eval_count": 20},
    ]  # fmt: skip
    body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return Answer(body.encode(), headers={"content-type": "application/x-ndjson"})


SPOKEN = {"anthropic": anthropic, "ollama": ollama}
both = pytest.mark.parametrize("provider", sorted(SPOKEN))


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)


def said(asked: Asked) -> str:
    """Everything a request says, whichever protocol it is in."""
    return str(asked.body.get("system", "")) + "\n" + asked.text


def honest(provider: str) -> Callable[[Asked], Answer]:
    def script(asked: Asked) -> Answer:
        text = said(asked)
        if '"verdicts"' in text:
            return SPOKEN[provider](verdicts(text))
        return SPOKEN[provider](written(text, "problems" if '"problems"' in text else "aspect"))

    return script


def drafted(provider: str, address: str, **settings: object) -> Draft:
    plain = {"timeout": 120.0, "retries": 1, "retry_wait": 0.05}
    chosen = ModelSettings(provider=provider, base_url=address, model="m", **(plain | settings))
    return draft(load(INPUT), Modelled(LangChain(reach(chosen)), replace(Options(), deadline=30, max_repairs=0)))


@both
def test_a_whole_draft(provider: str) -> None:
    with serving(honest(provider)) as server:
        done = drafted(provider, server.base_url.removesuffix("/v1"))
    assert done.failures == {}
    assert any(sentence.origin == "chat" for sentence in done.report.sentences())
    assert done.usage.requests == len(server.asked)
    assert done.usage.input_tokens == 100 * len(server.asked)
    paths = {asked.path for asked in server.asked}
    assert paths == {"/v1/messages" if provider == "anthropic" else "/api/chat"}
    if provider == "anthropic":
        sent = {asked.headers.get("x-api-key") or asked.headers.get("authorization", "") for asked in server.asked}
        assert {value.removeprefix("Bearer ") for value in sent} == {KEY}


@both
@pytest.mark.parametrize(
    ("answer", "message", "most"),
    [
        (
            Answer(b'{"type":"error","error":{"message":"bad key"}}', status=401),
            "密钥",
            1,
        ),
        (Answer(b'{"error":"model not found"}', status=404), "", 1),
        (Answer(b'{"error":"overloaded"}', status=529), "", 2),
        (Answer(b'{"error":"internal"}', status=500), "", 2),
        (Answer(b"<html>login</html>", headers={"content-type": "text/html"}), "", 2),
        (Answer(b"", headers={"content-type": "application/json"}), "", 2),
    ],
    ids=["401", "404", "529", "500", "html", "empty"],
)
def test_a_failing_server_costs_no_draft(provider: str, answer: Answer, message: str, most: int) -> None:
    with serving(lambda _: answer) as server:
        done = drafted(provider, server.base_url.removesuffix("/v1"))
    assert done.failures
    told = "".join(done.failures.values())
    assert message in told
    assert KEY not in told
    assert len(server.asked) <= most * len(done.failures)
    assert "全年新收政府信息公开申请" in "".join(sentence.text for sentence in done.report.sentences())


@both
def test_no_redirect_is_followed(provider: str) -> None:
    with serving(honest(provider)) as elsewhere:
        there = elsewhere.base_url.removesuffix("/v1")
        with serving(lambda asked: Answer(b"", status=307, headers={"location": there + asked.path})) as server:
            done = drafted(provider, server.base_url.removesuffix("/v1"))
        assert elsewhere.asked == []
        assert elsewhere.connections == 0
    assert done.failures


@both
def test_a_proxy_of_the_environment_is_not_taken(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(honest(provider)) as proxy, serving(honest(provider)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.base_url.removesuffix("/v1"))
        done = drafted(provider, server.base_url.removesuffix("/v1"))
        assert proxy.connections == 0
    assert done.failures == {}


@both
def test_an_answer_cut_off_is_not_taken_for_a_good_one(provider: str) -> None:
    stop = {"anthropic": "max_tokens", "ollama": "length"}[provider]
    with serving(lambda asked: SPOKEN[provider]('{"sentences": []}', stop=stop)) as server:
        done = drafted(provider, server.base_url.removesuffix("/v1"))
    assert done.failures
    assert all("长" in why or "截断" in why for why in done.failures.values()), done.failures


@both
def test_a_server_that_hangs_ends_within_the_timeout(provider: str) -> None:
    with serving(lambda _: Answer(b"{}", wait=60)) as server:
        done = drafted(provider, server.base_url.removesuffix("/v1"), timeout=0.4)
    assert done.failures
    assert len(server.asked) <= 2 * len(done.failures)


def test_a_package_that_nobody_here_knows_speaks_langchains_own_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any chat model of LangChain's: it is given messages, and its answer is billed by ``usage_metadata``."""
    heard: list[list[BaseMessage]] = []

    class Unknown(BaseChatModel):
        @property
        def _llm_type(self) -> str:
            return "unknown"

        def _generate(self, messages: list[BaseMessage], *_: object, **__: object) -> ChatResult:
            heard.append(messages)
            text = "\n".join(str(item.text) for item in messages)
            said = verdicts(text) if '"verdicts"' in text else written(text, "aspect")
            usage = UsageMetadata(input_tokens=70, output_tokens=7, total_tokens=77)
            blocks = [{"type": "reasoning", "reasoning": "…"}, {"type": "text", "text": said}]
            return ChatResult(generations=[ChatGeneration(message=AIMessage(blocks, usage_metadata=usage))])

    monkeypatch.setattr("langchain.chat_models.init_chat_model", lambda *_, **__: Unknown())
    chosen = ModelSettings(provider="nobody", model="m", allow_unknown_host=True)
    done = draft(load(INPUT), Modelled(LangChain(reach(chosen)), replace(Options(), deadline=30, max_repairs=0)))
    assert any(sentence.origin == "chat" for sentence in done.report.sentences())
    assert done.usage.input_tokens == 70 * len(heard)
    assert [type(item) for item in heard[0]] == [SystemMessage, HumanMessage]
