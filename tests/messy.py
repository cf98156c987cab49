"""A Word file as offices have them: runs cut anywhere, links, changes of others, Word's own ordinals, line breaks."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

__all__ = ["WANTED", "messy"]

_NS = nsdecls("w", "r")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BY = 'w:author="王五" w:date="2025-01-02T03:04:05Z"'


def _run(text: str, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/><w:sz w:val='30'/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(document: Any, inner: str, properties: str = "") -> None:
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    document.element.body.find(f"{_W}sectPr").addprevious(parse_xml(f"<w:p {_NS}>{head}{inner}</w:p>"))


def _ordinal(document: Any) -> str:
    """The id of a numbering of Word's own that prints 1. 2. 3."""
    root = document.part.numbering_part.element
    kinds = {item.get(f"{_W}abstractNumId"): item for item in root.findall(f"{_W}abstractNum")}
    for item in root.findall(f"{_W}num"):
        level = kinds[item.find(f"{_W}abstractNumId").get(f"{_W}val")].find(f"{_W}lvl")
        if level.find(f"{_W}numFmt").get(f"{_W}val") == "decimal":
            return str(item.get(f"{_W}numId"))
    raise LookupError


def messy(*, commented: bool = True) -> bytes:
    """The file; with a comment of somebody's, or without."""
    document = Document()
    document.add_paragraph("云岭县白沙镇人民政府\n2024年政府信息公开工作年度报告")
    document.add_paragraph("一、总体情况")
    _paragraph(document, _run("全年公开信") + _run("息12条，，共", True) + _run("涉及补贴。"))
    link = f'<w:hyperlink w:anchor="x">{_run("截止")}{_run("2024年12月底，")}</w:hyperlink>'
    _paragraph(document, link + _run("专栏更新8次。"))
    inserted = f'<w:ins w:id="3" {_BY}>{_run("公开栏更新9次，，另")}</w:ins>'
    deleted = f'<w:del w:id="4" {_BY}><w:r><w:delText>旧的说法</w:delText></w:r></w:del>'
    _paragraph(document, _run("另外，") + inserted + deleted + _run("有两次延期。"))
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run("3月5日")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    marks = '<w:bookmarkStart w:id="7" w:name="own"/>', '<w:bookmarkEnd w:id="7"/>'
    _paragraph(document, field + marks[0] + _run("培训站所人员") + marks[1] + _run("，，到会20人。"))
    _paragraph(
        document,
        f"<w:r><w:t>第一行先写培训。</w:t><w:br/><w:t>第二行写评议，，收到意见</w:t><w:tab/></w:r>{_run('3条。')}",
    )
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{_ordinal(document)}"/></w:numPr>'
    _paragraph(document, _run("公开栏每月核对，，由党政办负责。"), numbered)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "备注栏"
    table.cell(0, 1).paragraphs[0].add_run("没有")
    table.cell(0, 1).paragraphs[0].add_run("其他，，情况")
    if commented:
        document.add_comment(document.paragraphs[1].runs, "旧批注", author="王五", initials="王")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WANTED = [
    "全年公开信息12条，共涉及补贴。",
    "截至2024年12月底，专栏更新8次。",
    "另外，公开栏更新9次，另有两次延期。",
    "3月5日培训站所人员，到会20人。",
    "第一行先写培训。",
    "第二行写评议，收到意见\t3条。",
    "1.公开栏每月核对，由党政办负责。",
]
"""The paragraphs after the safe fixes."""
