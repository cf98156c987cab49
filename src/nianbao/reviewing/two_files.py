"""Two files, or job folders, compared: read and checked as ``nianbao check`` does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nianbao.errors import InputError
from nianbao.jobs.checked import Checked, CheckOptions, check_file
from nianbao.jobs.folder import holds_job
from nianbao.report import Report
from nianbao.reviewing.compare.compare_reports import compare
from nianbao.reviewing.compare.comparison import Comparison

__all__ = ["compare_files"]


def compare_files(old: str, new: str) -> tuple[Comparison, list[str]]:
    """Compare two files.

    Args:
        old, new: anything ``nianbao check`` takes, but standard input.

    Returns:
        The comparison, findings with the silences that hold for each file; and what the user should know.

    Raises:
        InputError: one cannot be read, is no report, or both are the same file.
    """
    for name in (old, new):
        _usable(name)
    if Path(old).resolve() == Path(new).resolve():
        raise InputError.one(new, "A 和 B 是同一个文件", "请给出两份不同的报告")
    options = CheckOptions(keep=True)
    sides = [check_file(name, options) for name in (old, new)]
    before, after = (_report(side) for side in sides)
    names = _names(old, new)
    compared = compare(before, after, old_name=names[0], new_name=names[1], findings=False)
    found = replace(compared, old_findings=tuple(sides[0].findings), new_findings=tuple(sides[1].findings))
    messages = [f"{side}：{line}" for side, item in zip("AB", sides, strict=True) for line in item.messages]
    return found, messages


def _usable(name: str) -> None:
    path = Path(name)
    if name == "-":
        raise InputError.one(name, "不能从标准输入读要对照的报告", "请存成文件再对照")
    if path.is_dir() and not holds_job(path):
        raise InputError.one(
            name,
            "这个文件夹里没有草稿，也没有素材，不是一份报告的文件夹",
            "请给出其中的一个文件，或 nianbao new 建的文件夹",
        )


def _report(side: Checked) -> Report:
    assert side.report is not None
    report = side.report
    if not report.cells and not any(paragraph.text.strip() for _, paragraph in report.paragraphs()):
        raise InputError.one(side.path, "没有读到报告的正文，也没有读到表格里的数字", "请确认给的是年报")
    return report


def _names(old: str, new: str) -> tuple[str, str]:
    """The last parts of the two paths; the whole where those are the same."""
    names = Path(old).name or Path(old).resolve().name, Path(new).name or Path(new).resolve().name
    return names if names[0] != names[1] else (old, new)
