"""Word files: the accepted view, merged cells, refusals."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from nianbao.errors import InputError
from nianbao.kinds import form_named, layout
from nianbao.reading import read
from nianbao.reading.docx import parse_docx


def made(*, change: str = "", table: bool = False) -> bytes:
    document = Document()
    document.add_paragraph("云岭县白沙镇人民政府\n2024年政府信息公开工作年度报告")
    document.add_paragraph("一、总体情况")
    paragraph = document.add_paragraph("全年公开信息")
    if change:
        paragraph._p.append(parse_xml(change))
    document.add_paragraph("培训两次。【待核实】其余【待填：考核结果】。")
    document.add_paragraph("三、收到和处理政府信息公开申请情况")
    if table:
        plan = layout(form_named("2021").table("requests"))
        grid = document.add_table(plan.rows, plan.columns)
        for number, cell in enumerate(plan.cells):
            first = grid.cell(cell.row, cell.column)
            last = grid.cell(cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
            first.merge(last).text = str(number) if cell.cell else cell.text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_reads_table_title_and_marks() -> None:
    report = parse_docx(made(table=True), "年报.docx").report
    assert report.title == "云岭县白沙镇人民政府2024年政府信息公开工作年度报告"
    assert report.year == 2024
    plan = layout(form_named("2021").table("requests"))
    wanted = {cell.cell: number for number, cell in enumerate(plan.cells) if cell.cell}
    assert {key: cell.value for key, cell in report.cells.items()} == wanted
    marked = report.sections[0].paragraphs[1]
    assert marked.text == "培训两次。其余【待填：考核结果】。"
    assert [sentence.support for sentence in marked.sentences] == ["unsupported", "blank"]


def test_tracked_changes_are_accepted() -> None:
    inserted = f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>12条。</w:t></w:r></w:ins>'
    deleted = f'<w:del {nsdecls("w")} w:id="2" w:author="a"><w:r><w:delText>9条。</w:delText></w:r></w:del>'
    assert parse_docx(made(change=inserted), "a.docx").report.sections[0].paragraphs[0].text == "全年公开信息12条。"
    assert parse_docx(made(change=deleted), "a.docx").report.sections[0].paragraphs[0].text == "全年公开信息"


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"hello", b"\xd0\xcf\x11\xe0" + b"\0" * 600, made()[:3000]])
def test_what_is_no_docx_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"docx|密码"):
        read(path)


@pytest.mark.parametrize("suffix", [".doc", ".wps", ".rtf"])
def test_old_word_files_are_refused_where_there_is_no_libreoffice(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nianbao.reading.libreoffice.soffice", lambda: None)
    (tmp_path / f"年报{suffix}").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(InputError, match=r"没有 LibreOffice.*另存为 \.docx"):
        read(tmp_path / f"年报{suffix}")


BOX = (
    f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>'
    "<w:p><w:r><w:t>框里的话一。</w:t></w:r></w:p><w:p><w:r><w:t>框里的话二。</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    "<w:p><w:r><w:t>框里的话一。</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_text_boxes_are_read_once_with_their_place() -> None:
    report = parse_docx(made(change=BOX), "a.docx").report
    assert [item.text for item in report.sections[0].paragraphs[:3]] == [
        "全年公开信息",
        "框里的话一。",
        "框里的话二。",
    ]
    assert str(report.sections[0].paragraphs[1].location) == "第3段文本框"
    assert report.remarks == []
