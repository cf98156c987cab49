"""Which row and column a sentence speaks of, in any words: what is false is marked where it is, the rest is quiet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checking.test_by_the_form import cells, saying
from nianbao.checking import Finding, check
from nianbao.report import LastYear

GIVEN: dict[str, Any] = yaml.load(Path(__file__).with_name("rows_in_words.yaml").read_text("utf-8"), yaml.CSafeLoader)
NOW, THEN = cells(GIVEN["figures"]), cells(GIVEN["last"])


def found(row: dict[str, Any]) -> list[Finding]:
    """What is said above a hint of the figures of one sentence."""
    report = saying(row["text"], row.get("section", "requests"))
    report = report.model_copy(update={"cells": NOW, "last": LastYear(year=2023, cells=THEN)})
    return [item for item in check(report) if item.counts and item.code.startswith("NUM") and item.severity != "info"]


@pytest.mark.parametrize("row", GIVEN["sentences"], ids=lambda row: row["text"][:32])
def test_rows_told_in_any_words(row: dict[str, Any]) -> None:
    told = found(row)
    if "at" not in row:
        assert [item.message for item in told] == []
        return
    start = row["text"].index(row["at"])
    end = start + len(row["at"])
    places = [(item.offset or 0, (item.offset or 0) + len(item.quote)) for item in told]
    assert any(low < end and start < high for low, high in places), [item.message for item in told]
