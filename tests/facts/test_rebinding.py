"""Guards at every relation, references in a sentence, and what becomes of them when the figures are others."""

from __future__ import annotations

import operator

import pytest

from checking.test_identities import few
from nianbao.facts import FactBook, UnknownFact, bind, judge, rebind, released, unit_text
from nianbao.facts.binding import tidied, wire
from nianbao.report import Blank, FactRef, Guard, Report, Sentence, Span, Text, Unit, UnitRef

UNIT = Unit.parse("云岭县白沙镇人民政府")


def book(now: int = 3, then: int | None = None, **more: object) -> FactBook:
    report = few("2021", {"requests.new.natural": now, "requests.open.natural": 2}, {"requests.new.natural": then or 0})
    return FactBook(report.model_copy(update={"year": 2024, "unit": UNIT, **more}))


RELATIONS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@pytest.mark.parametrize("mark", RELATIONS)
@pytest.mark.parametrize("figure", [1, 3, 5])
def test_every_relation_of_a_guard(mark: str, figure: int) -> None:
    assert judge(f"requests.new.natural {mark} 3", book(figure)) is RELATIONS[mark](figure, 3)
    assert judge(f"3{mark}requests.new.natural", book(figure)) is RELATIONS[mark](3, figure)
    assert judge(Guard(text=f" requests.new.natural + 1 {mark} 4 "), book(figure)) is RELATIONS[mark](figure, 3)
    assert judge(f"1.5 {mark} 1.5", book()) is RELATIONS[mark](1, 1)


@pytest.mark.parametrize(("now", "then", "trend"), [(3, 2, "up"), (2, 3, "down"), (3, 3, "same")])
def test_every_trend_of_a_guard(now: int, then: int, trend: str) -> None:
    for said in ("up", "down", "same"):
        assert judge(f"trend(requests.new.natural) = {said}", book(now, then)) is (said == trend)
    assert judge(f"trend(requests.new.natural) = {trend}", book(last=None)) is None


@pytest.mark.parametrize(
    "guard",
    ["requests.nobody > 0", "1 + requests.nobody = 1", "3 < requests.nobody + 3", "requests.new.total = nothing"],
)
def test_what_is_not_known_does_not_fail(guard: str) -> None:
    assert judge(guard, book()) is None


@pytest.mark.parametrize("text", ["", "requests.new.total", "trend(requests.new.total) up"])
def test_what_is_no_guard(text: str) -> None:
    with pytest.raises(ValueError, match="not a guard"):
        judge(text, book())


def test_the_units_names_and_years() -> None:
    told = {
        id: unit_text(id, UNIT, 2024) for id in ("unit", "self", "organ", "party", "scope", "year", "next_year", "x")
    }
    assert told == {
        "unit": UNIT.name, "self": "我镇", "organ": UNIT.organ, "party": UNIT.party, "scope": "全镇",
        "year": "2024", "next_year": "2025", "x": None,
    }  # fmt: skip
    assert [unit_text(id, None, None) for id in ("unit", "self", "year", "next_year")] == [None] * 4
    assert unit_text("year", None, 2024) == "2024"


def test_a_sentence_is_cut_into_its_spans() -> None:
    spans = bind("{{unit}}{{ year }}年新收{{requests.new.total}}，其中{{requests.new.natural}}。", book())
    assert [(type(span), span.shown) for span in spans] == [
        (UnitRef, UNIT.name), (UnitRef, "2024"), (Text, "年新收"), (FactRef, "3件"), (Text, "，其中"), (FactRef, "3件"),
        (Text, "。"),
    ]  # fmt: skip
    assert [span.shown for span in bind("没有引用。", book())] == ["没有引用。"]
    assert [span.shown for span in bind("新收{{requests.new.total}}", book())] == ["新收", "3件"]
    nobody = FactBook(Report())
    assert [span.what for span in bind("{{unit}}{{self}}", nobody) if isinstance(span, Blank)] == ["单位名称", "self"]


def test_an_unknown_reference_names_its_nearest_or_none() -> None:
    with pytest.raises(UnknownFact, match=r"是不是“requests\.new\.total”") as told:
        bind("{{requests.new.totl}}", book())
    assert (told.value.id, told.value.nearest) == ("requests.new.totl", "requests.new.total")
    with pytest.raises(UnknownFact, match="没有编号为“丙丁”的事实") as told:
        bind("{{丙丁}}", book())
    assert told.value.nearest is None
    with pytest.raises(UnknownFact) as told:
        bind("{{documents.regulations.mad}}", book())
    assert told.value.nearest == "documents.regulations.made"
    with pytest.raises(UnknownFact) as told:
        bind("{{x}}", FactBook(Report()))
    assert told.value.nearest is None


def sentence(*spans: Text | FactRef | UnitRef, guards: tuple[str, ...] = ()) -> Sentence:
    return Sentence(id="s", spans=list(spans), guards=[Guard(text=text) for text in guards])


def figure(id: str, text: str, typed: str | None = None) -> FactRef:
    return FactRef(id=id, text=text, typed=typed)


def test_nothing_changed_nothing_told() -> None:
    held = sentence(Text(text="新收"), figure("requests.new.total", "3件"), guards=("requests.new.total > 0", "x = 1"))
    again, told = rebind(held, book())
    assert (again, told) == (held, [])


def test_a_fact_that_is_gone_keeps_its_text_and_is_told() -> None:
    held = sentence(figure("requests.nobody", "7件"), Text(text="办结"), figure("requests.new.total", "3件"))
    again, told = rebind(held, book(4))
    assert again.text == "7件办结4件"
    assert [(item.kind, item.what, item.before, item.after) for item in told] == [
        ("gone", "requests.nobody", "7件", ""),
        ("figure", "requests.new.total", "3件", "4件"),
    ]
    assert "“7件”所依据的数字已不存在" in again.stale
    assert held.text == "7件办结3件", "the one given is as it was"


def test_what_was_typed_over_a_figure_stays_and_a_blank_between_makes_no_other() -> None:
    for typed, shown in (("5 件", "5 件"), (" 3件 ", "4件"), ("4 件", "4件"), ("三件", "三件")):
        again, told = rebind(sentence(figure("requests.new.total", "3件", typed)), book(4))
        assert again.text == shown
        assert [item.after for item in told] == ([shown] if typed != shown else [])


def test_another_unit_or_year_is_told() -> None:
    held = sentence(UnitRef(id="self", text="我乡"), UnitRef(id="year", text="2023"), UnitRef(id="scope", text="全镇"))
    again, told = rebind(held, book())
    assert again.text == "我镇2024全镇"
    assert [(item.kind, item.what, item.before, item.after) for item in told] == [
        ("unit", "self", "我乡", "我镇"),
        ("unit", "year", "2023", "2024"),
    ]
    assert rebind(held, FactBook(Report()))[0].text == held.text


def test_every_guard_that_fails_is_told_and_one_that_cannot_be_judged_is_not() -> None:
    held = sentence(Text(text="办结"), guards=("requests.new.total = 0", "requests.new.total > 0", "x > 0", "2 > 3"))
    again, told = rebind(held, book())
    assert again.stale == "成立条件已不满足：requests.new.total = 0；成立条件已不满足：2 > 3"
    assert [(item.kind, item.what) for item in told] == [("guard", "requests.new.total = 0"), ("guard", "2 > 3")]
    stale = held.model_copy(update={"stale": "旧的", "guards": []})
    assert rebind(stale, book())[0].stale == ""


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([figure("requests.new.total", "5件"), figure("requests.new.natural", "3件")], False),
        ([figure("requests.new.total", "5件", "5 件"), figure("requests.new.natural", "3件")], False),
        ([figure("requests.new.total", "5件"), Text(text="，均由自然人提出")], True),
        ([figure("requests.new.total", "5件", "6件"), figure("requests.new.natural", "3件")], True),
    ],
)
def test_a_persons_words_that_give_the_figures_are_free_of_the_condition_of_ours(spans: list[Span], kept: bool) -> None:
    report = few("2021", {"requests.new.natural": 3, "requests.new.business": 2}, {})
    guard = "requests.new.natural = requests.new.total"
    held = sentence(*spans, guards=(guard,)).model_copy(update={"origin": "clerk"})
    again, _ = rebind(held, FactBook(report.model_copy(update={"year": 2024, "unit": UNIT})))
    assert bool(again.stale) is kept
    ours = rebind(held.model_copy(update={"origin": "offline"}), FactBook(report))[0]
    assert ours.stale, "our own words hold under that condition alone"


def test_what_a_person_wrote_again_is_bound_no_more_by_what_failed() -> None:
    held = sentence(
        figure("requests.nobody", "7件"), Text(text="办结"), figure("requests.new.total", "3件"),
        guards=("requests.new.total = 0", "requests.new.total > 0", "x > 0"),
    )  # fmt: skip
    free = released(held, book())
    assert free.text == "7件办结3件"
    assert [type(span) for span in free.spans] == [Text, Text, FactRef]
    assert [guard.text for guard in free.guards] == ["requests.new.total > 0", "x > 0"]
    assert rebind(free, book())[0].stale == ""


def test_what_a_model_sees_of_a_sentence() -> None:
    spans = [
        UnitRef(id="self", text="我镇"), Text(text="新收"), figure("requests.new.total", "3件"), Text(text="，办结"),
        figure("requests.total.total", "2件"), Blank(what="姓名已隐去"),
    ]  # fmt: skip
    assert wire(spans) == "{{self}}新收{{requests.new.total}}，办结{{requests.total.total}}〔已隐去〕"
    assert wire(spans, {"requests.new.total"}) == "{{self}}新收{{requests.new.total}}，办结2件〔已隐去〕"
    assert wire(spans, set()) == "{{self}}新收3件，办结2件〔已隐去〕"
    assert wire([]) == ""


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("新收{{requests.new.total}}。", "新收{{requests.new.total}}。"),
        ("新收｛｛requests.new.total｝｝。", "新收{{requests.new.total}}。"),
        ("新收{ { requests.new.total } }。", "新收{{requests.new.total}}。"),
        ("新收{{ ｒequests.new.total }}。", "新收{{requests.new.total}}。"),
        ("新收{requests.new.total}。", "新收{{requests.new.total}}。"),
        ("新收{“requests.new.total”}。", "新收{{requests.new.total}}。"),
        ("新收{requests.other}。", "新收{requests.other}。"),
        ("新收{{requests.other}}。", "新收{{requests.other}}。"),
        (" 新收3件。\n", "新收3件。"),
    ],
)
def test_a_models_references_are_tidied(written: str, tidy: str) -> None:
    assert tidied(written, ["requests.new.total"]) == tidy
    assert tidied(written, frozenset({"requests.new.total"})) == tidy
