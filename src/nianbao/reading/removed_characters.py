"""Removes characters that are not allowed while a file is read, and tells of them once a kind."""

from __future__ import annotations

import string
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from nianbao.errors import InputError, InputProblem
from nianbao.report import Location, Note, Problem, Remark, Report, SheetPlace, TextPlace, YamlPlace
from nianbao.text.allowed_characters import Odd, cleaned, plain, removed, unmarked

LOST = "请看原件上是什么字，重新输入；生僻字请用输入法的“扩展汉字”，或写作“□”并在旁边说明"
_ENDS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), " ")
_NAMED = 5
"""Rows that a remark names."""
_NOTE = ("what", "object", "quantity", "time", "channel", "result", "text")
_PROBLEM = ("problem", "cause", "measure", "owner", "deadline")


class Characters:
    """Cleans the words of one file as they are read, and remembers what was odd in them.

    Args:
        private: whether a character that stands for another is a problem (a clerk's input) or a remark (a report).
    """

    def __init__(self, *, private: bool = False) -> None:
        self._private = private
        self._odd: dict[str, tuple[Odd, Location | None]] = {}
        self._counts: Counter[str] = Counter()
        self._marks: Counter[str] = Counter()
        self._marked: list[Location] = []
        self._cut: list[Location] = []
        self.lost: list[tuple[Odd, Location | None]] = []

    def text(self, text: str, place: Location | None = None, *, source: bool = False) -> str:
        """A text as a report may hold it.

        Args:
            place: where it stands. source: whether its words come again, as those of a file that is still to be parsed:
                what stays is then counted when they do.
        """
        if self._private and place is not None and not source and _ENDS.keys() & set(map(ord, text)):
            self._cut.append(place)
        found = cleaned(text)
        for item in found.odd:
            if source and item.fate != "removed":
                continue
            if item.fate == "lost" and self._private:
                self.lost.append((item, place))
                continue
            self._counts[item.name] += 1
            self._odd.setdefault(item.name, (item, place))
        return found.text

    def _words(self, text: str, place: Location | None) -> str:
        found = unmarked(text)
        if found.marks:
            self._marks += found.marks
            if place is not None and place not in self._marked:
                self._marked.append(place)
        return found.text

    def source(self, text: str) -> str:
        """A file that is still to be parsed, line by line without what shows nothing.

        Ends of lines that a keyboard has not become spaces: a parser would cut a sentence in two at them.
        """
        text = text.translate(_ENDS)
        if cleaned(text).text == text:
            return text
        lines = enumerate(text.split("\n"), 1)
        return "\n".join(self.text(line, YamlPlace(line=number, column=1), source=True) for number, line in lines)

    def values(self, value: Any) -> Any:
        """A value of JSON or YAML, its texts as a report may hold them."""
        if isinstance(value, str):
            return self.text(value, source=True)
        if isinstance(value, dict):
            return {plain(key) if isinstance(key, str) else key: self.values(item) for key, item in value.items()}
        return [self.values(item) for item in value] if isinstance(value, list) else value

    def report(self, report: Report) -> Report:
        """A clerk's input, its notes and problems without markup of pages and chat windows; with what is to be told."""
        notes, problems = [*map(self._note, report.notes)], [*map(self._problem, report.problems)]
        remarks = [*report.remarks, *self.remarks()]
        return report.model_copy(update={"notes": notes, "problems": problems, "remarks": remarks})

    def _note(self, note: Note) -> Note:
        return note.model_copy(update={name: self._words(getattr(note, name), note.location) for name in _NOTE})

    def _problem(self, problem: Problem) -> Problem:
        found = {name: self._words(getattr(problem, name), problem.location) for name in _PROBLEM}
        return problem.model_copy(update=found)

    def remarks(self) -> list[Remark]:
        """What was taken out or is odd: one remark a kind, at the first place."""
        found = []
        for name, (item, place) in self._odd.items():
            count = self._counts[name]
            what = {
                "removed": f"去掉了看不见的字符：{name} {count} 个；去掉后的文字请核对一遍",
                "kept": f"有公文里一般不用的字符：{name} {count} 个，照原样读",
                "lost": f"有 {count} 个{name}，显示不出原来的字。{LOST}",
            }[item.fate]
            found.append(Remark(text=what, location=place, kept=item.fate != "removed"))
        if self._marks:
            shown = "、".join(f"“{mark}”{count} 处" for mark, count in self._marks.most_common(5))
            rows = _rows(self._marked)
            text = f"去掉了从网页或对话里带来的排版记号{rows}：{shown}；去掉后的文字请核对一遍"
            found.append(Remark(text=text, location=self._marked[0] if self._marked else None))
        if self._cut:
            text = f"有看不见的换行（从 Word 粘贴来的），当作换行读{_rows(self._cut)}；一句话断成两行的，请删去换行"
            found.append(Remark(text=text, location=self._cut[0]))
        return found

    def problems(self, where: str) -> list[InputProblem]:
        """Characters that only the clerk can tell: each place once."""
        found: dict[str, InputProblem] = {}
        for item, place in self.lost:
            spot = f"{where} {place}" if place is not None else where
            found.setdefault(spot + item.name, InputProblem(spot, f"有{item.name}，显示不出原来的字", LOST))
        return list(found.values())


def _rows(places: list[Location]) -> str:
    """Where it was, for people: rows of a sheet, of which the remark's own place is the first's first cell."""
    rows = [place.cell.lstrip(string.ascii_uppercase) for place in places if isinstance(place, SheetPlace)]
    rows = list(dict.fromkeys(rows))
    return f"（第{'、'.join(rows[:_NAMED])}{'等' if len(rows) > _NAMED else ''}行）" if rows else ""


def refuse_lost(report: Report, where: str) -> None:
    """Refuse a text that a person goes on working with where only she can tell what a character in it is.

    Raises:
        InputError: names each place, and what to do.
    """
    characters = Characters(private=True)
    for line in report.title_lines:
        characters.text(line.text, line.location)
    for section in report.sections:
        characters.text(section.heading, section.location)
        for paragraph in section.paragraphs:
            characters.text(paragraph.text, paragraph.location)
    for cell in report.cells.values():
        characters.text(cell.raw or "", cell.location)
    if problems := characters.problems(where):
        raise InputError(problems)


def read_allowed(text: str, read: Callable[[str], Report]) -> Report:
    """The report that a text gives without what shows nothing; its places are those of the text as given."""
    characters = Characters()
    offsets: list[int] = []
    parts: list[str] = []
    start = 0
    if cleaned(text).text == text:
        return read(text)
    for number, line in enumerate(text.split("\n"), 1):
        place = TextPlace(start=start, end=start + len(line), line=number)
        parts.append(characters.text(line, place, source=True))
        offsets += _offsets(line, parts[-1], start)
        start += len(line) + 1
    report = read("\n".join(parts))
    _move(report, offsets, [at for at, char in enumerate(text) if char == "\n"])
    report.remarks += characters.remarks()
    return report


def _offsets(line: str, kept: str, start: int) -> list[int]:
    """For each character of a line as it was kept, and for its end, the offset in the text as given."""
    gone = removed(line)
    found = [start + at for at in range(len(line)) if at not in gone]
    found += [start + len(line)] * (len(kept) - len(found))  # an accent that became part of its letter
    return [*found[: len(kept)], start + len(line)]


def _move(value: Any, offsets: list[int], ends: list[int]) -> Any:
    """Places of a report as offsets of the text as given, whose lines end where ``ends`` says."""
    if isinstance(value, TextPlace):
        start, end = offsets[value.start], offsets[value.end]
        return TextPlace(start=start, end=end, line=bisect_left(ends, start) + 1)
    if isinstance(value, BaseModel):
        for name, item in value.__dict__.items():
            value.__dict__[name] = _move(item, offsets, ends)
    elif isinstance(value, dict):
        return {key: _move(item, offsets, ends) for key, item in value.items()}
    elif isinstance(value, list):
        return [_move(item, offsets, ends) for item in value]
    return value
