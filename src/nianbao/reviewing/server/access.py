"""Access control of the review page: who may ask, and for what.

The page is on the loopback address, but any site that the reviewer's browser shows can send requests there. So the
Host must be ours (a name rebound to 127.0.0.1 is another), a POST must come from our own page (Origin, and a token that
only the page knows), and a browser must have come in by the opening address once.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 256 * 1024
"""Bytes of a request; a decision has a few thousand."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


def loopback(host: str) -> bool:
    """Whether an address is this machine and no other."""
    return host == "127.0.0.1"


@dataclass(frozen=True)
class Keys:
    """Known only to this run: ``opening`` stands in its address, ``session`` in the cookie, ``csrf`` on the page."""

    opening: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @staticmethod
    def same(given: str, wanted: str) -> bool:
        """Whether two tokens are the same, in a time that does not tell how far."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


class _Refused(Exception):
    def __init__(self, status: int, words: str) -> None:
        self.status, self.words = status, words
        super().__init__(words)


_AGAIN = "请回到命令行窗口，用 nianbao review 显示的地址打开。"


class AccessGuard:
    """Stands before the pages."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int) -> None:
        self.app, self.keys = app, keys
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"nianbao-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        try:
            headers = self._headers(scope)
            self._allowed(scope, headers)
            body = await self._body(headers, receive) if scope["method"] == "POST" else b""
        except _Refused as refusal:
            await _answer(send, refusal)
            return
        await self.app(scope, _replay(body), _headed(send))

    def _headers(self, scope: Scope) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in scope["headers"]:
            key = name.decode("latin-1").lower()
            if key in found and key in ("host", "origin", "x-csrf", "content-length", "transfer-encoding"):
                raise _Refused(400, "请求的写法不对。")
            found[key] = f"{found[key]}; {value.decode('latin-1')}" if key in found else value.decode("latin-1")
        return found

    def _allowed(self, scope: Scope, headers: dict[str, str]) -> None:
        host = headers.get("host", "")
        if host not in self.hosts:
            raise _Refused(421, f"这个地址不是审核页面的地址。{_AGAIN}")
        method, path = scope["method"], scope["path"]
        if method not in ("GET", "HEAD", "POST"):
            raise _Refused(405, "不支持这种请求。")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and not path.startswith("/open/"):
            raise _Refused(403, f"请求来自别的网页，没有处理。{_AGAIN}")
        if path.startswith(("/open/", "/static/")) and method != "POST":
            return
        if not self.keys.same(self._session(headers), self.keys.session):
            raise _Refused(403, f"没有打开过审核页面，或审核程序重新启动过。{_AGAIN}")
        if method == "POST":
            if headers.get("origin", "") != f"http://{host}":
                raise _Refused(403, f"请求来自别的网页，没有处理。{_AGAIN}")
            if not self.keys.same(headers.get("x-csrf", ""), self.keys.csrf):
                raise _Refused(403, f"请求没有带本页面的标记，没有处理。{_AGAIN}")
            if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
                raise _Refused(415, "请求的内容不是本页面发出的。")

    def _session(self, headers: dict[str, str]) -> str:
        try:
            held = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return held.value if held is not None else ""

    async def _body(self, headers: dict[str, str], receive: Receive) -> bytes:
        """The whole body, read no further than is allowed."""
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BODY:
            raise _Refused(413, f"内容超过 {MOST_BODY >> 10} KB，没有处理。")
        held, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                raise _Refused(400, "请求没有发完。")
            held += message.get("body", b"")
            if len(held) > MOST_BODY:
                raise _Refused(413, f"内容超过 {MOST_BODY >> 10} KB，没有处理。")
            more = message.get("more_body", False)
        return bytes(held)


def _replay(body: bytes) -> Receive:
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _headed(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            held = [(name, value) for name, value in message["headers"] if name.decode().lower() not in HEADERS]
            message["headers"] = [*held, *((name.encode(), value.encode()) for name, value in HEADERS.items())]
        await send(message)

    return headed


async def _answer(send: Send, refusal: _Refused) -> None:
    body = json.dumps({"error": refusal.words}, ensure_ascii=False).encode()
    headers = {**HEADERS, "content-type": "application/json; charset=utf-8", "content-length": str(len(body))}
    await send(
        {
            "type": "http.response.start",
            "status": refusal.status,
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": body})
