"""A sentence that joins a table and a note is held, clause by clause, to whichever of the two it is of."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao.facts import FactBook
from nianbao.licence import Sources, judge
from nianbao.report import Note

CELLS = ["cell:enforcement.penalty.decisions", "cell:licensing.licence.decisions"]


def licensed(text: str) -> bool:
    given = report(
        "2021",
        {"enforcement.penalty.decisions": 217},
        notes=[Note(id="n1", aspect="proactive", text="处罚决定7天内上网，全年217件都传了")],
    )
    sources = Sources(given, FactBook(given))
    return judge(text, sources, ["note:n1", *CELLS]).licensed


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("作出行政处罚决定217件，没有作出行政许可决定；处罚决定7天内上网，217件均已上传。", True),
        ("作出行政处罚决定217件，没有作出行政许可决定；处罚决定7天内上网，217件都传了。", True),
        ("作出行政处罚决定217件，没有公布行政处罚决定；处罚决定7天内上网，217件都传了。", False),
        ("没有作出行政许可决定；处罚决定7天内没有上网。", False),
    ],
)
def test_each_clause_is_held_to_the_table_or_the_note_that_it_tells(text: str, holds: bool) -> None:
    assert licensed(text) is holds
