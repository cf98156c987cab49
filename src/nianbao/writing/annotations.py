"""A remark at a place of a report, as a writer is given it: plain text and a place, no finding."""

from __future__ import annotations

from typing import Literal, NamedTuple

from nianbao.report import Location

__all__ = ["Annotation", "Level"]

Level = Literal["error", "warning", "info"]


class Annotation(NamedTuple):
    """A remark.

    Attributes:
        head: one line in Chinese, what is wrong. body: further lines (both sides, basis, remedy).
        level: how grave. code: of the rule, ``UNIT01``.
        quote: the words it is about; empty for a table or the whole.
        section: id of the section it is in; empty for the title and the whole.
        paragraph: id of the paragraph; empty for a heading, the title, a table or the whole.
        start, end: of the quote in the title, heading or paragraph; None for a table or the whole.
        cell: id of the form's cell, if it is about one.
        location: where the source has it. place: the same in words.
        author: who says it; empty for us. A person's remark stands as she wrote it, without level and code.
    """

    head: str
    body: tuple[str, ...]
    level: Level
    code: str
    quote: str = ""
    section: str = ""
    paragraph: str = ""
    start: int | None = None
    end: int | None = None
    cell: str = ""
    location: Location | None = None
    place: str = ""
    author: str = ""
