"""What may be meant otherwise raises nothing; what no reading makes true is found where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checking.test_by_the_form import saying
from nianbao.checking import Finding, check

SAID: dict[str, Any] = yaml.load(Path(__file__).with_name("other_meanings.yaml").read_text("utf-8"), yaml.CSafeLoader)


def found(text: str) -> list[Finding]:
    """What is said above a hint of the figures of one sentence."""
    told = check(saying(text, "overview"))
    return [item for item in told if item.code.startswith("NUM") and item.severity != "info" and item.quote in text]


@pytest.mark.parametrize("text", SAID["holds"])
def test_what_may_be_meant_otherwise_raises_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("item", SAID["told"], ids=lambda item: item["text"])
def test_what_no_reading_makes_true_is_found(item: dict[str, str]) -> None:
    told = found(item["text"])
    assert any(item["at"] in one.quote or one.quote in item["at"] for one in told), told
