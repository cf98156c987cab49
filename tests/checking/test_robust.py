"""Nothing that may stand in a text makes the checks raise, and every place they name is in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao import check_text

PIECES = st.sampled_from(
    ["一、总体情况\n", "五、存在的主要问题及改进情况\n", "我街道", "我镇", "2022年，", "2023年", "主动公开", "政府信息", "申请", "收到", "3件",
     "未收到", "行政复议", "统计期限为", "1月1日至", "12月31日", "。", "，", "《", "》", "“", "”", "（", "）", "\n", "\t", "\r\n", "0", "/", "-",
     "总计", "自然人", "（七）总计", "四、结转下年度继续办理", "第二十条第（一）项", "规章", "【待填：", "】", "😀", "\u00a0", "⻅", "３", "二〇二三年"]
)  # fmt: skip


@pytest.mark.long
@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([2019, 2020, 2021, 2023, None]))
def test_pieces_of_reports(text: str, year: int | None) -> None:
    for finding in check_text(text, unit="云岭县白沙镇人民政府", year=year, passage=True):
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(text)
            assert text[finding.start : finding.end] == finding.quote


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    check_text(text, unit="白沙镇人民政府", year=2023, passage=True)
