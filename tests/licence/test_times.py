"""How often, when and in which order a sentence says that something was done, held against its note."""

from __future__ import annotations

import pytest

from licence.test_licence import report, stands
from nianbao.licence import Sources, Verdict, judge


def held(note: str, text: str) -> Verdict:
    return judge(text, Sources(report({"n1": {"text": note}}, {})), ["note:n1"])


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("公众号一周发2次", "公众号每周推送2次。"),
        ("便民手册一个月印一次", "便民手册按月印制。"),
        ("每逢周五上午开放查阅室", "查阅室每周五上午开放。"),
        ("每季度末核对一次台账", "按季核对台账。"),
        ("登记本一件一记", "登记本逐件登记。"),
        ("县政务服务中心设查阅场所2处", "设有场所2处，供人查阅。"),
        ("稿件先初审、再复审、最后终审", "稿件经初审、复审、终审。"),
        ("路线调整之前征求了意见，调整了3条", "3条路线调整前征求意见。"),
        ("查询机年初坏了，年底修好", "查询机年初损坏，年末修复。"),
        ("申请表没放到网上，放在窗口", "申请表放在窗口，未放到网上。"),
        ("因资料太多延期答复3件", "资料太多，导致延期答复3件。"),
        ("改造没完的有1处", "1处改造尚未完成。"),
    ],
)
def test_the_same_time_and_order_in_other_words_stand(note: str, text: str) -> None:
    verdict = held(note, text)
    assert stands(verdict), verdict.why


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("名单公示一周", "名单每周公示。"),
        ("一季度开了2次例会", "每季度召开2次例会。"),
        ("栏目由8个并为5个", "年初栏目由8个并为5个。"),
        ("查询机年初坏过一次", "查询机年底坏过一次。"),
        ("6月底前搬到一楼", "2023年底前搬到一楼。"),
        ("路线调整之前征求了意见，调整了3条", "3条路线调整之后征求意见。"),
        ("文件拟稿的时候就要定是否公开", "文件下发后定是否公开。"),
        ("规程写明登记、分派、复核、答复四个环节", "规程写明登记、复核、分派、答复四个环节。"),
        ("2台查询机坏了1台，报了修，年底还没修好", "2台查询机坏了1台，报修后年底已修好。"),
        ("申请表放在窗口，网站上没放", "申请表放在窗口，网站同时放出。"),
        ("因资料太多延期答复3件", "延期答复3件，导致资料太多。"),
        ("白石村被扣2分，原因是更新晚了3天", "白石村被扣2分，因而更新晚了3天。"),
        ("公示补偿方案4份，农户没有签字", "公示补偿方案4份，未引发上访。"),
    ],
)
def test_another_time_or_order_does_not(note: str, text: str) -> None:
    assert not stands(held(note, text))
