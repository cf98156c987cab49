"""What a second reader is given of a report: its lines numbered, in stretches of whole sections, and what is known."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from nianbao.checking import Finding
from nianbao.checking.context import Context
from nianbao.drafting.prompts import Message, load_prompt
from nianbao.drafting.second_reader.table_rows import TableRows
from nianbao.kinds import kind_of
from nianbao.text import fold

_STRETCH = 3000
"""Characters that are read at once; a report of usual length is read in two or three stretches."""
_NO_TABLES = "（没有表，或者没有读出来；数字只看文中前后是不是一致）"
_TOLD = 40
"""Findings of the rules that are named of one stretch, and characters of each quotation."""
_MESSAGE = 80


class Stretch(NamedTuple):
    """Some lines of a report, by the numbers of their first and last one, from 1."""

    first: int
    last: int


def stretches_of(context: Context, most: int = _STRETCH) -> list[Stretch]:
    """The lines of a report in stretches, cut before a heading where one is near enough.

    Args:
        most: characters of a stretch; a longer paragraph is one by itself.
    """
    blocks = context.document.blocks
    found: list[Stretch] = []
    first, size, heading = 0, 0, 0
    for index, block in enumerate(blocks):
        length = block.end - block.start
        if size and size + length > most:
            cut = heading if heading > first else index
            found.append(Stretch(first + 1, cut))
            first, size = cut, sum(item.end - item.start for item in blocks[cut:index])
        if block.kind == "heading":
            heading = index
        size += length
    if size:
        found.append(Stretch(first + 1, len(blocks)))
    return found


def named_findings(findings: Iterable[Finding]) -> dict[str, Finding]:
    """What the rules found at a place of the text, by how a reader is told of it (找7f2a): the same name whatever else
    is found, since an answer may come days after the question."""
    told = (item for item in findings if item.position is not None and item.counts and item.severity != "info")
    return {f"找{sha256(f'{one.code} {one.position} {one.quote}'.encode()).hexdigest()[:4]}": one for one in told}


def _said_by_rules(context: Context, stretch: Stretch, findings: Iterable[Finding]) -> list[str]:
    blocks = context.document.blocks
    start, end = blocks[stretch.first - 1].start, blocks[stretch.last - 1].end
    found = []
    for name, item in named_findings(findings).items():
        if item.position is not None and start <= item.position < end:
            number = blocks.index(context.document.block(item.position)) + 1
            found.append(f"{name} 段{number}“{item.quote[:_TOLD]}”：{item.message[:_MESSAGE]}")
    return found[:_TOLD]


def messages_of(
    context: Context, rows: TableRows, stretch: Stretch, findings: Iterable[Finding], prompts: Path | None = None
) -> list[Message]:
    """What a reader is asked about a stretch; masked when it is sent.

    Args:
        rows: the report's tables. findings: what the rules found. prompts: the user's own prompts.
    """
    report, document = context.report, context.document
    unit = report.unit
    known = [
        f"单位：{unit.full}" if unit is not None else "单位：没有认出来",
        *([f"上级：{'、'.join(unit.within)}"] if unit is not None and unit.within else []),
        f"报告年度：{report.year}年（1月1日至12月31日）" if report.year is not None else "报告年度：没有认出来",
        f"种类：{kind_of(report.kind).name}",
    ]
    headings = [f"段{n} {document.text[b.start : b.end]}" for n, b in enumerate(document.blocks, 1) if b.kind != "body"]
    lines = [
        f"段{number} {document.text[block.start : block.end]}"
        for number, block in enumerate(document.blocks, 1)
        if stretch.first <= number <= stretch.last and fold(document.text[block.start : block.end]).strip()
    ]
    return load_prompt("proofread", prompts).fill(
        report="\n".join(known),
        tables="\n".join(rows.lines) or _NO_TABLES,
        headings="\n".join(headings) or "（没有标题）",
        found="\n".join(_said_by_rules(context, stretch, findings)) or "（没有）",
        text="\n".join(lines),
        last=str(stretch.last),
    )
