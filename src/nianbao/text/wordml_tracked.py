"""Who changed what in a Word file: its tracked changes (修订) paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from nianbao.wordml.content import accepted, tag

__all__ = ["Spot", "Tracked", "tracked"]

_COME = {tag("ins"), tag("moveTo")}
_GONE = {tag("del"), tag("moveFrom")}
_P, _T, _DELETED = tag("p"), tag("t"), tag("delText")
_SIGNS = {tag("tab"), tag("br"), tag("cr"), tag("noBreakHyphen")}


class Spot(NamedTuple):
    """Where an author changed a paragraph's text: what was put in there, from and to, or taken out (``gone``)."""

    start: int
    end: int
    gone: str = ""


class Tracked(NamedTuple):
    """What one author changed in one paragraph.

    Attributes:
        author, date: as Word has them; the date empty where it has none.
        paragraph: the ``w:p``. text: its words with everything accepted.
        gone: what the author took out, joined. spots: where in ``text`` the author took out or put in words.
    """

    author: str
    date: str
    paragraph: Any
    text: str
    gone: str
    spots: tuple[Spot, ...]


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str, str]]:
    """Each stretch of a paragraph in order: the change it is in, or None; ``ins``, ``del`` or empty; its words."""
    for element in paragraph.iter(_T, _DELETED, *_SIGNS):
        above = [item for item in element.iterancestors() if item.tag in _COME | _GONE or item.tag == _P]
        own = next((item for item in above if item.tag == _P), None)
        if own is not paragraph:
            continue
        marks = above[: above.index(own)]
        gone = next((item for item in marks if item.tag in _GONE), None)
        mark = gone if gone is not None else next(iter(marks), None)
        words = (element.text or "") if element.tag in (_T, _DELETED) else "\n"
        yield mark, "" if mark is None else "del" if gone is not None else "ins", words


def tracked(body: Any) -> list[Tracked]:
    """The tracked changes of words in a body, in order; one for each author of a paragraph."""
    found: list[Tracked] = []
    for paragraph in body.iter(_P):
        if next(paragraph.iter(*_COME, *_GONE), None) is None:
            continue
        by: dict[str, tuple[str, list[str], list[Spot]]] = {}
        at = 0
        for mark, kind, words in _pieces(paragraph):
            end = at if kind == "del" else at + len(words)
            if mark is not None:
                author, date = mark.get(tag("author")) or "", mark.get(tag("date")) or ""
                last, gone, spots = by.get(author, ("", [], []))
                spots.append(Spot(at, end, words if kind == "del" else ""))
                gone += [words] if kind == "del" else []
                by[author] = max(last, date), gone, spots
            at = end
        text = accepted(paragraph)
        for author, (date, gone, spots) in by.items():
            found.append(Tracked(author, date, paragraph, text, "".join(gone), tuple(spots)))
    return found
