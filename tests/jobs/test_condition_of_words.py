"""A person's sentence that gives the figures of the tables stands, whatever our sentence in its place rested on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jobs.test_typed_figures import edited, given
from nianbao.checking import check
from nianbao.drafting.to_verify import to_verify
from nianbao.jobs.flow.draft_job import redraft
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import find

OURS = "新收政府信息公开申请3件，均由自然人提出"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Only people asked: our sentence holds under the condition that nobody else did."""
    home = tmp_path / "青石镇"
    home.mkdir()
    (home / "report.yaml").write_text(
        "unit: 云岭县青石镇人民政府\nyear: 2024\nrest: zero\ndate: 2025年1月15日\n"
        "tables:\n  requests:\n    new: {natural: 3}\n    open: {natural: 3}\n",
        encoding="utf-8",
    )
    redraft(find(home))
    return home


def _stale(folder: Path) -> list[str]:
    draft = load(find(folder))
    assert draft is not None
    return [item.quote for item in check(draft.report) if item.code in ("SRC03", "SRC04")]


def test_a_sentence_that_the_tables_bear_out_after_the_material_was_mended(folder: Path) -> None:
    edited(folder, (OURS, "新收政府信息公开申请5件，其中自然人3件、商业企业2件"))
    assert _stale(folder), "the material still says 3"
    given(folder, ("new: {natural: 3}", "new: {natural: 3, business: 2}"), ("open: {natural: 3}", "open: {natural: 5}"))
    assert _stale(folder) == []


def test_a_condition_that_fails_is_told_in_words(folder: Path) -> None:
    edited(folder, (OURS, "今年" + OURS))
    given(folder, ("new: {natural: 3}", "new: {natural: 3, business: 2}"), ("open: {natural: 3}", "open: {natural: 5}"))
    assert len(_stale(folder)) == 1, "her words still say that people alone asked"
    draft = load(find(folder))
    assert draft is not None
    lines = [line for sort in to_verify(draft.as_draft()) for line in sort.lines]
    told = next(line for line in lines if "成立条件已不满足" in line)
    assert "新收政府信息公开申请（自然人）" in told
    assert not re.search("[a-z]+[.][a-z]+", told)
