"""A problem and a measure that the clerk wrote in one row are a pair, whatever words they use."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao import draft
from nianbao.report import Problem

ROWS = [
    Problem(id="p1", problem="部分村公开栏更新不及时", measure="每季度检查一次并通报", owner="党政综合办公室"),
    Problem(id="p2", problem="政策解读形式单一", measure="增加图解、短视频", owner="宣传办"),
    Problem(id="p3", problem="信息员业务不熟", measure="请县档案馆来讲两次"),
]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_row_is_a_pair(count: int) -> None:
    found = draft(report("2021", {"requests.new.natural": 1}, problems=ROWS[:count])).findings
    assert [item.message for item in found if item.code in ("PAIR01", "PAIR02")] == []


def test_a_problem_without_a_measure_is_still_told() -> None:
    rows = [*ROWS[:2], Problem(id="p4", problem="档案归集滞后", measure="")]
    found = draft(report("2021", {"requests.new.natural": 1}, problems=rows)).findings
    assert any("第3个问题的改进措施" in item.message for item in found)
