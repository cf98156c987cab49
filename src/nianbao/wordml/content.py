"""Accepted text, cells and characters of WordprocessingML.

Elements are lxml's. Reading finds text by this, and writing finds the place of a remark or of a change again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from nianbao.text.allowed_characters import removed

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSUPPORTED = "【待核实】"
"""A mark in the text that is no text of it: in web pages and Markdown, and in Word files of earlier versions."""
DOUBT = "待核实："
"""How our comment (批注) on a sentence that rests on nothing begins."""
DISPUTE = "没有选定："
"""How our comment begins on a sentence of which two versions stand, or that somebody deleted elsewhere."""
READ = "请读："
"""How our comment begins on a sentence that is a person's own words, not those of a report."""
VERIFIED = "核实属实"
"""How a reviewer's comment on such a sentence begins once she found it true."""


def tag(name: str) -> str:
    """A tag or attribute of WordprocessingML as lxml writes it."""
    return _W + name


_T = tag("t")
_DROPPED = {tag(name) for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "txbxContent")}
_SIGNS = {tag("tab"): "\t", tag("br"): "\n", tag("cr"): "\n", tag("noBreakHyphen"): "-"}
_NOT_PLAIN = (*(_DROPPED - {tag(name) for name in ("rPr", "pPr", "instrText", "delText")}), *_SIGNS)
"""Where none of these is, the text of a paragraph is that of all its ``w:t``."""


class Atom(NamedTuple):
    """An element that shows text: ``w:t``, a tab, a line break."""

    element: Any
    text: str


class Char(NamedTuple):
    """A character a reader sees and where it is: an offset in an element; no element where Word makes it itself."""

    text: str
    element: Any = None
    at: int = 0


def atoms(element: Any) -> Iterator[Atom]:
    """Text of a paragraph as accepted: insertions kept, deletions dropped, text boxes left out."""
    for child in element:
        name = child.tag
        if not isinstance(name, str) or name in _DROPPED:
            continue
        if name == _T:
            yield Atom(child, child.text or "")
        elif name in _SIGNS:
            yield Atom(child, _SIGNS[name])
        else:
            yield from atoms(child)


def is_plain(paragraph: Any) -> bool:
    """Whether a ``w:p`` has nothing but runs of words: no change, box, field, tab or line break."""
    return next(paragraph.iter(*_NOT_PLAIN), None) is None


def accepted(paragraph: Any) -> str:
    """The text of one ``w:p``: that of its atoms."""
    if is_plain(paragraph):
        return "".join(paragraph.itertext(_T, with_tail=False))
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def _collect(element: Any, parts: list[str]) -> None:
    for child in element:
        name = child.tag
        if name == _T:
            parts.append(child.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif isinstance(name, str) and name not in _DROPPED:
            _collect(child, parts)


def boxed(paragraph: Any) -> Iterator[Any]:
    """The paragraphs and tables of the text boxes anchored in a ``w:p``; of a box's two copies the modern one."""
    for box in paragraph.iter(tag("txbxContent")):
        if not any(item.tag == _FALLBACK for item in box.iterancestors()):
            yield from (item for item in blocks(box) if item.tag != tag("bookmarkStart"))


_PPR, _PSTYLE, _NUMPR, _RPR, _DEL = (tag(name) for name in ("pPr", "pStyle", "numPr", "rPr", "del"))


class Properties(NamedTuple):
    """What a ``w:p`` says of itself: its style and numbering, and whether it runs on into the next paragraph.

    It runs on where its own mark is deleted in tracked changes.
    """

    style: Any = None
    numbering: Any = None
    goes_on: bool = False


def said_in_properties(paragraph: Any) -> Properties:
    """The properties of a ``w:p``, in one pass."""
    properties = paragraph.find(_PPR)
    if properties is None:
        return Properties()
    style = numbering = None
    goes_on = False
    for child in properties.iterchildren(_PSTYLE, _NUMPR, _RPR):
        if child.tag == _PSTYLE:
            style = child if style is None else style
        elif child.tag == _NUMPR:
            numbering = child if numbering is None else numbering
        elif child.find(_DEL) is not None:
            goes_on = True
    return Properties(style, numbering, goes_on)


def runs_on(paragraph: Any) -> bool:
    """Whether the paragraph's own mark is deleted in tracked changes: it runs on into the next."""
    return said_in_properties(paragraph).goes_on


def blocks(parent: Any) -> Iterator[Any]:
    """Paragraphs, tables and the bookmarks between them, in order; content controls are walked into."""
    for child in parent:
        if child.tag in (tag("p"), tag("tbl"), tag("bookmarkStart")):
            yield child
        elif child.tag == tag("sdt"):
            content = child.find(tag("sdtContent"))
            if content is not None:
                yield from blocks(content)
        elif child.tag in (tag("ins"), tag("moveTo"), tag("customXml")):
            yield from blocks(child)


# ── tables


_TR, _TBL = tag("tr"), tag("tbl")
_GONE, _BEFORE = f"{tag('trPr')}/{tag('del')}", f"{tag('trPr')}/{tag('gridBefore')}"


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter(_TR):
        if next(row.iterancestors(_TBL)) is table and row.find(_GONE) is None:
            yield row


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in (tag("sdt"), tag("customXml"), tag("ins")):
            inner = child.find(tag("sdtContent"))
            yield from _cells(child if inner is None else inner)


_TC, _TCPR, _SPAN, _MERGE, _VAL, _P = (tag(name) for name in ("tc", "tcPr", "gridSpan", "vMerge", "val", "p"))
_WIDEST = 200
"""Columns a cell may take; Word itself knows 63."""


def spans(cell: Any) -> tuple[int, str]:
    """How many columns a cell takes, and how it is merged downwards: empty, ``restart`` or ``continue``."""
    properties = cell.find(_TCPR)
    if properties is None:
        return 1, ""
    span, merge = properties.find(_SPAN), properties.find(_MERGE)
    kind = "" if merge is None else (merge.get(_VAL) or "continue")
    return (min(int(span.get(_VAL) or 1), _WIDEST) if span is not None else 1), kind


class Placed(NamedTuple):
    """A cell of a table: where it begins, how many columns it takes, and how it is merged downwards."""

    row: int
    column: int
    cell: Any
    span: int
    merge: str


def placed(table: Any) -> Iterator[Placed]:
    """The cells of a table, deleted rows left out, rows and columns from 0."""
    for number, row in enumerate(_rows(table)):
        before = row.find(_BEFORE)
        column = min(int(before.get(_VAL) or 0), _WIDEST) if before is not None else 0
        for cell in _cells(row):
            span, merge = spans(cell)
            yield Placed(number, column, cell, span, merge)
            column += span


def grid(table: Any) -> Iterator[tuple[int, int, Any]]:
    """The cells of a table with their rows and columns."""
    for item in placed(table):
        yield item.row, item.column, item.cell


# ── characters


def _chars(paragraph: Any) -> list[Char]:
    return [Char(sign, atom.element, index) for atom in atoms(paragraph) for index, sign in enumerate(atom.text)]


def paragraph_chars(paragraphs: list[Any], at: int) -> list[Char]:
    """The characters of a block of a report, from its first.

    Args:
        paragraphs: the ``w:p`` it begins in and those that follow. at: where in the accepted text it begins;
            below 0 by the length of an ordinal Word makes itself.

    Returns:
        Line breaks and marks of ours are left out, as in the report; what follows the block may be there too.
    """
    found: list[Char] = []
    for paragraph in paragraphs:
        found += _chars(paragraph)
        if not runs_on(paragraph):
            break
    text = "".join(char.text for char in found)
    kept = [Char("")] * max(-at, 0)
    index = max(at, 0)
    while index < len(text):
        if text.startswith(UNSUPPORTED, index):
            index += len(UNSUPPORTED)
            continue
        if text[index] != "\n":
            kept.append(found[index])
        index += 1
    return _shown(kept)


def _shown(chars: list[Char]) -> list[Char]:
    """Characters without those that show nothing, which reading leaves out."""
    gone = removed("".join(char.text or " " for char in chars))
    return [char for at, char in enumerate(chars) if at not in gone] if gone else chars


def cell_chars(cell: Any) -> list[Char]:
    """The characters of a cell: its paragraphs that are not blank, a line each."""
    lines: list[list[Char]] = []
    for paragraph in cell.iter(_P):
        chars = _chars(paragraph)
        if "".join(char.text for char in chars).strip():
            lines.append(chars)
    joined = _shown([char for line in lines for char in (Char("\n"), *line)][1:])
    text = "".join(char.text for char in joined)
    return joined[len(text) - len(text.lstrip()) : len(text.rstrip())]


def cell_text(cell: Any) -> str:
    """The text of a cell's characters."""
    lines = [accepted(paragraph) for paragraph in cell.iter(_P)]
    return "\n".join(line for line in lines if line.strip()).strip()
