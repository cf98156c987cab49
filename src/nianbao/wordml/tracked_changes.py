"""Lists and settles tracked changes (修订); takes the document part out of a Word file and puts it back."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from nianbao.safe_zip import opened
from nianbao.wordml.content import accepted, tag

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


_ADDED = {tag("ins"), tag("moveTo")}
_TAKEN = {tag("del"), tag("moveFrom")}
_PARAGRAPH, _T, _DELETED = tag("p"), tag("t"), tag("delText")
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
        above = [item for item in element.iterancestors() if item.tag in _ADDED | _TAKEN or item.tag == _PARAGRAPH]
        own = next((item for item in above if item.tag == _PARAGRAPH), None)
        if own is not paragraph:
            continue
        marks = above[: above.index(own)]
        gone = next((item for item in marks if item.tag in _TAKEN), None)
        mark = gone if gone is not None else next(iter(marks), None)
        words = (element.text or "") if element.tag in (_T, _DELETED) else "\n"
        yield mark, "" if mark is None else "del" if gone is not None else "ins", words


def tracked(body: Any) -> list[Tracked]:
    """The tracked changes of words in a body, in order; one for each author of a paragraph."""
    found: list[Tracked] = []
    for paragraph in body.iter(_PARAGRAPH):
        if next(paragraph.iter(*_ADDED, *_TAKEN), None) is None:
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


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text."""
    root = etree.fromstring(archive.read("_rels/.rels"), etree.XMLParser(resolve_entities=False))
    for relation in root:
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return posixpath.normpath(posixpath.join("/", relation.get("Target") or "")).lstrip("/")
    return "word/document.xml"


def main_root(data: bytes) -> Any:
    """The ``w:document`` of a Word file.

    Raises:
        InputError: the file is no archive that may be opened.
    """
    with opened(data, "Word 文件") as archive:
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        return etree.fromstring(archive.read(_main_part(archive)), parser)


def with_main(data: bytes, root: Any) -> bytes:
    """The file with another ``w:document``; its other parts byte for byte."""
    out = io.BytesIO()
    with opened(data, "Word 文件") as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        name = _main_part(archive)
        for entry in archive.infolist():
            held = archive.read(entry)
            if entry.filename == name:
                held = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            changed.writestr(entry, held)
    return out.getvalue()
