"""An answer with figures as they are is as good as one with ids: from a chat, pasted, for every input."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from drafting.generated import UNITS, generated
from model_server import Answer, Asked, completion, serving
from nianbao import load
from nianbao.drafting import draft
from nianbao.drafting.answers import AspectAnswer, ProblemAnswer, ProblemsAnswer, Said
from nianbao.drafting.brief import Brief, briefs
from nianbao.drafting.draft_report import outline
from nianbao.drafting.engines.endpoint import endpoint_of
from nianbao.drafting.engines.model_budget import Options
from nianbao.drafting.engines.model_engine import Modelled, lock_answer
from nianbao.drafting.engines.offline import Offline
from nianbao.drafting.engines.openai_model import Chat
from nianbao.facts import FactBook
from nianbao.report import FactRef, Report, Sentence
from nianbao.settings import ModelSettings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
INPUTS = ["baisha-2024", "kangrong-2020", *range(0, len(UNITS), 1 if "NIANBAO_LARGE_SEEDS" in os.environ else 3)]


def given(which: str | int) -> Report:
    return outline(generated(which) if isinstance(which, int) else load(EXAMPLES / which / "report.yaml"))


def answered(book: FactBook, brief: Brief) -> tuple[list[Sentence], AspectAnswer | ProblemsAnswer]:
    """Our own sentences for a part, and the answer that says them with their figures as plain text."""
    sections = {section.id: section for section in Offline().compose(book).sections}
    paragraphs = [
        paragraph
        for paragraph in sections[brief.section_id].paragraphs
        if paragraph.role == "body" and (brief.aspect is None or paragraph.aspect == brief.aspect)
    ]
    ours = [item for paragraph in paragraphs for item in paragraph.sentences if item.support == "supported"]

    def said(items: list[Sentence]) -> list[Said]:
        return [
            Said(
                text=re.sub(r"^[0-9]\.", "", item.text),
                sources=[
                    source.removeprefix("cell:") for source in item.sources or () if not source.startswith("form:")
                ],
            )
            for item in items
        ]

    if brief.task == "aspect":
        return ours, AspectAnswer(sentences=said(ours))
    rows = []
    for item in brief.problems:
        parts = {paragraph.id: paragraph.sentences for paragraph in paragraphs}
        rows.append(
            ProblemAnswer(
                id=item.id,
                problem=said(parts.get(f"problems.{item.id}", [])),
                measures=said([one for one in parts.get(f"problems.{item.id}.measure", []) if one.support != "blank"]),
            )
        )
    ours = [item for item in ours if any(f"problem:{one.id}" in (item.sources or []) for one in brief.problems)]
    return ours, ProblemsAnswer(problems=rows)


def facts(sentences: list[Sentence]) -> list[str]:
    return sorted(span.id for item in sentences for span in item.spans if isinstance(span, FactRef))


@pytest.mark.parametrize("which", INPUTS)
def test_our_own_sentences_with_plain_figures_are_kept_whole(which: str | int) -> None:
    book = FactBook(given(which))
    for brief in briefs(book, show_values=True):
        ours, answer = answered(book, brief)
        part = lock_answer(answer, brief)
        assert [item.text for item in part.dropped if "重复" not in item.reason] == [], [
            str(i) for i in part.complaints
        ]
        assert [str(item) for item in part.complaints if "没有写到" in item.why] == []
        assert facts(part.sentences) == facts(ours)


def test_a_chat_that_is_shown_figures_answers_with_figures() -> None:
    """Nothing but what is in the prompt is needed: notes as written, figures with what they count."""
    report = given("baisha-2024")
    book = FactBook(report)
    parts = {brief.key: brief for brief in briefs(book, show_values=True)}

    def answer(asked: Asked) -> Answer:
        brief = max(
            (item for item in parts.values() if item.note_lines in asked.text),
            key=lambda item: len(item.note_lines) + len(item.fact_lines) * (item.fact_lines in asked.text),
        )
        assert "写成 {{编号}}" not in asked.text
        assert "不要写数字" not in asked.text
        assert not re.search(r"\{\{(?!self|year|next_year|scope|unit)", asked.text)
        return completion(json.dumps(answered(book, brief)[1].model_dump(), ensure_ascii=False))

    with serving(answer) as server:
        settings = ModelSettings(base_url=server.base_url, model="m", retries=0)
        model = Chat(endpoint_of(settings))
        result = draft(report, Modelled(model, Options(verify=False, max_repairs=0, show_values=True)))
        model.stop()
    assert result.failures == {}
    assert [item.reason for item in result.dropped] == []
    mine = [item for item in result.report.sentences() if item.origin == "chat"]
    assert {item.support for item in mine} == {"supported"}
    assert len(facts(mine)) > 50
