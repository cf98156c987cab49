"""Pages saved whole by a browser (.mht, .mhtml): the page in them."""

from __future__ import annotations

import email
import email.policy

from nianbao.errors import InputError
from nianbao.text import decode

__all__ = ["page_of"]


_REMEDY = "请在浏览器中打开后另存为 .html"


def _page(data: bytes) -> tuple[bytes, str | None]:
    """The first page of a saved archive as it stands there, and its encoding; empty where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                return raw, part.get_content_charset()
    return b"", None


def page_of(data: bytes, where: str) -> str:
    """The page of a saved archive, decoded.

    Args:
        data: the file's bytes: a MIME message (RFC 2557). where: how errors name it.

    Raises:
        InputError: there is no page in it.
    """
    try:
        raw, charset = _page(data)
    except RecursionError as error:
        raise InputError.one(where, "网页存档一层套一层，读不了", _REMEDY) from error
    if not raw:
        raise InputError.one(where, "里面没有网页", _REMEDY)
    try:
        return raw.decode(charset) if charset else decode(raw, where)
    except (LookupError, UnicodeDecodeError):
        return decode(raw, where)
