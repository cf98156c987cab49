"""The figure lock around the figures: ids, years, places, sources and ends of a model's sentence, and what is told."""

from __future__ import annotations

import pytest

from drafting.test_joined_sentences import BRIEFS, DATA, locked, reads
from nianbao.report import FactRef


def fact(part: str, cites: str, text: str, shown: str) -> str:
    """The id of a note's figure."""
    sentence = locked(BRIEFS[part], text, [cites]).sentence
    assert sentence is not None
    return next(span.id for span in sentence.spans if isinstance(span, FactRef) and span.shown == shown)


MAY = fact("platform", "t1", "5月新设惠民补贴查询栏。", "5月")
SIGNS = "只写文字和标点，不用网页、表格、公式的记号和表情"
CLEARED = fact("management", "m1", "清理过期信息23条。", "23条")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("依据《2024年要点》和《2025年安排》答复。", "依据《[year: 2024]年要点》和《[next_year: 2025]年安排》答复。"),
        ("《2024年工作要点》印发。", "《[year: 2024]年工作要点》印发。"),
        ("2025年继续公开，2024年底总结。", "[next_year: 2025]年继续公开，[year: 2024]年底总结。"),
        ("2024年新收{{requests.new.total}}。", "[year: 2024]年新收[requests.new.total: 14件]。"),
    ],
)  # fmt: skip
def test_the_years_are_references_in_titles_too(text: str, shown: str) -> None:
    assert reads(locked(BRIEFS["requests"], text)) == shown


def test_another_year_in_a_title_stays_as_it_is() -> None:
    assert reads(locked(BRIEFS["requests"], "依据《2023年工作要点》答复。")) == "依据《2023年工作要点》答复。"


@pytest.mark.parametrize(
    ("text", "whys"),
    [
        ("万{{year}}年公开。", ["{{year}} 前面不能写“万”，合起来成了另一个数"]),
        ("三{{next_year}}年公开。", ["{{next_year}} 前面不能写“三”，合起来成了另一个数"]),
        ("新收-{{requests.new.total}}。", ["{{requests.new.total}} 前面不能写“-”，合起来成了另一个数"]),
        ("{{requests.new.totl}}公开。", ["没有编号“requests.new.totl”，是不是“requests.new.total”？"]),
        ("{{甲乙丙丁戊己}}公开。", ["没有编号“甲乙丙丁戊己”，只能用给出的编号"]),
        ("新收{{requests.new.total}}条。", ["{{requests.new.total}} 已带单位“件”，后面不能写“条”"]),
        ("增长{{requests.new.total.growth}}件。", ["{{requests.new.total.growth}} 已带单位“%”，后面不能写“件”"]),
        ("约{{requests.new.total}}。", ["{{requests.new.total}} 前面不能写“约”"]),
        ("公开{信息。", ["有“{”这样的记号；" + SIGNS, "花括号没有成对，或者编号写错；编号写成 {{编号}}"]),
        ("公开信息😀。", ["有“😀”这样的记号；" + SIGNS]),
        ("公开\t信息。", ["一句话太长，或者分了段；请分成几句"]),
        ("3.5公开信息。", ["“3.5”" + DATA["own"]]),
        ("青石镇组织培训。", ["“青石镇”不是素材里的地名；单位自称写 {{self}}，不写别的单位和地方"]),
        ("全年公开信息，东岭乡组织培训。", ["“东岭乡”不是素材里的地名；单位自称写 {{self}}，不写别的单位和地方"]),
        ("青石镇{{year}}年组织培训。", ["“青石镇”不是素材里的地名；单位自称写 {{self}}，不写别的单位和地方"]),
    ],
)  # fmt: skip
def test_every_complaint_in_its_words(text: str, whys: list[str]) -> None:
    result = locked(BRIEFS["requests"], text, ["r1"])
    assert result.sentence is None
    assert [item.why for item in result.complaints] == whys
    assert all(item.fatal and item.sentence == text.strip() for item in result.complaints)


@pytest.mark.parametrize(
    "place", ["白沙镇", "云岭县", "我们镇", "本地区", "各有关乡", "全县区", "某某镇", "每个乡", "外地县", "指导青石镇"]
)  # fmt: skip
def test_the_unit_s_own_places_and_words_that_only_look_like_one_may_stand(place: str) -> None:
    result = locked(BRIEFS["requests"], f"{place}组织培训。", ["r1"])
    assert reads(result) == f"{place}组织培训。"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("公开信息", "公开信息。"),
        ("公开信息 、", "公开信息。"),
        ("公开信息;", "公开信息。"),
        ("公开信息：", "公开信息："),
        ("公开信息。”", "公开信息。”"),
        ("公开信息。）", "公开信息。）"),
        ("- 公开信息。", "公开信息。"),
        ("12、公开信息。", "公开信息。"),
        ("(三)公开信息。", "公开信息。"),
        ("十一、公开信息。", "公开信息。"),
    ],
)
def test_ends_and_marks(text: str, shown: str) -> None:
    result = locked(BRIEFS["requests"], text, ["r1"])
    assert reads(result) == shown
    assert result.complaints == []


def test_a_month_may_have_its_measure_word() -> None:
    assert (
        reads(locked(BRIEFS["platform"], f"{{{{{MAY}}}}}份新设惠民补贴查询栏。", ["t1"]))
        == "[t1: 5月]份新设惠民补贴查询栏。"
    )


@pytest.mark.parametrize(("length", "kept"), [(529, True), (530, True), (531, False)])
def test_each_id_counts_as_much_as_a_figure(length: int, kept: bool) -> None:
    """450 characters, and 40 for each id."""
    ids = "{{requests.new.total}}、自然人{{requests.new.natural}}。"
    text = "长" * (length - len(ids) - 2) + "新收" + ids
    result = locked(BRIEFS["requests"], text, [])
    assert [item.why for item in result.complaints] == ([] if kept else ["一句话太长，或者分了段；请分成几句"])


@pytest.mark.parametrize(
    ("cites", "sources", "told"),
    [
        (["r1"], ["note:r1"], []),
        (["note:r1", "r1"], ["note:r1"], []),
        (["problem:q1"], ["problem:q1"], []),
        (["year", "self", "r1"], ["note:r1"], []),
        (["year"], [], []),
        ([], [], []),
        (["requests.new.total", "r1"], ["cell:requests.new.total", "note:r1"], []),
        (["r11"], [], ["sources 里的“r11”不是给出的编号，是不是“r1”？", "没有写对依据"]),
        (["zzz"], [], ["sources 里的“zzz”不是给出的编号", "没有写对依据"]),
        (["r1", "r11"], ["note:r1"], ["sources 里的“r11”不是给出的编号，是不是“r1”？"]),
        (["r11", "r1"], ["note:r1"], ["sources 里的“r11”不是给出的编号，是不是“r1”？"]),
    ],
)
def test_what_a_sentence_says_it_rests_on(cites: list[str], sources: list[str], told: list[str]) -> None:
    result = locked(BRIEFS["requests"], "公开信息。", cites)
    assert result.sentence is not None
    assert result.sentence.sources == sources
    assert result.sentence.support == ("supported" if sources else "unsupported")
    assert [(item.why, item.fatal) for item in result.complaints] == [(why, False) for why in told]


@pytest.mark.parametrize(
    ("text", "cites", "sources"),
    [
        ("清理过期信息23条。", [], ["note:m1"]),
        ("清理过期信息23条。", ["m1"], ["note:m1"]),
        ("清理过期信息23条，来电25。", ["m1"], ["note:m1"]),  # m2's figure without m2: for the licence to tell
        (f"清理过期信息{{{{{CLEARED}}}}}。", ["m2"], ["note:m2", "note:m1"]),
        (f"清理过期信息{{{{{CLEARED}}}}}。", [], ["note:m1"]),
        ("三支队伍轮流。", [], ["note:m2"]),
        ("三支队伍轮流。", ["m1"], ["note:m1"]),
    ],
)
def test_what_it_shows_is_what_it_rests_on_too(text: str, cites: list[str], sources: list[str]) -> None:
    result = locked(BRIEFS["management"], text, cites)
    assert result.sentence is not None, [item.why for item in result.complaints]
    assert result.sentence.sources == sources
    assert result.sentence.guards == []


def test_what_stands_behind_a_figure_of_a_note_that_is_not_cited_is_rested_on() -> None:
    sentence = locked(BRIEFS["requests"], "疑难件会商8次；全年新收14件。", ["r2"]).sentence
    assert sentence is not None
    assert sentence.sources == ["note:r2", "cell:requests.new.total"]


def test_a_vague_figure_named_by_its_id_lends_its_words_to_no_other() -> None:
    homes = fact("proactive", "p5", "上百户领到折页。", "上百户")
    assert reads(locked(BRIEFS["proactive"], f"{{{{{homes}}}}}领到折页。", ["p5"])) == "[p5: 上百户]领到折页。"
    other = locked(BRIEFS["proactive"], f"{{{{{homes}}}}}领到折页，三成的村有公开栏。", ["p5"])
    assert [item.why for item in other.complaints] == ["“三成”" + DATA["own"]]


def test_what_another_part_of_the_sheet_was_given_may_be_cited() -> None:
    brief = BRIEFS["requests"]
    other = next(
        short for short, own in brief.short.own.items() if own.startswith("said:") and own not in brief.sources
    )
    result = locked(brief, "一件一件核对。", ["r1", other])
    assert result.complaints == []
    assert result.sentence is not None
    assert result.sentence.sources == ["note:r1"]
