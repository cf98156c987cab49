"""Page and styles of the Word file (GB/T 9704-2012, followed by convention).

Lengths are in twips (1 mm = 56.69) or half-points where OOXML counts so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import SubElement

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


@lru_cache(maxsize=256)
def _named(name: str) -> str:
    return str(qn(f"w:{name}"))


def child(parent: Any, name: str, /, **values: str) -> Any:
    """A new ``w:`` element with ``w:`` attributes, appended to ``parent`` if there is one."""
    attributes = {_named(key): value for key, value in values.items()}
    if parent is None:
        return OxmlElement(f"w:{name}", attrs=attributes)
    return SubElement(parent, _named(name), attributes)


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


_PAGE = {"w": "11906", "h": "16838"}
_MARGINS = {"top": "2098", "bottom": "1984", "left": "1587", "right": "1474", "header": "851", "footer": "1304"}
"""Twips; the footer's bottom edge is 23 mm up, so that its 14 pt line begins 7 mm below the type area."""
_GRID = {"type": "linesAndChars", "linePitch": str(LINE), "charSpace": "-842"}
"""22 lines of 28 characters, for Word's page dialog. No paragraph snaps to it (see ``docx_styles``):
LibreOffice gives a 16 pt character two cells of a grid of 15.8 pt."""


def set_page(document: Document) -> None:
    """A4, a type area of 156 × 225 mm, odd and even pages apart."""
    section = document.sections[0]._sectPr
    for name in list(section.attrib):
        del section.attrib[name]  # the template's revision marks
    for tag in ("w:pgSz", "w:pgMar", "w:docGrid", "w:cols"):
        for old in section.findall(qn(tag)):
            section.remove(old)
    child(section, "pgSz", **_PAGE)
    child(section, "pgMar", **_MARGINS, gutter="0")
    child(section, "cols", space="425")
    child(section, "docGrid", **_GRID)
    document.settings.odd_and_even_pages_header_footer = True


def _text(words: str) -> Any:
    piece = child(None, "t")
    piece.text = words
    piece.set(qn("xml:space"), "preserve")
    return piece


def _field_run(content: Any) -> Any:
    run = child(None, "r")
    properties = child(run, "rPr")
    properties.append(fonts(SONGTI))
    child(properties, "spacing", val="0")
    child(properties, "sz", val="28")
    child(properties, "szCs", val="28")
    run.append(content)
    return run


def _page_number() -> Iterator[Any]:
    """``— 1 —`` in 4号半角宋体."""
    instruction = child(None, "instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    yield _field_run(_text("— "))
    yield _field_run(child(None, "fldChar", fldCharType="begin"))
    yield _field_run(instruction)
    yield _field_run(child(None, "fldChar", fldCharType="separate"))
    yield _field_run(_text("1"))
    yield _field_run(child(None, "fldChar", fldCharType="end"))
    yield _field_run(_text(" —"))


def _properties(side: str) -> Any:
    """One character in from the outer edge."""
    properties = child(None, "pPr")
    child(properties, "snapToGrid", val="0")
    child(properties, "spacing", before="0", after="0", line="280", lineRule="exact")
    child(properties, "ind", **{f"{side}Chars": "100", side: "280", "firstLineChars": "0", "firstLine": "0"})
    child(properties, "jc", val=side)
    return properties


def set_page_numbers(document: Document) -> None:
    """The number on the outer side: right on odd pages, left on even ones."""
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph: Any = footer.paragraphs[0]._p
        for old in list(paragraph):
            paragraph.remove(old)
        paragraph.append(_properties(side))
        for element in _page_number():
            paragraph.append(element)
