"""All reports of one review: opened by their paths, known to the page by names that say nothing of where they are."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.errors import InputError, NianbaoError
from nianbao.jobs.folder import DRAFT, holds_job, inside
from nianbao.report import Report
from nianbao.reviewing.alongside import Alongside, alongside
from nianbao.reviewing.decisions import WAITING, fold
from nianbao.reviewing.desk import Desk
from nianbao.reviewing.sources import JobSource, source_of

__all__ = ["Entry", "Row", "Shelf"]

PACKED = ".nianbao"


@dataclass
class Entry:
    """A report of the review.

    Attributes:
        id: for addresses; random, new each time. label: the unit's name, or the file's. year: as known.
        counts: open items by severity, and ``checked`` of which state of the files they are; None until counted.
    """

    id: str
    desk: Desk
    label: str
    year: int | None
    previous: Path | None = None
    counts: dict[str, int] | None = None
    checked: tuple[object, ...] = ()
    failed: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)
    last: Alongside | None = None
    last_of: tuple[object, ...] = ()


@dataclass(frozen=True)
class Row:
    """A report in the list; ``counts`` is None while it is being checked, ``failed`` why it cannot be."""

    id: str
    label: str
    year: int | None
    kind: str
    state: str
    since: bool
    decided: int
    counts: dict[str, int] | None
    failed: str


def _expanded(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if any(sign in path.name for sign in "*?") and not path.exists():
            found += sorted(path.parent.glob(path.name))
        elif path.is_dir() and not holds_job(path):
            found += [item for item in inside(path) if not item.name.startswith("退回-")]
        elif path.is_dir() or path.exists():
            found.append(path)
        else:
            raise InputError.one(str(path), "文件或文件夹不存在", "请检查路径和文件名")
    return list(dict.fromkeys(found))


def _told(desk: Desk) -> tuple[str, int | None]:
    """A report's unit and year, from as little of the file as will do."""
    source = desk.source
    if isinstance(source, JobSource):
        try:
            report = json.loads((source.folder / DRAFT).read_bytes())["report"]
            return str(report["unit"]["name"]), report.get("year")
        except (OSError, ValueError, KeyError, TypeError):
            return source.name, None
    report = source.held().report
    return (report.unit.full if report.unit is not None else source.name), report.year


class Shelf:
    """The reports of one review.

    Args:
        paths: job folders, reports in files, ``.nianbao`` files, or folders that hold such.
        who: the reviewer's name. previous: last year's reports, matched by unit and year.

    Raises:
        InputError: a path is not there, or cannot be read. JobError: a folder holds no draft.
    """

    def __init__(self, paths: Sequence[Path], *, who: str, previous: Sequence[Path] = ()) -> None:
        self.messages: list[str] = []
        self.entries: dict[str, Entry] = {}
        self._ended = threading.Event()
        for path in _expanded(paths):
            self._add(path, who)
        if not self.entries:
            raise InputError.one(str(paths[0]) if paths else ".", "没有可以审核的报告", "请给出报告的文件夹或文件")
        self._match(previous)

    def _add(self, path: Path, who: str) -> None:
        if path.suffix == PACKED and path.is_file():
            from nianbao.jobs.packing import unpack

            path, said = unpack(path)
            self.messages += said
        desk = Desk(source_of(path), who)
        label, year = _told(desk)
        id = secrets.token_urlsafe(9)
        self.entries[id] = Entry(id, desk, label, year, desk.source.previous())

    def _match(self, previous: Sequence[Path]) -> None:
        """Give each report last year's: named on the command line, beside it, or one of this review."""
        from nianbao.jobs.checkable import report_for_check

        given: list[tuple[Path, Report]] = [(path, report_for_check(path)[0]) for path in previous]
        for path, report in given:
            alone = len(self.entries) == 1
            fits = [
                entry
                for entry in self.entries.values()
                if alone
                or (
                    report.year is not None and entry.year == report.year + 1
                    and report.unit is not None and entry.label in (report.unit.full, *report.unit.names)
                )
            ]  # fmt: skip
            if not fits:
                self.messages.append(f"{path.name}：没有找到它是哪一份的上年年报。")
            for entry in fits:
                entry.previous = path
        held = {(entry.label, entry.year): entry.desk.source for entry in self.entries.values()}
        for entry in self.entries.values():
            other = held.get((entry.label, entry.year - 1)) if entry.year is not None else None
            if entry.previous is None and other is not None:
                entry.previous = other.folder if isinstance(other, JobSource) else other.folder / other.name

    def rows(self) -> list[Row]:
        """The list, in the order given; nothing is checked for it."""
        return [self._row(entry) for entry in self.entries.values()]

    def _row(self, entry: Entry) -> Row:
        kind = "draft" if isinstance(entry.desk.source, JobSource) else "file"
        try:
            review = fold(entry.desk.source.store.read())
        except NianbaoError as error:
            return Row(entry.id, entry.label, entry.year, kind, WAITING, False, 0, None, str(error))
        decided = sum(item.kind not in ("return", "pass", "taken") for item in review.standing)
        counts = entry.counts if entry.checked == self._state(entry) else None
        return Row(entry.id, entry.label, entry.year, kind, review.state, review.since, decided, counts, entry.failed)

    @staticmethod
    def _state(entry: Entry) -> tuple[object, ...]:
        store = entry.desk.source.store.path
        try:
            stat = store.with_name(store.name + "-wal").stat()
            at: tuple[int, int] = stat.st_mtime_ns, stat.st_size
        except OSError:
            at = (0, 0)
        return (*entry.desk.source.stamp(), *at)

    def count(self, entry: Entry) -> None:
        """Check a report and keep its counts."""
        state = self._state(entry)
        if entry.checked == state and (entry.counts is not None or entry.failed):
            return
        try:
            entry.counts, entry.failed = entry.desk.sheet().counts, ""
            state = self._state(entry)
        except NianbaoError as error:
            entry.counts, entry.failed = None, str(error)
        entry.checked = state

    def begin_counting(self) -> None:
        """Check every report, one after another, while the page is already there."""

        def work() -> None:
            for entry in list(self.entries.values()):
                if self._ended.is_set():
                    return
                self.count(entry)

        threading.Thread(target=work, name="counting", daemon=True).start()

    def last_year(self, entry: Entry, report: Report) -> Alongside | None:
        """Last year's report along this year's; None where there is none."""
        if entry.previous is None:
            return None
        from nianbao.jobs.checkable import report_for_check

        with entry.lock:
            key = (*entry.desk.source.stamp(), id(report))
            if entry.last is None:
                old, _ = report_for_check(entry.previous)
            else:
                old = entry.last.report
            if entry.last is None or entry.last_of != key:
                name = f"{old.year} 年年报" if old.year is not None else "上年年报"
                entry.last, entry.last_of = alongside(old, report, name), key
            return entry.last

    def close(self) -> None:
        """Let go of the files."""
        self._ended.set()
        for entry in self.entries.values():
            entry.desk.source.store.close()
