"""Comments (批注), automatic numbers and highlighted words of a Word file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from nianbao.report import BOOKMARK_PREFIX, Comment, DocxPlace, Report
from nianbao.text.allowed_characters import plain
from nianbao.wordml.content import Char, tag

__all__ = ["Anchors", "Highlight", "Numbering", "highlights", "named", "said_of"]


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


_PARAGRAPH, _RUN, _TEXT, _DELETED = (qn(f"w:{name}") for name in ("p", "r", "t", "del"))
_HIGHLIGHT = f"{qn('w:rPr')}/{qn('w:highlight')}"
_SHADES = tuple(f"{qn(f'w:{name}')}/{qn('w:shd')}" for name in ("rPr", "pPr"))
_GROUNDS = f".//{qn('w:highlight')}", f".//{qn('w:shd')}"
_PLAIN = ("", "none", "white", "auto", "FFFFFF")
_NAMES = {"FFFF00": "yellow"}  # as an office program writes our own ground where it has no highlight


class Highlight(NamedTuple):
    """Words on a coloured ground.

    Attributes:
        text: the words. colour: as Word calls it (``yellow``). bookmarks: ours in the paragraph they stand in.
    """

    text: str
    colour: str
    bookmarks: tuple[str, ...] = ()


def _colour(run: Any, paragraph: Any) -> str:
    """The ground of a run: highlighted (突出显示), or shaded (底纹) itself or with its paragraph."""
    found = run.find(_HIGHLIGHT)
    colours = [found.get(qn("w:val"))] if found is not None else []
    shades = [item.find(path) for item, path in zip((run, paragraph), _SHADES, strict=True)]
    colours += [shade.get(qn("w:fill")) for shade in shades if shade is not None]
    return next((_NAMES.get(colour, colour) for colour in colours if colour and colour not in _PLAIN), "")


def _runs(paragraph: Any) -> list[tuple[str, str]]:
    """Colour and text of each run that is not deleted."""
    return [
        (_colour(run, paragraph), "".join(piece.text or "" for piece in run.iter(_TEXT)))
        for run in paragraph.iter(_RUN)
        if not any(above.tag == _DELETED for above in run.iterancestors())
    ]


def highlights(body: Any) -> list[Highlight]:
    """Highlighted and shaded words in the body of a document, in order.

    Args:
        body: the ``w:body`` element.
    """
    found: list[Highlight] = []
    for paragraph in body.iter(_PARAGRAPH):
        if all(paragraph.find(path) is None for path in _GROUNDS):
            continue
        marks = tuple(
            name
            for item in paragraph.iter(qn("w:bookmarkStart"))
            if (name := item.get(qn("w:name")) or "").startswith(BOOKMARK_PREFIX)
        )
        for colour, runs in groupby(_runs(paragraph), key=lambda run: run[0]):
            words = "".join(text for _, text in runs).strip()
            if colour and words:
                found.append(Highlight(words, colour, marks))
    return found
