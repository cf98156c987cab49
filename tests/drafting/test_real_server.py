"""A whole draft through llama.cpp's own HTTP server: real protocol, real JSON schema, garbage for text."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from nianbao import draft
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled
from nianbao.drafting.engines.model_port import Attempt
from nianbao.drafting.engines.openai_model import Chat
from nianbao.reading import read
from nianbao.settings import ModelSettings
from tiny_model import serving_model

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "kangrong-2020" / "report.yaml"
STRICT = os.environ.get("NIANBAO_REQUIRE_ALL") == "1"

pytestmark = pytest.mark.skipif(
    not STRICT and not (find_spec("xllamacpp") and find_spec("gguf")), reason="xllamacpp is not installed"
)


def test_a_draft_by_llama_cpp(tmp_path: Path) -> None:
    seen: list[Attempt] = []
    report = read(EXAMPLE)
    with serving_model(tmp_path) as url:
        settings = ModelSettings(base_url=url, model="tiny", max_output_tokens=256, timeout=120, retries=0)
        made = draft(report, Modelled(Chat(endpoint_of(settings), seen.append), Options(max_repairs=0, verify=False)))
    answered = [item for item in seen if item.outcome == "ok"]
    assert len(answered) >= 3
    assert {item.format for item in answered} == {"json_schema"}
    assert all(item.input_tokens > 500 and item.output_tokens > 0 for item in answered)
    assert made.usage.requests == len(seen)
    offline = draft(report)
    assert [item.id for item in made.report.sections] == [item.id for item in offline.report.sections]
    assert made.unused == [], "a note that the model left out is there in our words"
    assert not [item for item in made.findings if item.code == "SRC05"]
    for why in made.failures.values():
        assert why
