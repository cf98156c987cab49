"""Replaces words in text and HTML files; everything else stays byte for byte."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nianbao.report import HtmlPlace, Location, TextPlace
from nianbao.text.decode import decoded

UNKNOWN = "原文件中找不到这一处"
LOST = "原文件中这一处的文字与读到的对不上"


def _one_word(char: str, *beside: str) -> bool:
    """Whether a character and one beside it belong to one number or Latin word."""
    return _inner(char) and any(_inner(other) for other in beside)


def _inner(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == ".")


class Replacement(NamedTuple):
    """Words to replace.

    Attributes:
        location: the block they are in. block: its whole text; offset: of the words in it. old, new: the words.
        start: code point of the decoded file, for text files.
    """

    location: Location | None
    block: str
    offset: int
    old: str
    new: str
    start: int = 0

    def smallest(self) -> Replacement:
        """The same change without the words that both begin or both end with; a number is changed whole."""
        old, new, lead = self.old, self.new, 0
        while lead < min(len(old), len(new)) and old[lead] == new[lead]:
            lead += 1
        while lead and _one_word(old[lead - 1], old[lead : lead + 1], new[lead : lead + 1]):
            lead -= 1
        tail = 0
        while tail < min(len(old), len(new)) - lead and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        while tail and _one_word(old[-tail], old[: len(old) - tail][-1:], new[: len(new) - tail][-1:]):
            tail -= 1
        return self._replace(
            offset=self.offset + lead,
            start=self.start + lead,
            old=old[lead : len(old) - tail],
            new=new[lead : len(new) - tail],
        )


RECODED = "文件的编码不能原样写回"


def spliced_bytes(data: bytes, where: str, changes: Sequence[tuple[int, int, str]]) -> bytes | None:
    """A text file with stretches replaced; None where its encoding cannot be written back as it was.

    Args:
        changes: first and last code point (exclusive) of the decoded text and what goes there; not touching.
    """
    text, encoding, mark = decoded(data, where)
    if mark + text.encode(encoding) != data:
        return None
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        return mark + text.encode(encoding)
    except UnicodeEncodeError:
        return None


def _place(text: str, wanted: Replacement) -> int | None:
    """Where the old words stand: at their place, or at the only one of their line (marks of Markdown shift them)."""
    if text.startswith(wanted.old, wanted.start):
        return wanted.start
    if not isinstance(wanted.location, TextPlace):
        return None
    lines = text.split("\n")
    number = wanted.location.line - 1
    if not 0 <= number < len(lines) or lines[number].count(wanted.old) != 1:
        return None
    return sum(len(line) + 1 for line in lines[:number]) + lines[number].find(wanted.old)


def change_text(data: bytes, where: str, wanted: Sequence[Replacement]) -> tuple[bytes, dict[int, str]]:
    """Replace words of a plain text or Markdown file.

    Returns:
        The file; for each change not made its number in ``wanted`` and why, in Chinese.
    """
    text, _, _ = decoded(data, where)
    refused: dict[int, str] = {}
    changes: list[tuple[int, int, str]] = []
    for number, item in enumerate(wanted):
        at = _place(text, item)
        if at is None:
            refused[number] = LOST if isinstance(item.location, TextPlace) else UNKNOWN
        else:
            changes.append((at, at + len(item.old), item.new))
    changed = spliced_bytes(data, where, changes)
    if changed is None:
        return data, dict.fromkeys(range(len(wanted)), RECODED)
    return changed, refused


_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
    r"|<(script|style|noscript|template|iframe|select|button|nav|title)\b[^>]*>.*?</\1\s*>"
    r"|<[/!?a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
    r"|(?P<entity>&(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?)",
    re.DOTALL | re.IGNORECASE,
)
"""What is no text of the page: comments, elements the reader skips, tags. Entities are text of one character."""
MANY = "网页里有几处同样的文字，分不清是哪一处"


class _Sign(NamedTuple):
    """A character that is no white space, and where the source has it."""

    text: str
    start: int
    end: int


def _plain(source: str, start: int, end: int) -> Iterator[_Sign]:
    for index in range(start, end):
        if not source[index].isspace():
            yield _Sign(source[index], index, index + 1)


def _signs(source: str) -> Iterator[_Sign]:
    at = 0
    for token in _TOKEN.finditer(source):
        yield from _plain(source, at, token.start())
        at = token.end()
        if token["entity"]:
            for sign in html.unescape(token.group()):
                if not sign.isspace():
                    yield _Sign(sign, token.start(), token.end())
    yield from _plain(source, at, len(source))


def _gaps(source: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of text in a stretch of source: what lies between tags, in order."""
    found: list[tuple[int, int]] = []
    at = start
    for token in _TOKEN.finditer(source, start, end):
        if token["entity"]:
            continue
        found.append((at, token.start()))
        at = token.end()
    found.append((at, end))
    return [(low, high) for low, high in found if low < high] or [(start, start)]


class _Page:
    def __init__(self, source: str) -> None:
        self.source = source
        self.signs = list(_signs(source))
        self.text = "".join(sign.text for sign in self.signs)

    def _line(self, index: int) -> int:
        return self.source.count("\n", 0, self.signs[index].start) + 1

    def find(self, wanted: Replacement) -> int | str:
        """The index of the first sign of the block; why it is not found."""
        block = "".join(wanted.block.split())
        found = [match.start() for match in re.finditer(f"(?={re.escape(block)})", self.text)] if block else []
        if len(found) > 1 and isinstance(wanted.location, HtmlPlace) and wanted.location.line is not None:
            found = self._nearest(found, wanted.location.line)
        if len(found) == 1:
            return found[0]
        return MANY if found else UNKNOWN

    def _nearest(self, found: list[int], line: int) -> list[int]:
        """The places on the first line, from the one where the block's element begins, that has any."""
        lines = {index: self._line(index) for index in found}
        first = min((number for number in lines.values() if number >= line), default=0)
        return [index for index in found if lines[index] == first] or found

    def changes(self, wanted: Replacement) -> list[tuple[int, int, str]] | str:
        """The stretches of source to replace; why there are none."""
        first = self.find(wanted)
        if isinstance(first, str):
            return first
        change = wanted.smallest()
        block = change.block
        before = first + len("".join(block[: change.offset].split()))
        after = before + len("".join(change.old.split()))
        start = self._edge(before, change.old[:1].isspace() or not change.old, first)
        end = self._end(after, change.old[-1:].isspace(), start)
        if start is None or end is None:
            return LOST
        gaps = _gaps(self.source, start, end)
        new = html.escape(change.new, quote=False)
        return [(low, high, new if number == 0 else "") for number, (low, high) in enumerate(gaps)]

    def _edge(self, index: int, after_last: bool, first: int) -> int | None:
        """Where a change begins: at its first sign; behind the sign before it if it begins with white space."""
        if after_last and index > first:
            return self.signs[index - 1].end
        return self.signs[index].start if index < len(self.signs) else None

    def _end(self, index: int, before_next: bool, start: int | None) -> int | None:
        if before_next:
            return self.signs[index].start if index < len(self.signs) else None
        last = self.signs[index - 1].end if index else 0
        return None if start is None else max(last, start)


def change_html(data: bytes, where: str, wanted: Sequence[Replacement]) -> tuple[bytes, dict[int, str]]:
    """Replace words of a page.

    Returns:
        The file; for each change not made its number in ``wanted`` and why, in Chinese.
    """
    page = _Page(decoded(data, where)[0])
    refused: dict[int, str] = {}
    changes: list[tuple[int, int, str]] = []
    for number, item in enumerate(wanted):
        found = page.changes(item)
        if isinstance(found, str):
            refused[number] = found
        else:
            changes += found
    changed = spliced_bytes(data, where, changes)
    if changed is None:
        return data, dict.fromkeys(range(len(wanted)), RECODED)
    return changed, refused
