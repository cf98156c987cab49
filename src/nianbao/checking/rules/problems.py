"""PAIR: the problems and measures that section 五 states, and what they are about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from nianbao.checking.context import Context
from nianbao.data import load_data
from nianbao.lazy import lazy
from nianbao.text import alternatives

__all__ = ["NUMBERED", "SECTION", "Item", "problems_and_measures"]

SECTION = "problems"
"""The section that states them."""


class Item(NamedTuple):
    """A problem or a measure: its place in the document and what it is about."""

    start: int
    end: int
    text: str
    topics: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> Any:
    return load_data(Path(__file__).with_name("topics.yaml"))


@lru_cache(maxsize=1)
def _topics() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    by_word: dict[str, set[str]] = {}
    for topic, words in _data()["topics"].items():
        for word in words:
            by_word.setdefault(word, set()).add(topic)
    return re.compile(alternatives(by_word)), {word: frozenset(topics) for word, topics in by_word.items()}


_NAMES = lazy(
    r"政府信息公开条例|政府信息公开工作|政务公开工作|政府信息公开|政务信息公开|政务公开|信息公开工作|信息公开|依申请公开平台"
)


def _topics_of(text: str) -> frozenset[str]:
    """What a passage is about; the name of the work itself says nothing."""
    pattern, by_word = _topics()
    found: set[str] = set()
    for match in pattern.finditer(_NAMES.sub("□", text)):
        found |= by_word[match.group()]
    return frozenset(found)


_MEASURES = lazy(
    r"改进(?:措施|情况|方向|办法|工作|举措)?|整改|下一步|措施|今后|打算|针对(?:上述|以上|存在|第[一二三四五]|[一二三四五]是)|将从|将重点|将进一步|(?:20[0-9]{2}年|明年)[^。]{0,12}将"
)
_LAST_YEARS = lazy(r"上年|上一年|去年|整改情况|20[0-9]{2}年(?:度)?问题")
_PROBLEMS = lazy(r"问题|不足|困难|差距|短板")
NUMBERED = lazy(
    r"(?:(?<=[。；：，\s\n])|^)(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[.．、](?!(?!20[0-9]{2}年)[0-9])|[①-⑩]|第[一二三四五六七八九十]，)",
    re.M,
)
"""What a problem or a measure of several begins with."""


def _split(context: Context) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Section 五 parted into what states problems and what states measures: stretches of the document.

    By sub-headings where there are any; else from the first sentence that turns to measures on.
    """
    document = context.document
    blocks = [
        item for item in document.blocks if item.section is not None and item.section.id == SECTION and item.paragraph
    ]
    headed = [
        block
        for block in blocks
        if block.kind == "heading" and block.paragraph is not None and block.paragraph.level == 2
    ]
    problems: list[tuple[int, int]] = []
    measures: list[tuple[int, int]] = []
    kinds = {
        block.start: "m"
        if _MEASURES.search(document.folded, block.start, block.end)
        and not _PROBLEMS.search(document.folded, block.start, block.end)
        else "p"
        if _PROBLEMS.search(document.folded, block.start, block.end)
        else ""
        for block in headed
        if not _LAST_YEARS.search(document.folded, block.start, block.end)
    }
    if "m" in kinds.values() and "p" in kinds.values():
        current = ""
        for block in blocks:
            if block in headed:
                current = kinds.get(block.start, "")
            elif current:
                (measures if current == "m" else problems).append((block.start, block.end))
        return problems, measures
    turned = False
    coming = f"{context.report.year + 1}年" if context.report.year is not None else "\0"
    for block in blocks:
        for start, end in _sentences(document.folded, block.start, block.end):
            turned = turned or bool(
                (_MEASURES.search(document.folded, start, end) or coming in document.folded[start:end])
                and not _is_problem(document.folded[start:end])
            )
            (measures if turned else problems).append((start, end))
    return problems, measures


_SENTENCE_END = lazy(r"[。！？\n]")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _SENTENCE_END.finditer(text, start, end):
        yield at, match.end()
        at = match.end()
    if at < end:
        yield at, end


def _is_problem(sentence: str) -> bool:
    head = _MEASURES.search(sentence)
    return (
        bool(head)
        and any(word in sentence for word in ("有待", "不足", "不够", "不强", "不高", "薄弱", "滞后", "欠缺"))
        and not re.search(r"将|针对|下一步|今后|措施", sentence)
    )


def _items(context: Context, stretches: list[tuple[int, int]], *, numbered: bool) -> list[Item]:
    """The problems or measures in some stretches: by their ordinals, else by sentence."""
    text = context.document.folded
    found: list[Item] = []
    marks = [match.start() for start, end in stretches for match in NUMBERED.finditer(text, start, end)]
    if numbered and marks:
        edges = [start for start, _ in stretches]
        for index, at in enumerate(marks):
            stop = marks[index + 1] if index + 1 < len(marks) else stretches[-1][1]
            inside = bisect_right(edges, at)  # the stretches are in order, and the mark is in one of them
            if text[edges[inside - 1] : at].strip() and inside < len(edges):
                stop = min(stop, edges[inside])
            found.append(Item(at, stop, text[at:stop], _topics_of(text[at:stop])))
        return found
    return [
        Item(start, end, text[start:end], _topics_of(text[start:end]))
        for start, end in stretches
        if text[start:end].strip()
    ]


def problems_and_measures(context: Context) -> tuple[list[Item], list[Item]]:
    """The problems that the report states, and the measures."""

    def work() -> tuple[list[Item], list[Item]]:
        problems, measures = _split(context)
        stated = _items(context, problems, numbered=True)
        if stated and not NUMBERED.match(stated[0].text):  # sentences: only those that name a lack
            stated = [
                item
                for item in stated
                if any(word in item.text for word in _data()["problem_words"]) and len(item.text) > 8
            ]
        return stated, _items(context, measures, numbered=True)

    return context.memo("pairs", work)
