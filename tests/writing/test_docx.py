"""The Word file: merges as the form has them, its layout, what it carries and what it must not."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from nianbao.errors import NianbaoError
from nianbao.facts import figure
from nianbao.kinds import form_named, layout
from nianbao.reading.docx import parse_docx
from nianbao.report import DRAFT_PROPERTY, Blank, Note, Report, Text, bookmark
from nianbao.writing import FORMATS, render, write
from samples import BLANK_CELL, EDITIONS, finished, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(report: Report, draft_id: str = "") -> etree._Element:
    return etree.fromstring(parts(render(report, ".docx", draft_id=draft_id))["word/document.xml"])


def words(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(W + "t"))


def value(element: etree._Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(W + name)


def style_of(paragraph: etree._Element) -> str | None:
    return value(paragraph.find(f"{W}pPr/{W}pStyle"))


def merges(table: etree._Element) -> set[tuple[int, int, int, int, str]]:
    """``(row, column, rowspan, colspan, text)`` of every merged cell, as Word will see them."""
    found: dict[tuple[int, int], list[int | str]] = {}
    open_: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(table.findall(W + "tr")):
        column = 0
        for cell in row.findall(W + "tc"):
            span = int(value(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and value(merge) is None:
                start = open_[column]
                assert found[start][1] == span, "a merged cell changes its width"
                found[start][0] = int(found[start][0]) + 1
                assert words(cell) == ""
            else:
                found[number, column] = [1, span, words(cell)]
                open_[column] = (number, column)
            column += span
    return {(*place, int(rows), int(span), str(text)) for place, (rows, span, text) in found.items()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_tables_have_the_merges_of_the_form(edition: str) -> None:
    report = sample(edition)
    tables = list(body(report).iter(W + "tbl"))
    printed = [table for table in form_named(edition).tables if table.printed]
    assert len(tables) == len(printed) == 3
    for element, table in zip(tables, printed, strict=True):
        wanted = set()
        for cell in layout(table).cells:
            given = report.cells[cell.cell] if cell.cell is not None else None
            text = cell.text if given is None else "" if given.value is None else figure(given.value) + given.unit
            wanted.add((cell.row, cell.column, cell.rowspan, cell.colspan, text))
        assert merges(element) == wanted


@pytest.mark.parametrize("edition", EDITIONS)
def test_rows_are_whole_heads_repeat_and_tables_fit_the_type_area(edition: str) -> None:
    for element, table in zip(body(sample(edition)).iter(W + "tbl"), form_named(edition).tables, strict=False):
        rows = element.findall(W + "tr")
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [number < layout(table).head_rows for number in range(len(rows))]
        columns = [int(column.get(W + "w")) for column in element.iter(W + "gridCol")]
        assert sum(columns) == 8845
        assert all(
            sum(int(value(cell.find(f"{W}tcPr/{W}tcW"), "w") or 0) for cell in row.iter(W + "tc")) == 8845
            for row in rows
        )


def test_only_a_value_is_printed_in_a_cell() -> None:
    report = sample("2019")
    assert report.cells[BLANK_CELL].value is None
    grid = layout(form_named("2019").table("requests"))
    place = next(cell for cell in grid.cells if cell.cell == BLANK_CELL)
    table = list(body(report).iter(W + "tbl"))[1]
    assert (place.row, place.column, 1, 1, "") in merges(table)
    del report.cells["requests.new.natural"]
    missing = next(cell for cell in grid.cells if cell.cell == "requests.new.natural")
    assert (missing.row, missing.column, 1, 1, "") in merges(list(body(report).iter(W + "tbl"))[1])
    assert "251000元" in {text for *_, text in merges(next(body(report).iter(W + "tbl")))}


def test_figures_without_a_table_in_the_form_are_not_printed_as_one() -> None:
    assert "发出收费通知件数" not in words(body(sample("2021")))


def test_sections_stand_in_order_and_the_table_where_it_belongs() -> None:
    report = sample("2021")
    problems = report.section("remedies")
    assert problems is not None
    extra = report.section("problems")
    assert extra is not None
    problems.paragraphs, problems.table_at = (
        [item.model_copy(update={"id": f"x{item.id}"}) for item in extra.paragraphs[1:3]],
        1,
    )
    root = body(report)[0]
    kinds = ["表" if element.tag == W + "tbl" else words(element) for element in root]
    start = kinds.index("四、政府信息公开行政复议、行政诉讼情况")
    assert kinds[start + 1].startswith("1.解读")
    assert kinds[start + 2] == "表"
    assert next(text for text in kinds[start + 3 :] if text).startswith("2.答复")
    headings = [words(element) for element in root if style_of(element) == "Heading1"]
    assert headings == [section.title for section in form_named("2021").sections]


def test_long_table_starts_a_page() -> None:
    broken = [words(p) for p in body(sample("2021")).iter(W + "p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert broken == ["三、收到和处理政府信息公开申请情况"]


# ── what it carries


def test_bookmarks_name_the_title_every_heading_and_every_paragraph() -> None:
    report = sample("2021")
    marks = {value(mark, "name"): mark for mark in body(report, "d-1").iter(W + "bookmarkStart")}
    assert len({value(mark, "id") for mark in marks.values()}) == len(marks)
    assert words(marks[bookmark("title")].getparent()) == report.title
    for section, paragraph in report.paragraphs():
        assert words(marks[bookmark(paragraph.id)].getparent()).startswith(paragraph.text)
        assert (
            words(marks[bookmark(f"heading:{section.id}")].getparent()) == section.heading if section.heading else True
        )
    headed = sum(bool(section.heading) for section in report.sections)
    assert len(marks) == 1 + headed + len(report.paragraphs())


def test_bookmark_encloses_the_words_of_its_paragraph() -> None:
    for mark in body(sample("2021")).iter(W + "bookmarkStart"):
        tags = [element.tag for element in mark.getparent()]
        assert tags[:2] == [W + "pPr", W + "bookmarkStart"]
        assert tags[-1] == W + "bookmarkEnd"


def test_draft_id_is_a_custom_property() -> None:
    made = parts(render(sample(), ".docx", draft_id="a-7"))
    properties = etree.fromstring(made["docProps/custom.xml"])
    assert [(item.get("name"), "".join(item.itertext())) for item in properties] == [(DRAFT_PROPERTY, "a-7")]
    assert b"/docProps/custom.xml" in made["[Content_Types].xml"]
    assert b"docProps/custom.xml" in made["_rels/.rels"]


def marked(root: etree._Element) -> list[str]:
    return [words(run) for run in root.iter(W + "r") if value(run.find(f"{W}rPr/{W}highlight")) == "yellow"]


def test_what_waits_for_a_person_is_highlighted() -> None:
    assert marked(body(sample())) == ["【待填：社会评议结果情况】"]
    assert "待核实" not in words(body(sample()))


def doubted(data: bytes) -> list[tuple[str, str, str]]:
    """Each comment: its author, its first line, and the words it stands at."""
    report = parse_docx(data, "年报.docx").report
    texts = {paragraph.id: paragraph.text for _, paragraph in report.paragraphs()}
    return [
        (item.author, item.text.split("\n")[0], texts[item.paragraph][item.start : item.end])
        for item in report.comments
    ]


def test_a_sentence_that_rests_on_nothing_has_a_comment() -> None:
    said = "待核实：这句话没有依据。属实的删去这条批注，不属实的删去这句，再取回。"
    assert doubted(render(sample(), ".docx")) == [("nianbao", said, "群众查询时间明显缩短。")]
    assert doubted(render(sample(stage="final"), ".docx")) == []


def test_two_equal_sentences_that_rest_on_nothing_are_both_there() -> None:
    report = sample().model_copy(deep=True)
    held = next(item for _, item in report.paragraphs() if item.id == "overview.platform")
    held.sentences += [held.sentences[-1].model_copy()]
    data = render(report, ".docx")
    assert [words for _, _, words in doubted(data)] == ["群众查询时间明显缩短。"] * 2


def test_a_comment_says_what_the_sentence_claims_to_rest_on() -> None:
    report = sample(notes=[Note(id="n1", aspect="platform", text="5月开设查询栏")]).model_copy(deep=True)
    next(item for item in report.sentences() if item.support == "unsupported").sources = ["note:n1"]
    said = parse_docx(render(report, ".docx"), "年报.docx").report.comments[0].text
    assert said.endswith("它自称依据的素材：5月开设查询栏")


@pytest.mark.parametrize("edition", EDITIONS)
def test_finished_file_carries_nothing_of_its_making(edition: str) -> None:
    made = parts(render(finished(edition), ".docx", draft_id="a-7"))
    everything = b"".join(made.values()).decode("utf-8", "replace")
    for trace in ("bookmarkStart", "a-7", "custom", "highlight", "w:ins ", "w:del ", "comment", "rsid", "creator",
                  "lastModifiedBy", "python", "nianbao", "thumbnail", "待核实", "待填", "docId"):  # fmt: skip
        assert trace.lower() not in everything.lower(), trace
    assert set(made) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml", "word/settings.xml",
        "word/styles.xml", "word/theme/theme1.xml",
    }  # fmt: skip


def test_finished_file_marks_nothing_even_where_something_is_left() -> None:
    report = sample(stage="final")
    assert marked(body(report)) == []
    assert "【待核实】" not in words(body(report))


def test_properties_say_what_it_is() -> None:
    core = Document(io.BytesIO(render(sample(), ".docx"))).core_properties
    assert (core.title, core.subject, core.language) == (sample().title, "政府信息公开工作年度报告", "zh-CN")
    assert (core.author, core.last_modified_by, core.comments, core.keywords) == ("", "", "", "")


def test_bytes_are_the_same_on_another_day_in_another_process() -> None:
    here = Path(__file__).resolve().parents[1]
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from samples import sample; from nianbao.writing import render;"
        "sys.stdout.buffer.write(render(sample(), '.docx', draft_id='a-7'))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code, str(here)], env=environment, capture_output=True, check=True)
    assert other.stdout == render(sample(), ".docx", draft_id="a-7")


# ── its layout


def test_page_is_that_of_the_standard() -> None:
    section = next(body(sample()).iter(W + "sectPr"))
    size, margins, grid = (section.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    assert (value(size, "w"), value(size, "h")) == ("11906", "16838")
    assert [value(margins, side) for side in ("top", "bottom", "left", "right")] == ["2098", "1984", "1587", "1474"]
    assert [value(grid, name) for name in ("type", "linePitch", "charSpace")] == ["linesAndChars", "579", "-842"]


@pytest.mark.parametrize(
    ("name", "face", "size", "indent", "level"),
    [
        ("Title", "方正小标宋简体", "44", "0", None),
        ("heading 1", "黑体", "32", "200", "0"),
        ("heading 2", "楷体_GB2312", "32", "200", "1"),
        ("heading 3", "仿宋_GB2312", "32", "200", "2"),
        ("Normal", "仿宋_GB2312", "32", "200", None),
    ],
)
def test_styles_are_those_of_the_standard(name: str, face: str, size: str, indent: str, level: str | None) -> None:
    styles = etree.fromstring(parts(render(sample(), ".docx"))["word/styles.xml"])
    style = next(item for item in styles.iter(W + "style") if value(item.find(W + "name")) == name)
    run, paragraph = style.find(W + "rPr"), style.find(W + "pPr")
    assert {run.find(W + "rFonts").get(W + side) for side in ("ascii", "hAnsi", "eastAsia")} == {face}
    assert value(run.find(W + "sz")) == size
    assert (value(run.find(W + "color")), value(run.find(W + "b"))) == ("000000", "0")
    assert (value(run.find(W + "lang")), value(run.find(W + "lang"), "eastAsia")) == ("zh-CN", "zh-CN")
    assert value(paragraph.find(W + "ind"), "firstLineChars") == indent
    assert (value(paragraph.find(W + "spacing"), "line"), value(paragraph.find(W + "spacing"), "lineRule")) == (
        "579",
        "exact",
    )
    assert value(paragraph.find(W + "outlineLvl")) == level


def test_language_is_chinese_throughout() -> None:
    made = parts(render(sample(), ".docx"))
    defaults = etree.fromstring(made["word/styles.xml"]).find(f"{W}docDefaults")
    assert value(next(defaults.iter(W + "lang")), "eastAsia") == "zh-CN"
    settings = etree.fromstring(made["word/settings.xml"])
    assert value(settings.find(W + "themeFontLang"), "eastAsia") == "zh-CN"
    assert b"en-US" not in b"".join(made.values())


def test_faces_a_machine_may_lack_have_others_in_their_place() -> None:
    table = etree.fromstring(parts(render(sample(), ".docx"))["word/fontTable.xml"])
    others = {value(font, "name"): (value(font.find(W + "altName")) or "").split(",") for font in table}
    assert {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"} == set(others)
    assert "FangSong" in others["仿宋_GB2312"]
    assert "KaiTi" in others["楷体_GB2312"]
    assert "华文中宋" in others["方正小标宋简体"]


def test_page_numbers_stand_on_the_outer_side() -> None:
    made = parts(render(sample(), ".docx"))
    document = etree.fromstring(made["word/document.xml"])
    relations = {item.get("Id"): item.get("Target") for item in etree.fromstring(made["word/_rels/document.xml.rels"])}
    sides = {}
    for reference in document.iter(W + "footerReference"):
        footer = etree.fromstring(made["word/" + relations[reference.get(qn("r:id"))]])
        assert words(footer) == "— 1 —"
        assert [item.text for item in footer.iter(W + "instrText")] == [" PAGE "]
        assert {value(item) for item in footer.iter(W + "sz")} == {"28"}
        assert {item.get(W + "eastAsia") for item in footer.iter(W + "rFonts")} == {"宋体"}
        sides[value(reference, "type")] = value(next(footer.iter(W + "jc")))
    assert sides == {"default": "right", "even": "left"}
    assert etree.fromstring(made["word/settings.xml"]).find(W + "evenAndOddHeaders") is not None


def test_signature_stands_right_with_four_characters_free() -> None:
    last = body(sample())[0].findall(W + "p")[-2:]
    assert [words(p) for p in last] == ["云岭县白沙镇人民政府", "2025年1月15日"]
    for paragraph in last:
        assert value(paragraph.find(f"{W}pPr/{W}jc")) == "right"
        assert value(paragraph.find(f"{W}pPr/{W}ind"), "rightChars") == "400"
    assert "2025年1月15日" not in words(body(sample(date="")))


def test_line_breaks_and_spaces_in_a_text_stay() -> None:
    report = sample()
    report.sections[0].paragraphs[0].sentences[0].spans = [Text(text=" 前\n后  "), Blank(what="一<二>&三")]
    root = body(report)
    paragraph = next(p for p in root.iter(W + "p") if "前" in words(p))
    assert words(paragraph).startswith(" 前后  【待填：一<二>&三】")
    assert len(list(paragraph.iter(W + "br"))) == 1


def test_report_with_nothing_known_is_still_a_file() -> None:
    assert words(body(Report(title="没有格式的报告", sections=sample().sections[:2]))).startswith("没有格式的报告")


# ── the registry


def test_write_puts_the_same_bytes_into_a_file(tmp_path: Path) -> None:
    for suffix in FORMATS:
        path = tmp_path / f"年报{suffix}"
        write(sample(), path, draft_id="a-7")
        assert path.read_bytes() == render(sample(), suffix, draft_id="a-7")
    assert {path.suffix for path in tmp_path.iterdir()} == set(FORMATS)


def test_unknown_ending_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match=re.escape(".docx、.html、.htm、.md")):
        write(sample(), tmp_path / "年报.pdf")
    assert list(tmp_path.iterdir()) == []
