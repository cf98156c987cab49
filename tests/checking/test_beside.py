"""Words beside the text: headers, footers, notes, descriptions of pictures. Marks are told, ornaments are none."""

from __future__ import annotations

import io

import pytest
from docx import Document

from nianbao.checking import check
from nianbao.reading.docx import parse_docx
from nianbao.report import Paragraph, Report, Section, Sentence, Text, WordsBeside

ORNAMENTS = (
    "- 1 -", "－ 1 －", "—1—", "～1～", "·1·", "第1页 共4页", "1/4", "‐ 2 ‐", "– 2 –", "⸺ 2 ⸺", "─ 2 ─", "━━ 2",
    "云岭县人民政府公报2024年第3期", "http://www.gov.cn/xxgk/2024-01/15/content_1.htm 2024/1/15 10:20",
    "政府信息公开工作年度报告 | 白沙镇", "联系电话：0571-88889999", "图片包含 建筑, 户外 描述已自动生成",
)  # fmt: skip
MARKS = {
    "★★★内部稿": "★★★", "请领导核实 全文": "请领导核实", "XX镇政府": "XX", "数字待核实": "待核实",
    "待张主任定": "待张主任定", "此页待定": "此页待定", "电话 13812345678": "13812345678",
    "（此处填写单位）": "（此处填写单位）", "【待填：单位】": "【待填：单位】",
}  # fmt: skip


def told(words: str) -> list[str]:
    report = Report(sections=[Section(id="overview", heading="一、总体情况")])
    held = report.model_copy(update={"beside": [WordsBeside(place="页眉", text=words)]})
    return [item.quote for item in check(held) if item.place == "页眉"]


@pytest.mark.parametrize("words", ORNAMENTS)
def test_what_headers_and_footers_are_set_with_is_no_mark(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize("words", MARKS)
def test_a_mark_is_told_with_its_place(words: str) -> None:
    assert MARKS[words] in told(words)


@pytest.mark.parametrize(
    "text",
    [
        "该件申请待补正材料后审核。",
        "有3条线索待核实。",
        "此件待第三方答复后公开。",
        "考核结果待县政府公布。",
        "待汇总核实后统一公布。",
    ],
)
def test_what_an_office_waits_for_is_no_mark_in_the_text(text: str) -> None:
    said = Sentence(id="s", spans=[Text(text=text)], origin="clerk")
    section = Section(id="overview", heading="一、总体情况", paragraphs=[Paragraph(id="p", sentences=[said])])
    assert [item.quote for item in check(Report(sections=[section])) if item.code == "PAIR06"] == []


def test_what_a_word_file_has_beside_its_text_is_read() -> None:
    document = Document()
    document.add_paragraph("白沙镇人民政府2024年政府信息公开工作年度报告")
    document.add_paragraph("一、总体情况")
    run = document.add_paragraph("公开信息3条。").add_run("（此句待定）")
    run.font.hidden = True
    section = document.sections[0]
    section.header.paragraphs[0].text = "★★★内部稿"
    section.footer.paragraphs[0].text = "印数50份"
    held = io.BytesIO()
    document.save(held)
    parsed = parse_docx(held.getvalue(), "年报.docx")
    assert [(item.place, item.text) for item in parsed.report.beside] == [("页眉", "★★★内部稿"), ("页脚", "印数50份")]
    assert [(item.text, item.how) for item in parsed.marked] == [("（此句待定）", "隐藏")]
    assert any(item.place == "页眉" and item.quote == "★★★" for item in check(parsed.report))


def test_words_beside_the_text_come_back_from_json() -> None:
    report = Report(beside=[WordsBeside(place="页眉", text="内部稿")])
    assert Report.model_validate(report.to_json()) == report
    assert "beside" not in Report().to_json()
