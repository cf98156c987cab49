"""审核.sqlite3: the decisions on one report.

A decision is one transaction, written through to the disk before it is acknowledged (WAL, synchronous=FULL); rows
are added and never changed, the database itself refuses. Which of them the draft already holds stands apart.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from nianbao.errors import FileBusy, JobError
from nianbao.reviewing.session.decision_log import Decision

__all__ = ["NAME", "Store"]

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

        Returns:
            The decision with its id and time.

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
