"""Surroundings in which a model's engine must not heed what it is not told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafting import misbehaviour
from model_server import Answer, Server, serving


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that must not be spoken to, though the environment, a redirect and a file name it; with planted keys."""
    with serving(lambda _: Answer(b"{}")) as server:
        address = f"http://127.0.0.1:{server.port}"
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, address)
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {
            "OPENAI_API_KEY": misbehaviour.KEY,
            "OPENAI_BASE_URL": address,
            "OPENAI_ORG_ID": "org-planted",
            "OPENAI_PROJECT_ID": "proj-planted",
            "OPENAI_ADMIN_KEY": "sk-admin-planted",
            "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer other-planted\nX-Own: planted\nHost: planted",
            "OPENAI_LOG": "debug",
            "LANGSMITH_TRACING": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "LANGSMITH_API_KEY": "ls-planted",
            "LANGSMITH_ENDPOINT": address,
        }.items():
            monkeypatch.setenv(name, value)
        netrc = Path(os.environ["HOME"], ".netrc")
        netrc.write_text("machine 127.0.0.1 login planted password planted\n", encoding="utf-8")
        netrc.chmod(0o600)
        monkeypatch.setattr(misbehaviour, "ELSEWHERE", f"{address}/v1/chat/completions")
        yield server
        assert server.connections == 0
