"""Tracked changes settled in the elements: the same as building the tree anew."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from nianbao.reviewing.compare.comparison_docx import compared_docx
from nianbao.wordml.content import accepted, tag
from nianbao.wordml.tracked_changes import is_tracked, main_root, settle
from reviewing.pairs import compared, pair
from reviewing.settled import settled

WHEN = datetime(2026, 1, 15, tzinfo=UTC)


def lines(root: Any) -> list[str]:
    return [text for text in (accepted(item) for item in root.iter(tag("p"))) if text.strip()]


@pytest.mark.parametrize("seed", [2, 6, 7])
@pytest.mark.parametrize("accepts", [True, False])
def test_accepted_and_rejected(seed: int, accepts: bool) -> None:
    data, _ = compared_docx(compared(*pair(seed)), None, when=WHEN)
    root = main_root(data)
    assert settle(root, lambda _: accepts) > 0
    assert not is_tracked(root)
    assert lines(root) == lines(main_root(settled(data, accepted=accepts)))


def test_one_authors_changes_alone() -> None:
    data, _ = compared_docx(compared(*pair(2)), None, when=WHEN)
    root = main_root(data)
    other = next(root.iter(tag("ins")))
    other.set(tag("author"), "王五")
    settle(root, lambda author: None if author == "王五" else True)
    assert {item.get(tag("author")) for item in root.iter(tag("ins"), tag("del"))} == {"王五"}
