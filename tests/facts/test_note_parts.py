"""Notes: ids that stay when figures change, bare answers; amounts as they were given; what of a note is not sent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafting.figures import report
from nianbao.facts import FactBook
from nianbao.facts.fact import figure_as_given
from nianbao.facts.note_parts import identify_notes, identify_problems, note_parts, problem_parts, says_none
from nianbao.report import Blank, Cell, FactRef, Note, Problem, Text


def note(text: str, *, id: str = "", aspect: str = "proactive") -> Note:
    return Note(id=id, aspect=aspect, text=text)


def ids(*notes: Note) -> list[str]:
    return [item.id for item in identify_notes(list(notes))]


def test_an_id_is_of_the_words_and_not_of_the_figures() -> None:
    (first,) = ids(note("公开23条，培训3次。"))
    assert first.startswith("n")
    assert len(first) == 7
    assert ids(note("公开25条，培训13次。")) == [first]
    for other in (
        "公开23件，培训3次。",
        "公开23条，会商3次。",
        "公开23条。",
        "公开23条，培训3次了。",
        "新公开23条，培训3次。",
    ):
        assert ids(note(other)) != [first]
    assert ids(note("公开23条，培训3次。", aspect="supervision")) != [first]
    assert ids(Note(id="", aspect="proactive", quantity="23条")) != ids(Note(id="", aspect="proactive", result="23条"))


def test_notes_alike_have_ids_of_their_own_and_given_ids_stay() -> None:
    same = [note("公开23条。"), note("公开24条。"), note("公开25条。")]
    first, second, third = ids(*same)
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert ids(note("公开1条。", id="own"), *same) == ["own", first, second, third]
    assert ids(note("别的。", id=first), same[0]) == [first, second], "an id that another note has is taken"
    assert ids(same[0], note("别的。", id=first)) == [second, first]
    assert ids(same[0], note("别的。", id=f"{first}-2"), same[1]) == [first, f"{first}-2", f"{first}-3"]
    assert ids() == []


def test_a_problems_id_is_of_the_problem_and_not_of_its_measure() -> None:
    def named(**fields: str) -> str:
        return identify_problems([Problem(id="", **fields)])[0].id  # type: ignore[arg-type]

    first = named(problem="公开慢，2次逾期。", measure="加快")
    assert first.startswith("p")
    assert named(problem="1.公开慢，3次逾期", measure="增加3人", cause="人少") == first
    assert named(problem="公开不慢，2次逾期。") != first
    twice = identify_problems(
        [Problem(id="", problem="公开慢"), Problem(id="", problem="公开慢"), Problem(id="x", problem="公开慢")]
    )
    assert [item.id for item in twice] == [twice[0].id, f"{twice[0].id}-2", "x"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("公开，；。", ["公开"]),
        ("1.公开12条", ["公开12条"]),
        ("12.公开", ["公开"]),
        ("123.公开", ["123.公开"]),
        ("1.5万元退还", ["1.5万元退还"]),
        ("1、公开", ["公开"]),
        ("（二）公开", ["公开"]),
        ("二、公开", ["公开"]),
        ("十二、公开", ["公开"]),
        ("- 公开\n•培训", ["公开", "培训"]),
        ("公开。\n\n培训！答复？", ["公开", "培训！", "答复？"]),
        ("。", []),
    ],
)
def test_free_text_is_cut_into_sentences(text: str, parts: list[str]) -> None:
    found = list(note_parts(note(text)))
    assert found == [(f"text{number}", part) for number, part in enumerate(parts, 1)]


def test_fields_without_words_are_no_parts() -> None:
    empty = Note(id="", aspect="proactive", time=" 。", channel="网站、", what="", quantity="；3条；")
    assert list(note_parts(empty)) == [("channel", "网站"), ("quantity", "3条")]
    assert list(problem_parts(Problem(id="", problem="（一）", cause="2、人少,事多。"))) == [("cause", "人少，事多")]


@pytest.mark.parametrize(
    "words",
    [
        "无", "没有", "未开展", "没有开展", "无此类情况", "本年度未发生此类情况。", "全年没有", "暂无", "均无", "无。",
        "：无", "无！", " 无 ", "未 开展", "不存在这方面的问题", "没有组织过", "也没有",
    ],
)  # fmt: skip
def test_bare_answers(words: str) -> None:
    assert says_none(words)


@pytest.mark.parametrize(
    "words", ["", "无行政复议", "没有收到申请", "无法提供", "有", "开展", "无3次", "情况", "未能开展培训"]
)
def test_answers_that_say_something(words: str) -> None:
    assert not says_none(words)


@pytest.mark.parametrize(
    ("raw", "value", "text"),
    [
        ("216.50", "216.5", "216.50"),
        ("216.5", "216.5", "216.5"),
        ("1,216.50", "1216.5", "1216.50"),
        ("216.50元", "216.5", "216.50"),
        ("216.00", "216", "216"),
        ("216", "216", "216"),
        ("0.50", "0.5", "0.50"),
        ("2.165万", "21650", "21650"),
        ("0.02165万", "216.5", "216.5"),
        (None, "216.5", "216.5"),
        ("", "216.5", "216.5"),
        ("", None, ""),
        ("216.50", None, ""),
    ],
)
def test_an_amount_keeps_the_decimals_that_were_typed(raw: str | None, value: str | None, text: str) -> None:
    assert figure_as_given(Cell(raw=raw, value=None if value is None else Decimal(value))) == text


def test_words_with_a_person_are_figures_text_and_blanks_in_order() -> None:
    book = FactBook(report("2021", {}, notes=[note("申请人欧阳小明来访3次", id="n0")]))
    said = "欧阳小明来访3次，接待欧阳小明"
    spans = book.words("note:n0.text1", said)
    assert [type(span) for span in spans] == [Blank, Text, FactRef, Text, Blank]
    kept = book.words("note:n0.text1", said, hide=False)
    assert [span.shown for span in kept] == ["欧阳小明来访", "3次", "，接待欧阳小明"], "it is masked when it is sent"
    assert book.words("note:n0.text1", "") == []


@pytest.mark.parametrize(
    ("text", "unsent"),
    [
        ("申请人住3栋2单元501室，来访4次", {"3", "2", "501"}),
        ("来访4次，公开12条", set()),
    ],
)
def test_figures_of_what_is_masked_are_not_sent(text: str, unsent: set[str]) -> None:
    book = FactBook(report("2021", {}, notes=[note(text, id="n0")]))
    found = {book.noted[id].text for id in book.unsent}
    assert {"".join(filter(str.isdigit, words)) for words in found} == unsent
    other = Problem(id="p0", problem=text)
    book = FactBook(report("2021", {}).model_copy(update={"problems": [other]}))
    assert {"".join(filter(str.isdigit, book.noted[id].text)) for id in book.unsent} == unsent
