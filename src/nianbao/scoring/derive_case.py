"""Derives a case from a past report or a job folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nianbao.errors import FileBusy, InputError, NianbaoError
from nianbao.files import read_bytes, reason
from nianbao.jobs.check.reading_summary import as_bytes
from nianbao.jobs.flow.load_report import report_for_check
from nianbao.jobs.flow.previous_report import kept_in
from nianbao.jobs.store.folder import Job, holds_job, inside
from nianbao.kinds import DEFAULT_KIND, Form, form_for, form_named
from nianbao.reading.yaml_report import read_yaml
from nianbao.report import HUMAN, Report, Unit
from nianbao.scoring.case import TAGS, Case
from nianbao.scoring.case_folder import CASE_FILE, Skipped, load_cases, tags_of, with_last
from nianbao.scoring.notes_from_report import narrative
from nianbao.writing.report_yaml import figure_lines, note_lines, problem_lines, quoted


class CaseFiles(NamedTuple):
    """A case to be written: what its folder is called, its files, and what a person has to look at."""

    name: str
    files: Mapping[str, bytes]
    messages: tuple[str, ...]


def job_case(folder: Path) -> CaseFiles | None:
    """The case of a job folder.

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


_OTHERS = 10
"""Reports of other units a case is compared with; more cost time and show nothing new."""


class DerivedCase(NamedTuple):
    """An input made from a past report.

    Attributes:
        text: report.yaml. past: the report. messages: what could not be read or was left out, in Chinese.
    """

    text: str
    past: Report
    messages: tuple[str, ...]


class NewCase(NamedTuple):
    """A case folder that was written.

    Attributes:
        folder: where. case: as it loads. messages: for who has to correct it, in Chinese.
    """

    folder: Path
    case: Case
    messages: tuple[str, ...]


def new_case(past: Path, folder: Path | None = None, *, unit: Unit | None = None, year: int | None = None) -> NewCase:
    """Make a case of a past report.

    Args:
        past: any report ``nianbao read`` reads, or a job folder. folder: where to; by default named after unit and
            year, here. unit, year: where the report does not say.

    Returns:
        The case, and what a person has to look at. It is tagged ``derived``, but for a job folder with the clerk's own
        notes and a draft that a person worked over: that is an independent case, the text her final one.

    Raises:
        InputError: the report cannot be read, or tells no unit, no year, or a year without a form.
        FileBusy: the folder is there already (nothing is changed), or cannot be written.
    """
    if past.is_dir() and (own := job_case(past)) is not None:
        return _written(folder, own)
    made = derive(past, unit=unit, year=year)
    report = read_yaml(made.text.encode(), "report.yaml")
    if report.unit is None or report.year is None:
        raise AssertionError("derive refuses a report without unit or year")
    title = f"{report.unit.name}{report.year}年（由往年报告整理）"
    files = {"report.yaml": made.text.encode(), **_reference(past, made.past)}
    reference = next(name for name in files if name.startswith("reference"))
    files[CASE_FILE] = (
        "# 由往年报告整理：素材由原文逐句拆出，请对照原文改正 report.yaml。\n"
        "# derived 表示素材出自参考报告：这样的案例不报告相似度，也不与独立写成的案例合并统计。\n"
        f"title: {quoted(title)}\nreferences: [{quoted(reference)}]\nderived: true\n"
    ).encode()
    return _written(folder, CaseFiles(f"{report.unit.name}-{report.year}", files, made.messages))


def _written(folder: Path | None, made: CaseFiles) -> NewCase:
    if folder is None:
        folder = Path("".join(char for char in made.name if char not in '\\/:*?"<>|'))
    if folder.exists():
        raise FileBusy(f"{folder}：已经有这个文件夹，没有改动。请用 -o 换一个文件夹。")
    _write(folder, made.files)
    (case,), _ = load_cases([folder])
    return NewCase(folder, case, made.messages)


def derive(past: Path, *, unit: Unit | None = None, year: int | None = None) -> DerivedCase:
    """Make an input from a past report.

    Raises:
        InputError: as for ``new_case``.
    """
    report, messages = report_for_check(past, unit=unit, year=year)
    if report.unit is None:
        raise InputError.one(str(past), "看不出是哪个单位的报告", "请给出标题里写着单位全称和年度的成稿")
    if report.year is None:
        raise InputError.one(str(past), "看不出是哪一年度的报告", "请给出标题里写着单位全称和年度的成稿")
    if not any(paragraph.text.strip() for _, paragraph in report.paragraphs()):
        raise InputError.one(str(past), "没有读到文字，不像一份成稿", "素材和数字本身就是输入，请直接写 case.yaml")
    try:
        for_year = form_for(report.kind, report.year)
    except NianbaoError as error:
        what = f"{report.year} 年度的报告没有统一格式"
        raise InputError.one(str(past), what, "请用 2019 年度及以后的报告") from error
    edition = form_named(report.edition, report.kind) if report.edition else for_year
    told = narrative(report, edition)
    figures, doubts = figure_lines(report, edition, told.fee)
    lines = [
        "# 由往年报告整理，素材是建议：请对照原文逐条改正。",
        f"unit: {quoted(report.unit.name)}",
        *([f"within: [{', '.join(map(quoted, report.unit.within))}]"] if report.unit.within else []),
        f"year: {report.year}",
        *([f"report_kind: {report.kind}"] if report.kind != DEFAULT_KIND else []),
        *([f'edition: "{edition.edition}"'] if not edition.covers(report.year) else []),
        *([f"date: {quoted(report.date)}"] if report.date else []),
        *figures,
        *note_lines(told.notes),
        *problem_lines(told.problems),
    ]
    remarks = [str(remark) for remark in report.remarks]
    remarks += [f"{_table(edition, seen.id)}：{remark}" for seen in report.tables for remark in seen.remarks]
    return DerivedCase("\n".join(lines) + "\n", report, (*messages, *remarks, *doubts, *told.messages))


def cases_from_past(folder: Path) -> tuple[list[Case], list[Skipped]]:
    """Cases in memory from every report in a folder, each ``derived``; nothing is written.

    Args:
        folder: reports of any format ``nianbao read`` reads, and job folders.

    Returns:
        The cases, named after the files; a report of the year before in the same folder is a case's last year's, and
        those of other units its ``others``. And the files that were not used, with the reason.

    Raises:
        InputError: it is no folder, or holds no report.
    """
    if not folder.is_dir():
        raise InputError.one(str(folder), "没有这个文件夹", "请给出存放往年报告的文件夹")
    found: list[tuple[Path, DerivedCase, Report]] = []
    skipped: list[Skipped] = []
    for path in inside(folder):
        try:
            made = derive(path)
            found.append((path, made, read_yaml(made.text.encode(), path.name)))
        except NianbaoError as error:
            skipped.append(Skipped(path.name, str(error)))
    if not found and not skipped:
        raise InputError.one(str(folder), "文件夹里没有报告", "可以读：.docx、.pdf、.html、.md、.txt 等")
    return [_case(item, found, folder) for item in found], skipped


def _case(
    item: tuple[Path, DerivedCase, Report], found: Sequence[tuple[Path, DerivedCase, Report]], folder: Path
) -> Case:
    path, made, report = item
    before = [other for other, _, then in found if _same(then, report) and then.year == (report.year or 0) - 1]
    if before:
        report = with_last(report, before[0])
    others = [then.past for _, then, now in found if not _same(now, report) and now.year == report.year]
    tags = tags_of(report)
    return Case(
        id=path.name,
        title=made.past.title or path.stem,
        folder=folder,
        input=report,
        references=(made.past,),
        others=tuple(others[:_OTHERS]),
        tags={name: tags[name] for name in TAGS if name in tags},
        derived=True,
    )


def _same(one: Report, other: Report) -> bool:
    return one.unit is not None and other.unit is not None and one.unit.place == other.unit.place


# ── files


def _reference(past: Path, report: Report) -> dict[str, bytes]:
    """The reference's file: a copy of the report; as YAML where it is a job folder and no file."""
    if past.is_dir():
        return {"reference.yaml": as_bytes(report, "yaml")}
    return {f"reference{past.suffix.lower()}": read_bytes(past)}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".new-case-", dir=folder.parent))
    except OSError as error:
        raise FileBusy(f"{folder}：不能新建文件夹（{reason(error)}）。请换一个位置。") from error
    try:
        for name, data in files.items():
            (made / name).write_bytes(data)
        made.chmod(0o755)
        made.rename(folder)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        raise FileBusy(f"{folder}：写不进去（{reason(error)}）。请换一个文件夹。") from error


def _table(edition: Form, id: str) -> str:
    return next((table.name for table in edition.tables if table.id == id), id)
