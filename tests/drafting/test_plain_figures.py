"""A model's answer with figures as a report prints them: bound to what they state, refused where they state nothing."""

from __future__ import annotations

import re

import pytest

from drafting.test_lock import report
from nianbao.drafting import draft
from nianbao.drafting.answers import AspectAnswer, Said
from nianbao.drafting.brief import Brief, briefs
from nianbao.drafting.drafted_part import locked_aspect
from nianbao.drafting.figure_lock import Locked, lock
from nianbao.drafting.part_judgement import judged_by_rules
from nianbao.facts import FactBook, rebind
from nianbao.report import Cell, FactRef, Note, Report, Text
from nianbao.text import raw_numerals

NOTES = [
    Note(id="p1", aspect="proactive", what="公开", object="政府信息", quantity="186条", result="其中财政预决算4条、惠民补贴52条"),
    Note(id="p2", aspect="proactive", what="编印", object="办事手册", quantity="300多册", result="入户走访8回"),
    Note(id="r1", aspect="requests", text="疑难件送县司法局会商，全年会商5件；一件一件核对，答复前询问市保密局"),
    Note(id="m1", aspect="management", text="每月10号前报送清单，清理为期两个月，清理过期信息23条、重复信息7条"),
    Note(id="t1", aspect="platform", what="新设", object="惠民补贴查询栏", time="5月", result="分三类列出"),
    Note(id="t2", aspect="platform", text="请了12个村民来试用，网上办事的小程序有1.5万人关注；有个企业来问，超过3日才回"),
    Note(id="s1", aspect="supervision", text="请代表19人评议，收到意见6条；培训2次，到会60余人次；一批老文件已登记，成倍增加了人手"),
]  # fmt: skip
GIVEN: Report = report().model_copy(update={"notes": NOTES})
BRIEFS: dict[str, Brief] = {item.key.rpartition(".")[2]: item for item in briefs(FactBook(GIVEN), show_values=True)}


def locked(part: str, text: str, *sources: str, before: str = "") -> Locked:
    return lock(Said(text=text, sources=list(sources)), BRIEFS[part], "s", before)


def whys(result: Locked) -> str:
    return "\n".join(item.why for item in result.complaints)


@pytest.mark.parametrize(
    ("part", "text", "sources", "ids"),
    [
        ("requests", "全年新收政府信息公开申请14件，其中自然人9件、商业企业3件。", [], ["requests.new.total", "requests.new.natural", "requests.new.business"]),
        ("requests", "新收申请十四件，比上年的10件增加4件，增长40%。", [], ["requests.new.total", "last.requests.new.total", "requests.new.total.diff", "requests.new.total.growth"]),
        ("requests", "2024年办结13件，予以公开4件、部分公开2件，结转下年度继续办理2件。", [], ["requests.total.total", "requests.open.total", "requests.partial.total", "requests.carry_out.total"]),
        ("requests", "疑难件由县司法局会商，共会商五件。", ["r1"], ["note.r1"]),
        ("proactive", "公开政府信息186条，其中惠民补贴信息52条、财政预决算信息4条。", ["p1"], ["note.p1", "note.p1", "note.p1"]),
        ("proactive", "编印办事手册300余册，入户走访8次。", ["p2"], ["note.p2", "note.p2"]),
        ("management", "每月10日前报送清单，用2个月清理过期信息23条。", ["m1"], ["note.m1", "note.m1", "note.m1"]),
        ("supervision", "19名代表参加评议，提出6条意见。", ["s1"], ["note.s1", "note.s1"]),
        ("supervision", "组织培训两次，60多人次到会。", ["s1"], ["note.s1", "note.s1"]),
    ],
)  # fmt: skip
def test_figures_as_they_are_become_references(part: str, text: str, sources: list[str], ids: list[str]) -> None:
    result = locked(part, text, *sources)
    assert result.sentence is not None, whys(result)
    assert result.sentence.text == text
    shown = [span.id for span in result.sentence.spans if isinstance(span, FactRef)]
    assert [id if not id.startswith("note.") else id.rpartition(".")[0].rpartition(".")[0] for id in shown] == ids
    assert not [item for span in result.sentence.spans if isinstance(span, Text) for item in raw_numerals(span.text)]
    assert all(source in (result.sentence.sources or []) for id in shown for source in BRIEFS[part].book[id].sources)


@pytest.mark.parametrize(
    ("part", "text", "sources"),
    [
        ("platform", "5月新设一个惠民补贴查询栏，分三类列出。", ["t1"]),
        ("supervision", "一是请代表评议，二是组织培训，三是登记一批老文件。", ["s1"]),
        ("supervision", "第一时间登记一批老文件，统一管理，进一步规范。", ["s1"]),
        ("requests", "对申请一件一件核对。", ["r1"]),
        ("supervision", "就登记老文件一事，请代表作过评议。", ["s1"]),
        ("requests", "疑难件与县司法局一起会商。", ["r1"]),
        ("requests", "答复前询问市保密局。", ["r1"]),
        ("requests", "依据《中华人民共和国政府信息公开条例》第三十六条和《关于二〇二四年工作的通知》答复。", ["r1"]),
        ("requests", "没有第三方意见需要征求。", ["r1"]),
        ("platform", "5月新设惠民补贴查询栏，与办事指南放在一处，三类缺一不可。", ["t1"]),
    ],
)
def test_numerals_that_count_nothing_or_that_the_notes_have_stand(part: str, text: str, sources: list[str]) -> None:
    result = locked(part, text, *sources)
    assert result.sentence is not None, whys(result)
    assert result.sentence.text == text


@pytest.mark.parametrize(
    ("part", "text"),
    [
        # run together with what stands before or behind
        ("requests", "全年新收申请万{{requests.new.total}}。"),
        ("requests", "全年新收申请-{{requests.new.total}}。"),
        ("requests", "全年新收申请－{{requests.new.total}}。"),
        ("requests", "全年新收申请负14件。"),
        ("requests", "全年新收申请-14件。"),
        ("requests", "全年新收申请{{requests.new.total}}{{requests.new.natural}}。"),
        ("requests", "全年新收申请14件9件。"),
        ("requests", "全年新收申请约14件。"),
        ("requests", "全年第14件申请已办结。"),
        ("requests", "全年新收申请14件以上。"),
        ("requests", "全年新收申请近14件。"),
        # another figure than the table's
        ("requests", "全年新收申请5件。"),
        ("requests", "全年新收申请15件。"),
        ("requests", "全年新收申请一百件。"),
        ("requests", "予以公开9件。"),
        ("requests", "其中自然人3件、商业企业9件。"),
        ("requests", "办结率100%。"),
        ("requests", "所有申请均予以公开。"),
        ("requests", "没有结转下年度办理的申请。"),
        # an id beside another fact's words
        ("requests", "予以公开{{requests.new.natural}}。"),
        ("requests", "新收申请{{requests.total.total}}。"),
        ("requests", "全年会商{{requests.new.total}}。"),
        ("requests", "自然人申请{{requests.new.business}}。"),
        ("requests", "发布政策解读{{requests.new.total}}。"),
        ("requests", "上年新收{{requests.new.total}}。"),
        # direction and degree
        ("requests", "新收申请比上年下降{{requests.new.total.growth}}。"),
        ("requests", "比上年下降{{requests.new.total.growth}}。"),
        ("requests", "比上年减少{{requests.new.total.diff}}。"),
        ("requests", "新收申请比上年下降40%。"),
        ("requests", "申请量较上年有所下降。"),
        ("requests", "申请量较上年大幅增长。"),
        ("requests", "新收申请{{requests.new.total}}，数量明显上升。"),
        ("requests", "办结数量同比翻番。"),
        ("requests", "申请数量与上年持平。"),
        ("proactive", "公开政府信息186条，较上年稳步增长。"),
        ("proactive", "公开政府信息186条，同比增加12条。"),
        ("proactive", "解读数量是上年的数倍。"),
        # other scripts, other alphabets, words
        ("proactive", "公开政府信息①⑧⑥条。"),
        ("proactive", "公开政府信息١٨٦条。"),
        ("proactive", "公开政府信息CLXXXVI条。"),
        ("proactive", "公开政府信息ⅩⅡ条。"),
        ("proactive", "公开政府信息壹佰捌拾条。"),
        ("proactive", "公开政府信息十来条。"),
        ("proactive", "公开政府信息两三百条。"),
        ("proactive", "发布解读两三篇。"),
        ("proactive", "公开了一批政府信息。"),
        ("proactive", "公开政府信息数百条。"),
        ("proactive", "多次入户走访。"),
        ("proactive", "公开若干条政府信息。"),
        ("proactive", "半数以上的信息是惠民补贴。"),
        ("proactive", "惠民补贴信息占三成。"),
        ("proactive", "组建三支队伍入户走访。"),
        # a note's figure beside another's words
        ("proactive", "其中惠民补贴4条。"),
        ("management", "清理重复信息23条。"),
        ("supervision", "请代表6人评议。"),
        ("supervision", "到会60人次。"),
        ("supervision", "培训3次。"),
    ],
)
def test_what_no_fact_bears_out_is_refused(part: str, text: str) -> None:
    note = {"proactive": "p1", "requests": "r1", "management": "m1", "supervision": "s1"}[part]
    for sources in ([note], [] if part == "requests" else [note]):
        result = locked(part, text, *sources)
        assert result.sentence is None, result.sentence
        assert all(re.search("[一-鿿]{4}", item.why) for item in result.complaints)


def test_an_id_beside_the_words_of_a_fact_of_the_same_value_is_that_facts() -> None:
    """Two facts of one value are told apart by what is said: later changes must reach the right one."""
    result = locked("requests", "不予处理{{requests.others.total}}。")
    assert result.sentence is not None, whys(result)
    assert [span.id for span in result.sentence.spans if isinstance(span, FactRef)] == ["requests.reject.total"]


def test_what_is_about_nothing_by_itself_is_read_behind_what_stands_before_it() -> None:
    before = "全年新收政府信息公开申请14件。"
    said = locked("requests", "比上年增长40%。", before=before)
    assert said.sentence is not None, whys(said)
    assert [span.id for span in said.sentence.spans if isinstance(span, FactRef)] == ["requests.new.total.growth"]
    assert locked("requests", "比上年下降40%。", before=before).sentence is None


@pytest.mark.parametrize(
    ("text", "guards"),
    [
        ("新收申请14件。", ["requests.new.total > 0"]),
        ("申请量较上年有所增长。", ["trend(requests.new.total) = up"]),
        ("予以公开和部分公开6件。", ["requests.open.total = 4", "requests.partial.total = 2"]),
    ],
)
def test_under_what_it_stays_true(text: str, guards: list[str]) -> None:
    result = locked("requests", text)
    assert result.sentence is not None, whys(result)
    assert [guard.text for guard in result.sentence.guards] == guards
    assert result.sentence.sources


@pytest.mark.parametrize(
    "text",
    [
        "邀请12名村民试用。",
        "网上办事小程序关注人数1.5万。",
        "1家企业来问，未能在3日内回复。",
    ],
)
def test_a_figure_that_the_note_tells_in_another_way_is_no_figure_of_unknown_origin(text: str) -> None:
    brief = BRIEFS["platform"]
    part = locked_aspect(AspectAnswer(sentences=[Said(text=text, sources=["t2"])]), brief)
    assert [sentence.text for sentence in part.sentences] == [text], part.complaints
    judged = judged_by_rules(part, draft(GIVEN).report)
    assert not [item.why for item in judged.complaints if "不是来自表格或素材" in item.why]


def test_figures_of_the_tables_are_read_behind_a_clause_that_tells_a_note() -> None:
    """A clause on registering must not hide that what follows is about applications."""
    result = locked("requests", "疑难件经会商后登记入册，全年新收14件，办结的13件中，予以公开4件，部分公开2件。", "r1")
    assert result.sentence is not None, whys(result)
    shown = [span.id for span in result.sentence.spans if isinstance(span, FactRef)]
    assert shown == ["requests.new.total", "requests.total.total", "requests.open.total", "requests.partial.total"]


def test_a_sentence_may_rest_on_a_note_of_another_part_which_it_cites() -> None:
    """A sentence that joins two notes stands where one of them belongs."""
    text = "疑难件送县司法局会商，全年清理过期信息23条。"
    result = locked("requests", text, "r1", "note:m1")
    assert result.sentence is not None, whys(result)
    assert result.sentence.sources == ["note:r1", "note:m1"]
    assert "note.m1" in {span.id[:7] for span in result.sentence.spans if isinstance(span, FactRef)}
    assert not result.complaints
    assert "note:m9" in whys(locked("requests", text, "r1", "note:m9"))


def test_a_figure_in_another_form_follows_its_fact() -> None:
    """十四件 stays as it is while the table says 14, and says what the table says when it changes."""
    sentence = locked("requests", "新收申请十四件。").sentence
    assert sentence is not None
    again, changes = rebind(sentence, BRIEFS["requests"].book)
    assert (again.text, changes) == ("新收申请十四件。", [])
    cells = GIVEN.cells | {"requests.new.total": Cell(value=GIVEN.cells["requests.new.total"].value + 1)}  # type: ignore[operator]
    again, changes = rebind(sentence, FactBook(GIVEN.model_copy(update={"cells": cells})))
    assert again.text == "新收申请15件。"
    assert [(item.before, item.after) for item in changes] == [("十四件", "15件")]
