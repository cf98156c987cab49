"""Characters drawn on a PDF page, and the lines they stand in.

A character drawn twice at almost the same place (bold made by drawing twice, a shadow) counts once; one
drawn askew is a watermark's. Radicals are given as the characters they stand for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from nianbao.text import without_radicals

UNKNOWN = "□"
"""Shown for a character whose font does not say what it is."""
_SPACES = frozenset(" \u00a0\u3000\t\u2002\u2003\u2009\u200b\ufeff")
_DOUBLED = 0.15
"""Of its size: two of the same character nearer than this are one."""
_COLUMN_GAP, _WORD_GAP = 2.0, 0.25
"""Of its size: a gap that parts two columns of a line; one that parts two Latin words."""
_OPEN, _CLOSE = frozenset("（《“‘【〔〈「『(["), frozenset("，。；：、！？）》”’】〕〉」』)],.;:!?%％")


class Glyph(NamedTuple):
    """A character with its box on the page (from the top left, in points); ``turn`` is 1 or -1 for upright columns."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    font: str
    turn: int = 0

    @property
    def blank(self) -> bool:
        """Whether it shows nothing."""
        return self.text in _SPACES or not self.text.strip()

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half way across."""
        return (self.x0 + self.x1) / 2


def _turn(char: dict[str, Any]) -> int | None:
    """0 for a character that stands, 1 or -1 for one turned by a right angle, None for one askew."""
    a, b, c, d = (float(part) for part in char["matrix"][:4])
    if abs(b) <= 0.02 * abs(a) and a > 0:
        return 0
    if abs(a) <= 0.02 * abs(b):
        return 1 if b > 0 else -1
    return None if a * d - b * c else 0


def glyphs_of(page: Any) -> list[Glyph]:
    """The characters of a page, each once."""
    kept: list[Glyph] = []
    near: dict[tuple[str, int, int], list[Glyph]] = {}
    for char in page.chars:
        turn = _turn(char)
        text = char["text"]
        if turn is None or not 0 <= (char["top"] + char["bottom"]) / 2 <= float(page.height):
            continue
        if not 0 <= (char["x0"] + char["x1"]) / 2 <= float(page.width):
            continue
        text = UNKNOWN if text.startswith("(cid:") or text == "\ufffd" else without_radicals(text)
        if not text or (ord(text[0]) < 32 and text != "\t"):
            continue
        size = float(char["size"] or 1)
        glyph = Glyph(text, char["x0"], char["x1"], char["top"], char["bottom"], size, char["fontname"], turn)
        if not _doubled(glyph, near):
            kept.append(glyph)
    return kept


def page_turn(glyphs: Sequence[Glyph]) -> int:
    """How a page's text is turned: 1 where most of it runs upwards, -1 where downwards, else 0."""
    turns = Counter(glyph.turn for glyph in glyphs if not glyph.blank)
    return turns.most_common(1)[0][0] if turns else 0


def stood(glyph: Glyph, width: float = 0.0, height: float = 0.0) -> Glyph:
    """A character of turned text as if its page were turned so that it stands."""
    if glyph.turn > 0:
        x0, x1, top, bottom = height - glyph.bottom, height - glyph.top, glyph.x0, glyph.x1
    elif glyph.turn < 0:
        x0, x1, top, bottom = glyph.top, glyph.bottom, width - glyph.x1, width - glyph.x0
    else:
        return glyph
    return glyph._replace(x0=x0, x1=x1, top=top, bottom=bottom, turn=0)


def _doubled(glyph: Glyph, near: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same character was drawn there before; else it is remembered."""
    if glyph.blank:
        return False
    column, row = int(glyph.x0 // 4), int(glyph.top // 4)
    most = min(_DOUBLED * glyph.size, 4.0)
    for x in (column - 1, column, column + 1):
        for y in (row - 1, row, row + 1):
            for other in near.get((glyph.text, x, y), ()):
                if abs(other.x0 - glyph.x0) <= most and abs(other.top - glyph.top) <= most:
                    return True
    near.setdefault((glyph.text, column, row), []).append(glyph)
    return False


@dataclass
class Line:
    """A line of text on a page.

    Attributes:
        glyphs: left to right, blanks included. page: from 1. number: on the page, from 1; 0 until counted.
    """

    glyphs: list[Glyph]
    page: int
    number: int = 0

    @cached_property
    def drawn(self) -> list[Glyph]:
        """The characters that show."""
        return [glyph for glyph in self.glyphs if not glyph.blank]

    @cached_property
    def text(self) -> str:
        """What it says."""
        return text_of(self.glyphs)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.drawn[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.drawn[-1].x1

    @cached_property
    def top(self) -> float:
        """Its upper edge."""
        return min(glyph.top for glyph in self.drawn)

    @cached_property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(glyph.bottom for glyph in self.drawn)

    @cached_property
    def size(self) -> float:
        """The size of most of it."""
        return Counter(round(glyph.size, 1) for glyph in self.drawn).most_common(1)[0][0]

    @cached_property
    def font(self) -> str:
        """The font of most of its Chinese characters; empty where it has none."""
        fonts = Counter(glyph.font for glyph in self.drawn if "\u4e00" <= glyph.text[0] <= "\u9fff")
        return fonts.most_common(1)[0][0] if fonts else ""

    def first_width(self) -> float:
        """The width of what a line break keeps together at its beginning: a character or word with its marks."""
        end = 0
        while end < len(self.drawn) - 1 and self.drawn[end].text in _OPEN:
            end += 1
        if _word(self.drawn[end]):
            while end + 1 < len(self.drawn) and _word(self.drawn[end + 1]) and not self._gap(end):
                end += 1
        while end + 1 < len(self.drawn) and self.drawn[end + 1].text in _CLOSE:
            end += 1
        return self.drawn[end].x1 - self.drawn[0].x0

    def _gap(self, index: int) -> bool:
        return self.drawn[index + 1].x0 - self.drawn[index].x1 > _WORD_GAP * self.size

    def parts(self, gap: float) -> list[list[Glyph]]:
        """Its stretches between gaps of more than ``gap`` of its size; what stands between is not kept."""
        found = [[self.drawn[0]]]
        for glyph in self.drawn[1:]:
            if glyph.x0 - found[-1][-1].x1 > gap * self.size:
                found.append([])
            found[-1].append(glyph)
        return found


def _word(glyph: Glyph) -> bool:
    return glyph.text[0].isascii() and glyph.text[0].isalnum()


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The text of characters of one line, left to right, with a space where columns or Latin words part."""
    pieces: list[str] = []
    last: Glyph | None = None
    spaced = False
    for glyph in glyphs:
        if glyph.blank:
            pieces.append(" " if glyph.text == "\t" else glyph.text)
            spaced = True
            continue
        if last is not None and not spaced:
            gap = (glyph.x0 - last.x1) / max(glyph.size, last.size)
            words = last.text[-1].isascii() and last.text[-1].isalpha() and glyph.text[0].isascii()
            if gap > _COLUMN_GAP or (gap > _WORD_GAP and words and glyph.text[0].isalpha()):
                pieces.append(" ")
        pieces.append(glyph.text)
        last, spaced = glyph, False
    return "".join(pieces).strip("".join(_SPACES))


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Characters grouped into lines, from the top of a page down."""
    groups: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda item: item.middle):
        if groups and glyph.middle - middle <= 0.5 * max(size, glyph.size):
            group = groups[-1]
            group.append(glyph)
            if glyph.size >= size:
                middle += (glyph.middle - middle) / len(group)
                size = glyph.size
        else:
            groups.append([glyph])
            middle, size = glyph.middle, glyph.size
    lines = [Line(sorted(group, key=lambda item: item.x0), page) for group in groups]
    return [line for line in lines if line.drawn]
