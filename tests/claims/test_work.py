"""Texts that no person wrote are read in bounded work, and what is not read of them is said."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from claims.test_read_claims import reader

_READER = reader()
TEXTS = [
    "未收到{}申请",
    "均已按期{}答复",
    "收到申请5件、",
    "申请5件，其中",
    "（5件",
    "上年",
    "情况发生",
    "占50%，",
    "收到申请5件。",
    "无申请。",
]


def _calls(text: str) -> int:
    """Function calls that reading a paragraph takes."""
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        reading = _READER.read(text, aspect="requests")
        assert isinstance(reading.claims, list)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", TEXTS)
def test_work_grows_with_the_length(piece: str) -> None:
    _calls(piece * 3)  # patterns are compiled
    once, four_times = _calls(piece * 700), _calls(piece * 2800)
    assert four_times < 6 * once + 10_000


def test_figures_of_a_sentence_that_is_none_are_said() -> None:
    reading = _READER.read("申请5件，其中" * 400)
    assert len(reading.unplaced) == 400
    assert reading.claims == []
