"""Rows of report.yaml by the names people use; what is not understood is told once, with what to write."""

from __future__ import annotations

import pytest

from nianbao.errors import InputError
from nianbao.reading.yaml_report import read_yaml

HEAD = "unit: 云岭县白沙镇人民政府\nyear: 2025\nrest: 零\ntables:\n"
ROWS = {
    "新收": "new",
    "上年结转": "carry_in",
    "结转下年度": "carry_out",
    "结转下年": "carry_out",
    "国家秘密": "deny1",
    "第三方合法权益": "deny4",
    "不掌握": "unable1",
    "没有现成信息": "unable2",
    "重复申请": "reject2",
}


@pytest.mark.parametrize("name", ROWS)
def test_natural_names_of_rows(name: str) -> None:
    report = read_yaml(f"{HEAD}  requests:\n    {name}: {{自然人: 7}}\n".encode(), "report.yaml")
    assert report.cells[f"requests.{ROWS[name]}.natural"].value == 7


def test_the_row_is_named_before_the_column() -> None:
    report = read_yaml(f"{HEAD}  requests:\n    总计: {{其他: 3}}\n    3.其他: {{自然人: 2}}\n".encode(), "report.yaml")
    assert report.cells["requests.total.other"].value == 3
    assert report.cells["requests.other3.natural"].value == 2


def test_several_cells_are_told_with_what_to_write() -> None:
    with pytest.raises(InputError) as refused:
        read_yaml(f"{HEAD}  requests:\n    其他: 3\n".encode(), "report.yaml")
    assert "请写成" in str(refused.value)
    assert "数}" in str(refused.value)


def test_fees_are_not_answered_with_the_requests() -> None:
    with pytest.raises(InputError) as refused:
        read_yaml(f"{HEAD}  收费: 0\n".encode(), "report.yaml")
    assert "行政事业性收费" in str(refused.value)
    assert "信息处理费" in str(refused.value)
    assert "申请情况" not in str(refused.value)


def test_a_row_that_is_none_is_told_once() -> None:
    with pytest.raises(InputError) as refused:
        read_yaml(f"{HEAD}  requests:\n    新受: {{自然人: 1, 科研机构: 2, 其他: 3}}\n".encode(), "report.yaml")
    assert len(refused.value.problems) == 1
