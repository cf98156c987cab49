"""Good texts spoiled in known ways: what is changed, and what is not."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "eval" / "sensitivity"))

from perturbations import DEGRADATIONS, Material, degraded

from nianbao.drafting import draft
from nianbao.report import FactRef, Report
from scoring.small import given, text

MATERIAL = Material(
    last=["上年的一段话，写的是别的事。"],
    others=["别家的一段话，写的是别的事。"],
    inventions=["聘请监督员五名。", "印发保密办法。"],
    misprints={"政府信息公开": "政府信息公工"},
    slogans=["高度重视，狠抓落实。"],
)


def good() -> Report:
    return draft(given()).report


def words(report: Report) -> list[str]:
    return [paragraph.text for _, paragraph in report.paragraphs()]


@pytest.mark.parametrize("way", DEGRADATIONS)
def test_dose_nothing_changes_nothing_and_the_whole_dose_does(way: str) -> None:
    report = good()
    assert degraded(way, report, 0, MATERIAL) is report
    assert words(degraded(way, report, 1, MATERIAL)) != words(report)


@pytest.mark.parametrize("way", DEGRADATIONS)
def test_the_same_seed_spoils_the_same(way: str) -> None:
    report = good()
    before = words(report)
    assert degraded(way, report, 0.5, MATERIAL, 4) == degraded(way, report, 0.5, MATERIAL, 4)
    assert words(report) == before


@pytest.mark.parametrize("way", DEGRADATIONS)
def test_small_doses_are_part_of_large_ones(way: str) -> None:
    """Paragraphs that a small dose left alone may change later, never the other way round."""
    report = good()
    touched: set[int] = set()
    for dose in (0.1, 0.25, 0.5, 1.0):
        left = {sentence.text for sentence in degraded(way, report, dose, MATERIAL).sentences()}
        now = {number for number, sentence in enumerate(report.sentences()) if sentence.text not in left}
        assert touched <= now
        touched = now


def test_figures_change_by_dose_and_others_stay_bound() -> None:
    report = text("公开46条，培训2次，到会40人。")
    assert degraded("wrong_figure", report, 0.1, MATERIAL).sections[0].paragraphs[0].text.count("46条") in (0, 1)
    changed = degraded("wrong_figure", report, 1, MATERIAL).sections[0].paragraphs[0].text
    assert all(figure not in changed for figure in ("46条", "到会40人"))
    drafted = good()
    spoiled = degraded("wrong_figure", drafted, 0.3, MATERIAL)
    bound = [
        sum(isinstance(span, FactRef) for item in each.sentences() for span in item.spans)
        for each in (drafted, spoiled)
    ]
    places = 3  # 46条, 2次, 40人: what else there is of figures is the year's
    assert bound[0] - bound[1] == math.ceil(0.3 * places)


def test_the_year_of_the_report_goes_back_and_documents_do_not() -> None:
    report = good().model_copy(update={"sections": text("2024年公开46条，依据国办公开办函〔2021〕30号。").sections})
    assert words(degraded("stale_year", report, 1, MATERIAL)) == ["2023年公开46条，依据国办公开办函〔2021〕30号。"]


def test_the_unit_becomes_another_kind() -> None:
    report = good().model_copy(update={"sections": text("我镇公开46条。印发《白沙镇工作方案》。").sections})
    assert words(degraded("wrong_unit", report, 1, MATERIAL)) == ["我街道公开46条。印发《白坪街道工作方案》。"]


def test_a_dropped_note_takes_its_sentence_along() -> None:
    assert "培训" in "".join(words(good()))
    assert "培训" not in "".join(words(degraded("dropped_note", good(), 1, MATERIAL)))


def test_measures_go_and_problems_stay() -> None:
    report = text(problems="1.公开栏更换拖拉。\n2.解读形式单一。\n下一步：\n1.逐村核对公开栏。\n2.制作图解6期。")
    assert words(degraded("problem_without_measure", report, 1, MATERIAL)) == [
        "1.公开栏更换拖拉。",
        "2.解读形式单一。",
        "下一步：",
    ]


def test_what_is_invented_stands_behind_a_note_under_its_source() -> None:
    before, after = good(), degraded("invented", good(), 1, MATERIAL)
    old = {sentence.id for sentence in before.sentences()}
    new = [sentence for sentence in after.sentences() if sentence.id not in old]
    assert {sentence.text for sentence in new} <= set(MATERIAL.inventions)
    assert all(sentence.sources for sentence in new)


def test_a_full_stop_inside_a_paragraph_becomes_a_comma() -> None:
    assert words(degraded("run_on", text("公开46条。培训2次。\n到会40人。"), 1, MATERIAL)) == [
        "公开46条，培训2次。",
        "到会40人。",
    ]


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(KeyError):
        degraded("nothing_of_the_kind", good(), 1, MATERIAL)


@pytest.mark.parametrize("way", DEGRADATIONS)
def test_a_text_without_places_stays(way: str) -> None:
    empty = Report()
    assert degraded(way, empty, 1, MATERIAL) is empty
    assert DEGRADATIONS[way].__doc__
