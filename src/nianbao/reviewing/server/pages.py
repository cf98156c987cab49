"""Routes that show something: the list, a report, its log; and their templates."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment

from nianbao.align.differences import differences
from nianbao.checking import SEVERITIES
from nianbao.errors import NianbaoError
from nianbao.package_data import templates
from nianbao.reviewing.server.access import Keys
from nianbao.reviewing.server.page_rows import anchor, figures, rows
from nianbao.reviewing.session.decision_store import KINDS, PASSED, RETURNED, WAITING, Review, loaded, text_of
from nianbao.reviewing.session.return_to_clerk import todo
from nianbao.reviewing.session.review_desk import ReviewSheet
from nianbao.reviewing.session.review_session import ReviewEntry, Shelf

PAGE = Path(__file__).parent.parent / "page"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates, ours alone; a name that is not given is an error."""
    made = templates(PAGE)
    made.globals.update(LEVELS=SEVERITIES, KINDS=KINDS, anchor=anchor)
    return made


def page(name: str, **values: Any) -> str:
    """A template filled in."""
    return environment().get_template(name).render(**values)


views = APIRouter()
_STATES = (WAITING, RETURNED, PASSED)
_TYPES = {"review.js": "text/javascript", "review.css": "text/css"}


def entry_of(request: Request, id: str) -> ReviewEntry:
    """A report of this review by its name in addresses; nothing else can be reached.

    Raises:
        HTTPException: 404, there is none.
    """
    shelf: Shelf = request.app.state.shelf
    if id not in shelf.entries:
        raise HTTPException(404, "没有这份报告，或审核程序重新启动过。")
    return shelf.entries[id]


@views.get("/open/{token}", include_in_schema=False)
def opened(request: Request, token: str) -> Response:
    """The opening address: the token becomes a cookie, and is gone from the address."""
    keys: Keys = request.app.state.keys
    if not keys.same(token, keys.opening):
        raise HTTPException(403, "这个地址已经失效。请用命令行窗口最近一次显示的地址。")
    response = RedirectResponse("/", 303)
    response.set_cookie(request.app.state.cookie, keys.session, httponly=True, samesite="strict", path="/")
    return response


@views.get("/static/{name}", include_in_schema=False)
def static(name: str) -> Response:
    """Our script and style sheet, and no other file."""
    if name not in _TYPES:
        raise HTTPException(404, "没有这个文件。")
    return Response((PAGE / name).read_bytes(), media_type=f"{_TYPES[name]}; charset=utf-8")


@views.get("/favicon.ico", include_in_schema=False)
def icon() -> Response:
    """None: browsers ask for it all the same."""
    return Response(status_code=204)


@views.get("/", response_class=HTMLResponse)
def listed(request: Request, state: str = "") -> HTMLResponse:
    """The list of reports."""
    shelf: Shelf = request.app.state.shelf
    found = shelf.rows()
    waiting = any(row.counts is None and not row.failed for row in found)
    if waiting:
        shelf.begin_counting()
    shown = [row for row in found if row.state == state] if state in _STATES else found
    names = Counter((row.label, row.year) for row in found)
    tally = {name: sum(row.state == name for row in found) for name in _STATES}
    return HTMLResponse(
        page(
            "list.html", csrf=request.app.state.keys.csrf, rows=shown, total=len(found), tally=tally, state=state,
            messages=shelf.messages, waiting=waiting,
            twice={row.id for row in found if names[row.label, row.year] > 1},
        )
    )  # fmt: skip


@views.get("/counts")
def counts(request: Request) -> JSONResponse:
    """The findings of each report that has been checked by now."""
    shelf: Shelf = request.app.state.shelf
    return JSONResponse({row.id: asdict(row) for row in shelf.rows()})


def _hashed(html: str) -> tuple[str, str]:
    digest = hashlib.sha256(html.encode()).hexdigest()[:12]
    return html.replace("@HASH@", digest, 1), digest


def parts_of(request: Request, entry: ReviewEntry) -> tuple[ReviewSheet, dict[str, Any]]:
    """What the page of a report is made of: rows by id with their hashes, the bar, the third column.

    Raises:
        NianbaoError: the report cannot be read.
    """
    shelf: Shelf = request.app.state.shelf
    sheet = entry.desk.sheet()
    shelf.count(entry)
    try:
        last = shelf.last_year(entry, sheet.report)
        trouble: tuple[str, ...] = ()
    except NianbaoError as error:
        last, trouble = None, (f"上年年报没有读成：{error}",)
    drafted = entry.desk.source.drafted
    made = {row.id: _hashed(page("row.html", row=row, drafted=drafted, last=last)) for row in rows(sheet, last)}
    third = figures(sheet, last)
    bar = page("bar.html", sheet=sheet, undoable=sheet.review.undoable)
    side = page("figures.html", figures=third, drafted=drafted)
    whole = page("whole.html", sheet=sheet)
    messages = (*sheet.messages, *trouble)
    return sheet, {"rows": made, "bar": bar, "figures": side, "whole": whole, "last": last, "messages": messages}


@views.get("/r/{id}", response_class=HTMLResponse)
def report(request: Request, id: str) -> HTMLResponse:
    """A report."""
    entry = entry_of(request, id)
    sheet, parts = parts_of(request, entry)
    return HTMLResponse(
        page(
            "report.html", csrf=request.app.state.keys.csrf, entry=entry, sheet=sheet, parts=parts,
            todo=todo(sheet),
        )
    )  # fmt: skip


@views.get("/r/{id}/log", response_class=HTMLResponse)
def log(request: Request, id: str) -> HTMLResponse:
    """Every decision: who, when, before, after."""
    entry = entry_of(request, id)
    sheet = entry.desk.sheet()
    lines = []
    undone = _undone(sheet.review, decisions := entry.desk.source.store.read())
    for item in reversed(decisions):
        before = text_of(loaded(item.before)) if item.before else ""
        after = text_of(loaded(item.after)) if item.after else ""
        runs = differences(before, after) if item.changes else []
        lines.append(
            {**asdict(item), "runs": runs, "undone": item.id in undone, "time": item.at[:19].replace("T", " ")}
        )
    return HTMLResponse(page("log.html", csrf=request.app.state.keys.csrf, entry=entry, lines=lines))


def _undone(review: Review, decisions: list[Any]) -> set[int]:
    standing = {item.id for item in review.standing}
    return {item.id for item in decisions if item.kind != "undo" and item.id not in standing}


@views.get("/r/{id}/returned")
def returned(request: Request, id: str) -> Response:
    """The Word file of the last return."""
    from urllib.parse import quote

    entry = entry_of(request, id)
    name = entry.desk.source.store.fact("returned")
    path = entry.desk.source.folder / name
    if not name or path.name != name or not path.is_file() or path.is_symlink():
        raise HTTPException(404, "还没有退回，或文件已经移走。")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(path.read_bytes(), media_type=kind, headers=headers)
