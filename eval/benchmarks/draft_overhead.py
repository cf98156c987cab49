"""What drafting with a model costs beside the model: a whole draft, and a single call.

Against a server on this machine that answers after 200 ms a whole draft is compared with its longest dependent
chain (an answer, its verification); against one that answers at once a call through the engine is compared with
the same request by httpx2 alone. Ratios and differences of one run; nothing here is asserted.

    python eval/benchmarks/draft_overhead.py [--keep]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import httpx2
from kept import keep

from drafting.honest import honest
from model_server import Answer, Asked, completion, serving
from nianbao import draft
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.model_port import Ask
from nianbao.drafting.engines.openai_model import Chat
from nianbao.reading import read
from nianbao.settings import ModelSettings

WAIT = 0.2
ROUNDS = 7
CALLS = 200
MESSAGES = [{"role": "user", "content": "年报" * 400}]


def _waiting(script: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    def slow(asked: Asked) -> Answer:
        answer = script(asked)
        return Answer(answer.body, answer.status, answer.headers, wait=WAIT)

    return slow


def serve() -> None:
    """The server as a process of its own, so that what it costs is not counted as ours: prints where it is."""
    with serving(_waiting(honest())) as server:
        print(server.base_url, flush=True)
        sys.stdin.read()


def whole_draft() -> dict[str, float]:
    """Seconds of a whole draft against its longest dependent chain: two questions of 200 ms."""
    report = read(ROOT / "examples" / "baisha-2024" / "report.yaml")
    times = []
    command = [sys.executable, __file__, "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        settings = ModelSettings(base_url=server.stdout.readline().strip(), model="m")
        for _ in range(ROUNDS + 1):  # the first one imports
            engine = Modelled(Chat(endpoint_of(settings)), Options())
            began = time.perf_counter()
            draft(report, engine)
            times.append(time.perf_counter() - began)
        server.stdin.close()
    chain, taken = 2 * WAIT, statistics.median(times[1:])
    return {
        "draft_s": taken,
        "chain_s": chain,
        "draft_over_chain": taken / chain,
        "slowest_over_chain": max(times[1:]) / chain,
    }


def one_call() -> dict[str, float]:
    """Milliseconds of a call through the engine and of the same request by httpx2 alone, one after the other."""
    ours, raw = [], []
    with serving(lambda _: completion('{"answer": "好"}')) as server, httpx2.Client(trust_env=False) as client:
        model = Chat(endpoint_of(ModelSettings(base_url=server.base_url, model="m")))
        body: dict[str, Any] = {"model": "m", "messages": MESSAGES, "max_tokens": 4096}
        ask = Ask("k", "p", MESSAGES, {"type": "object"})
        for turn in range(CALLS + 10):
            began = time.perf_counter()
            client.post(f"{server.base_url}/chat/completions", json=body).json()
            middle = time.perf_counter()
            model.answer(ask)
            if turn >= 10:
                raw.append(middle - began)
                ours.append(time.perf_counter() - middle)
        model.close()
    a, b = statistics.median(ours) * 1000, statistics.median(raw) * 1000
    return {"call_ms": a, "httpx2_ms": b, "call_minus_twice_httpx2_ms": a - 2 * b}


def main() -> None:
    """Measure, print, and keep where asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve()
        return
    found = {**whole_draft(), **one_call()}
    for name, value in found.items():
        print(f"{name:<28} {value:8.3f}")
    if given.keep:
        print(keep({name: round(value, 4) for name, value in found.items()}, "-draft"))


if __name__ == "__main__":
    main()
