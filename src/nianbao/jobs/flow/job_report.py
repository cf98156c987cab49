"""A job's draft, or a Word file of it, as a report to check."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from nianbao.align.docx_blocks import WordBlocks
from nianbao.command_line import command
from nianbao.errors import InputError, JobError, NianbaoError
from nianbao.files import digest, opened_by, read_bytes
from nianbao.jobs.flow.answers_over import answered
from nianbao.jobs.flow.input_changes import input_changes, said_of_input
from nianbao.jobs.flow.previous_report import with_previous
from nianbao.jobs.flow.word_edits import base_of, returned
from nianbao.jobs.store.draft_file import behind, load, said_of_hand_edit
from nianbao.jobs.store.draft_values import DraftFile
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.job_of_file import job_of
from nianbao.jobs.store.kept_marks import kept_marks, marks_in, open_in, said_of
from nianbao.jobs.store.word_file import current, untaken
from nianbao.reading import read
from nianbao.reading.blocks import Given
from nianbao.reading.docx import parse_docx
from nianbao.reading.file_content import kind_of
from nianbao.reading.identify_unit import recognised
from nianbao.report import Remark, Report

_ALONE = "没有找到它的草稿，句子的依据和数字来源不能判断；其余照常检查。"


def report_of_docx(path: Path, *, passage: bool = False, **given: Unpack[Given]) -> tuple[Report, list[str]]:
    """A Word file, with its draft's sentences where it is one of ours; and what the clerk should know.

    Raises:
        InputError: it cannot be read, or is no report.
    """
    data = read_bytes(path)
    kind = kind_of(data)
    if kind is not None and ".docx" not in kind.suffixes:
        return read(path, passage=passage, **given), []
    parsed = parse_docx(data, str(path), **given)

    def known(report: Report) -> Report:
        return report if passage else recognised(report, str(path))

    job = job_of(path, parsed)
    if job is None:
        told = said_of(parsed.report, marks_in(parsed))
        remarks = [*parsed.report.remarks, *(Remark(text=line) for line in told)]
        alone = parsed.report.model_copy(update={"remarks": remarks})
        return known(alone), [_ALONE] if parsed.draft_id else []
    try:
        draft = load(job)
    except JobError as error:
        return known(parsed.report), [str(error), _ALONE]
    if draft is None:
        return known(parsed.report), [_ALONE]
    base, messages = base_of(job, draft, parsed, path, digest(data))
    messages += behind(job, draft)
    if path.resolve().parent == job.folder.resolve():
        messages += _since(job, draft)
    came = returned(draft, base, parsed)
    if came.changes:
        messages.append(
            f"文件中有 {len(came.changes)} 处修改还没有取回（{command('take', path)}），已按修改后的内容检查。"
        )
    comments = WordBlocks(parsed.report, came.draft.report, parsed.bookmarks).comments(parsed.report.comments)
    report = came.draft.report.model_copy(update={"comments": comments, "beside": parsed.report.beside})
    marked = said_of(report, kept_marks(report, marks_in(parsed, job, draft), base, draft))
    remarks = [*parsed.report.remarks, *(Remark(text=line) for line in marked)]
    return report.model_copy(update={"remarks": remarks}), messages + came.conflicts


def report_of_job(job: Job) -> tuple[Report, list[str]]:
    """A job's draft, with edits made in Word since; its input where nothing was drafted yet.

    Raises:
        InputError: nothing was drafted, and the input cannot be read. JobError: the draft is damaged.
    """
    draft = load(job)
    if draft is None:
        source = job.input()
        report, lines = with_previous(read(source), source)
        found = answered(report, source, job.folder)
        return found.report, ["还没有起草，只检查素材中的数字。", *job.told_of(source), *lines, *found.told]
    messages = _since(job, draft)
    newest = current(job, draft)
    if opened_by(newest) is not None:
        messages.append(f"{newest.name} 正在 Word 或 WPS 中打开：没有保存的内容没有读到。")
    changed = [path for path in untaken(job, draft) if path in (newest, job.docx_path) and path.name in draft.files]
    if newest != job.docx_path:
        messages.append(f"最新一稿在 {newest.name}；{job.docx_path.name} 是以前的。")
    if changed:
        report, said = report_of_docx(newest if newest in changed else changed[0])
        return report, list(dict.fromkeys(messages + said))
    messages += behind(job, draft)
    marked = [Remark(text=line) for line in open_in(draft)]
    return draft.report.model_copy(update={"remarks": [*draft.report.remarks, *marked]}), messages


def _since(job: Job, draft: DraftFile) -> list[str]:
    """What to tell of a draft file, or an input, that was changed since the draft was written."""
    again = command("draft", job.folder)
    said = said_of_hand_edit(draft)
    if said:
        said.append(f"定稿以前请重新起草：{again}")
    try:
        job.input(draft.input, ask=False)
    except InputError:
        return [*said, "素材不在这个文件夹里，没有核对它在起草以后是不是改过。"]
    try:
        changes = input_changes(job, draft)
    except NianbaoError as error:
        changes = str(error).splitlines()
    if not changes:
        return said
    head = "素材在起草之后改过，下面检查的还没有这些改动："
    return [*said, head, *said_of_input(changes), f"请重新运行：{again}"]
