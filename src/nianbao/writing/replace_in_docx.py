"""Replaces words in a Word file as tracked changes; the rest of the file is unchanged."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from nianbao.report import DocxPlace
from nianbao.wordml.content import tag
from nianbao.wordml.tracked_changes import AUTHOR, main_root, with_main
from nianbao.writing.docx_runs import RunFinder, next_id, runs_between
from nianbao.writing.replace_words import LOST, UNKNOWN, Replacement

__all__ = ["AUTHOR", "ORDINAL", "Changer", "change_docx", "stamp"]

ORDINAL = "这一处是 Word 自动生成的编号，不能代改"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HELD = tuple(tag(name) for name in ("ins", "moveTo"))


def stamp(when: datetime) -> str:
    """A time as Word writes it: UTC, to the second."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reach(wanted: Replacement) -> int:
    """How far into its paragraph a change is: the last is made first, so that the places before it still hold."""
    return wanted.offset + (wanted.location.at if isinstance(wanted.location, DocxPlace) else 0)


class Changer:
    """Tracked changes in a document.

    Args:
        root: of the part with the text; changed. when: the changes' date. author: who they are by.
    """

    def __init__(self, root: Any, when: datetime, author: str = AUTHOR) -> None:
        self.root, self.when, self.author = root, stamp(when), author
        self.places = RunFinder(root.find(tag("body")))
        self.id = next_id(root)

    def mark(self, kind: str, when: str = "") -> Any:
        """An empty ``w:ins`` or ``w:del`` with a number of its own; ``when`` in place of the usual date."""
        mark = self.root.makeelement(
            tag(kind), {tag("id"): str(self.id), tag("author"): self.author, tag("date"): when or self.when}
        )
        self.id += 1
        return mark

    def delete(self, run: Any, when: str = "") -> None:
        """Mark a run as deleted."""
        mark = self.mark("del", when)
        run.addprevious(mark)
        mark.tail, run.tail = run.tail, None
        mark.append(run)
        for text in run.findall(tag("t")):
            text.tag = tag("delText")
            text.set(_SPACE, "preserve")
        for code in run.findall(tag("instrText")):
            code.tag = tag("delInstrText")

    def insertion(self, text: str, properties: Any, when: str = "") -> Any:
        """New words in a ``w:ins``; a line break for each newline.

        Args:
            properties: the ``w:rPr`` they are to have; None for none. when: as for ``mark``.
        """
        mark = self.mark("ins", when)
        run = mark.makeelement(tag("r"), {})
        mark.append(run)
        if properties is not None:
            run.append(copy.deepcopy(properties))
        for number, line in enumerate(text.split("\n")):
            if number:
                run.append(run.makeelement(tag("br"), {}))
            if line:
                piece = run.makeelement(tag("t"), {_SPACE: "preserve"})
                piece.text = line
                run.append(piece)
        return mark

    def _insertion(self, text: str, like: Any) -> Any:
        return self.insertion(text, like.find(tag("rPr")))

    def _put(self, mark: Any, beside: Any, *, before: bool = False) -> None:
        """Put an insertion next to a run; an insertion of another's is cut in two, for one holds no other."""
        outer = beside.getparent()
        while outer is not None and outer.tag not in (*_HELD, tag("p")):
            outer = outer.getparent()
        if outer is None or outer.tag == tag("p") or beside.getparent() is not outer:
            beside.addprevious(mark) if before else beside.addnext(mark)
            return
        following = [beside] if before else []
        following += list(beside.itersiblings())
        if following:
            rest = outer.makeelement(outer.tag, dict(outer.attrib))
            rest.set(tag("id"), str(self.id))
            self.id += 1
            outer.addnext(rest)
            for item in following:
                rest.append(item)
        if len(outer):
            outer.addnext(mark)
        else:
            outer.addprevious(mark)
            outer.getparent().remove(outer)

    def make(self, wanted: Replacement) -> str:
        """Make a change; why it was not made, or empty."""
        place = wanted.location
        if not isinstance(place, DocxPlace):
            return UNKNOWN
        chars = self.places.chars(place)
        held = chars[wanted.offset : wanted.offset + len(wanted.old)]
        if len(held) < len(wanted.old):
            return LOST if chars else UNKNOWN
        if any(char.text not in ("", old) for char, old in zip(held, wanted.old, strict=True)):
            return LOST
        change = wanted.smallest()
        start, end = change.offset, change.offset + len(change.old)
        if start == end:
            beside = runs_between(chars, start - 1, start) if start else []
            if beside:
                self._put(self._insertion(change.new, beside[-1]), beside[-1])
                return ""
            beside = runs_between(chars, start, start + 1)
            if not beside:
                return LOST
            self._put(self._insertion(change.new, beside[0]), beside[0], before=True)
            return ""
        runs = runs_between(chars, start, end)
        if not runs:
            return ORDINAL
        for run in runs:
            self.delete(run)
        if change.new:
            self._put(self._insertion(change.new, runs[0]), runs[-1].getparent())
        return ""


def change_docx(data: bytes, wanted: Sequence[Replacement], *, when: datetime) -> tuple[bytes, dict[int, str]]:
    """Replace words of a Word file as tracked changes by “nianbao”.

    Args:
        data: the file. wanted: what to replace; places not touching each other. when: the date of the changes.

    Returns:
        The file with the changes, only the part with the text rewritten; for each change not made its
        number in ``wanted`` and why, in Chinese.
    """
    root = main_root(data)
    changer = Changer(root, when)
    refused: dict[int, str] = {}
    for number in sorted(range(len(wanted)), key=lambda item: _reach(wanted[item]), reverse=True):
        if why := changer.make(wanted[number]):
            refused[number] = why
    return (data if len(refused) == len(wanted) else with_main(data, root)), refused
