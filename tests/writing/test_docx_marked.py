"""Tracked changes in a Word file of others': its formatting kept, what cannot be marked told, odd places held."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from messy import _ordinal as numbering_of  # a numbering of Word's own
from nianbao.align.differences import Run, differences
from nianbao.report import DocxPlace
from nianbao.wordml.content import accepted, blocks, tag
from nianbao.wordml.tracked_changes import main_root
from nianbao.writing.docx_redline import mark_docx
from nianbao.writing.docx_redline_plan import CellChange, Marked, MarkedBlock
from reviewing.settled import settled

WHEN = datetime(2026, 1, 15, tzinfo=UTC)
NS = nsdecls("w")


def file(*paragraphs: str, table: str = "") -> bytes:
    document: Any = Document()
    for inner in paragraphs:
        document.element.body[-1].addprevious(parse_xml(f"<w:p {NS}>{inner}</w:p>"))
    if table:
        document.element.body[-1].addprevious(parse_xml(table))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def stays(old: str, new: str, paragraph: int, at: int = 0) -> MarkedBlock:
    return MarkedBlock("body", 0, tuple(differences(old, new)), DocxPlace(paragraph=paragraph, at=at))


def comes(text: str) -> MarkedBlock:
    return MarkedBlock("body", 0, (Run("ins", text),))


def goes(text: str, paragraph: int, at: int = 0) -> MarkedBlock:
    return MarkedBlock("body", 0, (Run("del", text),), DocxPlace(paragraph=paragraph, at=at))


def lines(data: bytes) -> list[str]:
    return [accepted(item) for item in blocks(main_root(data).find(tag("body"))) if item.tag == tag("p")]


def both(base: bytes, *items: MarkedBlock, removed: tuple[MarkedBlock, ...] = ()) -> tuple[list[str], list[str], Any]:
    """The paragraphs with everything accepted, with everything rejected, and the file's root."""
    data, said = mark_docx(base, Marked(items, removed), when=WHEN)
    assert said == []
    assert lines(settled(data, accepted=False)) == lines(base)
    return lines(settled(data, accepted=True)), lines(settled(data, accepted=False)), main_root(data)


def test_words_keep_the_form_of_those_they_replace() -> None:
    base = file(run("公开信息") + run("12", "<w:b/><w:color w:val='FF0000'/>") + run("条。"))
    after, _, root = both(base, stays("公开信息12条。", "公开信息15条。", 1))
    assert after == ["公开信息15条。"]
    new = next(item for item in root.iter(tag("ins")))
    assert new.find(f"{tag('r')}/{tag('rPr')}/{tag('color')}").get(tag("val")) == "FF0000"
    assert [(item.get(tag("author")), item.get(tag("date"))) for item in root.iter(tag("ins"), tag("del"))] == [
        ("nianbao", "2026-01-15T00:00:00Z")
    ] * 2


def test_a_new_paragraph_looks_like_the_one_beside_it_but_has_no_bookmark_or_number_of_its_own() -> None:
    properties = '<w:pPr><w:ind w:firstLine="640"/><w:jc w:val="both"/></w:pPr>'
    mark = '<w:bookmarkStart w:id="1" w:name="own"/>', '<w:bookmarkEnd w:id="1"/>'
    base = file(properties + mark[0] + run("甲。", "<w:sz w:val='32'/>") + mark[1], run("乙。"))
    after, _, root = both(base, stays("甲。", "甲。", 1), comes("新。"), stays("乙。", "乙。", 2))
    assert after == ["甲。", "新。", "乙。"]
    made = root.findall(f"{tag('body')}/{tag('p')}")[1]
    assert made.find(f"{tag('pPr')}/{tag('ind')}").get(tag("firstLine")) == "640"
    assert made.find(f".//{tag('r')}/{tag('rPr')}/{tag('sz')}").get(tag("val")) == "32"
    assert made.find(f".//{tag('bookmarkStart')}") is None
    assert made.find(f"{tag('pPr')}/{tag('rPr')}/{tag('ins')}") is not None


@pytest.mark.parametrize("end", ["", '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'])
def test_the_end_of_a_section_of_pages_stays(end: str) -> None:
    base = file(run("甲。"), f"<w:pPr>{end}</w:pPr>{run('乙。')}", run("丙。"))
    after, _, root = both(base, stays("甲。", "甲。", 1), stays("丙。", "丙。", 3), removed=(goes("乙。", 2),))
    assert [text for text in after if text] == ["甲。", "丙。"]
    assert len(list(root.iter(tag("sectPr")))) == (2 if end else 1)


def test_lines_of_one_paragraph_are_changed_taken_out_and_put_in_one_by_one() -> None:
    base = file(f"<w:r><w:t>甲甲。</w:t><w:br/><w:t>乙乙。</w:t><w:br/></w:r>{run('丙丙。')}")
    kept = stays("甲甲。", "甲甲了。", 1), stays("丙丙。", "丙了丙。", 1, at=8)
    after, _, _ = both(base, kept[0], comes("新。"), kept[1], removed=(goes("乙乙。", 1, at=4),))
    assert [text for text in after[0].split("\n") if text] == ["甲甲了。", "新。", "丙了丙。"]


def test_words_a_reader_cuts_out_of_one_line_get_lines_of_their_own() -> None:
    base = file(run("一、总体情况全年公开。"))
    after, _, _ = both(
        base, stays("一、总体情况", "一、总体情况", 1), comes("新。"), stays("全年公开。", "全年公开。", 1, at=6)
    )
    assert after == ["一、总体情况\n新。\n全年公开。"]


def test_an_ordinal_of_words_own_goes_with_its_paragraph() -> None:
    document: Any = Document()
    number = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering_of(document)}"/></w:numPr></w:pPr>'
    for text in ("甲。", "乙。"):
        document.element.body[-1].addprevious(parse_xml(f"<w:p {NS}>{number}{run(text)}</w:p>"))
    out = io.BytesIO()
    document.save(out)
    runs = (Run("del", "2."), Run("ins", "3."), Run("same", "乙。"))
    after, _, root = both(
        out.getvalue(), stays("1.甲。", "1.甲。", 1, at=-2), MarkedBlock("body", 0, runs, DocxPlace(paragraph=2, at=-2))
    )
    assert after == ["甲。", "3.乙。"]
    paragraphs = root.findall(f"{tag('body')}/{tag('p')}")
    assert paragraphs[-1].find(f".//{tag('numPr')}") is None, "the new one, behind the old"


def test_fields_and_pictures_of_a_paragraph_that_goes_come_back_when_rejected() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3月5日")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink w:anchor="x">{run("链接")}</w:hyperlink>'
    base = file(run("甲。"), field + link, run("乙。"))
    after, _, root = both(base, stays("甲。", "甲。", 1), stays("乙。", "乙。", 3), removed=(goes("3月5日链接", 2),))
    assert after == ["甲。", "乙。"]
    assert root.find(f".//{tag('delInstrText')}") is not None


def cell(text: str) -> str:
    inner = run(text, "<w:sz w:val='21'/>") if text else ""
    return f"<w:tc><w:p>{inner}</w:p></w:tc>"


TABLE = f"<w:tbl {NS}><w:tr>{cell('许可')}{cell('12')}{cell('')}</w:tr></w:tbl>"


def test_figures_of_a_table_that_stays() -> None:
    base = file(run("甲。"), table=TABLE)
    changes = (
        CellChange(DocxPlace(table=1, row=1, column=2), "许可", ""),
        CellChange(DocxPlace(table=1, row=1, column=3), "处罚", "7"),
    )
    data, said = mark_docx(base, Marked((stays("甲。", "甲。", 1),), (), changes), when=WHEN)
    assert said == []

    def cells(accepts: bool) -> list[str]:
        root = main_root(settled(data, accepted=accepts))
        return ["".join(accepted(item) for item in one.iter(tag("p"))) for one in root.iter(tag("tc"))]

    assert cells(True) == ["许可", "", "7"]
    assert cells(False) == ["许可", "12", ""]
    assert main_root(data).find(f".//{tag('ins')}//{tag('sz')}").get(tag("val")) == "21"


def test_what_cannot_be_marked_is_told_with_its_words() -> None:
    base = file(run("甲。"), table=TABLE)
    marked = Marked(
        (stays("甲。", "甲。", 1),),
        (goes("不在的。", 9), MarkedBlock("body", 0, (Run("del", "框里的。"),), DocxPlace(paragraph=1, box=1))),
        (CellChange(DocxPlace(table=3, row=1, column=2), "许可", "8"),),
    )
    data, said = mark_docx(base, marked, when=WHEN)
    assert [line.split("：")[-1] for line in said] == ["应为 8", "不在的。", "框里的。"]
    assert lines(data) == ["甲。"]


def test_words_that_are_not_those_of_the_file_are_never_written_over() -> None:
    base = file(run("县里写的。"))
    data, said = mark_docx(base, Marked((stays("镇里写的。", "镇里写了。", 1),)), when=WHEN)
    assert lines(settled(data, accepted=True)) == ["县里写的。", "镇里写了。"]
    assert lines(settled(data, accepted=False)) == ["县里写的。"]
    assert said == ["原文件中找不到这一处，旧的文字没有标为删去：镇里写的。 → 镇里写了。"]
    data, said = mark_docx(base, Marked((), (goes("镇里写的。", 1),)), when=WHEN)
    assert lines(data) == ["县里写的。"]
    assert said == ["原文件中找不到这一处，旧的文字没有标为删去：镇里写的。"]
