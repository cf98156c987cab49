"""A job folder under review: its draft takes the decisions in, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.files import read_bytes
from nianbao.jobs.behind import behind
from nianbao.jobs.candidates import wordings
from nianbao.jobs.draftfile import DraftFile, load, save
from nianbao.jobs.folder import Job
from nianbao.jobs.previous import kept_in
from nianbao.jobs.record import record
from nianbao.jobs.wordfile import current, rendered, untaken
from nianbao.report import Origin, Report
from nianbao.reviewing.session.block_values import decided, value_of
from nianbao.reviewing.session.decision_log import Decision, loaded, stands
from nianbao.reviewing.session.decision_store import NAME, Store
from nianbao.reviewing.session.review_items import Candidate
from nianbao.reviewing.session.review_source import Checking, Held, stamp_of

__all__ = ["JobSource"]


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
        return Held(draft.report, tuple(draft.advice), tuple(messages), tuple(draft.comments))

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
