"""Every way an endpoint fails: a draft in time, said why and what to do, no key shown, no request too many."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from drafting.asking import PARTS, Run, by_model, discreet, offline, run, whole, words
from drafting.misbehaviour import FORMATS, MISBEHAVIOURS, MODELS, Misbehaviour
from model_server import Server

DOCS = Path(__file__).parent.parent.parent / "docs" / "endpoints.md"
LARGE = bool(os.environ.get("NIANBAO_LARGE_SEEDS"))
WRITE = os.environ.get("NIANBAO_WRITE_DOCS") == "1"
HEAD = """# 模型出了问题会怎样

用模型起草时（`--engine chat` 等），对方可能出各种问题。无论哪一种，都会在规定的总时间（`deadline`）内得到一份完整的草稿：模型没有写成的部分用不联网的写法，并说明原因和办法。下表由测试逐项运行得出（`tests/drafting/test_endpoints.py`），“提示”是程序的原话。

| 现象 | 结果 | 提示 |
|---|---|---|
"""  # noqa: E501
OUTCOMES = {"offline": "各部分都用不联网的写法", "model": "全部由模型写成"}


def drafted(case: Misbehaviour, engine: str, format: str) -> Run:
    return run(engine, case.script, refused=case.refused, format=format, timeout=case.timeout)


def row(case: Misbehaviour, done: Run) -> str:
    """A case's line of the table."""
    told = sorted(done.draft.failures.values(), key=lambda why: "这一部分没有发送" in why)
    said = next(iter(told), "（没有提示）").replace("|", "\\|")
    said = re.sub(r"127\.0\.0\.1:\d+", "主机:端口", said)
    return f"| {case.said} | {OUTCOMES[case.outcome]} | {said} |"


def sample() -> list[tuple[str, str, str]]:
    """Each case in the strictest format, and some in the others and by LangChain; in the proof, all in all."""
    found = []
    for number, id in enumerate(MISBEHAVIOURS):
        more = {0: FORMATS[1], 4: FORMATS[2]}.get(number % 8, FORMATS[0])
        formats = FORMATS if LARGE else dict.fromkeys((FORMATS[0], more))
        found += [
            (engine, id, format)
            for engine in MODELS
            for format in formats
            if LARGE or engine == "chat" or number % 3 == 0
        ]
    return found


@pytest.mark.parametrize(("engine", "id", "format"), sample())
def test_a_draft_in_time_and_said_why(
    engine: str, id: str, format: str, elsewhere: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    case = MISBEHAVIOURS[id]
    done = drafted(case, engine, format)
    whole(done.draft)
    if case.outcome == "model":
        assert by_model(done.draft) == set(PARTS)
    else:
        assert by_model(done.draft) == set()
        assert words(done.draft) == words(offline())
    for said in done.draft.failures.values():
        assert [word for word in case.words if word not in said] == []
    assert len(done.server.asked) <= len(PARTS) * case.requests(format)
    if not case.refused and case.timeout > 1:
        assert done.draft.usage.requests == len(done.server.asked)
    discreet(done, "".join(capfd.readouterr()))
    if format == FORMATS[0] and engine == "chat" and not WRITE:
        assert row(case, done) in DOCS.read_text(encoding="utf-8").splitlines()


def test_the_table_lists_every_case_once(elsewhere: Server) -> None:
    if WRITE:
        rows = [row(case, drafted(case, "chat", FORMATS[0])) for case in MISBEHAVIOURS.values()]
        DOCS.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    text = DOCS.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    lines = text.removeprefix(HEAD).splitlines()
    assert [line.split(" | ")[0] for line in lines] == [f"| {case.said}" for case in MISBEHAVIOURS.values()]
