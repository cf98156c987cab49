"""Binding after writing: figures of a free text become references to the facts that they state, and to no others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drafting.generated import UNITS, generated, own_words
from nianbao import draft, load
from nianbao.claims import Binder, claims_of
from nianbao.report import FactRef, Note, Report, Unit, UnitRef

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SEEDS = 150 if "NIANBAO_LARGE_SEEDS" in os.environ else 1


def inputs() -> Iterator[Report]:
    """Both examples, twelve inputs as different as offices are, and some by chance."""
    for name in ("baisha-2024", "kangrong-2020"):
        yield load(EXAMPLES / name / "report.yaml")
    for number in range(len(UNITS)):
        yield generated(number)
    for seed in range(SEEDS):
        yield own_words("云岭县白沙镇人民政府", 2020 + seed % 6, seed)


@pytest.mark.parametrize("cited", [False, True], ids=["a paragraph at a time", "a sentence with its sources"])
def test_our_own_drafts_as_plain_text_bind_back(cited: bool, record_property: Callable[[str, object], None]) -> None:
    """Every reference turned into plain text: at least 0.99 of them are found again, none is taken for another."""
    fate: Counter[str] = Counter()
    wrong: list[str] = []
    for given in inputs():
        report = draft(given).report
        binder = Binder(claims_of(report))
        for section, paragraph in report.paragraphs():
            if section.id == "preamble" or paragraph.role != "body":
                continue
            for spans, sources in (
                [(sentence.spans, sentence.sources or []) for sentence in paragraph.sentences]
                if cited
                else [([span for sentence in paragraph.sentences for span in sentence.spans], [])]
            ):
                text = "".join(span.shown for span in spans)
                near = [source for source in sources if source.startswith(("note:", "problem:"))]
                bounds = binder.bind(text, aspect=paragraph.aspect, section=section.id, sources=near)
                found = {item.start: item for item in bounds}
                at = 0
                for span in spans:
                    if isinstance(span, FactRef) and span.value is not None:
                        bound = found.get(at)
                        right = bound is not None and bound.fact == span.id
                        fate["right" if right else "wrong" if bound is not None and bound.fact else "none"] += 1
                        if bound is not None and bound.fact and not right and not _same(binder, bound.fact, span.id):
                            wrong.append(f"{text}: {span.shown} is {span.id}, not {bound.fact}")
                    at += len(span.shown)
    for name, count in fate.items():
        record_property(name, count)
    assert wrong == []
    assert fate["right"] >= 0.99 * fate.total(), fate


def _same(binder: Binder, one: str, other: str) -> bool:
    """Whether two facts are one figure by the form's own arithmetic: the sum of a group and the sum of its one part."""
    return set(binder.book[one].sources) == set(binder.book[other].sources)


NOTES = [
    Note(id="n1", aspect="proactive", what="公开", object="政府信息", quantity="186条", result="其中财政预决算4条、惠民补贴52条"),
    Note(id="n2", aspect="supervision", text="请代表20人评议，收到意见6条；组织培训8回，到会60余人次。每月10号前报送，为期两个月"),
    Note(id="n3", aspect="platform", what="新设", object="惠民补贴查询栏", quantity="1个"),
]  # fmt: skip


@pytest.fixture(scope="module")
def binder() -> Binder:
    return Binder(claims_of(Report(unit=Unit.parse("云岭县白沙镇人民政府"), year=2024, edition="2021", notes=NOTES)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("组织培训8次。", "8回"),
        ("邀请20名代表评议。", "20人"),
        ("培训到会60多人次。", "60余人次"),
        ("每月10日前报送。", "10号"),
        ("评议为期2个月。", "两个月"),
        ("新设一个惠民补贴查询栏。", "1个"),
        ("惠民补贴信息52条。", "52条"),
        ("收到六条意见。", "6条"),
    ],
)
def test_a_notes_figure_in_another_form(binder: Binder, text: str, told: str) -> None:
    (bound,) = binder.bind(text, sources=["note:n1", "note:n2", "note:n3"])
    assert bound.state == "bound", bound
    assert binder.book[bound.fact].text.startswith(told[:1])
    assert binder.book[bound.fact].text in (told, told.removesuffix("号"))


@pytest.mark.parametrize(
    "text",
    [
        "惠民补贴信息4条。", "财政预决算52条。", "邀请6名代表评议。", "收到意见20条。", "培训到会60人次。", "组织培训60次。",
        "近20人参加评议。", "组织培训9次。",
    ],
)  # fmt: skip
def test_a_figure_beside_another_figures_words_is_not_bound(binder: Binder, text: str) -> None:
    assert [item.fact for item in binder.bind(text, sources=["note:n1", "note:n2"])] == [""]


def test_years_are_the_reports() -> None:
    binder = Binder(claims_of(load(EXAMPLES / "baisha-2024" / "report.yaml")))
    text = "2024年公开，2025年继续。"
    spans = binder.spans(text, binder.bind(text))
    assert [(span.id, span.shown) for span in spans if isinstance(span, UnitRef)] == [
        ("year", "2024"),
        ("next_year", "2025"),
    ]
