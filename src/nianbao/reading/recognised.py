"""Refuses a file in which no section and no table of a report was recognised."""

from __future__ import annotations

from nianbao.errors import InputError
from nianbao.kinds import all_kinds, editions, latest
from nianbao.reading.identify_unit import titled
from nianbao.report import Remark, Report

__all__ = ["is_recognised", "recognised"]

_WHOLE = 3
"""From how many sections on the rules themselves say that the tables are missing."""
_WHAT = "没有认出年报的任何一个部分，也没有找到年报的表，不像一份{names}，没有检查"
_UNKNOWN = Remark(text="标题是这种报告，没有认出它的各个部分，按一般文字检查", kept=True)
_REMEDY = (
    "请确认给的是年报正文；网页请打开正文那一页再保存，图片、扫描件请用 Word 原稿；"
    "只查一段文字的，用 nianbao check --passage"
)


def _sections(report: Report) -> int:
    """How many sections of the form it has."""
    known = {section.id for form in editions(report.kind) for section in form.sections}
    return sum(section.id in known for section in report.sections)


def is_recognised(report: Report) -> bool:
    """Whether a section or a table of the form was found, or it is figures and notes."""
    if report.structured:
        return bool(report.unit or report.cells or report.notes or report.problems or report.sections)
    if report.cells or report.tables or _sections(report) > 0:
        return True
    return not latest(report.kind).fixed and titled(report.title) == report.kind and bool(report.sections)


def recognised(report: Report, where: str) -> Report:
    """A report as read from a file.

    Args:
        report: as read. where: how errors name the file.

    Returns:
        The report; with a remark where it has sections and no table and no rule says so.

    Raises:
        InputError: no section and no table of the form was found.
    """
    if not is_recognised(report):
        known = "；".join(str(remark) for remark in report.remarks[:2])
        what = _WHAT.replace("{names}", "或者".join(kind.name for kind in all_kinds()))
        raise InputError.one(where, f"{known}；{what}" if known else what, _REMEDY)
    form = latest(report.kind)
    if report.structured or report.cells or report.tables:
        return report
    if not any(table.printed for table in form.tables):
        return report if _sections(report) else report.model_copy(update={"remarks": [_UNKNOWN, *report.remarks]})
    if _sections(report) >= _WHOLE:
        return report
    remark = Remark(text=f"只认出 {_sections(report)} 个部分，没有找到年报的表（可能没有、是图片，或没有读出来）")
    return report.model_copy(update={"remarks": [remark, *report.remarks]})
