"""Styles of the Word file: the layout of GB/T 9704-2012, which offices use for this report by convention.

Lengths are in twips (1 mm = 56.69) or half-points where OOXML counts so.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

__all__ = [
    "BODY",
    "FACES",
    "HEADING_1",
    "HEADING_2",
    "HEADING_3",
    "LINE",
    "SONGTI",
    "TITLE",
    "child",
    "fonts",
    "make_styles",
]

FANGSONG, KAITI, HEITI, SONGTI, XBS = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
FACES = {
    XBS: (
        "小标宋体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05S",
        "华文中宋",
        "STZhongsong",
        "SimSun",
        "Noto Serif CJK SC",
    ),
    FANGSONG: ("仿宋", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "FandolFang R", "Noto Serif CJK SC"),
    KAITI: ("楷体", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "FandolKai", "Noto Serif CJK SC"),
    HEITI: ("SimHei", "华文黑体", "STHeiti", "Noto Sans CJK SC"),
    SONGTI: ("SimSun", "华文宋体", "STSong", "Noto Serif CJK SC"),
}
"""Each face and what a machine without it may use instead (``w:altName``)."""

LINE = 579
"""28.95 pt: 22 lines fill the 225 mm of a page (29 pt gives 21)."""
TIGHT = -6
"""Twips taken off each 16 pt character, so that 28 of them fill 156 mm in Word and LibreOffice alike."""
TITLE, HEADING_1, HEADING_2, HEADING_3, BODY = "Title", "Heading 1", "Heading 2", "Heading 3", "Normal"


def fonts(face: str) -> Any:
    """A ``w:rFonts`` for a face; quotation marks and dashes are drawn full width."""
    element = OxmlElement("w:rFonts")
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        element.set(qn(name), face)
    element.set(qn("w:hint"), "eastAsia")
    return element


def child(parent: Any, name: str, /, **values: str) -> Any:
    """A new ``w:`` element with ``w:`` attributes, appended to ``parent`` if there is one."""
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    if parent is not None:
        parent.append(element)
    return element


def _run(face: str, half_points: int) -> Any:
    run = OxmlElement("w:rPr")
    run.append(fonts(face))
    child(run, "b", val="0")
    child(run, "color", val="000000")
    child(run, "spacing", val=str(TIGHT if half_points == 32 else 0))
    child(run, "kern", val="0")
    child(run, "sz", val=str(half_points))
    child(run, "szCs", val=str(half_points))
    child(run, "lang", val="zh-CN", eastAsia="zh-CN", bidi="ar-SA")
    return run


def _paragraph(*, first: bool, centred: bool = False, level: int | None = None) -> Any:
    paragraph = OxmlElement("w:pPr")
    if level is not None:
        child(paragraph, "keepNext")
    child(paragraph, "widowControl", val="0")
    child(paragraph, "overflowPunct", val="1")  # Word's own default; without it LibreOffice 7.4 loses a full stop
    child(paragraph, "snapToGrid", val="0")
    child(paragraph, "spacing", before="0", after="0", line=str(LINE), lineRule="exact")
    child(paragraph, "ind", firstLineChars="200" if first else "0", firstLine="640" if first else "0")
    child(paragraph, "jc", val="center" if centred else "both")
    if level is not None:
        child(paragraph, "outlineLvl", val=str(level))
    return paragraph


def make_styles(document: Document) -> None:
    """Give the styles the report uses their layout; the template's other styles are taken out."""
    styles = document.styles
    for defaults in styles.element.findall(qn("w:docDefaults")):
        styles.element.remove(defaults)
    defaults = OxmlElement("w:docDefaults")
    child(defaults, "rPrDefault").append(_run(FANGSONG, 32))
    child(defaults, "pPrDefault")
    styles.element.insert(0, defaults)
    rows: list[tuple[str, Any, Any]] = [
        (BODY, _run(FANGSONG, 32), _paragraph(first=True)),
        (TITLE, _run(XBS, 44), _paragraph(first=False, centred=True)),
        (HEADING_1, _run(HEITI, 32), _paragraph(first=True, level=0)),
        (HEADING_2, _run(KAITI, 32), _paragraph(first=True, level=1)),
        (HEADING_3, _run(FANGSONG, 32), _paragraph(first=True, level=2)),
        ("Footer", _run(SONGTI, 28), _paragraph(first=False)),
    ]
    wanted = {name for name, _, _ in rows} | {"Normal Table", "Default Paragraph Font"}
    for style in list(styles):
        if style.name not in wanted and style.type != WD_STYLE_TYPE.LIST:
            styles.element.remove(style.element)
    for name, run, paragraph in rows:
        element = styles[name].element
        for tag in ("rPr", "pPr", "link", "uiPriority", "semiHidden", "unhideWhenUsed", "rsid"):
            for old in element.findall(qn(f"w:{tag}")):
                element.remove(old)
        element.append(paragraph)
        element.append(run)
