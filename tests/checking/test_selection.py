"""Which findings are asked for, and what an unknown word is answered with."""

from __future__ import annotations

import pytest

from nianbao import check_text
from nianbao.checking.silence import Selection, codes_of
from nianbao.errors import InputError

TEXT = "我街道认真及时的做好公开。截止2023年12月31日，公开信息30条。一直以来，进一步完善公开公开制度。"


def codes(selection: Selection) -> list[str]:
    findings = check_text(TEXT, unit="云岭县白沙镇人民政府", year=2023, passage=True)
    return sorted({item.code for item in findings if selection.wants(item)})


ALL = ["DUP01", "TEXT03", "TEXT10", "UNIT01"]


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ((), (), ALL),
        (("UNIT",), (), ["UNIT01"]),
        (("unit01",), (), ["UNIT01"]),
        (("wrong-self-reference",), (), ["UNIT01"]),
        (("UNIT,TEXT",), (), ["TEXT03", "TEXT10", "UNIT01"]),
        (("UNIT", "TEXT03"), (), ["TEXT03", "UNIT01"]),
        (("error",), (), ["UNIT01"]),
        (("警告",), (), ["DUP01", "TEXT03", "TEXT10"]),
        (("TEXT", "error"), (), []),
        ((), ("TEXT",), ["DUP01", "UNIT01"]),
        ((), ("warning",), ["UNIT01"]),
        (("TEXT",), ("TEXT10",), ["TEXT03"]),
        (("TEXT，DUP",), (), ["DUP01", "TEXT03", "TEXT10"]),
    ],
)
def test_words_select(select: tuple[str, ...], ignore: tuple[str, ...], kept: list[str]) -> None:
    assert codes(Selection.parse(select, ignore)) == kept


def test_an_unknown_word_is_an_error_with_the_nearest_and_all_are_told_at_once() -> None:
    with pytest.raises(InputError) as told:
        Selection.parse(("UNTI", "UNIT01"), ("wrong-self-referense",))
    assert "“UNTI”" in str(told.value)
    assert "是不是“UNIT" in str(told.value)
    with pytest.raises(InputError) as told:
        Selection.parse(("QQQ9", "没有"))
    assert len(told.value.problems) == 2
    assert "nianbao rule" in str(told.value)


def test_a_family_is_not_a_beginning() -> None:
    assert codes_of("TEXT") >= {"TEXT01", "TEXT10"}
    assert codes_of("TE") == frozenset()
