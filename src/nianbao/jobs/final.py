"""The finished file: refused while something still waits for a person."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nianbao.checking import Finding
from nianbao.command_line import command
from nianbao.errors import JobError
from nianbao.files import digest
from nianbao.jobs import wordfile
from nianbao.jobs.dismissing import heard
from nianbao.jobs.draftfile import FileState, load, save
from nianbao.jobs.folder import Job
from nianbao.jobs.record import record
from nianbao.writing import render

__all__ = ["Finalised", "finalise"]


@dataclass(frozen=True)
class Finalised:
    """What finishing did: files written, or the findings for which it was refused."""

    written: list[Path] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


def finalise(job: Job, *, output: Path | None = None) -> Finalised:
    """Write the finished Word file: no comment, revision, bookmark, draft id, author or template text.

    Args:
        output: where to write it; ``年报（定稿）.docx`` in the job folder by default.

    Returns:
        The file, or the findings in the way (blanks, 待核实, anything at error level): then nothing is
        written.

    Raises:
        JobError: there is no draft, its Word file has edits not taken back, or a file cannot be written.
    """
    if not job.draft_path.exists():
        raise JobError(f"{job.folder}：没有草稿，请先运行 nianbao draft。")
    with job.locked():
        draft = load(job)
        if draft is None:
            raise JobError(f"{job.folder}：没有草稿，请先运行 nianbao draft。")
        wordfile.recover(job, draft)
        if wordfile.is_edited(job.docx_path, draft.files.get(job.docx_path.name)):
            raise JobError(
                f"{job.docx_path.name} 有还没有取回的修改。"
                f"请先运行：{command('take', job.docx_path)} ；再定稿。没有写入任何文件。"
            )
        report = draft.report.model_copy(update={"stage": "final"})
        refused = [item for item in heard(report, draft.dismissed) if item.severity == "error" and item.counts]
        if refused:
            return Finalised(
                refused=refused, messages=["还不能定稿：请先处理下列各项，再运行 nianbao draft 和 nianbao final。"]
            )
        plain = render(report, ".docx")
        data = wordfile.framed(job, draft, plain)
        wanted = output or job.final_path
        name = wanted.name if output is None else str(wanted.resolve())
        path, messages = wordfile.put_copy(wanted, data, draft.files.get(name))
        draft.files[path.name if output is None else str(path.resolve())] = FileState(sha256=digest(data))
        save(job, draft)
        record(job, "final", version=draft.version, file=digest(data))
        return Finalised(written=[path], messages=[*messages, *wordfile.homeless(job, draft, plain)])
