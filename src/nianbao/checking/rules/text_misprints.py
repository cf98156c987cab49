"""Finds misprints: words of the domain with a character mistaken, fixed phrases with one lost or misplaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.kinds import documents_of, editions
from nianbao.package_data import data_file, load_data
from nianbao.pattern_needs import pair_unit, units_of
from nianbao.patterns import alternatives, lazy
from nianbao.text import fold

_SURE = 4
"""From this length on the other characters of a word vouch for it; a shorter one must stand between whole words."""
_OPEN = "的了和与及或在是对将把为以由从向等并经被各其已未无有均我本该所"
_PARTS_OF_SPEECH = frozenset(
    "以与于由和及或等其已无有未均本该所一不也又就为是在再把将对向从并经被的地得了着过可会能要到后前中上下内外时年月日件条次个各"
    "这那每此只自两三四五六七八九十"
)
"""Characters that are words by themselves: standing in a word of two, they are hardly its misprint."""
_LEVELS = frozenset("省市州县旗区镇乡村局委办处站所")
"""Characters that are nouns by themselves, before 政府 and the like."""
_OURS = frozenset("我本")
"""Behind these such a noun names the unit itself: 我办, 本局."""
_MEASURES = frozenset("件条篇次场期份个名户项家起宗册则张部处天年月日元人块台类种组")
_NUMERAL = lazy("[0-9一二两三四五六七八九十百千万余多几数]")
_WHOLE = lazy(rf"[^\u4e00-\u9fff]|[{_OPEN}]")


class _Lexicon(NamedTuple):
    """Misprints by how they are written.

    Attributes:
        pairs: by the wrong character with the one before it (behind it, where it is the first), which right text
            hardly has: how far before the pair the word begins, the misprint, and the right word; the longest first.
        numbered: the same, by number. words: the right words. longest: how long the longest of these is.
    """

    pairs: dict[str, list[tuple[int, str, str]]]
    numbered: dict[int, str]
    words: frozenset[str]
    longest: int


def _load(name: str) -> Any:
    return load_data(Path(__file__).with_name(name))


class _Words(NamedTuple):
    """The right words of the domain, other right words that misprints of them could be, what is confused, and what
    words stand beside them."""

    words: frozenset[str]
    right: frozenset[str]
    confusions: dict[str, str]
    beside: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data, lexicon = _load("confusions.yaml"), _load("lexicon.yaml")
    words = frozenset(word for row in lexicon["words"] for word in row["words"])
    beside = words | frozenset(lexicon["beside"])
    return _Words(words, frozenset((*data["right"].split(), *beside)), data["confusions"], beside)


def domain_words() -> frozenset[str]:
    """The words of the domain, and those that stand beside them."""
    return _words().beside


_SHORT = 2_000
"""Characters of a text for which it is quicker to look only at the words that can be in it, if it is the only one."""
_looked_at = count(1)


def _lexicon(text: str) -> _Lexicon:
    """The misprints that can be in a text.

    A misprint has all characters of its word but one, and so have all words that it is a misprint of: leaving out
    the words that the text has not these of changes nothing.
    """
    if len(text) > _SHORT or next(_looked_at) > 1:
        return _whole_lexicon()
    held = set(text)
    return _made(frozenset(word for word in _words().words if len({*word} - held) <= 1))


@lru_cache(maxsize=1)
def _whole_lexicon() -> _Lexicon:
    return _made(_words().words)


def _made(words: frozenset[str]) -> _Lexicon:
    known = _words()
    made: dict[str, tuple[int, str]] = {}
    twice: set[str] = set()
    for word in words:
        for at, char in enumerate(word):
            for other in known.confusions.get(char, ""):
                if len(word) < 3 and other in _PARTS_OF_SPEECH:
                    continue
                if len(word) < 3 and other in _LEVELS and word[1 - at] in _PARTS_OF_SPEECH:
                    continue  # 及|市政府
                wrong = word[:at] + other + word[at + 1 :]
                if wrong in made:
                    twice.add(wrong)
                elif wrong not in known.right:
                    made[wrong] = at, word
    pairs: dict[str, list[tuple[int, str, str]]] = {}
    for wrong, (at, word) in sorted(made.items(), key=lambda item: (-len(item[0]), item[0])):
        if wrong not in twice:  # else of which word it is a misprint cannot be told
            back = max(at - 1, 0)
            pairs.setdefault(wrong[back : back + 2], []).append((back, wrong, word))
    numbered = {pair_unit(pair): pair for pair in pairs}
    return _Lexicon(pairs, numbered, known.beside, max(map(len, known.beside)))


def misspelt(text: str, units: set[int] | None = None) -> list[tuple[int, int, str, str]]:
    """Places where a word of the domain has one character mistaken for another.

    Args:
        text: folded, quotations hidden. units: its characters and pairs of them (``units_of``), where they are known.

    Returns:
        start, end, what it should be, what is wrong; in order.
    """
    lexicon = _lexicon(text)
    found: list[tuple[int, int, str, str]] = []
    for number in lexicon.numbered.keys() & (units_of(text) if units is None else units):
        pair = lexicon.numbered[number]
        at = text.find(pair)
        while at >= 0:
            for back, wrong, right in lexicon.pairs[pair]:
                start, end = at - back, at - back + len(wrong)
                if start >= 0 and text.startswith(wrong, start) and _stands(lexicon, text, start, end):
                    place = next(index for index in range(len(wrong)) if wrong[index] != right[index])
                    found.append((start, end, right, f"“{wrong[place]}”应为“{right[place]}”"))
                    break
            at = text.find(pair, at + 1)
    return sorted(found, key=lambda item: (item[0], -item[1]))


def _stands(lexicon: _Lexicon, text: str, start: int, end: int) -> bool:
    """Whether a misprint is a word of its own there, and not the end of one and the beginning of another."""
    if end - start >= _SURE:
        return True
    if text[start] in _MEASURES and start and _NUMERAL.match(text[start - 1]):
        return False  # 12件少3件
    if start and text[start - 1] in _OURS and text[start] in _LEVELS:
        return False  # 我办|共收到
    before = (
        start == 0
        or bool(_WHOLE.match(text[start - 1]))
        or any(text[start - length : start] in lexicon.words for length in range(2, min(lexicon.longest, start) + 1))
    )
    return before and (
        end == len(text)
        or bool(_WHOLE.match(text[end]))
        or any(text[end : end + length] in lexicon.words for length in range(2, lexicon.longest + 1))
    )


_GOES_ON = ("为", "和", "与", "谁", "或者")
"""Words with which no phrase can end: 以公开为常态、不公开为，."""
_AFTER = '[，。；：、！”"’）》\n的]'


@lru_cache(maxsize=1)
def _heads() -> tuple[dict[str, str], dict[str, str]]:
    """Every head of a phrase that ends within a word, longest first: its phrase, and a pattern of it before what shows
    that nothing more comes."""
    heads: dict[str, str] = {}
    parts: dict[str, str] = {}
    for row in _load("lexicon.yaml")["cut"]:
        words = row["phrase"].split("|")
        phrase = "".join(words)
        edges = {sum(map(len, words[:count])) for count in range(len(words) + 1) if words[count - 1] not in _GOES_ON}
        after = alternatives(row["before"]) if "before" in row else _AFTER
        for length in range(row["from"], len(phrase)):
            head = phrase[:length]
            if length not in edges and head not in heads:
                heads[head] = phrase
                parts[head] = f"{head}(?={after})"
    longest = sorted(heads, key=len, reverse=True)
    return {head: heads[head] for head in longest}, {head: parts[head] for head in longest}


@lru_cache(maxsize=64)
def _broken(heads: tuple[str, ...]) -> re.Pattern[str]:
    parts = _heads()[1]
    return re.compile("|".join(parts[head] for head in heads))


def cut_phrases(text: str, held: Callable[[tuple[str, ...]], Iterable[str]]) -> Iterator[tuple[int, int, str, str]]:
    """Places where a fixed phrase breaks off in the middle of a word.

    Args:
        text: folded; quotations are not hidden, for slogans stand in them.
        held: tells which of some words occur in it, in their order: a pattern is made of those only.

    Yields:
        start, end, the whole phrase, what is wrong.
    """
    heads = _heads()[0]
    there = tuple(held(tuple(heads)))
    for match in _broken(there).finditer(text) if there else ():
        phrase = heads[match.group()]
        yield *match.span(), phrase, f"缺“{phrase[len(match.group()) :]}”"


_SHORTEST_LOST = 5
"""From this length on a lost character inside is a misprint; shorter phrases have too many neighbours."""
_SHORTEST_WRONG = 6
_SHORTEST_SWAPPED = 4
_LOOSE = frozenset("的了和与及或、，等各之为□ ")
"""Characters whose presence or change inside a phrase is ordinary wording."""
_CJK = lazy(r"[\u4e00-\u9fff]")


_data = data_file(__file__, "terms.yaml")


class _Anchors(NamedTuple):
    """Halves of phrases: what starts at a half, and how far before it the phrase began.

    Attributes:
        begins: a first and a second character that halves have; of each ten places of a text it leaves one.
        by_pair: the halves that begin with two characters, the longest first.
    """

    begins: re.Pattern[str]
    by_pair: dict[str, tuple[str, ...]]
    heads: dict[str, tuple[tuple[int, str], ...]]
    tails: dict[str, tuple[tuple[int, str], ...]]
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
    return {fold(word) for word in found if all("\u4e00" <= char <= "\u9fff" or char in "、，" for char in word)}


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

    def reached(halves: dict[str, list[str]]) -> dict[str, tuple[tuple[int, str], ...]]:
        # the longest anchor at a place is looked at; the shorter ones it begins with hold there too
        return {
            anchor: tuple(
                (length, word) for length in range(2, len(anchor) + 1) for word in halves.get(anchor[:length], ())
            )
            for anchor in anchors
        }

    return _Anchors(begins, by_pair, reached(heads), reached(tails), frozenset(words), (*words, *_data()["also"]))


@lru_cache(maxsize=1)
def _stumps() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = {row["word"][:-1]: (row["word"], row["next"]) for row in _data()["stumps"]}
    return lazy(alternatives(rows)), rows


@lru_cache(maxsize=20_000)
def _damaged(part: str, rest: str, whole: int) -> tuple[int, str] | None:
    """How ``rest`` begins with a damaged ``part``: how many characters it takes, and what is wrong.

    Args:
        part: the other half of a phrase of ``whole`` characters. rest: what stands there.
    """
    if rest.startswith(part):
        return None
    length = len(part)
    there = rest[:length]
    wrong = [at for at in range(length) if there[at : at + 1] != part[at]]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(there) == sorted(part):
        return length, "字序颠倒"  # before a lost character: 转结下年度 holds 结下年度, too
    for at in range(length - 1 if whole >= _SHORTEST_LOST else 0):  # lost, but not the last: that is a stump
        if rest.startswith(part[:at] + part[at + 1 :]) and part[at] not in _LOOSE:
            return length - 1, f"缺“{part[at]}”"
    if len(rest) < length:
        return None
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
        for length, word in anchors.heads[anchor]:
            if text.startswith(word, at):
                continue  # nearly always
            end = at + length
            found = _damaged(word[length:], text[end : end + len(word)], len(word))
            if found and end not in seen and not _right(text, at, end + found[0], word, anchors.also):
                seen.add(end)
                yield at, end + found[0], word, found[1]
        for length, word in anchors.tails[anchor]:
            end = at + length
            if text.endswith(word, 0, end):
                continue
            head = word[:-length]
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
        yield *match.span(), word, f"缺“{word[-1]}”"


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


@lru_cache(maxsize=1)
def _shortened() -> dict[str, str]:
    """By a phrase's word of two characters, the one that says as much by itself: 或 for 或者."""
    found: dict[str, str] = _data()["shortened"]
    return found


_VOUCHED = 8
"""From this length on the rest of a phrase vouches for it, even where what stands there is made of other words."""


def also_said(found: str, right: str) -> bool:
    """Whether what stands for a phrase differs from it only in a word that is used in its place, too: 政务信息管理."""
    if len(right) >= _VOUCHED:
        return False
    pairs: dict[str, str] = _data()["also_said"]
    return any(found == right.replace(word, other, 1) for word, other in pairs.items() if word in right)


def _of_whole_words(text: str, start: int, end: int, word: str) -> bool:
    """Whether what stands there is right as it is: a shorter word for one of the phrase's, or another in its place.

    依申请公开政府信息|受理 is no misprint of 政府信息管理, and 属 no misprint of 属于.
    """
    there = text[start:end]
    if len(there) == len(word) - 1:
        at = next((at for at, char in enumerate(there) if char != word[at]), len(there))
        return any(
            word[low : low + 2] in _shortened()
            and there == word[:low] + _shortened()[word[low : low + 2]] + word[low + 2 :]
            for low in range(max(at - 1, 0), at + 1)
        )
    if len(there) != len(word) or len(word) >= _VOUCHED:
        return False
    wrong = [at for at in range(len(word)) if there[at] != word[at]]
    if len(wrong) != 1:
        return False
    known = _words().beside
    at = start + wrong[0]
    return any(text[low : low + 2] in known for low in (at - 1, at) if start <= low < end - 1)


def _right(text: str, start: int, end: int, word: str, also: tuple[str, ...]) -> bool:
    """Whether what stands there is another right word, or part of one."""
    if _of_whole_words(text, start, end, word):
        return True
    window = text[max(0, start - len(word)) : end + len(word)]
    shift = start - max(0, start - len(word))
    for other in also:
        if other == word:
            continue
        at = window.find(other)
        if at >= 0 and at <= shift and at + len(other) >= shift + (end - start):
            return True
    return False
