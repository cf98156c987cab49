"""Properties, fonts and stable bytes of a Word file."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from nianbao.report import DRAFT_PROPERTY
from nianbao.writing.docx_layout import FACES, child

_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _font_table() -> bytes:
    rows = []
    for face, others in FACES.items():
        alternatives = quoteattr(",".join(others))
        rows.append(
            f"<w:font w:name={quoteattr(face)}><w:altName w:val={alternatives}/>"
            '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{_W}">{"".join(rows)}</w:fonts>'.encode()


def _custom(draft_id: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    return (
        f'{head}<Properties xmlns="{properties}" xmlns:vt="{_VT}">'
        f'<property fmtid="{_FMTID}" pid="2" name="{DRAFT_PROPERTY}">'
        f"<vt:lpwstr>{escape(draft_id)}</vt:lpwstr></property></Properties>"
    ).encode()


def _app() -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'.encode()


def _drop(rels: Any, *endings: str) -> None:
    for id, relation in list(rels.items()):
        if relation.reltype.endswith(endings):
            del rels[id]


def _fill(rels: Any, reltype: str, blob: bytes) -> None:
    for relation in rels.values():
        if relation.reltype == reltype:
            relation.target_part._blob = blob


def _properties(document: Document, title: str, subject: str) -> None:
    core = document.core_properties  # no date of creation: equal reports are equal files, and a false one is worse
    for element in list(core._element):
        core._element.remove(element)
    core.title, core.subject, core.language = title, subject, "zh-CN"
    core.revision = 1


def _settings(document: Document) -> None:
    """Word's settings: the language, this Word's own layout, nothing of the template's history."""
    settings = document.settings.element
    keep = ("evenAndOddHeaders", "characterSpacingControl", "compat", "clrSchemeMapping")
    for element in list(settings):
        if element.tag not in {qn(f"w:{name}") for name in keep}:
            settings.remove(element)
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    settings.insert(0, child(None, "zoom", percent="100"))
    settings.find(qn("w:clrSchemeMapping")).addprevious(child(None, "themeFontLang", val="zh-CN", eastAsia="zh-CN"))


def set_package(document: Document, *, title: str, subject: str, draft_id: str) -> None:
    """Properties, fonts and language of the file; what the template brought along goes."""
    package, part = document.part.package, document.part
    _properties(document, title, subject)
    _settings(document)
    _fill(part.rels, RT.FONT_TABLE, _font_table())
    _fill(package.rels, RT.EXTENDED_PROPERTIES, _app())
    _drop(package.rels, "/thumbnail")
    _drop(part.rels, "/customXml", "/stylesWithEffects", "/numbering", "/webSettings")
    if draft_id:
        custom = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, _custom(draft_id), package)
        package.relate_to(custom, RT.CUSTOM_PROPERTIES)


def with_property(data: bytes, name: str, value: str) -> bytes:
    """A Word file with a custom property set; its text as it was."""
    document: Any = docx.Document(io.BytesIO(data))
    package = document.part.package
    part = next((item.target_part for item in package.rels.values() if item.reltype == RT.CUSTOM_PROPERTIES), None)
    if part is None:
        part = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES, _custom(""), package)
        package.relate_to(part, RT.CUSTOM_PROPERTIES)
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
    for item in list(root):
        if item.get("name") == name or not "".join(item.itertext()):
            root.remove(item)
    last = max((int(item.get("pid") or 1) for item in root), default=1)
    made = etree.SubElement(root, f"{{{root.nsmap[None]}}}property", fmtid=_FMTID, pid=str(last + 1), name=name)
    etree.SubElement(made, f"{{{_VT}}}lpwstr").text = value
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return saved(document)


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
