"""Where two texts differ."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.align.differences import Run, differences, new_text, old_text

WORDS = st.text("公开信息条例12，。；a镇乡 \n", max_size=30)


def marked(old: str, new: str) -> str:
    signs = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return "".join(signs[run.kind].format(run.text) for run in differences(old, new))


@settings(deadline=None)
@given(WORDS, WORDS)
def test_both_texts_are_given_back(old: str, new: str) -> None:
    runs = differences(old, new)
    assert (old_text(runs), new_text(runs)) == (old, new)
    assert all(run.text for run in runs)
    kinds = [run.kind for run in runs]
    assert all(one != other and (one, other) != ("ins", "del") for one, other in pairwise(kinds))


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_given_back(old: str, new: str) -> None:
    runs = differences(old, new)
    assert (old_text(runs), new_text(runs)) == (old, new)


def test_numbers_and_words_are_marked_as_a_person_would() -> None:
    assert marked("公开信息186条", "公开信息196条") == "公开信息[-186-][+196+]条"
    assert marked("加强培训工作", "加大宣传培训工作") == "加[-强-][+大宣传+]培训工作"


def test_what_was_put_in_is_marked_from_one_mark_to_the_next() -> None:
    assert marked("由窗口答复。", "由窗口答复，当天不能的登记后回复。") == "由窗口答复[+，当天不能的登记后回复+]。"
    assert marked("公开12条。", "公开12条2条。") in ("公开12条[+2条+]。", "公开[+12条+]2条。")


def test_a_text_of_a_million_characters_is_compared_by_sentences() -> None:
    sentence = "第{}号窗口按月更新公开栏，过期的内容随时撤下。"
    old = "".join(sentence.format(number) for number in range(40_000))
    new = old.replace("第7号窗口", "第七号窗口", 1)
    runs = differences(old, new)
    assert new_text(runs) == new
    assert sum(len(run.text) for run in runs if run.kind != "same") <= 2


def test_equal_and_empty() -> None:
    assert differences("", "") == []
    assert differences("甲", "甲") == [Run("same", "甲")]
    assert differences("", "甲") == [Run("ins", "甲")]
