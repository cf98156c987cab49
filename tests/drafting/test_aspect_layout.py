"""What stands beside what in an aspect, where a paragraph ends, and what is told of the tables once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from drafting.figures import report
from nianbao import draft
from nianbao.drafting import Draft
from nianbao.drafting.aspect_layout import laid_out
from nianbao.kinds import form_named
from nianbao.report import Note, Paragraph, Section, Sentence, Text

MANY = {
    "requests.new.natural": 40, "requests.new.business": 12, "requests.carry_in.natural": 3,
    "requests.open.natural": 22, "requests.open.business": 8, "requests.deny4.natural": 6, "requests.deny6.natural": 4,
    "requests.unable1.natural": 9, "requests.carry_out.natural": 2, "requests.carry_out.business": 4,
    "remedies.reconsideration.upheld": 3, "remedies.reconsideration.corrected": 1, "remedies.direct.upheld": 2,
    "remedies.direct.pending": 1,
}  # fmt: skip
HOW = (
    "4月起，疑难申请由镇党政综合办公室、镇司法所和承办站所三方会商，全年会商9件，形成会商记录存档备查，"
    "答复书由分管负责人签发。"
)
CHANNELS = "全年52件申请中，网上提交30件、信函提交15件、当面提交7件。"
REVIEW = "复议被纠正的1件已逐项复盘，主要是没有检索就答复。"


def noted(aspect: str, *texts: str) -> list[Note]:
    return [Note(id=f"n{number}", aspect=aspect, text=text) for number, text in enumerate(texts)]


def drafted(aspect: str, figures: dict[str, int], texts: Sequence[str], edition: str = "2021") -> Draft:
    return draft(report(edition, figures, {"requests.new.natural": 40}, notes=noted(aspect, *texts)))


def paragraphs(aspect: str, figures: dict[str, int], *texts: str, edition: str = "2021") -> list[Paragraph]:
    result = drafted(aspect, figures, texts, edition).report
    return [item for _, item in result.paragraphs() if item.aspect == aspect and item.role == "body"]


def test_what_is_noted_of_a_matter_stands_behind_its_account() -> None:
    text = "".join(item.text for item in paragraphs("requests", MANY, HOW, REVIEW, CHANNELS))
    places = [text.index(words) for words in ("全年新收", "网上提交30件", "加上上年结转", "办结的49件中")]
    places += [text.index(words) for words in ("被申请行政复议4件", "已逐项复盘", "三方会商")]
    assert places == sorted(places)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_a_long_aspect_is_parted_between_its_matters(edition: str) -> None:
    texts = [item.text for item in paragraphs("requests", MANY, HOW, REVIEW, CHANNELS, edition=edition)]
    assert [text[:8] for text in texts] == ["全年新收政府信息", "因政府信息公开工", texts[2][:8]]
    assert "会商9件" in texts[2]
    assert len({item.id for item in paragraphs("requests", MANY, HOW, REVIEW)}) == 3


def test_a_short_aspect_is_one_paragraph() -> None:
    few = {"requests.new.natural": 1, "requests.open.natural": 1}
    assert len(paragraphs("requests", few, CHANNELS[:7] + "1件。")) == 1


def test_decisions_do_not_hang_on_the_last_note() -> None:
    matters = ["低保救助", "残疾人补贴", "养老服务", "危房改造", "耕地补贴", "农机补贴", "征地补偿", "防汛抗旱"]
    notes = [
        f"公布{what}信息{number}条，按村列明对象、标准、发放时间和咨询电话。" for number, what in enumerate(matters, 11)
    ]
    figures = {"licensing.licence.decisions": 318, "enforcement.penalty.decisions": 42, "fees.charge.amount": 13}
    found = paragraphs("proactive", figures, "行政处罚决定作出后7日内上网。", *notes)
    assert found[-1].text.startswith("全年作出行政许可决定318件")
    assert "作出后7日内" in found[-1].text


def test_what_goes_on_from_a_note_stays_behind_it() -> None:
    text = "".join(item.text for item in paragraphs("requests", MANY, HOW, "其中涉及征地的会商4件。"))
    assert text.index("三方会商") < text.index("其中涉及征地的会商4件")


def test_every_note_and_account_stands_once() -> None:
    texts = [HOW, REVIEW, CHANNELS, "结转的申请均已告知申请人。"]
    result = drafted("requests", MANY, texts)
    ids = [item.id for item in result.report.sentences()]
    assert len(ids) == len(set(ids))
    assert result.unused == []


def test_an_office_may_have_what_notes_tell_numbered() -> None:
    notes = noted("platform", "更新村公开栏14块", "新设补贴查询栏1个", "设立查阅点2处")
    result = draft(report("2021", {}, notes=notes).model_copy(update={"points": "一是"}))
    text = next(p.text for _, p in result.report.paragraphs() if p.aspect == "platform" and p.role == "body")
    assert re.fullmatch("一是[^。]*14块。二是[^。]*1个。三是[^。]*2处。", text)
    two = draft(report("2021", {}, notes=notes[:2]).model_copy(update={"points": "一是"})).report
    assert "一是" not in "".join(item.text for item in two.sentences())


@pytest.mark.parametrize("text", ["没有收取信息处理费", "没收过信息处理费"])
def test_that_no_fee_was_taken_is_said_once(text: str) -> None:
    result = draft(report("2021", {}, notes=noted("other", text)))
    section = result.report.section("other")
    assert section is not None
    assert [item.text for item in section.paragraphs] == ["2024年未收取信息处理费。"]
    assert result.unused == []
    assert [item.message for item in result.findings if item.code == "SRC15"] == []
    assert any("信息处理费" in item.text for item in result.dropped), "and the clerk is told"


def test_what_a_note_adds_to_an_account_is_joined_to_it() -> None:
    figures = {"handling_fee.notices": 1, "handling_fee.charged": 480, "handling_fee.collected": 480}
    text = "发出收费通知1件，按量计收，涉及74页，收费480元"
    section = draft(report("2021", figures, notes=noted("other", text))).report.section("other")
    assert section is not None
    assert [item.text for item in section.paragraphs] == [
        "2024年发出信息处理费收费通知1件，通知收费金额480元，实际收取480元，按量计收，涉及74页。"
    ]


def test_what_is_another_matter_stays() -> None:
    result = draft(report("2021", {}, notes=noted("other", "没有收取信息处理费", "办理政协提案3件，答复全文公开")))
    section = result.report.section("other")
    assert section is not None
    assert "办理政协提案3件，答复全文公开。" in [item.text for item in section.paragraphs]


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_every_account_of_an_aspect_with_matters_is_of_one_of_them(edition: str) -> None:
    form = form_named(edition)
    with_accounts = {matter.aspect for matter in form.matters}
    for item in form.statements:
        if item.aspect in with_accounts:
            of = [m for m in form.matters for one in m.accounts if f"{item.id}.".startswith(f"{one}.")]
            assert [matter.aspect for matter in of] == [item.aspect], item.id


def test_a_list_of_a_models_stands_whole_behind_what_leads_to_it() -> None:
    form = form_named("2021")
    lead = (
        "全年在区政府网站镇页面发布信息312条，其中政策文件41条、工作动态187条、通知公告84条，"
        "在微信公众号发布信息166篇，均由镇党政办公室审核。"
    )
    things = ("惠农补贴名单", "行政处罚决定", "集中供水进度", "村级财务收支")
    listed = [
        f"{'一二三四'[at]}是公开{thing}。每月在12个村的公开栏张贴，同步在微信公众号发布，张贴时间不少于7天，由各村信息员拍照存档。"
        for at, thing in enumerate(things)
    ]
    sentences = [
        Sentence(id=f"s{at}", spans=[Text(text=text)], support="supported", origin="chat")
        for at, text in enumerate([lead, *listed])
    ]
    whole = Paragraph(id="overview.proactive", aspect="proactive", sentences=sentences)
    (made,) = laid_out(form, [Section(id="overview", paragraphs=[whole])])
    assert [item.text[:2] for item in made.paragraphs] == ["全年", "一是"]
    assert made.paragraphs[1].text == "".join(listed)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("二是更新目录。三是清理栏目。", "一是更新目录。二是清理栏目。"),
        ("一是更新目录。三是清理栏目。", "一是更新目录。二是清理栏目。"),
        ("二是更新目录。", "更新目录。"),
        ("二是更新目录。一是清理栏目。", "二是更新目录。一是清理栏目。"),
    ],
)
def test_a_list_that_lost_a_member_is_numbered_anew(given: str, found: str) -> None:
    sentences = [
        Sentence(id=f"s{at}", spans=[Text(text=text + "。")], support="supported", origin="chat")
        for at, text in enumerate(given.rstrip("。").split("。"))
    ]
    whole = Paragraph(id="overview.proactive", aspect="proactive", sentences=sentences)
    (made,) = laid_out(form_named("2021"), [Section(id="overview", paragraphs=[whole])])
    assert "".join(item.text for item in made.paragraphs) == found
    own = whole.model_copy(update={"sentences": [item.model_copy(update={"origin": "human"}) for item in sentences]})
    (kept,) = laid_out(form_named("2021"), [Section(id="overview", paragraphs=[own])])
    assert "".join(item.text for item in kept.paragraphs) == given
