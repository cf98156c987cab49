"""Comments of a Word file, with exactly the words they stand at."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from nianbao.kinds import form_named, layout
from nianbao.reading.docx import parse_docx
from nianbao.report import Comment, Report
from nianbao.writing import render
from samples import finished


def opened() -> Any:
    return Document(io.BytesIO(render(finished(), ".docx")))


def read(document: Any) -> Report:
    out = io.BytesIO()
    document.save(out)
    return parse_docx(out.getvalue(), "年报.docx").report


def covered(report: Report, comment: Comment) -> str:
    """The words a comment stands at."""
    found = [(line.text, line.location) for line in report.title_lines]
    for section in report.sections:
        found.append((section.heading, section.location))
        found += [(paragraph.text, paragraph.location) for paragraph in section.paragraphs]
    found += [(cell.raw or "", cell.location) for cell in report.cells.values()]
    return next(text for text, place in found if place == comment.location)[comment.start : comment.end]


def paragraph(document: Any, words: str) -> Any:
    return next(item for item in document.paragraphs if words in item.text)


def test_a_comment_inside_a_paragraph() -> None:
    document = opened()
    item = paragraph(document, "惠民补贴查询栏")
    for run in item.runs[1:]:
        run.text = ""
    item.runs[0].text = "5月开设"
    middle = item.add_run("惠民补贴查询栏")
    item.add_run("，可以按村查询。【待核实】更新14个村的公开栏。")
    document.add_comment(middle, "nianbao：ignore UNIT01 原话", author="李四")
    report = read(document)
    assert [(item.author, item.text) for item in report.comments] == [("李四", "nianbao：ignore UNIT01 原话")]
    assert covered(report, report.comments[0]) == "惠民补贴查询栏"


def test_a_comment_over_paragraphs_covers_each() -> None:
    document = opened()
    first = paragraph(document, "1.解读形式单一")
    last = paragraph(document, "（二）改进措施")
    document.add_comment([first.runs[0], last.runs[-1]], "一起改")
    report = read(document)
    assert [covered(report, item)[:6] for item in report.comments] == ["1.解读形式", "2.答复不够", "（二）改进措"]
    assert {item.text for item in report.comments} == {"一起改"}


def test_comments_at_a_cell_a_heading_the_title_and_a_point() -> None:
    document = opened()
    plan = layout(form_named("2021").table("proactive"))
    place = next(cell for cell in plan.cells if cell.cell == "documents.normative.in_force")
    cell = document.tables[0].cell(place.row, place.column)
    document.add_comment(cell.paragraphs[0].runs, "表格")
    document.add_comment(paragraph(document, "一、总体情况").runs, "标题")
    document.add_comment(document.paragraphs[0].runs, "题目")
    point = paragraph(document, "无其他需要报告的事项")
    comment = document.add_comment(point.runs, "一点")
    for end in ("commentRangeStart", "commentRangeEnd"):
        for mark in point._p.xpath(f"./w:{end}"):
            point._p.remove(mark)
    assert comment.comment_id == 3
    report = read(document)
    assert {item.text: covered(report, item) for item in report.comments} == {
        "表格": "6",
        "标题": "一、总体情况",
        "题目": report.title,
        "一点": "无其他需要报告的事项。",
    }
    ids = {item.text: (item.section, bool(item.paragraph), item.cell) for item in report.comments}
    assert ids == {
        "表格": ("", False, "documents.normative.in_force"),
        "标题": ("overview", False, ""),
        "题目": ("", False, ""),
        "一点": ("other", True, ""),
    }


def test_an_ordinal_of_words_own_belongs_to_what_is_commented() -> None:
    document = opened()
    item = paragraph(document, "无其他需要报告的事项")
    properties = item._p.get_or_add_pPr()
    root = document.part.numbering_part.element if _numbered(document) else None
    assert root is not None
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    document.add_comment(item.runs, "编号")
    report = read(document)
    assert covered(report, report.comments[0]) == "3.无其他需要报告的事项。"


def _numbered(document: Any) -> bool:
    """Give the document a numbering that begins at 3."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.parts.numbering import NumberingPart

    xml = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    part = NumberingPart(
        PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, parse_xml(xml), document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return True


def test_comments_are_no_part_of_the_report() -> None:
    document = opened()
    plain = read(document)
    document.add_comment(paragraph(document, "一、总体情况").runs, "标题")
    commented = read(document)
    assert commented == plain
    assert commented.comments != []
    assert "comments" not in commented.to_json()
