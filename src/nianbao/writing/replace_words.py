"""Words of a file to be put in place of others, as what changes files is given them."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.report import Location

__all__ = ["LOST", "UNKNOWN", "Replacement"]

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
