"""Ordinals that Word makes itself (w:numPr), as the printed page shows them."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

__all__ = ["Numbering"]

_NUMPR = qn("w:numPr")
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

    def label(self, own: Any) -> str:
        """The ordinal before a paragraph, by its ``w:pPr``; empty where Word makes none. Each call counts it."""
        properties = own.find(_NUMPR) if own is not None else None
        if properties is None:
            return ""
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
