"""Decisions of a reviewer (审核记录): an append-only log, folded into what holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pydantic import TypeAdapter

from nianbao.report import Sentence, compact
from nianbao.reviewing.session.block_values import Value

__all__ = [
    "KINDS",
    "PASSED",
    "RETURNED",
    "WAITING",
    "Decision",
    "DecisionKind",
    "Review",
    "dumped",
    "fold",
    "loaded",
    "stands",
    "text_of",
    "version_of",
]

DecisionKind = Literal[
    "accept", "reject", "edit", "confirm", "fill", "remove", "ask", "comment", "return", "pass", "undo"
]
KINDS: dict[str, str] = {
    "accept": "采纳",
    "reject": "不采纳",
    "edit": "改写",
    "confirm": "核实属实",
    "fill": "填写",
    "remove": "删去",
    "ask": "请单位改",
    "comment": "批注",
    "return": "退回",
    "pass": "通过",
    "undo": "撤销",
}
"""What a reviewer calls each kind."""
WAITING, RETURNED, PASSED = "待审", "已退回", "已通过"
_STATES = {"return": RETURNED, "pass": PASSED}
_SENTENCES = TypeAdapter(list[Sentence])


@dataclass(frozen=True)
class Decision:
    """One decision.

    Attributes:
        id: counts them; 0 before it is stored. at: local time, ISO 8601. who: the reviewer.
        block: what it is about (see ``jobs.decided``); empty for the whole report.
        item: id of the suggestion it settles; empty where it settles none. label: what that was, in words.
        before, after: the block's value, as ``dumped``; both empty where the text stays.
        words: of a comment, a request, a reason; the file's name of a return.
        undoes: id of the decision that an ``undo`` takes back.
    """

    kind: DecisionKind
    who: str
    at: str = ""
    block: str = ""
    item: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    words: str = ""
    undoes: int | None = None
    id: int = 0

    @property
    def changes(self) -> bool:
        """Whether it changed the text."""
        return bool(self.after) and self.before != self.after


def dumped(value: Value) -> str:
    """A block's value as it is stored: JSON, the same for the same value."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    plain = [compact(item.model_dump(mode="json")) for item in value]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def loaded(text: str) -> Value:
    """A value from its stored form."""
    value: Any = json.loads(text)
    return value if isinstance(value, str) else _SENTENCES.validate_python(value)


def stands(value: Value | None, stored: str) -> bool:
    """Whether a block's value is a stored one, also one that an earlier nianbao wrote with fewer fields."""
    if value is None or not stored:
        return False
    now = dumped(value)
    return now == stored or now == dumped(loaded(stored))


def text_of(value: Value) -> str:
    """A block's words as a reader sees them."""
    return value if isinstance(value, str) else "".join(item.text for item in value)


@dataclass(frozen=True)
class Review:
    """What holds after all decisions.

    Attributes:
        state: 待审, 已退回 or 已通过. since: whether anything was decided after the return or the pass.
        standing: decisions that were not taken back, in order. settled: by item, the decision that settled it.
        last: by block, the id of the last decision that changed its text, an undo included.
    """

    state: str = WAITING
    since: bool = False
    standing: tuple[Decision, ...] = ()
    settled: dict[str, Decision] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def said(self, block: str) -> list[Decision]:
        """Comments and requests at a block."""
        return [item for item in self.standing if item.block == block and item.kind in ("comment", "ask")]

    @property
    def undoable(self) -> Decision | None:
        """The decision that ``undo`` takes back next."""
        return self.standing[-1] if self.standing else None


def fold(decisions: Sequence[Decision]) -> Review:
    """What holds after decisions, given in the order they were made."""
    undone = {item.undoes for item in decisions if item.kind == "undo"}
    standing = tuple(item for item in decisions if item.kind != "undo" and item.id not in undone)
    settled: dict[str, Decision] = {}
    state, since = WAITING, False
    for item in standing:
        if item.kind in _STATES:
            state, since = _STATES[item.kind], False
        else:
            since = state != WAITING
        if item.item:
            settled[item.item] = item
    last = {item.block: item.id for item in decisions if item.changes}
    return Review(state, since, standing, settled, last)


def version_of(review: Review, block: str, value: Value) -> str:
    """What tells one state of a block from another: its last decision and its words."""
    return f"{review.last.get(block, 0)}-{hashlib.sha256(dumped(value).encode()).hexdigest()[:10]}"


assert set(KINDS) == set(get_args(DecisionKind))
