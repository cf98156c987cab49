"""Which paragraphs belong together."""

from __future__ import annotations

from nianbao.align.pairing import PairingItem, paired


def items(*texts: str, role: str = "body", section: int = 0) -> list[PairingItem]:
    return [PairingItem(text, role, section, number / max(len(texts) - 1, 1)) for number, text in enumerate(texts)]


def test_of_paragraphs_nearly_alike_each_keeps_its_place() -> None:
    line = "{}月召开政务公开工作例会，研究解决当月信息发布中的问题{}。"
    old = items(*(line.format(month, "") for month in "一二三四五六"))
    new = items(*(line.format(month, "，形成会议纪要") for month in "一二三四五六"))
    assert paired(old, new) == {number: number for number in range(6)}


def test_the_same_words_twice_are_paired_first_with_first() -> None:
    twice = items("无其他需要报告的事项。", "甲事项。", "无其他需要报告的事项。")
    assert paired(twice, twice) == {0: 0, 1: 1, 2: 2}


def test_a_heading_is_never_a_paragraph() -> None:
    words = "围绕重点领域加大主动公开力度"
    assert paired(items(words, role="heading"), items(words)) == {}


def test_a_few_words_of_another_section_are_no_moved_paragraph() -> None:
    assert paired(items("无。"), items("无。", section=1)) == {}
    longer = "全年没有因政务公开工作被追究责任的情形。"
    assert paired(items(longer), items(longer, section=1)) == {0: 0}


def test_headings_of_one_level_are_not_alike_for_their_ordinal() -> None:
    old, new = items("（一）存在的主要问题", role="heading"), items("（一）主动公开", role="heading")
    assert paired(old, new) == {}


def test_thousands_of_paragraphs_are_held_against_their_neighbours_only() -> None:
    old = items(*(f"第{number}号窗口本月更新公开栏。" for number in range(2_000)))
    new = items(*(f"第{number}号窗口本月更新公开栏，并登记。" for number in range(2_000)))
    found = paired(old, new)
    assert len(found) > 1_900
    assert max(abs(i - j) for j, i in found.items()) < 250
