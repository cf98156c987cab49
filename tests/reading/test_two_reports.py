"""Two reports in one file, beside each other or one after the other, are never read as one without a word."""

from __future__ import annotations

import io

import pytest
from docx import Document

from nianbao.checking import check
from nianbao.errors import InputError
from nianbao.reading import FORMATS, Given, read_text
from nianbao.reading.pdf import read_pdf
from nianbao.report import Report
from pdfs import Sheet, wrapped

SECTIONS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
SENTENCE = "全年通过公开栏和网站公开信息，按时更新办事指南，解答群众的询问，没有发生责任追究的情形。"


def lines(unit: str, year: int) -> list[str]:
    found = [f"{unit}{year}年政府信息公开工作年度报告", "根据《中华人民共和国政府信息公开条例》编制本报告。"]
    for number, name in zip("一二三四", SECTIONS, strict=True):
        found += [f"{number}、{name}", SENTENCE * 2]
    return found


def landscape(left: list[str], right: list[str]) -> bytes:
    sheet = Sheet(size=(842.0, 595.0))
    for x, texts, lower in ((40.0, left, 0.0), (440.0, right, 3.0)):
        y = 40.0 + lower
        for text in texts:
            for part in wrapped(text, 360, 360, 12):
                sheet.text(x, y, part, 12)
                y += 18
    sheet.canvas.showPage()
    sheet.canvas.save()
    return sheet.out.getvalue()


@pytest.mark.parametrize(
    "right", [lines("白沙镇人民政府", 2022), lines("罗湾乡人民政府", 2023)], ids=["another year", "another unit"]
)
def test_beside_each_other_in_a_pdf(right: list[str]) -> None:
    with pytest.raises(InputError, match="左右两栏"):
        read_pdf(landscape(lines("白沙镇人民政府", 2023), right), "a.pdf")


def word(texts: list[str]) -> bytes:
    document, out = Document(), io.BytesIO()
    for text in texts:
        document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def page(texts: list[str]) -> bytes:
    return "".join(f"<p>{text}</p>" for text in texts).encode()


def read_as(suffix: str, texts: list[str]) -> Report:
    if suffix == ".txt":
        return read_text("\n".join(texts))
    return FORMATS[suffix](word(texts) if suffix == ".docx" else page(texts), f"a{suffix}", Given())


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".html"])
@pytest.mark.parametrize("other", [("白沙镇人民政府", 2022), ("罗湾乡人民政府", 2023)])
def test_one_after_the_other(suffix: str, other: tuple[str, int]) -> None:
    report = read_as(suffix, [*lines("白沙镇人民政府", 2023), *lines(*other)])
    assert report.unit is not None
    assert (report.unit.name, report.year) == ("白沙镇人民政府", 2023)
    assert len([section for section in report.sections if section.heading]) == 4, "the first alone"
    said = next(str(remark) for remark in report.remarks if "另一份报告" in str(remark))
    assert f"{other[0]}{other[1]}年" in said
    assert said in [item.message for item in check(report)]


def test_two_articles_in_the_cells_of_a_page() -> None:
    cells = "".join(f"<td>{page(lines('白沙镇人民政府', year)).decode()}</td>" for year in (2023, 2022))
    report = FORMATS[".html"](f"<table><tr>{cells}</tr></table>".encode(), "a.html", Given())
    assert report.year == 2023
    assert [remark for remark in report.remarks if "另一份报告" in str(remark)]


def test_one_report_is_one() -> None:
    one = lines("白沙镇人民政府", 2023)
    contents = [f"{number}、{name}" for number, name in zip("一二三四", SECTIONS, strict=True)]
    for texts in (one, [one[0], *one], [one[0], "目录", *contents, *one[1:]]):
        report = read_as(".docx", texts)
        assert not [remark for remark in report.remarks if "另一份报告" in str(remark)]
        assert [section.heading for section in report.sections if section.paragraphs and section.heading] == contents
