"""Word files whose tables are made to break over a page at a row one chooses: by space in front of them."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from nianbao.report import Report
from nianbao.writing import render


def shifted(report: Report, table: int, points: float, *, repeat: bool) -> bytes:
    """A Word file with so much space before a table (from 0), on a page of its own; its head repeated or not.

    Whatever keeps rows together is taken out, so that a page ends where it ends.
    """
    document = docx.Document(io.BytesIO(render(report, ".docx")))
    body = document.element.body
    for name in ("w:keepNext", "w:keepLines", "w:pageBreakBefore"):
        for item in list(body.iter(qn(name))):
            item.getparent().remove(item)
    if not repeat:
        for item in list(body.iter(qn("w:tblHeader"))):
            item.getparent().remove(item)
    found: Any = body.findall(qn("w:tbl"))[table]
    space = int(points * 20)
    found.addprevious(
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="{space}" w:line="20" '
            'w:lineRule="exact"/></w:pPr></w:p>'
        )
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
