"""What tells who a person is, and what only looks like it."""

from __future__ import annotations

import pytest

from nianbao.text.personal_data import personal


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("申请人张小明，身份证号11010519491231002X", ["张小明", "11010519491231002X"]),
        ("身份证号：110105194912310021", ["110105194912310021"]),
        ("联系人手机138 1234 5678", ["138 1234 5678"]),
        ("补贴发放至银行卡6222021234567890128", ["6222021234567890128"]),
        ("卡号：6222 0212 3456 7890", ["6222 0212 3456 7890"]),
        ("举报人周建军反映公开栏没有更新", ["周建军"]),
        ("申请人欧阳明提出的申请已办结", ["欧阳明"]),
        ("手机１３８１２３４５６７８", ["１３８１２３４５６７８"]),
        ("申请人王某不服答复", []),
        ("指导申请人张贴申请表，申请人应当补正", []),
        ("联系电话0455-8230001，地址白沙镇白沙街1号，邮箱xxgk@yunling.gov.cn", []),
        ("统一社会信用代码11330100002489559P，索引号000014349202200039", []),
    ],
)
def test_what_is_hidden(text: str, hidden: list[str]) -> None:
    assert [text[item.start : item.end] for item in personal(text)] == hidden


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("申请人欧阳小明当面领取答复", ["欧阳小明"]),
        ("申请人王小明书面撤回申请", ["王小明"]),
        ("当事人司马光明当场签收", ["司马光明"]),
        ("申请人可以当面提交", []),
        ("申请人书面答复", []),
    ],
)
def test_a_name_behind_a_party_whatever_is_done(text: str, names: list[str]) -> None:
    assert [text[item.start : item.end] for item in personal(text)] == names
