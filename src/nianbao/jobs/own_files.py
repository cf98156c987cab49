"""A job's files as reports to check: the draft knows what its sentences rest on, a Word file of ours gets them back."""

from __future__ import annotations

from pathlib import Path

from nianbao.errors import InputError, JobError
from nianbao.files import digest, read_bytes
from nianbao.jobs.draftfile import load
from nianbao.jobs.folder import Job
from nianbao.jobs.places import Places
from nianbao.jobs.previous import with_previous
from nianbao.jobs.take import base_of, file_name, job_of, returned
from nianbao.reading import read
from nianbao.reading.content import kind_of
from nianbao.reading.docx import parse_docx
from nianbao.reading.recognised import recognised
from nianbao.report import Report, Unit

__all__ = ["report_of_docx", "report_of_job"]

_ALONE = "没有找到它的草稿，句子的依据和数字来源不能判断；其余照常检查。"


def report_of_docx(
    path: Path,
    unit: Unit | None = None,
    year: int | None = None,
    within: tuple[str, ...] = (),
    *,
    passage: bool = False,
) -> tuple[Report, list[str]]:
    """A Word file, with its draft's sentences where it is one of ours; and what the clerk should know.

    Raises:
        InputError: it cannot be read, or is no report.
    """
    data = read_bytes(path)
    kind = kind_of(data)
    if kind is not None and ".docx" not in kind.suffixes:
        return read(path, unit=unit, year=year, within=within, passage=passage), []
    parsed = parse_docx(data, str(path), unit=unit, year=year, within=within)
    job = job_of(path, parsed)
    draft = load(job) if job is not None else None
    if job is None or draft is None:
        report = parsed.report if passage else recognised(parsed.report, str(path))
        return report, [_ALONE] if parsed.draft_id or job is not None else []
    base, messages = base_of(job, draft, parsed, file_name(job, path))
    came = returned(draft, base, parsed)
    if came.changes:
        messages.append(
            f"文件中有 {len(came.changes)} 处修改还没有取回（nianbao take {path.name}），已按修改后的内容检查。"
        )
    comments = Places(parsed).comments(came.draft.report, parsed.report.comments)
    found = {"comments": comments, "remarks": parsed.report.remarks}
    return came.draft.report.model_copy(update=found), messages + came.conflicts


def report_of_job(job: Job) -> tuple[Report, list[str]]:
    """A job's draft, with edits made in Word since; its input where nothing was drafted yet.

    Raises:
        InputError: nothing was drafted, and the input cannot be read. JobError: the draft is damaged.
    """
    draft = load(job)
    if draft is None:
        source = job.input()
        report, lines = with_previous(read(source), source)
        return report, ["还没有起草，只检查素材中的数字。", *lines]
    messages = []
    try:
        source = job.input(draft.input)
        if digest(read_bytes(source)) != draft.input_sha256:
            messages.append("素材在起草之后改过，下面检查的是上次的草稿；请重新运行 nianbao draft。")
    except InputError:
        messages.append("素材不在这个文件夹里，下面检查的是草稿。")
    except JobError as error:
        messages.append(str(error))
    state = draft.files.get(job.docx_path.name)
    if (
        job.docx_path.exists()
        and state is not None
        and digest(read_bytes(job.docx_path)) not in (state.sha256, *state.earlier)
    ):
        return report_of_docx(job.docx_path)
    return draft.report, messages
