"""Sides, conditions and denials of a note: kept in other words, doubted where they are turned round."""

from __future__ import annotations

import pytest

from nianbao.licence import Sources, judge
from nianbao.report import Note, Report, Unit

KEPT = [
    ("回复来信31件，其中3件因要核实，超过7个工作日才回复", "来信31件中，3件因需要核实，未能在7个工作日内回复。"),
    ("大厅放了表格，老人不会写的由窗口人员代填", "在大厅摆放表格，老人不会填写的，由窗口人员代填。"),
    ("有个申请人要了三年的记录", "有1名申请人要求公开三年的记录。"),
    ("9个社区公开栏换新6块，其余3块明年换", "9个社区公开栏尚有3块计划明年更换，其余6块已换新。"),
    ("公众号“清溪发布”发40条，县政府网站专栏发120条", "“清溪发布”公众号发布40条。"),
]
TURNED = [
    ("书面征求了农户意见", "农户书面征求了意见。"),
    ("培训2次，4月请县政务公开办来讲", "4月我镇赴县政务公开办讲课。"),
    ("委托第三方机构开展评估2次", "受第三方机构委托开展评估2次。"),
    ("回复镇长信箱转来的留言12件", "向镇长信箱报送留言12件。"),
    ("凡是涉及补贴的文件，都配图解", "所有文件都配图解。"),
    ("大厅放了表格，老人不会写的由窗口人员代填", "大厅放置表格，一律由窗口人员代填。"),
    ("书面征求了农户意见，农户不同意，没公开", "书面征求农户意见，农户同意公开。"),
    ("申请信函、当面都收，网上不收", "申请信函、当面、网上均可提交。"),
    ("公开实事6项，年底完成5项", "公开的实事6项，年底全部完成。"),
    ("文件与解读同步组织、同步发布", "文件先行发布、随后发布解读。"),
    ("公众号“清溪发布”发40条，县政府网站专栏发120条", "“清溪发布”公众号发布120条。"),
]


def stands(note: str, text: str) -> bool:
    """Whether a sentence stands on one note."""
    unit = Unit.parse("清溪县河口镇人民政府", within=())
    notes = [Note(id="n", aspect="proactive", text=note)]
    sources = Sources(Report(unit=unit, year=2023, edition="2021", notes=notes))
    verdict = judge(text, sources, ["note:n"])
    return verdict.licensed and verdict.grounded


@pytest.mark.parametrize(("note", "text"), KEPT)
def test_other_words_for_the_same_stand(note: str, text: str) -> None:
    assert stands(note, text)


@pytest.mark.parametrize(("note", "text"), TURNED)
def test_what_turns_a_note_round_does_not(note: str, text: str) -> None:
    assert not stands(note, text)
