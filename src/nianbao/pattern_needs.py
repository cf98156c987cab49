"""What a text must hold for a pattern to be found in it: characters and pairs of them, told by the pattern alone.

Hundreds of patterns are looked for in every report and nearly all are found in none: a text that lacks what a pattern
needs is not searched, and the pattern is not even compiled.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from nianbao.patterns import lazy, source_of

_MOST = 400
"""Alternatives of one need, at most: with more of them nearly every text has one."""
_KEPT = 3
"""Needs that are kept of a pattern."""
_PLANE = 0x10000
_FILLER = ord("□")
"""What stands for what is hidden in a masked text, whose units are those of the text unmasked."""


def units_of(text: str) -> set[int]:
    """Every character of a text and every two that stand together, as a number each: made far faster than as words."""
    plain = text.encode("utf-16-le", "replace")
    whole = [plain[first : first + (len(plain) - first) // 4 * 4] for first in (0, 2)]
    units = {*memoryview(whole[0]).cast("I"), *memoryview(whole[1]).cast("I")}
    units |= {unit & 0xFFFF for unit in units} | {unit >> 16 for unit in units} | set(map(ord, text[-1:]))
    return units


def pair_unit(pair: str) -> int:
    """The number of two characters that stand together."""
    return ord(pair[0]) | ord(pair[1]) << 16


def may_hold(units: set[int], pattern: re.Pattern[str]) -> bool:
    """Whether a text can hold a match of a pattern."""
    return not any(map(units.isdisjoint, _needs_of(pattern)))


_REFERS = re.compile(r"\(\?P=|(?<!\\)(?:\\\\)*\\[1-9]")
"""A reference to a group, by name or by number."""


@lru_cache(maxsize=4096)
def begins(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """What is found just where a pattern begins: a class of the characters that it can begin with, by which ``re``
    leaps over the rest of a text, and the pattern from there on; the pattern itself where ``re`` leaps by its own
    words, where its first characters are not told, or where it refers back to a group, which no look-behind can."""
    source, flags = source_of(pattern)
    parsed = _parser.parse(source, flags)
    whole = _of_all(parsed)
    first = whole.first or ()
    told = not first or whole.empty or _leaps(list(parsed)) or _REFERS.search(source) is not None
    if told or parsed.state.flags & ~flags & ~re.UNICODE or flags & re.IGNORECASE:
        return pattern
    some = f"[{re.escape(''.join(map(chr, sorted(first))))}]"
    return lazy(f"{some}(?<=(?={source}){some})", flags)


def each(pattern: re.Pattern[str], text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
    """What ``finditer`` of a pattern gives, by way of where it ``begins``."""
    begun = begins(pattern)
    if begun is pattern:
        yield from pattern.finditer(text, start, end)
        return
    for place in begun.finditer(text, start, end):
        hit = pattern.match(text, place.start(), end) if place.start() >= start else None
        if hit is not None:
            start = hit.end()
            yield hit


def _leaps(parts: list[tuple[Any, Any]]) -> bool:
    """Whether ``re`` finds by itself what can begin a pattern: its first word, or those of all its alternatives."""
    kind, value = parts[0]
    if kind is op.SUBPATTERN:
        return _leaps(list(value[3]))
    if kind is op.BRANCH:
        return all(len(item) and item[0][0] is op.LITERAL for item in value[1])
    return kind in (op.LITERAL, op.IN)


@lru_cache(maxsize=4096)
def _needs_of(pattern: re.Pattern[str]) -> tuple[frozenset[int], ...]:
    return _needs(*source_of(pattern))


@lru_cache(maxsize=4096)
def _needs(pattern: str, flags: int) -> tuple[frozenset[int], ...]:
    """Sets of units of each of which a text must hold one."""
    parsed = _parser.parse(pattern, flags)
    if parsed.state.flags & re.IGNORECASE:
        return ()
    return _of_all(parsed).needs


class _Part(NamedTuple):
    """What is known of a part of a pattern.

    Attributes:
        first, last: the characters it can begin and end with, where it matches any; None where they are not told.
        needs: as of a pattern. empty: whether it may match nothing. nowhere: whether it takes no characters at all.
    """

    first: frozenset[int] | None = None
    last: frozenset[int] | None = None
    needs: tuple[frozenset[int], ...] = ()
    empty: bool = False
    nowhere: bool = False


_UNKNOWN = _Part()
_NOWHERE = _Part(empty=True, nowhere=True)


def _best(needs: list[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Needs in the order in which they tell most: pairs before single characters, few before many."""
    if len(needs) < 2:
        return tuple(needs)
    return tuple(sorted(needs, key=lambda need: (min(need) < _PLANE, len(need)))[:_KEPT])


def _of_word(chars: list[int]) -> _Part:
    """Letters that follow each other: what ``_of_all`` says of them, told at once since most alternatives are words."""
    pairs = pairwise(chars[: _KEPT + 1])
    needs = tuple(frozenset((one | two << 16,)) for one, two in pairs) or (frozenset(chars),)
    return _Part(frozenset(chars[:1]), frozenset(chars[-1:]), needs)


def _of_all(parts: Iterable[tuple[Any, Any]]) -> _Part:
    """Parts that follow each other."""
    parts = list(parts)
    chars = [value for kind, value in parts if kind is op.LITERAL]
    if chars and len(chars) == len(parts) and all(map(_plain, chars)):
        return _of_word(chars)
    first: frozenset[int] | None = frozenset()
    last: frozenset[int] | None = None
    needs: list[frozenset[int]] = []
    empty = True
    for part in (_of(*item) for item in parts):
        if not part.empty or part.nowhere:
            needs += part.needs
        if part.nowhere:
            continue
        if empty:
            first = None if first is None or part.first is None else first | part.first
        if part.empty:
            last = None
            continue
        if last is not None and part.first is not None and len(last) * len(part.first) <= _MOST:
            needs.append(frozenset([one | two << 16 for one in last for two in part.first]))
        empty, last = False, part.last
    return _Part(first, last, _best(needs), empty)


def _of(kind: Any, value: Any) -> _Part:
    if kind is op.LITERAL:
        return _chars({value})
    if kind is op.IN:
        return _chars(_listed(value))
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, _, inside = value
        part = _of_all(inside)
        return part if least else _Part(part.first, empty=True)
    if kind is op.SUBPATTERN:
        return _UNKNOWN if value[1] & re.IGNORECASE else _of_all(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of_all(value)
    if kind is op.BRANCH:
        return _of_one([_of_all(item) for item in value[1]])
    if kind is op.ASSERT:
        return _Part(needs=_of_all(value[1]).needs, empty=True, nowhere=True)
    if kind in (op.ASSERT_NOT, op.AT):
        return _NOWHERE
    if kind in (op.ANY, op.NOT_LITERAL):
        return _UNKNOWN
    return _Part(empty=True)  # a group told again, which may be empty


def _of_one(parts: list[_Part]) -> _Part:
    """Parts of which one is there."""
    empty = any(part.empty for part in parts)
    told = [part.needs[0] for part in parts if part.needs]
    need = frozenset(unit for units in told for unit in units)
    needs = (need,) if len(told) == len(parts) and len(need) <= _MOST and not empty else ()
    firsts = [part.first for part in parts if part.first is not None]
    lasts = [part.last for part in parts if part.last is not None]
    return _Part(
        frozenset[int]().union(*firsts) if len(firsts) == len(parts) else None,
        frozenset[int]().union(*lasts) if len(lasts) == len(parts) else None,
        needs,
        empty,
    )


def _listed(items: list[tuple[Any, Any]]) -> set[int] | None:
    """The characters of a class; None where it is of too many, or of those it does not name."""
    found: set[int] = set()
    for kind, value in items:
        if kind is op.LITERAL:
            found.add(value)
        elif kind is op.RANGE and value[1] - value[0] < _MOST:
            found.update(range(value[0], value[1] + 1))
        else:
            return None
    return found if len(found) <= _MOST else None


def _plain(char: int) -> bool:
    return char < _PLANE and char != _FILLER and not 0xD800 <= char < 0xE000


def _chars(found: set[int] | None) -> _Part:
    if found is None or not all(map(_plain, found)):
        return _UNKNOWN
    chars = frozenset(found)
    return _Part(chars, chars, (chars,))
