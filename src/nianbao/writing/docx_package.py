"""What a Word file carries beside its text: properties, fonts, no author, no template, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from nianbao.report import DRAFT_PROPERTY
from nianbao.writing.docx_styles import FACES

__all__ = ["saved", "set_package"]

_EPOCH = datetime(2000, 1, 1)
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _font_table() -> bytes:
    rows = []
    for face, others in FACES.items():
        alternatives = quoteattr(",".join(others))
        rows.append(
            f"<w:font w:name={quoteattr(face)}><w:altName w:val={alternatives}/>"
            '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{_W}">{"".join(rows)}</w:fonts>'.encode()


def _custom(draft_id: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    return (
        f'{head}<Properties xmlns="{properties}" xmlns:vt="{types}">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{DRAFT_PROPERTY}">'
        f"<vt:lpwstr>{escape(draft_id)}</vt:lpwstr></property></Properties>"
    ).encode()


def _app() -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'.encode()


def _replace(document: Document, reltype: str, blob: bytes) -> None:
    for relation in list(document.part.rels.values()):
        if relation.reltype == reltype and not relation.is_external:
            part: Any = relation.target_part
            part._blob = blob


def set_package(document: Document, *, title: str, draft_id: str) -> None:
    """Properties, fonts and language of the file.

    Args:
        title: into the properties. draft_id: opaque; empty for a finished file.
    """
    core = document.core_properties
    core.title, core.language = title, "zh-CN"
    core.author = core.last_modified_by = core.comments = core.category = core.keywords = core.subject = ""
    core.created = core.modified = _EPOCH
    core.revision = 1
    for tag in ("dc:creator", "cp:lastModifiedBy", "dc:description", "cp:category", "cp:keywords", "dc:subject"):
        for element in core._element.findall(qn(tag)):
            core._element.remove(element)
    _replace(document, RT.FONT_TABLE, _font_table())
    package = document.part.package
    for id, relation in list(package.rels.items()):
        if relation.reltype in (RT.EXTENDED_PROPERTIES,):
            part: Any = relation.target_part
            part._blob = _app()
        elif "thumbnail" in relation.reltype:
            del package.rels[id]
    if draft_id:
        custom = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, _custom(draft_id), package)
        package.relate_to(custom, RT.CUSTOM_PROPERTIES)
    settings = document.settings.element
    for old in settings.findall(qn("w:themeFontLang")):
        settings.remove(old)
    language = etree.SubElement(settings, qn("w:themeFontLang"))
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    _order_settings(settings)


def _order_settings(settings: Any) -> None:
    """``w:themeFontLang`` stands before ``w:clrSchemeMapping`` in the schema."""
    language = settings.find(qn("w:themeFontLang"))
    mapping = settings.find(qn("w:clrSchemeMapping"))
    if language is not None and mapping is not None:
        settings.remove(language)
        mapping.addprevious(language)


def saved(document: Document) -> bytes:
    """The file's bytes: the same for the same report, whenever it is written."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda item: (item != "[Content_Types].xml", item)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            after.writestr(entry, before.read(name))
    return out.getvalue()
