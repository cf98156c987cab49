"""Findings counted by rule, as a table for a console."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nianbao.cli.console import Console
from nianbao.cli.excerpt import columns
from nianbao.cli.show_findings import LEVELS, UNKNOWN

if TYPE_CHECKING:
    from nianbao.checking import Finding

__all__ = ["show_statistics"]

_HEAD = ("编号", "次数", "文件", *LEVELS.values(), UNKNOWN, "不报")


def _kind(finding: Finding) -> str:
    if finding.silenced is not None:
        return "不报"
    return LEVELS[finding.severity] if finding.verdict == "fails" else UNKNOWN


def _row(name: str, findings: Sequence[tuple[str, Finding]]) -> list[str]:
    kinds = Counter(_kind(finding) for _, finding in findings)
    heard = {file for file, finding in findings if finding.silenced is None}
    return [name, str(kinds.total() - kinds["不报"]), str(len(heard)), *(str(kinds[kind]) for kind in _HEAD[3:])]


def show_statistics(out: Console, files: Sequence[tuple[str, Sequence[Finding]]]) -> None:
    """Print how often each rule found something, the most frequent first, and the totals.

    Args:
        files: each file's name and findings; a silenced finding is counted under 不报 only.
    """
    from nianbao.checking import all_rules

    everything = [(name, finding) for name, findings in files for finding in findings]
    by_code: dict[str, list[tuple[str, Finding]]] = {}
    for name, finding in everything:
        by_code.setdefault(finding.code, []).append((name, finding))
    titles = {rule.code: rule.title for rule in all_rules()}
    rows = [(_row(code, found), titles.get(code, "")) for code, found in by_code.items()]
    rows.sort(key=lambda row: (-int(row[0][1]), row[0][0]))
    rows.append((_row("合计", everything), f"共检查 {len(files)} 个文件"))
    table = [([*_HEAD], "规则"), *rows]
    used = [index for index in range(len(_HEAD)) if index < 3 or rows[-1][0][index] != "0"]
    widths = {index: max(columns(cells[index]) for cells, _ in table) for index in used}
    for number, (cells, title) in enumerate(table):
        padded = [
            cells[index] + " " * (widths[index] - columns(cells[index]))
            if index == 0
            else " " * (widths[index] - columns(cells[index])) + cells[index]
            for index in used
        ]
        out.print(("  ".join([*padded, title]), "bold" if number in (0, len(rows)) else ""))
