"""A place of a Word file as runs, split at code points; words replaced there as tracked changes, formatting kept."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from nianbao.report import DocxPlace
from nianbao.wordml.content import Char, blocks, cell_chars, grid, paragraph_chars, tag
from nianbao.wordml.tracked_changes import AUTHOR, main_root, with_main
from nianbao.writing.replace_words import LOST, UNKNOWN, Replacement

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class RunFinder:
    """The paragraphs and tables of a body, counted as the reader counts them."""

    def __init__(self, body: Any) -> None:
        found = list(blocks(body))
        self.paragraphs = [item for item in found if item.tag == tag("p")]
        self.tables = [item for item in found if item.tag == tag("tbl")]

    def paragraph(self, place: DocxPlace) -> Any:
        """The ``w:p`` of a place, the first of its cell for a cell; None where there is none, and in a text box."""
        if place.box:
            return None  # Word takes neither comments nor, in its two copies of a box, changes there
        if place.table is None:
            number = (place.paragraph or 0) - 1
            return self.paragraphs[number] if 0 <= number < len(self.paragraphs) else None
        cell = self._cell(place)
        return None if cell is None else next(cell.iter(tag("p")), None)

    def _cell(self, place: DocxPlace) -> Any:
        if place.table is None or not 1 <= place.table <= len(self.tables):
            return None
        wanted = (place.row or 1) - 1, (place.column or 1) - 1
        cells = grid(self.tables[place.table - 1])
        return next((cell for row, column, cell in cells if (row, column) == wanted), None)

    def chars(self, place: DocxPlace) -> list[Char]:
        """The characters of a block or cell, from its first; what follows the block may be there too."""
        if place.table is not None:
            cell = self._cell(place)
            return [] if cell is None else cell_chars(cell)
        number = -1 if place.box else (place.paragraph or 0) - 1
        return paragraph_chars(self.paragraphs[number:], place.at) if number >= 0 else []


def _run_of(element: Any) -> Any:
    parent = element.getparent()
    return parent if parent is not None and parent.tag == tag("r") else None


def _split(run: Any, child: Any, index: int) -> None:
    """Cut a run before a character of one of its children: what stood before goes into a new run in front.

    The child stays where it is with what follows, so characters after the cut keep their element.
    """
    front = run.makeelement(run.tag, dict(run.attrib))
    properties = run.find(tag("rPr"))
    if properties is not None:
        front.append(copy.deepcopy(properties))
    for item in list(run):
        if item is child:
            break
        if item is not properties:
            front.append(item)
    if index and child.tag == tag("t"):
        text = child.text or ""
        piece = child.makeelement(child.tag, {_SPACE: "preserve"})
        piece.text, child.text = text[:index], text[index:]
        child.set(_SPACE, "preserve")
        front.append(piece)
    run.addprevious(front)


def _text_before(element: Any) -> bool:
    before = element.getprevious()
    return before is not None and before.tag != tag("rPr")


def runs_between(chars: list[Char], start: int, end: int) -> list[Any]:
    """The runs that hold just these characters, in order; runs are split where they hold more.

    Args:
        chars: of a block, as ``RunFinder.chars`` gave them; no longer true after this call.
        start, end: offsets in it.

    Returns:
        Empty where a character is in no run: an ordinal Word makes itself, a place beyond the end.
    """
    wanted = chars[start:end]
    if not wanted or len(wanted) < end - start or any(char.element is None and char.text != "\n" for char in wanted):
        return []
    wanted = [char for char in wanted if char.element is not None]
    elements = list(dict.fromkeys(char.element for char in wanted))
    if not elements or any(_run_of(element) is None for element in elements):
        return []
    # The end first: cutting there moves what stands before the cut, and so the place of the start, but not its element.
    last, after = elements[-1], wanted[-1].at + 1
    if last.tag == tag("t") and after < len(last.text or ""):
        run = _run_of(last)
        _split(run, last, after)
        elements[-1] = list(run.getprevious())[-1]
    elif last.getnext() is not None:
        _split(_run_of(last), last.getnext(), 0)
    if wanted[0].at or _text_before(elements[0]):
        _split(_run_of(elements[0]), elements[0], wanted[0].at)
    return list(dict.fromkeys(_run_of(element) for element in elements))


def next_id(root: Any) -> int:
    """The first number from which no change, bookmark or comment of the file has an id."""
    values = (item.get(tag("id")) or "" for item in root.iter() if isinstance(item.tag, str))
    return max((int(value) for value in values if value.lstrip("-").isdigit()), default=0) + 1


ORDINAL = "这一处是 Word 自动生成的编号，不能代改"
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
