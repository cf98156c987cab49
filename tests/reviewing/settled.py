"""A Word file with every tracked change accepted or rejected, by building its tree anew: not the writer's way."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIVE = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


def _marked(element: Any, path: str, kind: str) -> bool:
    return element.find(f"{path}/{W}{kind}") is not None


def _built(element: Any, accepted: bool) -> list[Any]:
    """What an element becomes."""
    stays, goes = ("ins", "del") if accepted else ("del", "ins")
    if element.tag == f"{W}{goes}":
        return []
    if element.tag == f"{W}{stays}":
        return [made for child in element for made in _built(child, accepted)]
    if element.tag == f"{W}tr" and _marked(element, f"{W}trPr", goes):
        return []
    made = etree.Element(_LIVE.get(element.tag, element.tag), dict(element.attrib), element.nsmap)
    made.text, made.tail = element.text, None
    held: list[Any] = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}p" and _marked(child, f"{W}pPr/{W}rPr", goes):
            held += [one for item in child if item.tag != f"{W}pPr" for one in _built(item, accepted)]
            continue
        for one in _built(child, accepted):
            if held and one.tag == f"{W}p":
                at = 1 if len(one) and one[0].tag == f"{W}pPr" else 0
                one[at:at] = held
                held = []
            made.append(one)
    assert not any("".join(item.itertext()).strip() for item in held), "words without a paragraph"
    if element.tag == f"{W}tbl" and made.find(f"{W}tr") is None:
        return []
    return [made]


def settled(data: bytes, *, accepted: bool) -> bytes:
    """The file's bytes with every tracked change accepted, or rejected."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            held = before.read(name)
            if name == "word/document.xml":
                held = etree.tostring(_built(etree.fromstring(held), accepted)[0], encoding="UTF-8")
                assert b"w:ins " not in held
                assert b"w:del " not in held
            after.writestr(name, held)
    return out.getvalue()
