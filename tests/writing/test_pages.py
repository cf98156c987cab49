"""Pictures of pages: the Word file as LibreOffice lays it out, and what it keeps when LibreOffice saves it."""

from __future__ import annotations

import re
import subprocess
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

import libreoffice
from nianbao.kinds import form_named
from nianbao.report import DRAFT_PROPERTY, Paragraph, Report, Section, Sentence, Text, bookmark
from nianbao.writing import write
from samples import EDITIONS, finished, sample

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is not installed"),
]

POINT = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * POINT, (210 - 26) * POINT, 37 * POINT, (297 - 35) * POINT


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


class Printed(NamedTuple):
    """A report's PDF: its path, and each page's words and running text without spaces."""

    pdf: Path
    words: list[list[Word]]
    text: list[str]


def printed(report: Report, folder: Path) -> Printed:
    path = folder / "年报.docx"
    write(report, path, draft_id="a-7")
    pdf = libreoffice.convert(path, "pdf", folder)
    boxes = folder / "boxes.html"
    subprocess.run(["pdftotext", "-bbox", str(pdf), str(boxes)], check=True, timeout=600)
    root = etree.fromstring(boxes.read_bytes(), etree.HTMLParser(encoding="utf-8"))
    words = [
        [
            Word(word.text or "", *(float(word.get(side)) for side in ("xmin", "ymin", "xmax", "ymax")))
            for word in page.iter("word")
        ]
        for page in root.iter("page")
    ]
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True, timeout=600)
    return Printed(pdf, words, ["".join(page.split()) for page in raw.stdout.split("\f")[:-1]])


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Printed]:
    return request.param, printed(sample(request.param), tmp_path_factory.mktemp(request.param))


@pytest.fixture(scope="module")
def prose(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    text = "白沙镇人民政府办公室统一登记政府信息公开申请并按期答复" * 60
    paragraph = Paragraph(id="p", sentences=[Sentence(id="s", spans=[Text(text=text)])])
    report = Report(title="长文", sections=[Section(id="overview", heading="一、总体情况", paragraphs=[paragraph])])
    return printed(report, tmp_path_factory.mktemp("prose"))


def numbers(words: list[Word]) -> list[Word]:
    return [word for word in words if word.top > BOTTOM]


def lines(words: list[Word]) -> dict[int, str]:
    """The text of each line of a page's type area, by its height."""
    found: dict[int, str] = {}
    for word in sorted(words, key=lambda item: (round(item.top), item.left)):
        if word.top < BOTTOM:
            found[round(word.top)] = found.get(round(word.top), "") + word.text
    return found


def test_each_table_is_whole_on_one_page_and_no_label_is_lost(edition: tuple[str, Printed]) -> None:
    name, pages = edition
    for table in form_named(name).tables:
        if not table.printed:
            continue
        nodes = [node for block in table.blocks for path in (*block.row_paths, *block.column_paths) for node in path]
        labels = {node.label for node in nodes if node.label} | {block.title or "" for block in table.blocks}
        holding = [page for page in pages.text if all("".join(label.split()) in page for label in labels)]
        assert len(holding) == 1, table.name


def test_section_with_the_long_table_starts_its_page(edition: tuple[str, Printed]) -> None:
    name, pages = edition
    heading = form_named(name).section("requests").title
    assert [page.startswith(heading) for page in pages.text if heading in page] == [True]


def test_nothing_stands_outside_the_type_area_but_the_page_number(edition: tuple[str, Printed]) -> None:
    for words in edition[1].words:
        for word in words:
            assert word.left >= LEFT - 1, word
            assert word.right <= RIGHT + 1, word
            assert word.top >= TOP - 1, word
        assert "".join(word.text for word in numbers(words)).startswith("—")


def test_page_number_is_on_the_outer_side_7_mm_below_the_type_area(edition: tuple[str, Printed]) -> None:
    for number, words in enumerate(edition[1].words, 1):
        mark = numbers(words)
        assert "".join(word.text for word in sorted(mark, key=lambda item: item.left)) == f"—{number}—"
        edge = RIGHT - max(word.right for word in mark) if number % 2 else min(word.left for word in mark) - LEFT
        assert edge == pytest.approx(14, abs=3)  # one character of 14 pt
        middle = (mark[0].top + mark[0].bottom) / 2
        assert middle - BOTTOM == pytest.approx(7 * POINT + 7, abs=4)


def test_page_holds_22_lines_of_28_characters(prose: Printed) -> None:
    second = list(lines(prose.words[1]).values())
    assert len(second) == 22
    assert {len(line) for line in second} == {28}
    heights = sorted(lines(prose.words[1]))
    assert (heights[-1] - heights[0]) / 21 == pytest.approx(28.95, abs=0.1)


def test_faces_are_those_of_the_styles(edition: tuple[str, Printed]) -> None:
    out = subprocess.run(["pdffonts", str(edition[1].pdf)], capture_output=True, text=True, check=True, timeout=600)
    faces = set(re.findall(r"\+(\w+)", out.stdout))
    assert any(face.startswith("NotoSerifCJK") for face in faces)  # title, tables, page numbers
    assert any(face.startswith("NotoSansCJK") for face in faces)  # 一、
    if not libreoffice.has_fonts():
        pytest.skip("仿宋 and 楷体 are not here: run tests/fonts.sh")
    assert {"FandolFang", "FandolKai"} <= faces


def test_full_stop_at_the_end_of_a_line_is_kept_within_it_and_leaves_no_empty_line(tmp_path: Path) -> None:
    words = "全年通过县政府网站的专栏公开信息并由办公室统一登记疑难的送县司法局会商其中财政预决算惠民补贴"
    said = [words[:length] + "。" for length in range(20, 40)]
    paragraphs = [
        Paragraph(id=str(number), sentences=[Sentence(id="s", spans=[Text(text=text)])])
        for number, text in enumerate(said)
    ]
    pages = printed(Report(title="句号", sections=[Section(id="overview", paragraphs=paragraphs)]), tmp_path)
    assert "".join(pages.text).count("。") == len(said)
    assert max(word.right for words in pages.words for word in words) <= RIGHT + 1
    for words in pages.words:
        heights = sorted(lines([word for word in words if word.text != "句号"]))
        assert max(below - above for above, below in pairwise(heights)) <= 30


def test_signature_is_never_alone_on_a_page(tmp_path: Path) -> None:
    for length in range(16, 19):
        report = sample(sections=[Section(id="other", heading="六、其他需要报告的事项", paragraphs=_filler(length))])
        folder = tmp_path / str(length)
        folder.mkdir()
        last = printed(report, folder).text[-1]
        assert "2025年1月15日" in last
        assert "本行第" in last


def _filler(count: int) -> list[Paragraph]:
    return [
        Paragraph(id=f"f{number}", sentences=[Sentence(id="s", spans=[Text(text=f"本行第{number}行。")])])
        for number in range(count)
    ]


# ── saved again by LibreOffice


def marks_and_id(path: Path) -> tuple[dict[str, str], str]:
    """Our bookmarks with the text of their paragraph, and the draft id."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        custom = (
            etree.fromstring(package.read("docProps/custom.xml")) if "docProps/custom.xml" in package.namelist() else ()
        )
    marks = {
        mark.get(w + "name"): "".join(piece.text or "" for piece in mark.getparent().iter(w + "t"))
        for mark in root.iter(w + "bookmarkStart")
        if mark.get(w + "name").startswith("nb_")
    }
    return marks, next(("".join(item.itertext()) for item in custom if item.get("name") == DRAFT_PROPERTY), "")


@pytest.mark.parametrize("way", [["docx"], ["odt", "docx"]])
def test_bookmarks_and_draft_id_outlive_libreoffice(way: list[str], tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    write(sample(), path, draft_id="a-7")
    before = marks_and_id(path)
    for kind in way:
        path = libreoffice.convert(path, kind, tmp_path)
    after, draft_id = marks_and_id(path)
    assert draft_id == "a-7"
    assert after == before[0]
    assert after[bookmark("title")] == sample().title


def test_finished_file_saved_again_still_has_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    write(finished(), path, draft_id="a-7")
    assert marks_and_id(libreoffice.convert(path, "docx", tmp_path)) == ({}, "")


@pytest.mark.parametrize("words", ["4件（另有口头3件）", "4件（另有口头3件，已当场答复，另有2件转其他部门办理）" * 8])
def test_a_wordy_cell_leaves_no_heading_alone_on_its_page(words: str, tmp_path: Path) -> None:
    report = sample("2021")
    cells = dict(report.cells)
    cells["requests.new.natural"] = cells["requests.new.natural"].model_copy(update={"typed": words})
    cells["requests.open.natural"] = cells["requests.open.natural"].model_copy(update={"typed": words})
    cells["licensing.licence.decisions"] = cells["licensing.licence.decisions"].model_copy(update={"typed": words})
    pages = printed(report.model_copy(update={"cells": cells}), tmp_path)
    for section in ("proactive", "requests", "remedies"):
        heading = form_named("2021").section(section).title
        (page,) = [text for text in pages.text if heading in text]
        behind = page.partition(heading)[2]
        assert len(behind) > 60, heading
