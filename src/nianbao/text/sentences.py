"""Sentence spans, quoted spans, line breaks and printed punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from nianbao.patterns import lazy
from nianbao.text.list_marks import list_marks

_CLOSERS = "”’」』）)】》〉\"'"
_OPEN = {"“": "”", "《": "》", "（": "）", "「": "」", "‘": "’", "【": "】", "〈": "〉", "(": ")"}
_ADDRESS = r"(?<=[0-9A-Za-z/_.=\-])[!?](?=[0-9A-Za-z])"
"""Of a web address: a.cn/list?id=3."""
_SPECIAL = lazy(rf"(?!{_ADDRESS})[。！？!?\n" + re.escape("".join([*_OPEN, *_OPEN.values()])) + "]")
"""What ends, opens or closes; nothing else need be looked at."""


_OPENS = lazy("[" + re.escape("".join(_OPEN)) + "]")
_WITHIN = r"[^。！？!?\n]*"
_PLAIN = lazy(rf"{_WITHIN}(?:{_ADDRESS}{_WITHIN})*(?:[。！？!?\n][。！？!?\s{re.escape(_CLOSERS)}]*|\Z)")
"""A sentence of a text in which nothing is opened."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of each sentence of a paragraph, covering it without gaps.

    A sentence ends at 。！？ outside brackets and quotes; closing marks that follow belong to it. A
    semicolon does not end a sentence, nor does what stands in a web address. White space at an end goes with the
    sentence before it.
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


_QUOTED = lazy(
    r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80})*》|“[^“”\n]{0,120}”|「[^「」\n]{0,120}」|〔[^〔〕\n]{0,12}〕|\"[^\"\n]{1,60}\""
)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the quoted spans, marks included, in order."""
    return [match.span() for match in _QUOTED.finditer(text)]


def mask(text: str, spans: list[tuple[int, int]] | None = None) -> str:
    """The text with quoted spans replaced by squares (□), as many as they have characters."""
    out: list[str] = []
    at = 0
    for start, end in quoted_spans(text) if spans is None else spans:
        out += [text[at:start], "\u25a1" * (end - start)]
        at = end
    return "".join([*out, text[at:]])


_CJK = "\u3400-\u9fff\uf900-\ufaff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF = lazy(rf"(?<=[{_CJK}”》）%？！])\s*([,;:?!]+)\s*|(?<=[0-9A-Za-z])([,;?!]+)(?=[{_CJK}“《（])")
_BRACKETS = lazy(rf"\((?=[^()]*[{_CJK}])([^()]*)\)")
_SPACES = lazy(
    rf"(?<=[{_CJK}，。；：！？、“”《》（）])[ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+(?=[{_CJK}，。；：！？、“”《》（）])"
)
_DOUBLED = lazy(r"([，。；：、])\1+")
_STOP = lazy(rf"(?<=[{_CJK}”》）])\.(?=\s*$|\s*[{_CJK}])")


_STRAIGHT_QUOTED = lazy(rf'"(?=[^"\n]*[{_CJK}])([^"\n“”]{{1,80}})"')
_APOSTROPHES = lazy(rf"(?<![0-9A-Za-z])'(?=[^'\n]*[{_CJK}])([^'\n‘’]{{1,80}})'")


def _quoted(text: str) -> str:
    """Straight quotes around Chinese words as “ ”, those within as ‘ ’; an odd one is left to the writer."""
    if text.count('"') % 2 == 0:
        text = _STRAIGHT_QUOTED.sub(r"“\1”", text)
    return _APOSTROPHES.sub(r"‘\1’" if "“" in text else r"“\1”", text) if text.count("'") % 2 == 0 else text


def punctuate(text: str) -> str:
    """Bring punctuation to full width and quotes to “ ”, drop stray spaces and doubled marks.

    Decimals, times, addresses and numbers keep their half-width marks. No word changes.
    """
    if '"' in text or "'" in text:
        text = _quoted(text)
    text = _SPACES.sub("", text.strip(" \t\r\n\u00a0\u3000"))
    text = _STOP.sub("。", text)
    text = _HALF.sub(lambda match: "".join(_FULL[mark] for mark in match.group(1) or match.group(2)), text)
    text = _BRACKETS.sub(r"（\1）", text)
    return _DOUBLED.sub(r"\1", text)


_ENDS = lazy(r"[。！？!?；;…][”’』」）)】》]*$|\.$")
_GOES_ON = lazy(
    r"[，,、：:（(“‘《【—\-—]$|(?:的|在|对|向|和|与|及|或|由|把|将|为|以|从|于|至|到|按|被|让|等|共|约|第|其中)$"
)
"""How a line ends that has not come to its end."""
_MARKED = lazy(r"\s*(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，、])")
_COUNTED = (
    r"(?:[0-9０-９][0-9０-９,.，．]*|[一二两三四五六七八九十百千]+)(?:余|多)?(?:万|亿)?(?:人次|篇次|件次|场次|次|件|条|篇|期|场|个|人|"
    r"份|项|起|户|家|册|批|元|[%％]|处|部|张|幅|名|位|轮)"
)
_COUNT = lazy(_COUNTED)
_BARE_COUNT = lazy(_COUNTED + r"(?=$|[，。；、,;）)])")
_COUNTS_ALREADY = lazy(_COUNTED + "$")
"""A count at a line's beginning belongs to what stands before it, unless it goes on itself or that has its own."""
_LEANS = lazy(r"\s*(?:[，。；：、！？）”’》】…%％]|的(?!确|士)|等(?!级|候|待|次)|次(?!年|日|月)|以及|其中)")
"""How a line begins that no sentence does."""
_OPENING = (("（", "）"), ("“", "”"), ("《", "》"), ("(", ")"), ("【", "】"))


class Joined(NamedTuple):
    """A text's lines.

    Attributes:
        lines: those broken within a sentence put together. doubted: the ends of two lines that were put together or
            kept apart though either could be meant, with whether they were put together.
    """

    lines: list[str]
    doubted: list[tuple[str, bool]]


def joined_lines(text: str) -> Joined:
    """The lines of a text, those that a break only cuts put together.

    A break ends a sentence where the line has its full stop, or what follows has a list mark or can stand alone.
    """
    lines: list[str] = []
    doubted: list[tuple[str, bool]] = []
    for line in (item.strip() for item in text.splitlines()):
        if not line:
            lines.append("")
            continue
        above = lines[-1] if lines else ""
        if not above or _ENDS.search(above) or _MARKED.match(line) or list_marks([line])[0]:
            lines.append(line)
            continue
        inside = any(above.count(opened) > above.count(closed) for opened, closed in _OPENING)
        certain = inside or _GOES_ON.search(above) or _LEANS.match(line)
        together = certain or (_BARE_COUNT.match(line) and not _COUNTS_ALREADY.search(above))
        if not certain and _COUNT.match(line):
            doubted.append((f"{above[-8:]}⏎{line[:8]}", bool(together)))
        if together:
            apart = " " if (above[-1] + line[0]).isascii() and above[-1].isalpha() else ""
            lines[-1] = above + apart + line
        else:
            lines.append(line)
    return Joined([line for line in lines if line], doubted)


def overlapping(spans: Iterable[tuple[int, int]]) -> Callable[[int, int], bool]:
    """A test of stretches against others.

    Args:
        spans: begin and end of each, in any order, none overlapping another.

    Returns:
        Whether a stretch (begin, end) shares a character with one of them.
    """
    ordered = sorted(span for span in spans if span[0] < span[1])
    starts = [start for start, _ in ordered]

    def test(start: int, end: int) -> bool:
        index = bisect_left(starts, end) - 1
        return index >= 0 and ordered[index][1] > start

    return test
