"""nianbao: drafts, checks and compares 政府信息公开工作年度报告.

The public API, nothing else::

    from nianbao import load, check, draft, write

    report = load("examples/baisha-2024/report.yaml")
    result = draft(report)
    write(result.report, "年报.docx")
    for finding in check(result.report):
        print(finding.code, finding.message)
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.package_data import VERSION

if TYPE_CHECKING:
    from nianbao.checking import Finding
    from nianbao.drafting import Draft
    from nianbao.drafting.engines import Engine
    from nianbao.report import Report
    from nianbao.reviewing.compare.comparison import Comparison

__all__ = ["__version__", "check", "check_text", "compare", "draft", "load", "write"]

__version__ = VERSION


def load(path: str | PathLike[str], *, passage: bool = False) -> Report:
    """Read a report: figures and notes (yaml, xlsx), or a finished one (docx, html, md, txt).

    Args:
        path: the file, or a job folder (its draft, with edits made in Word since).
        passage: whether it holds a passage of a report; else what is no report is refused.

    Returns:
        The report, right or wrong.

    Raises:
        InputError: it cannot be read; says every place, in Chinese.
    """
    from nianbao.jobs.flow.load_report import report_for_check

    return report_for_check(Path(path), passage=passage)[0]


def check(report: Report) -> list[Finding]:
    """Everything an office or a reviewer would object to.

    Args:
        report: from ``load``, ``draft`` or made by hand.

    Returns:
        Findings in the report's order. Never raises on what a report contains.
    """
    from nianbao.checking import check as run

    return run(report)


def check_text(
    text: str, *, unit: str = "", year: int | None = None, within: tuple[str, ...] = (), passage: bool = False
) -> list[Finding]:
    """Check plain text.

    Args:
        text: a whole report pasted from Word; with ``passage``, any paragraphs.
        unit: full name of the organ whose text it is; empty to take it from the title.
        year: of the report, where the text does not say.
        within: the places the unit lies in, nearest first.
        passage: whether it is a passage of a report, which has no sections or tables of its own.

    Returns:
        Findings whose ``start`` and ``end`` are code points of ``text``.

    Raises:
        InputError: no section and no table of a report was found, and no passage is meant.
    """
    from nianbao.checking import check as run
    from nianbao.reading import read_text
    from nianbao.reading.identify_unit import recognised
    from nianbao.report import Unit
    from nianbao.text.allowed_characters import typed

    within = tuple(typed(place, "within") for place in within)
    known = Unit.parse(typed(unit, "unit"), within=within) if unit else None
    report = read_text(text, unit=known, year=year, within=within)
    return run(report if passage else recognised(report, "给出的文字"))


def draft(report: Report, engine: str | Engine = "offline") -> Draft:
    """Draft a report from figures and notes.

    Args:
        report: as ``load`` reads it from figures and notes.
        engine: the name of an engine; ``offline`` needs no model and no network.

    Returns:
        The draft: ``report``, ``findings``, ``unused`` notes, ``usage``.

    Raises:
        InputError: no unit, no year, or a year for which there is no form.
    """
    from nianbao.drafting import draft as run

    return run(report, engine)


def write(report: Report, path: str | PathLike[str]) -> None:
    """Write a report as ``.docx``, ``.html`` or ``.md``, by the path's ending.

    Raises:
        NianbaoError: another ending, or the file cannot be written now.
    """
    from nianbao.writing import write as run

    run(report, Path(path))


def compare(old: Report, new: Report, *, old_name: str = "", new_name: str = "", findings: bool = True) -> Comparison:
    """Compare two reports: words, figures, tables, and how much of the text is carried over.

    Args:
        old, new: any two reports.
        old_name, new_name: how the reader calls them; the titles where empty.
        findings: whether both are checked too.

    Returns:
        The comparison: ``sections`` with their paragraphs, ``cells``, findings of each side, ``carried``.
    """
    from nianbao.reviewing.compare.compare_reports import compare as run

    return run(old, new, old_name=old_name, new_name=new_name, findings=findings)
