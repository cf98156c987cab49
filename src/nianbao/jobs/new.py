"""A new job folder with a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from nianbao.errors import FileBusy, InputError, InputProblem
from nianbao.files import make_folder, write_atomic
from nianbao.forms import FIRST_YEAR, form_for
from nianbao.jobs.folder import Job
from nianbao.jobs.previous import keep_previous, last_year
from nianbao.report import Unit, kinds
from nianbao.writing.workbook import workbook

__all__ = ["new", "unit_of"]


def unit_of(name: str, within: tuple[str, ...], kind: str | None) -> Unit:
    """A unit as the user names it.

    Raises:
        InputError: its kind is unknown.
    """
    try:
        return Unit.parse(name, within=within, kind=kind)
    except KeyError as error:
        known = "、".join(item.label for item in kinds().values())
        raise InputError.one("--kind", f"没有“{kind}”这一类机关", f"可写：{known}") from error


def new(
    name: str,
    *,
    year: int,
    within: tuple[str, ...] = (),
    kind: str | None = None,
    folder: Path | None = None,
    previous: Path | None = None,
    told: list[str] | None = None,
) -> Job:
    """Make a job folder with 素材.xlsx.

    Args:
        name: of the unit. year: of the report. within: places it lies in, nearest first.
        folder: where to make it; ``<unit>-<year>`` here by default.
        previous: last year's report, whose figures are filled in: those of last year, and what is this year by
            definition what it was then. A copy stays in the folder, and its text is compared when drafting.
        told: takes what the clerk should know of last year's report.

    Raises:
        InputError: a year without a form, an unknown kind, a name that is none, or a report that is not last year's.
        FileBusy: the folder is already in use or cannot be made.
    """
    problems = []
    if not name.strip():
        problems.append(InputProblem(where="单位名称", what="没有写", remedy="请写全称，如“白沙镇人民政府”"))
    if not FIRST_YEAR <= year <= 2100:
        problems.append(
            InputProblem(
                where="--year",
                what=f"{year} 不是能起草的年度",
                remedy=f"统一格式自 {FIRST_YEAR} 年度起施行，请检查年份",
            )
        )
    if problems:
        raise InputError(problems)
    unit = unit_of(name, within, kind)
    last, lines = last_year(previous, unit, year) if previous else (None, [])
    if told is not None:
        told += lines
    data = workbook(form_for(year), unit, year, last=last)
    safe = "".join(char for char in f"{unit.name}-{year}" if char not in '\\/:*?"<>|')
    job = Job(folder or Path(safe))
    target = job.folder / "素材.xlsx"
    if target.exists() or job.draft_path.exists():
        raise FileBusy(f"{job.folder}：已经有一份报告，没有改动。请换一个文件夹（--folder），或直接填写其中的素材。")
    make_folder(job.folder, parents=True)
    if previous is not None:
        keep_previous(job, previous)
    write_atomic(target, data)
    return job
