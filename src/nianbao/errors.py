"""The error tree. Every message is Chinese and says where, what, and what to do.

::

    NianbaoError            anything we refuse to do; the command line exits with 2
    ├── InputError          input that cannot be read as a report; holds every problem found
    ├── FormError           an edition file that is not a form
    └── JobError            a job folder that cannot be used (locked, damaged, too new)
        └── FileBusy        a file that cannot be written now (open in Word, no permission, disk full)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class NianbaoError(Exception):
    """A refusal whose message is what the user sees."""

    @property
    def lines(self) -> list[str]:
        """The message, a problem a line."""
        return str(self).splitlines()


class InputProblem(NamedTuple):
    """One thing wrong with an input: where, what, and what would be right."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        tail = f"。{self.remedy}" if self.remedy else "。"
        text = f"{self.where}：{self.what}{tail}"
        return text if text.endswith(("。", "？", "）")) else text + "。"


_NAMED = 20
"""Places that one message names."""


def _together(problems: Sequence[InputProblem]) -> list[InputProblem]:
    """Problems to show: those that differ in nothing but the place are one, at the first place."""
    places: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        known = places.setdefault((problem.what, problem.remedy), [])
        if problem.where not in known:
            known.append(problem.where)
    return [InputProblem(places_of(where), what, remedy) for (what, remedy), where in places.items()]


def places_of(where: Sequence[str]) -> str:
    """Several places as one: 素材.xlsx 工作表“素材”第3行、第5行."""
    first, *others = where
    if not others:
        return first
    shared = next((at for at, pair in enumerate(zip(first, *others, strict=False)) if len({*pair}) > 1), len(first))
    begin = max((first.rfind(mark, 0, shared) + len(mark) - (mark == "第") for mark in (" ", "”", "第")), default=0)
    rest = [item[begin:] for item in others[: _NAMED - 1]]
    more = f" 等 {len(where)} 处" if len(where) > _NAMED else ""
    return "、".join([first, *rest]) + more


class InputError(NianbaoError):
    """An input that cannot be read as a report.

    Args:
        problems: everything wrong with it, in reading order; at least one.
    """

    def __init__(self, problems: Sequence[InputProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in _together(problems)))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[InputProblem, ...]]]:
        """Travel between processes with the problems, not only their text."""
        return type(self), (self.problems,)

    @classmethod
    def one(cls, where: str, what: str, remedy: str = "") -> InputError:
        """An error with a single problem."""
        return cls([InputProblem(where=where, what=what, remedy=remedy)])


class FormError(NianbaoError):
    """An edition file that does not describe a form."""


class JobError(NianbaoError):
    """A job folder that cannot be used."""


class FileBusy(JobError):
    """A file that cannot be written now."""


_NEAR = 55
"""Likeness from 0 to 100 (rapidfuzz's weighted ratio) from which a word is worth naming."""


def nearest(word: str, known: Iterable[str], *, whole: bool = False) -> str:
    """是不是“…”？ with the nearest known word; empty where none is near.

    Args:
        whole: whether only the whole word counts, and not that another is a part of it.
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio if whole else fuzz.WRatio)
    return f"是不是“{found[0]}”？" if found and found[1] >= _NEAR else ""
