"""What stands on every page and is no part of the text: page numbers, running heads and feet; and footnotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from nianbao.patterns import lazy
from nianbao.reading.page_numbers import NUMBERED_PAGE
from nianbao.reading.pdf_glyphs import Glyph, Line
from nianbao.reading.pdf_ruled_tables import Part
from nianbao.text import fold

__all__ = ["PageText", "drop_footnotes", "drop_furniture"]

_MARGIN = 0.13
"""Of the page's height: running heads, feet and page numbers stand within it, at the top or bottom."""
_BARE = lazy(r"([0-9]{1,3})(?: */ *[0-9]{1,3})?")
_DIGITS = lazy(r"[0-9]+")
_SAME_HEIGHT = 4.0
_CONTINUED = lazy(r"[（(]?(?:续上?表(?:[0-9一二三四]{1,2})?|接上[页表]|(?:转|续)下[页表]|续)[）)]?")
"""What is written over the rest of a table."""
_MARK = lazy(r"(?:[①-⑳]|\[[0-9]{1,2}\]|［[0-9]{1,2}］|[0-9]{1,2}(?![0-9、.．年月日]))")
_SMALL = 0.87
"""Of the body's size: a footnote is smaller than this."""


@dataclass
class PageText:
    """What was read of a page: lines outside tables, and tables, each from the top down."""

    number: int
    width: float
    height: float
    lines: list[Line]
    parts: list[Part] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)


def _edge_lines(page: PageText) -> list[Line]:
    """Lines in the margins of a page, with nothing of the body beyond them."""
    top, bottom = page.height * _MARGIN, page.height * (1 - _MARGIN)
    first = min((part.top for part in page.parts), default=page.height)
    last = max((part.bottom for part in page.parts), default=0.0)
    return [
        line
        for line in page.lines
        if (line.bottom <= top and line.bottom <= first + 2) or (line.top >= bottom and line.top >= last - 2)
    ]


def _numbers(pages: Sequence[PageText], edges: dict[int, list[Line]]) -> set[int]:
    """Page numbers: decorated ones, and bare ones that count with the pages."""
    found: set[int] = set()
    bare: list[tuple[int, Line]] = []
    for page in pages:
        for line in edges[page.number]:
            text = fold(line.text).replace("–", "-")
            if NUMBERED_PAGE.fullmatch(text):
                found.add(id(line))
            elif match := _BARE.fullmatch(text):
                bare.append((int(match.group(1)) - page.number, line))
    common = Counter(offset for offset, _ in bare).most_common(1)
    for offset, line in bare:
        if offset == common[0][0]:
            found.add(id(line))
    return found


def _running(pages: Sequence[PageText], edges: dict[int, list[Line]]) -> set[int]:
    """Lines that come again on other pages, at the same height and but for digits the same."""
    places: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for page in pages:
        for line in edges[page.number]:
            places[_DIGITS.sub("0", "".join(fold(line.text).split()))].append((page.number, line))
    found: set[int] = set()
    for same in places.values():
        for _, line in same:
            level = {number for number, other in same if abs(other.top - line.top) <= _SAME_HEIGHT}
            if len(level) >= 2 and len(level) * 4 >= len(pages):
                found.add(id(line))
    return found


def drop_furniture(pages: Sequence[PageText]) -> None:
    """Take page numbers, running heads and feet out of the pages."""
    edges = {page.number: _edge_lines(page) for page in pages}
    gone = _numbers(pages, edges) | _running(pages, edges)
    for page in pages:
        page.lines = [line for line in page.lines if id(line) not in gone and not _continued(page, line)]


def _continued(page: PageText, line: Line) -> bool:
    """Whether a line only says that a table goes on."""
    return bool(page.parts) and _CONTINUED.fullmatch("".join(line.text.split())) is not None


def _mark(line: Line) -> str:
    match = _MARK.match(line.text)
    return match.group().strip("[]［］") if match else ""


def _unmarked(line: Line, marks: set[str]) -> Line:
    """A line without the small raised marks of footnotes."""

    def raised(glyph: Glyph) -> bool:
        return glyph.size <= 0.75 * line.size and glyph.bottom <= line.bottom - 0.15 * line.size

    small = "".join(glyph.text for glyph in line.drawn if raised(glyph))
    if not any(mark in small for mark in marks):
        return line
    kept = [glyph for glyph in line.glyphs if not (raised(glyph) and glyph.text in "".join(marks) + "[]［］")]
    return Line(kept, line.page) if any(not glyph.blank for glyph in kept) else line


def drop_footnotes(pages: Sequence[PageText]) -> None:
    """Move the footnotes of each page out of its lines, and take their marks out of the text."""
    sizes = Counter[float]()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.drawn)
    if not sizes:
        return
    body = sizes.most_common(1)[0][0]
    for page in pages:
        small = len(page.lines)
        while small and page.lines[small - 1].size <= _SMALL * body:
            small -= 1
        below = max((part.bottom for part in page.parts), default=0.0)
        while small < len(page.lines) and (not _mark(page.lines[small]) or page.lines[small].top < below):
            small += 1
        page.footnotes = page.lines[small:]
        marks = {mark for line in page.footnotes if (mark := _mark(line))}
        page.lines = [_unmarked(line, marks) if marks else line for line in page.lines[:small]]
