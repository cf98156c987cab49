"""A job folder as a case: the clerk's own figures and notes, and the text that people made of the draft."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from nianbao.errors import InputError
from nianbao.files import read_bytes
from nianbao.jobs.checkable import report_for_check
from nianbao.jobs.folder import Job, holds_job
from nianbao.jobs.previous import kept_in
from nianbao.jobs.readout import as_bytes
from nianbao.report import HUMAN
from nianbao.scoring.cases import CASE_FILE
from nianbao.writing.report_yaml import quoted

__all__ = ["CaseFiles", "job_case"]


class CaseFiles(NamedTuple):
    """A case to be written: what its folder is called, its files, and what a person has to look at."""

    name: str
    files: Mapping[str, bytes]
    messages: tuple[str, ...]


def job_case(folder: Path) -> CaseFiles | None:
    """The case of a job folder.

    Args:
        folder: of a job.

    Returns:
        None where nobody wrote a word of its text, or the clerk's input is not there: then its text is no more than a
        draft, and scoring drafts against it would say nothing.

    Raises:
        InputError, JobError: the draft cannot be read.
    """
    if not holds_job(folder):
        return None
    report, messages = report_for_check(folder)
    if not any(sentence.origin in HUMAN for sentence in report.sentences()):
        return None
    job = Job(folder)
    try:
        source = job.input()
    except InputError:
        return None
    if report.unit is None or report.year is None:
        return None
    final = report.model_copy(update={"notes": [], "problems": [], "stage": "past", "structured": False})
    files = {source.name: read_bytes(source), "final.yaml": as_bytes(final, "yaml")}
    lines = [
        "# 由一份做完的年报整理：素材是单位自己的，审定文本是人改过的稿子。",
        f"title: {quoted(f'{report.unit.name}{report.year}年')}",
        f"input: {quoted(source.name)}",
        "final: final.yaml",
    ]
    if (last := kept_in(folder)) is not None:
        files[last.name] = read_bytes(last)
        lines.append(f"last: {quoted(last.name)}")
    files[CASE_FILE] = ("\n".join(lines) + "\n").encode()
    return CaseFiles(f"{report.unit.name}-{report.year}", files, tuple(messages))
