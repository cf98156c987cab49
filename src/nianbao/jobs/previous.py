"""Last year's report, in any format, as the figures this year's is held against."""

from __future__ import annotations

from pathlib import Path

from nianbao.errors import InputError, NianbaoError
from nianbao.facts import form_of
from nianbao.forms import Form, form_for
from nianbao.jobs.checkable import report_for_check
from nianbao.report import LastYear, Report, Unit

__all__ = ["last_year"]


def last_year(path: Path, unit: Unit | None, year: int | None) -> tuple[LastYear, list[str]]:
    """Last year's figures.

    Args:
        path: the report of the year before: a file of any format, or a job folder.
        unit, year: of this year's report; None where they are not known.

    Returns:
        The figures that mean the same this year, and what the clerk should know of them, in Chinese.

    Raises:
        InputError: the file cannot be read, holds no figures, or is another year's or another unit's report.
    """
    report, _ = report_for_check(path)
    if report.year is not None and year is not None and report.year != year - 1:
        what = f"是 {report.year} 年度的，上年应为 {year - 1} 年度"
        raise InputError.one(str(path), what, "请给出上年的报告，或检查 --year")
    if report.unit is not None and unit is not None and not _names(report.unit) & _names(unit):
        remedy = "请给出本单位上年的报告；本单位改过名的，不写 --previous，在“上年”各表中填写"
        raise InputError.one(str(path), f"是“{report.unit.name}”的报告，不是“{unit.name}”的", remedy)
    cells = {id: cell for id, cell in report.cells.items() if cell.value is not None}
    if not cells:
        raise InputError.one(str(path), "没有读到表格里的数字", "请换一种格式的上年报告，或在“上年”各表中填写")
    then = form_of(report)
    edition = report.edition or (then.edition if then is not None else "")
    return LastYear(
        year=report.year or (year - 1 if year is not None else None), edition=edition, cells=cells, source=path.name
    ), _lacking(report, then, year)


def _names(unit: Unit) -> set[str]:
    return {unit.place, unit.own}


def _lacking(report: Report, then: Form | None, year: int | None) -> list[str]:
    """What of last year's figures is missing or does not compare."""
    lines = [f"上年报告：{remark}" for table in report.tables for remark in table.remarks]
    now = _form(year)
    if then is None or now is None:
        return lines
    if then.edition != now.edition:
        same = set(now.before.blocks) if now.before is not None and now.before.edition == then.edition else set()
        names = [table.name for table in then.tables if table.printed and any(b.id in same for b in table.blocks)]
        kept = f"只有{'、'.join(f'“{name}”' for name in names)}可以对照" if names else "不能对照"
        lines.append(f"上年报告用的是{then.name}，今年是{now.name}：{kept}")
    return lines


def _form(year: int | None) -> Form | None:
    try:
        return form_for(year) if year is not None else None
    except NianbaoError:
        return None
