"""Two reports compared: what a reviewer would notice."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nianbao.align.alignment import ParagraphPair
from nianbao.align.differences import new_text, old_text
from nianbao.report import Report
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison import Comparison, counts
from nianbao.reviewing.compare.comparison_json import as_json
from nianbao.reviewing.compare.comparison_page import as_page
from reading.generated import report
from reviewing.two_reports import overview, pair, said

TRAINING = "开展政务公开培训{}次，参训人员{}余人，培训内容包括条例解读和发布流程。"
SEEDS = st.integers(0, 100_000)


def pairs(comparison: Comparison) -> list[ParagraphPair]:
    return [item for section in comparison.sections for item in section.paragraphs]


def told(old: Report, new: Report) -> list[tuple[str, str, str, bool]]:
    found = pairs(compare(old, new, findings=False))
    return [
        (item.kind, item.old.text if item.old else "", item.new.text if item.new else "", item.moved) for item in found
    ]


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_every_paragraph_stands_in_one_pair_and_the_runs_give_both_back(seed: int) -> None:
    old, new = pair(seed)
    found = pairs(compare(old, new, findings=False))
    assert [id(item.new) for item in found if item.new] == [id(one) for _, one in new.paragraphs()]
    assert sorted(id(item.old) for item in found if item.old) == sorted(id(one) for _, one in old.paragraphs())
    for item in found:
        assert old_text(item.runs) == (item.old.text if item.old else "")
        assert new_text(item.runs) == (item.new.text if item.new else "")
        assert (item.kind == "same") == (item.runs == () or {run.kind for run in item.runs} == {"same"})


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_what_stayed_and_what_went_stand_in_the_order_of_the_old_report(seed: int) -> None:
    old, new = pair(seed)
    place = {id(one): number for number, (_, one) in enumerate(old.paragraphs())}
    for section in compare(old, new, findings=False).sections:
        row = [place[id(item.old)] for item in section.paragraphs if item.old and not item.moved]
        assert row == sorted(row)


@settings(deadline=None, max_examples=60)
@given(SEEDS)
def test_split_and_merged_paragraphs_are_shown_whole(seed: int) -> None:
    old, new = pair(seed)
    place = {id(one): number for number, (_, one) in enumerate(old.paragraphs())}
    groups: dict[tuple[str, str], list[ParagraphPair]] = {}
    for item in pairs(compare(old, new, findings=False)):
        if item.joined:
            groups.setdefault((item.joined, item.whole), []).append(item)
    for (kind, _), group in groups.items():
        assert len(group) > 1
        parts = sorted(group, key=lambda item: place[id(item.old)] if kind == "merged" else 0)
        whole = next(item for item in parts if item.old and item.new)
        assert whole.old is not None
        assert whole.new is not None
        if kind == "split":
            assert "".join(old_text(item.seen) for item in parts) == whole.old.text
            assert [new_text(item.seen) for item in parts] == [item.new.text for item in parts if item.new]
        else:
            assert "".join(new_text(item.seen) for item in parts) == whole.new.text
            assert [old_text(item.seen) for item in parts] == [item.old.text for item in parts if item.old]


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_a_report_compared_with_itself_has_no_change(seed: int) -> None:
    given_report = report(seed)
    found = compare(given_report, given_report.model_copy(deep=True), findings=False)
    assert counts(found).none
    assert counts(found).same == sum(bool(one.text.strip()) for _, one in given_report.paragraphs())
    assert found.carried in (1.0, None)
    assert {section.carried for section in found.sections} <= {1.0, None}
    assert not found.remarks


@settings(deadline=None, max_examples=60)
@given(SEEDS)
@example(43872)  # one paragraph could be part of a split one and of a merged one, both wholly
def test_counts_are_the_same_both_ways_round(seed: int) -> None:
    old, new = pair(seed)
    there, back = (counts(compare(*both, findings=False)) for both in ((old, new), (new, old)))
    turned = back._replace(added=back.removed, removed=back.added, split=back.merged, merged=back.split)
    assert there == turned


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=5), st.lists(st.text(max_size=40), max_size=5))
def test_any_words_can_be_compared_and_shown(before: list[str], after: list[str]) -> None:
    found = compare(overview(*before), overview(*after), findings=False)
    assert [item.new.text for item in pairs(found) if item.new] == after
    assert sorted(item.old.text for item in pairs(found) if item.old) == sorted(before)
    assert as_page(found)
    assert as_json(found)["counts"]["same"] <= min(len(before), len(after))


def test_a_paragraph_in_another_section_has_moved_with_its_figures_changed() -> None:
    other = "公开的内容不够及时，个别站所报送信息慢，影响了公开的时效。"
    old = said(("overview", "一、总体情况", [TRAINING.format(2, 30)]), ("problems", "五、问题", [other]))
    new = said(("overview", "一、总体情况", []), ("problems", "五、问题", [other, TRAINING.format(3, 60)]))
    moved = [item for item in pairs(compare(old, new)) if item.moved]
    assert [(item.old_section, item.new_section, item.kind) for item in moved] == [("overview", "problems", "changed")]
    assert [(change.old, change.new) for change in moved[0].figures] == [("2次", "3次"), ("30余人", "60余人")]


def test_of_two_that_changed_places_the_short_one_has_moved() -> None:
    long, short = TRAINING.format(2, 30) * 2, "村务公开栏按月更新。"
    assert told(overview(long, short), overview(short, long)) == [
        ("same", short, short, True),
        ("same", long, long, False),
    ]


def test_what_went_stands_where_it_stood_and_what_came_behind_it() -> None:
    a, b = "村务公开栏按月更新。", "疑难件送县司法局会商后答复申请人。"
    gone, come = "三月组织业务骨干外出学习。", "新设惠民补贴查询窗口，群众随到随查。"
    found = told(overview(a, gone, b), overview(a, come, b))
    assert [kind for kind, *_ in found] == ["same", "removed", "added", "same"]


def test_stock_words_and_the_year_do_not_make_two_paragraphs_one() -> None:
    found = told(overview("2023年未收到相关政府信息公开申请。"), overview("2024年，我镇政府信息公开工作情况如下。"))
    assert [kind for kind, *_ in found] == ["removed", "added"]


def test_a_renumbered_heading_is_the_same_heading() -> None:
    old = overview("（一）主动公开", "甲事项逐条登记。", "（二）平台建设", "乙事项逐条登记在册。")
    new = overview("（一）平台建设", "乙事项逐条登记在册。")
    kinds = {(old, new): kind for kind, old, new, _ in told(old, new)}
    assert kinds["（二）平台建设", "（一）平台建设"] == "changed"
    assert kinds["（一）主动公开", ""] == "removed"


def test_sections_only_one_side_has_keep_their_place() -> None:
    old = said(("overview", "一、甲", ["一。"]), ("problems", "五、乙", ["二。"]), ("other", "六、丙", ["三。"]))
    new = said(("overview", "一、甲", ["一。"]), ("", "附件", ["四。"]), ("other", "六、丙", ["三。"]))
    assert [section.id for section in compare(old, new).sections] == ["overview", "problems", "", "other"]


def test_a_heading_one_side_lost_does_not_make_everything_moved() -> None:
    texts = ["村务公开栏按月更新，过期的及时撤下。", "疑难件送县司法局会商后答复申请人。"]
    old = said(("overview", "一、总体情况", texts[:1]), ("problems", "五、存在的主要问题", texts[1:]))
    new = overview(*texts)
    assert not any(item.moved for item in pairs(compare(old, new, findings=False)))


@pytest.mark.parametrize("findings", [True, False])
def test_findings_of_both_sides_are_those_of_check(findings: bool) -> None:
    from nianbao import check

    old, new = overview("我街道公开信息23条。"), overview("我镇公开信息23条。")
    found = compare(old, new, findings=findings)
    assert found.old_findings == (tuple(check(old)) if findings else ())
    assert found.new_findings == (tuple(check(new)) if findings else ())


def test_what_a_reader_should_know_is_told() -> None:
    old, new = overview("甲。"), overview("甲。", unit="云岭县水务局")
    assert any("不是同一单位" in line for line in compare(old, new).remarks)
    bare = old.model_copy(update={"sections": []})
    assert any("A 没有正文" in line for line in compare(bare, old).remarks)


def test_what_is_said_of_the_reports_stands_side_by_side() -> None:
    old = overview("甲。", year=2023).model_copy(update={"contact": {"联系电话": "0000-1"}, "date": "2024年1月5日"})
    new = overview("甲。", year=2024)
    rows = {item.label: (item.old, item.new) for item in compare(old, new).particulars}
    assert rows["年度"] == ("2023", "2024")
    assert rows["联系电话"] == ("0000-1", "")
    assert rows["成文日期"] == ("2024年1月5日", "")
