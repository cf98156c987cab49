"""Decisions of a reviewer (审核.sqlite3): an append-only log of one report, folded into what holds.

A decision is one transaction, written through to the disk before it is acknowledged (WAL, synchronous=FULL); rows
are added and never changed, the database itself refuses. Which of them the draft already holds stands apart.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import TypeAdapter

from nianbao.errors import FileBusy, JobError
from nianbao.report import Sentence, compact
from nianbao.reviewing.session.block_values import Value

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


NAME = "审核.sqlite3"
_SCHEMA = 1
_COLUMNS = ("at", "who", "kind", "block", "item", "label", "before", "after", "words", "undoes")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS decisions (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "
    + ", ".join(f'"{name}" TEXT NOT NULL' for name in _COLUMNS[:-1])
    + ", undoes INTEGER)",
    "CREATE TABLE IF NOT EXISTS held (decision INTEGER NOT NULL PRIMARY KEY, outcome TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS facts (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    *(
        f"CREATE TRIGGER IF NOT EXISTS no_{what} BEFORE {what.upper()} ON decisions "
        "BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END"
        for what in ("update", "delete")
    ),
)
_ALL = ", ".join(f'"{name}"' for name in ("id", *_COLUMNS))
_ADD = f"INSERT INTO decisions ({_ALL}) VALUES (NULL{', ?' * len(_COLUMNS)})"  # noqa: S608 (names of our own)


class Store:
    """The decisions on one report.

    Args:
        path: of the file; made when something is first decided.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._one = threading.Lock()
        """One transaction at a time in this process; between processes the database sees to it."""

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = None
            try:
                connection = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
                with _transaction(connection):
                    _prepare(connection, self.path)
            except BaseException as error:
                if connection is not None:
                    connection.close()
                if isinstance(error, sqlite3.OperationalError):
                    said = f"{self.path}：不能写入（{error}）。请检查权限，或关闭正在用它的程序。"
                    raise FileBusy(said) from error
                if isinstance(error, sqlite3.DatabaseError):
                    said = f"{self.path}：审核记录已损坏。请把它移走后再打开，原来的文件不会改动。"
                    raise JobError(said) from error
                raise
            self._connection = connection
        return self._connection

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        with self._one:
            connection = self._opened()
            try:
                with _transaction(connection):
                    yield connection
            except sqlite3.OperationalError as error:
                raise FileBusy(f"{self.path}：没有写入（{error}）。请检查磁盘空间和权限，再试一次。") from error

    def read(self) -> list[Decision]:
        """Every decision, in the order they were made.

        Raises:
            JobError: the file is damaged or of a newer nianbao.
        """
        if not self.path.exists():
            return []
        with self._begun() as connection:
            rows = connection.execute(f"SELECT {_ALL} FROM decisions ORDER BY id").fetchall()  # noqa: S608
        return [Decision(**dict(zip(("id", *_COLUMNS), row, strict=True))) for row in rows]

    def append(self, decision: Decision) -> Decision:
        """Store a decision; when this returns, it survives a crash.

        Raises:
            FileBusy: it cannot be written now; nothing was stored.
        """
        dated = replace(decision, at=decision.at or datetime.now().astimezone().isoformat(timespec="seconds"))
        values = asdict(dated)
        with self._begun() as connection:
            id = connection.execute(_ADD, [values[name] for name in _COLUMNS]).lastrowid
        return replace(dated, id=id or 0)

    def hold(self, id: int, outcome: str = "held") -> None:
        """Note that the draft holds a decision, or (``lost``) that it could not be put in."""
        with self._begun() as connection:
            connection.execute("INSERT OR REPLACE INTO held VALUES (?, ?)", (id, outcome))

    def unheld(self) -> list[Decision]:
        """Decisions that changed the text and are not known to be in the draft: of a run that was cut off."""
        if not self.path.exists():
            return []
        with self._begun() as connection:
            known = {row[0] for row in connection.execute("SELECT decision FROM held")}
        return [item for item in self.read() if item.changes and item.id not in known]

    def lost(self) -> int:
        """How many decisions could not be put into the draft: it had changed by then."""
        if not self.path.exists():
            return 0
        with self._begun() as connection:
            return int(connection.execute("SELECT count(*) FROM held WHERE outcome = 'lost'").fetchone()[0])

    def fact(self, key: str) -> str:
        """Something noted about the report; empty where it was not."""
        if not self.path.exists():
            return ""
        with self._begun() as connection:
            row = connection.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, key: str, value: str) -> None:
        """Note something about the report, in place of what was noted before."""
        with self._begun() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Let go of the file."""
        with self._one:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Begun at once as a writer; rolled back on any error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if schema > _SCHEMA:
        raise JobError(f"{path}：这份审核记录由更新版本的 nianbao 写成（{schema}），请升级后再打开；文件没有改动。")
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version={_SCHEMA}")
