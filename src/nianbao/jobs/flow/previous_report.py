"""Last year's report: the copy in a job folder, and the figures and text compared with this year's."""

from __future__ import annotations

from pathlib import Path

from nianbao.errors import InputError, NianbaoError
from nianbao.facts import figure, form_of
from nianbao.files import read_bytes, write_atomic
from nianbao.jobs.store.folder import KEPT, Job, is_input
from nianbao.kinds import DEFAULT_KIND, Form, editions, form_for, kind_of
from nianbao.reading import read
from nianbao.report import LastYear, Report, Unit


def figures_of(
    report: Report,
    path: Path,
    unit: Unit | None,
    year: int | None,
    *,
    report_kind: str = DEFAULT_KIND,
    figures: bool = True,
) -> tuple[LastYear, list[str]]:
    """Last year's figures.

    Args:
        report: the report of the year before. path: where it was read from.
        unit, year: of this year's report; None where they are not known. report_kind: of it.
        figures: whether a report without figures is refused; its text alone can be compared.

    Returns:
        The figures that mean the same this year, and what the clerk should know of them, in Chinese.

    Raises:
        InputError: it holds no figures, or is another year's or another unit's report.
    """
    if report.kind != report_kind:
        what = f"是{kind_of(report.kind).name}，今年的是{kind_of(report_kind).name}"
        raise InputError.one(str(path), what, "请给出上年的同一种报告")
    if report.year is not None and year is not None and report.year != year - 1:
        what = f"是 {report.year} 年度的，上年应为 {year - 1} 年度"
        raise InputError.one(str(path), what, "请给出上年的报告，或检查 --year")
    if report.unit is not None and unit is not None and not _names(report.unit) & _names(unit):
        remedy = "请给出本单位上年的报告；本单位改过名的，不写 --previous，在“上年”各表中填写"
        raise InputError.one(str(path), f"是“{report.unit.name}”的报告，不是“{unit.name}”的", remedy)
    cells = {id: cell for id, cell in report.cells.items() if cell.value is not None}
    figures = figures and any(table.printed for form in editions(report_kind) for table in form.tables)
    if not cells and (figures or not _texts(report)):
        raise InputError.one(str(path), "没有读到表格里的数字", "请换一种格式的上年报告，或在“上年”各表中填写")
    then = form_of(report)
    edition = report.edition or (then.edition if then is not None else "")
    return LastYear(
        year=report.year or (year - 1 if year is not None else None),
        edition=edition,
        cells=cells,
        text=_texts(report),
        source=path.name,
    ), _lacking(report, then, year)


def _texts(report: Report) -> dict[str, str]:
    """What the report said, by section and by aspect of section 一 (``overview.guarantee``)."""
    found: dict[str, list[str]] = {}
    for section, paragraph in report.paragraphs():
        if not section.id or paragraph.role == "heading" or not paragraph.text.strip():
            continue
        found.setdefault(section.id, []).append(paragraph.text)
        if paragraph.aspect:
            found.setdefault(f"{section.id}.{paragraph.aspect}", []).append(paragraph.text)
    return {id: "\n".join(texts) for id, texts in found.items()}


# ── in a job folder


def previous_beside(source: Path) -> Path | None:
    """The copy of last year's report that is kept with a clerk's input.

    Args:
        source: the input; its folder, or the folder made for it, holds 上年报告 of some format.
    """
    return kept_in(source.parent if is_input(source.name) else source.with_suffix(""))


def kept_in(folder: Path) -> Path | None:
    """The copy of last year's report in a folder, whatever its format."""
    if not folder.is_dir():
        return None
    return next((path for path in sorted(folder.glob(f"{KEPT}.*")) if path.is_file()), None)


def keep_previous(job: Job, path: Path) -> Path | None:
    """Copy last year's report into a job folder, so that its text is there when this year's is drafted.

    Args:
        path: a file, or the job folder of last year, whose finished or else last Word file is taken.

    Returns:
        The copy; None where there is no single file to copy.

    Raises:
        FileBusy: it cannot be written.
    """
    if path.is_dir():
        then = Job(path)
        found = next((file for file in (then.final_path, then.docx_path) if file.is_file()), None)
        if found is None:
            return None
        path = found
    kept = job.folder / f"{KEPT}{path.suffix.lower()}"
    write_atomic(kept, read_bytes(path))
    return kept


def with_previous(report: Report, source: Path) -> tuple[Report, list[str]]:
    """A clerk's input with last year's text, where a copy of that report is kept with it.

    Args:
        report: as read. source: the file it was read from. What it says itself of last year is not replaced.

    Returns:
        The report, and what the clerk should know: a copy that cannot be used hinders nothing.
    """
    kept = previous_beside(source) if report.last is None or not report.last.text else None
    if kept is None:
        return report, []
    try:
        last, lines = figures_of(read(kept), kept, report.unit, report.year, report_kind=report.kind, figures=False)
    except NianbaoError as error:
        return report, [f"没有用上年报告的文字：{error}"]
    if report.last is not None and report.last.cells:
        last, lines = report.last.model_copy(update={"text": last.text, "source": last.source}), []
    return report.model_copy(update={"last": last}), lines


def _names(unit: Unit) -> set[str]:
    return {unit.place, unit.own}


def _lacking(report: Report, then: Form | None, year: int | None) -> list[str]:
    """What of last year's figures is missing or does not compare."""
    lines = [f"上年报告：{remark}" for table in report.tables for remark in table.remarks]
    for id, cell in report.cells.items():
        if cell.typed and cell.typed.strip():
            label = then.cells[id].label if then is not None and id in then.cells else "表格的一格"
            counts = f"按 {figure(cell.value)} 填的" if cell.value is not None else "不是一个确定的数，没有填"
            lines.append(f"上年报告：“{label}”写的是“{' '.join(cell.typed.split())}”，{counts}，请核对")
    now = _form(report.kind, year)
    if then is None or now is None:
        return lines
    if then.edition != now.edition:
        same = set(now.same_cells(then).values())
        names = []
        for table in then.tables:
            cells = {id for id, cell in then.cells.items() if cell.block in {block.id for block in table.blocks}}
            if table.printed and cells & same:
                names.append(table.name if cells <= same else f"{table.name}中意思相同的格")
        kept = f"只有{'、'.join(f'“{name}”' for name in names)}可以对照" if names else "不能对照"
        lines.append(f"上年报告用的是{then.name}，今年是{now.name}：{kept}")
    return lines


def _form(kind: str, year: int | None) -> Form | None:
    try:
        return form_for(kind, year) if year is not None else None
    except NianbaoError:
        return None
