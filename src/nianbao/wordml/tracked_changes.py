"""Tracked changes (修订) of a Word file settled: accepted or rejected in its elements, as Word does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nianbao.wordml.content import tag

__all__ = ["AUTHOR", "Settle", "is_tracked", "settle"]

AUTHOR = "nianbao"
"""Who our own changes and comments are by."""
Settle = Callable[[str], bool | None]
"""By author: True to accept, False to reject, None to leave a change as it is."""

_COME, _GONE = (tag("ins"), tag("moveTo")), (tag("del"), tag("moveFrom"))
_FORMATS = tuple(
    tag(name)
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange",
        "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
    )
)  # fmt: skip
_RANGES = tuple(
    tag(f"{name}Range{end}")
    for name in ("moveFrom", "moveTo", "customXmlInsRange", "customXmlDelRange")
    for end in ("Start", "End")
)
_P, _PPR, _RPR, _TRPR, _TR = (tag(name) for name in ("p", "pPr", "rPr", "trPr", "tr"))
_LIVE = {tag("delText"): tag("t"), tag("delInstrText"): tag("instrText")}


def is_tracked(root: Any) -> bool:
    """Whether a document has tracked changes of text, paragraphs or rows."""
    return next(root.iter(*_COME, *_GONE), None) is not None


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(mark: Any) -> None:
    for item in mark.iter(*_LIVE):
        item.tag = _LIVE[item.tag]
    for child in list(mark):
        mark.addprevious(child)
    _remove(mark)


def _empty(paragraph: Any) -> bool:
    return next(paragraph.iter(tag("r")), None) is None


def _join(paragraph: Any) -> None:
    """Take a paragraph's own mark away: what it holds goes in front of the next, which keeps its own form."""
    following = paragraph.getnext()
    while following is not None and following.tag not in (_P, tag("tbl"), tag("sdt")):
        following = following.getnext()
    if following is not None and following.tag == _P:
        own = following.find(_PPR)
        at = 0 if own is None else following.index(own) + 1
        for item in reversed([child for child in paragraph if child.tag != _PPR]):
            following.insert(at, item)
        _remove(paragraph)
    elif _empty(paragraph) and paragraph.getparent().tag != tag("tc"):
        for item in [child for child in paragraph if child.tag != _PPR]:
            paragraph.addprevious(item)
        _remove(paragraph)


def settle(root: Any, how: Settle) -> int:
    """Settle tracked changes in a document.

    Args:
        root: of the part; changed. how: what becomes of an author's changes.

    Returns:
        How many changes of text, paragraphs or rows were settled. Changes of form alone are dropped where all
        authors' are accepted, and left otherwise.
    """
    count = 0
    goes: list[Any] = []
    left = False
    for mark in list(root.iter(*_COME, *_GONE)):
        accepted = how(mark.get(tag("author")) or "")
        if accepted is None:
            left = True
            continue
        if mark.getparent() is None:
            continue
        count += 1
        stays = accepted == (mark.tag in _COME)
        parent = mark.getparent()
        if parent.tag == _TRPR:
            row, table = parent.getparent(), parent.getparent().getparent()
            _remove(mark)
            if not stays:
                _remove(row)
                if table.find(f".//{_TR}") is None:
                    _remove(table)
        elif parent.tag == _RPR and parent.getparent().tag == _PPR:
            paragraph = parent.getparent().getparent()
            _remove(mark)
            if not stays:
                goes.append(paragraph)
        elif stays:
            _unwrap(mark)
        else:
            _remove(mark)
    for paragraph in goes:
        if paragraph.getparent() is not None:
            _join(paragraph)
    if count and not left:
        for item in list(root.iter(*_FORMATS, *_RANGES)):
            _remove(item)
    return count
