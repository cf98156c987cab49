"""Writes remarks as Word comments (批注) into a copy of a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from nianbao.report import DocxPlace
from nianbao.safe_zip import opened
from nianbao.wordml.content import Char, accepted
from nianbao.wordml.tracked_changes import AUTHOR
from nianbao.writing.annotations import Annotation
from nianbao.writing.docx_package import saved
from nianbao.writing.docx_runs import RunFinder, runs_between, stamp

INITIALS = "检"
_ANCHORS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}


def _anchor(runs: list[Any], paragraph: Any, id: int) -> None:
    """Put the ends of a comment round runs, or at the end of a paragraph that has none."""
    start, end, holder = (OxmlElement(f"w:{name}") for name in ("commentRangeStart", "commentRangeEnd", "r"))
    reference = OxmlElement("w:commentReference")
    for element in (start, end, reference):
        element.set(qn("w:id"), str(id))
    holder.append(reference)
    if runs:
        runs[0].addprevious(start)
        runs[-1].addnext(end)
        end.addnext(holder)
    else:
        paragraph.extend([start, end, holder])


def put_comment(
    document: Any,
    runs: list[Any],
    paragraph: Any,
    lines: Sequence[str],
    when: str = "",
    author: str = "",
    *,
    done: bool = False,
) -> None:
    """A comment round runs of a paragraph.

    Args:
        lines: what it says. author: whose it is; ours by default. when: its date as Word writes it; none at all by
            default, so that a file is the same on every day. done: whether it is marked as resolved.
    """
    who, initials = author or AUTHOR, author[:1] or INITIALS
    comment = document.comments.add_comment(text="\n".join(lines), author=who, initials=initials)
    if when:
        comment._comment_elm.set(qn("w:date"), when)
    else:
        del comment._comment_elm.attrib[qn("w:date")]
    if done:
        _resolve(document, comment)
    _anchor(runs, paragraph, int(comment.comment_id))


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"


def _resolve(document: Any, comment: Any) -> None:
    """Mark a comment as resolved, where Word and LibreOffice keep that: in a part of its own."""
    owner = document.part._comments_part
    part = next((item.target_part for item in document.part.rels.values() if item.reltype == _EXTENDED), None)
    if part is None:
        root = parse_xml(f'<w15:commentsEx xmlns:w15="{_W15[1:-1]}"/>')
        part = XmlPart(PackURI("/word/commentsExtended.xml"), _TYPE, root, owner.package)
        document.part.relate_to(part, _EXTENDED)
    id = f"{0x10000000 + int(comment.comment_id):08X}"
    comment._comment_elm.findall(qn("w:p"))[-1].set(f"{_W14}paraId", id)
    entry = part.element.makeelement(f"{_W15}commentEx", {f"{_W15}paraId": id, f"{_W15}done": "1"})
    part.element.append(entry)


class _Annotator:
    def __init__(self, document: Any, when: datetime) -> None:
        self.document, self.when = document, stamp(when)
        self.places = RunFinder(document.element.body)

    def _title(self) -> Any:
        filled = [item for item in self.places.paragraphs if accepted(item).strip()]
        return next(iter(filled or self.places.paragraphs), None)

    def _runs(self, chars: list[Char], start: int, end: int) -> list[Any]:
        while start < end and chars[start].element is None:  # an ordinal of Word's own
            start += 1
        while start < end and chars[end - 1].element is None:
            end -= 1
        return runs_between(chars, start, end) if start < end else []

    def put(self, remark: Annotation) -> bool:
        """Put a remark at its place; whether there is one."""
        place = remark.location
        if remark.quote and remark.start is not None:
            if not isinstance(place, DocxPlace):
                return False
            chars = self.places.chars(place)
            end = remark.start + len(remark.quote)
            held = chars[remark.start : end]
            label = all(char.element is None for char in held)
            if len(held) < len(remark.quote) or any(
                char.text not in ("", quoted) for char, quoted in zip(held, remark.quote, strict=True)
            ):
                return False
            paragraph = self.places.paragraph(place)
            runs = self._whole(chars) if label else self._runs(chars, remark.start, end)
        elif isinstance(place, DocxPlace):
            paragraph = self.places.paragraph(place)
            runs = self._whole(self.places.chars(place))
        else:
            paragraph = self._title()
            runs = [] if paragraph is None else self._whole(self.places.chars(self._place_of(paragraph)))
        if paragraph is None:
            return False
        head = f"{remark.code} {_LEVELS[remark.level]}：{remark.head}" if remark.code else remark.head
        put_comment(self.document, runs, paragraph, [head, *remark.body], self.when, remark.author)
        return True

    def _place_of(self, paragraph: Any) -> DocxPlace:
        number = next(index for index, item in enumerate(self.places.paragraphs) if item is paragraph)
        return DocxPlace(paragraph=number + 1)

    def _whole(self, chars: list[Char]) -> list[Any]:
        return self._runs(chars, 0, len(chars))


def without_comments(data: bytes, author: str) -> bytes:
    """A Word file without one author's comments; the same bytes where there are none."""
    opened(data, "Word 文件").close()
    document: Any = Document(io.BytesIO(data))
    try:
        gone = {str(item.comment_id): item for item in document.comments if item.author == author}
    except (KeyError, AttributeError, ValueError):
        return data
    if not gone:
        return data
    for element in list(document.element.body.iter(*(qn(f"w:{name}") for name in _ANCHORS))):
        if element.get(qn("w:id")) not in gone:
            continue
        holder = element.getparent()
        holder.remove(element)
        if holder.tag == qn("w:r") and all(item.tag == qn("w:rPr") for item in holder):
            holder.getparent().remove(holder)
    for item in gone.values():
        item._comment_elm.getparent().remove(item._comment_elm)
    return saved(document)


def annotate(data: bytes, annotations: Sequence[Annotation], *, when: datetime) -> tuple[bytes, list[Annotation]]:
    """Put remarks into a Word file as comments, each from the first to the last character it is about.

    Args:
        data: the file; comments in it stay. annotations: with their places in this file; one about a table or a
            cell stands there, one about the whole at the title.
        when: the date of the comments.

    Returns:
        The file with the comments; the remarks whose words do not stand at their place.
    """
    opened(data, "Word 文件").close()
    document: Any = Document(io.BytesIO(data))
    annotator = _Annotator(document, when)
    lost = [remark for remark in annotations if not annotator.put(remark)]
    return saved(document), lost
