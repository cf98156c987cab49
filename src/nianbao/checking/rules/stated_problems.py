"""Problems and measures that section 五 states, and their topics."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from nianbao.checking.context import Context
from nianbao.kinds import Topics, topics_of
from nianbao.package_data import data_file
from nianbao.patterns import alternatives, lazy
from nianbao.report import Paragraph
from nianbao.text import chinese_number

SECTION, MEASURES = "problems", "measures"
"""Roles of the section on problems, and of that on measures where it is another."""
"""The section that states them."""


class Item(NamedTuple):
    """A problem or a measure: its place in the document, what it is about, and a problem's own measure.

    Attributes:
        own: the measure written right behind a problem, before the next one; empty where they stand apart.
        own_end: where that ends.
    """

    start: int
    end: int
    text: str
    topics: frozenset[str]
    own: str = ""
    own_end: int = 0


_data = data_file(__file__, "topics.yaml")


_NAMES = lazy(
    r"救济途径|救济渠道|政府信息公开条例|政府信息公开工作|政务公开工作|政府信息公开|政务信息公开|政务公开|信息公开工作|信息公开|依申请公开平台"
)


class Subjects:
    """What problems and measures are about, by the words of a kind of report.

    Args:
        given: of the kind; where it is empty nothing is told apart.
    """

    def __init__(self, given: Topics) -> None:
        self._by_word: dict[str, frozenset[str]] = {}
        for topic, words in given.topics.items():
            for word in words:
                self._by_word[word] = self._by_word.get(word, frozenset()) | {topic}
        self._pattern = lazy(alternatives(self._by_word)) if self._by_word else None
        self._far = [(lazy(alternatives(row.words)), lazy(alternatives(row.answers))) for row in given.far]

    def of(self, text: str) -> frozenset[str]:
        """The topics of a text; the name of the work itself says nothing."""
        if self._pattern is None:
            return frozenset()
        return frozenset().union(*(self._by_word[word] for word in self._pattern.findall(_NAMES.sub("□", text))))

    def far(self, problem: str, measure: str) -> bool:
        """Whether a measure is of a kind that answers no such problem."""
        return any(words.search(measure) and not answers.search(problem) for words, answers in self._far)


@lru_cache(maxsize=4)
def _made(kind: str, given: int) -> Subjects:  # noqa: ARG001 (a changed file is read again)
    return Subjects(topics_of(kind))


def subjects_of(kind: str) -> Subjects:
    """What problems and measures of a kind of report are about."""
    return _made(kind, id(topics_of(kind)))


_PLAIN = lazy(
    "政府信息公开|政务公开|信息公开|政府信息|信息员?|公开|工作|进一步|问题|不足|存在|方面|情况|需要|有待|加强|提高|完善|不够|主要"
    "|一些|部分|个别|人民|群众|居民|村民|街道|社区|乡镇|我[镇乡局县市区]|[一二三四五六七八九十]是|改进|措施|及时|建立|组织|[^\u4e00-\u9fff]"
)


def contradicts(problem: str, measure: str, kind: str) -> bool:
    """Whether a measure is plainly about something else than a problem.

    Its kind answers other problems only, the two have no topic and no pair of characters in common.
    """
    subjects = subjects_of(kind)
    if not subjects.far(problem, measure) or subjects.of(problem) & subjects.of(measure):
        return False
    words, other = _PLAIN.sub("□", problem), _PLAIN.sub("□", measure)
    return not any("□" not in words[at : at + 2] and words[at : at + 2] in other for at in range(len(words) - 1))


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

    By the sections, where the form has one for each; by sub-headings where there are any; else from the first sentence
    that turns to measures on.
    """
    document = context.document
    if any(context.role_of(section) == MEASURES for section in context.report.sections):
        body = [item for item in document.blocks if item.kind == "body" and not _to_fill(item.paragraph)]
        stretches = {
            role: [(item.start, item.end) for item in body if context.role_of(item.section) == role]
            for role in (SECTION, MEASURES)
        }
        return stretches[SECTION], stretches[MEASURES]
    blocks = [
        item
        for item in document.blocks
        if item.section is not None and context.role_of(item.section) == SECTION and item.paragraph
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
    counted = _Count()
    coming = f"{context.report.year + 1}年" if context.report.year is not None else "\0"
    for block in blocks:
        for start, end in _sentences(document.folded, block.start, block.end):
            turned = turned and not counted.next_problem(document.folded[start:end])
            turned = turned or bool(
                (_MEASURES.search(document.folded, start, end) or coming in document.folded[start:end])
                and not _is_problem(document.folded[start:end])
            )
            (measures if turned else problems).append((start, end))
            counted.take(document.folded[start:end], measure=turned)
    return problems, measures


def _to_fill(paragraph: Paragraph | None) -> bool:
    """Whether a paragraph only says what a person has to write."""
    return paragraph is not None and all(sentence.support == "blank" for sentence in paragraph.sentences)


_ORDINAL = lazy(
    r"\s*(?:(?P<is>[一二三四五六七八九十])是|问题(?P<q>[一二三四五六七八九十])(?:[是：:、，])|[（(](?P<b>[一二三四五六七八九十])[）)]|(?P<d>[0-9])[.．、](?![0-9])"
    r"|第(?P<n>[一二三四五六七八九十])[，、：:]|(?:其|第)(?P<o>[一二三四五六七八九十])(?:个问题|，))"
)
_ANY_ORDINAL = lazy(
    r"[一二三四五六七八九十]是|[（(][一二三四五六七八九十]{1,2}[）)]|(?<![0-9])[0-9][.．、](?![0-9])|第[一二三四五][，、]"
)


class _Count:
    """Problems counted one by one, each with its measure behind it."""

    def __init__(self) -> None:
        self._last: tuple[str, int] = ("", 0)
        self._listed = False

    def take(self, sentence: str, *, measure: bool) -> None:
        """See a sentence: a problem's ordinal is kept; ordinals of measures end the count."""
        match = _ORDINAL.match(sentence)
        if measure:
            self._listed = self._listed or bool(_ANY_ORDINAL.search(sentence, match.end() if match else 0))
        elif match is not None and match.lastgroup is not None:
            ordinal = match[match.lastgroup]
            self._last = match.lastgroup, int(ordinal) if ordinal.isdigit() else chinese_number(ordinal) or 0

    def next_problem(self, sentence: str) -> bool:
        """Whether behind a measure the next problem of the count begins."""
        match = _ORDINAL.match(sentence)
        if match is None or match.lastgroup is None or self._listed:
            return False
        ordinal = match[match.lastgroup]
        number = int(ordinal) if ordinal.isdigit() else chinese_number(ordinal) or 0
        return (match.lastgroup, number) == (self._last[0], self._last[1] + 1)


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
    if not stretches:
        return []
    text, subjects = context.document.folded, subjects_of(context.report.kind)
    found: list[Item] = []
    marks = [match.start() for start, end in stretches for match in NUMBERED.finditer(text, start, end)]
    if numbered and marks:
        edges = [start for start, _ in stretches]
        for index, at in enumerate(marks):
            stop = marks[index + 1] if index + 1 < len(marks) else stretches[-1][1]
            inside = bisect_right(edges, at)  # the stretches are in order, and the mark is in one of them
            if text[edges[inside - 1] : at].strip() and inside < len(edges):
                stop = min(stop, edges[inside])
            found.append(Item(at, stop, text[at:stop], subjects.of(text[at:stop])))
        return found
    return [
        Item(start, end, text[start:end], subjects.of(text[start:end]))
        for start, end in stretches
        if text[start:end].strip()
    ]


_DONE = lazy("，(?:[我本]?[镇乡局县市区街道]{0,2}|目前|现)?(?:均|都)?已(?!过|逾|失|经过|超)")
"""Where an item turns from its problem to what has been done about it."""


def _with_own(problems: list[Item], measures: list[Item]) -> list[Item]:
    """The problems with their own measures, where each one has its own behind it."""
    if not problems:
        return problems
    ends = [item.start for item in problems[1:]] + [sys.maxsize]
    made: list[Item] = []
    for item, stop in zip(problems, ends, strict=True):
        done = _DONE.search(item.text)
        behind = [each for each in measures if item.start < each.start < stop]
        own = (item.text[done.start() :] if done else "") + "\n".join(each.text for each in behind)
        made.append(item._replace(own=own, own_end=behind[-1].end if behind else item.end))
    return made if all(item.own for item in made) else problems


def parted(measure: str) -> list[str]:
    """A measure's points, by their ordinals."""
    marks = [match.start() for match in NUMBERED.finditer(measure)]
    if not marks:
        return [measure]
    return [measure[at:stop] for at, stop in zip(marks, [*marks[1:], len(measure)], strict=True)]


@lru_cache(maxsize=1)
def lacks() -> re.Pattern[str]:
    """What a sentence about a problem says, and much else: text without it states none."""
    return lazy(alternatives([*_data()["problem_words"], *_data()["lack_words"]]))


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
        taken = _items(context, measures, numbered=True)
        return _with_own(stated, taken), taken

    return context.memo("pairs", work)
