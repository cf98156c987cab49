"""Drafting with a model survives every way an endpoint fails: a draft in time, said why, no key, no request too many."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from drafting import echo, misbehaviour
from drafting.figures import report
from drafting.misbehaviour import FORMATS, KEY, MISBEHAVIOURS, MODELS, RETRIES, Misbehaviour, good
from model_server import Answer, Asked, Server, completion, serving
from nianbao import draft
from nianbao.drafting import Draft
from nianbao.drafting.engines.model import Model
from nianbao.drafting.engines.modelled import Modelled
from nianbao.drafting.options import Options
from nianbao.report import Note, Problem, Report
from nianbao.settings import ModelSettings

DOCS = Path(__file__).parent.parent.parent / "docs" / "endpoints.md"
LARGE = bool(os.environ.get("NIANBAO_LARGE_SEEDS"))
DEADLINE, ALLOWANCE = 15.0, 3.0
IDENTITY, PHONE, NAME = "11010519491231002X", "13800138000", "欧阳小明"
SENTENCES = {"offline": "不使用模型的回答，全部用不联网的写法", "model": "全部由模型写成"}


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


PARTS = 4


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """An environment full of what must not be heeded, and a server that must not be spoken to."""
    with serving(lambda _: Answer(b"{}")) as elsewhere:
        address = f"http://127.0.0.1:{elsewhere.port}"
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, address)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_ORG_ID", "org-planted")
        monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-planted")
        monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin-planted")
        monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer other-planted\nX-Own: planted")
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "ls-planted")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", address)
        Path(os.environ["HOME"], ".netrc").write_text("machine 127.0.0.1 login planted password planted\n")
        monkeypatch.setattr(misbehaviour, "ELSEWHERE", f"{address}/v1/chat/completions")
        yield elsewhere
        assert elsewhere.connections == 0


@dataclass
class Run:
    """A draft, the server that was asked, and the seconds it took."""

    draft: Draft
    server: Server
    seconds: float
    observed: list[object]


def run(
    engine: str, script: Any, *, what: Report | None = None, refused: bool = False, options: Any = None, **more: Any
) -> Run:
    """Draft against a server that does as told."""
    with ExitStack() as stack:
        server = stack.enter_context(serving(script))
        if refused:
            server.close()
        chosen = {
            "base_url": server.base_url, "model": "m", "key_variable": "OPENAI_API_KEY", "timeout": 5.0,
            "deadline": DEADLINE, "retries": RETRIES, "retry_wait": 0.01, "retry_after": 2.0, **more,
        }  # fmt: skip
        model = MODELS[engine](ModelSettings(**chosen))
        observed: list[object] = []
        how = options or Options(deadline=chosen["deadline"])
        how = replace(how, progress=observed.append)
        began = time.monotonic()
        found = draft(what or given(), Modelled(model, how))
        seconds = time.monotonic() - began
    return Run(found, server, seconds, observed)


@lru_cache
def offline() -> Draft:
    """What the draft is without a model."""
    return draft(given())


def errors(found: Draft) -> list[str]:
    return sorted(item.message for item in found.findings if item.severity == "error")


def whole(found: Draft, what: Report) -> None:
    """Whether a draft is one: six sections, no empty aspect, every note said, no error that the offline draft lacks."""
    base = offline() if what == given() else draft(what)
    assert [item.id for item in found.report.sections] == [item.id for item in base.report.sections]
    assert len([item for item in found.report.sections if item.id != "preamble"]) == 6
    for section, paragraph in found.report.paragraphs():
        assert paragraph.text.strip(), (section.id, paragraph.id)
    assert found.unused == []
    assert set(errors(found)) <= set(errors(base))


def words(section_parts: Draft) -> dict[str, str]:
    return {paragraph.id: paragraph.text for _, paragraph in section_parts.report.paragraphs()}


def by_model(found: Draft) -> set[str]:
    """Ids of paragraphs that hold a sentence of the model's."""
    return {
        paragraph.id
        for _, paragraph in found.report.paragraphs()
        if any(sentence.origin not in ("offline", "", None) for sentence in paragraph.sentences)
    }


def discreet(done: Run, elsewhere: Server, printed: str) -> None:
    """Whether keys and people stay where they belong."""
    shown = done.draft.model_dump_json() + printed + repr(done.observed)
    for secret in (KEY, "sk-admin-planted", "ls-planted"):
        assert secret not in shown
    for asked in done.server.asked:
        assert set(asked.headers) <= {
            "host", "authorization", "content-type", "content-length", "accept", "accept-encoding", "user-agent",
            "connection",
        }  # fmt: skip
        assert asked.headers["authorization"] == f"Bearer {KEY}"
        sent = repr(asked.body) + repr(asked.headers)
        assert "planted" not in sent.replace(KEY, "")
        for person in (IDENTITY, PHONE, NAME):
            assert person not in sent
        assert KEY not in repr(asked.body)
    assert elsewhere.connections == 0


SAMPLE = [
    (engine, id, format)
    for number, id in enumerate(MISBEHAVIOURS)
    for engine in MODELS
    for format in FORMATS
    if LARGE or format == "json_schema" or FORMATS[1 + number % 2 * 1] == format and number % 3 == 0
]


def row(case: Misbehaviour, found: Draft) -> str:
    """The table's row of a case."""
    messages = dict.fromkeys(found.failures.values())
    said = next(iter(messages), "—").replace("|", "\\|")
    return f"| {case.said} | {SENTENCES[case.outcome]} | {placeless(said)} |"


def placeless(text: str) -> str:
    import re

    return re.sub(r"127\.0\.0\.1:\d+", "主机:端口", text)


@pytest.mark.parametrize(("engine", "id", "format"), SAMPLE)
def test_a_draft_in_time_and_said_why(
    engine: str, id: str, format: str, surroundings: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    case = MISBEHAVIOURS[id]
    done = run(engine, case.script, refused=case.refused, format=format, timeout=case.timeout)
    found, base = done.draft, offline()
    assert done.seconds < DEADLINE + ALLOWANCE
    whole(found, given())
    if case.outcome == "offline":
        assert len(found.failures) == PARTS
        assert words(found) == words(base)
        for said in found.failures.values():
            assert all(word in said for word in case.words), said
            assert "没有料到" not in said
    else:
        assert found.failures == {}
        assert {"overview.proactive", "overview.requests", "overview.management", "problems.p1"} <= by_model(found)
    assert len(done.server.asked) <= PARTS * case.requests(format), len(done.server.asked)
    assert found.usage.requests == len(done.server.asked) or case.refused
    captured = capfd.readouterr()
    discreet(done, surroundings, captured.out + captured.err)
