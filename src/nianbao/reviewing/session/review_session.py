"""All reports under one review: opened, counted, closed; last year's paragraphs beside this year's."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nianbao.errors import InputError, JobError, NianbaoError
from nianbao.jobs.store.draft_file import load
from nianbao.jobs.store.folder import DRAFT, REPORT_DOCX, Job, holds_job, inside, is_input
from nianbao.report import Report
from nianbao.reviewing.session.block_values import paragraph
from nianbao.reviewing.session.decision_store import WAITING, fold
from nianbao.reviewing.session.review_desk import Desk
from nianbao.reviewing.session.review_source import FileSource, JobSource, Source


@dataclass(frozen=True)
class Past:
    """A paragraph of last year's.

    Attributes:
        text: its words. same: whether this year's says the same, figures and all.
        carried: share (0 to 1) of this year's paragraph that is carried over; None for a heading, and where there is
            none.
    """

    text: str
    same: bool = False
    carried: float | None = None


@dataclass(frozen=True)
class Alongside:
    """Last year's report, laid out along this year's.

    Attributes:
        name: how the page calls it. beside: by block of this year's, what it was. gone: by section, what has none.
    """

    name: str
    report: Report
    beside: dict[str, Past] = field(default_factory=dict)
    gone: dict[str, list[Past]] = field(default_factory=dict)
    carried: float | None = None


def alongside(old: Report, new: Report, name: str) -> Alongside:
    """Lay last year's report out along this year's."""
    from nianbao.reviewing.compare.compare_reports import compare

    comparison = compare(old, new, findings=False)
    beside: dict[str, Past] = {}
    gone: dict[str, list[Past]] = {}
    for section in comparison.sections:
        for pair in section.paragraphs:
            if pair.old is None:
                continue
            if pair.new is None:
                gone.setdefault(section.id, []).append(Past(pair.old.text))
            else:
                beside[paragraph(pair.new.id)] = Past(pair.old.text, pair.kind == "same", pair.count.share)
    return Alongside(name, old, beside, gone, comparison.carried)


PACKED = ".nianbao"
_NOT = ("退回-", "~$", ".")
"""How files begin that are no reports handed in: what we wrote to give back, Word's lock files, hidden ones."""
_JOBS = (DRAFT, REPORT_DOCX)
"""Files of a job folder by which the folder is meant."""
_FEW = 10
"""Files that are read before the list is shown; of more, whose they are is told when they have been checked."""


def source_of(path: Path) -> JobSource | FileSource:
    """What a path means for a review; a file is not read yet.

    Raises:
        JobError: it is a job folder in which nothing was drafted.
    """
    if path.is_dir() or ((path.name in _JOBS or is_input(path.name)) and holds_job(path.parent)):
        job = JobSource(Job(path if path.is_dir() else path.parent))
        if load(job.job) is None:
            raise JobError(f"{job.folder}：还没有起草，请先运行 nianbao draft。")
        return job
    return FileSource(path)


@dataclass
class ReviewEntry:
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
class ReviewRow:
    """A report in the list; ``counts`` is None while it is being checked, ``failed`` why it cannot be."""

    id: str
    label: str
    year: int | None
    kind: str
    name: str
    state: str
    since: bool
    decided: int
    counts: dict[str, int] | None
    failed: str


def _expanded(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """Each path, and whether it was named itself; of a folder of reports, what is in it."""
    found: dict[Path, bool] = {}
    for path in paths:
        if any(sign in path.name for sign in "*?") and not path.exists():
            held = [item for item in sorted(path.parent.glob(path.name)) if not item.name.startswith(_NOT)]
            found |= dict.fromkeys(held, False)
        elif path.is_dir() and not holds_job(path):
            held = [item for item in inside(path) if not item.name.startswith(_NOT)]
            held += sorted(path.glob(f"*{PACKED}"))
            found |= {item: found.get(item, False) for item in held}
        elif path.exists():
            found[path] = True
        else:
            raise InputError.one(str(path), "文件或文件夹不存在", "请检查路径和文件名")
    return list(found.items())


def _told(source: Source) -> tuple[str, int | None]:
    """A report's unit and year, from as little of the file as will do.

    Raises:
        NianbaoError: it cannot be read.
    """
    if isinstance(source, JobSource):
        try:
            report = json.loads((source.folder / DRAFT).read_bytes())["report"]
            return str(report["unit"]["name"]), report.get("year")
        except (OSError, ValueError, KeyError, TypeError):
            return source.name, None
    found = source.held().report
    return (found.unit.full if found.unit is not None else source.name), found.year


def _past(path: Path) -> tuple[Path, tuple[str, ...], int | None]:
    """A report of last year's: whose it is, by every name, and of which year.

    Raises:
        InputError: it cannot be read.
    """
    from nianbao.jobs.flow.load_report import report_for_check

    report, _ = report_for_check(path)
    names = (report.unit.full, *report.unit.names) if report.unit is not None else ()
    return path, names, report.year


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
        self.entries: dict[str, ReviewEntry] = {}
        self._ended = threading.Event()
        self._counting: threading.Thread | None = None
        self._met: set[Path] = set()
        found = _expanded(paths)
        for path, named in found:
            try:
                self._add(path, who, now=len(found) <= _FEW)
            except NianbaoError as error:
                if named:
                    raise
                self.messages.append(f"没有列入：{error}")
        if not self.entries:
            raise InputError.one(str(paths[0]) if paths else ".", "没有可以审核的报告", "请给出报告的文件夹或文件")
        self._given = [_past(path) for path in previous]
        self._alone = len(self.entries) == 1

    def _add(self, path: Path, who: str, *, now: bool) -> None:
        if path.suffix.lower() == PACKED and path.is_file():
            from nianbao.jobs.store.pack_file import unpack

            path, said = unpack(path)
            self.messages += said
        source = source_of(path)
        at = (source.folder / ("" if isinstance(source, JobSource) else source.name)).resolve()
        if at in self._met:
            return
        self._met.add(at)
        id = secrets.token_urlsafe(9)
        entry = ReviewEntry(id, Desk(source, who), source.name, None, source.previous())
        if now or isinstance(source, JobSource):
            entry.label, entry.year = _told(source)
        self.entries[id] = entry

    def _previous(self, entry: ReviewEntry) -> Path | None:
        """Last year's report: named on the command line, beside this year's, or another of this review."""
        for path, unit, year in self._given:
            if self._alone or (entry.label in unit and year is not None and entry.year == year + 1):
                return path
        if entry.previous is not None or entry.year is None:
            return entry.previous
        for other in self.entries.values():
            if (other.label, other.year) == (entry.label, entry.year - 1):
                source = other.desk.source
                return source.folder if isinstance(source, JobSource) else source.folder / source.name
        return None

    def rows(self) -> list[ReviewRow]:
        """The list, in the order given; nothing is checked for it."""
        return [self._row(entry) for entry in self.entries.values()]

    def _row(self, entry: ReviewEntry) -> ReviewRow:
        kind = "draft" if isinstance(entry.desk.source, JobSource) else "file"
        try:
            review = fold(entry.desk.source.store.read())
        except NianbaoError as error:
            return ReviewRow(
                entry.id, entry.label, entry.year, kind, entry.desk.source.name, WAITING, False, 0, None, str(error)
            )
        decided = sum(item.kind not in ("return", "pass") for item in review.standing)
        counts = entry.counts if entry.checked == self._state(entry) else None
        return ReviewRow(
            entry.id, entry.label, entry.year, kind, entry.desk.source.name, review.state, review.since, decided,
            counts, entry.failed,
        )  # fmt: skip

    @staticmethod
    def _state(entry: ReviewEntry) -> tuple[object, ...]:
        store = entry.desk.source.store.path
        try:
            stat = store.with_name(store.name + "-wal").stat()
            at: tuple[int, int] = stat.st_mtime_ns, stat.st_size
        except OSError:
            at = (0, 0)
        return (*entry.desk.source.stamp(), *at)

    def count(self, entry: ReviewEntry) -> None:
        """Check a report and keep its counts."""
        state = self._state(entry)
        if entry.checked == state and (entry.counts is not None or entry.failed):
            return
        try:
            if entry.year is None:
                entry.label, entry.year = _told(entry.desk.source)
            entry.counts, entry.failed = entry.desk.sheet().counts, ""
            state = self._state(entry)
        except NianbaoError as error:
            entry.counts, entry.failed = None, str(error)
        entry.checked = state

    def begin_counting(self) -> None:
        """Check every report that changed, one after another, while the page is already there."""
        if self._counting is not None and self._counting.is_alive():
            return

        def work() -> None:
            for entry in list(self.entries.values()):
                if self._ended.is_set():
                    return
                self.count(entry)

        self._counting = threading.Thread(target=work, name="counting", daemon=True)
        self._counting.start()

    def last_year(self, entry: ReviewEntry, report: Report) -> Alongside | None:
        """Last year's report along this year's; None where there is none."""
        previous = self._previous(entry)
        if previous is None:
            return None
        from nianbao.jobs.flow.load_report import report_for_check

        with entry.lock:
            key = (*entry.desk.source.stamp(), id(report))
            if entry.last is None:
                old, _ = report_for_check(previous)
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
