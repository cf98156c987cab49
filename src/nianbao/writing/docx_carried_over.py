"""Headers, footers and pictures of an edited Word file, put into a new one."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import Any, NamedTuple

from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn

from nianbao.files import digest
from nianbao.safe_zip import opened
from nianbao.wordml.content import accepted, blocks
from nianbao.wordml.tracked_changes import settle
from nianbao.writing.docx_layout import child
from nianbao.writing.docx_package import saved

_KINDS = ("headerReference", "footerReference")
_TYPES = ("default", "even", "first")


class Copier:
    """Copies parts of one Word file into another, each once."""

    def __init__(self, source: Any, target: Any, name: str) -> None:
        self.source, self.target, self.name = source, target, name
        self.made: dict[Any, Part] = {}
        self.taken = {str(part.partname) for part in target.part.package.iter_parts()}

    def part(self, part: Any) -> Part:
        """A copy of a part with all that it needs."""
        if part in self.made:
            return self.made[part]
        names = (f"/word/{self.name}{number}.{part.partname.ext}" for number in count(len(self.made) + 1))
        name = next(item for item in names if item not in self.taken)  # another source's copies may be in it already
        self.taken.add(name)
        copy = Part(PackURI(name), part.content_type, part.blob, self.target.part.package)
        self.made[part] = copy
        for id, relation in part.rels.items():
            held = relation.target_ref if relation.is_external else self.part(relation.target_part)
            copy.rels.add_relationship(relation.reltype, held, id, relation.is_external)
        return copy

    def styles(self, root: Any) -> None:
        """The styles that its paragraphs name and the file does not have."""
        ours = self.target.styles.element
        known = {item.get(qn("w:styleId")) for item in ours.iter(qn("w:style"))}
        theirs = {item.get(qn("w:styleId")): item for item in self.source.styles.element.iter(qn("w:style"))}
        wanted = [item.get(qn("w:val")) for item in root.iter(qn("w:pStyle"), qn("w:rStyle"))]
        while wanted:
            id = wanted.pop()
            if id in known or id not in theirs:
                continue
            known.add(id)
            style = deepcopy(theirs[id])
            for name in ("link", "next"):
                for item in style.findall(qn(f"w:{name}")):
                    style.remove(item)
            style.attrib.pop(qn("w:default"), None)
            ours.append(style)
            wanted += [item.get(qn("w:val")) for item in style.findall(qn("w:basedOn"))]


def _chosen(source: Any, kind: str, which: str) -> Any:
    """The part of a header or footer: of the sections the last that has one; one with words before an empty one."""
    found = None
    for section in source.element.body.iter(qn("w:sectPr")):
        for item in section.findall(qn(f"w:{kind}")):
            if item.get(qn("w:type")) == which:
                relation = source.part.rels.get(item.get(qn("r:id")))
                part = None if relation is None or relation.is_external else relation.target_part
                if not isinstance(part, XmlPart):
                    continue
                said = next(part.element.iter(qn("w:t"), qn("w:drawing"), qn("w:pict")), None) is not None
                found = part if said or found is None else found
    return found


def with_furniture(data: bytes, source: bytes) -> bytes:
    """A Word file with the headers and footers of another, tracked changes in these accepted; its text as it was."""
    for file in (data, source):
        opened(file, "Word 文件").close()
    target: Any = Document(io.BytesIO(data))
    other: Any = Document(io.BytesIO(source))
    copier = Copier(other, target, "kept")
    section = target.sections[0]._sectPr
    for kind in _KINDS:
        for item in section.findall(qn(f"w:{kind}")):
            target.part.drop_rel(item.get(qn("r:id")))
            section.remove(item)
    at = 0
    for kind in _KINDS:
        for which in _TYPES:
            part = _chosen(other, kind, which)
            if part is None:
                continue
            settle(part.element, lambda _: True)  # as it was read: a finished file holds nobody's changes
            copier.styles(part.element)
            reference = child(None, kind, type=which)
            reltype = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind[:6]}"
            reference.set(qn("r:id"), target.part.relate_to(copier.part(part), reltype))
            section.insert(at, reference)
            at += 1
    if next(other.element.body.iter(qn("w:titlePg")), None) is not None and section.find(qn("w:titlePg")) is None:
        section.find(qn("w:docGrid")).addprevious(child(None, "titlePg"))
    target.settings.odd_and_even_pages_header_footer = other.settings.odd_and_even_pages_header_footer
    return saved(target)


_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_LINK = "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick"
_EMBED, _LINKED = qn("r:embed"), qn("r:link")


class PictureSeen(NamedTuple):
    """A picture in the body of a Word file.

    Attributes:
        words: of the paragraph that it stands in, or after. where: ``start`` or ``end`` of that paragraph, or ``after``
            it in a paragraph of its own. image: hash of the picture itself.
    """

    words: str
    where: str
    image: str


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
            where = "after" if not own else "start" if first else "end"
            image = document.part.rels[ids[0]].target_part.blob
            found.append((run, PictureSeen(words, where, digest(image))))
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
