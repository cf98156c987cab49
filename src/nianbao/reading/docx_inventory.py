"""Inventory of what a Word file holds beside the report, to see what a new file would lack.

Headers and footers, notes, pictures, boxes, charts, objects, equations, fields, links, breaks, emphasis, cells.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from docx import Document
from lxml import etree

from nianbao.report import WordsBeside
from nianbao.text import fold
from nianbao.text.allowed_characters import plain
from nianbao.wordml.content import accepted, blocks, cell_text, placed, tag
from nianbao.wordml.tracked_changes import main_root

FURNITURE = ("页眉", "页脚")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _T, _BOX = tag("p"), tag("t"), tag("txbxContent")
_EMPHASIS = {
    "b": "加粗", "i": "倾斜", "u": "下划线", "strike": "删除线", "dstrike": "双删除线", "em": "着重号",
    "color": "字体颜色", "highlight": "突出显示", "vertAlign": "上下标",
}  # fmt: skip
_PLAIN_VALUES = ("0", "false", "none", "off", "auto", "000000", "baseline")
_BLANK = "【待填"
_OURS = re.compile(r"\s*(?:PAGE|NUMPAGES)\b")
_BRIEF = 16


class InventoryItem(NamedTuple):
    """Something in a Word file.

    Attributes:
        kind: its name, in Chinese. words: what it says or is called. place: where it stands, in words.
    """

    kind: str
    words: str
    place: str

    @property
    def key(self) -> tuple[str, str]:
        """By which it is the same in another file."""
        words = "".join(fold(self.words).split())
        if re.fullmatch(r"[\d,，.]+", words):
            words = words.replace(",", "").replace("，", "")
        return self.kind, words

    def __str__(self) -> str:
        words = " ".join(self.words.split())
        shown = f"“{words[:40]}{'……' if len(words) > 40 else ''}”" if words else ""
        return f"{self.kind}{shown}" + (f"（{self.place}）" if self.place else "")


def _fallen_back(element: Any) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _near(paragraph: Any) -> str:
    """Where a paragraph stands: by its own first words, else by those before it."""
    own = accepted(paragraph).strip()
    if own:
        return f"“{own[:_BRIEF]}”一段"
    for before in paragraph.itersiblings(_P, preceding=True):
        if words := accepted(before).strip():
            return f"“{words[:_BRIEF]}”一段之后"
    return "文件开头"


def _named(element: Any) -> str:
    found = next(element.iter(_PROPERTIES), None)
    return (found.get("descr") or found.get("name") or "") if found is not None else ""


def _box_words(element: Any) -> str:
    return " ".join(accepted(item) for box in element.iter(_BOX) for item in box.iter(_P)).strip()


def _drawn(drawing: Any) -> tuple[str, str]:
    """Kind and words of a ``w:drawing``."""
    words = _box_words(drawing)
    if any((item.get("prst") or "textNoShape") != "textNoShape" for item in drawing.iter(f"{_A}prstTxWarp")):
        return "艺术字", words
    for name, kind in ((_PIC, "图片"), (f"{_C}chart", "图表"), (_DGM, "SmartArt 图形")):
        if next(drawing.iter(name), None) is not None:
            return kind, _named(drawing)
    return ("文本框", words) if words else ("图形", _named(drawing))


def _pict(pict: Any) -> tuple[str, str]:
    """Kind and words of a ``w:pict``."""
    path = next(pict.iter(f"{_V}textpath"), None)
    if path is not None:
        return "艺术字", path.get("string") or ""
    if next(pict.iter(f"{_V}imagedata"), None) is not None:
        return "图片", ""
    words = _box_words(pict)
    return ("文本框", words) if words else ("图形", "")


def _objects(root: Any) -> Iterator[tuple[str, str]]:
    """Pictures, boxes, shapes, charts, objects and equations under an element."""
    for element in root.iter(tag("drawing"), tag("pict"), tag("object"), f"{_M}oMath"):
        if _fallen_back(element) or (element.tag == tag("pict") and next(element.iterancestors(tag("object")), None)):
            continue
        if element.tag == tag("drawing"):
            yield _drawn(element)
        elif element.tag == tag("pict"):
            if next(element.iter(f"{_V}*"), None) is not None:
                yield _pict(element)
        elif element.tag == tag("object"):
            found = next(element.iter(f"{_O}OLEObject"), None)
            yield "嵌入对象", (found.get("ProgID") or "") if found is not None else ""
        else:
            yield "公式", "".join(item.text or "" for item in element.iter(f"{_M}t"))


def _fields(paragraph: Any) -> Iterator[str]:
    """The instructions of the fields of a paragraph."""
    for item in paragraph.iter(tag("fldSimple")):
        yield item.get(tag("instr")) or ""
    words: list[str] = []
    for item in paragraph.iter(tag("fldChar"), tag("instrText")):
        if item.tag == tag("instrText"):
            words.append(item.text or "")
        elif item.get(tag("fldCharType")) != "begin" and words:
            yield "".join(words)
            words = []


def _is_shaded(element: Any, properties: str) -> bool:
    """Whether a cell or a table has a ground of its own that is not white."""
    shade = element.find(f"{tag(properties)}/{tag('shd')}")
    return shade is not None and (shade.get(tag("fill")) or "auto").lower() not in (*_PLAIN_VALUES, "ffffff")


def _without_page_number(paragraph: Any) -> str:
    """The words of a paragraph without what its fields of the page's number show."""
    if not any(_OURS.match(item) for item in _fields(paragraph)):
        return accepted(paragraph)
    own = deepcopy(paragraph)
    for field in list(own.iter(tag("fldSimple"))):
        if _OURS.match(field.get(tag("instr")) or ""):
            field.getparent().remove(field)
    for run in _shown_by_fields(own):
        run.getparent().remove(run)
    return accepted(own)


def _shown_by_fields(paragraph: Any) -> list[Any]:
    """The runs that show the page's number: between the separator of such a field and its end."""
    found: list[Any] = []
    code: list[str] = []
    within = False
    for run in paragraph.iter(tag("r")):
        for item in run.iter(tag("fldChar"), tag("instrText")):
            if item.tag == tag("instrText"):
                code.append(item.text or "")
            else:
                within = item.get(tag("fldCharType")) == "separate" and _OURS.match("".join(code)) is not None
                code = code if within else []
        if within:
            found.append(run)
    return found


class _Lister:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.part = document.part
        self.styles = {style.style_id: style.name or "" for style in document.styles}
        self.notes = {kind: dict(self._notes(kind)) for kind in ("footnote", "endnote")}

    def _roots(self, *endings: str) -> Iterator[tuple[str, Any]]:
        """The documents of the parts of some kinds; one that cannot be read is left out."""
        for relation in self.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind in endings and not relation.is_external:
                with contextlib.suppress(etree.XMLSyntaxError):
                    yield kind, etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))

    def _notes(self, kind: str) -> Iterator[tuple[str, str]]:
        for _, root in self._roots(f"{kind}s"):
            for note in root.iter(tag(kind)):
                yield note.get(tag("id")) or "", " ".join(accepted(item) for item in note.iter(_P)).strip()

    def _target(self, link: Any) -> str:
        relation = self.part.rels.get(link.get(_REL) or "")
        return str(relation.target_ref) if relation is not None and relation.is_external else ""

    def _emphasis(self, paragraph: Any) -> Iterator[tuple[str, str]]:
        found: dict[str, list[str]] = {}
        for run in paragraph.iter(tag("r")):
            properties = run.find(tag("rPr"))
            words = "".join(item.text or "" for item in run.iter(_T))
            if properties is None or not words.strip() or next(run.iterancestors(_P), None) is not paragraph:
                continue
            for name, kind in _EMPHASIS.items():
                item = properties.find(tag(name))
                value = (item.get(tag("val")) or "1") if item is not None else "0"
                if value.lower() not in _PLAIN_VALUES and not (name == "highlight" and _BLANK in words):
                    found.setdefault(kind, []).append(words)
        for kind, parts in found.items():
            yield kind, "".join(parts)

    def of_paragraph(self, paragraph: Any) -> Iterator[InventoryItem]:
        """Everything in a paragraph that is not its words."""
        place = _near(paragraph)
        for kind, words in _objects(paragraph):
            yield InventoryItem(kind, words, place)
        for kind, name in (("footnote", "脚注"), ("endnote", "尾注")):
            for item in paragraph.iter(tag(f"{kind}Reference")):
                yield InventoryItem(name, self.notes[kind].get(item.get(tag("id")) or "", ""), place)
        for item in paragraph.iter(tag("hyperlink")):
            yield InventoryItem("超链接", f"{accepted(item)} {self._target(item)}".strip(), place)
        for words in _fields(paragraph):
            yield InventoryItem("超链接" if "HYPERLINK" in words else "域", words.strip(), place)
        for item in paragraph.iter(tag("br")):
            if item.get(tag("type")) in ("page", "column"):
                yield InventoryItem("分页符" if item.get(tag("type")) == "page" else "分栏符", "", place)
        before = paragraph.find(f"{tag('pPr')}/{tag('pageBreakBefore')}")
        if before is not None and before.get(tag("val")) not in _PLAIN_VALUES:
            yield InventoryItem("分页符", "", place)
        section = paragraph.find(f"{tag('pPr')}/{tag('sectPr')}")
        if section is not None:
            size = section.find(tag("pgSz"))
            wide = size is not None and size.get(tag("orient")) == "landscape"
            yield InventoryItem("分节符（横向）" if wide else "分节符", "", place)
        for kind, words in self._emphasis(paragraph):
            yield InventoryItem(kind, words, place)

    def body(self) -> Iterator[InventoryItem]:
        body = self.document.element.body
        for tables, table in enumerate(body.iter(tag("tbl")), 1):
            shaded = []
            for cell in placed(table):
                words = cell_text(cell.cell)
                if words:
                    yield InventoryItem("表格里的字", words, f"第{tables}个表第{cell.row + 1}行第{cell.column + 1}格")
                if _is_shaded(cell.cell, "tcPr"):
                    shaded.append(words)
            if _is_shaded(table, "tblPr"):
                yield InventoryItem("表格底纹", "", f"第{tables}个表")
            if shaded:
                yield InventoryItem("单元格底纹", " ".join(filter(None, shaded)), f"第{tables}个表，{len(shaded)} 格")
        for paragraph in body.iter(_P):
            if next(paragraph.iterancestors(_BOX), None) is None:
                yield from self.of_paragraph(paragraph)
        last = body.find(tag("sectPr"))
        size = last.find(tag("pgSz")) if last is not None else None
        if size is not None and size.get(tag("orient")) == "landscape":
            yield InventoryItem("纸张方向", "横向", "")

    def furniture(self) -> Iterator[InventoryItem]:
        """What the headers and footers say, each once; the page's own number does not count."""
        seen: set[tuple[str, str]] = set()
        for part, root in self._roots("header", "footer"):
            kind = "页眉" if part == "header" else "页脚"
            words = " ".join(part for item in root.iter(_P) if (part := _without_page_number(item).strip()))
            things = [f"{name}{said}" for name, said in _objects(root)]
            said = " ".join([words, *things]).strip()
            if said and (kind, said) not in seen:
                seen.add((kind, said))
                yield InventoryItem(kind, said, "")

    def beside(self) -> Iterator[WordsBeside]:
        """Words that are published with the report and stand neither in its text nor in its tables, each once."""
        given = [(item.kind, item.words) for item in self.furniture()]
        body = self.document.element.body
        for kind, name in (("footnote", "脚注"), ("endnote", "尾注")):
            given += [
                (name, self.notes[kind].get(item.get(tag("id")) or "", ""))
                for item in body.iter(tag(f"{kind}Reference"))
            ]
        given += [  # an office program writes the picture's file name there, whose separators are no marks
            ("图片的说明文字", re.sub(r"[_\\/]+", " ", " ".join(filter(None, (item.get("descr"), item.get("title"))))))
            for root in (body, *(root for _, root in self._roots("header", "footer")))
            for item in root.iter(_PROPERTIES)
        ]
        for place, words in dict.fromkeys(given):
            if any(sign.isalnum() for sign in words):
                yield WordsBeside(place=place, text=plain(words))


def inventory(data: bytes) -> list[InventoryItem]:
    """Everything in a Word file that is no paragraph of the report.

    Args:
        data: a Word file that can be read.
    """
    lister = _Lister(Document(io.BytesIO(data)))
    return [*lister.furniture(), *lister.body()]


def beside(document: Any) -> list[WordsBeside]:
    """Words of a Word file in headers, footers, notes and descriptions of pictures, each once.

    Args:
        document: of python-docx.
    """
    return list(_Lister(document).beside())


def body_words(data: bytes) -> list[str]:
    """The lines of a Word file's body as accepted, those in tables and boxes left out."""
    body = main_root(data).find(tag("body"))
    lines = [line for item in blocks(body) if item.tag == _P for line in accepted(item).split("\n")]
    return [line for line in lines if line.strip()]


def furniture(items: list[InventoryItem]) -> set[tuple[str, str]]:
    """The headers and footers among them."""
    return {item.key for item in items if item.kind in FURNITURE}


def beyond(items: list[InventoryItem], *others: list[InventoryItem]) -> list[InventoryItem]:
    """The items of a file that none of the others has, nor has as often."""
    held: Counter[tuple[str, str]] = Counter()
    for other in others:
        held |= Counter(item.key for item in other)
    left = []
    for item in items:
        if held[item.key] > 0:
            held[item.key] -= 1
        else:
            left.append(item)
    return left
