"""Figures compared as figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nianbao.align.figures import figures_changed


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(change.old, change.new) for change in figures_changed(old, new)]


def test_old_new_difference_and_percent() -> None:
    (change,) = figures_changed("公开信息186条。", "公开信息213条。")
    assert (change.old, change.new) == ("186条", "213条")
    assert (change.old_value, change.new_value) == (186, 213)
    assert change.difference == 27
    assert change.percent is not None
    assert round(change.percent, 1) == Decimal("14.5")
    assert change.clause == "公开信息213条"


def test_paired_by_what_surrounds_them_not_by_number() -> None:
    old = "受理申请14件，其中自然人提出9件、商业企业提出3件。"
    new = "受理申请9件，其中商业企业提出3件、自然人提出6件。"
    assert ("14件", "9件") in shown(old, new)
    assert ("14件", "3件") not in shown(old, new)


def test_a_figure_one_side_lacks_stands_alone() -> None:
    assert shown("公开信息12条。", "公开信息12条，发布解读9篇。") == [("", "9篇")]
    assert shown("公开信息12条，发布解读9篇。", "公开信息12条。") == [("9篇", "")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2023年工作情况", "2024年工作情况"),
        ("3月和9月各开一次会", "4月和10月各开一次会"),
        ("依据第四十九条", "依据第五十条"),
        ("国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"),
        ("1.解读形式单一。", "2.解读形式单一。"),
        ("联系电话：0000-8612345", "联系电话：0000-8654321"),
        ("中心街8号", "中心街18号"),
        ("公开信息1,200条", "公开信息1200条"),
        ("公开信息二十三条", "公开信息23条"),
    ],
)
def test_what_is_no_other_figure(old: str, new: str) -> None:
    assert shown(old, new) == []


def test_rates_differ_by_points_and_round_figures_by_nothing_that_can_be_said() -> None:
    (rate,) = figures_changed("办结率95%。", "办结率97.5%。")
    assert (rate.difference, rate.percent) == (Decimal("2.5"), None)
    (about,) = figures_changed("到会30余人。", "到会60余人。")
    assert (about.old_value, about.new_value, about.difference) == (None, None, None)
    (measure,) = figures_changed("收费5000元。", "收费1.2万元。")
    assert (measure.difference, measure.percent) == (None, None)


def test_from_zero_there_is_no_percent() -> None:
    (change,) = figures_changed("收到申请0件。", "收到申请5件。")
    assert (change.difference, change.percent) == (5, None)


def test_signs_of_a_private_use_area_are_no_figures() -> None:
    assert shown("公开信息\U000f00002条\U000f0001。", "\U000f0000公开信息3条。") == [("2条", "3条")]
