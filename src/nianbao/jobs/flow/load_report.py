"""Loads any file or job folder as a report to check, or as last year's figures."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from nianbao.files import opened_by
from nianbao.jobs.store.folder import DRAFT, Job, find
from nianbao.kinds import DEFAULT_KIND
from nianbao.reading import read
from nianbao.reading.blocks import Given
from nianbao.report import LastYear, Remark, Report, Unit


def report_for_check(path: Path, *, passage: bool = False, **given: Unpack[Given]) -> tuple[Report, list[str]]:
    """Load anything ``nianbao check`` is given.

    Args:
        path: a job folder, an input, a Word, HTML, Markdown or text file.
        passage: whether a passage of a report is meant. given: what the file may not say.

    Returns:
        The report, and what the clerk should know (what could not be assessed and why).

    Raises:
        InputError: it cannot be read, or is no report.
    """
    if path.is_dir() or path.name == DRAFT or path.suffix.lower() == ".docx":
        # what drafts and Word files need is loaded only for them: a check of a text begins twice as fast
        from nianbao.jobs.flow.job_report import report_of_docx, report_of_job

        if path.is_dir():
            return report_of_job(find(path))
        if path.name == DRAFT:
            return report_of_job(Job(path.parent))
        report, messages = report_of_docx(path, passage=passage, **given)
        return _unsaved(report, path), messages
    return _unsaved(read(path, passage=passage, **given), path), []


def last_year(
    path: Path, unit: Unit | None, year: int | None, *, report_kind: str = DEFAULT_KIND
) -> tuple[LastYear, list[str]]:
    """Last year's figures, from any file.

    Args:
        path: the report of the year before: a file of any format, or a job folder.
        unit, year: of this year's report; None where they are not known. report_kind: of it.

    Returns:
        The figures that mean the same this year, and what the clerk should know of them, in Chinese.

    Raises:
        InputError: the file cannot be read, holds no figures, or is another year's or another unit's report.
    """
    from nianbao.jobs.flow.previous_report import figures_of

    report, _ = report_for_check(path)
    return figures_of(report, path, unit, year, report_kind=report_kind)


def _unsaved(report: Report, path: Path) -> Report:
    """A report read from a file that is open elsewhere, which says that what is not saved was not read."""
    if opened_by(path) is None:
        return report
    said = f"{path.name} 正在 Word、WPS 或 Excel 中打开：没有保存的内容没有读到"
    return report.model_copy(update={"remarks": [Remark(text=said), *report.remarks]})
