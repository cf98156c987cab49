"""Pages saved whole by a browser (.mht, .mhtml): the page in them."""

from __future__ import annotations

import email
import email.policy

from nianbao.errors import InputError
from nianbao.text import decode

__all__ = ["page_of"]


def page_of(data: bytes, where: str) -> str:
    """The page of a saved archive, decoded.

    Args:
        data: the file's bytes: a MIME message (RFC 2557). where: how errors name it.

    Raises:
        InputError: there is no page in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw.strip():
                charset = part.get_content_charset()
                try:
                    return raw.decode(charset) if charset else decode(raw, where)
                except (LookupError, UnicodeDecodeError):
                    return decode(raw, where)
    raise InputError.one(where, "里面没有网页", "请在浏览器中打开后另存为 .html")
