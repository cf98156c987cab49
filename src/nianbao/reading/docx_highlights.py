"""Highlighted words of a Word file: what somebody marked for somebody, each with its colour and our bookmarks."""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from nianbao.report import BOOKMARK_PREFIX

__all__ = ["Highlight", "highlights"]

_PARAGRAPH, _RUN, _TEXT, _DELETED = (qn(f"w:{name}") for name in ("p", "r", "t", "del"))
_HIGHLIGHT = f"{qn('w:rPr')}/{qn('w:highlight')}"


class Highlight(NamedTuple):
    """Words on a coloured ground.

    Attributes:
        text: the words. colour: as Word calls it (``yellow``). bookmarks: ours in the paragraph they stand in.
    """

    text: str
    colour: str
    bookmarks: tuple[str, ...] = ()


def _colour(run: Any) -> str:
    found = run.find(_HIGHLIGHT)
    colour = found.get(qn("w:val")) or "" if found is not None else ""
    return "" if colour in ("none", "white") else colour


def _runs(paragraph: Any) -> list[tuple[str, str]]:
    """Colour and text of each run that is not deleted."""
    return [
        (_colour(run), "".join(piece.text or "" for piece in run.iter(_TEXT)))
        for run in paragraph.iter(_RUN)
        if not any(above.tag == _DELETED for above in run.iterancestors())
    ]


def highlights(body: Any) -> list[Highlight]:
    """Highlighted words in the body of a document, in order.

    Args:
        body: the ``w:body`` element.
    """
    found: list[Highlight] = []
    for paragraph in body.iter(_PARAGRAPH):
        if paragraph.find(f".//{qn('w:highlight')}") is None:
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
