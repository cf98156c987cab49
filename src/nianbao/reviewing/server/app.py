"""The web application of the review: its views, routes that decide, return and pass; access control, error pages."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from nianbao.errors import NianbaoError
from nianbao.reviewing.server.access import AccessGuard, Keys, loopback
from nianbao.reviewing.server.pages import entry_of, page, parts_of, views
from nianbao.reviewing.session.decision_store import KINDS, Decision, DecisionKind
from nianbao.reviewing.session.return_to_clerk import give_back
from nianbao.reviewing.session.review_desk import Act, Clash
from nianbao.reviewing.session.review_session import ReviewEntry, Shelf
from nianbao.text.allowed_characters import cleaned

changes = APIRouter()


class _Asked(BaseModel):
    """A request of the page; ``seen`` has the hash of each row it shows."""

    model_config = ConfigDict(extra="forbid")

    kind: DecisionKind
    row: str = Field(default="", max_length=40)
    version: str = Field(default="", max_length=60)
    item: str = Field(default="", max_length=40)
    words: str = ""
    decision: int | None = None
    seen: dict[str, str] = Field(default={}, max_length=5000)


def _block(entry: ReviewEntry, row: str) -> str:
    """The block that a row of the page shows."""
    from nianbao.errors import JobError
    from nianbao.reviewing.server.page_rows import rows

    if not row:
        return ""
    for view in rows(entry.desk.sheet(), None):
        if view.id == row and view.block:
            return view.block
    raise JobError("这一段已经不在报告里了，没有保存。请刷新页面。")


def _fresh(request: Request, entry: ReviewEntry, seen: dict[str, str]) -> dict[str, Any]:
    """What the page shows otherwise now; ``whole`` where its rows are not the same ones any more."""
    _, parts = parts_of(request, entry)
    made = parts["rows"]
    changed = {id: html for id, (html, hash) in made.items() if seen.get(id) != hash}
    whole = bool(seen) and set(seen) != set(made)
    return {
        "rows": {} if whole else changed,
        "whole": whole,
        "bar": parts["bar"],
        "figures": parts["figures"],
        "about": parts["whole"],
    }


def _told(decision: Decision, typed: str) -> str:
    words = f"：{decision.label}" if decision.label else ""
    gone = dict.fromkeys(item.name for item in cleaned(typed).odd if item.fate == "removed")
    tail = f"（去掉了看不见的字符：{'、'.join(gone)}）" if gone else ""
    return f"已保存：{KINDS[decision.kind]}{words}{tail}"


@changes.post("/r/{id}/decide")
def decide(request: Request, id: str, asked: _Asked) -> JSONResponse:
    """Take a decision; 409 with the other's words where somebody decided on the block first."""
    entry = entry_of(request, id)
    if asked.kind == "return":
        return JSONResponse({"error": "不支持这种请求。"}, 400)
    act = Act(
        asked.kind, _block(entry, asked.row), asked.version, asked.item, asked.words, asked.decision
    )  # fmt: skip
    try:
        decision = entry.desk.decide(act)
    except Clash as clash:
        fresh = _fresh(request, entry, asked.seen)
        conflict = {"theirs": clash.theirs, "version": clash.version, "by": clash.by}
        return JSONResponse({"error": str(clash), "conflict": conflict, **fresh}, 409)
    return JSONResponse(
        {"said": _told(decision, asked.words), "decision": decision.id, **_fresh(request, entry, asked.seen)}
    )


class _Return(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: str = Field(default="", max_length=20_000)


@changes.post("/r/{id}/return")
def return_it(request: Request, id: str, asked: _Return) -> JSONResponse:
    """Write 退回-单位-年份.docx and mark the report returned."""
    entry = entry_of(request, id)
    done = give_back(entry.desk, asked.words)
    body = {"name": done.path.name, "folder": str(done.path.parent.resolve()), "todo": done.todo, "notes": done.notes}
    return JSONResponse({"said": f"已退回：{done.path.name}", **body, **_fresh(request, entry, {})})


def _error(request: Request, status: int, words: str) -> Response:
    if request.method == "POST" or request.url.path == "/counts":
        return JSONResponse({"error": words}, status)
    return HTMLResponse(page("message.html", csrf="", words=words), status)


def application(shelf: Shelf, keys: Keys, port: int) -> AccessGuard:
    """The whole application."""
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
