"""Paragraphs split and merged."""

from __future__ import annotations

from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison import counts
from reviewing.two_reports import overview

FIRST = "全年通过县政府网站公开信息{}条，其中惠民补贴{}条。"
SECOND = "村务公开栏按月更新，过期的内容随时撤下。"
THIRD = "群众当场提出的疑问由窗口答复。"


def test_a_split_paragraph_is_not_deleted_and_inserted() -> None:
    found = compare(overview(FIRST.format(1, 2) + SECOND + THIRD), overview(FIRST.format(3, 4), SECOND, THIRD))
    pairs = found.sections[0].paragraphs
    assert [pair.joined for pair in pairs] == ["split"] * 3
    assert [[run.text for run in pair.shown if run.kind == "ins"] for pair in pairs] == [["3", "4"], [], []]
    assert [(change.old, change.new) for pair in pairs for change in pair.figures] == [("1条", "3条"), ("2条", "4条")]
    assert (counts(found).split, counts(found).added, counts(found).removed, found.carried) == (1, 0, 0, 1)


def test_merged_paragraphs_are_not_deleted_and_inserted() -> None:
    found = compare(overview(FIRST.format(1, 2), SECOND, THIRD), overview(FIRST.format(1, 2) + SECOND + THIRD))
    assert [pair.joined for pair in found.sections[0].paragraphs] == ["merged"] * 3
    assert not any(pair.differs for pair in found.sections[0].paragraphs)
    assert (counts(found).merged, counts(found).added, counts(found).removed, found.carried) == (1, 0, 0, 1)


def test_a_new_paragraph_beside_a_changed_one_is_no_split() -> None:
    found = compare(overview(SECOND), overview(SECOND.replace("按月", "按周"), "新设惠民补贴查询窗口，随到随查。"))
    assert [(pair.kind, pair.joined) for pair in found.sections[0].paragraphs] == [("changed", ""), ("added", "")]


def test_lines_of_a_text_broken_at_a_width_are_one_paragraph() -> None:
    whole = (FIRST.format(1, 2) + SECOND + THIRD) * 2
    lines = [whole[at : at + 25] for at in range(0, len(whole), 25)]
    found = compare(overview(*lines), overview(whole))
    assert counts(found).merged == 1
    assert counts(found).removed <= 1
