"""Creates a job folder with a workbook to fill in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nianbao.command_line import command
from nianbao.errors import FileBusy, InputError, InputProblem
from nianbao.files import make_folder, refuse_name, write_atomic
from nianbao.jobs.flow.clerk_input import not_yet
from nianbao.jobs.flow.load_report import last_year
from nianbao.jobs.flow.local_requirements import as_kept, usual, with_local
from nianbao.jobs.flow.previous_report import keep_previous
from nianbao.jobs.store.draft_file import begun
from nianbao.jobs.store.folder import Job
from nianbao.jobs.store.pack_file import safe
from nianbao.kinds import DEFAULT_KIND, Form, first_year, form_for, kind_named, kind_of
from nianbao.kinds.workbook_template import form_before, last_tables
from nianbao.patterns import lazy
from nianbao.report import LastYear, Note, Problem, Report, Unit, kinds
from nianbao.text import allowed_characters
from nianbao.writing.workbook import workbook


def unit_of(name: str, within: tuple[str, ...], kind: str | None) -> Unit:
    """A unit as the user names it.

    Raises:
        InputError: its kind is unknown, or a character of it.
    """
    name = allowed_characters.typed(name, "单位名称")
    within = tuple(allowed_characters.typed(place, "--within") for place in within)
    try:
        return Unit.parse(name, within=within, kind=kind)
    except KeyError as error:
        known = "、".join(item.label for item in kinds().values())
        raise InputError.one("--unit-kind", f"没有“{kind}”这一类机关", f"可写：{known}") from error


def new(
    name: str,
    *,
    year: int,
    within: tuple[str, ...] = (),
    kind: str | None = None,
    report_kind: str = "",
    folder: Path | None = None,
    previous: Path | None = None,
    notes: Sequence[Path] = (),
    profiles: Sequence[str] = (),
    told: list[str] | None = None,
    today: date | None = None,
) -> Job:
    """Make a job folder with 素材.xlsx.

    Args:
        name: of the unit. year: of the report. within: places it lies in, nearest first.
        kind: of the unit, where its name does not say. report_kind: name of the kind of report; the default one.
        folder: where to make it; ``<unit>-<year>`` here by default.
        previous: last year's report, whose figures are filled in: those of last year, and what is this year by
            definition what it was then. A copy stays in the folder, and its text is compared when drafting.
        notes: text or Word files whose lines are filled in as notes, sorted where their words make it certain.
        profiles: local requirements that are named, files whole; written into the workbook.
        told: takes what the clerk should know of last year's report and of the notes.
        today: the day; the clock's by default.

    Raises:
        InputError: a year without a form or one that has not come, an unknown kind, a name that is none, or a
            report that is not last year's.
        FormError: local requirements that nobody knows, or a file of them that is wrong.
        FileBusy: the folder is already in use or cannot be made.
    """
    problems = []
    if not name.strip():
        problems.append(InputProblem(where="单位名称", what="没有写", remedy="请写全称，如“白沙镇人民政府”"))
    problems += not_yet(year, "--year", today)
    made = kind_named(report_kind) if report_kind else kind_of(DEFAULT_KIND)
    if year < (first := first_year(made.id)):
        problems.append(
            InputProblem(
                where="--year", what=f"{year} 不是能起草的年度", remedy=f"统一格式自 {first} 年度起施行，请检查年份"
            )
        )
    if problems:
        raise InputError(problems)
    unit = unit_of(name, within, kind)
    last, lines = last_year(previous, unit, year, report_kind=made.id) if previous else (None, [])
    form = form_for(made.id, year)
    if folder is not None:
        refuse_name(folder)
    job = Job(folder or Path(safe(f"{unit.name}-{year}")))
    target = job.folder / "素材.xlsx"
    if os.path.lexists(target) or begun(job):
        raise FileBusy(
            f"{job.folder}：已经有一份报告，没有改动。请换一个文件夹（--folder），"
            f"或直接填写其中的素材后运行 {command('draft', job.folder)}。"
        )
    report, said = _noted(notes, form, unit, year)
    contact, more = _carried_words(last, form)
    if contact:
        report = report or Report(unit=unit, year=year, kind=made.id, structured=True)
        report = report.model_copy(update={"contact": contact})
    local = Report(unit=unit, year=year, kind=made.id, structured=True)
    local, known = with_local(local, job.folder.parent, profiles)
    if profiles:
        report = (report or local).model_copy(update={"profile_names": as_kept(profiles, job.folder)})
    more = [*more, *known, *usual(local)]
    if told is not None:
        told += [*lines, *_filled(form, year, last), *more, *said]
    data = workbook(form, unit, year, last=last, report=report)
    make_folder(job.folder, parents=True)
    if previous is not None:
        keep_previous(job, previous)
    write_atomic(target, data)
    return job


def _noted(paths: Sequence[Path], form: Form, unit: Unit, year: int) -> tuple[Report | None, list[str]]:
    """The notes of some files as an input to fill in, and what the clerk should know of them."""
    if not paths:
        return None, []
    from nianbao.reading.notes_file import read_notes

    notes: list[Note] = []
    problems: list[Problem] = []
    said: list[str] = []
    for path in paths:
        done = read_notes(path, form)
        notes += done.notes
        problems += done.problems
        said += [f"{path.name}：{line}" for line in done.told]
    notes.sort(key=lambda note: not note.aspect)  # what is left to be sorted stands below all else
    labels = {aspect.id: aspect.label for aspect in form.aspects} | {form.sections[-1].id: "其他需要报告的事项"}
    counts = [f"{label} {count} 条" for id, label in labels.items() if (count := sum(n.aspect == id for n in notes))]
    counts += [f"问题 {len(problems)} 条"] if problems else []
    said.append(f"素材写进了 素材.xlsx：{'、'.join(counts) or '都看不出写在哪个方面'}；请核对")
    if left := sum(not note.aspect for note in notes):
        said.append(
            f"还有 {left} 条看不出写在哪个方面，排在“素材”表的最后，“方面”空着："
            "请逐条选好，不写进报告的把那一行的内容清空，再起草"
        )
    if bare := sum(not problem.measure for problem in problems):
        said.append(f"{bare} 个问题没有找到对应的措施，请在“问题”表补上")
    return Report(
        unit=unit, year=year, kind=form.kind, edition=form.edition, structured=True, notes=notes, problems=problems
    ), said


def _filled(form: Form, year: int, last: LastYear | None) -> list[str]:
    """How many of last year's figures are in the workbook."""
    if last is None or not form.tables:
        return []
    then = form_before(form, year)
    tables = last_tables(form, then) if then is not None else []
    if then is None or last.edition not in ("", then.edition):
        return ["上年报告的数字与今年的表格不能对照，没有填；请在“上年”各表中填写"]
    asked = [id for id, cell in then.cells.items() if cell.table in {table.id for table in tables}]
    blocks = {block.id for table in tables for block in table.blocks}
    asked = [id for id in asked if then.cells[id].block in blocks]
    known = sum(id in last.cells for id in asked)
    missing = f"，缺 {len(asked) - known} 格，请补上" if known < len(asked) else ""
    return [f"从上年报告读到 {known} 格数字，“上年”各表共 {len(asked)} 格{missing}"]


_CONTACT = {
    "地址": lazy(r"(?:地址|地点|住址)[：:]?\s*([^，。；、（）()：:\s]{4,40})"),
    "邮编": lazy(r"(?:邮编|邮政编码)[：:]?\s*([0-9]{6})(?![0-9])"),
    "联系电话": lazy(r"电话[：:]?\s*((?:[（(]?0[0-9]{2,3}[）)]?[-—－ ]?)?[0-9]{7,8}(?:-[0-9]{1,5})?)(?![0-9])"),
    "电子邮箱": lazy(r"(?:邮箱|E-?mail|e-?mail)[：:]?\s*([A-Za-z0-9._-]+@[A-Za-z0-9.-]+[A-Za-z])"),
}
"""How a preamble says where the office is to be reached; a mobile number is a person's, and is not taken over."""


def _carried_words(last: LastYear | None, form: Form) -> tuple[dict[str, str], list[str]]:
    """How the office is reached, of last year's preamble; and last year's problems, which are only told."""
    if last is None:
        return {}, []
    text = last.text.get("preamble", "")
    contact = {label: match.group(1) for label, pattern in _CONTACT.items() if (match := pattern.search(text))}
    said = (
        [f"照上年报告填了{'、'.join(f'{label}（{value}）' for label, value in contact.items())}，请核对"]
        if contact
        else []
    )
    problems = " ".join(last.text.get(form.section_ids("problems")[0], "").split())
    if problems:
        said.append(f"上年报告的问题和改进部分写的是：{problems[:200]}{'……' if len(problems) > 200 else ''}")
        said.append("今年仍有的，请写进“问题”表，“上年是否已提出”选“是”；已改进的，可以写进素材")
    return contact, said
