"""Pages saved from a government site, and .mht archives; why a page holds no report."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Sequence
from typing import Any, Unpack

from lxml import etree, html

from nianbao.errors import InputError
from nianbao.patterns import lazy
from nianbao.reading.blocks import Block, Given, Para
from nianbao.reading.file_content import fit_blocks
from nianbao.reading.headings import title_unit, title_year
from nianbao.reading.html_article import article, is_title
from nianbao.reading.html_blocks import REMEDY, PageBlock, page_blocks
from nianbao.reading.identify_unit import form_said, is_recognised
from nianbao.reading.report_assembly import assemble
from nianbao.reading.text_blocks import unwrapped
from nianbao.report import Cell, HtmlPlace, Location, Remark, Report, TableSeen, Unit
from nianbao.safe_zip import MOST_ROWS
from nianbao.text import decode

_REMEDY = "请在浏览器中打开后另存为 .html"


_HEADING = "总体情况"


def _pages(data: bytes) -> list[tuple[bytes, str | None]]:
    """The pages of a saved archive as they stand there, each with its encoding; frames are pages of their own."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    found = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                found.append((raw, part.get_content_charset()))
    return found


def _decoded(raw: bytes, charset: str | None, where: str) -> str:
    try:
        return raw.decode(charset) if charset else decode(raw, where)
    except (LookupError, UnicodeDecodeError):
        return decode(raw, where)


def page_of(data: bytes, where: str) -> str:
    """The page of a saved archive, decoded; the frame that the report is in, where it is in one.

    Args:
        data: the file's bytes: a MIME message (RFC 2557). where: how errors name it.

    Raises:
        InputError: there is no page in it.
    """
    try:
        pages = _pages(data)
    except RecursionError as error:
        raise InputError.one(where, "网页存档一层套一层，读不了", _REMEDY) from error
    if not pages:
        raise InputError.one(where, "里面没有网页", _REMEDY)
    first = _decoded(*pages[0], where)
    if len(pages) == 1 or _HEADING in first:
        return first
    framed = (_decoded(raw, charset, where) for raw, charset in pages[1:])
    return next((text for text in framed if _HEADING in text), first)


_LINED = 0.5
"""How many different lines a paragraph has at least where a page has lines."""


def has_lines(blocks: Sequence[Block]) -> bool:
    """Whether most paragraphs of a page begin on lines of their own."""
    lines = [item.location.line for item in blocks if isinstance(item.location, HtmlPlace) and item.location.line]
    return len(set(lines)) >= _LINED * max(len(lines), 2)


def _with(place: Location | None, **more: object) -> Location | None:
    return place.model_copy(update=more) if isinstance(place, HtmlPlace) else place


def placed(report: Report, *, lined: bool) -> Report:
    """The report, each place with its section and which of its paragraphs it is.

    Args:
        lined: whether the page's source has lines.
    """
    for line in report.title_lines:
        line.location = _with(line.location, lined=lined)
    tables: dict[int, str] = {}
    for section in report.sections:
        heading = section.heading.strip()
        section.location = _with(section.location, lined=lined, section=heading, paragraph=0)
        for number, paragraph in enumerate(section.paragraphs, 1):
            paragraph.location = _with(paragraph.location, lined=lined, section=heading, paragraph=number)
    for section in report.sections:
        for seen in report.tables:
            if seen.id == section.table and isinstance(seen.location, HtmlPlace) and seen.location.table is not None:
                tables[seen.location.table] = section.heading.strip()
    items: list[TableSeen | Cell] = [*report.tables, *report.cells.values()]
    for item in items:
        place = item.location
        if isinstance(place, HtmlPlace) and place.table is not None and place.table in tables:
            item.location = _with(place, section=tables[place.table])
    return report


_FILE = lazy(r"\.(?:docx?|wps|pdf|xlsx?|et|ofd|rtf|zip|rar)(?:$|[?#])")
_LITTLE = 200
"""Characters of a page's text below which it is drawn by script, where it has scripts."""
_LISTED = 3
"""How many links that are titles of reports make a page a list of them."""
_SHOWN = 3


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_pdf(element: Any) -> bool:
    source = (element.get("src") or element.get("data") or "").lower()
    return (element.get("type") or "").lower() == "application/pdf" or source.partition("?")[0].endswith(".pdf")


def attachments(root: Any) -> list[str]:
    """The names of files that a page links to."""
    found = [link for link in root.iter("a") if _FILE.search((link.get("href") or "").lower())]
    return list(dict.fromkeys(_words(link) or (link.get("href") or "").rpartition("/")[2] for link in found))


def why_none(root: Any) -> str:
    """Why a page holds no report, in Chinese, with what to do; empty where nothing on it says.

    Args:
        root: of the page.
    """
    frames = [item.get("src") for item in root.iter("frame", "iframe") if (item.get("src") or "").strip()]
    listed = [link for link in root.iter("a") if is_title(_words(link))]
    files = attachments(root)
    body = root.find("body")
    shown = sum(
        len("".join(text.split()))
        for text in (body if body is not None else root).xpath(".//text()[not(ancestor::script or ancestor::style)]")
    )
    if any((item.get("type") or "").lower() == "password" for item in root.iter("input")):
        return "这一页是登录页，没有正文；请登录后打开正文再保存"
    if frames:
        return f"这一页分了框，正文在另一个文件里（{frames[0]}）；请打开那个文件，或在浏览器中单独打开正文再保存"
    if len(listed) >= _LISTED:
        return f"这一页是年报的目录（{len(listed)} 个标题），不是正文；请打开要检查的那一份再保存"
    if any(map(_is_pdf, root.iter("embed", "object"))):
        return "正文是嵌在网页里的 PDF，没有随网页存下来；请下载那个 PDF，检查 PDF"
    if files:
        return f"正文可能在附件里（{'、'.join(files[:_SHOWN])}），附件没有读；请下载附件，检查附件"
    if shown < _LITTLE and next(root.iter("script"), None) is not None:
        return (
            "这一页的文字由脚本画出，保存下来的文件里没有；请在浏览器中打开，全选复制到 Word 或 WPS 另存为 .docx，"
            "或打印成 PDF"
        )
    return ""


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


def read_html(text: str, where: str, **given: Unpack[Given]) -> Report:
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
    blocks = _unwrapped(found, blocks, given.get("report_kind", ""))
    title, line = _head_title(root)
    if title and not titled:
        blocks = [Para(title, HtmlPlace(line=line), 0, [], True), *blocks]
    elif title and given.get("unit") is None:
        given["unit"] = _of_head(title, blocks)
    report = assemble(blocks, **given).report
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
