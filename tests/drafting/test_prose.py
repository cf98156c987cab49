"""What an offline draft reads like: nothing twice, nothing without a source, no figure of unknown origin, no slogan."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from drafting.generated import UNITS, generated
from nianbao import draft, load
from nianbao.drafting import Draft
from nianbao.report import FactRef, Report, Text
from nianbao.text import raw_numerals

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SLOGANS = (
    "高度重视",
    "坚强领导",
    "深入贯彻",
    "扎实推进",
    "切实",
    "不断",
    "进一步",
    "显著",
    "成效",
    "稳步",
    "全面落实",
    "常态化",
)
INPUTS = [*range(len(UNITS)), "kangrong-2020", "baisha-2024"]


@lru_cache
def drafted(which: int | str) -> Draft:
    report: Report = generated(which) if isinstance(which, int) else load(EXAMPLES / which / "report.yaml")
    return draft(report)


def body(result: Draft) -> list[str]:
    """The paragraphs but headings and the preamble's fixed formula."""
    return [
        paragraph.text
        for section, paragraph in result.report.paragraphs()
        if section.id != "preamble" and paragraph.role != "heading"
    ]


@pytest.mark.parametrize("which", INPUTS)
def test_no_clause_twice(which: int | str) -> None:
    clauses = [
        clause for text in body(drafted(which)) for clause in re.split("[，。；：、（）]", text) if len(clause) >= 8
    ]
    assert [clause for clause in set(clauses) if clauses.count(clause) > 1] == []


@pytest.mark.parametrize("which", INPUTS)
def test_no_slogan(which: int | str) -> None:
    result = drafted(which)
    given = "".join(note.words for note in result.report.notes)
    assert [word for word in SLOGANS for text in body(result) if word in text and word not in given] == []


@pytest.mark.parametrize("which", INPUTS)
def test_every_sentence_rests_on_something_or_is_marked(which: int | str) -> None:
    for sentence in drafted(which).report.sentences():
        assert sentence.sources or sentence.support in ("blank", "unsupported"), sentence.text


@pytest.mark.parametrize("which", INPUTS)
def test_every_figure_is_a_facts(which: int | str) -> None:
    for section, paragraph in drafted(which).report.paragraphs():
        if section.id == "preamble":
            continue
        for sentence in paragraph.sentences:
            raw = [q.text for span in sentence.spans if isinstance(span, Text) for q in raw_numerals(span.text)]
            assert raw == [], sentence.text
            assert all(span.shown for span in sentence.spans if isinstance(span, FactRef))


@pytest.mark.parametrize("which", INPUTS)
def test_no_error_is_found_in_a_right_input(which: int | str) -> None:
    found = drafted(which).findings
    assert [item.message for item in found if item.severity == "error" and item.code != "TABLE04"] == []


@pytest.mark.parametrize("which", INPUTS)
def test_punctuation(which: int | str) -> None:
    for text in body(drafted(which)):
        assert not re.search(r"[，。；：、]{2}|。；|^[，。；、]|[,;:!?]\s|\(|\s{2}|\{\{|None", text), text
        assert text.endswith(("。", "】")), text


def test_every_note_is_used() -> None:
    for which in INPUTS:
        assert drafted(which).unused == []


def test_the_same_input_gives_the_same_draft() -> None:
    assert drafted("baisha-2024").report == drafted.__wrapped__("baisha-2024").report
