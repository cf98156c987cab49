"""Compares two reports, files or job folders, or a draft with its Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nianbao.align.alignment import SectionPair, together
from nianbao.align.differences import differences
from nianbao.align.figures import cells_compared, shared_cells
from nianbao.align.paragraphs import Reports
from nianbao.checking import check
from nianbao.errors import InputError
from nianbao.facts import form_of
from nianbao.jobs.check.check_file import Checked, CheckOptions, check_file
from nianbao.jobs.store.folder import holds_job
from nianbao.kinds import kind_of
from nianbao.reading.docx import DocxParsed
from nianbao.report import Report
from nianbao.reviewing.compare.comparison import Comparison, Particular


def compare(old: Report, new: Report, *, old_name: str = "", new_name: str = "", findings: bool = True) -> Comparison:
    """Compare two reports: sections and paragraphs by content, words, figures, tables, what is carried over.

    Args:
        old, new: any two reports: last year's and a draft, a draft and what the clerk made of it, two candidates.
        old_name, new_name: how the reader calls them; the titles where empty.
        findings: whether both are checked too (most of the time it takes).

    Returns:
        The comparison. Never raises on what a report contains.
    """
    pairs = Reports(old, new).pairs()
    return Comparison(
        old=old,
        new=new,
        old_name=old_name or _name(old, "A"),
        new_name=new_name or _name(new, "B"),
        title=tuple(differences(old.title, new.title)),
        sections=pairs,
        cells=tuple(cells_compared(old, new)),
        old_findings=tuple(check(old)) if findings else (),
        new_findings=tuple(check(new)) if findings else (),
        carried=_overall(pairs),
        particulars=tuple(_particulars(old, new)),
        remarks=tuple(_remarks(old, new)),
    )


def _name(report: Report, otherwise: str) -> str:
    if report.title:
        return report.title
    if report.unit is not None and report.year is not None:
        return f"{report.unit.name} {report.year} 年"
    return otherwise


def _overall(sections: Sequence[SectionPair]) -> float | None:
    """Over the narrative: the form lays down what stands before the first section, so it is left out."""
    own = together(section.count for section in sections if section.id != "preamble")
    return (own if own.all else together(section.count for section in sections)).share


def _particulars(old: Report, new: Report) -> Iterator[Particular]:
    def pair(label: str, values: Sequence[str]) -> Iterator[Particular]:
        if any(values):
            yield Particular(label, *values)

    both = (old, new)
    yield from pair("种类", [kind_of(report.kind).name for report in both])
    yield from pair("编制机关", [report.unit.full if report.unit is not None else "" for report in both])
    yield from pair("年度", [str(report.year) if report.year is not None else "" for report in both])
    forms = [form_of(report) for report in both]
    yield from pair("格式", [form.name if form is not None else "" for form in forms])
    yield from pair("成文日期", [report.date for report in both])
    for label in dict.fromkeys([*new.contact, *old.contact]):
        yield from pair(label, [report.contact.get(label, "") for report in both])


def _remarks(old: Report, new: Report) -> Iterator[str]:
    if old.unit is not None and new.unit is not None and not set(old.unit.names) & set(new.unit.names):
        yield f"两份不是同一单位的报告：A 是{old.unit.name}，B 是{new.unit.name}。"
    if old.kind != new.kind:
        yield f"两份不是同一种报告：A 是{kind_of(old.kind).name}，B 是{kind_of(new.kind).name}。"
    before, after = form_of(old), form_of(new)
    if before is not None and after is not None and before.edition != after.edition and (old.cells or new.cells):
        same = {after.cells[id].block for id in shared_cells(after, before)}
        names = [item.name for item in after.tables if item.printed and any(block.id in same for block in item.blocks)]
        kept = "、".join(f"“{name}”" for name in names)
        yield f"两份的表格格式不同（A 是{before.name}，B 是{after.name}）：" + (
            f"只有{kept}逐格对照，其余的表意思不同，不对照。" if names else "表格不能对照。"
        )
    for name, report in (("A", old), ("B", new)):
        if not report.sections:
            yield f"{name} 没有正文（是素材，或还没有起草），只对照表格中的数字。"
        elif not any(section.id not in ("", "preamble", "body") for section in report.sections):
            yield f"{name} 里没有认出年报的各个部分，按一般文字对照。"
        unread = len(report.remarks) + sum(len(table.remarks) for table in report.tables)
        if unread:
            yield f"{name} 有 {unread} 处没有读准，可用 nianbao read 查看。"


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


def beside_its_file(parsed: DocxParsed, new: Report) -> Comparison:
    """What a draft, with what is suggested for it, changes in its Word file."""
    old = parsed.report
    pairs = Reports(old, new, parsed.bookmarks).pairs()
    return Comparison(old, new, "年报.docx", "草稿", tuple(differences(old.title, new.title)), pairs)
