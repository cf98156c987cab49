"""What was read of a file and what its text says, for a person and as JSON that is read back without loss."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from nianbao.claims import claims_of
from nianbao.claims.claim_wording import claim_in_words
from nianbao.errors import InputError
from nianbao.facts import form_of
from nianbao.jobs.check.finding_outputs import put
from nianbao.kinds import Form, kind_of
from nianbao.reading.report_json import dumped
from nianbao.report import Paragraph, Report, Unit
from nianbao.writing.printed_text import parts, signature

Kept = Literal["yaml", "json", "txt"]
_SHOWN = 6
_TABLE = "（这里是一张表，没有写进文字；要表里的数，请写成 .yaml）"


def _plain(report: Report) -> str:
    """A report's words, a line for each paragraph; a table is told of, its figures are not text.

    Raises:
        InputError: it has no words but its notes, which are no text of a report.
    """
    if not any(paragraph.text.strip() for _, paragraph in report.paragraphs()):
        raise InputError.one("-o", "这份是数字和素材，没有成篇的文字", "请写成 .yaml 或 .json；要报告的文字，先起草")
    lines = [report.title]
    for section in report.sections:
        lines.append(section.heading)
        lines += [item.text if isinstance(item, Paragraph) else _TABLE for item in parts(report, section)]
    return "\n".join(line for line in [*lines, *signature(report)] if line.strip()) + "\n"


def as_bytes(report: Report, format: Kept) -> bytes:
    """A report as YAML or JSON that ``read`` gives back equal, or as its text alone.

    Raises:
        InputError: it has no text.
    """
    if format == "txt":
        return _plain(report).encode()
    value = dumped(report)
    if format == "json":
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
    import yaml

    text: str = yaml.dump(
        value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False, width=10_000
    )
    return text.encode()


def keep(report: Report, target: Path, format: Kept) -> Path:
    """Write a report; beside a file that is there already, never over it.

    Raises:
        FileBusy: it cannot be written now. InputError: it has no text, and that was asked for.
    """
    return put(as_bytes(report, format), target)


def _unit(unit: Unit | None) -> str:
    if unit is None:
        return "单位：没有认出来，请用 --unit 写明"
    places = f"，在{'、'.join(unit.within)}" if unit.within else ""
    return f"单位：{unit.name}（{unit.of.label}{places}）"


def _tables(report: Report, form: Form | None) -> list[str]:
    lines = []
    for table in form.tables if form is not None else ():
        if not table.printed:
            continue
        seen = next((item for item in report.tables if item.id == table.id), None)
        if seen is None:
            lines.append(f"{table.name}：没有")
            continue
        ids = [cell.id for cell in form.cells.values() if cell.table == table.id] if form is not None else []
        read = [id for id in ids if id in report.cells]
        figures = [id for id in read if report.cells[id].value is not None]
        blank = f"，其中 {len(read) - len(figures)} 格没有数字" if len(figures) < len(read) else ""
        lines.append(f"{table.name}：{len(ids)} 格，读到 {len(read)} 格{blank}；把握 {seen.confidence:.0%}")
    return lines


def told(report: Report) -> list[str]:
    """What a person wants to know of a file that was read: whose report it is, what is in it, what was not read."""
    form = form_of(report)
    year = f"{report.year} 年度" if report.year is not None else "没有认出来，请用 --year 写明"
    edition = f"；表格是{form.name}" if form is not None and report.edition and form.tables else ""
    lines = [f"种类：{kind_of(report.kind).name}", _unit(report.unit), f"年度：{year}{edition}"]
    if report.title:
        lines.append(f"标题：{report.title}")
    for section in report.sections:
        name = section.heading or ("标题和第一部分之间" if section.id == "preamble" else "正文")
        words = sum(len(paragraph.text) for paragraph in section.paragraphs)
        table = "，有表" if section.table else ""
        lines.append(f"{name}：{len(section.paragraphs)} 段 {words} 字{table}")
    lines += _tables(report, form)
    if report.date:
        lines.append(f"成文日期：{report.date}")
    return lines + _unread(report)


def _unread(report: Report) -> list[str]:
    remarks = [*report.remarks, *(remark for table in report.tables for remark in table.remarks)]
    shown = [f"没有读准：{remark.location or ''} {remark}".replace("： ", "：") for remark in remarks[:_SHOWN]]
    return [*shown, f"没有读准的还有 {len(remarks) - _SHOWN} 处"] if len(remarks) > _SHOWN else shown


_BEGINNING = 24


def claims_told(report: Report) -> list[str]:
    """The claims of every paragraph that has some, in Chinese; what was not understood is said."""
    told = claims_of(report)
    lines: list[str] = []
    placed = unplaced = 0
    for item in told.readings:
        if not item.claims and not item.unplaced:
            continue
        text = item.paragraph.text
        lines.append(f"{item.section.heading or '正文'}：{text[:_BEGINNING]}{'…' if len(text) > _BEGINNING else ''}")
        lines += [f"  “{claim.text}”：{claim_in_words(claim, told.roles)}" for claim in item.claims]
        if item.unplaced:
            lines.append(f"  没有读懂说的是什么的数：{'、'.join(figure.text for figure in item.unplaced)}")
        placed += sum(claim.value is not None for claim in item.claims)
        unplaced += len(item.unplaced)
    if not lines:
        return ["文字里没有读到数字"]
    return [*lines, f"共读懂 {placed} 处，没有读懂的数 {unplaced} 个"]
