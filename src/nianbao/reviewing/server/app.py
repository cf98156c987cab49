"""The web application of the review: routes, access control, error pages."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response

from nianbao.errors import NianbaoError
from nianbao.reviewing.server.access import AccessGuard, Keys, loopback
from nianbao.reviewing.server.actions import changes
from nianbao.reviewing.server.pages import page, views
from nianbao.reviewing.session.review_session import Shelf

__all__ = ["application", "serve"]


def _error(request: Request, status: int, words: str) -> Response:
    if request.method == "POST" or request.url.path == "/counts":
        return JSONResponse({"error": words}, status)
    return HTMLResponse(page("message.html", csrf="", words=words), status)


def application(shelf: Shelf, keys: Keys, port: int) -> AccessGuard:
    """The whole application.

    Args:
        shelf: the reports. keys: of this run. port: that it is served on.
    """
    app = FastAPI(title="nianbao", docs_url=None, redoc_url=None, openapi_url=None)
    guard = AccessGuard(app, keys, port)
    app.state.shelf, app.state.keys, app.state.cookie = shelf, keys, guard.cookie
    app.include_router(views)
    app.include_router(changes)

    def refused(request: Request, error: Exception) -> Response:
        return _error(request, 422, str(error))

    def missing(request: Request, error: Exception) -> Response:
        known = isinstance(error, HTTPException) and any("一" <= char <= "鿿" for char in str(error.detail))
        words = str(getattr(error, "detail", "")) if known else "没有这个页面。"
        return _error(request, getattr(error, "status_code", 404), words)

    def malformed(request: Request, _: Exception) -> Response:
        return _error(request, 400, "请求的内容不对，没有处理。")

    def ours(request: Request, _: Exception) -> Response:
        return _error(request, 500, "程序出错了，这不是您的问题；已保存的都还在。请刷新页面再试。")

    from starlette.exceptions import HTTPException as Missing

    app.add_exception_handler(NianbaoError, refused)
    app.add_exception_handler(Missing, missing)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(Exception, ours)
    return guard


def serve(shelf: Shelf, *, host: str, port: int, show: Callable[[str], None], browser: bool) -> None:
    """Serve the review page until Ctrl-C.

    Args:
        host: must be 127.0.0.1. port: 0 for any that is free. show: told the opening address.
        browser: whether it is opened in the browser.

    Raises:
        NianbaoError: another address, or the port is taken.
    """
    import socket

    import uvicorn

    if not loopback(host):
        raise NianbaoError(f"{host}：审核页面只在本机使用（127.0.0.1），不对其他电脑开放。交给别人请用 nianbao pack。")
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise NianbaoError(f"端口 {port} 不能用（{error.strerror or error}）。请换一个，或不写 --port。") from error
    keys = Keys()
    port = listening.getsockname()[1]
    config = uvicorn.Config(
        application(shelf, keys, port), log_level="warning", access_log=False, server_header=False,
        proxy_headers=False, ws="none", timeout_keep_alive=30, limit_concurrency=100,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=32768,
    )  # fmt: skip
    server = uvicorn.Server(config)
    listening.listen(64)
    address = f"http://{host}:{port}/open/{keys.opening}"
    show(address)
    shelf.begin_counting()
    if browser:
        webbrowser.open(address)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # how a review ends
    finally:
        shelf.close()
        listening.close()
