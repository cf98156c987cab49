"""Which section is which."""

from __future__ import annotations

from nianbao.align.paragraphs import sections_paired
from nianbao.report import Section


def test_by_id_and_unknown_headings_by_likeness() -> None:
    old = [Section(id="overview", heading="一、概述"), Section(id="", heading="七、有关附件和说明")]
    new = [Section(id="", heading="七、附件和说明"), Section(id="overview", heading="一、总体情况")]
    assert [tuple(pair) for pair in sections_paired(old, new)] == [(1, 0), (0, 1)]


def test_known_sections_of_two_ids_are_never_one() -> None:
    old, new = [Section(id="problems", heading="五、问题")], [Section(id="other", heading="五、问题")]
    assert {tuple(pair) for pair in sections_paired(old, new)} == {(0, None), (None, 0)}
