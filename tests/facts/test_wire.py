"""What a model is sent and sends back: figures as references, people as blanks, braces in whatever form."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from drafting.figures import report
from nianbao.facts import FactBook, bind
from nianbao.facts.binding import HIDDEN, UnknownFact, plain_ids, tidied, wire
from nianbao.report import Blank, FactRef, Span, Text, UnitRef

NEW, OPEN = "requests.new.total", "requests.open.total"
SPANS: list[Span] = [
    UnitRef(id="unit", text="白沙镇人民政府"),
    Text(text="收到"),
    FactRef(id=NEW, value=Decimal(12), text="12件"),
    Text(text="，公开"),
    FactRef(id=OPEN, value=Decimal(5), text="5件", typed="6件"),
    Text(text="，由"),
    Blank(what="姓名已隐去"),
    Text(text="答复"),
]


@pytest.mark.parametrize(
    ("hidden", "sent"),
    [
        (None, f"{{{{unit}}}}收到{{{{{NEW}}}}}，公开{{{{{OPEN}}}}}，由{HIDDEN}答复"),
        (frozenset(), f"{{{{unit}}}}收到12件，公开6件，由{HIDDEN}答复"),
        (frozenset({NEW}), f"{{{{unit}}}}收到{{{{{NEW}}}}}，公开6件，由{HIDDEN}答复"),
        (frozenset({NEW, OPEN}), f"{{{{unit}}}}收到{{{{{NEW}}}}}，公开{{{{{OPEN}}}}}，由{HIDDEN}答复"),
    ],
)
def test_the_unit_and_people_are_never_sent_and_figures_only_where_they_may(
    hidden: frozenset[str] | None, sent: str
) -> None:
    assert wire(SPANS, hidden) == sent


@pytest.mark.parametrize(
    ("written", "as_we_write_it"),
    [
        ("共{{requests.new.total}}。", "共{{requests.new.total}}。"),
        ("共{{ requests.new.total }}。", "共{{requests.new.total}}。"),
        ("共{ {requests.new.total} }。", "共{{requests.new.total}}。"),
        ("共｛｛requests.new.total｝｝。", "共{{requests.new.total}}。"),
        ("共｛{ｒｅｑｕｅｓｔｓ．ｎｅｗ．ｔｏｔａｌ}｝。", "共{{requests.new.total}}。"),
        ("共{{“requests.new.total”}}。", "共{{requests.new.total}}。"),
        ("共{requests.new.total}。", "共{{requests.new.total}}。"),
        ("共｛ requests.new.total ｝。", "共{{requests.new.total}}。"),
        ("{requests.new.total}和{unit}", "{{requests.new.total}}和{{unit}}"),
        ("共{没有这个}。", "共{没有这个}。"),
        ("共{{没有这个}}。", "共{{没有这个}}。"),
        (" 共12件。 ", "共12件。"),
    ],
)
def test_references_are_tidied(written: str, as_we_write_it: str) -> None:
    for known in (["unit", NEW], frozenset({"unit", NEW})):
        assert tidied(written, known) == as_we_write_it


def test_an_id_is_half_width_without_braces_and_blanks() -> None:
    assert plain_ids(" ｛｛ requests . new `") == "requests.new"


def test_an_unknown_reference_names_the_nearest_if_there_is_one() -> None:
    book = FactBook(report("2021", {}))
    for id in list(book.all)[:3]:
        with pytest.raises(UnknownFact, match=re.escape(f"没有编号为“{id}x”的事实，是不是“{id}”？")):
            bind(f"共{{{{{id}x}}}}", book)
    with pytest.raises(UnknownFact, match=r"^没有编号为“甲乙丙”的事实。$"):
        bind("共{{甲乙丙}}", book)
