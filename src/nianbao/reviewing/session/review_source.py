"""What is under review, as a port: a job folder, whose draft takes the decisions, or a file that stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from nianbao.checking import Finding
from nianbao.command_line import command
from nianbao.drafting import Advice
from nianbao.drafting.to_verify import ToVerify, to_verify
from nianbao.errors import FileBusy, JobError, NianbaoError
from nianbao.files import read_bytes
from nianbao.jobs.check.check_file import Checked, CheckOptions, check_file, recheck
from nianbao.jobs.flow.previous_report import kept_in
from nianbao.jobs.store.draft_file import behind, load, save, snapshot
from nianbao.jobs.store.draft_values import DraftFile, KeptComment
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.run_record import First, first_answers, record
from nianbao.jobs.store.word_file import current, rendered, untaken
from nianbao.report import Origin, Paragraph, Report, Sentence
from nianbao.reviewing.session.block_values import decided, value_of, with_value
from nianbao.reviewing.session.decision_store import NAME, Decision, Store, loaded, stands
from nianbao.reviewing.session.review_items import Candidate

if TYPE_CHECKING:
    from nianbao.drafting.brief import Brief


class Held(NamedTuple):
    """A report as it stands: with what the draft left over, and what a reviewer should know of how it was read."""

    report: Report
    advice: tuple[Advice, ...] = ()
    messages: tuple[str, ...] = ()
    comments: tuple[KeptComment, ...] = ()
    verify: tuple[ToVerify, ...] = ()


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


def stamp_of(path: Path) -> tuple[int, int]:
    """What changes when a file does; zeros where there is none."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


class Checking:
    """How a path is checked: read once for its settings, then again for each version."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: Checked | None = None

    def __call__(self, report: Report) -> list[Finding]:
        if self._first is None:
            self._first = check_file(str(self._path), CheckOptions())
        return recheck(self._first, report)


Wording = tuple[str, list[Sentence]]
"""Where it is from, in Chinese, and the sentences of a paragraph."""


def wordings(job: Job, draft: DraftFile) -> dict[str, list[Wording]]:
    """What else was written for each paragraph of a draft, each wording once.

    Args:
        draft: the job's. What its own version said when it was written is not among them, nor a wording with a
            sentence that stands in another paragraph now: it would stand twice.

    Returns:
        By id of the paragraph: first what the model answered, then earlier drafts, the later ones first.
    """
    found: dict[str, list[Wording]] = {}
    met: set[tuple[str, str]] = set()
    home = {sentence.id: held.id for _, held in draft.report.paragraphs() for sentence in held.sentences}
    for name, paragraph in [*_answered(job, draft), *_earlier(job, draft)]:
        key = paragraph.id, paragraph.text
        elsewhere = any(home.get(item.id, paragraph.id) != paragraph.id for item in paragraph.sentences)
        if paragraph.text.strip() and key not in met and not elsewhere:
            met.add(key)
            found.setdefault(paragraph.id, []).append((name, list(paragraph.sentences)))
    return found


def _earlier(job: Job, draft: DraftFile) -> Iterator[tuple[str, Paragraph]]:
    numbers = [path.stem.removeprefix("草稿-") for path in job.history.glob("草稿-*.json")]
    versions = sorted((int(item) for item in numbers if item.isdigit()), reverse=True)
    for number in versions:
        if number == draft.version:
            continue
        try:
            held = snapshot(job, number)
        except NianbaoError:
            continue
        for _, paragraph in held.report.paragraphs() if held is not None else ():
            yield f"第 {number} 稿", paragraph


def _made(answer: First, brief: Brief, base: Report) -> list[Paragraph]:
    """The paragraphs that an answer gives."""
    from nianbao.drafting.answers import BadAnswer, parse
    from nianbao.drafting.aspect_layout import laid_out
    from nianbao.drafting.drafted_part import placed
    from nianbao.drafting.engines.model_engine import SHAPES, lock_answer
    from nianbao.drafting.part_judgement import judged_by_rules, settled
    from nianbao.facts import form_of

    try:
        part = lock_answer(parse(answer.text, SHAPES[brief.task]), brief)
    except (BadAnswer, KeyError):
        return []
    if not part.sentences:
        return []
    part = settled(part, judged_by_rules(part, base))
    form = form_of(base)
    sections = laid_out(form, placed(base.sections, part)) if part.sentences and form is not None else []
    held = [held for item in sections for held in item.paragraphs if held.role != "heading"]
    return [item for item in held if item.id == brief.key or item.id.removeprefix(f"{brief.key}.").isdigit()]


def _answered(job: Job, draft: DraftFile) -> Iterator[tuple[str, Paragraph]]:
    """The answers of the record, locked and judged again as they were when it was drafted."""
    answers = [item for item in first_answers(job) if item.part.partition(".")[2]]
    if len({item.candidate for item in answers}) < 2:
        return
    from nianbao.drafting.brief import briefs
    from nianbao.drafting.engines.offline import Offline
    from nianbao.facts import FactBook

    book = FactBook(draft.report)
    try:
        base = draft.report.model_copy(update={"sections": Offline().compose(book).sections})
        known = {item.key: item for item in briefs(book)}
    except NianbaoError:
        return
    for answer in answers:
        for made in _made(answer, known[answer.part], base) if answer.part in known else ():
            yield f"模型的候选 {answer.candidate + 1}", made


class JobSource:
    """A job folder: 草稿.json holds the text, and every decision goes into it at once."""

    origin: Origin = "reviewer"
    drafted = True

    def __init__(self, job: Job) -> None:
        self.job = job
        self.name = job.folder.resolve().name
        self.folder = job.folder
        self.store = Store(job.folder / NAME)
        self.checked = Checking(job.folder)
        self._draft: tuple[tuple[int, int], DraftFile] | None = None
        self._earlier: tuple[int, dict[str, list[Candidate]]] | None = None

    def stamp(self) -> tuple[int, int]:
        """Of 草稿.json."""
        return stamp_of(self.job.draft_path)

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
        messages = behind(self.job, draft)
        changed = [path for path in untaken(self.job, draft) if path.name in draft.files]
        messages += [
            f"{path.name} 里有还没有取回的修改，下面看不到；请先运行 {command('take', path)}，再审核。"
            for path in changed
        ]
        if lost := self.store.lost():
            messages.append(f"有 {lost} 条处理在程序中断时没有写进草稿，草稿后来又改过；请看审核记录，再定一次。")
        sorts = tuple(to_verify(draft.as_draft(), marked=False))
        return Held(draft.report, tuple(draft.advice), tuple(messages), tuple(draft.comments), sorts)

    def candidates(self, report: Report) -> Mapping[str, Sequence[Candidate]]:
        """What earlier drafts say otherwise, and what a model answered besides."""
        draft = self.draft()
        if self._earlier is None or self._earlier[0] != draft.version:
            self._earlier = (
                draft.version,
                {
                    id: [Candidate(name, value) for name, value in found]
                    for id, found in wordings(self.job, draft).items()
                },
            )
        now = {held.id: held.text for _, held in report.paragraphs()}
        return {
            id: [item for item in found if "".join(held.text for held in item.value) != now.get(id)]
            for id, found in self._earlier[1].items()
            if id in now
        }

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
        if not stands(now, decision.after):
            if not stands(now, decision.before):
                return False
            made = decided(draft, decision.block, loaded(decision.before), loaded(decision.after))
            save(self.job, made)
            self._draft = self.stamp(), made
        record(self.job, "review", decision=decision.id, kind=decision.kind, block=decision.block)
        return True

    def previous(self) -> Path | None:
        """上年报告.* in the folder."""
        return kept_in(self.folder)

    def base(self) -> bytes | None:
        """年报.docx, or what it would be."""
        path = current(self.job, self.draft())
        return read_bytes(path) if path.is_file() else rendered(self.job, self.draft())


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
