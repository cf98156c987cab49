"""Pages of published reports rebuilt: one invented text and its tables, printed in the layouts that sites have."""

from __future__ import annotations

import html as escaping
import random
from collections.abc import Iterable
from typing import Any, NamedTuple

from lxml import etree, html

from nianbao.report import Report
from nianbao.writing import render
from samples import finished

__all__ = ["BODY", "HEADINGS", "LAYOUTS", "PLACE", "PREFACE", "TITLE", "Layout", "page"]

PREFACE = (
    "根据《中华人民共和国政府信息公开条例》要求编制本报告。本年报由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。数据统计期限为2024年1月1日至12月31日。"
)
PLACE = "如有疑问，请与白沙镇党政综合办公室联系（地址：云岭县白沙镇河街1号，电话：0551-8234567）。"
BODY: dict[str, list[str]] = {
    "overview": [
        "（一）主动公开",
        "2024年，我镇通过公开栏张贴惠民补贴名单12期，更新办事指南3份，公开财政预决算报告2份，及时解答群众的询问。",
        "（二）依申请公开",
        "全年收到的申请按时答复，没有因答复不当引起的争议，办理台账由党政综合办公室保存并按季核对一次。",
        "（三）政府信息管理",
        "公开前由经办人和分管负责人两次核对，发布后登记；年内清理过期的通知9条，更正错字4处。",
        "（四）政府信息公开平台建设",
        "镇便民服务中心设有查阅点1处，配备电脑1台，专人负责引导；村级公开栏换新8块。",
        "（五）监督保障",
        "年内组织信息员培训2次，参加的有35人；没有发生责任追究的情形。",
    ],
    "proactive": [],
    "requests": [],
    "remedies": [],
    "problems": [
        "一是村级公开栏更新不及时。二是信息员更换较多，业务不熟。",
        "下一年将逐月检查公开栏，对新任信息员上岗前进行培训，并把检查结果通报各村。",
    ],
    "other": ["本年度没有收取信息处理费，没有其他需要报告的事项。"],
}
TITLE = ("云岭县白沙镇人民政府", "2024年政府信息公开工作年度报告")
HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "remedies": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}


class Layout(NamedTuple):
    """Switches of a page.

    Attributes:
        preface: before, under (section 一), joined (with its heading), none. title: line, two, twice, head.
        paragraph: p, div, br, span, ol, wrapped, source (line ends of the source within words).
        table: td, p (cells in paragraphs), split (table two by its items), nested (article in a cell), rows (article
        and tables in one table), broken (labels broken within). chrome: any of metadata, fields, crumb, menu, foot,
        tools, form, related. encoding: utf-8, gbk. boxes: whether each section has boxes of its own.
    """

    preface: str = "before"
    title: str = "line"
    paragraph: str = "p"
    table: str = "td"
    chrome: tuple[str, ...] = ()
    encoding: str = "utf-8"
    boxes: bool = False


def _tables(report: Report, layout: Layout) -> dict[str, str]:
    root = html.document_fromstring(render(report, ".html").decode())
    found = {}
    for id, table in zip(("proactive", "requests", "remedies"), root.iter("table"), strict=True):
        for item in list(table.iter("caption", "colgroup")):
            item.getparent().remove(item)
        for cell in table.iter("td", "th"):
            cell.tag = "td"
            if layout.table == "p":
                _into_paragraph(cell)
            if layout.table == "broken" and cell.text and not cell.text[0].isdigit() and len(cell.text) > 3:
                _broken(cell)
        rows = list(table.iter("tr"))
        parts = [rows]
        if layout.table == "split" and id == "proactive":
            starts = [n for n, row in enumerate(rows) if row.text_content().strip().startswith("第二十条")]
            parts = [rows[a:b] for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]
        found[id] = "".join(_table(part) for part in parts)
    return found


def _into_paragraph(cell: Any) -> None:
    inner = etree.SubElement(cell, "p")
    inner.text, cell.text = cell.text, None
    for child in [item for item in cell if item is not inner]:
        inner.append(child)


def _broken(cell: Any) -> None:
    line = etree.SubElement(cell, "br")
    line.tail, cell.text = cell.text[2:], cell.text[:2]


def _table(rows: Iterable[Any]) -> str:
    return (
        "<table border=1><tbody>"
        + "".join(etree.tostring(row, encoding="unicode") for row in rows)
        + "</tbody></table>"
    )


def _lines(text: str, width: int = 22) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _paragraph(text: str, layout: Layout) -> str:
    kind = layout.paragraph
    safe = escaping.escape(text, quote=False)
    if kind == "div":
        return f"<div>　　{safe}</div>\n"
    if kind == "br":
        return f"　　{safe}<br>\n"
    if kind == "span":
        rng = random.Random(text)
        cuts = sorted(rng.sample(range(1, len(text)), min(4, len(text) - 1)))
        parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        inner = "".join(f"<span style='font-family:仿宋'>{escaping.escape(part, quote=False)}</span>" for part in parts)
        return f"<p><span>&nbsp;&nbsp;&nbsp; </span>{inner}</p>\n"
    if kind == "wrapped":
        return "".join(f"{line}<br>\n" for line in _lines("　　" + safe))
    if kind == "source":
        return "<p>\n" + "\n".join(_lines(safe, 30)) + "\n</p>\n"
    if kind == "font":
        return f"<P><FONT size=3>　　{safe}</FONT></P>\n"
    return f"<p>　　{safe}</p>\n"


def _heading(id: str, layout: Layout) -> str:
    text = HEADINGS[id]
    if layout.paragraph == "ol":
        return f"<ol><li><strong>{text[2:]}</strong></li></ol>"
    if layout.paragraph in ("br", "wrapped"):
        return f"<b>{text}</b><br>\n"
    return f"<p><strong>{text}</strong></p>\n"


def _title(layout: Layout) -> str:
    if layout.title == "head":
        return ""
    if layout.title == "two":
        return f"<p align=center>{TITLE[0]}</p><p align=center>{TITLE[1]}</p>"
    whole = f"<h3 style='text-align:center'>{''.join(TITLE)}</h3>"
    if layout.title == "twice":
        above = (
            f"<table><tr><td>{''.join(TITLE)}</td></tr></table><p>发布时间：2025-01-15 来源：党政办 浏览次数：31</p>"
        )
        return above + whole
    return whole


def _article(report: Report, layout: Layout) -> str:
    tables = _tables(report, layout)
    pieces = []
    if layout.preface == "before":
        pieces.append(_paragraph(PREFACE, layout) + _paragraph(PLACE, layout))
    for id in HEADINGS:
        texts = list(BODY[id])
        heading = _heading(id, layout)
        if id == "overview" and layout.preface == "under":
            texts = [PREFACE, PLACE, *texts]
        if id == "overview" and layout.preface == "joined":
            heading = _paragraph(PREFACE + PLACE + HEADINGS[id], layout)
        inner = "".join(_paragraph(text, layout) for text in texts) + tables.get(id, "")
        pieces.append(
            f"<div class=sec><div>{heading}</div><div>{inner}</div></div>" if layout.boxes else heading + inner
        )
    pieces.append(_paragraph(TITLE[0], layout) + _paragraph("2025年1月15日", layout))
    return "".join(pieces)


def page(layout: Layout) -> bytes:
    """The page."""
    inner = _article(finished(), layout)
    if layout.table == "rows":
        inner = f"<table width=100%><tr><td>　</td></tr><tr><td>{inner}</td></tr></table>"
    if layout.table == "nested":
        inner = (
            f"<table><tr><td><table><tr><td width=10></td><td colspan=20>{inner}</td></tr></table></td></tr></table>"
        )
    above = below = ""
    if "menu" in layout.chrome:
        links = "".join(f"<li><a href=#>{word}</a></li>" for word in ("首页", "走进白沙", "政务公开", "办事服务") * 20)
        above += f"<div class=top><ul>{links}</ul><div>云岭县人民政府门户网站</div></div>"
    if "crumb" in layout.chrome:
        above += "<div>当前位置：<a href=#>首页</a> &gt; <a href=#>政府信息公开</a> &gt; 年报 &gt; 乡镇（街道）</div>"
    if "metadata" in layout.chrome:
        given = {"索引号": "003/2025-00011", "发布机构": "白沙镇", "生成日期": "2025-01-15", "是否有效": "是"}
        empty = dict.fromkeys(("发文字号", "关键词", "公开形式", "责任部门"), "")
        cells = tuple((given | empty).items())
        rows = [
            f"<td>{a[0]}：</td><td>{a[1]}</td><td>{b[0]}：</td><td>{b[1]}</td>"
            for a, b in zip(cells[::2], cells[1::2], strict=True)
        ]
        above += "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if "fields" in layout.chrome:
        above += "".join(
            f"<p>{a}：{b}</p>"
            for a, b in (("索 引 号", "0031"), ("发布机构", "白沙镇"), ("文号", ""), ("有效性", "有效"))
        )
    tools = (
        "<div>发布日期：2025-01-15 来源：党政办 浏览次数：12 字号：【大 中 小】 打印</div>"
        if "tools" in layout.chrome
        else ""
    )
    if "foot" in layout.chrome:
        below += (
            "<div>扫一扫在手机打开当前页</div><p>打印 关闭</p><div>主办单位：云岭县人民政府办公室　ICP备12345号</div>"
        )
    if "related" in layout.chrome:
        below += (
            "<div>相关信息</div><ul>"
            + "".join(f"<li><a href=#>白沙镇{year}年政府信息公开工作年度报告</a></li>" for year in range(2019, 2024))
            + "</ul>"
        )
    head = "".join(TITLE) if layout.title == "head" else "云岭县人民政府"
    charset = "gb2312" if layout.encoding == "gbk" else "utf-8"
    whole = f"{above}{_title(layout)}{tools}<div id=zoom>{inner}</div>{below}"
    if layout.encoding == "gbk":
        whole = f"<CENTER><FONT face=宋体>{whole}</FONT></CENTER>"
    if "form" in layout.chrome:
        whole = f"<form action=show.aspx><input type=hidden value=1>{whole}</form>"
    text = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'>"
        f"<title>{head}_白沙镇</title></head><body>{whole}</body></html>"
    )
    return text.encode(layout.encoding)


_ALL = ("metadata", "crumb", "menu", "foot", "tools")
LAYOUTS: dict[str, Layout] = {
    "plain": Layout(),
    "preface under 一": Layout(preface="under"),
    "preface joined with 一": Layout(preface="joined"),
    "no preface": Layout(preface="none"),
    "title in the head": Layout(title="head"),
    "title in two lines": Layout(title="two"),
    "title twice": Layout(title="twice"),
    "a div a paragraph": Layout(paragraph="div"),
    "br": Layout(paragraph="br"),
    "runs in spans": Layout(paragraph="span"),
    "ordinals of ol": Layout(paragraph="ol"),
    "wrapped": Layout(paragraph="wrapped"),
    "line ends within words": Layout(paragraph="source"),
    "cells in paragraphs": Layout(table="p"),
    "table two in pieces": Layout(table="split"),
    "article in a cell": Layout(table="nested"),
    "article in a row": Layout(table="rows"),
    "labels broken": Layout(table="broken"),
    "boxes": Layout(boxes=True),
    "gbk with font and center": Layout(encoding="gbk", paragraph="font"),
    "metadata table": Layout(chrome=("metadata",)),
    "metadata lines": Layout(chrome=("fields", "tools")),
    "whole site": Layout(chrome=(*_ALL, "related")),
    "form round all": Layout(chrome=("form", "crumb", "foot")),
    "three: div, two lines, menu": Layout(paragraph="div", title="two", chrome=("menu", "tools", "foot")),
    "three: br, joined, crumb": Layout(paragraph="br", preface="joined", chrome=("crumb", "tools")),
    "three: span, split, metadata": Layout(paragraph="span", table="split", chrome=("metadata", "foot")),
    "three: ol, head, gbk": Layout(paragraph="ol", title="head", encoding="gbk"),
    "three: div, boxes, related": Layout(paragraph="div", boxes=True, chrome=("related", "menu")),
    "three: wrapped, twice, foot": Layout(paragraph="wrapped", title="twice", chrome=("foot",)),
    "three: source, broken, form": Layout(paragraph="source", table="broken", chrome=("form", "tools")),
    "three: br, nested, under": Layout(paragraph="br", table="nested", preface="under", chrome=("menu",)),
    "worst: cell, span, broken": Layout(table="nested", paragraph="span", title="two", chrome=_ALL, encoding="gbk"),
    "worst: ol, joined": Layout(paragraph="ol", preface="joined", chrome=("fields", "crumb")),
    "worst: wrapped, two lines": Layout(paragraph="wrapped", title="two", preface="before", chrome=(*_ALL, "related")),
}  # fmt: skip
