"""What a pattern needs is in every text in which it is found, so that no finding is lost by not looking for it."""

from __future__ import annotations

import re
import sys

import pytest

from nianbao.checking.engine import all_rules
from nianbao.pattern_needs import begins, each, may_hold, units_of
from nianbao.text import fold


@pytest.mark.parametrize(
    ("pattern", "found", "absent"),
    [
        ("今年|去年", "到去年为止", "到上年为止"),
        ("[市区县]长", "由县长签批", "由县政府签批，长期有效"),
        ("(?<!涉密)会议(?:记录|纪要)", "见会议纪要", "见会议"),
        ("(?:共|合)?计[0-9]+件", "计3件", "共三件"),
        ("(?P<w>[的了])(?P=w)", "公开的的", "公开"),
        ("(?i)todo", "Todo", ""),
        ("[^，]件", "3件", "次数"),
        ("a{2,3}|b", "b", "c"),
        ("(?=.*件)第", "第3件", "第三次"),
        ("𠮷", "𠮷", ""),
        ("□件", "□件", "本次"),
    ],
)
def test_what_is_needed(pattern: str, found: str, absent: str) -> None:
    """Where it is found it may be held; where what it needs is not there it is told, if the pattern tells anything."""
    compiled = re.compile(pattern)
    assert compiled.search(found)
    assert may_hold(units_of(found.replace("□", "本")), compiled), (
        "the units of a masked text are those of the unmasked"
    )
    assert absent == "" or not may_hold(units_of(absent), compiled)


@pytest.mark.parametrize(
    "pattern",
    [
        "本(?:镇|乡)|[上去]年",
        "(?<!不)(?:再|又)?公开",
        "(?:(?<=，)|^)共?计",
        "(?P<w>公|开)(?P=w)",
        r"([，公])\1",
        "[^，]件",
        "a*",
    ],
)
def test_where_it_begins(pattern: str) -> None:
    """The same places, whether the first characters are told or not."""
    text = "不公开，再公开公公开，共计3件，计上年2件，本乡"
    compiled, quick = re.compile(pattern), begins(re.compile(pattern))
    places = {at for at in range(len(text)) if compiled.match(text, at)}
    assert {at for at in range(len(text)) if quick.match(text, at)} == places


def test_no_rule_overlooks_its_examples() -> None:
    """Every pattern of the program, on the examples of all rules."""
    texts = [fold(line) for rule in all_rules() for kind in ("错", "对") for line in rule.page.examples(kind)]
    named = [module for name, module in list(sys.modules.items()) if name.startswith("nianbao.") and module]
    patterns = {
        id(value): value
        for module in named
        for value in vars(module).values()
        if type(value).__name__ == "_Lazy" or (isinstance(value, re.Pattern) and isinstance(value.pattern, str))
    }
    assert len(texts) > 300
    assert len(patterns) > 300
    skipped = 0
    for text in texts:
        units = units_of(text)
        for pattern in patterns.values():
            if not may_hold(units, pattern):
                skipped += 1
                assert pattern.search(text) is None, (text, pattern)
            else:
                one, other = pattern.search(text), begins(pattern).search(text)
                assert (one and one.start()) == (other and other.start()), (text, pattern)
                assert [hit.span() for hit in pattern.finditer(text)] == [hit.span() for hit in each(pattern, text)]
    assert skipped > 0.4 * len(texts) * len(patterns)
