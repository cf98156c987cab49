"""The number lock, attacked: every way to put a figure of one's own beside, before or behind one that code puts in."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.test_lock import brief
from nianbao.drafting.answers import Said
from nianbao.drafting.figure_lock import Locked, lock
from nianbao.report import FactRef, Text, UnitRef
from nianbao.text import quantities

BRIEF = brief()
BRIEF.facts["requests.none.total"] = BRIEF.facts["requests.others.total"]._replace(
    id="requests.none.total", value=Decimal(0), text="0件"
)
NOTE = "n962b7f"


def locked(text: str, *sources: str) -> Locked:
    return lock(Said(text=text, sources=list(sources)), BRIEF, "s")


def whys(result: Locked) -> str:
    return "\n".join(item.why for item in result.complaints)


BEFORE = [
    "万万", "三万一",
    "1", "９", "三", "十", "万", "百", "一千", "二十", "1.", "1，", "12.", "百分之", "约", "近", "超过", "至少", "第",
    "不足", "①", "廿", "贰拾",
]  # fmt: skip
AFTER = ["5", "０", "余", "多", "以上", "左右", "万元", "条", "人次", "5、", "5.", "（5）", "/5", "五件"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize(
    "sentence", ["全年新收申请{}{{{{requests.new.total}}}}。", "{}{{{{requests.new.total}}}}已经办结。"]
)
def test_nothing_that_counts_stands_before_a_figure(before: str, sentence: str) -> None:
    text = sentence.format(before)
    result = locked(text, NOTE)
    if result.sentence is not None:  # 12. at the beginning is a list mark, and is gone
        assert [item.value for item in quantities(result.sentence.text)] == [14], result.sentence.text
        assert before in ("1.", "12.")
    else:
        assert result.complaints


@pytest.mark.parametrize("after", AFTER)
def test_nothing_that_counts_stands_behind_a_figure(after: str) -> None:
    result = locked(f"全年新收申请{{{{requests.new.total}}}}{after}。", NOTE)
    assert result.sentence is None, result.sentence
    assert any(item.fatal for item in result.complaints)


@pytest.mark.parametrize("word", ["统一", "逐一", "共", "其中", "申请数", "：", "（"])
def test_words_that_only_end_like_a_numeral_may(word: str) -> None:
    result = locked(f"今年{word}{{{{requests.new.total}}}}。", NOTE)
    assert result.sentence is not None, whys(result)
    assert result.sentence.text == f"今年{word}14件。"


@given(st.lists(st.sampled_from(["{{requests.new.total}}", "{{requests.new.natural}}", "{{last.requests.new.total}}",
    "新收", "，", "其中", "万", "三", "5", "年", "{{year}}", "比上年", "约", "余", "件", "条", "%", "、", "和",
    "百分之"]),
    min_size=1, max_size=7))  # fmt: skip
@settings(deadline=None, derandomize=True, max_examples=120)
def test_however_it_is_put_together_no_other_figure_comes_out(pieces: list[str]) -> None:
    """What a kept sentence says, read as a whole: this year's 14 and 9, last year's 10, the year; nothing else."""
    result = locked("".join(pieces) + "办结。", NOTE)
    if result.sentence is not None:
        values = {item.value for item in quantities(result.sentence.text)}
        assert values <= {14, 9, 10, 2024}, result.sentence.text
        assert all(item.exact for item in quantities(result.sentence.text)), result.sentence.text
        assert not re.search("[万三][0-9]", result.sentence.text), result.sentence.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("新收{{requests.new.total}}件", "新收14件。"),
        ("新收{{requests.new.total}}件数", "新收14件件数。"),
        ("新收{{requests.new.total}}人员", "新收14件人员。"),
        ("增长{{requests.new.total.growth}}%。", "增长40%。"),
        ("新收{{requests.new.total}}件，其中自然人{{requests.new.natural}}件；", "新收14件，其中自然人9件；"),
        ("新收{{requests.new.total}}，、", "新收14件。"),
        ("１．新收{{requests.new.total}}！", "新收14件！"),
        ("（一）新收{{requests.new.total}}：", "新收14件："),
        ("三、新收{{requests.new.total}}？", "新收14件？"),
    ],
)
def test_measure_words_ends_and_list_marks(text: str, shown: str) -> None:
    result = locked(text, NOTE)
    assert result.sentence is not None, whys(result)
    assert result.sentence.text == shown


def test_the_years_are_references_wherever_they_stand() -> None:
    result = locked("2024年公开，2025年继续，2024年底共收到{{requests.new.total}}。", NOTE)
    assert result.sentence is not None, whys(result)
    assert [(type(span), span.shown) for span in result.sentence.spans] == [
        (UnitRef, "2024"), (Text, "年公开，"), (UnitRef, "2025"), (Text, "年继续，"), (UnitRef, "2024"),
        (Text, "年底共收到"), (FactRef, "14件"), (Text, "。"),
    ]  # fmt: skip
    assert [span.id for span in result.sentence.spans if isinstance(span, UnitRef)] == ["year", "next_year", "year"]
    for year in (2023, 2026):
        assert "自己写的数" in whys(locked(f"{year}年公开。", NOTE))


@pytest.mark.parametrize(("length", "kept"), [(449, True), (450, True), (451, False)])
def test_a_sentence_has_a_length(length: int, kept: bool) -> None:
    assert (locked("长" * (length - 1) + "。", NOTE).sentence is not None) is kept
    with_figure = "长" * (length - 1 + 40 - len("{{requests.new.total}}")) + "{{requests.new.total}}。"
    assert (locked(with_figure, NOTE).sentence is not None) is kept, "a reference counts less than its id"


@pytest.mark.parametrize("text", ["公开。\n答复。", "｝公开。", "申请人张小明的申请已办结。", "{{nobody}}公开。"])
def test_what_is_never_kept(text: str) -> None:
    result = locked(text, NOTE)
    assert result.sentence is None
    assert result.complaints[0].fatal
    assert str(result.complaints[0]).startswith(f"“{text}”：")


def test_all_that_is_wrong_is_told_at_once() -> None:
    told = whys(locked("约{{requests.new.total}}条，{{requests.new.totl}}，5件，手机13812345678。", "x"))
    for word in (
        "前面不能写“约”",
        "已带单位“件”，后面不能写“条”",
        "没有编号“requests.new.totl”",
        "手机号码",
        "sources 里的“x”",
    ):
        assert word in told


def test_two_raw_figures_are_named_once_each() -> None:
    assert "“5件”“6件”是自己写的数" in whys(locked("答复5件，办结6件，另有5件。", NOTE))


def test_what_the_notes_say_in_the_same_words_may_be_said() -> None:
    assert "自己写的数" in whys(locked("学习二十大精神。", NOTE))
    given_note = BRIEF.notes[0].model_copy(update={"text": "学习二十大精神，公开信息。"})
    report = BRIEF.book.report
    again = brief(given=report.model_copy(update={"notes": [given_note]}))
    result = lock(Said(text="学习二十大精神。", sources=[given_note.id]), again, "s")
    assert result.sentence is not None, whys(result)


def test_sources_in_any_spelling_and_none() -> None:
    result = locked("新收{{requests.new.total}}。", "year", "{{requests.new.natural}}", f"note:{NOTE}", NOTE)
    assert result.sentence is not None
    assert result.complaints == []
    assert result.sentence.sources == ["cell:requests.new.natural", f"note:{NOTE}", "cell:requests.new.total"]
    assert result.sentence.support == "supported"
    assert (result.sentence.id, result.sentence.origin) == ("s", "chat")
    none = locked("公开信息。", "不是编号")
    assert none.sentence is not None
    assert (none.sentence.sources, none.sentence.support) == ([], "unsupported")
    assert [(item.fatal, "依据" in item.why) for item in none.complaints] == [(False, False), (False, True)]
    assert [item.why for item in locked("公开信息。").complaints] == []
    partly = locked("公开信息。", "不是编号", NOTE)
    assert ["没有写对依据" in item.why for item in partly.complaints] == [False]


@pytest.mark.parametrize(
    ("text", "sources", "guards"),
    [
        ("新收{{requests.new.total}}。", [], ["requests.new.total > 0"]),
        ("新收{{requests.new.total}}、{{requests.new.total}}。", ["requests.new.total"], ["requests.new.total > 0"]),
        ("比上年{{requests.new.total.trend}}。", [], ["trend(requests.new.total) = up"]),
        ("变动{{requests.new.total.growth}}，多{{requests.new.total.diff}}。", [], []),
        ("会商{{note.n962b7f.text11.bd19}}。", [], []),
        ("公开信息。", [NOTE], []),
        ("没有别的情形。", ["requests.none.total"], ["requests.none.total = 0"]),
    ],
)
def test_under_what_a_sentence_stays_true(text: str, sources: list[str], guards: list[str]) -> None:
    result = locked(text, *sources)
    assert result.sentence is not None, whys(result)
    assert [guard.text for guard in result.sentence.guards] == guards


def test_a_zero_is_refused_as_a_figure_and_no_other_is() -> None:
    assert "requests.none.total 是零，不能写成一个数" in whys(locked("其他处理{{requests.none.total}}。", NOTE))
    assert "是零" not in whys(locked("新收{{requests.new.total}}。", NOTE))


@pytest.mark.parametrize("text", ["", " ", "。", "，；。 ", "、"])
def test_an_empty_sentence_is_told(text: str) -> None:
    result = locked(text, NOTE)
    assert result.sentence is None
    assert [(str(item), item.fatal) for item in result.complaints] == [("有一句是空的", True)]
