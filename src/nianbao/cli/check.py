"""nianbao check."""

from __future__ import annotations

import glob
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from nianbao.checking import Finding
    from nianbao.report import Report, Unit

__all__ = ["check"]


class Format(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"


class FailOn(StrEnum):
    """From which level on the exit code is 1."""

    error = "error"
    warning = "warning"
    never = "never"


def _expanded(names: list[str]) -> list[str]:
    """File names, patterns expanded (cmd.exe does not), Word's lock files left out.

    Raises:
        InputError: a pattern that matches nothing.
    """
    from nianbao.errors import InputError

    found: list[str] = []
    for name in names:
        if name == "-" or Path(name).exists() or not glob.has_magic(name):
            found.append(name)
            continue
        matched = sorted(glob.glob(name))  # noqa: PTH207 (patterns may be absolute)
        if not matched:
            raise InputError.one(name, "没有匹配的文件", "请检查路径和通配符")
        found += matched
    return [name for name in dict.fromkeys(found) if not Path(name).name.startswith("~$")]


def _unit(name: str, within: tuple[str, ...]) -> Unit | None:
    from nianbao.report import Unit

    return Unit.parse(name, within=within) if name else None


def _load(name: str, unit: Unit | None, year: int | None, within: tuple[str, ...]) -> tuple[Report, list[str]]:
    if name == "-":
        from nianbao.reading import read_text
        from nianbao.text import decode

        text = decode(sys.stdin.buffer.read(), "标准输入")
        return read_text(text, unit=unit, year=year, within=within), []
    from nianbao.jobs import report_for_check

    return report_for_check(Path(name), unit=unit, year=year, within=within)


def _fails(findings: list[Finding], level: FailOn) -> bool:
    if level is FailOn.never:
        return False
    counted = ("error",) if level is FailOn.error else ("error", "warning")
    return any(item.verdict == "fails" and item.severity in counted for item in findings)


def check(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="报告、素材或文件夹；- 表示从标准输入读文字。")],
    format: Annotated[Format, typer.Option("--format", help="text 给人看，json 给程序用。")] = Format.text,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="有这一级问题时退出码为 1：error、warning 或 never。")
    ] = FailOn.error,
    unit: Annotated[str, typer.Option("--unit", metavar="单位全称", help="文件里看不出单位时写。")] = "",
    within: Annotated[
        list[str] | None, typer.Option("--within", metavar="地名", help="所在的县、市、省，近的在前，可写多次。")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年份", help="文件里看不出年度时写。")] = None,
) -> None:
    """检查报告、草稿、素材或一段文字。

    \b
    例：
      nianbao check 白沙镇人民政府-2025
      nianbao check 年报/*.docx --format json
      nianbao check - --unit 白沙镇人民政府 --within 云岭县 --year 2023
    """
    from nianbao.checking import check as run
    from nianbao.cli.console import console, errors, print_json
    from nianbao.cli.show import counted, show_findings, show_lines
    from nianbao.errors import NianbaoError

    places = tuple(within or ())
    given = _unit(unit, places)
    out = console()
    results: list[dict[str, Any]] = []
    everything: list[Finding] = []
    refused = False
    names = _expanded(files)
    for name in names:
        try:
            report, messages = _load(name, given, year, places)
        except NianbaoError as error:
            refused = True
            show_lines(errors(), error.lines)
            continue
        findings = run(report)
        everything += findings
        results.append({"path": name, "findings": [item.to_json() for item in findings]})
        if format is Format.text:
            if len(names) > 1:
                out.print(name, style="bold", markup=False)
            show_lines(out, messages)
            show_findings(out, findings)
        else:
            show_lines(errors(), messages)
    if format is Format.json:
        print_json({"schema": 1, "files": results})
    elif results:
        out.print(counted(everything), markup=False)
    if refused:
        raise typer.Exit(2)
    if _fails(everything, fail_on):
        raise typer.Exit(1)
