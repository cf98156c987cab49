"""Findings, their counts and drafts as a clerk reads them on a console, and how far a model is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from nianbao.cli.console import Console, aligned, columns, errors, one_line, underlined

if TYPE_CHECKING:
    from pathlib import Path

    from nianbao.checking import Finding
    from nianbao.cli.console import Console
    from nianbao.drafting import Draft
    from nianbao.drafting.engines import Engine
    from nianbao.drafting.engines.model_budget import Progress
    from nianbao.drafting.open_questions import Asked
    from nianbao.jobs.check.fix_file import FixedFile
    from nianbao.text.masking import Masked


LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
UNKNOWN = "无法判断"
_STYLES = {"error": "red", "warning": "yellow", "info": "cyan"}
_BY = {"baseline": "基线", "settings": "设置", "comment": "批注", "draft": "草稿"}
_INDENT = "      "
_WIDTH = 100
_ALIKE = 3
"""Findings of one message shown in full; of the others only the places are named."""
_OF_A_RULE = 20
"""Findings of one rule shown in full."""
_PLACES = 5


def _place(finding: Finding) -> str:
    return finding.place


def _line(finding: Finding) -> list[str | tuple[str, str]]:
    failed = finding.verdict == "fails"
    level = LEVELS[finding.severity] if failed else UNKNOWN
    place = _place(finding)
    return [
        "  ",
        (level, _STYLES[finding.severity] if failed else "cyan"),
        (f" {finding.code} {place} " if place else f" {finding.code} ", "dim"),
        one_line(finding.message),
    ]


def _quotation(out: Console, finding: Finding) -> None:
    """The excerpt with its place underlined; for a table, what stands in the cell where the message does not say."""
    bar = f"{_INDENT}│ "
    width = min(out.width - 1, _WIDTH) - columns(bar, out.encoding)
    if finding.excerpt:
        text, marks = underlined(finding.excerpt, finding.excerpt_at, finding.quote, width, out.encoding)
        style = _STYLES[finding.severity] if finding.verdict == "fails" else "cyan"
        out.print((bar + text, "dim"))
        out.print((bar, "dim"), (marks, style))
    elif (quote := finding.quote.strip()) and quote not in finding.message:
        out.print((f"{_INDENT}原文：{underlined(quote, 0, quote, width - 6, out.encoding)[0]}", "dim"))


def _whole(out: Console, finding: Finding) -> None:
    out.print(*_line(finding))
    _quotation(out, finding)
    for name, words in finding.grounds.items():
        out.print((f"{_INDENT}{name}：{one_line(words)}", "dim"))
    if finding.fix and finding.fix.advice:
        out.print((f"{_INDENT}办法：{one_line(finding.fix.advice)}", "dim"))


def _more(findings: Sequence[Finding]) -> str:
    """同样的问题还有 12 处：第8行、第9行……"""
    places = list(dict.fromkeys(place for item in findings if (place := _place(item))))
    named = "、".join(places[:_PLACES]) + ("等" if len(places) > _PLACES else "")
    return f"还有 {len(findings)} 处" + (f"：{named}" if named else "")


def show_findings(out: Console, findings: Sequence[Finding]) -> None:
    """Print findings, the gravest first: each with its excerpt, both sides of what disagrees, and remedy.

    Silenced findings are left out. Of many findings alike the first few are printed and the rest counted.
    """
    rank = {"error": 0, "warning": 1, "info": 2}
    shown = [item for item in findings if item.silenced is None]
    shown.sort(key=lambda item: (item.verdict != "fails", rank[item.severity]))
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in shown:
        alike.setdefault((finding.verdict, finding.severity, finding.code, finding.message), []).append(finding)
    printed: Counter[str] = Counter()
    left: dict[str, list[Finding]] = {}
    for group in alike.values():
        code = group[0].code
        now = group[: min(_ALIKE, _OF_A_RULE - printed[code])]
        if not now:
            left.setdefault(code, []).extend(group)
            continue
        printed[code] += len(now)
        for finding in now:
            _whole(out, finding)
        if rest := group[len(now) :]:
            out.print((f"{_INDENT}同样的问题{_more(rest)}", "dim"))
    for code, rest in left.items():
        out.print((f"  {code} {_more(rest)}", "dim"))
    if any(len(group) > _ALIKE for group in alike.values()) or left:
        out.print(("  每一处都看：在检查的命令后面加 -o 检查结果.html，打开那个网页。", "dim"))


def show_lines(out: Console, lines: Sequence[str], mark: str = "") -> None:
    """Print lines a clerk should read."""
    for line in lines:
        out.print(f"{mark}{line}")


def show_changes(out: Console, name: str, fixed: FixedFile) -> None:
    """Print the changes made in a copy, and those that were not made with the reason."""
    for edit in fixed.made:
        place = f"{edit.location} " if edit.location is not None else ""
        out.print(f"  已改 {edit.code} {place}“{one_line(edit.old)}” → “{one_line(edit.new)}”")
    for item in fixed.not_made:
        out.print((f"  未改 {item.edit.code} “{one_line(item.edit.old)}”：{one_line(item.reason)}", "yellow"))
    if fixed.path is None:
        out.print(f"{name}：没有可以代改的地方，没有写文件")
    else:
        out.print(f"改好的副本：{fixed.path}（{len(fixed.made)} 处；原件没有动）")


def _silenced(findings: Sequence[Finding]) -> str:
    """另有 3 项按设置不报（基线 2，批注 1）; empty where there is none."""
    by: Counter[str] = Counter(finding.silenced.by for finding in findings if finding.silenced is not None)
    if not by:
        return ""
    return f"另有 {by.total()} 项按设置不报（{'，'.join(f'{word} {by[key]}' for key, word in _BY.items() if by[key])}）"


def counted(findings: Sequence[Finding], *, passage: bool = False, unread: int = 0) -> str:
    """错误 1，警告 2；另有 3 项按设置不报（基线 3）; 没有发现问题 where nothing counts and all was read.

    Args:
        unread: files that could not be read: of what was not read nothing is said to be clean.
    """
    heard = [finding for finding in findings if finding.silenced is None]
    failed = [finding for finding in heard if finding.verdict == "fails"]
    nothing = "这段文字没有要改的地方" if passage else "读成的没有发现问题" if unread else "没有发现问题"
    parts = [f"{word} {count}" for level, word in LEVELS.items() if (count := sum(f.severity == level for f in failed))]
    if unknown := len(heard) - len(failed):
        parts.append(f"{UNKNOWN} {unknown}")
    refused = f"没有读成 {unread} 份，没有检查" if unread else ""
    return "；".join(part for part in ("，".join(parts) or nothing, refused, _silenced(findings)) if part)


def show_draft(out: Console, draft: Draft) -> None:
    """Print what a draft leaves to the clerk: findings, thin aspects, blanks, what is to be verified."""
    from nianbao.checking import tagged
    from nianbao.checking.finding import HOW_TO_FILL
    from nianbao.drafting.to_verify import to_verify

    blanks = [finding for finding in draft.findings if finding.code in tagged("blank", "unverified")]
    others = [finding for finding in draft.findings if finding not in blanks]
    if others:
        out.print(("检查发现：", "bold"))
        show_findings(out, others)
    waited = "".join(finding.evidence.get(HOW_TO_FILL, "") for finding in blanks)
    thin = [item for item in draft.advice if item.concrete not in waited]
    if thin:
        out.print(("下列方面没有素材，写上这些会更具体：", "bold"))
        show_lines(out, [f"{item.label}：{item.concrete}" for item in thin], "  ")
    if draft.failures:
        out.print(("下列部分没有写成，用了不联网的写法：", "bold"))
        show_lines(out, [f"{label}：{why}" for label, why in draft.failures.items()], "  ")
    empty = [finding for finding in blanks if finding.code in tagged("blank")]
    unsure = [finding for finding in blanks if finding.code in tagged("unverified")]
    if empty:
        out.print(("待填（补进素材后重新起草，或在 Word 中填好后用 nianbao take 取回）：", "bold"))
        show_lines(out, [_to_fill(finding) for finding in empty], "  ")
    if sorts := to_verify(draft):
        out.print(("请核实：", "bold"))
        for sort in sorts:
            out.print(f"  {sort.title}：")
            show_lines(out, sort.lines, "    ")
    out.print(f"{counted(others)}；待填 {len(empty)} 处，待核实 {len(unsure)} 处")


_BEST = 3
"""Open questions that a draft ends with."""


def show_open(out: Console, waiting: Sequence[Asked], path: Path, *, sheet: bool) -> None:
    """Print the most valuable open questions, and how they are answered.

    Args:
        waiting: best first. path: as the clerk named the job. sheet: whether the workbook has them, too.
    """
    if not waiting:
        return
    from nianbao.command_line import command

    out.print((f"还有 {len(waiting)} 问没有答，最要紧的：", "bold"))
    show_lines(out, [f"{asked.ask}" for asked in waiting[:_BEST]], "  ")
    also = "；也可以填在素材的“追问”表里，再起草一次" if sheet else ""
    out.print(f"逐一回答：{command('ask', path)}（回车跳过，随时可停{also}）")


def _to_fill(finding: Finding) -> str:
    """What a blank asks for, and how it is to be filled where more is to be said."""
    from nianbao.checking.finding import HOW_TO_FILL

    what, how = finding.message.removeprefix("还没有填："), finding.evidence.get(HOW_TO_FILL, "")
    return f"{what}：{how}" if how else what


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
    from nianbao.checking.engine import known_rules

    everything = [(name, finding) for name, findings in files for finding in findings]
    by_code: dict[str, list[tuple[str, Finding]]] = {}
    for name, finding in everything:
        by_code.setdefault(finding.code, []).append((name, finding))
    titles = {rule.code: rule.title for rule in known_rules()}
    rows = [(_row(code, found), titles.get(code, "")) for code, found in by_code.items()]
    rows.sort(key=lambda row: (-int(row[0][1]), row[0][0]))
    rows.append((_row("合计", everything), f"共检查 {len(files)} 个文件"))
    table = [([*_HEAD], "规则"), *rows]
    used = [index for index in range(len(_HEAD)) if index < 3 or rows[-1][0][index] != "0"]
    lines = aligned([[*(cells[index] for index in used), title] for cells, title in table], left=(0, len(used)))
    for number, line in enumerate(lines):
        out.print((line, "bold" if number in (0, len(rows)) else ""))


def show_destination(what: str, destination: str) -> None:
    """Say where something will go, and what of people may go with it, before it does."""
    from nianbao.text.masking import CANNOT

    errors().print(f"{what}将发送到：{destination}")
    errors().print((f"姓名、号码、住址等换成代号再发送（nianbao prompt show 可先看）。{CANNOT}。", "dim"))


def show_masked(out: Console, masked: list[Masked]) -> None:
    """What placeholders stand for, here alone: each kind with its count and words; and what no program can promise."""
    from nianbao.text.masking import CANNOT

    if masked:
        out.print(("换成代号的（只在本机显示，不发送）：", "bold"))
    for kind in dict.fromkeys(item.kind for item in masked):
        of = [item for item in masked if item.kind == kind]
        out.print(
            f"  {kind} {sum(item.times for item in of)} 处：{'、'.join(f'{i.words}→{i.placeholder}' for i in of)}"
        )
    if not masked:
        out.print("没有找到要换成代号的姓名、号码、住址等。")
    out.print(f"{CANNOT}。")


def announce(engine: Engine) -> None:
    """Say where an engine sends things, before it does; nothing for one that sends nothing."""
    if engine.sends:
        options = getattr(engine, "options", None)
        shown = options is None or options.show_values
        show_destination("素材和表格的数字" if shown else "素材和数字的名称（不含数字）", engine.destination)


_STATES = {"answered": "已回答", "done": "写好", "failed": "没有写成，用了不联网的写法"}


def show_progress(progress: Progress) -> None:
    """A line for what happened: part, round, tokens, time."""
    if progress.state == "asked":
        return
    round = f"第 {progress.round} 次修改，" if progress.round else ""
    left = f"，还有 {progress.complaints} 处不合要求" if progress.state == "answered" and progress.complaints else ""
    errors().print(
        (f"  {progress.label}：{round}{_STATES[progress.state]}{left}", ""),
        (f"（{progress.tokens} 词元，{progress.seconds:.0f} 秒）", "dim"),
    )
