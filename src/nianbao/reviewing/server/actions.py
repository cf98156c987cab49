"""Routes that change something: decide, return, pass."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from nianbao.reviewing.server.pages import entry_of, parts_of
from nianbao.reviewing.session.decision_store import KINDS, Decision, DecisionKind
from nianbao.reviewing.session.return_to_clerk import give_back
from nianbao.reviewing.session.review_desk import Act, Clash
from nianbao.reviewing.session.review_session import ReviewEntry
from nianbao.text.allowed_characters import cleaned

__all__ = ["router"]

router = APIRouter()


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


@router.post("/r/{id}/decide")
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


@router.post("/r/{id}/return")
def return_it(request: Request, id: str, asked: _Return) -> JSONResponse:
    """Write 退回-单位-年份.docx and mark the report returned."""
    entry = entry_of(request, id)
    done = give_back(entry.desk, asked.words)
    body = {"name": done.path.name, "folder": str(done.path.parent.resolve()), "todo": done.todo, "notes": done.notes}
    return JSONResponse({"said": f"已退回：{done.path.name}", **body, **_fresh(request, entry, {})})
