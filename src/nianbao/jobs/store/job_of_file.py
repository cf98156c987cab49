"""Finds the job that a Word file belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.jobs.store.draft_file import begun, load, peek_id
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import KEPT, Job, inputs
from nianbao.reading.docx import DocxParsed

_NOTHING = "没有改动"
_GIVE = "请给出 年报.docx 或改过的那一份。"


def job_of(path: Path, parsed: DocxParsed) -> Job | None:
    """The job a Word file came from: by its draft id, else the folder it lies in; None for another report's file.

    For reading only: the folder may be one that nobody named. See ``home_of``.
    """
    if path.stem == KEPT:
        return None
    id = _id(parsed)
    if id and (found := with_draft_id(path, id, parsed)):
        return found[0]
    job = Job(path.resolve().parent)
    return job if job.draft_path.is_file() and not id and not _of_another(_draft(job), parsed) else None


def home_of(path: Path, parsed: DocxParsed, folder: Path | None = None) -> Job:
    """The job that a Word file may be taken back into: the one the user named, or in whose folder the file lies.

    Args:
        path: the Word file; one of a draft that is nowhere here may be taken into one of the same unit and year.
        folder: named by the user; else the folder of the file, the one above it, or the current
            folder where its draft is this file's.

    Raises:
        JobError: it is another report's file, or its draft lies in a folder that nobody named.
    """
    if path.stem == KEPT:
        raise JobError(f"{path}：这是上年的报告，不是要取回的稿子；{_NOTHING}。{_GIVE}")
    id = _id(parsed)
    job = _named(path, folder, id)
    if job is None:
        others = with_draft_id(path, id, parsed) if id else []
        if len(others) == 1:
            run = command("take", path, "--folder", others[0].folder)
            where = others[0].folder
            raise JobError(f"{path}：它的草稿在另一个文件夹（{where}）；{_NOTHING}。要取回到那里，请运行：{run}")
        if others:
            raise JobError(f"{path}：{_one_of(path, others)}")
        beside = Job(path.parent)
        alone = (
            f"；只有它和素材的，先在这里起草（{command('draft', path.parent)}），再取回"
            if inputs(beside.folder)
            else ""
        )
        raise JobError(
            f"{path}：没有找到它的草稿（草稿.json）。请把它放回起草时的文件夹，"
            f"或写明文件夹：{command('take', path, '--folder', '起草时的文件夹')}{alone}"
        )
    draft = _draft(job)
    if id and id != draft.id and not (_same_report(draft, parsed) and not with_draft_id(path, id, parsed)):
        raise JobError(
            f"{path}：这不是“{_name(job)}”里这份草稿的稿子，是另一份报告的；{_NOTHING}。{_elsewhere(path, id, parsed)}"
        )
    if not id and (why := _of_another(draft, parsed)):
        raise JobError(f"{path}：{why}；{_NOTHING}。{_GIVE}")
    return job


def as_of(draft: DraftFile, parsed: DocxParsed) -> DocxParsed:
    """A Word file as one of a draft: without the id and number of a draft that was made elsewhere."""
    return parsed if _id(parsed) == draft.id else replace(parsed, draft_id="", export="")


def _same_report(draft: DraftFile, parsed: DocxParsed) -> bool:
    """Whether a file is of a draft's kind, unit and year, all of which it must say."""
    ours, theirs = draft.report, parsed.report
    said = theirs.unit is not None and theirs.year is not None and theirs.kind == ours.kind
    return said and not _of_another(draft, parsed)


def _id(parsed: DocxParsed) -> str:
    return parsed.draft_id.rpartition("-")[0]


def _name(job: Job) -> str:
    return job.folder.resolve().name


def _draft(job: Job) -> DraftFile:
    draft = load(job)
    if draft is None:
        raise JobError(f"{job.folder}：没有草稿。请先运行：{command('draft', job.folder)}")
    return draft


def _named(path: Path, folder: Path | None, id: str) -> Job | None:
    """The job that the user meant, whether or not the file is of it; None where no folder was named."""
    if folder is not None:
        return Job(folder)
    beside = Job(path.parent)
    if begun(beside):
        return beside
    above, here = Job(path.resolve().parent.parent), Job(Path())
    for job in (above, here):
        if id and begun(job) and _draft(job).id == id:
            return job
    return None


def _one_of(path: Path, jobs: list[Job]) -> str:
    """Several folders hold a file's draft, such as one and its backup: the user alone knows which is in use."""
    lines = [f"  {job.folder}（草稿最近写于 {_written(job)}）" for job in jobs]
    run = command("take", path, "--folder", "文件夹")
    head = f"有它的草稿的文件夹有 {len(jobs)} 个，其中可能有备份，不知道正在用的是哪一个；{_NOTHING}："
    return "\n".join([head, *lines, f"请写明正在用的那一个：{run}"])


def _written(job: Job) -> str:
    try:
        return datetime.fromtimestamp(job.draft_path.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
    except OSError:
        return "（不详）"


def _elsewhere(path: Path, id: str, parsed: DocxParsed) -> str:
    others = with_draft_id(path, id, parsed)
    if not others:
        return "请把它放回起草时的文件夹再取回。"
    if len(others) > 1:
        return _one_of(path, others)
    other = others[0]
    return f"它的草稿在 {other.folder}；要取回到那里，请运行：{command('take', path, '--folder', other.folder)}"


def _of_another(draft: DraftFile, parsed: DocxParsed) -> str:
    """Why a file without a draft id is no copy of a draft; empty where nothing speaks against it."""
    years = draft.report.year, parsed.report.year
    if None not in years and years[0] != years[1]:
        return f"这是 {years[1]} 年度的报告，旁边的草稿是另一年度的（{years[0]}）"
    ours, theirs = draft.report.unit, parsed.report.unit
    if (
        ours is not None
        and theirs is not None
        and not (ours.full.endswith(theirs.name) or theirs.full.endswith(ours.name))
    ):
        return f"这是“{theirs.full}”的报告，旁边的草稿是“{ours.full}”的"
    return ""


def with_draft_id(path: Path, job_id: str, parsed: DocxParsed) -> list[Job]:
    """The jobs a Word file may have come from, looked for beside it, above it, and where we are.

    Args:
        path: the Word file. parsed: what it says; a folder whose draft is of another unit or year is a copy that was
            begun for another report.
        job_id: the job's part of its draft id.

    Returns:
        The one whose folder the file lies in, else all that have this id, the one written last first; where none has
        it, the one whose draft beside the file cannot be read: loading it says so.
    """
    parent = path.resolve().parent
    bases = [parent, parent.parent, Path.cwd()]
    seen: set[Path] = set()
    found: list[Job] = []
    damaged: Job | None = None
    for base in bases:
        try:
            folders = [base, *(child.resolve() for child in base.iterdir() if child.is_dir())]
        except OSError:
            continue
        for folder in folders:
            if folder not in seen and begun(Job(folder)):
                known = peek_id(Job(folder))
                own = folder in (parent, parent.parent)
                if known == job_id and own:
                    return [Job(folder)]
                if known == job_id and _of_this(Job(folder), parsed):
                    found.append(Job(folder))
                elif known is None and own:
                    damaged = damaged or Job(folder)
            seen.add(folder)
    found.sort(key=_written, reverse=True)
    return found or ([damaged] if damaged is not None else [])


def _of_this(job: Job, parsed: DocxParsed) -> bool:
    """Whether a job is of a file's unit and year; one whose draft cannot be read may be: loading it says so."""
    try:
        draft = load(job)
    except JobError:
        return True
    return draft is None or not _of_another(draft, parsed)
