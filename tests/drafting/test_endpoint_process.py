"""Drafting in a process of its own: what the SDKs log, and Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from drafting.asking import IDENTITY, NAME, PARTS, PHONE, SECRETS
from drafting.misbehaviour import KEY, MODELS, good
from model_server import Answer, Asked, Server, serving

CHILD = Path(__file__).with_name("child.py")
engines = pytest.mark.parametrize("engine", MODELS)


def started(engine: str, base_url: str, timeout: str) -> subprocess.Popen[str]:
    source = Path(__file__).parent.parent.parent / "src"
    environment = {**os.environ, "PYTHONPATH": str(source), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, str(CHILD), engine, base_url, timeout],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
        # a background job ignores Ctrl-C, and so would what it starts
        preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) if os.name == "posix" else None,
    )


@engines
def test_a_debugging_sdk_shows_no_key_and_no_person(engine: str, elsewhere: Server) -> None:
    def script(asked: Asked) -> Answer:
        body = json.dumps({"error": {"message": f"no such key: {KEY} {'x' * 70}{KEY}"}}).encode()
        return Answer(body, 500) if "解读形式单一" in asked.text else good(asked)

    with serving(script) as server:
        child = started(engine, server.base_url, "30")
        out, err = child.communicate(timeout=300)
        assert child.returncode == 0, err
        assert set(json.loads(out)) == {PARTS["problems"]}
        assert "Sending HTTP Request" in err or engine != "chat"  # it does log
        assert [word for word in (*SECRETS, KEY[:12], IDENTITY, PHONE, NAME) if word in out + err] == []


@engines
@pytest.mark.skipif(os.name == "nt", reason="a process group of its own is needed there")
def test_ctrl_c_is_heard_while_the_server_hangs(engine: str, elsewhere: Server) -> None:
    reached = threading.Event()

    def script(asked: Asked) -> Answer:
        reached.set()
        return Answer(wait=600)

    with serving(script) as server:
        child = started(engine, server.base_url, "600")
        assert reached.wait(300)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=300)  # the server would hang for 600
        assert child.returncode == 130, err
        assert out == ""
        assert err.strip() == "" or "Traceback" not in err
