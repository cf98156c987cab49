"""The page of the Word file: size, margins, grid, page numbers (GB/T 9704-2012, 5.2 and 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from nianbao.writing.docx_layout import LINE, SONGTI, child, fonts

__all__ = ["set_page", "set_page_numbers"]

_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "2098", "bottom": "1984", "left": "1587", "right": "1474", "header": "851", "footer": "1304"}
"""Twips; the footer's bottom edge is 23 mm up, so that its 14 pt line begins 7 mm below the type area."""
_GRID = {"type": "linesAndChars", "linePitch": str(LINE), "charSpace": "-842"}
"""22 lines of 28 characters, for Word's page dialog. No paragraph snaps to it (see ``docx_styles``):
LibreOffice gives a 16 pt character two cells of a grid of 15.8 pt."""


def set_page(document: Document) -> None:
    """A4, a type area of 156 × 225 mm, odd and even pages apart."""
    section = document.sections[0]._sectPr
    for name in list(section.attrib):
        del section.attrib[name]  # the template's revision marks
    for tag in ("w:pgSz", "w:pgMar", "w:docGrid", "w:cols"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    child(section, "pgSz", **_PAGE)
    child(section, "pgMar", **_MARGINS, gutter="0")
    child(section, "cols", space="425")
    child(section, "docGrid", **_GRID)
    document.settings.odd_and_even_pages_header_footer = True


def _text(words: str) -> Any:
    piece = child(None, "t")
    piece.text = words
    piece.set(qn("xml:space"), "preserve")
    return piece


def _run(content: Any) -> Any:
    run = child(None, "r")
    properties = child(run, "rPr")
    properties.append(fonts(SONGTI))
    child(properties, "spacing", val="0")
    child(properties, "sz", val="28")
    child(properties, "szCs", val="28")
    run.append(content)
    return run


def _page_number() -> Iterator[Any]:
    """``— 1 —`` in 4号半角宋体."""
    instruction = child(None, "instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    yield _run(_text("— "))
    yield _run(child(None, "fldChar", fldCharType="begin"))
    yield _run(instruction)
    yield _run(child(None, "fldChar", fldCharType="separate"))
    yield _run(_text("1"))
    yield _run(child(None, "fldChar", fldCharType="end"))
    yield _run(_text(" —"))


def _properties(side: str) -> Any:
    """One character in from the outer edge."""
    properties = child(None, "pPr")
    child(properties, "snapToGrid", val="0")
    child(properties, "spacing", before="0", after="0", line="280", lineRule="exact")
    child(properties, "ind", **{f"{side}Chars": "100", side: "280", "firstLineChars": "0", "firstLine": "0"})
    child(properties, "jc", val=side)
    return properties


def set_page_numbers(document: Document) -> None:
    """The number on the outer side: right on odd pages, left on even ones."""
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph: Any = footer.paragraphs[0]._p
        for old in list(paragraph):
            paragraph.remove(old)
        paragraph.append(_properties(side))
        for element in _page_number():
            paragraph.append(element)
