"""Texts whose tables are laid out with spaces, as PDF programs give them: read whole, or not at all and told."""

from __future__ import annotations

import pytest

from nianbao.reading import read_text
from nianbao.report import Report

HEAD = """
                       申请人情况
（本列数据的勾稽关系为：第一项加第二项
之和，等于第三项加第四项之和）
                       自然人 法人或其他组织             总计
                                   社会
                                科研      法律服务
                           商业企业    公益        其他
                                机构      机构
                                   组织
"""
ROWS = """
一、本年新收政府信息公开申请数量      12   6   1   7    2   2     30

二、上年结转政府信息公开申请数量      2    0   0   0    1   0     3

三、本年 （一）予以公开        3      0   0   0    0   0     3
度办理结
果    （二）部分公开（区分处理的，
                    1      0   0   0    3   0     4
     只计这一情形，不计其他情形）

        1.属于国家秘密      0    3   0   2    0   0     5

        2.其他法律行政法规禁止
                     0     0   0   0    0   0     0
        公开

    （三）
        4.保护第三方合法权益  2     0   0   0    0   0     2
    不予公
    开
        3.补正后申请内容仍不明
                     0     0   9   0    0   0     9
        确
"""
REMEDIES = """
四、政府信息公开行政复议、行政诉讼情况

         行政复议                      行政诉讼
                           未经复议直接起诉         复议后起诉
结果 结果 其他 尚未        结果 结果 其他 尚未    结果 结果 其他 尚未
                总计                  总计             总计
维持 纠正 结果 审结        维持 纠正 结果 审结    维持 纠正 结果 审结
 5    1   2   0   8   1   0   0   1   2   2   0   1   0   3
"""


def _read(head: str = HEAD, rows: str = ROWS) -> tuple[Report, str]:
    text = f"白沙镇人民政府2024年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n{head}{rows}{REMEDIES}"
    return read_text(text), text


def _not_read(report: Report) -> None:
    assert not [id for id in report.cells if id.startswith("requests")]
    assert any("没有读" in remark.text for remark in report.remarks)


def test_labels_broken_over_lines_and_beside_their_groups() -> None:
    report, text = _read()
    assert len([id for id in report.cells if id.startswith("requests")]) == 56
    assert len([id for id in report.cells if id.startswith("remedies")]) == 15
    values = [int(cell.value or 0) for id, cell in report.cells.items() if id.startswith("requests")]
    assert values[:7] == [12, 6, 1, 7, 2, 2, 30]
    assert values[21:28] == [1, 0, 0, 0, 3, 0, 4]
    assert values[-7:] == [0, 0, 9, 0, 0, 0, 9]
    for cell in report.cells.values():
        place = cell.location
        assert place is not None
        assert text[place.start : place.end] == cell.raw  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("        公开\n", "        公布\n"),  # the end of a label is another
        ("一、本年新收政府信息公开申请数量  ", "一、本年收到的申请  "),
        ("    （三）\n", "    （三）\n    其中镇本级\n"),  # a line that is no part of the form
        ("2    0   0   0    1   0     3", "2    0   0   1   0     3"),  # a figure too few
    ],
)
def test_a_table_with_a_line_of_no_form_is_not_guessed_at(old: str, new: str) -> None:
    assert old in ROWS
    report, _ = _read(rows=ROWS.replace(old, new, 1))
    _not_read(report)


def test_columns_in_another_order_are_not_read() -> None:
    report, _ = _read(
        head=HEAD.replace("自然人 法人或其他组织             总计", "总计 法人或其他组织             自然人")
    )
    _not_read(report)
