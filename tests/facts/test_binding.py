"""References, guards and what happens to them when figures change."""

from __future__ import annotations

import pytest

from drafting.figures import report
from nianbao.facts import FactBook, UnknownFact, bind, judge, rebind
from nianbao.report import FactRef, Guard, Sentence, Text

NOW = {"requests.new.natural": 6, "requests.new.business": 2, "requests.open.natural": 3}
BOOK = FactBook(report("2021", NOW, {"requests.new.natural": 5}))


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("requests.new.total", "8件"),
        ("last.requests.new.total", "5件"),
        ("requests.new.total.diff", "3件"),
        ("requests.new.total.growth", "60%"),
        ("requests.new.business.share", "25%"),
        ("requests.deny.total", "0件"),
        ("remedies.litigation.total", "0件"),
    ],
)
def test_facts(id: str, text: str) -> None:
    assert BOOK[id].text == text


def test_what_cannot_be_said_is_no_fact() -> None:
    assert BOOK.get("requests.open.total.growth") is None, "last year's is zero: no rate"
    assert BOOK.get("no.such.fact") is None
    assert FactBook(report("2021", NOW)).get("requests.new.total.diff") is None, "no last year"


def test_references_are_bound_and_unknown_ones_refused() -> None:
    spans = bind("{{year}}年，{{self}}新收{{requests.new.total}}，{{next_year}}年{{scope}}继续。", BOOK)
    assert "".join(span.shown for span in spans) == "2024年，我镇新收8件，2025年全镇继续。"
    with pytest.raises(UnknownFact):
        bind("{{requests.new.nobody}}", BOOK)


@pytest.mark.parametrize(
    ("guard", "holds"),
    [
        ("requests.new.total > 0", True),
        ("requests.new.total = 0", False),
        ("trend(requests.new.total) = up", True),
        ("trend(requests.open.total) = same", False),
        ("requests.new.natural + requests.new.business = requests.new.total", True),
        ("requests.nobody > 0", None),
    ],
)
def test_guards(guard: str, holds: bool | None) -> None:
    assert judge(guard, BOOK) is holds


def test_a_changed_figure_is_updated_and_told_and_a_failed_guard_is_stale() -> None:
    spans = [Text(text="新收"), FactRef(id="requests.new.total", value=BOOK["requests.new.total"].value, text="8件")]
    sentence = Sentence(id="s", spans=spans, guards=[Guard(text="requests.new.total > 0")])
    more = FactBook(report("2021", NOW | {"requests.new.natural": 9}))
    again, changes = rebind(sentence, more)
    assert (again.text, again.stale) == ("新收11件", "")
    assert [(item.before, item.after) for item in changes] == [("8件", "11件")]
    none, _ = rebind(sentence, FactBook(report("2021", {})))
    assert none.stale


def test_what_a_person_typed_stays_until_the_fact_says_the_same_and_no_change_is_told() -> None:
    typed = FactRef(id="requests.new.total", value=BOOK["requests.new.total"].value, text="8件", typed="11件")
    sentence = Sentence(id="s", spans=[Text(text="新收"), typed])
    other, told = rebind(sentence, FactBook(report("2021", NOW | {"requests.new.natural": 8})))
    assert (other.text, told) == ("新收11件", [])
    agreed, told = rebind(other, FactBook(report("2021", NOW | {"requests.new.natural": 9})))
    assert (agreed.text, told) == ("新收11件", [])
    assert rebind(agreed, FactBook(report("2021", NOW | {"requests.new.natural": 10})))[0].text == "新收12件"


def test_a_reworded_note_is_never_bound_again() -> None:
    book = FactBook(report("2021", NOW))
    id = next(key for key in book.all if key.startswith("note.n1."))
    sentence = Sentence(id="s", spans=[FactRef(id=id, value=book[id].value, text="23条")])
    note = book.report.notes[0]
    recounted = book.report.model_copy(update={"notes": [note.model_copy(update={"quantity": "25条"})]})
    assert rebind(sentence, FactBook(recounted))[0].text == "25条"
    reworded = book.report.model_copy(update={"notes": [note.model_copy(update={"quantity": "共25条公报"})]})
    assert rebind(sentence, FactBook(reworded))[0].stale
