"""A comparison as a reviewer reads it on a console."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.align.alignment import CellPair, ParagraphPair
from nianbao.align.differences import Run
from nianbao.cli.console import Console, one_line, print_table
from nianbao.cli.show_findings import counted as findings_counted
from nianbao.reviewing.compare.comparison import (
    Comparison,
    as_percent,
    cell_text,
    cells_changed,
    counted,
    counts,
    difference_text,
    heading_text,
    signed,
    table_names,
    told_counts,
    told_of,
)

_CELLS = 12
"""Changed cells shown of a table."""
_FIGURES = 30
_LONE = 60
"""Characters shown of a paragraph that only one side has."""
_AROUND = 10
"""Characters shown before and after a change."""
_MORE = "用 -o 对照.html 可以看到全部"

Part = str | tuple[str, str]


def show_comparison(out: Console, comparison: Comparison) -> None:
    """Print what a reviewer asks first: how much is carried over, which figures and words changed, what was found."""
    total = counts(comparison)
    out.print(("A", "bold"), f" {one_line(comparison.old_name)}　{one_line(comparison.old.title)}")
    out.print(("B", "bold"), f" {one_line(comparison.new_name)}　{one_line(comparison.new.title)}")
    for remark in comparison.remarks:
        out.print((one_line(remark), "yellow"))
    if total.none:
        out.print("两份的文字和表格没有不同。")
    else:
        share = f"B 的文字沿用 A 的 {as_percent(comparison.carried)}（数字、年份、单位名称不计）"
        out.print(f"{share}；{told_counts(total)}；正文数字变 {total.figures} 处，表格变 {total.cells} 格")
        _sections(out, comparison)
        _figures(out, comparison)
        _tables(out, comparison)
        _text(out, comparison)
    out.print(("检查：", "bold"))
    out.print(f"  A {findings_counted(comparison.old_findings)}")
    out.print(f"  B {findings_counted(comparison.new_findings)}")
    if comparison.old_findings or comparison.new_findings:
        out.print(("  逐条见 nianbao check，或用 -o 对照.html 写成网页", "dim"))


def _sections(out: Console, comparison: Comparison) -> None:
    rows = [
        (one_line(heading_text(section)), as_percent(section.carried), told_counts(counted(section.paragraphs)))
        for section in comparison.sections
        if section.paragraphs
    ]
    if rows:
        out.print(("各部分沿用多少：", "bold"))
        print_table(out, rows)


def _figures(out: Console, comparison: Comparison) -> None:
    rows = [
        (
            f"{change.old or '—'} → {change.new or '—'}",
            difference_text(change),
            signed(change.percent, "%"),
            _cut(one_line(change.clause), 24),
        )
        for section in comparison.sections
        for pair in section.paragraphs
        for change in pair.figures
    ]
    if rows:
        out.print(("正文中变了的数字：", "bold"))
        print_table(out, rows[:_FIGURES])
        if len(rows) > _FIGURES:
            out.print((f"  还有 {len(rows) - _FIGURES} 处，{_MORE}", "dim"))


def _tables(out: Console, comparison: Comparison) -> None:
    names = table_names(comparison)
    by_table: dict[str, list[CellPair]] = {}
    for pair in cells_changed(comparison):
        by_table.setdefault(pair.table, []).append(pair)
    for table, pairs in by_table.items():
        out.print((f"{one_line(names.get(table, table))}变了 {len(pairs)} 格：", "bold"))
        rows = [
            (
                f"{one_line(cell_text(pair.old))} → {one_line(cell_text(pair.new))}",
                signed(pair.difference),
                signed(pair.percent, "%"),
                pair.label,
            )
            for pair in pairs[:_CELLS]
        ]
        print_table(out, rows)
        if len(pairs) > _CELLS:
            out.print((f"  还有 {len(pairs) - _CELLS} 格，{_MORE}", "dim"))


def _text(out: Console, comparison: Comparison) -> None:
    sections = [
        (section, shown)
        for section in comparison.sections
        if (shown := [pair for pair in section.paragraphs if pair.moved or pair.joined or pair.differs])
    ]
    if not sections:
        return
    out.print(("文字（[-只有 A 有-]，[+只有 B 有+]）：", "bold"))
    for section, pairs in sections:
        out.print(f"  {one_line(heading_text(section))}")
        for pair in pairs:
            out.print(f"    {'、'.join(told_of(pair))}  ", *_excerpt(pair))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _excerpt(pair: ParagraphPair) -> Iterator[Part]:
    """A paragraph with its changes; what stays the same is cut to what stands around them."""
    lone = pair.old is None or pair.new is None
    runs = pair.shown
    if not any(run.kind != "same" for run in runs):
        yield _cut(one_line("".join(run.text for run in runs)), _LONE)
        return
    for number, run in enumerate(runs):
        text = one_line(run.text)
        if run.kind == "same":
            yield _short(text, first=number == 0, last=number == len(runs) - 1)
        else:
            yield _marked(run, _cut(text, _LONE) if lone else text)


def _short(text: str, *, first: bool, last: bool) -> str:
    head = "" if first else text[:_AROUND]
    tail = "" if last else text[-_AROUND:]
    return text if len(text) <= len(head) + len(tail) + 1 else f"{head}…{tail}"


def _marked(run: Run, text: str) -> Part:
    return (f"[-{text}-]", "red") if run.kind == "del" else (f"[+{text}+]", "cyan")
