"""Titles broken where words end."""

from __future__ import annotations

import pytest

from nianbao.writing.printed_text import LINE_WIDTH, title_lines

CASES = [
    ("白沙镇2024年工作报告", ["白沙镇2024年工作报告"]),
    ("云岭县白沙镇人民政府2024年政府信息公开工作年度报告", ["云岭县白沙镇人民政府2024年", "政府信息公开工作年度报告"]),
    (
        "某某某自治州云岭市清河区民主街道办事处2024年政府信息公开工作年度报告",
        ["某某某自治州云岭市清河区民主街道办事处", "2024年政府信息公开工作年度报告"],
    ),
    (
        "某某某族某某族自治州云岭市清河区白沙湖旅游度假区管理委员会2024年政府信息公开工作年度报告",
        ["某某某族某某族自治州云岭市清河区", "白沙湖旅游度假区管理委员会2024年", "政府信息公开工作年度报告"],
    ),
    ("云岭县市场监督管理局政府信息公开工作年度报告", ["云岭县市场监督管理局", "政府信息公开工作年度报告"]),
]


@pytest.mark.parametrize(("title", "lines"), CASES)
def test_lines_end_where_words_end(title: str, lines: list[str]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize("title", [title for title, _ in CASES])
def test_nothing_is_lost_and_the_term_stays_whole(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert sum("政府信息公开" in line for line in lines) == title.count("政府信息公开")
    assert all(len(line) <= LINE_WIDTH + 2 for line in lines)  # four digits take two


def test_title_of_another_shape_is_left_to_word() -> None:
    title = "关于印发某某某某某某某某某某某某某某某某某某某某某某实施方案的通知"
    assert title_lines(title) == [title]
