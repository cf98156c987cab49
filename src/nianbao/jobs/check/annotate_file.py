"""Writes findings as comments into a Word file, and fixes into a copy beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from nianbao.align.docx_blocks import WordBlocks
from nianbao.checking import Finding
from nianbao.errors import InputError
from nianbao.files import beside, read_bytes, write_atomic
from nianbao.jobs.check.check_file import STDIN, Checked, recheck
from nianbao.jobs.check.finding_outputs import remarks
from nianbao.jobs.check.fix_file import FixedFile, blocks_apart, file_of, fix_file, fixable, preview
from nianbao.reading.docx import parse_docx
from nianbao.report import Report
from nianbao.writing import render
from nianbao.writing.annotations import Annotation, in_word
from nianbao.writing.docx_comments import annotate

__all__ = ["Annotated", "annotate_file", "annotated", "changed", "previewed"]


class Annotated(NamedTuple):
    """What was written.

    Attributes:
        path: of the file with the comments. own: whether it is a copy of the Word file that was checked; else
            the report was printed anew. lost: remarks that have no place in it.
    """

    path: Path
    own: bool
    lost: list[Annotation]


def annotate_file(
    path: Path, report: Report, findings: Sequence[Finding], out: Path, when: datetime | None = None
) -> Annotated:
    """Write a Word file with the findings as comments at their places.

    Args:
        path: what was checked; a copy of it is used where it is a Word file or a job folder that has one.
        report: as it was read for the check. findings: of it; silenced ones are left out.
        out: where to write, ``.docx``; where that name is taken, beside it. when: the comments' date; now by default.

    Raises:
        InputError: ``out`` is no ``.docx``, or the file cannot be read. FileBusy: it cannot be written now.
    """
    if out.suffix.lower() != ".docx":
        raise InputError.one(str(out), "批注只能写进 .docx 文件", "请把文件名写成以 .docx 结尾")
    source = file_of(path)
    own = source.suffix.lower() == ".docx" and source.is_file()
    if own:
        data = read_bytes(source)
        blocks = blocks_apart(data, str(source), report)
    else:
        data = render(report, ".docx")
        parsed = parse_docx(data, out.name)
        blocks = WordBlocks(parsed.report, report, parsed.bookmarks)
    shown = remarks(item for item in findings if item.silenced is None)
    placed = shown if blocks is None else [in_word(remark, blocks) for remark in shown]
    written, lost = annotate(data, placed, when=when or datetime.now(UTC))
    target = beside(out, "批注") if out.exists() else out
    write_atomic(target, written)
    return Annotated(target, own, lost)


def _report(item: Checked) -> Report:
    if item.report is None:
        raise ValueError(f"{item.path} was checked without keeping its report")
    return item.report


def changed(item: Checked, *, unsafe: bool) -> FixedFile:
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
