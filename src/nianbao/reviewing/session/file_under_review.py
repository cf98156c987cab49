"""A file under review: it is not changed, decisions are laid over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from nianbao.errors import FileBusy, JobError
from nianbao.files import read_bytes
from nianbao.jobs.flow.previous_report import kept_in
from nianbao.report import Origin, Report
from nianbao.reviewing.session.block_values import value_of, with_value
from nianbao.reviewing.session.decision_log import Decision, loaded, stands
from nianbao.reviewing.session.decision_store import NAME, Store
from nianbao.reviewing.session.review_items import Candidate
from nianbao.reviewing.session.review_source import Checking, Held, stamp_of

__all__ = ["FileSource"]


class FileSource:
    """A finished report in a file: the file stays as it is, decisions stand beside it and are laid over it."""

    origin: Origin = "past"
    drafted = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.folder = path.parent
        self.store = Store(path.with_name(f"{path.name}.{NAME}"))
        self.checked = Checking(path)
        self._read: tuple[tuple[int, int], Report, list[str]] | None = None

    def stamp(self) -> tuple[int, int]:
        """Of the file."""
        return stamp_of(self.path)

    def original(self) -> tuple[Report, list[str]]:
        """The report as the file has it, and what could not be read.

        Raises:
            InputError: the file cannot be read.
        """
        from nianbao.reading import read

        stamp = self.stamp()
        if self._read is None or self._read[0] != stamp:
            report = read(self.path)
            self._read = stamp, report, [str(item) for item in report.remarks]
        return self._read[1], self._read[2]

    def held(self) -> Held:
        """The file's report with the decisions laid over it."""
        report, remarks = self.original()
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        for decision in self.store.read():
            if decision.changes:
                first.setdefault(decision.block, decision.before)
                last[decision.block] = decision.after
        lost = 0
        for block, before in first.items():
            if not stands(value_of(report, block), before):
                lost += 1
                continue
            report = with_value(report, block, loaded(last[block]))
        messages = ["没有素材，句子无法对到依据。", *remarks]
        if lost:
            messages.append(f"{self.name} 在审核之后改过，有 {lost} 段的修改对不上，没有放进来；都在审核记录里。")
        return Held(report, (), tuple(messages))

    def candidates(self, report: Report) -> Mapping[str, Sequence[Candidate]]:
        """None: a file has no other drafts."""
        del report
        return {}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """A lock beside the file.

        Raises:
            JobError: another process holds it.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.path.with_name(f".{self.path.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise JobError(f"{self.name}：另一个 nianbao 正在审核这份报告，请等它结束后再试。") from error
        except OSError as error:
            raise FileBusy(f"{self.folder}：文件夹不能写入（{error.strerror or error}）。") from error
        try:
            yield
        finally:
            lock.release()

    def put(self, decision: Decision) -> bool:
        """Nothing to do: decisions are laid over the file each time it is shown."""
        del decision
        return True

    def previous(self) -> Path | None:
        """上年报告.* beside the file."""
        found = kept_in(self.folder)
        return None if found == self.path else found

    def base(self) -> bytes | None:
        """The file, where it is a Word file."""
        return read_bytes(self.path) if self.path.suffix.lower() == ".docx" else None
