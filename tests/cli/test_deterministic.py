"""The same input gives the same output, whatever the hash seed: every command, every byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.program import EXAMPLES

SEEDS = range(2, 2 + (20 if os.environ.get("NIANBAO_LARGE_SEEDS") else 1))


def _all(folder: Path, seed: int) -> Any:
    """The same folder each time: the draft file names files outside it by their whole path."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    script = Path(__file__).with_name("every_command.py")
    done = subprocess.run(
        [sys.executable, str(script), str(folder), str(EXAMPLES)],
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_every_command_says_and_writes_the_same_with_every_hash_seed(
    tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    first = _all(tmp_path / "年报", 1)
    ended = {code for _, code, _, err in first["said"]}
    assert ended <= {0, 1, 2}
    assert sum(1 for _, code, _, _ in first["said"] if code == 0) > 25
    for seed in SEEDS:
        again = _all(tmp_path / "年报", seed)
        for one, other in zip(first["said"], again["said"], strict=True):
            assert one == other
        assert first["files"] == again["files"]
    record_property("commands", len(first["said"]) * (len(SEEDS) + 1))
