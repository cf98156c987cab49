"""What people put into a Word file beside words and figures: each made in a file, with what must be told of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
PICTURE = Path(__file__).parent.parent.parent / "examples" / "baisha-2024" / "样稿" / "第1页.png"


def body(document: Any, after: str = "无其他需要报告") -> Any:
    """The paragraph with some words."""
    return next(item for item in document.paragraphs if after in item.text)


def run(document: Any, inside: str) -> None:
    """A run of raw XML at the end of a paragraph."""
    body(document)._p.append(parse_xml(f"<w:r {_SPACES}>{inside}</w:r>"))


def _drawing(inside: str, uri: str) -> str:
    return (
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="77" name="图形 7"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "内部资料请勿外传"


def footer(document: Any) -> None:
    document.sections[0].footer.add_paragraph("云岭县白沙镇印制")


def first_header(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "首页的页眉"


def header_picture(document: Any) -> None:
    document.sections[0].header.paragraphs[0].add_run().add_picture(str(PICTURE))


def text_box(document: Any) -> None:
    box = (
        "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>框里的提醒一句</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "</wps:wsp>"
    )
    run(document, _drawing(box, "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"))


def old_text_box(document: Any) -> None:
    run(
        document,
        '<w:pict><v:shape style="width:9pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>旧式框里的话</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict>",
    )


def shape(document: Any) -> None:
    run(document, _drawing("<wps:wsp/>", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"))


def word_art(document: Any) -> None:
    run(document, '<w:pict><v:shape><v:textpath string="艺术字样"/></v:shape></w:pict>')


def chart(document: Any) -> None:
    run(document, _drawing('<c:chart r:id="rId999"/>', "http://schemas.openxmlformats.org/drawingml/2006/chart"))


def embedded(document: Any) -> None:
    run(document, '<w:object><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="x"/></w:object>')


def equation(document: Any) -> None:
    body(document)._p.append(parse_xml(f"<m:oMath {_SPACES}><m:r><m:t>x+y=2</m:t></m:r></m:oMath>"))


def field(document: Any) -> None:
    element = f'<w:fldSimple {_SPACES} w:instr=" DATE "><w:r><w:t>今天</w:t></w:r></w:fldSimple>'
    body(document)._p.append(parse_xml(element))


def hyperlink(document: Any) -> None:
    id = document.part.relate_to("https://www.example.gov.cn/a", RT.HYPERLINK, is_external=True)
    link = f'<w:hyperlink {_SPACES} r:id="{id}"><w:r><w:t>公开专栏网址</w:t></w:r></w:hyperlink>'
    body(document)._p.append(parse_xml(link))


def _note(document: Any, kind: str, words: str) -> None:
    notes = f'<w:{kind}s {_SPACES}><w:{kind} w:id="5"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}></w:{kind}s>'
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = Part(PackURI(f"/word/{kind}s.xml"), content, notes.encode(), document.part.package)
    document.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s")
    run(document, f'<w:{kind}Reference w:id="5"/>')


def footnote(document: Any) -> None:
    _note(document, "footnote", "脚注里的说明")


def endnote(document: Any) -> None:
    _note(document, "endnote", "尾注里的说明")


def picture(document: Any) -> None:
    body(document).add_run().add_picture(str(PICTURE))


def own_picture(document: Any) -> None:
    made = deepcopy(body(document)._p)
    body(document)._p.addnext(made)
    for item in list(made):
        made.remove(item)
    Paragraph(made, body(document)._parent).add_run().add_picture(str(PICTURE))


def page_break(document: Any) -> None:
    body(document).add_run().add_break(WD_BREAK.PAGE)


def landscape(document: Any) -> None:
    document.add_section().orientation = WD_ORIENT.LANDSCAPE


def bold(document: Any) -> None:
    body(document, "清理专栏内过期信息").runs[0].bold = True


def colour(document: Any) -> None:
    body(document, "清理专栏内过期信息").runs[0].font.color.rgb = RGBColor(255, 0, 0)


def own_table(document: Any) -> None:
    table = document.add_table(2, 2)
    for index, words in enumerate(("村名甲", "户数乙", "河口村", "四百户")):
        table.cell(index // 2, index % 2).text = words


def comment(document: Any) -> None:
    document.add_comment(body(document).runs, text="请领导看看这句", author="王文书", initials="王")


Add = Callable[[Any], None]
KEPT: dict[Add, str] = {
    header: "内部资料请勿外传",
    footer: "云岭县白沙镇印制",
    first_header: "首页的页眉",
    header_picture: "页眉",
    picture: "图片留在原来的段落",
    own_picture: "图片留在原来的段落",
}
"""What stays in the next file, with what is told of it."""
TOLD: dict[Add, str] = {
    text_box: "文本框“框里的提醒一句”",
    old_text_box: "文本框“旧式框里的话”",
    shape: "图形“图形 7”",
    word_art: "艺术字“艺术字样”",
    chart: "图表",
    embedded: "嵌入对象“Excel.Sheet.12”",
    equation: "公式“x+y=2”",
    field: "域“DATE”",
    hyperlink: "example.gov.cn",
    footnote: "脚注“脚注里的说明”",
    endnote: "尾注“尾注里的说明”",
    page_break: "分页符",
    landscape: "横向",
    bold: "加粗",
    colour: "字体颜色",
    own_table: "村名甲",
    comment: "请领导看看这句",
}
"""What is told by name."""


def whole(data: bytes) -> str:
    """All parts of a Word file as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


PICTURES = (header_picture, picture, own_picture)
"""Additions whose telling words do not stand in the file itself."""


def stays(data: bytes, one: Add) -> bool:
    """Whether an addition that is kept is in a file."""
    if one in PICTURES:
        return whole(data).count("<pic:pic") >= 1
    return KEPT[one] in whole(data)


def add(path: Path, *adds: Add) -> None:
    """Make additions in a file."""
    document = Document(str(path))
    for one in adds:
        one(document)
    document.save(str(path))
