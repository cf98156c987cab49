"""The part of a Word file that holds its text: taken out as elements, put back, everything else as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

from lxml import etree

from nianbao.safe_zip import opened

__all__ = ["main_root", "with_main"]


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
