"""Files beside a saved page: archives, copies of the source, pasted text; and pages that hold no report."""

from __future__ import annotations

import html
from email.message import EmailMessage
from pathlib import Path

import pytest

from nianbao.errors import InputError
from nianbao.reading import read
from nianbao.report import Report
from reading.page_layouts import BODY, LAYOUTS, TITLE, page

WHOLE = page(LAYOUTS["whole site"])
FRAMES = "<html><frameset cols='20%,80%'><frame src='menu.htm'><frame src='main.htm'></frameset></html>"


def reads(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    return read(path)


def is_whole(report: Report) -> bool:
    found = {section.id: [paragraph.text for paragraph in section.paragraphs] for section in report.sections}
    return all(found[id] == texts for id, texts in BODY.items()) and len(report.cells) == 200


def archive(*pages: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = "saved"
    message.make_related()
    for data in pages:
        message.add_related(data, maintype="text", subtype="html", params={"charset": "utf-8"})
    return message.as_bytes()


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.txt"])
def test_an_archive_whose_article_is_in_a_frame(name: str, tmp_path: Path) -> None:
    assert is_whole(reads(tmp_path / name, archive(FRAMES.encode(), b"<ul><li>menu</li></ul>", WHOLE)))


def test_a_page_saved_under_any_ending(tmp_path: Path) -> None:
    for name in ("a.html", "a.htm", "a.txt", "a.md", "a.docx"):
        assert is_whole(reads(tmp_path / name, WHOLE)), name


def test_a_copy_of_the_source_is_the_page(tmp_path: Path) -> None:
    shown = "".join(
        f"<tr><td class='line-number'></td><td class='line-content'>{html.escape(line)}</td></tr>\n"
        for line in WHOLE.decode().split("\n")
    )
    assert is_whole(reads(tmp_path / "a.html", f"<html><body><table>{shown}</table></body></html>".encode()))


def test_a_piece_of_the_source_is_read_as_a_page(tmp_path: Path) -> None:
    inside = WHOLE.decode().partition("<div id=zoom>")[2].partition("<div>扫一扫")[0]
    report = reads(tmp_path / "a.txt", f"<div id=zoom>{inside}".encode())
    assert is_whole(report)


def test_text_pasted_from_a_page(tmp_path: Path) -> None:
    text = "\n".join(
        ["首页 > 政务公开 > 年报", "索引号：0031", "".join(TITLE), "发布日期：2025-01-15  来源：党政办  浏览次数：12",
         "字号：大 中 小", "根据条例编制本报告。", "一、总体情况", *BODY["overview"], "六、其他需要报告的事项",
         *BODY["other"], TITLE[0], "2025年1月15日", "【打印】 【关闭】", "上一篇：年报", "主办单位：云岭县人民政府"]
    )  # fmt: skip
    report = reads(tmp_path / "a.txt", text.encode())
    words = [paragraph.text for _, paragraph in report.paragraphs()]
    assert words == ["根据条例编制本报告。", *BODY["overview"], *BODY["other"]]
    assert report.date == "2025年1月15日"
    assert report.unit is not None
    assert report.unit.name == TITLE[0]


NONE = {
    "frames": (FRAMES, "menu.htm"),
    "frame of a saved page": ("<p>年报</p><iframe src='a_files/saved_resource.html'></iframe>", "saved_resource.html"),
    "drawn by script": ("<div id=app></div><script>draw()</script>", "由脚本画出"),
    "list": ("".join(f"<li><a href=#>白沙镇{year}年政府信息公开年报</a></li>" for year in range(2019, 2024)), "目录"),
    "log-in": ("<form><input name=u><input type=password></form>", "登录"),
    "attachment": ("<p>现予公布。</p><a href='/a/1.docx'>2023年年报.docx</a>", "2023年年报.docx"),
}


@pytest.mark.parametrize("name", NONE)
def test_a_page_without_a_report_says_why_and_what_to_do(name: str, tmp_path: Path) -> None:
    body, said = NONE[name]
    title = "<title>白沙镇人民政府2023年政府信息公开工作年度报告</title>"
    with pytest.raises(InputError) as error:
        reads(tmp_path / "a.html", f"<html><head>{title}</head><body>{body}</body></html>".encode())
    assert said in str(error.value)
    assert "请" in str(error.value)


def test_tables_in_an_attachment_are_told(tmp_path: Path) -> None:
    text = (
        f"<h1>{''.join(TITLE)}</h1><p>一、总体情况</p><p>按时公开。</p><p>二、主动公开政府信息情况</p><p>见附件。</p>"
    )
    report = reads(tmp_path / "a.html", f"{text}<p><a href='/b.xls'>附表.xls</a></p>".encode())
    assert any("附表.xls" in str(remark) for remark in report.remarks)
