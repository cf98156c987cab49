"""Misprints found by the short way, taken for one short text, are those found by the long way."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from nianbao.checking.rules import text_misprints as module
from nianbao.package_data import load_data

MISPRINTS = Path(__file__).parent.parent.parent / "eval" / "injection" / "misprints.yaml"


def _texts() -> list[str]:
    found: list[str] = []

    def walk(value: object) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for key, item in value.items():
                walk(key)
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    walk(load_data(MISPRINTS))
    return ["。".join(found[at : at + 12]) for at in range(0, len(found), 12)]


def test_the_first_text_of_a_run_is_read_as_the_later_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, several = _texts(), 0
    for text in texts:
        later = module.misspelt(text)
        monkeypatch.setattr(module, "_looked_at", count(1))
        assert module.misspelt(text) == later
        several += bool(later)
    assert several > 3
