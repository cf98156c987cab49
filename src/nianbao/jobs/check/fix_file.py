"""Writes fixes into a copy of a file, and findings as comments into a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from nianbao.align.docx_blocks import WordBlocks
from nianbao.checking import Finding, check, tagged
from nianbao.checking.fixes import Edit, NotMade, Recheck, fixed_report, settle
from nianbao.errors import InputError
from nianbao.files import beside, read_bytes, write_atomic
from nianbao.jobs.check.check_file import STDIN, Checked, recheck
from nianbao.jobs.check.finding_outputs import remarks
from nianbao.reading import FORMATS, Given
from nianbao.reading.docx import parse_docx
from nianbao.report import DocxPlace, Location, Report
from nianbao.writing import CHANGEABLE, change, render
from nianbao.writing.annotations import Annotation, in_word
from nianbao.writing.docx_comments import annotate
from nianbao.writing.replace_words import Replacement

_ROUNDS = 5
"""A change may make room for another it touched; more rounds than this have never been needed."""


class FixedFile(NamedTuple):
    """What was done.

    Attributes:
        path: of the copy; None where nothing was changed and nothing written.
        made: the changes in it, by place. not_made: those that were offered and not made, with the reason.
    """

    path: Path | None
    made: list[Edit]
    not_made: list[NotMade]


def fixed_name(path: Path) -> Path:
    """The first free name for a changed copy: ``年报（修改）.docx``, then ``年报（修改2）.docx``."""
    number = 1
    while (other := path.with_name(f"{path.stem}（修改{number if number > 1 else ''}）{path.suffix}")).exists():
        number += 1
    return other


def fixable(path: Path) -> bool:
    """Whether a changed copy of a file can be written; an input of the clerk's never."""
    return path.suffix.lower() in CHANGEABLE


def blocks_apart(data: bytes, where: str, report: Report) -> WordBlocks | None:
    """The blocks of a report in a Word file, where the file alone gives another: a draft with its sources."""
    drafted = any(sentence.origin != "past" for sentence in report.sentences())
    if not drafted and any(isinstance(item.location, DocxPlace) for _, item in report.paragraphs()):
        return None
    parsed = parse_docx(data, where)
    return WordBlocks(parsed.report, report, parsed.bookmarks)


class _File:
    """A file under change: its bytes, and the report it gives."""

    def __init__(self, path: Path, report: Report, when: datetime) -> None:
        self.path, self.when = path, when
        self.data = read_bytes(path)
        self.suffix = path.suffix.lower()
        self.report = report
        self.blocks = blocks_apart(self.data, str(path), report) if self.suffix == ".docx" else None

    def _place(self, edit: Edit) -> Location | None:
        if self.blocks is None:
            return edit.location
        if edit.section or edit.paragraph:
            return self.blocks.block(edit.section, edit.paragraph)
        same = [item.place for item in self.blocks.items if item.text == edit.block]
        return same[0] if len(same) == 1 else None

    def _wanted(self, edits: Sequence[Edit]) -> list[Replacement]:
        return [
            Replacement(self._place(edit), edit.block, edit.offset, edit.old, edit.new, edit.start) for edit in edits
        ]

    def changed(self, edits: Sequence[Edit]) -> tuple[bytes, list[NotMade]]:
        """The bytes with edits made, and those that could not be."""
        data, refused = change(self.data, str(self.path), self.suffix, self._wanted(edits), when=self.when)
        return data, [NotMade(edits[number], why) for number, why in sorted(refused.items())]

    def read(self, data: bytes, edits: Sequence[Edit]) -> Report:
        """The report that changed bytes give; a draft of ours is checked with all it knows, so in memory."""
        if self.blocks is not None:
            return fixed_report(self.report, edits)
        unit = self.report.unit
        given = Given(unit=unit, year=self.report.year, within=unit.within if unit is not None else ())
        return FORMATS[self.suffix](data, str(self.path), given)


def _settled(
    file: _File, findings: Sequence[Finding], unsafe: bool, recheck: Recheck
) -> tuple[list[Edit], list[NotMade]]:
    """One round: the edits that can be made in the file; they are made in its bytes."""

    def tried(edits: list[Edit]) -> tuple[Report, list[NotMade]]:
        data, refused = file.changed(edits)
        return file.read(data, edits), refused

    made, not_made = settle(file.report, findings, unsafe=unsafe, change=tried, recheck=recheck)
    if made:
        data, _ = file.changed(made)
        report = file.read(data, made)
        file.data, file.report = data, report
        if file.blocks is not None:
            file.blocks = blocks_apart(data, str(file.path), report)
    return made, not_made


def fix_file(
    path: Path,
    report: Report,
    findings: Sequence[Finding],
    *,
    unsafe: bool = False,
    when: datetime | None = None,
    recheck: Recheck = check,
) -> FixedFile:
    """Make the changes that findings offer in a copy beside the file.

    Args:
        path: the file that was checked, or a job folder, for its 年报.docx. report: as it was read for the check.
        findings: of it. unsafe: whether changes that want reading are made too.
        when: the date of tracked changes; now by default. recheck: how the changed report is checked: give
            what applies the same silences.

    Returns:
        The copy's path and what was changed; in a Word file as tracked changes.

    Raises:
        InputError: a file of this kind is not written. FileBusy: the copy cannot be written now.
    """
    path = file_of(path)
    if not fixable(path):
        raise InputError.one(
            str(path), "这种文件只能看到改法，不会代改", f"可以代改：{'、'.join(CHANGEABLE)}；其余请照 --diff 自己改"
        )
    file = _File(path, report, when or datetime.now(UTC))
    made: list[Edit] = []
    not_made: list[NotMade] = []
    for _ in range(_ROUNDS):
        now, not_made = _settled(file, findings, unsafe, recheck)
        if not now:
            break
        made += now
        findings = recheck(file.report)
    if not made:
        return FixedFile(None, [], not_made)
    copy = fixed_name(path)
    write_atomic(copy, file.data)
    return FixedFile(copy, made, not_made)


def file_of(path: Path) -> Path:
    """The file that is changed for what was checked: a job folder is its 年报.docx."""
    from nianbao.jobs.store.folder import DRAFT, Job, find

    if path.is_dir():
        return find(path).docx_path
    return Job(path.parent).docx_path if path.name == DRAFT else path


# ── preview


def preview(
    path: Path, report: Report, findings: Sequence[Finding], *, unsafe: bool = False, recheck: Recheck = check
) -> str:
    """What would be changed, a paragraph at a time: its place, ``- `` before, ``+ `` after.

    Returns:
        Lines for the clerk; empty where nothing would be changed.
    """
    blocks: list[tuple[str, str, str]] = []
    made, _ = settle(report, findings, unsafe=unsafe, recheck=recheck)
    for _, group in groupby(made, key=lambda edit: edit.position - edit.offset):
        edits = list(group)
        old = new = edits[0].block
        for edit in reversed(edits):
            new = new[: edit.offset] + edit.new + new[edit.offset + len(edit.old) :]
        place = str(edits[0].location or "") or "正文"
        codes = "、".join(dict.fromkeys(edit.code for edit in edits))
        blocks.append((f"{place}（{codes}）", old, new))
    if not blocks:
        return ""
    lines = [f"--- {path.name}", f"+++ {fixed_name(path).name}"]
    for head, old, new in blocks:
        lines += [f"@@ {head} @@", f"- {old}", f"+ {new}"]
    return "\n".join(lines) + "\n"


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
    said = tagged("own_words")  # by our comment in the file, from which it is known
    shown = remarks(item for item in findings if item.silenced is None and item.code not in said)
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
