"""审核.sqlite3: the decisions on one report, in a file beside it.

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

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    QueuePool,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from nianbao.errors import FileBusy, JobError
from nianbao.reviewing.decisions import Decision

__all__ = ["NAME", "Store"]

NAME = "审核.sqlite3"
_SCHEMA = 1
_META = MetaData()
_DECISIONS = Table(
    "decisions",
    _META,
    Column("id", Integer, primary_key=True, autoincrement=True),
    *(Column(name, Text, nullable=False) for name in ("at", "who", "kind", "block", "item", "label")),
    *(Column(name, Text, nullable=False) for name in ("before", "after", "words")),
    Column("undoes", Integer),
    sqlite_autoincrement=True,
)
_HELD = Table("held", _META, Column("decision", Integer, primary_key=True), Column("outcome", Text, nullable=False))
_FACTS = Table("facts", _META, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))
_GUARDS = [
    f"CREATE TRIGGER IF NOT EXISTS no_{what} BEFORE {what.upper()} ON decisions "
    "BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END"
    for what in ("update", "delete")
]


class Store:
    """The decisions on one report.

    Args:
        path: of the file; made when something is first decided.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine: Engine | None = None
        self._opening = threading.Lock()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        return connection

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool)
                event.listen(engine, "begin", _immediately)
                try:
                    with engine.begin() as connection:
                        _prepare(connection, self.path)
                except OperationalError as error:
                    raise FileBusy(
                        f"{self.path}：不能写入（{error.orig}）。请检查权限，或关闭正在用它的程序。"
                    ) from error
                except DatabaseError as error:
                    raise JobError(f"{self.path}：审核记录已损坏。请把它移走后再打开，原来的文件不会改动。") from error
                self._engine = engine
            return self._engine

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        try:
            with self._opened().begin() as connection:
                yield connection
        except OperationalError as error:
            raise FileBusy(f"{self.path}：没有写入（{error.orig}）。请检查磁盘空间和权限，再试一次。") from error

    def read(self) -> list[Decision]:
        """Every decision, in the order they were made.

        Raises:
            JobError: the file is damaged or of a newer nianbao.
        """
        if not self.path.exists():
            return []
        with self._begun() as connection:
            return [Decision(**row) for row in connection.execute(select(_DECISIONS).order_by("id")).mappings()]

    def append(self, decision: Decision) -> Decision:
        """Store a decision; when this returns, it survives a crash.

        Returns:
            The decision with its id and time.

        Raises:
            FileBusy: it cannot be written now; nothing was stored.
        """
        dated = replace(decision, at=decision.at or datetime.now().astimezone().isoformat(timespec="seconds"))
        values = {name: value for name, value in asdict(dated).items() if name != "id"}
        with self._begun() as connection:
            key = connection.execute(insert(_DECISIONS).values(**values)).inserted_primary_key
        return replace(dated, id=int(key[0]) if key else 0)

    def hold(self, id: int, outcome: str = "held") -> None:
        """Note that the draft holds a decision, or (``lost``) that it could not be put in."""
        with self._begun() as connection:
            connection.execute(insert(_HELD).prefix_with("OR REPLACE").values(decision=id, outcome=outcome))

    def unheld(self) -> list[Decision]:
        """Decisions that changed the text and are not known to be in the draft: of a run that was cut off."""
        if not self.path.exists():
            return []
        with self._begun() as connection:
            known = set(connection.execute(select(_HELD.c.decision)).scalars())
        return [item for item in self.read() if item.changes and item.id not in known]

    def lost(self) -> int:
        """How many decisions could not be put into the draft: it had changed by then."""
        if not self.path.exists():
            return 0
        with self._begun() as connection:
            return len(connection.execute(select(_HELD.c.decision).where(_HELD.c.outcome == "lost")).all())

    def fact(self, key: str) -> str:
        """Something noted about the report; empty where it was not."""
        if not self.path.exists():
            return ""
        with self._begun() as connection:
            return connection.execute(select(_FACTS.c.value).where(_FACTS.c.key == key)).scalar() or ""

    def note(self, key: str, value: str) -> None:
        """Note something about the report, in place of what was noted before."""
        with self._begun() as connection:
            connection.execute(insert(_FACTS).prefix_with("OR REPLACE").values(key=key, value=value))

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


def _immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare(connection: Connection, path: Path) -> None:
    schema = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
    if schema > _SCHEMA:
        raise JobError(f"{path}：这份审核记录由更新版本的 nianbao 写成（{schema}），请升级后再打开；文件没有改动。")
    _META.create_all(connection)
    for guard in _GUARDS:
        connection.execute(text(guard))
    connection.exec_driver_sql(f"PRAGMA user_version={_SCHEMA}")
