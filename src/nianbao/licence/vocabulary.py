"""The words of ``vocabulary.yaml``: neutral ones, synonyms, families, and those that say something by themselves."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path

from nianbao.package_data import load_data
from nianbao.text import fold

LINKS = frozenset("的了在由对于把被从与和并也还又再就则即且及或其以而着是为到至向给时后前内中里上下")
"""Characters that only link: two characters of which one is such are no word of a source."""
FUNCTION = LINKS | frozenset("将已曾仍尚还也再共所有者自个本去才另让归经先要会逐均都未不没无需可能各")
"""Characters that are words by themselves: beside a character that nobody gave they are no part of its word."""


class Vocabulary:
    """The words of ``vocabulary.yaml``, folded."""

    def __init__(self) -> None:
        data = load_data(Path(__file__).with_name("vocabulary.yaml"))
        plain = [group for group in data["neutral"] if not group.get("light")]
        self.neutral = frozenset(fold(word) for group in plain for word in group["words"])
        self.groups = tuple(tuple(fold(word) for word in row) for row in data["synonyms"])
        self.narrower = {fold(word): tuple(map(fold, given)) for word, given in data["narrower"].items()}
        self.phrases: dict[str, tuple[re.Pattern[str], ...]] = {}
        for row in data["phrases"]:
            for word in map(fold, row["words"]):
                self.phrases[word] = (*self.phrases.get(word, ()), re.compile(row["said"]))
        self.bare = frozenset(fold(word) for group in data["neutral"] if group.get("bare") for word in group["words"])
        self.columns = {name: frozenset(map(fold, words)) for name, words in data["columns"].items()}
        self.things = frozenset(map(fold, data["things"]))
        self.before_people = frozenset(map(fold, data["before_people"]))
        self.before_figure = frozenset(map(fold, data["before_figure"]))
        self.weighty = frozenset("".join(group["letters"] for group in data["weighty"]))
        families: dict[str, set[str]] = {}
        light = {fold(word) for group in data["neutral"] if group.get("light") for word in group["words"]}
        heavy: set[str] = set()
        slight: set[str] = set()
        for group in data["families"]:
            words = {fold(word) for word in group["words"]}
            (light if group.get("light") else heavy).update(words)
            if group.get("slight"):
                slight |= words
            for word in words:
                families.setdefault(word, set()).update(words)
        self.families = {word: frozenset(found) for word, found in families.items()}
        self.slight = frozenset(slight)
        self.kinds = {fold(word): group["kind"] for group in data["closed"] for word in group["words"]}
        self.closed = frozenset(self.kinds) - self.neutral
        ordinary = {word for row in self.groups for word in row if not self.weighty & set(word)}
        self.empty = frozenset(fold(word) for row in data["neutral"] if row.get("light") for word in row["words"])
        self.light = frozenset((light | ordinary) - heavy - set(self.kinds) - _grammar() - self.neutral)
        rows: dict[str, list[int]] = {}
        for index, row in enumerate(self.groups):
            for word in row:
                rows.setdefault(word, []).append(index)
        self.rows = {word: tuple(found) for word, found in rows.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that is known, neutral or not."""
        return frozenset(
            {
                *self.neutral,
                *self.rows,
                *self.narrower,
                *self.phrases,
                *self.families,
                *self.closed,
                *(word for row in self.narrower.values() for word in row),
            }
        )

    @cached_property
    def longest(self) -> int:
        """Characters of the longest word."""
        return max(map(len, self.words))

    def licensing(self, word: str) -> frozenset[str]:
        """Words any of which in a source licenses a word."""
        return frozenset(
            {other for row in self.rows.get(word, ()) for other in self.groups[row]} | set(self.narrower.get(word, ()))
        )


def _grammar() -> frozenset[str]:
    return relating() | frozenset(map(fold, load_data(Path(__file__).with_name("relations.yaml"))["channels"]))


@lru_cache(maxsize=1)
def relating() -> frozenset[str]:
    """Words that relate things: they are never said in passing."""
    data = load_data(Path(__file__).with_name("relations.yaml"))
    keys = ("planned", "causes", "universal", "rates", "must")
    return frozenset(fold(word) for row in (*data["limits"], *(data[key] for key in keys)) for word in row)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, loaded once."""
    return Vocabulary()
