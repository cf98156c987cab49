"""A part of a report put together from a model's sentences: what it leaves out is told, and ours stands in."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao.drafting import outline
from nianbao.drafting.answers import ProblemAnswer, ProblemsAnswer, Said
from nianbao.drafting.brief import briefs
from nianbao.drafting.drafted_part import Part, locked_problems, placed
from nianbao.drafting.engines.offline import Offline
from nianbao.facts import FactBook
from nianbao.report import Problem

CAUSE = "经办人员身兼数职，没有时间做图解"


def _locked(said: list[str]) -> tuple[Part, str]:
    """Section 五 with a model's words for its problem, and the text that comes of it."""
    problem = Problem(id="p1", problem="政策解读形式单一", cause=CAUSE, measure="逐件配发图解")
    book = FactBook(outline(report("2021", {}, problems=[problem])))
    brief = next(item for item in briefs(book) if item.key == "problems")
    answer = ProblemAnswer(
        id="p1",
        problem=[Said(text=text, sources=["problem:p1"]) for text in said],
        measures=[Said(text="逐件配发图解。", sources=["problem:p1"])],
    )
    part = locked_problems(ProblemsAnswer(problems=[answer]), brief)
    section = next(item for item in placed(Offline().compose(book).sections, part) if item.id == "problems")
    return part, "".join(paragraph.text for paragraph in section.paragraphs)


@pytest.mark.parametrize(
    "said",
    [["政策解读形式单一，主要是经办人员身兼数职、没有时间做图解。"], ["政策解读形式单一。", CAUSE + "。"]],
)
def test_a_cause_in_other_words_is_the_models(said):
    part, text = _locked(said)
    assert part.complaints == []
    assert text.count("身兼数职") == 1


def test_a_cause_left_out_is_told_and_ours_is_added():
    part, text = _locked(["政策解读形式单一。"])
    assert [str(item) for item in part.complaints if "没有写表现或原因" in str(item)]
    assert f"政策解读形式单一。{CAUSE}。" in text


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        ("2025年6月底", "2025年6月底前完成"),
        ("2025年6月底前", "2025年6月底前完成"),
        ("2025年6月30日", "2025年6月30日前完成"),
        ("2025年上半年", "2025年上半年完成"),
        ("2025年2月起", "2025年2月起开展"),
        ("2025年全年", "2025年全年开展"),
        ("每季度", "每季度开展"),
        ("长期", "长期坚持"),
    ],
)
def test_a_deadline_is_told_as_it_was_meant(deadline, said):
    problem = Problem(id="p1", problem="政策解读形式单一", measure="逐件配发图解", deadline=deadline)
    book = FactBook(outline(report("2021", {}, problems=[problem])))
    section = next(item for item in Offline().compose(book).sections if item.id == "problems")
    assert said + "。" in "".join(paragraph.text for paragraph in section.paragraphs)
