"""The cells, notes and last-year figures that a sentence rests on, as page anchors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from nianbao.facts import FactBook
from nianbao.report import FactRef, Report, Sentence

__all__ = ["NoteCard", "SentenceGrounds", "cards"]

_PLACED = ("cell", "last", "note", "problem")
_UNPLACED = {
    "unit": "单位和年度",
    "contact": "联系方式",
    "date": "成文日期",
    "clerk": "单位自己写的",
    "reviewer": "审核时改的",
}


class SentenceGrounds:
    """What a report's words rest on.

    Args:
        report: a draft; of a finished text nothing is known, and nothing given.
    """

    def __init__(self, report: Report) -> None:
        self._book = FactBook(report)
        self._known = {f"note:{note.id}" for note in report.notes} | {f"problem:{item.id}" for item in report.problems}
        self._known |= {f"cell:{id}" for id in report.cells}
        self._known |= {f"last:{id}" for id in (report.last.cells if report.last is not None else ())}

    def of_figure(self, ref: FactRef) -> list[str]:
        """The places (``cell:…``, ``note:…``) a figure comes from; empty where it has none on the page."""
        fact = self._book.get(ref.id)
        return self._placed(fact.sources if fact is not None else ())

    def of_sentence(self, sentence: Sentence) -> list[str]:
        """The places a sentence rests on."""
        return self._placed(sentence.sources or ())

    def in_words(self, sentence: Sentence) -> str:
        """What else it rests on, in Chinese; empty where nothing is known."""
        said = [
            "规定的固定表述" if source.startswith("form:") else _UNPLACED.get(source, "")
            for source in sentence.sources or ()
        ]
        return "、".join(dict.fromkeys(item for item in said if item))

    def _placed(self, sources: Iterable[str]) -> list[str]:
        return [
            source for source in dict.fromkeys(sources) if source.partition(":")[0] in _PLACED and source in self._known
        ]


class NoteCard(NamedTuple):
    """A note or problem as the page shows it: its place, what it is, and its columns that are not empty."""

    place: str
    head: str
    lines: list[tuple[str, str]]


_NOTE = (
    ("what", "做了什么"), ("object", "对象或内容"), ("quantity", "数量"), ("time", "时间"),
    ("channel", "渠道"), ("result", "结果"), ("text", "自由描述"),
)  # fmt: skip
_PROBLEM = (
    ("problem", "问题"), ("cause", "表现或原因"), ("measure", "措施"), ("owner", "负责"), ("deadline", "时限"),
)  # fmt: skip


def cards(report: Report, aspects: dict[str, str]) -> list[NoteCard]:
    """Every note and problem of a report.

    Args:
        aspects: labels of the form's aspects, by id.
    """

    def lines(item: object, columns: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return [(label, words) for name, label in columns if (words := str(getattr(item, name)).strip())]

    found = [NoteCard(f"note:{note.id}", aspects.get(note.aspect, "其他"), lines(note, _NOTE)) for note in report.notes]
    found += [NoteCard(f"problem:{item.id}", "问题和措施", lines(item, _PROBLEM)) for item in report.problems]
    return [card for card in found if card.lines]
