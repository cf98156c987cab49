"""The characters of a PDF page to lines, and lines to paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from nianbao.lazy import lazy
from nianbao.reading.blocks import Para
from nianbao.report import PdfPlace
from nianbao.text.radicals import without_radicals

__all__ = ["Line", "Margins", "lines_of", "unwrapped"]

_WORD = lazy(r"[0-9A-Za-z.,%]")
_LETTER = lazy("[A-Za-z]")
_SAME_SIZE = 0.6


class Line(NamedTuple):
    """A line of text on a page.

    Attributes:
        left, right, top, bottom: in points from the page's top left corner. size: of most of its characters, in points.
        edge: whether it stands at the top or bottom edge of its page.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    place: PdfPlace
    edge: bool = False


def _joined(chars: Sequence[dict[str, Any]]) -> str:
    """The characters of a line; a space where words or columns stand apart."""
    text = chars[0]["text"] if chars else ""
    for one, two in pairwise(chars):
        gap, size = two["x0"] - one["x1"], max(one["size"], two["size"])
        both = _WORD.match(one["text"]) and _WORD.match(two["text"])
        if gap > size * (0.2 if both else 1.5) and not text.endswith(" ") and two["text"] != " ":
            text += " "
        text += two["text"]
    return without_radicals(text).strip()


def lines_of(chars: Iterable[dict[str, Any]], page: int) -> list[Line]:
    """Characters to lines, top to bottom.

    Args:
        chars: as pdfplumber gives them. page: its number.
    """
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        near = last is not None and middle - (last["top"] + last["bottom"]) / 2 < 0.45 * max(char["size"], 1)
        if near:
            rows[-1].append(char)
        else:
            rows.append([char])
    found = []
    for row in rows:
        row.sort(key=lambda char: char["x0"])
        drawn = [char for char in row if char["text"].strip()]
        if not drawn:
            continue
        size = Counter(round(char["size"], 1) for char in drawn).most_common(1)[0][0]
        top, bottom = min(char["top"] for char in drawn), max(char["bottom"] for char in drawn)
        place = PdfPlace(page=page, line=1)
        found.append(Line(_joined(row), drawn[0]["x0"], drawn[-1]["x1"], top, bottom, size, place))
    return found


class Margins(NamedTuple):
    """Where the lines of a document begin and end, in points, and the size of most of its characters."""

    left: float
    right: float
    body: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Margins:
        """The margins of all lines of a document."""
        if not lines:
            return cls(0, 0, 1)
        body = Counter(line.size for line in lines for _ in line.text).most_common(1)[0][0]
        return cls(min(line.left for line in lines), max(line.right for line in lines), body)


def unwrapped(lines: Sequence[Line], margins: Margins) -> list[Para]:
    """Lines to paragraphs.

    A paragraph goes on while its lines reach the right margin and the next is neither indented nor set otherwise.
    """
    found: list[Para] = []
    last: Line | None = None
    for line in lines:
        if last is not None and found and _goes_on(last, line, margins):
            words = _LETTER.match(last.text[-1]) and _LETTER.match(line.text[0])
            found[-1].text += (" " if words else "") + line.text
        else:
            found.append(Para(line.text, line.place))
        last = line
    return found


def _goes_on(last: Line, line: Line, margins: Margins) -> bool:
    full = last.right > margins.right - 1.6 * margins.body
    indented = line.left > margins.left + 1.2 * margins.body
    return full and not indented and abs(last.size - line.size) < _SAME_SIZE
