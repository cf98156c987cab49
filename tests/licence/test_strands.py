"""Two notes in one sentence: each is told of its own thing, and neither is the time, place or ground of the other."""

from __future__ import annotations

import pytest

from licence.test_licence import report, stands
from nianbao.licence import Sources, judge

NOTES = {
    "公示": {"text": "危房改造名单在7个村的公示栏贴了10天，收到意见3条"},
    "热线": {"text": "政务热线转来咨询26个，都回了电话"},
    "法规": {"text": "答复书由法规科审核后寄出"},
    "培训": {"text": "5月组织了一次业务培训，讲申请怎么答复，到了41人"},
    "屏幕": {"text": "办事大厅装了电子屏2块，滚动放办事指南"},
    "馆": {"text": "在区图书馆设了查阅点，全年来了58人次"},
    "清单": {"text": "8月清理旧文件，废止6份"},
    "视频": {"text": "拍了医保缴费短视频4条，在视频号播放"},
    "考核": {"text": "市里考核我们排第3，扣分扣在更新慢"},
    "站群": {"text": "网站6月迁到市站群平台"},
}
SPLICED = [
    (["公示", "热线"], "危房改造名单收到咨询26个。"),
    (["公示", "馆"], "危房改造名单在区图书馆公示。"),
    (["热线", "法规"], "热线咨询的答复书由法规科审核，均已回电。"),
    (["屏幕", "公示"], "电子屏滚动播放危房改造名单。"),
    (["培训", "馆"], "5月在区图书馆组织业务培训，到41人。"),
    (["视频", "培训"], "业务培训播放医保缴费短视频4条。"),
    (["清单", "站群"], "网站6月迁移后，8月废止旧文件6份。"),
    (["公示", "培训"], "危房改造名单公示期间，组织业务培训1次。"),
    (["视频", "馆"], "播放短视频4条，使查阅点接待58人次。"),
    (["清单", "考核"], "8月废止旧文件6份，据此市里考核排第3。"),
    (["屏幕", "视频"], "装了电子屏2块，医保缴费短视频4条，滚动放办事指南。"),
    (["热线", "站群"], "热线转来咨询26个，通过市站群平台登记。"),
]
APART = [
    (["公示", "热线"], "危房改造名单在7个村公示栏张贴10天，收到意见3条；政务热线转来的26个咨询均已回电话。"),
    (["屏幕", "馆"], "在办事大厅装电子屏2块，在区图书馆设查阅点。"),
    (["培训", "清单"], "5月组织业务培训1次，8月清理旧文件、废止6份。"),
    (["视频", "公示"], "全年在视频号播放医保缴费短视频4条，在7个村张贴危房改造名单。"),
    (["清单", "培训"], "清理旧文件并组织业务培训。"),
    (["法规", "培训"], "答复书由法规科审核后寄出，全年组织业务培训1次，41人参加。"),
    (["屏幕", "视频"], "装有电子屏2块、拍摄短视频4条。"),
]


def judged(cited: list[str], text: str) -> bool:
    """Whether a sentence stands on these notes."""
    return stands(judge(text, Sources(report(NOTES, {})), [f"note:{id}" for id in cited]))


@pytest.mark.parametrize(("cited", "text"), SPLICED)
def test_what_one_note_tells_is_not_told_of_anothers_thing(cited: list[str], text: str) -> None:
    assert not judged(cited, text)


@pytest.mark.parametrize(("cited", "text"), APART)
def test_two_notes_side_by_side_stand(cited: list[str], text: str) -> None:
    assert judged(cited, text)
