"""Joins lines of a PDF to paragraphs; drops page numbers, running heads and footnotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from nianbao.kinds import editions
from nianbao.patterns import lazy
from nianbao.reading.blocks import Para
from nianbao.reading.headings import DATE_LINE, section_of, sub_heading
from nianbao.reading.pdf_glyphs import Glyph, Line
from nianbao.reading.pdf_tables import TablePart
from nianbao.reading.text_blocks import NUMBERED_PAGE
from nianbao.report import PdfPlace
from nianbao.text import fold

_ENDS = lazy(r"[。！？；：…][”’）】》]*$")
_ORDINAL = lazy(r"^(?:[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、]\s*[^0-9\s])")
_CLOSING = frozenset("，。；：、！？）》”’】")
_INDENT = 1.2
"""Of a character: a line that begins this far in begins a paragraph."""
_SLACK = 0.3
"""Of a character: room that is not counted at a line's end."""
_SPACED = 1.5
"""Of the usual distance of lines: from it on, a paragraph begins."""

_DEEP = 6.0
"""Of a character: lines that begin so far in are centred or stand right, each for itself."""
_INDENTED = 0.15
"""Of all lines: where fewer are indented, paragraphs are not."""
_NARROW = 0.6
"""Of a page's width: text that takes less has no full line."""


class Measures(NamedTuple):
    """What is usual in a document.

    Attributes:
        size: of characters. pitch: distance of lines. edges: of the text, by page. justified: whether full lines
            all reach the right edge. indented: whether paragraphs begin with an indent.
    """

    size: float
    pitch: float
    edges: dict[int, tuple[float, float]]
    justified: bool
    indented: bool


def _right(lines: Sequence[Line]) -> float:
    """How far lines reach; marks hanging over the edge do not count."""
    ends = [line.x1 for line in lines if line.text[-1] not in _CLOSING]
    return max(ends or [line.x1 for line in lines])


def _left(lines: Sequence[Line]) -> float:
    """Where lines begin; a single one further left is an oddity."""
    starts = sorted(line.x0 for line in lines)
    return starts[1] if len(starts) >= 8 and starts[1] - starts[0] > 2 else starts[0]


def measures(lines: Sequence[Line], width: float) -> Measures:
    """Measure a document.

    Args:
        lines: all lines outside tables, at least one. width: of a page; where all lines are short, the right
            margin is taken to be as wide as the left.
    """
    size = median(line.size for line in lines for _ in line.drawn)
    body = [line for line in lines if abs(line.size - size) <= 0.12 * size] or list(lines)
    steps = [two.top - one.top for one, two in pairwise(body) if one.page == two.page and two.top > one.top]
    pitch = median(step for step in steps if step < 4 * size) if any(step < 4 * size for step in steps) else 2 * size
    whole = (_left(body), _right(body))
    if whole[1] - whole[0] < _NARROW * width:
        whole = (whole[0], max(width - whole[0], whole[1]))
    edges: dict[int, tuple[float, float]] = {}
    for number in {line.page for line in lines}:
        own = [line for line in body if line.page == number]
        mine = (min(line.x0 for line in own), _right(own)) if own else whole
        wide = (mine[1] - mine[0]) >= (whole[1] - whole[0]) - size
        edges[number] = mine if wide and abs(mine[0] - whole[0]) < 8 * size else whole
    long = [line for line in body if line.x1 > edges[line.page][1] - 2.5 * size]
    ended = sum(abs(line.x1 - edges[line.page][1]) <= 2.5 for line in long)
    indents = sum(_INDENT * size < line.x0 - edges[line.page][0] < 3 * size for line in body)
    return Measures(size, pitch, edges, len(long) >= 4 and ended >= 0.7 * len(long), indents >= _INDENTED * len(body))


def _is_short(line: Line, following: Line, given: Measures) -> bool:
    """Whether a line ends where the beginning of the next would have had room."""
    room = given.edges[line.page][1] - line.x1
    slack = _SLACK * line.size
    if room > following.first_width() + slack:
        return True
    return given.justified and room > (1 + _SLACK) * line.size and _ENDS.search(line.text) is not None


def _is_heading(text: str) -> bool:
    return bool(sub_heading(text)) or any(section_of(text, form) is not None for form in editions())


def _is_whole_heading(text: str, more: str) -> bool:
    """Whether a text is the heading of a section, and no longer is with what follows."""
    return any(section_of(text, form) and not section_of(text + more, form) for form in editions())


def begins_paragraph(text: str, line: Line, following: Line, given: Measures) -> bool:
    """Whether a line begins a new paragraph."""
    size = max(line.size, following.size)
    if abs(line.size - following.size) > 0.12 * size:
        return True
    if _is_short(line, following, given):
        return True
    if line.page == following.page and following.top - line.top > _SPACED * max(given.pitch, size):
        return True
    ended = _ENDS.search(text) is not None
    ordinal = _ORDINAL.match(following.text) is not None
    indent = following.x0 - given.edges[following.page][0]
    if indent > _INDENT * size and (ended or ordinal or DATE_LINE.match(following.text)):
        return True
    if indent > _DEEP * size and abs(following.x0 - line.x0) > 0.5 * size:
        return True
    if _is_whole_heading(text, following.text) or (ended and ordinal and not given.indented):
        return True
    return line.font != following.font and bool(line.font and following.font) and _is_heading(text)


def _joined(text: str, line: Line) -> str:
    """A paragraph's text with the next line; two Latin words keep their space."""
    latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
    return f"{text} {line.text}" if latin else text + line.text


def paragraphs(lines: Sequence[Line], given: Measures) -> list[Para]:
    """The paragraphs of lines that follow each other, over pages too."""
    found: list[Para] = []
    last: Line | None = None
    for line in lines:
        if last is not None and not begins_paragraph(found[-1].text, last, line, given):
            found[-1].text = _joined(found[-1].text, line)
        else:
            found.append(Para(line.text, PdfPlace(page=line.page, line=line.number)))
        last = line
    return found


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
    parts: list[TablePart] = field(default_factory=list)
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
