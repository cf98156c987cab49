"""Many checked files on one screen: a line a file, totals by rule, then errors and warnings a line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nianbao.cli.console import Console, aligned, one_line
from nianbao.cli.show_findings import LEVELS, UNKNOWN
from nianbao.jobs.check.check_file import shown_name

if TYPE_CHECKING:
    from nianbao.checking import Finding
    from nianbao.jobs.check.check_file import Checked
    from nianbao.jobs.check.check_files import Unread

_FILES, _RULES, _LINES = 60, 6, 20
"""Files, rules and findings that are printed a line each; the rest are counted."""
_NAMED = 2
_RANK = {"error": 0, "warning": 1}


def _standing(item: Checked) -> list[Finding]:
    return [finding for finding in item.findings if finding.silenced is None]


def _counts(item: Checked) -> tuple[int, ...]:
    """Errors, warnings, hints, what could not be judged."""
    standing = _standing(item)
    failed = Counter[str](finding.severity for finding in standing if finding.verdict == "fails")
    return (*(failed[level] for level in LEVELS), sum(finding.verdict != "fails" for finding in standing))


def _files(checked: Sequence[Checked], unread: Sequence[Unread]) -> Iterator[tuple[list[str], str]]:
    yield ["文件", *LEVELS.values(), UNKNOWN], "bold"
    for item in unread:
        yield [item.path, *("－" for _ in LEVELS), "没有读成"], "red"
    rows = sorted(
        ((_counts(item), shown_name(item.path)) for item in checked), key=lambda row: [-count for count in row[0]]
    )
    found = [row for row in rows if any(row[0])]
    for counts, path in found[:_FILES]:
        yield [path, *(str(count or "") for count in counts)], ""
    if len(found) > _FILES:
        yield [f"（另有 {len(found) - _FILES} 份有问题）"], "dim"
    if clean := len(rows) - len(found):
        yield [f"没有发现问题的 {clean} 份"], "dim"


def _by_rule(checked: Sequence[Checked]) -> Iterator[str]:
    from nianbao.checking.engine import known_rules

    titles = {rule.code: rule.title for rule in known_rules()}
    found: dict[str, list[str]] = {}
    for item in checked:
        for finding in _standing(item):
            if finding.verdict == "fails" and finding.severity in _RANK:
                found.setdefault(finding.code, []).append(item.path)
    for code, paths in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:_RULES]:
        yield f"  {code} {titles.get(code, '')}：{len(paths)} 处，{len(set(paths))} 份"


def _said(checked: Sequence[Checked]) -> Iterator[str]:
    """What is to be known of files, each once with the files it is of."""
    of: dict[str, list[str]] = {}
    for item in checked:
        for message in item.messages:
            of.setdefault(message, []).append(item.path)
    for message, paths in of.items():
        yield f"{'、'.join(paths[:_NAMED])}{f'等 {len(paths)} 份' if len(paths) > _NAMED else ''}：{message}"


def show_many(out: Console, checked: Sequence[Checked], unread: Sequence[Unread]) -> None:
    """Print what was found in many files, on one screen.

    Args:
        checked: the files. unread: those that could not be read.
    """
    rows = list(_files(checked, unread))
    for line, (_, style) in zip(aligned([cells for cells, _ in rows]), rows, strict=True):
        out.print((line, style))
    for line in _said(checked):
        out.print(line)
    if rules := list(_by_rule(checked)):
        out.print(("错误和警告，按规则：", "bold"))
        for line in rules:
            out.print(line)
    graves = [
        (item.path, finding)
        for item in checked
        for finding in _standing(item)
        if finding.verdict == "fails" and finding.severity in _RANK
    ]
    graves.sort(key=lambda pair: _RANK[pair[1].severity])
    room = max(_LINES - len(checked) // 5, 5)
    for path, finding in graves[:room]:
        style = "red" if finding.severity == "error" else "yellow"
        place = f" {finding.place}" if finding.place else ""
        out.print((LEVELS[finding.severity], style), f" {path}{place} {finding.code} {one_line(finding.message)}")
    if len(graves) > room:
        out.print((f"另有错误和警告 {len(graves) - room} 处没有列出。", "dim"))
    if any(map(_standing, checked)):
        out.print(("逐处看：加 --hints；或者加 -o 问题清单.xlsx、-o 检查结果.html，打开那个文件。", "dim"))
