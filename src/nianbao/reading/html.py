"""Pages saved from a government site, and our own."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

from nianbao.errors import InputError
from nianbao.lazy import lazy
from nianbao.reading.assemble import assemble
from nianbao.reading.blocks import Block, Para
from nianbao.reading.identify_kind import form_said
from nianbao.reading.limits import MOST_ROWS, fit_blocks
from nianbao.reading.page_article import article, is_title
from nianbao.reading.page_blocks import REMEDY, PageBlock, page_blocks
from nianbao.reading.page_places import has_lines, placed
from nianbao.reading.page_without_report import attachments, why_none
from nianbao.reading.recognised import is_recognised
from nianbao.reading.sections import title_unit, title_year
from nianbao.reading.wrapped import unwrapped
from nianbao.report import HtmlPlace, Remark, Report, Unit

__all__ = ["read_html"]

_ROW = lazy(r"<tr\b", re.IGNORECASE)
_MOST_TAGS = 200_000
_SHOWN_TAG = lazy(r"</(?:p|div|td|span|tr)>")
_SOURCE = 10
"""How many end tags in a page's words make it a copy of a page's source."""
_SITE = lazy(r"\s*(?:[_|｜\-—–»]|::)+\s*")
"""What stands in a page's head between the title and the site's name."""


def _refuse_large(text: str, where: str) -> None:
    """Refuse a page that is far too large, before it is parsed.

    Raises:
        InputError: too many tags or rows.
    """
    if (tags := text.count("<")) > _MOST_TAGS:
        raise InputError.one(where, f"网页有 {tags} 个标签，超过上限 {_MOST_TAGS} 个，不像一份年报", REMEDY)
    if (rows := len(_ROW.findall(text))) > MOST_ROWS:
        raise InputError.one(where, f"网页里的表格有 {rows} 行，超过上限 {MOST_ROWS} 行，不像一份年报", REMEDY)


def _parsed(text: str, where: str) -> Any:
    """The page's root element.

    Raises:
        InputError: there is no text in it, or elements too deep in each other.
    """
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
        root = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputError.one(where, "网页里没有文字", "请在浏览器中打开后重新保存") from error
    if any(error.type_name in ("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR") for error in parser.error_log):
        raise InputError.one(where, "网页的内容嵌套太深或太长，读不全", REMEDY)
    return root


def _head_title(root: Any) -> tuple[str, int]:
    """The report's title as the page's head has it, and the line; empty where it has none."""
    metas = [item for item in root.iter("meta") if (item.get("name") or "").lower() in ("articletitle", "title")]
    for element, words in [(item, item.get("content") or "") for item in metas] + [
        (item, "".join(item.itertext())) for item in root.iter("title")
    ]:
        for part in _SITE.split(" ".join(words.split())):
            if is_title(part):
                return part.strip(), element.sourceline or 1
    return "", 1


def _unwrapped(found: list[PageBlock], blocks: list[Block], report_kind: str) -> list[Block]:
    indented = {id(item.block): item.indented for item in found}
    return unwrapped(blocks, form_said(blocks, report_kind), [indented.get(id(block), False) for block in blocks])


def read_html(
    text: str,
    where: str,
    *,
    unit: Unit | None = None,
    year: int | None = None,
    within: tuple[str, ...] = (),
    report_kind: str = "",
) -> Report:
    """Read a report from a page.

    Args:
        text: the page, decoded. where: how errors name it.

    Raises:
        InputError: there is no text in it, or far too much, or elements too deep in each other.
    """
    _refuse_large(text, where)
    root = _parsed(text, where)
    source = "".join(root.xpath("//text()[not(ancestor::script or ancestor::style or ancestor::template)]"))
    if len(_SHOWN_TAG.findall(source)) >= _SOURCE and "总体情况" in source:  # a page that shows a page's source
        text = source
        root = _parsed(text, where)
    body = root.find("body")
    found = page_blocks(body if body is not None else root, where)
    fit_blocks([item.block for item in found], where)
    blocks, titled = article(found)
    blocks = _unwrapped(found, blocks, report_kind)
    title, line = _head_title(root)
    if title and not titled:
        blocks = [Para(title, HtmlPlace(line=line), 0, [], True), *blocks]
    elif title and unit is None:
        unit = _of_head(title, blocks)
    report = assemble(blocks, unit=unit, year=year, within=within, report_kind=report_kind).report
    said = why_none(root) if not is_recognised(report) else _beside(root, report)
    if said:
        report.remarks.insert(0, Remark(text=said))
    return placed(report, lined=has_lines([item.block for item in found]))


def _beside(root: Any, report: Report) -> str:
    """What a page with a report has besides and was not read: files, where the tables may be in them."""
    files = attachments(root) if not report.tables else []
    return f"网页上没有表，有附件没有读：{'、'.join(files[:3])}；表格可能在附件里" if files else ""


def _of_head(title: str, blocks: list[Block]) -> Unit | None:
    """The unit that only the page's head names: the title in the text has its year and no unit."""
    own = "".join(item.text for item in blocks[:1] if isinstance(item, Para))
    if title_unit(own) is not None or title_year(own) not in (None, title_year(title)):
        return None
    return title_unit(title)
