"""A clerk's punctuation as a report prints it."""

from __future__ import annotations

import pytest

from nianbao.text import punctuate


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('落实"先审后发"制度', "落实“先审后发”制度"),
        ("落实'先审后发'制度", "落实“先审后发”制度"),
        ("印发\"关于'一件事'的通知\"", "印发“关于‘一件事’的通知”"),
        ('网页代码class="title"', '网页代码class="title"'),
        ('编发12"屏幕公告', '编发12"屏幕公告'),
        ('"政务公开"和"村务公开",各1次', "“政务公开”和“村务公开”，各1次"),
    ],
)
def test_straight_quotes_around_chinese_words_are_mended(typed: str, printed: str) -> None:
    assert punctuate(typed) == printed
