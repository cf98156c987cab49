"""Splitting a paragraph into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.patterns import lazy

__all__ = ["sentence_spans", "split_sentences"]

_CLOSERS = "”’」』）)】》〉\"'"
_OPEN = {"“": "”", "《": "》", "（": "）", "「": "」", "‘": "’", "【": "】", "〈": "〉", "(": ")"}
_SPECIAL = lazy("[。！？!?\n" + re.escape("".join([*_OPEN, *_OPEN.values()])) + "]")
"""What ends, opens or closes; nothing else need be looked at."""


_OPENS = lazy("[" + re.escape("".join(_OPEN)) + "]")
_PLAIN = lazy(rf"[^。！？!?\n]*(?:[。！？!?\n][。！？!?\s{re.escape(_CLOSERS)}]*|\Z)")
"""A sentence of a text in which nothing is opened."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of each sentence of a paragraph, covering it without gaps.

    A sentence ends at 。！？ outside brackets and quotes; closing marks that follow belong to it. A
    semicolon does not end a sentence. White space at an end goes with the sentence before it.
    """
    start = at = 0
    if not _OPENS.search(text):
        for match in _PLAIN.finditer(text):
            if match.end() > match.start():
                yield match.span()
        return
    closers: list[str] = []
    length = len(text)
    last: dict[str, int] = {}  # where each closing mark stands last
    for match in _SPECIAL.finditer(text):
        if match.start() < at:
            continue
        char, at = match.group(), match.start()
        if closers and char == closers[-1]:
            closers.pop()
        elif char in _OPEN:
            closer = _OPEN[char]
            if closer not in last:
                last[closer] = text.rfind(closer)
            if last[closer] > at:
                closers.append(closer)
        at += 1
        ends_inside = len(closers) == 1 and char in "。！？" and at < length and text[at] == closers[-1]
        if char in "。！？!?\n" and (not closers or ends_inside):
            while at < length and (text[at] in _CLOSERS or text[at] in "。！？!?" or text[at].isspace()):
                if closers and text[at] == closers[-1]:
                    closers.pop()
                at += 1
            yield start, at
            start = at
    if start < length:
        yield start, length


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph; joined they are the paragraph."""
    return [text[start:end] for start, end in sentence_spans(text)]
