"""Finds a place of a Word file as runs, split at code points, formatting kept."""

from __future__ import annotations

import copy
from typing import Any

from nianbao.report import DocxPlace
from nianbao.wordml.content import Char, blocks, cell_chars, grid, paragraph_chars, tag

__all__ = ["RunFinder", "next_id", "runs_between"]

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
