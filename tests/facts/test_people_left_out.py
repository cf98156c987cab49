"""What tells who a person is: a blank wherever a note's words stand again, once and for the whole of it."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao.facts import FactBook
from nianbao.report import Blank, FactRef, Note, Report, Span, Text


def _shown(spans: list[Span]) -> str:
    return "".join("□" if isinstance(span, Blank) else span.shown for span in spans)


def _book(*texts: str) -> FactBook:
    notes = [Note(id=f"n{n}", aspect="proactive", text=text) for n, text in enumerate(texts)]
    return FactBook(report("2021", {}, notes=notes))


def test_a_name_told_by_its_role_is_a_blank_wherever_it_stands_again() -> None:
    book = _book("申请人欧阳小明来访，领取答复", "欧阳小明来电致谢，欧阳小明又来函")
    said = "欧阳小明来电致谢，欧阳小明又来函。"
    assert _shown(book.without_people([Text(text=said)])) == "□来电致谢，□又来函。"


def test_what_stands_before_between_and_behind_stays() -> None:
    book = _book("申请人欧阳小明来访")
    assert _shown(book.without_people([Text(text="接待欧阳小明")])) == "接待□"
    assert _shown(book.without_people([Text(text="接待欧阳小明。"), Text(text="共两次")])) == "接待□。共两次"
    assert _shown(book.without_people([Text(text="没有别人")])) == "没有别人"
    figure = FactRef(id="requests.new.total", text="2次")
    assert _shown(book.without_people([Text(text="接待"), figure, Text(text="欧阳小明")])) == "接待2次□"
    counted = [FactRef(id="requests.new.total", text="3件"), Text(text="，接待欧阳小明，"), Text(text="欧阳小明来电")]
    assert _shown(book.without_people(counted)) == "3件，接待□，□来电"


def test_a_name_within_a_longer_one_is_one_blank() -> None:
    for texts in (("申请人欧阳小来访", "申请人欧阳小明来访"), ("申请人欧阳小明来访", "申请人欧阳小来访")):
        book = _book(*texts)
        assert _shown(book.without_people([Text(text="由欧阳小明接待")])) == "由□接待", "no 明 is left standing"
        assert _shown(book.without_people([Text(text="由欧阳小接待欧阳小明")])) == "由□接待□"


def test_a_name_of_three_characters_is_a_blank_elsewhere_and_a_word_of_two_stays() -> None:
    """申请人王峰 is a blank where the role stands before it; 王峰 elsewhere may be a word."""
    book = _book("申请人王小明来访", "申请人王峰来访")
    assert _shown(book.without_people([Text(text="王小明来电")])) == "□来电"
    assert _shown(book.without_people([Text(text="王峰来电")])) == "王峰来电"


def test_figures_within_an_address_are_not_sent_and_others_are() -> None:
    text = "走访12户，其中张村路8号3栋2单元501室，答复5件"
    book = _book(text)
    shown = {fact.text for id, fact in book.noted.items() if id not in book.unsent}
    assert {"12户", "5件"} <= shown
    kept = {fact.text for id, fact in book.noted.items() if id in book.unsent}
    assert kept
    assert kept.isdisjoint({"12户", "5件"})
    assert _book("走访12户，答复5件").unsent == frozenset()


def test_the_names_of_cells_and_facts_are_words() -> None:
    from nianbao.facts import named

    book = FactBook(report("2021", {"requests.new.natural": 3}))
    name = book["requests.new.natural"].name
    assert named("requests.new.natural", book) == name
    assert name != named("requests.open.natural", book)
    assert named("last.requests.new.natural", book) == f"上年{name}"
    assert named("成立条件已不满足：requests.new.natural = 0", book) == f"成立条件已不满足：{name} = 0"
    assert named("trend(requests.new.natural) = up", book) == f"{name} 比上年增长"
    assert named("trend(requests.new.natural) = down", book) == f"{name} 比上年下降"
    assert named("trend(requests.new.natural) = same", book) == f"{name} 比上年持平"
    assert named("没有了（no.such.fact）。last.no.such", book) == "没有了。"
    assert named("共12.5万元", book) == "共12.5万元"
    assert "requests" not in named("requests.new.natural", book)
    assert named("requests.new.natural", book) != named("requests.open.natural", book)
    empty = FactBook(Report(edition="2021"))
    new = named("requests.new.natural", book)
    assert named("requests.new.natural", empty) == new, "a cell without a figure has its name"
    assert named("last.requests.new.natural > 0", book) == f"上年{new} > 0"
    assert named("trend(requests.new.natural) = up", book) == f"{new} 比上年增长"
    assert named("trend(requests.new.natural) = down", book) == f"{new} 比上年下降"
    assert named("trend(requests.new.natural) = same", book) == f"{new} 比上年持平"
    assert "不予公开" in named("requests.deny.natural", book), "a sum of cells has its own"
    assert named("已无此项（requests.nothing.natural）", book) == "已无此项"
    assert named("last.requests.nothing.natural", book) == ""
    assert named("公开12.5件", book) == "公开12.5件"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("李四 13812345678 申请公开征地补偿", "李四 □ 申请公开征地补偿"),
        ("李四13812345678申请公开征地补偿", "李四□申请公开征地补偿"),
        ("张三一三八一二三四五六七八来电", "张三□来电"),
        ("电话13812345678三次未接", "电话□三次未接"),
        ("王五的身份证号440102199001011234三份", "王五的身份证号□三份"),
    ],
)
def test_a_number_beside_a_numeral_of_the_words_is_left_out(words: str, left: str) -> None:
    """李四 is a name, 三次 a count: their numerals make no longer number of a telephone's."""
    book = FactBook(report("2021", {}))
    assert _shown(book.without_people([Text(text=words)])) == left
