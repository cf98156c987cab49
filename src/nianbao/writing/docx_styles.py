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
    "FANGSONG",
    "HEADING_1",
    "HEADING_2",
    "KAITI",
    "LINE",
    "SONGTI",
    "TITLE",
    "fonts",
    "make_styles",
    "set_page",
]

FANGSONG, KAITI, HEITI, SONGTI, XBS = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
FACES = {
    XBS: ("小标宋体", "方正小标宋_GBK", "华文中宋", "宋体", "Noto Serif CJK SC"),
    FANGSONG: ("仿宋", "FangSong", "华文仿宋", "FandolFang", "Noto Serif CJK SC"),
    KAITI: ("楷体", "KaiTi", "华文楷体", "FandolKai", "Noto Serif CJK SC"),
    HEITI: ("SimHei", "思源黑体", "Noto Sans CJK SC"),
    SONGTI: ("SimSun", "思源宋体", "Noto Serif CJK SC"),
}
"""Each face and what a machine without it may use instead (``w:altName``)."""

LINE = 579
"""28.95 pt: 22 lines fill the 225 mm of a page (29 pt gives 21)."""
TIGHT = -5
"""Twips taken off each body character, so that 28 of 16 pt fill 156 mm. A character grid
(``linesAndChars``) would do it in Word, but LibreOffice then gives every character two cells."""
TITLE, HEADING_1, HEADING_2, BODY = "Title", "Heading 1", "Heading 2", "Normal"
_PAGE = {"w:w": "11906", "w:h": "16838"}
_MARGINS = {
    "w:top": "2098",
    "w:bottom": "1984",
    "w:left": "1587",
    "w:right": "1474",
    "w:header": "851",
    "w:footer": "1304",
    "w:gutter": "0",
}


def fonts(face: str) -> Any:
    """A ``w:rFonts`` for a face; quotation marks and dashes are drawn full width."""
    element = OxmlElement("w:rFonts")
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        element.set(qn(name), face)
    element.set(qn("w:hint"), "eastAsia")
    return element


def _child(parent: Any, tag: str, **values: str) -> Any:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(name.replace("_", ":")), value)
    parent.append(element)
    return element


def _language(parent: Any) -> None:
    _child(parent, "w:lang", w_val="zh-CN", w_eastAsia="zh-CN", w_bidi="ar-SA")


def _run(face: str, half_points: int) -> Any:
    run = OxmlElement("w:rPr")
    run.append(fonts(face))
    _child(run, "w:b", w_val="0")
    _child(run, "w:color", w_val="000000")
    _child(run, "w:spacing", w_val=str(TIGHT if half_points == 32 else 0))
    _child(run, "w:kern", w_val="0")
    _child(run, "w:sz", w_val=str(half_points))
    _child(run, "w:szCs", w_val=str(half_points))
    _language(run)
    return run


def _paragraph(*, first: bool, centred: bool = False, keep: bool = False, level: int | None = None) -> Any:
    paragraph = OxmlElement("w:pPr")
    if keep:
        _child(paragraph, "w:keepNext")
    _child(paragraph, "w:widowControl", w_val="0")
    _child(paragraph, "w:overflowPunct", w_val="0")
    _child(paragraph, "w:spacing", w_before="0", w_after="0", w_line=str(LINE), w_lineRule="exact")
    indent = (
        {"w_firstLineChars": "200", "w_firstLine": "640"} if first else {"w_firstLineChars": "0", "w_firstLine": "0"}
    )
    _child(paragraph, "w:ind", **indent)
    _child(paragraph, "w:jc", w_val="center" if centred else "both")
    if level is not None:
        _child(paragraph, "w:outlineLvl", w_val=str(level))
    return paragraph


def make_styles(document: Document) -> None:
    """Give the styles the report uses their layout; every other style keeps out of sight."""
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    if defaults is not None:
        styles.element.remove(defaults)
    defaults = OxmlElement("w:docDefaults")
    _child(defaults, "w:rPrDefault").append(_run(FANGSONG, 32))
    _child(defaults, "w:pPrDefault")
    styles.element.insert(0, defaults)
    rows: list[tuple[str, Any, Any]] = [
        (BODY, _run(FANGSONG, 32), _paragraph(first=True)),
        (TITLE, _run(XBS, 44), _paragraph(first=False, centred=True)),
        (HEADING_1, _run(HEITI, 32), _paragraph(first=True, keep=True, level=0)),
        (HEADING_2, _run(KAITI, 32), _paragraph(first=True, keep=True, level=1)),
    ]
    wanted = {name for name, _, _ in rows} | {
        "Footer",
        "Normal Table",
        "Default Paragraph Font",
        "No List",
        "Table Normal",
    }
    for style in list(styles):
        if style.name not in wanted and not (style.type == WD_STYLE_TYPE.LIST):
            styles.element.remove(style.element)
    for name, run, paragraph in rows:
        element = styles[name].element
        for tag in ("w:rPr", "w:pPr", "w:link", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed", "w:rsid"):
            for old in element.findall(qn(tag)):
                element.remove(old)
        element.append(paragraph)
        element.append(run)


def set_page(document: Document) -> None:
    """A4, the type area of 156 × 225 mm, 22 lines of 28 characters, odd and even pages apart."""
    section = document.sections[0]._sectPr
    for tag in ("w:pgSz", "w:pgMar", "w:docGrid", "w:cols"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    size = _child(section, "w:pgSz")
    margins = _child(section, "w:pgMar")
    for name, value in _PAGE.items():
        size.set(qn(name), value)
    for name, value in _MARGINS.items():
        margins.set(qn(name), value)
    _child(section, "w:cols", w_space="425")
    _child(section, "w:docGrid", w_type="lines", w_linePitch=str(LINE))
    document.settings.odd_and_even_pages_header_footer = True
