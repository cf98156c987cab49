"""What tells who a person is: a blank wherever a note's words stand again, once and for the whole of it."""

from __future__ import annotations

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
    counted = [FactRef(id="requests.new.total", text="3件"), Text(text="，接待欧阳小明，"), Text(text="欧阳小明来电")]
    assert _shown(book.without_people(counted)) == "3件，接待□，□来电"


def test_a_name_within_a_longer_one_is_one_blank() -> None:
    book = _book("申请人欧阳小明来访", "联系人欧阳小明明来访")
    assert _shown(book.without_people([Text(text="由欧阳小明明接待")])).count("□") == 1


def test_the_names_of_cells_and_facts_are_words() -> None:
    from nianbao.facts import named

    book = FactBook(report("2021", {"requests.new.natural": 3}))
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
