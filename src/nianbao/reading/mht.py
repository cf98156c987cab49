"""Pages saved whole by a browser (.mht, .mhtml): the page in them."""

from __future__ import annotations

import email
import email.policy

from nianbao.errors import InputError
from nianbao.text import decode

__all__ = ["page_of"]


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
