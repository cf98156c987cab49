"""What is under review: a job folder, whose draft takes the decisions in; or a file, laid under them as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

from nianbao.checking import Finding
from nianbao.drafting import Advice
from nianbao.errors import FileBusy, JobError, NianbaoError
from nianbao.files import read_bytes
from nianbao.jobs.checked import Checked, CheckOptions, check_file, recheck
from nianbao.jobs.decided import decided, value_of, with_value
from nianbao.jobs.draftfile import DraftFile, KeptComment, load, save
from nianbao.jobs.folder import Job
from nianbao.jobs.record import record
from nianbao.jobs.wordfile import is_edited, rendered
from nianbao.report import Origin, Report
from nianbao.reviewing.decisions import Decision, dumped, loaded
from nianbao.reviewing.items import Candidate
from nianbao.reviewing.store import NAME, Store

__all__ = ["FileSource", "JobSource", "Source", "source_of"]

_PREVIOUS = "上年年报"


class Held(NamedTuple):
    """A report as it stands: with what the draft left over, and what a reviewer should know of how it was read."""

    report: Report
    advice: tuple[Advice, ...] = ()
    messages: tuple[str, ...] = ()
    comments: tuple[KeptComment, ...] = ()


class Source(Protocol):
    """What is under review.

    Attributes:
        name: of the file or folder. folder: where what is written goes. store: its decisions.
        origin: what a reviewer's sentences become. drafted: whether sentences say what they rest on.
    """

    name: str
    folder: Path
    store: Store
    origin: Origin
    drafted: bool

    def stamp(self) -> tuple[int, int]:
        """What changes when the file does."""

    def held(self) -> Held:
        """The report as it stands."""

    def checked(self, report: Report) -> list[Finding]:
        """The findings of a version of it, silences heeded."""

    def candidates(self, report: Report) -> Mapping[str, Sequence[Candidate]]:
        """What other drafts say, by paragraph."""

    def locked(self) -> AbstractContextManager[None]:
        """A context in which nobody else changes it."""

    def put(self, decision: Decision) -> bool:
        """Put a decision that changed the text in; whether it could be."""

    def previous(self) -> Path | None:
        """Last year's report, where one lies beside it."""

    def base(self) -> bytes | None:
        """The Word file that the clerk has; None where there is none."""


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def _beside(folder: Path) -> Path | None:
    return next((path for path in sorted(folder.glob(f"{_PREVIOUS}.*")) if path.is_file()), None)


class _Checked:
    """How a path is checked: read once for its settings, then again for each version."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: Checked | None = None

    def __call__(self, report: Report) -> list[Finding]:
        if self._first is None:
            self._first = check_file(str(self._path), CheckOptions())
        return recheck(self._first, report)


class JobSource:
    """A job folder: 草稿.json holds the text, and every decision goes into it at once."""

    origin: Origin = "reviewer"
    drafted = True

    def __init__(self, job: Job) -> None:
        self.job = job
        self.name = job.folder.resolve().name
        self.folder = job.folder
        self.store = Store(job.folder / NAME)
        self.checked = _Checked(job.folder)
        self._draft: tuple[tuple[int, int], DraftFile] | None = None
        self._earlier: tuple[int, dict[str, list[Candidate]]] | None = None

    def stamp(self) -> tuple[int, int]:
        """Of 草稿.json."""
        return _stamp(self.job.draft_path)

    def draft(self) -> DraftFile:
        """The draft as it is.

        Raises:
            JobError: there is none, or it is damaged.
        """
        stamp = self.stamp()
        if self._draft is None or self._draft[0] != stamp:
            draft = load(self.job)
            if draft is None:
                raise JobError(f"{self.folder}：还没有起草，请先运行 nianbao draft。")
            self._draft = stamp, draft
        return self._draft[1]

    def held(self) -> Held:
        """The draft."""
        draft = self.draft()
        messages = []
        state = draft.files.get(self.job.docx_path.name)
        if state is not None and is_edited(self.job.docx_path, state):
            messages.append(
                f"{self.job.docx_path.name} 里有还没有取回的修改，下面看不到；请先运行 nianbao take，再审核。"
            )
        return Held(draft.report, tuple(draft.advice), tuple(messages), tuple(draft.comments))

    def candidates(self, report: Report) -> Mapping[str, Sequence[Candidate]]:
        """What earlier drafts say otherwise; the later ones first, each wording once."""
        draft = self.draft()
        if self._earlier is None or self._earlier[0] != draft.version:
            self._earlier = draft.version, self._read_earlier()
        now = {held.id: held.text for _, held in report.paragraphs()}
        return {
            id: [item for item in found if "".join(held.text for held in item.value) != now.get(id)]
            for id, found in self._earlier[1].items()
            if id in now
        }

    def _read_earlier(self) -> dict[str, list[Candidate]]:
        from nianbao.jobs.draftfile import snapshot

        numbers = [path.stem.removeprefix("草稿-") for path in self.job.history.glob("草稿-*.json")]
        found: dict[str, list[Candidate]] = {}
        met: set[tuple[str, str]] = set()
        version = self.draft().version  # of that one what it said before is to be undone, not chosen
        for number in sorted((int(item) for item in numbers if item.isdigit() and int(item) != version), reverse=True):
            try:
                earlier = snapshot(self.job, number)
            except NianbaoError:
                continue
            for _, held in earlier.report.paragraphs() if earlier is not None else ():
                if (held.id, held.text) not in met and held.text.strip():
                    met.add((held.id, held.text))
                    found.setdefault(held.id, []).append(Candidate(f"第 {number} 稿", held.sentences))
        return found

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The folder's own lock, as every other command takes it."""
        with self.job.locked():
            yield

    def put(self, decision: Decision) -> bool:
        """Put a decision into 草稿.json; one that is there already is."""
        draft = load(self.job)
        if draft is None:
            return False
        now = value_of(draft.report, decision.block)
        if now is None:
            return False
        if dumped(now) != decision.after:
            if dumped(now) != decision.before:
                return False
            made = decided(draft, decision.block, loaded(decision.before), loaded(decision.after))
            save(self.job, made)
            self._draft = self.stamp(), made
        record(self.job, "review", decision=decision.id, kind=decision.kind, block=decision.block)
        return True

    def previous(self) -> Path | None:
        """上年年报.* in the folder."""
        return _beside(self.folder)

    def base(self) -> bytes | None:
        """年报.docx, or what it would be."""
        path = self.job.docx_path
        return read_bytes(path) if path.is_file() else rendered(self.draft())


class FileSource:
    """A finished report in a file: the file stays as it is, decisions stand beside it and are laid over it."""

    origin: Origin = "past"
    drafted = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.folder = path.parent
        self.store = Store(path.with_name(f"{path.name}.{NAME}"))
        self.checked = _Checked(path)
        self._read: tuple[tuple[int, int], Report, list[str]] | None = None

    def stamp(self) -> tuple[int, int]:
        """Of the file."""
        return _stamp(self.path)

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
            now = value_of(report, block)
            if now is None or dumped(now) != before:
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
        """上年年报.* beside the file."""
        found = _beside(self.folder)
        return None if found == self.path else found

    def base(self) -> bytes | None:
        """The file, where it is a Word file."""
        return read_bytes(self.path) if self.path.suffix.lower() == ".docx" else None


def source_of(path: Path) -> JobSource | FileSource:
    """What a path means for a review; a file is not read yet.

    Raises:
        JobError: it is a job folder in which nothing was drafted.
    """
    from nianbao.jobs.folder import DRAFT

    if path.is_dir() or path.name == DRAFT:
        job = JobSource(Job(path if path.is_dir() else path.parent))
        if not job.job.draft_path.is_file():
            raise JobError(f"{job.folder}：还没有起草，请先运行 nianbao draft。")
        return job
    return FileSource(path)
