"""Words of a sentence that read otherwise than they look: no denial, no plan, no other agent, no more than the note."""

from __future__ import annotations

import pytest

from licence.test_licence import report, stands
from nianbao.licence import Sources, judge


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("信件由收发室统一收、统一送", "信件由收发室统一接收、统一送出。"),
        ("手上有本签收簿，日期都记着", "建有签收簿，记录日期。"),
        ("图册平均翻看不到30次", "图册平均翻看不足30次。"),
        ("公文拟制时同步标注属性", "在公文拟制环节同步标注属性。"),
        ("委托第三方公司开展网站检测，全年3次", "委托第三方公司检测网站，全年3次。"),
        ("举办宣讲会2场，参会商户60家", "60家商户参加宣讲会2场。"),
        ("经电话沟通，申请人自己撤回申请1件", "1件申请经沟通后由申请人自己撤回。"),
        ("6个村的橱窗有4个换成了新的，剩下2个还没换", "除2个村外，其余4个村的橱窗已换成新的。"),
        ("推送91篇，多为停水通知和路况", "推送91篇，以停水通知和路况为主。"),
        ("5月全镇、9月站所各培训一次", "5月面向全镇、9月面向站所各培训一次。"),
        ("网上来信由党政办转给对口的站所去答", "网上来信由党政办转交对口站所答复。"),
    ],
)
def test_these_say_what_the_note_says(note: str, text: str) -> None:
    verdict = judge(text, Sources(report({"n1": {"text": note}}, {})), ["note:n1"])
    assert stands(verdict), verdict.why


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("中小商户看不懂，编了一份清单", "由服务中心编了一份清单。"),
        ("推送91篇，多为停水通知", "推送91篇停水通知。"),
        ("3个村的橱窗还没换", "3个村的橱窗已换。"),
        ("举办宣讲会2场，讲了收费", "应邀参加宣讲会2场。"),
        ("督促3家供水企业公开水价", "3家供水企业督促我镇公开水价。"),
        ("9个站所里有7个按时报，财政所晚了", "9个站所都按时报，财政所晚了。"),
        ("1个村因台账不全扣2分", "各村因台账不全扣2分。"),
    ],
)
def test_these_do_not(note: str, text: str) -> None:
    assert not stands(judge(text, Sources(report({"n1": {"text": note}}, {})), ["note:n1"]))


def test_a_problem_is_not_given_as_its_own_reason() -> None:
    columns = {"problem": "宣传册看的人少", "cause": "册子大多是小字，摆在角落"}
    behind = Sources(report({}, {"p1": columns}))
    assert not stands(judge("由于看的人少，宣传册大多是小字，摆在角落。", behind, ["problem:p1"]))
    assert stands(judge("因册子大多是小字、摆在角落，看的人少。", behind, ["problem:p1"]))


MATTERS = {
    "n1": {"what": "公开", "object": "政府信息", "quantity": "72条", "channel": "县政府网站"},
    "n2": {"what": "发布", "object": "信息", "quantity": "31条", "channel": "公众号"},
    "n3": {"text": "专栏发了46条，公众号另算"},
    "n4": {"text": "推文100多篇，具体数还没统计完"},
    "n5": {"text": "老小区改造两个，方案贴了15天"},
    "n6": {"text": "账目每季度公开，一次没落"},
    "n7": {"text": "指南里的电话不对，8月改了"},
}
ROWS = {
    "p1": {"problem": "老旧小区改造公开得不细", "cause": "只有方案"},
    "p2": {
        "problem": "两边内容不同步",
        "cause": "有的信息只发了公众号，网站没有",
        "measure": "凡是公众号发的，3天内在网站补发",
    },
}


@pytest.mark.parametrize(
    ("ids", "text", "good"),
    [
        ("n1 n2", "在县政府网站公开政府信息72条，在公众号发布信息31条。", True),
        ("n1 n2", "在县政府网站公开政府信息31条，在公众号发布信息72条。", False),
        ("n3", "专栏发布46条（不含公众号）。", True),
        ("n3", "专栏发布46条，未含错误信息。", False),
        ("n4", "推文100余篇。", True),
        ("n5", "2个老旧小区改造方案张贴15天。", True),
        ("n5", "2个老旧厂房改造方案张贴15天。", False),
        ("n6", "账目每季度公开，没有遗漏。", True),
        ("n7", "指南里的电话不正确，8月已改正。", True),
        ("n7", "指南里的电话正确。", False),
        ("p2", "有的信息只在公众号发布，没有在网站发布。", True),
        ("p2", "没有在公众号发布，只在网站发布。", False),
        ("p2", "凡是公众号发布的，3天内在网站补发。", True),
    ],
)
def test_what_several_notes_say(ids: str, text: str, good: bool) -> None:
    cited = [f"{'problem' if id in ROWS else 'note'}:{id}" for id in ids.split()]
    verdict = judge(text, Sources(report(MATTERS, ROWS)), cited)
    assert stands(verdict) is good, verdict.why
