"""The page with remarks in its margin: places marked, links there and back, nothing lost, nothing run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html

from nianbao.checking import check
from nianbao.jobs.check.finding_outputs import remarks
from nianbao.report import Report, Text, TextPlace, TitleLine
from nianbao.writing.annotated_html import LOOKS, annotated_html, annotated_page
from nianbao.writing.annotations import Annotation, Level
from nianbao.writing.html import render_html
from samples import BLANK_CELL, finished

BODY = "overview.proactive"


def said(report: Report) -> str:
    return next(paragraph.text for _, paragraph in report.paragraphs() if paragraph.id == BODY)


def about(report: Report, quote: str, level: Level = "error") -> Annotation:
    """A remark on words of a paragraph."""
    start = said(report).index(quote)
    place = {"section": "overview", "paragraph": BODY, "start": start, "end": start + len(quote)}
    return Annotation(f"“{quote}”要改", ("办法：改",), level, "T1", quote, **place)  # type: ignore[arg-type]


def page(report: Report, found: Sequence[Annotation]) -> html.HtmlElement:
    return html.document_fromstring(annotated_html(report, found, title="检查结果").decode())


def words(element: html.HtmlElement) -> str:
    """Its text without the numbers of remarks."""
    for link in element.xpath(".//a[contains(@class, 'ref')]"):
        link.drop_tree()
    text: str = element.text_content()
    return text


def marked(root: html.HtmlElement, level: str) -> str:
    return "|".join(mark.text_content() for mark in root.xpath(f"//mark[@class='{level}']"))


def test_quotation_is_marked_and_linked_to_its_remark_and_back() -> None:
    root = page(finished(), [about(finished(), "白沙镇专栏")])
    assert marked(root, "error") == "白沙镇专栏"
    (link,) = root.xpath("//a[contains(@class, 'ref')]")
    note = root.get_element_by_id(link.get("href")[1:])
    assert "“白沙镇专栏”要改" in note.text_content()
    assert "办法：改" in note.text_content()
    assert root.get_element_by_id(note.find(".//a").get("href")[1:]) is link
    row = note.xpath("ancestor::div[contains(@class, 'row')]")[0]
    assert "白沙镇专栏" in row.findtext(".//mark")


def test_the_report_reads_as_on_the_plain_page() -> None:
    report = finished()
    found = [about(report, "公开信息186条"), about(report, "186条，其中"), about(report, "县政府")]
    annotated = page(report, found)
    plain = html.document_fromstring(render_html(report).decode())
    assert words(annotated.xpath("//div[@class='said']/p[not(@class)]")[1]) == said(report)
    wanted = [item.text_content() for item in plain.xpath("//h2|//h3|//p[not(@class)]|//th|//td")]
    got = [words(item) for item in annotated.xpath("//main//*[self::h3 or self::h4 or self::p or self::th or self::td]"
           "[ancestor::div[@class='said']][not(@class)]")]  # fmt: skip
    assert got == wanted


def test_overlapping_quotations_are_all_marked() -> None:
    report = finished()
    found = [about(report, "公开信息186条"), about(report, "186条，其中", "warning"), about(report, "信息", "info")]
    root = page(report, found)
    assert marked(root, "error").replace("|", "") == "公开信息186条"
    assert marked(root, "warning").replace("|", "") == "186条，其中"
    assert marked(root, "info") == "信息"
    assert len(root.xpath("//a[contains(@class, 'ref')]")) == 3


def test_the_same_place_twice_and_an_empty_quotation_do_not_break_the_page() -> None:
    report = finished()
    found = [
        about(report, "县"),
        about(report, "县", "info"),
        about(report, "县")._replace(quote="", end=said(report).index("县")),
    ]
    root = page(report, found)
    assert len(root.xpath("//div[@role='note']")) == 3
    assert words(root.xpath("//div[@class='said']/p[not(@class)]")[1]) == said(report)


def test_figures_of_a_table_are_marked_even_where_there_is_none() -> None:
    cells = ["requests.new.total", BLANK_CELL]
    found = [Annotation("合计不对", (), "error", "T3", cell=cell) for cell in cells]
    root = page(finished(), found)
    figure, blank = root.xpath("//td[mark]")
    assert figure.findtext("mark") == "14"
    assert blank.find("mark").text_content().strip() == ""
    assert [link.text.strip("\u2060") for link in root.xpath("//td/a")] == ["1", "2"]
    assert len(root.xpath("//div[contains(@class, 'wide')]//div[@role='note']")) == 2


def test_title_and_headings_are_marked() -> None:
    report = finished().model_copy(
        update={
            "title_lines": [TitleLine(text="云岭县白沙镇人民政府2024年政府"), TitleLine(text="信息公开工作年度报告")]
        }
    )
    found = [
        Annotation("断行", (), "warning", "T4", quote="信息", start=0, end=2),
        Annotation("标题", (), "info", "T5", quote="总体", section="overview", start=2, end=4),
    ]
    root = page(report, found)
    assert root.xpath("//p[@class='title'][2]/mark")[0].text == "信息"
    assert root.xpath("//h3/mark")[0].text == "总体"


@pytest.mark.parametrize(
    "remark",
    [
        Annotation("没有成文日期", ("办法：补上",), "info", "FORM10"),
        Annotation(
            "段落不在", (), "error", "T1", quote="引文", section="overview", paragraph="nowhere", start=0, end=2
        ),
        Annotation("格不在", (), "error", "T1", quote="5", cell="nowhere.at.all"),
        Annotation("标题不在", (), "error", "T1", quote="引文", section="nowhere", start=0, end=2),
    ],
)
def test_what_has_no_place_on_the_page_stands_at_the_top_with_its_words(remark: Annotation) -> None:
    root = page(finished(), [remark])
    (note,) = root.xpath("//div[@class='whole']/div[@role='note']")
    assert remark.head in note.text_content()
    assert remark.quote in note.text_content()
    assert root.xpath("//mark") == []


def test_words_that_moved_are_not_marked_but_the_remark_stays_at_its_paragraph() -> None:
    root = page(finished(), [about(finished(), "县政府")._replace(quote="市政府")])
    assert root.xpath("//mark") == []
    (note,) = root.xpath("//div[@role='note']")
    assert said(finished())[:10] in note.xpath("ancestor::div[contains(@class, 'row')]")[0].text_content()


def test_what_a_report_or_remark_says_is_text_and_never_markup() -> None:
    evil = "<script>alert('1')</script>\"><img src=x onerror=alert(2)>"
    report = finished().model_copy(deep=True, update={"title": evil})
    for _, paragraph in report.paragraphs():
        if paragraph.id == BODY:
            paragraph.sentences[0].spans = [Text(text=evil + "尾")]
    report.sections[1].heading = evil
    found = [
        about(report, evil)._replace(head=evil, body=(evil,), code=evil),
        Annotation(evil, (evil,), "info", evil, quote=evil, location=TextPlace(start=0, end=1, line=1)),
    ]
    data = annotated_page([(evil, report, found), (evil, report, [])], title=evil)
    root = html.document_fromstring(data.decode())
    assert root.xpath("//script|//img|//*[@onerror]") == []
    assert marked(root, "error") == evil
    assert root.findtext(".//title") == evil


def test_it_asks_nothing_of_anybody() -> None:
    text = annotated_html(finished(), [about(finished(), "县政府")], title="检查结果").decode()
    assert "default-src 'none'" in text
    for door in ("http:", "https:", "url(", "@import", "src=", "<script", "<link", "<iframe"):
        assert door not in text
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', text))


def test_counts_and_a_switch_for_each_level_that_occurs() -> None:
    report = finished()
    found = [about(report, "县政府"), about(report, "186条", "info"), about(report, "52条", "info")]
    root = page(report, found)
    assert root.xpath("//p[@class='summary']")[0].text == "错误 1，提示 2"
    assert [label.text for label in root.xpath("//label")] == ["显示错误（1）", "显示提示（2）"]
    assert [box.get("id") for box in root.xpath("//input")] == [label.get("for") for label in root.xpath("//label")]


def test_nothing_found_is_said() -> None:
    root = page(finished(), [])
    assert root.xpath("//p[@class='summary']")[0].text == "没有发现问题"
    assert root.xpath("//mark|//input|//div[@role='note']") == []


def test_several_reports_are_listed_and_their_ids_differ() -> None:
    report = finished()
    data = annotated_page(
        [("甲.docx", report, [about(report, "县政府")]), ("乙.docx", report, [about(report, "县政府", "info")])],
        title="检查结果",
    )
    root = html.document_fromstring(data.decode())
    assert [item.text_content() for item in root.xpath("//ol[@class='files']/li")] == [
        "甲.docx：错误 1",
        "乙.docx：提示 1",
    ]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(link.get("href")[1:] in ids for link in root.xpath("//a"))


def test_every_finding_of_the_seed_report_has_its_note(seed: Path) -> None:
    from nianbao import load

    report = load(seed)
    found = remarks(check(report))
    root = page(report, found)
    assert len(root.xpath("//div[@role='note']")) == len(found)
    placed = [remark for remark in found if remark.start is not None]
    assert len(root.xpath("//a[contains(@class, 'ref')]")) == len(placed)
    quotes = {mark.text_content() for mark in root.xpath("//mark")}
    assert "我街道" in quotes


def brightness(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("level", LOOKS)
def test_text_stands_out_from_its_ground(level: Level) -> None:
    ink, ground, _ = LOOKS[level]
    for colour in (ink, "#444444", "#000000"):
        for below in (ground, "#ffffff"):
            assert (brightness(below) + 0.05) / (brightness(colour) + 0.05) >= 4.5


def test_levels_differ_by_more_than_colour() -> None:
    assert len({underline for _, _, underline in LOOKS.values()}) == len(LOOKS)
