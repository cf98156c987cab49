"""Running the program: in this process, as a process of its own, and what its folder held before."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from model_server import Server

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
BAISHA = EXAMPLES / "baisha-2024" / "report.yaml"
KANGRONG = EXAMPLES / "kangrong-2020" / "report.yaml"
KEY = "sk-planted-0123456789"
"""The key of the model that ``point`` names."""


class Run(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All it printed."""
        return self.out + self.err


def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *args: object) -> Run:
    """Run ``nianbao`` in this process."""
    from nianbao.cli.app import main

    monkeypatch.setattr(sys, "argv", ["nianbao", *map(str, args)])
    capsys.readouterr()
    with pytest.raises(SystemExit) as done:
        main()
    said = capsys.readouterr()
    return Run(int(done.value.code or 0), said.out, said.err)


def point(monkeypatch: pytest.MonkeyPatch, server: Server, model: str = "m") -> None:
    """Name a server as the model to ask."""
    for name, value in (("OPENAI_BASE_URL", server.base_url), ("OPENAI_API_KEY", KEY), ("NIANBAO_MODEL", model)):
        monkeypatch.setenv(name, value)


def spawn(*args: object, cwd: Path, data: bytes = b"", encoding: str = "utf-8", **env: str) -> Run:
    """Run ``nianbao`` as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "nianbao", *map(str, args)],
        cwd=cwd, input=data, env={**os.environ, **env}, capture_output=True, timeout=600,
    )  # fmt: skip
    return Run(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its hash; our lock is not counted."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".nianbao")
    }
