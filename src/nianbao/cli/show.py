"""Findings and drafts as a clerk reads them on a console."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from nianbao.checking import Finding
    from nianbao.drafting import Draft

__all__ = ["counted", "show_draft", "show_findings", "show_lines"]

_WORDS = {"error": "错误", "warning": "警告", "info": "提示"}
_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_UNKNOWN = "无法判断"
_QUOTE = 40


def _place(finding: Finding) -> str:
    return str(finding.location) if finding.location is not None else ""


def _line(finding: Finding) -> Text:
    failed = finding.verdict == "fails"
    line = Text("  ")
    line.append(_WORDS[finding.severity] if failed else _UNKNOWN, _STYLES[finding.severity] if failed else "cyan")
    line.append(f" {finding.code} ", "dim")
    if place := _place(finding):
        line.append(f"{place} ", "dim")
    line.append(finding.message)
    return line


def show_findings(out: Console, findings: Sequence[Finding]) -> None:
    """Print findings, the gravest first, each with its quotation and remedy."""
    rank = {"error": 0, "warning": 1, "info": 2}
    for finding in sorted(findings, key=lambda item: (item.verdict != "fails", rank[item.severity])):
        out.print(_line(finding))
        quote = finding.quote.strip()
        if quote and quote not in finding.message:
            out.print(Text(f"      原文：{quote[:_QUOTE]}{'…' if len(quote) > _QUOTE else ''}", "dim"))
        if finding.fix and finding.fix.advice:
            out.print(Text(f"      办法：{finding.fix.advice}", "dim"))


def show_lines(out: Console, lines: Sequence[str], mark: str = "") -> None:
    """Print lines a clerk should read."""
    for line in lines:
        out.print(Text(f"{mark}{line}"))


def counted(findings: Sequence[Finding]) -> str:
    """错误 1，警告 2 …; 没有发现问题 where there is nothing."""
    failed = [finding for finding in findings if finding.verdict == "fails"]
    parts = [f"{word} {count}" for level, word in _WORDS.items() if (count := sum(f.severity == level for f in failed))]
    if unknown := len(findings) - len(failed):
        parts.append(f"{_UNKNOWN} {unknown}")
    return "，".join(parts) if parts else "没有发现问题"


def show_draft(out: Console, draft: Draft) -> None:
    """Print what a draft leaves to the clerk: findings, thin aspects, sentences to read, unused notes."""
    blanks = [finding for finding in draft.findings if finding.code in ("SRC01", "SRC02")]
    others = [finding for finding in draft.findings if finding not in blanks]
    if others:
        out.print(Text("检查发现：", "bold"))
        show_findings(out, others)
    waited = "".join(finding.message for finding in blanks)
    thin = [item for item in draft.advice if item.concrete not in waited]
    if thin:
        out.print(Text("下列方面没有素材，写上这些会更具体：", "bold"))
        show_lines(out, [f"{item.label}：{item.concrete}" for item in thin], "  ")
    if draft.read:
        out.print(Text("下列句子取自自由描述，请读一遍：", "bold"))
        show_lines(out, [sentence.text for sentence in draft.read], "  ")
    if draft.unused:
        out.print(Text("下列素材没有用上：", "bold"))
        words = {note.id: note.words for note in draft.report.notes}
        words |= {problem.id: problem.problem for problem in draft.report.problems}
        show_lines(out, [words.get(id, id)[:60] for id in draft.unused], "  ")
    if draft.dropped:
        out.print(Text("下列句子没有采用：", "bold"))
        show_lines(out, [f"{item.text}（{item.reason}）" for item in draft.dropped], "  ")
    if blanks:
        out.print(Text("待填（补进素材后重新起草，或在 Word 中填好后用 nianbao take 取回）：", "bold"))
        show_lines(out, [finding.message.removeprefix("还没有填：") for finding in blanks], "  ")
    waiting = sum(finding.code == "SRC01" for finding in blanks)
    doubted = len(blanks) - waiting
    out.print(Text(f"{counted(others)}；待填 {waiting} 处，待核实 {doubted} 处"))
