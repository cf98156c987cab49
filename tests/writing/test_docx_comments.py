"""Remarks as Word comments: at exactly their words, read back as no text, shown by LibreOffice."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document

import libreoffice
from messy import messy
from nianbao.checking import check
from nianbao.jobs.check.finding_outputs import remarks
from nianbao.jobs.check.fix_file import annotate_file
from nianbao.reading import read
from nianbao.reading.docx import parse_docx
from nianbao.report import DocxPlace
from nianbao.writing.annotations import Annotation
from nianbao.writing.docx_comments import annotate

WHEN = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)


def remark(quote: str, place: DocxPlace | None, start: int | None) -> Annotation:
    end = None if start is None else start + len(quote)
    return Annotation(
        "哪里不对", ("一边：甲", "办法：改"), "warning", "TEXT07", quote, start=start, end=end, location=place
    )


def test_every_remark_stands_at_its_words() -> None:
    report = parse_docx(messy(), "年报.docx").report
    wanted = [
        remark(quote, paragraph.location, paragraph.text.index(quote))  # type: ignore[arg-type]
        for _, paragraph in report.paragraphs()
        for quote in (
            "信息12条，，共", "涉及", "止2024", "更新9次，，另有", "5日培训", "评议，，收到意见\t3条", "行先写",
            "1.公开栏", "由党政办",
        )
        if quote in paragraph.text
    ]  # fmt: skip
    assert len(wanted) == 9
    data, lost = annotate(messy(), wanted, when=WHEN)
    assert lost == []
    again = parse_docx(data, "年报.docx").report
    assert again == report
    ours = [item for item in again.comments if item.author == "nianbao"]
    places = {
        (paragraph.location.paragraph, paragraph.location.at): paragraph.text  # type: ignore[union-attr]
        for _, paragraph in again.paragraphs()
    }
    stood = [
        places[item.location.paragraph, item.location.at][item.start : item.end]  # type: ignore[union-attr]
        for item in ours
    ]
    assert sorted(stood) == sorted(item.quote for item in wanted)
    assert [item.text for item in again.comments if item.author == "王五"] == ["旧批注"]


def test_a_comment_says_who_when_and_what_in_lines() -> None:
    data, _ = annotate(messy(), [remark("", None, None)], when=WHEN)
    comment = list(Document(io.BytesIO(data)).comments)[-1]
    assert (comment.author, comment.initials, comment.timestamp) == ("nianbao", "检", WHEN)
    assert [item.text for item in comment.paragraphs] == ["TEXT07 警告：哪里不对", "一边：甲", "办法：改"]


def test_the_whole_stands_at_the_title_and_a_cell_in_its_cell() -> None:
    data, lost = annotate(
        messy(), [remark("", None, None), remark("其他，，", DocxPlace(table=1, row=1, column=2), 2)], when=WHEN
    )
    assert lost == []
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0]._p.xpath(".//w:commentReference")
    cell = document.tables[0].cell(0, 1).paragraphs[0]
    assert [mark.getnext().text for mark in cell._p.xpath("./w:commentRangeStart")] == ["其他，，"]


def test_words_that_do_not_stand_there_are_given_back() -> None:
    wrong = [remark("不在这里", DocxPlace(paragraph=3), 0), remark("全年", DocxPlace(paragraph=99), 0)]
    assert annotate(messy(), wrong, when=WHEN)[1] == wrong


def test_a_report_that_came_as_another_word_file_is_marked_in_the_new_one(tmp_path: Path) -> None:
    """Read from .doc or .wps, its places are those of the converted file, not of the one that is printed anew."""
    path = tmp_path / "来稿.wps"
    path.write_bytes(b"no Word file of ours")
    report = parse_docx(messy(), "来稿.docx").report
    findings = check(report)
    done = annotate_file(path, report, findings, tmp_path / "批注.docx", WHEN)
    printed = {paragraph.text for _, paragraph in read(done.path).paragraphs()}
    told = {item.quote for item in remarks(findings) if any(item.quote in text for text in printed)}
    assert told
    assert told & {item.quote for item in done.lost if item.quote} == set()
    stood = _stood(done.path)
    assert told <= stood


def _stood(path: Path) -> set[str]:
    """The words round which our comments stand."""
    report = read(path)
    texts = [(paragraph.location, paragraph.text) for _, paragraph in report.paragraphs()]
    texts += [(section.location, section.heading) for section in report.sections]
    words = dict(texts)
    return {words.get(item.location, "")[item.start : item.end] for item in report.comments}


def test_of_two_paragraphs_that_say_the_same_each_has_its_own_remark(tmp_path: Path) -> None:
    line = "公开栏按月更新，，过期的撤下。"
    path = tmp_path / "稿.md"
    title = "# 云岭县白沙镇人民政府2024年政府信息公开工作年度报告"
    path.write_text("\n\n".join([title, "## 一、总体情况", line, "村里的也一样。", line]), encoding="utf-8")
    report = read(path)
    findings = [item for item in check(report) if item.code == "TEXT07"]
    assert len(findings) == 2
    done = annotate_file(path, report, findings, tmp_path / "批注.docx", WHEN)
    assert done.lost == []
    assert len({item.location for item in read(done.path).comments}) == 2


@pytest.mark.parametrize("name", ["年报.docx", "年报.txt", "年报.html"])
def test_an_annotated_file_checks_as_before(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    text = "\n".join(line.text for line in Document(io.BytesIO(messy())).paragraphs)
    if name.endswith(".docx"):
        path.write_bytes(messy())
    elif name.endswith(".txt"):
        path.write_text(text, encoding="utf-8")
    else:
        page = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    report = read(path)
    findings = check(report)
    done = annotate_file(path, report, findings, tmp_path / "批注.docx", WHEN)
    assert done.own == name.endswith(".docx")
    assert done.lost == []
    again = read(done.path)
    if done.own:
        assert again == report
        assert [item.to_json() for item in check(again)] == [item.to_json() for item in findings]
    ours = [item for item in Document(done.path).comments if item.author == "nianbao"]
    assert len(ours) == len(findings) > 4
    assert annotate_file(path, report, findings, tmp_path / "批注.docx", WHEN).path.name == "批注（2）.docx"


@pytest.mark.libreoffice
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    report = parse_docx(messy(), "年报.docx").report
    data, _ = annotate(messy(), remarks(check(report)), when=WHEN)
    path = tmp_path / "批注.docx"
    path.write_bytes(data)
    text = libreoffice.convert(path, "fodt", tmp_path).read_text(encoding="utf-8")
    shown = re.findall(
        r"<office:annotation [^>]*>\s*<dc:creator>nianbao</dc:creator>.*?</office:annotation>", text, re.S
    )
    assert len(shown) == len(check(report))
    assert sum("连用" in item for item in shown) == 5
    assert text.count("<office:annotation-end") == len(shown) + 1
