"""Endpoints that fail now and then, for one part, or in the middle: what was answered is kept, the rest is said."""

from __future__ import annotations

import email.utils
import os
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from drafting import echo
from drafting.asking import PARTS, by_model, given, run, settings_for, whole
from drafting.misbehaviour import MODELS, good
from model_server import Answer, Asked, Server, serving
from nianbao import draft
from nianbao.drafting.engines.attempts import retry_after
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.model_port import Ask, Reply
from nianbao.errors import NianbaoError

pytestmark = pytest.mark.usefixtures("elsewhere")
ONE = Options(threads=1)
LARGE = bool(os.environ.get("NIANBAO_LARGE_SEEDS"))
engines = pytest.mark.parametrize("engine", MODELS)
FAILURES: dict[str, Answer] = {
    "500": Answer(b"", 500),
    "403": Answer(b"blocked by firewall", 403),
    "422": Answer(b"unprocessable", 422),
    "audit": Answer(b'{"error": {"code": "content_filter"}}', 400),
    "hang": Answer(wait=600),
    "cut": Answer(b'{"choices": [', headers={"content-type": "application/json"}),
}
MARKS = {"overview.proactive": "政府信息；数量", "problems": "解读形式单一"}
"""Words that only one part's questions hold."""


def at_first(answer: Answer, times: int = 1) -> Callable[[Asked], Answer]:
    return lambda asked: answer if asked.number < times else good(asked)


@engines
@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"", 500),
        Answer(b"", 429, {"retry-after": "0"}),
        Answer(b"", 429, {"retry-after": "1"}),
        Answer(b"", 503, {"retry-after": email.utils.formatdate(0, usegmt=True)}),
        Answer(b'{"choices": [{"message": {"content"', cut=10),
        Answer(b""),
    ],
    ids=["500", "429", "429 after a second", "503 after a date", "reset", "empty"],
)
def test_one_failure_costs_one_request(engine: str, answer: Answer) -> None:
    done = run(engine, at_first(answer))
    whole(done.draft)
    assert by_model(done.draft) == set(PARTS)
    assert done.draft.usage.requests == len(done.server.asked)


@engines
@pytest.mark.parametrize("wait", ["3600", email.utils.formatdate(4e9, usegmt=True)])
def test_a_wait_beyond_the_limit_is_not_waited_for(engine: str, wait: str) -> None:
    done = run(engine, lambda _: Answer(b"", 429, {"retry-after": wait}), options=ONE)
    assert len(done.server.asked) == 1
    assert set(done.draft.failures) == set(PARTS.values())
    assert all("没有等" in said for said in done.draft.failures.values())


def test_what_a_server_asks_to_wait() -> None:
    def waits(value: str) -> float | None:
        return retry_after({"retry-after": value})

    assert waits("7") == 7
    assert waits("Fri, 31 Dec 1999 23:59:59 GMT") == 0
    soon = waits(email.utils.formatdate(time.time() + 3600, usegmt=True))
    assert 3000 < (soon or 0) <= 3600
    assert [waits(value) for value in ("", "soon", "-5", "nan", "inf", "１")] == [None] * 6


ALONE = [(kind, part, threads) for kind in FAILURES for part in MARKS for threads in (1, 8)]


@engines
@pytest.mark.parametrize(("kind", "part", "threads"), ALONE if LARGE else ALONE[::5])
def test_one_part_fails_alone(engine: str, kind: str, part: str, threads: int) -> None:
    def script(asked: Asked) -> Answer:
        return FAILURES[kind] if MARKS[part] in asked.text else good(asked)

    timeout = 0.4 if kind == "hang" else 120.0
    done = run(engine, script, options=Options(threads=threads), timeout=timeout)
    whole(done.draft)
    if kind != "hang":  # with so short a time another may be late as well
        assert set(done.draft.failures) == {PARTS[part]}
        others = [asked for asked in done.server.asked if MARKS[part] not in asked.text]
        assert {asked.body["response_format"]["type"] for asked in others} == {"json_schema"}
    else:
        assert PARTS[part] in done.draft.failures


@engines
@pytest.mark.parametrize("kind", ["404", "web page"])
def test_an_endpoint_that_has_answered_is_not_given_up(engine: str, kind: str) -> None:
    odd = Answer(b"", 404) if kind == "404" else Answer(b"<html>busy</html>")
    mark = "清理"
    done = run(engine, lambda asked: odd if mark in asked.text else good(asked), options=ONE)
    whole(done.draft)
    assert set(done.draft.failures) == {PARTS["overview.management"]}


@engines
@pytest.mark.parametrize("answer", [Answer(b"", 401), Answer(b"", 402), Answer(b"", 404), Answer(b"<html></html>")])
def test_what_is_hopeless_is_asked_once(engine: str, answer: Answer) -> None:
    done = run(engine, lambda _: answer, options=ONE)
    assert len(done.server.asked) == 1
    assert set(done.draft.failures) == set(PARTS.values())
    assert done.draft.usage.requests == 1


@engines
def test_a_refused_format_is_learnt_once(engine: str) -> None:
    def script(asked: Asked) -> Answer:
        kind = asked.body.get("response_format", {}).get("type")
        limit = "max_tokens" in asked.body
        if kind == "json_schema":
            return Answer(b'{"error": {"message": "response_format json_schema is unavailable"}}', 400)
        return Answer(b'{"error": {"message": "max_tokens is not supported"}}', 400) if limit else good(asked)

    done = run(engine, script, options=ONE)
    whole(done.draft)
    assert done.draft.failures == {}
    kinds = Counter((asked.body["response_format"]["type"], "max_tokens" in asked.body) for asked in done.server.asked)
    assert kinds["json_schema", True] == 1
    assert kinds["json_object", True] == 1
    assert kinds["json_object", False] > len(PARTS)


@engines
def test_the_deadline_in_the_middle(engine: str) -> None:
    began = time.monotonic()
    done = run(
        engine,
        lambda asked: Answer(wait=NEVER) if "清理" in asked.text else good(asked),
        options=Options(threads=1, verify=False, max_repairs=0),
        deadline=3.0,
        timeout=NEVER,
    )
    assert time.monotonic() - began < NEVER
    whole(done.draft)
    late = {PARTS["overview.management"], PARTS["problems"]}
    assert late <= set(done.draft.failures)
    assert all("deadline" in said for said in done.draft.failures.values())
    for thread in threading.enumerate():
        if thread.name == "nianbao-part":
            thread.join(5)
            assert not thread.is_alive()


NEVER = 600.0
"""Seconds that a hanging server waits: whoever ends before did not wait for it."""


class Stuck:
    """A model that hears nothing."""

    name, sends, destination = "stuck", False, ""

    def __init__(self) -> None:
        self.released = threading.Event()

    def answer(self, ask: Ask) -> Reply:
        self.released.wait()
        return Reply("{}")

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_a_model_that_does_not_end_is_left_behind() -> None:
    model = Stuck()
    found = draft(given(), Modelled(model, Options(deadline=0.5)))
    whole(found)
    assert set(found.failures) == set(PARTS.values())
    model.released.set()


class Broken(Stuck):
    """A model whose library fails in a way nobody has thought of."""

    def answer(self, ask: Ask) -> Reply:
        if ask.key == "problems":
            raise AttributeError("'str' object has no attribute 'choices'")
        return Reply("不是 JSON")


def test_an_error_of_a_library_costs_one_part() -> None:
    found = draft(given(), Modelled(Broken(), Options()))
    assert set(found.failures) == set(PARTS.values())
    assert "AttributeError" in found.failures[PARTS["problems"]]


@engines
def test_the_proxy_of_the_settings_is_the_one_used(engine: str) -> None:
    with serving(good) as proxy:
        address = f"http://somebody:secret-planted@127.0.0.1:{proxy.port}"
        done = run(engine, lambda _: Answer(b"", 500), proxy=address)
        assert done.server.connections == 0
        assert {asked.path for asked in proxy.asked} == {f"{done.server.base_url}/chat/completions"}
        model = MODELS[engine](settings_for(done.server.base_url, proxy=address))
        assert f"127.0.0.1:{proxy.port}" in model.destination
        assert "secret-planted" not in model.destination
    whole(done.draft)
    assert done.draft.failures == {}


@pytest.mark.parametrize(
    ("key", "proxy", "said"),
    [
        ("sk-你的密钥", "", "密钥"),
        ("sk-a b", "", "密钥"),
        ("sk-ok", "socks5://127.0.0.1:1", "proxy"),
        ("sk-ok", "127.0.0.1:1", "网址"),
    ],
)
def test_settings_that_cannot_be_used_are_said_before_anything_is_sent(
    key: str, proxy: str, said: str, monkeypatch: pytest.MonkeyPatch, elsewhere: Server
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(NianbaoError, match=said) as caught:
        endpoint_of(settings_for(elsewhere.base_url, proxy=proxy))
    assert key not in str(caught.value)


def test_an_address_with_a_password_is_not_shown(elsewhere: Server) -> None:
    for model in MODELS.values():
        made = model(settings_for("http://somebody:secret-planted@127.0.0.1:1/v1?key=secret-planted"))
        assert "planted" not in made.destination


def test_the_echo_is_heard() -> None:
    """The answers that the tests take for good ones are what is asked for: only repetition is dropped."""
    done = run("chat", good)
    assert [item for item in done.draft.dropped if "重复" not in item.reason] == []
    assert {echo.task(asked) for asked in done.server.asked} >= {"draft", "verify"}
