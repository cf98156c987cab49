"""Writes report.yaml."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from nianbao.facts import complete, computed_cells
from nianbao.kinds import Block, Form, Table
from nianbao.report import Cell, Note, Problem, Report

_MANY = 5
"""Differences told of one table; the rest are counted."""


def quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds, on one line."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def figure_lines(report: Report, edition: Form, fee: Mapping[str, Decimal] | None) -> tuple[list[str], list[str]]:
    """``tables:`` of an input.

    Args:
        report: whose cells are taken. edition: their form. fee: figures of the handling fee, where they are known.

    Returns:
        The lines, and in Chinese what of the tables is not known. A block of which every figure is known declares
        its rest zero; what is not known is never zero. Totals are left to code.
    """
    computed = computed_cells(edition)
    given = {id: cell for id, cell in report.cells.items() if cell.value is not None and id in edition.cells}
    lines: list[str] = ["tables:"]
    doubts: list[str] = []
    for table in edition.tables:
        if table.printed:
            lines += [line for block in table.blocks for line in _block(block, table, given, set(computed))]
            doubts += _missing(table, given, set(computed))
    if fee is not None and "handling_fee" in edition.blocks:
        parts = ", ".join(f"{key}: {value:f}" for key, value in fee.items())
        lines.append(f"  handling_fee: {{{parts}}}")
    elif "handling_fee" in edition.blocks:
        doubts.append("没有读到信息处理费的情况，起草时会留待填")
    summed = complete(edition, {id: cell for id, cell in given.items() if id not in computed})
    wrong = [id for id in computed if id in given and id in summed and given[id].value != summed[id].value]
    for id in wrong[:_MANY]:
        doubts.append(
            f"原表“{edition.cells[id].label}”是 {given[id].value}，各项之和是 {summed[id].value}；素材按各项重算"
        )
    if len(wrong) > _MANY:
        doubts.append(f"还有 {len(wrong) - _MANY} 个总计与各项之和不符，素材按各项重算")
    return lines, doubts


def _block(block: Block, table: Table, given: Mapping[str, Cell], computed: set[str]) -> Iterator[str]:
    cells = [cell for cell in block.cells(table.id) if cell.id not in computed]
    whole = all(cell.id in given for cell in cells)
    rows: dict[str, list[str]] = {}
    for cell in cells:
        found = given.get(cell.id)
        if found is not None and found.value is not None and (found.value or not whole):
            unit = found.unit if cell.kind == "money" else ""
            rows.setdefault(cell.row, []).append(f"{cell.column}: {_number(found.value)}{unit}")
    if not rows and not whole:
        return
    yield f"  {block.id}:"
    if whole:
        yield "    rest: zero"
    for row, figures in rows.items():
        if row:
            yield f"    {row}: {{{', '.join(figures)}}}"
        else:
            yield from (f"    {figure}" for figure in figures)


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _missing(table: Table, given: Mapping[str, Cell], computed: set[str]) -> Iterator[str]:
    cells = [cell for block in table.blocks for cell in block.cells(table.id) if cell.id not in computed]
    missing = [cell for cell in cells if cell.id not in given]
    if len(missing) == len(cells):
        yield f"没有读到“{table.name}”，请在 report.yaml 里填写"
    elif missing:
        shown = "、".join(f"“{cell.label}”" for cell in missing[:3])
        yield f"“{table.name}”有 {len(missing)} 格没有数字（{shown}{'等' if len(missing) > 3 else ''}），请填写"


def note_lines(notes: Sequence[Note]) -> Iterator[str]:
    """``notes:`` of an input."""
    if not notes:
        return
    yield "notes:"
    for aspect in dict.fromkeys(note.aspect for note in notes):
        yield f"  {aspect}:"
        for note in notes:
            if note.aspect != aspect:
                continue
            if note.text:
                yield f"    - {quoted(note.text)}"
                continue
            fields = {key: getattr(note, key) for key in ("what", "object", "quantity", "time", "channel", "result")}
            yield f"    - {{{', '.join(f'{key}: {quoted(value)}' for key, value in fields.items() if value)}}}"


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """``problems:`` of an input."""
    if not problems:
        return
    yield "problems:"
    for item in problems:
        lead = "-"
        for key in ("problem", "cause", "measure", "owner", "deadline"):
            if value := getattr(item, key):
                yield f"  {lead} {key}: {quoted(value)}"
                lead = " "
