"""A change is no larger than it need be, and never cuts a number."""

from __future__ import annotations

import pytest

from nianbao.writing.replace_words import Replacement


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("2024年", "2025年", (0, "2024", "2025")),
        ("14件", "19件", (0, "14", "19")),
        ("9件", "12件", (0, "9", "12")),
        ("收到3件", "收到31件", (2, "3", "31")),
        ("12.5%", "12.8%", (0, "12.5", "12.8")),
        ("加强培训", "加大培训", (1, "强", "大")),
        ("共3次", "共3场", (2, "次", "场")),
        ("年报", "年报", (2, "", "")),
        ("第1条", "第1、2条", (2, "", "、2")),
    ],
)
def test_smallest(old, new, wanted):
    found = Replacement(None, old, 0, old, new).smallest()
    assert (found.offset, found.old, found.new) == wanted
    assert old[: found.offset] + found.new + old[found.offset + len(found.old) :] == new
