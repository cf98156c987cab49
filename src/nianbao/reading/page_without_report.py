"""Why a saved page holds no report, and what to do: frames, scripts, attachments, lists, log-ins."""

from __future__ import annotations

from typing import Any

from nianbao.patterns import lazy
from nianbao.reading.html_article import is_title

__all__ = ["attachments", "why_none"]

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
