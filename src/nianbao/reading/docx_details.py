"""Comments (批注), automatic numbers, and highlighted, hidden and struck-out words of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from nianbao.report import BOOKMARK_PREFIX, Comment, DocxPlace, Report
from nianbao.text.allowed_characters import plain
from nianbao.wordml.content import Char, tag

_OPEN = 50
"""Comments open at one place; where there are more, the file is made to take time."""


def said_of(document: Any) -> dict[str, tuple[str, str]]:
    """Author and text of each comment that says something, by its id."""
    try:
        return {
            str(comment.comment_id): (plain(comment.author), plain(comment.text))
            for comment in document.comments
            if comment.text.strip()
        }
    except (KeyError, AttributeError, ValueError):
        return {}


def resolved(document: Any) -> set[tuple[str, str]]:
    """Author and text of the comments that are marked as resolved (已解决), with the answers to them.

    Word and LibreOffice keep that apart (ECMA's ``w15:commentEx``), by the id of a comment's last paragraph.
    """
    done: dict[str, bool] = {}
    above: dict[str, str] = {}
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/commentsExtended"):
            continue
        try:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            return set()
        for item in root.iter(f"{_W15}commentEx"):
            id = item.get(f"{_W15}paraId") or ""
            done[id] = (item.get(f"{_W15}done") or "0") not in _OFF
            above[id] = item.get(f"{_W15}paraIdParent") or ""
    if not any(done.values()):
        return set()
    by_key: dict[tuple[str, str], bool] = {}
    for comment in document.comments:
        paragraphs = comment._comment_elm.findall(tag("p"))
        id = (paragraphs[-1].get(f"{_W14}paraId") or "") if paragraphs else ""
        key = plain(comment.author), plain(comment.text)
        by_key[key] = by_key.get(key, True) and (done.get(id, False) or done.get(above.get(id, ""), False))
    return {key for key, settled in by_key.items() if settled}


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class Anchors:
    """What each comment covers, by elements: the ends of its range lie between elements, never inside one."""

    def __init__(self, body: Any) -> None:
        self.covered: dict[str, set[Any]] = {}
        points: list[tuple[str, Any]] = []
        now: set[str] = set()
        for element in body.iter(
            *map(tag, ("commentRangeStart", "commentRangeEnd", "commentReference", "t", "tab", "noBreakHyphen"))
        ):
            id = element.get(tag("id")) or ""
            if element.tag == tag("commentRangeStart"):
                now.add(id)
            elif element.tag == tag("commentRangeEnd"):
                now.discard(id)
            elif element.tag == tag("commentReference"):
                points.append((id, element))
            else:
                for open_id in now if len(now) <= _OPEN else ():
                    self.covered.setdefault(open_id, set()).add(element)
        for id, element in points:
            if id not in self.covered:  # a comment at a point stands at its whole paragraph
                paragraph = next(element.iterancestors(tag("p")), None)
                if paragraph is not None:
                    self.covered[id] = set(paragraph.iter(tag("t")))

    def comments(self, said: dict[str, tuple[str, str]], chars: Sequence[Char], place: DocxPlace) -> Iterable[Comment]:
        """The comments at a block.

        Args:
            said: author and text by id. chars: of the block. place: of the block.
        """
        first = next((index for index, char in enumerate(chars) if char.element is not None), 0)
        for id, (author, text) in said.items():
            elements = self.covered.get(id, ())
            held = [index for index, char in enumerate(chars) if char.element in elements]
            if held:
                start = 0 if held[0] == first else held[0]
                yield Comment(text=text, author=author, location=place, start=start, end=held[-1] + 1)


def named(report: Report, comments: Iterable[Comment]) -> list[Comment]:
    """Comments with the ids of what they stand at; those at what is not part of the report are left out."""
    ids: list[tuple[object, dict[str, str]]] = [(line.location, {}) for line in report.title_lines]
    for section in report.sections:
        ids.append((section.location, {"section": section.id}))
        ids += [(item.location, {"section": section.id, "paragraph": item.id}) for item in section.paragraphs]
    ids += [(cell.location, {"cell": id}) for id, cell in report.cells.items()]
    by_place = {place: names for place, names in ids if isinstance(place, DocxPlace)}
    return [
        comment.model_copy(update=by_place[comment.location])
        for comment in comments
        if isinstance(comment.location, DocxPlace) and comment.location in by_place
    ]


_CHINESE = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    if number < 10:
        return _CHINESE[number]
    tens, ones = divmod(number, 10)
    if number < 100:
        return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
    return str(number)


def _format(number: int, kind: str) -> str:
    if kind.startswith(("chinese", "japaneseCounting", "ideograph", "taiwaneseCounting")):
        return _chinese(number)
    if kind == "upperLetter":
        return chr(64 + (number - 1) % 26 + 1)
    if kind == "lowerLetter":
        return chr(96 + (number - 1) % 26 + 1)
    if kind in ("bullet", "none"):
        return ""
    if kind == "decimalEnclosedCircle" and number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


class Numbering:
    """Counts a document's numbered paragraphs as they are met."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for item in root.findall(qn("w:num")):
            reference = item.find(qn("w:abstractNumId"))
            if reference is not None:
                self.abstract[item.get(qn("w:numId"))] = reference.get(qn("w:val"))
        for item in root.findall(qn("w:abstractNum")):
            for level in item.findall(qn("w:lvl")):
                number = int(level.get(qn("w:ilvl")) or 0)
                values = {tag: level.find(qn(tag)) for tag in ("w:numFmt", "w:lvlText", "w:start")}
                kind, text, start = (
                    values[tag].get(qn("w:val")) if values[tag] is not None else default
                    for tag, default in (("w:numFmt", "decimal"), ("w:lvlText", ""), ("w:start", "1"))
                )
                self.levels[item.get(qn("w:abstractNumId")), number] = (kind, text or "", int(start or 1))

    def label(self, properties: Any) -> str:
        """The ordinal before a paragraph, by its ``w:numPr``; empty where Word makes none. Each call counts it."""
        id, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
        abstract = self.abstract.get(id.get(qn("w:val"))) if id is not None else None
        number = int(level.get(qn("w:val")) or 0) if level is not None else 0
        if abstract is None or (abstract, number) not in self.levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        kind, text, start = self.levels[abstract, number]
        counts[number] = counts.get(number, start - 1) + 1
        for deeper in [key for key in counts if key > number]:
            del counts[deeper]
        if kind == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            own, _, first = self.levels.get((abstract, at), ("decimal", "", 1))
            return _format(counts.get(at, first), own)

        return re.sub(r"%([1-9])", shown, text)


_PARAGRAPH, _RUN, _TEXT, _CELL, _ROW = (tag(name) for name in ("p", "r", "t", "tc", "tr"))
_DELETED = (tag("del"), tag("moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_PROPERTIES, _OF_PARAGRAPH, _OF_CELL, _OF_ROW = (tag(f"{name}Pr") for name in ("r", "p", "tc", "tr"))
_VALUE, _FILL, _SHADE, _HIGHLIGHT, _BASED = (tag(name) for name in ("val", "fill", "shd", "highlight", "basedOn"))
_HIDDEN, _STRUCK = (tag("vanish"),), (tag("strike"), tag("dstrike"))
_HIDDEN_ROW = tag("hidden")
_SIGNS = (_SHADE, _HIGHLIGHT, _HIDDEN_ROW, *_HIDDEN, *_STRUCK)
_PLAIN = ("", "none", "white", "auto", "FFFFFF")
_OFF = ("0", "false", "off", "none")
_NAMES = {"FFFF00": "yellow"}  # as an office program writes our own ground where it has no highlight

How = Literal["标了底色", "隐藏", "划了删除线"]


class MarkedWords(NamedTuple):
    """Words that somebody marked in a Word file by their form: on a coloured ground, hidden, struck out.

    Attributes:
        text: the words; may be empty for a cell. how: the mark. colour: of the ground, as Word calls it (``yellow``).
        bookmarks: ours in the paragraph they stand in. cell: the table's cell they stand in; None elsewhere.
        where: 页眉 or 页脚; empty in the body.
    """

    text: str
    how: How
    colour: str = ""
    bookmarks: tuple[str, ...] = ()
    cell: DocxPlace | None = None
    where: str = ""


def _ground(*elements: Any) -> str:
    """The first colour among those of highlights and shades; empty where there is none but white."""
    colours = [item.get(_FILL if item.tag == _SHADE else _VALUE) or "" for item in elements if item is not None]
    return next((_NAMES.get(colour, colour) for colour in colours if colour not in _PLAIN), "")


class _Marks:
    """Finds marked words. Styles count for what hides and strikes out; a ground is marked by hand.

    ``w:webHidden`` is shown in print, and a paragraph's own mark that is hidden hides no word: neither counts.
    """

    def __init__(self, document: Any, cells: Iterable[tuple[DocxPlace, Any]]) -> None:
        self.styles = {item.get(tag("styleId")): item for item in document.styles.element.iter(tag("style"))}
        self.styled = any(next(item.iter(*_HIDDEN, *_STRUCK), None) is not None for item in self.styles.values())
        self.cells = {cell: place for place, cell in cells}

    def _said(self, properties: Any, names: tuple[str, ...], depth: int = 0) -> bool | None:
        """Whether properties, or the style that they name, set one of some switches; None where they do not say."""
        if properties is None or depth > _DEEP:
            return None
        said = [item.get(_VALUE) not in _OFF for name in names for item in properties.findall(name)]
        if said:
            return any(said)
        named = [item.get(_VALUE) for item in properties.iterchildren(tag("rStyle"), tag("pStyle"))]
        return self._of_style(named[0], names, depth + 1) if named and self.styled else None

    def _of_style(self, id: str | None, names: tuple[str, ...], depth: int) -> bool | None:
        style = self.styles.get(id)
        if style is None or depth > _DEEP:
            return None
        own = self._said(style.find(_PROPERTIES), names, depth)
        based = style.find(_BASED)
        return own if own is not None or based is None else self._of_style(based.get(_VALUE), names, depth + 1)

    def _is(self, run: Any, paragraph: Any, names: tuple[str, ...]) -> bool:
        own = self._said(run.find(_PROPERTIES), names)
        return bool(self._said(paragraph.find(_OF_PARAGRAPH), names) if own is None else own)

    def _marks(self, run: Any, paragraph: Any, cell: Any, hidden_row: bool) -> tuple[tuple[How, str], ...]:
        found: list[tuple[How, str]] = []
        properties, own = run.find(_PROPERTIES), paragraph.find(_OF_PARAGRAPH)
        of_cell = cell.find(_OF_CELL) if cell is not None else None
        shades = [item.find(_SHADE) for item in (properties, own, of_cell) if item is not None]
        highlight = properties.find(_HIGHLIGHT) if properties is not None else None
        if colour := _ground(highlight, *shades):
            found.append(("标了底色", colour))
        if hidden_row or self._is(run, paragraph, _HIDDEN):
            found.append(("隐藏", ""))
        if self._is(run, paragraph, _STRUCK):
            found.append(("划了删除线", ""))
        return tuple(found)

    def within(self, root: Any, where: str = "") -> Iterator[MarkedWords]:
        """The marked words under an element, in order."""
        for paragraph in root.iter(_PARAGRAPH):
            cell = next((item for item in paragraph.iterancestors(_CELL) if item in self.cells), None)
            row = next(paragraph.iterancestors(_ROW), None)
            hidden = row is not None and row.find(f"{_OF_ROW}/{_HIDDEN_ROW}") is not None
            shade = cell.find(f"{_OF_CELL}/{_SHADE}") if cell is not None else None
            if not (self.styled or hidden or shade is not None) and next(paragraph.iter(*_SIGNS), None) is None:
                continue
            names = [item.get(tag("name")) or "" for item in paragraph.iter(tag("bookmarkStart"))]
            bookmarks = tuple(name for name in names if name.startswith(BOOKMARK_PREFIX))
            place = self.cells.get(cell)
            runs = [
                (self._marks(run, paragraph, cell, hidden), "".join(piece.text or "" for piece in run.findall(_TEXT)))
                for run in paragraph.iter(_RUN)
                if next(run.iterancestors(_PARAGRAPH)) is paragraph and next(run.iterancestors(*_DELETED), None) is None
            ]
            if not runs and (colour := _ground(shade)):
                yield MarkedWords("", "标了底色", colour, bookmarks, place, where)
            for marks, held in groupby(runs, key=lambda run: run[0]):
                words = plain("".join(text for _, text in held)).strip()
                if words or place is not None:
                    yield from (MarkedWords(words, how, colour, bookmarks, place, where) for how, colour in marks)


_DEEP = 10
"""Styles based on each other that are followed."""


def marked_words(document: Any, cells: Iterable[tuple[DocxPlace, Any]]) -> list[MarkedWords]:
    """Words on a coloured ground, hidden or struck out, in the body, the headers and the footers of a document.

    Args:
        document: of python-docx. cells: of the tables that are read, with their places; the ground of another table's
            cell is not looked at.
    """
    marks = _Marks(document, cells)
    found = list(marks.within(document.element.body))
    for relation in document.part.rels.values():
        where = _FURNITURE.get(relation.reltype.rpartition("/")[2])
        if where is not None and not relation.is_external and hasattr(relation.target_part, "element"):
            found += marks.within(relation.target_part.element, where)
    return list(dict.fromkeys(found))


_FURNITURE = {"header": "页眉", "footer": "页脚"}
