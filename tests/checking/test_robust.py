"""Nothing that may stand in a text makes the checks raise, and every place they name is in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.figures import report
from nianbao import check_text
from nianbao.checking import Finding, check
from nianbao.checking.context import Context
from nianbao.checking.engine import not_finished
from nianbao.checking.rule import RULES
from nianbao.kinds import form_for
from nianbao.kinds.roles import roles_of
from nianbao.report import Paragraph, Report, Section, Sentence, Text, WordsBeside

TEXTS = min(int(os.environ.get("NIANBAO_LARGE_SEEDS", "120")), 1_000)
PIECES = st.sampled_from(
    ["一、总体情况\n", "五、存在的主要问题及改进情况\n", "我街道", "我镇", "2022年，", "2023年", "主动公开", "政府信息", "申请", "收到", "3件",
     "未收到", "行政复议", "统计期限为", "1月1日至", "12月31日", "。", "，", "《", "》", "“", "”", "（", "）", "\n", "\t", "\r\n", "0", "/", "-",
     "总计", "自然人", "（七）总计", "四、结转下年度继续办理", "第二十条第（一）项", "规章", "【待填：", "】", "😀", "\u00a0", "⻅", "３", "二〇二三年"]
)  # fmt: skip


@pytest.mark.long
@settings(max_examples=TEXTS, deadline=None)
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


@cache
def named() -> list[str]:
    """What the form's own rows, columns and matters are called."""
    roles = roles_of(form_for("disclosure", 2023))
    return [*(role.name for role in roles.roles), *(part.name for part in roles.parts["applicant"].values()),
            "申请", "复议", "诉讼", "纠正", "维持", "予以公开", "部分公开", "不予公开"]  # fmt: skip


PHRASES = ["{}", "{}和", "{}、", "{}及", "其中{}", "其余{}", "{}均", "全部{}", "{}占", "{}各", "{}分别为", "上年{}", "2023年{}", "除{}外",
           "比上年增加", "比上年减少", "增长", "下降", "由", "增至", "占", "合计", "超过", "不足", "近", "另有", "没有", "未发生", "结转", "每件都",
           "3件", "0件", "12件", "25%", "三成", "一半", "两倍", "3件、2件、1件", "，", "；", "。", "（", "）", "："]  # fmt: skip


@pytest.mark.long
@settings(max_examples=TEXTS, deadline=None)
@given(st.data())
def test_words_of_the_form_in_any_order(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PHRASES), min_size=2, max_size=14))
    text = "".join(piece.format(data.draw(st.sampled_from(named()))) if "{}" in piece else piece for piece in pieces)
    check(told(text))


def told(text: str) -> Report:
    figures = {"requests.new.natural": 12, "requests.new.legal": 3, "requests.carry_in.natural": 1, "requests.open.natural": 3,
               "requests.partial.legal": 3, "requests.deny1.natural": 8, "requests.carry_out.natural": 2,
               "remedies.reconsideration.upheld": 2, "remedies.direct.corrected": 1}  # fmt: skip
    body = Paragraph(id="p", sentences=[Sentence(id="s", spans=[Text(text=text)], origin="past")])
    before = {"requests.new.natural": 10, "requests.open.natural": 4, "requests.partial.legal": 3}
    return report("2021", figures, before).model_copy(
        update={"sections": [Section(id="overview", heading="一、总体情况", paragraphs=[body])], "stage": "past"}
    )


def test_a_sum_of_two_rows_against_last_year() -> None:
    """A sum of two rows against last year's, told by its direction alone: there is no one row to name."""
    for way in ("略少", "略有增加", "有所下降", "持平"):
        check(told(f"予以公开3件、部分公开3件，两项相加6件，与2023年的7件相比{way}。"))
        check(told(f"予以公开3件、部分公开3件，两者合计6件，比2023年的7件{way}。"))


def test_a_rule_that_breaks_off_says_so_and_the_others_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.checking.engine.not_finished", not_finished)

    text = "2024年，我镇收到申请14件。"
    before = check(told(text))
    first = RULES[before[0].code]

    def broken(context: Context) -> Iterator[Finding]:
        yield from first.check(context)
        raise KeyError("申请人张某")

    monkeypatch.setitem(RULES, first.code, replace(first, check=broken))
    found = check(told(text))
    [said] = [item for item in found if item not in before]
    assert [item for item in found if item is not said] == before
    assert (said.code, said.verdict) == (first.code, "unassessed")
    assert "没有检查完" in said.message
    assert "张某" not in said.model_dump_json(), "no text of a report goes into what is sent to us"


@pytest.mark.long
def test_a_rule_that_finds_more_than_it_lists_says_that_it_did_not_go_on() -> None:
    found, more = (
        [item for item in check(told("信息信息公开了。" * times)) if item.code == "DUP01"] for times in (400, 1_100)
    )
    assert {item.verdict for item in found} == {"fails"}
    assert [item.verdict for item in more] == ["fails"] * 1_000 + ["unassessed"]
    assert "1000处" in more[-1].message


def test_a_rule_that_breaks_off_over_a_header_says_so_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nianbao.checking.engine.not_finished", not_finished)

    def broken(context: Context) -> Iterator[Finding]:
        raise KeyError("申请人张某")

    monkeypatch.setitem(RULES, "PAIR07", replace(RULES["PAIR07"], check=broken))
    found = check(told("").model_copy(update={"beside": [WordsBeside(place="页眉", text="请领导核实")]}))
    assert [(item.code, item.verdict) for item in found if item.where == "页眉"] == [
        ("PAIR06", "fails"),
        ("PAIR07", "unassessed"),
    ]
