"""A clerk's punctuation as a report prints it."""

from __future__ import annotations

import pytest

from nianbao.text import punctuate, split_sentences


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('落实"先审后发"制度', "落实“先审后发”制度"),
        ("落实'先审后发'制度", "落实“先审后发”制度"),
        ("印发\"关于'一件事'的通知\"", "印发“关于‘一件事’的通知”"),
        ('网页代码class="title"', '网页代码class="title"'),
        ('编发12"屏幕公告', '编发12"屏幕公告'),
        ("公众号1个??", "公众号1个？？"),
        ("公众号1个？?!", "公众号1个？？！"),
        ("公众号1个,,网站1个", "公众号1个，网站1个"),
        ('"政务公开"和"村务公开",各1次', "“政务公开”和“村务公开”，各1次"),
    ],
)
def test_straight_quotes_around_chinese_words_are_mended(typed: str, printed: str) -> None:
    assert punctuate(typed) == printed


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("详见https://example.com/a?b=1&c=2。另有两处。", ["详见https://example.com/a?b=1&c=2。", "另有两处。"]),
        ("（见http://example.com/x?y=1）完成。", ["（见http://example.com/x?y=1）完成。"]),
        ("是否公开?已公开。", ["是否公开?", "已公开。"]),
        ("已公开!A村也已公开。", ["已公开!", "A村也已公开。"]),
    ],
)
def test_a_web_address_does_not_end_a_sentence(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences
