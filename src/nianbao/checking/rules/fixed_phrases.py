"""Finds misprints of the domain's fixed phrases: a character lost, wrong or misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.kinds import documents_of, editions
from nianbao.package_data import load_data
from nianbao.patterns import alternatives, lazy
from nianbao.text import fold

__all__ = ["misprints"]

_SHORTEST_LOST = 5
"""From this length on a lost character inside is a misprint; shorter phrases have too many neighbours."""
_SHORTEST_WRONG = 6
_SHORTEST_SWAPPED = 4
_LOOSE = frozenset("的了和与及或、，等各之为□ ")
"""Characters whose presence or change inside a phrase is ordinary wording."""
_CJK = lazy(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("terms.yaml"))


class _Anchors(NamedTuple):
    """Halves of phrases: what starts at a half, and how far before it the phrase began.

    Attributes:
        begins: a first and a second character that halves have; of each ten places of a text it leaves one.
        by_pair: the halves that begin with two characters, the longest first.
    """

    begins: re.Pattern[str]
    by_pair: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[tuple[str, str], ...]]
    tails: dict[str, tuple[tuple[str, str], ...]]
    words: frozenset[str]
    also: tuple[str, ...]


_ORDINAL = lazy(r"^(?:[0-9]+[.．、]|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)")


def _of_the_forms(kind: str) -> set[str]:
    """What the forms call their sections, rows and columns, and the titles of the documents."""
    found = set()
    for form in editions(kind):
        found |= {_ORDINAL.sub("", section.title) for section in form.sections}
        paths = (path for block in form.blocks.values() for path in (*block.row_paths, *block.column_paths))
        labels = {node.label for path in paths for node in path if node.label}
        found |= {_ORDINAL.sub("", label) for label in labels}
    found |= {part for item in documents_of(kind) for title in item.titles for part in re.split("[〈〉（）]", title)}
    return {fold(word) for word in found if re.fullmatch(r"[\u4e00-\u9fff、，]+", word)}


@lru_cache(maxsize=4)
def _anchors(kind: str) -> _Anchors:
    words = {word for row in _data()["terms"] for word in row["words"] if len(word) >= _SHORTEST_SWAPPED}
    words |= {word for word in _of_the_forms(kind) if len(word) >= _SHORTEST_WRONG}
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for word in words:
        half = (len(word) + 1) // 2
        heads.setdefault(word[:half], []).append(word)
        tails.setdefault(word[half:], []).append(word)
    anchors = {*heads, *tails}
    first, second = ("".join(sorted({anchor[at] for anchor in anchors})) for at in (0, 1))
    begins = re.compile(f"[{re.escape(first)}](?=[{re.escape(second)}])")
    by_pair: dict[str, tuple[str, ...]] = {}
    for anchor in sorted(anchors, key=lambda anchor: (-len(anchor), anchor)):
        by_pair[anchor[:2]] = (*by_pair.get(anchor[:2], ()), anchor)

    def reached(halves: dict[str, list[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
        # the longest anchor at a place is looked at; the shorter ones it begins with hold there too
        return {
            anchor: tuple(
                (anchor[:length], word)
                for length in range(2, len(anchor) + 1)
                for word in halves.get(anchor[:length], ())
            )
            for anchor in anchors
        }

    return _Anchors(
        begins,
        by_pair,
        reached(heads),
        reached(tails),
        frozenset(words),
        (*words, *_data()["also"]),
    )


@lru_cache(maxsize=1)
def _stumps() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = {row["word"][:-1]: (row["word"], row["next"]) for row in _data()["stumps"]}
    return re.compile(alternatives(rows)), rows


@lru_cache(maxsize=20_000)
def _damaged(part: str, rest: str, whole: int) -> tuple[int, str] | None:
    """How ``rest`` begins with a damaged ``part``: how many characters it takes, and what is wrong.

    Args:
        part: the other half of a phrase of ``whole`` characters. rest: what stands there.
    """
    if rest.startswith(part):
        return None
    length = len(part)
    for at in range(length - 1 if whole >= _SHORTEST_LOST else 0):  # lost, but not the last: that is a stump
        if rest.startswith(part[:at] + part[at + 1 :]) and part[at] not in _LOOSE:
            return length - 1, f"缺“{part[at]}”"
    if len(rest) < length:
        return None
    there = rest[:length]
    wrong = [at for at in range(length) if there[at] != part[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(there) == sorted(part):
        return length, "字序颠倒"
    if whole < _SHORTEST_WRONG:
        return None
    inside = wrong and (
        wrong[0] < length - 1 or not _CJK.match(rest[length : length + 1] or "。") or rest[length] in "的和与及等是"
    )
    if len(wrong) == 1 and inside and length >= 3:
        at = wrong[0]
        if at == length - 1 and there[at] in "示布告知性化":
            return None
        if _CJK.match(there[at]) and there[at] not in _LOOSE and part[at] not in _LOOSE:
            return length, f"“{there[at]}”应为“{part[at]}”"
    return None


def _found(text: str, kind: str) -> Iterator[tuple[int, int, str, str]]:
    anchors = _anchors(kind)
    seen: set[int] = set()
    by_pair = anchors.by_pair
    begun = [place.start() for place in anchors.begins.finditer(text)]
    for at in [at for at in begun if text[at : at + 2] in by_pair]:
        for anchor in by_pair[text[at : at + 2]]:
            if text.startswith(anchor, at):
                break
        else:
            continue
        for half, word in anchors.heads[anchor]:
            end = at + len(half)
            if text.startswith(word, at):
                continue  # nearly always
            found = _damaged(word[len(half) :], text[end : end + len(word)], len(word))
            if found and end not in seen and not _right(text, at, end + found[0], word, anchors.also):
                seen.add(end)
                yield at, end + found[0], word, found[1]
        for half, word in anchors.tails[anchor]:
            end = at + len(half)
            if text.endswith(word, 0, end):
                continue
            head = word[: -len(half)]
            before = text[max(0, at - len(head) - 1) : at]
            back = _damaged(head[::-1], before[::-1], len(word))
            if back and at not in seen and not _right(text, at - back[0], end, word, anchors.also):
                seen.add(at)
                yield at - back[0], end, word, back[1]
    pattern, rows = _stumps()
    for match in pattern.finditer(text):
        word, following = rows[match.group()]
        after = text[match.end() : match.end() + 1]
        if after == word[-1] or (after and after in following) or not _CJK.match(after or " "):
            continue
        yield match.start(), match.end(), word, f"缺“{word[-1]}”"


def misprints(text: str, kind: str) -> Iterator[tuple[int, int, str, str]]:
    """Places where a fixed phrase is misprinted.

    Args:
        text: folded, quotations hidden. kind: of report, whose form and documents have phrases too.

    Yields:
        start, end, what it should be, what is wrong: in order, the longest phrase where several overlap.
    """
    last = 0
    for item in sorted(_found(text, kind), key=lambda item: (item[0], -item[1])):
        if item[0] >= last:
            last = item[1]
            yield item


def _right(text: str, start: int, end: int, word: str, also: tuple[str, ...]) -> bool:
    """Whether what stands there is another right word, or part of one."""
    window = text[max(0, start - len(word)) : end + len(word)]
    shift = start - max(0, start - len(word))
    for other in also:
        if other == word:
            continue
        at = window.find(other)
        if at >= 0 and at <= shift and at + len(other) >= shift + (end - start):
            return True
    return False
