"""Allowed characters: the one list of what a report may hold; markup that is certainly no words, taken out.

Every edge where text comes in passes it through ``cleaned``. Invisible characters go, and are named; what is visible
stays, and is named where a report hardly holds it; what stands for a character that is not there is never guessed.
"""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from nianbao.errors import InputError
from nianbao.package_data import data_file
from nianbao.patterns import lazy

Fate = Literal["removed", "kept", "lost"]


class Odd(NamedTuple):
    """A character that is not on the list, and what became of it.

    Attributes:
        char: the character. fate: ``removed`` (it shows nothing); ``kept`` (it shows, and is unusual); ``lost`` (kept:
            it stands for a character that only a person can tell, as private use and U+FFFD do).
        at: where it stood in the text as given.
    """

    char: str
    fate: Fate
    at: int

    @property
    def name(self) -> str:
        """How it is called, in Chinese."""
        return name_of(self.char)


class Cleaned(NamedTuple):
    """A text without what shows nothing, and what was odd in it, in order."""

    text: str
    odd: tuple[Odd, ...] = ()


_data = data_file(__file__, "allowed_characters.yaml")


def _ranges(chars: str) -> list[tuple[int, int]]:
    pairs = (part.partition("-") for part in str(chars).split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]


def _class(*chars: str) -> str:
    """The inside of a character class."""
    return "".join(
        f"\\U{first:08x}" if first == last else f"\\U{first:08x}-\\U{last:08x}"
        for part in chars
        for first, last in _ranges(part)
    )


@cache
def _pattern() -> re.Pattern[str]:
    """Runs of what is not allowed where it stands."""
    data = _data()
    marks = [row["marks"] for row in data["behind"]]
    allowed = [row["chars"] for row in data["allowed"]]
    stray = [f"(?<![{_class(row['after'], row['marks'])}])[{_class(row['marks'])}]+" for row in data["behind"]]
    return re.compile("|".join([f"[^{_class(*allowed, *marks)}]+", *stray]))


_COMPOSED = lazy("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff][\u0300-\u036f]+")
_LATIN_MARK = lazy("[\u0300-\u036f]")
_HALF = lazy("[\ud800-\udfff]")


@cache
def _one_for_one() -> dict[int, int]:
    """Ends of lines as line feeds, and places of GB 18030 that stand for one character only."""
    found = {code: 0x0A for first, last in _ranges(_data()["lines"]) for code in range(first, last + 1)}
    row = [*range(0x50, 0x7F), *range(0x80, 0xA1)]  # FE50 to FEA0, in Windows' tables U+E815 to U+E864
    for index, low in enumerate(row):
        char = bytes([0xFE, low]).decode("gb18030")
        if unicodedata.category(char) != "Co":
            found[0xE815 + index] = ord(char)
    return found | {int(str(old), 16): int(str(new), 16) for old, new in _data()["gb18030"].items()}


@cache
def _within(what: str) -> re.Pattern[str]:
    return re.compile(f"[{_class(_data()[what])}]")


@cache
def _named() -> list[tuple[str, bool, re.Pattern[str]]]:
    return [(row["name"], row.get("quiet", False), re.compile(f"[{_class(row['chars'])}]")) for row in _data()["names"]]


@lru_cache(maxsize=2048)
def name_of(char: str) -> str:
    """How a character that does not belong in a report is called, in Chinese, with its code point."""
    code = f"U+{ord(char):04X}"
    for name, _, pattern in _named():
        if pattern.fullmatch(char):
            return f"{name}（{code}）" if name != "控制字符" else f"{name}{code}"
    category = unicodedata.category(char)
    if _noncharacter(char):
        return f"非字符（{code}）"
    if category.startswith("M"):
        return f"组合用符号（{code}）"
    if category == "Cf":
        return f"看不见的格式符（{code}）"
    return f"认不出的字符（{code}）" if category == "Cn" else f"“{char}”（{code}）"


def _noncharacter(char: str) -> bool:
    return ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


@lru_cache(maxsize=2048)
def _fate(char: str) -> Fate:
    if _within("lost").match(char):
        return "lost"
    if _within("blank").match(char) or _noncharacter(char) or unicodedata.category(char)[0] in "MZ":
        return "removed"
    category = unicodedata.category(char)
    if category == "Cn":
        return "removed" if 0xE0000 <= ord(char) < 0xF0000 else "lost"
    return "removed" if category.startswith("C") else "kept"


def _quiet(text: str, start: int, end: int) -> bool:
    """Whether a run at the end of a line, or beside a space, is of what was never part of what is read."""
    if start and end < len(text) and not text[start - 1].isspace() and not text[end].isspace():
        return False
    return all(any(quiet and pattern.match(char) for _, quiet, pattern in _named()) for char in text[start:end])


_FINE: set[str] = set()
"""Characters met so far that are allowed wherever they stand: a text of nothing else need not be looked through."""


_COMMON = frozenset(" \n，。、；：！？（）《》“”%.,:;/-") | frozenset(string.digits + string.ascii_letters)
"""What nearly every text is of, beside 一 to 鿿: all allowed; a pattern of what is allowed is slow to make."""


def _fine(text: str) -> bool:
    """Whether every character of a text is allowed wherever it stands."""
    new = set(text).difference(_FINE)
    fine = {char for char in new if char in _COMMON or "\u4e00" <= char <= "\u9fff" or not _pattern().match(char)}
    _FINE.update(fine)
    return len(fine) == len(new)


def cleaned(text: str) -> Cleaned:
    """A text as a report may hold it. In time that grows with its length.

    Ends of lines become line feeds; a letter and its accent become one character; a private-use character that
    stands for one character only (GB 18030) becomes it: none of that changes what is read, and nothing is said of it.

    Returns:
        The text, and each odd character once for every time that it stood there.
    """
    if _FINE.issuperset(text) or _fine(text):
        return Cleaned(text)
    pattern = _pattern()
    text = text.translate(_one_for_one())
    if _LATIN_MARK.search(text):
        text = _COMPOSED.sub(lambda match: unicodedata.normalize("NFC", match.group()), text)
    parts: list[str] = []
    odd: list[Odd] = []
    at = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        parts.append(text[at:start])
        at = end
        quiet = _quiet(text, start, end)
        for offset, char in enumerate(match.group(), start):
            fate = _fate(char)
            if fate != "removed":
                parts.append(char)
            if not quiet:
                odd.append(Odd(char, fate, offset))
    parts.append(text[at:])
    return Cleaned("".join(parts), tuple(odd))


def removed(text: str) -> set[int]:
    """Where a text has characters that ``cleaned`` takes out."""
    if _FINE.issuperset(text) or _fine(text):
        return set()
    runs = (match for match in _pattern().finditer(text.translate(_one_for_one())))
    return {at for run in runs for at in range(*run.span()) if _fate(text[at]) == "removed"}


def whole(text: str) -> str:
    """A text that every encoding of Unicode holds: U+FFFD for half a character (a lone surrogate)."""
    return _HALF.sub("\ufffd", text)


def typed(text: str, where: str) -> str:
    """What a person typed on the command line, without what shows nothing.

    Raises:
        InputError: there is a character in it that only she can tell.
    """
    found = cleaned(text)
    if lost := [item for item in found.odd if item.fate == "lost" or "\ud800" <= item.char <= "\udfff"]:
        remedy = "请换成能显示的字；从命令行输入的汉字变成乱码时，请在终端里改用 UTF-8 编码"
        raise InputError.one(where, f"有{lost[0].name}，认不出是什么字", remedy)
    return found.text


def plain(text: str) -> str:
    """A text without what shows nothing; for what is nobody's words: names in options, ids, keys."""
    return cleaned(text).text


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
_CITED = lazy(
    r"(?<![为是共计达到约近：:])(\[[0-9]{1,2}(?:[,，、\-–][0-9]{1,2}){0,5}\]|【[0-9]{1,2}(?:†[^】\n]{0,40})?】)"
    r"(?=[\s，。；：、,.;:！？!?）)\[【]|$)",
    re.MULTILINE,
)
"""A mark that points to a source below an answer: [1], 【2】."""
_MAY = lazy(r"[<&\[*_~`#>【]|---")


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
    quotations and fences, and marks of sources ([1]) go; the words between them stay.

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
    text = _CITED.sub(gone, _LINK.sub(link, _IMAGE.sub(picture, text)))
    for _ in range(3):  # one pair may stand in another
        text, count = _PAIRED.subn(inner, text)
        if not count:
            break
    text = _TAG.sub(gone, text)
    return Unmarked(_ENTITY.sub(decoded, text), +marks)
