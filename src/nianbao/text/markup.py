"""Markup of web pages and chat windows in words that are no page: what is certainly markup, taken out."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import NamedTuple

from nianbao.patterns import lazy

__all__ = ["Unmarked", "unmarked"]

_TAGS = (
    "a|b|big|blockquote|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|label|li|mark|o:p|ol|p|pre|s|small|"
    "span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul"
)
_TAG = lazy(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?/?>", re.IGNORECASE)
_ENTITY = lazy(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINK = lazy(r"!?\[([^\[\]\n]{1,200})\]\((?:https?://|mailto:|www\.|[/#])[^()\s]{0,500}\)")
_IMAGE = lazy(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{1,500}\)")
_PAIRED = lazy(r"(\*\*\*|\*\*|__|~~|``|`)(?![\s*_~`])([^\n]{1,200}?)(?<![\s*_~`])\1(?![*_~`])")
_HEADING = lazy(r"^[ \t]{0,3}(#{1,6})[ \t]+", re.MULTILINE)
_QUOTED = lazy(r"^[ \t]{0,3}(>)[ \t]+", re.MULTILINE)
_FENCE = lazy(r"^[ \t]{0,3}(```)[A-Za-z]{0,12}[ \t]*$\n?", re.MULTILINE)
_RULED = lazy(r"^[ \t]{0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$\n?", re.MULTILINE)
_MAY = lazy(r"[<&\[*_~`#>]|---")


class Unmarked(NamedTuple):
    """A text without markup, and how often each kind was in it."""

    text: str
    marks: Counter[str]


def _entity(match: re.Match[str]) -> str:
    char = html.unescape(match.group())
    return {"\u00a0": " "}.get(char, char)


def unmarked(text: str) -> Unmarked:
    """A text without what is certainly markup; ``5<6``, ``C#`` and a lone asterisk are none, and stay.

    Tags that HTML knows, entities, pictures, links, paired marks of Markdown (``**``, backquotes …), its headings,
    quotations and fences go; the words between them stay.

    Args:
        text: somebody's words. In time that grows with its length.
    """
    marks: Counter[str] = Counter()
    if _MAY.search(text) is None:
        return Unmarked(text, marks)

    def gone(match: re.Match[str]) -> str:
        marks[match.group(1) if match.re.groups else match.group().strip()[:12]] += 1
        return ""

    def inner(match: re.Match[str]) -> str:
        marks[match.group(1)] += 1
        return match.group(2)

    def link(match: re.Match[str]) -> str:
        marks["[…](…)"] += 1
        return match.group(1)

    def picture(_match: re.Match[str]) -> str:
        marks["![…](…)"] += 1
        return ""

    def decoded(match: re.Match[str]) -> str:
        char = _entity(match)
        marks[match.group()] += char != match.group()
        return char

    for pattern in (_FENCE, _RULED, _HEADING, _QUOTED):
        text = pattern.sub(gone, text)
    text = _LINK.sub(link, _IMAGE.sub(picture, text))
    for _ in range(3):  # one pair may stand in another
        text, count = _PAIRED.subn(inner, text)
        if not count:
            break
    text = _TAG.sub(gone, text)
    return Unmarked(_ENTITY.sub(decoded, text), +marks)
