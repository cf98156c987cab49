"""Covers a sentence with the pieces that its sources, the unit's names and the vocabulary give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nianbao.licence.rates import rates
from nianbao.licence.sources import Source
from nianbao.licence.traits import data
from nianbao.licence.vocabulary import FUNCTION, LINKS, Vocabulary, vocabulary
from nianbao.patterns import lazy
from nianbao.text import quantities, quoted_spans
from nianbao.text.quantities import alike


class Hit(NamedTuple):
    """Where a piece stands in a source: which of the sources, and its place in the text."""

    source: int
    start: int
    end: int


class Piece(NamedTuple):
    """A piece of a sentence.

    Attributes:
        kind: ``source`` (its own words), ``synonym``, ``neutral``, ``own`` (the unit's), ``figure``, ``mark``
            (punctuation), ``letter`` (one character of a source), ``unknown``.
            ``akin`` (a word of the same family as a source's), ``light`` (of a family that adds little).
        hits: where the sources have it; empty for what no source needs to have.
    """

    start: int
    end: int
    text: str
    kind: str
    hits: tuple[Hit, ...] = ()


def _is_word(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or (char.isascii() and char.isalnum()) or char == "%"


class _Cut(NamedTuple):
    """A source's text cut into words: known words with their places, and characters that stand alone."""

    words: dict[str, list[tuple[int, int]]]
    single: frozenset[str]


def _tokens(text: str) -> _Cut:
    """A source's text cut into the fewest and longest known words."""
    known = vocabulary()
    cut = [(start, end, kind == "known") for start, end, kind in _cut(text, lambda at: _known_at(text, at, known), {})]
    found: dict[str, list[tuple[int, int]]] = {}
    single = frozenset(
        text[start]
        for start, end, _ in cut
        if end - start == 1 and text[start] not in FUNCTION and _is_word(text[start])
    )
    for index, (start, end, is_known) in enumerate(cut):
        word = text[start:end]
        if not is_known:
            continue
        if end - start == 1 and not _alone(cut, index, text):
            continue
        found.setdefault(word, []).append((start, end))
        for tail in _ENDINGS:  # 换 in 换了, 看 in 看一遍
            if word.endswith(tail) and word[: -len(tail)] in known.words:
                found.setdefault(word[: -len(tail)], []).append((start, end - len(tail)))
        if len(word) > 2 and word[1] in "了过":  # 查 in 查了没有
            found.setdefault(word[0], []).append((start, start + 1))
        before = word[:-1] in LINKS or (len(word) > 2 and word[:-1] in known.words)
        if before and word[-1] in known.words and word[-1] not in data()["name_ends"]:
            found.setdefault(word[-1], []).append((end - 1, end))  # 收 in 统一收, 有 in 上有
        if word[0] in _EACH and len(word) > 2:  # 各 in 各乡镇
            found.setdefault(word[0], []).append((start, start + 1))
        for inner in range(start, end - 1):  # 收到 in 收到了
            for stop in range(inner + 2, end + 1):
                if (inner, stop) != (start, end) and text[inner:stop] in known.rows:
                    found.setdefault(text[inner:stop], []).append((inner, stop))
    for at in range(1, len(text) - 1):
        ends = not _is_word(text[at + 2 : at + 3] or "。")
        if text[at] in "了过" and ends and (word := text[at - 1] + text[at + 1]) in known.rows:  # 打码 in 打了码
            found.setdefault(word, []).append((at - 1, at + 2))
    return _Cut(found, single)


_ENDINGS = (*"了过到出上好完成下在给至于为入进回掉起齐", "一遍", "一下", "一次")
_EACH = "各每"
_NOT_JOINING = frozenset("0123456789一二两三四五六七八九十百千万几了过到出上好完成下掉回走去")


def _alone(cut: Sequence[tuple[int, int, bool]], index: int, text: str) -> bool:
    """Whether a character that is cut off by itself is a word: not beside one character that nobody knows (加强)."""
    if index + 1 == len(cut):
        return True
    start, end, is_known = cut[index + 1]
    if is_known or end - start > 1 or not _is_word(text[start]) or text[start] in _NOT_JOINING:
        return True
    return index + 2 < len(cut) and not cut[index + 2][2] and _is_word(text[cut[index + 2][0]])


def _known_at(text: str, at: int, known: Vocabulary) -> Iterable[tuple[int, float, str]]:
    for end in range(at + 1, min(at + known.longest, len(text)) + 1):
        if text[at:end] in known.words:
            yield end, 1.0 if end - at > 1 else 1.2, "known"


_UNKNOWN, _LETTER = 3.0, 1.55


_Options = Callable[[int], Iterable[tuple[int, float, str]]]


def _cut(text: str, options: _Options, fixed: Mapping[int, tuple[int, str]]) -> list[tuple[int, int, str]]:
    """A text cut at the least cost: start, end and kind of each piece.

    Args:
        options: what may begin at an offset: its end, cost and kind. fixed: what begins there and nothing else.
    """
    length = len(text)
    costs = [float("inf")] * (length + 1)
    back: list[tuple[int, str]] = [(0, "")] * (length + 1)
    costs[0] = 0.0
    for at in range(length):
        here = costs[at]
        if here == float("inf"):
            continue
        if at in fixed:
            end, kind = fixed[at]
            if here < costs[end]:
                costs[end], back[end] = here, (at, kind)
            continue
        char = text[at]
        plain = (_UNKNOWN, "unknown") if _is_word(char) else (0.0, "mark")
        if here + plain[0] < costs[at + 1]:
            costs[at + 1], back[at + 1] = here + plain[0], (at, plain[1])
        if plain[1] == "mark":
            continue
        for end, cost, kind in options(at):
            if here + cost < costs[end]:
                costs[end], back[end] = here + cost, (at, kind)
    found = []
    at = length
    while at:
        start, kind = back[at]
        found.append((start, at, kind))
        at = start
    return found[::-1]


@lru_cache(maxsize=4096)
def _tokens_of(text: str) -> _Cut:
    return _tokens(text)


def words_of(text: str) -> list[tuple[int, int]]:
    """Places of a source's words: known ones, and runs of characters that are no known word."""
    known = vocabulary()
    found: list[tuple[int, int]] = []
    unknown = False
    for start, end, kind in _cut(text, lambda at: _known_at(text, at, known), {}):
        if kind == "unknown" and unknown and found[-1][1] == start:
            found[-1] = found[-1][0], end
        elif kind != "mark":
            found.append((start, end))
        unknown = kind == "unknown"
    return found


_STOPS = frozenset("。；，、：\n ")
_LONGEST = 8


def _two_words(one: str, other: str) -> bool:
    """Whether what is known together is two words, of which one is known by itself: 力量薄弱, 查阅场所."""
    known = vocabulary().words
    return len(one) > 1 and len(other) > 1 and (other in known or one in known)


@lru_cache(maxsize=1024)
def _inside_of(text: str) -> frozenset[int]:
    """Offsets in the middle of a known word or a figure."""
    inside: set[int] = set()
    for places in _tokens_of(text).words.values():
        for start, end in places:
            inside.update(at for at in range(start + 1, end) if not _two_words(text[start:at], text[at:end]))
    for item in quantities(text):
        inside.update(range(item.start + 1, item.end))
    return frozenset(inside)


@lru_cache(maxsize=256)
def _runs_of(text: str) -> frozenset[str]:
    """Every run of two to eight characters without a stop."""
    found: set[str] = set()
    for start in range(len(text) - 1):
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1):
            if text[end - 1] in _STOPS:
                break
            if end - start > 1:
                found.add(text[start:end])
    return frozenset(found)


class Ground:
    """Some sources together: what they have, and where."""

    def __init__(self, sources: Sequence[Source], own: frozenset[str]) -> None:
        self.sources, self.own = tuple(sources), own
        self.letters = frozenset("".join(source.text for source in sources))
        self._licensed: dict[str, tuple[Hit, ...]] = {}
        self._akin: dict[str, bool] = {}
        self._texts = [source.text for source in self.sources]
        self._rates: dict[str, list[Hit]] | None = None

    def has(self, words: str) -> bool:
        """Whether a source has these words as they stand."""
        return any(
            words in _runs_of(source.text) if len(words) <= _LONGEST else words in source.text
            for source in self.sources
        )

    def whole(self, words: str) -> bool:
        """Whether a source has these words, and they do not begin or end in the middle of one of its words."""
        for source in self.sources:
            inside = _inside_of(source.text)
            at = source.text.find(words)
            while at >= 0:
                if at not in inside and at + len(words) not in inside:
                    return True
                at = source.text.find(words, at + 1)
        return False

    def hits(self, words: str) -> tuple[Hit, ...]:
        """Every place where a source has these words."""
        found = []
        for index, source in enumerate(self.sources):
            at = source.text.find(words)
            while at >= 0:
                found.append(Hit(index, at, at + len(words)))
                at = source.text.find(words, at + 1)
        return tuple(found)

    def licensed(self, word: str) -> tuple[Hit, ...]:
        """Where the sources have a word of the same meaning."""
        if word not in self._licensed:
            found = []
            for index, source in enumerate(self.sources):
                tokens = _tokens_of(source.text).words
                for other in sorted(vocabulary().licensing(word)):
                    found += [Hit(index, start, end) for start, end in tokens.get(other, ())]
                if word in _changed_to() and source.tells:
                    found += [Hit(index, *span) for span in _came_to(source.text, up=word in _changed_to(up=True))]
                if word == _SOME and source.tells:
                    found += [Hit(index, *span) for span in _parts_of(source.text)]
                for pattern in vocabulary().phrases.get(word, ()) if source.tells else ():
                    found += [Hit(index, *match.span()) for match in pattern.finditer(source.text)]
            self._licensed[word] = tuple(found)
        return self._licensed[word]

    def as_often(self, unit: str) -> tuple[Hit, ...]:
        """Where the sources say how often by the same unit: 一周发3次 for 每周."""
        if self._rates is None:
            self._rates = {}
            for index, source in enumerate(self.sources):
                for rate in rates(source.text):
                    self._rates.setdefault(rate.unit, []).append(Hit(index, rate.start, rate.end))
        return tuple(self._rates.get(unit, ()))

    def akin(self, word: str) -> bool:
        """Whether a source has a word of the same family, or a column that stands for the word."""
        if word not in self._akin:
            known = vocabulary()
            wanted = known.families.get(word, frozenset())
            self._akin[word] = self.longer(word) or any(
                not wanted.isdisjoint(_tokens_of(source.text).words)
                or any(word in known.columns.get(column.name, ()) for column in source.columns)
                for source in self.sources
            )
        return self._akin[word]

    def longer(self, word: str) -> bool:
        """Whether a word of two characters is one of a source's characters with another one (更换 for 换)."""
        if len(word) != 2 or word in vocabulary().closed:
            return False
        for letter, other in ((word[0], word[1]), (word[1], word[0])):
            cuts = map(_tokens_of, self._texts)
            says = letter not in vocabulary().neutral
            if other not in vocabulary().weighty and any(
                letter in cut.single or (says and letter in cut.words) for cut in cuts
            ):
                return True
        return False

    def abbreviates(self, words: str) -> bool:
        """Whether a source has the first characters of two words of two side by side: 法条 for 法律条文."""
        short = words[::2]
        return (
            len(words) == _FULL
            and words.isalpha()
            and not any(words[at : at + 2] in vocabulary().closed for at in (0, 1, 2))
            and not vocabulary().weighty & set(words)
            and short not in vocabulary().words
            and self.whole(short)
        )

    def shortened(self, letters: str) -> bool:
        """Whether letters stand in this order close together in a source (县政府办 for 县政府办公室)."""
        for source in self.sources:
            at = source.text.find(letters[0])
            while at >= 0:
                window = source.text[at : at + 3 * len(letters) + 1]
                spot, ok = 0, True
                for letter in letters:
                    spot = window.find(letter, spot)
                    if spot < 0:
                        ok = False
                        break
                    spot += 1
                if ok:
                    return True
                at = source.text.find(letters[0], at + 1)
        return False


@lru_cache(maxsize=2)
def _changed_to(*, up: bool = False) -> frozenset[str]:
    """Words of a rise or a fall to a figure; of a rise only."""
    known = vocabulary()
    return known.licensing("增至") if up else known.licensing("增至") | known.licensing("减至")


@lru_cache(maxsize=256)
def _came_to(text: str, *, up: bool) -> tuple[tuple[int, int], ...]:
    """Where a text tells that one figure became another, which is more, or less: 从2.1万到2.6万, 由18个调整为13个."""
    found = []
    for one, other in pairwise(quantities(text)):
        match = _BECAME.fullmatch(text, one.end, other.start)
        if match is None or one.value is None or other.value is None or one.value == other.value:
            continue
        if text[: one.start].rstrip("原来的").endswith(("从", "由")) and up is (other.value > one.value):
            found.append(match.span())
    return tuple(found)


_BECAME = lazy("[\u4e00-\u9fff]{0,3}[到至为成]")
_SOME = "部分"


@lru_cache(maxsize=256)
def _parts_of(text: str) -> tuple[tuple[int, int], ...]:
    """Places of figures that are part of the one before them in their sentence: 收意见57条，采纳21条."""
    return tuple(
        (part.start, part.end)
        for whole, part in pairwise(quantities(text))
        if part.value and whole.value and part.value < whole.value and alike(part.measure, whole.measure)
        if "。" not in text[whole.end : part.start]
    )


_FULL = 4
"""Characters of a word that is two words of two characters: it is shortened to the first of each."""


_SOFT = ("不够", "不太", "不甚", "不大")


def _softened(text: str, at: int, ground: Ground) -> Iterable[int]:
    """Where a denial ends that a source has without its degree: 不够平衡 for 不平衡."""
    for soft in _SOFT if text.startswith(_SOFT, at) else ():
        begin = at + len(soft)
        if text.startswith(soft, at):
            yield from (
                end for end in range(begin + 1, min(begin + 4, len(text)) + 1) if ground.whole(f"不{text[begin:end]}")
            )


_LAST_YEAR = lazy("(?:上年|去年)的?(?=[0-9])")
_COMPARED = ("比", "较", "上年", "去年")
_PERSONS = ("名", "人", "位")
_EXCEPT, _AFTER_EXCEPT = lazy("除[^，。；]*$"), ("", *"，、。；")


def covered(text: str, ground: Ground) -> list[Piece]:
    """A sentence cut into pieces that its sources, the unit's words and the neutral words give, at the least cost."""
    known = vocabulary()
    fixed: dict[int, tuple[int, str]] = {}
    for start, end in quoted_spans(text):
        kind = "source" if ground.has(text[start + 1 : end - 1]) or ground.has(text[start:end]) else "unknown"
        fixed[start] = end, kind
    inside = [(start, end) for start, (end, _) in fixed.items()]
    for item in quantities(text):
        if not any(start < item.end and item.start < end for start, end in inside):
            fixed[item.start] = item.end, "figure"
    compared = any(word in text for word in _COMPARED)
    longest_own = max(map(len, ground.own), default=0)
    bounds = sorted(fixed)
    often = {rate.start: rate for rate in rates(text) if ground.as_often(rate.unit)}

    def options(at: int) -> Iterable[tuple[int, float, str]]:
        stop = min(len(text), at + max(40, longest_own), next((one for one in bounds if one > at), len(text)))
        for end in range(at + 2, stop + 1):  # a source's own words, a figure and a member of a list each by itself
            if text[end - 1] in _STOPS or not ground.has(text[at:end]):
                break
            links = end - at == 2 and (text[at] in LINKS or text[at + 1] in LINKS)
            if links and text[at:end] not in known.words and text[at:end] not in known.light:
                continue
            if ground.whole(text[at:end]):
                yield end, 1.0 + 0.02 * (end - at == 2), "source"
        for end in range(at + 1, min(at + longest_own, len(text)) + 1):
            if text[at:end] in ground.own:
                yield end, 1.0, "own"
        for end in range(at + 1, min(at + known.longest, len(text)) + 1):
            word = text[at:end]
            if word in known.neutral or (
                compared
                and word in known.before_figure
                and (fixed.get(end, (0, ""))[1] == "figure" or _LAST_YEAR.match(text, end) is not None)
            ):
                yield end, 1.04 if end - at > 1 else 1.2, "neutral"
            elif word in known.before_people and text.startswith(_PERSONS, max(fixed.get(end, (1, ""))[0] - 1, 0)):
                yield end, 1.04, "neutral"  # 各确定1名
            if (word in known.rows or word in known.narrower or word in known.phrases) and ground.licensed(word):
                yield end, 1.03 if end - at > 1 else 1.25, "synonym"
            if word in known.words and word not in known.neutral | known.closed and ground.akin(word):
                yield end, 1.05 if end - at > 1 else 1.4, "akin"
            elif word in known.light and end - at > 1 and word.isalnum():
                yield end, 2.3, "light"
        if at in often:
            yield often[at].end, 1.02, "rate"
        if text[at] == "外" and text[at + 1 : at + 2] in _AFTER_EXCEPT and _EXCEPT.search(text, 0, at):
            yield at + 1, 1.2, "neutral"  # 除农贸市场外
        if ground.abbreviates(text[at : at + _FULL]):
            yield at + _FULL, 1.05, "source"  # 法律条文 of 法条
        for end in _softened(text, at, ground):
            yield end, 1.03, "source"
        if text[at] in ground.letters:
            yield at + 1, _LETTER, "letter"

    return [_piece(text, start, end, kind, ground) for start, end, kind in _cut(text, options, fixed)]


def _piece(text: str, start: int, end: int, kind: str, ground: Ground) -> Piece:
    words = text[start:end]
    hits: tuple[Hit, ...] = ()
    if kind == "source":
        bare = words if ground.has(words) else words[1:-1]
        hits = ground.hits(bare) + ground.licensed(bare)
        if not hits and len(words) == _FULL and ground.abbreviates(words):
            hits = ground.hits(words[::2])
        if not hits and words.startswith(_SOFT):
            hits = ground.hits(f"不{words[2:]}")
    elif kind in ("letter", "own"):
        hits = ground.hits(words)
    elif kind == "rate":
        kind = "synonym"
        hits = next((ground.as_often(rate.unit) for rate in rates(text) if rate.start == start), ())
    elif kind == "synonym":
        hits = ground.licensed(words)
    elif kind == "neutral" and words not in vocabulary().bare:  # 申请 in 政府信息公开申请
        tail = next((words[at:] for at in range(len(words) - 1) if ground.whole(words[at:])), "")
        hits = ground.hits(tail) if tail else ()
    return Piece(start, end, words, kind, hits)
