"""Pictures of another Word file, put into one that was written anew, at the paragraphs where they stood."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from docx import Document
from docx.oxml.ns import qn

from nianbao.safe_zip import opened
from nianbao.wordml.content import accepted, blocks
from nianbao.writing.docx_furniture import Copier
from nianbao.writing.docx_package import saved
from nianbao.writing.docx_styles import child

__all__ = ["PictureSeen", "pictures", "with_pictures"]

_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_LINK = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
_EMBED, _LINKED = qn("r:embed"), qn("r:link")


class PictureSeen(NamedTuple):
    """A picture in the body of a Word file.

    Attributes:
        words: of the paragraph that it stands in, or after. where: ``start`` or ``end`` of that paragraph, or ``after``
            it in a paragraph of its own.
    """

    words: str
    where: str


def _runs(document: Any) -> list[tuple[Any, PictureSeen]]:
    """The runs with a picture of the file's own that can be put elsewhere, in order."""
    found: list[tuple[Any, PictureSeen]] = []
    words = ""
    for paragraph in blocks(document.element.body):
        if paragraph.tag != qn("w:p"):
            continue
        own = "".join(accepted(paragraph).split())
        words = own or words
        for run in paragraph.findall(qn("w:r")):
            drawing = run.find(qn("w:drawing"))
            if (
                drawing is None
                or next(drawing.iter(_PIC), None) is None
                or next(drawing.iter(qn("w:p")), None) is not None
            ):
                continue
            ids = [item.get(_EMBED) for item in drawing.iter() if item.get(_EMBED)]
            if not ids or any(item.get(_LINKED) for item in drawing.iter()):
                continue
            first = not any(item.text for before in run.itersiblings(preceding=True) for item in before.iter(qn("w:t")))
            found.append((run, PictureSeen(words, "after" if not own else "start" if first else "end")))
    return found


def pictures(data: bytes) -> list[PictureSeen]:
    """The pictures in the body of a Word file, in order."""
    opened(data, "Word 文件").close()
    return [seen for _, seen in _runs(Document(io.BytesIO(data)))]


def _clone(run: Any, copier: Copier) -> Any:
    copy = child(None, "r")
    copy.append(deepcopy(run.find(qn("w:drawing"))))
    for item in list(copy.iter(_LINK)):
        item.getparent().remove(item)
    for item in copy.iter():
        if id := item.get(_EMBED):
            relation = copier.source.part.rels[id]
            item.set(_EMBED, copier.target.part.relate_to(copier.part(relation.target_part), relation.reltype))
    return copy


def _put(run: Any, paragraph: Any, where: str, after: Any) -> Any:
    """Put a run at its place; what the next picture after the same paragraph goes behind."""
    if where == "after":
        own = child(None, "p")
        properties = child(own, "pPr")
        child(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
        child(properties, "ind", firstLineChars="0", firstLine="0")
        child(properties, "jc", val="center")
        own.append(run)
        after.addnext(own)
        return own
    first = paragraph.find(qn("w:r"))
    if where == "start" and first is not None:
        first.addprevious(run)
    else:
        paragraph.append(run)
    return after


def with_pictures(data: bytes, source: bytes, places: Mapping[int, tuple[str, str]]) -> tuple[bytes, Sequence[int]]:
    """A Word file with pictures of another.

    Args:
        data: the file. source: the other, as a person saved it. places: by index of a picture there, the words of the
            paragraph of ``data`` that it belongs to, and where (see ``PictureSeen``).

    Returns:
        The file, and the pictures that have no place in it.
    """
    for file in (data, source):
        opened(file, "Word 文件").close()
    target: Any = Document(io.BytesIO(data))
    other: Any = Document(io.BytesIO(source))
    copier = Copier(other, target, "picture")
    held: dict[str, Any] = {}
    for paragraph in target.element.body.findall(qn("w:p")):
        held.setdefault("".join(accepted(paragraph).split()), paragraph)
    behind: dict[str, Any] = {}
    homeless = []
    runs = _runs(other)
    for index, (words, where) in places.items():
        paragraph = held.get("".join(words.split())) if words else None
        if paragraph is None or index >= len(runs):
            homeless.append(index)
            continue
        after = behind.get(words, paragraph)
        behind[words] = _put(_clone(runs[index][0], copier), paragraph, where, after)
    return saved(target), homeless
