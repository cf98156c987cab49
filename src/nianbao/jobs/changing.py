"""Changing and annotating what was checked: a copy beside the file, and what was done in the clerk's words."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from nianbao.errors import InputError
from nianbao.jobs.check.annotate_file import annotate_file
from nianbao.jobs.check.check_file import STDIN, Checked, recheck
from nianbao.jobs.check.fix_file import Fixed, file_of, fix_file, fixable, preview
from nianbao.report import Report

__all__ = ["annotated", "changed", "previewed"]


def _report(item: Checked) -> Report:
    if item.report is None:
        raise ValueError(f"{item.path} was checked without keeping its report")
    return item.report


def changed(item: Checked, *, unsafe: bool) -> Fixed:
    """Make the changes that findings offer in a copy beside the file.

    Raises:
        InputError: a file of this kind is not written; ``--diff`` shows the changes.
    """
    if item.path == STDIN:
        raise InputError.one("标准输入", "没有文件可以写副本", "请用 --diff 看会怎样改，或给出文件")
    return fix_file(Path(item.path), _report(item), item.findings, unsafe=unsafe, recheck=partial(recheck, item))


def previewed(item: Checked, *, unsafe: bool) -> list[str]:
    """What would be changed, as lines; says so where nothing would be."""
    path = Path("标准输入.txt") if item.path == STDIN else file_of(Path(item.path))
    text = preview(path, _report(item), item.findings, unsafe=unsafe, recheck=partial(recheck, item))
    if not text:
        return [f"{path.name}：没有可以代改的地方"]
    lines = text.splitlines()
    return lines if item.path == STDIN or fixable(path) else [*lines, f"（{path.name} 请照此自己改）"]


def annotated(item: Checked, out: Path) -> list[str]:
    """Write the findings as comments into a Word file; what was done, as lines."""
    done = annotate_file(Path(item.path), _report(item), item.findings, out)
    lines = [f"批注：{done.path}"]
    if not done.own:
        lines.append("原件不是 Word 文件，批注写在按本报告重新排出的 Word 文件里。")
    lines += [f"没有找到位置，没有写进批注：{remark.head}" for remark in done.lost]
    return lines
